/* The canvas goes to stdscr cell by cell, and ncurses sends what differs from what the terminal shows. The
 * terminal's modes are saved before ncurses sees it and put back after it has left. */
#include "front/curses.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <curses.h>
#include <term.h>

#include "base/file.h"
#include "base/given.h"
#include "base/xalloc.h"
#include "front/window.h"
#include "front/wire.h"

enum {
	MOST_ROWS = 500, MOST_COLS = 1000, /* a terminal may claim any size                                          */
	LEAST_COLS = 2                     /* ncurses fills the last cell from the one before, even where there is none */
};

static SCREEN *screen;
static FILE *out;                     /* the terminal, for ncurses                        */
static volatile sig_atomic_t drawing; /* the terminal is ours                             */
static struct termios found;          /* its modes before                                 */
static bool suspended, wants_color, takes_modes, mouse_is_on;
static int colors;
static bool too_narrow;               /* nothing is shown                                 */
static cchar_t *cells;                /* of one row                                       */

/* What a style is made of, for this theme. */
static struct {
	attr_t attributes;
	short pair;
} looks[STYLES];
static enum theme looks_of;
static bool looks_known;

/* For a fatal signal. */
static char leave[256];
static size_t leave_len;

/* ---- What a terminal can do */

static const char *string_of(const char *capability)
{
	const char *s = tigetstr(capability);

	return s != (const char *)-1 ? s : NULL; /* -1: no such name */
}

bool curses_suits(const char *term, struct err *e)
{
	char name[GIVEN_TEXT];
	int known;
	bool can;

	if (!term || !*term)
		return err_set(e, "TERM is not set, so nothing is known of this terminal; try TERM=xterm-256color, or --plain");
	given(name, term);
	if (setupterm(term, STDOUT_FILENO, &known) != OK)
		return err_set(e, "TERM is \"%s\", a terminal that this system does not know; try "
				  "TERM=xterm-256color, or --plain", name);
	can = string_of("cup") && string_of("clear");
	del_curterm(cur_term);
	return can || err_set(e, "TERM is \"%s\", a terminal on which the cursor cannot be placed; the screen needs "
				 "that, --plain does not", name);
}

/* One that takes private modes, and passes over those it does not know. */
static bool is_ansi(void)
{
	const char *cup = string_of("cup");

	return cup && strncmp(cup, "\033[", 2) == 0;
}

static int count_colors(void)
{
	int n = tigetnum("colors");

	/* op: without it there is no way back to the terminal's own colours */
	if (n < 8 || !string_of("op") || start_color() != OK || use_default_colors() != OK)
		return 0;
	return n;
}

/* ---- Bytes past ncurses, behind its own */

static const char paste_on[] = "\033[?2004h", paste_off[] = "\033[?2004l";
/* buttons, and their cells in numbers that have no end at column 223 */
static const char mouse_on[] = "\033[?1000h\033[?1006h", mouse_off[] = "\033[?1006l\033[?1000l";

static void put_mode(const char *mode)
{
	if (takes_modes)
		file_put(fileno(out), mode, strlen(mode));
}

void curses_mouse(bool on)
{
	if (!drawing || on == mouse_is_on)
		return;
	mouse_is_on = on;
	put_mode(on ? mouse_on : mouse_off);
}

static struct {
	char bytes[sizeof leave];
	size_t n;
} collected;

static int collect(int byte)
{
	if (collected.n < sizeof collected.bytes)
		collected.bytes[collected.n++] = (char)byte;
	return byte;
}

static void collect_string(const char *s)
{
	if (s)
		tputs(s, 1, collect);
}

/* Plain text, the last line emptied, the other screen left, the cursor seen: for a shell to go on. */
static void prepare_leaving(int rows)
{
	const char *cup = string_of("cup");

	collected.n = 0;
	if (takes_modes) {
		collect_string(mouse_off); /* on or not: it may be switched on later */
		collect_string(paste_off);
	}
	collect_string(string_of("sgr0"));
	collect_string(colors ? string_of("op") : NULL);
	collect_string(cup ? tiparm(cup, rows - 1, 0) : NULL);
	collect_string(string_of("el"));
	collect_string(string_of("rmcup"));
	collect_string(string_of("cnorm"));
	memcpy(leave, collected.bytes, collected.n);
	leave_len = collected.n;
}

