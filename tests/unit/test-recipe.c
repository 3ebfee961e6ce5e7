/* Recipes: played in a fresh session they give the same task and base model, to the bit, and the same settings. */
#include "run/recipe.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/xalloc.h"
#include "play.h"
#include "run/course.h"
#include "run/run.h"
#include "unit.h"

static void same_tasks(const struct session *a, const struct session *b)
{
	size_t n = (size_t)a->task->ntracked, N = (size_t)a->task->N, d = (size_t)a->task->d;

	assert_ptr_equal(a->task->type, b->task->type);
	assert_ptr_equal(a->task->features, b->task->features);
	assert_int_equal(a->task->ntracked, b->task->ntracked);
	assert_int_equal(a->task->nparam, b->task->nparam);
	assert_int_equal(a->task->N, b->task->N);
	assert_int_equal(a->base.ntest, b->base.ntest);
	assert_true(a->task->seed == b->task->seed && a->task->sigma == b->task->sigma);
	for (size_t i = 0; i < n; i++) {
		assert_memory_equal(a->task->tracked[i].ystar, b->task->tracked[i].ystar, N);
		assert_memory_equal(a->task->tracked[i].x, b->task->tracked[i].x, d * sizeof(double));
		assert_true(a->task->tracked[i].weight == b->task->tracked[i].weight);
	}
	assert_memory_equal(a->base.w, b->base.w, a->task->nparam * sizeof *a->base.w);
	assert_memory_equal(a->base.lp, b->base.lp, n * sizeof *a->base.lp);
	assert_memory_equal(a->base.seen, b->base.seen, n * sizeof *a->base.seen);
	assert_true(a->base.pretrained == b->base.pretrained && a->base.pairs == b->base.pairs);
}

/* Plays the commands, then the recipe of what came out in another session. Returns the recipe, for the caller to free. */
static char *again(const char *commands)
{
	struct play first, second;
	struct str recipe = { 0 }, recipe2 = { 0 }, settings = { 0 }, info = { 0 };

	play_init(&first);
	play_init(&second);
	play(&first, INTERP_SCRIPT, commands);
	if (first.last != INTERP_EMPTY)
		fail_msg("%s\n%s", commands, str_text(&first.said));
	assert_true(recipe_print(first.session, &recipe));
	for (int who = 0; who < TRAINERS; who++)
		course_changes(&first.session->cooked, &first.session->config, who, &settings);
	play(&first, INTERP_SCRIPT, run_exists(&first.session->run[1]) ? "reset @ab" : "reset @a");
	str_add(&info, play(&first, INTERP_SCRIPT, "info"));

	play(&second, INTERP_SCRIPT, str_text(&recipe));
	if (second.last != INTERP_EMPTY)
		fail_msg("%s\n%s", str_text(&recipe), str_text(&second.said));
	same_tasks(first.session, second.session);
	play(&second, INTERP_SCRIPT, str_text(&settings));
	if (second.last != INTERP_EMPTY)
		fail_msg("%s\n%s", str_text(&settings), str_text(&second.said));
	if (run_exists(&first.session->run[1]))
		play(&second, INTERP_SCRIPT, "trainer @b");
	assert_string_equal(play(&second, INTERP_SCRIPT, "info"), str_text(&info));
	/* All of the settings, but those of hands and eyes. */
	for (int i = 0; i < setting_count; i++)
		for (int who = 0; who < TRAINERS && !session_is_habit(&setting_table[i]); who++) {
			struct str a = { 0 }, b = { 0 };
			setting_print(&setting_table[i], &first.session->config, who, &a);
			setting_print(&setting_table[i], &second.session->config, who, &b);
			if (strcmp(str_text(&a), str_text(&b)) != 0 &&
			    setting_table[i].when == SETTING_LIVE)
				fail_msg("%s: %s is %s, was %s\n%s%s", commands, setting_table[i].name, str_text(&b),
					 str_text(&a), str_text(&recipe), str_text(&settings));
			str_done(&a);
			str_done(&b);
		}
	/* The recipe of a recipe is the recipe. */
	assert_true(recipe_print(second.session, &recipe2));
	assert_string_equal(str_text(&recipe2), str_text(&recipe));
	str_done(&recipe2);
	str_done(&settings);
	str_done(&info);
	play_done(&first);
	play_done(&second);
	return str_take(&recipe);
}

