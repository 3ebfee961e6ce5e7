/* Numbers for byte strings, 0, 1, .. in the order in which they first come. */
#ifndef OUTPOST_CORE_NUMBERING_H
#define OUTPOST_CORE_NUMBERING_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* All zero at first. */
struct numbering {
	struct str bytes; /* of all strings, one behind the other */
	size_t *from;     /* (n + 1) in `bytes`                    */
	uint32_t *slot;   /* (slots) number + 1, 0: free           */
	size_t n, room, slots;
};

void numbering_done(struct numbering *m);
/* The number of n bytes, a new one if they have none. */
uint32_t numbering_of(struct numbering *m, const void *bytes, size_t n);

#endif
