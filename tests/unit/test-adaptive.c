/* The adaptive step eta = 1 / (4 R^2 + 2 |g|^2) of each response [MHE26, sec. 3]: by hand where that can be done, and
 * against textbook.h, which adds up every entry of every response's gradient. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/features.h"
#include "core/gradient.h"
#include "core/pretrain.h"
#include "core/trainer.h"
#include "setup.h"
#include "textbook.h"
#include "unit.h"

static const uint64_t seed = 20260711;

/* lr is not asked: any will do. */
static struct train_config config_of(const struct reward_type *reward, int batch)
{
	return (struct train_config){ .reward = reward, .optim = &optim_sgd_adaptive, .behave = &behave_onpolicy,
				      .lr = 1e300, .log_alpha = log(1e-6), .batch = batch };
}

static void assert_near(double a, double b)
{
	setup_check(fabs(a - b), 1e-15, "a number by hand");
}

/* One prompt x = 1, two tokens, N = 2, y* = (1, 1), w = 0. Both laws are (1/2, 1/2), so each position's score vector is
 * v = e_1 - p = (-1/2, 1/2): at the start it goes to W1 alone, after token 1 to W1 and W2[1]. Hence W1's gradient is
 * (-1, 1), W2[1]'s (-1/2, 1/2), |g|^2 = 2 + 1/2; the largest feature (x, e_previous) has R^2 = 2, and
 * eta = 1 / (8 + 5) = 1/13. */
static void test_pretraining_by_hand(void **state)
{
	const uint8_t pinned[] = { 1, 1 };
	const double want[] = { -1.0 / 13.0, 1.0 / 13.0, 0.0, 0.0, -1.0 / 26.0, 1.0 / 26.0 };
	struct task *t = setup_table(2, 2, 1, pinned, 1);
	struct pretrain_config c = { .optim = &optim_sgd_adaptive, .lr = 5.0, .batch = 1 };
	double w[6] = { 0 };
	struct err e;

	(void)state;
	assert_int_equal(t->nparam, 6);
	for (c.batch = 0; c.batch < 4; c.batch++) { /* the whole set is one pair; a mean of equal ones is that one */
		struct pretrain *p = pretrain_new(t, w, &c, 1, &e);
		assert_true(pretrain_step(p, NULL));
		for (int i = 0; i < 6; i++)
			assert_near(pretrain_weights(p)[i], want[i]);
		pretrain_free(p);
	}
	task_free(t);
}

/* The same prompt, post-trained. A response with the prefix (1) and then 0 earns under process rewards its first token
 * alone: W1 (-1/2, 1/2), |g|^2 = 1/2, eta = 1 / (8 + 1) = 1/9. Wrong at once: nothing. Zeros count in the batch's mean. */
static void test_posttraining_by_hand(void **state)
{
	const uint8_t pinned[] = { 1, 1 };
	struct task *t = setup_table(2, 2, 1, pinned, 1);
	double base[6] = { 0 };
	int seen[3] = { 0 };

	(void)state;
	for (int bits = 0; bits < 64; bits++) {
		bool process = bits & 1;
		struct train_config c = config_of(process ? &reward_process : &reward_outcome, bits & 2 ? 1 : 3);
		struct trainer *trainer = trainer_new(t, base, &c, seed + (uint64_t)bits, 1);
		struct report report;
		double half = 0.0, whole = 0.0;
		assert_true(trainer_step(trainer, NULL, &report));
		const struct batch *b = trainer_look(trainer);
		for (int i = 0; i < b->B; i++) {
			half += process && b->right[i] == 1 ? 1.0 / b->B : 0.0;
			whole += b->right[i] == 2 ? 1.0 / b->B : 0.0;
			seen[b->right[i]]++;
		}
		const double *w = state_w_of(trainer_state(trainer));
		double w1 = half / 18.0 + whole / 13.0, w2 = whole / 26.0;
		const double want[] = { -w1, w1, 0.0, 0.0, -w2, w2 };
		for (int i = 0; i < 6; i++)
			assert_near(w[i], want[i]);
		assert_near(report.gradnorm, sqrt(2.0 * w1 * w1 + 2.0 * w2 * w2)); /* of the mean of eta g */
		trainer_free(trainer);
	}
	for (int right = 0; right < 3; right++)
		assert_true(seen[right] > 5);
	task_free(t);
}

