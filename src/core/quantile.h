/* Likelihood quantiles of a set of prompts [MHE26, sec. 2].
 *
 * Q(eps) = sup{ a : P_x(q(y*|x) <= a) <= eps }: all but an eps share of the prompts have at least this likelihood. The
 * token-level quantile is the same of each prompt's worst token. Everything is kept as log-likelihood: k^-N is 1e-193 in
 * the authors' task. */
#ifndef OUTPOST_CORE_QUANTILE_H
#define OUTPOST_CORE_QUANTILE_H

#include <stddef.h>

/* log Q(eps) of n log-values with weights that sum to 1 (NULL: equal): with the values sorted, the first at which the
 * weights so far exceed eps by more than 1e-12; 0 (Q = 1) when none does. *which (may be NULL) is the first index with
 * that value, -1 when none. eps in [0, 1]. `order` is room for n numbers. */
double quantile(const double *lp, const double *weight, int n, double eps, size_t *order, int *which);

#endif
