/* Breaks and watches as they are typed: replies, errors, what is done at a break. */
#include "run/stops.h"

#include <stdlib.h>
#include <string.h>

#include "unit.h"

#include "play.h"

static void begin(struct play *p)
{
	play_init(p);
	type(p, "preset barrier");
}

static void test_break(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	play_says(&p, "break", "no breaks: break CONDITION sets one, such as break likelihood[5]>.9\n");
	play_says(&p, "break queries>=10k", "break 1 queries>=10k\n");
	play_says(&p, "b likelihood[2] > 0.9 once", "break 2 likelihood[2] > 0.9 once\n");
	play_says(&p, "break likelihood[2]>0.9", "likelihood[2]>0.9 is break 2 already\n");
	play_says(&p, "break update==0",
		  "break 3 update==0: it holds now, and stops when it becomes true again\n");
	type(&p, "disable 3");
	play_says(&p, "break update==0", "update==0 is break 3 already, disabled: enable 3\n");
	play_says(&p, "break offsupport @b", "error: there is no trainer B yet: trainer process @b makes it\n");
	type(&p, "trainer process @b");
	play_says(&p, "break offsupport @b", "break 4 offsupport @b\n");
	play_says(&p, "break offsupport @ab", "break 5 offsupport\n"); /* whichever is trained */
	play_says(&p, "break update==0 && queries==0",
		  "break 6 update==0 && queries==0: it holds of A and B now, and stops when it\n"
		  "  becomes true again\n");
	play_says(&p, "info breaks", "  #  break                                     hits\n"
				     "  1  queries>=10k                                 0\n"
				     "  2  likelihood[2] > 0.9 once                     0\n"
				     "  3  update==0                                    0  disabled\n"
				     "  4  offsupport @b                                0\n"
				     "  5  offsupport                                   0\n"
				     "  6  update==0 && queries==0                      0\n");
	play_done(&p);
}

static void test_break_errors(void **state)
{
	static const char *const bad[][2] = {
		{ "break once", "break needs a condition: break queries>=10k, break discovery once" },
		{ "break @a", "break needs a condition: break queries>=10k, break discovery once" },
		{ "break likelihood[2]>1.5", "likelihood[2]>1.5 can never be true: likelihood lies in 0 to 1" },
		{ "break likelihood[9]>.5", "likelihood[9]: prompts are x0 to x5, got 9" },
		{ "break likelihod[2]>.5", "unknown metric \"likelihod\". did you mean: likelihood?" },
		{ "break queries", "queries is a number, not an event: compare it, such as queries>0.5" },
		{ "break discovery twice", "expected && or ||, got \"twice\"" },
		{ "watch discovery once", "expected && or ||, got \"once\"" },
		{ "watch @a", "watch needs a metric or a condition: watch likelihood[5]" },
		{ "watch likelihood[each]", "likelihood[each] is a value a prompt: name one prompt, or a set such as "
					    "out or all" },
		{ "delete", "delete needs 1 argument. usage: delete N|all" },
		{ "delete x", "delete takes the number of a break or a watch, got \"x\". usage: delete N|all" },
		{ "delete 1", "there is no break or watch 1: no breaks and no watches are set" },
		{ "ignore x 2", "ignore takes the number of a break, got \"x\". usage: ignore N COUNT" },
		{ "ignore 1 2", "there is no break 1: no breaks are set" },
		{ "continue 1", "there is no break 1: no breaks are set" },
		{ "continue 1 until end", "continue 1 goes to break 1 and takes nothing else, got \"until\"" },
		{ "continue 1x", "continue takes the number of a break, got \"1x\". usage: continue [until "
				 "CONDITION|BREAK] [@a|@b|@ab]" },
		{ "on", "on needs the number of a break: on 1 do inspect 5" },
		{ "on 1 inspect 5", "on 1 goes on with do, got \"inspect\": on 1 do inspect 5" },
		{ "on 1 do inspect 5", "there is no break 1: no breaks are set" },
		{ "info stops", "info shows: state, breaks, watches, marks. got \"stops\"" },
	};
	struct play p;

	(void)state;
	begin(&p);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct str want = { 0 };
		str_addf(&want, "error: %s\n", bad[i][1]);
		play_says(&p, bad[i][0], str_text(&want));
		str_done(&want);
	}
	assert_int_equal(p.session->stops.n, 0);
	assert_int_equal(p.session->undo.n, 0);
	play_done(&p);
}

