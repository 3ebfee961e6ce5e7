/* Plots. Each column of the drawing area shows the range of the values that fall into it; where none does, the value
 * before it holds on, as a policy does between its updates. A value that is missing (NaN) is a gap. */
#include "panel/plot.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"

/* Columns from which on there is room for: anything, numbers at the y axis, a blank before them, the value of alpha. */
enum { COLS_LEAST = 8, COLS_LABELS = 20, COLS_AIRY = 40, COLS_ALPHA = 32 };
enum { ROWS_LEAST = 2, TICKS_MOST = 6, LABEL_LEAST = 5 };
static const double value_most = 1e300; /* a linear axis ends there, so that its ticks can be counted */
enum { EMPTY_ROW = -1 };

/* The drawing area and its scales. Heights are counted in fine rows from the top: `fine` of them in a row of cells. */
struct area {
	struct canvas *to;
	const struct glyphs *g;
	int left, rows, cols;
	int fine;
	bool log;
	double least;     /* values below have no place on the axis             */
	double low, high; /* y at the bottom and the top; log10 of it when log */
	double step;      /* between ticks                                      */
	double right;     /* x at the right end                                 */
};

/* y as the axis counts it; -inf for a 0 on a logarithmic axis. */
static double scaled(const struct area *a, double y)
{
	return a->log ? log10(y) : y;
}

struct range {
	double low, high; /* low > high: nothing to see */
};

/* A frame may carry 65,536 points a curve, ten times a second: nothing is computed for each of them. */
static struct range range_of(const struct frame *f, const struct area *a)
{
	double above = a->log ? 0 : -INFINITY;
	struct range r = { INFINITY, -INFINITY };

	for (int c = 0; c < f->ncurve; c++)
		for (int i = 0; i < f->curve[c].n; i++) {
			double y = f->curve[c].y[i];
			if (!(y > above && y < INFINITY))
				continue;
			r.low = y < r.low ? y : r.low;
			r.high = y > r.high ? y : r.high;
		}
	if (r.low <= r.high) {
		r.low = fmax(-value_most, scaled(a, r.low));
		r.high = fmin(value_most, scaled(a, r.high));
	}
	return r;
}

/* 1, 2 or 5 times a power of ten: the smallest that is at least v > 0. */
static double round_step(double v)
{
	double power = pow(10, floor(log10(v)));
	double times = v / power;

	if (times <= 1 + 1e-9)
		return power;
	return (times <= 2 + 1e-9 ? 2 : times <= 5 + 1e-9 ? 5 : 10) * power;
}

/* Ticks at least two rows apart. The high end is one; so is the low end, but on a logarithmic axis it need only be a
 * decade, so that no room is wasted. */
static void choose_ticks(struct area *a, double low, double high)
{
	double most = fmin(TICKS_MOST, fmax(1, (a->rows - 1) / 2));

	if (!isnormal((high - low) / most)) /* too near to each other for a tick between them */
		high = low + 1;
	a->step = round_step((high - low) / most);
	if (a->log)
		a->step = fmax(1, a->step);
	a->high = ceil(high / a->step - 1e-9) * a->step;
	a->low = a->log ? floor(low) : floor(low / a->step + 1e-9) * a->step;
}

/* A likelihood's axis ends at 1 and reaches down to 1e-4 at least, so that curves can be compared by eye. */
static void choose_y(struct area *a, const struct frame *f)
{
	bool likelihood = !isnan(f->curve_line);
	struct range r = range_of(f, a);

	if (r.low > r.high)
		r = a->log ? (struct range){ -4, 0 } : (struct range){ 0, 1 };
	if (a->log) {
		r.low = likelihood ? fmin(r.low, -4) : floor(r.low);
		r.high = likelihood ? fmax(r.high, 0) : fmax(ceil(r.high), r.low + 1);
	} else {
		r.low = fmin(r.low, 0);
		r.high = likelihood ? fmax(r.high, 1) : fmax(r.high, 0);
		if (!(r.high > r.low))
			r.high = r.low + 1;
	}
	choose_ticks(a, r.low, r.high);
}

/* x ascends. */
static void choose_x(struct area *a, const struct frame *f)
{
	a->right = 0;
	for (int c = 0; c < f->ncurve; c++)
		if (f->curve[c].n > 0)
			a->right = fmax(a->right, f->curve[c].x[f->curve[c].n - 1]);
}

/* The fine row of a value, inside the area. */
static int fine_row(const struct area *a, double y)
{
	int last = a->rows * a->fine - 1;
	double at = (a->high - y) / (a->high - a->low);

	return at <= 0 ? 0 : at >= 1 ? last : (int)lround(at * last);
}

static int cell_row(const struct area *a, double y)
{
	return fine_row(a, y) / a->fine;
}

static int column(const struct area *a, double x)
{
	return a->right > 0 ? (int)lround(x / a->right * (a->cols - 1)) : 0;
}

/* The x at which the next column begins: column() turned round. */
static double column_end(const struct area *a, int col)
{
	return col + 1 < a->cols && a->right > 0 ? (col + .5) / (a->cols - 1) * a->right : INFINITY;
}

