/* A long reply: the console grows upwards, and the panels it reaches are cut, or go where too little is left of them. */
#include "panel/grow.h"

enum { SHOWN_ROWS = 5, LEAST_CONSOLE = 3 };

/* One that the console may grow over: not a lesson beside it. */
static bool is_part(const struct layout *l, int id)
{
	const struct rect *c = &l->at[PANEL_CONSOLE], *r = &l->at[id];

	return id != PANEL_STATUS && id != PANEL_KEYS && id != PANEL_CONSOLE && r->col < c->col + c->cols && c->col < r->col + r->cols;
}

static bool has_one_below(const struct layout *l, const struct rect *r)
{
	for (int i = 0; i < PANELS; i++) {
		const struct rect *o = &l->at[i];
		if (is_part(l, i) && o->rows && o->row > r->row && o->col < r->col + r->cols && r->col < o->col + o->cols)
			return true;
	}
	return false;
}

/* Rows that a panel must keep to be worth it; a single row of samples is, where nothing but samples is beside it. */
static int least_rows(const struct layout *l, int id)
{
	bool samples = id == PANEL_SAMPLES || id == PANEL_SAMPLES_B;

	return samples && (l->split || l->at[id].cols == l->at[PANEL_CONSOLE].cols) ? 2 : SHOWN_ROWS;
}

/* What would keep too few rows goes. Returns the row down to which something is left. */
static int cover(struct layout *l, int top)
{
	int end = 0;

	for (int i = 0; i < PANELS; i++) {
		struct rect *r = &l->at[i];
		if (!is_part(l, i) || !r->rows)
			continue;
		if (r->row + r->rows > top)
			r->rows = top - r->row >= least_rows(l, i) ? top - r->row : 0;
		if (r->rows && r->row + r->rows > end)
			end = r->row + r->rows;
	}
	return end;
}

/* Panels with nothing below reach down to there. */
static void fill_down(struct layout *l, int end)
{
	for (int i = 0; i < PANELS; i++) {
		struct rect *r = &l->at[i];
		if (is_part(l, i) && r->rows && !has_one_below(l, r))
			r->rows = end - r->row;
	}
}

void layout_grow(struct layout *l, int reply_rows)
{
	struct rect *c = &l->at[PANEL_CONSOLE];
	int bottom = c->row + c->rows, most = bottom - 1;
	int spared = c->rows <= LEAST_CONSOLE; /* the command itself need not be seen where a row more costs a panel */
	int rows = reply_rows < most - 2 ? reply_rows + 2 : most; /* its title, and the line being typed */

	if (rows - spared <= c->rows)
		return;
	if (most - rows < SHOWN_ROWS)
		rows = most;
	c->row = cover(l, bottom - rows);
	c->row = c->row ? c->row : 1;
	c->rows = bottom - c->row;
	fill_down(l, c->row);
}
