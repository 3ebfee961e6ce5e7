/* What the console panel is given: clean lines, their styles, and the newest of many. */
#include "front/transcript.h"

#include <stdio.h>
#include <string.h>

#include "unit.h"

static void assert_lines(const struct transcript *t, const struct console_line *expected, int n)
{
	assert_int_equal(t->n, n);
	for (int i = 0; i < n; i++) {
		assert_string_equal(t->line[i].text, expected[i].text);
		assert_int_equal(t->line[i].style, expected[i].style);
	}
}

static void test_kinds(void **state)
{
	static const struct console_line expected[] = {
		{ "1 update", STYLE_PLAIN },  { "", STYLE_PLAIN },
		{ "64 queries", STYLE_PLAIN },	  { "stopped after 1", STYLE_STOP },
		{ "2 skipped", STYLE_NOTE },      { "error: no task yet", STYLE_ERROR },
		{ "ok: p0 < .1", STYLE_PLAIN },	  { "not ok: p0 < .1", STYLE_ERROR },
	};
	struct transcript t;

	(void)state;
	transcript_init(&t);
	assert_int_equal(t.n, 0);
	assert_false(t.changed);
	out_line(&t.out, OUT_REPLY, "1 update\n\n64 queries\n");
	assert_true(t.changed);
	out_line(&t.out, OUT_STOP, "stopped after %d", 1);
	out_line(&t.out, OUT_NOTE, "2 skipped");
	out_line(&t.out, OUT_ERROR, "no task yet");
	out_line(&t.out, OUT_OK, "p0 < .1");
	out_line(&t.out, OUT_NOT_OK, "p0 < .1");
	assert_lines(&t, expected, 8);
	transcript_done(&t);
}

/* Folded when it is drawn, to the width that the window has then. */
static void test_long_texts_are_whole(void **state)
{
	static const char text[] = "note: x5: no reward in 20 updates. The base model answers x5 once in 485,075 samples. "
				   "try: inspect 5";
	static const struct console_line expected[] = { { text, STYLE_NOTE } };
	struct transcript t;

	(void)state;
	transcript_init(&t);
	out_text(&t.out, OUT_NOTE, text);
	assert_lines(&t, expected, 1);
	transcript_done(&t);
}

/* The interpreter shows the lines of a paste itself. */
static void test_echo(void **state)
{
	static const struct console_line expected[] = {
		{ "hello", STYLE_PLAIN },
		{ "outpost> step 1", STYLE_ECHO },
		{ "1 update", STYLE_PLAIN },
		{ "outpost> step 2", STYLE_ECHO },
		{ "> step 3", STYLE_NOTE },
	};
	struct transcript t;

	(void)state;
	transcript_init(&t);
	out_line(&t.out, OUT_REPLY, "hello");
	t.changed = false;
	transcript_echo(&t, "outpost> ", "step 1");
	assert_true(t.changed);
	assert_int_equal(t.reply, 1);
	out_line(&t.out, OUT_REPLY, "1 update");
	transcript_echo(&t, "outpost> ", "step 2\n");
	assert_int_equal(t.reply, 3);
	transcript_echo(&t, "outpost> ", "step 3\nstep 4\n");
	assert_int_equal(t.reply, 4);
	out_line(&t.out, OUT_NOTE, "> step 3");
	assert_lines(&t, expected, 5);
	transcript_done(&t);
}

/* Bytes that a terminal would act on, in every form: C0, DEL, C1 as a character and as a byte, broken UTF-8. */
static void test_nothing_moves_the_cursor(void **state)
{
	static const char bytes[] = "a\tb\033[2J\rc\x7f\0d\xc2\x9b\x9b\xe2\x82 \xc3\xa9\xe6\xbc\xa2";
	struct transcript t;

	(void)state;
	transcript_init(&t);
	t.out.put(&t.out, OUT_REPLY, bytes, sizeof bytes - 1);
	transcript_echo(&t, "\033> ", "x\ay\tz\r");
	assert_string_equal(t.line[0].text, "a b?[2J?c??d????" " \xc3\xa9\xe6\xbc\xa2");
	assert_string_equal(t.line[1].text, "?> x?y z");
	transcript_done(&t);
}

static void test_newest_lines_are_kept(void **state)
{
	enum { LINES = 3 * TRANSCRIPT_MOST + 7, REPLY = 3 * TRANSCRIPT_MOST - 10 };
	struct transcript t;
	char text[32];

	(void)state;
	transcript_init(&t);
	for (int i = 0; i < LINES; i++) {
		snprintf(text, sizeof text, "%d", i);
		if (i == REPLY)
			transcript_echo(&t, "", text);
		else
			out_line(&t.out, OUT_REPLY, "%s", text);
		assert_true(t.n <= TRANSCRIPT_MOST);
		assert_true(t.n >= TRANSCRIPT_MOST * 9 / 10 || t.n == i + 1);
		assert_string_equal(t.line[t.n - 1].text, text);
	}
	for (int i = 0; i < t.n; i++) {
		snprintf(text, sizeof text, "%d", LINES - t.n + i);
		assert_string_equal(t.line[i].text, text);
	}
	snprintf(text, sizeof text, "%d", REPLY);
	assert_string_equal(t.line[t.reply].text, text);
	/* a reply longer than all that is kept begins with the first line */
	for (int i = 0; i < 2 * TRANSCRIPT_MOST; i++)
		out_line(&t.out, OUT_REPLY, "more");
	assert_int_equal(t.reply, 0);
	transcript_done(&t);
}

/* Columns as wide as the longest word and two blanks; none behind the last word of a line. */
static void test_list(void **state)
{
	static char text[5][16] = { "compare", "continue", "info", "inspect", "quit" };
	char *const word[] = { text[0], text[1], text[2], text[3], text[4] };
	struct transcript t;

	(void)state;
	transcript_init(&t);
	transcript_list(&t, word, 5, 28);
	assert_int_equal(t.n, 2);
	assert_string_equal(t.line[0].text, "compare   continue  info");
	assert_string_equal(t.line[1].text, "inspect   quit");
	transcript_list(&t, word, 2, 3); /* too narrow for any */
	assert_int_equal(t.n, 4);
	assert_string_equal(t.line[2].text, "compare");
	assert_string_equal(t.line[3].text, "continue");
	transcript_list(&t, word, 0, 80);
	assert_int_equal(t.n, 4);
	transcript_done(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_long_texts_are_whole), cmocka_unit_test(test_echo),
		cmocka_unit_test(test_nothing_moves_the_cursor),
		cmocka_unit_test(test_newest_lines_are_kept),
		cmocka_unit_test(test_list),
	};

	return cmocka_run_group_tests_name("transcript", tests, NULL, NULL);
}
