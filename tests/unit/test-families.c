/* Task families and feature maps: hypercube, lock and repeat; position and lock. Expected numbers are closed forms [MHE26,
 * sec. 5], sums written out from the layout of the weights, finite differences, and an oracle that knows no rows, no sheets
 * and no cycles: it works out every token's law with policy_row() and every gradient with features_scatter(). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/exact.h"
#include "core/features.h"
#include "core/policy.h"
#include "core/pretrain.h"
#include "core/trainer.h"
#include "core/truth.h"
#include "setup.h"
#include "unit.h"

static const uint64_t seed = 20260704;

static struct task *build(const struct task_type *type, struct task_config c)
{
	struct err e = { "" };
	struct task *t;

	c.seed = c.seed ? c.seed : 7;
	t = task_new(type, &c, &e);
	if (!t)
		fail_msg("%s: %s", type->name, e.text);
	return t;
}

static struct task *listed(const struct task_type *type, int k, int N, int prompts, const struct features_type *map)
{
	return build(type, (struct task_config){ .k = k, .N = N, .d = prompts, .prompts = prompts, .features = map });
}

static struct task *cube(int k, int N, int d, int track, const struct features_type *map)
{
	return build(&task_hypercube, (struct task_config){ .k = k, .N = N, .d = d, .prompts = 1, .track = track,
							    .features = map });
}

/* ---- Which map goes with which task */

static void refuse(const struct task_type *type, struct task_config c, const char *words)
{
	struct err e = { "" };

	assert_null(task_new(type, &c, &e));
	assert_string_equal(e.text, words);
}

static void test_refusals(void **state)
{
	static const uint8_t y[] = { 0, 1, 2, 0, 1, 9 };
	const struct task_config good = { .k = 4, .N = 3, .d = 2, .prompts = 2, .sigma = .05, .track = 5 };
	struct task_config c;

	(void)state;
	c = good, c.features = &features_lock;
	refuse(&task_mixture, c, "features lock has weights of its own for every listed prompt, and mixture lists none: take "
				 "features markov or another");
	refuse(&task_hypercube, c, "features lock has weights of its own for every listed prompt, and hypercube lists none: "
				   "take features markov or another");
	c = good, c.d = 3;
	refuse(&task_lock, c, "lock has one-hot contexts: d is the number of prompts, 2, got 3");
	refuse(&task_repeat, c, "repeat has one-hot contexts: d is the number of prompts, 2, got 3");
	c = good, c.responses = y;
	refuse(&task_lock, c, "response 1 has token 9 at position 3, but k is 4");
	refuse(&task_repeat, c, "repeat makes its own responses: a table or a lock takes pinned ones");
	c = good, c.track = 0;
	refuse(&task_hypercube, c, "track takes 1 to 4096 prompts, got 0");
	c.track = TASK_PROMPTS_MOST + 1;
	refuse(&task_hypercube, c, "track takes 1 to 4096 prompts, got 4097");
}

/* Sizes as the maps' definitions have them. */
static void test_sizes(void **state)
{
	struct task *t = listed(&task_lock, 5, 7, 3, NULL);

	(void)state;
	assert_ptr_equal(t->features, &features_lock);
	assert_int_equal(t->nparam, 3 * 7 * 5);
	assert_int_equal(t->nstate, 7);
	for (int s = 0; s < 7; s++)
		for (int y = 0; y < 5; y++)
			assert_int_equal(t->next[s * 5 + y], s < 6 ? s + 1 : 6);
	task_free(t);
	t = listed(&task_repeat, 5, 7, 3, &features_position);
	assert_int_equal(t->nparam, (3 + 7) * 5);
	assert_int_equal(t->nstate, 7);
	task_free(t);
	t = cube(5, 7, 4, 6, NULL);
	assert_ptr_equal(t->features, &features_markov);
	assert_int_equal(t->nparam, (4 + 5) * 5);
	assert_int_equal(t->nlisted, 0);
	assert_int_equal(t->ntracked, 6);
	task_free(t);
}

