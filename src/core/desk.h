/* The room one thread needs to work through responses. */
#ifndef OUTPOST_CORE_DESK_H
#define OUTPOST_CORE_DESK_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/rows.h"

/* Asked now and then in an update; false: the update is dropped whole. */
struct patience {
	bool (*go_on)(void *self);
	void *self;
};

/* The coins that draw one token at a state: low <= (c + 1/2) * scale < high. */
struct interval {
	double low, high, scale; /* scale: the row's sum / 2^32 */
	int token, next;         /* and the state behind it      */
};

/* The rows of the states that one response has visited: two or three on average, not all. */
struct sheet {
	double mix;            /* share of uniform tokens blended into rows for drawing  */
	int nopen;             /* states with a row                                      */
	int *open;             /* (nstate) which, in order of the first visit            */
	bool *ready;           /* (nstate) whether a state has one                       */
	struct row *row;       /* (nstate) by state                                      */
	double *weight, *cum;  /* (nstate, k) the rows' room; cum NULL: not for drawing  */
	struct interval *guess; /* (nstate) the widest interval that was drawn at a state */
};

enum {
	CHUNK = 64, /* responses a thread takes at a time: fixed, so that sums never depend on the threads */
	DESK_TRIES = 256, /* tries whose coins are fetched at once, at most                                 */
};

struct desk {
	struct sheet draw;  /* for drawing                                      */
	struct sheet second; /* for drawing from the other policy               */
	struct sheet plain; /* for gradients and measures                       */
	uint32_t *coins;    /* (N)                                              */
	uint32_t *tries;    /* (DESK_TRIES) coins of many tries ..              */
	int *alive;         /* (DESK_TRIES) .. and which are right so far       */
	struct interval *path; /* (N) of the tokens of y*                       */
	double *count;      /* (nstate, k) sum of advantages by state and token */
	double *v;          /* (CHUNK, k) score vectors of a chunk's prompts    */
	double *q0a, *q0e1; /* (CHUNK, k) prompts' parts under the base model   */
	double *other_a, *other_e1, *other_most; /* (CHUNK, k) twice, (CHUNK): under the policy of a behaviour */
	/* Lent by the crew while it works: */
	atomic_bool *stop;               /* raised when the update is given up; NULL: it cannot be      */
	const struct patience *patience; /* of the thread that called, NULL: of the others, or endless  */
	int candidates;                  /* tried since patience was last asked                         */
};

void desk_init(struct desk *d, const struct task *t);
void desk_done(struct desk *d);

/* False when the update is given up. Only the desk of the thread that called asks for patience. */
bool desk_go_on(struct desk *d);
/* The same after n tries more, asked every few thousand of them: for draws that may take long. */
bool desk_spend(struct desk *d, int n);

/* Forgets all rows, for the next response. */
void sheet_clear(struct sheet *s);
/* Builds the row of a state that has none. */
void sheet_open(struct sheet *s, const struct rows *r, const struct subject *p, int state);
/* The row of a state, built on the first visit. */
static inline struct row *sheet_row(struct sheet *s, const struct rows *r, const struct subject *p, int state)
{
	if (!s->ready[state])
		sheet_open(s, r, p, state);
	return &s->row[state];
}

#endif
