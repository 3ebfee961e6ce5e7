/* The default feature map: logits = x' W1 + W2[previous token], no second term at the first position. */
#include "core/features.h"

#include "core/vector.h"

static size_t markov_nparam(const struct task *t)
{
	return (size_t)t->d * t->k + (size_t)t->k * t->k;
}

static int markov_nstate(const struct task *t)
{
	return 1 + t->k;
}

static int markov_next(const struct task *t, int state, int token)
{
	(void)t, (void)state;
	return 1 + token;
}

/* W2 starts behind W1; state s > 0 is the previous token s - 1. */
static size_t markov_offset(const struct task *t, int state)
{
	return (size_t)t->d * t->k + (size_t)(state - 1) * t->k;
}

static const double *markov_score_state(const struct task *t, const double *w, int state)
{
	return state == 0 ? NULL : w + markov_offset(t, state);
}

static void markov_scatter_state(const struct task *t, int state, const double *v, double *grad)
{
	if (state != 0)
		vector_add(grad + markov_offset(t, state), 1.0, v, (size_t)t->k);
}

static double markov_dot(const struct task *t, const struct prompt *p, int s, int s2)
{
	double sum = s == s2 && s != 0 ? 1.0 : 0.0;

	for (int i = 0; i < t->d; i++)
		sum += p->x[i] * p->x[i];
	return sum;
}

static struct recall markov_recall(const struct task *t, int state)
{
	(void)t;
	return (struct recall){ .position = -1, .last = state - 1, .second = -1 };
}

const struct features_type features_markov = {
	.name = "markov",
	.help = "context times token, previous token times token",
	.nparam = markov_nparam,
	.nstate = markov_nstate,
	.next = markov_next,
	.score_prompt = features_score_context,
	.score_state = markov_score_state,
	.scatter_prompts = features_scatter_contexts,
	.scatter_state = markov_scatter_state,
	.dot = markov_dot,
	.recall = markov_recall,
};
