/* The margin of a session's task [MHE26, Assumption 2.1], as a job: what `margin` and `bound` work at. */
#ifndef OUTPOST_RUN_MARGIN_JOB_H
#define OUTPOST_RUN_MARGIN_JOB_H

#include "core/margin.h"
#include "run/session.h"

enum { MARGIN_SAMPLE = 512 }; /* prompts drawn for it where nobody says how many */

/* Of all listed prompts, or of a sample. A job that does more begins with one of these. */
struct margin_job {
	struct margin *margin;
	const struct prompt *prompt; /* (n) those it is of                                   */
	int n, steps;                /* done, of no more than it takes before it gives up     */
	struct prompt *own;          /* the same when they were picked or drawn, else NULL ..  */
	double *x;                   /* .. and what drawn ones keep                          */
	uint8_t *ystar;
};

/* sample 0: all prompts of a finite task; of a generator as many as there are test prompts, at most MARGIN_SAMPLE.
 * Else that many: listed ones evenly spaced, drawn ones from the first test prompt on. False, and there is nothing to
 * be done, when so many need too much memory. */
bool margin_job_init(struct margin_job *j, const struct session *s, int sample, struct err *e);
void margin_job_done(struct margin_job *j);
/* What it has found is the session's from now on, unless that knows the margin of more prompts, or this is of fewer than
 * sample 0 means: the scales speak of them all. A job that was stopped leaves what was known. */
void margin_job_keep(const struct margin_job *j, struct session *s);

/* For a struct job_type: self is a struct margin_job, or what begins with one. Allocated. */
bool margin_job_work(void *self);
void margin_job_free(void *self);

#endif