/* ---- Coming and going */

static const int taken[] = { SIGINT, SIGTERM, SIGTSTP, SIGWINCH };
enum { TAKEN = sizeof taken / sizeof taken[0] };

/* newterm() takes signals for itself; they are not its to take. */
static SCREEN *open_screen(void)
{
	struct sigaction was[TAKEN];
	SCREEN *s;

	for (int i = 0; i < TAKEN; i++)
		sigaction(taken[i], NULL, &was[i]);
	/* the size comes from the kernel; LINES and COLUMNS are a shell's and grow stale */
	use_env(FALSE);
	use_tioctl(TRUE);
	s = newterm(NULL, out, stdin);
	for (int i = 0; i < TAKEN; i++)
		sigaction(taken[i], &was[i], NULL);
	return s;
}

static void take_keyboard(void)
{
	raw();
	noecho();
	nonl();
	keypad(stdscr, FALSE);
	typeahead(-1); /* else frames wait while somebody types */
}

static bool enter_screen(void)
{
	int rows, cols;

	fflush(stdout);
	out = wire_open(STDOUT_FILENO);
	screen = out ? open_screen() : NULL;
	if (!screen) {
		wire_close();
		return false;
	}
	take_keyboard();
	wire_hold(); /* of modes and speed ncurses has asked the terminal itself */
	takes_modes = is_ansi();
	colors = wants_color ? count_colors() : 0;
	looks_known = false;
	prepare_leaving(LINES);
	drawing = 1;
	put_mode(paste_on);
	curses_measure(&rows, &cols);
	curses_resize(rows, cols);
	return true;
}

bool curses_start(bool color, struct err *e)
{
	if (screen)
		return true;
	if (!curses_suits(getenv("TERM"), e))
		return false;
	if (tcgetattr(STDIN_FILENO, &found) != 0)
		return err_set(e, "standard input is not a terminal: %s", strerror(errno));
	wants_color = color;
	return enter_screen() || err_set(e, "the terminal cannot be drawn on; --plain works without that");
}

static void leave_screen(void)
{
	if (drawing) {
		/* where there is no other screen to leave, the shell goes on in the last line */
		wmove(stdscr, LINES - 1, 0);
		wclrtoeol(stdscr);
		curs_set(1);
		wrefresh(stdscr);
		endwin();
		curses_mouse(false);
		put_mode(paste_off);
		tcsetattr(STDIN_FILENO, wire_finish(leave, leave_len) ? TCSADRAIN : TCSANOW, &found);
		drawing = 0;
	}
	if (screen)
		delscreen(screen);
	screen = NULL;
	wire_close();
}

void curses_suspend(void)
{
	if (!screen)
		return;
	leave_screen();
	suspended = true;
}

/* A new screen: ncurses going on with the old one would reset the terminal's palette, which may be of the user's
 * making. The modes to go back to stay those of the start; a shell may have others just now. */
bool curses_resume(void)
{
	bool here = !suspended || enter_screen();

	suspended = false;
	return here;
}

void curses_end(void)
{
	leave_screen();
	suspended = false;
	free(cells);
	cells = NULL;
}

void curses_rescue(void)
{
	if (!drawing)
		return;
	drawing = 0;
	wire_rescue(leave, leave_len);
	tcsetattr(STDIN_FILENO, TCSANOW, &found);
}

/* ---- Sizes */

static int side(int measured, const char *capability, int usual, int most)
{
	if (measured <= 0 && screen)
		measured = tigetnum(capability);
	return measured <= 0 ? usual : measured < most ? measured : most;
}

void curses_measure(int *rows, int *cols)
{
	window_size(STDOUT_FILENO, rows, cols);
	*rows = side(*rows, "lines", 24, MOST_ROWS);
	*cols = side(*cols, "cols", 80, MOST_COLS);
}

static void put_string(const char *s)
{
	collected.n = 0;
	collect_string(s);
	file_put(fileno(out), collected.bytes, collected.n);
}

/* The terminal may have moved its cursor; both sides agree on the corner before anything is sent by relative moves. */
static void go_home(void)
{
	wmove(newscr, 0, 0);
	doupdate();
	put_string(tiparm(string_of("cup"), 0, 0));
}

