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

/* lp (n) of the correct tokens, of the base model or now; of the scene's prompt. */
void strip_draw_correct(const struct scene *s, struct canvas *to);

#endif
