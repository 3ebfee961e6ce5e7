/* The trainer against the textbook (textbook.h), whose numbers are all expected numbers here; and what must not depend on
 * threads, patience or looking. */
#include "core/trainer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/chain.h"
#include "core/exact.h"
#include "core/policy.h"
#include "core/rollout.h"
#include "core/vector.h"
#include "setup.h"
#include "textbook.h"
#include "unit.h"

static const uint64_t seed = 20260704;
/* A trainer and its textbook side by side. */
struct course {
	const struct task *task;
	double *base; /* (nparam) */
	double most;  /* the largest |base|: rounding of a score is in proportion */
	struct train_config config;
	struct trainer *trainer;
	struct textbook tb;
	double *w, *opt; /* (nparam) the textbook's */
	struct state *meter; /* tallies that the textbook counts */
};

static struct train_config config_of(const struct reward_type *reward, const struct optim_type *optim, int batch)
{
	return (struct train_config){ .reward = reward, .optim = optim, .behave = &behave_onpolicy,
				      .lr = optim == &optim_adagrad ? .1 : .5,
				      .log_alpha = log(1e-6), .batch = batch, .count_off_every = 1 };
}

static void course_begin(struct course *c, const struct task *t, const double *base, const struct train_config *config)
{
	*c = (struct course){ .task = t, .config = *config };
	assert_null(train_config_check(config));
	c->base = xmemdup(base, t->nparam * sizeof *base);
	for (size_t i = 0; i < t->nparam; i++)
		c->most = fmax(c->most, fabs(base[i]));
	c->trainer = trainer_new(t, c->base, config, seed, 1);
	c->w = xmemdup(base, t->nparam * sizeof *base);
	c->opt = xcalloc(t->nparam, sizeof *c->opt);
	c->meter = state_new(1, 1, (size_t)t->ntracked);
	textbook_init(&c->tb, t, config->batch);
}

static void course_end(struct course *c)
{
	trainer_free(c->trainer);
	textbook_done(&c->tb);
	free(c->base);
	free(c->w);
	free(c->opt);
	free(c->meter);
}

/* One response into a meter whose run has asked `at` queries so far, this response's included. */
static void count_into(struct tally *to, int queries, bool paid, bool off, bool found, uint64_t at, uint64_t update,
		       uint64_t reach)
{
	to->queries += (uint64_t)queries;
	to->responses += 1;
	to->rewarded += paid ? 1 : 0;
	to->off += off ? 1 : 0;
	to->discovered += found ? 1 : 0;
	to->first_hit = paid && to->first_hit == 0 ? at : to->first_hit;
	to->last_paid = paid ? update + 1 : to->last_paid;
	to->reach = reach > to->reach ? reach : to->reach;
}

/* Tokens of response b with a reward of 1: of each prefix, or of the whole. Rewards of prefixes never rise again. */
static uint64_t rewarded_tokens(const struct textbook *tb, int b)
{
	uint64_t n = 0;

	for (int i = 0; i < tb->task->N; i++)
		n += tb->reward[b * tb->task->N + i] == 1.0;
	return n;
}

/* What an update adds to `dry`: whether the meter was `before` it has moved. Every response is asked about here. */
static void count_dry(struct tally *to, const struct tally *before)
{
	if (to->responses == before->responses)
		return;
	to->dry = to->rewarded > before->rewarded ? 0 : before->dry + 1;
}

static void course_count(struct course *c, uint64_t update)
{
	const struct textbook *tb = &c->tb;
	struct state *before = state_copy(c->meter);

	for (int b = 0; b < tb->B; b++) {
		const struct prompt *p = &tb->prompt[b];
		int queries = textbook_queries(tb, b, c->config.reward->per_token,
					       (enum query_count)c->config.query_count);
		bool paid = tb->right[b] == c->task->N;
		double lq0;
		bool off = textbook_left(c->task, c->base, p, tb->y + (size_t)b * c->task->N, c->config.log_alpha,
					 &lq0) >= 0;
		uint64_t at = c->meter->all.queries + (uint64_t)queries;
		off = off && c->config.count_off_every;
		count_into(&c->meter->all, queries, paid, off, paid && lq0 < c->config.log_alpha, at, update,
			   rewarded_tokens(tb, b));
		if (p->track >= 0)
			count_into(&state_tally(c->meter)[p->track], queries, paid, off,
				   paid && lq0 < c->config.log_alpha, at, update, rewarded_tokens(tb, b));
	}
	count_dry(&c->meter->all, &before->all);
	for (int i = 0; i < c->task->ntracked; i++)
		count_dry(&state_tally(c->meter)[i], &state_tally(before)[i]);
	free(before);
}

