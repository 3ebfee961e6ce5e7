/* A session that benches drive, and the clock beside it. */
#ifndef OUTPOST_TESTS_TIMED_H
#define OUTPOST_TESTS_TIMED_H

#include "command/interp.h"

/* Milliseconds, of a clock that nobody sets. */
double timed_now(void);
/* For qsort() of doubles. */
int timed_by_size(const void *a, const void *b);
/* Output that only says errors, on standard error. */
extern struct out timed_out;
/* Runs the commands to their end, in milliseconds. Ends the program where they cannot be read. */
double timed_run(struct session *s, struct interp *p, const char *commands);

#endif
