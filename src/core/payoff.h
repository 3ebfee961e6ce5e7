/* Rewards of whole responses, beyond those that train (reward.h): what a policy is aligned to by tilting (tilt.h) and by
 * best-of-n (levels.h).
 *
 *     outcome   1 if y = y*, else 0
 *     loglik    log q0(y | x), nats, of a policy q0 that judges
 *     additive  sum_i r(i, y_i), from a table */
#ifndef OUTPOST_CORE_PAYOFF_H
#define OUTPOST_CORE_PAYOFF_H

#include "core/chain.h"

enum payoff_kind { PAYOFF_OUTCOME, PAYOFF_LOGLIK, PAYOFF_ADDITIVE };

struct payoff {
	enum payoff_kind kind;
	struct chain *judge; /* loglik: q0 on the same prompt, borrowed                        */
	const double *table; /* additive: (rows, k), borrowed                                  */
	int rows;            /* N, or 1: the same at all positions                             */
};

/* What a token at position i and a state adds to the reward, (k), lent. Not of outcome, which is no sum. */
const double *payoff_row(const struct payoff *r, int k, int i, int state);
/* The reward of y (N) under the chain's task and prompt. */
double payoff_of(const struct payoff *r, const struct chain *c, const uint8_t *y);

#endif
