/* The Cholesky factor of a Gram matrix whose vectors come and go: L L' = (<e_i, e_j>), L lower triangular. */
#ifndef OUTPOST_CORE_FACTOR_H
#define OUTPOST_CORE_FACTOR_H

#include <stdbool.h>

/* All zero at first. */
struct factor {
	int n, room;
	double *l;         /* row i has i + 1 entries, at factor_row() */
	double *cos, *sin; /* (room) rotations                         */
};

void factor_done(struct factor *f);
/* Room for the row of one vector more: n numbers, to be filled with <e, e_j>. */
double *factor_next(struct factor *f);
/* Takes that vector in, norm2 = |e|^2. False: it depends on those inside, but for rounding, and is not taken. */
bool factor_in(struct factor *f, double norm2);
/* Without vector i; those behind it move up. */
void factor_out(struct factor *f, int i);
/* x (n) = the solution of L L' x = (1, .., 1). */
void factor_solve(const struct factor *f, double *x);

#endif
