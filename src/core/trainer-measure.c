/* Likelihoods under a trainer's weights, and under the iterates before them. */
#include "core/trainer-own.h"

#include <string.h>

static void logliks(struct trainer *t, const double *w, const struct prompt *p, int n, double *lp)
{
	rows_load(&t->rows, w);
	for (int i = 0; i < n; i++)
		lp[i] = rows_loglik(&t->rows, &p[i], t->room);
}

void trainer_logliks(struct trainer *t, const struct prompt *p, int n, double *lp)
{
	logliks(t, state_w(t->state), p, n, lp);
}

void trainer_mean_logliks(struct trainer *t, const struct prompt *p, int n, double *lp)
{
	state_mean_weights(t->state, t->mean);
	logliks(t, t->mean, p, n, lp);
}

const double *trainer_tracked(struct trainer *t)
{
	if (!t->has_lp)
		trainer_logliks(t, t->task->tracked, t->task->ntracked, t->lp);
	t->has_lp = true;
	return t->lp;
}

void trainer_iterate(struct trainer *t, enum iterate which, double *lp)
{
	if (which == ITERATE_LAST || t->state->update == 0)
		memcpy(lp, trainer_tracked(t), (size_t)t->task->ntracked * sizeof *lp);
	else if (which == ITERATE_RANDOM)
		state_mean_logliks(t->state, lp);
	else
		trainer_mean_logliks(t, t->task->tracked, t->task->ntracked, lp);
}

void trainer_add_test(struct trainer *t, double err)
{
	t->state->tests += 1.0;
	t->state->test_sum += err;
}
