/* Laws of rewards and best-of-n against plain enumeration, closed forms, and numbers worked out elsewhere. */
#include "core/levels.h"

#include <math.h>
#include <stdlib.h>

#include "base/xalloc.h"
#include "core/coin.h"
#include "core/exact.h"
#include "core/tilt.h"
#include "setup.h"
#include "textbook.h"
#include "unit.h"

static const double gap_most = 1e-10;

static bool next_response(const struct task *t, uint8_t *y)
{
	for (int i = 0; i < t->N; i++) {
		if (++y[i] < t->k)
			return true;
		y[i] = 0;
	}
	return false;
}

/* ---- the law */

/* Each value's probability is that of the responses with that reward, and there are no others. */
static void check_law(struct chain *c, const double *w, const struct payoff *r)
{
	const struct task *t = c->task;
	struct levels l;
	uint8_t y[16] = { 0 };
	double *mass, gap = 0.0;

	assert_true(levels_find(c, r, &l));
	mass = xcalloc((size_t)l.n, sizeof *mass);
	do {
		double value = payoff_of(r, c, y);
		int i = 0;
		while (i < l.n && fabs(l.value[i] - value) > 1e-7)
			i++;
		assert_true(i < l.n);
		mass[i] += exp(textbook_loglik(t, w, c->prompt, y));
	} while (next_response(t, y));
	for (int i = 0; i < l.n; i++) {
		gap = fmax(gap, fabs(exp(l.lp[i]) / mass[i] - 1.0));
		assert_true(i == 0 || l.value[i] > l.value[i - 1]);
	}
	setup_check(gap, gap_most, "law of the reward");
	free(mass);
	levels_done(&l);
}

/* Tables: halves with gaps, other ones by position, hundreds, no grid at all. */
static void test_laws(void **state)
{
	static const double halves[] = { -.5, 0, 1.5, 4 }, hundreds[] = { 100, 300, 300, -500 };
	double *by_position = setup_weights(24, 1.0, 9), *normals = setup_weights(24, 1.0, 10);
	struct task *t = setup_table(4, 6, 2, NULL, 1);
	double *w = setup_weights(t->nparam, 1.0, 31), *other = setup_weights(t->nparam, 1.0, 32);
	struct chain c, judge;
	struct levels l;

	(void)state;
	for (int i = 0; i < 24; i++)
		by_position[i] = round(by_position[i] * 10) / 10;
	chain_init(&c, t);
	chain_init(&judge, t);
	chain_load(&c, w, &t->tracked[1]);
	chain_load(&judge, other, &t->tracked[1]);
	check_law(&c, w, &(struct payoff){ .kind = PAYOFF_OUTCOME });
	check_law(&c, w, &(struct payoff){ .kind = PAYOFF_ADDITIVE, .table = halves, .rows = 1 });
	check_law(&c, w, &(struct payoff){ .kind = PAYOFF_ADDITIVE, .table = hundreds, .rows = 1 });
	check_law(&c, w, &(struct payoff){ .kind = PAYOFF_ADDITIVE, .table = by_position, .rows = 6 });
	check_law(&c, w, &(struct payoff){ .kind = PAYOFF_ADDITIVE, .table = normals, .rows = 6 });
	check_law(&c, w, &(struct payoff){ .kind = PAYOFF_LOGLIK, .judge = &judge });
	assert_true(levels_find(&c, &(struct payoff){ .kind = PAYOFF_ADDITIVE, .table = hundreds, .rows = 1 }, &l));
	assert_true(l.n <= 25); /* 200 a step, not 1 */
	levels_done(&l);
	chain_done(&c);
	chain_done(&judge);
	free(w);
	free(other);
	free(by_position);
	free(normals);
	task_free(t);
}

