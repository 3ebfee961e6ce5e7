/* Every page is made of stacks: each panel gets what it cannot do without, then what it has a use for, then a share of
 * the rest. */
#include "panel/layout.h"

#include "base/least.h"
#include "panel/grow.h"
#include "panel/stack.h"

enum { BROAD_COLS = 100, WIDE_COLS = 120, PROMPTS_COLS = 46, QUERIES_COLS = 40, VERDICT_COLS = 78,
       PROMPTS_ROWS = 8, TOKENS_ROWS = 7, TOKENS_GOOD = 11, SAMPLES_ROWS = 3, CURVE_ROWS = 8, QUERIES_ROWS = 7,
       INSPECT_ROWS = 6, POSITIONS_ROWS = 10, NEXT_ROWS = 3, CONSOLE_ROWS = 4, CONSOLE_GOOD = 7, SHARES_ROWS = 24,
       QUERIES_LEAST = 5 };
/* What a panel can be squeezed to before another one has to go. */
enum { BARE_INSPECT = 5, BARE_CURVE = 6, BARE_SAMPLES = 2, BARE_NEXT = 2, BARE_CONSOLE = 3 };

/* ---- the three depths */

static struct slot console_slot(struct layout *to)
{
	return (struct slot){ &to->at[PANEL_CONSOLE], BARE_CONSOLE, CONSOLE_ROWS, CONSOLE_GOOD, 0, false };
}

static int tokens_rows(const struct layout_wish *w)
{
	return w->k + 3;
}

static int prompts_rows(const struct layout_wish *w)
{
	return most_of(w->ntracked + 2, 4);
}

static int positions_rows(const struct layout_wish *w)
{
	return w->N + 2;
}

/* As many as say something: most of a long list are .000. */
static int tokens_want(const struct rect *in, const struct layout_wish *w)
{
	return least_of(least_of(tokens_rows(w), TOKENS_GOOD), in->rows / 3);
}

