/* A prompt's Markov chain under a policy: the next-token law of every state. Given a prompt the policy is this finite
 * chain, and all exact measures (exact.h) are dynamic programming over it. */
#ifndef OUTPOST_CORE_CHAIN_H
#define OUTPOST_CORE_CHAIN_H

#include <stdbool.h>

#include "core/task.h"

struct chain {
	const struct task *task;
	const struct prompt *prompt; /* borrowed: the prompt last loaded                  */
	double *a;                   /* (k) the prompt's part of the scores               */
	double *lp;                  /* (nstate, k) log-probabilities, rows filled lazily */
	bool *known;                 /* (nstate)                                          */
	double *reach;               /* (2, nstate) room for the law of the state          */
	const double *w;             /* borrowed                                          */
};

void chain_init(struct chain *c, const struct task *t);
void chain_done(struct chain *c);
/* The chain of `p` under weights `w`. Both are borrowed until the next load. */
void chain_load(struct chain *c, const double *w, const struct prompt *p);
/* log p(. | x, state), k numbers, lent. */
const double *chain_row(struct chain *c, int state);

#endif
