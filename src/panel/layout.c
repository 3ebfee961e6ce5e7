/* Every page is made of stacks: each panel gets what it cannot do without, then what it has a use for, then a share of
 * the rest. */
#include "panel/layout.h"

enum { BROAD_COLS = 100, WIDE_COLS = 120, PROMPTS_COLS = 46, QUERIES_COLS = 40, VERDICT_COLS = 78,
       PROMPTS_ROWS = 8, TOKENS_ROWS = 7, SAMPLES_ROWS = 3, CURVE_ROWS = 8, QUERIES_ROWS = 7, INSPECT_ROWS = 6,
       POSITIONS_ROWS = 10, NEXT_ROWS = 3, CONSOLE_ROWS = 4, SHOWN_ROWS = 5, QUERIES_LEAST = 5 };

/* Rows with the title's: all panels of a stack get `least`, then from the top down `want`, then the rest by weight. */
struct slot {
	struct rect *at;
	int least, want, weight;
};

static int least_of(int a, int b)
{
	return a < b ? a : b;
}

static int most_of(int a, int b)
{
	return a > b ? a : b;
}

static void share(struct slot *s, int n, int rows)
{
	int weights = 0, heaviest = 0, rest;

	for (int i = 0; i < n; i++) {
		s[i].at->rows = least_of(s[i].least, rows);
		rows -= s[i].at->rows;
		weights += s[i].weight;
		heaviest = s[i].weight > s[heaviest].weight ? i : heaviest;
	}
	for (int i = 0; i < n; i++) {
		int more = least_of(rows, most_of(0, s[i].want - s[i].at->rows));
		s[i].at->rows += more;
		rows -= more;
	}
	rest = rows;
	for (int i = 0; i < n && weights; i++) {
		s[i].at->rows += rest * s[i].weight / weights;
		rows -= rest * s[i].weight / weights;
	}
	s[heaviest].at->rows += rows;
}

static void stack(const struct rect *in, struct slot *s, int n)
{
	int row = in->row;

	share(s, n, in->rows);
	for (int i = 0; i < n; i++) {
		s[i].at->row = row;
		s[i].at->col = in->col;
		s[i].at->cols = in->cols;
		row += s[i].at->rows;
	}
}

/* The right part of a rectangle, which keeps `cols` columns. */
static struct rect split(struct rect *r, int cols)
{
	struct rect right = { r->row, r->col + cols, r->rows, r->cols - cols };

	r->cols = cols;
	return right;
}

/* ---- the three depths */

static int tokens_rows(const struct layout_wish *w)
{
	return w->k + 3;
}

static int prompts_rows(const struct layout_wish *w)
{
	return most_of(w->ntracked + 2, 4);
}

/* A column for each position, and the ends of the rows. */
static int tokens_cols(const struct layout_wish *w)
{
	return 7 * least_of(w->N, 1000) + 24;
}

/* With room for the queries beside the tokens. */
static bool is_broad(const struct rect *in, const struct layout_wish *w)
{
	return in->cols >= most_of(BROAD_COLS, tokens_cols(w) + QUERIES_COLS);
}

static int prompts_cols(const struct rect *in)
{
	return least_of(PROMPTS_COLS + (in->cols - LAYOUT_FULL_COLS) / 3, 100);
}

/* Rows of the tall arrangement: its column of prompts, queries and samples, and its band of tokens. */
static int tall_column(const struct rect *in, const struct layout_wish *w)
{
	return prompts_rows(w) + (is_broad(in, w) ? 0 : QUERIES_ROWS) + SAMPLES_ROWS + 2;
}

static int tall_tokens(const struct rect *in, const struct layout_wish *w)
{
	return is_broad(in, w) ? most_of(tokens_rows(w), QUERIES_ROWS) : tokens_rows(w);
}

