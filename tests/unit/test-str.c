/* Growing texts, and the sink that collects lines in one. */
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

#include "base/out.h"
#include "unit.h"

static void test_empty(void **state)
{
	struct str s = {0};
	char *taken;

	(void)state;
	assert_string_equal(str_text(&s), "");
	assert_int_equal(s.len, 0);
	str_clear(&s);
	str_add(&s, "");
	assert_string_equal(s.text, "");
	str_done(&s);
	assert_null(s.text);
	taken = str_take(&s);
	assert_string_equal(taken, "");
	free(taken);
}

static void test_add(void **state)
{
	struct str s = {0};

	(void)state;
	str_add(&s, "a");
	str_add_bytes(&s, "b\0c", 3);
	str_addf(&s, "%d%s", 12, "z");
	assert_int_equal(s.len, 7);
	assert_memory_equal(s.text, "ab\0c12z", 8);
	str_clear(&s);
	assert_string_equal(str_text(&s), "");
	str_add(&s, "again");
	assert_string_equal(str_text(&s), "again");
	str_done(&s);
}

static void test_take_leaves_it_empty(void **state)
{
	struct str s = {0};
	char *text;

	(void)state;
	str_add(&s, "mine");
	text = str_take(&s);
	assert_string_equal(text, "mine");
	assert_null(s.text);
	assert_int_equal(s.cap, 0);
	free(text);
}

/* 10^5 characters, one at a time and at once. */
/* Counted by hand: "one two three" is 13 bytes, "one two" 7, "one" 3. */
static void test_fit(void **state)
{
	(void)state;
	assert_int_equal(str_fit("one two three", 13, 13), 13);
	assert_int_equal(str_fit("one two three", 13, 12), 7);
	assert_int_equal(str_fit("one two three", 13, 7), 7);
	assert_int_equal(str_fit("one two three", 13, 6), 3);
	assert_int_equal(str_fit("overlong word", 13, 4), 8); /* not broken */
	assert_int_equal(str_fit("overlong", 8, 4), 8);
	assert_int_equal(str_fit("", 0, 4), 0);
}

static void test_long(void **state)
{
	struct str s = {0};
	int i;

	(void)state;
	for (i = 0; i < 100000; i++)
		str_add_bytes(&s, "x", 1);
	assert_int_equal(strlen(s.text), 100000);
	str_addf(&s, "%0100000d", 7);
	assert_int_equal(s.len, 200000);
	assert_int_equal(s.text[99999], 'x');
	assert_int_equal(s.text[100000], '0');
	assert_string_equal(s.text + 199999, "7");
	str_done(&s);
}

/* A sink that keeps the lines. */
struct memory {
	struct out out;
	struct str text;
};

static void keep(struct out *to, enum out_kind kind, const char *line, size_t n)
{
	struct memory *m = (struct memory *)to;

	(void)kind;
	str_add_bytes(&m->text, line, n);
	str_add(&m->text, "\n");
}

static void test_lines(void **state)
{
	struct memory m = { { .put = keep }, { 0 } };

	(void)state;
	out_line(&m.out, OUT_REPLY, "update %d", 12);
	out_line(&m.out, OUT_ERROR, "two\nlines");
	out_line(&m.out, OUT_NOTE, "%s", "");
	out_line(&m.out, OUT_STOP, "one\n");
	out_line(&m.out, OUT_REPLY, "a\n\nb");
	assert_string_equal(str_text(&m.text), "update 12\ntwo\nlines\n\none\na\n\nb\n");
	str_done(&m.text);
}

/* A sink of a test: counts lines and remembers the last one's kind and length. */
struct counter {
	struct out out;
	int lines;
	enum out_kind kind;
	size_t n;
};

static void count(struct out *to, enum out_kind kind, const char *line, size_t n)
{
	struct counter *c = (struct counter *)to;

	assert_null(memchr(line, '\n', n));
	c->lines++;
	c->kind = kind;
	c->n = n;
}

static void test_a_line_is_a_call(void **state)
{
	struct counter c = {.out = {.put = count}};

	(void)state;
	out_line(&c.out, OUT_STOP, "a\nb\nccc");
	assert_int_equal(c.lines, 3);
	assert_int_equal(c.kind, OUT_STOP);
	assert_int_equal(c.n, 3);
	out_line(&c.out, OUT_REPLY, "%0100000d", 1);
	assert_int_equal(c.lines, 4);
	assert_int_equal(c.n, 100000);
	out_line(&c.out, OUT_REPLY, "%0255d", 1); /* either side of the room on the stack */
	assert_int_equal(c.n, 255);
	out_line(&c.out, OUT_REPLY, "%0256d", 1);
	assert_int_equal(c.n, 256);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_add),
		cmocka_unit_test(test_take_leaves_it_empty),
		cmocka_unit_test(test_fit),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_a_line_is_a_call),
	};

	return cmocka_run_group_tests_name("str", tests, NULL, NULL);
}
