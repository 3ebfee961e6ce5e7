/* The console of a page, while a reply is longer than its place. */
#ifndef OUTPOST_PANEL_GROW_H
#define OUTPOST_PANEL_GROW_H

#include "panel/layout.h"

/* Gives it the rows of the panels above it, as far as `reply_rows` need them. */
void layout_grow(struct layout *l, int reply_rows);

#endif
