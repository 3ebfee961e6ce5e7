/* What the panel in focus shows, and the list of keys below it, in a box over the page. */
#include "panel/page.h"

#include <stdio.h>
#include <string.h>

#include "base/least.h"
#include "base/utf8.h"
#include "panel/keymap.h"

enum { KEYS_COLS = 7, TEXT_COLS = 29, TEXT_LEAST = 21, BRIEF_COLS = 9, ITEMS_MOST = 40, LOW = 12,
       WORDS_MOST = 76 };

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

static int columns_most(int cols)
{
	return most_of(cols / (KEYS_COLS + BRIEF_COLS), 1);
}

/* As many columns as it takes, as wide as there is a use for. */
static void fit(struct list *l, int rows, int cols)
{
	int most = columns_most(cols);

	l->columns = l->n > LOW && cols >= 2 * (KEYS_COLS + TEXT_LEAST) ? 2 : 1;
	while (l->columns * rows < l->n && l->columns < most)
		l->columns++;
	l->rows = least_of((l->n + l->columns - 1) / l->columns, rows);
	l->text = least_of(cols / l->columns - KEYS_COLS, TEXT_COLS);
}

/* ---- what a panel shows */

/* Lines of ASCII, folded between words. */
struct words {
	const struct panel_type *panel;
	const char *at; /* what is left of them */
	int cols;
};

static bool next_row(struct words *w, const char **row, int *len)
{
	size_t line = strcspn(w->at, "\n"), n = str_fit(w->at, line, (size_t)w->cols);

	if (!*w->at)
		return false;
	*row = w->at;
	*len = (int)n;
	w->at += n + strspn(w->at + n, " ");
	w->at += *w->at == '\n';
	return true;
}

static int count_rows(struct words w)
{
	const char *row;
	int n = 0, len;

	while (next_row(&w, &row, &len))
		n++;
	return n;
}

static int widest_row(struct words w)
{
	const char *row;
	int most = 0, len;

	while (next_row(&w, &row, &len))
		most = most_of(most, len);
	return most;
}

/* Up to the end of its last sentence, if it has one. */
static int whole_len(const char *row, int len)
{
	for (int n = len; n > 0; n--)
		if (row[n - 1] == '.')
			return n;
	return len;
}

/* In `rows` rows; the last one says where the rest is. */
static void draw_words(struct words w, int rows, struct canvas *to)
{
	bool cut = count_rows(w) > rows;
	char rest[80];
	const char *row;
	int len;

	for (int i = 0; i < rows - cut && next_row(&w, &row, &len); i++) {
		if (cut && i == rows - 2)
			len = whole_len(row, len);
		for (int col = 0; col < len; col++)
			canvas_put(to, i, col, (uint32_t)row[col], STYLE_PLAIN);
	}
	if (!cut)
		return;
	snprintf(rest, sizeof rest, "explain panel %s says what it shows", w.panel->name);
	canvas_cell(to, rows - 1, 0, to->cols, rest, STYLE_NOTE);
}

/* ---- the box */

/* Its rows inside: words, a rule, and keys; or keys alone. */
struct box {
	int rows, cols, words;
};

static const char *keys_title(const struct scene *s)
{
	return s->keys ? "[ keys ]" : "[ keys of KEYS mode: Esc leads there, the line keeps its text ]";
}

static void draw_across(const struct canvas *to, int row, const struct glyphs *g, const uint32_t end[2], const char *title)
{
	struct canvas all = *to;

	canvas_fill(&all, row, 1, to->cols - 2, g->across, STYLE_RULE);
	canvas_put(&all, row, 0, end[0], STYLE_RULE);
	canvas_put(&all, row, to->cols - 1, end[1], STYLE_RULE);
	canvas_cell(&all, row, 3, to->cols - 6, title, STYLE_FOCUS);
}

/* Over the rows of the page from side to side: nothing of them is left in pieces. Returns the inside. */
static struct canvas draw_box(const struct scene *s, const struct box *b, const struct words *w, struct canvas *page)
{
	const struct glyphs *g = s->glyphs;
	const uint32_t tee[2] = { g->tee_right, g->tee_left };
	struct canvas over = canvas_part(page, (page->rows - b->rows - 2) / 2, 0, b->rows + 2, page->cols);
	struct canvas box = canvas_part(&over, 0, (page->cols - b->cols - 2) / 2, b->rows + 2, b->cols + 2);
	char title[64];

	canvas_clear(&over);
	for (int row = 1; row <= b->rows; row++) {
		canvas_put(&box, row, 0, g->down, STYLE_RULE);
		canvas_put(&box, row, b->cols + 1, g->down, STYLE_RULE);
	}
	draw_across(&box, 0, g, g->box, keys_title(s));
	draw_across(&box, b->rows + 1, g, g->box + 2, "");
	if (b->words > 0) {
		snprintf(title, sizeof title, w->panel->number ? "[ %2$d %1$s ]" : "[ %1$s ]", w->panel->name,
			 w->panel->number);
		draw_across(&box, 0, g, g->box, title);
		draw_across(&box, b->words + 1, g, tee, keys_title(s));
	}
	return canvas_part(&box, 1, 2, b->rows, b->cols - 1);
}

/* ---- the list of keys */

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

static struct words words_of(const struct scene *s, int cols)
{
	const struct panel_type *p = page_type(s->focus);

	return (struct words){ .panel = p, .at = p && p->help ? p->help : "", .cols = clamp(cols, 1, WORDS_MOST) };
}

/* Words get what the keys leave them in as many columns as there can be. */
static int rows_for_words(const struct list *l, const struct words *w, int rows, int cols)
{
	int most = columns_most(cols), room = rows - (l->n + most - 1) / most - 1;

	return most_of(least_of(count_rows(*w), room), 0);
}

void help_draw(const struct scene *s, struct canvas *to)
{
	bool edges = to->rows >= LAYOUT_TEXT_ROWS && to->cols >= LAYOUT_TEXT_COLS; /* a status and a key line */
	int rows = to->rows - (edges ? 4 : 2), cols = to->cols - 3;
	struct words w = words_of(s, cols - 1);
	struct list l = { .n = 0 };
	struct canvas inside, keys;
	struct box b;
	int above;

	collect(s, &l);
	b.words = rows_for_words(&l, &w, rows, cols);
	above = b.words > 0 ? b.words + 1 : 0;
	fit(&l, rows - above, cols);
	if (l.rows < 1)
		return;
	b.rows = above + l.rows;
	b.cols = least_of(most_of(l.columns * (KEYS_COLS + l.text), b.words > 0 ? widest_row(w) + 1 : 0) + 1, to->cols - 2);
	inside = draw_box(s, &b, &w, to);
	draw_words(w, b.words, &inside);
	keys = canvas_part(&inside, above, 0, l.rows, inside.cols);
	draw_items(&l, &keys);
}
