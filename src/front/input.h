/* The bytes of the terminal: read in one place, cut into whole keys, escape sequences and pastes. */
#ifndef OUTPOST_FRONT_INPUT_H
#define OUTPOST_FRONT_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct input {
	int fd;
	double (*clock)(void); /* seconds, never backwards                                          */
	struct str bytes;      /* read so far ..                                                    */
	size_t at;             /* .. and how many were handed out                                   */
	double last;           /* when the newest of them came                                      */
	bool ended;            /* the terminal is gone                                              */
	size_t paste;          /* where the paste begins that is not whole yet ..                   */
	size_t looked;         /* .. and no byte before this one ends it                            */
};

enum input_kind {
	INPUT_NONE,  /* nothing whole yet                                                             */
	INPUT_KEY,   /* `key`; `bytes` are those of the terminal                                      */
	INPUT_PASTE, /* `bytes` are what was pasted, without the brackets, lines ended by \n, and a NUL */
	INPUT_END,   /* the terminal is gone                                                          */
};
struct unit {
	enum input_kind kind;
	uint32_t key;      /* a character, or enum press; control characters as themselves (Ctrl-A 1) */
	int row, col;      /* of a click or the wheel: the cell, from 0                               */
	const char *bytes; /* lent until the next call, of input_fill() too                           */
	size_t n;
};

void input_init(struct input *in, int fd, double (*clock)(void));
void input_done(struct input *in);
/* Reads what can be read without waiting. */
void input_fill(struct input *in);
/* The next whole key or paste. A lone Esc is one when nothing followed for 25 ms, or something that no sequence starts with. */
struct unit input_next(struct input *in);
/* Milliseconds after which input_next() may say more although nothing was read; -1: none. */
int input_wait(const struct input *in);
/* Ctrl-C among what was read (not within a paste): takes it and all before it away. */
bool input_interrupted(struct input *in);

#endif
