/* The tilt against plain enumeration of all k^N responses, its closed form for outcome rewards, numbers worked out by hand,
 * and the identities between its moments. */
#include "core/tilt.h"

#include <math.h>
#include <stdlib.h>

#include "base/xalloc.h"
#include "core/exact.h"
#include "setup.h"
#include "textbook.h"
#include "unit.h"

static const double gap_most = 1e-10;

/* A task, a policy and a judge on its last prompt, and tables of rewards. */
struct small {
	struct task *task;
	const struct prompt *prompt;
	double *w, *other, *table; /* table (N, k) */
	struct chain chain, judge;
};

static struct task *small_task(int which)
{
	switch (which) {
	case 0: return setup_table(4, 8, 2, NULL, 1); /* 65,536 responses */
	case 1: return setup_table(2, 12, 3, NULL, 2);
	case 2: return setup_mixture(3, 7, 4, 3, 6);
	case 3: return setup_table(64, 2, 2, NULL, 4);
	default: return setup_table(2, 1, 1, NULL, 5);
	}
}

enum { SMALL_TASKS = 5, REWARDS = 4 };

static void small_begin(struct small *s, int which)
{
	struct task *t = small_task(which);

	s->task = t;
	s->prompt = &t->tracked[t->ntracked - 1];
	s->w = setup_weights(t->nparam, 1.0, 31);
	s->other = setup_weights(t->nparam, 1.0, 32);
	s->table = setup_weights((size_t)t->N * t->k, 1.0, 33);
	chain_init(&s->chain, t);
	chain_init(&s->judge, t);
	chain_load(&s->chain, s->w, s->prompt);
	chain_load(&s->judge, s->other, s->prompt);
}

static void small_end(struct small *s)
{
	chain_done(&s->chain);
	chain_done(&s->judge);
	free(s->w);
	free(s->other);
	free(s->table);
	task_free(s->task);
}

static struct payoff reward(struct small *s, int which)
{
	switch (which) {
	case 0: return (struct payoff){ .kind = PAYOFF_OUTCOME };
	case 1: return (struct payoff){ .kind = PAYOFF_LOGLIK, .judge = &s->judge };
	case 2: return (struct payoff){ .kind = PAYOFF_ADDITIVE, .table = s->table, .rows = 1 };
	default: return (struct payoff){ .kind = PAYOFF_ADDITIVE, .table = s->table, .rows = s->task->N };
	}
}

/* From the definition, without the library. */
static double reward_of(const struct small *s, int which, const uint8_t *y)
{
	const struct task *t = s->task;
	double sum = 0.0;
	bool right = true;

	for (int i = 0; i < t->N; i++) {
		right = right && y[i] == s->prompt->ystar[i];
		sum += s->table[(which == 3 ? i * t->k : 0) + y[i]];
	}
	if (which == 0)
		return right;
	return which == 1 ? textbook_loglik(t, s->other, s->prompt, y) : sum;
}

static bool next_response(const struct task *t, uint8_t *y)
{
	for (int i = 0; i < t->N; i++) {
		if (++y[i] < t->k)
			return true;
		y[i] = 0;
	}
	return false;
}

/* What enumeration adds up: prefix[i] = the tilt's chance that y begins as y*_1..i. */
struct sums {
	double z, reward, square, kl, prefix[16];
};

static void add_up(const struct small *s, int which, double a, double log_z, struct sums *to)
{
	const struct task *t = s->task;
	uint8_t y[16] = { 0 };

	*to = (struct sums){ 0 };
	do {
		double lq = textbook_loglik(t, s->w, s->prompt, y), r = reward_of(s, which, y);
		double p = exp(lq + a * r - log_z);
		to->z += p;
		to->reward += p * r;
		to->square += p * r * r;
		to->kl += p * (a * r - log_z);
		for (int i = 0; i <= t->N; i++) {
			to->prefix[i] += p;
			if (i < t->N && y[i] != s->prompt->ystar[i])
				break;
		}
	} while (next_response(t, y));
}

