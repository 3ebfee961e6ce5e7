/* What panels in full width can do without, can use, and take of what is left. */
#include "panel/layout-own.h"

struct slot layout_slot(enum panel_id id, const struct rect *in, const struct layout_wish *w)
{
	int prompts = prompts_rows(w), list = positions_rows(w), third = in->rows / 3;

	switch (id) {
	case PANEL_PROMPTS:
		return (struct slot){ NULL, 4, least_of(prompts, PROMPTS_ROWS), least_of(prompts, third), 0, false };
	case PANEL_TOKENS:
		return (struct slot){ NULL, 4, least_of(tokens_rows(w), TOKENS_ROWS), tokens_want(in, w), 0, false };
	case PANEL_SAMPLES:
		return (struct slot){ NULL, BARE_SAMPLES, BARE_SAMPLES, 4, 1, false };
	case PANEL_INSPECT:
		return (struct slot){ NULL, BARE_INSPECT, INSPECT_ROWS, INSPECT_ROWS + 1, 0, false };
	case PANEL_POSITIONS:
		return (struct slot){ NULL, least_of(list, 6), least_of(list, POSITIONS_ROWS), least_of(list, third), 1,
				      false };
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
