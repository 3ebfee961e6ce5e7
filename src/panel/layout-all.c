/* Pages of all prompts. */
#include "panel/layout-own.h"

enum { PROMPTS_COLS = 46, SHARES_ROWS = 24, PAIR_ROWS = 9, TALL_ROWS = 30, SPLIT_LESSON_ROWS = 30, BESIDE_ROWS = 17 };

/* Rows of a curve, with a lesson beside it. */
static int curve_rows(const struct layout_wish *w, int rows)
{
	return w->lesson ? most_of(rows, BESIDE_ROWS) : rows;
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

int prompts_cols(const struct rect *in)
{
	return least_of(PROMPTS_COLS + (in->cols - LAYOUT_FULL_COLS) / 3, 100);
}

/* ---- what a teaching wall has besides */

static bool is_wall(const struct rect *in)
{
	return in->cols >= WALL_COLS && in->rows >= WALL_ROWS;
}

/* Likelihood quantile, with breaks and watches beside it; nothing on smaller pages. */
static struct slot wall_slot(const struct rect *in, struct layout *to)
{
	if (!is_wall(in))
		return (struct slot){ .at = &to->at[PANEL_QUANTILE] };
	return (struct slot){ &to->at[PANEL_QUANTILE], QUANTILE_ROWS - 2, QUANTILE_ROWS, 0, 0, true };
}

/* .. and the support ladder beside the curve, as far as that stays a curve. */
static void split_wall(struct layout *to)
{
	struct rect *quantile = &to->at[PANEL_QUANTILE], *curve = &to->at[PANEL_CURVE];
	int ladder = clamp(curve->cols / 3, LADDER_COLS, LADDER_COLS_MOST);

	if (!quantile->rows)
		return;
	to->at[PANEL_STOPS] = stack_split(quantile, quantile->cols * 4 / 7);
	if (curve->cols - ladder >= LADDER_COLS && curve->rows >= LADDER_LEAST)
		to->at[PANEL_LADDER] = stack_split(curve, curve->cols - ladder);
}

/* One that has no place of its own takes that of the tokens and of what is below them, while it is looked at. */
static void lay_focus(const struct layout_wish *w, struct layout *to)
{
	struct rect *tokens = &to->at[PANEL_TOKENS], *samples = &to->at[PANEL_SAMPLES], *at = &to->at[w->focus];
	bool extra = w->focus == PANEL_QUANTILE || w->focus == PANEL_STOPS || w->focus == PANEL_LADDER ||
		     w->focus == PANEL_QUERIES;
	bool both = samples->rows && samples->cols == tokens->cols && samples->row == tokens->row + tokens->rows;

	if (!extra || at->rows || tokens->rows + both * samples->rows < QUERIES_LEAST)
		return;
	*at = *tokens;
	*tokens = (struct rect){ 0 };
	if (both) {
		at->rows += samples->rows;
		*samples = (struct rect){ 0 };
	}
}

/* ---- the pages */

/* Prompts with samples beside them, the curve in full width, tokens with the queries beside them. False: too low. */
static bool lay_broad(struct rect in, const struct layout_wish *w, struct layout *to)
{
	int top = prompts_rows(w), tokens = most_of(least_of(tokens_rows(w), TOKENS_GOOD), QUERIES_ROWS);
	struct slot page[] = {
		{ &to->at[PANEL_PROMPTS], top, 0, 0, 1, false },
		{ &to->at[PANEL_CURVE], CURVE_ROWS, curve_rows(w, CURVE_ROWS + 2), 0, 3, false },
		{ &to->at[PANEL_TOKENS], tokens, 0, tokens_rows(w), 0, false },
		wall_slot(&in, to),
		console_slot(to),
	};

	if (!is_broad(&in, w) || in.rows < stack_least(page, 5))
		return false;
	stack_lay(&in, page, 5);
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
	int samples = shares ? QUERIES_LEAST : SAMPLES_ROWS, list = in.rows * (is_wall(&in) ? 4 : 5) / 10;
	struct slot page[] = {
		{ &to->at[PANEL_PROMPTS], PROMPTS_ROWS, 0, least_of(prompts_rows(w), list), 3, false },
		{ &to->at[PANEL_TOKENS], tokens, 0, tokens_want(&in, w), 0, false },
		{ &to->at[PANEL_SAMPLES], least_of(samples, shares ? samples : BARE_SAMPLES), samples,
		  in.rows > 45 ? 9 : 5, 1, true },
		wall_slot(&in, to),
		console_slot(to),
	};

	stack_lay(&in, page, 5);
	to->at[PANEL_CURVE] = stack_split(&to->at[PANEL_PROMPTS], prompts_cols(&in));
	if (broad)
		to->at[PANEL_QUERIES] = stack_split(&to->at[PANEL_TOKENS], in.cols - QUERIES_COLS);
	else if (shares)
		to->at[PANEL_QUERIES] = stack_split(&to->at[PANEL_SAMPLES], in.cols - QUERIES_COLS);
}

/* Nothing runs: all questions at once are worth more than what stands still, until keys go there. */
static bool gives_way(const struct layout_wish *w, enum panel_id main)
{
	return w->asks && (w->focus == main || w->focus == PANEL_LESSON || w->focus == PANEL_CONSOLE);
}

/* Prompts, tokens and samples of A at the left, of B at the right, and the curves of both between them. */
static bool lay_split(struct rect in, const struct layout_wish *w, struct layout *to)
{
	int prompts = prompts_rows(w) + 1, tokens = tokens_rows(w);
	struct slot page[] = {
		{ &to->at[PANEL_PROMPTS], least_of(prompts, PAIR_ROWS), 0, least_of(prompts, in.rows / 3), 1, false },
		{ &to->at[PANEL_CURVE], curve_rows(w, BARE_CURVE), CURVE_ROWS, CURVE_ROWS + 2, 3, false },
		{ &to->at[PANEL_TOKENS], least_of(tokens, TOKENS_ROWS), 0, least_of(tokens, tokens_want(&in, w)), 0, true },
		{ &to->at[PANEL_SAMPLES], BARE_SAMPLES, SAMPLES_ROWS + 2, 0, 1, true },
		console_slot(to),
	};

	if (in.cols < WIDE_COLS || in.rows < PAIR_ROWS + BARE_CURVE + BARE_CONSOLE)
		return false;
	if (gives_way(w, PANEL_PROMPTS) && lesson_is_beside_curve(&in, w) && !is_wall(&in)) {
		page[0].weight = 0;
		page[2] = page[3] = (struct slot){ .at = &to->at[PANEL_SAMPLES] };
	}
	stack_lay(&in, page, 5);
	layout_pair(to, in.cols);
	return true;
}

/* ---- with a lesson */

static bool is_plain_all(const struct layout_wish *w)
{
	return w->depth == VIEW_ALL && !layout_is_numbered(w) && !w->present && !w->zoom;
}

bool lesson_is_beside_curve(const struct rect *in, const struct layout_wish *w)
{
	return is_plain_all(w) && (is_wall(in) || (w->split && in->cols >= WIDE_COLS && in->rows >= SPLIT_LESSON_ROWS));
}

/* In the place of the ladder. */
static void put_lesson(const struct rect *in, const struct layout_wish *w, struct layout *to)
{
	struct rect *curve = &to->at[PANEL_CURVE], *ladder = &to->at[PANEL_LADDER];

	if (!w->lesson || !lesson_is_beside_curve(in, w))
		return;
	if (ladder->rows && ladder->row == curve->row)
		curve->cols += ladder->cols;
	*ladder = (struct rect){ 0 };
	to->at[PANEL_LESSON] = stack_split(curve, curve->cols - clamp(curve->cols / 2, LADDER_COLS, LADDER_COLS_MOST));
}

/* The main panel of the look, the lesson below it. */
bool lay_low(struct rect in, const struct layout_wish *w, struct layout *to)
{
	static const enum panel_id main_of[] = { [VIEW_ALL] = PANEL_PROMPTS, [VIEW_PROMPT] = PANEL_INSPECT,
						 [VIEW_TOKENS] = PANEL_POSITIONS, [VIEW_SAMPLE] = PANEL_SAMPLE };
	enum panel_id main = main_of[w->depth];
	bool curve = w->depth == VIEW_ALL, tall = in.rows >= TALL_ROWS;
	struct slot page[] = { layout_slot(main, &in, w), layout_slot(PANEL_LESSON, &in, w), { .at = &to->at[PANEL_TOKENS] }, console_slot(to) };

	if (layout_is_numbered(w))
		return false;
	if (gives_way(w, main)) {
		lay_alone(in, w, PANEL_LESSON, to);
		return true;
	}
	if (layout_depths[w->depth].panels >> w->focus & 1u && w->focus != main && w->focus != PANEL_LESSON && w->focus != PANEL_CONSOLE && !(curve && w->focus == PANEL_CURVE) &&
	    !(tall && w->depth <= VIEW_PROMPT && w->focus == PANEL_TOKENS))
		return false;
	page[0].at = &to->at[main];
	if (curve) /* which stands beside it */
		page[0].bare = page[0].least = most_of(page[0].least, BARE_CURVE);
	page[1].at = &to->at[PANEL_LESSON];
	if (tall && w->depth <= VIEW_PROMPT)
		page[2] = (struct slot){ &to->at[PANEL_TOKENS], least_of(tokens_rows(w), TOKENS_ROWS), 0, tokens_want(&in, w), 0, true };
	stack_lay(&in, page, 4);
	if (curve)
		to->at[PANEL_CURVE] = stack_split(&to->at[PANEL_PROMPTS], prompts_cols(&in));
	return true;
}

/* Flat where a list would have to be cut. */
static void lay_one(struct rect in, const struct layout_wish *w, struct layout *to)
{
	if (!lay_broad(in, w, to) && !lay_tall(in, w, to))
		lay_flat(in, w, to);
	split_wall(to);
	lay_focus(w, to);
}

void lay_all(struct rect in, const struct layout_wish *w, struct layout *to)
{
	if (!w->split || !lay_split(in, w, to))
		lay_one(in, w, to);
	put_lesson(&in, w, to);
}
