/* A session out of a run file. First its recipe is run, which makes task and base model; then restore_session() gives it the
 * timelines, marks and settings that the file has, and a goal that leads the trainers to where they were. What a file says
 * is checked: one that is damaged is an error that names the damage, and then nothing has changed. */
#ifndef OUTPOST_RUN_RESTORE_H
#define OUTPOST_RUN_RESTORE_H

#include "run/session.h"

struct restore;

/* NULL with a reason: runfile_read() says which, or the file lacks what is needed. `note` (may be NULL): where its trainers
 * really were, see autosave.h. */
struct autosave_note;
struct restore *restore_open(const char *path, const struct autosave_note *note, struct err *e);
void restore_free(struct restore *x);
/* The commands that make the experiment: to be run in an empty session. */
const char *restore_recipe(const struct restore *x);
/* The commands that make breaks and watches. */
const char *restore_stops(const struct restore *x);
/* When the recipe has been run. */
bool restore_session(struct session *s, struct restore *x, struct err *e);
/* Says what was restored, and sets the goal. */
void restore_report(struct session *s, struct restore *x);
/* Commands to be run when the goal is met: breaks, watches, settings that were changed in the past. Lent; "" for none. */
const char *restore_rest(const struct restore *x);

#endif
