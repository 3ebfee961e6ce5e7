/* mixture: contexts around M centres, the authors' Figure 1 [MHE26, experiments]. x = e_c + noise, c uniform over M,
 * noise normal with sd sigma, its norm clipped to sigma, then x scaled to norm sqrt(d). Responses are greedy under W*. */
#include <math.h>

#include "core/features.h"
#include "core/task.h"
#include "core/truth.h"
#include "core/vector.h"

static bool mixture_build(struct task *t, const struct task_config *c, struct err *e)
{
	if (c->prompts > c->d)
		return err_set(e, "mixture has one centre a dimension: prompts takes 1 to d=%d, got %d", c->d,
			       c->prompts);
	if (!(c->sigma >= 0.0 && c->sigma < 1.0))
		return err_set(e, "sigma takes 0 up to, not including, 1, got %g", c->sigma);
	task_alloc_tracked(t, c->prompts);
	task_draw_truth(t, c->truth);
	for (int i = 0; i < c->prompts; i++) {
		t->tracked[i].x[i] = sqrt(c->d);
		truth_decode(t, &t->tracked[i]);
	}
	return true;
}

/* x = d normals from coins 0 .. d - 1; returns the coin behind them. Coins come in whole blocks of vectors: asking for
 * one block is cheaper than for a part of it and one more. */
static uint32_t draw_noise(const struct task *t, uint64_t seed, enum purpose purpose, struct address at, double *x)
{
	enum { BLOCK = 64 };
	uint32_t c[TASK_CONTEXT_MOST + BLOCK];
	int even = t->d - t->d % 2;
	double pair[2];

	coin_fill(seed, purpose, at, 0, ((t->d + 1) / BLOCK + 1) * BLOCK, c);
	vector_normals(c, even, x);
	if (even < t->d) {
		vector_normals(c + even, 2, pair);
		x[even] = pair[0];
		return c[t->d + 1];
	}
	return c[t->d];
}

static void mixture_draw(const struct task *t, uint64_t seed, enum purpose purpose, struct address at,
			 struct prompt *to)
{
	uint32_t coin = draw_noise(t, seed, purpose, at, to->x);
	double norm2, shrink, scale;

	to->track = coin_pick(coin, t->ntracked);
	to->weight = 0.0;
	norm2 = vector_dot(to->x, to->x, t->d);
	shrink = norm2 > 1.0 ? t->sigma / sqrt(norm2) : t->sigma;
	norm2 = shrink * shrink * norm2 + 2.0 * shrink * to->x[to->track] + 1.0; /* |e_c + noise|^2 */
	scale = sqrt(t->d / norm2);
	for (int i = 0; i < t->d; i++)
		to->x[i] *= shrink * scale;
	to->x[to->track] += scale;
	truth_decode(t, to);
}

const struct task_type task_mixture = {
	.name = "mixture",
	.help = "fresh contexts around `prompts` centres, the authors' Figure 1",
	.features = &features_markov,
	.build = mixture_build,
	.draw = mixture_draw,
};
