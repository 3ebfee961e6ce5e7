/* Coins. Threefry answers are those that Random123 publishes (its file kat_vectors, lines "threefry4x32 20"); two of the
 * three have keys that no seed reaches, so the test has its own plain Threefry, held against all three, and coin_fill()
 * is held against that. */
#include "core/coin.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "setup.h"
#include "unit.h"

static uint32_t turn(uint32_t x, int bits)
{
	return x << bits | x >> (32 - bits);
}

/* Twenty rounds, as in Salmon et al. 2011, sec. 3.2: mixes of pairs (0 1)(2 3), then (0 3)(2 1); a key every four. */
static void threefry(const uint32_t counter[4], const uint32_t key[4], uint32_t x[4])
{
	static const int turns[8][2] = { { 10, 26 }, { 11, 21 }, { 13, 27 }, { 23, 5 },
					 { 6, 20 },  { 17, 11 }, { 25, 10 }, { 18, 20 } };
	uint32_t keys[5] = { key[0], key[1], key[2], key[3], 0x1bd11bdau ^ key[0] ^ key[1] ^ key[2] ^ key[3] };

	for (int i = 0; i < 4; i++)
		x[i] = counter[i] + keys[i];
	for (int round = 0; round < 20; round++) {
		int first = round % 2 ? 3 : 1, second = round % 2 ? 1 : 3;
		x[0] += x[first];
		x[first] = turn(x[first], turns[round % 8][0]) ^ x[0];
		x[2] += x[second];
		x[second] = turn(x[second], turns[round % 8][1]) ^ x[2];
		if (round % 4 == 3) {
			uint32_t j = (uint32_t)(round + 1) / 4;
			for (uint32_t i = 0; i < 4; i++)
				x[i] += keys[(j + i) % 5];
			x[3] += j;
		}
	}
}

static void test_known_answers(void **state)
{
	static const struct {
		uint32_t counter[4], key[4], answer[4];
	} known[] = {
		{ { 0, 0, 0, 0 }, { 0, 0, 0, 0 }, { 0x9c6ca96a, 0xe17eae66, 0xfc10ecd4, 0x5256a7d8 } },
		{ { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff }, { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff },
		  { 0x2a881696, 0x57012287, 0xf6c7446e, 0xa16a6732 } },
		{ { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344 }, { 0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89 },
		  { 0x59cd1dbb, 0xb8879579, 0x86b5d00c, 0xac8b6d84 } },
	};
	uint32_t got[4];

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		threefry(known[i].counter, known[i].key, got);
		assert_memory_equal(got, known[i].answer, sizeof got);
	}
	coin_fill(0, (enum purpose)0, (struct address){ 0 }, 0, 4, got);
	assert_memory_equal(got, known[0].answer, sizeof got);
}

