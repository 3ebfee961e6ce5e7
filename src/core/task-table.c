/* table: a listed set of prompts. Contexts are one-hot unless a file brought them; responses are greedy under W* unless
 * pinned. */
#include "core/features.h"
#include "core/task.h"
#include "core/truth.h"

static bool table_build(struct task *t, const struct task_config *c, struct err *e)
{
	if (!task_alloc_listed(t, c, e))
		return false;
	if (!c->responses || c->truth)
		task_draw_truth(t, c->truth);
	for (int i = 0; i < t->nlisted; i++)
		if (c->responses)
			truth_pin_to(t, &t->tracked[i], c->responses + (size_t)i * (size_t)c->N);
		else
			truth_decode(t, &t->tracked[i]);
	return true;
}

const struct task_type task_table = {
	.name = "table",
	.help = "a listed set of prompts that share nothing but the transitions between tokens",
	.features = &features_markov,
	.listed = true,
	.build = table_build,
	.draw = task_draw_listed,
};
