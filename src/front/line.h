/* The line at the prompt: GNU readline, in this room only. The terminal is readline's while the prompt is shown and as it
 * was found otherwise, so that output never meets a half-typed line. */
#ifndef OUTPOST_FRONT_LINE_H
#define OUTPOST_FRONT_LINE_H

#include <stdbool.h>

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

/* Ctrl-C: drops the line and takes the prompt away. True when there was nothing on it. */
bool line_interrupt(void);
/* The window has another size. */
void line_resize(void);
/* Around a stop of the program: the terminal as it was found, then the prompt and what was typed once more. */
void line_pause(void);
void line_resume(void);

#endif
