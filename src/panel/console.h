/* What the console panel shows: lines that were said, and the line that is being typed. */
#ifndef OUTPOST_PANEL_CONSOLE_H
#define OUTPOST_PANEL_CONSOLE_H

#include "panel/canvas.h"

struct console_line {
	const char *text; /* UTF-8, any length: folded between words where it is drawn */
	enum style style; /* STYLE_ECHO: a command, behind its prompt                  */
};

struct console {
	const struct console_line *line; /* (n) oldest first                                       */
	int n;
	int reply;          /* lines from this one on belong to the newest command: echo and reply */
	int scroll;         /* rows that the end is below the panel                                */
	const char *prompt; /* of the line being typed ..                                          */
	const char *edit;   /* .. the line, any bytes ..                                           */
	int cursor;         /* .. and the byte of it that the cursor is on                         */
};

/* Rows that the lines from `first` on take in `cols` columns, counted up to `most`. */
int console_rows(const struct console *c, int first, int cols, int most);
/* Rows of the newest reply that are above what is seen in so many rows, the line being typed in the last of them. */
int console_above(const struct console *c, int rows, int cols);
/* The newest lines, then the one being typed in the last row; that scrolls sideways to keep the cursor in sight. Gives
 * the cursor's place; row -1 where it is scrolled away. */
void console_draw(const struct console *c, struct canvas *to, int *row, int *col);

#endif
