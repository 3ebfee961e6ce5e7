/* Rules and titles are the page's, what is between them the panels'. */
#include "panel/page.h"

#include <stdio.h>
#include <string.h>

#include "base/least.h"
#include "base/utf8.h"

static const struct panel_type console_type = {
	.number = 5, .name = "console",
	.help = "What was typed or run by a key, and what was answered; the last row is the line. "
		"note: worth a look. stop: why a run has stopped. PgUp and PgDn scroll.\n"
		"Esc: KEYS mode and back; what is typed on the line stays there, Ctrl-C clears it. "
		"Tab completes. All commands: help",
};
static const struct panel_type *const type_of[PANELS] = {
	[PANEL_PROMPTS] = &panel_prompts, [PANEL_CURVE] = &panel_curve, [PANEL_TOKENS] = &panel_tokens,
	[PANEL_SAMPLES] = &panel_samples, [PANEL_CONSOLE] = &console_type, [PANEL_QUANTILE] = &panel_quantile,
	[PANEL_STOPS] = &panel_stops, [PANEL_QUERIES] = &panel_queries, [PANEL_LADDER] = &panel_ladder,
	[PANEL_INSPECT] = &panel_inspect, [PANEL_POSITIONS] = &panel_positions, [PANEL_NEXT] = &panel_next,
	[PANEL_PROMPTS_B] = &panel_prompts, [PANEL_TOKENS_B] = &panel_tokens, [PANEL_SAMPLES_B] = &panel_samples,
	[PANEL_SAMPLE] = &panel_sample, [PANEL_LESSON] = &panel_lesson,
};

const struct panel_type *page_type(enum panel_id id)
{
	return type_of[id];
}

enum panel_id page_named(const char *name)
{
	for (int id = 0; id < PANELS; id++)
		if (type_of[id] && strcmp(type_of[id]->name, name) == 0)
			return (enum panel_id)id;
	return PANEL_STATUS;
}

const char *page_help(const char *name)
{
	const struct panel_type *p = type_of[page_named(name)];

	return p ? p->help : NULL;
}

/* ---- whose a panel is */

/* The trainer whose numbers it shows. */
static int owner(const struct scene *s, const struct layout *l, enum panel_id id)
{
	return layout_is_pair(l, id) ? panel_is_twin(id) : s->view->who;
}

struct scene page_scene(const struct scene *s, const struct layout *l, enum panel_id id)
{
	struct scene one = *s;

	one.paired = layout_is_pair(l, id);
	if (one.paired && s->side[panel_is_twin(id)])
		one.frame = s->side[panel_is_twin(id)];
	return one;
}

/* ---- what is asked of others */

static struct layout_wish wish_of(const struct scene *s, int rows, int cols)
{
	const struct frame *f = s->frame;

	return (struct layout_wish){
		.depth = s->view->depth, .focus = s->focus, .k = f->k, .N = f->N, .ntracked = f->ntracked,
		.lesson = f->lesson != NULL, .asks = f->lesson && f->lesson->locked, .split = f->split, .zoom = s->view->zoom, .number = f->layout, .present = f->present,
		.reply_rows = console_rows(&s->console, s->console.reply, cols, rows),
	};
}

void page_layout(const struct scene *s, int rows, int cols, struct layout *to)
{
	struct layout_wish wish = wish_of(s, rows, cols);

	layout_make(rows, cols, &wish, to);
	if (to->at[PANEL_CONSOLE].cols == cols || wish.reply_rows == 0)
		return;
	wish.reply_rows = 0; /* the console is narrower than the window: how wide it is, is known only now */
	layout_make(rows, cols, &wish, to);
	wish.reply_rows = console_rows(&s->console, s->console.reply, to->at[PANEL_CONSOLE].cols, rows);
	layout_make(rows, cols, &wish, to);
}

enum panel_id page_next(const struct scene *s, const struct canvas *page, const struct page *drawn, int by)
{
	struct layout_wish wish = wish_of(s, page->rows, page->cols);

	return layout_next(&drawn->layout, &wish, by);
}

unsigned page_need(const struct scene *s, int who, int rows, int cols)
{
	struct layout l;
	unsigned need = FRAME_STATUS;

	page_layout(s, rows, cols, &l);
	for (int i = 0; i < PANELS; i++)
		if (l.at[i].rows && type_of[i] && owner(s, &l, (enum panel_id)i) == who)
			need |= type_of[i]->need;
	return need;
}

static struct canvas canvas_at(const struct canvas *page, const struct rect *r)
{
	return canvas_part(page, r->row, r->col, r->rows, r->cols);
}

static struct canvas body_of(const struct canvas *page, const struct layout *l, enum panel_id id)
{
	struct rect r = layout_inside(l, id, page->cols);

	return canvas_at(page, &r);
}

/* ---- rules */

static bool is_across(const struct layout *l, int row, int col)
{
	for (int i = 0; i < PANELS; i++) {
		const struct rect *r = &l->at[i];
		if (type_of[i] && r->rows && r->row == row && col >= r->col && col < r->col + r->cols)
			return true;
	}
	return false;
}