void curses_resize(int rows, int cols)
{
	bool was_narrow = too_narrow;

	if (!screen)
		return;
	rows = side(rows, "lines", 24, MOST_ROWS);
	cols = side(cols, "cols", 80, MOST_COLS);
	too_narrow = cols < LEAST_COLS;
	if (too_narrow)
		cols = LEAST_COLS;
	cells = xresize(cells, (size_t)cols, sizeof *cells);
	if (rows != LINES || cols != COLS || was_narrow) {
		if (drawing)
			go_home();
		resize_term(rows, cols);
		redrawwin(stdscr); /* every cell is sent, over what is there: no flash of an empty screen */
	}
	if (too_narrow && drawing)
		put_string(string_of("clear"));
	prepare_leaving(rows);
}

/* ---- Painting */

static void learn_looks(enum theme theme)
{
	static const struct {
		unsigned look;
		attr_t attribute;
	} means[] = { { LOOK_BOLD, WA_BOLD },
		      { LOOK_DIM, WA_DIM },
		      { LOOK_UNDERLINE, WA_UNDERLINE },
		      { LOOK_REVERSE, WA_REVERSE } };

	if (looks_known && theme == looks_of)
		return;
	for (enum style style = 0; style < STYLES; style++) {
		struct look look = theme_look(theme, colors, style);
		looks[style].attributes = WA_NORMAL;
		for (size_t i = 0; i < sizeof means / sizeof means[0]; i++)
			if (look.attributes & means[i].look)
				looks[style].attributes |= means[i].attribute;
		looks[style].pair = (short)(look.color + 1); /* pair 0 is the terminal's own */
		if (look.color >= 0)
			init_pair(looks[style].pair, (short)look.color, (short)theme_background(theme, colors));
	}
	looks_of = theme;
	looks_known = true;
}

static struct cell cell_at(const struct canvas *c, int row, int col)
{
	if (row >= c->rows || col >= c->cols || col >= COLS)
		return (struct cell){ ' ', STYLE_PLAIN };
	return c->at[(size_t)row * (size_t)c->stride + (size_t)col];
}

static void set_cell(cchar_t *to, struct cell from)
{
	wchar_t text[2] = { (wchar_t)from.rune, L'\0' };

	setcchar(to, text, looks[from.style].attributes, looks[from.style].pair, NULL);
}

/* A rune for which the C library knows no width, or another one than the canvas does, would shift the rest of its
 * row: it becomes `?`. So do all but ASCII in the C locale. */
static void paint_row(const struct canvas *c, int row)
{
	int n = 0;

	for (int col = 0; col < COLS; col++) {
		struct cell cell = cell_at(c, row, col);
		int width = cell_at(c, row, col + 1).rune == 0 ? 2 : 1;
		if (cell.rune == 0)
			cell.rune = ' '; /* behind a `?` */
		else if (wcwidth((wchar_t)cell.rune) != width)
			cell.rune = '?';
		else if (width == 2)
			col++;
		set_cell(&cells[n++], cell);
	}
	mvadd_wchnstr(row, 0, cells, n);
}

void curses_paint(const struct canvas *c, enum theme theme, int cursor_row, int cursor_col)
{
	bool seen = cursor_row >= 0;

	if (!drawing || too_narrow)
		return;
	learn_looks(theme);
	for (int row = 0; row < LINES; row++)
		paint_row(c, row);
	if (!seen)
		curs_set(0);
	wmove(stdscr, seen && cursor_row < LINES ? cursor_row : 0, seen && cursor_col < COLS ? cursor_col : 0);
	wnoutrefresh(stdscr);
	doupdate();
	if (seen)
		curs_set(1);
	wire_send();
}

bool curses_ready(void)
{
	return !drawing || wire_send();
}

void curses_redraw(void)
{
	if (drawing)
		clearok(curscr, TRUE); /* what the terminal shows is not known: the one case for emptying it */
}

/* The next paint sends every cell, over what is there, and finds the cursor where a listener who has seen nothing else
 * has it. */
void curses_listen(const struct wire_ear *ear)
{
	if (ear && drawing)
		go_home();
	wire_listen(ear);
	if (ear && drawing)
		redrawwin(stdscr);
}
