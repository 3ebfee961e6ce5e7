/* What is said of time and of settings in it. An update of preset barrier draws 64 responses; outcome rewards cost A a query
 * each. */
#include "unit.h"

#include "play.h"

static void begin(struct play *p)
{
	play_init(p);
	type(p, "preset barrier");
}

/* ---- whose a value is */

static void test_origins(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "step 5; set lr .2; set batch 32; step 5; back 7");
	play_says(&p, "show lr", "lr 0.5 (default 0.1)\n"); /* the preset's, but it is the latest that "you" means */
	play_says(&p, "show batch", "batch 64 (default)\n");
	play_says(&p, "show optimizer", "optimizer adagrad (default)\n");
	play_has(&p, "show", "  lr                  0.5          0.1\n");
	type(&p, "step 5");
	play_says(&p, "show lr", "lr 0.2 (default 0.1)\n");
	play_says(&p, "set lr .3; show lr", "lr 0.2 -> 0.3 from update 9 on (trainer A)\nlr 0.3 (default 0.1, set by you)\n");
	play_done(&p);
}

/* ---- marks of other runs */

static void test_marks(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "set lr .2; step 4; set lr .4; step 6; reset");
	play_says(&p, "marks", "run1  A at update 10, 640 queries, another run: lr 0.2 up to update 4\n");
	type(&p, "set lr .2");
	play_says(&p, "marks", "run1  A at update 10, 640 queries, another run: lr 0.4\n");
	type(&p, "set lr .4; set iterate average; set threads 1"); /* no matter to updates */
	play_says(&p, "marks forget run1; step; reset; marks", "mark run1 forgotten\n1 update, 64 queries, off 1 of 64\n"
		  "update 0, same seed 8. The old run is kept as mark run1.\n"
		  "run1  A at update 1, 64 queries, another run, same settings\n");
	type(&p, "seed 9");
	play_says(&p, "marks", "run1  A at update 1, 64 queries, another run: seed 8\n");
	type(&p, "set behavior frozen; set optimizer sgd; set batch 32");
	play_says(&p, "marks", "run1  A at update 1, 64 queries, another run: seed 8, optimizer adagrad, ..\n");
	play_done(&p);
}

static void test_mark_again(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	play_says(&p, "mark a; mark a", "mark a: A at update 0\nmark a: A at update 0\n");
	type(&p, "trainer process @b; step 3 @b");
	play_says(&p, "mark a", "mark a: A at update 0\nmark a: B at update 3\n");
	type(&p, "step @b");
	play_says(&p, "mark a", "mark a: A at update 0\nmark a: B at update 4 (it was elsewhere before)\n");
	type(&p, "reset @b; step 4 @b");
	play_says(&p, "mark a", "mark a: A at update 0\nmark a: B at update 4\n"); /* the same settings, coins and state */
	play_done(&p);
}

/* Settings of the other trainer are none of its differences. */
static void test_marks_of_two(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "trainer process lr=.3 @b; step 2 @ab; mark both; reset @ab; set lr .1 @b");
	play_says(&p, "marks", "both  A at update 2, 128 queries, another run, same settings\n"
			       "both  B at update 2, 742 queries, another run: lr 0.3\n"
			       "run1  A at update 2, 128 queries, another run, same settings\n"
			       "run1  B at update 2, 742 queries, another run: lr 0.3\n");
	play_done(&p);
}

/* ---- another future */

/* The line counts what is off support: a budget is one of the settings that updates depend on while alpha is budget. */
static void test_why_another_way(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "step 8; back 3; set budget 20k");
	play_has(&p, "step", "note: trainer A goes another way from update 5 on (budget 20000); its former future, to update 8, "
			     "is kept as mark run1\n");
	type(&p, "set iterate average; back 2; set lr .2; set optimizer sgd; set baseline mean; set baseline off");
	play_has(&p, "step", "note: trainer A goes another way from update 4 on (optimizer sgd, lr 0.2); its former ");
	type(&p, "back 2; set alpha 1e-5; set budget 30k");
	play_has(&p, "step", "another way from update 3 on (budget 30000, alpha 1e-05); "); /* lr came back */
	play_done(&p);
}

/* ---- back to a break */

static void test_back_of_two(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "trainer process @b; step 8 @ab; break update==5 @a");
	play_has(&p, "rcontinue @ab", "stop: break 1, update==5, last at update 5 (was 8).\n");
	assert_int_equal(run_update(&p.session->run[0]), 5);
	assert_int_equal(run_update(&p.session->run[1]), 8);
	play_says(&p, "rcontinue 1 @ab", "A outcome: the break fired nowhere before update 5. it stays there.\n"
					 "B process: the break fired nowhere before update 8. it stays there.\n");
	play_says(&p, "rcontinue until update@b>=9 @ab", "A outcome: update@b>=9 held at no update before 5. it stays there.\n"
							 "B process: update@b>=9 held at no update before 8. it stays there.\n");
	play_has(&p, "rcontinue @b", "stop: update 0 (was 8). no break fired before.\n");
	play_done(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_origins), cmocka_unit_test(test_marks), cmocka_unit_test(test_marks_of_two), cmocka_unit_test(test_mark_again),
		cmocka_unit_test(test_why_another_way), cmocka_unit_test(test_back_of_two),
	};

	return cmocka_run_group_tests_name("time", tests, NULL, NULL);
}
