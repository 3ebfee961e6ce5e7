/* Curves. Each column of the drawing area shows the range of the values that fall into it; where none does, the value
 * before it holds on, as a policy does between its updates. A value that is missing (NaN) is a gap. */
#include "panel/plot.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "panel/axes.h"

/* Columns from which on there is room for: anything, the value of alpha. */
enum { COLS_LEAST = 8, COLS_ALPHA = 32, ROWS_LEAST = 2 };
enum { COLS_NAME = 16 }; /* from one letter to the next */
enum { EMPTY_ROW = -1 };

/* Dots at every other column; the name goes to the right end, or left of the curves that are there. */
static int draw_line(const struct axes *a, double log_value)
{
	double y = a->log ? log_value / log(10) : exp(log_value);
	int row = axes_row(a, y);

	if (!(y >= a->low - 1e-9 && y <= a->high + 1e-9))
		return EMPTY_ROW;
	for (int col = 0; col < a->cols; col += 2)
		canvas_put(a->to, row, a->left + col, '.', STYLE_ALPHA);
	return row;
}

static bool is_free(uint32_t rune)
{
	return rune == ' ' || rune == '.';
}

/* With a blank before and, unless that is the edge, one behind. False: no room. */
static bool name_at(const struct axes *a, int row, const char *text)
{
	int width = (int)strlen(text), end = a->left + a->cols;

	for (int col = end - width; col >= a->left; col--) {
		int clear = 0, behind = col + width < end;
		while (clear < width + behind && is_free(canvas_rune(a->to, row, col + clear)))
			clear++;
		if (clear == width + behind) {
			if (behind)
				canvas_put(a->to, row, col + width, ' ', STYLE_PLAIN);
			canvas_text(a->to, row, col, text, STYLE_ALPHA);
			return true;
		}
	}
	return false;
}

static void name_line(const struct axes *a, int row, double log_value)
{
	char text[NUM_TEXT + 16], number[NUM_TEXT];

	snprintf(text, sizeof text, " alpha %s", num_line(number, log_value));
	if (a->cols < COLS_ALPHA || !name_at(a, row, text))
		name_at(a, row, " alpha");
}

/* Half blocks by which halves are set: upper 1, lower 2. */
static uint32_t half_block(unsigned halves)
{
	static const uint32_t rune[4] = { ' ', 0x2580, 0x2584, 0x2588 };

	return rune[halves & 3];
}

/* Braille cells: U+2800 and a bit for each of 4 x 2 dots. */
enum { BRAILLE = 0x2800, DOTS = 0xff, DOT_ROWS = 4, DOT_COLS = 2 };

static bool is_braille(uint32_t rune)
{
	return (rune & ~(uint32_t)DOTS) == BRAILLE;
}

static uint32_t dot(int row, int col)
{
	static const uint32_t bit[DOT_ROWS][DOT_COLS] = { { 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 } };

	return BRAILLE | bit[row][col];
}

static bool is_letter(uint32_t rune)
{
	return rune == 'A' || rune == 'B' || rune == '*';
}

/* What a cell of one trainer's curve becomes when a point is added to it. */
static uint32_t joined(const struct axes *a, uint32_t was, int col, int fine, int who)
{
	if (a->fine == DOT_ROWS)
		return (is_braille(was) ? was : BRAILLE) | dot(fine % DOT_ROWS, col % DOT_COLS);
	if (a->fine == 2) {
		unsigned halves = was == half_block(3) ? 3 : was == half_block(2) ? 2 : was == half_block(1) ? 1 : 0;
		return half_block(halves | 1u << fine % 2);
	}
	return 'A' + (uint32_t)who;
}

/* A cell that the other trainer has is both's. */
static void mark(const struct axes *a, int col, int fine, int who)
{
	int row = fine / a->fine, at = a->left + col / a->wide;
	uint32_t was = canvas_rune(a->to, row, at);
	bool taken = is_letter(was) || is_braille(was);

	if (taken && canvas_style(a->to, row, at) != style_of_trainer(who))
		canvas_put(a->to, row, at, '*', STYLE_PLAIN);
	else
		canvas_put(a->to, row, at, joined(a, was, col, fine, who), style_of_trainer(who));
}

/* What one column shows, as fine rows; EMPTY_ROW: nothing. */
struct span {
	int top, bottom;
};

static void widen(struct span *s, int fine)
{
	if (s->top == EMPTY_ROW)
		s->top = s->bottom = fine;
	if (fine < s->top)
		s->top = fine;
	if (fine > s->bottom)
		s->bottom = fine;
}

/* Draws a column and the stroke that joins it to the one before, whose last value was at `before`. */
static void draw_span(const struct axes *a, int col, struct span s, int before, int who)
{
	if (s.top == EMPTY_ROW)
		return;
	if (before != EMPTY_ROW && before < s.top)
		s.top = before + 1;
	if (before != EMPTY_ROW && before > s.bottom)
		s.bottom = before - 1;
	for (int fine = s.top; fine <= s.bottom; fine++)
		mark(a, col, fine, who);
}

