/* What holds for every feature map. */
#include "core/features.h"

#include "core/vector.h"

const struct features_type *const features_types[] = { &features_markov, &features_position, &features_lock, NULL };

void features_score_given(const struct task *t, const double *w, const struct prompt *p, const double *a, int state,
			   double *score)
{
	const double *b;

	if (!features_split(t->features)) {
		t->features->score_pair(t, w, p, state, score);
		return;
	}
	b = t->features->score_state(t, w, state);
	for (int y = 0; y < t->k; y++)
		score[y] = a[y] + (b ? b[y] : 0.0);
}

void features_score(const struct task *t, const double *w, const struct prompt *p, int state, double *score)
{
	if (features_split(t->features))
		t->features->score_prompt(t, w, p, score);
	features_score_given(t, w, p, score, state, score);
}

void features_scatter(const struct task *t, const struct prompt *p, int state, const double *v, double *grad)
{
	features_scatter_rest(t, p, state, v, grad);
	if (features_split(t->features))
		t->features->scatter_prompts(t, p, 1, v, grad);
}

void features_score_context(const struct task *t, const double *w, const struct prompt *p, double *a)
{
	vector_affine(p->x, t->d, w, t->k, a);
}

void features_scatter_contexts(const struct task *t, const struct prompt *p, int n, const double *v, double *grad)
{
	enum { AT_ONCE = 64 };
	const double *x[AT_ONCE];

	for (int from = 0; from < n; from += AT_ONCE) {
		int some = n - from < AT_ONCE ? n - from : AT_ONCE;
		for (int b = 0; b < some; b++)
			x[b] = p[from + b].x;
		vector_outer(x, some, t->d, v + (size_t)from * t->k, t->k, grad);
	}
}

int features_positions(const struct task *t)
{
	return t->N;
}

int features_next_position(const struct task *t, int state, int token)
{
	(void)token;
	return state + 1 < t->N ? state + 1 : state;
}

struct recall features_recall_position(const struct task *t, int state)
{
	(void)t;
	return (struct recall){ .position = state, .last = -1, .second = -1 };
}

/* In maps that split all states but the start have features of one length. Responses of one token know the start alone. */
double features_radius2(const struct task *t)
{
	int states = t->N == 1 ? 1 : features_split(t->features) && t->nstate > 2 ? 2 : t->nstate;
	double most = 0.0;

	for (int i = 0; i < t->ntracked; i++)
		for (int s = 0; s < states; s++) {
			double norm2 = t->features->dot(t, &t->tracked[i], s, s);
			most = norm2 > most ? norm2 : most;
		}
	return most;
}