static bool is_down(const struct layout *l, int row, int col, int window_cols)
{
	for (int i = 0; i < PANELS; i++) {
		const struct rect *r = &l->at[i];
		if (type_of[i] && row > r->row && row < r->row + r->rows && col == r->col + r->cols - 1 &&
		    rect_has_rule(r, window_cols))
			return true;
	}
	return false;
}

/* What joins the rules that come to a cell with one in it; 0: no rule turns there. */
static uint32_t joint(const struct layout *l, const struct glyphs *g, int row, int col, int window_cols)
{
	bool up = is_down(l, row - 1, col, window_cols), down = is_down(l, row + 1, col, window_cols);
	bool left = is_across(l, row, col - 1), right = is_across(l, row, col + 1);

	if (is_down(l, row, col, window_cols))
		up = down = true;
	if ((!up && !down) || (!left && !right))
		return 0;
	if (up && down)
		return left && right ? g->cross : left ? g->tee_left : g->tee_right;
	return up ? g->tee_up : g->tee_down;
}

/* Down the rule of a panel, from its own title to what is below. */
static void draw_joints(const struct scene *s, const struct layout *l, const struct rect *r, struct canvas *to)
{
	int col = r->col + r->cols - 1;

	for (int row = r->row; row <= r->row + r->rows; row++) {
		uint32_t rune = joint(l, s->glyphs, row, col, to->cols);
		if (rune)
			canvas_put(to, row, col, rune, STYLE_RULE);
	}
}

static void draw_rules(const struct scene *s, const struct layout *l, struct canvas *to)
{
	for (int i = 0; i < PANELS; i++) {
		const struct rect *r = &l->at[i];
		if (!type_of[i] || !r->rows)
			continue;
		canvas_fill(to, r->row, r->col, r->cols, s->glyphs->across, STYLE_RULE);
		for (int row = r->row + 1; rect_has_rule(r, to->cols) && row < r->row + r->rows; row++)
			canvas_put(to, row, r->col + r->cols - 1, s->glyphs->down, STYLE_RULE);
	}
	for (int i = 0; i < PANELS; i++)
		if (type_of[i] && l->at[i].rows && rect_has_rule(&l->at[i], to->cols))
			draw_joints(s, l, &l->at[i], to);
}

/* ---- titles */

static bool is_focus(const struct scene *s, const struct layout *l, enum panel_id id)
{
	bool meant = layout_is_pair(l, id) && s->view->who ? panel_twin(s->focus) == id : s->focus == id;

	return meant && !scene_is_typing(s);
}

/* What of the reply is not in sight. */
static void console_scrolled(const struct scene *s, const struct layout *l, struct str *to)
{
	const struct rect *r = &l->at[PANEL_CONSOLE];
	int above = console_above(&s->console, r->rows - 1, r->cols);

	if (s->console.scroll > 0)
		str_add(to, "PgDn: newer");
	else if (above > 0)
		str_addf(to, "PgUp: %d more", above);
}

/* What the console's title row has room for, and no panel shows. */
static void console_title(const struct scene *s, const struct layout *l, struct str *right)
{
	console_scrolled(s, l, right);
	if (right->len == 0 && !l->at[PANEL_QUERIES].rows)
		queries_brief(s->frame, right);
}

/* Without its last clauses where there is no room for all; the first one may go, too. */
static void shorten(struct str *s, int cols)
{
	while (utf8_width(str_text(s)) > cols) {
		size_t at = s->len;
		while (at > 0 && strncmp(s->text + at, ", ", 2) != 0)
			at--;
		s->text[at] = '\0';
		s->len = at;
	}
}

/* Rows of the page that are not in sight. */
static void lesson_scrolled(const struct scene *s, const struct layout *l, int cols, struct str *right)
{
	struct rect in = layout_inside(l, PANEL_LESSON, cols);
	int most = lesson_rows(s->frame, in.cols) - in.rows, below = most - s->lesson_scroll;

	if (most <= 0)
		return;
	if (below > 0)
		str_addf(right, "  PgDn: %d more", below);
	else
		str_add(right, "  PgUp: the start");
}

