/* Lines that a person typed. */
#ifndef OUTPOST_COMMAND_HISTORY_H
#define OUTPOST_COMMAND_HISTORY_H

#include <stdint.h>

enum { HISTORY_MOST = 2000 };

struct history {
	char **line;     /* (n) oldest first, without neighbours that are equal */
	int n;           /* at most HISTORY_MOST                                */
	uint64_t before; /* lines that had to make room                         */
};

/* Each line of `text`, blank ones aside. */
void history_add(struct history *h, const char *text);
void history_done(struct history *h);
/* One more than the number of the newest line, counted from 0 over all that there ever were. */
static inline uint64_t history_end(const struct history *h)
{
	return h->before + (uint64_t)h->n;
}

#endif
