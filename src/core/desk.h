/* The room one thread needs to work through responses. */
#ifndef OUTPOST_CORE_DESK_H
#define OUTPOST_CORE_DESK_H

#include <stdbool.h>
#include <stdint.h>

#include "core/rows.h"

/* The coins that draw one token at a state: low <= (c + 1/2) * scale < high. */
struct interval {
	double low, high, scale; /* scale: the row's sum / 2^32 */
	int token, next;         /* and the state behind it      */
};

/* The rows of the states that one response has visited: two or three on average, not all. */
struct sheet {
	int nopen;             /* states with a row                                      */
	int *open;             /* (nstate) which, in order of the first visit            */
	bool *ready;           /* (nstate) whether a state has one                       */
	struct row *row;       /* (nstate) by state                                      */
	double *weight, *cum;  /* (nstate, k) the rows' room; cum NULL: not for drawing  */
	struct interval *guess; /* (nstate) the widest interval that was drawn at a state */
};

enum {
	CHUNK = 64, /* responses a thread takes at a time: fixed, so that sums never depend on the threads */
};

struct desk {
	struct sheet draw;  /* for drawing                                      */
	struct sheet plain; /* for gradients and measures                       */
	uint32_t *coins;    /* (N)                                              */
	double *count;      /* (nstate, k) sum of advantages by state and token */
	double *v;          /* (CHUNK, k) score vectors of a chunk's prompts    */
	double *q0a, *q0e1; /* (CHUNK, k) prompts' parts under the base model   */
};

void desk_init(struct desk *d, const struct task *t);
void desk_done(struct desk *d);

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