/* Prompts, what was asked for them and what they answered at the left, the curve in full height at the right. */
static void lay_tall(struct rect in, const struct layout_wish *w, struct layout *to)
{
	struct rect left;
	bool broad = is_broad(&in, w);
	struct slot page[] = {
		{ &left, tall_column(&in, w), 0, 3 },
		{ &to->at[PANEL_TOKENS], tall_tokens(&in, w), 0, 0 },
		{ &to->at[PANEL_CONSOLE], CONSOLE_ROWS, 6, 2 },
	};
	struct slot column[] = {
		{ &to->at[PANEL_PROMPTS], prompts_rows(w), 0, 0 },
		{ &to->at[PANEL_QUERIES], broad ? 0 : QUERIES_ROWS, 0, 0 },
		{ &to->at[PANEL_SAMPLES], SAMPLES_ROWS, 0, 1 },
	};

	stack(&in, page, 3);
	to->at[PANEL_CURVE] = split(&left, prompts_cols(&in));
	stack(&left, column, 3);
	if (broad)
		to->at[PANEL_QUERIES] = split(&to->at[PANEL_TOKENS], in.cols - QUERIES_COLS);
}

static void lay_flat(struct rect in, const struct layout_wish *w, struct layout *to)
{
	/* samples and queries side by side */
	bool shares = !is_broad(&in, w) && in.cols >= BROAD_COLS && in.rows >= LAYOUT_FULL_ROWS;
	struct slot page[] = {
		{ &to->at[PANEL_PROMPTS], PROMPTS_ROWS, least_of(prompts_rows(w), in.rows / 2), 3 },
		{ &to->at[PANEL_TOKENS], least_of(tall_tokens(&in, w), TOKENS_ROWS),
		  least_of(tokens_rows(w), in.rows / 3), 0 },
		{ &to->at[PANEL_SAMPLES], shares ? QUERIES_LEAST : SAMPLES_ROWS, 5, 1 },
		{ &to->at[PANEL_CONSOLE], CONSOLE_ROWS, 6, 2 },
	};

	stack(&in, page, 4);
	to->at[PANEL_CURVE] = split(&to->at[PANEL_PROMPTS], prompts_cols(&in));
	if (is_broad(&in, w))
		to->at[PANEL_QUERIES] = split(&to->at[PANEL_TOKENS], in.cols - QUERIES_COLS);
	else if (shares)
		to->at[PANEL_QUERIES] = split(&to->at[PANEL_SAMPLES], in.cols - QUERIES_COLS);
}

/* Tall where no list has to be cut for it. */
static void lay_all(struct rect in, const struct layout_wish *w, struct layout *to)
{
	if (in.rows >= tall_column(&in, w) + tall_tokens(&in, w) + CONSOLE_ROWS + 2)
		lay_tall(in, w, to);
	else
		lay_flat(in, w, to);
}

static void lay_prompt_narrow(struct rect in, const struct layout_wish *w, struct layout *to)
{
	int tokens = least_of(tokens_rows(w), TOKENS_ROWS);
	bool fits = in.rows >= INSPECT_ROWS + CURVE_ROWS + SAMPLES_ROWS + CONSOLE_ROWS + tokens;
	struct slot page[] = {
		{ &to->at[PANEL_INSPECT], INSPECT_ROWS, INSPECT_ROWS + 1, 0 },
		{ &to->at[PANEL_CURVE], CURVE_ROWS, 0, 3 },
		{ &to->at[PANEL_TOKENS], fits ? tokens : 0, fits ? least_of(tokens_rows(w), in.rows / 3) : 0, 0 },
		{ &to->at[PANEL_SAMPLES], SAMPLES_ROWS, 4, 1 },
		{ &to->at[PANEL_CONSOLE], CONSOLE_ROWS, 5, 2 },
	};

	stack(&in, page, 5);
}

static void lay_prompt_wide(struct rect in, const struct layout_wish *w, struct layout *to)
{
	struct rect left;
	struct slot page[] = {
		{ &left, INSPECT_ROWS + SAMPLES_ROWS, INSPECT_ROWS + SAMPLES_ROWS + 2, 3 },
		{ &to->at[PANEL_TOKENS], least_of(tokens_rows(w), TOKENS_ROWS), least_of(tokens_rows(w), in.rows / 3),
		  0 },
		{ &to->at[PANEL_CONSOLE], CONSOLE_ROWS, 5, 2 },
	};
	struct slot column[] = {
		{ &to->at[PANEL_INSPECT], INSPECT_ROWS, INSPECT_ROWS + 1, 0 },
		{ &to->at[PANEL_SAMPLES], SAMPLES_ROWS, 0, 1 },
	};

	stack(&in, page, 3);
	to->at[PANEL_CURVE] = split(&left, VERDICT_COLS + (in.cols - WIDE_COLS) / 4);
	stack(&left, column, 2);
}