static void same_responses(const struct course *c, const struct batch *batch)
{
	const struct textbook *tb = &c->tb;
	int N = c->task->N;

	for (int b = 0; b < tb->B; b++) {
		double lq0;
		int left = textbook_left(c->task, c->base, &tb->prompt[b], tb->y + (size_t)b * N,
					 c->config.log_alpha, &lq0);
		assert_memory_equal(batch->prompt[b].ystar, tb->prompt[b].ystar, N);
		assert_memory_equal(batch->y + (size_t)b * N, tb->y + (size_t)b * N, N);
		assert_int_equal(batch->drawn[b], N);
		assert_int_equal(batch->right[b], tb->right[b]);
		assert_int_equal(batch->left[b], left);
		setup_check(fabs(batch->lq0[b] - lq0) / (1.0 + fabs(lq0) + c->most), 1e-12, "log q0 of a response");
		for (int i = 0; i < N; i++)
			setup_check(fabs(batch_advantage(batch, b, i) - tb->adv[b * N + i]), 1e-13, "advantage");
	}
}

/* What the update did to each of its responses: log p of its tokens before and after the textbook's step. A score is
 * rounded in proportion to the weights. */
static void same_changes(const struct course *c, const double *before)
{
	double lp[2][TASK_LENGTH_MOST], book[2][TASK_LENGTH_MOST];
	const struct textbook *tb = &c->tb;
	struct chain chain;

	chain_init(&chain, c->task);
	for (int b = 0; b < tb->B; b++) {
		const uint8_t *y = tb->y + (size_t)b * c->task->N;
		textbook_path(c->task, before, &tb->prompt[b], y, book[0]);
		textbook_path(c->task, c->w, &tb->prompt[b], y, book[1]);
		trainer_path(c->trainer, b, &chain, lp[0], lp[1]);
		for (int i = 0; i < c->task->N; i++) {
			setup_check(fabs(lp[0][i] - book[0][i]) / (1.0 + c->most), 1e-12, "log p before an update");
			setup_check(fabs(lp[1][i] - lp[0][i] - (book[1][i] - book[0][i])) / (1.0 + c->most), 1e-12,
				    "change of log p by an update");
		}
	}
	chain_done(&chain);
}

/* The textbook's step. It takes the trainer's gradient, once that has been compared: Adagrad divides by |g| + 1e-10 at
 * first, so the rounding of an entry that should be 0 (1e-15) would otherwise come back as a step of 1e-6. */
static void textbook_move(struct course *c)
{
	const double *g = trainer_gradient(c->trainer);

	if (c->config.optim == &optim_adagrad)
		textbook_adagrad(c->w, g, c->opt, c->task->nparam, c->config.lr);
	else
		textbook_sgd(c->w, g, c->task->nparam, c->config.lr);
}

/* Both sides sum up to 2e4 rounded terms of the largest entry's size or less: 6e-14 of it was seen, 1e-12 is allowed. A
 * score is rounded to about 1e-16 of its size, which is a relative error of its probability. Under huge weights laws are
 * nearly one-hot and entries cancel down to nothing, but the rounding of the terms, each about 1, stays: hence another
 * 1e-16 (10 + largest weight). */
static double gradient_gap(const struct course *c)
{
	size_t n = c->task->nparam;
	double most = 0.0;

	for (size_t i = 0; i < n; i++)
		most = fmax(most, fabs(c->tb.grad[i]));
	return setup_gap(trainer_gradient(c->trainer), c->tb.grad, n) * (most > 0.0 ? most : 1.0) /
	       (most + 1e-4 * (10.0 + c->most));
}

