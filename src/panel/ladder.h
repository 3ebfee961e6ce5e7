/* The order of the support ladder, for keys that move along it. */
#ifndef OUTPOST_PANEL_LADDER_H
#define OUTPOST_PANEL_LADDER_H

#include "run/frame.h"

/* The prompt `by` rungs further down from one, or up; at the ends the last one there. For frames with FRAME_LADDER. */
int ladder_next(const struct frame *f, int prompt, int by);

#endif
