/* What the files of layouts share: how many rows panels are worth, and the pages of each depth. */
#ifndef OUTPOST_PANEL_LAYOUT_OWN_H
#define OUTPOST_PANEL_LAYOUT_OWN_H

#include "base/least.h"
#include "panel/layout.h"
#include "panel/stack.h"

enum { BROAD_COLS = 100, WIDE_COLS = LAYOUT_WIDE_COLS, QUERIES_COLS = 40,
       PROMPTS_ROWS = 8, TOKENS_ROWS = 7, TOKENS_GOOD = 11, SAMPLES_ROWS = 3, CURVE_ROWS = 8, QUERIES_ROWS = 7,
       INSPECT_ROWS = 6, POSITIONS_ROWS = 10, SAMPLE_ROWS = 11, LIST_ROWS = 5, NEXT_ROWS = 4,
       CONSOLE_ROWS = 4, CONSOLE_GOOD = 7, QUERIES_LEAST = 5,
       LESSON_LEAST = 6, LESSON_ROWS = 9, LESSON_GOOD = 18, LESSON_COLS = 40, LESSON_COLS_MOST = 64,
       QUANTILE_LEAST = 8, QUANTILE_ROWS = 10, STOPS_LEAST = 5, STOPS_ROWS = 10, LADDER_LEAST = 5 };
/* Of a teaching wall: all panels but those inside a prompt at once. */
enum { WALL_COLS = 170, WALL_ROWS = 50, LADDER_COLS = 57, LADDER_COLS_MOST = 80 };
/* What a panel can be squeezed to before another one has to go. */
enum { BARE_INSPECT = 5, BARE_CURVE = 6, BARE_SAMPLES = 2, BARE_NEXT = 2, BARE_CONSOLE = 3 };

static inline struct slot console_slot(struct layout *to)
{
	return (struct slot){ &to->at[PANEL_CONSOLE], BARE_CONSOLE, CONSOLE_ROWS, CONSOLE_GOOD, 0, false };
}

static inline int tokens_rows(const struct layout_wish *w)
{
	return w->k + 3;
}

static inline int prompts_rows(const struct layout_wish *w)
{
	return most_of(w->ntracked + 2, 4);
}

/* Rungs, the line among them, head and foot. */
static inline int ladder_rows(const struct layout_wish *w)
{
	return most_of(w->ntracked + 4, LADDER_LEAST);
}

static inline int positions_rows(const struct layout_wish *w)
{
	return w->N + 2;
}

/* As many as say something: most of a long list are .000. */
static inline int tokens_want(const struct rect *in, const struct layout_wish *w)
{
	return least_of(least_of(tokens_rows(w), TOKENS_GOOD), in->rows / 3);
}

/* In two columns, or in one; and what was paid there, in a line or in two. */
static inline int next_rows(const struct layout_wish *w, int cols)
{
	return cols >= 60 ? (w->k + 1) / 2 + 2 : w->k + 3;
}

/* With the heads and the sum. */
static inline int sample_rows(const struct layout_wish *w)
{
	return w->N + 3;
}

/* Rows of a panel in full width, its place left open: `bare` where two that have to be shown leave each other no more, else
 * `least`. */
struct slot layout_slot(enum panel_id id, const struct rect *in, const struct layout_wish *w);
/* Gives the right halves of prompts, tokens and samples to those of B. */
void layout_pair(struct layout *to, int window_cols);
/* One panel and the console. */
void lay_alone(struct rect in, const struct layout_wish *w, enum panel_id panel, struct layout *to);
/* Columns of the prompts beside their curve. */
int prompts_cols(const struct rect *in);

/* A level: its page of a full-sized window, and the panels that a page of one's choice may show, as bits. */
struct depth {
	void (*lay)(struct rect in, const struct layout_wish *w, struct layout *to);
	unsigned panels;
	enum panel_id main;  /* the one that it is for: a small window shows it whatever is in focus */
	enum panel_id first; /* in focus when one comes there                                        */
};
extern const struct depth layout_depths[]; /* by enum view_depth */
/* Whether the page is one of those that people choose by number, and its panels as bits. */
bool layout_is_numbered(const struct layout_wish *w);
unsigned layout_numbered(const struct layout_wish *w);
/* All that the focus may choose from, as bits. */
unsigned layout_offered(const struct layout_wish *w);

/* Pages that fill `in`, of a full-sized window: all prompts, one prompt, one prompt token by token, one of its samples. */
void lay_all(struct rect in, const struct layout_wish *w, struct layout *to);
void lay_prompt(struct rect in, const struct layout_wish *w, struct layout *to);
void lay_tokens(struct rect in, const struct layout_wish *w, struct layout *to);
void lay_sample(struct rect in, const struct layout_wish *w, struct layout *to);
/* Of any window: one panel alone, the one in focus; a numbered page; the page for a projector. */
void lay_zoom(struct rect in, const struct layout_wish *w, struct layout *to);
void lay_numbered(struct rect in, const struct layout_wish *w, struct layout *to);
void lay_present(struct rect in, const struct layout_wish *w, struct layout *to);
/* With a lesson beside the curve; or in the place of what is below the main panel of a level, false: what is in focus has no
 * place there. */
bool lesson_is_beside_curve(const struct rect *in, const struct layout_wish *w);
bool lay_low(struct rect in, const struct layout_wish *w, struct layout *to);
/* A small window. */
void lay_small(struct rect in, const struct layout_wish *w, struct layout *to);

#endif
