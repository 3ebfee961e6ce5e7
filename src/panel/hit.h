/* What lies under the mouse on a page that is drawn: arithmetic on its layout. */
#ifndef OUTPOST_PANEL_HIT_H
#define OUTPOST_PANEL_HIT_H

#include "panel/layout.h"

struct hit {
	enum panel_id panel;  /* of a pair the one of A ..             */
	int who;              /* .. and whose it was, -1: of no pair   */
	int prompt, position; /* that a click selects there; -1: none  */
};

/* False: no panel. */
bool hit_find(const struct scene *s, const struct layout *l, int window_cols, int row, int col, struct hit *to);

#endif