/* ---- Responses */

/* y* are N uniform tokens, independent: counts of n draws within 5 standard deviations of n / k. */
static void test_combinations(void **state)
{
	enum { K = 5, LENGTH = 40, PROMPTS = 100 };
	struct task *t = listed(&task_lock, K, LENGTH, PROMPTS, NULL);
	struct task *other = build(&task_lock, (struct task_config){ .k = K, .N = LENGTH, .d = PROMPTS,
								      .prompts = PROMPTS, .seed = 8 });
	double n = LENGTH * PROMPTS, sd = sqrt(n / K * (1 - 1. / K));
	int seen[K] = { 0 }, equal = 0;

	(void)state;
	assert_true(task_is_finite(t));
	assert_null(t->truth);
	for (int i = 0; i < PROMPTS; i++)
		for (int j = 0; j < LENGTH; j++) {
			seen[t->tracked[i].ystar[j]]++;
			equal += i > 0 && t->tracked[i].ystar[j] == t->tracked[i - 1].ystar[j];
		}
	for (int y = 0; y < K; y++)
		setup_check(fabs(seen[y] - n / K) / sd, 5.0, "uses of a token, in standard deviations");
	n -= LENGTH; /* two prompts in a row agree at a position by chance, 1 / k */
	setup_check(fabs(equal - n / K) / sd, 5.0, "agreements of neighbours, in standard deviations");
	assert_memory_not_equal(t->ystar, other->ystar, LENGTH * PROMPTS);
	task_free(t);
	task_free(other);
}

static void test_pinned(void **state)
{
	static const uint8_t y[] = { 2, 0, 1, 1, 0, 2 };
	struct task *t = build(&task_lock, (struct task_config){ .k = 3, .N = 3, .d = 2, .prompts = 2, .responses = y });

	(void)state;
	assert_memory_equal(t->tracked[0].ystar, y, 3);
	assert_memory_equal(t->tracked[1].ystar, y + 3, 3);
	assert_int_equal(t->tracked[1].lead, 3);
	assert_int_equal(t->tracked[1].period, 0);
	task_free(t);
}

/* (B, .., B), B = 0 or 1 with probability 1/2 each. */
static void test_repeats(void **state)
{
	enum { LENGTH = 9, PROMPTS = 1000 };
	struct task *t = listed(&task_repeat, 4, LENGTH, PROMPTS, NULL);
	int second = 0;

	(void)state;
	for (int i = 0; i < PROMPTS; i++) {
		const struct prompt *p = &t->tracked[i];
		assert_in_range(p->ystar[0], 0, 1);
		for (int j = 1; j < LENGTH; j++)
			assert_int_equal(p->ystar[j], p->ystar[0]);
		second += p->ystar[0];
	}
	setup_check(fabs(second - PROMPTS / 2.) / sqrt(PROMPTS / 4.), 5.0, "fair coins, in standard deviations");
	task_free(t);
}

/* y*_i = the smallest token of largest score under W*, token by token. */
static void check_greedy(const struct task *t, const struct prompt *p)
{
	double score[TASK_TOKENS_MOST];

	for (int i = 0; i < t->N; i++) {
		bool markov = t->features == &features_markov;
		int best = 0, row = markov ? i == 0 ? -1 : p->ystar[i - 1] : i;
		for (int y = 0; y < t->k; y++) {
			score[y] = row < 0 ? 0.0 : t->truth[(t->d + row) * t->k + y];
			for (int a = 0; a < t->d; a++)
				score[y] += p->x[a] * t->truth[a * t->k + y];
			best = score[y] > score[best] ? y : best;
		}
		if (p->ystar[i] != best) /* sums in another order: a tie to rounding is no mistake */
			setup_check(score[best] - score[p->ystar[i]], 1e-12, "score of y* below the best");
	}
}

/* ---- Contexts of the hypercube */

