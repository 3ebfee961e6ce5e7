/* A recording of a terminal: asciicast, version 2. A header and then events, a line each, in JSON: what was written to the
 * terminal, new sizes, and when; asciinema and web pages play it. */
#ifndef OUTPOST_FRONT_CAST_H
#define OUTPOST_FRONT_CAST_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"

/* Zeroed memory records nothing. */
struct cast {
	char *path;            /* owned, NULL: nothing is recorded                        */
	int fd;
	double (*clock)(void);
	double heard, time;    /* when the last event was, by the clock and in the file   */
	struct str rest;       /* the beginning of a character whose end is still to come */
	struct err why;        /* it cannot go on:                                        */
	bool failed;
};

/* Into a new file, in the place of what stood there, beginning with an empty screen of this size. */
bool cast_begin(struct cast *c, const char *path, int rows, int cols, const char *title, double (*clock)(void),
		struct err *e);
/* What was written. Like the next, nothing where nothing is recorded. */
void cast_output(struct cast *c, const char *bytes, size_t n);
void cast_resize(struct cast *c, int rows, int cols);
void cast_end(struct cast *c);
/* Whether it cannot go on since this was asked last, and why: it is ended then, and whole lines are there. Until then it only
 * writes no more, for others may hold its path. */
bool cast_failed(struct cast *c, struct err *e);

#endif
