/* The trace in time: whoever goes back, and on again, sees the rows that a straight run has. Rows are made up from
 * their update, so that each can be told from all others. */
#include "unit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "run/trace.h"

enum { PROMPTS = 3, MOST = 16, UPDATES = 300 };

/* ---- rows */

static double scalar_of(uint64_t update, enum trace_column c)
{
	if (c == TRACE_UPDATE)
		return (double)update;
	return c == TRACE_QUERIES ? 64.0 * (double)update : 1000.0 * c + (double)update;
}

static double lp_of(uint64_t update, int prompt)
{
	return -(double)update - 0.1 * prompt;
}

static uint32_t hits_of(uint64_t update, int prompt)
{
	return (uint32_t)(10 * update + (uint64_t)prompt);
}

static void add(struct trace *t, uint64_t update)
{
	double scalar[TRACE_COLUMNS], lp[PROMPTS];
	uint32_t hits[PROMPTS];

	for (int c = 0; c < TRACE_COLUMNS; c++)
		scalar[c] = scalar_of(update, (enum trace_column)c);
	for (int i = 0; i < PROMPTS; i++) {
		lp[i] = lp_of(update, i);
		hits[i] = hits_of(update, i);
	}
	trace_add(t, scalar, lp, hits);
}

static void assert_row(const struct trace *t, size_t row, uint64_t update)
{
	for (int c = 0; c < TRACE_COLUMNS; c++)
		assert_true(trace_scalar(t, row, (enum trace_column)c) == scalar_of(update, (enum trace_column)c));
	for (int i = 0; i < PROMPTS; i++) {
		assert_true(trace_lp(t, row, i) == lp_of(update, i));
		assert_int_equal(trace_hits(t, row, i), hits_of(update, i));
	}
}

/* At most `most` rows, 0: as many as there are. */
static struct trace begin(size_t most)
{
	struct trace t;

	trace_init(&t, PROMPTS);
	if (most > 0)
		t.most = most;
	return t;
}

static void add_to(struct trace *t, uint64_t from, uint64_t to)
{
	for (uint64_t update = from; update <= to; update++)
		add(t, update);
}

/* ---- what is to be seen at `now` of a run that came to `end` */

/* By halves, each time that a row more than `most` is wanted. */
static uint64_t stride_of(uint64_t end, size_t most)
{
	uint64_t stride = 1, kept = 0;

	for (uint64_t update = 0; update <= end; update++) {
		if (kept == most) {
			stride *= 2;
			kept = (update - 1) / stride + 1;
		}
		kept += update % stride == 0;
	}
	return stride;
}

static void check(const struct trace *t, uint64_t now, uint64_t end)
{
	uint64_t stride = stride_of(end, t->most), before = now / stride, behind = end / stride - before;
	size_t rows = before + (now % stride != 0);

	assert_int_equal(t->stride, stride);
	assert_int_equal(t->rows, rows + 1);
	assert_int_equal(t->ahead, behind);
	for (uint64_t i = 0; i <= before; i++)
		assert_row(t, i, i * stride);
	assert_row(t, rows, now);
	for (uint64_t i = 1; i <= behind; i++)
		assert_row(t, rows + i, (before + i) * stride);
}

static void test_straight(void **state)
{
	struct trace t = begin(MOST);

	(void)state;
	for (uint64_t update = 0; update <= UPDATES; update++) {
		add(&t, update);
		check(&t, update, update);
		assert_true(t.rows <= MOST);
		assert_int_equal(trace_thinned(&t), update >= MOST);
	}
	assert_int_equal(t.stride, 32); /* 300 / 16 */
	trace_done(&t);
}

/* ---- back, and on again */

/* As a run does it: back to `key`, a keyframe, and from there on by updates that are made again. */
static void go(struct trace *t, uint64_t key, uint64_t to)
{
	if (key == 0)
		trace_rewind(t);
	else
		trace_turn(t, key - 1);
	add_to(t, key, to);
}

static void test_turn(void **state)
{
	struct trace t = begin(0);

	(void)state;
	add_to(&t, 0, 40);
	trace_turn(&t, 25);
	check(&t, 25, 40);
	trace_turn(&t, 30); /* forward as well */
	check(&t, 30, 40);
	trace_turn(&t, 0);
	check(&t, 0, 40);
	trace_turn(&t, UINT64_MAX);
	check(&t, 40, 40);
	add(&t, 41);
	check(&t, 41, 41);
	trace_done(&t);
}

