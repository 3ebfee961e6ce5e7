/* The inequalities of a margin, <w, z> > 0, by cell: a prompt and a state along its y*, with k - 1 of them,
 *     z_y = (phi(x, s, y*_i) - phi(x, s, y)) / R for each y != y*_i,
 * and weights lambda_y >= 0, whose sum over all cells, w = sum lambda z, is kept without the 1 / R. */
#ifndef OUTPOST_CORE_CELL_H
#define OUTPOST_CORE_CELL_H

#include <stdint.h>

#include "core/task.h"

struct cell {
	const struct prompt *prompt;
	int which, position; /* the prompt's place in the list; the first position with this state and token, from 0 */
	uint16_t state;
	uint8_t right;
	double norm2; /* |phi / R|^2 */
};

struct cells {
	const struct task *task;
	double radius, scale; /* R, 1 / R^2                                           */
	int n, room;
	struct cell *cell;    /* (n)                                                  */
	double *v;            /* (n, k) w = sum over cells of phi (x) v: -lambda, and at y*_i their sum in the cell */
	double *score, *u;    /* (k) of the cell that was scored last; room           */
	int64_t visit, spent; /* multiplications of one score or scatter, of all of them */
};

static inline double *cells_v(const struct cells *c, int i)
{
	return c->v + (size_t)i * (size_t)c->task->k;
}

/* Sum of the lambda of cell i. */
static inline double *cells_sum(const struct cells *c, int i)
{
	return &cells_v(c, i)[c->cell[i].right];
}

/* The distinct (state, token) along y* of n prompts, borrowed like the task; lambda is 0. */
void cells_init(struct cells *c, const struct task *t, const struct prompt *p, int n);
void cells_done(struct cells *c);
/* Scores cell i under w, for cells_gap(). */
void cells_score(struct cells *c, const double *w, int i);
/* <w, z_wrong> of cell i, which was scored last. */
double cells_gap(const struct cells *c, int i, int wrong);
/* to (nparam) += sum_y v_y phi(x, s, y), v (k). */
void cells_scatter(struct cells *c, int i, const double *v, double *to);
/* The lambda of cell i that are best for the hard-margin problem, min |w|^2 / 2 where all <w, z> >= 1, the rest held
 * fixed; w (nparam) follows. */
void cells_sweep(struct cells *c, int i, double *w);

#endif
