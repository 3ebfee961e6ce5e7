/* Pages that somebody chose: one panel alone, the numbered layouts, and the page for a projector. */
#include "panel/layout-own.h"

enum { CHOSEN_MOST = 4, MAIN = 20 };

/* The panel that a numbered layout is for, then what else there is while there is room; one of them takes all rows that are
 * left. */
static const struct {
	enum panel_id panel[CHOSEN_MOST]; /* PANEL_STATUS at the end */
	int heaviest;
} numbered[] = {
	[LAYOUT_LIKELIHOOD] = { { PANEL_CURVE, PANEL_PROMPTS }, 0 },
	[LAYOUT_TOKENS] = { { PANEL_TOKENS, PANEL_POSITIONS, PANEL_SAMPLES }, 1 },
	[LAYOUT_SAMPLES] = { { PANEL_SAMPLES, PANEL_PROMPTS }, 0 },
	[LAYOUT_THEORY] = { { PANEL_LADDER, PANEL_QUANTILE, PANEL_QUERIES }, 0 },
};

/* One below the other. Who does not fit stays away. */
static void lay_list(struct rect in, const struct layout_wish *w, const enum panel_id *panel, int n, int heaviest,
		     struct layout *to)
{
	struct slot page[CHOSEN_MOST + 1], console = console_slot(to);
	bool pair = w->split && w->depth == VIEW_ALL && in.cols >= WIDE_COLS;
	int room = in.rows - console.bare, used = 0;

	console.want = console.least;
	for (int i = 0; i < n; i++) {
		struct slot one = layout_slot(panel[i], &in, w);
		one.least += pair && panel[i] == PANEL_PROMPTS; /* with the trainer's own row */
		if (i > 0 && one.least > room)
			continue;
		one.at = &to->at[panel[i]];
		one.bare = i > 0 ? one.least : least_of(one.least, room);
		one.weight = i == heaviest ? MAIN : i == 0;
		room -= one.bare;
		page[used++] = one;
	}
	page[used++] = console;
	stack_lay(&in, page, used);
	if (pair)
		layout_pair(to, in.cols);
}

void lay_alone(struct rect in, const struct layout_wish *w, enum panel_id panel, struct layout *to)
{
	lay_list(in, w, &panel, 1, 0, to);
}

/* Of another level, such as the one that was just left: the panel that this one begins with. */
void lay_zoom(struct rect in, const struct layout_wish *w, struct layout *to)
{
	enum panel_id alone = layout_offered(w) >> w->focus & 1u ? w->focus : layout_first(w->depth);

	if (alone == PANEL_CONSOLE)
		to->at[PANEL_CONSOLE] = in;
	else
		lay_alone(in, w, alone, to);
}

bool layout_is_numbered(const struct layout_wish *w)
{
	return w->number > LAYOUT_AUTO && w->depth == VIEW_ALL;
}

static int count_numbered(const struct layout_wish *w)
{
	int n = 0;

	while (w->number != LAYOUT_CONSOLE && n < CHOSEN_MOST && numbered[w->number].panel[n] != PANEL_STATUS)
		n++;
	return n;
}

unsigned layout_numbered(const struct layout_wish *w)
{
	unsigned panels = 1u << PANEL_CONSOLE;

	for (int i = 0; i < count_numbered(w); i++)
		panels |= 1u << numbered[w->number].panel[i];
	return panels;
}

void lay_numbered(struct rect in, const struct layout_wish *w, struct layout *to)
{
	if (w->number == LAYOUT_CONSOLE)
		to->at[PANEL_CONSOLE] = in;
	else
		lay_list(in, w, numbered[w->number].panel, count_numbered(w), numbered[w->number].heaviest, to);
}

/* Prompts, their curve beside them, and tokens: what the last row of seats can read. */
void lay_present(struct rect in, const struct layout_wish *w, struct layout *to)
{
	int tokens = tokens_rows(w);
	bool split = w->split && in.cols >= WIDE_COLS;
	struct slot page[] = {
		{ &to->at[PANEL_PROMPTS], least_of(prompts_rows(w) + split, PROMPTS_ROWS + split), 0,
		  least_of(prompts_rows(w) + split, in.rows / 2), split ? 0 : 3, false },
		{ &to->at[PANEL_CURVE], split ? BARE_CURVE : 0, 0, 0, split ? 3 : 0, false },
		{ &to->at[PANEL_TOKENS], least_of(tokens, TOKENS_ROWS), 0, tokens_want(&in, w), 0, true },
		{ &to->at[PANEL_CONSOLE], BARE_CONSOLE, 0, CONSOLE_ROWS, 0, false },
	};

	stack_lay(&in, page, 4);
	if (split)
		layout_pair(to, in.cols);
	else
		to->at[PANEL_CURVE] = stack_split(&to->at[PANEL_PROMPTS], prompts_cols(&in));
}