static void check_cube(int d, const struct features_type *map)
{
	enum { DRAWS = 4000, LENGTH = 12 };
	struct task *t = cube(6, LENGTH, d, 5, map), *same = cube(6, LENGTH, d, 5, map);
	double *x = xcalloc((size_t)d, sizeof *x), *again = xcalloc((size_t)d, sizeof *again);
	double *sum = xcalloc((size_t)d * (size_t)d, sizeof *sum); /* of x[i] x[j]; of x[i] at j = i */
	uint8_t y[LENGTH], z[LENGTH];

	assert_false(task_is_finite(t));
	for (uint32_t b = 0; b < DRAWS; b++) {
		struct prompt p = { .x = x, .ystar = y }, q = { .x = again, .ystar = z };
		t->type->draw(t, 3, COIN_PROMPT, (struct address){ 1, b, 0 }, &p);
		same->type->draw(same, 3, COIN_PROMPT, (struct address){ 1, b, 0 }, &q);
		assert_memory_equal(x, again, (size_t)d * sizeof *x);
		assert_memory_equal(y, z, LENGTH);
		assert_int_equal(p.track, -1);
		for (int i = 0; i < d; i++) {
			assert_true(x[i] == 1.0 || x[i] == -1.0);
			for (int j = 0; j <= i; j++)
				sum[i * d + j] += j == i ? x[i] : x[i] * x[j];
		}
		if (b < 100)
			check_greedy(t, &p);
	}
	for (int i = 0; i < d * d; i++) /* sums of DRAWS fair signs: no coordinate leans, and no two are alike */
		setup_check(fabs(sum[i]) / sqrt(DRAWS), 5.0, "coordinates and their products, in standard deviations");
	for (int i = 0; i < t->ntracked; i++) {
		const struct prompt *p = &t->tracked[i];
		assert_int_equal(p->track, i);
		setup_check(fabs(p->weight - .2), 1e-15, "weight");
		for (int a = 0; a < d; a++)
			assert_true(p->x[a] == 1.0 || p->x[a] == -1.0);
		assert_memory_equal(p->x, same->tracked[i].x, (size_t)d * sizeof *x);
		check_greedy(t, p);
	}
	if (d > 20) /* two of five agree by chance once in 10^5 */
		assert_memory_not_equal(t->tracked[0].x, t->tracked[1].x, (size_t)d * sizeof *x);
	free(x);
	free(again);
	free(sum);
	task_free(t);
	task_free(same);
}

/* d on both sides of a coin's 32 bits. */
static void test_hypercube(void **state)
{
	static const int d[] = { 1, 31, 32, 33, 65 };

	(void)state;
	for (size_t i = 0; i < sizeof d / sizeof *d; i++) {
		check_cube(d[i], &features_markov);
		check_cube(d[i], &features_position);
	}
}

/* ---- Feature maps */

/* A task for each map, with fresh prompts where there are any, and weights at which nothing is special. */
struct model {
	struct task *task;
	double *w;
};

enum { MODELS = 8 };

static void models(struct model m[MODELS])
{
	m[0].task = listed(&task_lock, 4, 5, 3, NULL);
	m[1].task = listed(&task_lock, 4, 5, 3, &features_position);
	m[2].task = listed(&task_repeat, 3, 6, 4, NULL);
	m[3].task = listed(&task_table, 4, 6, 3, &features_position);
	m[4].task = listed(&task_table, 5, 4, 3, &features_lock);
	m[5].task = cube(4, 6, 5, 3, &features_position);
	m[6].task = cube(10, 30, 8, 3, &features_markov);
	m[7].task = build(&task_mixture, (struct task_config){ .k = 4, .N = 7, .d = 5, .prompts = 3, .sigma = .05,
							       .features = &features_position });
	for (int i = 0; i < MODELS; i++)
		m[i].w = setup_weights(m[i].task->nparam, .7, (uint64_t)(i + 1));
}

static void models_done(struct model m[MODELS])
{
	for (int i = 0; i < MODELS; i++) {
		task_free(m[i].task);
		free(m[i].w);
	}
}

