/* One trainer in time: its updates, and what is measured after each. */
#include "run/run.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/exact.h"

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

const struct span *run_span_then(const struct run *r)
{
	uint64_t update = run_update(r);

	return &r->line->span[timeline_span(r->line, update > 0 ? update - 1 : 0)];
}

static bool is_tested(const struct run *r, const struct measure *m)
{
	return task_is_finite(m->task) || (m->ntest > 0 && run_update(r) % (uint64_t)run_span_then(r)->test_every == 0);
}

static void fill_counts(const struct run *r, double row[TRACE_COLUMNS])
{
	const struct tally *now = &r->last.now;

	row[TRACE_REWARDED] = (double)now->rewarded;
	row[TRACE_RESPONSES] = (double)now->responses;
	row[TRACE_OFF] = run_span_then(r)->config.count_off_every ? (double)now->off : NAN;
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

static void measure_tracked(struct run *r, const struct measure *m)
{
	const struct tally *tally = state_tally_of(run_state(r));

	keep_likelihoods(r);
	trainer_iterate(r->trainer, r->iterate, r->lp);
	for (int i = 0; i < m->task->ntracked; i++)
		r->hits[i] = (uint32_t)tally[i].rewarded;
}

/* The update's row: `counted` with what it counted, `tested` with err. */
static void add_row(struct run *r, bool counted, bool tested)
{
	const struct state *s = run_state(r);
	double row[TRACE_COLUMNS];

	for (int c = 0; c < TRACE_COLUMNS; c++)
		row[c] = NAN;
	row[TRACE_UPDATE] = (double)s->update;
	row[TRACE_QUERIES] = (double)s->all.queries;
	row[TRACE_RESPONSES] = 0.0;
	row[TRACE_LR] = run_span_then(r)->config.lr;
	if (counted)
		fill_counts(r, row);
	if (tested)
		row[TRACE_ERR] = r->err;
	trace_add(&r->trace, row, r->lp, r->hits);
}

/* Measures the present weights and adds the update to the trace. */
static void record(struct run *r, const struct measure *m)
{
	bool tested = is_tested(r, m);

	measure_tracked(r, m);
	if (tested)
		r->err = tested_error(r, m);
	add_row(r, run_update(r) > 0, tested);
	trace_amend(&r->trace, r->err, r->lp); /* where its row was there already, of another iterate */
}

/* ---- Life */

static void alloc_measures(struct run *r, const struct task *task)
{
	r->lp = xcalloc((size_t)task->ntracked, sizeof *r->lp);
	r->lp_before = xcalloc((size_t)task->ntracked, sizeof *r->lp_before);
	r->hits = xcalloc((size_t)task->ntracked, sizeof *r->hits);
	r->err = NAN;
}

void run_start(struct run *r, const struct task *task, const double *base, const struct span *first, unsigned id,
	       uint64_t seed, int threads, const struct measure *m)
{
	run_done(r);
	r->trainer = trainer_new(task, base, &first->config, seed, threads);
	r->line = timeline_new(id, seed, first);
	r->agreed = r->wanted = r->line->span[0];
	r->threads = threads;
	alloc_measures(r, task);
	trace_init(&r->trace, task->ntracked);
	record(r, m);
}

void run_done(struct run *r)
{
	if (r->line)
		timeline_drop(run_leave(r)); /* a mark may have it still, and needs its trace */
	trainer_free(r->trainer);
	free(r->lp);
	free(r->lp_before);
	free(r->hits);
	*r = (struct run){ 0 };
}

void run_set_threads(struct run *r, int threads)
{
	if (threads != r->threads)
		trainer_set_threads(r->trainer, threads);
	r->threads = threads;
}

/* ---- Settings */

const struct train_config *run_config(const struct run *r)
{
	return r->departs ? &r->wanted.config : &r->line->span[r->at].config;
}

double run_sample_loglik(const struct run *r, const struct batch *b, int i, struct chain *chain, double *lp)
{
	double sum = 0.0;

	chain_load(chain, trainer_weights_before(r->trainer), &b->prompt[i]);
	exact_path(chain, b->y + (size_t)i * (size_t)b->N, b->length[i], lp);
	for (int t = 0; t < b->length[i]; t++)
		sum += lp[t];
	return sum;
}

const struct train_config *run_config_ahead(const struct run *r)
{
	return r->departs ? &r->wanted.config : &r->line->span[r->line->nspan - 1].config;
}

void run_follow(struct run *r, const struct span *want)
{
	r->agreed = r->wanted = *want;
	r->turned = false;
}

/* Also where they only read otherwise: who comes back finds them as they were. */
static void extend(struct run *r)
{
	r->wanted.from = run_update(r);
	timeline_set(r->line, &r->wanted);
	r->at = r->line->nspan - 1;
	r->agreed = r->wanted;
}

void run_configure(struct run *r, const struct span *want)
{
	bool same = span_same(want, &r->wanted);

	r->wanted = *want;
	if (run_update(r) == r->line->end)
		extend(r);
	else if (!same)
		r->departs = !span_same(want, &r->agreed);
	if (!same)
		trainer_configure(r->trainer, run_config(r));
}

void run_set_iterate(struct run *r, enum iterate iterate, const struct measure *m)
{
	if (iterate == r->iterate)
		return;
	r->iterate = iterate;
	trace_iterate(&r->trace, iterate);
	trainer_iterate(r->trainer, iterate, r->lp);
	keep_likelihoods(r); /* another iterate is no event */
	if (!isnan(r->err))
		r->err = iterate_error(r, m);
	trace_amend(&r->trace, r->err, r->lp);
}

/* ---- Time */

/* The span that holds for the next update. */
static void take_span(struct run *r)
{
	int at = timeline_span(r->line, run_update(r));

	if (at != r->at) {
		trainer_configure(r->trainer, &r->line->span[at].config);
		r->turned = true;
	}
	r->at = at;
}

/* An update is done. */
static void arrive(struct run *r, const struct measure *m)
{
	timeline_reach(r->line, run_state(r));
	record(r, m);
	timeline_keep(r->line, run_state(r), r->err, (int)r->iterate);
	take_span(r);
}

/* Settings that are not the trainer's own came along from another line: new updates are made with them. */
static void take_wanted(struct run *r)
{
	bool fresh = run_update(r) == r->line->end && !r->turned && trainer_phase(r->trainer) == PHASE_SAMPLE;

	if (!fresh || span_same(&r->line->span[r->at], &r->wanted))
		return;
	extend(r);
	trainer_configure(r->trainer, run_config(r));
}

bool run_step(struct run *r, const struct patience *patience, const struct measure *m)
{
	take_wanted(r);
	if (!trainer_step(r->trainer, patience, &r->last))
		return false;
	arrive(r, m);
	return true;
}

bool run_phase(struct run *r, const struct patience *patience, const struct measure *m)
{
	take_wanted(r);
	if (!trainer_phase_step(r->trainer, patience, &r->last))
		return false;
	if (trainer_phase(r->trainer) == PHASE_SAMPLE)
		arrive(r, m);
	return true;
}

/* The settings of where the line is now, whatever was wanted. */
static void settle(struct run *r)
{
	r->departs = false;
	r->at = timeline_span(r->line, run_update(r));
	trainer_configure(r->trainer, &r->line->span[r->at].config);
	r->turned = true;
}

static void place_at_base(struct run *r, const struct measure *m)
{
	trainer_rewind(r->trainer);
	settle(r);
	r->last = (struct report){ 0 };
	r->err = NAN;
	trace_rewind(&r->trace);
	record(r, m);
	keep_likelihoods(r);
}

/* err at a keyframe: of a random iterate it stands in the state, and that of a finite task is exact. Else it was measured at
 * the latest test, of the iterate that was set then; of another one it is not known before the next test. */
static double error_at(struct run *r, const struct keyframe *k, const struct measure *m)
{
	if (task_is_finite(m->task) || (r->iterate == ITERATE_RANDOM && k->state->tests > 0.0))
		return iterate_error(r, m);
	return k->iterate == (int)r->iterate ? k->err : NAN;
}

/* What the update itself counted is not known, until it is made again; nor what changed in it. */
static void place_at(struct run *r, const struct keyframe *k, const struct measure *m)
{
	trainer_restore(r->trainer, k->state);
	settle(r);
	r->last = (struct report){ 0 };
	measure_tracked(r, m);
	keep_likelihoods(r);
	r->err = error_at(r, k, m);
	trace_turn(&r->trace, k->update - 1);
	add_row(r, false, is_tested(r, m));
}

static void place_before(struct run *r, uint64_t target, const struct measure *m)
{
	const struct keyframe *k = target > 0 ? timeline_key(r->line, target - 1) : NULL;

	if (k)
		place_at(r, k, m);
	else
		place_at_base(r, m);
}

void run_seek(struct run *r, uint64_t target, const struct measure *m)
{
	const struct keyframe *k = target > 0 ? timeline_key(r->line, target - 1) : NULL;
	uint64_t now = run_update(r);

	if (now > target || (k && k->update > now))
		place_before(r, target, m);
	else if (r->departs)
		settle(r);
}

struct timeline *run_branch(struct run *r, unsigned id)
{
	struct timeline *left = r->line;
	struct trace past;

	r->line = timeline_fork(left, id, run_update(r));
	timeline_reach(r->line, run_state(r));
	r->wanted.from = run_update(r);
	timeline_set(r->line, &r->wanted);
	r->at = r->line->nspan - 1;
	r->agreed = r->wanted;
	r->departs = false;
	trace_copy(&past, &r->trace);
	trace_turn(&r->trace, UINT64_MAX);
	left->trace = r->trace;
	r->trace = past;
	timeline_rest(left);
	return left;
}

struct timeline *run_leave(struct run *r)
{
	struct timeline *left = r->line;

	trace_turn(&r->trace, UINT64_MAX);
	left->trace = r->trace;
	timeline_rest(left);
	r->trace = (struct trace){ 0 };
	r->line = NULL;
	return left;
}

void run_enter(struct run *r, struct timeline *line, uint64_t target, const struct measure *m)
{
	r->line = timeline_hold(line);
	r->trace = line->trace;
	line->trace = (struct trace){ 0 };
	trace_iterate(&r->trace, r->iterate);
	trainer_reseed(r->trainer, line->seed);
	place_before(r, target, m);
}
