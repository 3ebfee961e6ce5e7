/* A logarithmic axis across a panel: likelihoods up to 1 at its right end. */
#ifndef OUTPOST_PANEL_RULER_H
#define OUTPOST_PANEL_RULER_H

#include <stdbool.h>

#include "panel/canvas.h"

struct ruler {
	int col, cols;   /* where it lies on the panel's canvas                                         */
	int gap;         /* columns at its left end that are off the scale, for `bottom` alone; 0: none */
	int low, step;   /* decades: log10 at the left end of the scale, between ticks                  */
	double bottom;   /* a log-likelihood                                                            */
};

enum { RULER_COLS_MOST = 512 };

/* The lower end of an axis for log-likelihoods from `least` on and, where that costs no more than half of it, a line below. */
double ruler_reach(double least, double line);
/* For log-likelihoods from `least` on. `bottom` (NaN: none) is on the scale where that costs no more than half of it. */
void ruler_choose(struct ruler *r, double least, double bottom, int col, int cols);
/* On the canvas. What lies off the scale stands at its end. */
int ruler_column(const struct ruler *r, double lp);
/* Whether a value has a place of its own there. */
bool ruler_holds(const struct ruler *r, double lp);
/* Labels and ticks. */
void ruler_draw(const struct ruler *r, int row, struct canvas *to);

/* Many log-likelihoods on one row: how many stand in each column, counted from the left end, one by one; then a digit each,
 * # from ten on. */
void ruler_count(const struct ruler *r, double lp, int count[RULER_COLS_MOST]);
void ruler_draw_counts(const struct ruler *r, int row, const int count[RULER_COLS_MOST], enum style style, struct canvas *to);

#endif
