/* Margins of sets solved by hand, of locks in closed form, of sets that are not separable; the certificates against the
 * definition. Throughout <w, z> of unit w is over features scaled by R, the largest norm of all states. */
#include "core/margin.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/factor.h"
#include "core/features.h"
#include "setup.h"
#include "unit.h"

static struct task *make(const struct task_type *type, const struct task_config *c)
{
	struct err e;
	struct task *t = task_new(type, c, &e);

	if (!t)
		fail_msg("task: %s", e.text);
	return t;
}

/* Prompts with these contexts (n, d) and responses, each a word of letters. */
static struct task *table_of(int k, int n, int d, const double *x, const char *const *y)
{
	int N = (int)strlen(y[0]);
	uint8_t *responses = xcalloc((size_t)n * (size_t)N, 1);
	struct task *t;

	for (int i = 0; i < n * N; i++)
		responses[i] = (uint8_t)(y[i / N][i % N] - 'a');
	t = make(&task_table, &(struct task_config){ .k = k, .N = N, .d = d, .prompts = n, .x = x,
						     .responses = responses });
	free(responses);
	return t;
}

static struct margin *worked_out(const struct task *t, const struct prompt *p, int n, double within, int columns)
{
	struct margin *m = margin_new(t, p, n, within, columns);

	while (margin_work(m))
		continue;
	return m;
}

static struct margin_report of_task(const struct task *t, double within)
{
	struct margin *m = worked_out(t, t->tracked, t->ntracked, within, MARGIN_COLUMNS);
	struct margin_report r = margin_report(m);

	margin_free(m);
	return r;
}

/* Frees the task. */
static void check_margin(struct task *t, double want, const char *what)
{
	struct margin_report r = of_task(t, 1e-10);

	assert_int_equal(r.verdict, MARGIN_FOUND);
	setup_check(fabs(r.lower / want - 1.0), 1e-9, what);
	setup_check(fabs(r.upper / want - 1.0), 1e-9, what);
	task_free(t);
}

/* ---- by hand */

/* k = 2, N = 1: z = x (x) (e_a - e_b) for y* = a and its opposite for b, and gamma is sqrt(2)/R times the distance of
 * 0 from the hull of the x, turned round where y* is b. R = max |x|: no feature of this task comes behind a token, so
 * this is ordinary multiclass separability. */
static void test_contexts(void **state)
{
	const double angle = .7, one[] = { 2 }, two[] = { 1, 0, cos(.7), sin(.7) }, inside[] = { 1, 0, 3, 1 };
	const double axes[] = { 1, 0, 0, 0, 1, 0, 0, 0, 1 }, far[] = { 1, 2, 1, -1, 3, 0 };
	static const char *const same[] = { "a", "a", "a" }, *const other[] = { "a", "b" };

	(void)state;
	/* One point: at the distance R. */
	check_margin(table_of(2, 1, 1, one, same), sqrt(2.0), "one prompt");
	/* Two of length 1 at an angle v: their mean has length cos(v/2); turned round sin(v/2). R = 1. */
	check_margin(table_of(2, 2, 2, two, same), sqrt(2.0) * cos(angle / 2), "two prompts, one response");
	check_margin(table_of(2, 2, 2, two, other), sqrt(2.0) * sin(angle / 2), "two prompts, two responses");
	/* <(1,0), (3,1)> > 1: the nearest point is the first itself. R^2 = 10. */
	check_margin(table_of(2, 2, 2, inside, same), sqrt(2.0 / 10), "one of two carries all");
	/* The mean of three axes has length 1/sqrt(3). R = 1. */
	check_margin(table_of(2, 3, 3, axes, same), sqrt(2.0 / 3), "three axes");
	/* (1,2) - (1,-1) passes 0 at (1,0); (3,0) lies behind it. R = 3. */
	check_margin(table_of(2, 3, 2, far, same), sqrt(2.0 / 9), "two of three carry all");
}

