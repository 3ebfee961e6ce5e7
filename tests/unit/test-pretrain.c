/* Pre-training against textbook cross-entropy: the gradient of -mean log p(y*_i | ..), every number from textbook.h. */
#include "core/pretrain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "setup.h"
#include "textbook.h"
#include "unit.h"

/* Engine and textbook, from the same weights. */
struct pair {
	const struct task *task;
	struct pretrain *engine;
	struct textbook tb;
	double *first, *w, *sum; /* (nparam) the weights at the start, now */
	struct pretrain_config config;
};

static void pair_begin(struct pair *p, const struct task *t, const struct pretrain_config *c, int B)
{
	struct err e;
	double *w = setup_weights(t->nparam, .1, 3);

	*p = (struct pair){ .task = t, .config = *c };
	p->engine = pretrain_new(t, w, c, 1, &e);
	assert_non_null(p->engine);
	p->first = xmemdup(w, t->nparam * sizeof *w);
	p->w = xmemdup(w, t->nparam * sizeof *w);
	p->sum = xcalloc(t->nparam, sizeof *p->sum);
	textbook_init(&p->tb, t, B);
	free(w);
}

static void pair_end(struct pair *p)
{
	pretrain_free(p->engine);
	textbook_done(&p->tb);
	free(p->first);
	free(p->w);
	free(p->sum);
}

/* R^2: the largest |x|^2 of the tracked prompts, whose fresh ones have the same, and 1 of the previous token. */
static double radius2(const struct task *t)
{
	double most = 0.0;

	for (int i = 0; i < t->ntracked; i++) {
		double norm2 = 1.0;
		for (int a = 0; a < t->d; a++)
			norm2 += t->tracked[i].x[a] * t->tracked[i].x[a];
		most = fmax(most, norm2);
	}
	return most;
}

/* One step on the prompts that stand in p->tb. Entries of Adagrad's first steps divide by |g| + 1e-10, so a rounding
 * of 1e-17 in an entry that is 0 comes back as lr 1e-7 at most; 1e-9 of the largest weight was never reached. */
static void pair_step(struct pair *p)
{
	bool adagrad = p->config.optim == &optim_adagrad;
	size_t n = p->task->nparam;

	textbook_supervise(&p->tb);
	if (p->config.optim->adaptive)
		textbook_descend_adaptive(&p->tb, p->w, radius2(p->task));
	else
		textbook_descend(&p->tb, p->w, adagrad);
	if (adagrad)
		textbook_adagrad(p->w, p->tb.grad, p->sum, n, p->config.lr);
	else
		textbook_sgd(p->w, p->tb.grad, n, p->config.optim->adaptive ? 1.0 : p->config.lr);
	assert_true(pretrain_step(p->engine, NULL));
	setup_check(setup_gap(pretrain_weights(p->engine), p->w, n), 1e-11, "weights after a step");
}

/* The loss of the last batch is less than it was under the first weights. */
static void assert_has_learned(struct pair *p)
{
	double before;

	textbook_descend(&p->tb, p->first, true);
	before = p->tb.loss;
	textbook_descend(&p->tb, p->w, true);
	assert_true(p->tb.loss < before);
}

enum { OPTIMS = 3 };
static const struct optim_type *const optims[OPTIMS] = { &optim_adagrad, &optim_sgd, &optim_sgd_adaptive };
static const double rates[OPTIMS] = { .2, .02, 1e9 }; /* the adaptive step asks for none */

/* The draw of the task's own seed at COIN_PRETRAIN (step, b, attempt), attempt 0, 1, .. until one is not left out. */
static void draw_prompt(struct pair *p, int step, int b)
{
	const struct task *t = p->task;
	struct prompt *x = &p->tb.prompt[b];
	struct address at = { (uint32_t)step, (uint32_t)b, 0 };

	for (;; at.attempt++) {
		x->x = p->tb.x + (size_t)b * t->d;
		x->ystar = p->tb.ystar + (size_t)b * t->N;
		t->type->draw(t, t->seed, COIN_PRETRAIN, at, x);
		if (!p->config.skip || !p->config.skip[x->track])
			break;
	}
	memcpy(p->tb.y + (size_t)b * t->N, x->ystar, (size_t)t->N);
}

static void on_fresh_prompts(struct task *t, int B, int steps, const bool *skip)
{
	for (int o = 0; o < OPTIMS; o++) {
		struct pretrain_config c = { .optim = optims[o], .lr = rates[o], .batch = B,
					     .skip = skip };
		struct pair p;
		pair_begin(&p, t, &c, B);
		for (int s = 0; s < steps; s++) {
			for (int b = 0; b < B; b++)
				draw_prompt(&p, s, b);
			pair_step(&p);
		}
		assert_int_equal(pretrain_steps_done(p.engine), steps);
		assert_has_learned(&p);
		pair_end(&p);
	}
	task_free(t);
}

