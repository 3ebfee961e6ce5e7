/* Many prompts under one set of weights: chunks of them, shared out among threads. Each prompt is measured on its own, so the
 * numbers do not depend on the threads. */
#include "run/crowd.h"

#include <stdlib.h>

#include "base/xalloc.h"
#include "core/crew.h"
#include "core/quantile.h"
#include "core/rows.h"

/* What is measured; lp and worst may be NULL, at too. */
struct survey {
	const struct rows *rows;
	const struct prompt *prompt;
	double *lp, *worst;
	int *at;
};

static void measure_chunk(void *self, struct desk *desk, int from, int n)
{
	const struct survey *s = self;
	double room[3 * TASK_TOKENS_MOST];

	(void)desk;
	for (int i = from; i < from + n; i++) {
		double worst;
		int at = 0;
		double lp = rows_measure(s->rows, &s->prompt[i], room, &worst, &at);
		if (s->lp)
			s->lp[i] = lp;
		if (s->worst)
			s->worst[i] = worst;
		if (s->at)
			s->at[i] = at;
	}
}

/* Threads: 0 for all cores. */
static void measure(const struct task *t, const double *w, int n, int threads, struct survey *s)
{
	struct crew crew;
	struct rows rows;

	rows_init(&rows, t);
	rows_load(&rows, w);
	s->rows = &rows;
	if (crew_chunks(n) < 2 || threads == 1) {
		measure_chunk(s, NULL, 0, n);
	} else {
		crew_init(&crew, t, threads);
		crew_work(&crew, n, t->N, NULL, measure_chunk, s);
		crew_done(&crew);
	}
	rows_done(&rows);
}

void crowd_likelihoods(const struct task *t, const double *w, const struct prompt *p, int n, double *lp)
{
	measure(t, w, n, 1, &(struct survey){ .prompt = p, .lp = lp });
}

void crowd_worst(const struct task *t, const double *w, const struct prompt *p, int n, double *lp, int *at)
{
	measure(t, w, n, 1, &(struct survey){ .prompt = p, .worst = lp, .at = at });
}

void crowd_init(struct crowd *c, const struct session *s)
{
	bool finite = task_is_finite(s->task);
	size_t n;

	*c = (struct crowd){ .task = s->task, .threads = s->config.threads };
	c->prompt = finite ? s->task->tracked : s->base.test;
	c->n = finite ? s->task->ntracked : s->base.ntest;
	n = (size_t)c->n;
	c->lp = xcalloc(n, sizeof *c->lp);
	c->worst = xcalloc(n, sizeof *c->worst);
	c->order = xcalloc(n, sizeof *c->order);
	c->at = xcalloc(n, sizeof *c->at);
	c->weight = finite ? xcalloc(n, sizeof *c->weight) : NULL;
	for (int i = 0; finite && i < c->n; i++)
		c->weight[i] = c->prompt[i].weight;
}

void crowd_done(struct crowd *c)
{
	free(c->lp);
	free(c->worst);
	free(c->order);
	free(c->at);
	free(c->weight);
}

const struct prompt **crowd_list(const struct crowd *c)
{
	const struct prompt **list = xcalloc((size_t)c->n, sizeof *list);

	for (int i = 0; i < c->n; i++)
		list[i] = &c->prompt[i];
	return list;
}

double crowd_lq(struct crowd *c, const double *w, double eps, int *which)
{
	measure(c->task, w, c->n, c->threads, &(struct survey){ .prompt = c->prompt, .lp = c->lp });
	return quantile(c->lp, c->weight, c->n, eps, c->order, which);
}

double crowd_tlq(struct crowd *c, const double *w, double eps, int *which)
{
	measure(c->task, w, c->n, c->threads, &(struct survey){ .prompt = c->prompt, .worst = c->lp, .at = c->at });
	return quantile(c->lp, c->weight, c->n, eps, c->order, which);
}

void crowd_measure(struct crowd *c, const double *w)
{
	struct survey s = { .prompt = c->prompt, .lp = c->lp, .worst = c->worst, .at = c->at };

	measure(c->task, w, c->n, c->threads, &s);
}

void crowd_quantile(struct crowd *c, double eps, struct crowd_quantile *to)
{
	to->lq = quantile(c->lp, c->weight, c->n, eps, c->order, &to->at);
	to->tlq = quantile(c->worst, c->weight, c->n, eps, c->order, &to->token_at);
	to->position = to->token_at >= 0 ? c->at[to->token_at] : -1;
}
