/* Readline through its callbacks. Its own handling of signals, of window sizes and of the environment is off: the driver
 * does these. On the screen it neither reads nor writes the terminal: keys come from a queue, and its output goes
 * nowhere. */
#include "front/line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "base/xalloc.h"
#include "command/complete.h"

enum { CTRL_G = 7, CTRL_R = 18, CTRL_S = 19, CTRL_W = 23, CTRL_X = 24, CTRL_Y = 25 };
enum { SEARCHING = RL_STATE_ISEARCH | RL_STATE_NSEARCH };

static const struct session *session;
static const struct history *lines;
static uint64_t known; /* lines that readline has been given */
static bool shown;
static char *prompt_text;
static enum line_event event;
static char *typed;

/* The longest common start of the words, as readline wants it in front of them. */
static char *common_start(char *const *word, int n)
{
	size_t len = strlen(word[0]);

	for (int i = 1; i < n; i++)
		for (size_t j = 0; j < len; j++)
			if (word[i][j] != word[0][j])
				len = j;
	return xstrndup(word[0], len);
}

/* Readline replaces the line from `start` on, a candidate from c.from on: what lies between is put in front of it or
 * taken away. */
static char *fit(const char *word, int from, int start)
{
	struct str s = { 0 };
	size_t off = from < start ? (size_t)(start - from) : 0;

	if (from > start)
		str_add_bytes(&s, rl_line_buffer + start, (size_t)(from - start));
	str_add(&s, strlen(word) > off ? word + off : "");
	return str_take(&s);
}

static char **attempt(const char *word, int start, int end)
{
	struct candidates c = { 0 };
	char **list = NULL;

	(void)word;
	rl_attempted_completion_over = 1; /* no file names of readline's own */
	complete_line(session, rl_line_buffer, end, &c);
	rl_completion_append_character = c.keep_open ? '\0' : ' ';
	if (c.n > 0) {
		list = xcalloc((size_t)c.n + 2, sizeof *list);
		for (int i = 0; i < c.n; i++)
			list[i + 1] = fit(c.word[i], c.from, start);
		list[0] = common_start(list + 1, c.n);
		if (c.n == 1) {
			free(list[1]);
			list[1] = NULL;
		}
	}
	candidates_done(&c);
	return list;
}

/* Tells readline of the lines that came since. Where it stands behind the last one it goes on standing there. */
static void learn_lines(void)
{
	bool behind = where_history() >= history_length;

	if (known < lines->before)
		known = lines->before;
	for (; known < history_end(lines); known++)
		add_history(lines->line[known - lines->before]);
	if (behind)
		using_history();
}

static void start(const struct session *s, const struct history *h)
{
	session = s;
	lines = h;
	known = 0;
	rl_readline_name = "outpost";
	rl_catch_signals = 0;
	rl_catch_sigwinch = 0;
	rl_change_environment = 0;
	rl_attempted_completion_function = attempt;
	rl_completer_word_break_characters = " \t\n;";
	/* the user's inputrc, read by rl_initialize(), may think otherwise */
	rl_variable_bind("show-all-if-ambiguous", "on");
	rl_variable_bind("page-completions", "off");
	rl_variable_bind("enable-bracketed-paste", "on");
	using_history();
	stifle_history(HISTORY_MOST);
	rl_initialize();
}

/* A line in the midst of being typed is lost, and a search with it. */
static void drop(void)
{
	rl_free_line_state();
	rl_callback_sigcleanup();
	rl_callback_handler_remove();
}

void line_prompt(const char *prompt)
{
	free(prompt_text);
	prompt_text = xstrdup(prompt);
}

static enum line_event take_event(char **text)
{
	*text = typed;
	typed = NULL;
	return event;
}

/* ---- In text mode */

/* Readline's own, but for a key that would crash it: see is_for_search(). */
static int next_of_terminal(FILE *from)
{
	int c = rl_getc(from);

	return c == CTRL_X && RL_ISSTATE(RL_STATE_ISEARCH) ? '\033' : c;
}