static void lay_prompt(struct rect in, const struct layout_wish *w, struct layout *to)
{
	if (in.cols < WIDE_COLS)
		lay_prompt_narrow(in, w, to);
	else
		lay_prompt_wide(in, w, to);
}

static void lay_tokens_narrow(struct rect in, const struct layout_wish *w, struct layout *to)
{
	int list = w->N + 2, next = (w->k + 1) / 2 + 1;
	bool curve = in.rows >= INSPECT_ROWS + list + next + 5 + CURVE_ROWS;
	struct slot page[] = {
		{ &to->at[PANEL_INSPECT], INSPECT_ROWS, 0, 0 },
		{ &to->at[PANEL_POSITIONS], least_of(list, POSITIONS_ROWS), least_of(list, in.rows / 2), 0 },
		{ &to->at[PANEL_NEXT], NEXT_ROWS, least_of(next, in.rows / 3), 0 },
		{ &to->at[PANEL_CURVE], curve ? CURVE_ROWS : 0, 0, curve ? 3 : 0 },
		{ &to->at[PANEL_CONSOLE], CONSOLE_ROWS - 1, 5, 2 },
	};

	stack(&in, page, 5);
}

static void lay_tokens_left(struct rect in, const struct layout_wish *w, struct layout *to)
{
	int list = w->N + 2;
	bool samples = in.rows >= INSPECT_ROWS + list + SAMPLES_ROWS + 1;
	struct slot column[] = {
		{ &to->at[PANEL_INSPECT], INSPECT_ROWS, 0, 0 },
		{ &to->at[PANEL_POSITIONS], least_of(list, POSITIONS_ROWS), list, samples ? 0 : 1 },
		{ &to->at[PANEL_SAMPLES], samples ? SAMPLES_ROWS : 0, 0, samples ? 1 : 0 },
	};

	stack(&in, column, 3);
}

static void lay_tokens_right(struct rect in, const struct layout_wish *w, struct layout *to)
{
	int list = (in.cols >= 60 ? (w->k + 1) / 2 : w->k) + 1; /* in two columns, or in one */
	struct slot column[] = {
		{ &to->at[PANEL_NEXT], NEXT_ROWS, least_of(list, in.rows / 2), 0 },
		{ &to->at[PANEL_CURVE], CURVE_ROWS, 0, 1 },
	};

	stack(&in, column, 2);
}

static void lay_tokens_wide(struct rect in, const struct layout_wish *w, struct layout *to)
{
	struct rect left;
	struct slot page[] = {
		{ &left, INSPECT_ROWS + POSITIONS_ROWS, least_of(INSPECT_ROWS + w->N + 2, in.rows - 8), 2 },
		{ &to->at[PANEL_CONSOLE], CONSOLE_ROWS - 1, 6, 1 },
	};

	stack(&in, page, 2);
	lay_tokens_right(split(&left, VERDICT_COLS + 2 + (in.cols - WIDE_COLS) / 4), w, to);
	lay_tokens_left(left, w, to);
}

static void lay_tokens(struct rect in, const struct layout_wish *w, struct layout *to)
{
	if (in.cols < WIDE_COLS)
		lay_tokens_narrow(in, w, to);
	else
		lay_tokens_wide(in, w, to);
}

/* ---- small windows */

#define OF(panel) (1u << PANEL_##panel)
static const struct depth {
	void (*lay)(struct rect in, const struct layout_wish *w, struct layout *to);
	unsigned panels;      /* that a small window can show, one at a time */
	enum panel_id first;
} depths[] = {
	[VIEW_ALL] = { lay_all, OF(PROMPTS) | OF(CURVE) | OF(TOKENS) | OF(SAMPLES) | OF(QUERIES) | OF(CONSOLE),
		       PANEL_PROMPTS },
	[VIEW_PROMPT] = { lay_prompt, OF(INSPECT) | OF(CURVE) | OF(TOKENS) | OF(SAMPLES) | OF(CONSOLE), PANEL_INSPECT },
	[VIEW_TOKENS] = { lay_tokens, OF(INSPECT) | OF(POSITIONS) | OF(NEXT) | OF(CURVE) | OF(SAMPLES) | OF(CONSOLE),
			  PANEL_POSITIONS },
};