/* The state in which token i is drawn, by the maps' definitions. */
static int state_before(const struct task *t, const uint8_t *y, int i)
{
	return t->features == &features_markov ? i == 0 ? 0 : 1 + y[i - 1] : i;
}

/* phi(x, s, y): what scattering e_y leaves. (nparam) */
static double *phi(const struct task *t, const struct prompt *p, int state, int y)
{
	double *f = xcalloc(t->nparam, sizeof *f), e[TASK_TOKENS_MOST] = { 0 };

	e[y] = 1.0;
	features_scatter(t, p, state, e, f);
	return f;
}

static double inner(const double *a, const double *b, size_t n)
{
	double sum = 0.0;

	for (size_t i = 0; i < n; i++)
		sum += a[i] * b[i];
	return sum;
}

/* <w, phi(y)> is the score; the inner products of explicit features are dot() for one token and 0 for two. */
static void check_features(const struct task *t, const double *w, const struct prompt *p, double *radius2)
{
	double score[TASK_TOKENS_MOST];

	for (int s = 0; s < t->nstate; s++) {
		features_score(t, w, p, s, score);
		for (int y = 0; y < t->k; y++) {
			double *f = phi(t, p, s, y), *other = phi(t, p, s, (y + 1) % t->k);
			setup_check(fabs(inner(w, f, t->nparam) - score[y]), 1e-13, "score");
			setup_check(fabs(inner(f, other, t->nparam)), 0.0, "features of two tokens");
			for (int s2 = 0; s2 < t->nstate; s2++) {
				double *g = phi(t, p, s2, y);
				setup_check(fabs(inner(f, g, t->nparam) - t->features->dot(t, p, s, s2)), 1e-13, "dot");
				free(g);
			}
			*radius2 = fmax(*radius2, inner(f, f, t->nparam));
			free(f);
			free(other);
		}
	}
}

static void test_features(void **state)
{
	struct model m[MODELS];

	(void)state;
	models(m);
	for (int i = 0; i < MODELS; i++) {
		double radius2 = 0.0;
		for (int j = 0; j < m[i].task->ntracked; j++)
			check_features(m[i].task, m[i].w, &m[i].task->tracked[j], &radius2);
		setup_check(fabs(features_radius2(m[i].task) - radius2), 1e-13, "radius");
	}
	models_done(m);
}

/* The lock's weights of a prompt's position are a law of their own; so are P[i] + W1'x of the map of positions. */
static double product_of_laws(const struct task *t, const double *w, const struct prompt *p)
{
	double sum = 0.0;

	for (int i = 0; i < t->N; i++) {
		double z = 0.0, right = 0.0;
		for (int y = 0; y < t->k; y++) {
			double score = t->features == &features_lock ? w[(p->track * t->N + i) * t->k + y]
								     : w[(t->d + i) * t->k + y];
			for (int a = 0; t->features == &features_position && a < t->d; a++)
				score += p->x[a] * w[a * t->k + y];
			z += exp(score);
			right = y == p->ystar[i] ? score : right;
		}
		sum += right - log(z);
	}
	return sum;
}

static void test_likelihood_factorises(void **state)
{
	struct model m[MODELS];

	(void)state;
	models(m);
	for (int i = 0; i < MODELS; i++) {
		const struct task *t = m[i].task;
		double room[3 * TASK_TOKENS_MOST], worst, exact;
		struct chain chain;
		struct rows rows;
		int at, want_at;
		chain_init(&chain, t);
		rows_init(&rows, t);
		rows_load(&rows, m[i].w);
		for (int j = 0; j < t->ntracked; j++) {
			const struct prompt *p = &t->tracked[j];
			chain_load(&chain, m[i].w, p);
			exact = exact_loglik(&chain);
			if (t->features != &features_markov)
				setup_check(fabs(exact - product_of_laws(t, m[i].w, p)), 1e-12, "product of laws");
			setup_check(fabs(rows_measure(&rows, p, room, &worst, &at) - exact), 1e-12, "likelihood by rows");
			setup_check(fabs(worst - exact_worst(&chain, &want_at)), 1e-13, "worst token by rows");
			assert_int_equal(at, want_at);
			assert_true(rows_loglik(&rows, p, room) == rows_measure(&rows, p, room, &worst, &at));
		}
		chain_done(&chain);
		rows_done(&rows);
	}
	models_done(m);
}

