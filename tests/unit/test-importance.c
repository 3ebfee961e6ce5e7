/* Importance weights against laws that are enumerated, and second moments against sums over all responses. */
#include "core/importance.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/gradient.h"
#include "core/policy.h"
#include "core/trainer.h"
#include "setup.h"
#include "textbook.h"
#include "unit.h"

static const uint64_t seed = 20260812;

enum { M = 3, RESPONSES_MOST = 64 };
static const double share = .3;

/* Behaviours with a law of responses. */
static const struct behave_type *const lawful[] = { &behave_onpolicy, &behave_frozen, &behave_uniform, &behave_mixture,
						     &behave_eps, &behave_best_of_m };
enum { LAWFUL = sizeof lawful / sizeof *lawful };

/* ---- The laws, by definition */

static void probabilities(const struct task *t, const double *w, const struct prompt *p, const uint8_t *y, int i,
			  double *to)
{
	const struct policy policy = { t, w };

	policy_row(&policy, p, i == 0 ? 0 : 1 + y[i - 1], to);
	for (int c = 0; c < t->k; c++)
		to[c] = exp(to[c]);
}

/* The probability that y is kept of m candidates, by what the first of them is. */
static double kept(const double *p, int k, int right, int y, int64_t m)
{
	double sum = y == right ? p[right] : 0.0;

	if (m == 1)
		return p[y];
	for (int c = 0; c < k; c++)
		sum += c == right ? 0.0 : p[c] * kept(p, k, right, y, m - 1);
	return sum;
}

/* now, q (N): of the prefixes y_{1:i} under p_w and under a behaviour. */
static void prefixes(const struct task *t, const double *w, const double *other, const struct prompt *x,
		     const uint8_t *y, const struct behave_type *type, double *now, double *q)
{
	double p[TASK_TOKENS_MOST], p0[TASK_TOKENS_MOST], one = 1.0, two = 1.0, three = 1.0, even = 1.0;
	bool right = true; /* the tokens before */

	for (int i = 0; i < t->N; i++) {
		double token;
		probabilities(t, w, x, y, i, p);
		probabilities(t, other, x, y, i, p0);
		token = type == &behave_onpolicy || type == &behave_best_of_m ? p[y[i]] :
			type == &behave_frozen ? p0[y[i]] :
			type == &behave_uniform ? 1.0 / t->k : (1.0 - share) * p[y[i]] + share / t->k;
		if (type == &behave_best_of_m && right)
			token = kept(p, t->k, x->ystar[i], y[i], M);
		right = right && y[i] == x->ystar[i];
		now[i] = one *= p[y[i]];
		two *= token;
		three *= p0[y[i]];
		even /= t->k;
		q[i] = type == &behave_mixture ? (three + even) / 2.0 : two;
	}
}

/* ---- A tiny task and all of its responses */

struct tiny {
	struct task *task;
	double *w, *other;
	uint8_t *y; /* (n, N) */
	int n;
	struct rows now, base;
	struct desk desk;
	struct batch batch;
	struct behaviour q;
};

static void tiny_begin(struct tiny *x, int k, int N, double spread)
{
	struct prompt prompts[RESPONSES_MOST];
	uint8_t *ystar = setup_tokens(k, (size_t)N, 3);

	x->task = setup_table(k, N, 1, ystar, 1);
	x->w = setup_weights(x->task->nparam, spread, 21);
	x->other = setup_weights(x->task->nparam, spread, 22);
	x->n = (int)lround(pow(k, N));
	x->y = xcalloc((size_t)x->n * (size_t)N, 1);
	for (int b = 0; b < x->n; b++) {
		prompts[b] = x->task->tracked[0];
		for (int i = 0, rest = b; i < N; i++, rest /= k)
			x->y[b * N + i] = (uint8_t)(rest % k);
	}
	rows_init(&x->now, x->task);
	rows_load(&x->now, x->w);
	rows_init(&x->base, x->task);
	rows_load(&x->base, x->other);
	desk_init(&x->desk, x->task);
	setup_batch(&x->batch, &x->now, prompts, x->n, x->y);
	batch_weigh(&x->batch, true);
	rows_prompts(&x->base, x->batch.prompt, x->n, x->desk.other_a, x->desk.other_e1, x->desk.other_most);
	x->q = (struct behaviour){ .batch = &x->batch, .now = &x->now, .other = &x->base, .m = M, .mix = share };
	free(ystar);
}

