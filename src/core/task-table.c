/* table: a listed set of prompts. Contexts are one-hot unless a file brought them; responses are greedy under W* unless
 * pinned. */
#include <string.h>

#include "core/features.h"
#include "core/task.h"
#include "core/truth.h"

static bool responses_check(const struct task_config *c, struct err *e)
{
	for (int i = 0; i < c->prompts * c->N; i++)
		if (c->responses[i] >= c->k)
			return err_set(e, "response %d has token %d at position %d, but k is %d", i / c->N,
				       c->responses[i], i % c->N + 1, c->k);
	return true;
}

static bool table_build(struct task *t, const struct task_config *c, struct err *e)
{
	if (!c->x && c->d != c->prompts)
		return err_set(e, "table has one-hot contexts: d is the number of prompts, %d, got %d", c->prompts,
			       c->d);
	if (c->responses && !responses_check(c, e))
		return false;
	t->nlisted = c->prompts;
	task_alloc_tracked(t, c->prompts);
	if (!c->responses || c->truth)
		task_draw_truth(t, c->truth);
	for (int i = 0; i < c->prompts; i++) {
		struct prompt *p = &t->tracked[i];
		if (c->x)
			memcpy(p->x, c->x + (size_t)i * c->d, (size_t)c->d * sizeof *p->x);
		else
			p->x[i] = 1.0;
		if (c->responses) {
			memcpy(p->ystar, c->responses + (size_t)i * c->N, (size_t)c->N);
			truth_pin(t, p);
		} else {
			truth_decode(t, p);
		}
	}
	return true;
}

/* Listed prompts weigh the same. */
static void table_draw(const struct task *t, uint64_t seed, enum purpose purpose, struct address at,
		       struct prompt *to)
{
	uint32_t c;

	coin_fill(seed, purpose, at, 0, 1, &c);
	*to = t->tracked[(int)(coin_unit(c) * t->nlisted)];
}

const struct task_type task_table = {
	.name = "table",
	.help = "a listed set of prompts that share nothing but the transitions between tokens",
	.features = &features_markov,
	.build = table_build,
	.draw = table_draw,
};
