/* When breaks fire. An update of the small session draws 96 responses with outcome rewards: 96 queries. */
#include "run/stops.h"

#include <stdlib.h>
#include <string.h>

#include "unit.h"

#include "small-session.h"

static struct stop *add(struct session *s, const char *text, unsigned who)
{
	struct stop b;
	struct err e = { "" };

	if (!stop_parse(s, STOP_BREAK, text, &b, &e))
		fail_msg("%s", e.text);
	if (who)
		b.who = who;
	return stops_add(s, &b);
}

/* Runs to the next stop, `until` at the latest; returns the number of the break that stopped it, 0: none. */
static int run_until(struct session *s, unsigned who, const char *until)
{
	struct err e = { "" };

	if (!session_goal_continue(s, who, expr_parse(s, until, NULL), false, &e))
		fail_msg("%s", e.text);
	assert_int_equal(session_work(s, NULL, NULL), WORK_DONE);
	return s->stops.at;
}

static uint64_t update(const struct session *s, int who)
{
	return run_state(&s->run[who])->update;
}

/* Updates from `from` on in which some response was outside the support. */
static uint64_t count_off(const struct session *s, uint64_t from)
{
	uint64_t n = 0;

	for (uint64_t t = from; t <= update(s, 0); t++)
		n += trace_scalar(&s->run[0].trace, (size_t)t, TRACE_OFF) > 0.0;
	return n;
}

/* ---- comparisons and events */

static void test_becomes_true(void **state)
{
	struct session *s = small_session();
	const struct stop *b = add(s, "update>=2 && update<4 || update>=6", 0);

	(void)state;
	assert_int_equal(run_until(s, WHO_A, "update>=9"), 1);
	assert_int_equal(update(s, 0), 2);
	assert_int_equal(run_until(s, WHO_A, "update>=9"), 1); /* not at 3, where it still holds */
	assert_int_equal(update(s, 0), 6);
	assert_int_equal(run_until(s, WHO_A, "update>=9"), 0);
	assert_int_equal(update(s, 0), 9);
	assert_int_equal(b->hits, 2);
	small_session_free(s);
}

/* What has come true by steps, or by another setting, is no news to continue. */
static void test_begins_anew(void **state)
{
	struct session *s = small_session();
	const struct stop *b = add(s, "queries>=200", 0);

	(void)state;
	small_session_step(s, WHO_A, 5);
	assert_int_equal(b->hits, 0);
	assert_int_equal(s->stops.at, 0);
	assert_int_equal(run_until(s, WHO_A, "update>=7"), 0);
	session_start_trainer(s, 0);
	assert_int_equal(run_until(s, WHO_A, "update>=7"), 1); /* 3 x 96 */
	assert_int_equal(update(s, 0), 3);
	small_session_free(s);
}

static void test_event(void **state)
{
	struct session *s = small_session();
	struct stop *b = add(s, "offsupport", 0);

	(void)state;
	while (update(s, 0) < 5) {
		int at = run_until(s, WHO_A, "update>=5");
		assert_int_equal(at, trace_scalar(&s->run[0].trace, (size_t)update(s, 0), TRACE_OFF) > 0.0);
	}
	assert_int_equal(b->hits, count_off(s, 1));
	assert_true(b->hits >= 2); /* one after the other, not only the first */
	b->ignore = 1000000;
	assert_int_equal(run_until(s, WHO_A, "update>=25"), 0);
	assert_int_equal(b->hits, count_off(s, 1));
	assert_int_equal(b->ignore, 1000000 - count_off(s, 6));
	small_session_free(s);
}

/* `end` is an event that lasts: it stops once. */
static void test_lasting_event(void **state)
{
	struct session *s = small_session();
	const struct stop *b = add(s, "end", 0);

	(void)state;
	assert_int_equal(run_until(s, WHO_A, "update>=9"), 1);
	assert_int_equal(update(s, 0), 2); /* budget 100 */
	assert_int_equal(run_until(s, WHO_A, "update>=9"), 0);
	assert_int_equal(b->hits, 1);
	small_session_free(s);
}

