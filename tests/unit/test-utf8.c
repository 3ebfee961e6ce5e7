/* UTF-8. Byte sequences are those of the Unicode standard, table 3-7, and of its examples of ill-formed text. */
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "unit.h"

static void test_decode(void **state)
{
	static const struct {
		const char *text;
		uint32_t rune;
		size_t len;
	} cases[] = {
		{"a", 'a', 1},
		{"\xc2\x80", 0x80, 2},
		{"\xc3\xa9", 0xe9, 2},
		{"\xe0\xa0\x80", 0x800, 3},
		{"\xe2\x82\xac", 0x20ac, 3},
		{"\xed\x9f\xbf", 0xd7ff, 3},
		{"\xef\xbf\xbd", 0xfffd, 3},
		{"\xf0\x90\x80\x80", 0x10000, 4},
		{"\xf4\x8f\xbf\xbf", 0x10ffff, 4},
	};
	char back[4];
	uint32_t rune;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(utf8_decode(cases[i].text, strlen(cases[i].text), &rune), cases[i].len);
		assert_int_equal(rune, cases[i].rune);
		assert_int_equal(utf8_encode(back, rune), cases[i].len);
		assert_memory_equal(back, cases[i].text, cases[i].len);
		assert_int_equal(utf8_valid(cases[i].text, cases[i].len), cases[i].len);
	}
}

static void test_ill_formed(void **state)
{
	static const char *const bad[] = {
		"\x80",             /* a continuation alone            */
		"\xbf",
		"\xc0\xaf",         /* overlong '/'                    */
		"\xc1\xbf",
		"\xe0\x80\xaf",     /* overlong in three               */
		"\xe0\x9f\xbf",
		"\xf0\x80\x80\xaf", /* overlong in four                */
		"\xf0\x8f\xbf\xbf",
		"\xed\xa0\x80",     /* a surrogate                     */
		"\xed\xbf\xbf",
		"\xf4\x90\x80\x80", /* U+110000                        */
		"\xf5\x80\x80\x80",
		"\xff",
		"\xe2\x82",         /* cut off                         */
		"\xc3(",            /* no continuation where one is due */
		"\xe2(\xa1",
		"\xf0\x90\x80(",
	};
	uint32_t rune;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_int_equal(utf8_decode(bad[i], strlen(bad[i]), &rune), 1);
		assert_int_equal(rune, 0xfffd);
		assert_int_equal(utf8_valid(bad[i], strlen(bad[i])), 0);
	}
	assert_int_equal(utf8_valid("ab\xffgh", 5), 2);
	assert_int_equal(utf8_valid("", 0), 0);
}

/* Every scalar value there and back: 0x110000 - 2048 surrogates. */
static void test_round_trip(void **state)
{
	uint32_t rune, back;
	char bytes[4];
	size_t len;

	(void)state;
	for (rune = 0; rune <= 0x10ffff; rune++) {
		len = utf8_encode(bytes, rune);
		if (utf8_decode(bytes, len, &back) != len)
			fail_msg("U+%04X does not come back", rune);
		if (back != (rune >= 0xd800 && rune < 0xe000 ? 0xfffd : rune))
			fail_msg("U+%04X comes back as U+%04X", rune, back);
	}
	utf8_encode(bytes, 0x110000);
	assert_memory_equal(bytes, "\xef\xbf\xbd", 3);
}

/* Widths as in Unicode's EastAsianWidth.txt and the categories Mn, Cf. */
static void test_width(void **state)
{
	(void)state;
	assert_int_equal(utf8_rune_width('a'), 1);
	assert_int_equal(utf8_rune_width('\t'), 1);
	assert_int_equal(utf8_rune_width(0), 1);
	assert_int_equal(utf8_rune_width(0x301), 0);   /* combining acute      */
	assert_int_equal(utf8_rune_width(0x200d), 0);  /* zero width joiner    */
	assert_int_equal(utf8_rune_width(0xad), 1);    /* soft hyphen          */
	assert_int_equal(utf8_rune_width(0x2588), 1);  /* full block           */
	assert_int_equal(utf8_rune_width(0x28ff), 1);  /* braille              */
	assert_int_equal(utf8_rune_width(0x65e5), 2);  /* a CJK ideograph      */
	assert_int_equal(utf8_rune_width(0xff21), 2);  /* fullwidth A          */
	assert_int_equal(utf8_rune_width(0x1f600), 2); /* an emoji             */
	assert_int_equal(utf8_rune_width(0x10ffff), 1);
	assert_int_equal(utf8_rune_width(UINT32_MAX), 1);
	assert_int_equal(utf8_width(""), 0);
	assert_int_equal(utf8_width("e\xcc\x81t\xc3\xa9"), 3);
	assert_int_equal(utf8_width("\xe6\x97\xa5\xe6\x9c\xac"), 4);
	assert_int_equal(utf8_width("a\xff\xe2\x82"), 4); /* three invalid bytes, a column each */
}

static void assert_cut(const char *text, size_t size, int cols, const char *want)
{
	char to[64];

	memset(to, '#', sizeof(to));
	utf8_cut(to, size, text, cols);
	assert_string_equal(to, want);
	assert_int_equal(to[size], '#');
}

static void test_cut_by_columns(void **state)
{
	(void)state;
	assert_cut("badbadba", 63, 8, "badbadba");
	assert_cut("badbadba", 63, 7, "badbad~");
	assert_cut("badbadba", 63, 1, "~");
	assert_cut("badbadba", 63, 0, "");
	assert_cut("badbadba", 63, -3, "");
	assert_cut("", 63, 0, "");
	assert_cut("\xe6\x97\xa5\xe6\x9c\xac", 63, 4, "\xe6\x97\xa5\xe6\x9c\xac");
	assert_cut("\xe6\x97\xa5\xe6\x9c\xac", 63, 3, "\xe6\x97\xa5~");
	assert_cut("\xe6\x97\xa5\xe6\x9c\xac", 63, 2, "~"); /* a wide one and "~" need three */
	assert_cut("e\xcc\x81t", 63, 2, "e\xcc\x81t");
	assert_cut("e\xcc\x81te", 63, 2, "e\xcc\x81~");
}

static void test_cut_by_bytes(void **state)
{
	char one = '#';

	(void)state;
	assert_cut("badbadba", 9, 99, "badbadba");
	assert_cut("badbadba", 8, 99, "badbad~");
	assert_cut("badbadba", 2, 99, "~");
	assert_cut("badbadba", 1, 99, "");
	assert_cut("\xe2\x82\xac\xe2\x82\xac", 7, 99, "\xe2\x82\xac\xe2\x82\xac");
	assert_cut("\xe2\x82\xac\xe2\x82\xac", 6, 99, "\xe2\x82\xac~");
	assert_cut("\xe2\x82\xac\xe2\x82\xac", 4, 99, "~");
	utf8_cut(&one, 0, "x", 9);
	assert_int_equal(one, '#');
}

static void test_long_line(void **state)
{
	char *text = xcalloc(100001, 1), to[16];

	(void)state;
	memset(text, 0xbf, 100000);
	assert_int_equal(utf8_width(text), 100000);
	assert_int_equal(utf8_valid(text, 100000), 0);
	utf8_cut(to, sizeof(to), text, 5);
	assert_string_equal(to, "\xbf\xbf\xbf\xbf~");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_decode),
		cmocka_unit_test(test_ill_formed),
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_width),
		cmocka_unit_test(test_cut_by_columns),
		cmocka_unit_test(test_cut_by_bytes),
		cmocka_unit_test(test_long_line),
	};

	return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