static void tiny_end(struct tiny *x)
{
	desk_done(&x->desk);
	batch_done(&x->batch);
	rows_done(&x->now);
	rows_done(&x->base);
	free(x->w);
	free(x->other);
	free(x->y);
	task_free(x->task);
}

static void look_up(const struct tiny *x, int b, const struct behave_type *type, double *now, double *q)
{
	prefixes(x->task, x->w, x->other, &x->task->tracked[0], x->y + b * x->task->N, type, now, q);
}

static void check_weights(struct tiny *x, const struct behave_type *type, double clip, bool per_token)
{
	int N = x->task->N;
	double now[8], q[8], sum = 0.0;

	x->q.type = type;
	importance_fill(&x->q, &x->desk, clip, per_token, 0, x->n);
	for (int b = 0; b < x->n; b++) {
		look_up(x, b, type, now, q);
		for (int i = 0; i < N; i++) {
			double ratio = per_token ? now[i] / q[i] : now[N - 1] / q[N - 1];
			double want = fmin(clip, fmax(1.0 / clip, ratio));
			setup_check(fabs(x->batch.weight[b * N + i] / want - 1.0), 1e-12, type->name);
		}
		sum += q[N - 1];
	}
	setup_check(fabs(sum - 1.0), 1e-13, "a law's sum");
}

static void test_weights(void **state)
{
	static const double clips[] = { 1.0, 1.5, 40.0, INFINITY };
	static const int k[] = { 2, 3, 4, 8, 64 }, N[] = { 6, 3, 3, 2, 1 };

	(void)state;
	for (int i = 0; i < 5; i++)
		for (int type = 0; type < LAWFUL; type++) {
			struct tiny x;
			tiny_begin(&x, k[i], N[i], 1.5);
			for (int j = 0; j < 8; j++)
				check_weights(&x, lawful[type], clips[j / 2], j % 2);
			tiny_end(&x);
		}
}

/* Prefixes that are cut have the weights of prefixes; whole responses that are cut have none. */
static void test_cut_responses(void **state)
{
	struct tiny x, whole;
	int N = 6;

	(void)state;
	tiny_begin(&x, 2, N, 1.0);
	tiny_begin(&whole, 2, N, 1.0);
	x.q.type = whole.q.type = &behave_eps;
	for (int b = 0; b < x.n; b++)
		x.batch.drawn[b] = x.batch.right[b] == N ? N : x.batch.right[b] + 1;
	for (int per_token = 0; per_token < 2; per_token++) {
		importance_fill(&x.q, &x.desk, INFINITY, per_token, 0, x.n);
		importance_fill(&whole.q, &whole.desk, INFINITY, per_token, 0, x.n);
		for (int j = 0; j < x.n * N; j++) {
			int drawn = x.batch.drawn[j / N];
			bool known = per_token ? j % N < drawn : drawn == N;
			assert_true(x.batch.weight[j] == (known ? whole.batch.weight[j] : 1.0));
		}
	}
	importance_fill(&x.q, &x.desk, 0.0, true, 0, x.n);
	for (int j = 0; j < x.n * N; j++)
		assert_true(x.batch.weight[j] == 1.0);
	x.q.type = &behave_alg1; /* takes no weights */
	importance_fill(&x.q, &x.desk, INFINITY, true, 0, x.n);
	for (int j = 0; j < x.n * N; j++)
		assert_true(x.batch.weight[j] == 1.0);
	tiny_end(&x);
	tiny_end(&whole);
}

