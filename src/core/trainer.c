/* One update: sample, query, reinforce. trainer_step() is the page to read beside the paper. */
#include "core/trainer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/gradient.h"
#include "core/rollout.h"
#include "core/support.h"
#include "core/vector.h"

struct trainer {
	const struct task *task;
	struct train_config config;
	uint64_t seed;
	struct state *state;
	struct rows rows, base;    /* of the present weights (rows.w says which), of q0   */
	struct batch batch;
	struct crew crew;
	struct tally *now;         /* (ntracked) this update's counts                     */
	double *partial;           /* (chunks, nparam) gradient sums of the chunks        */
	double *grad;              /* (nparam) of the loss                                */
	double *before;            /* (nparam) weights at which the last batch was drawn  */
	double *room;              /* 3k                                                  */
	double log_alpha;          /* the line by which the last batch was looked at      */
	bool has_batch, looked_at;
	bool drawn_over;           /* by an update that was given up                      */
	bool has_counts;           /* `now` is of the last update                         */
};

const char *train_config_check(const struct train_config *c)
{
	if (!c->reward || !c->optim || !c->behave)
		return "a trainer needs a reward, an optimizer and a behaviour";
	if (c->batch < 1)
		return "batch takes 1 or more responses";
	if (!(c->lr > 0.0) || isinf(c->lr))
		return "lr takes a positive number";
	return NULL;
}

static void alloc_batch(struct trainer *t)
{
	batch_init(&t->batch, t->task, t->config.batch);
	t->partial = xcalloc((size_t)crew_chunks(t->config.batch) * t->task->nparam, sizeof *t->partial);
	t->has_batch = false;
}

struct trainer *trainer_new(const struct task *task, const double *base, const struct train_config *c, uint64_t seed,
			    int threads)
{
	struct trainer *t = xcalloc(1, sizeof *t);

	t->task = task;
	t->config = *c;
	t->seed = seed;
	t->state = state_new(task->nparam, task->nparam, (size_t)task->ntracked);
	memcpy(state_w(t->state), base, task->nparam * sizeof *base);
	rows_init(&t->rows, task);
	rows_init(&t->base, task);
	rows_load(&t->base, base);
	crew_init(&t->crew, task, threads);
	t->now = xcalloc((size_t)task->ntracked, sizeof *t->now);
	t->grad = xcalloc(task->nparam, sizeof *t->grad);
	t->before = xcalloc(task->nparam, sizeof *t->before);
	t->room = xcalloc(3 * (size_t)task->k, sizeof *t->room);
	alloc_batch(t);
	return t;
}

void trainer_free(struct trainer *t)
{
	if (!t)
		return;
	rows_done(&t->rows);
	rows_done(&t->base);
	crew_done(&t->crew);
	batch_done(&t->batch);
	free(t->partial);
	free(t->now);
	free(t->grad);
	free(t->before);
	free(t->room);
	free(t->state);
	free(t);
}

void trainer_configure(struct trainer *t, const struct train_config *c)
{
	bool resize = c->batch != t->config.batch;

	t->config = *c;
	if (!resize)
		return;
	batch_done(&t->batch);
	free(t->partial);
	alloc_batch(t);
}

void trainer_set_threads(struct trainer *t, int threads)
{
	crew_done(&t->crew);
	crew_init(&t->crew, t->task, threads);
}

/* Prompts, responses, and how each stands to the base model's support; one kind of work after the other, so that each
 * kind's weights stay close to the processor. */
static void roll_out(void *self, struct desk *desk, int from, int n)
{
	struct trainer *t = self;
	struct batch *batch = &t->batch;
	const struct train_config *c = &t->config;
	bool tail = t->config.count_off_every || advantage_needs_tail(t->config.code, t->config.baseline);

	rollout_prompts(batch, &t->rows, t->seed, t->state->update, from, n);
	for (int b = from; b < from + n; b++)
		c->behave->draw(&(struct behaviour){ .type = c->behave, .batch = batch, .now = &t->rows, .other = &t->base,
						     .m = c->m, .mix = c->mix, .seed = t->seed,
						     .update = t->state->update, .tail = tail }, desk, b);
	support_classify(batch, &t->base, desk, t->config.log_alpha, t->config.count_off_every, from, n);
}

