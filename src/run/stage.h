/* What a driver lends to commands: the way up without an include. What takes an error can fail with a reason. */
#ifndef OUTPOST_RUN_STAGE_H
#define OUTPOST_RUN_STAGE_H

#include <stdbool.h>

#include "base/err.h"

/* A picture of the screen to be made. */
struct shot_order {
	const char *file;
	int rows, cols; /* 0: as many as there are, and then it is told how many */
	int theme;      /* in the order of the setting's words, -1: as it is     */
};

struct stage {
	bool has_screen; /* the view is seen all the time: what changes it need not print it */
	/* Draws the view's plot now. Not called with a screen. */
	bool (*plot)(void *self, struct err *e);
	/* Gives the panel of this name the focus, and shows it if it was not. False: there is no room for it. NULL: there are
	 * no panels. */
	bool (*look)(void *self, const char *panel);
	/* The window has no room for two trainers side by side. NULL: there is no window. */
	bool (*is_narrow)(void *self);
	/* Draws the screen into a new file, of the kind that its ending says. */
	bool (*shot)(void *self, struct shot_order *order, struct err *e);
	/* Records all that the screen shows into a new file, from now on; NULL: no more. NULL itself: there is no screen. */
	bool (*record)(void *self, const char *file, struct err *e);
	/* Puts a text on the line, where it waits for Enter. NULL: nobody types. */
	void (*offer)(void *self, const char *text);
	const char *recording; /* into this file, NULL: not now */
	/* Told of each update of a trainer as it is trained, and of each prompt whose first correct response lies outside the
	 * support (log q0 of that response); either may be NULL. */
	void (*updated)(void *self, int who);
	void (*discovered)(void *self, int who, int prompt, double lq0);
	/* Told of each line of the log of lessons, an object of JSON (command/lesson-log.h). NULL: nobody listens. */
	void (*logged)(void *self, const char *line);
	/* Key i of the screen and what it does, the most useful first. False behind the last one. */
	bool (*key)(int i, const char **key, const char **does);
	/* What the panel of this name shows, line by line. NULL: there is none. */
	const char *(*help)(const char *panel);
	void *self;
};

#endif