/* A right token of probability e^-40 / 31, of e^-800 / 31, and of 1 - 31 e^-40: m candidates find the first two m
 * times as often, and the third no oftener. */
static void test_rare_tokens(void **state)
{
	static const double score[] = { -40.0, -800.0, 40.0 };
	uint8_t responses[4] = { 0 }, *y = responses;
	struct task *t = setup_table(32, 4, 1, responses, 1);
	double *w = xcalloc(t->nparam, sizeof *w);
	struct batch batch;
	struct rows rows;
	struct desk desk;

	(void)state;
	rows_init(&rows, t);
	desk_init(&desk, t);
	for (int j = 0; j < 3; j++) {
		w[0] = score[j]; /* W1[0][token 0] */
		rows_load(&rows, w);
		setup_batch(&batch, &rows, t->tracked, 1, y);
		batch_weigh(&batch, true);
		const struct behaviour q = { .type = &behave_best_of_m, .batch = &batch, .now = &rows, .m = 1000 };
		importance_fill(&q, &desk, INFINITY, true, 0, 1);
		for (int i = 0; i < 4; i++) {
			double want = j < 2 ? pow(1000.0, -(i + 1)) : 1.0;
			setup_check(fabs(batch.weight[i] / want - 1.0), 1e-12, "weight of a rare token");
		}
		batch_done(&batch);
	}
	desk_done(&desk);
	rows_done(&rows);
	free(w);
	task_free(t);
}

/* sum_y law(y) sum_i A_i grad log p(y_i | ..) of the engine, times -1. */
static void expected(struct tiny *x, const double *law, const struct reward_type *reward, int code, double *grad)
{
	advantage_fill(&x->batch, reward, code, BASELINE_OFF);
	for (int b = 0; b < x->n; b++) {
		x->batch.hit[b] *= law[b];
		x->batch.miss[b] *= law[b];
	}
	setup_gradient(&x->batch, &x->now, 1.0, grad);
}

/* With unclipped weights the expectation is the on-policy one, whatever the rewards' code; without, 0/1 outcome
 * rewards give q(y*) grad log p(y*), 0/1 process rewards sum_i q(y*_{1:i}) grad log p(y*_i | ..). */
static void expected_gradients(struct tiny *x, const struct behave_type *type, int bits)
{
	const struct reward_type *reward = bits & 1 ? &reward_process : &reward_outcome;
	size_t n = x->task->nparam;
	int N = x->task->N, code = bits & 2 ? CODE_PM1 : CODE_01;
	double law[RESPONSES_MOST], p[RESPONSES_MOST], now[8], q[8], star[8] = { 0.0 };
	double *want = xcalloc(n, sizeof *want), *got = xcalloc(n, sizeof *got);

	for (int b = 0; b < x->n; b++) {
		look_up(x, b, type, now, q);
		law[b] = q[N - 1];
		p[b] = now[N - 1];
		for (int i = 0; x->batch.right[b] == N && i < N; i++)
			star[i] = reward->per_token ? -q[i] : -q[N - 1]; /* of the loss */
	}
	x->q.type = type;
	importance_fill(&x->q, &x->desk, INFINITY, reward->per_token, 0, x->n);
	expected(x, law, reward, code, got);
	importance_fill(&x->q, &x->desk, 0.0, reward->per_token, 0, x->n);
	expected(x, p, reward, code, want);
	/* with +-1 terms of about 1 cancel down to 2 p(y*|x) */
	for (size_t i = 0; i < n; i++)
		setup_check(fabs(got[i] - want[i]), 1e-12 * fabs(want[i]) + 1e-14, "expected gradient with weights");
	if (code == CODE_01) {
		expected(x, law, reward, code, got);
		memset(want, 0, n * sizeof *want);
		textbook_score(x->task, x->w, &x->task->tracked[0], x->task->tracked[0].ystar, star, want);
		setup_check(setup_gap(got, want, n), 1e-12, "expected gradient without weights");
	}
	free(want);
	free(got);
}