/* Of updates that are not kept one row is there as long as it is looked at. */
static void test_turn_thinned(void **state)
{
	struct trace t = begin(MOST);

	(void)state;
	add_to(&t, 0, 100);
	assert_int_equal(t.stride, 8);
	assert_int_equal(t.rows, 14); /* 0, 8, .. 96, and 100 */
	assert_false(trace_is_whole(&t));
	trace_turn(&t, 50);
	assert_int_equal(t.rows, 7);  /* 0, 8, .. 48 */
	assert_int_equal(t.ahead, 6); /* 56, .. 96; 100 is forgotten */
	assert_row(&t, 6, 48);
	add(&t, 50);
	check(&t, 50, 100);
	add(&t, 51); /* in its place */
	check(&t, 51, 100);
	trace_turn(&t, 7);
	assert_int_equal(t.rows, 1);
	add(&t, 8);
	check(&t, 8, 100);
	trace_done(&t);
}

static void test_rewind(void **state)
{
	struct trace t = begin(MOST);

	(void)state;
	add_to(&t, 0, 100);
	trace_rewind(&t);
	assert_int_equal(t.rows, 0);
	assert_int_equal(t.ahead, 13);
	trace_rewind(&t); /* nothing is left to go back */
	assert_int_equal(t.ahead, 13);
	for (uint64_t update = 0; update <= 100; update++) {
		add(&t, update);
		check(&t, update, 100);
	}
	trace_done(&t);
}

/* A row that waits is seen again as it was, whatever is added in its place. */
static void test_waiting_row_stays(void **state)
{
	double scalar[TRACE_COLUMNS] = { [TRACE_UPDATE] = 5.0, [TRACE_REWARDED] = NAN }, lp[PROMPTS] = { 0 };
	uint32_t hits[PROMPTS] = { 0 };
	struct trace t = begin(0);

	(void)state;
	add_to(&t, 0, 10);
	trace_turn(&t, 4);
	trace_add(&t, scalar, lp, hits);
	check(&t, 5, 10);
	trace_done(&t);
}

/* One from a keyframe has no counts until its update is made again. */
static void test_waiting_row_is_filled(void **state)
{
	double scalar[TRACE_COLUMNS] = { [TRACE_UPDATE] = 5.0, [TRACE_REWARDED] = NAN }, lp[PROMPTS] = { 0 };
	uint32_t hits[PROMPTS] = { 0 };
	struct trace t = begin(0);

	(void)state;
	add_to(&t, 0, 4);
	trace_add(&t, scalar, lp, hits);
	add_to(&t, 6, 10);
	assert_false(trace_is_whole(&t));
	trace_turn(&t, 4);
	assert_true(trace_is_whole(&t));
	add(&t, 5);
	check(&t, 5, 10);
	assert_true(trace_is_whole(&t));
	trace_done(&t);
}

/* Anywhere to and fro while the run grows, through five halvings: the sixth would be at update 481. */
static void test_walks(void **state)
{
	struct trace t = begin(MOST);
	uint64_t random = 12345, end = 0;

	(void)state;
	add(&t, 0);
	while (end < 475) {
		uint64_t to, key;
		random = random * UINT64_C(6364136223846793005) + 1442695040888963407u;
		to = (random >> 33) % (end + 6);
		key = (random >> 20) % (to + 1);
		go(&t, key < end ? key : end, to);
		end = to > end ? to : end;
		check(&t, to, end);
		assert_true(t.rows + t.ahead <= MOST + 1); /* one for a row in the past that is not kept */
	}
	assert_int_equal(t.stride, 32);
	trace_done(&t);
}

/* As full as it may be: the row that is looked at needs room, and no row that waits may go for it. */
static void test_full_with_rows_ahead(void **state)
{
	enum { FULL = 2 * MOST - 2 }; /* 0, 2, .. 30 are kept */
	struct trace t = begin(MOST);

	(void)state;
	add_to(&t, 0, FULL);
	assert_int_equal(t.stride, 2);
	assert_int_equal(t.rows, MOST);
	for (uint64_t update = FULL; update-- > 0;) {
		go(&t, update, update);
		check(&t, update, FULL);
	}
	go(&t, FULL - 1, FULL + 1);
	check(&t, FULL + 1, FULL + 1);
	assert_int_equal(t.stride, 4);
	trace_done(&t);
}

/* ---- other futures */

