/* Allocation that succeeds or ends the program with a sentence on stderr and exit code 4.
 * Out of memory dies here and nowhere else; every other failure comes back as an error. */
#ifndef OUTPOST_BASE_XALLOC_H
#define OUTPOST_BASE_XALLOC_H

#include <stddef.h>

/* Zeroed room for `n` elements of `size` bytes; n * size may be 0 and is checked for overflow. */
void *xcalloc(size_t n, size_t size);
/* realloc() of `n` elements of `size` bytes; new bytes are not zeroed. Not xrealloc: readline exports one of its own. */
void *xresize(void *old, size_t n, size_t size);
char *xstrdup(const char *text);
/* The first `len` bytes of `text` with a NUL behind them. */
char *xstrndup(const char *text, size_t len);
/* A copy of `bytes` bytes. */
void *xmemdup(const void *from, size_t bytes);

#endif