/* k = 2, N = 2, one-hot contexts, R^2 = 2. With p_i = <w, x_i (x) (e_a - e_b)>, q_s likewise of state s, |w|^2 is half
 * the sum of their squares: minimal |w|^2 where every <w, z> is at least 1, and gamma = 1 / (|w| R). */
static void test_transitions(void **state)
{
	static const char *const flips[] = { "ab", "ba" }, *const shared[] = { "ab", "ab", "ab" };
	static const char *const torn[] = { "ab", "aa" };

	(void)state;
	/* p0 >= 1, -(p0 + q_a) >= 1; -p1 >= 1, p1 + q_b >= 1: p = 1, -1 and q = -2, 2, |w|^2 = 10/2. */
	check_margin(table_of(2, 2, 2, NULL, flips), 1 / sqrt(10.0), "two flips");
	/* All p_i >= 1 and -(p_i + q_a) >= 1: p_i = 1, q_a = -2, |w|^2 = 7/2. */
	check_margin(table_of(2, 3, 3, NULL, shared), 1 / sqrt(7.0), "three prompts, one transition");
	/* p0 >= 1, -(p0 + q_a) >= 1, p1 >= 1, p1 + q_a >= 1: q_a = -2, so p1 = 3, |w|^2 = (1 + 4 + 9)/2. */
	check_margin(table_of(2, 2, 2, NULL, torn), 1 / sqrt(14.0), "one against the transition");
}

/* Cells share nothing. In one, the point of the hull of e_right - e_y nearest to 0 is e_right minus the mean of the k
 * - 1 others, with square 1 + 1/(k-1) = k/(k-1); shares 1/C of each of C = P N cells, at right angles to each other,
 * leave k/((k-1) P N) of the square. R = 1. */
static void test_lock(void **state)
{
	static const int sizes[][3] = { { 2, 1, 1 }, { 3, 5, 7 }, { 5, 8, 3 }, { 5, 30, 40 } }; /* k, N, P */

	(void)state;
	for (int i = 0; i < 4; i++) {
		int k = sizes[i][0], N = sizes[i][1], P = sizes[i][2];
		struct task *t = make(&task_lock, &(struct task_config){ .k = k, .N = N, .d = P, .prompts = P,
									 .seed = 3 });
		struct margin_report r = of_task(t, 1e-10);
		assert_true(r.radius == 1.0);
		assert_int_equal(r.prompts, P);
		assert_int_equal(r.constraints, P * N * (k - 1));
		check_margin(t, sqrt(k / ((k - 1.0) * P * N)), "lock");
	}
}

/* ---- not separable */

/* Frees the task; the prompts that block, as a set of bits. */
static unsigned blocked(struct task *t, int inequalities)
{
	struct margin *m = worked_out(t, t->tracked, t->ntracked, .01, MARGIN_COLUMNS);
	struct margin_block b[16];
	unsigned who = 0;
	double sum = 0.0;

	assert_int_equal(margin_report(m).verdict, MARGIN_NONE);
	assert_true(margin_report(m).upper < 1e-13);
	assert_true(margin_report(m).lower <= 0.0);
	assert_int_equal(margin_blocking(m, b, 16), inequalities);
	for (int i = 0; i < inequalities; i++) {
		who |= 1u << b[i].prompt;
		sum += b[i].share;
		assert_int_equal(b[i].right, t->tracked[b[i].prompt].ystar[b[i].position]);
		setup_check(fabs(b[i].share - 1.0 / inequalities), 1e-12, "shares");
	}
	setup_check(fabs(sum - 1.0), 1e-12, "sum of shares");
	margin_free(m);
	task_free(t);
	return who;
}

