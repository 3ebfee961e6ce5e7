/* Estimates from samples. Intervals are held against the binomial tails that define them (GSL's, and sums written out
 * here), estimators against their exact mean over the binomial law, surveys against a plain draw from the same coins and
 * against exact likelihoods, pass@j against the identities that tie it to the likelihood quantile. */
#include "core/estimate.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_integration.h>

#include "base/xalloc.h"
#include "core/exact.h"
#include "core/quantile.h"
#include "setup.h"
#include "unit.h"

static void near(double got, double want, double most)
{
	if (!(fabs(got - want) <= most * fmax(1.0, fabs(want))))
		fail_msg("got %.17g, want %.17g", got, want);
}

/* ---- Intervals */

static void check_tails(uint64_t c, uint64_t n, double level)
{
	struct confidence b = estimate_interval(c, n, level);
	double tail = (1.0 - level) / 2.0;

	assert_true(b.low >= 0.0 && b.low <= (double)c / (double)n && (double)c / (double)n <= b.high && b.high <= 1.0);
	assert_true((b.low == 0.0) == (c == 0) && (b.high == 1.0) == (c == n));
	if (c > 0) /* P(C >= c) at the low end */
		near(gsl_cdf_binomial_Q((unsigned)c - 1, b.low, (unsigned)n) / tail, 1.0, 1e-10);
	if (c < n) /* P(C <= c) at the high end */
		near(gsl_cdf_binomial_P((unsigned)c, b.high, (unsigned)n) / tail, 1.0, 1e-10);
}

static void test_interval_tails(void **state)
{
	static const uint64_t all[] = { 1, 2, 3, 5, 10, 64, 100 }, some[] = { 1000, 4096, 99991, ESTIMATE_MOST };

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		for (uint64_t c = 0; c <= all[i]; c++) {
			check_tails(c, all[i], .95);
			check_tails(c, all[i], .5);
			check_tails(c, all[i], .99);
		}
	for (size_t i = 0; i < sizeof some / sizeof *some; i++)
		for (uint64_t c = 0; c <= some[i]; c += 1 + some[i] / 37)
			check_tails(c, some[i], .95);
}

/* sum over i <= c of C(n, i) p^i (1 - p)^(n - i), term by term from the first. */
static double binomial_below(int c, double p, int n)
{
	double term = pow(1.0 - p, n), sum = 0.0;

	for (int i = 0; i <= c; i++) {
		sum += term;
		term *= (double)(n - i) / (i + 1) * p / (1.0 - p);
	}
	return sum;
}

static void test_interval_by_sums(void **state)
{
	(void)state;
	for (int n = 1; n <= 30; n++)
		for (int c = 0; c <= n; c++) {
			struct confidence b = estimate_interval((uint64_t)c, (uint64_t)n, .95);
			if (c < n)
				near(binomial_below(c, b.high, n), .025, 1e-12);
			if (c > 0)
				near(binomial_below(c - 1, b.low, n), .975, 1e-12);
		}
}

/* c = 0: 1 - (a / 2)^(1 / n); c = n: its mirror. 1 of 10 and 5 of 10 stand in any table of exact binomial limits. */
static void test_interval_known(void **state)
{
	struct confidence b;

	(void)state;
	for (int n = 1; n <= 100000; n *= 10) {
		b = estimate_interval(0, (uint64_t)n, .95);
		near(b.high, -expm1(log(.025) / n), 1e-15);
		b = estimate_interval((uint64_t)n, (uint64_t)n, .95);
		near(b.low, pow(.025, 1.0 / n), 1e-15);
	}
	b = estimate_interval(1, 10, .95);
	near(b.low, .00253, 5e-6);
	near(b.high, .44502, 5e-6);
	b = estimate_interval(5, 10, .95);
	near(b.low, .18709, 5e-6);
	near(b.high, .81291, 5e-6);
	for (uint64_t c = 0; c <= 64; c++) {
		struct confidence mirror = estimate_interval(64 - c, 64, .9);
		b = estimate_interval(c, 64, .9);
		near(b.low, 1.0 - mirror.high, 1e-14);
	}
}

/* Whatever p is, the interval holds it with a chance of at least the level. */
static void test_interval_coverage(void **state)
{
	enum { N = 20 };

	(void)state;
	for (int i = 1; i < 400; i++) {
		double p = i / 400.0, covered = 0.0;
		for (int c = 0; c <= N; c++) {
			struct confidence b = estimate_interval((uint64_t)c, N, .9);
			double mass = binomial_below(c, p, N) - (c ? binomial_below(c - 1, p, N) : 0.0);
			if (b.low <= p && p <= b.high)
				covered += mass;
		}
		assert_true(covered >= .9 - 1e-12);
	}
	near(pow(estimate_level_each(.95, 6), 6), .95, 1e-15);
	near(estimate_level_each(.95, 1), .95, 1e-15);
	near(pow(estimate_level_each(.95, 16384), 16384), .95, 1e-11);
}