/* In two columns, or in one. */
static int next_rows(const struct layout_wish *w, int cols)
{
	return (cols >= 60 ? (w->k + 1) / 2 : w->k) + 1;
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

/* Prompts with samples beside them, the curve in full width, tokens with the queries beside them. False: too low. */
static bool lay_broad(struct rect in, const struct layout_wish *w, struct layout *to)
{
	int top = prompts_rows(w), tokens = most_of(least_of(tokens_rows(w), TOKENS_GOOD), QUERIES_ROWS);
	struct slot page[] = {
		{ &to->at[PANEL_PROMPTS], top, 0, 0, 1, false },
		{ &to->at[PANEL_CURVE], CURVE_ROWS, CURVE_ROWS + 2, 0, 3, false },
		{ &to->at[PANEL_TOKENS], tokens, 0, tokens_rows(w), 0, false },
		console_slot(to),
	};

	if (!is_broad(&in, w) || in.rows < stack_least(page, 4))
		return false;
	stack_lay(&in, page, 4);
	to->at[PANEL_SAMPLES] = stack_split(&to->at[PANEL_PROMPTS], prompts_cols(&in));
	to->at[PANEL_QUERIES] = stack_split(&to->at[PANEL_TOKENS], in.cols - QUERIES_COLS);
	return true;
}

/* Prompts, what was asked for them and what they answered at the left, the curve in full height at the right. */
static bool lay_tall(struct rect in, const struct layout_wish *w, struct layout *to)
{
	struct rect left;
	int lists = prompts_rows(w) + QUERIES_ROWS + SAMPLES_ROWS + 2;
	struct slot page[] = {
		{ &left, lists, 0, lists + 6, 1, false },
		{ &to->at[PANEL_TOKENS], least_of(tokens_rows(w), TOKENS_GOOD), 0, tokens_rows(w), 0, false },
		console_slot(to),
	};
	struct slot column[] = {
		{ &to->at[PANEL_PROMPTS], prompts_rows(w), 0, 0, 0, false },
		{ &to->at[PANEL_QUERIES], QUERIES_ROWS, 0, 0, 0, false },
		{ &to->at[PANEL_SAMPLES], SAMPLES_ROWS, 0, 0, 1, false },
	};

	if (in.rows < stack_least(page, 3) + 3)
		return false;
	stack_lay(&in, page, 3);
	to->at[PANEL_CURVE] = stack_split(&left, prompts_cols(&in));
	stack_lay(&left, column, 3);
	return true;
}

static void lay_flat(struct rect in, const struct layout_wish *w, struct layout *to)
{
	bool broad = is_broad(&in, w);
	bool shares = !broad && in.cols >= BROAD_COLS && in.rows >= SHARES_ROWS; /* samples and queries side by side */
	int tokens = least_of(broad ? most_of(tokens_rows(w), QUERIES_ROWS) : tokens_rows(w), TOKENS_ROWS);
	int samples = shares ? QUERIES_LEAST : SAMPLES_ROWS;
	struct slot page[] = {
		{ &to->at[PANEL_PROMPTS], PROMPTS_ROWS, 0, least_of(prompts_rows(w), in.rows / 2), 3, false },
		{ &to->at[PANEL_TOKENS], tokens, 0, tokens_want(&in, w), 0, false },
		{ &to->at[PANEL_SAMPLES], least_of(samples, shares ? samples : BARE_SAMPLES), samples,
		  in.rows > 45 ? 9 : 5, 1, true },
		console_slot(to),
	};

	stack_lay(&in, page, 4);
	to->at[PANEL_CURVE] = stack_split(&to->at[PANEL_PROMPTS], prompts_cols(&in));
	if (broad)
		to->at[PANEL_QUERIES] = stack_split(&to->at[PANEL_TOKENS], in.cols - QUERIES_COLS);
	else if (shares)
		to->at[PANEL_QUERIES] = stack_split(&to->at[PANEL_SAMPLES], in.cols - QUERIES_COLS);
}

/* Flat where a list would have to be cut. */
static void lay_all(struct rect in, const struct layout_wish *w, struct layout *to)
{
	if (!lay_broad(in, w, to) && !lay_tall(in, w, to))
		lay_flat(in, w, to);
}

static void lay_prompt_narrow(struct rect in, const struct layout_wish *w, struct layout *to)
{
	int tokens = least_of(tokens_rows(w), TOKENS_ROWS);
	bool fits = in.rows >= INSPECT_ROWS + CURVE_ROWS + SAMPLES_ROWS + CONSOLE_ROWS + tokens;
	struct slot page[] = {
		{ &to->at[PANEL_INSPECT], BARE_INSPECT, INSPECT_ROWS, INSPECT_ROWS + 1, 0, false },
		{ &to->at[PANEL_CURVE], BARE_CURVE, CURVE_ROWS, 0, 3, false },
		{ &to->at[PANEL_TOKENS], fits ? tokens : 0, 0, fits ? tokens_want(&in, w) : 0, 0, false },
		{ &to->at[PANEL_SAMPLES], BARE_SAMPLES, SAMPLES_ROWS, 4, 1, true },
		console_slot(to),
	};

	stack_lay(&in, page, 5);
}

static void lay_prompt_wide(struct rect in, const struct layout_wish *w, struct layout *to)
{
	struct rect left;
	struct slot page[] = {
		{ &left, INSPECT_ROWS + BARE_SAMPLES, INSPECT_ROWS + SAMPLES_ROWS, INSPECT_ROWS + SAMPLES_ROWS + 2, 3, false },
		{ &to->at[PANEL_TOKENS], least_of(tokens_rows(w), TOKENS_ROWS), 0, tokens_want(&in, w), 0, false },
		console_slot(to),
	};
	struct slot column[] = {
		{ &to->at[PANEL_INSPECT], INSPECT_ROWS, 0, INSPECT_ROWS + 1, 0, false },
		{ &to->at[PANEL_SAMPLES], BARE_SAMPLES, SAMPLES_ROWS, 0, 1, false },
	};

	stack_lay(&in, page, 3);
	to->at[PANEL_CURVE] = stack_split(&left, VERDICT_COLS + (in.cols - WIDE_COLS) / 4);
	stack_lay(&left, column, 2);
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
	int list = positions_rows(w), next = next_rows(w, in.cols);
	bool curve = in.rows >= INSPECT_ROWS + list + next + 5 + CURVE_ROWS;
	struct slot page[] = {
		{ &to->at[PANEL_INSPECT], BARE_INSPECT, INSPECT_ROWS, 0, 0, false },
		{ &to->at[PANEL_POSITIONS], least_of(list, POSITIONS_ROWS), 0, least_of(list, in.rows / 2), 1, false },
		{ &to->at[PANEL_NEXT], BARE_NEXT, NEXT_ROWS, least_of(next, in.rows / 3), 0, true },
		{ &to->at[PANEL_CURVE], curve ? CURVE_ROWS : 0, 0, 0, curve ? 8 : 0, false },
		console_slot(to),
	};

	stack_lay(&in, page, 5);
}

static void lay_tokens_left(struct rect in, const struct layout_wish *w, struct layout *to)
{
	int list = positions_rows(w);
	bool samples = in.rows >= INSPECT_ROWS + list + SAMPLES_ROWS + 1;
	struct slot column[] = {
		{ &to->at[PANEL_INSPECT], BARE_INSPECT, INSPECT_ROWS, 0, 0, false },
		{ &to->at[PANEL_POSITIONS], least_of(list, POSITIONS_ROWS), 0, list, samples ? 0 : 1, false },
		{ &to->at[PANEL_SAMPLES], samples ? SAMPLES_ROWS : 0, 0, 0, samples ? 1 : 0, false },
	};

	stack_lay(&in, column, 3);
}

static void lay_tokens_right(struct rect in, const struct layout_wish *w, struct layout *to)
{
	struct slot column[] = {
		{ &to->at[PANEL_NEXT], BARE_NEXT, NEXT_ROWS, least_of(next_rows(w, in.cols), in.rows / 2), 0, false },
		{ &to->at[PANEL_CURVE], BARE_CURVE, CURVE_ROWS, 0, 1, false },
	};

	stack_lay(&in, column, 2);
}

static void lay_tokens_wide(struct rect in, const struct layout_wish *w, struct layout *to)
{
	struct rect left;
	int list = positions_rows(w);
	struct slot page[] = {
		{ &left, BARE_INSPECT + POSITIONS_ROWS, INSPECT_ROWS + POSITIONS_ROWS,
		  least_of(INSPECT_ROWS + list, in.rows - 8), 1, false },
		console_slot(to),
	};

	stack_lay(&in, page, 2);
	lay_tokens_right(stack_split(&left, VERDICT_COLS + 2 + (in.cols - WIDE_COLS) / 4), w, to);
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
	unsigned panels; /* that a small window can show */
	enum panel_id first;
} depths[] = {
	[VIEW_ALL] = { lay_all, OF(PROMPTS) | OF(CURVE) | OF(TOKENS) | OF(SAMPLES) | OF(QUERIES) | OF(CONSOLE),
		       PANEL_PROMPTS },
	[VIEW_PROMPT] = { lay_prompt, OF(INSPECT) | OF(CURVE) | OF(TOKENS) | OF(SAMPLES) | OF(CONSOLE), PANEL_INSPECT },
	[VIEW_TOKENS] = { lay_tokens, OF(INSPECT) | OF(POSITIONS) | OF(NEXT) | OF(CURVE) | OF(SAMPLES) | OF(CONSOLE),
			  PANEL_POSITIONS },
};

/* In full width: `bare` rows where two that have to be shown leave each other no more, else `least`. */
static struct slot small_slot(enum panel_id id, const struct rect *in, const struct layout_wish *w)
{
	int list = positions_rows(w), third = in->rows / 3;

	switch (id) {
	case PANEL_PROMPTS:
		return (struct slot){ NULL, 4, least_of(prompts_rows(w), PROMPTS_ROWS), least_of(prompts_rows(w), third), 0, false };
	case PANEL_TOKENS:
		return (struct slot){ NULL, 4, least_of(tokens_rows(w), TOKENS_ROWS), tokens_want(in, w), 0, false };
	case PANEL_SAMPLES:
		return (struct slot){ NULL, BARE_SAMPLES, BARE_SAMPLES, 4, 1, false };
	case PANEL_INSPECT:
		return (struct slot){ NULL, BARE_INSPECT, INSPECT_ROWS, INSPECT_ROWS + 1, 0, false };
	case PANEL_POSITIONS:
		return (struct slot){ NULL, least_of(list, 6), least_of(list, POSITIONS_ROWS), least_of(list, third), 1, false };
	case PANEL_NEXT:
		return (struct slot){ NULL, BARE_NEXT, BARE_NEXT, least_of(next_rows(w, in->cols), third), 0, false };
	case PANEL_QUERIES:
		return (struct slot){ NULL, QUERIES_LEAST, QUERIES_LEAST, QUERIES_ROWS, 0, false };
	default:
		return (struct slot){ NULL, BARE_CURVE - 1, BARE_CURVE, CURVE_ROWS, 8, false };
	}
}

/* The one in focus, inside a prompt what the look is for, and others while there is room; queries only in focus. */
static void lay_small(struct rect in, const struct layout_wish *w, struct layout *to)
{
	static const enum panel_id order[] = { PANEL_PROMPTS, PANEL_INSPECT, PANEL_POSITIONS, PANEL_NEXT, PANEL_CURVE,
					       PANEL_TOKENS, PANEL_SAMPLES, PANEL_QUERIES };
	enum { MOST = sizeof order / sizeof order[0] };
	const struct depth *d = &depths[w->depth];
	bool offered = w->focus != PANEL_CONSOLE && (d->panels >> w->focus & 1u);
	unsigned stays = 1u << (offered ? w->focus : d->first) | (w->depth == VIEW_ALL ? 0 : 1u << d->first);
	struct slot page[MOST + 1], console = console_slot(to);
	int room = in.rows - console.bare, n = 0;

	for (int i = 0; i < MOST; i++)
		room -= stays >> order[i] & 1u ? small_slot(order[i], &in, w).least : 0;
	for (int i = 0; i < MOST; i++) {
		struct slot one = small_slot(order[i], &in, w);
		bool has_to = stays >> order[i] & 1u;
		if (!has_to && (!(d->panels >> order[i] & 1u) || order[i] == PANEL_QUERIES || one.least > room))
			continue;
		room -= has_to ? 0 : one.least;
		one.at = &to->at[order[i]];
		one.bare = room < 0 ? one.bare : one.least;
		one.weight += has_to;
		page[n++] = one;
	}
	page[n++] = console;
	stack_lay(&in, page, n);
}

/* Whether Tab leads to a panel that is not shown. */
static bool has_more(const struct layout *l, const struct layout_wish *w)
{
	for (int i = 0; i < PANELS; i++)
		if (depths[w->depth].panels >> i & 1u && !l->at[i].rows)
			return true;
	return false;
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
	layout_grow(to, wish->reply_rows);
	to->more = to->kind == LAYOUT_SMALL && wish->k > 0 && to->at[PANEL_CONSOLE].row > 1 && has_more(to, wish);
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