/* 32^128 responses cannot be gone through. */
static void test_too_many(void **state)
{
	struct task *t = setup_mixture(32, 128, 32, 32, 4);
	double *w = xcalloc(t->nparam, sizeof *w), *normals = setup_weights(32, 1.0, 9);
	const struct payoff normal = { .kind = PAYOFF_ADDITIVE, .table = normals, .rows = 1 };
	const struct payoff outcome = { .kind = PAYOFF_OUTCOME };
	struct chain c;
	struct levels l;
	struct bon b;

	(void)state;
	chain_init(&c, t);
	chain_load(&c, w, &t->tracked[0]);
	assert_false(levels_find(&c, &normal, &l));
	assert_true(levels_find(&c, &outcome, &l));
	bon_measure(&l, 1000, &b, NULL);
	/* n L while that is small; KL = n L (log n - 1) + L, from q log(q/L) + (1 - q)(n - 1) log(1 - L) */
	setup_check(fabs(log(b.reward) + 128 * log(32) - log(1000)), 1e-9, "best of 1000 at 32^-128");
	setup_check(fabs(b.kl * pow(32, 128) / (1000 * log(1000) - 999) - 1.0), 1e-9, "its KL");
	levels_done(&l);
	chain_done(&c);
	free(w);
	free(normals);
	task_free(t);
}

/* ---- best-of-n */

/* A law by chance, of 1 to 12 values: logs of probabilities uneven by up to e^6. */
static struct levels random_law(uint32_t number)
{
	uint32_t coin[14];
	struct levels l = { 0 };
	double sum = 0.0;

	coin_fill(5, COIN_LOOK, (struct address){ .update = number }, 0, 14, coin);
	l.n = 1 + coin_pick(coin[0], 12);
	l.value = xcalloc((size_t)l.n, sizeof *l.value);
	l.lp = xcalloc((size_t)l.n, sizeof *l.lp);
	for (int i = 0; i < l.n; i++) {
		l.value[i] = i * i;
		l.lp[i] = 6.0 * coin_unit(coin[i + 1]);
		sum += exp(l.lp[i]);
	}
	for (int i = 0; i < l.n; i++)
		l.lp[i] = fmin(l.lp[i] - log(sum), 0.0);
	return l;
}

/* From the definitions, in plain numbers. */
static struct bon plainly(const struct levels *l, double n)
{
	struct bon b = { 0 };
	double below = 0.0;

	for (int i = 0; i < l->n; i++) {
		double e = exp(l->lp[i]), p = pow(below + e, n) - pow(below, n), f = 1.0 - e, d = 0.0;
		b.reward += p * l->value[i];
		b.kl += p > 0.0 ? p * log(p / e) : 0.0;
		b.win += p * (below + e / 2);
		if (f > 1e-12)
			d = pow(f, n) * (log(n) + (n - 1) * log(f) - (n - 1) / n);
		d += (1 - pow(f, n)) * log((1 - pow(f, n)) / e);
		b.estimate += p * d;
		below += e;
	}
	return b;
}

static void test_random_laws(void **state)
{
	static const double counts[] = { 1, 2, 4, 16, 64 };

	(void)state;
	for (uint32_t number = 0; number < 2000; number++) {
		struct levels l = random_law(number);
		double n = counts[number % 5], lp[12], sum = 0.0, square = 0.0;
		struct bon got, want = plainly(&l, n);
		bon_measure(&l, n, &got, lp);
		for (int i = 0; i < l.n; i++) {
			sum += exp(lp[i]);
			square += exp(2.0 * l.lp[i]);
		}
		setup_check(fabs(sum - 1.0), 1e-12, "sum of best-of-n");
		setup_check(fabs(got.reward - want.reward), gap_most, "reward");
		setup_check(fabs(got.kl - want.kl), gap_most, "KL");
		setup_check(fabs(got.win - want.win), gap_most, "win rate");
		setup_check(fabs(got.estimate - want.estimate), gap_most, "mean of the estimate");
		assert_true(got.kl <= bon_classical(n) + 1e-12 && got.kl >= -1e-15);
		assert_true(bon_classical(n) - got.kl <= 2.0 * n * (n - 1.0) * square + 1e-12);
		assert_true(got.win <= n / (n + 1.0) + 1e-12);
		assert_true(n / (n + 1.0) - got.win <= (n - 1.0) / 2.0 * square + 1e-12);
		if (n == 1.0)
			setup_check(fabs(got.kl) + fabs(got.estimate) + fabs(got.win - .5), 1e-12, "one response");
		levels_done(&l);
	}
}