/* ---- pass@j */

/* The share of the sets of j among n things that hold one of the first c: by counting all of them. */
static double count_sets(int c, int n, int j)
{
	int all = 0, hold = 0;

	for (unsigned set = 0; set < 1u << n; set++)
		if (__builtin_popcount(set) == j) {
			all++;
			hold += (set & ((1u << c) - 1u)) != 0;
		}
	return (double)hold / all;
}

static void test_pass_sets(void **state)
{
	(void)state;
	for (int n = 1; n <= 9; n++)
		for (int c = 0; c <= n; c++)
			for (int j = 1; j <= n; j++)
				near(estimate_pass((uint64_t)c, (uint64_t)n, (uint64_t)j), count_sets(c, n, j), 1e-14);
	assert_true(estimate_pass(0, 64, 64) == 0.0);
	assert_true(estimate_pass(1, 64, 64) == 1.0);
	assert_true(estimate_pass(64, 64, 1) == 1.0);
	near(estimate_pass(1, 64, 1), 1.0 / 64, 1e-16);
	near(estimate_pass(1, 100000, 7), 7e-5, 1e-16); /* c = 1: j / n */
	near(estimate_pass(50000, 100000, 1), .5, 1e-15);
	near(estimate_pass(3, 100000, 99990), 1.0 - 10.0 * 9 * 8 / (1e5 * 99999.0 * 99998.0), 1e-15);
}

/* E over C ~ Binomial(n, p) of the estimate is 1 - (1 - p)^j. */
static void test_pass_unbiased(void **state)
{
	static const double ps[] = { 1e-9, .01, .3, .5, .97 };

	(void)state;
	for (int n = 1; n <= 64; n += 9)
		for (size_t i = 0; i < sizeof ps / sizeof *ps; i++)
			for (int j = 1; j <= n; j += 4) {
				double p = ps[i], term = pow(1.0 - p, n), mean = 0.0;
				for (int c = 0; c <= n; c++) {
					mean += term * estimate_pass((uint64_t)c, (uint64_t)n, (uint64_t)j);
					term *= (double)(n - c) / (c + 1) * p / (1.0 - p);
				}
				near(mean, 1.0 - pow(1.0 - p, j), 1e-12);
				near(mean, exp(estimate_log_pass(log(p), j)), 1e-12);
			}
}

static void test_log_pass(void **state)
{
	(void)state;
	near(exp(estimate_log_pass(log(.5), 3)), 7.0 / 8, 1e-15);
	near(estimate_log_pass(-200 * M_LN10, 1e12), -188 * M_LN10, 1e-15); /* p = 1e-200 */
	near(estimate_log_pass(-14000.0, 1e15), -14000.0 + 15 * M_LN10, 1e-15); /* p is no double */
	near(estimate_log_pass(-1e-300, 5), 0.0, 0.0);
	assert_true(estimate_log_pass(0.0, 1) == 0.0 && estimate_log_pass(0.0, 1e15) == 0.0);
	assert_true(estimate_log_pass(-INFINITY, 8) == -INFINITY);
	assert_true(estimate_log_pass(-3.0, 0) == -INFINITY);
	near(estimate_log_pass(-3.0, 1e15), 0.0, 0.0);
	for (double lp = -60.0; lp < 0.0; lp += .37) {
		near(estimate_log_pass(lp, 1), lp, 1e-14);
		for (double j = 1.0; j < 1e12; j *= 7.0) { /* on both sides of where the power series is cut */
			long double p = expl(lp), log_none = j * log1pl(-p);
			near(estimate_log_pass(lp, j), (double)logl(-expm1l(log_none)), 1e-13);
		}
	}
}

static void test_log_mean(void **state)
{
	const double l[] = { -2000, -2000 + M_LN2, -INFINITY }, weight[] = { .5, .25, .25 };

	(void)state;
	near(estimate_log_mean(l, NULL, 3), -2000.0, 1e-15); /* (1 + 2 + 0) / 3 */
	near(estimate_log_mean(l, weight, 3), -2000.0, 1e-15); /* 1 / 2 + 2 / 4 */
	assert_true(estimate_log_mean(l + 2, NULL, 1) == -INFINITY);
}

/* ---- The curve and pass@j are two views of one law */

