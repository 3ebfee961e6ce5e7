/* Parts of a change of log p, by whose tokens made them. */
#include "command/inquiry.h"

#include <stdlib.h>

#include "base/xalloc.h"
#include "core/exact.h"

bool inquiry_begin(const struct session *s, struct inquiry *q, struct err *e)
{
	struct trainer *t = s->run[q->who].trainer;

	if (trainer_phase(t) != PHASE_SAMPLE)
		return err_set(e, "an update is in progress: step finishes it, then blame");
	if (trainer_state(t)->update == 0)
		return err_set(e, "no update yet that could be blamed: step, then blame");
	if (!blame_last(t, s->task, &q->deeds))
		return err_set(e, "the responses of the last update are gone, after a jump or with another batch: "
				  "step, then blame");
	if (q->deeds.config->clip > 0.0 && !q->deeds.batch->weight)
		return err_set(e, "the last update's importance weights went with the setting clip: step, then blame");
	return true;
}

static double log_p(const struct inquiry *q, const double *w, double *lp)
{
	const struct task *t = q->deeds.task;
	struct chain c;
	double sum = 0.0;

	chain_init(&c, t);
	chain_load(&c, w, &t->tracked[q->prompt]);
	exact_tokens(&c, lp);
	chain_done(&c);
	for (int i = 0; i < t->N; i++)
		sum += q->by[i] * lp[i];
	return sum;
}

static struct place *place_of(struct inquiry *q, int state, int token, int position)
{
	for (int i = 0; i < q->nplace; i++)
		if (q->place[i].state == state && q->place[i].token == token)
			return &q->place[i];
	q->place[q->nplace] = (struct place){ .state = state, .token = token, .first = position };
	return &q->place[q->nplace++];
}

/* part (N) by position, summed by what stands there. */
static void find_places(struct inquiry *q, const double *part)
{
	const struct task *t = q->deeds.task;
	const uint8_t *y = t->tracked[q->prompt].ystar;
	int state = 0;

	q->place = xcalloc((size_t)t->N, sizeof *q->place);
	for (int i = 0; i < t->N; i++) {
		struct place *at = q->by[i] != 0.0 ? place_of(q, state, y[i], i) : NULL;
		if (at) {
			at->part += part[i];
			at->n++;
		}
		state = t->next[state * t->k + y[i]];
	}
}

void inquiry_make(const struct session *s, struct inquiry *q)
{
	const struct task *t = s->task;
	const struct trainer *trainer = s->run[q->who].trainer;
	double *room = xcalloc((size_t)t->N, sizeof *room);
	bool whole = q->metric.metric->index == METRIC_PROMPT;

	q->by = xcalloc((size_t)t->N, sizeof *q->by);
	for (int i = 0; i < t->N; i++)
		q->by[i] = whole || i == (int)q->metric.t;
	blame_score(&q->deeds, trainer, &t->tracked[q->prompt], q->by, &q->parts);
	q->by_prompt = xcalloc((size_t)t->ntracked + 1, sizeof *q->by_prompt);
	q->first = blame_by_prompt(t, &q->parts, q->by_prompt);
	q->before = log_p(q, q->deeds.w, room);
	q->after = log_p(q, state_w_of(trainer_state(trainer)), room);
	blame_positions(&q->deeds, trainer, &t->tracked[q->prompt], room);
	find_places(q, room);
	free(room);
}

void inquiry_done(struct inquiry *q)
{
	blame_done(&q->parts);
	free(q->by);
	free(q->by_prompt);
	free(q->place);
}

/* Descending. */
static int by_value(const void *a, const void *b)
{
	double x = ((const struct blame_part *)a)->part, y = ((const struct blame_part *)b)->part;

	return (x < y) - (x > y);
}

const struct place *inquiry_main_place(const struct inquiry *q)
{
	const struct place *most = &q->place[0];
	double way = q->first < 0.0 ? -1.0 : 1.0;

	for (int i = 1; i < q->nplace; i++)
		if (way * q->place[i].part > way * most->part)
			most = &q->place[i];
	return most;
}

void inquiry_parts(const struct session *s, const struct inquiry *q, const struct place *p, double way,
		   struct blame_parts *to)
{
	const struct task *t = s->task;
	const struct prompt *x = &t->tracked[q->prompt];
	double *by = xcalloc((size_t)t->N, sizeof *by);
	int state = 0;

	for (int i = 0; i < t->N; i++) {
		by[i] = state == p->state && x->ystar[i] == p->token ? way * q->by[i] : 0.0;
		state = t->next[state * t->k + x->ystar[i]];
	}
	blame_score(&q->deeds, s->run[q->who].trainer, x, by, to);
	qsort(to->list, to->n, sizeof *to->list, by_value);
	free(by);
}

bool inquiry_moved(const struct inquiry *q)
{
	for (size_t i = 0; i < q->parts.n; i++)
		if (q->parts.list[i].part != 0.0)
			return true;
	return false;
}
