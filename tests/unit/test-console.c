/* The console: folding, scrolling, and the line being typed. */
#include "panel/console.h"

#include <string.h>

#include "unit.h"

static const struct console_line said[] = {
	{ "outpost> step", STYLE_ECHO },
	{ "update 1: 64 queries, 47 of 64 rewarded", STYLE_PLAIN },
	{ "", STYLE_PLAIN },
	{ "error: no", STYLE_ERROR },
};

static struct console made(int lines, const char *edit, int cursor)
{
	return (struct console){ .line = said, .n = lines, .prompt = "> ", .edit = edit, .cursor = cursor };
}

/* What is drawn, and `row col` of the cursor in the last line. */
static const char *drawn(const struct console *c, int rows, int cols)
{
	static struct str text;
	struct canvas to;
	int row, col;

	str_clear(&text);
	canvas_init(&to, rows, cols);
	console_draw(c, &to, &row, &col);
	canvas_print(&to, &text);
	str_addf(&text, "%d %d", row, col);
	canvas_done(&to);
	return str_text(&text);
}

static void test_stands_at_the_top(void **state)
{
	struct console c = made(1, "st", 2);

	(void)state;
	assert_string_equal(drawn(&c, 4, 20), "outpost> step\n> st\n\n\n1 4");
	c.n = 0;
	assert_string_equal(drawn(&c, 2, 20), "> st\n\n0 4");
	c.cursor = 0;
	assert_string_equal(drawn(&c, 2, 20), "> st\n\n0 2");
}

static void test_folds_between_words(void **state)
{
	struct console c = made(4, "", 0);

	(void)state;
	assert_string_equal(drawn(&c, 8, 20), "outpost> step\nupdate 1: 64\n  queries, 47 of 64\n  rewarded\n\n"
					      "error: no\n>\n\n6 2");
	assert_int_equal(console_rows(&c, 0, 20, 100), 6);
	assert_int_equal(console_rows(&c, 2, 20, 100), 2);
	assert_int_equal(console_rows(&c, 0, 20, 3), 3);
	assert_int_equal(console_rows(&c, 4, 20, 100), 0);
}

static void test_breaks_long_words(void **state)
{
	static const struct console_line line[] = {
		{ "abcdefghijklmnopqrstuvwxyz", STYLE_PLAIN },
		{ "\xe6\xbc\xa2\xe5\xad\x97\xe6\xbc\xa2\xe5\xad\x97\xe6\xbc\xa2", STYLE_PLAIN },
	};
	struct console c = made(1, "", 0);

	(void)state;
	c.line = line;
	assert_string_equal(drawn(&c, 4, 12), "abcdefghijkl\n  mnopqrstuv\n  wxyz\n>\n3 2");
	/* too narrow for an indent */
	assert_int_equal(console_rows(&c, 0, 1, 100), 26);
	/* five runes, two columns each: two to a row of five */
	c.line = line + 1;
	assert_string_equal(drawn(&c, 4, 5),
			    "\xe6\xbc\xa2\xe5\xad\x97\n\xe6\xbc\xa2\xe5\xad\x97\n\xe6\xbc\xa2\n>\n3 2");
	/* none fits a row of one, and still there is an end */
	assert_int_equal(console_rows(&c, 0, 1, 100), 5);
}

static void test_shows_the_newest(void **state)
{
	struct console c = made(4, "x", 1);

	(void)state;
	assert_string_equal(drawn(&c, 3, 20), "\nerror: no\n> x\n2 3");
	assert_string_equal(drawn(&c, 1, 20), "> x\n0 3");
	assert_string_equal(drawn(&c, 4, 20), "  rewarded\n\nerror: no\n> x\n3 3");
}

/* Rows of the newest reply that are above. */
static void test_counts_what_is_above(void **state)
{
	struct console c = made(4, "", 0);

	(void)state;
	/* six rows in all, and the line being typed */
	assert_int_equal(console_above(&c, 7, 20), 0);
	assert_int_equal(console_above(&c, 6, 20), 1);
	assert_int_equal(console_above(&c, 3, 20), 4);
	c.scroll = 3;
	assert_int_equal(console_above(&c, 3, 20), 1);
	c.scroll = 4;
	assert_int_equal(console_above(&c, 3, 20), 0);
	/* lines before it do not count */
	c.scroll = 0;
	c.reply = 2;
	assert_int_equal(console_above(&c, 3, 20), 0);
	assert_int_equal(console_above(&c, 2, 20), 1);
}

