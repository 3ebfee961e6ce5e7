/* Pages of a look inside a prompt. */
#include "panel/layout-own.h"

enum { VERDICT_COLS = 78 };

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

void lay_prompt(struct rect in, const struct layout_wish *w, struct layout *to)
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
		{ &to->at[PANEL_INSPECT], BARE_INSPECT, 0, INSPECT_ROWS, 0, false },
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

void lay_tokens(struct rect in, const struct layout_wish *w, struct layout *to)
{
	if (in.cols < WIDE_COLS)
		lay_tokens_narrow(in, w, to);
	else
		lay_tokens_wide(in, w, to);
}

/* The list of samples, beside it the curve where there is room, and the selected one in full width. */
void lay_sample(struct rect in, const struct layout_wish *w, struct layout *to)
{
	int tokens = sample_rows(w);
	struct slot page[] = {
		{ &to->at[PANEL_SAMPLES], BARE_SAMPLES + 1, LIST_ROWS, 2 * LIST_ROWS, 1, false },
		{ &to->at[PANEL_SAMPLE], least_of(tokens, SAMPLE_ROWS), 0, least_of(tokens, 2 * in.rows / 3), 0, false },
		console_slot(to),
	};

	stack_lay(&in, page, 3);
	if (in.cols >= WIDE_COLS && to->at[PANEL_SAMPLES].rows >= BARE_CURVE)
		to->at[PANEL_CURVE] = stack_split(&to->at[PANEL_SAMPLES], VERDICT_COLS + (in.cols - WIDE_COLS) / 4);
}
