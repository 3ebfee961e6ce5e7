/* One update: sample, query, reinforce. trainer_phase_step() is the page to read beside the paper. */
#include "core/trainer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/features.h"
#include "core/gradient.h"
#include "core/importance.h"
#include "core/support.h"
#include "core/vector.h"

struct trainer {
	const struct task *task;
	struct train_config config;
	uint64_t seed;
	struct state *state;
	struct rows rows, base;   /* of the present weights (rows.w says which), of q0       */
	struct rows frozen;       /* of config.frozen, when there is one                     */
	double radius2;           /* R^2 of the features for adaptive steps, 0: not asked for */
	struct batch batch;
	struct crew crew;
	double *partial;          /* (chunks, nparam) gradient sums of the chunks            */
	double *grad;             /* (nparam) of the loss                                    */
	struct tally *now;        /* (ntracked) the last update's counts ..                  */
	bool has_counts;          /* .. when there are any                                   */
	double *lp;               /* (ntracked) log p(y*|x) of the tracked prompts now ..    */
	bool has_lp;              /* .. when they have been measured                         */
	double *mean, *room;      /* (nparam), (3k) room for measures                        */
	enum phase phase;         /* of the update in progress: what comes next              */
	/* The batch of the last update, for whoever looks at it. */
	bool has_batch;
	struct train_config last; /* by which it was drawn ..                                */
	double *before;           /* .. at these weights (nparam)                            */
	bool drawn_over;          /* by an update in progress, or given up                   */
	bool looked_at;           /* it is complete, and stands to the line log_alpha        */
	double log_alpha;
};

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

/* What the responses of an update are drawn from. */
static struct behaviour behaviour_of(struct trainer *t, const struct train_config *c, uint64_t update, bool tail)
{
	return (struct behaviour){
		.type = c->behave,
		.batch = &t->batch,
		.now = &t->rows,
		.other = c->behave == &behave_frozen && c->frozen ? &t->frozen : &t->base,
		.m = c->m,
		.mix = c->mix,
		.seed = t->seed,
		.update = update,
		.tail = tail,
		.ask_all = c->reward->per_token && c->query_count == QUERY_ALL,
	};
}

/* A response's tokens and tries, by the order of magnitude: whether it pays to share them out. */
static int tokens_of(const struct trainer *t, const struct train_config *c)
{
	return t->task->N + (c->behave->has_m ? (int)c->m : 0);
}

/* Of one chunk: one kind of work after the other, so that each kind's weights stay close to the processor. */
static void roll_out(void *self, struct desk *desk, int from, int n)
{
	struct trainer *t = self;
	const struct train_config *c = &t->config;
	bool tail = c->count_off_every || advantage_needs_tail(c->code, c->baseline);
	const struct behaviour q = behaviour_of(t, c, t->state->update, tail);

	behave_chunk(&q, desk, from, n);
	if (t->batch.weight)
		importance_fill(&q, desk, c->clip, c->reward->per_token, from, n);
	support_classify(&t->batch, &t->base, desk, c->log_alpha, c->count_off_every, from, n);
}

/* The chunk's part of the gradient: sum of A_i grad log p, times each response's eta where steps are adaptive. */
static void gather(void *self, struct desk *desk, int from, int n)
{
	struct trainer *t = self;
	size_t nparam = t->task->nparam;
	double *partial = t->partial + (size_t)(from / CHUNK) * nparam;

	memset(partial, 0, nparam * sizeof *partial);
	if (t->config.optim->adaptive)
		gradient_chunk_adaptive(&t->batch, &t->rows, desk, from, n, t->radius2, partial);
	else
		gradient_chunk(&t->batch, &t->rows, desk, from, n, partial);
}

/* Responses y ~ q(. | x) to fresh prompts at the present weights. False: patience ran out. */
static bool draw_batch(struct trainer *t, const struct patience *patience)
{
	rows_load(&t->rows, state_w(t->state));
	t->drawn_over = true;
	t->looked_at = false;
	return crew_work(&t->crew, t->config.batch, tokens_of(t, &t->config), patience, roll_out, t);
}

static void ask_rewards(struct trainer *t)
{
	const struct train_config *c = &t->config;

	advantage_fill(&t->batch, c->reward, c->code, c->baseline);
}

/* Gradient of the loss -mean A log p: over the batch, and over positions where the optimizer asks for it; with adaptive
 * steps each response's is scaled by its own. */
static bool differentiate(struct trainer *t, const struct patience *patience)
{
	const struct train_config *c = &t->config;
	double scale = -1.0 / optim_divisor(c->optim, c->batch, t->task->N);

	if (t->rows.w != state_w(t->state)) /* a measure between two phases has loaded others */
		rows_load(&t->rows, state_w(t->state));
	if (!crew_work(&t->crew, c->batch, t->task->N, patience, gather, t))
		return false;
	gradient_sum(t->partial, crew_chunks(c->batch), t->task->nparam, scale, t->grad);
	return true;
}

static void count(struct trainer *t, struct report *report)
{
	const struct train_config *c = &t->config;
	bool by_prefix = c->reward->per_token || c->behave->asks_tokens;
	const struct metering how = { c->reward, c->query_count, c->log_alpha, by_prefix, c->count_off_every };

	meter_count(&t->batch, &how, t->state, t->now, report);
	report->gradnorm = sqrt(vector_dot(t->grad, t->grad, (int)t->task->nparam));
	t->has_counts = true;
}