static void test_not_separable(void **state)
{
	const double equal[] = { 1, 0, .6, .8, 1, 0 }, none[] = { 1, 0 };
	static const char *const itself[] = { "bbb", "aab" }, *const pair[] = { "abb", "baa" };
	static const char *const three[] = { "a", "a", "b" }, *const two[] = { "a", "a" };

	(void)state;
	/* x1 wants a, then b, behind an a. */
	assert_int_equal(blocked(table_of(2, 2, 2, NULL, itself), 2), 2);
	/* x0: p0 > 0 > p0 + q_a, x1: p1 < 0 < p1 + q_a, so q_a < 0 < q_a: each can be learned alone, both cannot. */
	for (int i = 0; i < 2; i++) {
		struct task *alone = table_of(2, 1, 1, NULL, pair + i);
		assert_int_equal(of_task(alone, .01).verdict, MARGIN_FOUND);
		task_free(alone);
	}
	assert_int_equal(blocked(table_of(2, 2, 2, NULL, pair), 4), 3);
	/* x0 and x2 are one context with two responses. */
	assert_int_equal(blocked(table_of(2, 3, 2, equal, three), 2), 5);
	/* x1 = 0 has no features at the start: nothing tells its tokens apart. */
	{
		struct task *t = table_of(2, 2, 1, none, two);
		struct margin *m = worked_out(t, t->tracked, 2, .01, MARGIN_COLUMNS);
		struct margin_block b;
		assert_int_equal(margin_report(m).verdict, MARGIN_NONE);
		assert_true(margin_report(m).upper == 0.0);
		assert_int_equal(margin_blocking(m, &b, 1), 1);
		assert_int_equal(b.prompt, 1);
		margin_free(m);
		task_free(t);
	}
}

/* |sum of share (phi(.., right) - phi(.., wrong))| of what blocks, from the definition: the state after position - 1
 * tokens of y*. */
static double combination(const struct task *t, const struct margin *m)
{
	double *sum = xcalloc(t->nparam, sizeof *sum), *v = xcalloc((size_t)t->k, sizeof *v), norm2 = 0.0;
	struct margin_block b[64];
	int n = margin_blocking(m, b, 64);

	for (int i = 0; i < n; i++) {
		const struct prompt *p = &t->tracked[b[i].prompt];
		int s = 0;
		for (int j = 0; j < b[i].position; j++)
			s = t->next[s * t->k + p->ystar[j]];
		v[b[i].right] = b[i].share;
		v[b[i].wrong] = -b[i].share;
		features_scatter(t, p, s, v, sum);
		v[b[i].right] = v[b[i].wrong] = 0.0;
	}
	for (size_t i = 0; i < t->nparam; i++)
		norm2 += sum[i] * sum[i];
	free(sum);
	free(v);
	return sqrt(norm2);
}

/* Random responses of one-hot prompts: separable, with a proof from both sides, or a combination that is 0. */
static void test_random(void **state)
{
	int none = 0, found = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= 40; seed++) {
		uint8_t *y = setup_tokens(4, 6 * 3, seed);
		struct task *t = setup_table(4, 3, 6, y, seed);
		struct margin *m = worked_out(t, t->tracked, 6, .01, MARGIN_COLUMNS);
		struct margin_report r = margin_report(m);
		if (r.verdict == MARGIN_NONE) {
			none++;
			assert_in_range(margin_blocking(m, NULL, 0), 2, 40);
			assert_true(combination(t, m) < 1e-12);
		} else {
			found++;
			assert_int_equal(r.verdict, MARGIN_FOUND);
			assert_true(r.lower > 0.0 && r.lower <= r.upper && r.upper <= 1.01 * r.lower);
			assert_int_equal(margin_blocking(m, NULL, 0), 0);
		}
		margin_free(m);
		task_free(t);
		free(y);
	}
	assert_true(none >= 5 && found >= 2);
}

/* ---- the factor */

/* Vectors of whole numbers come and go at random; G x = (1, .., 1) must hold for the Gram matrix G of those inside, and
 * one that is a sum of two inside must be refused. */