/* One update of both, from the same weights. */
static void course_step(struct course *c)
{
	const struct train_config *config = &c->config;
	size_t nparam = c->task->nparam;
	uint64_t update = trainer_state(c->trainer)->update;
	struct report report;
	double norm2 = 0.0, *before = xmemdup(c->w, nparam * sizeof *before);

	textbook_draw(&c->tb, c->w, seed, update);
	textbook_judge(&c->tb, config->reward->per_token, (enum reward_code)config->code,
		       config->baseline == BASELINE_MEAN);
	textbook_descend(&c->tb, c->w, config->optim == &optim_adagrad);
	course_count(c, update);

	assert_true(trainer_step(c->trainer, NULL, &report));
	assert_int_equal(trainer_state(c->trainer)->update, update + 1);
	setup_check(gradient_gap(c), 1e-12, "gradient");
	textbook_move(c);
	setup_check(setup_gap(trainer_state(c->trainer)->mem, c->w, nparam), 1e-15, "weights");
	for (size_t i = 0; i < nparam; i++)
		norm2 += trainer_gradient(c->trainer)[i] * trainer_gradient(c->trainer)[i];
	setup_check(fabs(report.gradnorm - sqrt(norm2)), 1e-12 * sqrt(norm2), "norm of the gradient");
	assert_memory_equal(&trainer_state(c->trainer)->all, &c->meter->all, sizeof(struct tally));
	assert_memory_equal(state_tally_of(trainer_state(c->trainer)), state_tally_of(c->meter),
			    (size_t)c->task->ntracked * sizeof(struct tally));
	same_responses(c, trainer_look(c->trainer));
	same_changes(c, before);
	free(before);
}

/* Runs a course and says how many responses were right in it. */
static uint64_t run_course(const struct task *t, const double *base, const struct train_config *config, int updates)
{
	struct course c;
	uint64_t rewarded;

	course_begin(&c, t, base, config);
	for (int u = 0; u < updates; u++)
		course_step(&c);
	rewarded = trainer_state(c.trainer)->all.rewarded;
	course_end(&c);
	return rewarded;
}

/* Reward x code x baseline x optimizer; the counting rule, the support line and classification change along. */
static void all_configs(const struct task *t, const double *base, int batch, int updates)
{
	uint64_t rewarded = 0;

	for (int bits = 0; bits < 16; bits++) {
		struct train_config config = config_of(bits & 1 ? &reward_process : &reward_outcome,
						       bits & 2 ? &optim_sgd : &optim_adagrad, batch);
		config.code = bits & 4 ? CODE_PM1 : CODE_01;
		config.baseline = bits & 8 ? BASELINE_MEAN : BASELINE_OFF;
		config.query_count = bits & 2 ? QUERY_ALL : QUERY_PREFIX;
		config.count_off_every = (bits >> 1 ^ bits >> 2) & 1;
		rewarded += run_course(t, base, &config, updates);
	}
	assert_true(rewarded > 0); /* or the comparison would have looked at zeros */
}

static void on_task(struct task *t, int pretraining, int batch, int updates)
{
	double *base = setup_base(t, pretraining, seed);

	all_configs(t, base, batch, updates);
	free(base);
	task_free(t);
}

static void test_pinned_table(void **state)
{
	uint8_t *responses = setup_tokens(4, 3 * 8, 5);

	(void)state;
	on_task(setup_table(4, 8, 3, responses, 1), 8, 70, 5); /* 70: a whole chunk and a part */
	free(responses);
}

static void test_greedy_table(void **state)
{
	(void)state;
	on_task(setup_table(5, 13, 6, NULL, 2), 6, 65, 5);
}

static void test_mixture(void **state)
{
	(void)state;
	on_task(setup_mixture(8, 20, 8, 8, 3), 8, 130, 4);
}

static void test_authors(void **state)
{
	(void)state;
	on_task(setup_mixture(32, 128, 32, 32, 4), 40, 128, 1);
}

/* 300 pinned tokens: y* without a cycle, longer than the walk's room for steps. */
static void test_long_pinned(void **state)
{
	uint8_t responses[2 * 300];

	(void)state;
	for (int i = 0; i < 2 * 300; i++)
		responses[i] = (uint8_t)((i + i / 300) % 3); /* 012012.. and 120120.. */
	on_task(setup_table(3, 300, 2, responses, 1), 400, 20, 1);
}