/* What trainer_look() needs to draw this batch again. */
static void keep_batch(struct trainer *t)
{
	t->last = t->config;
	memcpy(t->before, state_w(t->state), t->task->nparam * sizeof *t->before);
	t->has_batch = true;
	t->drawn_over = false;
}

static void descend(struct trainer *t)
{
	struct state *s = t->state;

	t->config.optim->step(state_w(s), t->grad, state_opt(s), t->task->nparam, t->config.lr);
	s->update++;
	t->has_lp = false;
}

/* Sums over w_0 .. w_t, queries and discoveries, then w_{t+1} = w_t - eta g. */
static void apply(struct trainer *t, struct report *report)
{
	state_add_iterate(t->state, trainer_tracked(t));
	count(t, report);
	keep_batch(t);
	descend(t);
}

static bool work(struct trainer *t, enum phase phase, const struct patience *patience, struct report *report)
{
	switch (phase) {
	case PHASE_SAMPLE: /* prompts x, responses y ~ q(. | x), perhaps weights p_w / q; whether y left q0's support */
		return draw_batch(t, patience);
	case PHASE_REWARD: /* the oracle's rewards r(x, y) or r(x, y_{1:i}) become advantages A_i */
		ask_rewards(t);
		return true;
	case PHASE_GRADIENT: /* g = -mean of sum_i A_i grad log p_w(y_i | x, y_{1:i-1}) */
		return differentiate(t, patience);
	default: /* the only one that changes the state */
		apply(t, report);
		return true;
	}
}

/* Before `phase`: when somebody has looked at the batch of the last update, that of this one is drawn once more. */
static bool have_batch(struct trainer *t, enum phase phase, const struct patience *patience)
{
	if (phase == PHASE_SAMPLE || t->drawn_over)
		return true;
	if (!draw_batch(t, patience))
		return false;
	if (phase > PHASE_REWARD)
		ask_rewards(t);
	return true;
}

bool trainer_phase_step(struct trainer *t, const struct patience *patience, struct report *report)
{
	enum phase phase = t->phase;

	t->phase = PHASE_SAMPLE; /* an update that is given up begins anew */
	if (!have_batch(t, phase, patience) || !work(t, phase, patience, report))
		return false;
	t->phase = (enum phase)((phase + 1) % PHASES);
	return true;
}

bool trainer_step(struct trainer *t, const struct patience *patience, struct report *report)
{
	do {
		if (!trainer_phase_step(t, patience, report))
			return false;
	} while (t->phase != PHASE_SAMPLE);
	return true;
}

enum phase trainer_phase(const struct trainer *t)
{
	return t->phase;
}

const struct batch *trainer_batch(const struct trainer *t)
{
	return &t->batch;
}

const struct state *trainer_state(const struct trainer *t)
{
	return t->state;
}

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

static void logliks(struct trainer *t, const double *w, const struct prompt *p, int n, double *lp)
{
	rows_load(&t->rows, w);
	for (int i = 0; i < n; i++)
		lp[i] = rows_loglik(&t->rows, &p[i], t->room);
}

void trainer_logliks(struct trainer *t, const struct prompt *p, int n, double *lp)
{
	logliks(t, state_w(t->state), p, n, lp);
}

void trainer_mean_logliks(struct trainer *t, const struct prompt *p, int n, double *lp)
{
	state_mean_weights(t->state, t->mean);
	logliks(t, t->mean, p, n, lp);
}

const double *trainer_tracked(struct trainer *t)
{
	if (!t->has_lp)
		trainer_logliks(t, t->task->tracked, t->task->ntracked, t->lp);
	t->has_lp = true;
	return t->lp;
}

void trainer_iterate(struct trainer *t, enum iterate which, double *lp)
{
	if (which == ITERATE_LAST || t->state->update == 0)
		memcpy(lp, trainer_tracked(t), (size_t)t->task->ntracked * sizeof *lp);
	else if (which == ITERATE_RANDOM)
		state_mean_logliks(t->state, lp);
	else
		trainer_mean_logliks(t, t->task->tracked, t->task->ntracked, lp);
}

void trainer_add_test(struct trainer *t, double err)
{
	t->state->tests += 1.0;
	t->state->test_sum += err;
}

/* The last batch to its end, all of it anew when an update that was given up has drawn over it. */
static void complete_chunk(void *self, struct desk *desk, int from, int n)
{
	struct trainer *t = self;
	const struct behaviour q = behaviour_of(t, &t->last, t->state->update - 1, true);

	if (t->drawn_over)
		behave_chunk(&q, desk, from, n);
	else
		behave_finish(&q, desk, from, n);
	if (t->batch.weight)
		importance_fill(&q, desk, t->last.clip, t->last.reward->per_token, from, n);
}

static void complete(struct trainer *t)
{
	rows_load(&t->rows, t->before);
	crew_work(&t->crew, t->batch.B, tokens_of(t, &t->last), NULL, complete_chunk, t);
	if (t->drawn_over)
		advantage_fill(&t->batch, t->last.reward, t->last.code, t->last.baseline);
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

const struct train_config *trainer_config_before(const struct trainer *t)
{
	return &t->last;
}

const double *trainer_gradient(const struct trainer *t)
{
	return t->grad;
}
