/* Products are sums here, and sums log(e^a + e^b). */
#include "core/bound.h"

#include <math.h>

#include "core/logs.h"

/* log ceil(e^l). A whole number stays it in spite of rounding; from 2^30 on there is no fraction to speak of. */
static double log_ceil(double l)
{
	return l < 30.0 * M_LN2 ? log(ceil(exp(l) * (1.0 - 1e-12))) : l;
}

double bound_tries(const struct bound_terms *b)
{
	return fmin(log_ceil(-b->log_lq), b->N * log(b->k));
}

double bound_draws(const struct bound_terms *b)
{
	return fmin(-b->log_tlq, log(b->k));
}

double bound_rounds(const struct bound_terms *b)
{
	return -2.0 * b->log_gamma - b->log_eps;
}

double bound_constant_step(const struct bound_terms *b)
{
	return log(b->N) + bound_rounds(b);
}

double bound_mixture(const struct bound_terms *b)
{
	return bound_tries(b) + bound_rounds(b);
}

double bound_algorithm1(const struct bound_terms *b)
{
	return log_add(bound_tries(b), -b->log_eps) - 2.0 * b->log_gamma;
}

double bound_algorithm2(const struct bound_terms *b)
{
	return log_add(log(b->N) + bound_draws(b), -b->log_eps) - 2.0 * b->log_gamma;
}

double bound_least_queries(const struct bound_terms *b)
{
	return fmin(-b->log_lq, b->N * log(b->k)) - 2.0 * b->log_gamma;
}

double bound_mistakes(const struct bound_terms *b)
{
	return b->N * log(b->k) - 2.0 * b->log_gamma;
}

double bound_least_mistakes(const struct bound_terms *b)
{
	return bound_mistakes(b) - log(b->N);
}
