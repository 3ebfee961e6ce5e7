/* Numbers kept as their logarithms: k^-N may be smaller than any double. -inf is 0. */
#ifndef OUTPOST_CORE_LOGS_H
#define OUTPOST_CORE_LOGS_H

#include <math.h>

/* log(e^a + e^b). */
static inline double log_add(double a, double b)
{
	double most = fmax(a, b);

	return isinf(most) ? most : most + log1p(exp(fmin(a, b) - most));
}

/* log(1 - e^l), l <= 0, without losing either end. */
static inline double log_complement(double l)
{
	return l > -M_LN2 ? log(-expm1(l)) : log1p(-exp(l));
}

#endif
