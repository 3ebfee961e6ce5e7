/* repeat: y* = (B, .., B) with B one of the first two tokens, a fair coin a prompt: the second family of the lower bounds
 * [MHE26, sec. 5.5]. With a map that shares nothing no labelled prompt says which B another one has, so a prompt that
 * pre-training has not seen stays at k^-N. And yet two guesses, all a and all b, are right on every prompt: a low
 * likelihood alone does not make a task hard. The family's own map is therefore `lock`; under `markov` or `position` an
 * unseen prompt would profit from what the others taught about transitions or positions. */
#include <string.h>

#include "core/features.h"
#include "core/task.h"
#include "core/truth.h"

static bool repeat_build(struct task *t, const struct task_config *c, struct err *e)
{
	if (c->responses)
		return err_set(e, "repeat makes its own responses: a table or a lock takes pinned ones");
	if (!task_alloc_listed(t, c, e))
		return false;
	if (c->truth)
		task_draw_truth(t, c->truth);
	for (int i = 0; i < t->nlisted; i++) {
		uint8_t y[TASK_LENGTH_MOST];
		uint32_t coin;
		coin_fill(t->seed, COIN_TRUTH, (struct address){ 0, (uint32_t)i, 0 }, 0, 1, &coin);
		memset(y, coin_is_heads(coin) ? 0 : 1, (size_t)t->N);
		truth_pin_to(t, &t->tracked[i], y);
	}
	return true;
}

const struct task_type task_repeat = {
	.name = "repeat",
	.help = "a listed set of prompts that share nothing; a response is one of two tokens, repeated",
	.features = &features_lock,
	.listed = true,
	.build = repeat_build,
	.draw = task_draw_listed,
};
