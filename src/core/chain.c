/* Rows by state: a response of 128 tokens visits few of the states, so each row is worked out when it is first asked
 * for. */
#include "core/chain.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/features.h"
#include "core/policy.h"

void chain_init(struct chain *c, const struct task *t)
{
	size_t n = (size_t)t->nstate;

	*c = (struct chain){ .task = t };
	c->a = xcalloc((size_t)t->k, sizeof *c->a);
	c->lp = xcalloc(n * (size_t)t->k, sizeof *c->lp);
	c->known = xcalloc(n, sizeof *c->known);
	c->reach = xcalloc(2 * n, sizeof *c->reach);
}

void chain_done(struct chain *c)
{
	free(c->a);
	free(c->lp);
	free(c->known);
	free(c->reach);
	*c = (struct chain){ 0 };
}

void chain_load(struct chain *c, const double *w, const struct prompt *p)
{
	c->w = w;
	c->prompt = p;
	if (features_split(c->task->features))
		c->task->features->score_prompt(c->task, w, p, c->a);
	memset(c->known, 0, (size_t)c->task->nstate * sizeof *c->known);
}

const double *chain_row(struct chain *c, int state)
{
	const struct task *t = c->task;
	double *lp = c->lp + (size_t)state * t->k;

	if (c->known[state])
		return lp;
	features_score_given(t, c->w, c->prompt, c->a, state, lp);
	policy_normalise(lp, t->k);
	c->known[state] = true;
	return lp;
}