/* Responses cut behind the first wrong token are the textbook's up to there. */
static void test_cut_responses(void **state)
{
	struct task *t = setup_mixture(8, 20, 8, 8, 3);
	double *w = setup_base(t, 8, seed);
	struct rows rows;
	struct batch batch;
	struct desk desk;
	struct textbook tb;

	(void)state;
	rows_init(&rows, t);
	rows_load(&rows, w);
	batch_init(&batch, t, 100);
	desk_init(&desk, t);
	textbook_init(&tb, t, 100);
	textbook_draw(&tb, w, seed, 9);
	textbook_judge(&tb, false, CODE_01, false);
	rollout_prompts(&batch, &rows, seed, 9, 0, 64);
	rollout_prompts(&batch, &rows, seed, 9, 64, 36);
	for (int b = 0; b < 100; b++) {
		rollout_response(&batch, &rows, &desk, seed, 9, b, false);
		assert_int_equal(batch.right[b], tb.right[b]);
		assert_int_equal(batch.drawn[b], tb.right[b] == t->N ? t->N : tb.right[b] + 1);
		assert_memory_equal(batch.y + b * t->N, tb.y + b * t->N, batch.drawn[b]);
	}
	rows_done(&rows);
	batch_done(&batch);
	desk_done(&desk);
	textbook_done(&tb);
	free(w);
	task_free(t);
}

/* The state's hash after `updates` updates of a batch that is shared out (256 x 128 tokens >= 16384). */
static uint64_t hash_with_threads(const struct task *t, const double *base, const struct train_config *config,
				  int threads, double *grad)
{
	struct trainer *trainer = trainer_new(t, base, config, seed, threads);
	struct report report;
	uint64_t hash;

	for (int u = 0; u < 3; u++)
		assert_true(trainer_step(trainer, NULL, &report));
	memcpy(grad, trainer_gradient(trainer), t->nparam * sizeof *grad);
	hash = state_hash(trainer_state(trainer));
	trainer_free(trainer);
	return hash;
}

static void test_threads(void **state)
{
	struct task *t = setup_mixture(32, 128, 32, 32, 4);
	double *base = setup_base(t, 40, seed);
	double *one = xcalloc(t->nparam, sizeof *one), *more = xcalloc(t->nparam, sizeof *more);

	(void)state;
	for (int bits = 0; bits < 8; bits++) {
		struct train_config config = config_of(bits & 1 ? &reward_process : &reward_outcome, &optim_adagrad, 256);
		config.code = bits & 2 ? CODE_PM1 : CODE_01;
		config.baseline = bits & 4 ? BASELINE_MEAN : BASELINE_OFF;
		uint64_t hash = hash_with_threads(t, base, &config, 1, one);
		for (int threads = 2; threads <= 3; threads++) {
			assert_true(hash == hash_with_threads(t, base, &config, threads, more));
			assert_memory_equal(one, more, t->nparam * sizeof *one);
		}
	}
	free(one);
	free(more);
	free(base);
	task_free(t);
}

struct countdown {
	int left;
};

static bool count_down(void *self)
{
	struct countdown *c = self;
	return --c->left > 0;
}

/* Both look at the same responses, judged in the same way. */
static void assert_same_look(struct trainer *a, struct trainer *b)
{
	const struct batch *x = trainer_look(a), *y = trainer_look(b);
	size_t B = (size_t)x->B, tokens = B * (size_t)x->N;

	assert_non_null(y);
	assert_memory_equal(x->y, y->y, tokens);
	assert_memory_equal(x->right, y->right, B * sizeof *x->right);
	assert_memory_equal(x->left, y->left, B * sizeof *x->left);
	assert_memory_equal(x->lq0, y->lq0, B * sizeof *x->lq0);
	for (size_t i = 0; i < B; i++)
		for (int t = 0; t < x->N; t++)
			assert_true(batch_advantage(x, (int)i, t) == batch_advantage(y, (int)i, t));
	for (size_t i = 0; i < B; i++)
		assert_int_equal(x->prompt[i].track, y->prompt[i].track);
}

/* Patience that ends at the n-th question, for all n there are. The responses of the update before stay to be looked at. */
static void patience_of(const struct task *t, const double *base, int batch, int threads)
{
	struct train_config config = config_of(&reward_process, &optim_adagrad, batch);
	struct trainer *straight = trainer_new(t, base, &config, seed, threads);
	struct trainer *broken = trainer_new(t, base, &config, seed, threads);
	struct trainer *kept = trainer_new(t, base, &config, seed, threads);
	struct report one, other;
	int n = 1, refused = 0;

	assert_true(trainer_step(straight, NULL, &one));
	assert_true(trainer_step(broken, NULL, &other));
	assert_true(trainer_step(kept, NULL, &other));
	uint64_t hash = state_hash(trainer_state(broken));
	assert_true(trainer_step(straight, NULL, &one));
	for (;; n++) {
		struct countdown countdown = { n };
		const struct patience patience = { count_down, &countdown };
		if (trainer_step(broken, &patience, &other))
			break;
		refused++;
		assert_true(state_hash(trainer_state(broken)) == hash);
		if (n % 2) /* a look may come between two refusals, or after several */
			assert_same_look(kept, broken);
	}
	assert_true(refused > 0);
	assert_true(state_hash(trainer_state(broken)) == state_hash(trainer_state(straight)));
	assert_true(one.gradnorm == other.gradnorm);
	assert_memory_equal(&one.now, &other.now, sizeof one.now);
	trainer_free(straight);
	trainer_free(broken);
	trainer_free(kept);
}

