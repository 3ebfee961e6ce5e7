/* A search back in time: to the latest update before this one at which a condition held, or a break would have stopped. */
#ifndef OUTPOST_RUN_SEARCH_H
#define OUTPOST_RUN_SEARCH_H

#include "run/session.h"

/* Takes `until`. Where nothing is found the trainer is in the end where it was. */
bool session_goal_search(struct session *s, unsigned who, struct expr *until, struct err *e);

/* For goal.c, as in travel.h. */
bool search_once(struct session *s, const struct patience *patience);
void search_finish(struct session *s);
void search_free(struct search *x);

#endif
