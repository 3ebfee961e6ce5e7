/* Scales and axes of plots. */
#include "panel/axes.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"

/* Columns from which on there is room for numbers at the y axis, and for a blank before them. */
enum { COLS_LABELS = 20, COLS_AIRY = 40 };
enum { TICKS_MOST = 6, LABEL_LEAST = 5 };
static const double value_most = 1e300; /* a linear axis ends there, so that its ticks can be counted */

double axes_scaled(const struct axes *a, double y)
{
	return a->log ? log10(y) : y;
}

struct range {
	double low, high; /* low > high: nothing to see */
	bool below; /* some values are too small for this scale, or for a double */
};

/* A frame may carry 65,536 points a curve, ten times a second: nothing is computed for each of them. */
static struct range range_of(const struct frame *f, const struct axes *a)
{
	double above = a->log ? 0 : -INFINITY;
	struct range r = { INFINITY, -INFINITY, false };

	for (int c = 0; c < f->ncurve; c++)
		for (int i = 0; i < f->curve[c].n; i++) {
			double y = f->curve[c].y[i];
			r.below |= y <= above;
			if (!(y > above && y < INFINITY))
				continue;
			r.low = y < r.low ? y : r.low;
			r.high = y > r.high ? y : r.high;
		}
	if (r.low <= r.high) {
		r.low = fmax(-value_most, axes_scaled(a, r.low));
		r.high = fmin(value_most, axes_scaled(a, r.high));
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
static void choose_ticks(struct axes *a, double low, double high)
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
static void choose_y(struct axes *a, const struct frame *f)
{
	bool likelihood = !isnan(f->curve_line);
	struct range r = range_of(f, a);

	if (r.low > r.high)
		r = a->log ? (struct range){ -4, 0, r.below } : (struct range){ 0, 1, false };
	if (a->log) {
		r.low = likelihood ? fmin(r.low, -4) : floor(r.low);
		r.high = likelihood ? fmax(r.high, 0) : fmax(ceil(r.high), r.low + 1);
		if (likelihood && r.below) /* those are drawn at the bottom: it has to lie below the support line */
			r.low = floor(fmin(r.low, f->curve_line / log(10))) - 1;
	} else {
		r.low = fmin(r.low, 0);
		r.high = likelihood ? fmax(r.high, 1) : fmax(r.high, 0);
		if (!(r.high > r.low))
			r.high = r.low + 1;
	}
	choose_ticks(a, r.low, r.high);
}

/* x ascends. */
static void choose_x(struct axes *a, const struct frame *f)
{
	a->right = 0;
	for (int c = 0; c < f->ncurve; c++)
		if (f->curve[c].n > 0)
			a->right = fmax(a->right, f->curve[c].x[f->curve[c].n - 1]);
}

int axes_fine_row(const struct axes *a, double y)
{
	int last = a->rows * a->fine - 1;
	double at = (a->high - y) / (a->high - a->low);

	return at <= 0 ? 0 : at >= 1 ? last : (int)lround(at * last);
}

int axes_row(const struct axes *a, double y)
{
	return axes_fine_row(a, y) / a->fine;
}

int axes_column(const struct axes *a, double x)
{
	return a->right > 0 ? (int)lround(x / a->right * (a->cols * a->wide - 1)) : 0;
}

double axes_column_end(const struct axes *a, int col)
{
	int n = a->cols * a->wide;

	return col + 1 < n && a->right > 0 ? (col + .5) / (n - 1) * a->right : INFINITY;
}

static void tick_label(const struct axes *a, double y, char to[NUM_TEXT])
{
	if (a->log)
		snprintf(to, NUM_TEXT, "1e%+03d", (int)lround(y));
	else
		num_short(to, fabs(y) < a->step / 1e6 ? 0 : y);
}

/* Tick i from the top, the last one at the low end. False behind it. Rounding the ends may add a tick to each. */
static bool tick_at(const struct axes *a, int i, double *y)
{
	if (i > TICKS_MOST + 2)
		return false;
	*y = a->high - i * a->step;
	if (*y > a->low && axes_row(a, a->low) - axes_row(a, *y) > 1)
		return true;
	if (i > 0 && *y + a->step <= a->low)
		return false;
	*y = a->low;
	return true;
}

/* Room for the labels at the left: none where they would leave too little for the curves. */
static void choose_gutter(struct axes *a)
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

/* A tick between the ends that shares its row with the support line would seem to be the line's value: it gives way to
 * that, and where that is no decade, to nothing. */
static bool gives_way(const struct axes *a, const struct frame *f, double *y)
{
	double line = a->log ? f->curve_line / log(10) : exp(f->curve_line);

	if (isnan(line) || *y >= a->high || *y <= a->low || axes_row(a, line) != axes_row(a, *y))
		return false;
	*y = line;
	return !a->log || fabs(line - round(line)) > 1e-9;
}

static void draw_y_axis(const struct axes *a, const struct frame *f)
{
	char label[NUM_TEXT];
	double y;

	for (int row = 0; row < a->rows; row++)
		canvas_put(a->to, row, a->left - 1, a->g->down, STYLE_RULE);
	for (int i = 0; a->left > 1 && tick_at(a, i, &y); i++) {
		if (gives_way(a, f, &y))
			continue;
		tick_label(a, y, label);
		canvas_text(a->to, axes_row(a, y), a->left - 1 - (int)strlen(label), label, STYLE_PLAIN);
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

static void draw_x_axis(const struct axes *a, const struct frame *f)
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

void axes_choose(struct axes *a, const struct frame *f, const struct glyphs *g, int fine, int wide, struct canvas *to)
{
	*a = (struct axes){ .to = to, .g = g, .rows = to->rows - 1, .fine = fine, .wide = wide,
			    .log = f->curve_log, .least = f->curve_log ? 0 : -INFINITY };
	choose_y(a, f);
	choose_x(a, f);
	choose_gutter(a);
}

void axes_draw(const struct axes *a, const struct frame *f)
{
	draw_y_axis(a, f);
	draw_x_axis(a, f);
}
