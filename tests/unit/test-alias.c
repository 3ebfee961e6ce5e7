/* Aliases: names, what they run, and where they are known. */
#include "command/alias.h"

#include <string.h>

#include "command/complete.h"
#include "play.h"
#include "unit.h"

static void begin(struct play *p)
{
	play_init(p);
	type(p, "preset barrier seed=8");
}

static uint64_t updates(const struct play *p)
{
	return run_state(&p->session->run[0])->update;
}

static void test_names(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	play_says(&p, "alias", "no aliases. one is made by: alias NAME = COMMANDS\n");
	play_says(&p, "alias two = step 2", "two = step 2\n");
	play_says(&p, "alias go=step 3; step 4 # as it stands", "go = step 3; step 4\n");
	play_says(&p, "alias", "go = step 3; step 4\ntwo = step 2\n");
	play_says(&p, "alias; alias two", "go = step 3; step 4\ntwo = step 2\ntwo = step 2\n");
	play_says(&p, "alias two = step \"x;y\" @b", "two = step \"x;y\" @b\n");
	play_says(&p, "alias two =", "");
	play_says(&p, "alias two", "error: there is no alias \"two\"\n");
	play_says(&p, "alias goo", "error: there is no alias \"goo\". did you mean: go?\n");
	play_says(&p, "alias two =;", "error: there is no alias \"two\"\n");
	play_says(&p, "alias s = info", "error: s is short for step already\n");
	play_says(&p, "alias step = info", "error: step is a command already\n");
	play_has(&p, "alias 2x = info", "error: a name for commands is a letter and up to 31");
	play_has(&p, "alias a123456789b123456789c123456789d12 = info", "error: a name for commands is a letter and up to 31");
	play_has(&p, "alias = info", "got \"\"");
	play_has(&p, "alias go info", "error: behind the name stands = and what it is for");
	play_says(&p, "alias", "go = step 3; step 4\n");
	assert_int_equal(updates(&p), 0); /* nothing ran meanwhile */
	play_done(&p);
}

static void test_running(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "alias go = step 3; step");
	type(&p, "go; step 10");
	assert_int_equal(updates(&p), 14);
	type(&p, "go 2"); /* behind the last command */
	assert_int_equal(updates(&p), 19);
	assert_string_equal(interp_again(p.interp), "step 2");
	type(&p, "alias con = step 100"); /* wins over the first letters of continue */
	type(&p, "con");
	assert_int_equal(updates(&p), 119);
	type(&p, "alias outer = go; go");
	type(&p, "outer; outer");
	assert_int_equal(updates(&p), 135);
	play(&p, INTERP_SCRIPT, "go\ngo");
	assert_int_equal(updates(&p), 143);
	type(&p, "trainer process @b");
	type(&p, "alias b2 = step 2 @b");
	type(&p, "b2");
	assert_int_equal(run_state(&p.session->run[1])->update, 2);
	play_done(&p);
}

static void test_errors(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "alias bad = step; stpe; step");
	play_says(&p, "bad; step", "1 update, 64 queries, off 1 of 64\n"
				   "error: unknown command \"stpe\". did you mean: step? (type it, nothing was run)\n"
				   "note: 2 commands skipped\n");
	play_has(&p, "bda", "error: unknown command \"bda\". did you mean: bad? (type it, nothing was run)\n");
	assert_string_equal(play(&p, INTERP_SCRIPT, "\nalias one = bad\n\none"),
			    "1 update, 64 queries, off 1 of 64\n"
			    "error: t.op:4: unknown command \"stpe\" (did you mean step?)\nnote: 1 command skipped\n");
	play_done(&p);
}

static void test_circles(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "alias self = self");
	play_says(&p, "self", "error: alias self would run itself: self, self\n");
	type(&p, "alias a1 = a2; step");
	type(&p, "alias a2 = step; a3");
	type(&p, "alias a3 = a1");
	play_says(&p, "a1", "1 update, 64 queries, off 1 of 64\n"
			    "error: alias a1 would run itself: a1, a2, a3, a1\nnote: 1 command skipped\n");
	play_file("loop.op", "looped");
	type(&p, "alias looped = source loop.op");
	play_says(&p, "looped", "error: loop.op:1: alias looped would run itself: looped, looped\n");
	play_done(&p);
}

static bool offers(const struct play *p, const char *line, const char *word)
{
	struct candidates c;
	bool found = false;

	complete_line(p->session, line, (int)strlen(line), &c);
	for (int i = 0; i < c.n; i++)
		found = found || strcmp(c.word[i], word) == 0;
	candidates_done(&c);
	return found;
}

static void test_known(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	assert_false(offers(&p, "go", "go10"));
	type(&p, "alias go10 = continue until queries>=10k");
	assert_true(offers(&p, "go", "go10"));
	assert_true(offers(&p, "step; g", "go10"));
	assert_true(offers(&p, "alias ", "go10"));
	assert_false(offers(&p, "set ", "go10"));
	play_says(&p, "help go10", "go10, an alias: continue until queries>=10k\n");
	play_done(&p);
}

/* `complete` lists what Tab offers. */
static void test_complete(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	play_says(&p, "complete set ba", "baseline\nbatch\n");
	play_says(&p, "complete \"set baseline \"", "mean\noff\n");
	play_says(&p, "complete step; con", "continue\n");
	play_says(&p, "complete step @", "@a\n@ab\n@b\n");
	play_says(&p, "complete zz", "");
	play_has(&p, "complete", "apropos\n");
	play_done(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),	cmocka_unit_test(test_running), cmocka_unit_test(test_errors),
		cmocka_unit_test(test_circles), cmocka_unit_test(test_known),	cmocka_unit_test(test_complete),
	};

	return cmocka_run_group_tests_name("alias", tests, NULL, NULL);
}
