/* Signal and noise of one prompt's gradient: the golden instance's printed digits, plain enumeration of all k^N
 * responses for every form and map, and samples within 5 standard errors. */
#include "core/snr.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/exact.h"
#include "core/features.h"
#include "core/policy.h"
#include "setup.h"
#include "unit.h"

static void check_near(double got, double expected, double most)
{
	setup_check(fabs(got - expected), most, "number");
}

/* ---- the golden instance: k = 3, N = 3, y* = (0, 1, 2), next-token law of the correct token .5, .2, .7, the rest
 * of the mass halved over the other two; after token 2, which y* never leaves, 1/3 each */

static const uint8_t golden_ystar[] = { 0, 1, 2 };
static const double golden_law[4][3] = { /* by state: start, after 0, after 1, after 2 */
	{ .5, .25, .25 }, { .4, .2, .4 }, { .15, .15, .7 }, { 1 / 3., 1 / 3., 1 / 3. },
};

/* The default map with x = 1: W1 = log of the start's law, W2[b] = log of b's law - W1. */
static void golden_markov(struct task **t, double *w)
{
	*t = setup_table(3, 3, 1, golden_ystar, 1);
	for (int c = 0; c < 3; c++) {
		w[c] = log(golden_law[0][c]);
		for (int b = 0; b < 3; b++)
			w[3 + 3 * b + c] = log(golden_law[1 + b][c]) - w[c];
	}
}

/* One free row of scores a position, used after every prefix: the map of locks. */
static void golden_free(struct task **t, double *w)
{
	const struct task_config c = { .k = 3, .N = 3, .d = 1, .prompts = 1, .responses = golden_ystar, .seed = 1 };

	*t = task_new(&task_lock, &c, NULL);
	assert_non_null(*t);
	for (int i = 0; i < 3; i++)
		for (int y = 0; y < 3; y++)
			w[3 * i + y] = log(golden_law[i][y]);
}

/* `half`: half a unit of the last digit that was printed of the means; of the traces it was the sixth. */
static void check_golden(struct task *t, const double *w, const double *mean, double half, const double *trace)
{
	struct snr_exact s;
	struct chain c;

	chain_init(&c, t);
	chain_load(&c, w, &t->tracked[0]);
	snr_exact(&c, &s);
	check_near(exp(s.lp), .07, 1e-15);
	for (int f = 0; f < SNR_FORMS; f++) {
		check_near(exp(s.lmean[f]), mean[f], half);
		check_near(exp(s.ltrace[f]), trace[f], 5.01e-7);
	}
	/* the outcome's law: signal to noise is sqrt(L / (1 - L)) */
	check_near(s.lmean[SNR_OUTCOME] - s.ltrace[SNR_OUTCOME] / 2.0, log(.07 / .93) / 2.0, 1e-12);
	chain_done(&c);
}

static void test_golden(void **state)
{
	static const double mean[] = { .082231, .271805, .164463, .543610 };
	static const double trace[] = { .089838, .223572, 3.030938, 2.560574 };
	struct task *t;
	double w[12];

	(void)state;
	golden_markov(&t, w);
	check_golden(t, w, mean, 5.01e-7, trace);
	task_free(t);
}

static void test_golden_free_rows(void **state)
{
	static const double mean[] = { .08487, .32251, .16974, .64502 };
	static const double trace[] = { .095697, .188939, 1.701188, 1.313954 };
	struct task *t;
	double w[9];

	(void)state;
	golden_free(&t, w);
	check_golden(t, w, mean, 5.01e-6, trace);
	task_free(t);
}