static void recipe_is(const char *commands, const char *want)
{
	char *got = again(commands);

	assert_string_equal(got, want);
	free(got);
}

static void test_presets(void **state)
{
	char folder[4096], line[512];
	const struct dirent *entry;
	DIR *open;
	int n = 0;

	(void)state;
	snprintf(folder, sizeof folder, "%s/examples/presets", getenv("srcdir") ? getenv("srcdir") : ".");
	open = opendir(folder);
	assert_non_null(open);
	while ((entry = readdir(open))) {
		size_t len = strlen(entry->d_name);
		if (len < 4 || strcmp(entry->d_name + len - 3, ".op") != 0)
			continue;
		snprintf(line, sizeof line, "preset %.*s", (int)(len - 3), entry->d_name);
		free(again(line));
		n++;
	}
	closedir(open);
	assert_true(n >= 5);
}

static void test_overrides(void **state)
{
	(void)state;
	recipe_is("preset barrier seed=9", "preset barrier seed=9\nseed 9\n");
	recipe_is("preset barrier task.seed=9", "preset barrier task.seed=9\nseed 8\n");
	recipe_is("preset barrier task.seed=3 seed=9 lr=.2", "preset barrier seed=9 lr=.2\nseed 9\n");
	recipe_is("preset barrier seed=9 task.seed=3 alpha=\"poly 4\"",
		  "preset barrier seed=9 task.seed=3 alpha=\"poly 4\"\nseed 9\n");
	recipe_is("preset barrier; seed 4; step 3", "preset barrier\nseed 4\n");
}

/* A preset that fails leaves the recipe of the experiment before. */
static void test_failed(void **state)
{
	struct play p;
	struct str recipe = { 0 };

	(void)state;
	play_init(&p);
	mkdir("presets", 0700);
	play_file("presets/bad.op", "new lock k=3 N=2 prompts=3\nnonsense\n");
	type(&p, "preset lock");
	play_has(&p, "preset bad", "error");
	assert_true(recipe_print(p.session, &recipe));
	assert_string_equal(str_text(&recipe), "preset lock\nseed 1\n");
	str_done(&recipe);
	play_done(&p);
}

static void test_new(void **state)
{
	(void)state;
	recipe_is("new table k=3 N=4 prompts=5 seed=7",
		  "new table k=3 N=4 d=5 features=own seed=7 prompts=5\nseed 1\n");
	recipe_is("new table k=4 responses=abab,cdcd,dddd",
		  "new table k=4 N=4 d=3 features=own seed=1 prompts=3 responses=abab,cdcd,dddd\nseed 1\n");
	recipe_is("new lock k=4 N=6 prompts=8 seed=3; new prompts=3",
		  "new lock k=4 N=6 d=3 features=own seed=3 prompts=3\nseed 1\n");
	recipe_is("new repeat k=5 N=7 prompts=5 d=5", "new repeat k=5 N=7 d=5 features=own seed=1 prompts=5\nseed 1\n");
	recipe_is("new mixture k=4 N=6 d=5 prompts=3 sigma=.2 test.size=50",
		  "new mixture k=4 N=6 d=5 features=own seed=1 prompts=3 sigma=0.2 test.size=50\nseed 1\n");
	recipe_is("new hypercube k=3 N=5 d=6 track=9 test.size=20",
		  "new hypercube k=3 N=5 d=6 features=own seed=1 track=9 test.size=20\nseed 1\n");
	recipe_is("new table k=3 N=4 prompts=5 features=position",
		  "new table k=3 N=4 d=5 features=position seed=1 prompts=5\nseed 1\n");
	/* What an experiment before has left stays, and is said. */
	free(again("preset authors d=8 N=6 batch=64 k=5 prompts=4 pretrain.steps=3; new prompts=6; pretrain 4"));
	free(again("preset barrier; new lock k=3 N=4"));
	free(again("preset addition; new table k=3 N=4"));
}

