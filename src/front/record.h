/* The screen, recorded: what goes over the wire goes into a file too. */
#ifndef OUTPOST_FRONT_RECORD_H
#define OUTPOST_FRONT_RECORD_H

#include "front/cast.h"
#include "run/session.h"

/* From the next painting on, which shows all that there is. Sizes are those of the screen. */
bool record_begin(struct cast *c, const struct session *s, const char *file, int rows, int cols, double (*clock)(void),
		  struct err *e);
void record_end(struct cast *c);
/* The terminal is somebody else's until `pause` is false again; paintings then show all once more. */
void record_pause(struct cast *c, bool pause);

#endif
