/* Lines into commands, commands into words. */
#include "command/lex.h"

#include <stdlib.h>
#include <string.h>

#include "unit.h"

#include "base/xalloc.h"

static void check_cut(const char *text, const char *first)
{
	size_t n = lex_command(text, strlen(text));

	assert_int_equal(n, strlen(first));
	assert_memory_equal(text, first, n);
}

static void test_commands(void **state)
{
	(void)state;
	check_cut("", "");
	check_cut("step", "step");
	check_cut("step 5; back", "step 5");
	check_cut("step\nback", "step");
	check_cut("; x", "");
	check_cut("a \"b;c\" d; e", "a \"b;c\" d");
	check_cut("a \"b\\\";c\"; e", "a \"b\\\";c\"");
	check_cut("a # b; c\nd", "a # b; c");
	check_cut("a#b; c", "a#b");
	check_cut("# a; b", "# a; b");
	check_cut("a \"open; b\nc", "a \"open; b");
}

static void check_words(const char *text, const char *joined)
{
	struct words w;
	struct str s = { 0 };
	struct err e;

	assert_true(lex_words(text, strlen(text), &w, &e));
	for (int i = 0; i < w.n; i++)
		str_addf(&s, "%s[%s]", w.quoted[i] ? "q" : "", w.word[i]);
	assert_string_equal(str_text(&s), joined);
	str_done(&s);
	words_done(&w);
}

static void test_words(void **state)
{
	(void)state;
	check_words("", "");
	check_words("  \t ", "");
	check_words("step 5", "[step][5]");
	check_words("  step\t5  ", "[step][5]");
	check_words("step 5 # five", "[step][5]");
	check_words("a#b c", "[a#b][c]");
	check_words("a \"b c\" d", "[a]q[b c][d]");
	check_words("a \"\"", "[a]q[]");
	check_words("\"say \\\"hi\\\" \\\\ \"", "q[say \"hi\" \\ ]");
	check_words("a\"b c\"d", "q[ab cd]");
	check_words("step\r", "[step]");
	check_words("\xc3\xa9t\xc3\xa9", "[\xc3\xa9t\xc3\xa9]");
	check_words("a # \xff\x01", "[a]");
}

static void test_places(void **state)
{
	const char *text = " expect a  \"b c\"  # d";
	struct words w;

	(void)state;
	assert_true(lex_words(text, strlen(text), &w, NULL));
	assert_int_equal(w.n, 3);
	assert_int_equal(w.column[0], 1);
	assert_int_equal(w.column[1], 8);
	assert_int_equal(w.column[2], 11);
	assert_int_equal(w.end, 16);
	words_done(&w);
}

static void check_error(const char *text, size_t n, const char *why)
{
	struct words w;
	struct err e;

	assert_false(lex_words(text, n, &w, &e));
	assert_string_equal(e.text, why);
	words_done(&w);
}

static void test_errors(void **state)
{
	(void)state;
	check_error("a \"b", 4, "the quote at column 3 is not closed");
	check_error("a \"b\\", 5, "the quote at column 3 is not closed");
	check_error("st\xffp", 4, "column 3: byte 0xff is not UTF-8 text");
	check_error("\xc3\xa9 \xc3", 4, "column 3: byte 0xc3 is not UTF-8 text");
	check_error("a\033[2J", 5, "column 2: control character 0x1b in a command");
	check_error("a\0b", 3, "column 2: control character 0x00 in a command");
	check_error("a\x7f", 2, "column 2: control character 0x7f in a command");
}

static void test_long(void **state)
{
	enum { N = 100000 };
	char *text = xcalloc(N + 1, 1);
	struct words w;
	struct err e;

	(void)state;
	memset(text, 'x', N);
	assert_true(lex_words(text, N, &w, &e));
	assert_int_equal(w.n, 1);
	assert_int_equal(strlen(w.word[0]), N);
	words_done(&w);
	for (int i = 1; i < N; i += 2)
		text[i] = ' ';
	assert_false(lex_words(text, N, &w, &e));
	assert_string_equal(e.text, "a command takes at most 256 words");
	words_done(&w);
	text[511] = '\0'; /* exactly 256 words */
	assert_true(lex_words(text, strlen(text), &w, &e));
	assert_int_equal(w.n, LEX_WORDS);
	words_done(&w);
	free(text);
}

/* Nothing that a byte can be makes the two disagree or read past the end. */
static void test_any_bytes(void **state)
{
	static const char some[] = "a \"\\;#\n\t=@\x01\xff\xc3\xa9";
	unsigned long seed = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		size_t n = (size_t)round % 24, cut;
		char *text = xcalloc(n + 1, 1); /* exactly as long: a sanitizer sees one step too far */
		struct words w;
		for (size_t i = 0; i < n; i++) {
			seed = seed * 6364136223846793005UL + 1442695040888963407UL;
			text[i] = some[(seed >> 33) % (sizeof some - 1)];
		}
		cut = lex_command(text, n);
		assert_true(cut <= n);
		assert_true(cut == n || text[cut] == ';' || text[cut] == '\n');
		if (lex_words(text, cut, &w, NULL))
			for (int i = 0; i < w.n; i++)
				assert_true((size_t)w.column[i] < cut && strlen(w.word[i]) <= cut);
		words_done(&w);
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_commands), cmocka_unit_test(test_words), cmocka_unit_test(test_places),
		cmocka_unit_test(test_errors),	 cmocka_unit_test(test_long),  cmocka_unit_test(test_any_bytes),
	};

	return cmocka_run_group_tests_name("lex", tests, NULL, NULL);
}
