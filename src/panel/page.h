/* The whole page: layout, rules, titles, panels, status line, console and key line, into one canvas. The same for
 * a screen, a file and a test. */
#ifndef OUTPOST_PANEL_PAGE_H
#define OUTPOST_PANEL_PAGE_H

#include "panel/layout.h"

/* A panel; NULL: none, such as the status line. */
const struct panel_type *page_type(enum panel_id id);
/* By its name (of a pair, A's); PANEL_STATUS: there is none. */
enum panel_id page_named(const char *name);
/* What it has to say of itself, NULL: there is none. */
const char *page_help(const char *name);
/* What of a frame of this trainer a page of this size will show. */
unsigned page_need(const struct scene *s, int who, int rows, int cols);
/* What page_draw() has drawn: where panels lie, and the cursor's place; row -1: nowhere. */
struct page {
	struct layout layout;
	int cursor_row, cursor_col;
};
/* Draws over all of `to`. */
void page_draw(const struct scene *s, struct canvas *to, struct page *drawn);
/* Only the console of such a page, with the line being typed: for a key that changes nothing else, and while the frame
 * may not be looked at. False, and nothing is drawn, when no console is seen. */
bool page_draw_line(const struct scene *s, struct canvas *to, struct page *drawn);
/* The panel that Tab goes to from a page that is drawn (by 1), or Shift-Tab (by -1). */
enum panel_id page_next(const struct scene *s, const struct canvas *page, const struct page *drawn, int by);
/* Where panels will lie. */
void page_layout(const struct scene *s, int rows, int cols, struct layout *to);

/* The scene as a panel sees it: of a pair with the frame of its own trainer. */
struct scene page_scene(const struct scene *s, const struct layout *l, enum panel_id id);

/* The two lines that are no panels. */
void status_draw(const struct scene *s, struct canvas *to);   /* one row */
/* One row. `more`: Tab leads to panels that are not shown. */
void keyline_draw(const struct scene *s, bool more, struct canvas *to);
void help_draw(const struct scene *s, struct canvas *to);     /* over the page: the panel in focus, the keys that work now */

#endif
