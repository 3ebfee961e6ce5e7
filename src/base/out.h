/* Sinks: where words go. A command writes to a sink and never knows whether it is the console panel,
 * stdout, memory or TAP. */
#ifndef OUTPOST_BASE_OUT_H
#define OUTPOST_BASE_OUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"

enum out_kind {
	OUT_REPLY,  /* what a command was asked for                         */
	OUT_STOP,   /* why a run stopped                                    */
	OUT_DISCOVERY, /* a first correct response outside the support      */
	OUT_NOTE,   /* a hint or a warning; may be left out when quiet      */
	OUT_ECHO,   /* a command of several that were typed at once: it begins */
	OUT_ERROR,  /* what failed                                          */
	OUT_OK,     /* the label of an expectation that was met ..          */
	OUT_NOT_OK, /* .. and of one that was not, and what was there       */
};

struct out {
	/* One whole line without its newline, UTF-8, `n` bytes. */
	void (*put)(struct out *to, enum out_kind kind, const char *line, size_t n);
	bool folds; /* It folds them to a width of its own. */
};

/* What people read in front of a line of this kind: "error: ", "ok: ", "not ok: " or "". */
const char *out_before(enum out_kind kind);

/* Formats and sends text; each line of it becomes one call of put. */
void out_line(struct out *to, enum out_kind kind, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* A text as lines of at most 79 columns, broken between words; the later ones begin with two blanks more than it does.
 * To a sink that folds, as one line. */
void out_text(struct out *to, enum out_kind kind, const char *text);

#endif