static void test_ignore(void **state)
{
	struct session *s = small_session();
	struct stop *b = add(s, "offsupport", 0);

	(void)state;
	b->ignore = 2;
	assert_int_equal(run_until(s, WHO_A, "update>=50"), 1);
	assert_int_equal(count_off(s, 1), 3);
	assert_int_equal(b->hits, 3);
	assert_int_equal(b->ignore, 0);
	b->enabled = false;
	assert_int_equal(run_until(s, WHO_A, "update>=50"), 0);
	assert_int_equal(b->hits, 3);
	small_session_free(s);
}

static void test_once(void **state)
{
	struct session *s = small_session();

	(void)state;
	add(s, "update>=2", 0)->once = true;
	assert_int_equal(run_until(s, WHO_A, "update>=5"), 1);
	assert_int_equal(s->stops.n, 0);
	assert_int_equal(stops_stands_at(s), 1);
	assert_int_equal(add(s, "update>=4", 0)->number, 2); /* a number is never given again */
	assert_int_equal(run_until(s, WHO_A, "update>=5"), 2);
	small_session_free(s);
}

/* The first one is said, all count. */
static void test_together(void **state)
{
	struct session *s = small_session();

	(void)state;
	add(s, "update>=3", 0);
	add(s, "queries>=288", 0)->once = true;
	add(s, "update>=4", 0);
	assert_int_equal(run_until(s, WHO_A, "update>=9"), 1);
	assert_int_equal(s->stops.n, 2);
	assert_int_equal(stops_get(s, 1)->hits, 1);
	assert_null(stops_get(s, 2));
	assert_int_equal(stops_get(s, 3)->hits, 0);
	small_session_free(s);
}

/* ---- two trainers */

static struct session *two_trainers(void)
{
	struct session *s = small_session();

	session_start_trainer(s, 1);
	return s;
}

/* A and B in turn, A first. */
static void test_two(void **state)
{
	struct session *s = two_trainers();

	(void)state;
	add(s, "update>=3", 0);
	assert_int_equal(run_until(s, WHO_AB, "update>=9"), 1);
	assert_int_equal(s->stops.at_who, 0);
	assert_int_equal(update(s, 0), 3);
	assert_int_equal(update(s, 1), 2); /* the whole goal has stopped */
	assert_int_equal(run_until(s, WHO_AB, "update>=9"), 1); /* it has not been true of B */
	assert_int_equal(s->stops.at_who, 1);
	assert_int_equal(update(s, 1), 3);
	small_session_free(s);
}

static void test_one_of_two(void **state)
{
	struct session *s = two_trainers();
	const struct stop *b = add(s, "update>=2", WHO_B);

	(void)state;
	assert_int_equal(run_until(s, WHO_A, "update>=4"), 0);
	assert_int_equal(run_until(s, WHO_AB, "update>=7"), 1);
	assert_int_equal(s->stops.at_who, 1);
	assert_int_equal(update(s, 1), 2);
	assert_int_equal(b->hits, 1);
	small_session_free(s);
}

/* A condition on B is true whoever is trained, and becomes so once. */
static void test_of_the_other(void **state)
{
	struct session *s = two_trainers();
	struct stop *b = add(s, "update@b>=2", 0);

	(void)state;
	b->ignore = 10;
	assert_int_equal(run_until(s, WHO_AB, "update>=5"), 0);
	assert_int_equal(b->hits, 1);
	small_session_free(s);
}

/* Says of all its values that they are A's: another trainer's update is nothing to it. */
static void test_whose(void **state)
{
	struct session *s = two_trainers();
	const struct stop *b = add(s, "offsupport@a", 0);

	(void)state;
	assert_int_equal(b->who, WHO_A);
	assert_int_equal(run_until(s, WHO_AB, "update>=50"), 1);
	assert_int_equal(s->stops.at_who, 0);
	assert_int_equal(run_until(s, WHO_B, "update>=50"), 0); /* A's last update still has its off-support response */
	assert_int_equal(b->hits, 1);
	small_session_free(s);
}

