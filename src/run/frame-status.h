/* The part of a frame that is about the trainers and what they are doing, for frame.c. */
#ifndef OUTPOST_RUN_FRAME_STATUS_H
#define OUTPOST_RUN_FRAME_STATUS_H

#include "core/bound.h"
#include "run/frame.h"
#include "run/session.h"

/* FRAME_STATUS. */
void frame_status(const struct session *s, struct frame *f);
/* FRAME_SCALES, after the status. known: the terms, looked up once and kept by the caller as long as base model, task and
 * settings stay; N 0: not yet. */
void frame_scales(const struct session *s, struct bound_terms *known, struct frame *f);

#endif
