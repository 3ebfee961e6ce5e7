/* Every page is made of stacks: each panel gets what it cannot do without, then what it has a use for, then a share of
 * the rest. */
#include "panel/layout-own.h"

#include "panel/grow.h"

/* ---- levels */

#define OF(panel) (1u << PANEL_##panel)

const struct depth layout_depths[] = {
	[VIEW_ALL] = { lay_all, OF(PROMPTS) | OF(CURVE) | OF(TOKENS) | OF(SAMPLES) | OF(CONSOLE) | OF(QUANTILE) | OF(STOPS) |
		       OF(QUERIES) | OF(LADDER), PANEL_PROMPTS, PANEL_PROMPTS },
	[VIEW_PROMPT] = { lay_prompt, OF(INSPECT) | OF(CURVE) | OF(TOKENS) | OF(SAMPLES) | OF(CONSOLE), PANEL_INSPECT,
			  PANEL_INSPECT },
	[VIEW_TOKENS] = { lay_tokens, OF(INSPECT) | OF(POSITIONS) | OF(NEXT) | OF(CURVE) | OF(SAMPLES) | OF(CONSOLE),
			  PANEL_POSITIONS, PANEL_POSITIONS },
	[VIEW_SAMPLE] = { lay_sample, OF(SAMPLES) | OF(SAMPLE) | OF(CURVE) | OF(CONSOLE), PANEL_SAMPLE, PANEL_SAMPLES },
};

unsigned layout_offered(const struct layout_wish *w)
{
	return layout_depths[w->depth].panels | (layout_is_numbered(w) ? layout_numbered(w) : 0) | (w->lesson ? OF(LESSON) : 0);
}

enum panel_id layout_first(enum view_depth depth)
{
	return layout_depths[depth].first;
}

/* ---- rectangles */

bool rect_has_rule(const struct rect *r, int window_cols)
{
	return r->col + r->cols < window_cols;
}

static struct rect inside(const struct rect *r, int window_cols)
{
	return (struct rect){ r->row + 1, r->col, r->rows - 1, r->cols - rect_has_rule(r, window_cols) };
}

struct rect layout_inside(const struct layout *l, enum panel_id id, int window_cols)
{
	struct rect one = inside(&l->at[id], window_cols);

	if (layout_is_pair(l, id))
		one.cols = least_of(one.cols, inside(&l->at[panel_twin(id)], window_cols).cols);
	return one;
}

/* ---- pairs */

static const enum panel_id pairs[][2] = {
	{ PANEL_PROMPTS, PANEL_PROMPTS_B }, { PANEL_TOKENS, PANEL_TOKENS_B }, { PANEL_SAMPLES, PANEL_SAMPLES_B },
};
enum { PAIRS = sizeof pairs / sizeof *pairs };

enum panel_id panel_twin(enum panel_id id)
{
	for (int i = 0; i < PAIRS; i++)
		for (int b = 0; b < 2; b++)
			if (pairs[i][b] == id)
				return pairs[i][!b];
	return PANEL_STATUS;
}

bool panel_is_twin(enum panel_id id)
{
	for (int i = 0; i < PAIRS; i++)
		if (pairs[i][1] == id)
			return true;
	return false;
}

bool layout_is_pair(const struct layout *l, enum panel_id id)
{
	return l->split && panel_twin(id) != PANEL_STATUS;
}

void layout_pair(struct layout *to, int window_cols)
{
	for (int i = 0; i < PAIRS; i++)
		if (to->at[pairs[i][0]].rows)
			to->at[pairs[i][1]] = stack_split(&to->at[pairs[i][0]], window_cols / 2);
	to->split = true;
}

/* ---- the page */

static enum layout_kind kind_of(int rows, int cols)
{
	if (rows < LAYOUT_TINY_ROWS || cols < LAYOUT_TINY_COLS)
		return LAYOUT_TINY;
	if (rows < LAYOUT_TEXT_ROWS || cols < LAYOUT_TEXT_COLS)
		return LAYOUT_TEXT;
	return rows < LAYOUT_FULL_ROWS || cols < LAYOUT_FULL_COLS ? LAYOUT_SMALL : LAYOUT_FULL;
}

