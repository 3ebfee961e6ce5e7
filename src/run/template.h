/* Feature templates as text: one a line, a conjunction of parts with blanks or / between them.
 *
 *     y[-1] y[-2]    the token before the next one, and that before it
 *     i              the position of the next token
 *     x[i] x[i+1]    the prompt's element at that position, and the one to its right
 *     x[-i] x[-i-3]  the same from the prompt's end: its last element for the first token; three to the left of it
 *     x[3] x[-1]     the third element; the last
 *     bag            every element of the prompt
 *
 * Elements are words when some prompt of the file has a blank, else characters; a line `words` or `characters` says
 * which. */
#ifndef OUTPOST_RUN_TEMPLATE_H
#define OUTPOST_RUN_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "core/template.h"

/* The templates of a prompt file without any of its own, in the same form. */
extern const char *const template_default;

/* Reads a whole text; # starts a comment. False with FILE:LINE:COLUMN, what was found there and what is allowed. */
bool template_parse(struct template_set *to, const char *bytes, size_t n, const char *name, struct err *e);

#endif
