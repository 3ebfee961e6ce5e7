/* Sets of prompts, on the small session: x0 x1 x2 in, x3 OUT. */
#include "run/prompts.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "small-session.h"
#include "unit.h"

#define NO_SET "prompts are x0 to x3: give a number, a range such as 0-2, a list such as 0,3, or in, out, all, worst; "

static void check_set(const struct session *s, const char *text, const char *expected)
{
	struct err e = { "" };
	bool member[4];
	char got[5] = "....";
	int n = prompts_parse(s, text, 0, member, &e), count = 0;

	if (n < 0)
		fail_msg("%s: %s", text, e.text);
	for (int i = 0; i < 4; i++)
		if (member[i]) {
			got[i] = (char)('0' + i);
			count++;
		}
	assert_string_equal(got, expected);
	assert_int_equal(n, count);
}

static void test_sets(void **state)
{
	struct session *s = small_session();

	(void)state;
	check_set(s, "2", "..2.");
	check_set(s, "x2", "..2.");
	check_set(s, "002", "..2.");
	check_set(s, "0-3", "0123");
	check_set(s, "x1-x2", ".12.");
	check_set(s, "1-1", ".1..");
	check_set(s, "0,3", "0..3");
	check_set(s, "3,0-1,0", "01.3");
	check_set(s, "in", "012.");
	check_set(s, "out", "...3");
	check_set(s, "all", "0123");
	check_set(s, "worst", "...3");
	check_set(s, "out,1", ".1.3");
	small_session_free(s);
}

/* alpha moves the line; ties of `worst` go to the first; of a trainer that is not there it is the base model's. */
static void test_moving_sets(void **state)
{
	struct session *s = small_session();
	bool member[4];

	(void)state;
	small_session_set(s, "alpha", "1e-3");
	check_set(s, "out", "....");
	small_session_set(s, "alpha", ".2");
	check_set(s, "out", ".123");
	small_session_set(s, "alpha", "1");
	check_set(s, "in", "....");
	s->run[0].lp[1] = s->run[0].lp[2] = -50;
	check_set(s, "worst", ".1..");
	assert_int_equal(prompts_parse(s, "worst", 1, member, NULL), 1);
	assert_true(member[3]);
	small_session_free(s);
}

static void test_which_sets_move(void **state)
{
	(void)state;
	assert_true(prompts_move("worst"));
	assert_true(prompts_move("0,3,worst"));
	assert_false(prompts_move("0,x3,1-2"));
	assert_false(prompts_move("in,out,all")); /* alpha is a setting */
}

static void test_errors(void **state)
{
	static const char *const bad[][2] = {
		{ "4", "prompts are x0 to x3, got 4" },
		{ "x9", "prompts are x0 to x3, got x9" },
		{ "0-9", "prompts are x0 to x3, got 9" },
		{ "99999999999999999999", "prompts are x0 to x3, got 99999999999999999999" },
		{ "4294967296", "prompts are x0 to x3, got 4294967296" },
		{ "3-1", "the range 3-1 runs backwards: write 1-3" },
		{ "outt", NO_SET "got \"outt\". did you mean out?" },
		{ "wrost", NO_SET "got \"wrost\". did you mean worst?" },
		{ "banana", NO_SET "got \"banana\"." },
		{ "", NO_SET "got \"\"." },
		{ "1,", NO_SET "got \"\"." },
		{ ",", NO_SET "got \"\"." },
		{ "x", NO_SET "got \"x\"." },
		{ "-1", NO_SET "got \"-1\"." },
		{ "1-", NO_SET "got \"1-\"." },
		{ "1-2-3", NO_SET "got \"1-2-3\"." },
		{ "1k", NO_SET "got \"1k\"." },
		{ "1 ", NO_SET "got \"1 \"." },
		{ "nan", NO_SET "got \"nan\"." },
		{ "\xff", NO_SET "got \"?\"." },
	};
	struct session *s = small_session();
	bool member[4];

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct err e = { "" };
		assert_int_equal(prompts_parse(s, bad[i][0], 0, member, &e), -1);
		assert_string_equal(e.text, bad[i][1]);
	}
	small_session_free(s);
}

static void test_hostile(void **state)
{
	struct session *s = small_session(), *empty = session_new(s->out);
	char *text = xcalloc(100001, 1);
	bool member[4];
	struct err e;

	(void)state;
	memset(text, '1', 100000);
	assert_int_equal(prompts_parse(s, text, 0, member, &e), -1);
	assert_non_null(strstr(e.text, "prompts are x0 to x3, got 1111"));
	for (int i = 1; i < 100000; i += 2)
		text[i] = ',';
	text[99999] = '\0';
	assert_int_equal(prompts_parse(s, text, 0, member, &e), 1);
	memset(text, 'z', 100000);
	assert_int_equal(prompts_parse_one(s, text, 0, &e), -1);
	free(text);
	assert_int_equal(prompts_parse(empty, "0", 0, member, &e), -1);
	assert_string_equal(e.text, "there are no prompts yet: preset or new makes a task");
	assert_int_equal(prompts_parse_one(empty, "0", 0, &e), -1);
	session_free(empty);
	small_session_free(s);
}

static void test_one(void **state)
{
	struct session *s = small_session();
	struct err e = { "" };

	(void)state;
	assert_int_equal(prompts_parse_one(s, "x2", 0, &e), 2);
	assert_int_equal(prompts_parse_one(s, "worst", 0, &e), 3);
	assert_int_equal(prompts_parse_one(s, "out", 0, &e), 3);
	assert_int_equal(prompts_parse_one(s, "in", 0, &e), -1);
	assert_string_equal(e.text, "in is 3 prompts: name one, x0 to x3");
	small_session_set(s, "alpha", "1e-9");
	assert_int_equal(prompts_parse_one(s, "out", 0, &e), -1);
	assert_string_equal(e.text, "no prompt is out now: name one, x0 to x3");
	assert_int_equal(prompts_parse_one(s, "7", 0, &e), -1);
	assert_string_equal(e.text, "prompts are x0 to x3, got 7");
	small_session_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sets),
		cmocka_unit_test(test_moving_sets),
		cmocka_unit_test(test_which_sets_move),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_one),
	};

	return cmocka_run_group_tests_name("prompts", tests, NULL, NULL);
}