/* `--[ 1 prompts ]---- .. ----right--`; at the right of a rule a dash less. `>` marks the focus. */
static void draw_title(const struct scene *s, const struct layout *l, enum panel_id id, struct canvas *to)
{
	const struct panel_type *p = type_of[id];
	const struct rect *r = &l->at[id];
	struct canvas row = canvas_part(to, r->row, r->col, 1, r->cols - rect_has_rule(r, to->cols));
	struct scene one = page_scene(s, l, id);
	enum style style = is_focus(s, l, id) ? STYLE_FOCUS : STYLE_TITLE;
	struct str left = { 0 }, right = { 0 };
	int start = r->col ? 1 : 2, room = row.cols - start - 4 - 2, width;
	char cut[256];

	if (p->number)
		str_addf(&left, "%d ", p->number);
	str_add(&left, p->name);
	if (p->title)
		p->title(&one, &left, &right);
	if (id == PANEL_CONSOLE)
		console_title(s, l, &right);
	if (id == PANEL_LESSON)
		lesson_scrolled(s, l, to->cols, &right);
	utf8_cut(cut, sizeof cut, str_text(&left), room);
	canvas_text(&row, 0, start, style == STYLE_FOCUS ? "[>" : "[ ", STYLE_RULE);
	width = canvas_text(&row, 0, start + 2, cut, style);
	canvas_text(&row, 0, width, " ]", STYLE_RULE);
	width += 2;
	shorten(&right, most_of(0, row.cols - width - 4));
	if (right.len)
		canvas_text(&row, 0, row.cols - 2 - utf8_width(str_text(&right)), str_text(&right), STYLE_TITLE);
	str_done(&left);
	str_done(&right);
}

/* ---- bodies */

static void draw_body(const struct scene *s, const struct panel_type *p, struct canvas *to)
{
	char text[48];

	if (to->rows >= p->min_rows && to->cols >= p->min_cols) {
		p->draw(s, to);
		return;
	}
	snprintf(text, sizeof text, " needs %dx%d", p->min_cols, p->min_rows);
	canvas_cell(to, 0, 0, to->cols, text, STYLE_NOTE);
}

/* The cursor is seen while the line can be typed at. */
static void draw_console(const struct scene *s, struct canvas *to, struct page *drawn)
{
	const struct rect *r = &drawn->layout.at[PANEL_CONSOLE];
	struct canvas body = body_of(to, &drawn->layout, PANEL_CONSOLE);

	console_draw(&s->console, &body, &drawn->cursor_row, &drawn->cursor_col);
	if (drawn->cursor_row >= 0) {
		drawn->cursor_row += r->row + 1;
		drawn->cursor_col += r->col;
	}
	if (!scene_is_typing(s))
		drawn->cursor_row = drawn->cursor_col = -1;
}

static void draw_panels(const struct scene *s, const struct layout *l, struct canvas *to)
{
	draw_rules(s, l, to);
	for (int i = 0; i < PANELS; i++) {
		if (!type_of[i] || !l->at[i].rows)
			continue;
		draw_title(s, l, (enum panel_id)i, to);
		if (type_of[i]->draw) {
			struct canvas body = body_of(to, l, (enum panel_id)i);
			struct scene one = page_scene(s, l, (enum panel_id)i);
			draw_body(&one, type_of[i], &body);
		}
	}
}

static void draw_edges(const struct scene *s, const struct layout *l, struct canvas *to)
{
	struct canvas status = canvas_at(to, &l->at[PANEL_STATUS]), keys = canvas_at(to, &l->at[PANEL_KEYS]);

	if (status.rows)
		status_draw(s, &status);
	if (keys.rows)
		keyline_draw(s, l->more, &keys);
}

/* ---- the page */

static void draw_too_small(struct canvas *to)
{
	char text[80];

	snprintf(text, sizeof text, "outpost: window %dx%d too small (%dx%d)", to->cols, to->rows, LAYOUT_TINY_COLS,
		 LAYOUT_TINY_ROWS);
	canvas_text(to, 0, 0, text, STYLE_PLAIN);
}

static void draw_notice(const struct scene *s, const struct layout *l, struct canvas *to)
{
	struct str more = { 0 };
	char text[80];
	int col;

	snprintf(text, sizeof text, "%dx%d needed for panels, using text", LAYOUT_TEXT_COLS, LAYOUT_TEXT_ROWS);
	col = canvas_text(to, 0, 0, text, STYLE_NOTE);
	console_scrolled(s, l, &more);
	if (col + 2 + utf8_width(str_text(&more)) <= to->cols)
		canvas_text(to, 0, col + 2, str_text(&more), STYLE_TITLE);
	str_done(&more);
}

void page_draw(const struct scene *s, struct canvas *to, struct page *drawn)
{
	struct layout *l = &drawn->layout;

	drawn->cursor_row = drawn->cursor_col = -1;
	canvas_clear(to);
	page_layout(s, to->rows, to->cols, l);
	if (l->kind == LAYOUT_TINY) {
		draw_too_small(to);
		return;
	}
	if (l->kind == LAYOUT_TEXT) {
		draw_notice(s, l, to);
	} else {
		draw_panels(s, l, to);
		draw_edges(s, l, to);
	}
	draw_console(s, to, drawn);
	if (!s->help)
		return;
	help_draw(s, to);
	drawn->cursor_row = drawn->cursor_col = -1;
}

bool page_draw_line(const struct scene *s, struct canvas *to, struct page *drawn)
{
	struct canvas body = body_of(to, &drawn->layout, PANEL_CONSOLE);

	if (s->help || drawn->layout.kind == LAYOUT_TINY)
		return false;
	canvas_clear(&body);
	draw_console(s, to, drawn);
	return true;
}
