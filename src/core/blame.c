/* Token by token through a batch, summed by prompt and transition. */
#include "core/blame.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/exact.h"
#include "core/features.h"
#include "core/gradient.h"
#include "core/vector.h"

static int compare(const void *a, const void *b)
{
	const struct blame_part *x = a, *y = b;

	if (x->track != y->track)
		return x->track < y->track ? -1 : 1;
	if (x->state != y->state)
		return x->state < y->state ? -1 : 1;
	return (x->token > y->token) - (x->token < y->token);
}

/* Sorts, and makes one entry of those that belong together. */
static void merge(struct blame_parts *parts)
{
	size_t n = 0;

	if (parts->n == 0)
		return;
	qsort(parts->list, parts->n, sizeof *parts->list, compare);
	for (size_t i = 1; i < parts->n; i++) {
		struct blame_part *to = &parts->list[n], *one = &parts->list[i];
		if (compare(to, one) != 0) {
			parts->list[++n] = *one;
			continue;
		}
		to->tokens += one->tokens;
		to->part += one->part;
	}
	parts->n = n + 1;
}

/* A full list is merged, and grows when that has not made half of it free. */
static void add(struct blame_parts *parts, struct blame_part one)
{
	if (parts->n == parts->room) {
		merge(parts);
		if (2 * parts->n >= parts->room) {
			parts->room = parts->room ? 2 * parts->room : 4096;
			parts->list = xresize(parts->list, parts->room, sizeof *parts->list);
		}
	}
	parts->list[parts->n++] = one;
}

/* One response after the other. */
struct round {
	const struct deeds *deeds;
	const double *h;
	struct rows rows;
	struct desk desk;
	double *a;      /* (k) the prompt's part of the scores under h */
	double radius2; /* of adaptive steps, else 0                   */
};

/* z - E_p z (k) at a state, worked out on the first visit. */
static const double *scores_at(struct round *r, const struct subject *q, int state)
{
	const struct task *t = r->deeds->task;
	double *z = r->desk.count + (size_t)state * (size_t)t->k, mean;
	const struct row *row;

	if (r->desk.plain.ready[state])
		return z;
	row = sheet_row(&r->desk.plain, &r->rows, q, state);
	features_score_given(t, r->h, q->prompt, r->a, state, z);
	mean = vector_dot(row->weight, z, t->k) / row->sum;
	for (int y = 0; y < t->k; y++)
		z[y] -= mean;
	return z;
}

/* What A_i weight_i is multiplied with. */
static double scale_of(struct round *r, int b)
{
	const struct batch *batch = r->deeds->batch;
	double each = 1.0 / optim_divisor(r->deeds->config->optim, batch->B, batch->N);

	return r->radius2 > 0.0 ? each * gradient_eta(batch, &r->rows, &r->desk, b, r->radius2) : each;
}

static void add_response(struct round *r, int b, struct blame_parts *parts)
{
	const struct task *t = r->deeds->task;
	const struct batch *batch = r->deeds->batch;
	const struct subject q = batch_subject(batch, b);
	size_t first = (size_t)b * (size_t)t->N;
	double scale = scale_of(r, b);
	int state = 0;

	sheet_clear(&r->desk.plain);
	if (features_split(t->features))
		t->features->score_prompt(t, r->h, q.prompt, r->a);
	for (int i = 0; i < batch->drawn[b]; i++) {
		double c = scale * batch_advantage(batch, b, i) * (batch->weight ? batch->weight[first + i] : 1.0);
		int y = batch->y[first + i];
		if (c != 0.0)
			add(parts, (struct blame_part){ q.prompt->track, state, y, 1, c * scores_at(r, &q, state)[y] });
		state = t->next[state * t->k + y];
	}
}

void blame_tokens(const struct deeds *d, const double *h, struct blame_parts *parts)
{
	struct round r = { .deeds = d, .h = h, .a = xcalloc((size_t)d->task->k, sizeof *r.a) };

	rows_init(&r.rows, d->task);
	rows_load(&r.rows, d->w);
	desk_init(&r.desk, d->task);
	if (d->config->optim->adaptive)
		r.radius2 = features_radius2(d->task);
	for (int b = 0; b < d->batch->B; b++)
		add_response(&r, b, parts);
	merge(parts);
	rows_done(&r.rows);
	desk_done(&r.desk);
	free(r.a);
}

void blame_done(struct blame_parts *parts)
{
	free(parts->list);
	*parts = (struct blame_parts){ 0 };
}

double blame_by_prompt(const struct task *t, const struct blame_parts *parts, double *to)
{
	double sum = 0.0;

	memset(to, 0, ((size_t)t->ntracked + 1) * sizeof *to);
	for (size_t i = 0; i < parts->n; i++) {
		const struct blame_part *one = &parts->list[i];
		to[one->track < 0 ? t->ntracked : one->track] += one->part;
		sum += one->part;
	}
	return sum;
}

bool blame_last(struct trainer *t, const struct task *task, struct deeds *to)
{
	if (trainer_phase(t) != PHASE_SAMPLE)
		return false;
	*to = (struct deeds){ task, trainer_look(t), trainer_config_before(t), trainer_weights_before(t) };
	return to->batch != NULL;
}

/* v *= D of the last step. */
static void scale_step(const struct deeds *d, const struct trainer *t, double *v)
{
	const struct train_config *c = d->config;

	c->optim->scale(v, state_opt_of(trainer_state(t)), d->task->nparam, c->lr);
}

/* The weights are asked, not the trainer's gradient: that may be one of an update that was given up since. */
void blame_positions(const struct deeds *d, const struct trainer *t, const struct prompt *p, double *part)
{
	const struct task *task = d->task;
	double *step = xmemdup(state_w_of(trainer_state(t)), task->nparam * sizeof *step), z[TASK_TOKENS_MOST];
	struct chain then;
	int state = 0;

	for (size_t j = 0; j < task->nparam; j++)
		step[j] -= d->w[j];
	chain_init(&then, task);
	chain_load(&then, d->w, p);
	for (int i = 0; i < task->N; i++) {
		const double *lp = chain_row(&then, state);
		features_score(task, step, p, state, z);
		part[i] = z[p->ystar[i]];
		for (int y = 0; y < task->k; y++)
			part[i] -= exp(lp[y]) * z[y];
		state = task->next[state * task->k + p->ystar[i]];
	}
	chain_done(&then);
	free(step);
}

void blame_score(const struct deeds *d, const struct trainer *t, const struct prompt *p, const double *by,
		 struct blame_parts *parts)
{
	double *h = xcalloc(d->task->nparam, sizeof *h);
	struct chain then;

	chain_init(&then, d->task);
	chain_load(&then, d->w, p);
	exact_score(&then, by, h);
	scale_step(d, t, h);
	blame_tokens(d, h, parts);
	chain_done(&then);
	free(h);
}
