/* Where the curves of a plot lie: the drawing area, its scales, and the axes at its left and below it. */
#ifndef OUTPOST_PANEL_AXES_H
#define OUTPOST_PANEL_AXES_H

#include <stdbool.h>

#include "panel/canvas.h"
#include "panel/glyph.h"
#include "run/frame.h"

/* Heights are counted in fine rows from the top, `fine` of them in a row of cells; x in fine columns, `wide` of them in
 * a cell. */
struct axes {
	struct canvas *to;
	const struct glyphs *g;
	int left, rows, cols;
	int fine, wide;
	bool log;
	double least;     /* values below have no place on the axis             */
	double low, high; /* y at the bottom and the top; log10 of it when log */
	double step;      /* between ticks                                      */
	double right;     /* x at the right end                                 */
};

/* For a canvas of at least two rows and eight columns: `fine` x `wide` points in a cell, and scales that hold all curves. */
void axes_choose(struct axes *a, const struct frame *f, const struct glyphs *g, int fine, int wide, struct canvas *to);
void axes_draw(const struct axes *a, const struct frame *f);

/* y as the axis counts it; -inf for a 0 on a logarithmic axis. */
double axes_scaled(const struct axes *a, double y);
/* The fine row, and the row of cells, of a scaled value: inside the area whatever the value. */
int axes_fine_row(const struct axes *a, double y);
int axes_row(const struct axes *a, double y);
/* The fine column of x. */
int axes_column(const struct axes *a, double x);
/* The x at which the next fine column begins: axes_column() turned round. */
double axes_column_end(const struct axes *a, int col);

#endif
