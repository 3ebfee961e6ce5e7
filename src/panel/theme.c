/* One table. Every colour of the 256 keeps a contrast of 4.5:1 on black (dark) or on white (light), reversed ones too:
 * there the text takes the background's colour. The test computes it. */
#include "panel/theme.h"

#include <stdbool.h>

enum { OWN = -1, BLACK, RED, YELLOW = 3, CYAN = 6, WHITE = 7, BRIGHT = 8 };
enum { NONE = 0, BOLD = LOOK_BOLD, DIM = LOOK_DIM, UNDER = LOOK_UNDERLINE, BACK = LOOK_REVERSE };

/* Of eight colours, yellow, cyan and white are lost on a light background: a light theme goes without colours there. */
static const struct look_set {
	struct look dark, light, eight, mono;
} sets[STYLES] = {
	[STYLE_PLAIN] =    { { OWN, NONE },        { OWN, NONE },        { OWN, NONE },      { OWN, NONE } },
	[STYLE_RULE] =     { { 244, NONE },        { 242, NONE },        { OWN, NONE },      { OWN, NONE } },
	[STYLE_TITLE] =    { { OWN, BOLD },        { OWN, BOLD },        { OWN, BOLD },      { OWN, BOLD } },
	[STYLE_FOCUS] =    { { OWN, BOLD | BACK }, { OWN, BOLD | BACK }, { OWN, BOLD | BACK }, { OWN, BOLD | BACK } },
	[STYLE_STATUS] =   { { OWN, BOLD },        { OWN, BOLD },        { OWN, BOLD },      { OWN, BOLD } },
	[STYLE_STATE] =    { { OWN, BOLD | BACK }, { OWN, BOLD | BACK }, { OWN, BOLD | BACK }, { OWN, BOLD | BACK } },
	[STYLE_FLASH] =    { { 209, BOLD | UNDER | BACK }, { 124, BOLD | UNDER | BACK }, { RED, BOLD | UNDER | BACK },
			     { OWN, BOLD | UNDER | BACK } },
	[STYLE_A] =        { { 214, NONE },        { 130, BOLD },        { YELLOW, NONE },   { OWN, NONE } },
	[STYLE_B] =        { { 74, NONE },         { 25, NONE },         { CYAN, NONE },     { OWN, BOLD } },
	[STYLE_BASE] =     { { 248, NONE },        { 240, NONE },        { WHITE, NONE },    { OWN, DIM } },
	[STYLE_OUT] =      { { 209, BACK },        { 124, BACK },        { RED, BACK },      { OWN, BACK } },
	[STYLE_REWARDED] = { { OWN, BOLD },        { OWN, BOLD },        { OWN, BOLD },      { OWN, BOLD } },
	[STYLE_CORRECT] =  { { OWN, BOLD },        { OWN, BOLD },        { OWN, BOLD },      { OWN, BOLD } },
	[STYLE_SELECTED] = { { OWN, BACK },        { OWN, BACK },        { OWN, BACK },      { OWN, BACK } },
	[STYLE_CHANGED] =  { { OWN, UNDER },       { OWN, UNDER },       { OWN, UNDER },     { OWN, UNDER } },
	[STYLE_ALPHA] =    { { 209, NONE },        { 124, NONE },        { OWN, NONE },      { OWN, NONE } },
	[STYLE_HEAD] =     { { 248, NONE },        { 240, NONE },        { OWN, NONE },      { OWN, NONE } },
	[STYLE_ECHO] =     { { OWN, BOLD },        { OWN, BOLD },        { OWN, BOLD },      { OWN, BOLD } },
	[STYLE_STOP] =     { { OWN, BOLD },        { OWN, BOLD },        { OWN, BOLD },      { OWN, BOLD } },
	[STYLE_NOTE] =     { { 248, NONE },        { 240, NONE },        { OWN, NONE },      { OWN, NONE } },
	[STYLE_ERROR] =    { { OWN, BOLD },        { OWN, BOLD },        { OWN, BOLD },      { OWN, BOLD } },
	[STYLE_KEY] =      { { OWN, BOLD },        { OWN, BOLD },        { OWN, BOLD },      { OWN, BOLD } },
	/* more probable is farther from the background */
	[STYLE_SHADE] =     { { 98, NONE },        { 28, NONE },         { OWN, NONE },      { OWN, NONE } },
	[STYLE_SHADE + 1] = { { 68, NONE },        { 60, NONE },         { OWN, NONE },      { OWN, NONE } },
	[STYLE_SHADE + 2] = { { 72, NONE },        { 24, NONE },         { OWN, NONE },      { OWN, NONE } },
	[STYLE_SHADE + 3] = { { 77, NONE },        { 55, NONE },         { OWN, NONE },      { OWN, NONE } },
	[STYLE_SHADE + 4] = { { 220, NONE },       { 53, NONE },         { OWN, NONE },      { OWN, NONE } },
};

/* For the back row: on black, whatever the terminal's own is, all of it bold and white but for what is a trainer's. Nothing
 * is dimmed; what mono says by reversing and underlining stays. */
static struct look on_projector(const struct look_set *set, int colors)
{
	struct look look = set->mono;
	bool is_a = set == &sets[STYLE_A], is_b = set == &sets[STYLE_B];

	look.attributes = (look.attributes & ~(unsigned)DIM) | BOLD;
	if (colors >= 256)
		look.color = is_a || is_b ? set->dark.color : 231;
	else if (colors >= 8)
		look.color = (is_a ? YELLOW : is_b ? CYAN : WHITE) + (colors >= 16 ? BRIGHT : 0);
	return look;
}

/* Of sixteen colours more are known than of eight: plain red is too dark on black to be read, bright red is not. The
 * other bright ones would be lost on white, for a background is never guessed. */
static struct look of_few(const struct look_set *set, int colors)
{
	struct look look = set->eight;

	if (colors >= 16 && look.color == RED)
		look.color += BRIGHT;
	return look;
}

struct look theme_look(enum theme theme, int colors, enum style style)
{
	const struct look_set *set = &sets[style];

	if (theme == THEME_PROJECTOR)
		return on_projector(set, colors);
	if (theme == THEME_MONO || colors < 8)
		return set->mono;
	if (colors >= 256)
		return theme == THEME_LIGHT ? set->light : set->dark;
	return theme == THEME_LIGHT ? set->mono : of_few(set, colors);
}

int theme_background(enum theme theme, int colors)
{
	if (theme != THEME_PROJECTOR || colors < 8)
		return OWN;
	return colors >= 256 ? 16 : BLACK;
}
