/* What an update is made of [MHE26, sec. 3]: what responses are drawn from, what they earn, how the weights move. */
#ifndef OUTPOST_CORE_TRAIN_CONFIG_H
#define OUTPOST_CORE_TRAIN_CONFIG_H

#include <stdint.h>

#include "core/advantage.h"
#include "core/behave.h"
#include "core/optim.h"
#include "core/reward.h"

/* A value without pointers to owned memory and without holes: what `trainer` and `set` change from an update on. */
struct train_config {
	const struct reward_type *reward;
	const struct optim_type *optim;
	const struct behave_type *behave;
	const double *frozen; /* (nparam) what `frozen` draws from, borrowed while it stands here; NULL: q0 */
	int64_t m;            /* tries of best-of-m, alg1 and alg2                                        */
	double mix;           /* eps: share of uniform tokens                                             */
	double clip;          /* importance weights p_w / q: 0 none, zeta >= 1 clipped to [1/zeta, zeta],
			       * INFINITY as they are                                                     */
	double lr;            /* not asked by adaptive steps                                              */
	double log_alpha;     /* the support line, as a logarithm                                         */
	int code, baseline, query_count; /* enum reward_code, enum baseline, enum query_count              */
	int batch;            /* responses an update                                                      */
	int count_off_every;  /* 1: classify all responses of all updates; 0: only those somebody looks at */
	int unused;           /* keeps the struct free of padding: configs are compared with memcmp       */
};

/* NULL when it can run, else why not. */
const char *train_config_check(const struct train_config *c);

#endif
