/* The way to the terminal. What is painted waits here until the terminal takes it, so that a slow link or a window that is
 * held up never keeps the program waiting: it trains on and hears keys. */
#ifndef OUTPOST_FRONT_WIRE_H
#define OUTPOST_FRONT_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* A file to write to, NULL with errno: the terminal that `fd` is .. */
FILE *wire_open(int fd);
/* .. until now: from here on what is written waits for wire_send(). */
void wire_hold(void);
/* Sends what the terminal takes at once. True: nothing is left. */
bool wire_send(void);
/* Sends the rest as long as the terminal takes some every second. False: it did not, and got `leave` instead of all that
 * it had not shown yet. */
bool wire_finish(const char *leave, size_t n);
/* For a fatal signal: the same without the rest, which may be in any state. Async-signal-safe. */
void wire_rescue(const char *leave, size_t n);
void wire_close(void);

/* Whoever is told of what is sent, as it is painted: whole paintings, before the terminal takes them. */
struct wire_ear {
	void (*heard)(void *self, const char *bytes, size_t n);
	void *self;
};
/* From now on; NULL: nobody. It stays when the wire is closed and opened again. */
void wire_listen(const struct wire_ear *ear);

#endif
