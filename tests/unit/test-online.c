/* Online learning against a twin written from the definitions, which enumerates all k^N responses; waiting times; the
 * adversary. */
#include "core/online.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/coin.h"
#include "core/features.h"
#include "setup.h"
#include "textbook.h"
#include "unit.h"

/* ---- the twin */

struct twin {
	const struct task *task;
	struct online_config config;
	double *base, *w; /* (nparam) */
};

/* Number `which` of the k^N responses, the correct one moved to the front: so that a coin's inverse picks it below its
 * probability. */
static void response_at(const struct task *t, const struct prompt *p, int which, uint8_t *y)
{
	int star = 0, number = which;

	for (int i = 0; i < t->N; i++)
		star = star * t->k + p->ystar[i];
	if (which == 0)
		number = star;
	else if (which <= star)
		number = which - 1;
	for (int i = t->N - 1; i >= 0; i--, number /= t->k)
		y[i] = (uint8_t)(number % t->k);
}

static int responses(const struct task *t)
{
	int n = 1;

	for (int i = 0; i < t->N; i++)
		n *= t->k;
	return n;
}

/* q(y|x) of the behaviour. */
static double behaviour(const struct twin *w, const struct prompt *p, const uint8_t *y)
{
	double uniform = pow(w->task->k, -w->task->N), base = exp(textbook_loglik(w->task, w->base, p, y));

	switch (w->config.behavior) {
	case ONLINE_UNIFORM: return uniform;
	case ONLINE_MIXTURE: return .5 * base + .5 * uniform;
	case ONLINE_FROZEN: return base;
	default: return exp(textbook_loglik(w->task, w->w, p, y));
	}
}

/* Whether u draws y* from q, or from p_w, walking over all responses. Their probabilities have to sum to 1. */
static bool draws_right(const struct twin *w, const struct prompt *p, bool from_q, double u)
{
	double sum = 0.0;
	uint8_t y[8];
	int drawn = -1;

	for (int j = 0; j < responses(w->task); j++) {
		response_at(w->task, p, j, y);
		sum += from_q ? behaviour(w, p, y) : exp(textbook_loglik(w->task, w->w, p, y));
		if (drawn < 0 && u < sum)
			drawn = j;
	}
	setup_check(fabs(sum - 1.0), 1e-12, "sum over all responses");
	return drawn == 0;
}

static int prompt_of(const struct twin *w, uint32_t coin)
{
	int n = w->task->ntracked, lowest = 0;

	if (w->config.order == ONLINE_RANDOM)
		return (int)(coin_unit(coin) * n); /* equal weights */
	for (int i = 1; i < n; i++) {
		const struct prompt *p = w->task->tracked;
		if (textbook_loglik(w->task, w->w, &p[i], p[i].ystar) <
		    textbook_loglik(w->task, w->w, &p[lowest], p[lowest].ystar) - 1e-9)
			lowest = i;
	}
	return lowest;
}

/* w += eta grad log p(y*|x). R^2 of a one-hot context and the token before it: 2. */
static void learn(struct twin *w, const struct prompt *p)
{
	const double ones[8] = { 1, 1, 1, 1, 1, 1, 1, 1 };
	double *g = xcalloc(w->task->nparam, sizeof *g), norm2 = 0.0, eta;

	textbook_score(w->task, w->w, p, p->ystar, ones, g);
	for (size_t j = 0; j < w->task->nparam; j++)
		norm2 += g[j] * g[j];
	eta = w->config.lr > 0.0 ? w->config.lr : 1.0 / (4.0 * 2.0 + 2.0 * norm2);
	for (size_t j = 0; j < w->task->nparam; j++)
		w->w[j] += eta * g[j];
	free(g);
}

static struct online_round twin_next(struct twin *w, uint32_t round)
{
	struct online_round r = { 0 };
	const struct prompt *p;
	uint32_t c[4];

	coin_fill(w->config.seed, COIN_ONLINE, (struct address){ round, 0, 0 }, 0, 4, c);
	r.prompt = prompt_of(w, c[0]);
	p = &w->task->tracked[r.prompt];
	r.mistake = 1.0 - exp(textbook_loglik(w->task, w->w, p, p->ystar));
	r.wrong = !draws_right(w, p, false, coin_unit(c[1]));
	r.paid = draws_right(w, p, true, (c[2] * 0x1p32 + c[3] + .5) * 0x1p-64);
	if (r.paid)
		learn(w, p);
	return r;
}