/* E |g|^2 = |grad J| |s| for outcome rewards 0/1: the growth condition is an equality. .102900 = .084870 * 1.212436. */
static void test_growth(void **state)
{
	struct task *t;
	struct snr_exact s;
	struct chain c;
	double w[9], square, norm;

	(void)state;
	golden_free(&t, w);
	chain_init(&c, t);
	chain_load(&c, w, &t->tracked[0]);
	snr_exact(&c, &s);
	square = exp(s.ltrace[SNR_OUTCOME]) + exp(2.0 * s.lmean[SNR_OUTCOME]);
	norm = exp(s.lmean[SNR_OUTCOME] - s.lp);
	check_near(exp(s.lmean[SNR_OUTCOME]), .084870, 5.01e-7);
	check_near(square, .102900, 5.01e-7);
	check_near(square, exp(s.lmean[SNR_OUTCOME]) * norm, 1e-15);
	chain_done(&c);
	task_free(t);
}

/* ---- enumeration */

enum { SMALL_TASKS = 7 };

static struct task *small_task(int which)
{
	static const uint8_t pinned[] = { 0, 1, 1, 3, 3, 3 };
	double *x = setup_weights(8, 1.0, 44);
	struct task_config c = { .k = 3, .N = 3, .d = 4, .prompts = 2, .seed = 3, .x = x };
	struct task *t = NULL;

	switch (which) {
	case 0: t = setup_table(4, 3, 2, pinned, 1); break;
	case 1: t = setup_table(2, 6, 3, NULL, 2); break;
	case 2: t = task_new(&task_table, &c, NULL); break;
	case 3: c.features = &features_position; t = task_new(&task_table, &c, NULL); break;
	case 4: c.x = NULL; c.d = 2; t = task_new(&task_lock, &c, NULL); break;
	case 5: t = setup_table(8, 2, 2, NULL, 4); break;
	default: t = setup_table(64, 1, 1, NULL, 5);
	}
	assert_non_null(t);
	free(x);
	return t;
}

/* The next response in the order of counting; false behind the last. */
static bool next_response(const struct task *t, uint8_t *y)
{
	for (int i = 0; i < t->N; i++) {
		if (++y[i] < t->k)
			return true;
		y[i] = 0;
	}
	return false;
}

/* A_i, straight from the definitions. */
static double advantage_of(const struct task *t, enum snr_form form, const uint8_t *y, const uint8_t *ystar, int i)
{
	bool process = form == SNR_PROCESS || form == SNR_PROCESS_PM1;
	bool paid = memcmp(y, ystar, (size_t)(process ? i + 1 : t->N)) == 0;

	if (form == SNR_OUTCOME || form == SNR_PROCESS)
		return paid ? 1.0 : 0.0;
	return paid ? 1.0 : -1.0;
}

/* g (nparam) = sum_i A_i (phi(y_i) - sum_y p(y) phi(y)); returns p(y|x). */
static double gradient_of(const struct task *t, const double *w, const struct prompt *p, enum snr_form form,
			  const uint8_t *y, double *g)
{
	const struct policy policy = { t, w };
	double row[64], lp = 0.0;
	int state = 0;

	memset(g, 0, t->nparam * sizeof *g);
	for (int i = 0; i < t->N; i++) {
		double a = advantage_of(t, form, y, p->ystar, i);
		policy_row(&policy, p, state, row);
		lp += row[y[i]];
		for (int c = 0; c < t->k; c++)
			row[c] = a * ((c == y[i]) - exp(row[c]));
		features_scatter(t, p, state, row, g);
		state = t->next[state * t->k + y[i]];
	}
	return exp(lp);
}

/* mean (nparam) = E g; returns E |g - E g|^2: two walks over all responses. */
static double enumerate(const struct task *t, const double *w, const struct prompt *p, enum snr_form form, double *mean)
{
	double *g = xcalloc(t->nparam, sizeof *g), trace = 0.0;
	uint8_t y[8] = { 0 };

	do {
		double weight = gradient_of(t, w, p, form, y, g);
		for (size_t j = 0; j < t->nparam; j++)
			mean[j] += weight * g[j];
	} while (next_response(t, y));
	do {
		double weight = gradient_of(t, w, p, form, y, g);
		for (size_t j = 0; j < t->nparam; j++)
			trace += weight * (g[j] - mean[j]) * (g[j] - mean[j]);
	} while (next_response(t, y));
	free(g);
	return trace;
}