/* w = 0: k^-N for a response, 1/k for its rarest token, whatever the map. */
static void test_uniform(void **state)
{
	struct model m[MODELS];

	(void)state;
	models(m);
	for (int i = 0; i < MODELS; i++) {
		const struct task *t = m[i].task;
		double *zero = xcalloc(t->nparam, sizeof *zero), room[3 * TASK_TOKENS_MOST], worst;
		struct rows rows;
		int at = -1;
		rows_init(&rows, t);
		rows_load(&rows, zero);
		for (int j = 0; j < t->ntracked; j++) {
			double lp = rows_measure(&rows, &t->tracked[j], room, &worst, &at);
			setup_check(fabs(lp + t->N * log(t->k)), 1e-13 * t->N, "uniform likelihood");
			setup_check(fabs(worst + log(t->k)), 1e-15, "uniform token");
			assert_int_equal(at, 0);
		}
		rows_done(&rows);
		free(zero);
	}
	models_done(m);
}

/* ---- Gradients */

/* log p_w(y | x), from policy_row() alone. */
static double loglik(const struct task *t, const double *w, const struct prompt *p, const uint8_t *y)
{
	const struct policy policy = { t, w };
	double row[TASK_TOKENS_MOST], sum = 0.0;

	for (int i = 0; i < t->N; i++) {
		policy_row(&policy, p, state_before(t, y, i), row);
		sum += row[y[i]];
	}
	return sum;
}

/* grad += sum_i weight[i] grad log p(y_i | ..): phi(y_i) - E_p phi, one position after the other. */
static void add_score(const struct task *t, const double *w, const struct prompt *p, const uint8_t *y,
		      const double *weight, double *grad)
{
	const struct policy policy = { t, w };
	double v[TASK_TOKENS_MOST];

	for (int i = 0; i < t->N; i++) {
		int s = state_before(t, y, i);
		policy_row(&policy, p, s, v);
		for (int c = 0; c < t->k; c++)
			v[c] = weight[i] * ((c == y[i]) - exp(v[c]));
		features_scatter(t, p, s, v, grad);
	}
}

/* Central differences with h = 1e-5: what is left out is of order h^2, rounding of order 1e-16 N / h. */
static void check_differences(const struct task *t, double *w, const struct prompt *p, const uint8_t *y)
{
	double *grad = xcalloc(t->nparam, sizeof *grad), *want = xcalloc(t->nparam, sizeof *want), one[64];
	const double h = 1e-5;

	for (int i = 0; i < t->N; i++)
		one[i] = 1.0;
	add_score(t, w, p, y, one, grad);
	for (size_t j = 0; j < t->nparam; j++) {
		double was = w[j], above, below;
		w[j] = was + h;
		above = loglik(t, w, p, y);
		w[j] = was - h;
		below = loglik(t, w, p, y);
		w[j] = was;
		want[j] = (above - below) / (2 * h);
	}
	setup_check(setup_gap(grad, want, t->nparam), 1e-8, "gradient against differences");
	free(grad);
	free(want);
}

static void test_differences(void **state)
{
	struct model m[MODELS];

	(void)state;
	models(m);
	for (int i = 0; i < MODELS; i++) {
		const struct task *t = m[i].task;
		uint8_t *y = setup_tokens(t->k, (size_t)t->N, 5);
		check_differences(t, m[i].w, &t->tracked[1], t->tracked[1].ystar);
		check_differences(t, m[i].w, &t->tracked[t->ntracked - 1], y);
		free(y);
	}
	models_done(m);
}

