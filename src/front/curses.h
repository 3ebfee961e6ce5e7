/* The terminal as a grid: ncurses, in this room only. It reads no keys. */
#ifndef OUTPOST_FRONT_CURSES_H
#define OUTPOST_FRONT_CURSES_H

#include <stdbool.h>

#include "base/err.h"
#include "front/wire.h"
#include "panel/canvas.h"
#include "panel/theme.h"

/* Whether this kind of terminal can be drawn on; false with the reason. Nothing is written. */
bool curses_suits(const char *term, struct err *e);
/* Takes over standard output: other screen, raw input without echo, bracketed paste. False: nothing has changed. `color`
 * false: attributes only. */
bool curses_start(bool color, struct err *e);
/* Gives the terminal back as it was found. Both twice in a row are allowed. */
void curses_end(void);
/* Around a stop of the program. The first paint after resuming draws everything. */
void curses_suspend(void);
bool curses_resume(void); /* false: it cannot be drawn on any more */
/* The size of the window now, asked of the kernel; then the size to draw for. */
void curses_measure(int *rows, int *cols);
void curses_resize(int rows, int cols);
/* Sends what has changed, and never waits: what the terminal does not take yet follows when curses_ready() is asked.
 * Row below 0: no cursor. */
void curses_paint(const struct canvas *c, enum theme theme, int cursor_row, int cursor_col);
/* Clicks and the wheel are sent as keys (SGR), until the terminal is given back or left for a while. */
void curses_mouse(bool on);
/* The terminal has taken all that was painted: it may have more. */
bool curses_ready(void);
/* The next paint draws everything. */
void curses_redraw(void);
/* Everything that is painted is told from now on, beginning with all that there is to be seen; NULL: no more. */
void curses_listen(const struct wire_ear *ear);
/* For a fatal signal: gives the terminal back with nothing but async-signal-safe calls. */
void curses_rescue(void);

#endif
