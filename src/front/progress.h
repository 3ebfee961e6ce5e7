/* How far a long command has come, for whoever waits at a terminal. */
#ifndef OUTPOST_FRONT_PROGRESS_H
#define OUTPOST_FRONT_PROGRESS_H

#include <stdbool.h>
#include <stdio.h>

#include "run/session.h"

struct progress {
	FILE *to;              /* NULL: nobody waits                                         */
	int columns;           /* of its window                                              */
	bool in_place;         /* one line, rewritten; else a new line every ten seconds     */
	double (*clock)(void); /* seconds, never backwards                                   */
	/* its own */
	bool running;
	double begun, told;    /* when the goal was first seen, when something was last said */
	uint64_t done_at_first;
	int width;             /* of the line that stands on the screen                      */
};

/* While a goal is worked at, as often as one likes. */
void progress_tick(struct progress *p, const struct session *s);
/* The terminal has written ^C or ^Z behind the line. */
void progress_smudge(struct progress *p);
/* Wipes the line away, before others write. */
void progress_clear(struct progress *p);
/* The goal is over. */
void progress_end(struct progress *p);
/* `812 of 4,000 updates, 51,968 queries, 12 s left`, after `elapsed` seconds since `done_at_first` updates. */
void progress_print(const struct session *s, double elapsed, uint64_t done_at_first, struct str *to);

#endif