static void test_mixture(void **state)
{
	(void)state;
	on_fresh_prompts(setup_mixture(8, 20, 8, 8, 3), 70, 6, NULL);
}

/* The theorem's setting. */
static void test_one_pair_at_a_time(void **state)
{
	(void)state;
	on_fresh_prompts(setup_table(5, 13, 6, NULL, 2), 1, 40, NULL);
}

static void test_table_with_batches(void **state)
{
	static const bool skip[] = { false, true, true, false, true, false };

	(void)state;
	on_fresh_prompts(setup_table(5, 13, 6, NULL, 2), 9, 6, NULL);
	on_fresh_prompts(setup_table(5, 13, 6, NULL, 2), 9, 6, skip);
}

/* The whole set, or what `skip` leaves of it, once each and in order. */
static void on_whole_set(const bool *skip)
{
	uint8_t *pinned = setup_tokens(4, 7 * 9, 4);
	struct task *t = setup_table(4, 9, 7, pinned, 2);
	int B = 0;

	for (int i = 0; i < 7; i++)
		B += !skip || !skip[i];
	for (int o = 0; o < OPTIMS; o++) {
		struct pretrain_config c = { .optim = optims[o], .lr = .2, .batch = 0, .skip = skip };
		struct pair p;
		pair_begin(&p, t, &c, B);
		for (int s = 0; s < 6; s++) {
			for (int i = 0, b = 0; i < 7; i++)
				if (!skip || !skip[i])
					textbook_give(&p.tb, b++, &t->tracked[i], t->tracked[i].ystar);
			pair_step(&p);
		}
		assert_has_learned(&p);
		pair_end(&p);
	}
	free(pinned);
	task_free(t);
}

static void test_whole_set(void **state)
{
	static const bool skip[] = { true, false, false, true, true, false, true };

	(void)state;
	on_whole_set(NULL);
	on_whole_set(skip);
}

/* Prompts of a file may weigh 1, 2 and 5: the whole set's gradient is then sum_i w_i g_i / sum_i w_i, over those not left
 * out; an adaptive step depends on g_i, not on w_i g_i. */
static void test_weighted_set(void **state)
{
	static const bool skip[] = { false, false, true, false };
	static const double weight[] = { .1, .2, .2, .5 };
	struct task *t = setup_table(4, 5, 4, NULL, 2);
	double *w = setup_weights(t->nparam, .5, 3), *want = xcalloc(t->nparam, sizeof *want);
	struct textbook tb;
	struct err e;

	(void)state;
	t->share = xcalloc(4, sizeof *t->share); /* task_free() frees it */
	for (int i = 0; i < 4; i++) {
		t->tracked[i].weight = weight[i];
		t->share[i] = weight[i] + (i > 0 ? t->share[i - 1] : 0.0);
	}
	textbook_init(&tb, t, 1);
	for (int o = 0; o < OPTIMS; o++) {
		struct pretrain_config c = { .optim = optims[o], .lr = .1, .skip = skip };
		struct pretrain *p = pretrain_new(t, w, &c, 1, &e);
		double *sum = xcalloc(t->nparam, sizeof *sum);
		memset(want, 0, t->nparam * sizeof *want);
		for (int i = 0; i < 4; i++) {
			textbook_give(&tb, 0, &t->tracked[i], t->tracked[i].ystar);
			textbook_supervise(&tb);
			if (c.optim->adaptive)
				textbook_descend_adaptive(&tb, w, 2.0); /* one-hot contexts: R^2 = 1 + 1 */
			else
				textbook_descend(&tb, w, c.optim == &optim_adagrad);
			for (size_t j = 0; !skip[i] && j < t->nparam; j++)
				want[j] += weight[i] / .8 * tb.grad[j];
		}
		double *moved = xmemdup(w, t->nparam * sizeof *w);
		if (c.optim == &optim_adagrad)
			textbook_adagrad(moved, want, sum, t->nparam, c.lr);
		else
			textbook_sgd(moved, want, t->nparam, c.optim->adaptive ? 1.0 : c.lr);
		assert_true(pretrain_step(p, NULL));
		setup_check(setup_gap(pretrain_weights(p), moved, t->nparam), 1e-11, "weights after a weighted step");
		free(moved);
		free(sum);
		pretrain_free(p);
	}
	textbook_done(&tb);
	free(w);
	free(want);
	task_free(t);
}