static void gather(void *self, struct desk *desk, int from, int n)
{
	struct trainer *t = self;
	size_t nparam = t->task->nparam;
	double *partial = t->partial + (size_t)(from / CHUNK) * nparam;

	memset(partial, 0, nparam * sizeof *partial);
	gradient_chunk(&t->batch, &t->rows, desk, from, n, partial);
}

/* Gradient of the loss -mean A log p: over the batch, and over positions where the optimizer asks for it. Returns its
 * norm. */
static double sum_gradient(struct trainer *t)
{
	const struct train_config *c = &t->config;
	double scale = -1.0 / optim_divisor(c->optim, c->batch, t->task->N), sum = 0.0;

	gradient_sum(t->partial, crew_chunks(c->batch), t->task->nparam, scale, t->grad);
	for (size_t i = 0; i < t->task->nparam; i++)
		sum += t->grad[i] * t->grad[i];
	return sqrt(sum);
}

bool trainer_step(struct trainer *t, const struct patience *patience, struct report *report)
{
	const struct train_config *c = &t->config;
	const struct metering how = { c->reward, c->query_count, c->log_alpha, c->count_off_every };
	struct state *s = t->state;

	/* y ~ p_w(. | x) for a batch of prompts; whether each left q0's support. */
	rows_load(&t->rows, state_w(s));
	t->drawn_over = true;
	t->looked_at = false;
	if (!crew_work(&t->crew, c->batch, t->task->N, patience, roll_out, t))
		return false;

	/* Advantages from the rewards, and sum_i A_i grad log p_w(y_i | x, y_{1:i-1}). */
	advantage_fill(&t->batch, c->reward, c->code, c->baseline);
	if (!crew_work(&t->crew, c->batch, t->task->N, patience, gather, t))
		return false;

	/* From here on the state changes: the meter first, then w. */
	meter_count(&t->batch, &how, s, t->now, report);
	t->has_counts = true;
	report->gradnorm = sum_gradient(t);
	memcpy(t->before, state_w(s), t->task->nparam * sizeof *t->before);
	c->optim->step(state_w(s), t->grad, state_opt(s), t->task->nparam, c->lr);
	s->update++;
	t->has_batch = true;
	t->drawn_over = false;
	return true;
}

const struct state *trainer_state(const struct trainer *t)
{
	return t->state;
}

void trainer_restore(struct trainer *t, const struct state *s)
{
	memcpy(t->state, s, s->bytes);
	t->has_batch = t->has_counts = false;
}

void trainer_logliks(struct trainer *t, const struct prompt *p, int n, double *lp)
{
	rows_load(&t->rows, state_w(t->state));
	for (int i = 0; i < n; i++)
		lp[i] = rows_loglik(&t->rows, &p[i], t->room);
}

/* Draws the last batch to its end, all of it anew when an update that was given up has drawn over it. */
static void complete(struct trainer *t)
{
	struct desk *desk = &t->crew.desk[0];

	rows_load(&t->rows, t->before);
	if (t->drawn_over)
		rollout_prompts(&t->batch, &t->rows, t->seed, t->state->update - 1, 0, t->batch.B);
	for (int b = 0; b < t->batch.B; b++)
		if (t->drawn_over || t->batch.drawn[b] < t->batch.N)
			rollout_response(&t->batch, &t->rows, desk, t->seed, t->state->update - 1, b, true);
	if (t->drawn_over)
		advantage_fill(&t->batch, t->config.reward, t->config.code, t->config.baseline);
	t->drawn_over = false;
}

const struct batch *trainer_look(struct trainer *t)
{
	if (!t->has_batch)
		return NULL;
	if (t->looked_at && t->log_alpha == t->config.log_alpha)
		return &t->batch;
	if (!t->looked_at)
		complete(t);
	for (int from = 0; from < t->batch.B; from += CHUNK) {
		int n = t->batch.B - from < CHUNK ? t->batch.B - from : CHUNK;
		support_classify(&t->batch, &t->base, &t->crew.desk[0], t->config.log_alpha, true, from, n);
	}
	t->looked_at = true;
	t->log_alpha = t->config.log_alpha;
	return &t->batch;
}

const struct tally *trainer_counts(const struct trainer *t)
{
	return t->has_counts ? t->now : NULL;
}

const double *trainer_weights_before(const struct trainer *t)
{
	return t->before;
}

const double *trainer_gradient(const struct trainer *t)
{
	return t->grad;
}
