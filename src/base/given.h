/* What a user gave, fit to stand in a message: at most 40 columns, cut with "~", and "?" for what is no printable
 * character. */
#ifndef OUTPOST_BASE_GIVEN_H
#define OUTPOST_BASE_GIVEN_H

#include <stddef.h>

enum { GIVEN_COLUMNS = 40, GIVEN_TEXT = 4 * GIVEN_COLUMNS + 8 };

/* Return `to`. The second takes the first `n` bytes. */
char *given(char to[GIVEN_TEXT], const char *text);
char *given_bytes(char to[GIVEN_TEXT], const char *text, size_t n);

#endif
