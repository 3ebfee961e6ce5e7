/* Decades are counted down from 1 at the right. */
#include "panel/ruler.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/least.h"

enum { TICK_COLS = 8, DECADES_LEAST = 4, DECADES_MOST = 10000, GAP = 3 };

static double decades(double lp)
{
	return lp / log(10);
}

/* 1, 2, 5, 10, .. decades: the least that leaves a label its columns. */
static int step_of(int range, int cols)
{
	static const int steps[] = { 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000 };
	enum { STEPS = sizeof steps / sizeof steps[0] };
	int i = 0;

	while (i < STEPS - 1 && steps[i] * cols < range * TICK_COLS)
		i++;
	return steps[i];
}

static int range_of(double least)
{
	double range = ceil(-decades(least) - 1e-9);

	return range > DECADES_MOST ? DECADES_MOST : range > DECADES_LEAST ? (int)range : DECADES_LEAST;
}

double ruler_reach(double least, double line)
{
	return line < least && line >= 2 * least ? line : least;
}

void ruler_choose(struct ruler *r, double least, double bottom, int col, int cols)
{
	int range = range_of(least), whole = isnan(bottom) ? 0 : range_of(bottom);

	*r = (struct ruler){ .col = col, .cols = cols, .bottom = bottom };
	if (whole > range && whole <= 2 * range)
		range = whole;
	else if (whole > range)
		r->gap = GAP;
	r->step = step_of(range, cols - r->gap);
	range = (range + r->step - 1) / r->step * r->step;
	r->low = -range;
}

bool ruler_holds(const struct ruler *r, double lp)
{
	return decades(lp) >= r->low - 1e-9;
}

int ruler_column(const struct ruler *r, double lp)
{
	int scale = r->cols - r->gap - 1;
	double at = 1.0 - decades(lp) / r->low;

	if (isnan(lp) || !ruler_holds(r, lp))
		return r->col + (r->gap && lp <= r->bottom ? 0 : r->gap);
	return r->col + r->gap + (at >= 1.0 ? scale : (int)lround(at * scale));
}

/* Labels in the middle of their ticks, those of the ends inside; from the right, where likelihoods that matter lie. */
void ruler_draw(const struct ruler *r, int row, struct canvas *to)
{
	int end = r->col + r->cols;

	for (int tick = 0; tick >= r->low; tick -= r->step) {
		char label[16] = "1";
		int width, col = ruler_column(r, tick * log(10));
		if (tick < 0)
			snprintf(label, sizeof label, "1e-%02d", -tick);
		width = (int)strlen(label);
		col = tick == 0 ? end - 1 : most_of(col - width / 2, r->col + r->gap);
		if (col + width > end)
			continue;
		canvas_text(to, row, col, label, STYLE_HEAD);
		end = col - 1;
	}
	if (r->gap)
		canvas_text(to, row, r->col + 1, "//", STYLE_RULE);
}

void ruler_count(const struct ruler *r, double lp, int count[RULER_COLS_MOST])
{
	count[clamp(ruler_column(r, lp) - r->col, 0, RULER_COLS_MOST - 1)]++;
}

void ruler_draw_counts(const struct ruler *r, int row, const int count[RULER_COLS_MOST], enum style style, struct canvas *to)
{
	for (int i = 0; i < r->cols && i < RULER_COLS_MOST; i++)
		if (count[i])
			canvas_put(to, row, r->col + i, count[i] > 9 ? '#' : (uint32_t)('0' + count[i]), style);
}
