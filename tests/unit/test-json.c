/* JSON values; the expected texts are written from RFC 8259, sections 6 and 7. */
#include "base/json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

static void check_bytes(const char *bytes, size_t n, const char *want)
{
	struct str s = { 0 };

	json_bytes(&s, bytes, n);
	assert_string_equal(str_text(&s), want);
	str_done(&s);
}

static void test_strings(void **state)
{
	(void)state;
	check_bytes("", 0, "\"\"");
	check_bytes("a \"b\" \\ /", 9, "\"a \\\"b\\\" \\\\ /\"");
	check_bytes("\t\n\x1b[1m\x7f", 7, "\"\\u0009\\u000a\\u001b[1m\\u007f\"");
	check_bytes("a\0b", 3, "\"a\\u0000b\"");
	check_bytes("27+38 \xe2\x86\x92 \xc3\xa9", 12, "\"27+38 \xe2\x86\x92 \xc3\xa9\"");
	check_bytes("\xc2\x85", 2, "\"\\u0085\"");
}

/* Each byte that is no part of a character: U+FFFD. */
static void test_invalid(void **state)
{
	(void)state;
	check_bytes("\xff\xfe", 2, "\"\\ufffd\\ufffd\"");
	check_bytes("a\xe2\x86", 3, "\"a\\ufffd\\ufffd\"");
	check_bytes("\xed\xa0\x80", 3, "\"\\ufffd\\ufffd\\ufffd\""); /* a surrogate */
	check_bytes("\xef\xbf\xbd", 3, "\"\xef\xbf\xbd\"");	       /* U+FFFD itself is one */
}

static void check_number(double v, const char *want)
{
	struct str s = { 0 };

	json_number(&s, v);
	assert_string_equal(str_text(&s), want);
	if (isfinite(v))
		assert_true(strtod(str_text(&s), NULL) == v);
	str_done(&s);
}

static void test_numbers(void **state)
{
	struct str s = { 0 };

	(void)state;
	check_number(0.5, "0.5");
	check_number(0.1, "0.10000000000000001"); /* 17 digits */
	check_number(-2e-300, "-2.0000000000000001e-300");
	check_number(INFINITY, "null");
	check_number(-INFINITY, "null");
	check_number(NAN, "null");
	json_text(&s, NULL);
	assert_string_equal(str_text(&s), "null");
	str_done(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_strings),
		cmocka_unit_test(test_invalid),
		cmocka_unit_test(test_numbers),
	};

	return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
