/* The screen: the driver for a person at a terminal that can be drawn on. One loop: keys and lines go to the interpreter, goals are
 * worked at in slices, and the page is painted when something on it has changed. */
#ifndef OUTPOST_FRONT_TERMINAL_H
#define OUTPOST_FRONT_TERMINAL_H

#include <stdbool.h>

#include "command/interp.h"
#include "run/session.h"

struct terminal_options {
	bool color, utf8;
	double (*clock)(void); /* seconds, never backwards */
};
struct terminal;

/* Takes over the terminal; NULL with the reason, and nothing has changed. Borrows both until it ends; what the session says goes to
 * the console from now on. */
struct terminal *terminal_start(const struct terminal_options *o, struct session *s, struct interp *p, struct err *e);
/* For words from before the screen was there. */
struct out *terminal_out(struct terminal *t);
/* A script, as INTERP_SCRIPT: runs first. */
bool terminal_push(struct terminal *t, const char *commands, const char *name, struct err *e);
/* Runs a script to its end, as far as it gets. */
void terminal_run(struct terminal *t, const char *commands, const char *name);
void terminal_greet(struct terminal *t);
/* Until the user leaves or a signal ends the program. */
void terminal_talk(struct terminal *t);
/* Gives the terminal back. */
void terminal_end(struct terminal *t);

#endif
