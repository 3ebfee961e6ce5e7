/* Invariant: a cell with rune 0 stands right of a wide rune, and a wide rune left of a cell with rune 0. */
#include "panel/canvas.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/least.h"
#include "base/utf8.h"
#include "base/xalloc.h"

static struct cell *cell_at(const struct canvas *c, int row, int col)
{
	if (row < 0 || row >= c->rows || col < 0 || col >= c->cols)
		return NULL;
	return &c->at[(size_t)row * (size_t)c->stride + (size_t)col];
}

void canvas_init(struct canvas *c, int rows, int cols)
{
	c->rows = rows > 0 ? rows : 0;
	c->cols = c->stride = cols > 0 ? cols : 0;
	c->at = xcalloc((size_t)c->rows * (size_t)c->cols, sizeof *c->at);
	canvas_clear(c);
}

void canvas_done(struct canvas *c)
{
	free(c->at);
	*c = (struct canvas){ 0 };
}

void canvas_clear(struct canvas *c)
{
	for (int row = 0; row < c->rows; row++)
		for (int col = 0; col < c->cols; col++)
			*cell_at(c, row, col) = (struct cell){ ' ', STYLE_PLAIN };
}

struct canvas canvas_part(const struct canvas *c, int row, int col, int rows, int cols)
{
	int top = clamp(row, 0, c->rows), left = clamp(col, 0, c->cols);
	int bottom = clamp(row + rows, top, c->rows), right = clamp(col + cols, left, c->cols);

	return (struct canvas){ bottom - top, right - left, c->stride,
				c->at ? c->at + (size_t)top * (size_t)c->stride + (size_t)left : NULL };
}

/* Blanks whatever wide rune has a half at this place. */
static void split(struct canvas *c, int row, int col)
{
	struct cell *here = cell_at(c, row, col), *next = cell_at(c, row, col + 1), *before = cell_at(c, row, col - 1);

	if (here->rune == 0 && before)
		before->rune = ' ';
	if (next && next->rune == 0)
		next->rune = ' ';
}

void canvas_put(struct canvas *c, int row, int col, uint32_t rune, enum style style)
{
	int width = utf8_rune_width(rune);
	struct cell *here = cell_at(c, row, col);

	if (!here || width == 0)
		return;
	if (utf8_is_control(rune))
		rune = '?';
	split(c, row, col);
	if (width == 2 && col + 1 == c->cols) {
		rune = ' ';
	} else if (width == 2) {
		split(c, row, col + 1);
		*cell_at(c, row, col + 1) = (struct cell){ 0, (uint16_t)style };
	}
	*here = (struct cell){ rune, (uint16_t)style };
}

int canvas_text(struct canvas *c, int row, int col, const char *text, enum style style)
{
	size_t n = strlen(text);
	uint32_t rune;

	while (n > 0) {
		size_t taken = utf8_decode(text, n, &rune);
		canvas_put(c, row, col, rune, style);
		col += utf8_rune_width(rune);
		text += taken;
		n -= taken;
	}
	return col;
}

void canvas_cell(struct canvas *c, int row, int col, int cols, const char *text, enum style style)
{
	char cut[512];

	if (cols <= 0)
		return;
	utf8_cut(cut, sizeof cut, text, cols);
	canvas_text(c, row, col, cut, style);
}

void canvas_right(struct canvas *c, int row, int col, int cols, const char *text, enum style style)
{
	int width = utf8_width(text);

	canvas_cell(c, row, width < cols ? col + cols - width : col, cols, text, style);
}

void canvas_fill(struct canvas *c, int row, int col, int n, uint32_t rune, enum style style)
{
	for (int i = 0; i < n; i++)
		canvas_put(c, row, col + i, rune, style);
}

void canvas_restyle(struct canvas *c, int row, int col, int n, enum style style)
{
	for (int i = 0; i < n; i++) {
		struct cell *here = cell_at(c, row, col + i);
		if (here)
			here->style = (uint16_t)style;
	}
}

uint32_t canvas_rune(const struct canvas *c, int row, int col)
{
	const struct cell *here = cell_at(c, row, col);

	return here ? here->rune : ' ';
}

enum style canvas_style(const struct canvas *c, int row, int col)
{
	const struct cell *here = cell_at(c, row, col);

	return here ? (enum style)here->style : STYLE_PLAIN;
}

void canvas_print(const struct canvas *c, struct str *to)
{
	char bytes[4];

	for (int row = 0; row < c->rows; row++) {
		int end = c->cols;
		while (end > 0 && cell_at(c, row, end - 1)->rune == ' ')
			end--;
		for (int col = 0; col < end; col++) {
			uint32_t rune = cell_at(c, row, col)->rune;
			if (rune)
				str_add_bytes(to, bytes, utf8_encode(bytes, rune));
		}
		str_add(to, "\n");
	}
}
