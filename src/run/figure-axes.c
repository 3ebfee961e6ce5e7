/* Axes of a figure in gnuplot's words: what they reach to, their marks, and what stands beside them. */
#include <math.h>
#include <string.h>

#include "run/figure-own.h"

void figure_script_text(const char *text, struct str *to)
{
	bool raised = false;

	str_add(to, "'");
	for (; *text; text++) {
		if (strncmp(text, "^{", 2) == 0 && strchr(text, '}')) {
			str_add(to, "^{");
			text++;
			raised = true;
		} else if (*text == '}' && raised) {
			str_add(to, "}");
			raised = false;
		} else if (*text == '\'') {
			str_add(to, "''");
		} else if ((unsigned char)*text < ' ') {
			str_add(to, " ");
		} else {
			str_add(to, strchr("^_{}@&~\\", *text) ? "\\" : "");
			str_add_bytes(to, text, 1);
		}
	}
	str_add(to, "'");
}

/* 1, 2 and 5 times powers of ten: a logarithmic axis of less than three of them would have too few marks otherwise. */
static void add_marks(char axis, double low, double high, struct str *to)
{
	static const double step[] = { 1, 2, 5 };
	const char *between = "";

	str_addf(to, "set %ctics (", axis);
	for (int power = (int)floor(log10(low)); power <= (int)ceil(log10(high)); power++)
		for (int i = 0; i < 3; i++) {
			double at = step[i] * pow(10.0, power);
			if (at < low * (1 - 1e-9) || at > high * (1 + 1e-9))
				continue;
			str_addf(to, "%s'%g' %g", between, at, at);
			between = ", ";
		}
	str_add(to, ")\n");
}

/* How many powers of ten from one number at the axis to the next: four or so fit below a panel, a few more beside it. */
static int decades_of(double all, char axis)
{
	static const int steps[] = { 1, 2, 5, 10, 20, 50, 100 };
	int most = axis == 'x' ? 4 : 6;
	size_t i = 0;

	while (i < sizeof steps / sizeof *steps - 1 && all / steps[i] > most)
		i++;
	return steps[i];
}

/* Named one by one: gnuplot would count them from the start of the range, wherever that is. */
static void add_powers(char axis, double from, double end, struct str *to)
{
	int step = decades_of(end - from, axis);
	const char *between = "";

	str_addf(to, "set %ctics (", axis);
	for (int power = (int)ceil(from / step - 1e-9) * step; power <= end + 1e-9; power += step) {
		str_addf(to, "%s'10^{%d}' 1e%d", between, power, power);
		between = ", ";
	}
	str_add(to, ")\n");
}

/* A logarithmic one: whole powers of ten when there are three or more. */
static void add_log_axis(char axis, double low, double high, bool fixed, struct str *to)
{
	enum { FEW = 3 };
	double from = log10(low), end = log10(high);

	str_addf(to, "set logscale %c\n", axis);
	if (!fixed && axis == 'y' && end - from >= FEW) {
		from = floor(from + 1e-9);
		end = ceil(end - 1e-9);
	} else if (!fixed && axis == 'y') {
		from -= .05 * (end - from) + .02;
		end += .05 * (end - from) + .02;
	} else if (!(end > from)) {
		end = from + 1;
	}
	/* gnuplot drops a mark at the very end of a logarithmic range when its logarithm is rounded outwards */
	str_addf(to, "set %crange [%.9g:%.9g]\n", axis, pow(10.0, from) * (1 - 1e-6), pow(10.0, end) * (1 + 1e-6));
	if (end - from < FEW)
		add_marks(axis, pow(10.0, from), pow(10.0, end), to);
	else
		add_powers(axis, from, end, to);
}

/* What a linear axis counts in: 1, or 1e3, 1e6 .. when numbers would get long. */
static double unit_of(const struct figure_axis *a, double high)
{
	return a->log || !(high >= 1e4) ? 1.0 : pow(1e3, floor(log10(high) / 3.0));
}

static void add_label(const struct figure_axis *a, char axis, double unit, struct str *to)
{
	struct str label = { 0 };

	str_add(&label, a->label ? a->label : "");
	if (unit > 1.0)
		str_addf(&label, " / 10^{%.0f}", log10(unit));
	str_addf(to, "set %clabel ", axis);
	figure_script_text(str_text(&label), to);
	str_addf(to, " offset %s\n", axis == 'x' ? "0,.3" : "0,0");
	str_done(&label);
}

/* 1, 2 or 5 times a power of ten, of which about four make the range. */
static double step_of(double range)
{
	double rough = range / 4.5, power = pow(10.0, floor(log10(rough))), times = rough / power;

	return power * (times <= 1.0 ? 1.0 : times <= 2.0 ? 2.0 : times <= 5.0 ? 5.0 : 10.0);
}

static void add_linear_axis(char axis, double low, double high, bool whole, double unit, struct str *to)
{
	if (!(high > low))
		high = low + 1.0;
	str_addf(to, "set %ctics %.6g\n", axis, step_of((high - low) / unit));
	if (whole)
		str_addf(to, "set %crange [%.10g:%.10g]\n", axis, low / unit, high / unit);
	else
		str_addf(to, "set %crange [%s:*]\n", axis, low >= 0.0 ? "0" : "*");
}

double figure_script_axis(const struct figure_panel *p, const struct figure_axis *a, char axis, struct str *to)
{
	double low, high, unit;
	bool any = figure_extent(p, axis == 'x', &low, &high), fixed = !isnan(a->low) && !isnan(a->high);

	if (!any) {
		low = .1;
		high = 1;
	}
	if (!isnan(p->line) && axis == 'y') {
		low = fmin(low, p->line);
		high = fmax(high, p->line);
	}
	low = isnan(a->low) ? low : a->low;
	high = isnan(a->high) ? high : a->high;
	unit = unit_of(a, high);
	add_label(a, axis, unit, to);
	str_addf(to, "set %ctics autofreq\nset format %c '%%g'\nunset logscale %c\n", axis, axis, axis);
	if (a->log)
		add_log_axis(axis, low, high, fixed, to);
	else
		add_linear_axis(axis, axis == 'y' ? fmin(low, 0.0) : low, high, axis == 'x' || fixed || !any, unit, to);
	return unit;
}
