/* The map of positions: logits = x' W1 + P[i]. A response's tokens are independent given x, so its likelihood is a product
 * of N laws that no earlier token changes: what one position learns does not depend on how the others were drawn. */
#include "core/features.h"

#include "core/vector.h"

static size_t position_nparam(const struct task *t)
{
	return ((size_t)t->d + (size_t)t->N) * (size_t)t->k;
}

/* P starts behind W1. */
static size_t position_offset(const struct task *t, int state)
{
	return ((size_t)t->d + (size_t)state) * (size_t)t->k;
}

static const double *position_score_state(const struct task *t, const double *w, int state)
{
	return w + position_offset(t, state);
}

static void position_scatter_state(const struct task *t, int state, const double *v, double *grad)
{
	vector_add(grad + position_offset(t, state), 1.0, v, (size_t)t->k);
}

static double position_dot(const struct task *t, const struct prompt *p, int s, int s2)
{
	return vector_dot(p->x, p->x, t->d) + (s == s2 ? 1.0 : 0.0);
}

const struct features_type features_position = {
	.name = "position",
	.help = "context times token, position times token",
	.nparam = position_nparam,
	.nstate = features_positions,
	.next = features_next_position,
	.score_prompt = features_score_context,
	.score_state = position_score_state,
	.scatter_prompts = features_scatter_contexts,
	.scatter_state = position_scatter_state,
	.dot = position_dot,
	.recall = features_recall_position,
};
