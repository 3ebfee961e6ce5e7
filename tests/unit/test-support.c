/* The support line: positions by hand, and classification of responses against sums of plain log-probabilities. */
#include "core/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "setup.h"
#include "textbook.h"
#include "unit.h"

static void test_left(void **state)
{
	const double lp[] = { -1, -2, -3, -4 }; /* running: -1, -3, -6, -10 */

	(void)state;
	assert_int_equal(support_left(lp, 4, -.5), 0);
	assert_int_equal(support_left(lp, 4, -1), 1); /* on the line is inside */
	assert_int_equal(support_left(lp, 4, -3), 2);
	assert_int_equal(support_left(lp, 4, -5.9), 2);
	assert_int_equal(support_left(lp, 4, -9.9), 3);
	assert_int_equal(support_left(lp, 4, -10), -1);
	assert_int_equal(support_left(lp, 2, -5), -1);
	assert_int_equal(support_left(lp, 0, -.5), -1);
	assert_int_equal(support_left(lp, 4, -INFINITY), -1);
	assert_int_equal(support_left(lp, 4, 0.0), 0);
	assert_int_equal(support_left(lp, 4, NAN), -1); /* no line */
}

static void test_token_left(void **state)
{
	const double lp[] = { -1, -3, -2, -4 };

	(void)state;
	assert_int_equal(support_token_left(lp, 4, -.5), 0);
	assert_int_equal(support_token_left(lp, 4, -1), 1);
	assert_int_equal(support_token_left(lp, 4, -2.5), 1);
	assert_int_equal(support_token_left(lp, 4, -3), 3);
	assert_int_equal(support_token_left(lp, 4, -4), -1);
	assert_int_equal(support_token_left(lp, 3, -3), -1);
	assert_int_equal(support_token_left(lp, 0, -.5), -1);
	assert_int_equal(support_token_left(lp, 4, NAN), -1);
}

/* Responses with correct prefixes of every length, the whole y* among them. */
static uint8_t *mixed_responses(const struct task *t, int B, struct prompt *prompts)
{
	uint8_t *y = setup_tokens(t->k, (size_t)B * t->N, 6);

	for (int b = 0; b < B; b++) {
		prompts[b] = t->tracked[b % t->ntracked];
		memcpy(y + (size_t)b * t->N, prompts[b].ystar, (size_t)(b % (t->N + 1)));
	}
	return y;
}

static void classify_all(struct task *t, const double *base, double log_alpha)
{
	enum { B = 120 };
	struct prompt prompts[B];
	uint8_t *y = mixed_responses(t, B, prompts);
	struct rows rows;
	struct batch batch;
	struct desk desk;
	int in = 0, out = 0;

	rows_init(&rows, t);
	rows_load(&rows, base);
	desk_init(&desk, t);
	setup_batch(&batch, &rows, prompts, B, y);
	for (int b = 0; b < B; b++) {
		double lq0;
		int left = textbook_left(t, base, &prompts[b], y + (size_t)b * t->N, log_alpha, &lq0);
		if (b % CHUNK == 0)
			support_classify(&batch, &rows, &desk, log_alpha, true, b, B - b < CHUNK ? B - b : CHUNK);
		assert_int_equal(batch.left[b], left);
		setup_check(fabs(batch.lq0[b] - lq0) / (1.0 + fabs(lq0)), 1e-13, "log q0");
		in += left < 0;
		out += left >= 0;
	}
	assert_true(log_alpha != -15.0 || (in > 10 && out > 10)); /* the middle line parts them */
	assert_true(log_alpha < 0.0 || in == 0);
	assert_true(log_alpha > -1e6 || out == 0);
	batch_done(&batch);
	desk_done(&desk);
	rows_done(&rows);
	free(y);
}

static void test_classify(void **state)
{
	static const double lines[] = { 0.0, -1.0, -15.0, -40.0, -1e6 };
	struct task *t = setup_mixture(8, 20, 8, 8, 3);
	double *base = setup_base(t, 8, 1);

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		classify_all(t, base, lines[i]);
	free(base);
	task_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_left),
		cmocka_unit_test(test_token_left),
		cmocka_unit_test(test_classify),
	};

	return cmocka_run_group_tests_name("support", tests, NULL, NULL);
}
