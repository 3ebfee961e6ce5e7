/* What the files of the interpreter share: interp-stack.c has the pending texts, interp-make.c those that make an experiment,
 * interp-lesson.c those of a lesson. */
#ifndef OUTPOST_COMMAND_INTERP_OWN_H
#define OUTPOST_COMMAND_INTERP_OWN_H

#include "command/hush.h"
#include "command/interp.h"
#include "command/preset-load.h"

/* A pending text. */
struct source {
	enum interp_source kind;
	char *text, *name;
	size_t at, len;
	int line;                  /* of text[at]                                                         */
	bool echo;                 /* typed text of several lines                                         */
	struct preset_load *load;  /* PRESET, LOAD: owned, the former experiment is held aside; NULL: not yet */
	struct interp_load loader; /* LOAD, and the SCRIPT of its rest                                    */
	struct interp_then then;   /* of a lesson's commands, see interp_lesson()                         */
	struct hush *hush;         /* owned, NULL: what they say is shown                                 */
	bool at_break;             /* what is to be done at one                                           */
	char *asked;               /* PRESET ..: the command that named it ..                             */
	char *asker;               /* FIGURE: .. and its script, or ""                                    */
	int asked_at;
	char *alias;               /* whose text this is, or NULL                                         */
	struct overrides override;
};

struct interp {
	struct session *session;
	struct source *stack; /* the last one is read */
	int n;
	struct history history;
	struct aliases aliases;
	struct running now;
	struct str again;
	bool running, quit;
	bool repeating; /* the typed text is an empty line's command: nothing endless */
};

/* A command as it stands in its text, and where that is. */
struct cut {
	enum interp_source kind;
	const char *text;
	size_t n;
	int line;
	char *name; /* owned: the source may be gone when an error needs it */
};

/* ---- The stack */

/* Puts a text on it, whoever is below. */
struct source *interp_add(struct interp *p, enum interp_source kind, const char *text, const char *name, int line);
/* Commands of a break come before what is pending; but those of the break before are done first, or a `continue` among
 * them would nest without end. */
bool interp_push_due(struct interp *p, struct err *e);
/* Off with the last text, as it is; where it was used up; and with all such that have no end of their own. */
void interp_pop(struct interp *p);
void interp_pop_last(struct interp *p);
void interp_pop_used(struct interp *p);
/* Empties the stack. Returns how many commands were pending. */
int interp_drop_all(struct interp *p);
/* What is being made, whole: a preset within a file that is loaded takes that along; and what a lesson runs, since the lesson
 * must not go on as if it had been run. */
void interp_drop_unfinished(struct interp *p);
/* Moves to the next command: over blanks, separators and comments. False: used up. */
bool interp_find_command(struct source *f);
/* Whether the command that runs is a lesson's. */
bool interp_is_lessons(const struct interp *p);
/* Whether it is neither that nor one of those that make an experiment: what a student does. */
bool interp_is_own(const struct interp *p);

/* ---- Texts with an end of their own */

/* A preset, a file to be loaded or a figure. */
bool interp_makes(const struct source *f);
/* What is being made, as what is said when nothing comes of it; NULL: nothing is. */
const char *interp_making(const struct interp *p);
/* Its first command comes now. */
void interp_begin_experiment(struct interp *p, struct source *f);
/* The last text has made an experiment, or should have. */
enum interp_result interp_finish_experiment(struct interp *p, struct source *f);
/* The last text, a lesson's, is used up: its lesson goes on. */
enum interp_result interp_go_on(struct interp *p);

/* Says that a command, or a text's end, has failed, and drops what cannot go on. */
enum interp_result interp_fail(struct interp *p, const struct cut *c, struct err *e);

#endif