static double norm_of(const double *v, size_t n)
{
	double sum = 0.0;

	for (size_t j = 0; j < n; j++)
		sum += v[j] * v[j];
	return sqrt(sum);
}

/* Means of +-1 codes are small differences of large sums: they are compared in units of one response's |g|, and those of
 * 0/1 in their own. */
static void check_enumerated(const struct task *t, const double *w, const struct prompt *p)
{
	struct snr_exact s;
	struct chain c;

	chain_init(&c, t);
	chain_load(&c, w, p);
	snr_exact(&c, &s);
	check_near(s.lp, exact_loglik(&c), 1e-12);
	for (int f = 0; f < SNR_FORMS; f++) {
		double *mean = xcalloc(t->nparam, sizeof *mean);
		double trace = enumerate(t, w, p, (enum snr_form)f, mean);
		double norm = norm_of(mean, t->nparam), size = sqrt(norm * norm + trace);
		double unit = f < SNR_OUTCOME_PM1 ? norm : size;
		setup_check(fabs(exp(s.lmean[f]) - norm) / unit, 1e-12, "norm of the mean");
		setup_check(fabs(exp(s.ltrace[f]) / trace - 1.0), 1e-12, "trace of the covariance");
		free(mean);
	}
	chain_done(&c);
}

static void test_enumeration(void **state)
{
	(void)state;
	for (int which = 0; which < SMALL_TASKS; which++) {
		struct task *t = small_task(which);
		for (uint64_t seed = 1; seed <= 3; seed++) {
			double *w = setup_weights(t->nparam, seed == 1 ? 0.0 : .8, seed);
			for (int i = 0; i < t->ntracked; i++)
				check_enumerated(t, w, &t->tracked[i]);
			free(w);
		}
		task_free(t);
	}
}

/* ---- where doubles end, and where there is no noise */

/* w = 0, the authors' sizes: L = 32^-128, the law holds as logarithms; and twice as large codes. */
static void test_tiny(void **state)
{
	struct task *t = setup_mixture(32, 128, 32, 2, 7);
	double *w = xcalloc(t->nparam, sizeof *w), lL = -128.0 * log(32.0);
	struct snr_exact s;
	struct chain c;

	(void)state;
	chain_init(&c, t);
	chain_load(&c, w, &t->tracked[0]);
	snr_exact(&c, &s);
	check_near(s.lp, lL, 1e-10);
	check_near(s.lmean[SNR_OUTCOME] - s.ltrace[SNR_OUTCOME] / 2.0, lL / 2.0, 1e-10);
	check_near(s.lmean[SNR_OUTCOME_PM1] - s.lmean[SNR_OUTCOME], log(2.0), 1e-12);
	check_near(s.lmean[SNR_PROCESS_PM1] - s.lmean[SNR_PROCESS], log(2.0), 1e-12);
	/* F: 128 tokens, |phi|^2 = 32 for the first and 33 for the others, 1 - sum p^2 = 31/32 */
	check_near(exp(s.ltrace[SNR_OUTCOME_PM1]), (32.0 + 127 * 33.0) * 31 / 32, 1e-8);
	chain_done(&c);
	free(w);
	task_free(t);
}

/* A policy that is always right has neither signal nor noise, and no NaN. */
static void test_certain(void **state)
{
	struct task *t;
	struct snr_exact s;
	struct chain c;
	double w[9] = { 0 };

	(void)state;
	golden_free(&t, w);
	for (int i = 0; i < 3; i++)
		w[3 * i + golden_ystar[i]] = 1e4;
	chain_init(&c, t);
	chain_load(&c, w, &t->tracked[0]);
	snr_exact(&c, &s);
	for (int f = 0; f < SNR_FORMS; f++)
		assert_true(isinf(s.lmean[f]) && s.lmean[f] < 0.0 && isinf(s.ltrace[f]) && s.ltrace[f] < 0.0);
	chain_done(&c);
	task_free(t);
}

/* ---- samples */