static void test_base(void **state)
{
	(void)state;
	recipe_is("new table k=3 N=4 prompts=5; pretrain 6 skip=2; pretrain 3 lr=.1 batch=2 optimizer=sgd skip=none",
		  "new table k=3 N=4 d=5 features=own seed=1 prompts=5\n"
		  "pretrain 6 lr=0.5 batch=0 optimizer=adagrad skip=2\n"
		  "pretrain 3 lr=0.1 batch=2 optimizer=sgd skip=none\nseed 1\n");
	recipe_is("preset barrier; base uniform; pretrain 2",
		  "preset barrier\nbase uniform\npretrain 2 lr=0.5 batch=0 optimizer=adagrad skip=5\nseed 8\n");
	recipe_is("preset barrier; pretrain 2; set pretrain.lr .5; set pretrain.skip none",
		  "preset barrier\npretrain 2 lr=0.5 batch=0 optimizer=adagrad skip=5\nseed 8\n");
}

/* The line with the folder in which tests run, for %s. */
static void recipe_is_here(const char *commands, const char *want)
{
	char here[4096];
	struct str line = { 0 };

	assert_non_null(getcwd(here, sizeof here));
	str_addf(&line, want, here, here);
	recipe_is(commands, str_text(&line));
	str_done(&line);
}

static void test_files(void **state)
{
	struct play p;

	(void)state;
	play_init(&p); /* enters the folder */
	play_done(&p);
	play_file("sums \"1\".tsv", "1+1\t2 .\n2+2\t4 .\t2\n3+9\t2 1\t1\tskip\n");
	play_file("t.template", "y[-1] i\n");
	recipe_is_here("task load \"sums \\\"1\\\".tsv\" templates=t.template; pretrain 3 lr=.5 skip=file",
		       "task load \"%s/sums \\\"1\\\".tsv\" templates=%s/t.template seed=1\n"
		       "pretrain 3 lr=0.5 batch=0 optimizer=adagrad skip=file\nseed 1\n");
	recipe_is_here("new table seed=5; task load \"sums \\\"1\\\".tsv\"; pretrain 3 batch=2",
		       "task load \"%s/sums \\\"1\\\".tsv\" seed=5\n"
		       "pretrain 3 lr=0.5 batch=2 optimizer=adagrad skip=file\nseed 1\n");
	play_file("m.mat", "x 2 2\n1 0\n0 1\nystar 2 3\n0 1 0\n1 1 1\n");
	recipe_is_here("task load m.mat seed=6; pretrain 4; base save w.mat; base uniform; base load w.mat",
		       "task load %s/m.mat seed=6\npretrain 4 lr=0.5 batch=0 optimizer=adagrad skip=none\n"
		       "base uniform\nbase load %s/w.mat\nseed 1\n");
}

/* ---- Ctrl-C in pre-training: the steps that were done */

static bool thrice(void *self)
{
	return ++*(int *)self <= 3;
}

static void test_interrupted(void **state)
{
	struct play p;
	struct str recipe = { 0 };
	struct err e;
	int asked = 0;
	const struct patience slice = { thrice, &asked };

	(void)state;
	play_init(&p);
	type(&p, "new table k=3 N=4 prompts=5");
	assert_true(interp_push(p.interp, INTERP_TYPED, "pretrain 50", "", 1, &e));
	assert_int_equal(interp_turn(p.interp), INTERP_RAN);
	assert_int_equal(session_work(p.session, &slice, NULL), WORK_MORE);
	session_stop(p.session);
	assert_true(recipe_print(p.session, &recipe));
	assert_string_equal(str_text(&recipe), "new table k=3 N=4 d=5 features=own seed=1 prompts=5\n"
					       "pretrain 4 lr=0.5 batch=0 optimizer=adagrad skip=none\nseed 1\n");
	free(again(str_text(&recipe)));
	str_done(&recipe);
	play_done(&p);
}

static void test_nothing(void **state)
{
	struct play p;
	struct str recipe = { 0 };

	(void)state;
	play_init(&p);
	assert_false(recipe_print(p.session, &recipe));
	assert_int_equal(recipe.len, 0);
	play_done(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_presets),     cmocka_unit_test(test_overrides), cmocka_unit_test(test_failed),
		cmocka_unit_test(test_new),         cmocka_unit_test(test_base),      cmocka_unit_test(test_files),
		cmocka_unit_test(test_interrupted), cmocka_unit_test(test_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
