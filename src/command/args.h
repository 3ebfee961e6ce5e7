/* A command's arguments: typed access with errors for a reader. `@a @b @ab` and key=value are taken out first. */
#ifndef OUTPOST_COMMAND_ARGS_H
#define OUTPOST_COMMAND_ARGS_H

#include "base/num.h"
#include "command/lex.h"
#include "run/session.h"

struct command;

struct args {
	const struct command *command;
	const char *word[LEX_WORDS]; /* positional, without the command's name            */
	int n;
	const char *key[LEX_WORDS], *value[LEX_WORDS]; /* key=value                        */
	int nkeys;
	unsigned who;                /* enum who_mask; 0: none was named                   */
	const char *rest;            /* the line behind the name as it stands, without @.. */
	bool in_script;              /* from a script, or repeated by an empty line: may not start what nothing ends */
	struct interp *interp;
};

/* Sorts the words of a command's line into arguments (the words are borrowed, and cut at `=`; `rest` is room for args.rest).
 * False when there are too few or too many, or a key or @ that the command does not take: the error lists what it does. */
bool args_init(struct args *a, const struct command *c, struct words *w, const char *text, struct str *rest,
	       struct err *e);
/* The trainers meant: those named, else both where they are split and the command is for pairs, else the one in focus. False
 * when a named one does not exist. */
bool args_who(const struct args *a, const struct session *s, unsigned *who, struct err *e);
/* Exactly one trainer: 0 or 1. */
bool args_one(const struct args *a, const struct session *s, int *who, struct err *e);
/* Positional argument `i` as a count in low..high, `otherwise` when absent. `what` names it in the error. */
bool args_count(const struct args *a, int i, const char *what, uint64_t low, uint64_t high, uint64_t otherwise,
		uint64_t *to, struct err *e);
/* A file that a command writes says by its ending (".csv") what it will hold: false when argument `i` has another. */
bool args_file(const struct args *a, int i, const char *ending, struct err *e);
/* The value of a key, NULL when absent. */
const char *args_key(const struct args *a, const char *key);
/* Which of the values that the command lists for this key (sort=p0, sort=p ..) was given, from 0; -1: the key is absent.
 * False when it is none of them. */
bool args_choice(const struct args *a, const char *key, int *to, struct err *e);

#endif