static void test_scrolls_up(void **state)
{
	struct console c = made(4, "x", 1);

	(void)state;
	c.scroll = 1;
	assert_string_equal(drawn(&c, 3, 20), "  rewarded\n\nerror: no\n-1 -1");
	c.scroll = 3;
	assert_string_equal(drawn(&c, 3, 20), "update 1: 64\n  queries, 47 of 64\n  rewarded\n-1 -1");
	/* not beyond the first row */
	c.scroll = 1000;
	assert_string_equal(drawn(&c, 3, 20), "outpost> step\nupdate 1: 64\n  queries, 47 of 64\n-1 -1");
	/* nothing to scroll */
	c = made(1, "x", 1);
	c.scroll = 2;
	assert_string_equal(drawn(&c, 3, 20), "outpost> step\n> x\n\n1 3");
}

static void test_line_scrolls_sideways(void **state)
{
	struct console c = made(0, "abcdefghijklmno", 0);

	(void)state;
	/* columns 2.. of ten; the row moves by five at a time */
	assert_string_equal(drawn(&c, 1, 10), "> abcdefgh\n0 2");
	c.cursor = 7;
	assert_string_equal(drawn(&c, 1, 10), "> abcdefgh\n0 9");
	c.cursor = 8;
	assert_string_equal(drawn(&c, 1, 10), "<efghijklm\n0 5");
	c.cursor = 15;
	assert_string_equal(drawn(&c, 1, 10), "<jklmno\n0 7");
}

static void test_strange_bytes(void **state)
{
	struct console c = made(0, "a\tb\nc\x7f", 6);

	(void)state;
	assert_string_equal(drawn(&c, 1, 20), "> a^Ib^Jc^?\n0 11");
	/* an invalid byte is a column; wide runes are two, a combining one none */
	c = made(0, "\xff" "z", 1);
	assert_string_equal(drawn(&c, 1, 20), "> \xef\xbf\xbdz\n0 3");
	c = made(0, "\xe6\xbc\xa2" "e\xcc\x81" "x", 6);
	assert_string_equal(drawn(&c, 1, 20), "> \xe6\xbc\xa2" "ex\n0 5");
	/* within a character: at its start; behind the end: at the end */
	c.cursor = 1;
	assert_string_equal(drawn(&c, 1, 20), "> \xe6\xbc\xa2" "ex\n0 2");
	c.cursor = 99;
	assert_string_equal(drawn(&c, 1, 20), "> \xe6\xbc\xa2" "ex\n0 6");
}

static void test_any_size(void **state)
{
	static const char edit[] = "\xe6\xbc\xa2 a long line \x01\xff that does not fit into most of them";
	struct canvas to;
	int row, col;

	(void)state;
	for (int rows = 0; rows <= 8; rows++)
		for (int cols = 0; cols <= 30; cols++)
			for (int cursor = 0; cursor <= (int)strlen(edit); cursor++) {
				struct console c = made(4, edit, cursor);
				canvas_init(&to, rows, cols);
				console_draw(&c, &to, &row, &col);
				if (rows && cols)
					assert_true(row >= 0 && row < rows && col >= 0 && col < cols);
				else
					assert_int_equal(row, -1);
				canvas_done(&to);
			}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stands_at_the_top),
		cmocka_unit_test(test_folds_between_words),
		cmocka_unit_test(test_breaks_long_words),
		cmocka_unit_test(test_shows_the_newest),
		cmocka_unit_test(test_counts_what_is_above),
		cmocka_unit_test(test_scrolls_up),
		cmocka_unit_test(test_line_scrolls_sideways),
		cmocka_unit_test(test_strange_bytes),
		cmocka_unit_test(test_any_size),
	};

	return cmocka_run_group_tests_name("console", tests, NULL, NULL);
}
