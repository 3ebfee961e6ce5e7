/* The two oracles. */
#include "core/reward.h"

#include <stddef.h>

static int outcome_queries(int right, int N, enum query_count count)
{
	(void)right, (void)N, (void)count;
	return 1;
}

/* A process reward is monotone: after the first 0 nothing need be asked. */
static int process_queries(int right, int N, enum query_count count)
{
	return count == QUERY_ALL || right == N ? N : right + 1;
}

const struct reward_type reward_outcome = {
	.name = "outcome",
	.help = "one query a response: is the whole response right",
	.queries = outcome_queries,
};

const struct reward_type reward_process = {
	.name = "process",
	.help = "one query a token: is the prefix right up to here",
	.per_token = true,
	.queries = process_queries,
};

const struct reward_type *const reward_types[] = { &reward_outcome, &reward_process, NULL };
