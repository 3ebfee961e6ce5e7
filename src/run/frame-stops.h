/* The part of a frame that is about breaks and watches, for frame.c. */
#ifndef OUTPOST_RUN_FRAME_STOPS_H
#define OUTPOST_RUN_FRAME_STOPS_H

#include "run/frame.h"
#include "run/session.h"

/* FRAME_STOPS. `room` is the caller's, for as many as there are: room of the last build, or NULL. */
void frame_stops(struct session *s, struct frame_stop **room, struct frame *f);

#endif