static void check_enumerated(struct small *s, int which, double a)
{
	const struct payoff r = reward(s, which);
	double tokens[16];
	struct tilt got;
	struct sums plain, want;

	tilt_measure(&s->chain, &r, a, &got, tokens);
	add_up(s, which, a, 0.0, &plain); /* its sum is Z */
	add_up(s, which, a, log(plain.z), &want);
	setup_check(fabs(got.log_z - log(plain.z)), gap_most, "log Z");
	setup_check(fabs(got.reward - want.reward), gap_most, "expected reward");
	setup_check(fabs(got.variance - (want.square - want.reward * want.reward)), gap_most, "variance of the reward");
	setup_check(fabs(got.kl - want.kl), gap_most, "KL(p || q)");
	setup_check(fabs(exp(got.lp) / want.prefix[s->task->N] - 1.0), gap_most, "p(y*|x)");
	for (int i = 0; i < s->task->N; i++)
		setup_check(fabs(exp(tokens[i]) * want.prefix[i] / want.prefix[i + 1] - 1.0), gap_most, "tokens of y*");
	/* KL = a A' - A; at the same KL the same tilt */
	setup_check(fabs(a * got.reward - got.log_z - got.kl), gap_most, "KL = a A' - A");
	if (got.kl > 1e-6) {
		struct tilt again;
		assert_true(tilt_at_kl(&s->chain, &r, got.kl, &again, NULL));
		setup_check(fabs(again.kl - got.kl), 1e-12, "KL of the tilt that was asked for by KL");
		setup_check(fabs(again.reward - got.reward), 1e-9, "its reward");
	}
}

static void test_enumeration(void **state)
{
	static const double strengths[] = { 0.0, .3, 2.0 };

	(void)state;
	for (int which = 0; which < SMALL_TASKS; which++) {
		struct small s;
		small_begin(&s, which);
		for (int r = 0; r < REWARDS; r++)
			for (int i = 0; i < 3; i++)
				check_enumerated(&s, r, strengths[i]);
		small_end(&s);
	}
}

/* Yang et al., identity (b): for every law phi, KL(phi||p_a) = KL(phi||q) - KL(p_a||q) + a (E_p_a r - E_phi r). Here phi
 * is the judge's law. */
static void test_distance(void **state)
{
	(void)state;
	for (int which = 0; which < SMALL_TASKS; which++) {
		struct small s;
		small_begin(&s, which);
		for (int r = 0; r < REWARDS; r++) {
			const struct payoff payoff = reward(&s, r);
			const double a = .7;
			struct tilt at;
			uint8_t y[16] = { 0 };
			double to_tilt = 0.0, to_policy = 0.0, mean = 0.0;
			tilt_measure(&s.chain, &payoff, a, &at, NULL);
			do {
				double l = textbook_loglik(s.task, s.other, s.prompt, y), gain = reward_of(&s, r, y);
				double lq = textbook_loglik(s.task, s.w, s.prompt, y);
				to_policy += exp(l) * (l - lq);
				to_tilt += exp(l) * (l - (lq + a * gain - at.log_z));
				mean += exp(l) * gain;
			} while (next_response(s.task, y));
			setup_check(fabs(to_tilt - (to_policy - at.kl + a * (at.reward - mean))), gap_most, "identity (b)");
		}
		small_end(&s);
	}
}

/* Central differences: errors of some h^2 and 1e-15 / h. */
static const double h = 1e-5;

static void check_slope(double difference, double slope, const char *what)
{
	setup_check(fabs(difference / (2.0 * h) - slope) / fmax(fabs(slope), 1.0), 1e-8, what);
}

/* dA/da = E r, dE r/da = variance, dKL/da = a variance; E r rises with KL at 1/a, ever slower. */
static void test_slopes(void **state)
{
	struct small s;

	(void)state;
	small_begin(&s, 2);
	for (int r = 0; r < REWARDS; r++) {
		const struct payoff payoff = reward(&s, r);
		struct tilt last = { .a = 0.0 };
		for (double a = .5; a < 4.0; a += .5) {
			struct tilt below, at, above;
			tilt_measure(&s.chain, &payoff, a - h, &below, NULL);
			tilt_measure(&s.chain, &payoff, a, &at, NULL);
			tilt_measure(&s.chain, &payoff, a + h, &above, NULL);
			check_slope(above.log_z - below.log_z, at.reward, "A' = E r");
			check_slope(above.reward - below.reward, at.variance, "A'' = variance");
			check_slope(above.kl - below.kl, a * at.variance, "KL' = a A''");
			assert_true(at.kl > last.kl && (last.a == 0.0 || at.reward > last.reward));
			last = at;
		}
	}
	small_end(&s);
}

