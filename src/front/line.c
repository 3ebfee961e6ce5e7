/* Readline through its callbacks. Its own handling of signals, of window sizes and of the environment is off: the driver
 * does these. */
#include "front/line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "base/xalloc.h"
#include "command/complete.h"

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

/* Tells readline of the lines that came since. */
static void learn_lines(void)
{
	if (known < lines->before)
		known = lines->before;
	for (; known < lines->before + (uint64_t)lines->n; known++)
		add_history(lines->line[known - lines->before]);
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

void line_start(const struct session *s, const struct history *h)
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

/* Puts the terminal back. A line in the midst of being typed is lost; the cursor is left behind it. */
static void hide(void)
{
	if (!shown)
		return;
	shown = false;
	rl_free_line_state();
	rl_callback_sigcleanup();
	rl_callback_handler_remove();
	fputc('\n', rl_outstream);
	fflush(rl_outstream);
}

void line_end(void)
{
	hide();
	clear_history();
	free(prompt_text);
	prompt_text = NULL;
}

void line_show(const char *prompt)
{
	if (shown)
		return;
	if (prompt != prompt_text) {
		free(prompt_text);
		prompt_text = xstrdup(prompt);
	}
	shown = true;
	learn_lines();
	rl_callback_handler_install(prompt_text, line_done);
}

enum line_event line_read(char **text)
{
	enum line_event got;

	event = LINE_NONE;
	rl_callback_read_char();
	got = event;
	event = LINE_NONE;
	*text = typed;
	typed = NULL;
	return got;
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
