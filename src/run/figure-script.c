/* A figure in gnuplot's words (version 5.2 or later). Every size is in centimetres on paper or in points of 1/72 inch, and
 * comes out the same in each format. Texts stand in single quotes, within which gnuplot runs nothing and replaces nothing. */
#include <math.h>
#include <string.h>

#include "run/figure-own.h"

/* A and B have the colours they have on a light screen; contrast with white is 4.5 or more for the first four. Dashes are
 * in lengths of line and gap; markers are gnuplot's filled circle, triangle, square, triangle down, diamond and open circle. */
static const struct look {
	const char *colour, *dash;
	int marker;
} looks[FIGURE_LOOKS] = {
	{ "#af5f00", "solid", 7 },     { "#005faf", "(9,4)", 9 },      { "#303030", "(2,3)", 5 },
	{ "#007a5a", "(9,3,2,3)", 11 }, { "#b0548c", "(16,4)", 13 }, { "#6a6a6a", "(9,3,2,3,2,3)", 6 },
};

/* From dark to light, luminance rising all the way: viridis without its last third, which is too light for white paper. Told
 * apart in grey and by all kinds of sight. */
static const char shades[] = "0 '#440154', 1 '#443983', 2 '#31688e', 3 '#21918c', 4 '#35b779'";

static const double cm = 72 / 2.54; /* points */
enum { PIXELS_AN_INCH = 300 };      /* of a PNG */

/* Centimetres between a panel's box and the edge of its place: room for labels, and for a scale of shades. */
static const double left = 1.6, right = .25, top = .45, bottom = 1.0, scale_room = 1.65;

/* A name of a file, in quotes. */
static void add_name(const char *name, struct str *to)
{
	str_add(to, "'");
	for (; *name; name++)
		str_addf(to, "%s%c", *name == '\'' ? "'" : "", *name);
	str_add(to, "'");
}

static int rows(const struct figure *f)
{
	return (f->n + f->cols - 1) / f->cols;
}

/* Where a column begins: one with a scale of shades is wider than the others by its room. */
static double column_at(const struct figure *f, int col)
{
	double x = f->width * col;

	for (int c = 0; c < col; c++)
		for (int i = c; i < f->n; i += f->cols)
			if (f->panel[i].has_scale) {
				x += scale_room;
				break;
			}
	return x;
}

static double all_width(const struct figure *f)
{
	return column_at(f, f->cols);
}

static double all_height(const struct figure *f)
{
	return f->height * rows(f);
}

/* ---- The terminal */

static void add_terminal(const struct figure *f, enum figure_format format, struct str *to)
{
	const double pango = 72.0 / 96.0; /* the cairo terminals take a point of a font for 1/72 of 96 pixels an inch */
	const double thin = .65; /* what they take for a line of width 1 is wider than PDF's */
	double wide = all_width(f), high = all_height(f), dot;

	switch (format) {
	case FIGURE_PDF:
		str_addf(to, "set terminal pdfcairo enhanced color size %gcm,%gcm font 'Helvetica,7' fontscale %g linewidth 1.3", wide,
			 high, pango);
		break;
	case FIGURE_SVG:
		dot = 96.0 / 72.0; /* a pixel of SVG is 1/96 inch */
		str_addf(to, "set terminal svg enhanced size %.0f,%.0f font 'Helvetica,7' fontscale %.4f linewidth %.4f",
			 wide * cm * dot, high * cm * dot, dot, dot * thin);
		break;
	case FIGURE_PNG:
		dot = PIXELS_AN_INCH / 72.0;
		str_addf(to, "set terminal pngcairo enhanced color size %.0f,%.0f font 'Helvetica,7' fontscale %.4f linewidth %.4f "
			 "pointscale %.4f", wide * cm * dot, high * cm * dot, dot * pango, dot * thin, dot);
		break;
	}
	str_addf(to, " background rgb 'white'\nmarker = %s\n", format == FIGURE_SVG ? ".7" : ".45");
}

