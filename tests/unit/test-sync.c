/* Two trainers held together. With query.count all an update of preset barrier (64 responses of 8 tokens) costs outcome 64
 * queries and process 512, so B's update is worth 8 of A's: rounds lead to (1, 1), (8, 1), (9, 2), (16, 2), (17, 3), .. */
#include <string.h>

#include "unit.h"

#include "play.h"
#include "run/stage.h"
#include "run/sync.h"

static void begin(struct play *p, const char *more)
{
	play_init(p);
	type(p, "preset barrier; set query.count all");
	type(p, more);
}

static void check_at(const struct play *p, uint64_t a, uint64_t b)
{
	assert_int_equal(run_update(&p->session->run[0]), a);
	assert_int_equal(run_update(&p->session->run[1]), b);
}

static const int rounds[][2] = { { 0, 0 }, { 1, 1 }, { 8, 1 }, { 9, 2 }, { 16, 2 }, { 17, 3 }, { 24, 3 } };
enum { ROUNDS = sizeof rounds / sizeof rounds[0] };

static void test_rounds(void **state)
{
	struct play p;

	(void)state;
	begin(&p, "split outcome process");
	for (int i = 1; i < ROUNDS; i++) {
		type(&p, "step");
		check_at(&p, (uint64_t)rounds[i][0], (uint64_t)rounds[i][1]);
	}
	type(&p, "reset; step 5");
	check_at(&p, 17, 3);
	play_done(&p);
}

/* back takes the same ways back, in one leap or in steps. */
static void test_back(void **state)
{
	struct play p;

	(void)state;
	begin(&p, "split outcome process; step 6");
	for (int i = ROUNDS - 2; i >= 0; i--) {
		type(&p, "back");
		check_at(&p, (uint64_t)rounds[i][0], (uint64_t)rounds[i][1]);
	}
	type(&p, "step 6; back 4");
	check_at(&p, 8, 1);
	type(&p, "back 9");
	check_at(&p, 0, 0);
	play_done(&p);
}

/* Where panels show both, a stop takes one line for where they are; with one trainer, or in words, two lines each. */
static void test_brief(void **state)
{
	const struct stage screen = { .has_screen = true };
	struct play p;

	(void)state;
	begin(&p, "split outcome process");
	play_has(&p, "continue until update>=2 @a", "\ntrainer A outcome: update 2, queries 128, ");
	p.session->stage = &screen;
	play_says(&p, "continue until queries>=512", "stop: queries>=512.\nA update 8, 512 queries, x5 6.5e-09; B update 1, 512 queries, x5 4.0e-06\n");
	play_has(&p, "only @a; continue until update>=9", "\ntrainer A outcome: update 9, queries 576, ");
	p.session->stage = NULL;
	play_done(&p);
}

/* Where single steps have led between two rounds, back leads to the one before. */
static void test_back_from_between(void **state)
{
	struct play p;

	(void)state;
	begin(&p, "split outcome process; step 3; step 2 @a");
	check_at(&p, 11, 2);
	type(&p, "back");
	check_at(&p, 9, 2);
	type(&p, "back");
	check_at(&p, 8, 1);
	play_done(&p);
}

static void test_updates(void **state)
{
	struct play p;
	const char *said;

	(void)state;
	begin(&p, "step 7; split sync=updates");
	check_at(&p, 7, 0);
	said = type(&p, "step");
	assert_non_null(strstr(said, "B process: 7 updates, 3,584 queries"));
	assert_null(strstr(said, "A outcome")); /* it was ahead, and has nothing to tell */
	check_at(&p, 7, 7);
	type(&p, "step 3");
	check_at(&p, 10, 10);
	type(&p, "back 2");
	check_at(&p, 8, 8);
	play_done(&p);
}

/* Long runs keep few rows of their traces; updates are counted all the same. */
static void test_thin_traces(void **state)
{
	struct play p;

	(void)state;
	begin(&p, "split outcome process sync=updates");
	p.session->run[0].trace.most = p.session->run[1].trace.most = 8;
	type(&p, "step 21");
	assert_true(p.session->run[0].trace.stride > 1);
	type(&p, "back");
	check_at(&p, 20, 20);
	type(&p, "step 3 @b; back");
	check_at(&p, 20, 20);
	type(&p, "step @b; back 4");
	check_at(&p, 17, 17);
	play_done(&p);
}

