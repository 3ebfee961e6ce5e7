/* What was said, for the console panel: the screen's sink. */
#ifndef OUTPOST_FRONT_TRANSCRIPT_H
#define OUTPOST_FRONT_TRANSCRIPT_H

#include <stdbool.h>

#include "base/out.h"
#include "command/interp.h"
#include "panel/console.h"

enum { TRANSCRIPT_MOST = 2000 }; /* lines kept */

struct transcript {
	struct out out;            /* replies, stops, notes and errors come here ("error: " in front)                */
	struct console_line *line; /* owned, and their texts                                                         */
	int n, reply;
	const struct interp *interp; /* borrowed: what the lines belong to; NULL: nothing                             */
	bool changed;              /* since somebody last set it to false                                            */
};

void transcript_init(struct transcript *t);
void transcript_done(struct transcript *t);
/* A command that is about to run: its reply begins here. One of several lines is not shown: the interpreter shows each of
 * them as it runs. */
void transcript_echo(struct transcript *t, const char *prompt, const char *command);

/* Words side by side, as many in a line as `cols` columns take. */
void transcript_list(struct transcript *t, char *const *word, int n, int cols);

#endif
