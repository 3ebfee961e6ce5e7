/* One trainer in time: its updates, and what is measured after each. */
#include "run/run.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

/* 1 - mean p(y*|x) over the weighted prompts of a finite task, exact: of any iterate, since it is linear in p. */
static double finite_error(const struct run *r, const struct task *t)
{
	double right = 0.0;

	for (int i = 0; i < t->ntracked; i++)
		right += t->tracked[i].weight * exp(r->lp[i]);
	return 1.0 - right;
}

/* The same over a generator's test prompts, under the present weights or their mean so far. */
static double test_error(struct run *r, const struct measure *m, bool mean)
{
	double right = 0.0;

	if (mean)
		trainer_mean_logliks(r->trainer, m->test, m->ntest, m->room);
	else
		trainer_logliks(r->trainer, m->test, m->ntest, m->room);
	for (int i = 0; i < m->ntest; i++)
		right += exp(m->room[i]);
	return 1.0 - right / m->ntest;
}

/* err of the run's iterate; of a generator that has been tested at least once. */
static double iterate_error(struct run *r, const struct measure *m)
{
	const struct state *s = run_state(r);

	if (task_is_finite(m->task))
		return finite_error(r, m->task);
	if (r->iterate == ITERATE_RANDOM)
		return s->test_sum / s->tests;
	return test_error(r, m, r->iterate == ITERATE_AVERAGE);
}

/* A test update: the present weights' err joins the sums of the state, whatever iterate err speaks of. */
static double tested_error(struct run *r, const struct measure *m)
{
	double last;

	if (task_is_finite(m->task))
		return finite_error(r, m->task);
	last = test_error(r, m, false);
	trainer_add_test(r->trainer, last);
	return r->iterate == ITERATE_LAST ? last : iterate_error(r, m);
}

static bool is_test_update(const struct measure *m, uint64_t update)
{
	return task_is_finite(m->task) || (m->ntest > 0 && update % (uint64_t)m->test_every == 0);
}

static void fill_counts(const struct run *r, double row[TRACE_COLUMNS])
{
	const struct tally *now = &r->last.now;

	row[TRACE_REWARDED] = (double)now->rewarded;
	row[TRACE_RESPONSES] = (double)now->responses;
	row[TRACE_OFF] = run_config(r)->count_off_every ? (double)now->off : NAN;
	row[TRACE_DISCOVERED] = (double)now->discovered;
	row[TRACE_ALLWRONG] = r->last.allwrong;
	row[TRACE_ALLRIGHT] = r->last.allright;
	row[TRACE_GRADNORM] = r->last.gradnorm;
}

/* What is measured next is compared with what was measured last. */
static void keep_likelihoods(struct run *r)
{
	memcpy(r->lp_before, r->lp, (size_t)r->trace.ntracked * sizeof *r->lp);
}

/* Measures the present weights and adds the update to the trace. */
static void record(struct run *r, const struct measure *m)
{
	const struct state *s = run_state(r);
	const struct tally *tally = state_tally_of(s);
	double row[TRACE_COLUMNS];

	keep_likelihoods(r);
	trainer_iterate(r->trainer, r->iterate, r->lp);
	for (int c = 0; c < TRACE_COLUMNS; c++)
		row[c] = NAN;
	row[TRACE_UPDATE] = (double)s->update;
	row[TRACE_QUERIES] = (double)s->all.queries;
	row[TRACE_RESPONSES] = 0.0;
	row[TRACE_LR] = run_config(r)->lr;
	if (s->update > 0)
		fill_counts(r, row);
	if (is_test_update(m, s->update))
		row[TRACE_ERR] = r->err = tested_error(r, m);
	for (int i = 0; i < m->task->ntracked; i++)
		r->hits[i] = (uint32_t)tally[i].rewarded;
	trace_add(&r->trace, row, r->lp, r->hits);
}

void run_start(struct run *r, const struct task *task, const double *base, const struct train_config *c,
	       uint64_t seed, int threads, const struct measure *m)
{
	run_done(r);
	r->trainer = trainer_new(task, base, c, seed, threads);
	r->span = xcalloc(1, sizeof *r->span);
	r->span[0] = (struct span){ .from = 0, .config = *c };
	r->nspan = 1;
	r->threads = threads;
	r->lp = xcalloc((size_t)task->ntracked, sizeof *r->lp);
	r->lp_before = xcalloc((size_t)task->ntracked, sizeof *r->lp_before);
	r->hits = xcalloc((size_t)task->ntracked, sizeof *r->hits);
	r->err = NAN;
	trace_init(&r->trace, task->ntracked);
	record(r, m);
}

void run_done(struct run *r)
{
	trainer_free(r->trainer);
	free(r->span);
	free(r->lp);
	free(r->lp_before);
	free(r->hits);
	trace_done(&r->trace);
	*r = (struct run){ 0 };
}

void run_set_threads(struct run *r, int threads)
{
	if (threads != r->threads)
		trainer_set_threads(r->trainer, threads);
	r->threads = threads;
}

const struct train_config *run_config(const struct run *r)
{
	return &r->span[r->nspan - 1].config;
}

void run_configure(struct run *r, const struct train_config *c)
{
	uint64_t from = run_state(r)->update;

	if (memcmp(c, run_config(r), sizeof *c) == 0)
		return;
	if (r->span[r->nspan - 1].from < from) {
		r->span = xresize(r->span, (size_t)r->nspan + 1, sizeof *r->span);
		r->nspan++;
	}
	r->span[r->nspan - 1] = (struct span){ .from = from, .config = *c };
	trainer_configure(r->trainer, c);
}

void run_set_iterate(struct run *r, enum iterate iterate, const struct measure *m)
{
	if (iterate == r->iterate)
		return;
	r->iterate = iterate;
	trainer_iterate(r->trainer, iterate, r->lp);
	keep_likelihoods(r); /* another iterate is no event */
	if (!isnan(r->err))
		r->err = iterate_error(r, m);
	trace_amend(&r->trace, r->err, r->lp);
}

bool run_step(struct run *r, const struct patience *patience, const struct measure *m)
{
	if (!trainer_step(r->trainer, patience, &r->last))
		return false;
	record(r, m);
	return true;
}
