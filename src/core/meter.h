/* The query meter: what a batch's responses cost and earned, by run and by tracked prompt. */
#ifndef OUTPOST_CORE_METER_H
#define OUTPOST_CORE_METER_H

#include "core/batch.h"
#include "core/reward.h"
#include "core/state.h"

/* Of one update. */
struct report {
	struct tally now;       /* of this update's batch (first_hit, last_paid, dry unused)          */
	int allwrong, allright; /* tracked prompts whose samples of this update were all wrong, all right */
	double gradnorm;        /* of the direction that the optimizer is given: the mean of eta g, where steps are adaptive */
};

struct metering {
	const struct reward_type *reward;
	enum query_count query_count;
	double log_alpha;
	bool by_prefix; /* the oracle is asked about prefixes, not about whole responses only */
	bool count_off; /* false: the counters of off-support responses stand still; discoveries always count */
};
/* What response i costs. */
uint64_t meter_queries(const struct batch *b, const struct metering *how, int i);
/* Oracle calls are those that were made in drawing a response, or those that its reward takes. It is rewarded when it is
 * right and was asked about: a teacher's is not, nor is it a discovery.
 *
 * Of a response that was asked about, `reach` is what the calls have confirmed: its correct prefix where they are about
 * prefixes, however it came about (process rewards; best-of-m and alg2 ask token by token), else (outcome rewards, alg1)
 * all N tokens when it is right and nothing when it is not. `dry` counts updates: one that asks about a prompt and
 * rewards none of its responses adds 1, one that rewards some makes it 0, one that does not ask leaves it.
 *
 * Adds the batch to the run's totals and to the rows of its tracked prompts, in order of the responses; `now` (ntracked)
 * receives this update's own counts by tracked prompt. */
void meter_count(const struct batch *b, const struct metering *how, struct state *s, struct tally *now,
		 struct report *report);

#endif