static void test_expected_gradients(void **state)
{
	(void)state;
	for (int i = 0; i < LAWFUL; i++)
		for (int bits = 0; bits < 4; bits++) {
			struct tiny x;
			tiny_begin(&x, 3, 3, 1.5);
			expected_gradients(&x, lawful[i], bits);
			tiny_end(&x);
			tiny_begin(&x, 2, 6, 1.5);
			expected_gradients(&x, lawful[i], bits);
			tiny_end(&x);
		}
}

/* ---- What the engine draws */

/* Frequencies of all responses in 200 updates of 1000, at weights that stay, within 5 standard errors. */
static void test_frequencies(void **state)
{
	enum { BATCH = 1000, UPDATES = 100 };

	(void)state;
	for (int i = 0; i < LAWFUL; i++) {
		struct tiny x;
		double seen[RESPONSES_MOST] = { 0.0 }, now[8], q[8];
		struct report report;
		tiny_begin(&x, 3, 2, 1.0);
		struct train_config c = { .reward = &reward_process, .optim = &optim_sgd, .behave = lawful[i],
					  .frozen = x.other, .m = M, .mix = share, .lr = 1e-300, .batch = BATCH };
		const double *base = lawful[i] == &behave_mixture ? x.other : x.w;
		struct trainer *trainer = trainer_new(x.task, base, &c, seed, 1);
		struct state *s = state_copy(trainer_state(trainer));
		memcpy(state_w(s), x.w, x.task->nparam * sizeof *x.w);
		trainer_restore(trainer, s);
		for (int u = 0; u < UPDATES; u++) {
			assert_true(trainer_step(trainer, NULL, &report));
			const struct batch *b = trainer_look(trainer);
			for (int j = 0; j < BATCH; j++)
				seen[b->y[2 * j] + 3 * b->y[2 * j + 1]]++;
		}
		for (int b = 0; b < x.n; b++) {
			look_up(&x, b, lawful[i], now, q);
			double n = BATCH * UPDATES, se = sqrt(q[1] * (1.0 - q[1]) / n);
			setup_check(fabs(seen[b] / n - q[1]), 5.0 * se, lawful[i]->name);
		}
		free(s);
		trainer_free(trainer);
		tiny_end(&x);
	}
}

/* The trainer's gradient with weights, of what it drew: -mean over the batch of sum_i weight_i A_i score_i. */
static void one_update(struct trainer *trainer, const struct task *t, const double *base, const struct train_config *c)
{
	size_t N = (size_t)t->N;
	double *w = xmemdup(state_w_of(trainer_state(trainer)), t->nparam * sizeof *w), now[64], q[64], adv[64];
	double *want = xcalloc(t->nparam, sizeof *want);
	struct report report;

	assert_true(trainer_step(trainer, NULL, &report));
	const struct batch *batch = trainer_look(trainer);
	for (int b = 0; b < batch->B; b++) {
		prefixes(t, w, base, &batch->prompt[b], batch->y + b * N, c->behave, now, q);
		for (size_t i = 0; i < N; i++) {
			size_t at = c->reward->per_token ? i : N - 1;
			adv[i] = -fmin(c->clip, fmax(1.0 / c->clip, now[at] / q[at])) *
				 batch_advantage(batch, b, (int)i) / batch->B;
		}
		textbook_score(t, w, &batch->prompt[b], batch->y + b * N, adv, want);
	}
	setup_check(setup_gap(trainer_gradient(trainer), want, t->nparam), 1e-11, "gradient with weights");
	free(want);
	free(w);
}

