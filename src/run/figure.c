/* Making a figure, and thinning it. */
#include "run/figure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

struct figure *figure_new(int cols, double width, double height)
{
	struct figure *f = xcalloc(1, sizeof *f);

	f->cols = cols;
	f->width = width;
	f->height = height;
	return f;
}

static void panel_done(struct figure_panel *p)
{
	for (int i = 0; i < p->n; i++) {
		free(p->series[i].name);
		free(p->series[i].x);
		free(p->series[i].y);
	}
	free(p->series);
	free(p->x.label);
	free(p->y.label);
	free(p->shades.label);
	free(p->line_name);
}

void figure_free(struct figure *f)
{
	if (!f)
		return;
	for (int i = 0; i < f->n; i++)
		panel_done(&f->panel[i]);
	free(f->panel);
	str_done(&f->stamp);
	free(f);
}

struct figure_panel *figure_add_panel(struct figure *f)
{
	static const struct figure_axis axis = { .low = NAN, .high = NAN };

	f->panel = xresize(f->panel, (size_t)f->n + 1, sizeof *f->panel);
	f->panel[f->n] = (struct figure_panel){ .x = axis, .y = axis, .shades = axis, .line = NAN };
	return &f->panel[f->n++];
}

struct figure_series *figure_add_series(struct figure_panel *p, enum figure_style style, int look, const char *name)
{
	p->series = xresize(p->series, (size_t)p->n + 1, sizeof *p->series);
	p->series[p->n] = (struct figure_series){ .name = xstrdup(name), .style = style, .look = look, .shade = NAN };
	return &p->series[p->n++];
}

static bool has_place(const struct figure_axis *a, double v)
{
	return isfinite(v) && (!a->log || v > 0.0);
}

void figure_add_point(const struct figure_panel *p, struct figure_series *s, double x, double y)
{
	if (!has_place(&p->x, x) || !has_place(&p->y, y))
		return;
	if (s->n == s->room) {
		s->room = s->room ? 2 * s->room : 64;
		s->x = xresize(s->x, (size_t)s->room, sizeof *s->x);
		s->y = xresize(s->y, (size_t)s->room, sizeof *s->y);
	}
	s->x[s->n] = x;
	s->y[s->n++] = y;
}

void figure_label(struct figure_axis *a, const char *label)
{
	free(a->label);
	a->label = xstrdup(label);
}

void figure_set_line(struct figure_panel *p, double at, const char *name)
{
	p->line = at;
	free(p->line_name);
	p->line_name = xstrdup(name);
}

size_t figure_points(const struct figure *f)
{
	size_t points = 0;

	for (int i = 0; i < f->n; i++)
		for (int j = 0; j < f->panel[i].n; j++)
			points += (size_t)f->panel[i].series[j].n;
	return points;
}

double figure_along(const struct figure_axis *a, double v)
{
	return a->log ? log10(v) : v;
}

/* ---- Where points lie */

bool figure_extent(const struct figure_panel *p, bool along_x, double *low, double *high)
{
	*low = INFINITY;
	*high = -INFINITY;
	for (int i = 0; i < p->n; i++)
		for (int j = 0; j < p->series[i].n; j++) {
			double v = along_x ? p->series[i].x[j] : p->series[i].y[j];
			*low = fmin(*low, v);
			*high = fmax(*high, v);
		}
	return *low <= *high;
}

/* A place of the panel's box that the legend may take: shares of its width and height, from the left and from below. */
struct corner {
	double left, right, below, above;
};

static int key_lines(const struct figure_panel *p)
{
	int lines = 0;

	for (int i = 0; i < p->n; i++)
		lines += p->series[i].name[0] != '\0';
	return lines;
}

int figure_key_columns(const struct figure_panel *p)
{
	return key_lines(p) > 4 ? 2 : 1;
}

int figure_key_rows(const struct figure_panel *p)
{
	return figure_key_columns(p) > 1 ? (key_lines(p) + 1) / 2 : 4;
}

static struct corner corner(const struct figure_panel *p, enum figure_key key)
{
	int rows = figure_key_columns(p) > 1 ? figure_key_rows(p) : key_lines(p);
	bool is_right = key == FIGURE_KEY_TOP_RIGHT || key == FIGURE_KEY_BOTTOM_RIGHT || key == FIGURE_KEY_RIGHT;
	double wide = .5, high = fmin(.05 + .1 * rows, .9);
	double below = key == FIGURE_KEY_TOP_LEFT || key == FIGURE_KEY_TOP_RIGHT ? 1 - high
		       : key == FIGURE_KEY_LEFT || key == FIGURE_KEY_RIGHT       ? .5 - high / 2
										 : 0;

	return (struct corner){ is_right ? 1 - wide : 0, is_right ? 1 : wide, below, below + high };
}

static bool is_within(const struct corner *c, double x, double y)
{
	return x > c->left && x < c->right && y > c->below && y < c->above;
}