static struct levels two_levels(double p)
{
	struct levels l = { .n = 2, .value = xcalloc(2, sizeof(double)), .lp = xcalloc(2, sizeof(double)) };

	l.value[1] = 1.0;
	l.lp[0] = log1p(-p);
	l.lp[1] = log(p);
	return l;
}

static void check_two(double p, double n, double kl, double estimate, double classical)
{
	struct levels l = two_levels(p);
	double q = 1.0 - pow(1.0 - p, n), own = q * log(q / p) + (1.0 - q) * (n - 1.0) * log1p(-p);
	struct bon b;

	bon_measure(&l, n, &b, NULL);
	setup_check(fabs(b.kl - own), gap_most, "KL of two values");
	setup_check(fabs(b.win - (1.0 + q - p) / 2.0), gap_most, "win rate of two values");
	setup_check(fabs(b.reward - q), gap_most, "chance of the higher");
	/* given to six places */
	setup_check(fabs(b.kl - kl), 6e-7, "KL, by the table");
	setup_check(fabs(b.estimate - estimate), 6e-7, "estimate, by the table");
	setup_check(fabs(bon_classical(n) - classical), 6e-7, "classical formula, by the table");
	levels_done(&l);
}

static void test_numbers(void **state)
{
	(void)state;
	setup_check(fabs(bon_estimate(4, log(.1)) - .63487028), 6e-9, "d_4(.1)");
	setup_check(fabs(bon_estimate(16, log(.3)) - 1.18497239), 6e-9, "d_16(.3)");
	setup_check(fabs(bon_estimate(64, log(.01)) - 3.16666538), 6e-9, "d_64(.01)");
	setup_check(fabs(bon_estimate(64, 0.0)), 0.0, "d_n(1)");
	setup_check(fabs(bon_estimate(64, -900.0) - bon_classical(64)), 1e-12, "d_n(0)");
	check_two(.5, 2, .130812, .179099, .193147);
	check_two(.1, 16, 1.416096, 1.450249, 1.835089);
	check_two(.01, 4, .025071, .034727, .636294);
}

/* Where all values are alike in probability the KL goes to log M. */
static void test_uniform(void **state)
{
	enum { M = 100 };
	struct levels l = { .n = M, .value = xcalloc(M, sizeof(double)), .lp = xcalloc(M, sizeof(double)) };
	struct bon b;

	(void)state;
	for (int i = 0; i < M; i++) {
		l.value[i] = i;
		l.lp[i] = -log(M);
	}
	bon_measure(&l, 1e6, &b, NULL);
	setup_check(fabs(b.kl - log(M)), gap_most, "KL of the highest of 100");
	bon_measure(&l, 1e60, &b, NULL);
	setup_check(fabs(b.kl - log(M)), gap_most, "KL at n = 1e60");
	levels_done(&l);
}

static void test_golden(void **state)
{
	const struct payoff outcome = { .kind = PAYOFF_OUTCOME };
	double *w;
	struct task *t = setup_golden(&w);
	struct chain c;
	struct levels l;
	struct bon b;

	(void)state;
	chain_init(&c, t);
	chain_load(&c, w, &t->tracked[0]);
	assert_true(levels_find(&c, &outcome, &l));
	bon_measure(&l, 8, &b, NULL);
	setup_check(fabs(b.reward - .44041819033496), gap_most, "pass@8");
	setup_check(fabs(b.kl - .52576543567997), gap_most, "KL of the best of 8");
	setup_check(fabs(bon_classical(8) - 1.20444154167984), gap_most, "classical formula");
	setup_check(fabs(b.win - .68520909516748), gap_most, "win rate");
	/* with two values best-of-n is a tilt, for every n */
	for (double n = 1; n < 1000; n *= 3) {
		struct tilt at;
		bon_measure(&l, n, &b, NULL);
		tilt_measure(&c, &outcome, tilt_strength(l.lp[1], log(b.reward)), &at, NULL);
		setup_check(fabs(at.reward - b.reward), gap_most, "best-of-n is a tilt: reward");
		setup_check(fabs(at.kl - b.kl), gap_most, "best-of-n is a tilt: KL");
	}
	levels_done(&l);
	chain_done(&c);
	free(w);
	task_free(t);
}

