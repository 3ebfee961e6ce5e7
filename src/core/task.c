/* What all kinds of tasks share. */
#include "core/task.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/features.h"

const struct task_type *const task_types[] = { &task_table, &task_mixture, NULL };

static bool config_check(const struct task_config *c, struct err *e)
{
	if (c->k < 2 || c->k > TASK_TOKENS_MOST)
		return err_set(e, "k takes 2 to %d tokens, got %d", TASK_TOKENS_MOST, c->k);
	if (c->N < 1 || c->N > TASK_LENGTH_MOST)
		return err_set(e, "N takes 1 to %d positions, got %d", TASK_LENGTH_MOST, c->N);
	if (c->d < 1 || c->d > TASK_CONTEXT_MOST)
		return err_set(e, "d takes 1 to %d dimensions, got %d", TASK_CONTEXT_MOST, c->d);
	if (c->prompts < 1 || c->prompts > TASK_PROMPTS_MOST)
		return err_set(e, "prompts takes 1 to %d, got %d", TASK_PROMPTS_MOST, c->prompts);
	return true;
}

static void fill_next(struct task *t)
{
	t->next = xcalloc((size_t)t->nstate * t->k, sizeof *t->next);
	for (int s = 0; s < t->nstate; s++)
		for (int y = 0; y < t->k; y++)
			t->next[s * t->k + y] = (uint16_t)t->features->next(t, s, y);
}

struct task *task_new(const struct task_type *type, const struct task_config *c, struct err *e)
{
	struct task *t;

	if (!config_check(c, e))
		return NULL;
	t = xcalloc(1, sizeof *t);
	*t = (struct task){ .type = type, .features = c->features ? c->features : type->features, .k = c->k, .N = c->N, .d = c->d,
			    .seed = c->seed, .sigma = c->sigma };
	t->nstate = t->features->nstate(t);
	t->nparam = t->features->nparam(t);
	fill_next(t);
	if (type->build(t, c, e))
		return t;
	task_free(t);
	return NULL;
}

void task_free(struct task *t)
{
	if (!t)
		return;
	free(t->tracked);
	free(t->x);
	free(t->ystar);
	free(t->truth);
	free(t->next);
	free(t->token_name);
	if (t->features->done)
		t->features->done(t);
	free(t);
}

void task_alloc_tracked(struct task *t, int n)
{
	t->ntracked = n;
	t->tracked = xcalloc((size_t)n, sizeof *t->tracked);
	t->x = xcalloc((size_t)n * t->d, sizeof *t->x);
	t->ystar = xcalloc((size_t)n * t->N, sizeof *t->ystar);
	for (int i = 0; i < n; i++)
		t->tracked[i] = (struct prompt){ .x = t->x + (size_t)i * t->d,
						 .ystar = t->ystar + (size_t)i * t->N,
						 .weight = 1.0 / n,
						 .lead = t->N,
						 .track = i };
}

void task_draw_truth(struct task *t, const double *given)
{
	t->truth = xcalloc(t->nparam, sizeof *t->truth);
	if (given)
		memcpy(t->truth, given, t->nparam * sizeof *t->truth);
	else
		coin_normals(t->seed, COIN_TRUTH, (struct address){ 0 }, 0, (int)t->nparam, t->truth);
}
