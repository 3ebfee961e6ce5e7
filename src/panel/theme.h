/* How meanings look: colours of 256, 16 or 8, or none, and attributes. Nothing is told by a colour alone, and none is dark
 * blue. */
#ifndef OUTPOST_PANEL_THEME_H
#define OUTPOST_PANEL_THEME_H

#include <stdbool.h>

#include "panel/style.h"

enum theme { THEME_DARK, THEME_LIGHT, THEME_MONO, THEME_PROJECTOR }; /* in the order of the setting's words */

enum { LOOK_BOLD = 1, LOOK_DIM = 2, LOOK_UNDERLINE = 4, LOOK_REVERSE = 8 };
struct look {
	int color;           /* -1: the terminal's own; else of 256, 16 or 8 */
	unsigned attributes;
};

/* `colors` that the terminal has; below 8: none. */
struct look theme_look(enum theme theme, int colors, enum style style);
/* What all of them stand on: -1: the terminal's own, else a colour of those. */
int theme_background(enum theme theme, int colors);

/* The same where colours are numbers: 0xrrggbb. */
struct ink {
	unsigned text, paper;
	bool bold, underline;
};
struct ink theme_ink(enum theme theme, enum style style);

#endif
