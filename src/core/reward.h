/* Rewards and what asking for them costs [MHE26, sec. 1]. With one correct response a prompt, either reward is told by
 * `right`, the length of the response's correct prefix: r(x, y) = 1[right = N], r(x, y_{1:i}) = 1[i <= right]. */
#ifndef OUTPOST_CORE_REWARD_H
#define OUTPOST_CORE_REWARD_H

#include <stdbool.h>

enum query_count {
	QUERY_PREFIX, /* process: up to and with the first wrong token */
	QUERY_ALL,    /* process: every token                          */
};

enum reward_code {
	CODE_01,  /* wrong 0, right 1  */
	CODE_PM1, /* wrong -1, right 1 */
};

struct reward_type {
	const char *name, *help;
	bool per_token; /* one reward a position, not one a response */
	/* Oracle calls on one response. */
	int (*queries)(int right, int N, enum query_count count);
};

extern const struct reward_type *const reward_types[]; /* NULL at the end */
extern const struct reward_type reward_outcome, reward_process;

/* The coded value of a reward. */
static inline double reward_value(enum reward_code code, bool paid)
{
	return paid ? 1.0 : code == CODE_PM1 ? -1.0 : 0.0;
}

#endif