static void add_shades(const struct figure *f, const struct figure_panel *p, double x, double y, struct str *to)
{
	const struct figure_axis *a = &p->shades;
	double wide = all_width(f), high = all_height(f);

	str_addf(to, "set palette defined (%s)\n", shades);
	str_addf(to, "set cbrange [%.6g:%.6g]\n", figure_along(a, a->low), figure_along(a, a->high));
	str_addf(to, "set format cb '%s'\nset cblabel ", a->log ? "10^{%.0f}" : "%g");
	figure_script_text(a->label, to);
	if (!p->has_scale) {
		str_add(to, "\nunset colorbox\n");
		return;
	}
	str_addf(to, " offset 1,0\nset colorbox vertical user origin screen %.4f,%.4f size screen %.4f,%.4f border\n",
		 (x + f->width - right + .15) / wide, (y + bottom) / high, .22 / wide,
		 (f->height - top - bottom) / high);
}

/* ---- What is drawn */

static void add_source(const char *data, int index, double x_unit, double y_unit, struct str *to)
{
	if (data)
		add_name(data, to);
	else
		str_add(to, "$numbers");
	str_addf(to, " index %d using ($1/%g):($2/%g)", index, x_unit, y_unit);
}

static void add_look(const struct figure_panel *p, const struct figure_series *s, struct str *to)
{
	const struct look *l = &looks[s->look % FIGURE_LOOKS];

	if (s->style == FIGURE_PLAIN)
		str_addf(to, " lc rgb '#808080' lw .7 dt %s", s->look == 0 ? "solid" : "(6,4)");
	else if (p->shades.label)
		str_addf(to, " lc palette cb %.6g lw %s dt %s", figure_along(&p->shades, s->shade), s->look > 0 ? "1.6" : "1",
			 l->dash);
	else
		str_addf(to, " lc rgb '%s' lw 1.4 dt %s pt %d ps %s", l->colour, l->dash, l->marker,
			 s->style == FIGURE_POINTS ? "1.4*marker" : "marker");
}

static void add_title(const char *name, struct str *to)
{
	str_add(to, name[0] ? " title " : " notitle");
	if (name[0])
		figure_script_text(name, to);
}

/* The legend shows line and marker together: so the line is drawn with points, of which an interval without end leaves none
 * but the first. */
static const char *style_of(const struct figure_panel *p, const struct figure_series *s)
{
	switch (s->style) {
	case FIGURE_POINTS:
		return "points";
	case FIGURE_STEPS:
		return "steps";
	default:
		return figure_has_markers(p, s) ? "linespoints pi 1000000" : "lines";
	}
}

static void add_series(const struct figure_panel *p, const struct figure_series *s, const char *data, int *index,
		       double x_unit, double y_unit, struct str *to)
{
	add_source(data, (*index)++, x_unit, y_unit, to);
	str_addf(to, " with %s", style_of(p, s));
	add_look(p, s, to);
	add_title(s->name, to);
	if (!figure_has_markers(p, s))
		return;
	str_add(to, ", \\\n     ");
	add_source(data, (*index)++, x_unit, y_unit, to);
	str_add(to, " with points");
	add_look(p, s, to);
	str_add(to, " notitle");
}

/* Its name stands below it where there is less room above. */
static void add_line(const struct figure_panel *p, double unit, struct str *to)
{
	double low = p->y.low, high = p->y.high, y = figure_along(&p->y, p->line);
	bool below;

	if (isnan(low) || isnan(high))
		figure_extent(p, false, &low, &high);
	below = y > (figure_along(&p->y, low) + 2.0 * figure_along(&p->y, high)) / 3.0;
	str_addf(to, "set arrow 1 from graph 0, first %.6g to graph 1, first %.6g nohead lc rgb '#808080' lw .7 dt (3,3) back\n",
		 p->line / unit, p->line / unit);
	if (!p->line_name[0])
		return;
	str_add(to, "set label 2 ");
	figure_script_text(p->line_name, to);
	str_addf(to, " at graph %s, first %.6g %s offset 0,%s tc rgb '#505050' boxed front\n", p->name_left ? ".02" : ".98",
		 p->line / unit, p->name_left ? "left" : "right", below ? "-.7" : ".6");
}

