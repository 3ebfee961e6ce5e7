/* What was done in lessons, an object of JSON a line:
 *
 *   {"v":1,"lesson":"03-support","page":2,"of":9,"event":"predict","answers":["b",null]}
 *
 * Events: begin, predict, observe, page (it was left: "skipped", "hints", "commands"), why, tally, leave, end. A person's are kept in
 * lessons.jsonl in the folder of state; those of a session without one as long as it lasts. No line says when. */
#ifndef OUTPOST_COMMAND_LESSON_LOG_H
#define OUTPOST_COMMAND_LESSON_LOG_H

#include "run/lesson-state.h"

/* Notes an event of a page (from 0) of the lesson that is going on; `fields` begins with a comma, or is "". */
void lesson_log(struct session *s, const char *event, int page, const char *fields);

struct lesson_progress {
	int page;   /* the furthest that was begun, from 1; 0: none      */
	bool ended;
};
/* What the log says of the lesson of this file. */
struct lesson_progress lesson_progress(struct session *s, const char *path);
/* Takes the lines of one lesson away, of all for NULL. Returns how many; -1 with the reason. */
int lesson_forget(struct session *s, const char *path, struct err *e);
/* Appends all that the log says. */
bool lesson_log_read(struct session *s, struct str *to, struct err *e);

#endif