/* The expected gradients of 0/1 rewards: p(y*) grad log p(y*), and sum_i L_{<=i} grad log p(y*_i | ..). */
static void test_expected_gradients(void **state)
{
	struct model m[MODELS];

	(void)state;
	models(m);
	for (int i = 0; i < MODELS; i++) {
		const struct task *t = m[i].task;
		const struct prompt *p = &t->tracked[1];
		double *got = xcalloc(t->nparam, sizeof *got), *want = xcalloc(t->nparam, sizeof *want);
		double whole[64], reached[64], lp[64], sum = 0.0;
		struct chain chain;
		chain_init(&chain, t);
		chain_load(&chain, m[i].w, p);
		exact_tokens(&chain, lp);
		for (int j = 0; j < t->N; j++) {
			whole[j] = exp(loglik(t, m[i].w, p, p->ystar));
			reached[j] = exp(sum += lp[j]);
		}
		exact_outcome_gradient(&chain, 1.0, got);
		add_score(t, m[i].w, p, p->ystar, whole, want);
		setup_check(setup_gap(got, want, t->nparam), 1e-12, "expected outcome gradient");
		memset(got, 0, t->nparam * sizeof *got);
		memset(want, 0, t->nparam * sizeof *want);
		exact_process_gradient(&chain, 1.0, got);
		add_score(t, m[i].w, p, p->ystar, reached, want);
		setup_check(setup_gap(got, want, t->nparam), 1e-12, "expected process gradient");
		chain_done(&chain);
		free(got);
		free(want);
	}
	models_done(m);
}

/* ---- An update against the oracle */

struct oracle {
	const struct task *task;
	int B;
	struct prompt *prompt;
	double *x, *adv, *grad; /* (B, d), (B, N), (nparam) */
	uint8_t *ystar, *y;     /* (B, N) */
	int *right;
	double mass;            /* sum of |A| in units of the gradient's divisor */
};

static void oracle_init(struct oracle *o, const struct task *t, int B)
{
	size_t n = (size_t)B, N = (size_t)t->N;

	*o = (struct oracle){ .task = t, .B = B };
	o->prompt = xcalloc(n, sizeof *o->prompt);
	o->x = xcalloc(n * (size_t)t->d, sizeof *o->x);
	o->adv = xcalloc(n * N, sizeof *o->adv);
	o->grad = xcalloc(t->nparam, sizeof *o->grad);
	o->ystar = xcalloc(n * N, 1);
	o->y = xcalloc(n * N, 1);
	o->right = xcalloc(n, sizeof *o->right);
}

static void oracle_done(struct oracle *o)
{
	free(o->prompt);
	free(o->x);
	free(o->adv);
	free(o->grad);
	free(o->ystar);
	free(o->y);
	free(o->right);
}

/* The number of partial sums, in token order, that are at most u times the sum. */
static uint8_t draw_token(const double *lp, int k, uint32_t coin)
{
	double sum = 0.0, partial = 0.0;
	int token = 0;

	for (int y = 0; y < k; y++)
		sum += exp(lp[y]);
	for (int y = 0; y < k; y++)
		token += (partial += exp(lp[y])) <= coin_unit(coin) * sum;
	return (uint8_t)token;
}

static void oracle_draw(struct oracle *o, const double *w, uint64_t update)
{
	const struct task *t = o->task;
	const struct policy policy = { t, w };
	double lp[TASK_TOKENS_MOST];
	uint32_t coin;

	for (int b = 0; b < o->B; b++) {
		struct address at = { (uint32_t)update, (uint32_t)b, 0 };
		struct prompt *p = &o->prompt[b];
		uint8_t *y = o->y + (size_t)b * t->N;
		p->x = o->x + (size_t)b * t->d;
		p->ystar = o->ystar + (size_t)b * t->N;
		t->type->draw(t, seed, COIN_PROMPT, at, p);
		for (int i = 0; i < t->N; i++) {
			coin_fill(seed, COIN_TOKEN, at, i, 1, &coin);
			policy_row(&policy, p, state_before(t, y, i), lp);
			y[i] = draw_token(lp, t->k, coin);
		}
		for (o->right[b] = 0; o->right[b] < t->N && y[o->right[b]] == p->ystar[o->right[b]];)
			o->right[b]++;
	}
}

