/* Rollouts: responses drawn from a policy's rows.
 *
 * A response is drawn in two parts. As long as it follows y* all that matters is whether each coin falls into the
 * interval of the correct token, and that costs one comparison a position; the token behind it, the first wrong one,
 * and the rest are drawn from the rows. With 0/1 rewards and no baseline the second part earns nothing and is left
 * out: coins are addressed, so whoever wants to look can have it drawn later. */
#ifndef OUTPOST_CORE_ROLLOUT_H
#define OUTPOST_CORE_ROLLOUT_H

#include <stdbool.h>

#include "core/batch.h"
#include "core/desk.h"
#include "core/rows.h"
#include "core/vector.h"

enum { CYCLE_MOST = 64 };

/* A response on its way. Coins are those that lie at its positions. */
struct walk {
	const struct rows *rows;
	struct subject subject;
	struct sheet *sheet;   /* with the rows of the states on the way       */
	const uint32_t *coins; /* (N)                                          */
	int state;             /* in which the next token is drawn             */
	/* y* as a cycle, known once the first round is done: the intervals of its coins, twice over, and the states. */
	bool round, known;
	int steps;
	double low[2 * CYCLE_MOST + VECTOR_LANES], high[2 * CYCLE_MOST + VECTOR_LANES],
		scale[2 * CYCLE_MOST + VECTOR_LANES];
	int before[CYCLE_MOST];
};

/* The prompts of responses from .. from + n - 1 of an update (COIN_PROMPT), and their parts of the rows. */
void rollout_prompts(struct batch *batch, const struct rows *rows, uint64_t seed, uint64_t update, int from, int n);
/* Draws response b of an update (COIN_TOKEN, attempt 0) from the rows: y, drawn and right. With `tail`, all N tokens;
 * else only up to and with the first wrong one. Its prompt and the prompt's part of the rows are there already. */
void rollout_response(struct batch *batch, const struct rows *rows, struct desk *desk, uint64_t seed, uint64_t update,
		      int b, bool tail);
/* Draws response b with the walk's coins, from a walk that has just begun. */
void rollout_walk(struct walk *w, struct batch *batch, int b, bool tail);
/* Draws response b uniformly with the given coins (N). */
void rollout_uniform(const uint32_t *coins, struct batch *batch, int b, bool tail);

/* At the start of a response to subject's prompt: from `rows`, blended with a share `mix` of uniform tokens. `sheet` is
 * cleared. */
void walk_begin(struct walk *w, const struct rows *rows, const struct subject *subject, double mix, struct sheet *sheet,
		const uint32_t *coins);
/* From position i, where the walk stands and all before is right: the first position whose coin leaves y*, N: none
 * does. The walk stands there afterwards. */
int walk_follow(struct walk *w, int i);
/* The coins that draw y*_i where the walk stands. */
struct interval walk_interval(struct walk *w, int i);
/* Goes on behind a token that is drawn at `coin`, and returns it. */
int walk_token(struct walk *w, uint32_t coin);
/* Tokens i .. end - 1 into y from where the walk stands, right or wrong. */
void walk_on(struct walk *w, int i, int end, uint8_t *y);

static inline bool interval_has(const struct interval *in, uint32_t coin)
{
	double u = (coin + 0.5) * in->scale;

	return in->low <= u && u < in->high;
}

#endif