/* The points from `i` on that lie before x = `end`: what they span, and where the last of them is. Returns the first
 * that lies behind. */
static int span_points(const struct axes *a, const struct series *s, int i, double end, struct span *span, int *now)
{
	double low = INFINITY, high = -INFINITY;
	int from = i;

	for (; i < s->n && s->x[i] < end; i++) {
		double y = s->y[i];
		if (!(y >= a->least))
			continue;
		low = y < low ? y : low;
		high = y > high ? y : high;
	}
	if (low <= high) {
		widen(span, axes_fine_row(a, axes_scaled(a, low)));
		widen(span, axes_fine_row(a, axes_scaled(a, high)));
	}
	if (i > from)
		*now = s->y[i - 1] >= a->least ? axes_fine_row(a, axes_scaled(a, s->y[i - 1])) : EMPTY_ROW;
	return i;
}

static void draw_series(const struct axes *a, const struct series *s)
{
	int before = EMPTY_ROW, i = 0, last = s->n > 0 ? axes_column(a, s->x[s->n - 1]) : -1;

	for (int col = 0; col <= last && col < a->cols * a->wide; col++) {
		struct span here = { EMPTY_ROW, EMPTY_ROW };
		int now = before;
		i = span_points(a, s, i, axes_column_end(a, col), &here, &now);
		if (here.top == EMPTY_ROW && now != EMPTY_ROW)
			widen(&here, now);
		draw_span(a, col, here, before, s->who);
		before = now;
	}
}

/* Dots do not say whose they are: letters among them do, one at the curve's end, and others on the way to it. */
static bool name_column(const struct axes *a, int col, int who)
{
	for (int row = 0; row < a->rows; row++)
		if (is_braille(canvas_rune(a->to, row, a->left + col)) &&
		    canvas_style(a->to, row, a->left + col) == style_of_trainer(who)) {
			canvas_put(a->to, row, a->left + col, 'A' + (uint32_t)who, style_of_trainer(who));
			return true;
		}
	return false;
}

/* Those of the one half way between those of the other. */
static void name_series(const struct axes *a, int who)
{
	int end = a->cols - 1;

	while (end >= 0 && !name_column(a, end, who))
		end--;
	for (int col = end - COLS_NAME / (1 + who); col >= 0; col -= COLS_NAME)
		name_column(a, col, who);
}

static bool has_values(const struct frame *f)
{
	for (int c = 0; c < f->ncurve; c++)
		for (int i = 0; i < f->curve[c].n; i++)
			if (!isnan(f->curve[c].y[i]))
				return true;
	return false;
}

void plot_area(const struct frame *f, const struct glyphs *g, struct canvas *to)
{
	struct axes a;
	int line;

	if (to->rows < ROWS_LEAST || to->cols < COLS_LEAST)
		return;
	axes_choose(&a, f, g, g->braille ? DOT_ROWS : !g->ascii && f->ncurve == 1 ? 2 : 1, g->braille ? DOT_COLS : 1, to);
	axes_draw(&a, f);
	line = isnan(f->curve_line) ? EMPTY_ROW : draw_line(&a, f->curve_line);
	for (int c = 0; c < f->ncurve; c++)
		draw_series(&a, &f->curve[c]);
	for (int c = 0; c < f->ncurve && f->ncurve > 1 && g->braille; c++)
		name_series(&a, f->curve[c].who);
	if (line != EMPTY_ROW)
		name_line(&a, line, f->curve_line);
	if (!has_values(f))
		canvas_cell(to, a.rows / 2, a.left + 2, a.cols - 2, "no values yet", STYLE_PLAIN);
}

static void draw_title(const struct frame *f, struct canvas *to)
{
	struct str s = { 0 };
	int col;

	str_addf(&s, "%s against %s%s", f->curve_name ? f->curve_name : "nothing",
		 f->curve_by_update ? "updates" : "reward queries", f->curve_log ? ", log scale" : "");
	col = canvas_text(to, 0, 0, str_text(&s), STYLE_PLAIN);
	str_clear(&s);
	for (int c = 0; c < f->ncurve; c++)
		str_addf(&s, "%s%c", c ? ", " : "", 'A' + f->curve[c].who);
	if (f->ncurve > 1)
		str_add(&s, ", * both");
	if (col + 2 + (int)s.len <= to->cols)
		canvas_text(to, 0, to->cols - (int)s.len, str_text(&s), STYLE_PLAIN);
	str_done(&s);
}

void plot_draw(const struct frame *f, const struct glyphs *g, struct canvas *to)
{
	struct canvas area = canvas_part(to, 1, 0, to->rows - 1, to->cols);

	draw_title(f, to);
	plot_area(f, g, &area);
}
