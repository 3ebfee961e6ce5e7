/* A bar in UTF-8 is drawn to an eighth of a cell. */
#include "panel/glyph.h"

#include <math.h>

#define LINES_AND_BLOCKS \
	.across = 0x2500, .down = 0x2502, .corner = 0x2514, .tee_down = 0x252c, .tee_up = 0x2534, .cross = 0x253c, \
	.tee_left = 0x2524, .tee_right = 0x251c, .box = { 0x250c, 0x2510, 0x2514, 0x2518 }, \
	.full = 0x2588, .empty = 0xb7, .part = { 0x258f, 0x258e, 0x258d, 0x258c, 0x258b, 0x258a, 0x2589 }, \
	.level = { 0xb7, 0x2581, 0x2582, 0x2583, 0x2584, 0x2585, 0x2586, 0x2587, 0x2588 }

static const struct glyphs utf8_glyphs = { LINES_AND_BLOCKS }, braille_glyphs = { .braille = true, LINES_AND_BLOCKS };
static const struct glyphs ascii_glyphs = {
	.ascii = true, .across = '-', .down = '|', .corner = '+', .tee_down = '+', .tee_up = '+', .cross = '+',
	.tee_left = '+', .tee_right = '+', .box = { '+', '+', '+', '+' },
	.full = '#', .empty = '.',
	.level = { '.', ':', '-', '=', '+', '*', '%', '#', '@' }, /* by how much of a cell they fill */
};

const struct glyphs *glyphs_of(bool utf8)
{
	return utf8 ? &utf8_glyphs : &ascii_glyphs;
}

const struct glyphs *glyphs_wished(bool utf8, enum plot_chars wish)
{
	return utf8 && wish == PLOT_BRAILLE ? &braille_glyphs : glyphs_of(utf8 && wish != PLOT_ASCII);
}

void bar_draw(struct canvas *c, int row, int col, int cols, double share, const struct glyphs *g, enum style style)
{
	int fine = g->part[0] ? 8 : 1, all = cols * fine, filled;

	if (isnan(share) || cols <= 0)
		return;
	filled = share <= 0 ? 0 : share >= 1 ? all : (int)lround(share * all);
	canvas_fill(c, row, col, filled / fine, g->full, style);
	if (filled % fine)
		canvas_put(c, row, col + filled / fine, g->part[filled % fine - 1], style);
	for (int i = (filled + fine - 1) / fine; i < cols; i++)
		canvas_put(c, row, col + i, g->empty, STYLE_RULE);
}

uint32_t level_glyph(const struct glyphs *g, double share)
{
	return g->level[share > 0 ? share < 1 ? lround(8 * share) : 8 : 0];
}
