/* A strip: a probability for each position of a response in one row, a cell a position or, where there are more positions
 * than cells, a few of them. Below it, where they are. */
#ifndef OUTPOST_PANEL_STRIP_H
#define OUTPOST_PANEL_STRIP_H

#include "panel/scene.h"

struct strip {
	const char *name;             /* whose probabilities                                       */
	int n;                        /* positions                                                 */
	const double *lp;             /* (n) logarithms                                            */
	int selected, leaves, rarest; /* positions that are marked; -1: none                       */
};

enum { STRIP_ROWS = 2 };

/* In the first STRIP_ROWS rows of `to`. */
void strip_draw(const struct strip *s, const struct glyphs *g, struct canvas *to);

/* The position that a column of such a strip stands for, of several the least likely; -1: none. */
int strip_at(const struct strip *s, int cols, int col);

/* The same of the correct response to the scene's prompt, under the base model or now. */
void strip_draw_correct(const struct scene *s, struct canvas *to);
int strip_at_correct(const struct scene *s, int cols, int col);

#endif
