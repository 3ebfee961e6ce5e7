/* Advantages: what each token of a response is reinforced with [MHE26, sec. 3; experiments]. */
#ifndef OUTPOST_CORE_ADVANTAGE_H
#define OUTPOST_CORE_ADVANTAGE_H

#include <stdbool.h>

#include "core/batch.h"
#include "core/reward.h"

enum baseline {
	BASELINE_OFF,
	BASELINE_MEAN, /* of the batch's rewards: one number for outcome, one a position for process */
};

/* Fills hit, miss and base from right. Outcome: A = r(x, y) for every token; process: A_i = r(x, y_{1:i}). */
void advantage_fill(struct batch *b, const struct reward_type *reward, enum reward_code code, enum baseline baseline);
/* Whether tokens behind the first wrong one can have an advantage other than 0. */
bool advantage_needs_tail(enum reward_code code, enum baseline baseline);

#endif
