/* A canvas of cells: what panels draw on, and what a screen, a text line or a test takes from it. Drawing outside of it
 * is allowed and does nothing. */
#ifndef OUTPOST_PANEL_CANVAS_H
#define OUTPOST_PANEL_CANVAS_H

#include <stdint.h>

#include "base/str.h"

enum style { STYLE_PLAIN }; /* meanings, not colours */

struct cell {
	uint32_t rune;  /* 0: the second half of the wide rune before it */
	uint16_t style;
};

struct canvas {
	int rows, cols;
	struct cell *at; /* (rows, cols) */
};

/* Blank. Sizes below 0 count as 0. */
void canvas_init(struct canvas *c, int rows, int cols);
void canvas_done(struct canvas *c);

/* One rune; a wide one that does not fit becomes a blank, a control becomes `?`, a combining one is left out. Halves of
 * wide runes that lose their other half become blanks. */
void canvas_put(struct canvas *c, int row, int col, uint32_t rune, enum style style);
/* UTF-8 text; what lies outside is cut off. Returns the column behind it, as if nothing were. */
int canvas_text(struct canvas *c, int row, int col, const char *text, enum style style);
/* The rune at a place, a blank outside. */
uint32_t canvas_rune(const struct canvas *c, int row, int col);
/* A line a row, without the blanks at its end. */
void canvas_print(const struct canvas *c, struct str *to);

#endif
