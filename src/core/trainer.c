/* One update: sample, query, reinforce. The page to read beside the paper: work() says what each phase does. */
#include "core/trainer-own.h"

#include <math.h>
#include <string.h>

#include "core/gradient.h"
#include "core/importance.h"
#include "core/support.h"
#include "core/vector.h"

/* ---- Sample */

struct behaviour trainer_behaviour(struct trainer *t, const struct train_config *c, uint64_t update, bool tail)
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

int trainer_tokens(const struct trainer *t, const struct train_config *c)
{
	return t->task->N + (c->behave->has_m ? (int)c->m : 0);
}

/* Of one chunk: one kind of work after the other, so that each kind's weights stay close to the processor. */
static void roll_out(void *self, struct desk *desk, int from, int n)
{
	struct trainer *t = self;
	const struct train_config *c = &t->config;
	bool tail = c->count_off_every || advantage_needs_tail(c->code, c->baseline);
	const struct behaviour q = trainer_behaviour(t, c, t->state->update, tail);

	behave_chunk(&q, desk, from, n);
	if (t->batch.weight)
		importance_fill(&q, desk, c->clip, c->reward->per_token, from, n);
	support_classify(&t->batch, &t->base, desk, c->log_alpha, c->count_off_every, from, n);
}

/* Responses y ~ q(. | x) to fresh prompts at the present weights. False: patience ran out. */
static bool draw_batch(struct trainer *t, const struct patience *patience)
{
	rows_load(&t->rows, state_w(t->state));
	t->drawn_over = true;
	t->looked_at = false;
	return crew_work(&t->crew, t->config.batch, trainer_tokens(t, &t->config), patience, roll_out, t);
}

/* ---- Query */

static void ask_rewards(struct trainer *t)
{
	const struct train_config *c = &t->config;

	advantage_fill(&t->batch, c->reward, c->code, c->baseline);
}

/* ---- Reinforce */

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

/* ---- What changes the state */

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

/* ---- Phase by phase */

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
