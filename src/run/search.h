/* A search back in time: to the latest update before this one at which a condition held, or a break would have stopped. */
#ifndef OUTPOST_RUN_SEARCH_H
#define OUTPOST_RUN_SEARCH_H

#include "run/session.h"

/* Takes `until`: where it held nowhere the trainer is in the end where it was. NULL: to the latest update at which a break
 * fired, or that of this number (0: any); where none did to update 0. */
bool session_goal_search(struct session *s, unsigned who, struct expr *until, int only, struct err *e);

/* For goal.c, as in travel.h. */
bool search_once(struct session *s, const struct patience *patience);
void search_finish(struct session *s);
void search_free(struct search *x);

#endif
