/* Feature maps: how a prompt and the tokens so far become the scores of the next token.
 *
 * A map declares finitely many states; the next-token law depends on (prompt, state) only, and state 0 is the
 * start. Scores are linear in the weights. Most maps split them into a part of the prompt and a part of the state,
 *     score(y | x, s) = a_x(y) + b_s(y),
 * which is what makes the fast rows of rows.h possible. A map whose features look at prompt and state together has one
 * part instead, that of the pair. */
#ifndef OUTPOST_CORE_FEATURES_H
#define OUTPOST_CORE_FEATURES_H

#include <stdbool.h>
#include <stddef.h>

#include "core/task.h"

/* What a state knows of the tokens so far. -1: nothing, or, at the start, that there are none. */
struct recall {
	int position;     /* of the next token, from 0 */
	int last, second; /* y_{i-1}, y_{i-2}          */
};

struct features_type {
	const char *name, *help;
	bool listed; /* it has weights of each listed prompt: not for tasks that draw fresh ones */
	/* Read k, N, d, nlisted and what the map keeps. Of maps that keep nothing also asked for a task that is only
	 * planned. */
	size_t (*nparam)(const struct task *t);
	int (*nstate)(const struct task *t);
	int (*next)(const struct task *t, int state, int token);
	/* ---- Maps that split; NULL in the others. */
	/* a (k) = a_x, the prompt's part of the scores. */
	void (*score_prompt)(const struct task *t, const double *w, const struct prompt *p, double *a);
	/* The state's part of the scores: k numbers inside w, or NULL for all zero. */
	const double *(*score_state)(const struct task *t, const double *w, int state);
	/* grad += sum over n prompts of (d a_x / d w)' v; v is (n, k). */
	void (*scatter_prompts)(const struct task *t, const struct prompt *p, int n, const double *v, double *grad);
	/* grad += (d b_s / d w)' v; v has k entries. */
	void (*scatter_state)(const struct task *t, int state, const double *v, double *grad);
	/* ---- Maps that do not split; NULL in the others. */
	/* score (k) = score(. | x, s). */
	void (*score_pair)(const struct task *t, const double *w, const struct prompt *p, int state, double *score);
	/* grad += (d score / d w)' v; v has k entries. */
	void (*scatter_pair)(const struct task *t, const struct prompt *p, int state, const double *v, double *grad);
	/* ---- All maps. */
	/* <phi(x, s, y), phi(x, s2, y)>, the same for every y; features of different tokens are orthogonal. */
	double (*dot)(const struct task *t, const struct prompt *p, int s, int s2);
	/* For names of states. */
	struct recall (*recall)(const struct task *t, int state);
	/* Frees what the map keeps in task->map; NULL: it keeps nothing. */
	void (*done)(struct task *t);
};

static inline bool features_split(const struct features_type *f)
{
	return f->score_pair == NULL;
}

/* score (k) = score(. | x, s), the plain way, for any map. */
void features_score(const struct task *t, const double *w, const struct prompt *p, int state, double *score);
/* The same where a = a_x (k), the prompt's part, is known; maps that do not split have none. score may be a. */
void features_score_given(const struct task *t, const double *w, const struct prompt *p, const double *a, int state,
			   double *score);
/* grad += phi(x, s, .) (x) v, likewise. */
void features_scatter(const struct task *t, const struct prompt *p, int state, const double *v, double *grad);
/* The same without the prompt's part, which scatter_prompts() adds for many states at once. */
static inline void features_scatter_rest(const struct task *t, const struct prompt *p, int state, const double *v,
					 double *grad)
{
	if (features_split(t->features))
		t->features->scatter_state(t, state, v, grad);
	else
		t->features->scatter_pair(t, p, state, v, grad);
}
/* The largest |phi|^2 over the tracked prompts and the states in which a token is drawn: R^2 of the adaptive step and of
 * the margin. */
double features_radius2(const struct task *t);

extern const struct features_type *const features_types[]; /* NULL at the end: those that `new` can name */

/* The default map, phi = (x (x) e_y, e_{y_{i-1}} (x) e_y): a first-order Markov chain given x. Weights: W1 (d, k),
 * then W2 (k, k) as [previous token][token]; states: start, then one per previous token. */
extern const struct features_type features_markov;
/* phi = (x (x) e_y, e_i (x) e_y): tokens of a response are independent given x. Weights: W1 (d, k), then P (N, k);
 * states: the N positions. */
extern const struct features_type features_position;
/* phi = e_{prompt, i} (x) e_y: nothing is shared, neither between prompts nor between positions. Weights: (nlisted, N, k);
 * states: the N positions. Reads prompt.track. */
extern const struct features_type features_lock;
/* score_prompt and scatter_prompts of maps whose weights begin with W1 (d, k): a_x = x' W1. */
void features_score_context(const struct task *t, const double *w, const struct prompt *p, double *a);
void features_scatter_contexts(const struct task *t, const struct prompt *p, int n, const double *v, double *grad);
/* nstate, next and recall of maps whose states are the positions: the last one goes to itself. */
int features_positions(const struct task *t);
int features_next_position(const struct task *t, int state, int token);
struct recall features_recall_position(const struct task *t, int state);

#endif