static void test_trainer(void **state)
{
	struct task *t = setup_mixture(5, 20, 6, 6, 3);
	double *base = setup_base(t, 15, seed);

	(void)state;
	for (int i = 0; i < LAWFUL; i++)
		for (int bits = 0; bits < 16; bits++) {
			struct train_config c = { .reward = bits & 1 ? &reward_process : &reward_outcome,
						  .optim = &optim_sgd, .behave = lawful[i], .m = M, .mix = share,
						  .lr = 2.0, .batch = 70, .code = bits & 2 ? CODE_PM1 : CODE_01,
						  .baseline = bits & 4 ? BASELINE_MEAN : BASELINE_OFF,
						  .clip = bits & 8 ? INFINITY : 3.0, .count_off_every = bits >> 1 & 1 };
			struct trainer *trainer = trainer_new(t, base, &c, seed, 1);
			for (int u = 0; u < 3; u++)
				one_update(trainer, t, base, &c);
			trainer_free(trainer);
		}
	free(base);
	task_free(t);
}

/* ---- Second moments */

static void chains_of(const struct tiny *x, struct chain *now, struct chain *other)
{
	chain_init(now, x->task);
	chain_init(other, x->task);
	chain_load(now, x->w, &x->task->tracked[0]);
	chain_load(other, x->other, &x->task->tracked[0]);
}

static double enumerated(const struct tiny *x, const struct behave_type *type)
{
	double now[8], q[8], sum = 0.0;
	int last = x->task->N - 1;

	for (int b = 0; b < x->n; b++) {
		look_up(x, b, type, now, q);
		sum += now[last] * now[last] / q[last];
	}
	return sum - 1.0;
}

static void test_variances(void **state)
{
	static const int k[] = { 2, 3, 4, 8, 64 }, N[] = { 6, 3, 3, 2, 1 };

	(void)state;
	for (int i = 0; i < 5 * LAWFUL; i++) {
		const struct behave_type *type = lawful[i % LAWFUL];
		struct tiny x;
		struct chain now, other;
		tiny_begin(&x, k[i / LAWFUL], N[i / LAWFUL], 1.2);
		chains_of(&x, &now, &other);
		double want = enumerated(&x, type), got = importance_variance(type, &now, &other, M, share);
		if (importance_is_exact(type))
			setup_check(fabs(got - want) / (1.0 + want), 1e-12, type->name);
		else /* a bound, and no wild one: each part alone bounds it by twice its own */
			assert_true(got >= want - 1e-12 &&
				    got + 1.0 <= 2.0 * (1.0 + enumerated(&x, &behave_frozen)) * (1.0 + 1e-12) &&
				    got + 1.0 <= 2.0 * (1.0 + enumerated(&x, &behave_uniform)) * (1.0 + 1e-12));
		chain_done(&now);
		chain_done(&other);
		tiny_end(&x);
	}
}

/* One candidate is on-policy; two make no terms but the right prefixes'; a uniform q0 makes the mixture's bound
 * tight. */
static void test_special_cases(void **state)
{
	struct tiny x;
	struct chain now, other;

	(void)state;
	tiny_begin(&x, 3, 3, 1.2);
	chains_of(&x, &now, &other);
	assert_true(importance_variance(&behave_onpolicy, &now, NULL, 0, 0.0) == 0.0);
	setup_check(fabs(importance_variance(&behave_best_of_m, &now, NULL, 1, 0.0)), 1e-14, "one candidate");
	setup_check(fabs(importance_variance(&behave_eps, &now, NULL, 0, 0.0)), 1e-14, "eps 0");
	setup_check(fabs(importance_variance(&behave_eps, &now, NULL, 0, 1.0) / enumerated(&x, &behave_uniform) - 1.0),
		    1e-12, "eps 1");
	setup_check(fabs(importance_variance(&behave_frozen, &now, &now, 0, 0.0)), 1e-14, "frozen at p_w");
	assert_true(isnan(importance_moment(&behave_alg1, &now, &other, 5, 0.0)));
	assert_true(isnan(importance_moment(&behave_alg2, &now, &other, 5, 0.0)));
	assert_true(isnan(importance_variance(&behave_teacher, &now, &other, 5, 0.0)));
	memset(x.other, 0, x.task->nparam * sizeof *x.other);
	chain_load(&other, x.other, &x.task->tracked[0]);
	double want = enumerated(&x, &behave_uniform);
	setup_check(fabs(importance_variance(&behave_mixture, &now, &other, 0, 0.0) / want - 1.0), 1e-12,
		    "mixture with a uniform q0");
	chain_done(&now);
	chain_done(&other);
	tiny_end(&x);
}