static void test_off(void **state)
{
	struct play p;

	(void)state;
	begin(&p, "step 7; split sync=off; step 3");
	check_at(&p, 10, 3);
	type(&p, "back 4");
	check_at(&p, 6, 0);
	play_done(&p);
}

/* continue trains whoever has asked less: neither is ever further ahead than one update of its own. */
static void test_continue(void **state)
{
	struct play p;

	(void)state;
	begin(&p, "split outcome process; break update==17 @a; continue until queries>=4096");
	check_at(&p, 17, 2); /* of two with the same A is first */
	type(&p, "delete 1; continue until queries>=4096");
	check_at(&p, 64, 8);
	type(&p, "step @a; break update==66 @a; break update==9 @b; continue until queries>=10k");
	check_at(&p, 65, 9); /* who is ahead does not even begin */
	type(&p, "goto 64 @a; goto 8 @b; step @a; continue 3");
	check_at(&p, 65, 9);
	play_done(&p);
}

/* A teacher asks nothing, and would never catch up. */
static void test_free_queries(void **state)
{
	struct play p;

	(void)state;
	begin(&p, "split outcome outcome; trainer behavior=teacher @b; step 2");
	check_at(&p, 1, 2);
	type(&p, "continue until update>=9");
	check_at(&p, 9, 9);
	play_done(&p);
}

/* ---- the commands */

static void test_who(void **state)
{
	struct play p;

	(void)state;
	begin(&p, "split sync=updates; step 4; step 2 @b");
	check_at(&p, 4, 6);
	type(&p, "goto 3");
	check_at(&p, 3, 3);
	type(&p, "only @b; step");
	check_at(&p, 3, 4);
	type(&p, "undo; step");
	check_at(&p, 4, 4);
	type(&p, "reset");
	check_at(&p, 0, 0);
	type(&p, "step phase"); /* of the one in focus */
	play_has(&p, "step phase @ab", "step phase takes one trainer");
	play_done(&p);
}

/* Who has the reward already goes on; another reward begins anew, and its run is kept. */
static void test_rewards(void **state)
{
	struct play p;

	(void)state;
	begin(&p, "step 5");
	play_has(&p, "split outcome process", "trainer A goes on from update 5\n");
	play_has(&p, "split process process", "kept as mark run1\n");
	check_at(&p, 0, 0);
	play_has(&p, "split outcome", "the rewards of A and of B, or neither, got \"outcome\"");
	play_has(&p, "split outcome fast", "reward takes outcome or process, got \"fast\"");
	play_says(&p, "show reward", "reward of trainer A process (default outcome, set by you)\n"
		  "reward of trainer B process (default process, set by you)\n");
	play_done(&p);
}

static void test_forms_of_sync(void **state)
{
	struct play p;

	(void)state;
	begin(&p, "set sync off");
	assert_false(sync_holds(p.session));
	type(&p, "set split on");
	assert_false(session_split(p.session)); /* there is no B */
	type(&p, "trainer process @b");
	assert_true(session_split(p.session));
	assert_false(sync_holds(p.session));
	type(&p, "set sync updates");
	assert_true(sync_holds(p.session));
	type(&p, "preset barrier");
	assert_false(session_split(p.session));
	play_done(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rounds),
		cmocka_unit_test(test_back),
		cmocka_unit_test(test_brief),
		cmocka_unit_test(test_back_from_between),
		cmocka_unit_test(test_updates),
		cmocka_unit_test(test_thin_traces),
		cmocka_unit_test(test_off),
		cmocka_unit_test(test_continue),
		cmocka_unit_test(test_free_queries),
		cmocka_unit_test(test_who),
		cmocka_unit_test(test_rewards),
		cmocka_unit_test(test_forms_of_sync),
	};

	return cmocka_run_group_tests_name("sync", tests, NULL, NULL);
}