static void test_patience(void **state)
{
	struct task *t = setup_mixture(8, 64, 8, 8, 3);
	double *base = setup_base(t, 8, seed);

	(void)state;
	patience_of(t, base, 256, 1);
	patience_of(t, base, 256, 2); /* 16384 tokens: two threads */
	patience_of(t, base, 7, 1);   /* less than a chunk */
	free(base);
	task_free(t);
}

/* Classifying every response, or only those looked at, moves no weight. */
static void test_classification_is_free(void **state)
{
	struct task *t = setup_mixture(8, 20, 8, 8, 3);
	double *base = setup_base(t, 8, seed);

	(void)state;
	for (int bits = 0; bits < 8; bits++) {
		struct train_config config = config_of(bits & 1 ? &reward_process : &reward_outcome, &optim_adagrad, 100);
		struct trainer *with, *without;
		struct report report;
		config.code = bits & 2 ? CODE_PM1 : CODE_01;
		config.baseline = bits & 4 ? BASELINE_MEAN : BASELINE_OFF;
		with = trainer_new(t, base, &config, seed, 1);
		config.count_off_every = 0;
		without = trainer_new(t, base, &config, seed, 1);
		for (int u = 0; u < 5; u++) {
			assert_true(trainer_step(with, NULL, &report));
			assert_true(trainer_step(without, NULL, &report));
			if (u == 2)
				assert_non_null(trainer_look(without)); /* nor does looking */
		}
		assert_memory_equal(trainer_state(with)->mem, trainer_state(without)->mem,
				    2 * t->nparam * sizeof(double));
		assert_int_equal(trainer_state(with)->all.discovered, trainer_state(without)->all.discovered);
		assert_int_equal(trainer_state(without)->all.off, 0);
		assert_true(trainer_state(with)->all.off > 0);
		trainer_free(with);
		trainer_free(without);
	}
	free(base);
	task_free(t);
}

/* A finite task tracks all its prompts, so their rows add up to the run's. */
static void test_tallies_add_up(void **state)
{
	struct task *t = setup_table(5, 13, 6, NULL, 2);
	double *base = setup_base(t, 6, seed);
	struct train_config config = config_of(&reward_process, &optim_adagrad, 65);
	struct trainer *trainer = trainer_new(t, base, &config, seed, 1);
	struct tally sum = { 0 };
	struct report report;
	uint64_t responses = 0;

	(void)state;
	for (int u = 0; u < 10; u++) {
		assert_true(trainer_step(trainer, NULL, &report));
		responses += report.now.responses;
		assert_true(report.allwrong + report.allright <= t->ntracked);
	}
	for (int i = 0; i < t->ntracked; i++) {
		const struct tally *one = &state_tally_of(trainer_state(trainer))[i];
		sum.queries += one->queries;
		sum.responses += one->responses;
		sum.rewarded += one->rewarded;
		sum.off += one->off;
		sum.discovered += one->discovered;
	}
	const struct tally *all = &trainer_state(trainer)->all;
	assert_int_equal(sum.queries, all->queries);
	assert_int_equal(sum.responses, all->responses);
	assert_int_equal(sum.rewarded, all->rewarded);
	assert_int_equal(sum.off, all->off);
	assert_int_equal(sum.discovered, all->discovered);
	assert_int_equal(all->responses, 650);
	assert_int_equal(responses, 650);
	trainer_free(trainer);
	free(base);
	task_free(t);
}

