/* The command whose words come out just now: it runs, or its goal is worked at. */
#ifndef OUTPOST_COMMAND_RUNNING_H
#define OUTPOST_COMMAND_RUNNING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* Zeroed memory: none. */
struct running {
	struct str text; /* as it stands in its script or line                    */
	struct str file; /* the script's name, empty: it was typed ..             */
	int line;        /* .. and where it stands there                          */
	bool does;       /* its replies only say what it has done: see `verbose`  */
	bool goes_on;    /* it failed, and its script goes on                     */
};

void running_set(struct running *r, const char *text, size_t n, const char *file, int line);
void running_clear(struct running *r);
void running_done(struct running *r);

#endif
