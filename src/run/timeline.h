/* A timeline: one history of a trainer. Its settings from update to update decide it, so that any update can be made again
 * from the keyframe before it, bit for bit. Lent to a run while that is on it; marks keep it when the run goes elsewhere. */
#ifndef OUTPOST_RUN_TIMELINE_H
#define OUTPOST_RUN_TIMELINE_H

#include "core/state.h"
#include "core/train-config.h"
#include "run/setting.h"
#include "run/trace.h"

/* Updates between two keyframes, at first. */
enum { TIMELINE_STRIDE = 32 };

/* Settings hold from an update on: replay needs them all. */
struct span {
	uint64_t from;
	int test_every;                 /* updates between two measures of err: they are part of the state */
	struct train_config config;
	struct config settings;         /* as one would type them: m auto, alpha budget, frozen:FILE       */
	uint64_t texts;                 /* hash of what one would type                                     */
};

/* The state after an update, shared by the timelines that have it in common. */
struct keyframe {
	int users;
	uint64_t update;
	double err;  /* the latest test error then ..        */
	int iterate; /* .. of which iterate (enum iterate)   */
	struct state *state;
};

struct timeline {
	int users;              /* the run and the marks that hold it                          */
	unsigned id, parent;    /* in the order of their beginning, from 1; parent 0: none ..  */
	uint64_t forked_at;     /* .. else the update up to which the parent is the same       */
	uint64_t seed, end;     /* end: the latest update that was trained ..                  */
	uint64_t queries;       /* .. and what had been asked by then                          */
	struct span *span;      /* (nspan) by update, the first from 0                         */
	int nspan;
	struct keyframe **key;  /* (nkey) by update; update 0 needs none                       */
	int nkey;
	uint64_t stride;        /* every how many updates there is one                         */
	struct trace trace;     /* of one that no run is on, whole; else the run has it        */
};

/* From update 0 on, with one user. */
struct timeline *timeline_new(unsigned id, uint64_t seed, const struct span *first);
/* The same up to update `at`, and from there on open: keyframes are shared; without a trace. */
struct timeline *timeline_fork(const struct timeline *t, unsigned id, uint64_t at);
struct timeline *timeline_hold(struct timeline *t);
/* One user less; the last one frees it. NULL: nothing to do. */
void timeline_drop(struct timeline *t);

/* The state is of the timeline's latest update, unless that is there already. */
void timeline_reach(struct timeline *t, const struct state *s);

/* The span in force for the update after `update`. */
int timeline_span(const struct timeline *t, uint64_t update);
/* What holds after update `from`, to the end: later spans go. Where nothing changes there is no new one. */
void timeline_set(struct timeline *t, const struct span *span);
/* Whether updates under them are the same. */
bool span_same(const struct span *a, const struct span *b);
/* Whether the histories are the same up to `update`. */
bool timeline_agree(const struct timeline *a, const struct timeline *b, uint64_t update);

/* Keeps a copy of the state where one is due. All keyframes take at most 24 MiB: when they are more, every second goes, and
 * from there on they are twice as far apart. */
void timeline_keep(struct timeline *t, const struct state *s, double err, int iterate);
/* Takes the state: a keyframe that was read. In the order of updates. */
void timeline_put(struct timeline *t, struct state *s, double err, int iterate);
/* The latest keyframe at or before `update`; NULL: update 0. */
const struct keyframe *timeline_key(const struct timeline *t, uint64_t update);
/* For the time that no run is on it: fewer keyframes. */
void timeline_rest(struct timeline *t);

#endif
