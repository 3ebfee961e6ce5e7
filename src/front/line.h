/* The line at the prompt: GNU readline, in this room only. The terminal is readline's while the prompt is shown and as it
 * was found otherwise, so that output never meets a half-typed line. */
#ifndef OUTPOST_FRONT_LINE_H
#define OUTPOST_FRONT_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "command/history.h"
#include "run/session.h"

/* Once. Completion looks at `s`; the lines of `h` can be called back. */
void line_start(const struct session *s, const struct history *h);
void line_end(void);

/* Shows the prompt with an empty line, if it is not shown yet. */
void line_show(const char *prompt);

enum line_event {
	LINE_NONE, /* nothing yet                                               */
	LINE_TEXT, /* *text is what was typed or pasted; the prompt is hidden   */
	LINE_LEFT, /* Ctrl-D on an empty line, or the terminal is gone; hidden  */
};
/* Takes one step with what can be read from the terminal. The caller frees *text. */
enum line_event line_read(char **text);

/* ---- On the screen: readline edits, somebody else paints. Instead of line_start(), line_show() and line_read(). */

struct screen_line {
	const struct session *session;
	const struct history *history;
	void (*list)(void *self, char *const *word, int n); /* candidates of an ambiguous completion, to be shown        */
	void *self;
};
void line_screen_start(const struct screen_line *how);
void line_screen_end(void);
/* Bytes of one whole key. *text is what was typed, for the caller to free, after LINE_TEXT; NULL otherwise. */
enum line_event line_key(const char *bytes, size_t n, char **text);
/* Puts text at the cursor, as a paste does. */
void line_insert(const char *text);
/* Empties the line; ends a search or whatever else readline is in the midst of. */
void line_clear(void);
/* What to show: the prompt (line_prompt(); readline's own while it searches), the line and the cursor's byte. Lent until
 * the next key. */
void line_look(const char **prompt, const char **text, int *cursor);
void line_prompt(const char *prompt);
/* Nothing is typed, and readline is in the midst of nothing: no search, no argument, no Ctrl-X. */
bool line_is_empty(void);
/* Esc alone is readline's own: vi mode, or the end of a search. */
bool line_wants_escape(void);
/* Ctrl-X s was typed since the last call. */
bool line_toggled(void);

/* ---- In text mode */

/* Puts text on the line that line_show() has shown, as if it were typed. */
void line_offer(const char *text);
/* Ctrl-C: drops the line and takes the prompt away. True when there was nothing on it. */
bool line_interrupt(void);
/* The window has another size. */
void line_resize(void);
/* Around a stop of the program: the terminal as it was found, then the prompt and what was typed once more. */
void line_pause(void);
void line_resume(void);

#endif
