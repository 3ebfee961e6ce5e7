/* Quantiles as `lq` prints them, of the base model and of the trainer that is looked at. */
#include "run/frame-quantile.h"

#include <stdlib.h>

#include "base/xalloc.h"
#include "core/quantile.h"
#include "run/crowd.h"

/* Probabilities of a whole crowd that are no burden ten times a second: 5 ms. */
static const double light = 1 << 23;

/* Of one trainer. */
struct quantile_room {
	struct crowd base, now;
	bool known;               /* the base model's are measured                   */
	bool measured;            /* those of now were ..                            */
	uint64_t update, hash;    /* .. there                                        */
};

void frame_quantiles_done(struct quantile_room *room)
{
	if (!room)
		return;
	crowd_done(&room->base);
	crowd_done(&room->now);
	free(room);
}

static struct quantile_room *room_new(const struct session *s)
{
	struct quantile_room *r = xcalloc(1, sizeof *r);

	crowd_init(&r->base, s);
	crowd_init(&r->now, s);
	return r;
}

/* Updates between two measures in a run: a measure takes about as long as updates with as many responses as there are prompts,
 * and is to cost the run some hundredths of its time at most. */
static uint64_t interval(const struct session *s, int who, const struct quantile_room *r)
{
	enum { UPDATES_PER_MEASURE = 50 };
	uint64_t updates = (uint64_t)UPDATES_PER_MEASURE * (uint64_t)r->now.n / (uint64_t)run_config(&s->run[who])->batch;

	return updates > (uint64_t)s->config.test_every ? updates : (uint64_t)s->config.test_every;
}

/* Where measuring is dear, a run is looked at now and then, and what stands still once. */
static bool is_fresh(const struct session *s, int who, const struct quantile_room *r)
{
	const struct state *st = run_state(&s->run[who]);
	double work = (double)r->now.n * s->task->N * s->task->k;

	if (work <= light || !r->measured)
		return false;
	if (session_working(s) && st->update >= r->update && st->update < r->update + interval(s, who, r))
		return true;
	return st->update == r->update && state_hash(st) == r->hash;
}

static void measure(const struct session *s, int who, struct quantile_room *r)
{
	const struct state *st = run_state(&s->run[who]);

	if (!r->known)
		crowd_measure(&r->base, s->base.w);
	r->known = true;
	if (is_fresh(s, who, r))
		return;
	crowd_measure(&r->now, state_w_of(st));
	r->measured = true;
	r->update = st->update;
	r->hash = state_hash(st);
}

static int by_eps(const void *a, const void *b)
{
	double x = ((const struct frame_quantile *)a)->eps, y = ((const struct frame_quantile *)b)->eps;

	return x < y ? -1 : x > y;
}

/* The three that are always there, and the setting where it is another. */
static int choose_eps(double eps, struct frame_quantile q[FRAME_QUANTILE_MOST])
{
	static const double always[] = { .1, .2, .5 };
	int n = 0;
	bool set = false;

	for (size_t i = 0; i < sizeof always / sizeof *always; i++) {
		q[n++] = (struct frame_quantile){ .eps = always[i], .set = always[i] == eps };
		set = set || always[i] == eps;
	}
	if (!set)
		q[n++] = (struct frame_quantile){ .eps = eps, .set = true };
	qsort(q, (size_t)n, sizeof *q, by_eps);
	return n;
}

/* The last quantile leaves the likelihoods sorted. */
static void fill(struct crowd *c, int neps, struct frame_quantiles *to)
{
	for (int i = 0; i < neps; i++) {
		struct crowd_quantile q;
		crowd_quantile(c, to->q[i].eps, &q);
		to->q[i].lq = q.lq;
		to->q[i].tlq = q.tlq;
		to->q[i].at = q.at;
		to->q[i].token_at = q.token_at;
		to->q[i].position = q.position;
	}
	quantile(c->lp, NULL, c->n, 0.0, c->order, NULL);
	to->lp = c->lp;
	to->order = c->order;
}

void frame_quantiles(const struct session *s, struct quantile_room **room, struct frame *f)
{
	if (!*room)
		*room = room_new(s);
	measure(s, f->who, *room);
	f->ncrowd = (*room)->base.n;
	f->crowd_drawn = !task_is_finite(s->task);
	f->crowd_update = (*room)->update;
	f->neps = choose_eps(s->config.eps, f->base_quantiles.q);
	choose_eps(s->config.eps, f->now_quantiles.q);
	fill(&(*room)->base, f->neps, &f->base_quantiles);
	fill(&(*room)->now, f->neps, &f->now_quantiles);
}

/* ---- the ladder */

struct rung {
	int prompt;
	double lp0;
};

/* The likeliest first; two alike in the order of their numbers. */
static int by_likelihood(const void *a, const void *b)
{
	const struct rung *x = a, *y = b;

	return x->lp0 > y->lp0 ? -1 : x->lp0 < y->lp0 ? 1 : x->prompt - y->prompt;
}

static int *sorted(const struct session *s)
{
	size_t n = (size_t)s->task->ntracked;
	struct rung *rung = xcalloc(n, sizeof *rung);
	int *order = xcalloc(n, sizeof *order);

	for (size_t i = 0; i < n; i++)
		rung[i] = (struct rung){ (int)i, s->base.lp[i] };
	qsort(rung, n, sizeof *rung, by_likelihood);
	for (size_t i = 0; i < n; i++)
		order[i] = rung[i].prompt;
	free(rung);
	return order;
}

void frame_ladder(const struct session *s, int **room, struct frame *f)
{
	if (!*room)
		*room = sorted(s);
	f->ladder = *room;
}