/* A one-hot prompt that is left out never moves its own weights, in batches as in the whole set. */
static void test_skipped_prompts_stay(void **state)
{
	static const bool skip[] = { false, true, false, false, true, false };
	struct task *t = setup_table(5, 13, 6, NULL, 2);
	double *w = setup_weights(t->nparam, .1, 3);
	struct err e;

	(void)state;
	for (int batch = 0; batch <= 33; batch += 33) {
		struct pretrain_config c = { .optim = &optim_adagrad, .lr = .2, .batch = batch, .skip = skip };
		struct pretrain *p = pretrain_new(t, w, &c, 1, &e);
		for (int s = 0; s < 10; s++)
			assert_true(pretrain_step(p, NULL));
		for (int i = 0; i < 6; i++) {
			const double *row = pretrain_weights(p) + i * 5;
			if (skip[i])
				assert_memory_equal(row, w + i * 5, 5 * sizeof *w);
			else
				assert_memory_not_equal(row, w + i * 5, 5 * sizeof *w);
		}
		pretrain_free(p);
	}
	free(w);
	task_free(t);
}

static void test_refusals(void **state)
{
	static const bool all[] = { true, true };
	struct task *mixture = setup_mixture(8, 20, 8, 8, 3), *table = setup_table(5, 3, 2, NULL, 2);
	double *w = setup_weights(mixture->nparam, .1, 3);
	struct pretrain_config c = { .optim = &optim_adagrad, .lr = .2 };
	struct err e;

	(void)state;
	assert_null(pretrain_new(mixture, w, &c, 1, &e));
	assert_string_equal(e.text, "batch=0 means the whole set, but mixture draws fresh prompts: give batch=N");
	c.batch = 5, c.skip = all;
	assert_null(pretrain_new(mixture, w, &c, 1, &e));
	assert_string_equal(e.text, "skip leaves out listed prompts, but mixture draws fresh ones");
	assert_null(pretrain_new(table, w, &c, 1, &e));
	assert_string_equal(e.text, "skip leaves no prompt to pre-train on");
	free(w);
	task_free(mixture);
	task_free(table);
}

/* 256 x 128 tokens are shared out; weights after three steps are the same bits for 1, 2 and 3 threads. */
static void test_threads(void **state)
{
	struct task *t = setup_mixture(32, 128, 32, 32, 4);
	double *w = setup_weights(t->nparam, .1, 3), *one = xcalloc(t->nparam, sizeof *one);
	struct err e;

	(void)state;
	for (int i = 0; i < 3 * OPTIMS; i++) {
		int threads = 1 + i % 3;
		struct pretrain_config c = { .optim = optims[i / 3], .lr = .1, .batch = 256 };
		struct pretrain *p = pretrain_new(t, w, &c, threads, &e);
		for (int s = 0; s < 3; s++)
			assert_true(pretrain_step(p, NULL));
		if (threads == 1)
			memcpy(one, pretrain_weights(p), t->nparam * sizeof *one);
		assert_memory_equal(pretrain_weights(p), one, t->nparam * sizeof *one);
		pretrain_free(p);
	}
	free(w);
	free(one);
	task_free(t);
}

static bool count_down(void *self)
{
	int *left = self;
	return --*left > 0;
}

/* A step dropped at the n-th question changes nothing, whatever n. */
static void test_patience(void **state)
{
	struct task *t = setup_mixture(8, 20, 8, 8, 3);
	double *w = setup_weights(t->nparam, .1, 3);
	struct pretrain_config c = { .optim = &optim_adagrad, .lr = .1, .batch = 150 };
	struct err e;
	struct pretrain *straight = pretrain_new(t, w, &c, 1, &e), *broken = pretrain_new(t, w, &c, 1, &e);
	int n = 1, refused = 0;

	(void)state;
	assert_true(pretrain_step(straight, NULL));
	for (;; n++) {
		int left = n;
		const struct patience patience = { count_down, &left };
		if (pretrain_step(broken, &patience))
			break;
		refused++;
		assert_int_equal(pretrain_steps_done(broken), 0);
		assert_memory_equal(pretrain_weights(broken), w, t->nparam * sizeof *w);
	}
	assert_true(refused > 0);
	assert_int_equal(pretrain_steps_done(broken), 1);
	assert_memory_equal(pretrain_weights(broken), pretrain_weights(straight), t->nparam * sizeof *w);
	pretrain_free(straight);
	pretrain_free(broken);
	free(w);
	task_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mixture),
		cmocka_unit_test(test_one_pair_at_a_time),
		cmocka_unit_test(test_table_with_batches),
		cmocka_unit_test(test_whole_set),
		cmocka_unit_test(test_weighted_set),
		cmocka_unit_test(test_skipped_prompts_stay),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_threads),
		cmocka_unit_test(test_patience),
	};

	return cmocka_run_group_tests_name("pretrain", tests, NULL, NULL);
}
