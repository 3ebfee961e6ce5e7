/* The kinds of pictures, and what they share. */
#include "panel/picture.h"

#include <stdbool.h>
#include <string.h>

#include "base/given.h"

/* A row a line and nothing else: text has no place for a stamp that is not part of the picture. */
static void picture_text(const struct picture *p, struct str *to)
{
	canvas_print(p->canvas, to);
}

static const struct picture_type types[] = {
	{ ".txt", picture_text }, { ".ansi", picture_ansi }, { ".html", picture_html }, { ".svg", picture_svg },
};
enum { TYPES = sizeof types / sizeof types[0] };

const struct picture_type *picture_named(const char *file, struct err *e)
{
	const char *slash = strrchr(file, '/'), *dot = strrchr(slash ? slash : file, '.');
	char got[GIVEN_TEXT];

	for (int i = 0; dot && i < TYPES; i++)
		if (strcmp(dot, types[i].ending) == 0)
			return &types[i];
	err_set(e, "shot writes .txt, .ansi, .html and .svg files, got \"%s\". try shot screen.svg", given(got, file));
	return NULL;
}

static bool shows(const struct picture *p, int row, int col)
{
	struct ink ink = theme_ink(p->theme, canvas_style(p->canvas, row, col)), plain = theme_ink(p->theme, STYLE_PLAIN);

	return canvas_rune(p->canvas, row, col) != ' ' || ink.underline || ink.paper != plain.paper;
}

int picture_end(const struct picture *p, int row)
{
	int end = p->canvas->cols;

	while (end > 0 && !shows(p, row, end - 1))
		end--;
	return end;
}

int picture_run(const struct canvas *c, int row, int col, int end)
{
	enum style style = canvas_style(c, row, col);

	while (col < end && canvas_style(c, row, col) == style)
		col++;
	return col;
}