/* allwrong, allright: by hand from the samples of one update. */
static void test_allwrong_allright(void **state)
{
	struct task *t = setup_table(3, 4, 5, NULL, 2);
	double *base = setup_base(t, 12, seed);
	struct train_config config = config_of(&reward_outcome, &optim_adagrad, 12);
	struct trainer *trainer = trainer_new(t, base, &config, seed, 1);
	struct report report;

	(void)state;
	for (int u = 0; u < 10; u++) {
		int wrong = 0, right = 0;
		assert_true(trainer_step(trainer, NULL, &report));
		const struct batch *b = trainer_look(trainer);
		for (int x = 0; x < t->ntracked; x++) {
			int seen = 0, paid = 0;
			for (int i = 0; i < b->B; i++) {
				seen += b->prompt[i].track == x;
				paid += b->prompt[i].track == x && b->right[i] == t->N;
			}
			wrong += seen > 0 && paid == 0;
			right += seen > 0 && paid == seen;
		}
		assert_int_equal(report.allwrong, wrong);
		assert_int_equal(report.allright, right);
	}
	trainer_free(trainer);
	free(base);
	task_free(t);
}

/* The least there can be: two tokens, one position, one response. */
static void test_smallest(void **state)
{
	(void)state;
	on_task(setup_table(2, 1, 1, NULL, 1), 0, 1, 20);
	on_task(setup_mixture(2, 1, 1, 1, 1), 0, 1, 20);
}

/* y* has probability below e^-2000 at the first token: every reward is 0, and 0/1 rewards then move nothing. */
static void test_all_rewards_zero(void **state)
{
	uint8_t responses[] = { 1, 1, 1, 1 };
	struct task *t = setup_table(2, 4, 1, responses, 1);
	double *base = xcalloc(t->nparam, sizeof *base);

	(void)state;
	base[0] = 1e3; /* W1[0][token 0] */
	base[1] = -1e3;
	for (int bits = 0; bits < 8; bits++) {
		struct train_config config = config_of(bits & 1 ? &reward_process : &reward_outcome,
						       bits & 2 ? &optim_sgd : &optim_adagrad, 10);
		config.baseline = bits & 4 ? BASELINE_MEAN : BASELINE_OFF;
		assert_int_equal(run_course(t, base, &config, 3), 0);
		struct trainer *trainer = trainer_new(t, base, &config, seed, 1);
		struct report report;
		assert_true(trainer_step(trainer, NULL, &report));
		assert_memory_equal(trainer_state(trainer)->mem, base, t->nparam * sizeof *base);
		assert_true(report.gradnorm == 0.0);
		trainer_free(trainer);
	}
	free(base);
	task_free(t);
}

/* Rows whose two parts have their maxima so far apart that the sum of the products is below e^-461 = 1e-200. */
static int rows_that_underflow(const struct task *t, const double *w)
{
	const struct policy policy = { t, w };
	double a[8], b[8], both[8];
	int found = 0;

	assert_true(t->k == 8);
	for (int i = 0; i < t->ntracked; i++)
		for (int s = 1; s < t->nstate; s++) {
			policy_score(&policy, &t->tracked[i], 0, a);
			policy_score(&policy, &t->tracked[i], s, both);
			for (int y = 0; y < t->k; y++)
				b[y] = both[y] - a[y];
			found += vector_max(both, 8) - vector_max(a, 8) - vector_max(b, 8) < -461.0;
		}
	return found;
}

/* Scores of thousands: the guard of rows.h takes over, and likelihoods stay those of the plain policy. */
static void huge_weights(const struct task *t, const double *base, double scale)
{
	double *lp = xcalloc((size_t)t->ntracked, sizeof *lp);
	struct train_config config = config_of(&reward_process, &optim_adagrad, 40);
	struct chain chain;

	config.code = CODE_PM1;
	run_course(t, base, &config, 3);
	config.baseline = BASELINE_MEAN;
	run_course(t, base, &config, 3);
	struct trainer *trainer = trainer_new(t, base, &config, seed, 1);
	trainer_logliks(trainer, t->tracked, t->ntracked, lp);
	chain_init(&chain, t);
	for (int i = 0; i < t->ntracked; i++) {
		chain_load(&chain, base, &t->tracked[i]);
		double want = exact_loglik(&chain);
		setup_check(fabs(lp[i] - want) / (1.0 + fabs(want) + scale), 1e-12, "log-likelihood under huge weights");
	}
	chain_done(&chain);
	trainer_free(trainer);
	free(lp);
}

static void test_huge_weights(void **state)
{
	struct task *t = setup_mixture(8, 20, 8, 8, 3);

	(void)state;
	for (int j = 0; j < 4; j++) {
		double scale = j % 2 ? 1e4 : 1e3;
		double *base = setup_weights(t->nparam, scale, 12);
		if (j < 2)
			assert_true(rows_that_underflow(t, base) > 10);
		for (size_t i = 0; j >= 2 && i < t->nparam; i++)
			base[i] = base[i] < 0.0 ? -scale : scale; /* equal scores: ties of the maxima */
		huge_weights(t, base, scale);
		free(base);
	}
	task_free(t);
}

