/* All that a page shows: the numbers of the run, what of it is looked at, and the screen's own state. */
#ifndef OUTPOST_PANEL_SCENE_H
#define OUTPOST_PANEL_SCENE_H

#include "panel/console.h"
#include "panel/glyph.h"
#include "run/frame.h"
#include "run/view.h"

enum panel_id {
	PANEL_STATUS,
	PANEL_PROMPTS,   /* 1 */
	PANEL_CURVE,     /* 2 */
	PANEL_TOKENS,    /* 3 */
	PANEL_SAMPLES,   /* 4 */
	PANEL_CONSOLE,   /* 5 */
	PANEL_LESSON,    /* 6 */
	PANEL_QUANTILE,  /* 7 */
	PANEL_STOPS,     /* 8 */
	PANEL_QUERIES,   /* 9 */
	PANEL_LADDER,    /* 10: the number after them, as one types it: look 10 */
	PANEL_INSPECT,   /* depth VIEW_PROMPT on: one prompt, why is it stuck               */
	PANEL_POSITIONS, /* its correct response, token by token                            */
	PANEL_NEXT,      /* all next tokens at the selected position                        */
	PANEL_SAMPLE,    /* one response of the last update, token by token                 */
	PANEL_PROMPTS_B, /* of trainer B, where those above are of A: see layout.split       */
	PANEL_TOKENS_B,
	PANEL_SAMPLES_B,
	PANEL_KEYS,
	PANELS
};

/* What has just happened, and stands in the place of the state for a while. */
enum moment { MOMENT_NONE, MOMENT_STALLED, MOMENT_DISCOVERY }; /* the greater wins */

struct scene {
	const struct frame *frame;
	const struct frame *side[2]; /* where A and B are split: the frame of each, else NULL       */
	bool paired;         /* drawn beside the same panel of the other trainer                */
	const struct view *view;
	const struct glyphs *glyphs;
	struct console console;
	enum panel_id focus; /* where keys go                                                   */
	bool keys;           /* KEYS mode; else all keys go to the line                         */
	bool typing;         /* in KEYS mode: the line is open for one command                  */
	bool base;           /* the tokens' numbers are the base model's, not those of now      */
	bool last;           /* there is something that was looked at before                    */
	bool help;           /* the list of keys lies over the page                             */
	enum moment moment;
	int lesson_scroll;   /* rows of the lesson's page above its panel                       */
	int count;           /* digits typed before a key in KEYS mode, 0: none                 */
};

static inline bool scene_is_running(const struct scene *s)
{
	return s->frame->state == FRAME_RUN;
}

/* Keys go to the line. */
static inline bool scene_is_typing(const struct scene *s)
{
	return !s->keys || s->typing;
}

static inline bool scene_has_other(const struct scene *s)
{
	return s->frame->trainer[0].exists && s->frame->trainer[1].exists;
}

/* One panel. `to` is its own canvas: without its title row. */
struct panel_type {
	int number;          /* in its title, 0: none                                           */
	const char *name;
	const char *help;    /* lines of ASCII: what it shows, its columns and signs, the same as text */
	unsigned need;       /* enum frame_need                                                 */
	int min_rows, min_cols;
	/* What stands in its title row, left and right; either may stay empty. The left one is begun: "1 prompts". */
	void (*title)(const struct scene *s, struct str *left, struct str *right);
	void (*draw)(const struct scene *s, struct canvas *to);
	/* What a click on a cell of it selects, of a canvas of that size; -1: nothing. Either may be NULL. */
	int (*prompt_at)(const struct scene *s, int rows, int cols, int row, int col);
	int (*position_at)(const struct scene *s, int rows, int cols, int row, int col);
};

extern const struct panel_type panel_prompts, panel_curve, panel_tokens, panel_samples, panel_quantile, panel_stops,
	panel_queries, panel_ladder, panel_lesson, panel_inspect, panel_positions, panel_next, panel_sample;

/* How far a trainer is: `update 157`, of how many where its timeline has come further; `queries 10,048`; `off 0/64` of the
 * newest update, `-` while there is no such number. */
void status_progress(const struct frame *f, int who, struct str *update, struct str *queries, struct str *off);
/* Rows of the lesson's page in a panel so wide. */
int lesson_rows(const struct frame *f, int cols);
/* `640 queries, +64, 1.4 per hit, 9,360 left`: where the panel of queries has no room. */
void queries_brief(const struct frame *f, struct str *to);

#endif
