/* Text mode: the driver for a person at a prompt, for scripts and for pipes. It takes lines, gives them to the
 * interpreter, and works at the goals that commands set, in slices. */
#ifndef OUTPOST_FRONT_TEXT_H
#define OUTPOST_FRONT_TEXT_H

#include <stdbool.h>

#include "command/interp.h"
#include "front/history-file.h"
#include "front/progress.h"
#include "front/sink.h"
#include "panel/scene.h"
#include "run/session.h"

struct text_options {
	bool interactive;      /* a person sits at standard input and output                        */
	bool tap, json;        /* standard output is for programs: at most one of them              */
	bool plain;            /* nothing is rewritten in place, plots are plain letters            */
	bool utf8;
	double (*clock)(void); /* seconds, never backwards                                          */
};

/* How far text mode got with what it was given. */
enum text_result {
	TEXT_RAN,     /* all of it                                                              */
	TEXT_FAILED,  /* an error was said; the rest was dropped                                */
	TEXT_STOPPED, /* Ctrl-C; the rest was dropped                                           */
	TEXT_LEFT,    /* quit, a signal that ends the program, or nobody takes the output       */
};

struct text {
	struct text_options options;
	struct sink sink;
	struct progress progress;
	struct stage stage;
	enum panel_id focus; /* of the pages that it draws into files    */
	struct session *session;
	struct interp *interp;
	struct history_file history; /* while a person types             */
	double slice_end; /* of the slice that is being worked at        */
	char *offered;    /* owned: what is to stand on the next line, NULL: nothing */
	bool stop;        /* Ctrl-C came while it was                    */
	bool failed, stopped; /* what happened so far, for the exit code */
};

void text_init(struct text *t, const struct text_options *o);
/* Borrows both; the session was made with &t->sink.out. */
void text_attach(struct text *t, struct session *s, struct interp *p);
/* Runs a text of commands to its end. `name` stands in errors, as NAME:LINE. */
enum text_result text_run(struct text *t, const char *commands, const char *name);
/* Runs the lines of standard input until they end. */
enum text_result text_run_stdin(struct text *t);
/* Greets, then reads and runs lines at the prompt until the user leaves. */
void text_talk(struct text *t);
/* The first words, where somebody has to be told that there is a session. */
void text_begin(struct text *t);
/* The last words, and the exit code: `code` when that is no EXIT_OK. Ends the program by the signal that ended the work, if
 * one did. */
int text_end(struct text *t, int code);

#endif
