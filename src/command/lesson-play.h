/* A lesson going on: what begins a page, what a student's commands come to, and what ends it. */
#ifndef OUTPOST_COMMAND_LESSON_PLAY_H
#define OUTPOST_COMMAND_LESSON_PLAY_H

#include "command/command.h"
#include "run/lesson-state.h"

struct interp;

/* Begins the lesson (taken, whatever happens) at a page, from 0: what leads there is run unseen. */
bool lesson_begin(struct session *s, struct interp *p, struct lesson *l, uint64_t seed, int page, struct err *e);
/* The lesson that is going on, once more from the beginning of the page that is shown. */
bool lesson_restart(struct session *s, struct interp *p, struct err *e);
/* From the page that is done to the next one; behind the last one the lesson ends. `run`: what the page asks for is run
 * before, since the pages behind it rest on it. */
bool lesson_advance(struct session *s, struct interp *p, bool run, struct err *e);
/* Whether the page is done since now. */
bool lesson_settle(struct session *s);
/* Ends it, with a word for the log or NULL. */
void lesson_end(struct session *s, const char *event);
/* The page, on the screen in its panel, else in words. */
void lesson_show(struct session *s);
/* The page in words. */
void lesson_say(struct session *s);

/* Free play: the exact place is kept; and back there. */
bool lesson_play(struct session *s, struct err *e);
bool lesson_return(struct session *s, struct interp *p, struct err *e);

/* ---- For the interpreter */

/* Whether a command that moves may run now; else the reason. */
bool lesson_may_move(const struct session *s, struct err *e);
/* `continue until queries>=10000`: the command by its whole name. */
void lesson_name_command(const struct command *c, const struct words *w, struct str *to);
/* The student has run it. */
void lesson_ran(struct session *s, const char *named);
/* When its goal is met: whether the page is done. */
void lesson_look(struct session *s);

#endif