/* Advantages of 0/1 or +-1 rewards, minus their mean over the batch at each position where that is asked for; and the
 * gradient of the loss, a mean over batch and positions. */
static void oracle_judge(struct oracle *o, const double *w, const struct train_config *c)
{
	int N = o->task->N;

	for (int i = 0; i < N; i++) {
		double sum = 0.0; /* of whole numbers: exact */
		for (int b = 0; b < o->B; b++) {
			bool paid = c->reward->per_token ? i < o->right[b] : o->right[b] == N;
			o->adv[b * N + i] = c->code == CODE_PM1 && !paid ? -1.0 : paid;
			sum += o->adv[b * N + i];
		}
		for (int b = 0; b < o->B && c->baseline == BASELINE_MEAN; b++)
			o->adv[b * N + i] -= sum / o->B;
	}
	memset(o->grad, 0, o->task->nparam * sizeof *o->grad);
	for (int b = 0; b < o->B; b++)
		add_score(o->task, w, &o->prompt[b], o->y + (size_t)b * N, o->adv + (size_t)b * N, o->grad);
	for (size_t j = 0; j < o->task->nparam; j++)
		o->grad[j] /= -(double)o->B * N;
	o->mass = 0.0;
	for (int i = 0; i < o->B * N; i++)
		o->mass += fabs(o->adv[i]) / ((double)o->B * N);
}

/* Entries agree to 1e-12 of the largest, or to the rounding of what they are sums of: a token that is nearly certain is
 * reinforced by 1 - p, which has lost digits. */
static void check_gradient(const struct oracle *o, const double *got)
{
	double most = 0.0, gap = 0.0;

	for (size_t j = 0; j < o->task->nparam; j++) {
		most = fmax(most, fabs(o->grad[j]));
		gap = fmax(gap, fabs(got[j] - o->grad[j]));
	}
	setup_check(gap, 1e-12 * most + 1e-15 * o->mass, "gradient of an update");
}

static struct train_config config_of(const struct reward_type *reward, int code, int baseline, int batch)
{
	return (struct train_config){ .reward = reward, .optim = &optim_adagrad, .behave = &behave_onpolicy, .m = 1,
				      .lr = .3, .log_alpha = log(1e-3), .code = code, .baseline = baseline,
				      .batch = batch, .count_off_every = 1 };
}

static void check_updates(const struct task *t, const double *w, const struct train_config *c)
{
	struct trainer *trainer = trainer_new(t, w, c, seed, 1);
	struct report report;
	struct oracle o;

	oracle_init(&o, t, c->batch);
	for (uint64_t update = 0; update < 5; update++) {
		const struct batch *batch;
		assert_true(trainer_step(trainer, NULL, &report));
		batch = trainer_look(trainer);
		oracle_draw(&o, trainer_weights_before(trainer), update);
		oracle_judge(&o, trainer_weights_before(trainer), c);
		assert_memory_equal(batch->y, o.y, (size_t)c->batch * (size_t)t->N);
		for (int b = 0; b < c->batch; b++) {
			assert_int_equal(batch->right[b], o.right[b]);
			setup_check(fabs(batch->lq0[b] - loglik(t, w, &o.prompt[b], o.y + (size_t)b * t->N)), 1e-11,
				    "log q0 of a response");
		}
		check_gradient(&o, trainer_gradient(trainer));
	}
	trainer_free(trainer);
	oracle_done(&o);
}

