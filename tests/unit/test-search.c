/* Searches back in time. The trace's answer must be that of updates made again, which is asked for by the same condition
 * with a part that is always true and that the trace does not keep: `reach>=0`. */
#include "unit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "run/expr.h"
#include "run/search.h"
#include "run/stops.h"
#include "run/travel.h"
#include "small-session.h"

enum { UPDATES = 150, KEY_STRIDE = 32, TEXT = 400 };

/* ---- what is asked */

static uint64_t random_state = 12345;

static int pick(int n)
{
	random_state = random_state * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (int)((random_state >> 33) % (uint64_t)n);
}

static struct expr *condition(const struct session *s, const char *text)
{
	struct err e;
	struct expr *x = expr_parse(s, text, &e);

	if (!x)
		fail_msg("%s: %s", text, e.text);
	return x;
}

/* A metric compared with what it was at some update. */
static void random_comparison(const struct session *s, int who, char to[TEXT])
{
	static const char *const metrics[] = { "update", "queries", "responses", "rewarded", "allwrong", "allright",
					       "offsupport", "discovery", "hits[1]", "likelihood[0]", "likelihood[out]",
					       "likelihood[0-2]", "base[1]", "err", "gradnorm", "lr" };
	static const char *const ops[] = { ">", ">=", "<", "<=", "==", "!=" };
	size_t rows = s->run[who].trace.rows;
	double *v = xcalloc(rows, sizeof *v);
	struct metric_ref m;
	struct expr *x;

	do {
		const char *name = metrics[pick(sizeof metrics / sizeof *metrics)];
		double then;
		assert_true(metric_parse(s, name, &m, NULL) > 0);
		metric_history(s, &m, who, v);
		then = v[pick((int)rows)];
		snprintf(to, TEXT, "%s%s%s%.17g", pick(4) ? "" : "!", name, ops[pick(6)], isnan(then) ? 1.0 : then);
		x = expr_parse(s, to, NULL);
	} while (!x); /* likelihood>1 can never be */
	expr_free(x);
	free(v);
}

static void random_condition(const struct session *s, int who, char to[TEXT])
{
	static const char *const between[] = { " && ", " || " };
	char one[TEXT];
	int n = 1 + pick(3);

	to[0] = '\0';
	for (int i = 0; i < n; i++) {
		random_comparison(s, who, one);
		if (i > 0)
			strcat(to, between[pick(2)]);
		strcat(to, one);
	}
}

/* `slow`: so that the trace cannot say it. */
static const char *pose(const char *text, bool slow, struct str *to)
{
	str_clear(to);
	str_addf(to, slow ? "(%s) && reach>=0" : "%s", text);
	return str_text(to);
}

/* ---- going there */

static bool no(void *self)
{
	(void)self;
	return false;
}

/* To the goal; returns how many updates that took. */
static int work(struct session *s)
{
	struct patience slice = { no, NULL };
	int n = 1;

	while (session_work(s, &slice, NULL) == WORK_MORE)
		n++;
	return n;
}

static void go(struct session *s, unsigned who, uint64_t update)
{
	assert_true(session_goal_goto(s, who, update, NULL));
	work(s);
}

struct place {
	uint64_t update, hash;
	int stop, made; /* the break that stopped, the updates that it took */
};

static struct place place_of(const struct session *s, int who, int made)
{
	const struct state *now = run_state(&s->run[who]);

	return (struct place){ now->update, state_hash(now), stops_stands_at(s), made };
}

/* From update `from` to where the condition held; NULL: to where a break fired. */
static struct place search(struct session *s, int who, uint64_t from, const char *text, int only)
{
	go(s, 1u << who, from);
	assert_true(session_goal_search(s, 1u << who, text ? condition(s, text) : NULL, only, NULL));
	return place_of(s, who, work(s));
}

static void assert_same_place(const struct place *a, const struct place *b, const char *text)
{
	if (a->update != b->update || a->hash != b->hash || a->stop != b->stop)
		fail_msg("%s: update %d and %d, break %d and %d", text, (int)a->update, (int)b->update, a->stop,
			 b->stop);
}

