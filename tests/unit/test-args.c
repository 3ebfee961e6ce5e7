/* Words into arguments, against commands made for the purpose. */
#include "command/args.h"

#include <stdio.h>
#include <string.h>

#include "unit.h"

#include "command/command.h"

static const struct command plain = { .name = "plain", .synopsis = "plain [N]", .max = 1 };
static const struct command rich = { .name = "rich", .synopsis = "rich A [B] [lr=] [@a]", .min = 1, .max = 2,
				     .takes_keys = true, .takes_who = true };
static const struct command raw = { .name = "raw", .synopsis = "raw CONDITION", .raw = true, .takes_who = true };

/* The arguments of a line; `w` and `rest` are theirs. */
struct line {
	struct args a;
	struct words w;
	struct str rest;
	struct err e;
	bool good;
};

static void read_line(struct line *l, const struct command *c, const char *text)
{
	*l = (struct line){ .good = false };
	assert_true(lex_words(text, strlen(text), &l->w, &l->e));
	l->good = args_init(&l->a, c, &l->w, text, &l->rest, &l->e);
}

static void done(struct line *l)
{
	words_done(&l->w);
	str_done(&l->rest);
}

static void check_error(const struct command *c, const char *text, const char *why)
{
	struct line l;

	read_line(&l, c, text);
	assert_false(l.good);
	assert_string_equal(l.e.text, why);
	done(&l);
}

static void test_words(void **state)
{
	struct line l;

	(void)state;
	read_line(&l, &rich, "rich one lr=.1 two @b lr=.2 \"x=1\"");
	assert_true(l.good);
	assert_string_equal(args_key(&l.a, "x"), "1"); /* quotes only keep blanks together */
	done(&l);
	read_line(&l, &rich, "rich one lr=.1 @b two lr=.2");
	assert_true(l.good);
	assert_int_equal(l.a.n, 2);
	assert_string_equal(l.a.word[1], "two");
	assert_int_equal(l.a.nkeys, 2);
	assert_string_equal(args_key(&l.a, "lr"), ".2"); /* the last one holds */
	assert_null(args_key(&l.a, "l"));
	assert_int_equal(l.a.who, WHO_B);
	done(&l);
	read_line(&l, &rich, "rich a @a @b");
	assert_int_equal(l.a.who, WHO_AB);
	done(&l);
	read_line(&l, &rich, "rich ./a=b likelihood[5]==0");
	assert_int_equal(l.a.n, 2);
	done(&l);
}

static void test_rest(void **state)
{
	struct line l;

	(void)state;
	read_line(&l, &raw, "  raw   likelihood[5] == 0  && x \"a b\" @b  # why");
	assert_true(l.good);
	assert_string_equal(l.a.rest, "likelihood[5] == 0  && x \"a b\"");
	assert_int_equal(l.a.who, WHO_B);
	assert_int_equal(l.a.nkeys, 0);
	done(&l);
	read_line(&l, &raw, "raw @a queries@b>5");
	assert_string_equal(l.a.rest, "queries@b>5");
	done(&l);
	read_line(&l, &raw, "raw");
	assert_string_equal(l.a.rest, "");
	done(&l);
}

static void test_errors(void **state)
{
	(void)state;
	check_error(&plain, "plain 1 2", "plain takes at most 1 argument, \"2\" is too much. usage: plain [N]");
	check_error(&plain, "plain @a", "plain takes no trainer, got \"@a\". usage: plain [N]");
	check_error(&rich, "rich", "rich needs 1 argument. usage: rich A [B] [lr=] [@a]");
	check_error(&rich, "rich x @c", "the trainers are @a, @b and @ab, got \"@c\"");
}

static void check_count(const char *text, uint64_t expected)
{
	struct line l;
	uint64_t n = 99;

	read_line(&l, &plain, text);
	assert_true(args_count(&l.a, 0, "N", 1, 5000000, 7, &n, &l.e));
	assert_int_equal(n, expected);
	done(&l);
}

static void test_counts(void **state)
{
	static const char *const bad[] = { "0", "-1", "1.5", "6M", "nan", "0x10", "99999999999999999999999", "ten", "" };

	(void)state;
	check_count("plain", 7);
	check_count("plain 12", 12);
	check_count("plain 10k", 10000);
	check_count("plain 1e6", 1000000);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct line l;
		char text[64], why[160];
		uint64_t n;
		snprintf(text, sizeof text, "plain \"%s\"", bad[i]);
		snprintf(why, sizeof why, "plain: N is a whole number from 1 to 5,000,000, got \"%s\"", bad[i]);
		read_line(&l, &plain, text);
		assert_false(args_count(&l.a, 0, "N", 1, 5000000, 7, &n, &l.e));
		assert_string_equal(l.e.text, why);
		done(&l);
	}
}

/* A command's own list of keys, some with the values they take. */
static void test_keys(void **state)
{
	static const char *const keys[] = { "lr", "batch", "sort=p0", "sort=p", NULL };
	const struct command listed = { .name = "listed", .synopsis = "listed", .takes_keys = true, .keys = keys };
	struct line l;
	int sort;

	(void)state;
	read_line(&l, &listed, "listed batch=5 lr=1");
	assert_true(l.good);
	assert_true(args_choice(&l.a, "sort", &sort, &l.e));
	assert_int_equal(sort, -1);
	done(&l);
	check_error(&listed, "listed bacth=5", "listed takes lr= batch= sort=, got \"bacth=\". did you mean batch=?");
	check_error(&listed, "listed zebra=5", "listed takes lr= batch= sort=, got \"zebra=\"");
	check_error(&listed, "listed so=p", "listed takes lr= batch= sort=, got \"so=\"");
	read_line(&l, &listed, "listed sort=p");
	assert_true(args_choice(&l.a, "sort", &sort, &l.e));
	assert_int_equal(sort, 1);
	done(&l);
	read_line(&l, &listed, "listed sort=q");
	assert_false(args_choice(&l.a, "sort", &sort, &l.e));
	assert_string_equal(l.e.text, "sort takes one of p0, p, got \"q\"");
	done(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),  cmocka_unit_test(test_rest), cmocka_unit_test(test_errors),
		cmocka_unit_test(test_counts), cmocka_unit_test(test_keys),
	};

	return cmocka_run_group_tests_name("args", tests, NULL, NULL);
}
