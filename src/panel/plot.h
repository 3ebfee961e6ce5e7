/* Curves: the plotted metric against reward queries or updates, with characters. */
#ifndef OUTPOST_PANEL_PLOT_H
#define OUTPOST_PANEL_PLOT_H

#include "panel/canvas.h"
#include "panel/glyph.h"
#include "run/frame.h"

/* From the frame's FRAME_CURVE part: the curves with both axes and the support line. Two curves are drawn with the
 * letters of their trainers, and so is a single one in ASCII; else it is drawn in half blocks, twice as fine. In braille both
 * are dots, 4 x 2 of them in a cell, and have letters here and there. Where there is little room, units, numbers of the axis
 * and names are left out; where there is next to none, nothing is drawn. */
void plot_area(const struct frame *f, const struct glyphs *g, struct canvas *to);
/* The same below a row that says what is plotted. */
void plot_draw(const struct frame *f, const struct glyphs *g, struct canvas *to);

#endif