static void test_updates(void **state)
{
	struct model m[MODELS];

	(void)state;
	models(m);
	for (int i = 0; i < MODELS; i++) {
		struct train_config c[] = { config_of(&reward_outcome, CODE_01, BASELINE_OFF, 100),
					    config_of(&reward_process, CODE_01, BASELINE_OFF, 100),
					    config_of(&reward_outcome, CODE_PM1, BASELINE_MEAN, 70),
					    config_of(&reward_process, CODE_PM1, BASELINE_MEAN, 70) };
		for (size_t j = 0; j < sizeof c / sizeof *c; j++)
			check_updates(m[i].task, m[i].w, &c[j]);
	}
	models_done(m);
}

/* 20,000 tokens an update, so that the threads share them out. */
static void check_threads(struct task *t)
{
	double *w = setup_weights(t->nparam, .5, 3);
	const struct train_config c = config_of(&reward_process, CODE_PM1, BASELINE_MEAN, 512);
	struct trainer *one = trainer_new(t, w, &c, seed, 1), *four = trainer_new(t, w, &c, seed, 4);
	struct report report;

	assert_true(512 * t->N >= 20000);
	for (int i = 0; i < 3; i++) {
		assert_true(trainer_step(one, NULL, &report));
		assert_true(trainer_step(four, NULL, &report));
	}
	assert_true(state_hash(trainer_state(one)) == state_hash(trainer_state(four)));
	trainer_free(one);
	trainer_free(four);
	free(w);
	task_free(t);
}

static void test_threads(void **state)
{
	(void)state;
	check_threads(listed(&task_lock, 4, 40, 6, NULL));
	check_threads(listed(&task_table, 4, 40, 6, &features_position));
	check_threads(cube(10, 40, 16, 4, NULL));
}

/* ---- Nothing shared */

static double *pretrained(const struct task *t, const bool *skip, int steps)
{
	const struct pretrain_config c = { .optim = &optim_adagrad, .lr = .5, .skip = skip };
	double *zero = xcalloc(t->nparam, sizeof *zero), *w;
	struct err e = { "" };
	struct pretrain *p = pretrain_new(t, zero, &c, 1, &e);

	assert_non_null(p);
	for (int i = 0; i < steps; i++)
		assert_true(pretrain_step(p, NULL));
	w = xmemdup(pretrain_weights(p), t->nparam * sizeof *w);
	pretrain_free(p);
	free(zero);
	return w;
}

/* A prompt that pre-training has not seen stays at exactly k^-N under the map `lock`, while those it has seen are learned;
 * under the map of positions it falls: three of the other four repeat the other token. */
static void test_unseen_prompts(void **state)
{
	static const bool skip[5] = { false, false, false, false, true };
	struct task *t = listed(&task_repeat, 4, 6, 5, NULL), *shared = listed(&task_repeat, 4, 6, 5, &features_position);
	double *w = pretrained(t, skip, 200), *moved = pretrained(shared, skip, 200);

	(void)state;
	for (int i = 0; i < 4; i++)
		assert_true(loglik(t, w, &t->tracked[i], t->tracked[i].ystar) > log(.9));
	setup_check(fabs(loglik(t, w, &t->tracked[4], t->tracked[4].ystar) + 6 * log(4)), 1e-14, "unseen prompt");
	assert_true(loglik(shared, moved, &shared->tracked[4], shared->tracked[4].ystar) < -6 * log(4) - .5);
	free(w);
	free(moved);
	task_free(t);
	task_free(shared);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_combinations),
		cmocka_unit_test(test_pinned),
		cmocka_unit_test(test_repeats),
		cmocka_unit_test(test_hypercube),
		cmocka_unit_test(test_features),
		cmocka_unit_test(test_likelihood_factorises),
		cmocka_unit_test(test_uniform),
		cmocka_unit_test(test_differences),
		cmocka_unit_test(test_expected_gradients),
		cmocka_unit_test(test_updates),
		cmocka_unit_test(test_threads),
		cmocka_unit_test(test_unseen_prompts),
	};

	return cmocka_run_group_tests_name("families", tests, NULL, NULL);
}
