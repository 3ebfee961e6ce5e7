/* A line is folded when it is drawn, so that it always fits the window of now. */
#include "panel/console.h"

#include <string.h>

#include "base/utf8.h"

enum { INDENT = 2, ABOVE_MOST = 9999 };

/* ---- lines that were said */

/* The rows of one line, one after another. */
struct fold {
	const char *text; /* what is left of it */
	size_t n;
	int cols, row;
};

static struct fold fold_of(const char *text, int cols)
{
	return (struct fold){ .text = text, .n = strlen(text), .cols = cols };
}

static size_t bytes_in(const char *text, size_t n, int cols)
{
	size_t at = 0, len;
	uint32_t rune;

	while (at < n) {
		len = utf8_decode(text + at, n - at, &rune);
		cols -= utf8_rune_width(rune);
		if (cols < 0)
			return at ? at : len;
		at += len;
	}
	return at;
}

/* False behind the last row. A word that is longer than a row goes on in the next. */
static bool fold_next(struct fold *f, const char **at, size_t *len, int *indent)
{
	size_t room, cut;

	if (f->n == 0 && f->row > 0)
		return false;
	*indent = f->row > 0 && f->cols > 4 * INDENT ? INDENT : 0;
	room = bytes_in(f->text, f->n, f->cols - *indent);
	cut = str_fit(f->text, f->n, room);
	*at = f->text;
	*len = cut <= room ? cut : room;
	for (cut = *len; cut < f->n && f->text[cut] == ' ';)
		cut++;
	f->text += cut;
	f->n -= cut;
	f->row++;
	return true;
}

static int rows_of(const char *text, int cols)
{
	struct fold f = fold_of(text, cols);
	const char *at;
	size_t len;
	int indent;

	while (fold_next(&f, &at, &len, &indent))
		;
	return f.row;
}

int console_rows(const struct console *c, int first, int cols, int most)
{
	int rows = 0;

	for (int i = first; i < c->n && rows < most; i++)
		rows += rows_of(c->line[i].text, cols);
	return rows < most ? rows : most;
}

int console_above(const struct console *c, int rows, int cols)
{
	int above = console_rows(c, c->reply, cols, ABOVE_MOST) - (rows - 1) - c->scroll;

	return above > 0 ? above : 0;
}

static void draw_bytes(struct canvas *to, int row, int col, const char *text, size_t n, enum style style)
{
	size_t len;
	uint32_t rune;

	for (; n; n -= len, text += len) {
		len = utf8_decode(text, n, &rune);
		canvas_put(to, row, col, rune, style);
		col += utf8_rune_width(rune);
	}
}

/* Returns the row below it. */
static int draw_folded(struct canvas *to, int row, const struct console_line *line)
{
	struct fold f = fold_of(line->text, to->cols);
	const char *at;
	size_t len;
	int indent;

	while (fold_next(&f, &at, &len, &indent))
		draw_bytes(to, row++, indent, at, len, line->style);
	return row;
}

/* ---- the line being typed */

/* Draws `n` bytes from column `col` on as they can be seen; returns the column behind them. */
static int draw_typed(struct canvas *to, int row, int col, const char *text, size_t n)
{
	size_t len;
	uint32_t rune;

	for (; n; n -= len, text += len) {
		len = utf8_decode(text, n, &rune);
		if (rune < 0x20 || rune == 0x7f) {
			canvas_put(to, row, col, '^', STYLE_PLAIN);
			canvas_put(to, row, col + 1, rune ^ 0x40, STYLE_PLAIN);
			col += 2;
		} else {
			canvas_put(to, row, col, rune, STYLE_PLAIN);
			col += utf8_rune_width(rune);
		}
	}
	return col;
}

/* Columns that the line moves to the left, half a row at a time, so that column `cursor` of it is in sight. */
static int sideways(int cursor, int cols)
{
	int step = cols > 1 ? cols / 2 : 1;

	return cursor < cols ? 0 : ((cursor - cols) / step + 1) * step;
}

static int draw_edit(const struct console *c, struct canvas *to, int row)
{
	struct canvas nothing = { 0 };
	size_t n = strlen(c->edit), at = c->cursor < 0 ? 0 : (size_t)c->cursor, prompt = strlen(c->prompt);
	int cursor, moved;

	at = at < n ? at : n;
	while (at > 0 && at < n && ((unsigned char)c->edit[at] & 0xc0) == 0x80 && utf8_valid(c->edit, n) == n)
		at--; /* within a character */
	cursor = draw_typed(&nothing, 0, draw_typed(&nothing, 0, 0, c->prompt, prompt), c->edit, at);
	moved = sideways(cursor, to->cols);
	draw_typed(to, row, draw_typed(to, row, -moved, c->prompt, prompt), c->edit, n);
	if (moved && to->cols > 4)
		canvas_put(to, row, 0, '<', STYLE_RULE);
	return cursor - moved;
}

/* ---- both */

void console_draw(const struct console *c, struct canvas *to, int *row, int *col)
{
	int wanted = to->rows - 1 + (c->scroll > 0 ? c->scroll : 0), have = 0, first = c->n, at;

	*row = *col = -1;
	if (to->rows <= 0 || to->cols <= 0)
		return;
	while (first > 0 && have < wanted)
		have += rows_of(c->line[--first].text, to->cols);
	at = have > wanted ? wanted - have : 0;
	for (; first < c->n && at < to->rows; first++)
		at = draw_folded(to, at, &c->line[first]);
	if (first < c->n || at >= to->rows)
		return;
	*row = at;
	*col = draw_edit(c, to, at);
}