static void compare(const struct task *t, const double *base, struct online_config config, int rounds)
{
	struct online *o = online_new(t, t->tracked, t->ntracked, NULL, base, &config);
	size_t bytes = t->nparam * sizeof *base;
	struct twin twin = { t, config, xmemdup(base, bytes), xmemdup(base, bytes) };
	const struct online_result *r = online_result(o);
	uint64_t rewards = 0, wrong = 0, unsure = 0;
	double expected = 0.0, err = 0.0;

	for (int i = 0; i < rounds; i++) {
		struct online_round got = online_next(o), want = twin_next(&twin, (uint32_t)i);
		assert_int_equal(got.prompt, want.prompt);
		setup_check(fabs(got.mistake - want.mistake), 1e-12, "mistake");
		assert_int_equal(got.wrong, want.wrong);
		assert_int_equal(got.paid, want.paid);
		expected += want.mistake;
		wrong += want.wrong;
		rewards += want.paid;
		unsure = want.mistake > .5 ? (uint64_t)i + 1 : unsure;
	}
	assert_true(r->rounds == (uint64_t)rounds && r->rewards == rewards && r->wrong == wrong && r->unsure == unsure);
	assert_true(rewards > 1 && wrong > 1);
	setup_check(fabs(r->expected / expected - 1.0), 1e-12, "sum of mistakes");
	setup_check(setup_gap(online_weights(o), twin.w, t->nparam), 1e-12, "weights");
	for (int i = 0; i < t->ntracked; i++)
		err += (1.0 - exp(textbook_loglik(t, twin.w, &t->tracked[i], t->tracked[i].ystar))) / t->ntracked;
	setup_check(fabs(online_err(o) - err), 1e-12, "err");
	online_free(o);
	free(twin.base);
	free(twin.w);
}

static void test_twin(void **state)
{
	static const uint8_t pinned[] = { 0, 1, 1, 2, 3, 3, 2, 0, 0 };

	(void)state;
	for (int which = 0; which < 3; which++) {
		struct task *t = which == 0 ? setup_table(4, 3, 3, pinned, 1) :
				 which == 1 ? setup_table(2, 6, 4, NULL, 2) : setup_table(8, 2, 3, NULL, 3);
		for (int order = 0; order < 2; order++)
			for (int behavior = 0; behavior < 4; behavior++) {
				double *base = setup_weights(t->nparam, behavior == ONLINE_UNIFORM ? 0.0 : .4, 21);
				compare(t, base, (struct online_config){ .order = (enum online_order)order,
					.behavior = (enum online_behavior)behavior, .lr = which == 1 ? .2 : 0.0,
					.seed = 77 }, which == 0 ? 1500 : 700);
				free(base);
			}
		task_free(t);
	}
}

/* ---- by hand: k = 2, N = 1, one prompt, R^2 = 1 (no token comes after another). At w = 0 the mistake is 1/2 until the
 * first reward; then the gradient is (-1/2, 1/2), |g|^2 = 1/2, eta = 1 / (4 + 1) = 1/5, and the scores are +-1/10: p =
 * 1 / (1 + e^{-1/5}). */
static void test_by_hand(void **state)
{
	static const uint8_t pinned[] = { 1 };
	struct task *t = setup_table(2, 1, 1, pinned, 1);
	double *base = xcalloc(t->nparam, sizeof *base), expected = 0.0;
	struct online_config c = { .seed = 5 };
	struct online *o = online_new(t, t->tracked, 1, NULL, base, &c);
	struct online_round r;

	(void)state;
	do {
		r = online_next(o);
		assert_true(r.mistake == .5);
		expected += .5;
	} while (!r.paid);
	r = online_next(o);
	setup_check(fabs(r.mistake - 1.0 / (1.0 + exp(1.0 / 5.0))), 1e-15, "mistake after one step");
	setup_check(fabs(online_result(o)->expected - expected - r.mistake), 1e-15, "sum of mistakes");
	online_free(o);
	free(base);
	task_free(t);
}

/* ---- waiting times */

/* Rounds up to and with the first reward are geometric with mean k^N = 64 and variance 64 * 63, whatever the base model
 * is. */
static void test_first_reward(void **state)
{
	enum { RUNS = 2000, MEAN = 64 };
	struct task *t = setup_table(4, 3, 2, NULL, 4);
	double *base = setup_weights(t->nparam, .5, 3), sum = 0.0;

	(void)state;
	for (int run = 0; run < RUNS; run++) {
		struct online_config c = { .order = ONLINE_RANDOM, .seed = 1000 + (uint64_t)run };
		struct online *o = online_new(t, t->tracked, 2, NULL, base, &c);
		while (!online_next(o).paid)
			continue;
		sum += (double)online_result(o)->rounds;
		online_free(o);
	}
	assert_true(fabs(sum / RUNS - MEAN) <= 5.0 * sqrt(MEAN * (MEAN - 1.0) / RUNS));
	free(base);
	task_free(t);
}

