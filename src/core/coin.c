/* Addressed coins from Threefry 4x32-20 (Random123; Salmon, Moraes, Dror, Shaw: Parallel random numbers, 2011). */
#include "core/coin.h"

#include "core/vector.h"

void coin_fill(uint64_t seed, enum purpose purpose, struct address at, int first, int n, uint32_t *c)
{
	const uint32_t key[2] = { (uint32_t)seed, (uint32_t)(seed >> 32) };
	const uint32_t tail[3] = { at.sample, at.update, (uint32_t)purpose << 24 | (at.attempt & 0xffffff) };
	uint32_t block[4];
	int i = 0;

	if (first % 4 == 0 && n >= 4) {
		i = n - n % 4;
		vector_threefry(key, tail, (uint32_t)first / 4, i / 4, c);
	}
	while (i < n) {
		vector_threefry(key, tail, (uint32_t)(first + i) / 4, 1, block);
		for (int j = (first + i) % 4; j < 4 && i < n; j++)
			c[i++] = block[j];
	}
}

void coin_normals(uint64_t seed, enum purpose purpose, struct address at, int first, int n, double *z)
{
	enum { AT_ONCE = 64 };
	uint32_t c[AT_ONCE];
	double pairs[AT_ONCE];

	for (int i = 0; i < n; i += AT_ONCE) {
		int some = n - i < AT_ONCE ? n - i : AT_ONCE;
		int even = some + some % 2;
		coin_fill(seed, purpose, at, first + i, even, c);
		vector_normals(c, even, pairs);
		for (int j = 0; j < some; j++)
			z[i + j] = pairs[j];
	}
}
