/* Nearest names, and what is shown of what a user gave. Distances are counted by hand. */
#include "base/near.h"

#include <string.h>

#include "base/given.h"
#include "base/utf8.h"
#include "unit.h"

static void test_distance(void **state)
{
	(void)state;
	assert_int_equal(near_distance("step", "step", 2), 0);
	assert_int_equal(near_distance("", "", 0), 0);
	assert_int_equal(near_distance("stpe", "step", 2), 1);   /* a swap    */
	assert_int_equal(near_distance("stp", "step", 2), 1);    /* insert    */
	assert_int_equal(near_distance("steep", "step", 2), 1);  /* delete    */
	assert_int_equal(near_distance("stop", "step", 2), 1);   /* change    */
	assert_int_equal(near_distance("tsep", "step", 2), 1);   /* the first two swapped */
	assert_int_equal(near_distance("spet", "step", 4), 2);
	assert_int_equal(near_distance("kitten", "sitting", 5), 3);
	assert_int_equal(near_distance("", "abc", 5), 3);
	assert_int_equal(near_distance("ca", "abc", 5), 3);      /* restricted: no letter edited twice */
}

static void test_distance_stops(void **state)
{
	(void)state;
	assert_int_equal(near_distance("kitten", "sitting", 2), 3);
	assert_int_equal(near_distance("kitten", "sitting", 1), 2);
	assert_int_equal(near_distance("aaaaaaaa", "bbbbbbbb", 0), 1);
	/* A swap across the row where the count could stop. */
	assert_int_equal(near_distance("ab", "ba", 1), 1);
	assert_int_equal(near_distance("xxab", "xxba", 1), 1);
}

static void test_long_words(void **state)
{
	static char word[100001];

	(void)state;
	memset(word, 'a', sizeof word - 1);
	assert_int_equal(near_distance(word, "step", 2), 3);
	assert_int_equal(near_distance(word, word, 2), 0);
}

struct named {
	int other;
	const char *name;
};

static void test_find(void **state)
{
	static const struct named list[] = { { 1, "step" }, { 2, "stop" }, { 3, "show" }, { 4, "k" }, { 5, "N" },
					     { 6, "eps" } };
	const int n = sizeof list / sizeof list[0];

	(void)state;
	assert_string_equal(near_find("stpe", &list[0].name, n, sizeof list[0]), "step");
	assert_string_equal(near_find("sohw", &list[0].name, n, sizeof list[0]), "show");
	assert_string_equal(near_find("stxp", &list[0].name, n, sizeof list[0]), "step"); /* the first on ties */
	assert_string_equal(near_find("shop", &list[0].name, n, sizeof list[0]), "stop"); /* 1 before 2 */
	assert_null(near_find("continue", &list[0].name, n, sizeof list[0]));
	assert_null(near_find("xxp", &list[0].name, n, sizeof list[0])); /* 3 letters: distance 1 only */
	assert_string_equal(near_find("epz", &list[0].name, n, sizeof list[0]), "eps");
	assert_null(near_find("q", &list[0].name, n, sizeof list[0])); /* every letter of k changed */
	assert_null(near_find("", &list[0].name, n, sizeof list[0]));
	assert_null(near_find("step", &list[0].name, 0, sizeof list[0]));
	assert_null(near_find("\xff\xfe", &list[0].name, n, sizeof list[0]));
}

static void test_given(void **state)
{
	static char word[100001];
	char to[GIVEN_TEXT];

	(void)state;
	assert_string_equal(given(to, "plain"), "plain");
	assert_string_equal(given(to, ""), "");
	assert_string_equal(given(to, "a\x1b[31m\n"), "a?[31m?");
	assert_string_equal(given(to, "\xff\xc3\xa9"), "?\xc3\xa9");
	assert_string_equal(given_bytes(to, "abcdef", 3), "abc");
	memset(word, 'x', 40);
	assert_string_equal(given(to, word), word);
	memset(word, 'x', sizeof word - 1);
	given(to, word);
	assert_int_equal(strlen(to), 40);
	assert_int_equal(to[39], '~');
	/* Zero width for ever: the bytes end it. */
	for (size_t i = 0; i + 1 < sizeof word; i += 2)
		memcpy(word + i, "\xcc\x81", 2);
	given(to, word);
	assert_true(strlen(to) < GIVEN_TEXT);
	assert_int_equal(utf8_valid(to, strlen(to)), strlen(to));
	/* Wide characters, at their border. */
	for (size_t i = 0; i + 3 < sizeof word; i += 3)
		memcpy(word + i, "\xe4\xb8\xad", 3);
	given(to, word);
	assert_int_equal(utf8_width(to), 39);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_distance),
		cmocka_unit_test(test_distance_stops),
		cmocka_unit_test(test_long_words),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_given),
	};

	return cmocka_run_group_tests_name("near", tests, NULL, NULL);
}