static void test_factor(void **state)
{
	enum { MOST = 24, DIM = 40 };
	double e[MOST][DIM], x[MOST];
	struct factor f = { 0 };
	uint8_t *coin = setup_tokens(16, 400 * (DIM + 2), 9), *c = coin;

	(void)state;
	for (int round = 0; round < 400; round++, c += DIM + 2) {
		bool in = f.n < 3 || (f.n < MOST && c[DIM] < 9), sum = in && f.n > 2 && c[DIM + 1] < 4;
		int n = f.n, out = n ? c[DIM + 1] % n : 0;
		if (!in) {
			factor_out(&f, out);
			memmove(e[out], e[out + 1], (size_t)(n - 1 - out) * sizeof *e);
		} else {
			double *row = factor_next(&f), norm2 = 0.0;
			for (int i = 0; i < DIM; i++)
				e[n][i] = sum ? e[0][i] + e[n - 1][i] : c[i] - 7.5;
			for (int j = 0; j < n; j++) {
				row[j] = 0.0;
				for (int i = 0; i < DIM; i++)
					row[j] += e[n][i] * e[j][i];
			}
			for (int i = 0; i < DIM; i++)
				norm2 += e[n][i] * e[n][i];
			assert_true(factor_in(&f, norm2) == !sum);
		}
		assert_int_equal(f.n, in ? n + !sum : n - 1);
		factor_solve(&f, x);
		for (int j = 0; j < f.n; j++) {
			double product = 0.0;
			for (int l = 0; l < f.n; l++)
				for (int i = 0; i < DIM; i++)
					product += e[j][i] * e[l][i] * x[l];
			setup_check(fabs(product - 1.0), 1e-10, "G x");
		}
	}
	factor_done(&f);
	free(coin);
}

/* ---- certificates */

/* min <w, z> / (|w| R) from the definition: all positions of all prompts, no cycles. */
static double margin_under(const struct task *t, const struct prompt *p, int n, const double *w)
{
	double least = INFINITY, norm2 = 0.0, *score = xcalloc((size_t)t->k, sizeof *score);

	for (size_t i = 0; i < t->nparam; i++)
		norm2 += w[i] * w[i];
	for (int j = 0; j < n; j++)
		for (int i = 0, s = 0; i < t->N; i++) {
			features_score(t, w, &p[j], s, score);
			for (int y = 0; y < t->k; y++)
				if (y != p[j].ystar[i])
					least = fmin(least, score[p[j].ystar[i]] - score[y]);
			s = t->next[s * t->k + p[j].ystar[i]];
		}
	free(score);
	return least / sqrt(norm2 * features_radius2(t));
}

/* The authors' sizes: 32 centres, k = 32, N = 128. On the way the bounds only come closer, around the margin. */
static void test_authors(void **state)
{
	struct task *t = setup_mixture(32, 128, 32, 32, 38);
	struct margin_report exact = of_task(t, 1e-9), last = { .lower = -INFINITY, .upper = INFINITY }, r;
	struct margin *m = margin_new(t, t->tracked, 32, .01, MARGIN_COLUMNS);
	int calls = 1;

	(void)state;
	assert_int_equal(exact.verdict, MARGIN_FOUND);
	for (; margin_work(m); calls++) {
		r = margin_report(m);
		assert_true(r.lower >= last.lower && r.upper <= last.upper);
		assert_true(r.lower <= exact.upper && r.upper >= exact.lower);
		last = r;
	}
	r = margin_report(m);
	assert_true(calls > 10);
	assert_int_equal(r.verdict, MARGIN_FOUND);
	assert_true(r.upper <= 1.01 * r.lower && r.lower <= exact.upper && r.upper >= exact.lower);
	/* Any weights give a lower bound, so those of the truth do. */
	assert_true(margin_under(t, t->tracked, 32, t->truth) <= r.upper);
	margin_free(m);
	task_free(t);
}

