/* FNV-1a [Fowler, Noll, Vo], eight bytes a step.
 *
 * A multiplication carries bits upwards only, so with words in place of bytes the sign bits of two doubles
 * would cancel out: a state and its negative would hash alike. Folding the upper half down after each word
 * prevents it. Texts under eight bytes hash as published. */
#include "base/hash.h"

#include <string.h>

#define FNV_BASIS UINT64_C(0xcbf29ce484222325)
#define FNV_PRIME UINT64_C(0x100000001b3)

uint64_t hash_bytes(const void *bytes, size_t n)
{
	const unsigned char *at = bytes;
	uint64_t h = FNV_BASIS, word;

	for (; n >= sizeof(word); n -= sizeof(word), at += sizeof(word)) {
		memcpy(&word, at, sizeof(word));
		h = (h ^ word) * FNV_PRIME;
		h ^= h >> 32;
	}
	for (; n; n--)
		h = (h ^ *at++) * FNV_PRIME;
	return h;
}
