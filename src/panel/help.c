/* The list of keys, in a box over the page. */
#include "panel/page.h"

#include <stdio.h>
#include <string.h>

#include "base/least.h"
#include "base/utf8.h"
#include "panel/keymap.h"

enum { KEYS_COLS = 7, TEXT_COLS = 29, TEXT_LEAST = 21, BRIEF_COLS = 9, ITEMS_MOST = 40, LOW = 12 };

/* Columns of items, filled one after the other; `text` columns for what a key does. */
struct list {
	struct keymap_row item[ITEMS_MOST];
	int n, rows, columns, text;
};

static void collect(const struct scene *s, struct list *to)
{
	struct keymap_row r;

	for (int i = 0; keymap_row(s, i, &r); i++)
		if (r.works && to->n < ITEMS_MOST)
			to->item[to->n++] = r;
}

/* As many columns as it takes, as wide as there is a use for. */
static void fit(struct list *l, int rows, int cols)
{
	int most = cols / (KEYS_COLS + BRIEF_COLS);

	l->columns = l->n > LOW && cols >= 2 * (KEYS_COLS + TEXT_LEAST) ? 2 : 1;
	while (l->columns * rows < l->n && l->columns < most)
		l->columns++;
	l->rows = least_of((l->n + l->columns - 1) / l->columns, rows);
	l->text = least_of(cols / l->columns - KEYS_COLS, TEXT_COLS);
}

/* Over the rows of the page from side to side: nothing of them is left in pieces. Returns the inside. */
static struct canvas draw_box(const struct scene *s, int rows, int cols, struct canvas *page)
{
	const struct glyphs *g = s->glyphs;
	struct canvas over = canvas_part(page, (page->rows - rows - 2) / 2, 0, rows + 2, page->cols);
	struct canvas box = canvas_part(&over, 0, (page->cols - cols - 2) / 2, rows + 2, cols + 2);
	int bottom = rows + 1, right = cols + 1;

	canvas_clear(&over);
	for (int row = 1; row < bottom; row++) {
		canvas_put(&box, row, 0, g->down, STYLE_RULE);
		canvas_put(&box, row, right, g->down, STYLE_RULE);
	}
	for (int i = 0; i < 2; i++) {
		canvas_fill(&box, i * bottom, 1, right - 1, g->across, STYLE_RULE);
		canvas_put(&box, i * bottom, 0, g->box[2 * i], STYLE_RULE);
		canvas_put(&box, i * bottom, right, g->box[2 * i + 1], STYLE_RULE);
	}
	canvas_cell(&box, 0, 3, right - 5, s->keys ? "[ keys ]" : "[ keys of KEYS mode: Esc leads there ]", STYLE_FOCUS);
	return canvas_part(&box, 1, 2, rows, cols - 1);
}

static size_t last_clause(const char *text)
{
	size_t at = strlen(text);

	while (at > 0 && text[at] != ';' && text[at] != ',')
		at--;
	return at;
}

/* In a word where there is no room for more, without its last clauses where those are too long. */
static void draw_text(const struct keymap_row *r, int row, int col, int cols, struct canvas *to)
{
	char text[64];

	snprintf(text, sizeof text, "%s", cols < TEXT_LEAST - 1 && *r->brief ? r->brief : r->does);
	while (utf8_width(text) > cols && strpbrk(text, ",;"))
		text[last_clause(text)] = '\0';
	canvas_cell(to, row, col, cols, text, STYLE_PLAIN);
}

static void draw_items(const struct list *l, struct canvas *to)
{
	for (int i = 0; i < l->n && i < l->rows * l->columns; i++) {
		int row = i % l->rows, col = i / l->rows * (KEYS_COLS + l->text);
		canvas_cell(to, row, col, KEYS_COLS - 1, l->item[i].keys, STYLE_KEY);
		draw_text(&l->item[i], row, col + KEYS_COLS, l->text - 1, to);
	}
	if (l->n <= l->rows * l->columns)
		return;
	canvas_fill(to, l->rows - 1, 0, to->cols, ' ', STYLE_PLAIN);
	canvas_cell(to, l->rows - 1, 0, to->cols, "more in a larger window", STYLE_NOTE);
}

void help_draw(const struct scene *s, struct canvas *to)
{
	bool edges = to->rows >= LAYOUT_TEXT_ROWS && to->cols >= LAYOUT_TEXT_COLS; /* a status and a key line */
	struct list l = { .n = 0 };
	struct canvas inside;

	collect(s, &l);
	fit(&l, to->rows - (edges ? 4 : 2), to->cols - 3);
	if (l.rows < 1)
		return;
	inside = draw_box(s, l.rows, least_of(l.columns * (KEYS_COLS + l.text) + 1, to->cols - 2), to);
	draw_items(&l, &inside);
}
