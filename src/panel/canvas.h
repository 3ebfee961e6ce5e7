/* A canvas of cells: what panels draw on, and what a screen, a text line or a test takes from it. Drawing outside of it
 * is allowed and does nothing. */
#ifndef OUTPOST_PANEL_CANVAS_H
#define OUTPOST_PANEL_CANVAS_H

#include <stdint.h>

#include "base/str.h"
#include "panel/style.h"

struct cell {
	uint32_t rune;  /* 0: the second half of the wide rune before it */
	uint16_t style;
};

struct canvas {
	int rows, cols;
	int stride;      /* cells from a row to the next */
	struct cell *at; /* (rows, stride), its first cell at row 0, column 0 */
};

/* Blank. Sizes below 0 count as 0. */
void canvas_init(struct canvas *c, int rows, int cols);
void canvas_done(struct canvas *c);
void canvas_clear(struct canvas *c);
/* A window on the cells of `c`, clipped to it, to draw on as if it were a canvas of its own. Nothing to free; not to be
 * used after `c` is done. */
struct canvas canvas_part(const struct canvas *c, int row, int col, int rows, int cols);

/* One rune; a wide one that does not fit becomes a blank, a control becomes `?`, a combining one is left out. Halves of
 * wide runes that lose their other half become blanks. */
void canvas_put(struct canvas *c, int row, int col, uint32_t rune, enum style style);
/* UTF-8 text; what lies outside is cut off. Returns the column behind it, as if nothing were. */
int canvas_text(struct canvas *c, int row, int col, const char *text, enum style style);
/* The same, cut with ~ when it is longer than `cols` columns; the second puts shorter ones to their right end. */
void canvas_cell(struct canvas *c, int row, int col, int cols, const char *text, enum style style);
void canvas_right(struct canvas *c, int row, int col, int cols, const char *text, enum style style);
/* `n` times the same rune, from there to the right. */
void canvas_fill(struct canvas *c, int row, int col, int n, uint32_t rune, enum style style);
/* Another style for `n` cells that are drawn already. */
void canvas_restyle(struct canvas *c, int row, int col, int n, enum style style);
/* The rune and the style at a place, a plain blank outside. */
uint32_t canvas_rune(const struct canvas *c, int row, int col);
enum style canvas_style(const struct canvas *c, int row, int col);
/* A line a row, without the blanks at its end. */
void canvas_print(const struct canvas *c, struct str *to);

#endif