/* ---- runs with something in their past */

/* Other settings on the way; B pays for prefixes. */
static void train(struct session *s, unsigned who)
{
	small_session_step(s, who, 37);
	small_session_set(s, "lr", ".3");
	small_session_step(s, who, 32);
	small_session_set(s, "batch", "70");
	small_session_set(s, "test.every", "5");
	small_session_step(s, who, UPDATES - 69);
}

static void add_trainer_b(struct session *s)
{
	struct err e;

	if (!setting_store(setting_named("reward"), &s->config, 1, "process", &e))
		fail_msg("%s", e.text);
	session_start_trainer(s, 1);
}

static void try_conditions(struct session *s, int n)
{
	char text[TEXT];
	struct str posed = { 0 };

	for (int i = 0; i < n; i++) {
		uint64_t from = (uint64_t)(1 + pick(UPDATES));
		int who = pick(TRAINERS);
		struct place slow, fast;
		random_condition(s, who, text);
		slow = search(s, who, from, pose(text, true, &posed), 0);
		fast = search(s, who, from, text, 0);
		assert_same_place(&slow, &fast, text);
		assert_true(fast.made <= KEY_STRIDE + 1);
		go(s, WHO_AB, UPDATES);
	}
	str_done(&posed);
}

static void test_trace_says_the_same(void **state)
{
	struct session *s = small_session();

	(void)state;
	add_trainer_b(s);
	train(s, WHO_AB);
	try_conditions(s, 300);
	small_session_free(s);
}

/* Err is measured now and then only. */
static void test_of_a_generator(void **state)
{
	struct session *s = small_mixture();

	(void)state;
	add_trainer_b(s);
	train(s, WHO_AB);
	try_conditions(s, 100);
	small_session_free(s);
}

/* What was measured at update 70 is err up to 74: the next test is at 75. */
static void test_err_between_tests(void **state)
{
	struct session *s = small_mixture();
	char text[TEXT];
	struct place p;

	(void)state;
	train(s, WHO_A);
	snprintf(text, TEXT, "err==%.17g", trace_scalar(&s->run[0].trace, 70, TRACE_ERR));
	p = search(s, 0, UPDATES, text, 0);
	assert_int_equal(p.update, 74);
	assert_int_equal(p.made, 74 - 64); /* from the keyframe before it */
	small_session_free(s);
}

/* ---- breaks */

static void add_break(struct session *s, const char *text, unsigned who)
{
	struct stop b;
	struct err e;

	if (!stop_parse(s, STOP_BREAK, text, &b, &e))
		fail_msg("%s: %s", text, e.text);
	b.who = who;
	stops_add(s, &b);
}

/* Two breaks anew, as numbers 1 and 2. */
static void set_breaks(struct session *s, char text[2][TEXT], unsigned who, bool slow)
{
	struct str posed = { 0 };

	stops_clear(s);
	for (int i = 0; i < 2; i++)
		add_break(s, pose(text[i], slow, &posed), i == 1 ? who : 0);
	str_done(&posed);
}

static void test_breaks(void **state)
{
	struct session *s = small_session();
	char text[2][TEXT];

	(void)state;
	add_trainer_b(s);
	train(s, WHO_AB);
	for (int i = 0; i < 200; i++) {
		uint64_t from = (uint64_t)(1 + pick(UPDATES));
		int who = pick(TRAINERS), only = pick(2);
		unsigned of = (unsigned)pick(4);
		struct place slow, fast;
		random_condition(s, who, text[0]);
		random_condition(s, who, text[1]);
		set_breaks(s, text, of, true);
		slow = search(s, who, from, NULL, only);
		set_breaks(s, text, of, false);
		fast = search(s, who, from, NULL, only);
		assert_same_place(&slow, &fast, text[0]);
		assert_true(fast.made <= KEY_STRIDE + 1);
		go(s, WHO_AB, UPDATES);
	}
	small_session_free(s);
}