/* An event of A is one in A's updates only, also where a value of B stands beside it. */
static void test_event_of_the_other(void **state)
{
	struct session *s = two_trainers();
	struct stop *b = add(s, "offsupport@a && update@b>=0", 0), *c;
	uint64_t from;

	(void)state;
	assert_int_equal(b->who, 0);
	assert_int_equal(run_until(s, WHO_A, "update>=50"), 1);
	from = update(s, 0);
	add(s, "queries@a changed && update@b>=0", 0);
	assert_int_equal(run_until(s, WHO_B, "update>=3"), 0);
	b = stops_get(s, 1);
	c = stops_get(s, 2);
	assert_int_equal(b->hits, 1);
	assert_int_equal(c->hits, 0);
	b->ignore = c->ignore = 1000000;
	assert_int_equal(run_until(s, WHO_AB, "update>=50"), 0);
	assert_int_equal(c->hits, 50 - from); /* once an update of A */
	assert_int_equal(b->hits, count_off(s, 1));
	small_session_free(s);
}

/* A condition that says whose each value is becomes true once, for both: nobody is trained on until it is so again. */
static void test_until_whose(void **state)
{
	struct session *s = two_trainers();

	(void)state;
	run_until(s, WHO_AB, "update@a>=3");
	assert_int_equal(update(s, 0), 3);
	assert_int_equal(update(s, 1), 2); /* A goes first */
	run_until(s, WHO_AB, "update@b>=3 && update@a>=3");
	assert_int_equal(update(s, 1), 3);
	run_until(s, WHO_AB, "offsupport@a || update@a>=50");
	assert_true(update(s, 0) < 50);
	assert_true(trace_scalar(&s->run[0].trace, (size_t)update(s, 0), TRACE_OFF) > 0.0);
	small_session_free(s);
}

/* ---- to one break */

static int run_to(struct session *s, unsigned who, int number)
{
	struct err e = { "" };

	if (!session_goal_break(s, who, number, &e))
		fail_msg("%s", e.text);
	assert_int_equal(session_work(s, NULL, NULL), WORK_DONE);
	return s->stops.at;
}

static void test_goal(void **state)
{
	struct session *s = small_session();

	(void)state;
	add(s, "update>=2", 0);
	add(s, "update>=5", 0);
	assert_int_equal(run_to(s, WHO_A, 2), 2); /* past break 1 and the budget */
	assert_int_equal(update(s, 0), 5);
	assert_int_equal(stops_get(s, 1)->hits, 0);
	assert_true(session_goal_break(s, WHO_A, 2, NULL));
	assert_false(session_working(s)); /* it holds already */
	small_session_free(s);
}

static void refuse(struct session *s, unsigned who, int number, const char *why)
{
	struct err e = { "" };

	assert_false(session_goal_break(s, who, number, &e));
	assert_false(session_working(s));
	assert_string_equal(e.text, why);
}

static void test_goal_refused(void **state)
{
	struct session *s = two_trainers();
	struct stop w;

	(void)state;
	refuse(s, WHO_A, 1, "there is no break 1: no breaks are set");
	add(s, "update>=2", WHO_B);
	refuse(s, WHO_A, 3, "there is no break 3. there is: break 1");
	add(s, "update>=3", 0)->enabled = false;
	assert_true(stop_parse(s, STOP_WATCH, "likelihood[3]", &w, NULL));
	stops_add(s, &w);
	refuse(s, WHO_A, 4, "there is no break 4. there are: breaks 1 2");
	refuse(s, WHO_A, 1, "break 1 is for trainer B: continue 1 @b");
	refuse(s, WHO_A, 2, "break 2 is disabled. first: enable 2");
	refuse(s, WHO_A, 3, "3 is a watch, likelihood[3]: it stops nothing");
	assert_int_equal(run_to(s, WHO_AB, 1), 1);
	small_session_free(s);
}

/* A script may wait for a break where the budget is spent, and for nothing it may not. */
static void test_bounded(void **state)
{
	struct session *s = small_session();

	(void)state;
	small_session_step(s, WHO_A, 2);
	assert_false(session_goal_continue(s, WHO_A, NULL, true, NULL));
	add(s, "update>=4", WHO_B);
	assert_false(session_goal_continue(s, WHO_A, NULL, true, NULL));
	add(s, "update>=4", 0);
	assert_true(session_goal_continue(s, WHO_A, NULL, true, NULL));
	assert_int_equal(session_work(s, NULL, NULL), WORK_DONE);
	assert_int_equal(s->stops.at, 2);
	assert_false(session_goal_continue(s, WHO_A, NULL, true, NULL)); /* it is behind */
	small_session_free(s);
}

