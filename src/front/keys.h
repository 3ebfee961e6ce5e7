/* Keys: what a key of the terminal does, to the line, to the screen or to the run. */
#ifndef OUTPOST_FRONT_KEYS_H
#define OUTPOST_FRONT_KEYS_H

#include <stdbool.h>

#include "front/input.h"
#include "front/screen.h"

struct keys {
	struct screen *screen;  /* borrowed                                                          */
	bool busy;              /* commands are pending or a goal is worked at: set by the driver    */
	bool prefix;            /* Ctrl-X came: the next key belongs to it                           */
	bool offered;           /* a key has put a whole command on the line, and nothing was typed  */
	/* what the driver is asked for; it sets them back after each key, or at the end of the update in which it came */
	char *command;          /* to be run, owned: a typed line, or a key's                        */
	bool pause, leave, suspend;
};

void keys_take(struct keys *k, const struct unit *u);
/* Whether typed characters go to the line: not in KEYS mode, unless it is open for one command. */
bool keys_have_line(const struct keys *k);
/* Whether a key is for the line alone, and may be taken in the midst of an update. */
bool keys_is_for_line(const struct keys *k, const struct unit *u);
/* Whether it stops a run that is going. */
bool keys_is_pause(const struct keys *k, const struct unit *u);
/* Ctrl-C with nothing to stop: away with what is on the line. */
void keys_cancel(struct keys *k);
/* Puts a command on the line, where it waits for Enter. */
void keys_offer(struct keys *k, const char *text);

#endif