/* The uniform behaviour pays each round with chance k^-N, whatever came before: E sum of mistakes = k^N E sum of the
 * mistakes of paid rounds. And sampled mistakes have the expected ones as their mean. Their differences are sums of
 * martingale steps with variances m^2 (k^N - 1) and m (1 - m). */
static void test_martingales(void **state)
{
	struct task *t = setup_table(2, 4, 3, NULL, 9);
	double *base = xcalloc(t->nparam, sizeof *base), paid = 0.0, var_paid = 0.0, var_wrong = 0.0;
	struct online_config c = { .seed = 6 };
	struct online *o = online_new(t, t->tracked, 3, NULL, base, &c);
	const struct online_result *r = online_result(o);

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct online_round now = online_next(o);
		paid += now.paid ? 16.0 * now.mistake : 0.0;
		var_paid += now.mistake * now.mistake * 15.0;
		var_wrong += now.mistake * (1.0 - now.mistake);
	}
	assert_true(fabs(paid - r->expected) <= 5.0 * sqrt(var_paid));
	assert_true(fabs((double)r->wrong - r->expected) <= 5.0 * sqrt(var_wrong));
	online_free(o);
	free(base);
	task_free(t);
}

/* ---- orders */

/* The adversary's prompt is the least likely one, up to rounding. */
static void test_adversary(void **state)
{
	static const uint8_t pinned[] = { 0, 1, 1, 2, 2, 0, 0, 0 };
	struct task *t = setup_table(3, 2, 4, pinned, 1);
	double *base = setup_weights(t->nparam, .3, 8);
	struct online_config c = { .seed = 3 };
	struct online *o = online_new(t, t->tracked, 4, NULL, base, &c);
	bool came[4] = { false };

	(void)state;
	for (int i = 0; i < 1000; i++) {
		double lp[4], lowest = INFINITY;
		for (int j = 0; j < 4; j++) {
			lp[j] = textbook_loglik(t, online_weights(o), &t->tracked[j], t->tracked[j].ystar);
			lowest = fmin(lowest, lp[j]);
		}
		struct online_round r = online_next(o);
		assert_true(lp[r.prompt] <= lowest + 1e-12);
		came[r.prompt] = true;
	}
	assert_true(came[0] && came[1] && came[2] && came[3]);
	online_free(o);
	free(base);
	task_free(t);
}

/* Locks share nothing: at w = 0 all prompts are alike but those that were paid, and the first of them comes. */
static void test_ties(void **state)
{
	const struct task_config locks = { .k = 3, .N = 2, .d = 5, .prompts = 5, .seed = 2 };
	struct task *t = task_new(&task_lock, &locks, NULL);
	struct online_config c = { .seed = 9 };
	double *base;
	struct online *o;
	int paid = 0;

	(void)state;
	assert_non_null(t);
	base = xcalloc(t->nparam, sizeof *base);
	o = online_new(t, t->tracked, 5, NULL, base, &c);
	while (paid < 5) {
		struct online_round r = online_next(o);
		assert_int_equal(r.prompt, paid);
		paid += r.paid;
	}
	online_free(o);
	free(base);
	task_free(t);
}

/* Prompts come by their weights: 1/8, 0, 5/8, 1/4; err has them too. */
static void test_weights(void **state)
{
	enum { ROUNDS = 16000 };
	static const double weight[] = { .125, 0.0, .625, .25 };
	struct task *t = setup_table(16, 8, 4, NULL, 1); /* 16^8: no reward */
	double *base = setup_weights(t->nparam, .3, 2), err = 0.0;
	struct online_config c = { .order = ONLINE_RANDOM, .seed = 4 };
	struct online *o = online_new(t, t->tracked, 4, weight, base, &c);
	int came[4] = { 0 };

	(void)state;
	for (int i = 0; i < ROUNDS; i++)
		came[online_next(o).prompt]++;
	for (int i = 0; i < 4; i++) {
		assert_true(fabs(came[i] - ROUNDS * weight[i]) <= 5.0 * sqrt(ROUNDS * weight[i] * (1.0 - weight[i])));
		err += weight[i] * -expm1(textbook_loglik(t, base, &t->tracked[i], t->tracked[i].ystar));
	}
	assert_true(online_result(o)->rewards == 0);
	setup_check(fabs(online_err(o) - err), 1e-12, "err by weight");
	online_free(o);
	free(base);
	task_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_twin),	   cmocka_unit_test(test_by_hand),
		cmocka_unit_test(test_first_reward), cmocka_unit_test(test_martingales),
		cmocka_unit_test(test_adversary),  cmocka_unit_test(test_ties),
		cmocka_unit_test(test_weights),
	};

	return cmocka_run_group_tests_name("online", tests, NULL, NULL);
}