/* Steps of 1e6 and 1e300, until the weights overflow: no crash, no endless loop, tokens stay tokens. */
static void test_huge_steps(void **state)
{
	struct task *t = setup_mixture(8, 20, 8, 8, 3);
	double *base = setup_base(t, 8, seed);
	const double lr[] = { 1e6, 1e300, 1.7e308 };

	(void)state;
	for (int j = 0; j < 6; j++) {
		struct train_config config = config_of(&reward_process, j & 1 ? &optim_sgd : &optim_adagrad, 40);
		config.code = CODE_PM1;
		config.lr = lr[j / 2];
		struct trainer *trainer = trainer_new(t, base, &config, seed, 1);
		struct report report;
		for (int u = 0; u < 10; u++) {
			assert_true(trainer_step(trainer, NULL, &report));
			const struct batch *b = trainer_look(trainer);
			for (int i = 0; i < b->B * t->N; i++)
				assert_true(b->y[i] < t->k);
		}
		trainer_free(trainer);
	}
	free(base);
	task_free(t);
}

/* Another batch size from an update on, and back to an earlier state: the same as a trainer that never left. */
static void test_configure_and_restore(void **state)
{
	struct task *t = setup_mixture(8, 20, 8, 8, 3);
	double *base = setup_base(t, 8, seed);
	struct train_config config = config_of(&reward_process, &optim_adagrad, 30), wide = config;
	struct trainer *trainer = trainer_new(t, base, &config, seed, 1);
	struct report report;

	(void)state;
	wide.batch = 90;
	assert_null(trainer_look(trainer));
	assert_true(trainer_step(trainer, NULL, &report));
	struct state *first = state_copy(trainer_state(trainer));
	trainer_configure(trainer, &wide);
	assert_true(trainer_step(trainer, NULL, &report));
	assert_int_equal(trainer_state(trainer)->all.responses, 120);
	uint64_t hash = state_hash(trainer_state(trainer));
	assert_true(trainer_step(trainer, NULL, &report));
	trainer_restore(trainer, first);
	assert_null(trainer_look(trainer));
	assert_true(state_hash(trainer_state(trainer)) == state_hash(first));
	trainer_set_threads(trainer, 2);
	assert_true(trainer_step(trainer, NULL, &report));
	assert_true(state_hash(trainer_state(trainer)) == hash);
	assert_memory_equal(trainer_weights_before(trainer), first->mem, t->nparam * sizeof(double));
	free(first);
	trainer_free(trainer);
	free(base);
	task_free(t);
}

/* Whatever people look at between two phases: the batch of the update before, measures at other weights. */
static void look_around(struct trainer *t, const struct task *task, int what)
{
	double lp[8];

	if (what & 1)
		trainer_look(t);
	if (what & 2)
		trainer_mean_logliks(t, task->tracked, task->ntracked, lp);
	if (what & 4)
		trainer_tracked(t);
}

/* An update phase by phase, to be the same as a whole one; in the third, a plain step does what is left. */
static void phases_of(const struct task *t, const double *base, const struct train_config *config)
{
	struct trainer *whole = trainer_new(t, base, config, seed, 1), *parts = trainer_new(t, base, config, seed, 1);
	struct report one, other;

	for (int u = 0; u < 3; u++) {
		uint64_t before = state_hash(trainer_state(parts));
		assert_true(trainer_step(whole, NULL, &one));
		for (int phase = 0; phase < (u < 2 ? PHASES : 2); phase++) {
			assert_int_equal(trainer_phase(parts), phase);
			assert_true(state_hash(trainer_state(parts)) == before);
			assert_true(trainer_phase_step(parts, NULL, &other));
			if (u == 0 || phase % 2)
				look_around(parts, t, u == 0 ? phase : 7);
		}
		if (trainer_phase(parts) != PHASE_SAMPLE)
			assert_true(trainer_step(parts, NULL, &other));
		assert_int_equal(trainer_phase(parts), PHASE_SAMPLE);
		assert_true(state_hash(trainer_state(parts)) == state_hash(trainer_state(whole)));
		assert_memory_equal(&one, &other, sizeof one);
		assert_same_look(whole, parts);
	}
	trainer_free(whole);
	trainer_free(parts);
}

