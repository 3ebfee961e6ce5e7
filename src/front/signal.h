/* Signals: blocked everywhere but in signal_wait() and signal_check(), where handlers note what came. Nothing else ever
 * happens in a handler, and no thread but the first one takes any. */
#ifndef OUTPOST_FRONT_SIGNAL_H
#define OUTPOST_FRONT_SIGNAL_H

#include <stdbool.h>

/* Blocks the handled signals for this thread and all later ones, and ignores SIGPIPE: a failed write says so itself. To be
 * called before any thread starts. */
void signal_start(void);

/* Sleeps until `fd` (-1: none) can be read, a handled signal came, or `ms` went by (-1: for ever). True: `fd` can be read
 * or has ended. */
bool signal_wait(int fd, int ms);
/* The same for up to 4 files at once, those below 0 left out; a bit is set for each that can be read. */
unsigned signal_wait_any(const int *fd, int n, int ms);
/* Takes signals that came meanwhile, without sleeping. */
void signal_check(void);

/* From now on `rescue` is called, once, before a fatal signal (SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT) does what it
 * did before: it ends the program, or a sanitizer reports it; NULL: no longer. It may use async-signal-safe calls only,
 * and has a stack of its own. */
void signal_guard(void (*rescue)(void));

/* What came since the last call of the same function. */
bool signal_interrupted(void); /* Ctrl-C              */
bool signal_resized(void);     /* another window size */
bool signal_suspended(void);   /* Ctrl-Z              */
/* SIGTERM, SIGHUP or SIGQUIT once it came, else 0. Not forgotten. */
int signal_ending(void);

/* Does what the signal does by default: stops the process until SIGCONT, or ends it. */
void signal_raise(int sig);

#endif
