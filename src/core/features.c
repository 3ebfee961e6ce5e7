/* What holds for every feature map. */
#include "core/features.h"

#include <string.h>

const struct features_type *const features_types[] = { &features_markov, NULL };

void features_score(const struct task *t, const double *w, const struct prompt *p, int state, double *score)
{
	const struct features_type *f = t->features;
	const double *b;

	if (!features_split(f)) {
		f->score_pair(t, w, p, state, score);
		return;
	}
	f->score_prompt(t, w, p, score);
	b = f->score_state(t, w, state);
	for (int y = 0; b && y < t->k; y++)
		score[y] += b[y];
}

void features_scatter(const struct task *t, const struct prompt *p, int state, const double *v, double *grad)
{
	const struct features_type *f = t->features;

	if (!features_split(f)) {
		f->scatter_pair(t, p, state, v, grad);
		return;
	}
	f->scatter_state(t, state, v, grad);
	f->scatter_prompts(t, p, 1, v, grad);
}

/* In maps that split all states but the start have features of one length. */
double features_radius2(const struct task *t)
{
	int states = features_split(t->features) && t->nstate > 2 ? 2 : t->nstate;
	double most = 0.0;

	for (int i = 0; i < t->ntracked; i++)
		for (int s = 0; s < states; s++) {
			double norm2 = t->features->dot(t, &t->tracked[i], s, s);
			most = norm2 > most ? norm2 : most;
		}
	return most;
}
