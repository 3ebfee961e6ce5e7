/* Importance weights: what makes up for drawing from q and not from p_w [MHE26, sec. 3].
 *
 * An expected update off-policy is q(y*|x) grad log p_w(y*|x), not p_w(y*|x) grad log p_w(y*|x). The ratio p_w / q
 * puts that right: of the whole response for outcome rewards, of the prefix y_{1:i} for token i under process rewards
 * (a ratio of single tokens would be biased). It is clipped to [1/zeta, zeta], multiplies the token's gradient, and
 * is not in the norm of an adaptive step. Unclipped weights are unbiased, but their variance can grow
 * exponentially in N. */
#ifndef OUTPOST_CORE_IMPORTANCE_H
#define OUTPOST_CORE_IMPORTANCE_H

#include "core/behave.h"
#include "core/chain.h"

/* Fills batch->weight, which is there, of responses from .. from + n - 1 as behave_chunk() left them: entry (b, i) is
 * the weight of token i. `per_token`: p_w(y_{1:i}|x) / q(y_{1:i}|x); else the ratio of all N tokens for each of them,
 * and 1 where a response was not drawn to its end (it earns nothing then). `clip` = zeta >= 1, or INFINITY: as they
 * are, within e^-700 .. e^700; 0: all are 1, as they are of behaviours that take no weights. Allocates nothing. */
void importance_fill(const struct behaviour *q, struct desk *desk, double clip, bool per_token, int from, int n);

/* log E_q[(p_w(y|x) / q(y|x))^2] of a whole response to the prompt that both chains are loaded with: `now` is the
 * chain of p_w, `other` that of q0 or of the policy that `frozen` was given (NULL where type->has_other is false). A
 * sum over all k^N responses, by dynamic programming over the states [sum of p^2 / q along the chain]; never below 0
 * (Jensen), INFINITY when q gives a response of p_w nothing at all. m: tries of best-of-m; mix: eps.
 *   onpolicy                            0, exact
 *   frozen, uniform, eps, best-of-m     exact
 *   mixture                             an upper bound, see below
 *   alg1, alg2, teacher                 NaN: they take no weights
 * The law of a mixture, q0/2 + u/2 with u = k^-N, is no chain. Its bound is the least, over nine shares s in 0..1, of
 * log sum p^2 / q0^s u^(1-s) + s log 2s + (1-s) log 2(1-s) (inequality of the weighted means): at most log 2 above each
 * half alone, and tight when q0 is uniform. */
double importance_moment(const struct behave_type *q, struct chain *now, struct chain *other, int64_t m, double mix);
/* The variance of the weight, E_q[(p/q)^2] - 1, likewise; INFINITY beyond the largest double. */
double importance_variance(const struct behave_type *q, struct chain *now, struct chain *other, int64_t m, double mix);
/* Whether the two above are exact, not a bound. */
bool importance_is_exact(const struct behave_type *q);

#endif
