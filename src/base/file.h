/* Whole files: reading one, and replacing one so that a reader sees the old or the new, never a half. And files that grow
 * line by line, which several programs may add to. */
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
/* Opens a new file that will grow and begins with these bytes, in the place of what stood at `path`: whoever reads that goes
 * on reading it. -1 with the reason, and it stays. */
int file_begin(const char *path, const char *bytes, size_t n, struct err *e);
/* Adds bytes at its end: all, or none. */
bool file_add(int fd, const char *path, const char *bytes, size_t n, struct err *e);
bool file_exists(const char *path);
/* Appends the last `most` bytes of a file to `to`, of a smaller one all; what is added to it meanwhile may be there too. */
bool file_read_end(const char *path, size_t most, struct str *to, struct err *e);
/* Opens a file of the user's own for adding to it, and locks it: whoever else asks so waits. When it is not there it is
 * made; in either case it is the user's alone (0600). close() gives it back; -1 with the reason. */
int file_lock(const char *path, struct err *e);
/* Adds whole lines at the end of a file, under its lock. */
bool file_append(const char *path, const char *text, size_t n, struct err *e);
/* All bytes to an open file, whatever signals come; false with errno. Async-signal-safe. */
bool file_put(int fd, const char *bytes, size_t n);

#endif