static void check_sampled(const struct task *t, const double *w, const struct prompt *p, uint64_t seed)
{
	enum { DRAWN = 20000 };
	struct snr *drawn = snr_new(t, w, p, seed, 3);
	struct snr_exact s;
	struct snr_sampled m;
	struct chain c;
	double L;

	chain_init(&c, t);
	chain_load(&c, w, p);
	snr_exact(&c, &s);
	L = exp(s.lp);
	for (int i = 0; i < DRAWN; i++)
		snr_draw(drawn);
	assert_int_equal(snr_count(drawn), DRAWN);
	assert_true(fabs(snr_right(drawn) - DRAWN * L) <= 5.0 * sqrt(DRAWN * L * (1 - L)));
	for (int f = 0; f < SNR_FORMS; f++) {
		snr_measure(drawn, (enum snr_form)f, &m);
		assert_true(m.along_se > 0.0 && m.trace_se > 0.0);
		assert_true(fabs(m.along - exp(s.lmean[f])) <= 5.0 * m.along_se);
		assert_true(fabs(m.trace - exp(s.ltrace[f])) <= 5.0 * m.trace_se);
		/* the mean is no shorter than a component of it, and E |mean|^2 = |E g|^2 + trace / n */
		assert_true(m.mean >= fabs(m.along) * (1 - 1e-12));
		assert_true(fabs(m.mean - exp(s.lmean[f])) <= 5.0 * sqrt(m.trace / DRAWN));
	}
	chain_done(&c);
	snr_free(drawn);
}

static void test_sampled(void **state)
{
	double w[12];
	struct task *t;

	(void)state;
	golden_markov(&t, w);
	check_sampled(t, w, &t->tracked[0], 11);
	task_free(t);
	for (int which = 0; which < 5; which++) {
		t = small_task(which);
		double *v = setup_weights(t->nparam, .5, 9);
		check_sampled(t, v, &t->tracked[1], 12);
		free(v);
		task_free(t);
	}
}

/* Two responses by hand: the estimates are those of two vectors, drawn from the coins of their addresses. */
static void test_two(void **state)
{
	struct task *t = small_task(0);
	const struct prompt *p = &t->tracked[0];
	double *w = xcalloc(t->nparam, sizeof *w), *g[2], apart = 0.0, sum = 0.0;
	struct snr *drawn;
	struct snr_sampled m;
	uint32_t coins[3];
	uint8_t y[3];

	(void)state;
	drawn = snr_new(t, w, p, 5, 8);
	for (int n = 0; n < 2; n++) {
		g[n] = xcalloc(t->nparam, sizeof *g[n]);
		coin_fill(5, COIN_LOOK, (struct address){ 8, (uint32_t)n, 0 }, 0, 3, coins);
		for (int i = 0; i < 3; i++)
			y[i] = (uint8_t)(4 * coin_unit(coins[i])); /* w = 0: uniform */
		gradient_of(t, w, p, SNR_PROCESS_PM1, y, g[n]);
		snr_draw(drawn);
	}
	for (size_t j = 0; j < t->nparam; j++) {
		apart += (g[0][j] - g[1][j]) * (g[0][j] - g[1][j]);
		sum += (g[0][j] + g[1][j]) * (g[0][j] + g[1][j]);
	}
	snr_measure(drawn, SNR_PROCESS_PM1, &m);
	assert_true(apart > 0.0);
	check_near(m.mean, sqrt(sum) / 2.0, 1e-12);
	check_near(m.trace, apart / 2.0, 1e-12);
	for (int n = 0; n < 2; n++)
		free(g[n]);
	snr_free(drawn);
	free(w);
	task_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_golden),	    cmocka_unit_test(test_golden_free_rows),
		cmocka_unit_test(test_growth),	    cmocka_unit_test(test_enumeration),
		cmocka_unit_test(test_tiny),	    cmocka_unit_test(test_certain),
		cmocka_unit_test(test_sampled),	    cmocka_unit_test(test_two),
	};

	return cmocka_run_group_tests_name("snr", tests, NULL, NULL);
}
