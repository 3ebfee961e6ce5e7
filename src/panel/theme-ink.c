/* The looks of theme.c in a picture, which has no terminal to take colours from: dark stands on black, light and mono, which
 * are for paper, on white. Contrasts are then those that the palette was chosen by. */
#include "panel/theme.h"

enum { PLAIN_ON_BLACK = 0xe4e4e4, PLAIN_ON_WHITE = 0x1c1c1c, COLORS = 256 };

/* xterm's palette from 16 on: a cube of 6 x 6 x 6, then 24 greys. The first 16 are every user's own, and no style has them. */
static unsigned rgb_of(int color)
{
	static const unsigned level[6] = { 0, 95, 135, 175, 215, 255 };
	unsigned at = (unsigned)color - 16, grey = 8 + 10 * (at - 216);

	if (color >= 232)
		return grey << 16 | grey << 8 | grey;
	return level[at / 36] << 16 | level[at / 6 % 6] << 8 | level[at % 6];
}

static struct ink plain_ink(enum theme theme)
{
	int paper = theme_background(theme, COLORS);

	if (theme == THEME_LIGHT || theme == THEME_MONO)
		return (struct ink){ .text = PLAIN_ON_WHITE, .paper = 0xffffff };
	return (struct ink){ .text = PLAIN_ON_BLACK, .paper = paper >= 0 ? rgb_of(paper) : 0 };
}

/* Five eighths of one and three of the other: that much dimmed, text still has 4.5:1. */
static unsigned dimmed(unsigned text, unsigned paper)
{
	unsigned mixed = 0;

	for (int shift = 0; shift <= 16; shift += 8)
		mixed |= (5 * (text >> shift & 0xff) + 3 * (paper >> shift & 0xff)) / 8 << shift;
	return mixed;
}

struct ink theme_ink(enum theme theme, enum style style)
{
	struct look look = theme_look(theme, COLORS, style);
	struct ink ink = plain_ink(theme);
	unsigned paper = ink.paper;

	if (look.color >= 0)
		ink.text = rgb_of(look.color);
	if (look.attributes & LOOK_DIM)
		ink.text = dimmed(ink.text, paper);
	if (look.attributes & LOOK_REVERSE) {
		ink.paper = ink.text;
		ink.text = paper;
	}
	ink.bold = look.attributes & LOOK_BOLD;
	ink.underline = look.attributes & LOOK_UNDERLINE;
	return ink;
}
