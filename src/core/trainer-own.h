/* What the files of the trainer share, and nobody else: trainer.c is the update, trainer-life.c makes a trainer, gives it
 * settings and another place in time, trainer-look.c has its last batch, trainer-measure.c its likelihoods. */
#ifndef OUTPOST_CORE_TRAINER_OWN_H
#define OUTPOST_CORE_TRAINER_OWN_H

#include "core/behave.h"
#include "core/rows.h"
#include "core/trainer.h"

struct trainer {
	const struct task *task;
	struct train_config config;
	uint64_t seed;
	struct state *state;
	struct rows rows, base;   /* of the present weights (rows.w says which), of q0       */
	struct rows frozen;       /* of config.frozen, when there is one                     */
	double radius2;           /* R^2 of the features for adaptive steps, 0: not asked for */
	struct batch batch;
	struct crew crew;
	double *partial;          /* (chunks, nparam) gradient sums of the chunks            */
	double *grad;             /* (nparam) of the loss                                    */
	struct tally *now;        /* (ntracked) the last update's counts ..                  */
	bool has_counts;          /* .. when there are any                                   */
	double *lp;               /* (ntracked) log p(y*|x) of the tracked prompts now ..    */
	bool has_lp;              /* .. when they have been measured                         */
	double *mean, *room;      /* (nparam), (3k) room for measures                        */
	enum phase phase;         /* of the update in progress: what comes next              */
	/* The batch of the last update, for whoever looks at it. */
	bool has_batch;
	struct train_config last; /* by which it was drawn ..                                */
	double *before;           /* .. at these weights (nparam)                            */
	bool drawn_over;          /* by an update in progress, or given up                   */
	bool looked_at;           /* it is complete, and stands to the line log_alpha        */
	double log_alpha;
};

/* What the responses of an update are drawn from, to their end where `tail`. */
struct behaviour trainer_behaviour(struct trainer *t, const struct train_config *c, uint64_t update, bool tail);
/* A response's tokens and tries, by the order of magnitude: whether it pays to share them out. */
int trainer_tokens(const struct trainer *t, const struct train_config *c);

#endif
