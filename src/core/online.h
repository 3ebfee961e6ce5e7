/* Online learning [MHE26, sec. 3]: prompts arrive one at a time, and the learner is charged for each one that its
 * present policy p_w would get wrong. Then one response is drawn from a behaviour policy q, which costs one outcome
 * query, and if it is right the learner makes the step of the theorem, w += eta grad log p_w(y*|x), eta = optim_eta().
 *
 * With uniform q, from w = 0 and features of norm at most 1, there are O~(k^N / gamma^2) mistakes in expectation, and
 * any learner makes Omega(k^N / (N gamma^2)).
 *
 * Nobody sees more of a response than whether it is y*, so a round tosses for that alone: u < q(y*|x), with 64 bits
 * of u. Likelihoods change at rewards only; a round without one costs a block of coins. */
#ifndef OUTPOST_CORE_ONLINE_H
#define OUTPOST_CORE_ONLINE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/task.h"

enum { ONLINE_ROUNDS_MOST = 1000000000 };

enum online_order {
	ONLINE_ADVERSARIAL, /* the prompt with the lowest p_w(y*|x), the first of several          */
	ONLINE_RANDOM,      /* drawn by weight                                                     */
};

enum online_behavior {
	ONLINE_UNIFORM,  /* k^-N for every response                                                */
	ONLINE_MIXTURE,  /* half of the responses from q0, half uniform                            */
	ONLINE_ONPOLICY, /* p_w                                                                    */
	ONLINE_FROZEN,   /* q0                                                                     */
};

struct online_config {
	enum online_order order;
	enum online_behavior behavior;
	double lr; /* constant step; 0: the adaptive one */
	uint64_t seed;
};

struct online_result {
	struct online_config config;
	uint64_t rounds; /* also the queries: one a round                                              */
	uint64_t rewards;
	double expected; /* mistakes: exact sum over the rounds of 1 - p_w(y*|x)                       */
	uint64_t wrong;  /* mistakes of one response of p_w a round                                    */
	uint64_t unsure; /* the last round (from 1) whose prompt had p_w(y*|x) below 1/2, 0: none      */
};

/* What happened in one round. */
struct online_round {
	int prompt;
	double mistake;   /* 1 - p_w(y*|x) before the round's step */
	bool wrong, paid; /* the sampled prediction was wrong; the query was rewarded */
};

struct online;

/* Round 0 at w = base (nparam, copied), which is q0 too. Of the n prompts, borrowed like the task, one comes each
 * round; `weight` (n, sums to 1, copied) is for the random order, NULL: equal weights. */
struct online *online_new(const struct task *t, const struct prompt *p, int n, const double *weight,
			  const double *base, const struct online_config *c);
void online_free(struct online *o);
/* One round, of at most ONLINE_ROUNDS_MOST. The same coins for the same seed and round. */
struct online_round online_next(struct online *o);
const struct online_result *online_result(const struct online *o);
/* Present weights (nparam), lent. */
const double *online_weights(const struct online *o);
/* Mean by weight of 1 - p_w(y*|x) over the prompts, exact. */
double online_err(struct online *o);

#endif
