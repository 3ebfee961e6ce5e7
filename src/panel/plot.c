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

/* False: no room. */
static bool name_at(const struct axes *a, int row, const char *text)
{
	int width = (int)strlen(text);

	for (int col = a->left + a->cols - width; col >= a->left; col--) {
		int clear = 0;
		while (clear < width && is_free(canvas_rune(a->to, row, col + clear)))
			clear++;
		if (clear == width) {
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

static void mark(const struct axes *a, int col, int fine, int who)
{
	int row = fine / a->fine;
	uint32_t was = canvas_rune(a->to, row, a->left + col), rune = 'A' + (uint32_t)who;
	enum style style = who ? STYLE_B : STYLE_A;

	if (a->fine == 2) {
		unsigned halves = was == half_block(3) ? 3 : was == half_block(2) ? 2 : was == half_block(1) ? 1 : 0;
		rune = half_block(halves | 1u << fine % 2);
	} else if ((was == 'A' || was == 'B' || was == '*') && was != rune) {
		rune = '*';
		style = STYLE_PLAIN;
	}
	canvas_put(a->to, row, a->left + col, rune, style);
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

	for (int col = 0; col <= last && col < a->cols; col++) {
		struct span here = { EMPTY_ROW, EMPTY_ROW };
		int now = before;
		i = span_points(a, s, i, axes_column_end(a, col), &here, &now);
		if (here.top == EMPTY_ROW && now != EMPTY_ROW)
			widen(&here, now);
		draw_span(a, col, here, before, s->who);
		before = now;
	}
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
	axes_choose(&a, f, g, !g->ascii && f->ncurve == 1 ? 2 : 1, to);
	axes_draw(&a, f);
	line = isnan(f->curve_line) ? EMPTY_ROW : draw_line(&a, f->curve_line);
	for (int c = 0; c < f->ncurve; c++)
		draw_series(&a, &f->curve[c]);
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
