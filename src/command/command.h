/* A command: a const struct, listed in table.c and nowhere else. Look-up, help, completion and the manual read it. */
#ifndef OUTPOST_COMMAND_COMMAND_H
#define OUTPOST_COMMAND_COMMAND_H

#include "command/alias.h"
#include "command/args.h"

enum command_group {
	GROUP_SETUP, GROUP_TIME, GROUP_STOPS, GROUP_LOOK, GROUP_MEASURE, GROUP_FILES, GROUP_LESSON, GROUP_OTHER, GROUPS
};

/* What an argument may be, for completion: `|`-free lists of kinds. */
enum complete_kind {
	COMPLETE_NONE,
	COMPLETE_COMMAND,
	COMPLETE_WORDS,   /* the argument's own list of words */
	COMPLETE_SETTING,
	COMPLETE_VALUE,   /* of the setting before it; of a first argument, of the setting that the command is called after */
	COMPLETE_PRESET,
	COMPLETE_PROMPT,
	COMPLETE_METRIC,
	COMPLETE_CONDITION, /* metrics, and `changed` behind one */
	COMPLETE_OR_WORD, /* a metric, or one of the words      */
	COMPLETE_BREAK,   /* its number, or one of the words    */
	COMPLETE_NUMBER,  /* of a break alone                   */
	COMPLETE_STOP,    /* the same of watches too            */
	COMPLETE_FILE,
	COMPLETE_MARK,    /* and the argument's words         */
	COMPLETE_TOPIC,   /* what `explain` knows, and words  */
	COMPLETE_PANEL,   /* its name                          */
	COMPLETE_ALIAS,
	COMPLETE_LESSON,  /* its number, a file, or one of the words */
};

struct command {
	const char *name, *alias;     /* alias: one letter, case matters, or NULL           */
	const char *synopsis;         /* "step [N] [@a|@b|@ab]"                             */
	const char *summary;          /* one line, no full stop                             */
	const char *help;             /* lines of at most 80 columns                          */
	const char *example[2];       /* both run as they stand on preset barrier           */
	enum command_group group;
	int min, max;                 /* positional arguments                               */
	bool needs_task;              /* not before `new` or a preset has made one          */
	bool repeats;                 /* an empty line runs it again                        */
	bool moves;                   /* trains, moves time or makes another model: not while a lesson waits for predictions */
	bool in_run;                  /* changes only what is shown: also while training    */
	bool takes_keys, takes_who;   /* key=value, @a                                      */
	bool pairs;                   /* without @ it is for both trainers while they are split */
	bool raw;                     /* wants args.rest: words are not key=value or @      */
	int whole_line;               /* raw; with so many words (or NAME=..) it goes on to the end of the line, ; and @ too */
	bool undoable;                /* changes only what undo.h knows of: undo takes it back */
	enum complete_kind complete[3]; /* kinds of the first arguments; the third goes on  */
	const char *const *words;     /* COMPLETE_WORDS, and more of COMPLETE_COMMAND: NULL at the end */
	const char *prefix;           /* of the settings that its keys stand for: pretrain. in front of lr; or NULL */
	const char *const *keys;      /* keys it takes, NULL at the end: lr, or sort=p0 with
	                               * a value of a fixed list; NULL with takes_keys: settings */
	bool (*run)(struct session *s, const struct args *a, struct err *e); /* replies go to s->out */
};

extern const struct command *const command_table[]; /* NULL at the end, in the order of the manual */
extern const char *const command_group_names[GROUPS];

/* By its exact name, NULL: there is none. */
const struct command *command_named(const char *name);
/* Exact name, one-letter alias, then unambiguous prefix. NULL with `"con" is ambiguous: ..`, or
 * `unknown command "stpe". did you mean: step? (type it, nothing was run)`, in a script
 * `unknown command "stpe" (did you mean step?)`. What is meant may also be one of `own` (may be NULL), the user's. */
const struct command *command_find(const char *word, const struct aliases *own, bool in_script, struct err *e);
/* Bytes of the first command of `text`, without its `;` or newline; all of the line when it takes that. */
size_t command_bytes(const char *text, size_t n);
/* The nearest name of a command, else of the user's own, or NULL. */
const char *command_near(const char *word, const struct aliases *own);

#endif