/* k = 32, N = 128. A p that is nearly one response y*, whose tokens have the odds e^200 : 1 against each other:
 *   uniform      1 / q(y*) = k^N, in logarithms N log k
 *   eps          -N log(1 - eps + eps/k)
 *   best-of-m    of p uniform: sum_i r^i (1 - 1/k)^(2-m) and r^N, r = k^-2 / (1 - (1 - 1/k)^m)
 * Frozen at the opposite of p: 200 nats a token, beyond a double, and infinite only as a variance. */
static void test_long_responses(void **state)
{
	uint8_t responses[128] = { 0 };
	struct task *t = setup_table(32, 128, 1, responses, 1);
	double *w = xcalloc(t->nparam, sizeof *w), *against = xcalloc(t->nparam, sizeof *w), sum = 0.0, prefix = 1.0;
	struct chain now, other;

	(void)state;
	w[0] = 200.0;      /* W1[0][token 0] */
	against[0] = -200.0;
	chain_init(&now, t);
	chain_init(&other, t);
	chain_load(&now, w, &t->tracked[0]);
	chain_load(&other, against, &t->tracked[0]);
	double want = 128.0 * log(32.0);
	setup_check(fabs(importance_moment(&behave_uniform, &now, NULL, 0, 0.0) / want - 1.0), 1e-13, "uniform");
	setup_check(fabs(importance_variance(&behave_uniform, &now, NULL, 0, 0.0) / pow(32.0, 128.0) - 1.0), 1e-10,
		    "uniform");
	want = -128.0 * log(.9 + .1 / 32.0);
	setup_check(fabs(importance_moment(&behave_eps, &now, NULL, 0, .1) / want - 1.0), 1e-12, "eps");
	want = 128.0 * (200.0 + log(31.0));
	setup_check(fabs(importance_moment(&behave_frozen, &now, &other, 0, 0.0) / want - 1.0), 1e-13, "frozen");
	assert_true(isinf(importance_variance(&behave_frozen, &now, &other, 0, 0.0)));
	/* q0 of no use: the uniform half, with a factor 2 */
	want = 128.0 * log(32.0) + log(2.0);
	setup_check(fabs(importance_moment(&behave_mixture, &now, &other, 0, 0.0) / want - 1.0), 1e-13, "mixture");
	assert_true(importance_moment(&behave_best_of_m, &now, NULL, 5, 0.0) < 1e3);
	memset(w, 0, t->nparam * sizeof *w);
	chain_load(&now, w, &t->tracked[0]);
	for (int i = 0; i < 128; i++) {
		sum += prefix * pow(31.0 / 32.0, 2.0 - 40.0);
		prefix *= 1.0 / (32.0 * 32.0) / (1.0 - pow(31.0 / 32.0, 40.0));
	}
	want = log(sum + prefix);
	setup_check(fabs(importance_moment(&behave_best_of_m, &now, NULL, 40, 0.0) / want - 1.0), 1e-12, "best-of-m");
	chain_done(&now);
	chain_done(&other);
	free(w);
	free(against);
	task_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_weights),
		cmocka_unit_test(test_cut_responses),
		cmocka_unit_test(test_rare_tokens),
		cmocka_unit_test(test_expected_gradients),
		cmocka_unit_test(test_frequencies),
		cmocka_unit_test(test_trainer),
		cmocka_unit_test(test_variances),
		cmocka_unit_test(test_special_cases),
		cmocka_unit_test(test_long_responses),
	};

	return cmocka_run_group_tests_name("importance", tests, NULL, NULL);
}
