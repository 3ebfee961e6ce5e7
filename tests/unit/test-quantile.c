/* Likelihood quantiles [MHE26, sec. 2]. Expected values by hand, or by the definition Q(eps) = sup{ a : P(q <= a) <= eps },
 * searched over the values themselves. */
#include "core/quantile.h"

#include <math.h>
#include <stdlib.h>

#include "base/xalloc.h"
#include "core/exact.h"
#include "setup.h"
#include "unit.h"

static void test_by_hand(void **state)
{
	const double lp[] = { -3, -1, -4, -2 }; /* sorted: -4 (2), -3 (0), -2 (3), -1 (1) */
	size_t order[4];
	int which;

	(void)state;
	/* j = floor(4 eps) + 1 */
	assert_true(quantile(lp, NULL, 4, 0.0, order, &which) == -4);
	assert_int_equal(which, 2);
	assert_true(quantile(lp, NULL, 4, .24, order, &which) == -4);
	assert_true(quantile(lp, NULL, 4, .25, order, &which) == -3);
	assert_int_equal(which, 0);
	assert_true(quantile(lp, NULL, 4, .5, order, &which) == -2);
	assert_true(quantile(lp, NULL, 4, .75, order, &which) == -1);
	assert_int_equal(which, 1);
	assert_true(quantile(lp, NULL, 4, .999, order, NULL) == -1);
	assert_true(quantile(lp, NULL, 4, 1.0, order, &which) == 0.0); /* Q(1) = 1 */
	assert_int_equal(which, -1);
}

static void test_one_value(void **state)
{
	const double lp[] = { -500 };
	size_t order[1];
	int which;

	(void)state;
	assert_true(quantile(lp, NULL, 1, 0.0, order, &which) == -500);
	assert_int_equal(which, 0);
	assert_true(quantile(lp, NULL, 1, 1.0, order, &which) == 0.0);
	assert_int_equal(which, -1);
}

/* Equal values count together, and the first of them is named. */
static void test_ties(void **state)
{
	const double lp[] = { -1, -2, -2, -2, -1 };
	size_t order[5];
	int which;

	(void)state;
	assert_true(quantile(lp, NULL, 5, 0.0, order, &which) == -2);
	assert_int_equal(which, 1);
	assert_true(quantile(lp, NULL, 5, .59, order, &which) == -2);
	assert_int_equal(which, 1);
	assert_true(quantile(lp, NULL, 5, .6, order, &which) == -1);
	assert_int_equal(which, 0);
	assert_true(quantile(lp, NULL, 5, .99, order, &which) == -1);
	assert_int_equal(which, 0);
}

static void test_weights(void **state)
{
	const double lp[] = { -3, -1, -4, -2 }, weight[] = { .1, .2, .3, .4 }; /* so far: .3, .4, .8, 1 */
	const double silent[] = { .5, .5, 0, 0 }; /* -4 and -2 never occur: so far 0, .5, .5, 1 */
	size_t order[4];
	int which;

	(void)state;
	assert_true(quantile(lp, weight, 4, .29, order, NULL) == -4);
	assert_true(quantile(lp, weight, 4, .3, order, NULL) == -3);
	assert_true(quantile(lp, weight, 4, .4, order, NULL) == -2); /* .3 + .1 is below .4 by rounding, or above */
	assert_true(quantile(lp, weight, 4, .79, order, NULL) == -2);
	assert_true(quantile(lp, weight, 4, .8, order, NULL) == -1);
	assert_true(quantile(lp, weight, 4, 1.0, order, NULL) == 0.0);
	assert_true(quantile(lp, silent, 4, 0.0, order, &which) == -3);
	assert_int_equal(which, 0);
	assert_true(quantile(lp, silent, 4, .5, order, &which) == -1);
}

/* Prompts of one likelihood count with all their weight, and one that weighs nothing is never the quantile. */
static void test_weighted_ties(void **state)
{
	const double lp[] = { -2, -5, -2, -5, -1, -9 }, weight[] = { .2, .1, .3, .15, .25, 0 }; /* -5: .25, -2: .75, -1: 1 */
	size_t order[6];
	int which;

	(void)state;
	assert_true(quantile(lp, weight, 6, 0.0, order, &which) == -5);
	assert_int_equal(which, 1);
	assert_true(quantile(lp, weight, 6, .2, order, NULL) == -5);
	assert_true(quantile(lp, weight, 6, .25, order, &which) == -2);
	assert_int_equal(which, 0);
	assert_true(quantile(lp, weight, 6, .7, order, NULL) == -2);
	assert_true(quantile(lp, weight, 6, .75, order, &which) == -1);
	assert_int_equal(which, 4);
	assert_true(quantile(lp, weight, 6, 1.0, order, &which) == 0.0);
	assert_int_equal(which, -1);
}

/* .29 * 100 is 28.999999999999996 and .57 * 100 is 56.99999999999999: floors must not be taken of those. Values
 * 0, -1, .. -99 in a scrambled order; j = e + 1 leaves e - 99. Ten values of weight .1 sum to .9999999999999999. */
