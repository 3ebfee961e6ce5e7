/* Writing a session into a run file: what has been written already, and what has changed since. For the two files of
 * journal.h. */
#ifndef OUTPOST_RUN_JOURNAL_OWN_H
#define OUTPOST_RUN_JOURNAL_OWN_H

#include "run/runfile.h"
#include "run/session.h"

/* What of a timeline stands in the file. */
struct written {
	unsigned id;
	uint64_t key_to, stride; /* keyframes up to this update, and how far apart        */
	uint64_t rows_to;        /* rows of the trace up to this update ..                */
	bool has_rows;           /* .. if any                                             */
	int nspan;
	struct span last;        /* the last span, which may still change                 */
};

struct pen {
	struct runfile *to;   /* borrowed                           */
	struct written *line; /* (n) owned                          */
	int n;
	bool all_metrics;     /* of every row of the trace, not only of updates with a keyframe */
	struct str settings, marks, stops, view, lesson; /* as they were written last */
	unsigned mark_changes;                   /* .. of marks by then          */
};

void pen_done(struct pen *p);
/* All that is not there yet. Each returns false with a reason, and then the file is broken. */
bool pen_sync(struct pen *p, struct session *s, struct err *e);
/* The update that trainer `who` has just made: nothing, unless it brought a keyframe, another line or other settings. */
bool pen_update(struct pen *p, struct session *s, int who, struct err *e);

#endif