static void test_phases(void **state)
{
	struct task *t = setup_mixture(8, 20, 8, 8, 3);
	double *base = setup_base(t, 8, seed);

	(void)state;
	for (int i = 0; behave_types[i]; i++)
		for (int j = 0; optim_types[j]; j++)
			for (int bits = 0; bits < 16; bits++) {
				bool forced = behave_types[i]->forced;
				struct train_config config = config_of(bits & 1 ? &reward_process : &reward_outcome,
								       optim_types[j], 70);
				config.behave = behave_types[i];
				config.m = 3;
				config.mix = .3;
				config.code = !forced && bits & 2 ? CODE_PM1 : CODE_01;
				config.baseline = !forced && bits & 4 ? BASELINE_MEAN : BASELINE_OFF;
				config.clip = !forced && bits & 8 ? 3.0 : 0.0;
				config.count_off_every = bits >> 2 & 1;
				if (!train_config_check(&config))
					phases_of(t, base, &config);
			}
	free(base);
	task_free(t);
}

/* An update in progress is given up by other settings, by another state, and when patience ends: the next begins anew. */
static void test_phases_given_up(void **state)
{
	struct task *t = setup_mixture(8, 20, 8, 8, 3);
	double *base = setup_base(t, 8, seed);
	struct train_config config = config_of(&reward_process, &optim_adagrad, 70), other = config;
	struct trainer *trainer = trainer_new(t, base, &config, seed, 1);
	struct trainer *straight = trainer_new(t, base, &config, seed, 1);
	struct state *start = state_copy(trainer_state(trainer));
	struct countdown countdown = { 1 };
	const struct patience patience = { count_down, &countdown };
	struct report report;

	(void)state;
	other.lr = 3.0;
	for (int way = 0; way < 3; way++) {
		assert_true(trainer_phase_step(trainer, NULL, &report) && trainer_phase_step(trainer, NULL, &report));
		if (way == 0)
			trainer_restore(trainer, start);
		else if (way == 1)
			trainer_configure(trainer, &other);
		else
			assert_false(trainer_phase_step(trainer, &patience, &report));
		assert_int_equal(trainer_phase(trainer), PHASE_SAMPLE);
		assert_true(state_hash(trainer_state(trainer)) == state_hash(start));
	}
	trainer_configure(trainer, &config);
	assert_true(trainer_step(trainer, NULL, &report) && trainer_step(straight, NULL, &report));
	assert_true(state_hash(trainer_state(trainer)) == state_hash(trainer_state(straight)));
	trainer_free(trainer);
	trainer_free(straight);
	free(start);
	free(base);
	task_free(t);
}

static void test_config_check(void **state)
{
	struct train_config config = config_of(&reward_process, &optim_adagrad, 1), bad;

	(void)state;
	assert_null(train_config_check(&config));
	bad = config, bad.reward = NULL;
	assert_string_equal(train_config_check(&bad), "a trainer needs a reward, an optimizer and a behaviour");
	bad = config, bad.batch = 0;
	assert_string_equal(train_config_check(&bad), "batch takes 1 or more responses");
	bad = config, bad.lr = 0.0;
	assert_string_equal(train_config_check(&bad), "lr takes a positive number");
	bad.lr = NAN;
	assert_string_equal(train_config_check(&bad), "lr takes a positive number");
	bad.lr = INFINITY;
	assert_string_equal(train_config_check(&bad), "lr takes a positive number");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pinned_table),
		cmocka_unit_test(test_greedy_table),
		cmocka_unit_test(test_mixture),
		cmocka_unit_test(test_authors),
		cmocka_unit_test(test_long_pinned),
		cmocka_unit_test(test_cut_responses),
		cmocka_unit_test(test_threads),
		cmocka_unit_test(test_patience),
		cmocka_unit_test(test_classification_is_free),
		cmocka_unit_test(test_tallies_add_up),
		cmocka_unit_test(test_allwrong_allright),
		cmocka_unit_test(test_smallest),
		cmocka_unit_test(test_all_rewards_zero),
		cmocka_unit_test(test_huge_weights),
		cmocka_unit_test(test_huge_steps),
		cmocka_unit_test(test_configure_and_restore),
		cmocka_unit_test(test_phases),
		cmocka_unit_test(test_phases_given_up),
		cmocka_unit_test(test_config_check),
	};

	return cmocka_run_group_tests_name("trainer", tests, NULL, NULL);
}
