/* The batch's storage. */
#include "core/batch.h"

#include <stdlib.h>

#include "base/xalloc.h"

void batch_init(struct batch *b, const struct task *t, int B)
{
	size_t n = (size_t)B;

	*b = (struct batch){ .B = B, .N = t->N, .k = t->k, .d = t->d };
	b->prompt = xcalloc(n, sizeof *b->prompt);
	b->x = xcalloc(n * t->d, sizeof *b->x);
	b->ystar = xcalloc(n * t->N, sizeof *b->ystar);
	b->a = xcalloc(n * t->k, sizeof *b->a);
	b->e1 = xcalloc(n * t->k, sizeof *b->e1);
	b->most = xcalloc(n, sizeof *b->most);
	b->y = xcalloc(n * t->N, sizeof *b->y);
	b->drawn = xcalloc(n, sizeof *b->drawn);
	b->length = xcalloc(n, sizeof *b->length);
	b->asked = xcalloc(n, sizeof *b->asked);
	for (size_t i = 0; i < n; i++) {
		b->length[i] = t->N;
		b->asked[i] = -1;
	}
	b->right = xcalloc(n, sizeof *b->right);
	b->hit = xcalloc(n, sizeof *b->hit);
	b->miss = xcalloc(n, sizeof *b->miss);
	b->base = xcalloc((size_t)t->N, sizeof *b->base);
	b->lq0 = xcalloc(n, sizeof *b->lq0);
	b->left = xcalloc(n, sizeof *b->left);
}

void batch_done(struct batch *b)
{
	free(b->prompt);
	free(b->x);
	free(b->ystar);
	free(b->a);
	free(b->e1);
	free(b->most);
	free(b->y);
	free(b->drawn);
	free(b->length);
	free(b->asked);
	free(b->right);
	free(b->hit);
	free(b->miss);
	free(b->base);
	free(b->weight);
	free(b->lq0);
	free(b->left);
	*b = (struct batch){ 0 };
}

void batch_weigh(struct batch *b, bool weighed)
{
	size_t n = (size_t)b->B * (size_t)b->N;

	if (weighed == (b->weight != NULL))
		return;
	free(b->weight);
	b->weight = weighed ? xcalloc(n, sizeof *b->weight) : NULL;
	for (size_t i = 0; weighed && i < n; i++)
		b->weight[i] = 1.0;
}
