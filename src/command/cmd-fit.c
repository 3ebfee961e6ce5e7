/* fit: a law from several runs. */
#include <math.h>
#include <stdio.h>

#include "base/given.h"
#include "command/cmd.h"
#include "command/say.h"
#include "run/metric.h"

/* A number, or the present value of a metric. */
static bool read_value(struct session *s, const char *text, int who, const char *axis, double *to, struct err *e)
{
	char got[GIVEN_TEXT];
	struct metric_ref m;
	size_t n;

	if (num_parse(text, to))
		return true;
	n = metric_parse(s, text, &m, e);
	if (n == 0)
		return false;
	if (text[n] != '\0' || m.set == SET_EACH)
		return err_set(e, "%s of a point is one number or one metric, got \"%s\"", axis, given(got, text));
	*to = metric_now(s, &m, who);
	if (isnan(*to))
		return err_set(e, "%s has no value yet", text);
	return isfinite(*to) || err_set(e, "%s is larger than any number: no point of a line", text);
}

/* A number as it was given; three digits of a metric: 27,100, 0.965, 4.29e+09. */
static const char *value_text(const char *word, double v, char to[NUM_TEXT])
{
	double unit = pow(10.0, floor(log10(v)) - 2.0), given_number;

	if (num_parse(word, &given_number))
		return num_exact(to, v);
	if (v >= 1e3 && v < 1e9)
		return num_count(to, (uint64_t)(round(v / unit) * unit));
	snprintf(to, NUM_TEXT, "%.3g", v);
	return to;
}

static bool add_point(struct session *s, const struct args *a, int who, struct err *e)
{
	char left[NUM_TEXT], right[NUM_TEXT];
	double x, y;
	int n;

	if (!read_value(s, a->word[1], who, "x", &x, e) || !read_value(s, a->word[2], who, "y", &y, e))
		return false;
	n = fits_add(&s->fits, a->word[0], x, y, e);
	if (n > 0)
		say(s, "%s: point %d: %s, %s", a->word[0], n, value_text(a->word[1], x, left),
		    value_text(a->word[2], y, right));
	return n > 0;
}

static bool draw_line(struct session *s, const struct args *a, enum fit_scale scale, struct err *e)
{
	static const char *const what[] = { [FIT_LINEAR] = "growth", [FIT_SEMILOG] = "factor", [FIT_LOGLOG] = "exponent" };
	char around[NUM_TEXT] = "";
	double value, error;
	int n;

	if (!fits_line(&s->fits, a->word[0], scale, &value, &error, e))
		return false;
	if (!isnan(error))
		snprintf(around, sizeof around, " (s.e. %.2g)", error);
	n = fits_named(&s->fits, a->word[0])->n;
	say(s, "%s: %s %.3g%s of y %s, %d points", a->word[0], what[scale], value, around,
	    scale == FIT_LOGLOG ? "in x" : "for each 1 of x", n);
	return true;
}

static bool fit_run(struct session *s, const struct args *a, struct err *e)
{
	int who, scale;

	if (!args_choice(a, "scale", &scale, e) || !args_one(a, s, &who, e))
		return false;
	if (a->n == 2)
		return err_set(e, "a point has two numbers: fit NAME X Y, each a number or a metric");
	if (a->n == 3 && scale >= 0)
		return err_set(e, "scale= belongs to the line: fit NAME scale=semilog");
	if (a->n == 3)
		return add_point(s, a, who, e);
	return draw_line(s, a, scale < 0 ? FIT_LINEAR : (enum fit_scale)scale, e);
}

/* In the order of enum fit_scale. */
static const char *const fit_keys[] = { "scale=linear", "scale=semilog", "scale=loglog", NULL };

const struct command cmd_fit = {
	.name = "fit", .synopsis = "fit NAME X Y | fit NAME [scale=linear|semilog|loglog] [@a|@b]",
	.summary = "gather a point of a law, or draw the line through the points",
	.help = "X and Y are numbers or metrics as they are now. Without them: least squares\n"
		"through the points of NAME; semilog gives the factor for each 1 of x, loglog\n"
		"the exponent. Points stay when the task changes. Metric fit is the latest\n"
		"line's.",
	.example = { "fit cost 4 256; fit cost 6 4096; fit cost scale=semilog", "fit p0 1 base[0]" },
	.group = GROUP_MEASURE, .min = 1, .max = 3, .needs_task = true, .takes_keys = true, .takes_who = true,
	.complete = { COMPLETE_NONE, COMPLETE_METRIC, COMPLETE_METRIC }, .keys = fit_keys, .run = fit_run,
};
