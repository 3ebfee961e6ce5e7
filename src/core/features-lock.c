/* The map of locks: one weight for every (prompt, position, token). Learning one prompt says nothing about another, and
 * one position nothing about the next: prompts that share nothing, as the lower bounds take them [MHE26, sec. 5]. */
#include "core/features.h"

#include <string.h>

#include "core/vector.h"

static size_t lock_nparam(const struct task *t)
{
	return (size_t)t->nlisted * (size_t)t->N * (size_t)t->k;
}

/* Weights of a prompt at a position: k numbers. */
static size_t lock_offset(const struct task *t, const struct prompt *p, int state)
{
	return ((size_t)p->track * (size_t)t->N + (size_t)state) * (size_t)t->k;
}

static void lock_score_pair(const struct task *t, const double *w, const struct prompt *p, int state, double *score)
{
	memcpy(score, w + lock_offset(t, p, state), (size_t)t->k * sizeof *score);
}

static void lock_scatter_pair(const struct task *t, const struct prompt *p, int state, const double *v, double *grad)
{
	vector_add(grad + lock_offset(t, p, state), 1.0, v, (size_t)t->k);
}

static double lock_dot(const struct task *t, const struct prompt *p, int s, int s2)
{
	(void)t, (void)p;
	return s == s2 ? 1.0 : 0.0;
}

const struct features_type features_lock = {
	.name = "lock",
	.help = "prompt and position together times token: nothing is shared",
	.listed = true,
	.nparam = lock_nparam,
	.nstate = features_positions,
	.next = features_next_position,
	.score_pair = lock_score_pair,
	.scatter_pair = lock_scatter_pair,
	.dot = lock_dot,
	.recall = features_recall_position,
};