void line_start(const struct session *s, const struct history *h)
{
	rl_getc_function = next_of_terminal;
	start(s, h);
}

/* Readline has a whole line, or NULL for its end. The prompt is taken away before anybody prints. */
static void line_done(char *text)
{
	event = text ? LINE_TEXT : LINE_LEFT;
	typed = text;
	rl_callback_handler_remove();
	shown = false;
	if (!text) {
		fputc('\n', rl_outstream);
		fflush(rl_outstream);
	}
}

/* Puts the terminal back; the cursor is left behind the line. */
static void hide(void)
{
	if (!shown)
		return;
	shown = false;
	drop();
	fputc('\n', rl_outstream);
	fflush(rl_outstream);
}

void line_end(void)
{
	hide();
	rl_clear_history();
	free(prompt_text);
	prompt_text = NULL;
}

void line_show(const char *prompt)
{
	if (shown)
		return;
	line_prompt(prompt);
	shown = true;
	learn_lines();
	rl_callback_handler_install(prompt_text, line_done);
}

enum line_event line_read(char **text)
{
	event = LINE_NONE;
	rl_callback_read_char();
	return take_event(text);
}

bool line_interrupt(void)
{
	bool was_empty = rl_end == 0;

	if (shown) {
		fputs("^C", rl_outstream);
		hide();
	}
	return was_empty;
}

void line_resize(void)
{
	if (shown)
		rl_resize_terminal();
	else
		rl_reset_screen_size();
}

void line_pause(void)
{
	if (shown)
		rl_deprep_terminal();
}

void line_resume(void)
{
	if (!shown)
		return;
	rl_prep_terminal(1);
	rl_forced_update_display();
}

/* ---- On the screen */

static struct screen_line screen;
static struct str queue;   /* bytes of the key that is being taken .. */
static size_t taken;       /* .. and how many readline has            */
static FILE *nowhere;
static bool toggled;       /* Ctrl-X s was typed                      */

static int has_byte(void)
{
	return taken < queue.len;
}

/* Readline wants more than a key only when that was broken: it is told to give up. Nobody waits here. */
static int next_byte(FILE *from)
{
	(void)from;
	return has_byte() ? (unsigned char)queue.text[taken++] : CTRL_G;
}

static void paint_nothing(void)
{
}

/* What readline would show may be cut to fit its own idea of a word: they are asked for once more. */
static void show_candidates(char **word, int n, int longest)
{
	struct candidates c = { 0 };

	(void)word, (void)n, (void)longest;
	complete_line(session, rl_line_buffer, rl_point, &c);
	if (c.n > 0)
		screen.list(screen.self, c.word, c.n);
	candidates_done(&c);
}

static int toggle(int count, int key)
{
	(void)count, (void)key;
	toggled = true;
	return 0;
}

/* Readline does not ask terminfo for keys when somebody else paints: those it does not know by itself. */
static void bind_keys(Keymap map)
{
	static const struct { const char *keys; rl_command_func_t *does; } more[] = {
		{ "\\e[1~", rl_beg_of_line }, { "\\e[7~", rl_beg_of_line }, { "\\e[4~", rl_end_of_line },
		{ "\\e[8~", rl_end_of_line }, { "\\e[3~", rl_delete },
	};

	for (size_t i = 0; i < sizeof more / sizeof more[0]; i++)
		rl_bind_keyseq_if_unbound_in_map(more[i].keys, more[i].does, map);
	rl_bind_keyseq_in_map("\\C-xs", toggle, map);
}

/* A line is whole; NULL: Ctrl-D. A key may stand for several of them in an inputrc: none is lost. */
static void screen_line_done(char *text)
{
	struct str both = { 0 };

	if (!text || !typed) {
		typed = text ? text : typed;
		event = typed ? LINE_TEXT : LINE_LEFT;
		return;
	}
	str_addf(&both, "%s\n%s", typed, text);
	free(typed);
	free(text);
	typed = str_take(&both);
}

