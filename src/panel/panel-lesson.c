/* The page of the lesson: its paragraphs, wrapped; answers and commands by their style, and by the signs in their words. */
#include <string.h>

#include "base/least.h"
#include "base/utf8.h"
#include "panel/scene.h"

enum { MARGIN = 1, ROOM = 512 };

static const enum style style_of[] = {
	[FRAME_LINE_HEAD] = STYLE_STOP,	     [FRAME_LINE_TEXT] = STYLE_PLAIN,  [FRAME_LINE_KEPT] = STYLE_PLAIN,
	[FRAME_LINE_ASK] = STYLE_STOP,	     [FRAME_LINE_CHOICE] = STYLE_PLAIN, [FRAME_LINE_YOU] = STYLE_CORRECT,
	[FRAME_LINE_HAPPENED] = STYLE_REWARDED, [FRAME_LINE_COMMAND] = STYLE_KEY, [FRAME_LINE_HINT] = STYLE_NOTE,
	[FRAME_LINE_NEXT] = STYLE_KEY,
};

/* Bytes of the text that fit into `cols` columns: up to a blank, or as much of an overlong word as there is room for. */
static size_t fit(const char *text, int cols)
{
	size_t n = strlen(text), at = 0, blank = 0;
	uint32_t rune;
	int used = 0;

	while (at < n) {
		size_t bytes = utf8_decode(text + at, n - at, &rune);
		used += utf8_rune_width(rune);
		if (used > cols && (at > 0 || blank > 0))
			return blank > 0 && text[at] != ' ' ? blank : at;
		if (text[at] == ' ' && at > 0 && text[at - 1] != ' ' && at > strspn(text, " "))
			blank = at;
		at += bytes;
	}
	return n;
}

/* Draws the rows of a line that lie below `skip` (to NULL: none) and returns how many it has. */
static int draw_line(const struct frame_line *l, int cols, int row, struct canvas *to)
{
	const char *at = l->text;
	int rows = 0, indent = 0;

	if (l->gap)
		rows++;
	do {
		size_t n = l->kind == FRAME_LINE_KEPT ? strlen(at) : fit(at, most_of(cols - indent, 1));
		char part[ROOM];
		if (to && row + rows >= 0 && row + rows < to->rows) {
			size_t bytes = n < ROOM - 1 ? n : ROOM - 1;
			memcpy(part, at, bytes);
			part[bytes] = '\0';
			canvas_cell(to, row + rows, MARGIN + indent, most_of(cols - indent, 0), part, style_of[l->kind]);
		}
		rows++;
		at += n + strspn(at + n, " ");
		indent = l->indent;
	} while (*at);
	return rows;
}

static int draw_all(const struct frame *f, int cols, int from, struct canvas *to)
{
	int row = -from;

	for (int i = 0; f->lesson && i < f->lesson->nlines; i++)
		row += draw_line(&f->lesson->line[i], most_of(cols - MARGIN, 1), row, to);
	return row + from;
}

int lesson_rows(const struct frame *f, int cols)
{
	return draw_all(f, cols, 0, NULL);
}

static void lesson_draw(const struct scene *s, struct canvas *to)
{
	int most = most_of(lesson_rows(s->frame, to->cols) - to->rows, 0);

	if (s->frame->lesson)
		draw_all(s->frame, to->cols, clamp(s->lesson_scroll, 0, most), to);
	else
		canvas_cell(to, 0, 1, to->cols - 1, "no lesson is going on: lesson lists them", STYLE_NOTE);
}

static void lesson_title(const struct scene *s, struct str *left, struct str *right)
{
	const struct frame_lesson *l = s->frame->lesson;

	if (!l)
		return;
	str_addf(left, " %d: %s", l->number, l->title);
	str_addf(right, "%d of %d", l->page, l->pages);
}

const struct panel_type panel_lesson = {
	.help = "The page of the lesson. > is your answer; below a run: you, and what happened.\n"
		"n next page, N the one before, h a hint, PgDn more of the page; solution types a command, play leaves the lesson "
		"for a while and next comes back to it.",
	.number = 6, .name = "lesson", .need = FRAME_LESSON, .min_rows = 2, .min_cols = 20, .title = lesson_title,
	.draw = lesson_draw,
};
