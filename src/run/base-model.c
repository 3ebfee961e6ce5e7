/* Measuring a base model once, when it is made. */
#include "run/base-model.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "run/crowd.h"

struct prompt *base_model_prompts(const struct task *t, int n, double **x, uint8_t **ystar)
{
	size_t all = (size_t)n;
	struct prompt *p = xcalloc(all, sizeof *p);

	*x = xcalloc(all * t->d, sizeof **x);
	*ystar = xcalloc(all * t->N, sizeof **ystar);
	for (size_t i = 0; i < all; i++) {
		struct address at = { 0, (uint32_t)i, 0 };
		p[i].x = *x + i * t->d;
		p[i].ystar = *ystar + i * t->N;
		t->type->draw(t, t->seed, COIN_TEST, at, &p[i]);
	}
	return p;
}

static void draw_test(struct base_model *b, const struct task *t, int ntest)
{
	b->ntest = ntest;
	b->test = base_model_prompts(t, ntest, &b->test_x, &b->test_ystar);
	b->room = xcalloc((size_t)ntest, sizeof *b->room);
}

void base_model_init(struct base_model *b, const struct task *t, int ntest)
{
	size_t n = (size_t)t->ntracked;

	*b = (struct base_model){ 0 };
	b->w = xcalloc(t->nparam, sizeof *b->w);
	b->lp = xcalloc(n, sizeof *b->lp);
	b->worst = xcalloc(n, sizeof *b->worst);
	b->worst_at = xcalloc(n, sizeof *b->worst_at);
	b->seen = xcalloc(n, sizeof *b->seen);
	if (!task_is_finite(t))
		draw_test(b, t, ntest);
	base_model_set(b, t, b->w);
}

/* Likelihoods as runs measure theirs: update 0 of a run equals its base to the bit. */
void base_model_set(struct base_model *b, const struct task *t, const double *w)
{
	memmove(b->w, w, t->nparam * sizeof *w);
	crowd_likelihoods(t, b->w, t->tracked, t->ntracked, b->lp);
	crowd_worst(t, b->w, t->tracked, t->ntracked, b->worst, b->worst_at);
}

void base_model_done(struct base_model *b)
{
	free(b->w);
	free(b->lp);
	free(b->worst);
	free(b->worst_at);
	free(b->seen);
	free(b->test);
	free(b->test_x);
	free(b->test_ystar);
	free(b->room);
	*b = (struct base_model){ 0 };
}
