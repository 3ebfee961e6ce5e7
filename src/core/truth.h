/* The correct response: greedy decoding under the ground truth W* [MHE26, experiments]. */
#ifndef OUTPOST_CORE_TRUTH_H
#define OUTPOST_CORE_TRUTH_H

#include "core/task.h"

/* Fills p->ystar, lead and period: y*_i = argmax_y of the score under t->truth at state s_i, ties to the
 * smallest token. */
void truth_decode(const struct task *t, struct prompt *p);
/* lead and period for a response that was given, not decoded: no cycle. */
void truth_pin(const struct task *t, struct prompt *p);
/* The same, and ystar = y (N). */
void truth_pin_to(const struct task *t, struct prompt *p, const uint8_t *y);

#endif
