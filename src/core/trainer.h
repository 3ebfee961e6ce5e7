/* The trainer: one update of post-training, beside the paper [MHE26, sec. 3]. */
#ifndef OUTPOST_CORE_TRAINER_H
#define OUTPOST_CORE_TRAINER_H

#include <stdbool.h>

#include "core/batch.h"
#include "core/crew.h"
#include "core/meter.h"
#include "core/state.h"
#include "core/task.h"
#include "core/train-config.h"

struct trainer;

/* Update 0 of the base model's weights. Task, base and its weights are borrowed and outlive the trainer.
 * threads: 0 for all cores. */
struct trainer *trainer_new(const struct task *task, const double *base, const struct train_config *c, uint64_t seed,
			    int threads);
void trainer_free(struct trainer *t);
/* Settings for the next update on; one that is in progress is given up. */
void trainer_configure(struct trainer *t, const struct train_config *c);
void trainer_set_threads(struct trainer *t, int threads);

/* Update t = state->update: rollout, meter, advantage, gradient, step; adds 1 to state->update. False only when patience
 * (NULL: endless) ran out, and then nothing changed. No allocation, I/O, clock; same bits for any number of threads. */
bool trainer_step(struct trainer *t, const struct patience *patience, struct report *report);

/* The phases of an update, in their order. */
enum phase { PHASE_SAMPLE, PHASE_REWARD, PHASE_GRADIENT, PHASE_APPLY, PHASES };

/* The one that comes next. PHASE_SAMPLE: no update is in progress. */
enum phase trainer_phase(const struct trainer *t);
/* Does it. Four of them are one update, bit for bit, whatever is looked at in between; trainer_step() does those that
 * are left. The state changes in PHASE_APPLY alone, which fills `report`. False when patience ran out: the update is
 * given up, and the next one begins anew. */
bool trainer_phase_step(struct trainer *t, const struct patience *patience, struct report *report);
/* The batch of the update in progress, as the phase before has left it; until trainer_look() is called. */
const struct batch *trainer_batch(const struct trainer *t);

const struct state *trainer_state(const struct trainer *t);
/* Puts a copy of `s` (same task and sizes) in the place of the present state. The last batch is gone. */
void trainer_restore(struct trainer *t, const struct state *s);
/* Update 0 of the base model again. The last batch is gone. */
void trainer_rewind(struct trainer *t);
/* Other coins from the next update on. The last batch is gone. */
void trainer_reseed(struct trainer *t, uint64_t seed);
/* log p(y*|x) of `n` prompts under the present weights. */
void trainer_logliks(struct trainer *t, const struct prompt *p, int n, double *lp);
/* Likewise under the mean of the weights before each update, w_0 at first: `iterate average`. */
void trainer_mean_logliks(struct trainer *t, const struct prompt *p, int n, double *lp);
/* log p(y*|x) of the tracked prompts (ntracked) under the present weights. Measured once and kept until the weights
 * change: the next update adds them to the sums of the state. */
const double *trainer_tracked(struct trainer *t);
/* lp (ntracked): what an iterate says of the tracked prompts. Last: log p_{w_T}; random: the log of the mean of p over
 * w_0 .. w_{T-1}; average: log p at the mean of these weights. All of them are log q0 before the first update. */
void trainer_iterate(struct trainer *t, enum iterate which, double *lp);
/* Adds a measure of err at the present weights to the state: state->tests, state->test_sum. */
void trainer_add_test(struct trainer *t, double err);

/* The batch of the last update (update - 1), every response drawn to its end and classified by the present support line,
 * with advantages: what a reader of the samples sees. After an update that was given up it is drawn again from its coins.
 * NULL when there is none: before the first update, after a restore, a change of the batch's size, or of `frozen` when it
 * was drawn from that. */
const struct batch *trainer_look(struct trainer *t);
/* What the last update counted, by tracked prompt (ntracked); NULL before the first update and after a restore. */
const struct tally *trainer_counts(const struct trainer *t);
/* Weights at which the last batch was drawn, and its update's settings. */
const double *trainer_weights_before(const struct trainer *t);
const struct train_config *trainer_config_before(const struct trainer *t);
/* lp_before, lp_after (length of the response): log p(y_i | x, y_{1:i-1}) along response `b` of the last batch, which
 * trainer_look() has just given, under the weights at which it was drawn and under those that its update made of them. */
struct chain;
void trainer_path(const struct trainer *t, int b, struct chain *chain, double *lp_before, double *lp_after);
/* The last gradient of the loss (nparam), for tests and readers; with adaptive steps minus the mean of eta g. */
const double *trainer_gradient(const struct trainer *t);

#endif
