/* Cells of several positions show the least likely of them: a barrier is one token. */
#include "panel/strip.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/least.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "panel/position.h"

enum { NAME_COLS = 5, CELLS_COL = NAME_COLS + 1, EACH_COLS = 9, WIDE_MOST = 4, TEXT = 64 }; /* EACH_COLS: " min of 2" */
enum mark { SELECTED, LEAVES, RAREST, MARKS };                                 /* the first wins a cell  */

struct cells {
	int each; /* positions that one stands for                         */
	int wide; /* columns that it takes; from 3 on the last one is blank */
	int n;
};

static struct cells choose_cells(int n, int cols)
{
	int room = most_of(cols - CELLS_COL, 1), less = most_of(room - EACH_COLS, 1), each = (n + less - 1) / less;

	if (n <= room)
		return (struct cells){ 1, least_of(room / n, WIDE_MOST), n };
	return (struct cells){ each, 1, (n + each - 1) / each };
}

static double least_lp(const struct strip *s, int from, int n)
{
	double least = s->lp[from];

	for (int i = from + 1; i < from + n && i < s->n; i++)
		least = fmin(least, s->lp[i]);
	return least;
}

static int place_of(const struct strip *s, int mark)
{
	return mark == SELECTED ? s->selected : mark == LEAVES ? s->leaves : s->rarest;
}

/* What stands from a mark on, of all that is in its cell: ">t71, support ends", "! support ends t72", "rarest t4"; in
 * fewer words; and of the mark alone. */
enum wording { LONG, SHORT, ALONE, WORDINGS };

static void say_marks(const struct strip *s, int each, enum mark first, enum wording wording, struct str *to)
{
	const char *const word[MARKS] = { ">", wording == LONG ? "! support ends" : "!ends", "rarest" };
	int last = -1;

	for (int m = first; m < (wording == ALONE ? (int)first + 1 : MARKS); m++) {
		int at = place_of(s, m);
		if (at < 0 || at / each != place_of(s, first) / each)
			continue;
		str_addf(to, "%s%s", to->len ? ", " : "", word[m] + (to->len && m == LEAVES ? strspn(word[m], "! ") : 0));
		if (at != last)
			str_addf(to, "%st%d", m == SELECTED ? "" : " ", at + 1);
		last = at;
	}
}

/* The column of the mark behind this one, or of the end. */
static int next_mark(const struct strip *s, const struct cells *c, int cell, int cols)
{
	int next = cols + 1;

	for (int m = 0; m < MARKS; m++)
		if (place_of(s, m) >= 0 && place_of(s, m) / c->each > cell)
			next = least_of(next, CELLS_COL + place_of(s, m) / c->each * c->wide);
	return next;
}

/* Up to the next mark there is room for words, or for fewer, or for the first letter alone. */
static void draw_mark(const struct strip *s, const struct cells *c, enum mark mark, struct canvas *to)
{
	int cell = place_of(s, mark) / c->each, col = CELLS_COL + cell * c->wide, next = next_mark(s, c, cell, to->cols);
	enum style style = mark == SELECTED ? STYLE_SELECTED : mark == LEAVES ? STYLE_ALPHA : STYLE_HEAD;
	struct str text = { 0 };

	for (enum wording w = LONG; w < WORDINGS; w++) {
		str_clear(&text);
		say_marks(s, c->each, mark, w, &text);
		if (col + utf8_width(str_text(&text)) < next)
			break;
	}
	if (col + utf8_width(str_text(&text)) < next)
		canvas_text(to, 1, col, str_text(&text), STYLE_HEAD);
	canvas_put(to, 1, col, (uint32_t)*str_text(&text), style);
	str_done(&text);
}

static bool is_taken(const struct strip *s, int each, enum mark mark)
{
	for (int m = 0; m < (int)mark; m++)
		if (place_of(s, m) >= 0 && place_of(s, m) / each == place_of(s, mark) / each)
			return true;
	return false;
}

void strip_draw(const struct strip *s, const struct glyphs *g, struct canvas *to)
{
	const struct cells c = choose_cells(s->n, to->cols);
	char text[TEXT];

	canvas_right(to, 0, 0, NAME_COLS, s->name, STYLE_HEAD);
	for (int i = 0; i < c.n; i++) {
		double lp = least_lp(s, i * c.each, c.each);
		canvas_fill(to, 0, CELLS_COL + i * c.wide, c.wide - (c.wide > 2), level_glyph(g, exp(lp)), position_shade(lp));
	}
	if (c.each > 1) {
		snprintf(text, sizeof text, "min of %d", c.each);
		canvas_text(to, 0, CELLS_COL + c.n + 1, text, STYLE_HEAD);
	}
	for (enum mark m = SELECTED; m < MARKS; m++)
		if (place_of(s, m) >= 0 && !is_taken(s, c.each, m))
			draw_mark(s, &c, m, to);
}

int strip_at(const struct strip *s, int cols, int col)
{
	const struct cells c = choose_cells(s->n, cols);
	int cell = col < CELLS_COL ? -1 : (col - CELLS_COL) / c.wide, at = cell * c.each;

	if (cell < 0 || cell >= c.n)
		return -1;
	while (s->lp[at] > least_lp(s, cell * c.each, c.each))
		at++;
	return at;
}

/* ---- the correct response */

static struct strip of_correct(const struct scene *s, double *lp)
{
	const struct frame *f = s->frame;

	for (int t = 0; t < f->N; t++)
		lp[t] = position_correct(f, t, s->base);
	return (struct strip){ s->base ? "base" : "now", f->N, lp, position_selected(s), f->leaves_at, f->rarest_at };
}

void strip_draw_correct(const struct scene *s, struct canvas *to)
{
	double *lp = xcalloc((size_t)s->frame->N, sizeof *lp);
	struct strip strip = of_correct(s, lp);

	strip_draw(&strip, s->glyphs, to);
	free(lp);
}

int strip_at_correct(const struct scene *s, int cols, int col)
{
	double *lp = xcalloc((size_t)s->frame->N, sizeof *lp);
	struct strip strip = of_correct(s, lp);
	int at = strip_at(&strip, cols, col);

	free(lp);
	return at;
}