/* The lesson at the right, in full height. */
static void split_lesson(struct rect *in, const struct layout_wish *w, struct layout *to)
{
	int cols = clamp(in->cols / 3, LESSON_COLS, LESSON_COLS_MOST);

	if (w->lesson && !w->zoom && in->cols >= WIDE_COLS && to->kind == LAYOUT_FULL && !lesson_is_beside_curve(in, w))
		to->at[PANEL_LESSON] = stack_split(in, in->cols - cols);
}

/* In windows without room beside. */
static bool is_low(const struct rect *in, const struct layout_wish *w, const struct layout *to)
{
	return w->lesson && in->cols < WIDE_COLS && to->kind == LAYOUT_FULL && !to->at[PANEL_LESSON].rows;
}

static void lay(struct rect in, const struct layout_wish *w, struct layout *to)
{
	if (w->k > 0)
		split_lesson(&in, w, to);
	if (w->k == 0)
		to->at[PANEL_CONSOLE] = in;
	else if (w->zoom)
		lay_zoom(in, w, to);
	else if (layout_is_numbered(w))
		lay_numbered(in, w, to);
	else if (to->kind == LAYOUT_SMALL)
		lay_small(in, w, to);
	else if (is_low(&in, w, to) && lay_low(in, w, to))
		return;
	else if (w->present && w->depth == VIEW_ALL)
		lay_present(in, w, to);
	else
		layout_depths[w->depth].lay(in, w, to);
}

static unsigned shown(const struct layout *l)
{
	unsigned panels = 0;

	for (int i = 0; i < PANELS; i++)
		if (l->at[i].rows && i != PANEL_STATUS && i != PANEL_KEYS && !panel_is_twin((enum panel_id)i))
			panels |= 1u << i;
	return panels;
}

/* Whether the page is the choice of the focus: Tab leads to panels that are not shown. */
static bool is_of_focus(const struct layout *l, const struct layout_wish *w)
{
	unsigned curves = OF(PROMPTS) | OF(CURVE); /* of A and B, beside the lesson */
	bool question = w->asks && (shown(l) | curves) == (curves | OF(LESSON) | OF(CONSOLE));

	return w->k > 0 && (w->zoom || question || (l->kind == LAYOUT_SMALL && !layout_is_numbered(w)));
}

void layout_make(int rows, int cols, const struct layout_wish *wish, struct layout *to)
{
	struct rect in = { 1, 0, rows - 2, cols };

	*to = (struct layout){ .kind = kind_of(rows, cols) };
	if (to->kind == LAYOUT_TINY) {
		to->at[PANEL_STATUS] = (struct rect){ 0, 0, rows > 0, cols };
		return;
	}
	if (to->kind == LAYOUT_TEXT) {
		to->at[PANEL_CONSOLE] = (struct rect){ 0, 0, rows, cols };
		return;
	}
	to->at[PANEL_STATUS] = (struct rect){ 0, 0, 1, cols };
	to->at[PANEL_KEYS] = (struct rect){ rows - 1, 0, 1, cols };
	lay(in, wish, to);
	layout_grow(to, wish->reply_rows);
	to->more = is_of_focus(to, wish) && to->at[PANEL_CONSOLE].row > 1 && layout_offered(wish) & ~shown(to);
}

enum panel_id layout_next(const struct layout *l, const struct layout_wish *wish, int by)
{
	unsigned offered = is_of_focus(l, wish) ? layout_offered(wish) : shown(l);
	int to = wish->focus;

	for (int i = 0; i < PANELS; i++) {
		to = (to + (by < 0 ? PANELS - 1 : 1)) % PANELS;
		if (offered >> to & 1u)
			break;
	}
	return (enum panel_id)to;
}

enum panel_id layout_home(const struct layout *l, enum view_depth depth)
{
	unsigned all = shown(l) & ~OF(CONSOLE);
	enum panel_id best = layout_first(depth);

	if (all >> best & 1u)
		return best;
	best = PANEL_CONSOLE;
	for (int i = 0; i < PANELS; i++)
		if (all >> i & 1u && (best == PANEL_CONSOLE || l->at[i].row < l->at[best].row))
			best = (enum panel_id)i;
	return best;
}
