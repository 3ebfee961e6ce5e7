/* A sink between the session and its own that lets little through: while a preset is made, a figure is played, a lesson runs
 * what leads to its page. */
#ifndef OUTPOST_COMMAND_HUSH_H
#define OUTPOST_COMMAND_HUSH_H

#include "run/session.h"

struct hush {
	struct out out;   /* the session's, meanwhile */
	struct out *loud; /* what it was before       */
};
/* Failures, stops and discoveries alone are shown from now on. */
void hush_begin(struct hush *h, struct session *s);
/* Failures alone, and what was expected in vain, as a note: of an experiment that is nobody's. */
void hush_begin_apart(struct hush *h, struct session *s);
/* The last one that has begun. */
void hush_end(const struct hush *h, struct session *s);

#endif