/* Readline's prompt is empty but never NULL: then what it shows is its own, of a search or an argument, or nothing. */
static void install(void)
{
	rl_callback_handler_install("", screen_line_done);
}

void line_screen_start(const struct screen_line *how)
{
	screen = *how;
	toggled = false;
	nowhere = fopen("/dev/null", "w");
	rl_outstream = nowhere ? nowhere : stderr;
	rl_getc_function = next_byte;
	rl_input_available_hook = has_byte;
	rl_redisplay_function = paint_nothing;
	rl_completion_display_matches_hook = show_candidates;
	rl_prep_term_function = NULL;
	rl_deprep_term_function = NULL;
	start(how->session, how->history);
	/* whatever the inputrc says: a mode in the prompt, and bells that go to standard error */
	rl_variable_bind("show-mode-in-prompt", "off");
	rl_variable_bind("bell-style", "none");
	rl_tty_set_echoing(0); /* otherwise a newline makes readline draw */
	bind_keys(emacs_standard_keymap);
	bind_keys(vi_insertion_keymap);
	bind_keys(vi_movement_keymap);
	line_prompt("");
	install();
}

void line_screen_end(void)
{
	drop();
	line_end();
	rl_outstream = stdout;
	if (nowhere)
		fclose(nowhere);
	str_done(&queue);
	free(typed);
	typed = NULL;
}

/* Keys that a search of readline's knows what to do with. Others end it: readline crashes on one that begins a longer
 * sequence, such as Ctrl-X. */
static bool is_for_search(const char *bytes, size_t n)
{
	static const char taken_there[] = { '\a', '\b', '\n', '\r', CTRL_R, CTRL_S, CTRL_W, CTRL_Y, '\033', '\177' };
	unsigned char first = (unsigned char)bytes[0];

	if (n > 1)
		return first >= 0x80; /* a character, not a sequence */
	return (first >= ' ' && first < 0x7f) || memchr(taken_there, bytes[0], sizeof taken_there);
}

/* Readline takes a sequence that it knows only the beginning of for text behind that. In vi mode Esc and a character are
 * two keys. */
static bool is_stray(const char *bytes, size_t n)
{
	int type = ISFUNC;

	if (bytes[0] != '\033' || n < (rl_editing_mode == 0 ? 3 : 2))
		return false;
	return !rl_function_of_keyseq_len(bytes, n, NULL, &type) || type == ISKMAP;
}

static void feed(const char *bytes, size_t n)
{
	str_clear(&queue);
	str_add_bytes(&queue, bytes, n);
	taken = 0;
	while (has_byte())
		rl_callback_read_char();
}

enum line_event line_key(const char *bytes, size_t n, char **text)
{
	*text = NULL;
	if (n == 0 || is_stray(bytes, n))
		return LINE_NONE;
	learn_lines();
	event = LINE_NONE;
	if (RL_ISSTATE(RL_STATE_ISEARCH) && !is_for_search(bytes, n))
		feed("\033", 1);
	feed(bytes, n);
	return take_event(text);
}

void line_insert(const char *text)
{
	rl_callback_sigcleanup(); /* a search ends where it is */
	rl_begin_undo_group();
	rl_insert_text(text);
	rl_end_undo_group();
}

void line_offer(const char *text)
{
	line_insert(text);
	rl_redisplay();
}

void line_clear(void)
{
	drop();
	install();
}

void line_look(const char **prompt, const char **text, int *cursor)
{
	*prompt = rl_display_prompt && *rl_display_prompt ? rl_display_prompt : prompt_text;
	*text = rl_line_buffer;
	*cursor = rl_point;
}

bool line_is_empty(void)
{
	return rl_end == 0 && !RL_ISSTATE(SEARCHING | RL_STATE_NUMERICARG | RL_STATE_MULTIKEY);
}

bool line_wants_escape(void)
{
	return rl_editing_mode == 0 || RL_ISSTATE(SEARCHING);
}

bool line_toggled(void)
{
	bool was = toggled;

	toggled = false;
	return was;
}