/* The counter of coin.h: (position / 4, sample, update, purpose << 24 | attempt), key = (seed, 0, 0). */
static void test_address(void **state)
{
	static const struct {
		uint64_t seed;
		enum purpose purpose;
		struct address at;
	} places[] = {
		{ 1, COIN_TRUTH, { 0, 0, 0 } },
		{ 0xfedcba9876543210u, COIN_TOKEN, { 4000, 1023, 0 } },
		{ UINT64_MAX, COIN_LOOK, { UINT32_MAX, UINT32_MAX, 0xffffff } },
		{ 7, COIN_PROMPT, { 12, 3, 9 } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		uint32_t coins[41], want[4], key[4] = { (uint32_t)places[i].seed, (uint32_t)(places[i].seed >> 32) };
		coin_fill(places[i].seed, places[i].purpose, places[i].at, 0, 41, coins);
		for (uint32_t j = 0; j < 41; j++) {
			uint32_t counter[4] = { j / 4, places[i].at.sample, places[i].at.update,
						(uint32_t)places[i].purpose << 24 | places[i].at.attempt };
			threefry(counter, key, want);
			assert_int_equal(coins[j], want[j % 4]);
		}
	}
}

/* Every range first .. first + n - 1 is that part of the whole, and nothing behind it is written. */
static void test_ranges(void **state)
{
	enum { N = 70 };
	uint32_t whole[N], part[N + 1];
	struct address at = { 5, 6, 7 };

	(void)state;
	coin_fill(99, COIN_TOKEN, at, 0, N, whole);
	for (int first = 0; first < N; first++)
		for (int n = 0; first + n <= N; n++) {
			part[n] = 0xabcd1234;
			coin_fill(99, COIN_TOKEN, at, first, n, part);
			assert_memory_equal(part, whole + first, (size_t)n * sizeof *part);
			assert_int_equal(part[n], 0xabcd1234);
		}
}

/* Another seed, purpose, update, sample or attempt is another stream: no coin in common at the same position (chance
 * 32 * 7 / 2^32 for fixed seeds that passed once). */
static void test_streams_differ(void **state)
{
	static const struct {
		uint64_t seed;
		enum purpose purpose;
		struct address at;
	} streams[] = {
		{ 1, COIN_TOKEN, { 2, 3, 0 } },   { 2, COIN_TOKEN, { 2, 3, 0 } },  { 1, COIN_PROMPT, { 2, 3, 0 } },
		{ 1, COIN_LOOK, { 2, 3, 0 } },    { 1, COIN_TOKEN, { 3, 3, 0 } },  { 1, COIN_TOKEN, { 2, 4, 0 } },
		{ 1, COIN_TOKEN, { 3, 2, 0 } },   { 1, COIN_TOKEN, { 2, 3, 1 } },  { 1ull << 32, COIN_TOKEN, { 2, 3, 0 } },
	};
	enum { STREAMS = sizeof streams / sizeof *streams, N = 32 };
	uint32_t coins[STREAMS][N];

	(void)state;
	for (int i = 0; i < STREAMS; i++) {
		coin_fill(streams[i].seed, streams[i].purpose, streams[i].at, 0, N, coins[i]);
		for (int j = 0; j < i; j++)
			for (int c = 0; c < N; c++)
				assert_int_not_equal(coins[i][c], coins[j][c]);
	}
}

static void test_unit(void **state)
{
	(void)state;
	assert_true(coin_unit(0) == 0x1p-33);
	assert_true(coin_unit(UINT32_MAX) == 1.0 - 0x1p-33);
	assert_true(coin_unit(0x80000000u) == .5 + 0x1p-33);
}

/* Uniform: mean 1/2 and variance 1/12; of n, standard errors sqrt(1/12n) and sqrt(1/180n); 4.5 of them allowed. */
static void test_uniform_moments(void **state)
{
	enum { N = 200000 };
	uint32_t *c = xcalloc(N, sizeof *c);
	double mean = 0.0, variance = 0.0;

	(void)state;
	coin_fill(4, COIN_TOKEN, (struct address){ 1, 2, 0 }, 0, N, c);
	for (int i = 0; i < N; i++)
		mean += coin_unit(c[i]) / N;
	for (int i = 0; i < N; i++)
		variance += (coin_unit(c[i]) - .5) * (coin_unit(c[i]) - .5) / N;
	setup_check(fabs(mean - .5), 4.5 * sqrt(1. / 12 / N), "mean of coins");
	setup_check(fabs(variance - 1. / 12), 4.5 * sqrt(1. / 180 / N), "variance of coins");
	free(c);
}

/* Box-Muller with the C library: z = sqrt(-2 log u) (cos, sin)(2 pi v). */
static void test_normals_are_box_muller(void **state)
{
	enum { N = 20000 };
	uint32_t *c = xcalloc(N, sizeof *c);
	double *z = xcalloc(N, sizeof *z), worst = 0.0;
	struct address at = { 8, 9, 0 };

	(void)state;
	coin_fill(6, COIN_TRUTH, at, 0, N, c);
	coin_normals(6, COIN_TRUTH, at, 0, N, z);
	for (int i = 0; i < N; i += 2) {
		double r = sqrt(-2.0 * log(coin_unit(c[i]))), turn = 2.0 * 3.14159265358979323846 * coin_unit(c[i + 1]);
		worst = fmax(worst, fmax(fabs(z[i] - r * cos(turn)), fabs(z[i + 1] - r * sin(turn))));
	}
	setup_check(worst, 1e-14, "normals against libm");
	free(c);
	free(z);
}

/* Any even start and any length give that part of the whole. */
static void test_normal_ranges(void **state)
{
	enum { N = 150 };
	double whole[N], part[N + 1];

	(void)state;
	coin_normals(3, COIN_TEST, (struct address){ 1, 1, 0 }, 0, N, whole);
	for (int first = 0; first < N; first += 2)
		for (int n = 1; first + n <= N; n += 7) {
			part[n] = -77.0;
			coin_normals(3, COIN_TEST, (struct address){ 1, 1, 0 }, first, n, part);
			assert_memory_equal(part, whole + first, (size_t)n * sizeof *part);
			assert_true(part[n] == -77.0);
		}
}

/* Moments 0, 1, 0, 3 of n normals; variances of z, z^2, z^3, z^4: 1, 2, 15, 96; and pairs are uncorrelated. */
static void test_normal_moments(void **state)
{
	enum { N = 200000 };
	static const double want[] = { 0, 1, 0, 3 }, variance[] = { 1, 2, 15, 96 };
	double *z = xcalloc(N, sizeof *z), moment[4] = { 0 }, pairs = 0.0;

	(void)state;
	coin_normals(5, COIN_TEST, (struct address){ 0, 1, 0 }, 0, N, z);
	for (int i = 0; i < N; i++)
		for (int m = 0; m < 4; m++)
			moment[m] += pow(z[i], m + 1) / N;
	for (int i = 0; i < N; i += 2)
		pairs += z[i] * z[i + 1] / (N / 2);
	for (int m = 0; m < 4; m++)
		setup_check(fabs(moment[m] - want[m]), 4.5 * sqrt(variance[m] / N), "moment of normals");
	setup_check(fabs(pairs), 4.5 * sqrt(2.0 / N), "covariance of a pair");
	free(z);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known_answers),
		cmocka_unit_test(test_address),
		cmocka_unit_test(test_ranges),
		cmocka_unit_test(test_streams_differ),
		cmocka_unit_test(test_unit),
		cmocka_unit_test(test_uniform_moments),
		cmocka_unit_test(test_normals_are_box_muller),
		cmocka_unit_test(test_normal_ranges),
		cmocka_unit_test(test_normal_moments),
	};

	return cmocka_run_group_tests_name("coin", tests, NULL, NULL);
}
