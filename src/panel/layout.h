/* Where panels lie: arithmetic on rectangles, for any size of a window. */
#ifndef OUTPOST_PANEL_LAYOUT_H
#define OUTPOST_PANEL_LAYOUT_H

#include "panel/scene.h"

struct rect {
	int row, col, rows, cols; /* rows 0: not shown; the first row of a panel is its title's */
};

/* Whether its last column is a rule that parts it from a neighbour. */
bool rect_has_rule(const struct rect *r, int window_cols);

enum layout_kind {
	LAYOUT_TINY,  /* below 40x10: one line says so                                                     */
	LAYOUT_TEXT,  /* below 60x16: the console alone, with a notice                                     */
	LAYOUT_SMALL, /* below 80x20: status, the panel in focus, others while there is room, console, keys */
	LAYOUT_FULL,
};

/* Pages of all prompts that people choose by number, as the setting `layout` has them. */
enum layout_number {
	LAYOUT_AUTO = 1, LAYOUT_LIKELIHOOD, LAYOUT_TOKENS, LAYOUT_SAMPLES, LAYOUT_THEORY, LAYOUT_CONSOLE
};

/* What the panels could use, as far as it matters. */
struct layout_wish {
	enum view_depth depth;
	enum panel_id focus;
	int k, N, ntracked;
	bool lesson;    /* one is going on ..                    */
	bool asks;      /* .. and its questions are to be answered */
	bool split;     /* A and B are to be shown side by side */
	bool zoom;      /* the panel in focus alone              */
	int number;     /* enum layout_number                    */
	bool present;   /* for a projector                       */
	int reply_rows; /* of the newest reply: the console grows over other panels while it is longer than its place */
};

struct layout {
	enum layout_kind kind;
	struct rect at[PANELS];
	bool split; /* panels come in pairs: at[PANEL_PROMPTS] is of A, at[PANEL_PROMPTS_B] of B, .. */
	bool more; /* Tab leads to panels that are not shown */
};

enum { LAYOUT_TINY_COLS = 40, LAYOUT_TINY_ROWS = 10, LAYOUT_TEXT_COLS = 60, LAYOUT_TEXT_ROWS = 16,
       LAYOUT_FULL_COLS = 80, LAYOUT_FULL_ROWS = 20,
       LAYOUT_WIDE_COLS = 120 /* from here on A and B stand side by side */ };

/* The same panel of the other trainer, of those that can come in pairs; PANEL_STATUS: it cannot. And whether it is B's. */
enum panel_id panel_twin(enum panel_id id);
bool panel_is_twin(enum panel_id id);
/* Whether it stands in a pair. */
bool layout_is_pair(const struct layout *l, enum panel_id id);
/* A panel without its title, and without the rule to its right. Both of a pair have as many columns: they choose the same
 * contents then. */
struct rect layout_inside(const struct layout *l, enum panel_id id, int window_cols);

/* No rectangle leaves the window, and no two of them meet. */
void layout_make(int rows, int cols, const struct layout_wish *wish, struct layout *to);
/* The panel that Tab goes to (by 1) or Shift-Tab (by -1): one that is shown or, where the focus chooses, could be. */
enum panel_id layout_next(const struct layout *l, const struct layout_wish *wish, int by);

/* The panel that is in focus when one comes to a level. */
enum panel_id layout_first(enum view_depth depth);
/* The one that gets the focus when the panel that had it is not shown: that one, else the uppermost. */
enum panel_id layout_home(const struct layout *l, enum view_depth depth);

#endif
