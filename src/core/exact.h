/* Exact measures of a policy on one prompt, by dynamic programming over its chain [MHE26, sec. 5 identities]. Nothing is
 * sampled. Natural logarithms throughout. */
#ifndef OUTPOST_CORE_EXACT_H
#define OUTPOST_CORE_EXACT_H

#include "core/chain.h"

/* log p(y*|x). */
double exact_loglik(struct chain *c);
/* lp (N): log p(y*_i | x, y*_{1:i-1}). */
void exact_tokens(struct chain *c, double *lp);
/* lp (n): log p(y_i | x, y_{1:i-1}) along any response. */
void exact_path(struct chain *c, const uint8_t *y, int n, double *lp);
/* The law of the next token at position i (from 0) after the correct prefix: k log-probabilities, lent. */
const double *exact_next(struct chain *c, int i);
/* law (N + 1): probability that the first wrong token is at position i; law[N] = p(y*|x). */
void exact_first_wrong(struct chain *c, double *law);
/* The smallest p(y*_i | ..), as a logarithm; *position (from 0) is its first place. */
double exact_worst(struct chain *c, int *position);
/* Where lp (n) is smallest, the first place; -1: nowhere, all are alike. */
int exact_rarest(const double *lp, int n);
/* Entropy of p(y|x) over all k^N responses, in nats: sum_i sum_s P(s_i = s) H(p(. | s)). */
double exact_entropy(struct chain *c);
/* KL(p || q) of the response laws of the same prompt, in nats. */
double exact_kl(struct chain *p, struct chain *q);
/* E |grad log p(y|x)|^2 over all k^N responses: sum_i sum_s P(s_i = s) |phi_s|^2 (1 - sum_y p(y|s)^2). */
double exact_score_norm2(struct chain *c);
/* Expected number of reward queries of one process-rewarded response with prefix counting: 1 + sum_{i<N} L_{<=i}. */
double exact_process_queries(struct chain *c);

/* grad (nparam) += sum_i by[i] grad log p(y*_i | x, y*_{1:i-1}); by has N entries: all 1, it is grad log p(y*|x). */
void exact_score(struct chain *c, const double *by, double *grad);
/* grad (nparam) += scale * the expected policy gradient of this prompt, 0/1 rewards without baseline (ascent, sum over
 * positions): outcome p(y*|x) grad log p(y*|x); process sum_i L_{<=i} grad log p(y*_i | ..). */
void exact_outcome_gradient(struct chain *c, double scale, double *grad);
void exact_process_gradient(struct chain *c, double scale, double *grad);

#endif
