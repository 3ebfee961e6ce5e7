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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_origins),
	};

	return cmocka_run_group_tests_name("time", tests, NULL, NULL);
}
