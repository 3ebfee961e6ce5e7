/* Where text mode's words go: a terminal, a script's standard output and standard error, a TAP stream, or events in JSON. */
#ifndef OUTPOST_FRONT_SINK_H
#define OUTPOST_FRONT_SINK_H

#include <stdbool.h>

#include "base/out.h"
#include "base/str.h"
#include "command/interp.h"
#include "front/progress.h"

enum sink_kind {
	SINK_TERMINAL, /* all to standard output, errors with "error: " in front          */
	SINK_BATCH,    /* replies to standard output, errors to standard error            */
	SINK_TAP,      /* expectations as test lines, all else behind "# "                */
	SINK_JSON,     /* an object a line: event.h                                       */
};

struct sink {
	struct out out;
	enum sink_kind kind;
	bool holding;     /* errors only; the rest is held back in `held`             */
	struct str held;
	bool full;        /* standard output takes no more                            */
	int why;          /* errno of that                                            */
	int tests;        /* TAP lines so far                                         */
	const struct interp *interp; /* borrowed: what the words belong to; NULL: nothing yet */
	struct progress *progress; /* borrowed; wiped away before a line is written   */
};

void sink_init(struct sink *s, enum sink_kind kind, struct progress *progress);
/* From now on errors only, while the start is being prepared. */
void sink_hold(struct sink *s);
/* No longer. `show`: what was said meanwhile helps with an error, and goes where errors go. */
void sink_release(struct sink *s, bool show);
/* An object that is no line of words. */
void sink_event(struct sink *s, const struct str *event);
/* Empties the buffer of standard output: before the program sleeps. */
void sink_flush(struct sink *s);
/* The last words (TAP: the plan). False when some of the output was lost; says so on standard error, but not about a
 * reader that has left. */
bool sink_end(struct sink *s);

#endif
