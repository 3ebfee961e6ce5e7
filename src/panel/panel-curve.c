/* The plotted metric, and in its title whose curves these are. */
#include <stdio.h>

#include "panel/plot.h"
#include "panel/scene.h"

/* "2 likelihood x5" of likelihood[5], else the metric's own name. */
static void add_name(const struct frame *f, struct str *to)
{
	int prompt, end = 0;

	str_clear(to);
	str_addf(to, "%d ", panel_curve.number);
	if (f->curve_name && sscanf(f->curve_name, "likelihood[%d]%n", &prompt, &end) == 1 && end > 0)
		str_addf(to, "likelihood x%d%s", prompt, f->curve_name + end);
	else
		str_add(to, f->curve_name ? f->curve_name : panel_curve.name);
}

static void add_legend(const struct frame *f, struct str *to)
{
	for (int c = 0; c < f->ncurve; c++) {
		int who = f->curve[c].who;
		const char *reward = f->trainer[who].reward;
		str_addf(to, "%s%c%s%s", c ? "  " : "", 'A' + who, reward ? " " : "", reward ? reward : "");
	}
	str_add(to, "  * both");
}

static void curve_title(const struct scene *s, struct str *left, struct str *right)
{
	const struct frame *f = s->frame;

	if (f->k == 0)
		return;
	add_name(f, left);
	if (f->ncurve > 1)
		add_legend(f, right);
}

static void curve_draw(const struct scene *s, struct canvas *to)
{
	if (s->frame->k > 0)
		plot_area(s->frame, s->glyphs, to);
}

const struct panel_type panel_curve = {
	.number = 2, .name = "likelihood",
	.help = "The plotted metric of the trainers, A and B, against the reward queries spent; * is "
		"both. Likelihoods are drawn in powers of ten. Below the dotted line, alpha, is "
		"outside the base model's support. A gap: no value.\n"
		"Another metric: plot METRIC, as update or log. As text: plot, in text mode",
	.need = FRAME_CURVE | FRAME_STATUS, .min_rows = 4, .min_cols = 20,
	.title = curve_title, .draw = curve_draw,
};