static void test_weights(void **state)
{
	static const char *const y[] = { "cacacaca", "badbadba", "bcbcbcbc", "dddddddd", "cddddddd", "adadadad" };
	struct task *tasks[] = { table_of(4, 6, 6, NULL, y), setup_mixture(8, 40, 12, 12, 3),
				 setup_table(5, 20, 9, NULL, 2) };

	(void)state;
	for (int i = 0; i < 3; i++) {
		struct task *t = tasks[i];
		struct margin *m = worked_out(t, t->tracked, t->ntracked, 1e-10, MARGIN_COLUMNS);
		struct margin_report r = margin_report(m);
		assert_int_equal(r.verdict, MARGIN_FOUND);
		double under = margin_under(t, t->tracked, t->ntracked, margin_weights(m));
		setup_check(fabs(under / r.upper - 1.0), 1e-9, "weights");
		margin_free(m);
		task_free(t);
	}
}

/* The lower bound may be of an earlier round than the upper one (seed 58): the weights are those of the lower bound. */
static void test_weights_of_lower_bound(void **state)
{
	(void)state;
	for (uint64_t seed = 40; seed <= 58; seed += 2) {
		struct task *t = setup_mixture(8, 40, 12, 7, seed);
		for (double within = .01; within < 1.0; within += .3) {
			struct margin *m = worked_out(t, t->tracked, 7, within, MARGIN_COLUMNS);
			double under = margin_under(t, t->tracked, 7, margin_weights(m));
			assert_int_equal(margin_report(m).verdict, MARGIN_FOUND);
			setup_check(fabs(under / margin_report(m).lower - 1.0), 1e-12, "weights of the lower bound");
			margin_free(m);
		}
		task_free(t);
	}
}

/* The same bounds, to the bit, when the work is done again; the same margin from prompts in another order, and by
 * sweeps alone where the exact method has no room. */
static void test_same(void **state)
{
	struct task *t = setup_table(5, 20, 9, NULL, 2);
	struct margin_report a = of_task(t, 1e-8), b = of_task(t, 1e-8), c, d;
	struct prompt turned[9];
	struct margin *m;

	(void)state;
	assert_true(a.lower == b.lower && a.upper == b.upper);
	for (int i = 0; i < 9; i++)
		turned[i] = t->tracked[8 - i];
	m = worked_out(t, turned, 9, 1e-8, MARGIN_COLUMNS);
	c = margin_report(m);
	margin_free(m);
	assert_int_equal(c.constraints, a.constraints);
	setup_check(fabs(c.upper / a.upper - 1.0), 1e-8, "another order");
	m = worked_out(t, t->tracked, 9, 1e-4, 3);
	d = margin_report(m);
	margin_free(m);
	assert_int_equal(d.verdict, MARGIN_FOUND);
	assert_true(d.lower <= a.upper && d.upper >= a.lower);
	task_free(t);
}

/* Cycles are walked once: N = 6 and N = 60 of one table have the same cells, when 6 steps see them all. */
static void test_cycles(void **state)
{
	struct task *shorter = setup_table(4, 6, 5, NULL, 11), *longer = setup_table(4, 60, 5, NULL, 11);
	struct margin_report a = of_task(shorter, 1e-9), b = of_task(longer, 1e-9);

	(void)state;
	assert_int_equal(a.constraints, b.constraints);
	setup_check(fabs(a.upper / b.upper - 1.0), 1e-9, "longer responses");
	task_free(shorter);
	task_free(longer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_contexts),
		cmocka_unit_test(test_transitions),
		cmocka_unit_test(test_lock),
		cmocka_unit_test(test_not_separable),
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_factor),
		cmocka_unit_test(test_authors),
		cmocka_unit_test(test_weights),
		cmocka_unit_test(test_weights_of_lower_bound),
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_cycles),
	};

	return cmocka_run_group_tests_name("margin", tests, NULL, NULL);
}