/* Outcome rewards teach A something in its first hundred updates, B's batch after that is no news of it. */
static void test_whose(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "trainer process @b; step 5 @ab");
	play_says(&p, "break learned@a", "break 1 learned@a\n");
	play_says(&p, "break learned@a @a", "learned@a is break 1 already\n");
	play_says(&p, "break learned@a @b", "error: learned@a is about trainer A: it never stops trainer B\n");
	play_says(&p, "continue 1 @b", "error: break 1 is for trainer A: continue 1 @a\n");
	play_has(&p, "continue @ab", "stop: break 1, learned@a (A outcome: learned@a 1: ");
	play_has(&p, "continue until update>=100 @b", "stop: update>=100.\n");
	assert_int_equal(stops_get(p.session, 1)->hits, 1);
	play_says(&p, "continue until queries@a>=1M @b",
		  "error: queries@a>=1M is about trainer A, and this moves trainer B alone: nothing would "
		  "change. try @a or @ab\n");
	play_says(&p, "rcontinue until queries@b<10 @a",
		  "error: queries@b<10 is about trainer B, and this moves trainer A alone: nothing would "
		  "change. try @b or @ab\n");
	play_has(&p, "continue until queries@a>=64 @b", "queries@a>=64 holds already (queries@a ");
	play_done(&p);
}

static void test_by_number(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	play_says(&p, "delete all", "there are no breaks and no watches\n");
	type(&p, "break queries>=100; watch update; break offsupport");
	play_says(&p, "disable 2", "watch 2 disabled: update\n");
	play_says(&p, "step", "1 update, 64 queries, off 1 of 64\n"); /* no watch */
	play_says(&p, "disable 2", "watch 2 is already disabled: update\n");
	play_says(&p, "enable all", "break 3 is already enabled: offsupport\nwatch 2 enabled: update\n"
				    "break 1 is already enabled: queries>=100\n");
	play_says(&p, "ignore 3 2", "break 3 does not stop the next 2 times\n");
	play_says(&p, "ignore 3 1", "break 3 does not stop the next time\n");
	play_has(&p, "info breaks", "  3  offsupport                                   0  ignores the next 1\n");
	play_says(&p, "ignore 3 0", "break 3 stops the next time\n");
	play_says(&p, "ignore 2 1", "error: 2 is a watch, update: it stops nothing\n");
	play_says(&p, "on 2 do step", "error: 2 is a watch, update: it stops nothing\n");
	play_says(&p, "delete 1", "break 1 deleted: queries>=100\n");
	play_says(&p, "delete 1", "error: there is no break or watch 1. there are: break 3 and watch 2\n");
	play_done(&p);
}

/* An update costs A 64 queries: 100 are passed at the second, 200 at the fourth. */
static void test_stop(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "break queries>=100; break queries>=100 && update>1; break queries>=200 once");
	play_has(&p, "continue", "stop: break 1, queries>=100 (queries 128); break 2 holds too.\n"
				 "trainer A outcome: update 2, queries 128, ");
	play_has(&p, "continue", "stop: break 3, queries>=200 (queries 256).\n");
	play_has(&p, "reset; continue; continue until update>=9", "stop: update>=9.\n");
	play_says(&p, "continue 1", "queries>=100 holds already (queries 576): nothing was run.\n");
	play_has(&p, "reset; delete all; break queries>=200 once; continue", "worst t3 0.025.\nbreak 4 is gone: it was for once\n");
	type(&p, "trainer process @b");
	play_has(&p, "break update>=3 @b; c @b", "stop: break 5, update>=3 (B process: update 3).\ntrainer B process: update 3");
	play_done(&p);
}

/* The prompts that an event happened to are those whose own event happened. */
static void test_event_prompts(void **state)
{
	struct play p;
	const char *said, *at;

	(void)state;
	begin(&p);
	type(&p, "break offsupport");
	said = type(&p, "continue");
	at = strstr(said, "stop: break 1, offsupport (offsupport 1: x");
	assert_non_null(at);
	at += strlen("stop: break 1, offsupport (offsupport 1: x");
	type(&p, *at == '4' ? "expect offsupport[4]" : "expect offsupport[5]");
	assert_int_equal(p.session->unmet, 0);
	play_done(&p);
}

static void test_watch(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	play_says(&p, "watch", "no watches: watch METRIC sets one, such as watch likelihood[5]\n");
	play_says(&p, "watch update", "watch 1 update: 0\n");
	play_says(&p, "w base[5]", "watch 2 base[5]: 2.1e-06\n");
	play_says(&p, "watch queries>100", "watch 3 queries>100: false\n");
	play_says(&p, "watch update", "update is watch 1 already\n");
	play_has(&p, "step", "\nwatch 1 update: 0 -> 1 *\nwatch 2 base[5]: 2.1e-06\nwatch 3 queries>100: false\n");
	play_has(&p, "continue until update>=2", "\nwatch 1 update: 1 -> 2 *\nwatch 2 base[5]: 2.1e-06\n"
						 "watch 3 queries>100: false -> true *\n");
	play_has(&p, "trainer process @b; step 3 @ab",
		 "\nwatch 1 update: A 2 -> 5 *, B 3\nwatch 2 base[5]: A 2.1e-06, B 2.1e-06\n");
	play_says(&p, "delete all; watch update@b; watch update @a",
		  "watch 3 deleted: queries>100\nwatch 2 deleted: base[5]\nwatch 1 deleted: update\n"
		  "watch 4 update@b: B 3\nwatch 5 update: A 5\n");
	play_says(&p, "info watches", "  #  watch                                      now\n"
				      "  4  update@b                                   B 3\n"
				      "  5  update @a                                  A 5\n");
	play_done(&p);
}