static void test_rounding(void **state)
{
	double lp[100], tenth[10];
	size_t order[100];

	(void)state;
	for (int i = 0; i < 100; i++)
		lp[i] = -(i * 37 % 100);
	for (int e = 0; e < 100; e++)
		assert_true(quantile(lp, NULL, 100, e / 100.0, order, NULL) == e - 99);
	for (int i = 0; i < 10; i++)
		tenth[i] = .1;
	for (int e = 0; e < 10; e++) {
		double want = -9.0 + e;
		for (int i = 0; i < 10; i++)
			lp[i] = -(i * 7 % 10);
		assert_true(quantile(lp, tenth, 10, e / 10.0, order, NULL) == want);
	}
	assert_true(quantile(lp, tenth, 10, 1.0, order, NULL) == 0.0);
}

/* sup{ a : P(q <= a) <= eps } over random values with ties: P(q <= a) <= eps for all a below Q, and not at Q. */
static void check_definition(const double *lp, const double *weight, int n)
{
	size_t *order = xcalloc((size_t)n, sizeof *order);
	int which;

	for (double eps = 0.0; eps < 1.0; eps += .0173) {
		double q = quantile(lp, weight, n, eps, order, &which), below = 0.0, at = 0.0;
		for (int i = 0; i < n; i++) {
			below += lp[i] < q ? (weight ? weight[i] : 1.0 / n) : 0.0;
			at += lp[i] <= q ? (weight ? weight[i] : 1.0 / n) : 0.0;
		}
		assert_true(below <= eps + 1e-12);
		assert_true(at > eps);
		assert_true(lp[which] == q);
	}
	free(order);
}

static void test_definition(void **state)
{
	enum { N = 201 };
	double *lp = setup_weights(N, 3.0, 9), *weight = setup_weights(N, 1.0, 10), sum = 0.0;

	(void)state;
	for (int i = 0; i < N; i++) {
		lp[i] = -fabs(round(lp[i]));
		sum += weight[i] = fabs(weight[i]);
	}
	for (int i = 0; i < N; i++)
		weight[i] /= sum;
	check_definition(lp, NULL, N);
	check_definition(lp, weight, N);
	free(lp);
	free(weight);
}

/* The likelihoods and worst tokens of a task's tracked prompts. */
static void measure(const struct task *t, const double *w, double *lp, double *worst)
{
	struct chain c;
	int at;

	chain_init(&c, t);
	for (int i = 0; i < t->ntracked; i++) {
		chain_load(&c, w, &t->tracked[i]);
		lp[i] = exact_loglik(&c);
		worst[i] = exact_worst(&c, &at);
	}
	chain_done(&c);
}

static void test_token_level(void **state)
{
	struct task *t = setup_mixture(8, 20, 16, 16, 3);
	double lp[16], worst[16], last = -INFINITY, last_token = -INFINITY;
	double *w = setup_weights(t->nparam, 1.0, 5);
	size_t order[16];

	(void)state;
	measure(t, w, lp, worst);
	for (int e = 0; e <= 100; e++) {
		double q = quantile(lp, NULL, 16, e / 100.0, order, NULL);
		double token = quantile(worst, NULL, 16, e / 100.0, order, NULL);
		assert_true(token >= q); /* Q^TL >= Q */
		assert_true(q >= last && token >= last_token); /* both non-decreasing in eps */
		last = q, last_token = token;
	}
	free(w);
	task_free(t);
}

/* w = 0: Q = k^-N for every eps < 1, here 32^-128 = 10^-192.66 (128 * 1.50515 = 192.6592), and Q^TL = 1/k. */
static void test_uniform_base(void **state)
{
	struct task *t = setup_mixture(32, 128, 32, 32, 4);
	double lp[32], worst[32], *w = xcalloc(t->nparam, sizeof *w);
	size_t order[32];

	(void)state;
	measure(t, w, lp, worst);
	for (int e = 0; e < 10; e++) {
		double q = quantile(lp, NULL, 32, e / 10.0, order, NULL);
		setup_check(fabs(q + 128 * log(32)), 1e-11, "log Q of w = 0");
		setup_check(fabs(q / log(10) + 192.66), .005, "log10 Q of w = 0");
		setup_check(fabs(quantile(worst, NULL, 32, e / 10.0, order, NULL) + log(32)), 1e-14, "log Q^TL of w = 0");
	}
	free(w);
	task_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_by_hand),
		cmocka_unit_test(test_one_value),
		cmocka_unit_test(test_ties),
		cmocka_unit_test(test_weights),
		cmocka_unit_test(test_weighted_ties),
		cmocka_unit_test(test_rounding),
		cmocka_unit_test(test_definition),
		cmocka_unit_test(test_token_level),
		cmocka_unit_test(test_uniform_base),
	};

	return cmocka_run_group_tests_name("quantile", tests, NULL, NULL);
}
