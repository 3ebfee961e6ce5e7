/* The course of a session as commands that take it again: from nothing to the same states, with its settings from update to
 * update, marks, breaks and watches. What it went through besides (runs that were left) is not told. */
#ifndef OUTPOST_RUN_COURSE_H
#define OUTPOST_RUN_COURSE_H

#include "run/session.h"

/* Appends the commands, a line each. False with a reason: there is no task, or nobody recorded how it was made. */
bool course_print(const struct session *s, struct str *to, struct err *e);
/* Breaks and watches alone, with what is to be done there. */
void course_stops(const struct session *s, struct str *to);
/* Appends `set KEY VALUE` for all settings that hold from update to update and differ between two configs: those of trainer
 * `who` with its @, and those of no trainer. */
void course_changes(const struct config *from, const struct config *to_be, int who, struct str *to);
/* How the settings of no trainer are, those of all trainers as they are in `but`. */
struct config course_shared(const struct config *c, const struct config *but);

#endif
