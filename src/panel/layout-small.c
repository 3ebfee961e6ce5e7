/* Pages of windows too small for all panels of a depth. */
#include "panel/layout-own.h"

#define OF(panel) (1u << PANEL_##panel)
/* Where there is little room, only in focus. */
#define EXTRAS (OF(QUANTILE) | OF(STOPS) | OF(QUERIES) | OF(LADDER))

const struct depth layout_depths[] = {
	[VIEW_ALL] = { lay_all, OF(PROMPTS) | OF(CURVE) | OF(TOKENS) | OF(SAMPLES) | OF(CONSOLE) | EXTRAS,
		       PANEL_PROMPTS },
	[VIEW_PROMPT] = { lay_prompt, OF(INSPECT) | OF(CURVE) | OF(TOKENS) | OF(SAMPLES) | OF(CONSOLE), PANEL_INSPECT },
	[VIEW_TOKENS] = { lay_tokens, OF(INSPECT) | OF(POSITIONS) | OF(NEXT) | OF(CURVE) | OF(SAMPLES) | OF(CONSOLE),
			  PANEL_POSITIONS },
	[VIEW_SAMPLE] = { lay_sample, OF(SAMPLES) | OF(SAMPLE) | OF(CURVE) | OF(CONSOLE), PANEL_SAMPLE },
};

struct slot layout_slot(enum panel_id id, const struct rect *in, const struct layout_wish *w)
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
	case PANEL_QUANTILE:
		return (struct slot){ NULL, STOPS_LEAST, QUANTILE_LEAST, QUANTILE_ROWS + 2, 1, false };
	case PANEL_STOPS:
		return (struct slot){ NULL, STOPS_LEAST, STOPS_LEAST, STOPS_ROWS, 0, false };
	case PANEL_SAMPLE:
		return (struct slot){ NULL, least_of(sample_rows(w), 6), least_of(sample_rows(w), SAMPLE_ROWS), 0, 1, false };
	case PANEL_QUERIES:
		return (struct slot){ NULL, QUERIES_LEAST, QUERIES_LEAST, QUERIES_ROWS, 0, false };
	case PANEL_LESSON:
		return (struct slot){ NULL, LESSON_LEAST, LESSON_ROWS, LESSON_GOOD, 4, false };
	case PANEL_LADDER:
		return (struct slot){ NULL, LADDER_LEAST, least_of(ladder_rows(w), PROMPTS_ROWS), ladder_rows(w), 1, false };
	default:
		return (struct slot){ NULL, BARE_CURVE - 1, BARE_CURVE, CURVE_ROWS, 8, false };
	}
}

/* The one in focus, inside a prompt what the look is for, and others while there is room; extras only in focus. */
void lay_small(struct rect in, const struct layout_wish *w, struct layout *to)
{
	static const enum panel_id order[] = { PANEL_LESSON, PANEL_PROMPTS, PANEL_INSPECT, PANEL_POSITIONS, PANEL_NEXT, PANEL_CURVE,
					       PANEL_TOKENS, PANEL_SAMPLES, PANEL_SAMPLE, PANEL_QUANTILE, PANEL_STOPS,
					       PANEL_QUERIES, PANEL_LADDER };
	enum { MOST = sizeof order / sizeof order[0] };
	const struct depth *d = &layout_depths[w->depth];
	unsigned panels = depth_panels(w);
	bool offered = w->focus != PANEL_CONSOLE && (panels >> w->focus & 1u);
	unsigned stays = 1u << (offered ? w->focus : d->first) | (w->depth == VIEW_ALL || w->focus == PANEL_LESSON ? 0 : 1u << d->first);
	struct slot page[MOST + 1], console = console_slot(to);
	int room = in.rows - console.bare, n = 0;

	for (int i = 0; i < MOST; i++)
		room -= stays >> order[i] & 1u ? layout_slot(order[i], &in, w).least : 0;
	for (int i = 0; i < MOST; i++) {
		struct slot one = layout_slot(order[i], &in, w);
		bool has_to = stays >> order[i] & 1u;
		if (!has_to && (!(panels >> order[i] & 1u) || EXTRAS >> order[i] & 1u || one.least > room))
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
