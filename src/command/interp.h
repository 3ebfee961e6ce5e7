/* The interpreter: holds pending lines, pastes and scripts, each word with its file:line, and gives out one command at a
 * time, only when the session has no goal. A command never waits. */
#ifndef OUTPOST_COMMAND_INTERP_H
#define OUTPOST_COMMAND_INTERP_H

#include "base/err.h"
#include "base/str.h"
#include "command/alias.h"
#include "command/history.h"
#include "command/running.h"
#include "run/session.h"

struct interp;

enum interp_source {
	INTERP_TYPED,  /* a person at a prompt: in history, may repeat, errors without file:line */
	INTERP_SCRIPT, /* a file, -e or standard input: errors with file:line                    */
	INTERP_PRESET, /* as SCRIPT; replies are not shown, and an error or a stop returns to the experiment before */
	INTERP_LOAD,   /* likewise, and may itself name a preset: see interp_load()              */
	INTERP_FIGURE, /* likewise, and is never kept: see interp_figure()                       */
};

/* What is to be done when a text has made its experiment. */
struct interp_load {
	/* The rest that no command can do. False with a reason: all is as it was before. */
	bool (*finish)(struct session *s, void *self, struct err *e);
	/* Then: says what has become. It may set a goal. */
	void (*report)(struct session *s, void *self);
	/* Commands to be run when that is met, lent; "" for none. */
	const char *(*rest)(void *self);
	/* When those have all been run; never, when they were dropped. */
	void (*done)(void *self);
	void (*free)(void *self);
	void *self;
};

struct interp *interp_new(struct session *s);
void interp_free(struct interp *p);

/* `text` (copied) comes before everything that is pending. `name` and `line` (of its first line) stand in errors. False:
 * scripts nested over 16 deep. Typed text of several lines is echoed line by line as it runs. */
bool interp_push(struct interp *p, enum interp_source source, const char *text, const char *name, int line,
		 struct err *e);

/* The commands of a file that makes an experiment, `name` in errors; the loader is taken, whatever happens. */
bool interp_load(struct interp *p, const char *text, const char *name, const struct interp_load *loader, struct err *e);

/* The commands of an experiment that is looked at and forgotten: loader->finish() while it is there, then report() in the one
 * before; rest and done are not asked for. The loader is taken, whatever happens. */
bool interp_figure(struct interp *p, const char *text, const char *name, const struct interp_load *loader,
		   struct err *e);

/* Commands of a lesson: as SCRIPT, and not the student's own, so that nothing forbids them and nothing counts them. `hushed`:
 * of what they say only failures, stops and discoveries are shown. When all have been run (never, when they were dropped),
 * run() goes on; false is an error as of a command that was typed. Takes `then`, whatever happens. */
struct interp_then {
	bool (*run)(struct session *s, struct interp *p, void *self, struct err *e);
	void (*free)(void *self); /* may be NULL */
	void *self;
};
bool interp_lesson(struct interp *p, const char *text, const char *name, bool hushed, const struct interp_then *then,
		   struct err *e);

/* Settings that win over what the preset's script says, while it runs (the preset that was pushed last, before its first
 * command). The texts are copied and were checked by the caller. */
void interp_override(struct interp *p, const struct setting *key, const char *value);
/* The text that wins over a script's for this setting, or NULL. */
const char *interp_overridden(const struct interp *p, const struct setting *key);

enum interp_result {
	INTERP_RAN,   /* one command ran, or set a goal                                                    */
	INTERP_EMPTY, /* nothing pending                                                                   */
	INTERP_QUIT,  /* quit was run                                                                      */
	INTERP_ERROR, /* the error (with file:line for scripts; how many commands were skipped, last) went
	               * to the session's out as OUT_ERROR; everything pending was dropped                 */
	INTERP_FAILED, /* an error of a script, said in the same way; the script goes on (`onerror`)        */
};
/* Runs one command. Not while session_working(). */
enum interp_result interp_turn(struct interp *p);
/* One command while a goal is worked at, of those that change only what is shown (in_run). What is pending, and what an
 * empty line runs again, stay. False: it failed, or is none of those; said as OUT_ERROR. */
bool interp_aside(struct interp *p, const char *text);
/* Drops everything pending (the user interrupted) and says how many commands were skipped, if any; a preset in mid-way
 * is rolled back. */
void interp_stop(struct interp *p);
/* The file of the script or preset whose command is running, NULL: it was typed. */
const char *interp_script(const struct interp *p);
/* The command that an empty line would run again, or "". */
const char *interp_again(const struct interp *p);
/* `quit`: interp_turn() answers INTERP_QUIT when the running command is done. */
void interp_quit(struct interp *p);
/* Typed lines, lent for as long as the interpreter lives. */
const struct history *interp_history(const struct interp *p);
/* A line that was typed in an earlier session. */
void interp_recall(struct interp *p, const char *line);
/* The names that stand for commands. */
struct aliases *interp_aliases(struct interp *p);

/* The command whose words come out just now, for sinks. */
const struct running *interp_now(const struct interp *p);
/* Whether words of this kind are to be shown now. With `verbose` 0 notes are not, nor are replies that only say what a
 * command has done: those of group time, and of group setup with arguments. */
bool interp_shows(const struct interp *p, enum out_kind kind);

#endif
