/* Coins: random numbers that are addressed, not consumed.
 *
 * Coin number `position` at an address is word position % 4 of Threefry 4x32-20 with key = (seed, 0, 0) and
 * counter = (position / 4, sample, update, purpose << 24 | attempt). Any coin of any update can be looked at again,
 * in any order, by any thread; no trainer is part of the address, so A and B see the same coins. */
#ifndef OUTPOST_CORE_COIN_H
#define OUTPOST_CORE_COIN_H

#include <stdbool.h>
#include <stdint.h>

enum purpose {
	COIN_TRUTH,    /* W*, by entry                                                    */
	COIN_PRETRAIN, /* prompts of pre-training, by step and batch index                */
	COIN_TEST,     /* test prompts                                                    */
	COIN_PROMPT,   /* prompts of an update                                            */
	COIN_TOKEN,    /* tokens of a response, by position                               */
	COIN_LOOK,     /* samples drawn for a reader: cost nothing, change nothing        */
	COIN_CONTEXT,  /* the tracked prompts of a generator without centres               */
	COIN_ONLINE,   /* online learning, by round                                        */
	COIN_MIX,      /* fair coins between q0 and uniform, by try                        */
	COIN_ESTIMATE, /* responses drawn to estimate likelihoods: look, response, prompt  */
};

struct address {
	uint32_t update, sample, attempt; /* attempt: 0 but for behaviours that draw a response more than once */
};

/* Coins first .. first + n - 1 at an address into c. */
void coin_fill(uint64_t seed, enum purpose purpose, struct address at, int first, int n, uint32_t *c);

/* A fair coin. */
static inline bool coin_is_heads(uint32_t c)
{
	return c < 1u << 31;
}

/* A coin as a number in (0, 1): (c + 1/2) / 2^32. */
static inline double coin_unit(uint32_t c)
{
	return (c + 0.5) * 0x1p-32;
}

/* One of 0 .. n - 1, all equally likely: floor(u n), u = coin_unit(c). u n = (2 c + 1) n / 2^33 is never whole. */
static inline int coin_pick(uint32_t c, int n)
{
	return (int)(((uint64_t)c * 2 + 1) * (uint64_t)n >> 33);
}

/* Standard normals number first .. first + n - 1 (first even): Box-Muller on coins 2j, 2j + 1. */
void coin_normals(uint64_t seed, enum purpose purpose, struct address at, int first, int n, double *z);

#endif
