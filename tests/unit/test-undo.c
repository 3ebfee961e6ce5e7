/* Commands taken back and done again. */
#include "run/undo.h"

#include <stdio.h>
#include <string.h>

#include "unit.h"

#include "command/command.h"
#include "play.h"
#include "run/stops.h"

static void begin(struct play *p)
{
	play_init(p);
	type(p, "preset barrier");
}

static void test_settings(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	play_says(&p, "undo", "error: nothing to undo: it takes back what was done to settings, breaks and watches. back moves "
			      "in time\n");
	type(&p, "step 3; set lr .1; step");
	play_says(&p, "u", "undone: set lr .1 (lr 0.1 -> 0.5)\n");
	play_says(&p, "show lr", "lr 0.5 (default 0.1, set by preset)\n"); /* its origin is back too */
	assert_true(run_config(&p.session->run[0])->lr == 0.5);
	assert_int_equal(run_state(&p.session->run[0])->update, 4); /* time is not */
	assert_true(trace_scalar(&p.session->run[0].trace, 4, TRACE_LR) == 0.1);
	play_says(&p, "redo", "redone: set lr .1 (lr 0.5 -> 0.1)\n");
	play_says(&p, "show lr", "lr 0.1 (default 0.1, set by you)\n");
	play_says(&p, "redo", "error: nothing to redo: it does again what undo took back, until another command changes "
			      "something\n");
	play_done(&p);
}

/* Its help names every command that it takes back. */
static void test_help(void **state)
{
	const char *help = command_named("undo")->help;
	char name[32];

	(void)state;
	for (const struct command *const *c = command_table; *c; c++) {
		snprintf(name, sizeof name, "%s,", (*c)->name);
		if ((*c)->undoable && !strstr(help, name) && strcmp((*c)->name, "on") != 0)
			fail_msg("help undo does not name %s", (*c)->name);
	}
}

static void test_two_trainers(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "trainer process @b; set lr .1 @ab");
	play_says(&p, "undo", "undone: set lr .1 @ab (lr of trainer A 0.1 -> 0.5, lr of trainer B 0.1 -> 0.5)\n");
	play_done(&p);
}

static void test_stops(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "break queries>=1k; break end; watch update");
	type(&p, "delete 2");
	play_says(&p, "undo", "undone: delete 2 (break 2 restored)\n");
	play_has(&p, "info breaks", "  2  end  ");
	type(&p, "delete all");
	play_says(&p, "undo", "undone: delete all (break 1 restored, break 2 restored, watch 3 restored)\n");
	type(&p, "disable 1; ignore 2 7; on 2 do info");
	play_says(&p, "undo 3", "undone: on 2 do info (break 2 does nothing but stop)\n"
				"undone: ignore 2 7 (break 2 ignores 0)\nundone: disable 1 (break 1 enabled)\n");
	play_says(&p, "redo 3", "redone: disable 1 (break 1 disabled)\nredone: ignore 2 7 (break 2 ignores 7)\n"
				"redone: on 2 do info (break 2 does info)\n");
	play_says(&p, "undo 7", "error: undo: only 6 commands can be undone\n");
	play_has(&p, "undo 6", "undone: break queries>=1k (break 1 deleted)\n");
	assert_int_equal(p.session->stops.n, 0);
	play_says(&p, "redo; break err<.1", "redone: break queries>=1k (break 1 restored)\nbreak 4 err<.1\n");
	play_has(&p, "redo", "error: nothing to redo");
	play_done(&p);
}

/* What time has done to breaks is not taken back with what was typed. */
static void test_time_stays(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "break queries>=100 once; break update>=3; watch update; disable 2; enable 2");
	type(&p, "continue; continue");
	assert_int_equal(stops_get(p.session, 2)->hits, 1);
	play_says(&p, "undo 2", "undone: enable 2 (break 2 disabled)\nundone: disable 2 (break 2 enabled)\n");
	assert_int_equal(stops_get(p.session, 2)->hits, 1);
	play_says(&p, "undo 3", "undone: watch update (watch 3 deleted)\nundone: break update>=3 (break 2 deleted)\n"
				"undone: break queries>=100 once (break 1 is gone already)\n");
	play_done(&p);
}