/* How much of a series lies there, in hundredths of the box: its lines too, which are straight between points. */
static int count_within(const struct figure_series *s, const struct figure_panel *p, const double range[4],
			const struct corner *c)
{
	double was_x = NAN, was_y = NAN;
	int n = 0;

	for (int i = 0; i < s->n; i++) {
		double x = (figure_along(&p->x, s->x[i]) - range[0]) / (range[1] - range[0]);
		double y = (figure_along(&p->y, s->y[i]) - range[2]) / (range[3] - range[2]);
		double far = s->style == FIGURE_POINTS ? 0 : fmax(fabs(x - was_x), fabs(y - was_y));
		int steps = far > .01 ? (int)fmin(far * 100, 100) : 1;
		for (int j = 1; j <= steps; j++)
			n += steps == 1 ? is_within(c, x, y)
					: is_within(c, was_x + (x - was_x) * j / steps, was_y + (y - was_y) * j / steps);
		was_x = x;
		was_y = y;
	}
	return n;
}

static int count_all(const struct figure_panel *p, const double range[4], const struct corner *c)
{
	int n = 0;

	for (int i = 0; i < p->n; i++)
		n += count_within(&p->series[i], p, range, c);
	return n;
}

/* Where the name of the line stands, at its right or left end. */
static struct corner name_at(double y, bool is_left)
{
	return (struct corner){ is_left ? 0 : .6, is_left ? .4 : 1, y - .01, y + .1 };
}

static void place_name(struct figure_panel *p, const double range[4], double y)
{
	struct corner right = name_at(y, false), left = name_at(y, true);

	p->name_left = count_all(p, range, &right) > count_all(p, range, &left);
}

static bool overlap(const struct corner *a, const struct corner *b)
{
	return a->left < b->right && b->left < a->right && a->below < b->above && b->below < a->above;
}

static void place_key(struct figure_panel *p, const double range[4], const struct corner *taken)
{
	enum { MUCH = 25 };
	int least = -1;

	for (enum figure_key key = FIGURE_KEY_TOP_LEFT; key <= FIGURE_KEY_RIGHT; key++) {
		struct corner c = corner(p, key);
		int n = count_all(p, range, &c) + (taken && overlap(&c, taken) ? MUCH : 0);
		if (least >= 0 && n >= least)
			continue;
		least = n;
		p->key = key;
	}
}

void figure_place_words(struct figure_panel *p)
{
	double range[4], y = NAN;
	struct corner name;

	if (!figure_extent(p, true, &range[0], &range[1]) || !figure_extent(p, false, &range[2], &range[3]))
		return;
	if (!isnan(p->line)) {
		range[2] = fmin(range[2], p->line);
		range[3] = fmax(range[3], p->line);
	}
	for (int i = 0; i < 4; i++)
		range[i] = figure_along(i < 2 ? &p->x : &p->y, range[i]);
	if (!p->y.log)
		range[2] = fmin(range[2], 0.0);
	if (!isnan(p->line)) {
		y = (figure_along(&p->y, p->line) - range[2]) / (range[3] - range[2]);
		place_name(p, range, y);
	}
	name = name_at(y, p->name_left);
	place_key(p, range, isnan(y) ? NULL : &name);
}

/* ---- Thinning */

enum { COLUMNS = 1000 };

/* Adds points first, last, lowest and highest of from .. end - 1, in their order, each once. */
static int keep_four(struct figure_series *s, int from, int end, int kept)
{
	int low = from, high = from;

	for (int i = from; i < end; i++) {
		low = s->y[i] < s->y[low] ? i : low;
		high = s->y[i] > s->y[high] ? i : high;
	}
	for (int i = from; i < end; i++) {
		if (i != from && i != end - 1 && i != low && i != high)
			continue;
		s->x[kept] = s->x[i];
		s->y[kept++] = s->y[i];
	}
	return kept;
}

/* In place: what is kept of a column is never more than what was there. */
static void thin(const struct figure_axis *a, struct figure_series *s)
{
	double start = s->n ? figure_along(a, s->x[0]) : 0.0, wide = s->n ? figure_along(a, s->x[s->n - 1]) - start : 0.0;
	int kept = 0;

	if (s->n <= COLUMNS || !(wide > 0.0))
		return;
	for (int i = 0, next; i < s->n; i = next) {
		double column = floor((figure_along(a, s->x[i]) - start) / wide * COLUMNS);
		for (next = i + 1; next < s->n && floor((figure_along(a, s->x[next]) - start) / wide * COLUMNS) == column;)
			next++;
		kept = keep_four(s, i, next, kept);
	}
	s->n = kept;
}

void figure_thin(struct figure *f)
{
	for (int i = 0; i < f->n; i++)
		for (int j = 0; j < f->panel[i].n; j++)
			if (f->panel[i].series[j].style != FIGURE_POINTS)
				thin(&f->panel[i].x, &f->panel[i].series[j]);
}
