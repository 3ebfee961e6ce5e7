/* What failed, in words for a reader: what was given, what is allowed, what to try.
 * The caller owns the text; small first letter, no newline, no program name. */
#ifndef OUTPOST_BASE_ERR_H
#define OUTPOST_BASE_ERR_H

#include <stdbool.h>

#include "base/attr.h"

struct err {
	char text[512];
};

/* Sets the text and returns false, so that failing is one expression:
 * return err_set(e, "batch takes 1 to %d, got %d", n, got); A text that does not fit is cut with "~"
 * at a character's border. `e` may be NULL: the caller does not care why. */
bool err_set(struct err *e, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Puts `fmt` in front of the text that is already there ("FILE:3: " + text). Always false. */
bool err_prefix(struct err *e, const char *fmt, ...) PRINTF_LIKE(2, 3);

#endif
