/* A policy: weights over a task's feature map. */
#ifndef OUTPOST_CORE_POLICY_H
#define OUTPOST_CORE_POLICY_H

#include "core/task.h"

struct policy {
	const struct task *task; /* borrowed */
	const double *w;         /* (nparam) borrowed */
};

/* lp (k): log p_w(. | x, state) = score - log sum exp score. The plain way, for measures and tests. */
void policy_row(const struct policy *q, const struct prompt *p, int state, double *lp);
/* Scores (k) at a state, not normalised. */
void policy_score(const struct policy *q, const struct prompt *p, int state, double *score);
/* Scores into log-probabilities, in place: score - log sum exp score. */
void policy_normalise(double *score, int k);

#endif