/* A command that changes nothing, or fails, is none of them; nor one that starts over. */
static void test_what_counts(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "set lr .5; break; speed; info breaks; enable all");
	type(&p, "set lr x");
	type(&p, "break likelihood[9]>1");
	type(&p, "trainer outcome lr=.3; seed 3; step");
	assert_int_equal(p.session->undo.n, 0);
	type(&p, "set lr .2");
	type(&p, "trainer outcome lr=.4");
	play_says(&p, "undo", "undone: set lr .2 (lr is 0.4 by now: left alone)\n");
	type(&p, "speed 4; theme light");
	play_says(&p, "undo 2", "undone: theme light (theme light -> dark)\nundone: speed 4 (speed 4 -> max)\n");
	play(&p, INTERP_SCRIPT, "set eps .2\nset eps .3\nundo");
	play_has(&p, "show eps", "eps 0.2 ");
	play_done(&p);
}

/* What others have made of a setting since is theirs. */
static void test_later_values(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "trainer process @b; set lr .2 @ab; set batch 32 @a; trainer outcome lr=.3 @a");
	play_says(&p, "undo 2", "undone: set batch 32 @a (batch of trainer A 32 -> 64)\n"
				"undone: set lr .2 @ab (lr of trainer A is 0.3 by now: left alone, lr of trainer\n  B 0.2 -> 0.5)\n");
	play_says(&p, "redo", "redone: set lr .2 @ab (lr of trainer A was left alone, lr of trainer B 0.5 ->\n  0.2)\n");
	type(&p, "undo; trainer outcome lr=.5 @a"); /* not done again, though it is as it was before the command */
	play_has(&p, "redo", "redone: set lr .2 @ab (lr of trainer A was left alone, ");
	play_done(&p);
}

/* The trainer goes back before the command: what it set lies on the way ahead. */
static void test_ahead(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "step 10; set lr .2; step 5; back 8");
	play_says(&p, "undo", "undone: set lr .2 (lr is 0.5 here, the change lies ahead: left alone)\n");
	assert_false(p.session->run[0].departs);
	play_says(&p, "redo", "redone: set lr .2 (lr was left alone)\n");
	type(&p, "step 5");
	play_says(&p, "undo", "undone: set lr .2 (lr 0.2 -> 0.5)\n"); /* from update 13 on */
	play_done(&p);
}

/* Other settings may not go with the old one any more: then all stays. */
static void test_refused(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "set alpha 1e-3; set budget 0");
	type(&p, "undo; undo; redo");
	play_has(&p, "show alpha", "alpha 0.001 ");
	type(&p, "set code pm1; set code 01; trainer outcome behavior=alg1");
	play_has(&p, "undo", "error: set code 01 stays: ");
	play_has(&p, "show code", "code 01 ");
	type(&p, "trainer outcome behavior=onpolicy");
	play_says(&p, "undo", "undone: set code 01 (code 01 -> pm1)\n");
	play_done(&p);
}

static void test_hundred(void **state)
{
	struct play p;
	char line[32];

	(void)state;
	begin(&p);
	for (int i = 1; i <= 120; i++) {
		snprintf(line, sizeof line, "set eps .%03d", i);
		type(&p, line);
	}
	play_says(&p, "undo 101", "error: undo: only 100 commands can be undone\n");
	type(&p, "undo 100");
	play_has(&p, "show eps", "eps 0.02 ");
	play_done(&p);
}

static void test_new_task(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "set lr .1; preset support");
	play_has(&p, "undo", "nothing to undo");
	type(&p, "set lr .1; new table");
	play_has(&p, "undo", "nothing to undo");
	type(&p, "set lr .2; undo");
	play_has(&p, "new table k=0", "error: ");
	play_has(&p, "redo", "redone: set lr .2 (lr 0.1 -> 0.2)\n");
	play_done(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_settings), cmocka_unit_test(test_help), cmocka_unit_test(test_two_trainers),
		cmocka_unit_test(test_stops),
		cmocka_unit_test(test_time_stays), cmocka_unit_test(test_what_counts), cmocka_unit_test(test_later_values),
		cmocka_unit_test(test_ahead), cmocka_unit_test(test_refused),
		cmocka_unit_test(test_hundred), cmocka_unit_test(test_new_task),
	};

	return cmocka_run_group_tests_name("undo", tests, NULL, NULL);
}