/* Yang et al.: tokens .6, .3, .1 with rewards 0, 1, 3, n = e^(.3 m), against the tilt with KL .3 m. */
static void check_memoryless(int m, double gap, double kl_each, double to_tilt_each, double to_tilt)
{
	static const double rewards[] = { 0, 1, 3 }, p[] = { .6, .3, .1 };
	const struct payoff r = { .kind = PAYOFF_ADDITIVE, .table = rewards, .rows = 1 };
	struct task *t = setup_table(3, m, 1, NULL, 1);
	double *w = xcalloc(t->nparam, sizeof *w), sum = 0.0, *lp;
	struct chain c;
	struct levels l;
	struct bon b;
	struct tilt at;

	for (int y = 0; y < 3; y++)
		w[y] = log(p[y]);
	chain_init(&c, t);
	chain_load(&c, w, &t->tracked[0]);
	assert_true(levels_find(&c, &r, &l));
	assert_true(tilt_at_kl(&c, &r, .3 * m, &at, NULL));
	setup_check(fabs(at.a - .65095251), 6e-9, "strength at .3 nats a token");
	setup_check(fabs(at.reward / m - 1.43070289), 6e-9, "reward a token");
	lp = xcalloc((size_t)l.n, sizeof *lp);
	bon_measure(&l, exp(.3 * m), &b, lp);
	for (int i = 0; i < l.n; i++)
		if (exp(lp[i]) > 0.0)
			sum += exp(lp[i]) * (lp[i] - (l.lp[i] + at.a * l.value[i] - at.log_z));
	setup_check(fabs((at.reward - b.reward) / m - gap), 1e-5, "gap of the rewards");
	setup_check(fabs(b.kl / m - kl_each), 1e-5, "KL of best-of-n");
	setup_check(fabs(sum / m - to_tilt_each), 1e-5, "KL to the tilt a token");
	setup_check(fabs(sum - to_tilt), 1e-4, "KL to the tilt");
	free(lp);
	free(w);
	levels_done(&l);
	chain_done(&c);
	task_free(t);
}

static void test_memoryless(void **state)
{
	(void)state;
	check_memoryless(5, .35262, .14145, .07098, .3549);
	check_memoryless(20, .13703, .24888, .03807, .7615);
	check_memoryless(80, .04622, .28711, .01719, 1.3755);
	check_memoryless(320, .01476, .29677, .00638, 2.0409);
}

/* The estimate from draws, within 5 standard errors of its mean. */
static void test_estimate_drawn(void **state)
{
	enum { DRAWS = 4000, N = 8 };
	struct levels l = random_law(7);
	double sum = 0.0, square = 0.0, mean;
	struct bon b;

	(void)state;
	assert_true(l.n > 2);
	bon_measure(&l, N, &b, NULL);
	for (uint32_t i = 0; i < DRAWS; i++) {
		uint32_t coin[N];
		int best = 0;
		double d;
		coin_fill(6, COIN_LOOK, (struct address){ .sample = i }, 0, N, coin);
		for (int j = 0; j < N; j++) {
			double left = coin_unit(coin[j]);
			int at = 0;
			while (at < l.n - 1 && left >= exp(l.lp[at]))
				left -= exp(l.lp[at++]);
			best = at > best ? at : best;
		}
		d = bon_estimate(N, l.lp[best]);
		sum += d;
		square += d * d;
	}
	mean = sum / DRAWS;
	setup_check(fabs(mean - b.estimate) / sqrt((square / DRAWS - mean * mean) / DRAWS), 5.0, "estimate from draws");
	levels_done(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_laws), cmocka_unit_test(test_too_many), cmocka_unit_test(test_random_laws),
		cmocka_unit_test(test_numbers), cmocka_unit_test(test_uniform), cmocka_unit_test(test_golden),
		cmocka_unit_test(test_memoryless), cmocka_unit_test(test_estimate_drawn),
	};

	return cmocka_run_group_tests_name("levels", tests, NULL, NULL);
}
