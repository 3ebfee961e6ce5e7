/* The plain policy: log-softmax of the scores, as on paper. */
#include "core/policy.h"

#include <math.h>

#include "core/features.h"
#include "core/vector.h"

void policy_score(const struct policy *q, const struct prompt *p, int state, double *score)
{
	const struct task *t = q->task;
	const double *b = t->features->score_state(t, q->w, state);

	t->features->score_prompt(t, q->w, p, score);
	for (int y = 0; b && y < t->k; y++)
		score[y] += b[y];
}

void policy_row(const struct policy *q, const struct prompt *p, int state, double *lp)
{
	int k = q->task->k;
	double most, sum = 0.0;

	policy_score(q, p, state, lp);
	most = vector_max(lp, k);
	for (int y = 0; y < k; y++)
		sum += exp(lp[y] - most);
	for (int y = 0; y < k; y++)
		lp[y] -= most + log(sum);
}
