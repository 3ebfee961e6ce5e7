/* An alphabet that grows: names of tokens, numbered as they come. Zeroed memory is an empty one. */
#ifndef OUTPOST_RUN_ALPHABET_H
#define OUTPOST_RUN_ALPHABET_H

#include <stdint.h>

#include "core/task.h"

struct alphabet {
	char (*name)[TASK_NAME_MOST];    /* (TASK_TOKENS_MOST) owned, n of them in the order in which they came */
	uint8_t order[TASK_TOKENS_MOST]; /* (n) their numbers, sorted by the bytes of the names                 */
	int n;
};

/* The number of a name that is shorter than TASK_NAME_MOST. -1: it is not there; there is no room for another. */
int alphabet_find(const struct alphabet *a, const char *name);
int alphabet_add(struct alphabet *a, const char *name);
/* rank[i]: the place of name i in sorted order, with `last` (-1: none) behind all others. */
void alphabet_rank(const struct alphabet *a, int last, uint8_t rank[TASK_TOKENS_MOST]);
void alphabet_done(struct alphabet *a);

#endif