static void add_key(const struct figure_panel *p, struct str *to)
{
	static const char *const where[] = { [FIGURE_KEY_TOP_LEFT] = "left top", [FIGURE_KEY_TOP_RIGHT] = "right top",
					     [FIGURE_KEY_BOTTOM_LEFT] = "left bottom", [FIGURE_KEY_BOTTOM_RIGHT] = "right bottom",
					     [FIGURE_KEY_LEFT] = "left center", [FIGURE_KEY_RIGHT] = "right center" };

	if (p->key == FIGURE_KEY_NONE)
		str_add(to, "unset key\n");
	else
		str_addf(to, "set key %s Left reverse samplen 3 spacing 1.1 width %d maxrows %d enhanced noopaque nobox\n",
			 where[p->key], figure_key_columns(p) > 1 ? 1 : -1, figure_key_rows(p));
}

/* The box of a panel whose place has its left lower corner at x, y centimetres. */
static void add_place(const struct figure *f, double x, double y, struct str *to)
{
	double wide = all_width(f), high = all_height(f);

	str_addf(to, "set lmargin at screen %.4f\nset rmargin at screen %.4f\nset bmargin at screen %.4f\n"
		 "set tmargin at screen %.4f\n", (x + left) / wide, (x + f->width - right) / wide,
		 (y + bottom) / high, (y + f->height - top) / high);
}

static void add_panel(const struct figure *f, int i, const char *data, int *index, struct str *to)
{
	const struct figure_panel *p = &f->panel[i];
	double x = column_at(f, i % f->cols), y = f->height * (rows(f) - 1 - i / f->cols), x_unit, y_unit, low, high;

	str_addf(to, "\n# panel %d\nunset arrow\nunset label\n", i + 1);
	add_place(f, x, y, to);
	x_unit = figure_script_axis(p, &p->x, 'x', to);
	y_unit = figure_script_axis(p, &p->y, 'y', to);
	if (f->n > 1)
		str_addf(to, "set label 1 '(%c)' at graph 0,1 left offset -.5,.8\n", 'a' + i);
	if (!figure_extent(p, true, &low, &high))
		str_add(to, "set label 3 'no value' at graph .5,.5 center\n");
	if (!isnan(p->line))
		add_line(p, y_unit, to);
	add_key(p, to);
	if (p->shades.label)
		add_shades(f, p, x, y, to);
	str_add(to, "plot ");
	for (int j = 0; j < p->n; j++) {
		str_add(to, j > 0 ? ", \\\n     " : "");
		add_series(p, &p->series[j], data, index, x_unit, y_unit, to);
	}
	str_add(to, "\n");
}

void figure_script(const struct figure *f, enum figure_format format, const char *data, const char *picture, struct str *to)
{
	int index = 0;

	figure_comment(str_text(&f->stamp), to);
	str_add(to, "set encoding utf8\n");
	add_terminal(f, format, to);
	if (picture) {
		str_add(to, "set output ");
		add_name(picture, to);
		str_add(to, "\n");
	}
	str_add(to, "set datafile separator ','\nset decimalsign '.'\nset border 3 lw .6 lc rgb '#303030'\n"
		    "set tics out nomirror scale .6,.3\nset grid lc rgb '#e0e0e0' lw .5 dt solid\n"
		    "set style textbox opaque fillcolor rgb 'white' noborder margins .5,.5\nset clip two\n");
	if (!data) {
		str_add(to, "$numbers << END_OF_NUMBERS\n");
		figure_data(f, to);
		str_add(to, "END_OF_NUMBERS\n");
	}
	str_add(to, "set multiplot\n");
	for (int i = 0; i < f->n; i++)
		add_panel(f, i, data, &index, to);
	str_add(to, "unset multiplot\n");
}
