/* The parts of a frame that are about the order of prompts by likelihood, and its quantiles, for frame.c. */
#ifndef OUTPOST_RUN_FRAME_QUANTILE_H
#define OUTPOST_RUN_FRAME_QUANTILE_H

#include "run/frame.h"
#include "run/session.h"

struct quantile_room;

/* FRAME_QUANTILES. The room is made when it is first needed; it keeps what depends on the base model alone. */
void frame_quantiles(const struct session *s, struct quantile_room **room, struct frame *f);
void frame_quantiles_done(struct quantile_room *room);
/* FRAME_LADDER. `room` is the caller's to free; it is filled once for a base model. */
void frame_ladder(const struct session *s, int **room, struct frame *f);

#endif
