/* A crew: the desks of the threads, and the fixed chunks of responses they share out.
 *
 * What a chunk computes goes to places of that chunk alone, and sums over chunks are taken in their order, so the
 * result does not depend on how many threads there are or who took which chunk. */
#ifndef OUTPOST_CORE_CREW_H
#define OUTPOST_CORE_CREW_H

#include <stdbool.h>

#include "core/desk.h"

struct crew {
	int threads;
	struct desk *desk; /* (threads) */
};

/* Chunks of `responses`. */
static inline int crew_chunks(int responses)
{
	return (responses + CHUNK - 1) / CHUNK;
}

/* threads: 0 for all cores. */
void crew_init(struct crew *c, const struct task *t, int threads);
void crew_done(struct crew *c);
/* Calls work(self, desk, from, n) for each chunk of `responses`; in parallel when there are at least 16,384 tokens.
 * False when patience (NULL: endless) ran out; some chunks are then not done, or not to their end. Patience is asked
 * between chunks and where work() asks desk_go_on(), by the calling thread alone: the answer may look at the
 * terminal. */
bool crew_work(struct crew *c, int responses, int length, const struct patience *patience,
	       void (*work)(void *self, struct desk *desk, int from, int n), void *self);

#endif
