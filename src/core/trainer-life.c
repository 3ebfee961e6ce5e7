/* The life of a trainer: its rooms, its settings, and where in time it is. */
#include "core/trainer-own.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/features.h"

static void take_config(struct trainer *t, const struct train_config *c)
{
	if (c->frozen != t->config.frozen && t->last.behave == &behave_frozen)
		t->has_batch = false; /* what it was drawn from is no longer lent */
	if (c->frozen)
		rows_load(&t->frozen, c->frozen);
	t->config = *c;
	if (c->optim->adaptive && t->radius2 == 0.0)
		t->radius2 = features_radius2(t->task);
}

static void alloc_batch(struct trainer *t)
{
	batch_init(&t->batch, t->task, t->config.batch);
	batch_weigh(&t->batch, t->config.clip > 0.0);
	t->partial = xcalloc((size_t)crew_chunks(t->config.batch) * t->task->nparam, sizeof *t->partial);
	t->has_batch = false;
}

struct trainer *trainer_new(const struct task *task, const double *base, const struct train_config *c, uint64_t seed,
			    int threads)
{
	struct trainer *t = xcalloc(1, sizeof *t);

	t->task = task;
	rows_init(&t->frozen, task);
	take_config(t, c);
	t->seed = seed;
	t->state = state_new(task->nparam, task->nparam, (size_t)task->ntracked);
	state_reset(t->state, base);
	rows_init(&t->rows, task);
	rows_init(&t->base, task);
	rows_load(&t->base, base);
	crew_init(&t->crew, task, threads);
	t->now = xcalloc((size_t)task->ntracked, sizeof *t->now);
	t->grad = xcalloc(task->nparam, sizeof *t->grad);
	t->before = xcalloc(task->nparam, sizeof *t->before);
	t->mean = xcalloc(task->nparam, sizeof *t->mean);
	t->lp = xcalloc((size_t)task->ntracked, sizeof *t->lp);
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
	rows_done(&t->frozen);
	crew_done(&t->crew);
	batch_done(&t->batch);
	free(t->partial);
	free(t->now);
	free(t->grad);
	free(t->before);
	free(t->mean);
	free(t->lp);
	free(t->room);
	free(t->state);
	free(t);
}

void trainer_configure(struct trainer *t, const struct train_config *c)
{
	bool resize = c->batch != t->config.batch;

	if ((c->clip > 0.0) != (t->config.clip > 0.0))
		t->looked_at = false; /* weights come and go with it */
	take_config(t, c);
	batch_weigh(&t->batch, c->clip > 0.0);
	t->phase = PHASE_SAMPLE;
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

/* ---- Elsewhere in time */

void trainer_restore(struct trainer *t, const struct state *s)
{
	memcpy(t->state, s, s->bytes);
	t->phase = PHASE_SAMPLE;
	t->has_batch = t->has_counts = t->has_lp = false;
}

void trainer_rewind(struct trainer *t)
{
	state_reset(t->state, t->base.w);
	t->phase = PHASE_SAMPLE;
	t->has_batch = t->has_counts = t->has_lp = false;
}

void trainer_reseed(struct trainer *t, uint64_t seed)
{
	t->seed = seed;
	t->phase = PHASE_SAMPLE;
	t->has_batch = false;
}
