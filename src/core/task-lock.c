/* lock: independent combination locks, the hard family of the lower bounds [MHE26, sec. 5]. Prompts are one-hot and
 * share no weight, and y* is N uniform tokens, or pinned: outcome rewards have k^N combinations to try, process
 * rewards N k. */
#include "core/features.h"
#include "core/task.h"
#include "core/truth.h"

/* y* of prompt i: its token at position j is coin j of the prompt's own address. */
static void draw_combination(const struct task *t, int i, uint8_t *y)
{
	uint32_t c[TASK_LENGTH_MOST];

	coin_fill(t->seed, COIN_TRUTH, (struct address){ 0, (uint32_t)i, 0 }, 0, t->N, c);
	for (int j = 0; j < t->N; j++)
		y[j] = (uint8_t)coin_pick(c[j], t->k);
}

static bool lock_build(struct task *t, const struct task_config *c, struct err *e)
{
	if (!task_alloc_listed(t, c, e))
		return false;
	if (c->truth)
		task_draw_truth(t, c->truth);
	for (int i = 0; i < t->nlisted; i++) {
		uint8_t y[TASK_LENGTH_MOST];
		if (!c->responses)
			draw_combination(t, i, y);
		truth_pin_to(t, &t->tracked[i], c->responses ? c->responses + (size_t)i * (size_t)c->N : y);
	}
	return true;
}

const struct task_type task_lock = {
	.name = "lock",
	.help = "combination locks: a listed set of prompts that share nothing, random responses",
	.features = &features_lock,
	.listed = true,
	.build = lock_build,
	.draw = task_draw_listed,
};
