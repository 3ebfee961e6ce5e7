/* Weights in files: what is written reads back to the bit, and what does not fit is refused in words. */
#include "run/checkpoint.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/xalloc.h"
#include "core/features.h"
#include "small-session.h"
#include "unit.h"

static char folder[] = "/tmp/outpost-test-checkpoint-XXXXXX";

static int enter_scratch(void **state)
{
	(void)state;
	return mkdtemp(folder) ? chdir(folder) : -1;
}

static int leave_scratch(void **state)
{
	(void)state;
	unlink("w.mat");
	return chdir("/") || rmdir(folder);
}

/* The small session's table with another map. */
static struct session *with_map(const struct features_type *map)
{
	struct session *s = small_session();
	struct err e = { "" };

	while (features_types[s->config.features] != map)
		s->config.features++;
	s->config.features++; /* 0 is the task's own */
	if (!session_new_task(s, NULL, &e))
		fail_msg("%s", e.text);
	assert_ptr_equal(s->task->features, map);
	return s;
}

/* Numbers that a few digits would not hold. */
static double *odd_weights(const struct session *s)
{
	double *w = xcalloc(s->task->nparam, sizeof *w);

	for (size_t i = 0; i < s->task->nparam; i++)
		w[i] = sin(1.0 + (double)i) * pow(10.0, (double)(i % 7) - 3.0);
	return w;
}

static void put_file(const char *text)
{
	struct err e = { "" };

	if (!file_write("w.mat", text, strlen(text), &e))
		fail_msg("%s", e.text);
}

static void check_round_trip(const struct features_type *map)
{
	struct session *s = with_map(map);
	double *w = odd_weights(s), *back = xcalloc(s->task->nparam, sizeof *back);
	struct err e = { "" };

	if (!checkpoint_write(s, w, "w.mat", &e) || !checkpoint_read(s, "w.mat", back, &e))
		fail_msg("%s", e.text);
	assert_memory_equal(w, back, s->task->nparam * sizeof *w);
	free(w);
	free(back);
	small_session_free(s);
}

static void test_round_trips(void **state)
{
	(void)state;
	check_round_trip(&features_markov);
	check_round_trip(&features_position);
	check_round_trip(&features_lock);
}

/* What the shapes are, from a file written by hand: k = 2, N = 3, four prompts. */
static void test_layouts(void **state)
{
	struct session *s = with_map(&features_markov);
	double w[32];
	struct err e = { "" };

	(void)state;
	put_file("W1 4 2\n1 2\n3 4\n5 6\n7 8\nW2 2 2\n10 11\n12 13\n");
	assert_true(checkpoint_read(s, "w.mat", w, &e));
	for (int i = 0; i < 8; i++) /* (d, k): as it stands */
		assert_true(w[i] == i + 1);
	/* W2[y][y before] becomes [y before][y]: behind token 0 the scores are 10 and 12 */
	assert_true(w[8] == 10 && w[9] == 12 && w[10] == 11 && w[11] == 13);
	small_session_free(s);

	s = with_map(&features_position); /* (d + N, k) */
	put_file("w 7 2\n1 2\n3 4\n5 6\n7 8\n9 10\n11 12\n13 14\n");
	assert_true(checkpoint_read(s, "w.mat", w, &e));
	for (int i = 0; i < 14; i++)
		assert_true(w[i] == i + 1);
	small_session_free(s);
}

static void refuse(const struct session *s, const char *words)
{
	double w[32] = { 4711.0 };
	struct err e = { "" };

	assert_false(checkpoint_read(s, "w.mat", w, &e));
	assert_string_equal(e.text, words);
	assert_true(w[0] == 4711.0);
	assert_false(checkpoint_read(s, "w.mat", w, NULL));
}

static void test_refusals(void **state)
{
	struct session *s = with_map(&features_markov);
	char deep[] = "no-such-folder/w.mat";
	double w[32] = { 0 };
	struct err e = { "" };

	(void)state;
	unlink("w.mat");
	assert_false(checkpoint_read(s, "w.mat", w, &e));
	assert_non_null(strstr(e.text, "w.mat"));
	assert_false(checkpoint_write(s, w, deep, &e));
	put_file("w 12 2\n");
	refuse(s, "w.mat:2:1: the file ends after 0 of 12 rows of w");
	put_file("W1 4 2\n1 2\n3 4\n5 6\n7 8\n");
	refuse(s, "w.mat: a base model for this task needs matrix W2 (2 x 2)");
	put_file("W1 2 2\n1 2\n3 4\nW2 2 2\n10 11\n12 13\n");
	refuse(s, "w.mat: W1 is 2 x 2, this task needs 4 x 2");
	put_file("W1 4 2\n1 2\n3 4\n5 6\n7 8\nW2 1 2\n10 11\n");
	refuse(s, "w.mat: W2 is 1 x 2, this task needs 2 x 2");
	small_session_free(s);

	s = with_map(&features_lock); /* 4 prompts of 3 positions */
	put_file("W1 4 2\n1 2\n3 4\n5 6\n7 8\nW2 2 2\n10 11\n12 13\n");
	refuse(s, "w.mat: a base model for this task needs matrix w (12 x 2)");
	put_file("w 2 2\n1 2\n3 4\n");
	refuse(s, "w.mat: w is 2 x 2, this task needs 12 x 2");
	small_session_free(s);
}

