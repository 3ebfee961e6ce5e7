/* Standard error while the screen is on: whoever writes there, a library or the system, is read here line by line, and
 * never meets the panels. */
#ifndef OUTPOST_FRONT_CAPTURE_H
#define OUTPOST_FRONT_CAPTURE_H

#include <stdbool.h>

#include "base/out.h"

/* False: standard error stays where it is. */
bool capture_start(void);
/* What came so far goes to `to`, line by line, as notes; an unfinished line waits, unless `all`. */
void capture_read(struct out *to, bool all);
/* To be waited for, -1: not capturing. */
int capture_fd(void);
/* Standard error is as it was; what was not read yet goes there. */
void capture_end(void);
/* For a fatal signal: the same with async-signal-safe calls only. */
void capture_rescue(void);

#endif
