/* The characters that panels draw with: of UTF-8, or of ASCII alone. */
#ifndef OUTPOST_PANEL_GLYPH_H
#define OUTPOST_PANEL_GLYPH_H

#include <stdbool.h>
#include <stdint.h>

#include "panel/canvas.h"

struct glyphs {
	bool ascii;
	uint32_t across, down, corner;          /* rules; the corner is the lower left one of an axis        */
	uint32_t tee_down, tee_up, cross;       /* where a rule across meets a rule down: below, above, both */
	uint32_t tee_left, tee_right;           /* where it meets it from the left, from the right           */
	uint32_t box[4];                        /* corners: upper left, upper right, lower left, lower right */
	uint32_t full, empty;                   /* of a bar                                                  */
	uint32_t part[7];                       /* an eighth, two, .. of a bar's cell; 0: none               */
	uint32_t level[9];                      /* a share in one cell: none of it, an eighth, .., all       */
};

/* One of the two sets. */
const struct glyphs *glyphs_of(bool utf8);
/* A bar of `cols` cells of which the share 0..1 is filled, rounded to what a cell can show. NaN: nothing is drawn. */
void bar_draw(struct canvas *c, int row, int col, int cols, double share, const struct glyphs *g, enum style style);

/* The character for a share 0..1 in one cell. */
uint32_t level_glyph(const struct glyphs *g, double share);

#endif
