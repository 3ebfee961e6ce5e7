/* Pre-training: the base model from labelled prompts, by mini-batch cross-entropy on y* [MHE26, Prop. 2.2; experiments]. */
#ifndef OUTPOST_CORE_PRETRAIN_H
#define OUTPOST_CORE_PRETRAIN_H

#include <stdbool.h>

#include "core/crew.h"
#include "core/optim.h"
#include "core/task.h"

struct pretrain_config {
	const struct optim_type *optim;
	double lr;
	int batch;         /* prompts a step; 0: the whole set (finite tasks)          */
	const bool *skip;  /* (nlisted) prompts of a finite task that are left out, or NULL */
};

struct pretrain;

/* From weights `w` (nparam, copied), with a fresh optimizer; the task is borrowed, `skip` copied. Ends with NULL and a
 * reason when it cannot run. */
struct pretrain *pretrain_new(const struct task *t, const double *w, const struct pretrain_config *c, int threads,
			      struct err *e);
void pretrain_free(struct pretrain *p);
/* One step on batch number `step` of the task's own seed. False when patience ran out; nothing changed then. */
bool pretrain_step(struct pretrain *p, const struct patience *patience);
int pretrain_steps_done(const struct pretrain *p);
/* Labelled responses that these have looked at: the batch each step. */
uint64_t pretrain_pairs(const struct pretrain *p);
/* (ntracked) whether a prompt that counts under this tracked one was in a batch so far. */
const bool *pretrain_seen(const struct pretrain *p);
const double *pretrain_weights(const struct pretrain *p);

#endif
