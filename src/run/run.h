/* A run: one trainer in time, on one of its timelines. */
#ifndef OUTPOST_RUN_RUN_H
#define OUTPOST_RUN_RUN_H

#include "core/trainer.h"
#include "run/timeline.h"

struct run {
	struct trainer *trainer; /* NULL: this trainer was never asked for */
	struct timeline *line;   /* that it is on; it holds line->trace meanwhile */
	int at;                  /* the span of the next update                   */
	struct span agreed;      /* what the settings came to when they were last the line's own ..      */
	struct span wanted;      /* .. and come to now                            */
	bool departs;            /* they have changed in the past: who goes on makes another future      */
	bool turned;             /* the line came to another span than was given, or to its end with other settings */
	int threads;
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
	int ntest;
	double *room;              /* (ntest) */
};

/* Update 0 on a timeline of its own, numbered `id`. */
void run_start(struct run *r, const struct task *task, const double *base, const struct span *first, unsigned id,
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
/* The update that is looked at, and the latest that was trained on this timeline. */
static inline uint64_t run_update(const struct run *r)
{
	return run_state(r)->update;
}
static inline uint64_t run_end(const struct run *r)
{
	return r->line->end;
}
/* The settings in force from the next update on (`from` is not read). At the timeline's end they are a new span when they
 * differ from the present ones; in the past a change makes the run depart from its future, which is there until it goes on. */
void run_configure(struct run *r, const struct span *want);
/* After `turned`: the settings are as the line has them; at its end those of no trainer hold as they are given. */
void run_follow(struct run *r, const struct span *want);
void run_set_threads(struct run *r, int threads);
/* What the next update is made with. */
const struct train_config *run_config(const struct run *r);
/* What the latest update was made with; before the first that of the next. */
const struct span *run_span_then(const struct run *r);
/* log p(y|x) of response i of the last batch under the weights at which it was drawn; `chain` is of the task, `lp` has room
 * for N numbers. */
struct chain;
double run_sample_loglik(const struct run *r, const struct batch *b, int i, struct chain *chain, double *lp);
/* What updates that are not there yet are made with: behind the timeline's end, or at once where the run departs. */
const struct train_config *run_config_ahead(const struct run *r);
/* The iterate that lp, err and the trace's rows speak of from now on; the present ones are measured anew at once, rows of
 * the past stay. A run starts with ITERATE_LAST. A finite task's err is that of lp, exact. A generator's is measured at
 * test updates only: of last and average under their weights then; of random it is the mean of all measures of err so far,
 * one at the weights of each test update. */
void run_set_iterate(struct run *r, enum iterate iterate, const struct measure *m);
/* One update and its row of the trace: the line's next one, or a new one at its end. Not while the run departs. False when
 * patience ran out: nothing changed. */
bool run_step(struct run *r, const struct patience *patience, const struct measure *m);
/* The next phase of an update, likewise; the last one adds the row of the trace. */
bool run_phase(struct run *r, const struct patience *patience, const struct measure *m);

/* To where the line's update `target` (at most its end) is made from, so that run_step() makes it: to the nearest keyframe
 * before it, or nowhere when that lies behind. Update 0 is there at once. What the settings were departs no more. */
void run_seek(struct run *r, uint64_t target, const struct measure *m);
/* Leaves its future for one of its own, with the settings that were given. Returns the line that it left. */
struct timeline *run_branch(struct run *r, unsigned id);
/* Takes the run off its line, which is returned whole. Until run_enter(), run_start() or run_done() it is nowhere. */
struct timeline *run_leave(struct run *r);
/* On `line` (one user more), where `target` is made from. */
void run_enter(struct run *r, struct timeline *line, uint64_t target, const struct measure *m);

#endif
