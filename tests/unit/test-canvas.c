/* Canvases: clipping, wide runes and their halves, printing. */
#include "panel/canvas.h"

#include <limits.h>
#include <string.h>

#include "unit.h"

static void assert_prints(const struct canvas *c, const char *expected)
{
	struct str s = { 0 };

	canvas_print(c, &s);
	assert_string_equal(str_text(&s), expected);
	str_done(&s);
}

static void test_text_and_blanks(void **state)
{
	struct canvas c;

	(void)state;
	canvas_init(&c, 3, 6);
	assert_prints(&c, "\n\n\n");
	assert_int_equal(canvas_text(&c, 0, 1, "ab c", STYLE_PLAIN), 5);
	canvas_put(&c, 2, 5, 0x2588, STYLE_PLAIN);
	assert_prints(&c, " ab c\n\n     \xe2\x96\x88\n");
	canvas_text(&c, 0, 1, "    ", STYLE_PLAIN);
	assert_prints(&c, "\n\n     \xe2\x96\x88\n");
	canvas_done(&c);
}

static void test_clipping(void **state)
{
	struct canvas c;

	(void)state;
	canvas_init(&c, 2, 4);
	assert_int_equal(canvas_text(&c, 0, -2, "abcdefgh", STYLE_PLAIN), 6);
	canvas_text(&c, -1, 0, "up", STYLE_PLAIN);
	canvas_text(&c, 2, 0, "down", STYLE_PLAIN);
	canvas_put(&c, 1, 4, 'x', STYLE_PLAIN);
	canvas_put(&c, INT_MAX, INT_MAX, 'x', STYLE_PLAIN);
	canvas_put(&c, INT_MIN, INT_MIN, 'x', STYLE_PLAIN);
	assert_prints(&c, "cdef\n\n");
	assert_int_equal(canvas_rune(&c, 0, 3), 'f');
	assert_int_equal(canvas_rune(&c, 0, 4), ' ');
	assert_int_equal(canvas_rune(&c, -1, 0), ' ');
	canvas_done(&c);
}

static void test_wide(void **state)
{
	struct canvas c;

	(void)state;
	canvas_init(&c, 1, 5);
	assert_int_equal(canvas_text(&c, 0, 0, "\xe6\xbc\xa2\xe5\xad\x97", STYLE_PLAIN), 4);
	assert_int_equal(c.at[1].rune, 0);
	assert_int_equal(c.at[3].rune, 0);
	assert_prints(&c, "\xe6\xbc\xa2\xe5\xad\x97\n");
	/* a wide rune across two others leaves blanks at both sides */
	canvas_put(&c, 0, 1, 0x6f22, STYLE_PLAIN);
	assert_prints(&c, " \xe6\xbc\xa2\n");
	assert_int_equal(c.at[3].rune, ' ');
	/* either half of it may be overwritten */
	canvas_put(&c, 0, 2, 'x', STYLE_PLAIN);
	assert_prints(&c, "  x\n");
	canvas_put(&c, 0, 2, 0x6f22, STYLE_PLAIN);
	canvas_put(&c, 0, 2, 'y', STYLE_PLAIN);
	assert_prints(&c, "  y\n");
	/* half a rune is none */
	canvas_put(&c, 0, 4, 0x6f22, STYLE_PLAIN);
	assert_prints(&c, "  y\n");
	canvas_done(&c);
}

static void test_strange_runes(void **state)
{
	struct canvas c;

	(void)state;
	canvas_init(&c, 1, 8);
	/* control, combining acute, an invalid byte */
	canvas_text(&c, 0, 0, "a\033[b\xcc\x81\xff" "c", STYLE_PLAIN);
	assert_prints(&c, "a?[b\xef\xbf\xbd" "c\n");
	canvas_done(&c);
}

static void test_tiny(void **state)
{
	(void)state;
	for (int rows = -1; rows < 4; rows++)
		for (int cols = -1; cols < 4; cols++) {
			struct canvas c;
			struct str s = { 0 };
			int lines = 0;
			canvas_init(&c, rows, cols);
			for (int at = -2; at < 6; at++) {
				canvas_text(&c, at, at, "\xe6\xbc\xa2" "ab", STYLE_PLAIN);
				canvas_put(&c, at, 1, 0x6f22, STYLE_PLAIN);
			}
			canvas_print(&c, &s);
			for (size_t i = 0; i < s.len; i++)
				lines += s.text[i] == '\n';
			assert_int_equal(lines, rows < 0 ? 0 : rows);
			str_done(&s);
			canvas_done(&c);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text_and_blanks),
		cmocka_unit_test(test_clipping),
		cmocka_unit_test(test_wide),
		cmocka_unit_test(test_strange_runes),
		cmocka_unit_test(test_tiny),
	};

	return cmocka_run_group_tests_name("canvas", tests, NULL, NULL);
}
