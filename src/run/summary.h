/* What a session says when a goal is met or stopped, and how it was set up. */
#ifndef OUTPOST_RUN_SUMMARY_H
#define OUTPOST_RUN_SUMMARY_H

#include "run/session.h"

/* A prompt outside the support whose first correct response came with the last update, and lies outside itself:
 * `x5 first correct at query 3,591 (update 10): adbadbad, base 2.0e-06, 51 times below alpha.` A mark keeps the place. */
void summary_discoveries(struct session *s, int who);
/* The first time that some prompt has stalled since the trainer was started, one note: which, how rare the correct response
 * is to the base model, and what to try. A preset says nothing. */
void summary_stalls(struct session *s, int who);
/* `10 updates, 640 queries, 3 learned (x0 x3 x4), off 6 of 640`, a line a trainer. */
void summary_step(struct session *s);
/* Appends `, 3 learned (x0 x3 x4)`: the prompts that trainer `who` has learned since the goal began; nothing for none. */
void summary_learned(const struct session *s, int who, struct str *to);
/* `update 12: 64 queries, rewarded 8 of 64, off 0 of 64`, the trainer's name in front when there are two. */
void summary_update(struct session *s, int who);
/* With clip inf, where the importance weight of a tracked prompt has a standard deviation above 100 times its mean (1): a
 * note, once until it has fallen below that. Looks at the first 256 tracked prompts, up to the first one. */
void summary_weights(struct session *s, unsigned who);
/* Where these trainers (enum who_mask) are: a line on each and one on the selected prompt; of a split on the screen, whose
 * panels have all that, one line. */
void summary_places(struct session *s, unsigned who);
/* Why `continue` stopped, then a line a trainer and one on the selected prompt. */
void summary_stop(struct session *s);
/* `stopped after 812 of 1,000,000 updates`. */
void summary_interrupted(struct session *s);
/* The base model's likelihood of every tracked prompt, up to 12 of them. */
void summary_pretrain(struct session *s, uint64_t steps);

#endif
