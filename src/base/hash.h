/* A 64-bit hash of bytes: FNV-1a over 64-bit words, each folded (h ^= h >> 32) so that high bits count, tail bytewise.
 * The fingerprint of a state, not a seal. */
#ifndef OUTPOST_BASE_HASH_H
#define OUTPOST_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

uint64_t hash_bytes(const void *bytes, size_t n);

#endif
