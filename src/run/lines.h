/* The lines of a text that a person wrote, and where in it something is wrong. */
#ifndef OUTPOST_RUN_LINES_H
#define OUTPOST_RUN_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct lines {
	const char *name;     /* of the file, for errors                                 */
	const char *next, *end; /* what is left                                            */
	const char *at;       /* the present line ..                                     */
	size_t n;             /* .. and its bytes, without its end                       */
	int number;           /* of it, from 1                                           */
	struct err *e;
};

void lines_begin(struct lines *l, const char *bytes, size_t n, const char *name, struct err *e);
/* Steps to the next line that is neither empty nor a comment. False at the end. */
bool lines_next(struct lines *l);
/* `FILE:LINE:COLUMN: found "..", allowed: ..` of `n` bytes in the present line; n = 0: nothing, or the line's end.
 * Columns count characters from 1. Always false. */
bool lines_found(const struct lines *l, const char *where, size_t n, const char *allowed, ...) PRINTF_LIKE(4, 5);
/* False, with a reason, when the present line has bytes that are no UTF-8 or a control character other than TAB. */
bool lines_check(const struct lines *l);

#endif
