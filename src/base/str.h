/* A growing text. Zeroed memory is an empty one: struct str s = {0}; text is NULL or NUL-terminated. */
#ifndef OUTPOST_BASE_STR_H
#define OUTPOST_BASE_STR_H

#include <stddef.h>

#include "base/attr.h"

struct str {
	char *text;
	size_t len, cap;
};

void str_add(struct str *s, const char *text);
void str_add_bytes(struct str *s, const char *bytes, size_t len);
void str_addf(struct str *s, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* The text, "" when nothing was added yet. Lent until the next call on `s`. */
const char *str_text(const struct str *s);
/* Forgets the contents, keeps the room. */
void str_clear(struct str *s);
/* Hands the text over (never NULL, the caller frees it) and empties `s`. */
char *str_take(struct str *s);
void str_done(struct str *s);

/* Bytes of the n at `text` that fit into a line of `room`: up to a blank, or all of an overlong word. */
size_t str_fit(const char *text, size_t n, size_t room);

#endif
