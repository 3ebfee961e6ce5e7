/* An inquiry into the last update of a trainer: which of its tokens moved a likelihood, or one token's, and where. */
#ifndef OUTPOST_COMMAND_INQUIRY_H
#define OUTPOST_COMMAND_INQUIRY_H

#include "core/blame.h"
#include "run/metric.h"

/* Positions of y* with the same state and token. */
struct place {
	int state, token;
	int first, n;
	double part; /* of the first-order change */
};

struct inquiry {
	struct metric_ref metric;
	int who, prompt;
	struct deeds deeds;
	double *by;               /* (N) 1 at the positions that the metric is about, else 0 */
	struct blame_parts parts;
	double *by_prompt;        /* (ntracked + 1) */
	double first;             /* order: the sum of the parts */
	struct place *place;      /* (N) in order of y*          */
	int nplace;
	double before, after;     /* log p                       */
};

/* Finds the update that is asked about; the metric, `who` and the prompt are given. False with a reason: there is none. */
bool inquiry_begin(const struct session *s, struct inquiry *q, struct err *e);
/* All the rest of it. */
void inquiry_make(const struct session *s, struct inquiry *q);
void inquiry_done(struct inquiry *q);
/* Whether any part is not 0. */
bool inquiry_moved(const struct inquiry *q);
/* The place with the largest part in the direction of the whole. */
const struct place *inquiry_main_place(const struct inquiry *q);
/* Who moved that place: parts of it alone, the largest in the direction `way` first; for blame_done(). */
void inquiry_parts(const struct session *s, const struct inquiry *q, const struct place *p, double way,
		   struct blame_parts *to);

#endif