static void test_eta(void **state)
{
	(void)state;
	assert_true(optim_eta(1.0, 0.0) == .25);  /* 1 / 4 */
	assert_true(optim_eta(1.0, 2.0) == .125); /* 1 / (4 + 4) */
	assert_true(optim_eta(33.0, 6.0) == 1.0 / 144.0); /* 1 / (132 + 12) */
}

/* Trainer and textbook from the same weights, for some updates. R^2 by the definition: the largest |x|^2, and 1 where a
 * token comes behind another. */
static void against_textbook(const struct task *t, const double *base, const struct train_config *c, int updates)
{
	struct trainer *trainer = trainer_new(t, base, c, seed, 1);
	struct textbook tb;
	double radius2 = 0.0, *w = xmemdup(base, t->nparam * sizeof *base);

	for (int i = 0; i < t->ntracked; i++) {
		double norm2 = t->N > 1 ? 1.0 : 0.0;
		for (int a = 0; a < t->d; a++)
			norm2 += t->tracked[i].x[a] * t->tracked[i].x[a];
		radius2 = fmax(radius2, norm2);
	}
	textbook_init(&tb, t, c->batch);
	for (int u = 0; u < updates; u++) {
		struct report report;
		textbook_draw(&tb, w, seed, (uint64_t)u);
		textbook_judge(&tb, c->reward->per_token, (enum reward_code)c->code, c->baseline == BASELINE_MEAN);
		textbook_descend_adaptive(&tb, w, radius2);
		assert_true(trainer_step(trainer, NULL, &report));
		setup_check(setup_gap(trainer_gradient(trainer), tb.grad, t->nparam), 1e-12, "mean of eta g");
		textbook_sgd(w, tb.grad, t->nparam, 1.0);
		setup_check(setup_gap(state_w_of(trainer_state(trainer)), w, t->nparam), 1e-13, "weights");
	}
	textbook_done(&tb);
	trainer_free(trainer);
	free(w);
}

static void all_configs(struct task *t)
{
	double *base = setup_base(t, 20, seed);

	for (int bits = 0; bits < 8; bits++) {
		struct train_config c = config_of(bits & 1 ? &reward_process : &reward_outcome, 70);
		c.code = bits & 2 ? CODE_PM1 : CODE_01;
		c.baseline = bits & 4 ? BASELINE_MEAN : BASELINE_OFF;
		against_textbook(t, base, &c, 4);
	}
	for (int per_token = 0; per_token < 2; per_token++) { /* the theorem's setting */
		struct train_config c = config_of(per_token ? &reward_process : &reward_outcome, 1);
		against_textbook(t, base, &c, 20);
	}
	free(base);
	task_free(t);
}

static void test_posttraining(void **state)
{
	(void)state;
	all_configs(setup_mixture(8, 20, 8, 8, 3));
	all_configs(setup_table(5, 6, 6, NULL, 2));
	all_configs(setup_table(3, 1, 2, NULL, 2));
	all_configs(setup_mixture(32, 64, 16, 8, 4));
}

/* A response of advantages +-1 or those less a baseline: eta is that of the norm of the gradient that is scattered. With
 * R^2 = 1e-9 it is 1 / (2 |g|^2) to 9 digits, so that an error of the norm would show whole. */
static void one_response(const struct batch *b, const struct rows *rows, struct desk *desk, int from)
{
	const double radius2 = 1e-9;
	size_t n = rows->task->nparam;
	double *g = xcalloc(n, sizeof *g), *scaled = xcalloc(n, sizeof *g), norm2 = 0.0;

	gradient_chunk(b, rows, desk, from, 1, g);
	gradient_chunk_adaptive(b, rows, desk, from, 1, radius2, scaled);
	for (size_t i = 0; i < n; i++)
		norm2 += g[i] * g[i];
	for (size_t i = 0; i < n; i++)
		g[i] /= 4.0 * radius2 + 2.0 * norm2;
	setup_check(setup_gap(scaled, g, n), 1e-12, "norm by products of features");
	free(g);
	free(scaled);
}

