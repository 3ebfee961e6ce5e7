/* The base model's support: a line at alpha, not a wall [MHE26, sec. 2]. A response leaves it at the first position whose
 * running base likelihood q0(y_{1:i}|x) lies below alpha; a token leaves it when q0(y_i | x, y_{1:i-1}) < F/k. */
#ifndef OUTPOST_CORE_SUPPORT_H
#define OUTPOST_CORE_SUPPORT_H

#include "core/batch.h"
#include "core/desk.h"
#include "core/rows.h"

/* Of `n` tokens with base log-probabilities lp[0..n): the first position (from 0) at which their running sum is below
 * log_alpha, -1: none. */
int support_left(const double *lp, int n, double log_alpha);
/* The first position with lp[i] below log_line, -1: none. */
int support_token_left(const double *lp, int n, double log_line);

/* Fills lq0 and left of responses from .. from + n - 1 (n <= CHUNK): of those drawn to their end that are wholly correct,
 * or, with `all`, of each one drawn to its end; the others get NaN and -2. `base` holds q0's weights. */
void support_classify(struct batch *batch, const struct rows *base, struct desk *desk, double log_alpha, bool all,
		      int from, int n);

#endif
