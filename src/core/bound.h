/* The scales of [MHE26]: what its theorems say of rounds, queries and mistakes, without the constants and logarithms
 * that they hide. Everything is a natural logarithm, arguments and results: k^N is 32^128 in the authors' task.
 *
 * A round is one prompt met. gamma is the margin for features of norm at most 1, eps the err to reach; LQ and
 * token-level LQ are those of the base model at eps (at (1 - o(1)) eps in the upper bounds, (1 + o(1)) eps in the
 * lower one). */
#ifndef OUTPOST_CORE_BOUND_H
#define OUTPOST_CORE_BOUND_H

struct bound_terms {
	int k, N;
	double log_eps, log_gamma, log_lq, log_tlq;
};

/* m = min(ceil(1 / LQ), k^N): draws that show y* to all but an eps share of the prompts. */
double bound_tries(const struct bound_terms *b);
/* a = min(1 / token-level LQ, k): the same of a token. */
double bound_draws(const struct bound_terms *b);

/* 1 / (gamma^2 eps): rounds of pre-training with the adaptive step [Prop. 2.2] and of Algorithms 1 and 2 [Cor. 3.6,
 * Thm. 4.1]; fewer do for no trainer with outcome rewards, and fewer labelled samples leave LQ(eps) at k^-N on some
 * tasks [5.3-5.5]. */
double bound_rounds(const struct bound_terms *b);
/* N / (gamma^2 eps): rounds of pre-training with a constant step [Prop. 2.2]. */
double bound_constant_step(const struct bound_terms *b);
/* m / (gamma^2 eps): rounds and queries of the fixed mixture [Cor. 3.4]. */
double bound_mixture(const struct bound_terms *b);
/* (m + 1/eps) / gamma^2: queries of Algorithm 1 [Cor. 3.6]. */
double bound_algorithm1(const struct bound_terms *b);
/* (N a + 1/eps) / gamma^2: queries of Algorithm 2 [Thm. 4.1]. */
double bound_algorithm2(const struct bound_terms *b);
/* 1 / (LQ gamma^2): queries that no trainer with outcome rewards can do without, on the hardest tasks [5.3-5.5]; at most
 * k^N / gamma^2, which uniform responses take where the base model is worse than they are. */
double bound_least_queries(const struct bound_terms *b);
/* k^N / gamma^2: mistakes online of the uniform behaviour [sec. 3]. */
double bound_mistakes(const struct bound_terms *b);
/* k^N / (N gamma^2): mistakes online of any learner, on the hardest tasks [sec. 3]. */
double bound_least_mistakes(const struct bound_terms *b);

#endif
