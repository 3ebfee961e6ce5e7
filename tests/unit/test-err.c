/* Error texts: set, prefixed, cut. */
#include "base/err.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/xalloc.h"
#include "unit.h"

static void test_set_is_false(void **state)
{
	struct err e;

	(void)state;
	assert_false(err_set(&e, "batch takes 1 to %d, got %d", 4096, 0));
	assert_string_equal(e.text, "batch takes 1 to 4096, got 0");
}

static void test_nobody_asks(void **state)
{
	(void)state;
	assert_false(err_set(NULL, "lost"));
	assert_false(err_prefix(NULL, "lost"));
}

static void test_prefix(void **state)
{
	struct err e;

	(void)state;
	err_set(&e, "no preset %s", "bar");
	assert_false(err_prefix(&e, "%s:%d: ", "a.op", 3));
	assert_string_equal(e.text, "a.op:3: no preset bar");
}

/* A text may quote itself: "cannot load: " + its own text. */
static void test_own_text_as_argument(void **state)
{
	struct err e;

	(void)state;
	err_set(&e, "inner");
	err_set(&e, "outer: %s", e.text);
	assert_string_equal(e.text, "outer: inner");
}

/* 512 bytes hold 511 and the NUL: 510 of the text and "~". */
static void test_cut_ascii(void **state)
{
	char *text = xcalloc(100001, 1);
	struct err e;

	(void)state;
	memset(text, 'x', 100000);
	err_set(&e, "%s", text);
	assert_int_equal(strlen(e.text), 511);
	assert_int_equal(e.text[510], '~');
	assert_int_equal(e.text[509], 'x');
	text[511] = '\0';
	err_set(&e, "%s", text);
	assert_string_equal(e.text, text); /* 511 bytes just fit */
	free(text);
}

/* U+20AC takes 3 bytes: 170 of them are 510 bytes, then "~". With one ASCII byte in front 169 fit (508). */
static void test_cut_at_a_characters_border(void **state)
{
	char text[1024] = "";
	struct err e;
	int i;

	(void)state;
	for (i = 0; i < 200; i++)
		strcat(text, "\xe2\x82\xac");
	err_set(&e, "%s", text);
	assert_int_equal(strlen(e.text), 511);
	assert_int_equal(utf8_valid(e.text, 511), 511);
	err_set(&e, "a%s", text);
	assert_int_equal(strlen(e.text), 1 + 3 * 169 + 1);
	assert_int_equal(utf8_valid(e.text, strlen(e.text)), strlen(e.text));
	assert_string_equal(e.text + strlen(e.text) - 1, "~");
}

static void test_prefix_of_a_full_text(void **state)
{
	struct err e;
	int i;

	(void)state;
	err_set(&e, "%0600d", 0);
	for (i = 0; i < 3; i++)
		err_prefix(&e, "f%d: ", i);
	assert_int_equal(strlen(e.text), 511);
	assert_int_equal(strncmp(e.text, "f2: f1: f0: 000", 15), 0);
	assert_int_equal(e.text[510], '~');
}

static void test_invalid_bytes_do_not_stop_it(void **state)
{
	char bad[1000];
	struct err e;

	(void)state;
	memset(bad, 0xbf, sizeof(bad));
	bad[999] = '\0';
	err_set(&e, "%s", bad);
	assert_int_equal(strlen(e.text), 511);
	assert_int_equal(e.text[510], '~');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_set_is_false),
		cmocka_unit_test(test_nobody_asks),
		cmocka_unit_test(test_prefix),
		cmocka_unit_test(test_own_text_as_argument),
		cmocka_unit_test(test_cut_ascii),
		cmocka_unit_test(test_cut_at_a_characters_border),
		cmocka_unit_test(test_prefix_of_a_full_text),
		cmocka_unit_test(test_invalid_bytes_do_not_stop_it),
	};

	return cmocka_run_group_tests_name("err", tests, NULL, NULL);
}
