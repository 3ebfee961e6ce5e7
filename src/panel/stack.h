/* Panels one below another in a rectangle. */
#ifndef OUTPOST_PANEL_STACK_H
#define OUTPOST_PANEL_STACK_H

#include "panel/layout.h"

/* Rows with the title's. Where `bare` rows of all do not fit, those that may go do, one after the other; then from the top
 * down each gets `least`, then `want`, then a share of the rest by weight. */
struct slot {
	struct rect *at;
	int bare, least, want, weight;
	bool may_go;
};

/* The bare rows of all. */
int stack_least(const struct slot *s, int n);
/* Fills `in`. Where not even the bare rows fit, the lowest slots are cut. */
void stack_lay(const struct rect *in, struct slot *s, int n);
/* The right part of a rectangle, which keeps `cols` columns. */
struct rect stack_split(struct rect *r, int cols);

#endif
