/* The fingerprint of a state: published values where it is plain FNV-1a, differences where it is ours. */
#include "base/hash.h"

#include <string.h>

#include "unit.h"

/* 64-bit FNV-1a test vectors of the algorithm's authors. */
static void test_short_texts_as_published(void **state)
{
	(void)state;
	assert_true(hash_bytes("", 0) == UINT64_C(0xcbf29ce484222325));
	assert_true(hash_bytes("a", 1) == UINT64_C(0xaf63dc4c8601ec8c));
	assert_true(hash_bytes("foobar", 6) == UINT64_C(0x85944171f73967e8));
}

static void test_every_bit_counts(void **state)
{
	unsigned char block[43] = {0};
	uint64_t plain = hash_bytes(block, sizeof(block));
	size_t bit;

	(void)state;
	for (bit = 0; bit < 8 * sizeof(block); bit++) {
		block[bit / 8] ^= (unsigned char)(1U << bit % 8);
		assert_true(hash_bytes(block, sizeof(block)) != plain);
		block[bit / 8] ^= (unsigned char)(1U << bit % 8);
	}
	assert_true(hash_bytes(block, sizeof(block)) == plain);
	assert_true(hash_bytes(block, sizeof(block) - 1) != plain);
}

/* Plain FNV-1a over words cannot tell these: the two sign bits cancel out. */
static void test_signs_do_not_cancel(void **state)
{
	const double w[] = {0.25, -1.5, 3.0, 0.0}, minus[] = {-0.25, 1.5, -3.0, -0.0};

	(void)state;
	assert_true(hash_bytes(w, sizeof(w)) != hash_bytes(minus, sizeof(minus)));
}

static void test_any_alignment(void **state)
{
	unsigned char room[64];
	uint64_t want;
	size_t shift;

	(void)state;
	memcpy(room, "0123456789abcdefghij", 20);
	want = hash_bytes(room, 20);
	for (shift = 1; shift < 9; shift++) {
		memcpy(room + shift, "0123456789abcdefghij", 20);
		assert_true(hash_bytes(room + shift, 20) == want);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_short_texts_as_published),
		cmocka_unit_test(test_every_bit_counts),
		cmocka_unit_test(test_signs_do_not_cancel),
		cmocka_unit_test(test_any_alignment),
	};

	return cmocka_run_group_tests_name("hash", tests, NULL, NULL);
}
