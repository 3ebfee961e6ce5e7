/* Goals that move trainers through time: to an update, to a number of queries, to a mark, or back to where something
 * held. Weights never depend on the way: a place is made again from the keyframe before it. */
#ifndef OUTPOST_RUN_TRAVEL_H
#define OUTPOST_RUN_TRAVEL_H

#include "run/session.h"

/* N updates back, or to update 0 where there are fewer; of trainers held together, N rounds (sync.h). */
bool session_goal_back(struct session *s, unsigned who, uint64_t n, struct err *e);
/* To an update, forward or back; beyond the latest one it trains on. */
bool session_goal_goto(struct session *s, unsigned who, uint64_t update, struct err *e);
/* To the first update after which so many queries have been asked, forward or back. */
bool session_goal_queries(struct session *s, unsigned who, uint64_t queries, struct err *e);
/* To a mark, those of its trainers that are in `who`; its future comes along. What is left is kept as a mark. */
bool session_goal_mark(struct session *s, unsigned who, const char *name, struct err *e);
/* Each trainer to an update of its own, at most its line's end. */
void session_goal_places(struct session *s, unsigned who, const uint64_t target[TRAINERS]);
/* The name of the next mark behind the trainer's update on its timeline, or (by < 0) of the one before; NULL: none. */
const char *session_mark_near(const struct session *s, int who, int by);
/* Marks where these trainers are, as one mark. False: there are MARKS_MOST already. */
bool session_mark(struct session *s, unsigned who, const char *name);
/* The other trainer becomes a copy of `from` as it is now: `mark` keeps what it was, "" for nothing. */
bool session_goal_fork(struct session *s, int from, char mark[MARK_NAME], struct err *e);

/* For goal.c: one update, false when patience ran out; what is said at the end, and when it was stopped on the way. */
bool travel_once(struct session *s, const struct patience *patience);
void travel_finish(struct session *s);
void travel_interrupted(struct session *s);
/* For search.c: a goal that remembers where and with which settings it began; `queries` as in struct goal. */
void travel_begin(struct session *s, enum goal_kind kind, unsigned who, uint64_t queries);
/* Says which of the trainer's settings are not those with which the goal began: they are as they were then. */
void travel_settings(struct session *s, int who);

#endif
