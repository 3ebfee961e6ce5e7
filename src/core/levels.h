/* The law of a reward with finitely many values under a policy, and best-of-n: the best of n responses by that reward, one
 * at random among equals [Beirami et al. 2024, arXiv 2401.01879]. With ties the law of the response given its value is
 * that of the policy, so the divergence of the responses is that of the values. */
#ifndef OUTPOST_CORE_LEVELS_H
#define OUTPOST_CORE_LEVELS_H

#include "core/payoff.h"

enum {
	LEVELS_LISTED_MOST = 65536, /* responses, k^N, that are gone through when a reward is on no grid */
	LEVELS_ROOM_MOST = 1 << 21, /* values and states of a sum on a grid                               */
	LEVELS_WORK_MOST = 1 << 29, /* products of position, state, token and value                       */
};

/* Values ascending, each of positive probability. */
struct levels {
	int n;
	double *value; /* (n)                          */
	double *lp;    /* (n) log of its probability   */
};

/* By dynamic programming over states and sums where the table's entries lie on a grid, else by going through all
 * responses. False when that is more than the limits above: nothing is then kept. */
bool levels_find(struct chain *q, const struct payoff *r, struct levels *to);
void levels_done(struct levels *l);

/* Best-of-n, exactly. */
struct bon {
	double reward; /* E r                                                                              */
	double kl;     /* KL(best-of-n || policy), nats                                                    */
	double win;    /* P(better than one response of the policy) + P(as good) / 2                       */
	double estimate; /* the mean of bon_estimate(), which is taken from draws                          */
};

/* n >= 1, need not be whole. lp (l->n), may be NULL: log of each value's probability under best-of-n. */
void bon_measure(const struct levels *l, double n, struct bon *to, double *lp);
/* log n - (n - 1)/n: no less than the KL, and equal to it when no two responses are alike in reward and none has a
 * probability to speak of. */
double bon_classical(double n);
/* d_n(e), the estimate of the KL from one best of n whose value has probability e = e^lp under the policy: exact for a law
 * whose highest value has probability e and whose others have none each. Above the KL in the mean, as far as is known; not
 * proved. */
double bon_estimate(double n, double lp);

#endif