/* ---- what others ask */

static void test_stands(void **state)
{
	struct session *s = small_session();

	(void)state;
	add(s, "update>=2", 0);
	assert_int_equal(stops_stands_at(s), 0);
	run_until(s, WHO_A, "update>=9");
	assert_int_equal(stops_stands_at(s), 1);
	session_start_trainer(s, 0);
	assert_int_equal(stops_stands_at(s), 0);
	run_until(s, WHO_A, "update>=9");
	small_session_step(s, WHO_A, 1);
	assert_int_equal(stops_stands_at(s), 0);
	small_session_free(s);
}

/* As a search through time does it: note, move, ask. */
static void test_would_fire(void **state)
{
	struct session *s = small_session();
	const struct stop *b = add(s, "update>=2", 0);
	const int first = 1, second = 2;

	(void)state;
	stops_note(s, 0);
	small_session_step(s, WHO_A, 2); /* notes how it began */
	assert_true(stops_would_fire(s, 0, 0));
	assert_true(stops_would_fire(s, 0, first));
	assert_false(stops_would_fire(s, 0, second));
	stops_note(s, 0);
	assert_false(stops_would_fire(s, 0, 0));
	assert_int_equal(b->hits, 0);
	small_session_free(s);
}

static void test_due(void **state)
{
	struct session *s = small_session();
	char *text;
	int number = 0;

	(void)state;
	add(s, "update>=1", 0)->commands = strdup("info state");
	add(s, "queries>0", 0)->once = true;
	stops_get(s, 2)->commands = strdup("step");
	assert_null(stops_take_due(s, &number));
	run_until(s, WHO_A, "update>=9");
	text = stops_take_due(s, &number);
	assert_string_equal(text, "info state");
	assert_int_equal(number, 1);
	free(text);
	text = stops_take_due(s, &number);
	assert_string_equal(text, "step");
	assert_int_equal(number, 2);
	free(text);
	assert_null(stops_take_due(s, &number));
	small_session_free(s);
}

static void test_same(void **state)
{
	struct session *s = small_session();
	struct stop b;

	(void)state;
	add(s, "queries>=10 && end", 0);
	assert_true(stop_parse(s, STOP_BREAK, " queries >= 10&&end ", &b, NULL));
	assert_int_equal(stops_find_same(s, &b)->number, 1);
	b.who = WHO_B;
	assert_null(stops_find_same(s, &b));
	stop_done(&b);
	assert_true(stop_parse(s, STOP_BREAK, "queries>=1 && end", &b, NULL));
	assert_null(stops_find_same(s, &b));
	stop_done(&b);
	small_session_free(s);
}

/* Another task: conditions mean nothing there, and numbers start over. */
static void test_new_task(void **state)
{
	struct session *s = small_session();

	(void)state;
	add(s, "likelihood[3]>.5", 0);
	assert_true(session_new_task(s, NULL, NULL));
	assert_int_equal(s->stops.n, 0);
	assert_int_equal(add(s, "end", 0)->number, 1);
	small_session_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_becomes_true), cmocka_unit_test(test_begins_anew),
		cmocka_unit_test(test_event),	     cmocka_unit_test(test_lasting_event),
		cmocka_unit_test(test_ignore),	     cmocka_unit_test(test_once),
		cmocka_unit_test(test_together),     cmocka_unit_test(test_two),
		cmocka_unit_test(test_one_of_two),   cmocka_unit_test(test_of_the_other),
		cmocka_unit_test(test_whose),	     cmocka_unit_test(test_event_of_the_other),
		cmocka_unit_test(test_until_whose),
		cmocka_unit_test(test_goal),	     cmocka_unit_test(test_goal_refused),
		cmocka_unit_test(test_bounded),	     cmocka_unit_test(test_stands),
		cmocka_unit_test(test_would_fire),   cmocka_unit_test(test_due),
		cmocka_unit_test(test_same),	     cmocka_unit_test(test_new_task),
	};

	return cmocka_run_group_tests_name("stops", tests, NULL, NULL);
}
