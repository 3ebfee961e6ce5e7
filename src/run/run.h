/* A run: one trainer in time. */
#ifndef OUTPOST_RUN_RUN_H
#define OUTPOST_RUN_RUN_H

#include "core/trainer.h"
#include "run/trace.h"

/* Settings hold from an update on: replay needs them all. */
struct span {
	uint64_t from;
	struct train_config config;
};

struct run {
	struct trainer *trainer; /* NULL: this trainer was never asked for */
	struct span *span;
	int nspan, threads;
	struct trace trace;
	struct report last;     /* of the latest update            */
	enum iterate iterate;   /* that lp, err and the trace speak of */
	double *lp;             /* (ntracked) now ..               */
	double *lp_before;      /* (ntracked) .. and before the latest update, of the same iterate */
	uint32_t *hits;         /* (ntracked) rewarded so far      */
	double err;             /* latest test error, NaN: none yet */
};

/* What a run measures after its updates. Borrowed from the session. */
struct measure {
	const struct task *task;
	const struct prompt *test; /* test prompts of a generator */
	int ntest, test_every;
	double *room;              /* (ntest) */
};

void run_start(struct run *r, const struct task *task, const double *base, const struct train_config *c,
	       uint64_t seed, int threads, const struct measure *m);
void run_done(struct run *r);
static inline bool run_exists(const struct run *r)
{
	return r->trainer != NULL;
}
static inline const struct state *run_state(const struct run *r)
{
	return trainer_state(r->trainer);
}
/* The settings in force from the next update on; a new span when they differ from the present ones. */
void run_configure(struct run *r, const struct train_config *c);
void run_set_threads(struct run *r, int threads);
const struct train_config *run_config(const struct run *r);
/* The iterate that lp, err and the trace's rows speak of from now on; the present ones are measured anew at once, rows of
 * the past stay. A run starts with ITERATE_LAST. A finite task's err is that of lp, exact. A generator's is measured at
 * test updates only: of last and average under their weights then; of random it is the mean of all measures of err so far,
 * one at the weights of each test update. */
void run_set_iterate(struct run *r, enum iterate iterate, const struct measure *m);
/* One update and its row of the trace. False when patience ran out: nothing changed. */
bool run_step(struct run *r, const struct patience *patience, const struct measure *m);

#endif
