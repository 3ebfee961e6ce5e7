/* The part of a frame that is about the last update's responses. */
#ifndef OUTPOST_RUN_FRAME_SAMPLES_H
#define OUTPOST_RUN_FRAME_SAMPLES_H

#include "run/frame.h"
#include "run/session.h"

/* What the frame points to: kept from one frame to the next of the same task. */
struct sample_room {
	struct frame_sample *sample; /* (n) */
	int n;
	struct frame_place *place;   /* (N) */
	struct frame_token *path;    /* (N) */
};

/* FRAME_SAMPLES and, with `path`, FRAME_PATH. Nothing where the last update's responses are gone. */
void frame_samples(struct session *s, int who, bool path, struct sample_room *r, struct frame *f);
void frame_samples_done(struct sample_room *r);

#endif
