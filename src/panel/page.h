/* The whole page: layout, rules, titles, panels, status line, console and key line, into one canvas. The same for
 * a screen, a file and a test. */
#ifndef OUTPOST_PANEL_PAGE_H
#define OUTPOST_PANEL_PAGE_H

#include "panel/layout.h"

/* What of a frame a page of this size will show. */
unsigned page_need(const struct scene *s, int rows, int cols);
/* Draws over all of `to`. The cursor's place; row -1: nowhere. */
void page_draw(const struct scene *s, struct canvas *to, int *cursor_row, int *cursor_col);
/* Only the console and the key line of a page that is drawn already, while the frame's numbers are being changed: true.
 * False, and nothing is drawn, when that would need more than their rectangles. */
bool page_draw_line(const struct scene *s, struct canvas *to, int *cursor_row, int *cursor_col);
/* Where panels lie on it. */
void page_layout(const struct scene *s, int rows, int cols, struct layout *to);

/* The two lines that are no panels. */
void status_draw(const struct scene *s, struct canvas *to);   /* one row */
/* One row. `more`: Tab leads to panels that are not shown. */
void keyline_draw(const struct scene *s, bool more, struct canvas *to);
void help_draw(const struct scene *s, struct canvas *to);     /* over the page: the keys that work now */

#endif
