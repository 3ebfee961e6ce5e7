/* Two trainers that are split and held together: whoever is behind, in reward queries or in updates, goes on. */
#ifndef OUTPOST_RUN_SYNC_H
#define OUTPOST_RUN_SYNC_H

#include "run/session.h"

/* Whether goals of both trainers heed it. */
bool sync_holds(const struct session *s);
/* Whose update is next of a goal that both still work at; `last` has just made one. Not held together: the other one. */
int sync_turn(const struct session *s, int last);

/* A step of both is a round: who is behind goes on until it has caught up; where both have the same, each makes one update.
 * Sets who goes on, and up to where. */
void sync_round(struct session *s);
/* After an update in a round: whether the trainer has done its part. Who asks nothing never catches up: one will do. */
bool sync_caught_up(const struct session *s, int who);

/* Where n >= 1 rounds back lead, of those that lead from update 0 to where the trainers are, or nearly: rounds forward from
 * there are the same again. By queries as finely as the traces tell. */
void sync_back(const struct session *s, uint64_t n, uint64_t target[TRAINERS]);

#endif
