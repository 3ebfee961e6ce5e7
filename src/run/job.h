/* A job: work of a command that takes longer than a moment. The driver does it piece by piece, as it does training, so that
 * keys and Ctrl-C are heard in between. */
#ifndef OUTPOST_RUN_JOB_H
#define OUTPOST_RUN_JOB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct session;

struct job_type {
	const char *name, *unit; /* "margin", "round": margin .. stopped after 12 of 400 rounds; NULL: pieces of no size */
	/* One piece of work, a few milliseconds at most; counts as one `unit`. False: there was no more to do. */
	bool (*work)(void *self);
	/* Says the result. After a stop it is called too, with `done` false: what is known so far, or nothing. */
	void (*report)(struct session *s, void *self, bool done);
	void (*free)(void *self);
	bool without_task; /* may be worked at where there is none */
};

/* Takes `self` in any case. total: pieces, after which it is done; 0: not known, work() says so. What the job reads of the session must not change
 * before it ends: commands wait, and keys that change only the view are allowed. */
bool session_goal_job(struct session *s, const struct job_type *type, void *self, uint64_t total, struct err *e);

#endif