static const double vectors[][6] = {
	{ .3, .3, .01, .9, 1.0, .5 }, { 1e-9, 1e-6, 1e-3, 1e-3, .2, .999 }, { .5, .5, .5, .5, .5, .5 },
	{ 0.0, 0.0, 1.0, 1.0, 1.0, 1.0 },
};
enum { VECTORS = sizeof vectors / sizeof *vectors, POINTS = 6 };

static double cdf(const double *l, double u)
{
	double n = 0.0;

	for (int i = 0; i < POINTS; i++)
		n += l[i] <= u;
	return n / POINTS;
}

struct integrand {
	const double *l;
	double n;
};

static double weighted_cdf(double u, void *to)
{
	const struct integrand *in = to;

	return in->n * pow(1.0 - u, in->n - 1.0) * cdf(in->l, u);
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* 1 - pass@n = E (1 - L)^n = integral over u of n (1 - u)^(n-1) F(u), with F the share of the prompts at or below u: by
 * quadrature from step to step of F. */
static void test_pass_integral(void **state)
{
	gsl_integration_workspace *room = gsl_integration_workspace_alloc(1000);

	(void)state;
	for (int v = 0; v < VECTORS; v++)
		for (double n = 1; n <= 64; n *= 2) {
			struct integrand in = { vectors[v], n };
			gsl_function f = { weighted_cdf, &in };
			double edge[POINTS + 2] = { 0.0, 1.0 }, lp[POINTS], sum = 0.0, part, error;
			for (int i = 0; i < POINTS; i++) {
				edge[2 + i] = vectors[v][i];
				lp[i] = estimate_log_pass(log(vectors[v][i]), n);
			}
			qsort(edge, POINTS + 2, sizeof *edge, by_size);
			for (int i = 0; i < POINTS + 1; i++)
				if (edge[i + 1] > edge[i]) {
					gsl_integration_qags(&f, edge[i], edge[i + 1], 1e-13, 1e-12, 1000, room, &part,
							     &error);
					sum += part;
				}
			near(1.0 - exp(estimate_log_mean(lp, NULL, POINTS)), sum, 1e-11);
		}
	gsl_integration_workspace_free(room);
}

/* With M = 1 / a: (1 - a)^n F(a) <= 1 - pass@n <= F(a) + (1 - a)^n; and with n >= 3 / LQ(eps) pass@n >= .95 - eps. */
static void test_pass_sandwich(void **state)
{
	size_t order[POINTS];

	(void)state;
	for (int v = 0; v < VECTORS; v++) {
		double lp[POINTS], pass[POINTS];
		for (int i = 0; i < POINTS; i++)
			lp[i] = log(vectors[v][i]);
		for (double a = 1e-8; a < 1.0; a *= 3.0)
			for (double n = 1; n < 1e9; n *= 10) {
				double none = pow(1.0 - a, n), missed;
				for (int i = 0; i < POINTS; i++)
					pass[i] = estimate_log_pass(lp[i], n);
				missed = 1.0 - exp(estimate_log_mean(pass, NULL, POINTS));
				assert_true(none * cdf(vectors[v], a) <= missed + 1e-12);
				assert_true(missed <= cdf(vectors[v], a) + none + 1e-12);
			}
		for (double eps = 0.0; eps < 1.0; eps += .11) {
			double lq = quantile(lp, NULL, POINTS, eps, order, NULL), n = ceil(3.0 / exp(lq));
			for (int i = 0; i < POINTS; i++)
				pass[i] = estimate_log_pass(lp[i], n);
			assert_true(isinf(lq) || exp(estimate_log_mean(pass, NULL, POINTS)) >= .95 - eps);
		}
	}
}

/* E 1/L = the integral of 1 / LQ(t) over t in [0, 1]: LQ is constant between the multiples of 1 / POINTS. */
static void test_waiting_time(void **state)
{
	size_t order[POINTS];

	(void)state;
	for (int v = 0; v < 3; v++) {
		double lp[POINTS], mean = 0.0, area = 0.0;
		for (int i = 0; i < POINTS; i++) {
			lp[i] = log(vectors[v][i]);
			mean += 1.0 / vectors[v][i] / POINTS;
		}
		for (int i = 0; i < POINTS; i++)
			area += exp(-quantile(lp, NULL, POINTS, (i + .5) / POINTS, order, NULL)) / POINTS;
		near(area, mean, 1e-12);
	}
}

/* ---- Surveys */

/* Whether the response of those coins is right, drawn token by token from the chain: the coin falls among the partial sums
 * of the whole row. */
static bool draw_plainly(struct chain *c, uint64_t seed, struct address at)
{
	const struct task *t = c->task;
	int state = 0;

	for (int i = 0; i < t->N; i++) {
		const double *lp = chain_row(c, state);
		uint32_t coin;
		double u, before = 0.0;
		int y = 0;
		coin_fill(seed, COIN_ESTIMATE, at, i, 1, &coin);
		u = coin_unit(coin);
		while (y < t->k - 1 && (before += exp(lp[y])) <= u)
			y++;
		if (y != c->prompt->ystar[i])
			return false;
		state = t->next[state * t->k + y];
	}
	return true;
}

static void list_prompts(const struct task *t, const struct prompt **list)
{
	for (int i = 0; i < t->ntracked; i++)
		list[i] = &t->tracked[i];
}

/* The survey's counts are those of plain draws from the same coins, and within 5 standard errors of the exact law. */
static void check_survey(struct task *t, int steps, uint64_t n)
{
	double *w = setup_base(t, steps, 5), *lp = xcalloc((size_t)t->ntracked, sizeof *lp);
	const struct prompt **list = xcalloc((size_t)t->ntracked, sizeof *list);
	struct survey v;
	struct chain c;
	uint64_t pieces = 0;

	list_prompts(t, list);
	survey_init(&v, t, w, list, t->ntracked, n, 77, 3);
	while (survey_draw(&v))
		pieces++;
	assert_true(pieces == survey_pieces(&v));
	survey_likelihoods(&v, lp);
	chain_init(&c, t);
	for (int i = 0; i < t->ntracked; i++) {
		uint64_t right = 0;
		double p;
		chain_load(&c, w, list[i]);
		for (uint64_t r = 0; r < n; r++)
			right += draw_plainly(&c, 77, (struct address){ 3, (uint32_t)r, (uint32_t)i });
		assert_true(v.right[i] == right);
		p = exp(exact_loglik(&c));
		assert_true(fabs((double)right / (double)n - p) <= 5.0 * sqrt(p * (1.0 - p) / (double)n));
		assert_true(lp[i] == log((double)right / (double)n));
	}
	chain_done(&c);
	survey_done(&v);
	free(list);
	free(lp);
	free(w);
	task_free(t);
}

static void test_survey(void **state)
{
	(void)state;
	check_survey(setup_table(3, 4, 5, NULL, 1), 5, 20000);
	check_survey(setup_table(2, 1, 3, NULL, 2), 2, 5000);    /* one token */
	check_survey(setup_table(4, 100, 4, NULL, 3), 60, 2000); /* cycles, longer than the coins looked at first */
	check_survey(setup_mixture(8, 200, 6, 5, 4), 60, 1500);  /* several helpings of coins, several pieces */
}

/* Pinned responses have no cycle; likelihoods from almost 0 to almost 1. */
static void test_survey_pinned(void **state)
{
	uint8_t *y = setup_tokens(3, 3 * (size_t)90, 8);

	(void)state;
	check_survey(setup_table(3, 90, 3, y, 4), 150, 2000);
	free(y);
}

/* Another look draws other responses, the same look the same ones; without responses there is nothing to do. */
static void test_survey_looks(void **state)
{
	struct task *t = setup_table(2, 2, 1, NULL, 6);
	double *w = setup_weights(t->nparam, .1, 1);
	const struct prompt *list[1];
	uint64_t right[4];
	struct survey v;

	(void)state;
	list_prompts(t, list);
	for (int i = 0; i < 4; i++) {
		survey_init(&v, t, w, list, 1, 10000, 1, i == 3 ? 0 : (uint32_t)i);
		while (survey_draw(&v))
			;
		right[i] = v.right[0];
		survey_done(&v);
	}
	assert_true(right[0] == right[3] && right[0] != right[1] && right[1] != right[2]);
	survey_init(&v, t, w, list, 1, 0, 1, 0);
	assert_true(survey_pieces(&v) == 0);
	assert_false(survey_draw(&v));
	survey_done(&v);
	free(w);
	task_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_interval_tails),	  cmocka_unit_test(test_interval_by_sums),
		cmocka_unit_test(test_interval_known),	  cmocka_unit_test(test_interval_coverage),
		cmocka_unit_test(test_pass_sets),	  cmocka_unit_test(test_pass_unbiased),
		cmocka_unit_test(test_log_pass),	  cmocka_unit_test(test_log_mean),
		cmocka_unit_test(test_pass_integral),	  cmocka_unit_test(test_pass_sandwich),
		cmocka_unit_test(test_waiting_time),	  cmocka_unit_test(test_survey),
		cmocka_unit_test(test_survey_pinned),	  cmocka_unit_test(test_survey_looks),
	};

	return cmocka_run_group_tests_name("estimate", tests, NULL, NULL);
}