static void tick_label(const struct area *a, double y, char to[NUM_TEXT])
{
	if (a->log)
		snprintf(to, NUM_TEXT, "1e%+03d", (int)lround(y));
	else
		num_short(to, fabs(y) < a->step / 1e6 ? 0 : y);
}

/* Tick i from the top, the last one at the low end. False behind it. Rounding the ends may add a tick to each. */
static bool tick_at(const struct area *a, int i, double *y)
{
	if (i > TICKS_MOST + 2)
		return false;
	*y = a->high - i * a->step;
	if (*y > a->low && cell_row(a, a->low) - cell_row(a, *y) > 1)
		return true;
	if (i > 0 && *y + a->step <= a->low)
		return false;
	*y = a->low;
	return true;
}

/* Room for the labels at the left: none where they would leave too little for the curves. */
static void choose_gutter(struct area *a)
{
	char label[NUM_TEXT];
	int width = LABEL_LEAST;
	double y;

	for (int i = 0; tick_at(a, i, &y); i++) {
		tick_label(a, y, label);
		if ((int)strlen(label) > width)
			width = (int)strlen(label);
	}
	a->left = a->to->cols < COLS_LABELS ? 1 : a->to->cols < COLS_AIRY ? width + 1 : width + 2;
	a->cols = a->to->cols - a->left;
}

static void draw_y_axis(const struct area *a)
{
	char label[NUM_TEXT];
	double y;

	for (int row = 0; row < a->rows; row++)
		canvas_put(a->to, row, a->left - 1, a->g->down, STYLE_RULE);
	for (int i = 0; a->left > 1 && tick_at(a, i, &y); i++) {
		tick_label(a, y, label);
		canvas_text(a->to, cell_row(a, y), a->left - 1 - (int)strlen(label), label, STYLE_PLAIN);
	}
}

/* `10k`, `250k`, `2M`, else `10,048` and `1,152,000`, so that a label that grows keeps its form. Never rounded. */
static void x_number(double x, char to[NUM_TEXT])
{
	double unit = fmod(x, 1e6) == 0 ? 1e6 : 1e3, units = x / unit;
	bool two_digits = fmod(units, units < 100 ? 1 : 10) == 0 && units < 1000;

	if (x > 0 && two_digits)
		snprintf(to, NUM_TEXT, "%.0f%c", units, unit > 1e3 ? 'M' : 'k');
	else
		num_amount(to, x);
}

static void draw_x_axis(const struct area *a, const struct frame *f)
{
	int row = a->rows, room = a->cols - 2; /* behind the 0 and a bit of the axis */
	char number[NUM_TEXT], text[NUM_TEXT + 16];

	canvas_put(a->to, row, a->left - 1, a->g->corner, STYLE_RULE);
	canvas_fill(a->to, row, a->left, a->cols, a->g->across, STYLE_RULE);
	canvas_text(a->to, row, a->left, "0", STYLE_PLAIN);
	x_number(a->right, number);
	snprintf(text, sizeof text, "%s %s", number, f->curve_by_update ? "updates" : "queries");
	if ((int)strlen(text) > room)
		strcpy(text, number);
	if ((int)strlen(text) <= room)
		canvas_right(a->to, row, a->left, a->cols, text, STYLE_PLAIN);
}

/* Dots at every other column; the name goes to the right end, or left of the curves that are there. */
static int draw_line(const struct area *a, double log_value)
{
	double y = a->log ? log_value / log(10) : exp(log_value);
	int row = cell_row(a, y);

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
static bool name_at(const struct area *a, int row, const char *text)
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

static void name_line(const struct area *a, int row, double log_value)
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

static void mark(const struct area *a, int col, int fine, int who)
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
static void draw_span(const struct area *a, int col, struct span s, int before, int who)
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
static int span_points(const struct area *a, const struct series *s, int i, double end, struct span *span, int *now)
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
		widen(span, fine_row(a, scaled(a, low)));
		widen(span, fine_row(a, scaled(a, high)));
	}
	if (i > from)
		*now = s->y[i - 1] >= a->least ? fine_row(a, scaled(a, s->y[i - 1])) : EMPTY_ROW;
	return i;
}

static void draw_series(const struct area *a, const struct series *s)
{
	int before = EMPTY_ROW, i = 0, last = s->n > 0 ? column(a, s->x[s->n - 1]) : -1;

	for (int col = 0; col <= last && col < a->cols; col++) {
		struct span here = { EMPTY_ROW, EMPTY_ROW };
		int now = before;
		i = span_points(a, s, i, column_end(a, col), &here, &now);
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
	struct area a = { .to = to, .g = g, .rows = to->rows - 1, .fine = !g->ascii && f->ncurve == 1 ? 2 : 1,
			  .log = f->curve_log, .least = f->curve_log ? 0 : -INFINITY };
	int line;

	if (to->rows < ROWS_LEAST || to->cols < COLS_LEAST)
		return;
	choose_y(&a, f);
	choose_x(&a, f);
	choose_gutter(&a);
	draw_y_axis(&a);
	draw_x_axis(&a, f);
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
