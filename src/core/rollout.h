/* Rollouts: the batch of an update, drawn on-policy.
 *
 * A response is drawn in two parts. As long as it follows y* all that matters is whether each coin falls into the
 * interval of the correct token, and that costs one comparison a position; the token behind it, the first wrong one, and
 * the rest are drawn from the rows. With 0/1 rewards and no baseline the second part earns nothing and is left out:
 * coins are addressed, so whoever wants to look can have it drawn later. */
#ifndef OUTPOST_CORE_ROLLOUT_H
#define OUTPOST_CORE_ROLLOUT_H

#include <stdbool.h>

#include "core/batch.h"
#include "core/desk.h"
#include "core/rows.h"

/* The prompts of responses from .. from + n - 1 of an update (COIN_PROMPT), and their parts of the rows. */
void rollout_prompts(struct batch *batch, const struct rows *rows, uint64_t seed, uint64_t update, int from, int n);
/* Draws response b of an update (COIN_TOKEN): y, drawn and right. With `tail`, all N tokens; else only up to and with the
 * first wrong one. Its prompt and the prompt's part of the rows are there already. */
void rollout_response(struct batch *batch, const struct rows *rows, struct desk *desk, uint64_t seed, uint64_t update,
		      int b, bool tail);

#endif