/* ---- on N do */

static void test_on(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "break queries>=100");
	play_says(&p, "on 1", "break 1 stops, and nothing more\n");
	play_says(&p, "on 1 do seed; show \"lr\" # and more",
		  "break 1 stops, then: seed; show \"lr\"\n");
	play_says(&p, "on 1; seed", "break 1 stops, then: seed; show \"lr\"\nseed 8, task.seed 8\n");
	play_has(&p, "info breaks", "     on 1 do seed; show \"lr\"\n");
	play_says(&p, "on 1 do seed; stpe", "error: on 1 do: unknown command \"stpe\" (did you mean step?)\n");
	play_says(&p, "on 1 do seed \"", "error: the quote at column 14 is not closed\n");
	/* before what follows on the line */
	play_has(&p, "continue; show budget", "worst t3 0.025.\nseed 8, task.seed 8\nlr 0.5 (default 0.1, set by preset)\n"
					      "budget 10000 (default 10000, set by preset)\n");
	play_says(&p, "on 1 do", "break 1 stops, and nothing more\n");
	play_says(&p, "on 1 do step @a", "break 1 stops, then: step @a\n"); /* not on's own */
	play_done(&p);
}

static void test_on_fails(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "break queries>=100; on 1 do seed; inspect 9; seed");
	type(&p, "on 1 do seed; inspect 9; seed");
	play_has(&p, "continue; step; step", "seed 8, task.seed 8\nerror: on 1:1: prompts are x0 to x5, got 9\n"
					     "note: 3 commands skipped\n");
	assert_int_equal(run_state(&p.session->run[0])->update, 2);
	play_done(&p);
}

/* More than scripts may nest: each is done before the next begins. */
static void test_on_goes_on(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "set alpha .9; break offsupport; on 1 do continue until update>=100; expect update>0");
	type(&p, "continue until update>=100");
	assert_int_equal(p.last, INTERP_EMPTY);
	assert_int_equal(run_state(&p.session->run[0])->update, 100);
	assert_true(stops_get(p.session, 1)->hits > 16);
	assert_int_equal(p.session->expected, (int)stops_get(p.session, 1)->hits);
	play_done(&p);
}

/* Those of one break, then those of the other, then the line's. */
static void test_on_in_order(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "break queries>=100; break update==2");
	type(&p, "on 1 do step; show lr");
	type(&p, "on 2 do show batch");
	play_has(&p, "continue; show N", "off 0 of 64\nlr 0.5 (default 0.1, set by preset)\nbatch 64 (default)\nN 8");
	play_done(&p);
}

/* ---- where they live */

static void test_experiments(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	(void)!system("mkdir -p presets");
	play_file("presets/wrong.op", "new table k=3 N=2 prompts=3\nbreak end\nstpe\n");
	type(&p, "break queries>=100; watch update");
	play_has(&p, "reset; seed 9; pretrain 10; info breaks", "  1  queries>=100 ");
	play_has(&p, "preset wrong", "unknown command");
	play_has(&p, "info breaks", "  1  queries>=100 "); /* those of before are back */
	play_says(&p, "preset support", "note: 2 breaks or watches are gone with the task before\n"
					"support: k=4 N=8, 6 prompts, all in\n");
	play_says(&p, "break end", "break 1 end\n");
	play_has(&p, "new table", "note: 1 break or watch is gone with the task before\n");
	play_done(&p);
}

/* Whatever moves time shows them. */
static void test_watches_when_time_starts_over(void **state)
{
	struct play p;

	(void)state;
	play_init(&p);
	type(&p, "preset barrier");
	type(&p, "watch update; step 3");
	play_has(&p, "reset", "watch 1 update: 3 -> 0 *\n");
	type(&p, "step 2");
	play_has(&p, "seed 5", "watch 1 update: 2 -> 0 *\n");
	type(&p, "step");
	play_has(&p, "trainer process", "watch 1 update: 1 -> 0 *\n");
	assert_null(strstr(type(&p, "trainer; seed"), "watch"));
	play_done(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_watches_when_time_starts_over),
		cmocka_unit_test(test_break),	     cmocka_unit_test(test_break_errors),
		cmocka_unit_test(test_whose),	     cmocka_unit_test(test_by_number),
		cmocka_unit_test(test_stop),
		cmocka_unit_test(test_event_prompts), cmocka_unit_test(test_watch),
		cmocka_unit_test(test_on),	     cmocka_unit_test(test_on_fails),
		cmocka_unit_test(test_on_goes_on),   cmocka_unit_test(test_on_in_order),
		cmocka_unit_test(test_experiments),
	};

	return cmocka_run_group_tests_name("break", tests, NULL, NULL);
}
