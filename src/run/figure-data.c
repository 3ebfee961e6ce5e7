/* The numbers of a figure. */
#include <math.h>

#include "base/num.h"
#include "run/figure-own.h"

void figure_comment(const char *text, struct str *to)
{
	str_add(to, "# ");
	for (; *text; text++)
		str_addf(to, "%c", *text >= ' ' && *text <= '~' && *text != '`' && *text != '\\' ? *text : '?');
	str_add(to, "\n");
}

static void add_head(const struct figure_panel *p, int panel, const struct figure_series *s, const char *what,
		     struct str *to)
{
	struct str text = { 0 };

	str_addf(&text, "panel %d: %s against %s%s%s%s", panel + 1, p->y.label ? p->y.label : "", p->x.label ? p->x.label : "",
		 s->name[0] ? ": " : "", s->name, what);
	figure_comment(str_text(&text), to);
	str_done(&text);
}

static void add_point(const struct figure_series *s, int i, struct str *to)
{
	char x[NUM_TEXT], y[NUM_TEXT];

	str_addf(to, "%s,%s\n", num_exact(x, s->x[i]), num_exact(y, s->y[i]));
}

static void add_series(const struct figure_panel *p, int panel, const struct figure_series *s, struct str *to)
{
	add_head(p, panel, s, "", to);
	for (int i = 0; i < s->n; i++)
		add_point(s, i, to);
	if (s->n == 0)
		str_add(to, "NaN,NaN\n");
}

bool figure_has_markers(const struct figure_panel *p, const struct figure_series *s)
{
	return !p->shades.label && s->n > 0 && s->style == FIGURE_LINE;
}

/* Evenly along the axis, those of one look between those of another. */
static void add_markers(const struct figure_panel *p, int panel, const struct figure_series *s, struct str *to)
{
	enum { MARKERS = 7 };
	double start = figure_along(&p->x, s->x[0]), wide = figure_along(&p->x, s->x[s->n - 1]) - start;
	double phase = (s->look % FIGURE_LOOKS + .5) / FIGURE_LOOKS;
	int put = 0;

	add_head(p, panel, s, ", markers", to);
	for (int i = 0; i < s->n; i++) {
		if (figure_along(&p->x, s->x[i]) < start + wide * (put + phase) / MARKERS)
			continue;
		add_point(s, i, to);
		while (figure_along(&p->x, s->x[i]) >= start + wide * (put + phase) / MARKERS && put < MARKERS)
			put++;
		if (put == MARKERS)
			return;
	}
}

void figure_data(const struct figure *f, struct str *to)
{
	const char *between = "";

	figure_comment(str_text(&f->stamp), to);
	for (int i = 0; i < f->n; i++)
		for (int j = 0; j < f->panel[i].n; j++) {
			const struct figure_series *s = &f->panel[i].series[j];
			str_add(to, between);
			between = "\n\n";
			add_series(&f->panel[i], i, s, to);
			if (!figure_has_markers(&f->panel[i], s))
				continue;
			str_add(to, between);
			add_markers(&f->panel[i], i, s, to);
		}
}
