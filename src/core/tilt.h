/* The KL-regularised optimum: of all laws p of a response, the one with the highest E_p r - beta KL(p || q) is the tilt
 *     p(y) = q(y) e^(a r(y)) / Z,  a = 1/beta,  Z = E_q e^(a r),
 * exactly, by the h-transform over states and positions. With A(a) = log Z: E_p r = A', the variance of r is A'',
 * KL(p || q) = a A' - A, which rises with a at the rate a A'' [Yang et al. 2024, arXiv 2404.01730]. */
#ifndef OUTPOST_CORE_TILT_H
#define OUTPOST_CORE_TILT_H

#include "core/payoff.h"

struct tilt {
	double a;                /* 1/beta, 0 .. inf: at inf only the responses of highest reward are left, as q has them */
	double log_z;            /* A(a)                                                                          */
	double reward, variance; /* of r under p                                                                  */
	double kl;               /* KL(p || q), nats                                                              */
	double lp;               /* log p(y*|x)                                                                   */
};

/* What one sweep asks for, in products of position, state and token: N nstate k; outcome: N. */
double tilt_price(const struct chain *q, const struct payoff *r);
/* tokens (N), may be NULL: log p(y*_i | x, y*_{1:i-1}) of the tilt; NaN behind a token that it never draws. */
void tilt_measure(struct chain *q, const struct payoff *r, double a, struct tilt *to, double *tokens);
/* The tilt at which KL(p || q) = kl. False when there is none: kl is 0 or less, or not below that at a = inf. */
bool tilt_at_kl(struct chain *q, const struct payoff *r, double kl, struct tilt *to, double *tokens);
/* The strength of the tilt by a reward 0 or 1 that lifts its chance from e^from to e^to: logit(e^to) - logit(e^from). */
double tilt_strength(double from, double to);

#endif
