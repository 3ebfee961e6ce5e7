/* What the files that set goals share. What a goal is stands in session.h. */
#ifndef OUTPOST_RUN_GOAL_H
#define OUTPOST_RUN_GOAL_H

#include "run/session.h"

/* Drops the goal before and begins one of the trainers in `who`. */
void goal_begin(struct session *s, enum goal_kind kind, unsigned who);
/* False with a reason when there is no task, or one of these trainers is not there. */
bool goal_can_train(const struct session *s, unsigned who, struct err *e);
/* Whether updates of these trainers may make it true: false with a reason when all its values are of the other one. */
bool goal_may_hold(const struct expr *until, unsigned who, struct err *e);
/* After an update that was trained, for the first time or once more: tells who looks on, and says what it discovered and what
 * stalled. */
void goal_tell(struct session *s, int who);

#endif
