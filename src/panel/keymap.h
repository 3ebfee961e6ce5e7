/* The keys: one table from which they act, and the key line and the list of keys are printed. */
#ifndef OUTPOST_PANEL_KEYMAP_H
#define OUTPOST_PANEL_KEYMAP_H

#include "panel/deed.h"

/* Keys that are no characters, above all of those. */
enum press {
	PRESS_UP = 0x110000, PRESS_DOWN, PRESS_LEFT, PRESS_RIGHT, PRESS_PAGE_UP, PRESS_PAGE_DOWN, PRESS_HOME, PRESS_END,
	PRESS_TAB, PRESS_BACKTAB, PRESS_ENTER, PRESS_ESC, PRESS_F1, PRESS_F5, PRESS_F10,
	PRESS_CLICK, PRESS_WHEEL_UP, PRESS_WHEEL_DOWN,
	PRESS_OTHER, /* a key of which nothing is known */
};

enum { KEYMAP_CTRL_L = 12 };

/* While the line is open: whether a key is not the line's. While a run goes and nothing is typed there are a few more. */
bool keymap_takes(uint32_t key, bool running, bool line_is_empty);
/* What the wheel does over a panel, whatever the mode: what Up and Down do with the focus there. */
void keymap_wheel(const struct scene *s, enum panel_id over, uint32_t press, struct deed *to);
/* What a key does in KEYS mode, or in TYPE mode while a run leaves only a few of them. */
void keymap_find(const struct scene *s, uint32_t key, struct deed *to);
/* A line for each key, the most useful first: from it the key line and the list over the page are made. False behind
 * the last one. */
struct keymap_row {
	const char *keys, *does;
	const char *brief; /* `does` in a word, as things are now; "": not worth a place in the key line */
	char typed[32];    /* what to type instead; "": nothing                                          */
	const char *typed_brief; /* what that does                                                       */
	int first;         /* before all others, as things are now: 1, then 2; 0: not so                 */
	bool works;        /* in KEYS mode                                                               */
	bool left;         /* in TYPE mode, of the few that do something there while a run is going      */
};
/* The same as it always is: what the row's keys are called, and what they do. */
bool keymap_key(int i, const char **keys, const char **does);
bool keymap_row(const struct scene *s, int i, struct keymap_row *to);

#endif
