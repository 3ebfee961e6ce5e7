/* Many prompts under one set of weights. */
#include "run/crowd.h"

#include <stdlib.h>

#include "base/xalloc.h"
#include "core/exact.h"
#include "core/quantile.h"
#include "core/rows.h"

void crowd_likelihoods(const struct task *t, const double *w, const struct prompt *p, int n, double *lp)
{
	double *room = xcalloc(3 * (size_t)t->k, sizeof *room);
	struct rows rows;

	rows_init(&rows, t);
	rows_load(&rows, w);
	for (int i = 0; i < n; i++)
		lp[i] = rows_loglik(&rows, &p[i], room);
	rows_done(&rows);
	free(room);
}

void crowd_worst(const struct task *t, const double *w, const struct prompt *p, int n, double *lp, int *at)
{
	struct chain chain;
	int position;

	chain_init(&chain, t);
	for (int i = 0; i < n; i++) {
		chain_load(&chain, w, &p[i]);
		lp[i] = exact_worst(&chain, &position);
		if (at)
			at[i] = position;
	}
	chain_done(&chain);
}

void crowd_init(struct crowd *c, const struct session *s)
{
	bool finite = task_is_finite(s->task);
	size_t n;

	*c = (struct crowd){ .task = s->task };
	c->prompt = finite ? s->task->tracked : s->base.test;
	c->n = finite ? s->task->ntracked : s->base.ntest;
	n = (size_t)c->n;
	c->lp = xcalloc(n, sizeof *c->lp);
	c->order = xcalloc(n, sizeof *c->order);
	c->at = xcalloc(n, sizeof *c->at);
	c->weight = finite ? xcalloc(n, sizeof *c->weight) : NULL;
	for (int i = 0; finite && i < c->n; i++)
		c->weight[i] = c->prompt[i].weight;
}

void crowd_done(struct crowd *c)
{
	free(c->lp);
	free(c->order);
	free(c->at);
	free(c->weight);
}

double crowd_lq(struct crowd *c, const double *w, double eps, int *which)
{
	crowd_likelihoods(c->task, w, c->prompt, c->n, c->lp);
	return quantile(c->lp, c->weight, c->n, eps, c->order, which);
}

double crowd_tlq(struct crowd *c, const double *w, double eps, int *which)
{
	crowd_worst(c->task, w, c->prompt, c->n, c->lp, c->at);
	return quantile(c->lp, c->weight, c->n, eps, c->order, which);
}
