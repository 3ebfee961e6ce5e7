/* Whether two sessions are the same. Each appends a line for whatever is not: nothing where all is. */
#ifndef OUTPOST_TESTS_ALIKE_H
#define OUTPOST_TESTS_ALIKE_H

#include "run/session.h"

/* Trainers, where they are, their states and what was measured there. */
void alike_states(const struct session *a, const struct session *b, struct str *unlike);
/* All but those of hands and eyes: see session_is_habit(). */
void alike_settings(const struct session *a, const struct session *b, struct str *unlike);
/* Breaks and watches in their order, but for their numbers and what they have counted. */
void alike_stops(const struct session *a, const struct session *b, struct str *unlike);
/* Marks of `a` on its present lines stand in `b` at the same updates. */
void alike_own_marks(const struct session *a, const struct session *b, struct str *unlike);
/* Timelines of the trainers and of all marks: settings, ends, and rows of the trace to the last bit. Not `measured`: but for
 * err and likelihoods, which are those of the iterate that was looked at when time last went through the row. */
void alike_lines(const struct session *a, const struct session *b, bool measured, struct str *unlike);

#endif
