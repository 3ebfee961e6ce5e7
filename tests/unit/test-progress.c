/* Progress: what it says, and how often, by a clock that stands still until it is told to go on. */
#include "front/progress.h"

#include <stdlib.h>
#include <string.h>

#include "small-session.h"
#include "unit.h"

static double now;

static double told_clock(void)
{
	return now;
}

static bool for_one_update(void *self)
{
	(void)self;
	return false;
}

/* One more update, of the goal that is set. */
static void work(struct session *s)
{
	struct patience one = { for_one_update, NULL };

	session_work(s, &one, NULL);
}

static void assert_says(const struct session *s, double elapsed, const char *expected)
{
	struct str text = { 0 };

	progress_print(s, elapsed, 0, &text);
	assert_string_equal(str_text(&text), expected);
	str_done(&text);
}

static void test_words(void **state)
{
	struct session *s = small_session();
	struct err e;

	(void)state;
	assert_true(session_goal_step(s, WHO_A, 4000, &e));
	assert_says(s, 1, "0 of 4,000 updates, 0 queries");
	work(s);
	work(s);
	assert_says(s, 1, "2 of 4,000 updates, 192 queries, 34 min left");
	assert_says(s, .001, "2 of 4,000 updates, 192 queries, 2 s left");
	assert_says(s, 100, "2 of 4,000 updates, 192 queries, 56 h left");
	session_drop_goal(s);
	/* to the budget of 1,000 queries: 96 of the 808 that are left */
	small_session_set(s, "budget", "1000");
	assert_true(session_goal_continue(s, WHO_A, NULL, false, &e));
	work(s);
	assert_says(s, 1, "1 update, 288 queries, 8 s left");
	session_drop_goal(s);
	assert_true(session_goal_pretrain(s, 10, &e));
	work(s);
	assert_says(s, 1, "1 of 10 steps of pre-training, 9 s left");
	session_drop_goal(s);
	small_session_free(s);
}

static bool work_at(void *self)
{
	return --*(int *)self >= 0;
}

static void report(struct session *s, void *self, bool done)
{
	(void)self;
	out_line(s->out, OUT_REPLY, done ? "all" : "some");
}

static void keep(void *self)
{
	(void)self;
}

/* A job is named, counts its own unit, and ends when it says so or after as many pieces as it expects. */
static void test_jobs(void **state)
{
	static const struct job_type job = { .name = "dig", .unit = "hole", .work = work_at, .report = report, .free = keep };
	struct session *s = small_session();
	struct err e;
	int left = 9;

	(void)state;
	assert_true(session_goal_job(s, &job, &left, 4, &e));
	assert_says(s, 1, "dig: 0 of 4 holes");
	work(s);
	assert_says(s, 1, "dig: 1 of 4 holes, 3 s left");
	assert_int_equal(session_work(s, NULL, NULL), WORK_DONE);
	assert_int_equal(left, 5);
	assert_true(session_goal_job(s, &job, &left, 0, &e));
	work(s);
	assert_says(s, 1, "dig: 1 hole");
	work(s);
	assert_says(s, 1, "dig: 2 holes");
	assert_int_equal(session_work(s, NULL, NULL), WORK_DONE);
	assert_int_equal(left, -1);
	small_session_free(s);
}

/* A line that is rewritten: nothing for half a second, then at most four times a second, wiped away at the end. */
static void test_in_place(void **state)
{
	struct session *s = small_session();
	struct progress p = { .columns = 80, .in_place = true, .clock = told_clock };
	struct err e;
	char *text = NULL;
	size_t n = 0, before;

	(void)state;
	p.to = open_memstream(&text, &n);
	assert_true(session_goal_step(s, WHO_A, 1000, &e));
	for (int i = 0; i < 49; i++) {
		now = 7 + i * .01;
		progress_tick(&p, s);
		work(s);
	}
	fflush(p.to);
	assert_int_equal(n, 0);
	now = 7.5;
	progress_tick(&p, s);
	assert_string_equal(text, "\r49 of 1,000 updates, 4,704 queries, 10 s left");
	before = n;
	now = 7.74;
	progress_tick(&p, s);
	fflush(p.to);
	assert_int_equal(n, before);
	now = 7.75;
	progress_tick(&p, s);
	assert_true(n > before);
	before = n;
	progress_end(&p);
	assert_int_equal(text[before], '\r');
	assert_int_equal(strspn(text + before + 1, " "), n - before - 2);
	assert_int_equal(text[n - 1], '\r');
	progress_end(&p);
	fclose(p.to);
	free(text);
	small_session_free(s);
}

/* A narrow window: the line never reaches the last column. */
static void test_narrow(void **state)
{
	struct session *s = small_session();
	struct err e;

	(void)state;
	assert_true(session_goal_step(s, WHO_A, 1000, &e));
	for (int columns = 1; columns < 60; columns++) {
		struct progress p = { .columns = columns, .in_place = true, .clock = told_clock };
		char *text = NULL;
		size_t n = 0;
		p.to = open_memstream(&text, &n);
		now = 0;
		progress_tick(&p, s);
		now = 1;
		progress_tick(&p, s);
		fflush(p.to);
		assert_true(n - 1 < (size_t)columns || columns == 1);
		assert_true(n > 1);
		fclose(p.to);
		free(text);
	}
	small_session_free(s);
}

/* Whole lines, every ten seconds, without a control character; nobody to tell: nothing. */
static void test_lines(void **state)
{
	struct session *s = small_session();
	struct progress p = { .columns = 80, .clock = told_clock }, none = { .clock = told_clock };
	struct err e;
	char *text = NULL;
	size_t n = 0;

	(void)state;
	p.to = open_memstream(&text, &n);
	assert_true(session_goal_step(s, WHO_A, 1000, &e));
	for (now = 0; now < 25; now += .5) {
		progress_tick(&p, s);
		progress_tick(&none, s);
		work(s);
	}
	progress_end(&p);
	progress_end(&none);
	fclose(p.to);
	assert_string_equal(text, "20 of 1,000 updates, 1,920 queries, 9 min left\n"
				  "40 of 1,000 updates, 3,840 queries, 8 min left\n");
	free(text);
	small_session_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_jobs),
		cmocka_unit_test(test_in_place),
		cmocka_unit_test(test_narrow),
		cmocka_unit_test(test_lines),
	};

	return cmocka_run_group_tests_name("progress", tests, NULL, NULL);
}
