/* Curves: the plotted metric against reward queries or updates, with characters. */
#ifndef OUTPOST_PANEL_PLOT_H
#define OUTPOST_PANEL_PLOT_H

#include "panel/canvas.h"
#include "run/frame.h"

/* Fills the canvas from the frame's FRAME_CURVE part: a title, the curves with both axes, the support line. A canvas too
 * small for axes shows the title alone. Two curves are drawn with the letters of their trainers, and so is a single one
 * without `blocks`, where all is ASCII; with them it is drawn in half blocks, twice as fine. */
void plot_draw(const struct frame *f, bool blocks, struct canvas *to);

#endif
