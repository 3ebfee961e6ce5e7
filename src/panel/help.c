/* The list of keys, in a box over the page. */
#include "panel/page.h"

#include "panel/keymap.h"

enum { KEYS_COLS = 8, ITEM_COLS = 36, ITEMS_MOST = 40 };

static int collect(const struct scene *s, struct keymap_row item[ITEMS_MOST])
{
	struct keymap_row r;
	int n = 0;

	for (int i = 0; keymap_row(s, i, &r); i++)
		if (r.works && n < ITEMS_MOST)
			item[n++] = r;
	return n;
}

static void draw_box(const struct scene *s, struct canvas *box)
{
	const struct glyphs *g = s->glyphs;
	int bottom = box->rows - 1, right = box->cols - 1;

	canvas_clear(box);
	for (int row = 1; row < bottom; row++) {
		canvas_put(box, row, 0, g->down, STYLE_RULE);
		canvas_put(box, row, right, g->down, STYLE_RULE);
	}
	for (int i = 0; i < 2; i++) {
		canvas_fill(box, i * bottom, 1, right - 1, g->across, STYLE_RULE);
		canvas_put(box, i * bottom, 0, g->box[2 * i], STYLE_RULE);
		canvas_put(box, i * bottom, right, g->box[2 * i + 1], STYLE_RULE);
	}
	canvas_cell(box, 0, 3, right - 5, s->keys ? "[ keys ]" : "[ keys of KEYS mode: Esc leads there ]", STYLE_FOCUS);
}

static int least_of(int a, int b)
{
	return a < b ? a : b;
}

/* Down one column, then the next. */
static void draw_items(const struct keymap_row *item, int n, int rows, struct canvas *to)
{
	int columns = to->cols / ITEM_COLS > 0 ? to->cols / ITEM_COLS : 1;

	for (int i = 0; i < n && i < rows * columns; i++) {
		int row = i % rows, col = i / rows * ITEM_COLS;
		canvas_cell(to, row, col, KEYS_COLS, item[i].keys, STYLE_KEY);
		canvas_cell(to, row, col + KEYS_COLS, ITEM_COLS - KEYS_COLS - 1, item[i].does, STYLE_PLAIN);
	}
	if (n <= rows * columns)
		return;
	canvas_fill(to, rows - 1, 0, to->cols, ' ', STYLE_PLAIN);
	canvas_cell(to, rows - 1, 0, to->cols, "more in a larger window", STYLE_NOTE);
}

void help_draw(const struct scene *s, struct canvas *to)
{
	struct keymap_row item[ITEMS_MOST];
	int n = collect(s, item), columns = to->cols >= 2 * ITEM_COLS + 4 && n > 12 ? 2 : 1;
	int rows = least_of((n + columns - 1) / columns, to->rows - 4);
	int cols = least_of(columns * ITEM_COLS + 4, to->cols);
	struct canvas box;

	if (rows < 1)
		return;
	box = canvas_part(to, (to->rows - rows - 2) / 2, (to->cols - cols) / 2, rows + 2, cols);
	draw_box(s, &box);
	box = canvas_part(&box, 1, 2, rows, cols - 4);
	draw_items(item, n, rows, &box);
}