/* Without temperature: what is left are the responses of highest reward, as the policy has them. */
static void test_limit(void **state)
{
	struct small s;

	(void)state;
	for (int which = 0; which < SMALL_TASKS; which++) {
		small_begin(&s, which);
		for (int r = 0; r < REWARDS; r++) {
			const struct payoff payoff = reward(&s, r);
			double most = -INFINITY, mass = 0.0, tokens[16];
			uint8_t y[16] = { 0 };
			struct tilt at, near;
			do
				most = fmax(most, reward_of(&s, r, y));
			while (next_response(s.task, y));
			do
				if (reward_of(&s, r, y) > most - 1e-9)
					mass += exp(textbook_loglik(s.task, s.w, s.prompt, y));
			while (next_response(s.task, y));
			tilt_measure(&s.chain, &payoff, INFINITY, &at, tokens);
			setup_check(fabs(at.reward - most), gap_most, "highest reward");
			setup_check(fabs(at.variance), gap_most, "no variance");
			setup_check(fabs(at.kl + log(mass)), gap_most, "largest KL");
			tilt_measure(&s.chain, &payoff, 1e12, &near, NULL); /* loses no digits on the way */
			setup_check(fabs(near.kl - at.kl), gap_most, "KL at 1e12");
			assert_false(tilt_at_kl(&s.chain, &payoff, at.kl * 1.01, &near, NULL));
			assert_false(tilt_at_kl(&s.chain, &payoff, 0.0, &near, NULL));
		}
		small_end(&s);
	}
}

/* A likelihood that is no double: 32^-384 e^900 / (1 + ..). */
static void test_tiny(void **state)
{
	struct task *t = setup_mixture(32, 384, 32, 32, 4);
	double *w = xcalloc(t->nparam, sizeof *w), lp = -384 * log(32);
	const struct payoff outcome = { .kind = PAYOFF_OUTCOME };
	struct chain c;
	struct tilt at;

	(void)state;
	chain_init(&c, t);
	chain_load(&c, w, &t->tracked[3]);
	tilt_measure(&c, &outcome, 900.0, &at, NULL);
	setup_check(fabs(at.lp / (lp + 900.0) - 1.0), 1e-12, "a rare response");
	assert_true(tilt_at_kl(&c, &outcome, 1000.0, &at, NULL));
	setup_check(fabs(at.kl / 1000.0 - 1.0), 1e-10, "its KL");
	tilt_measure(&c, &outcome, INFINITY, &at, NULL);
	setup_check(fabs(at.kl / -lp - 1.0), 1e-12, "its largest KL");
	chain_done(&c);
	free(w);
	task_free(t);
}

static void test_golden(void **state)
{
	static const double on_path[] = { .65451335081515, .57771782805705, .94517883756117 };
	const struct payoff outcome = { .kind = PAYOFF_OUTCOME };
	double *w, tokens[3], pass;
	struct task *t = setup_golden(&w);
	struct chain c;
	struct tilt at;

	(void)state;
	chain_init(&c, t);
	chain_load(&c, w, &t->tracked[0]);
	setup_check(fabs(exp(exact_loglik(&c)) - .07), 1e-14, "L");
	tilt_measure(&c, &outcome, 2.0, &at, tokens);
	setup_check(fabs(at.reward - .35739483251618), gap_most, "L'");
	for (int i = 0; i < 3; i++)
		setup_check(fabs(exp(tokens[i]) - on_path[i]), gap_most, "tokens of y*");
	setup_check(fabs(at.kl - .34513556705926), gap_most, "KL");
	setup_check(fabs(at.log_z / 2.0 - .18482704898655), gap_most, "objective");
	setup_check(fabs(at.reward - .5 * at.kl - at.log_z / 2.0), 1e-14, "E r - beta KL = beta log Z");
	setup_check(fabs(exp(at.lp) / .07 - 5.10564046451686), gap_most, "ratio of the likelihoods");
	setup_check(fabs(exp(tokens[1]) / .2 - 2.88858914028525), gap_most, "largest ratio of a token");
	pass = log(.44041819033496);
	setup_check(fabs(tilt_strength(log(.07), pass) - 2.34722431591118), gap_most, "strength of the best of 8");
	assert_true(tilt_at_kl(&c, &outcome, .52576543567997, &at, NULL));
	setup_check(fabs(at.a - 2.34722431591118), gap_most, "strength at its KL");
	setup_check(fabs(at.lp - pass), gap_most, "likelihood at its KL");
	chain_done(&c);
	free(w);
	task_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_enumeration), cmocka_unit_test(test_distance), cmocka_unit_test(test_slopes),
		cmocka_unit_test(test_limit), cmocka_unit_test(test_tiny), cmocka_unit_test(test_golden),
	};

	return cmocka_run_group_tests_name("tilt", tests, NULL, NULL);
}