/* ---- the shelf */

/* Weights for the small session, all of them `v`. */
static void put_weights(const struct session *s, const char *path, double v)
{
	double *w = xcalloc(s->task->nparam, sizeof *w);
	struct err e = { "" };

	for (size_t i = 0; i < s->task->nparam; i++)
		w[i] = v;
	if (!checkpoint_write(s, w, path, &e))
		fail_msg("%s", e.text);
	free(w);
}

static const double *frozen_of(const struct session *s, int who)
{
	return run_config(&s->run[who])->frozen;
}

/* A file is read when its name is given, and then again only when it is given again; what was read stays. */
static void test_shelf(void **state)
{
	struct session *s = small_session();
	const double *first, *second;

	(void)state;
	put_weights(s, "w.mat", 1.5);
	small_session_set(s, "behavior", "frozen");
	assert_null(frozen_of(s, 0)); /* q0 */
	small_session_set(s, "behavior", "frozen:w.mat");
	first = frozen_of(s, 0);
	assert_non_null(first);
	for (size_t i = 0; i < s->task->nparam; i++)
		assert_true(first[i] == 1.5);
	small_session_step(s, WHO_A, 1);
	small_session_set(s, "behavior", "frozen:w.mat"); /* the same: not even a new span */
	assert_ptr_equal(frozen_of(s, 0), first);
	assert_int_equal(s->run[0].line->nspan, 1);
	put_weights(s, "w.mat", 2.5);
	small_session_set(s, "lr", ".2");
	session_start_trainer(s, 0);
	assert_ptr_equal(frozen_of(s, 0), first);
	small_session_step(s, WHO_A, 1);
	small_session_set(s, "behavior", "frozen:w.mat");
	second = frozen_of(s, 0);
	assert_true(second != first && second[0] == 2.5 && first[0] == 1.5);
	assert_int_equal(s->run[0].line->nspan, 2);
	unlink("w.mat");
	small_session_set(s, "lr", ".3"); /* no need for the file any more */
	small_session_step(s, WHO_A, 2);
	assert_ptr_equal(frozen_of(s, 0), second);
	small_session_free(s);
}

static void give(struct session *s, int who, const char *value)
{
	struct err e = { "" };

	if (!setting_store(setting_named("behavior"), &s->config, who, value, &e))
		fail_msg("%s", e.text);
}

/* One of two files cannot be read: neither trainer gets anything, and no reading of the other file is kept. */
static void test_shelf_refuses(void **state)
{
	struct session *s = small_session();
	struct train_config before[2];
	struct config kept;
	struct err e = { "" };

	(void)state;
	put_weights(s, "w.mat", 1.5);
	session_start_trainer(s, 1);
	kept = s->config;
	for (int who = 0; who < 2; who++)
		before[who] = *run_config(&s->run[who]);
	give(s, 0, "frozen:w.mat");
	give(s, 1, "frozen:none.mat");
	assert_false(session_apply_settings(s, &e));
	assert_string_equal(e.text, "behavior frozen: cannot read none.mat: No such file or directory");
	for (int who = 0; who < 2; who++)
		assert_memory_equal(&before[who], run_config(&s->run[who]), sizeof before[who]);
	assert_null(shelf_find(s->shelf, s->config.trainer[0].frozen_read));
	s->config = kept;
	put_weights(s, "w.mat", 3.5); /* changed since the attempt: what counts is the file now */
	give(s, 0, "frozen:w.mat");
	assert_true(session_apply_settings(s, &e));
	assert_true(frozen_of(s, 0)[0] == 3.5);
	give(s, 1, "frozen:w.mat"); /* equal weights are kept once */
	assert_true(session_apply_settings(s, &e));
	assert_ptr_equal(frozen_of(s, 1), frozen_of(s, 0));
	small_session_free(s);
}

/* Another task: the file is read for it, and when it does not fit the task stays. */
static void test_shelf_task(void **state)
{
	struct session *s = small_session();
	struct config kept;
	struct task *task;
	struct err e = { "" };

	(void)state;
	put_weights(s, "w.mat", 1.5);
	small_session_set(s, "behavior", "frozen:w.mat");
	task = s->task;
	kept = s->config;
	assert_true(setting_store(setting_named("k"), &s->config, 0, "3", &e));
	assert_false(session_new_task(s, NULL, &e));
	assert_string_equal(e.text, "behavior frozen: w.mat: W1 is 4 x 2, this task needs 4 x 3");
	assert_ptr_equal(s->task, task);
	s->config = kept;
	small_session_step(s, WHO_A, 1);
	assert_true(frozen_of(s, 0)[0] == 1.5);
	/* Other responses, weights of the same shape. */
	assert_true(setting_store(setting_named("N"), &s->config, 0, "5", &e));
	assert_true(session_new_task(s, NULL, &e));
	assert_true(frozen_of(s, 0)[0] == 1.5);
	small_session_step(s, WHO_A, 1);
	small_session_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trips),
		cmocka_unit_test(test_layouts),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_shelf),
		cmocka_unit_test(test_shelf_refuses),
		cmocka_unit_test(test_shelf_task),
	};

	return cmocka_run_group_tests_name("checkpoint", tests, enter_scratch, leave_scratch);
}