static void test_copy(void **state)
{
	struct trace t = begin(MOST), copy;

	(void)state;
	add_to(&t, 0, 100);
	go(&t, 48, 50);
	trace_copy(&copy, &t);
	assert_int_equal(copy.ahead, 0);
	assert_int_equal(copy.rows, t.rows);
	add_to(&copy, 51, 130); /* a past of its own: the other one does not see it */
	check(&copy, 130, 130);
	check(&t, 50, 100);
	trace_turn(&t, UINT64_MAX);
	add(&t, 101);
	check(&t, 101, 101);
	trace_done(&t);
	check(&copy, 130, 130);
	trace_done(&copy);
}

/* Another future begins with a copy: what waits does not come along. */
static void test_copy_in_the_past(void **state)
{
	struct trace t = begin(0), past;

	(void)state;
	add_to(&t, 0, 40);
	trace_turn(&t, 25);
	trace_copy(&past, &t);
	check(&past, 25, 25);
	trace_turn(&past, UINT64_MAX);
	check(&past, 25, 25);
	add(&past, 26);
	check(&past, 26, 26);
	trace_done(&past);
	trace_done(&t);
}

/* ---- the rest */

/* The latest row that is seen alone, and err only where it was measured. */
static void test_amend(void **state)
{
	static const double lp[PROMPTS] = { -7, -8, -9 };
	struct trace t = begin(0);

	(void)state;
	add_to(&t, 0, 10);
	trace_turn(&t, 5);
	trace_amend(&t, 0.25, lp);
	assert_true(trace_scalar(&t, 5, TRACE_ERR) == 0.25);
	assert_memory_equal(t.lp + 5 * PROMPTS, lp, sizeof lp);
	assert_row(&t, 4, 4);
	assert_row(&t, 6, 6);
	trace_turn(&t, 8);
	t.scalar[8 * TRACE_COLUMNS + TRACE_ERR] = NAN;
	trace_amend(&t, 0.5, lp);
	assert_true(isnan(trace_scalar(&t, 8, TRACE_ERR)));
	trace_done(&t);
}

/* A trace whose only row is amended speaks of the new iterate alone. */
static void test_iterate(void **state)
{
	struct trace t = begin(0);

	(void)state;
	add(&t, 0);
	trace_iterate(&t, 2);
	assert_false(t.mixed);
	add(&t, 1);
	trace_iterate(&t, 2);
	assert_false(t.mixed);
	trace_turn(&t, 0);
	trace_iterate(&t, 1); /* update 1 waits, of iterate 2 */
	assert_true(t.mixed);
	trace_iterate(&t, 2);
	assert_true(t.mixed);
	trace_done(&t);
}

static void test_find(void **state)
{
	struct trace t = begin(MOST);

	(void)state;
	add_to(&t, 0, 100); /* every 8th, 64 queries an update */
	assert_int_equal(trace_find(&t, TRACE_UPDATE, 50), 6);
	assert_int_equal(trace_find(&t, TRACE_UPDATE, 48), 6);
	assert_int_equal(trace_find(&t, TRACE_QUERIES, 64 * 48 - 1), 5);
	assert_int_equal(trace_find(&t, TRACE_QUERIES, -1), 0);
	assert_int_equal(trace_find(&t, TRACE_QUERIES, 1e9), 13);
	trace_turn(&t, 20); /* what waits is not found */
	assert_int_equal(trace_find(&t, TRACE_UPDATE, 50), 2);
	trace_done(&t);
}

/* At most 65,536 rows; with many prompts at most 24 MiB. */
static void test_limits(void **state)
{
	struct trace t;

	(void)state;
	trace_init(&t, 1);
	assert_int_equal(t.most, 65536);
	trace_done(&t);
	trace_init(&t, 10000);
	assert_int_equal(t.most, (24 << 20) / (8 * TRACE_COLUMNS + 12 * 10000));
	trace_done(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_straight),
		cmocka_unit_test(test_turn),
		cmocka_unit_test(test_turn_thinned),
		cmocka_unit_test(test_rewind),
		cmocka_unit_test(test_waiting_row_stays),
		cmocka_unit_test(test_waiting_row_is_filled),
		cmocka_unit_test(test_walks),
		cmocka_unit_test(test_full_with_rows_ahead),
		cmocka_unit_test(test_copy),
		cmocka_unit_test(test_copy_in_the_past),
		cmocka_unit_test(test_amend),
		cmocka_unit_test(test_iterate),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
