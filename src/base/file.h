/* Whole files: reading one, and replacing one so that a reader sees the old or the new, never a half. */
#ifndef OUTPOST_BASE_FILE_H
#define OUTPOST_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

/* Appends the file's bytes to `to`. The error names the file and the reason; a file over `most` bytes is an error, and so
 * is what could make the program wait: only files and devices such as /dev/null are read and written. */
bool file_read(const char *path, size_t most, struct str *to, struct err *e);
/* Writes to a new file beside `path` and renames it over `path`; on failure nothing of it is left.
 * A device is written to directly. */
bool file_write(const char *path, const char *bytes, size_t n, struct err *e);
/* Whether file_write() could begin: to be asked before long work on what is to be written. */
bool file_can_write(const char *path, struct err *e);
bool file_exists(const char *path);
/* All bytes to an open file, whatever signals come; false with errno. Async-signal-safe. */
bool file_put(int fd, const char *bytes, size_t n);

#endif