/* Of two breaks one cannot be told from the trace: then that one alone makes updates again. */
static void test_other_breaks_do_not_matter(void **state)
{
	struct session *s = small_session();

	(void)state;
	small_session_step(s, WHO_A, 100);
	add_break(s, "update==10", 0);
	add_break(s, "update==20 && reach>=0", 0);
	assert_int_equal(search(s, 0, 100, NULL, 1).made, 10); /* from update 0 to 10 */
	assert_true(search(s, 0, 100, NULL, 2).made > KEY_STRIDE);
	assert_int_equal(run_update(&s->run[0]), 20);
	assert_true(search(s, 0, 100, NULL, 0).made > KEY_STRIDE);
	assert_int_equal(stops_stands_at(s), 2);
	stops_get(s, 2)->enabled = false;
	assert_int_equal(search(s, 0, 100, NULL, 0).made, 10);
	assert_int_equal(stops_stands_at(s), 1);
	small_session_free(s);
}

/* ---- when the trace cannot say it */

static void assert_slow(struct session *s, const char *text, uint64_t found)
{
	struct place p = search(s, 0, UPDATES, text, 0);

	assert_int_equal(p.update, found);
	assert_true(p.made > KEY_STRIDE);
}

/* What names the other trainer means its present value; the set `worst` is another one from update to update. */
static void test_what_only_updates_say(void **state)
{
	struct session *s = small_session();
	struct expr *x;

	(void)state;
	add_trainer_b(s);
	train(s, WHO_AB);
	assert_slow(s, "update==10 && update@b==150", 10);
	assert_slow(s, "update==10 && !(lr changed)", 10);
	assert_slow(s, "update==10 && likelihood[worst]<1", 10);
	assert_int_equal(search(s, 0, UPDATES, "update==10 && update@a==10", 0).made, 10);
	x = condition(s, "update@b==150");
	assert_true(expr_kept(s, x, 1));
	assert_false(expr_kept(s, x, 0));
	expr_free(x);
	small_session_free(s);
}

static void test_thinned(void **state)
{
	struct session *s = small_session();

	(void)state;
	s->run[0].trace.most = 16;
	train(s, WHO_A);
	assert_slow(s, "update==11", 11);
	small_session_free(s);
}

/* As after reading a file that has fewer rows than keyframes: of update 64 the keyframe knows not what it counted. */
static void test_row_without_counts(void **state)
{
	struct session *s = small_session();
	struct trace *t = &s->run[0].trace;

	(void)state;
	train(s, WHO_A);
	go(s, WHO_A, 10);
	t->ahead = 64 - t->rows;
	go(s, WHO_A, UPDATES);
	go(s, WHO_A, 80);
	assert_int_equal(t->rows, 81);
	assert_false(trace_is_whole(t));
	assert_int_equal(search(s, 0, 80, "rewarded>0 && update<=64", 0).update, 64);
	assert_true(trace_is_whole(t)); /* made again */
	small_session_free(s);
}

/* Rows from before the iterate changed are of another one: what is measured anew is not what they say. */
static void test_rows_of_two_iterates(void **state)
{
	struct session *s = small_session();
	struct trace *t = &s->run[0].trace;

	(void)state;
	small_session_set(s, "iterate", "average");
	train(s, WHO_A);
	assert_false(t->mixed);
	assert_int_equal(search(s, 0, UPDATES, "update==10 && err<1", 0).made, 10);
	small_session_set(s, "iterate", "last");
	assert_true(t->mixed);
	assert_slow(s, "update==10 && err<1", 10);
	assert_slow(s, "update==10 && likelihood[0]<1", 10);
	assert_int_equal(search(s, 0, UPDATES, "update==10 && hits[0]>0", 0).made, 10); /* has no iterate */
	small_session_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_trace_says_the_same),
		cmocka_unit_test(test_of_a_generator),
		cmocka_unit_test(test_err_between_tests),
		cmocka_unit_test(test_breaks),
		cmocka_unit_test(test_other_breaks_do_not_matter),
		cmocka_unit_test(test_what_only_updates_say),
		cmocka_unit_test(test_thinned),
		cmocka_unit_test(test_row_without_counts),
		cmocka_unit_test(test_rows_of_two_iterates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
