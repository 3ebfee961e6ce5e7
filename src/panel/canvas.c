/* Invariant: a cell with rune 0 stands right of a wide rune, and a wide rune left of a cell with rune 0. */
#include "panel/canvas.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/xalloc.h"

static struct cell *cell_at(const struct canvas *c, int row, int col)
{
	if (row < 0 || row >= c->rows || col < 0 || col >= c->cols)
		return NULL;
	return &c->at[(size_t)row * (size_t)c->cols + (size_t)col];
}

void canvas_init(struct canvas *c, int rows, int cols)
{
	c->rows = rows > 0 ? rows : 0;
	c->cols = cols > 0 ? cols : 0;
	c->at = xcalloc((size_t)c->rows * (size_t)c->cols, sizeof *c->at);
	for (size_t i = 0; i < (size_t)c->rows * (size_t)c->cols; i++)
		c->at[i].rune = ' ';
}

void canvas_done(struct canvas *c)
{
	free(c->at);
	*c = (struct canvas){ 0 };
}

/* Blanks whatever wide rune has a half at this place. */
static void split(struct canvas *c, int row, int col)
{
	struct cell *here = cell_at(c, row, col), *next = cell_at(c, row, col + 1);

	if (here->rune == 0)
		cell_at(c, row, col - 1)->rune = ' ';
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

uint32_t canvas_rune(const struct canvas *c, int row, int col)
{
	const struct cell *here = cell_at(c, row, col);

	return here ? here->rune : ' ';
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
