/* The command line. */
#ifndef OUTPOST_FRONT_OPTIONS_H
#define OUTPOST_FRONT_OPTIONS_H

#include <stdbool.h>

#include "base/str.h"

/* What -e, -b and FILE.op gave, in their order. */
struct input {
	const char *name; /* in errors */
	struct str text;
};

struct request {
	const char *preset, *seed, *threads, *theme;
	enum color_when { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } color;
	bool resume, plain, tui, ascii, tap, json, man, help, version, class;
	bool stays; /* no -e or -b               */
	bool check_lesson;  /* words are lessons to be checked: */
	const char **lesson; /* (nlessons) */
	int nlessons;
	int nfiles; /* named without an option   */
	struct input *input;
	int ninput;
	bool has_rc, no_rc;
	struct input rc; /* what --rc gave */
};

extern const char options_usage[];

/* EXIT_OK, or the exit code with which to leave; why was said on standard error. options_done() either way. */
int options_read(struct request *r, int argc, char **argv);
void options_done(struct request *r);
/* Says on standard error what is wrong with the command line; EXIT_USAGE. */
int options_refuse(const char *why);

#endif
