/* Behaviour policies: what the responses of an update are drawn from [MHE26, sec. 3; experiments]. */
#ifndef OUTPOST_CORE_BEHAVE_H
#define OUTPOST_CORE_BEHAVE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/batch.h"
#include "core/desk.h"
#include "core/reward.h"
#include "core/rows.h"

enum { BEHAVE_TRIES_MOST = (1 << 24) - 1 }; /* of m: what an address of a coin has room for */

struct behave_type;

/* One update's drawing: from what, with what, into which batch. */
struct behaviour {
	const struct behave_type *type;
	struct batch *batch;
	const struct rows *now;   /* p_w: the policy that is trained                                        */
	const struct rows *other; /* q0, or the saved policy that `frozen` was given                        */
	int64_t m;                /* best-of-m, alg1, alg2: how often they try                               */
	double mix;               /* eps: share of uniform tokens                                            */
	uint64_t seed, update;
	bool tail;                /* all N tokens, also where they earn nothing                              */
};

struct behave_type {
	const char *name, *help;
	const struct reward_type *reward; /* the only one it goes with, NULL: both                       */
	bool forced;     /* the used tokens have advantage 1 and weight 1: no code pm1, baseline or clip */
	bool has_m, has_mix, has_other; /* what of struct behaviour it reads                              */
	/* Response b: y, right, drawn, length and asked of the batch. Prompts and rows' parts are there. */
	void (*draw)(const struct behaviour *q, struct desk *desk, int b);
};

extern const struct behave_type *const behave_types[]; /* NULL at the end, in the order of the manual */
extern const struct behave_type behave_onpolicy;

#endif
