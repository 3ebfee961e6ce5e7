/* The characters that panels draw with: of UTF-8, or of ASCII alone. */
#ifndef OUTPOST_PANEL_GLYPH_H
#define OUTPOST_PANEL_GLYPH_H

#include <stdbool.h>
#include <stdint.h>

#include "panel/canvas.h"

/* In the order of the words of setting `plot`. */
enum plot_chars { PLOT_BLOCK, PLOT_BRAILLE, PLOT_ASCII };

struct glyphs {
	bool ascii;
	bool braille;                           /* curves are drawn with its dots, all else in blocks        */
	uint32_t across, down, corner;          /* rules; the corner is the lower left one of an axis        */
	uint32_t tee_down, tee_up, cross;       /* where a rule across meets a rule down: below, above, both */
	uint32_t tee_left, tee_right;           /* where it meets it from the left, from the right           */
	uint32_t box[4];                        /* corners: upper left, upper right, lower left, lower right */
	uint32_t full, empty;                   /* of a bar                                                  */
	uint32_t part[7];                       /* an eighth, two, .. of a bar's cell; 0: none               */
	uint32_t level[9];                      /* a share in one cell: none of it, an eighth, .., all       */
};

/* Blocks, or ASCII. */
const struct glyphs *glyphs_of(bool utf8);
/* What is wished for, as far as the terminal has it: ASCII without UTF-8. */
const struct glyphs *glyphs_wished(bool utf8, enum plot_chars wish);
/* A bar of `cols` cells of which the share 0..1 is filled, rounded to what a cell can show. NaN: nothing is drawn. */
void bar_draw(struct canvas *c, int row, int col, int cols, double share, const struct glyphs *g, enum style style);

/* The character for a share 0..1 in one cell. */
uint32_t level_glyph(const struct glyphs *g, double share);

#endif
