/* An active set: columns e_j with weights lambda_j >= 0 on their way to the least |sum lambda_j e_j - f|^2, where <e_j, f>
 * = 1 for all of them [Lawson and Hanson, Solving Least Squares Problems, ch. 23]. Columns are known by their products
 * alone. */
#ifndef OUTPOST_CORE_ACTIVE_H
#define OUTPOST_CORE_ACTIVE_H

#include <stdbool.h>

#include "core/factor.h"

/* What a column stands for is the caller's. */
struct column {
	int cell, wrong;
	double gap; /* <w, z> when it was looked at */
};

/* All zero at first. */
struct active {
	int n, room;
	struct column *column; /* (room) those inside                                   */
	double *lambda;        /* (room) weights; -1: to be taken out                   */
	double *goal;          /* (room) the best weights if they could be negative     */
	struct factor factor;  /* of the Gram matrix                                    */
};

void active_done(struct active *a);
/* Room for the products <e, e_j> of one column more with the n inside. */
double *active_next(struct active *a);
/* Takes it in with weight 0, norm2 = |e|^2. False: it depends on those inside, and is not taken. */
bool active_in(struct active *a, const struct column *c, double norm2);
void active_out(struct active *a, int i);
/* The weights go towards the best ones: all the way, or to where the first of them are 0. These are marked to be taken
 * out, and true says so. */
bool active_step(struct active *a);
/* Nothing inside. */
void active_clear(struct active *a);
/* Nothing but one column, of weight 1. */
void active_only(struct active *a, const struct column *c);
/* The column with the largest weight below `under`, or with that weight behind column `after`; -1: none. */
int active_heaviest(const struct active *a, double under, int after);

#endif