static void lay_small(struct rect in, const struct layout_wish *w, struct layout *to)
{
	const struct depth *d = &depths[w->depth];
	bool offered = w->focus != PANEL_CONSOLE && (d->panels >> w->focus & 1u);
	struct slot page[] = {
		{ &to->at[offered ? w->focus : d->first], 0, 0, 1 },
		{ &to->at[PANEL_CONSOLE], CONSOLE_ROWS, 0, 0 },
	};

	stack(&in, page, 2);
}

/* ---- a console that needs more */

static bool is_part(int id)
{
	return id != PANEL_STATUS && id != PANEL_KEYS && id != PANEL_CONSOLE;
}

static bool has_one_below(const struct layout *l, const struct rect *r)
{
	for (int i = 0; i < PANELS; i++) {
		const struct rect *o = &l->at[i];
		if (is_part(i) && o->rows && o->row > r->row && o->col < r->col + r->cols && r->col < o->col + o->cols)
			return true;
	}
	return false;
}

/* Rows that a panel must keep to be worth it; a single row of samples is. */
static int least_rows(const struct layout *l, int id)
{
	bool alone = l->at[id].cols == l->at[PANEL_CONSOLE].cols;

	return id == PANEL_SAMPLES && alone ? 2 : SHOWN_ROWS;
}

/* What would keep too few rows goes. Returns the row down to which something is left. */
static int cover(struct layout *l, int top)
{
	int end = 0;

	for (int i = 0; i < PANELS; i++) {
		struct rect *r = &l->at[i];
		if (!is_part(i) || !r->rows)
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
		if (is_part(i) && r->rows && !has_one_below(l, r))
			r->rows = end - r->row;
	}
}

static void grow_console(struct layout *l, int reply_rows)
{
	struct rect *c = &l->at[PANEL_CONSOLE];
	int bottom = c->row + c->rows, most = bottom - 1;
	int rows = least_of(least_of(reply_rows, most) + 2, most); /* its title, and the line being typed */

	if (rows <= c->rows)
		return;
	if (most - rows < SHOWN_ROWS)
		rows = most;
	c->row = cover(l, bottom - rows);
	c->row = c->row ? c->row : 1;
	c->rows = bottom - c->row;
	fill_down(l, c->row);
}

/* ---- */

bool rect_has_rule(const struct rect *r, int window_cols)
{
	return r->col + r->cols < window_cols;
}

static enum layout_kind kind_of(int rows, int cols)
{
	if (rows < LAYOUT_TINY_ROWS || cols < LAYOUT_TINY_COLS)
		return LAYOUT_TINY;
	if (rows < LAYOUT_TEXT_ROWS || cols < LAYOUT_TEXT_COLS)
		return LAYOUT_TEXT;
	return rows < LAYOUT_FULL_ROWS || cols < LAYOUT_FULL_COLS ? LAYOUT_SMALL : LAYOUT_FULL;
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
	if (wish->k == 0)
		to->at[PANEL_CONSOLE] = in;
	else if (to->kind == LAYOUT_SMALL)
		lay_small(in, wish, to);
	else
		depths[wish->depth].lay(in, wish, to);
	grow_console(to, wish->reply_rows);
}

enum panel_id layout_next(const struct layout *l, const struct layout_wish *wish, int by)
{
	unsigned offered = 0;
	int to = wish->focus;

	for (int i = 0; i < PANELS; i++)
		if (l->at[i].rows && i != PANEL_STATUS && i != PANEL_KEYS)
			offered |= 1u << i;
	if (l->kind == LAYOUT_SMALL && wish->k)
		offered = depths[wish->depth].panels;
	for (int i = 0; i < PANELS; i++) {
		to = (to + (by < 0 ? PANELS - 1 : 1)) % PANELS;
		if (offered >> to & 1u)
			break;
	}
	return (enum panel_id)to;
}
