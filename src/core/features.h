/* Feature maps: how a prompt and the tokens so far become the scores of the next token.
 *
 * A map declares finitely many states; the next-token law depends on (prompt, state) only, and state 0 is the
 * start. Scores are linear in the weights and split into a part of the prompt and a part of the state,
 *     score(y | x, s) = a_x(y) + b_s(y),
 * which is what makes the fast rows of rows.h possible. */
#ifndef OUTPOST_CORE_FEATURES_H
#define OUTPOST_CORE_FEATURES_H

#include <stddef.h>

#include "core/task.h"

struct features_type {
	const char *name, *help;
	size_t (*nparam)(const struct task *t);
	int (*nstate)(const struct task *t);
	int (*next)(const struct task *t, int state, int token);
	/* a (k) = a_x, the prompt's part of the scores. */
	void (*score_prompt)(const struct task *t, const double *w, const struct prompt *p, double *a);
	/* The state's part of the scores: k numbers inside w, or NULL for all zero. */
	const double *(*score_state)(const struct task *t, const double *w, int state);
	/* grad += sum over n prompts of (d a_x / d w)' v; v is (n, k). */
	void (*scatter_prompts)(const struct task *t, const struct prompt *p, int n, const double *v, double *grad);
	/* grad += (d b_s / d w)' v; v has k entries. */
	void (*scatter_state)(const struct task *t, int state, const double *v, double *grad);
	/* |phi(x, s, y)|^2, the same for every y. */
	double (*norm2)(const struct task *t, const struct prompt *p, int state);
};

/* The default map, phi = (x (x) e_y, e_{y_{i-1}} (x) e_y): a first-order Markov chain given x. Weights: W1 (d, k),
 * then W2 (k, k) as [previous token][token]; states: start, then one per previous token. */
extern const struct features_type features_markov;

#endif
