/* For terminals of 256 colours: cat, less -R. Each line ends in the terminal's own look. */
#include "panel/picture.h"

#include "base/utf8.h"

/* What a terminal is told in front of a style, from its own look on [ECMA-48, SGR]. */
static void add_look(enum theme theme, enum style style, struct str *to)
{
	static const struct {
		unsigned look;
		int number;
	} attributes[] = { { LOOK_BOLD, 1 }, { LOOK_DIM, 2 }, { LOOK_UNDERLINE, 4 }, { LOOK_REVERSE, 7 } };
	struct look look = theme_look(theme, 256, style);
	int paper = theme_background(theme, 256);

	str_add(to, "\033[0");
	for (size_t i = 0; i < sizeof attributes / sizeof attributes[0]; i++)
		if (look.attributes & attributes[i].look)
			str_addf(to, ";%d", attributes[i].number);
	if (look.color >= 0)
		str_addf(to, ";38;5;%d", look.color);
	if (paper >= 0)
		str_addf(to, ";48;5;%d", paper);
	str_add(to, "m");
}

static bool is_own(enum theme theme, enum style style)
{
	struct look look = theme_look(theme, 256, style);

	return look.color < 0 && look.attributes == 0 && theme_background(theme, 256) < 0;
}

static void add_run(const struct canvas *c, int row, int col, int end, struct str *to)
{
	char bytes[4];

	for (; col < end; col++) {
		uint32_t rune = canvas_rune(c, row, col);
		if (rune)
			str_add_bytes(to, bytes, utf8_encode(bytes, rune));
	}
}

static void add_row(const struct picture *p, int row, struct str *to)
{
	/* a background of the theme's own goes to the right edge */
	int end = theme_background(p->theme, 256) >= 0 ? p->canvas->cols : picture_end(p, row);
	bool own = true;

	for (int col = 0, next; col < end; col = next) {
		enum style style = canvas_style(p->canvas, row, col);
		next = picture_run(p->canvas, row, col, end);
		if (!is_own(p->theme, style))
			add_look(p->theme, style, to);
		else if (!own)
			str_add(to, "\033[0m");
		own = is_own(p->theme, style);
		add_run(p->canvas, row, col, next, to);
	}
	str_add(to, own ? "\n" : "\033[0m\n");
}

void picture_ansi(const struct picture *p, struct str *to)
{
	for (int row = 0; row < p->canvas->rows; row++)
		add_row(p, row, to);
	add_look(p->theme, STYLE_NOTE, to);
	str_addf(to, "# %s\033[0m\n", p->stamp);
}
