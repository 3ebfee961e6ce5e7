/* hypercube: contexts uniform on {-1, +1}^d, the authors' Figure 2b [MHE26, experiments]; responses are greedy under
 * W*. There are no centres: tracked prompts are some that were drawn once, and a fresh prompt counts under none of them. */
#include "core/features.h"
#include "core/task.h"
#include "core/truth.h"

/* Sign i is bit i % 32 of coin i / 32. */
static void hypercube_draw(const struct task *t, uint64_t seed, enum purpose purpose, struct address at,
			   struct prompt *to)
{
	uint32_t c[(TASK_CONTEXT_MOST + 31) / 32];

	coin_fill(seed, purpose, at, 0, (t->d + 31) / 32, c);
	for (int i = 0; i < t->d; i++)
		to->x[i] = c[i / 32] >> i % 32 & 1 ? 1.0 : -1.0;
	to->weight = 0.0;
	to->track = -1;
	truth_decode(t, to);
}

static bool hypercube_build(struct task *t, const struct task_config *c, struct err *e)
{
	if (c->track < 1 || c->track > TASK_PROMPTS_MOST)
		return err_set(e, "track takes 1 to %d prompts, got %d", TASK_PROMPTS_MOST, c->track);
	task_alloc_tracked(t, c->track);
	task_draw_truth(t, c->truth);
	for (int i = 0; i < t->ntracked; i++) {
		struct prompt *p = &t->tracked[i], drawn = *p;
		hypercube_draw(t, t->seed, COIN_CONTEXT, (struct address){ 0, (uint32_t)i, 0 }, &drawn);
		p->lead = drawn.lead;
		p->period = drawn.period;
	}
	return true;
}

const struct task_type task_hypercube = {
	.name = "hypercube",
	.help = "fresh contexts of +1 and -1, the authors' Figure 2b",
	.features = &features_markov,
	.build = hypercube_build,
	.draw = hypercube_draw,
};
