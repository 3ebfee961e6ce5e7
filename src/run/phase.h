/* An update phase by phase: what each of them has done, in words. */
#ifndef OUTPOST_RUN_PHASE_H
#define OUTPOST_RUN_PHASE_H

#include "run/session.h"

/* Says what the phase that the trainer has just done came to. */
void phase_report(struct session *s, int who);
/* After a command or a goal: says once that an update in progress was given up, when it was. */
void phase_note(struct session *s);

#endif
