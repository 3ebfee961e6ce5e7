/* The page of a window too small for all panels of a level. */
#include "panel/layout-own.h"

/* The one in focus, inside a prompt what the look is for, and others while there is room; extras only in focus. */
void lay_small(struct rect in, const struct layout_wish *w, struct layout *to)
{
	/* where there is little room, only in focus */
	static const unsigned extras = 1u << PANEL_QUANTILE | 1u << PANEL_STOPS | 1u << PANEL_QUERIES | 1u << PANEL_LADDER;
	static const enum panel_id order[] = { PANEL_LESSON, PANEL_PROMPTS, PANEL_INSPECT, PANEL_POSITIONS, PANEL_NEXT, PANEL_CURVE,
					       PANEL_TOKENS, PANEL_SAMPLES, PANEL_SAMPLE, PANEL_QUANTILE, PANEL_STOPS,
					       PANEL_QUERIES, PANEL_LADDER };
	enum { MOST = sizeof order / sizeof order[0] };
	const struct depth *d = &layout_depths[w->depth];
	unsigned panels = layout_offered(w);
	bool offered = w->focus != PANEL_CONSOLE && (panels >> w->focus & 1u);
	unsigned stays = 1u << (offered ? w->focus : d->main) | (w->depth == VIEW_ALL || w->focus == PANEL_LESSON ? 0 : 1u << d->main);
	struct slot page[MOST + 1], console = console_slot(to);
	int room = in.rows - console.bare, n = 0;

	for (int i = 0; i < MOST; i++)
		room -= stays >> order[i] & 1u ? layout_slot(order[i], &in, w).least : 0;
	for (int i = 0; i < MOST; i++) {
		struct slot one = layout_slot(order[i], &in, w);
		bool has_to = stays >> order[i] & 1u;
		if (!has_to && (!(panels >> order[i] & 1u) || extras >> order[i] & 1u || one.least > room))
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