static void norms_of(const struct features_type *features, int N)
{
	enum { B = 40 };
	struct err e;
	struct task_config tc = { .k = 5, .N = N, .d = 4, .prompts = 4, .seed = 2, .features = features };
	struct task *t = task_new(&task_table, &tc, &e);
	double *w = setup_weights(t->nparam, 1.0, 9);
	uint8_t *y = setup_tokens(5, (size_t)B * N, 7);
	struct prompt prompt[B];
	struct rows rows;
	struct batch batch;
	struct desk desk;

	for (int b = 0; b < B; b++) {
		prompt[b] = t->tracked[b % 4];
		memcpy(y + b * N, prompt[b].ystar, (size_t)(b * N / B)); /* prefixes of all lengths */
	}
	rows_init(&rows, t);
	rows_load(&rows, w);
	setup_batch(&batch, &rows, prompt, B, y);
	desk_init(&desk, t);
	for (int bits = 0; bits < 8; bits++) {
		advantage_fill(&batch, bits & 1 ? &reward_process : &reward_outcome, bits & 2 ? CODE_PM1 : CODE_01,
			       bits & 4 ? BASELINE_MEAN : BASELINE_OFF);
		for (int b = 0; b < B; b++)
			one_response(&batch, &rows, &desk, b);
	}
	desk_done(&desk);
	batch_done(&batch);
	rows_done(&rows);
	free(y);
	free(w);
	task_free(t);
}

static void test_norm_of_every_map(void **state)
{
	(void)state;
	for (int i = 0; features_types[i]; i++)
		for (int N = 1; N < 30; N += 4)
			norms_of(features_types[i], N);
}

/* What the trainer's gradient should be for the batch it drew: -mean of eta_b sum_i weight_i A_i score_i, eta_b from
 * sum_i A_i score_i, which knows no weights. */
static void weighted_gradient(const struct batch *b, const double *w, const struct task *t, double radius2, double *want)
{
	size_t n = t->nparam, N = (size_t)t->N;
	double *g = xcalloc(n, sizeof *g), *weighted = xcalloc(n, sizeof *g), *adv = xcalloc(2 * N, sizeof *adv);

	memset(want, 0, n * sizeof *want);
	for (int i = 0; i < b->B; i++) {
		double norm2 = 0.0;
		memset(g, 0, n * sizeof *g);
		memset(weighted, 0, n * sizeof *g);
		for (size_t j = 0; j < N; j++) {
			adv[j] = batch_advantage(b, i, (int)j);
			adv[N + j] = adv[j] * b->weight[i * N + j];
		}
		textbook_score(t, w, &b->prompt[i], b->y + i * N, adv, g);
		textbook_score(t, w, &b->prompt[i], b->y + i * N, adv + N, weighted);
		for (size_t j = 0; j < n; j++)
			norm2 += g[j] * g[j];
		for (size_t j = 0; j < n; j++)
			want[j] -= weighted[j] / (4.0 * radius2 + 2.0 * norm2) / b->B;
	}
	free(g);
	free(weighted);
	free(adv);
}

