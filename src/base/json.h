/* JSON values as text [RFC 8259]. */
#ifndef OUTPOST_BASE_JSON_H
#define OUTPOST_BASE_JSON_H

#include <stddef.h>

#include "base/str.h"

/* Appends n bytes as a string, quotes included. Bytes that are no UTF-8 become U+FFFD, one each. */
void json_bytes(struct str *to, const char *bytes, size_t n);
/* The same of a whole text; NULL is null. */
void json_text(struct str *to, const char *text);
/* Appends a number with 17 digits; what is none there (infinite, NaN) is null. */
void json_number(struct str *to, double v);

#endif
