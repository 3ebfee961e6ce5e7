/* Another program as a filter: it is given a text, and what it says is kept. Nothing of it reaches the screen, the
 * terminal's keys do not reach it, and it is looked after in short moments, so that nobody waits. */
#ifndef OUTPOST_BASE_CHILD_H
#define OUTPOST_BASE_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/str.h"

struct child {
	pid_t pid;         /* 0: none, or it has ended                     */
	int in, out, err;  /* our ends; -1: closed                         */
	char *text;        /* (n) owned: what it is to read, `given` so far */
	size_t n, given;
	struct str said, complaint; /* standard output and error           */
	size_t most;       /* bytes of `said` ..                           */
	bool flooded;      /* .. and that it wanted to say more            */
	int status;        /* as waitpid() has it, when it has ended       */
};

/* Starts argv[0], looked for in PATH, with `text` (taken) as its standard input. 0, or an errno: ENOENT, there is none.
 * Then child_done() is still to be called. */
int child_start(struct child *c, const char *const argv[], char *text, size_t n, size_t most);
/* Gives and takes what is there, and waits for at most so many milliseconds. False: it has ended. */
bool child_tend(struct child *c, int milliseconds);
/* Ends it where it has not. */
void child_done(struct child *c);

#endif