static void test_weights_outside_the_norm(void **state)
{
	struct task *t = setup_table(4, 5, 6, NULL, 2);
	double *base = setup_base(t, 10, seed), *want = xcalloc(t->nparam, sizeof *want);

	(void)state;
	for (int bits = 0; bits < 8; bits++) {
		struct train_config c = config_of(bits & 1 ? &reward_process : &reward_outcome, 70);
		struct report report;
		double far = 0.0;
		c.behave = &behave_eps;
		c.mix = .5;
		c.clip = 3.0;
		c.code = bits & 2 ? CODE_PM1 : CODE_01;
		c.baseline = bits & 4 ? BASELINE_MEAN : BASELINE_OFF;
		struct trainer *trainer = trainer_new(t, base, &c, seed, 1);
		for (int u = 0; u < 3; u++) {
			assert_true(trainer_step(trainer, NULL, &report));
			const struct batch *b = trainer_look(trainer);
			weighted_gradient(b, trainer_weights_before(trainer), t, 2.0, want); /* one-hot: 1 + 1 */
			setup_check(setup_gap(trainer_gradient(trainer), want, t->nparam), 1e-12, "weighted step");
			for (int i = 0; i < b->B * t->N; i++)
				far = fmax(far, fabs(b->weight[i] - 1.0));
		}
		assert_true(far > 1.0); /* or there were no weights to speak of */
		trainer_free(trainer);
	}
	free(want);
	free(base);
	task_free(t);
}

/* Where nothing is rewarded nothing moves, and no step of 0/0 comes of it. */
static void test_nothing_rewarded(void **state)
{
	uint8_t responses[] = { 1, 1, 1, 1 };
	struct task *t = setup_table(2, 4, 1, responses, 1);
	double *base = xcalloc(t->nparam, sizeof *base);
	struct train_config c = config_of(&reward_process, 10);
	struct report report;

	(void)state;
	base[0] = 1e3; /* token 1 has probability e^-2000 */
	base[1] = -1e3;
	struct trainer *trainer = trainer_new(t, base, &c, seed, 1);
	assert_true(trainer_step(trainer, NULL, &report));
	assert_memory_equal(state_w_of(trainer_state(trainer)), base, t->nparam * sizeof *base);
	assert_true(report.gradnorm == 0.0);
	trainer_free(trainer);
	free(base);
	task_free(t);
}

/* From adagrad to adaptive steps in the middle of a run: the step is that of a trainer that had it from the start. */
static void test_configured_later(void **state)
{
	struct task *t = setup_mixture(8, 20, 8, 8, 3);
	double *base = setup_base(t, 20, seed);
	struct train_config adaptive = config_of(&reward_process, 30), other = adaptive;
	struct report report;

	(void)state;
	other.optim = &optim_adagrad;
	other.lr = .1;
	struct trainer *a = trainer_new(t, base, &adaptive, seed, 1), *b = trainer_new(t, base, &other, seed, 1);
	trainer_configure(b, &adaptive);
	assert_true(trainer_step(a, NULL, &report) && trainer_step(b, NULL, &report));
	assert_true(state_hash(trainer_state(a)) == state_hash(trainer_state(b)));
	trainer_free(a);
	trainer_free(b);
	free(base);
	task_free(t);
}

/* 256 x 128 tokens are shared out: the same bits for 1, 2 and 3 threads. */
static void test_threads(void **state)
{
	struct task *t = setup_mixture(32, 128, 32, 32, 4);
	double *base = setup_base(t, 40, seed);
	uint64_t hash = 0;

	(void)state;
	for (int threads = 1; threads <= 3; threads++) {
		struct train_config c = config_of(&reward_process, 256);
		struct trainer *trainer = trainer_new(t, base, &c, seed, threads);
		struct report report;
		for (int u = 0; u < 3; u++)
			assert_true(trainer_step(trainer, NULL, &report));
		hash = threads == 1 ? state_hash(trainer_state(trainer)) : hash;
		assert_true(state_hash(trainer_state(trainer)) == hash);
		trainer_free(trainer);
	}
	free(base);
	task_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_eta),
		cmocka_unit_test(test_pretraining_by_hand),
		cmocka_unit_test(test_posttraining_by_hand),
		cmocka_unit_test(test_posttraining),
		cmocka_unit_test(test_norm_of_every_map),
		cmocka_unit_test(test_weights_outside_the_norm),
		cmocka_unit_test(test_nothing_rewarded),
		cmocka_unit_test(test_configured_later),
		cmocka_unit_test(test_threads),
	};

	return cmocka_run_group_tests_name("adaptive", tests, NULL, NULL);
}
