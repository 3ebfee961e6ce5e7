/* The text of scripts, wherever they come from. */
#ifndef OUTPOST_COMMAND_SCRIPT_H
#define OUTPOST_COMMAND_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

/* Where the text of `n` bytes begins: behind a byte order mark, if they are the start of `name` (line 1). NULL when one of
 * them is 0, which would cut the script short without a word; the error has its line, as NAME:LINE. */
const char *script_text(const char *bytes, size_t n, const char *name, int line, struct err *e);
/* Appends the text of a script's file. */
bool script_read(const char *path, struct str *to, struct err *e);

#endif
