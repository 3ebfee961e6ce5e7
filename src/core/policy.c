/* The plain policy: log-softmax of the scores, as on paper. */
#include "core/policy.h"

#include <math.h>

#include "core/features.h"
#include "core/vector.h"

void policy_score(const struct policy *q, const struct prompt *p, int state, double *score)
{
	features_score(q->task, q->w, p, state, score);
}

void policy_normalise(double *score, int k)
{
	double most = vector_max(score, k), sum = 0.0, shift;

	for (int y = 0; y < k; y++)
		sum += exp(score[y] - most);
	shift = most + log(sum);
	for (int y = 0; y < k; y++)
		score[y] -= shift;
}

void policy_row(const struct policy *q, const struct prompt *p, int state, double *lp)
{
	policy_score(q, p, state, lp);
	policy_normalise(lp, q->task->k);
}
