/* What all kinds of tasks share. */
#include "core/task.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/features.h"

const struct task_type *const task_types[] = {
	&task_table, &task_mixture, &task_hypercube, &task_lock, &task_repeat, &task_file, NULL
};

static bool config_check(const struct task_config *c, struct err *e)
{
	if (c->k < 2 || c->k > TASK_TOKENS_MOST)
		return err_set(e, "k takes 2 to %d tokens, got %d", TASK_TOKENS_MOST, c->k);
	if (c->N < 1 || c->N > TASK_LENGTH_MOST)
		return err_set(e, "N takes 1 to %d positions, got %d", TASK_LENGTH_MOST, c->N);
	if (c->d < 1 || c->d > TASK_CONTEXT_MOST)
		return err_set(e, "d takes 1 to %d dimensions, got %d", TASK_CONTEXT_MOST, c->d);
	if (c->prompts < 1 || c->prompts > (c->listing ? TASK_LISTED_MOST : TASK_PROMPTS_MOST))
		return err_set(e, "prompts takes 1 to %d, got %d", c->listing ? TASK_LISTED_MOST : TASK_PROMPTS_MOST,
			       c->prompts);
	return true;
}

/* Weights of each listed prompt need a list. */
static bool features_check(const struct task *t, struct err *e)
{
	if (!t->features->listed || t->type->listed)
		return true;
	return err_set(e, "features %s has weights of its own for every listed prompt, and %s lists none: take features "
			  "%s or another", t->features->name, t->type->name, t->type->features->name);
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
	*t = (struct task){ .type = type, .features = c->features ? c->features : type->features, .k = c->k, .N = c->N,
			    .d = c->d, .seed = c->seed, .sigma = c->sigma, .nlisted = type->listed ? c->prompts : 0 };
	if (!features_check(t, e)) {
		free(t);
		return NULL;
	}
	if (type->prepare && !type->prepare(t, c, e)) {
		task_free(t);
		return NULL;
	}
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
	free(t->texts);
	free(t->skip);
	free(t->share);
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

static bool responses_check(const struct task_config *c, struct err *e)
{
	for (int i = 0; i < c->prompts * c->N; i++)
		if (c->responses[i] >= c->k)
			return err_set(e, "response %d has token %d at position %d, but k is %d", i / c->N,
				       c->responses[i], i % c->N + 1, c->k);
	return true;
}

bool task_alloc_listed(struct task *t, const struct task_config *c, struct err *e)
{
	if (!c->x && c->d != c->prompts)
		return err_set(e, "%s has one-hot contexts: d is the number of prompts, %d, got %d", t->type->name,
			       c->prompts, c->d);
	if (c->responses && !responses_check(c, e))
		return false;
	task_alloc_tracked(t, t->nlisted);
	if (c->x)
		memcpy(t->x, c->x, (size_t)t->nlisted * (size_t)t->d * sizeof *t->x);
	for (int i = 0; i < t->nlisted && !c->x; i++)
		t->tracked[i].x[i] = 1.0;
	return true;
}

void task_draw_listed(const struct task *t, uint64_t seed, enum purpose purpose, struct address at, struct prompt *to)
{
	uint32_t c;

	coin_fill(seed, purpose, at, 0, 1, &c);
	*to = t->tracked[coin_pick(c, t->nlisted)];
}

void task_draw_truth(struct task *t, const double *given)
{
	t->truth = xcalloc(t->nparam, sizeof *t->truth);
	if (given)
		memcpy(t->truth, given, t->nparam * sizeof *t->truth);
	else
		coin_normals(t->seed, COIN_TRUTH, (struct address){ 0 }, 0, (int)t->nparam, t->truth);
}
