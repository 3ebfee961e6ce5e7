/* Settings: defaults, ranges, words, and the exact errors. */
#include "run/setting.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/behave.h"
#include "core/optim.h"
#include "core/reward.h"
#include "core/task.h"
#include "unit.h"

static bool store(struct config *c, int who, const char *name, const char *text, struct err *e)
{
	const struct setting *s = setting_find(name, e);

	assert_non_null(s);
	return setting_store(s, c, who, text, e);
}

static void check_value(const struct config *c, int who, const char *name, const char *expected)
{
	const struct setting *s = setting_find(name, NULL);
	struct str text = { 0 };

	setting_print(s, c, who, &text);
	if (strcmp(str_text(&text), expected) != 0)
		fail_msg("%s is %s, not %s", name, str_text(&text), expected);
	str_done(&text);
}

static void test_defaults(void **state)
{
	static const char *const expected[][2] = {
		{ "task", "table" }, { "k", "4" }, { "N", "8" }, { "d", "6" }, { "prompts", "6" },
		{ "sigma", "0.05" }, { "features", "own" }, { "task.seed", "1" }, { "seed", "1" }, { "pretrain.steps", "60" },
		{ "pretrain.lr", "0.5" }, { "pretrain.batch", "0" }, { "pretrain.optimizer", "adagrad" },
		{ "pretrain.skip", "none" }, { "reward", "outcome" }, { "code", "01" }, { "baseline", "off" },
		{ "optimizer", "adagrad" }, { "lr", "0.1" }, { "batch", "64" },
		{ "behavior", "onpolicy" }, { "m", "16" }, { "behavior.eps", "0.1" }, { "clip", "off" },
		{ "iterate", "last" }, { "query.count", "prefix" },
		{ "budget", "10000" }, { "alpha", "budget" }, { "alpha.token", "0.1" }, { "count.off", "every" },
		{ "track", "32" }, { "test.size", "1024" }, { "test.every", "50" }, { "eps", "0.1" },
		{ "threads", "all" }, { "log.samples", "off" }, { "split", "off" }, { "sync", "queries" },
		{ "layout", "auto" }, { "present", "off" }, { "speed", "max" }, { "tokens", "letters" }, { "plot", "block" },
		{ "theme", "dark" }, { "mouse", "off" }, { "repeat", "on" }, { "verbose", "1" }, { "onerror", "stop" },
	};
	struct config c;
	size_t n = sizeof expected / sizeof expected[0];

	(void)state;
	config_defaults(&c);
	assert_int_equal(setting_count, n);
	for (size_t i = 0; i < n; i++) {
		assert_string_equal(setting_table[i].name, expected[i][0]);
		check_value(&c, 0, expected[i][0], expected[i][1]);
	}
	check_value(&c, 1, "reward", "process");
	check_value(&c, 1, "lr", "0.1");
	assert_int_equal(c.repeat, 1);
	assert_true(config_check(&c, NULL));
}

/* Every default is a word of the language, every choice reads back, names are distinct. */
static void test_table(void **state)
{
	struct config c;
	struct str text = { 0 };

	(void)state;
	config_defaults(&c);
	for (int i = 0; i < setting_count; i++) {
		const struct setting *s = &setting_table[i];
		assert_non_null(s->help);
		for (int j = 0; j < i; j++)
			assert_string_not_equal(s->name, setting_table[j].name);
		assert_true(setting_store(s, &c, 0, s->def[0], NULL));
		for (int j = 0; s->type == SETTING_CHOICE && s->choice[j]; j++) {
			assert_true(setting_store(s, &c, 0, s->choice[j], NULL));
			str_clear(&text);
			setting_print(s, &c, 0, &text);
			assert_string_equal(str_text(&text), s->choice[j]);
		}
	}
	str_done(&text);
}

/* The core's tables are the only lists. */
static void test_core_words(void **state)
{
	const struct setting *task = setting_find("task", NULL), *reward = setting_find("reward", NULL),
			     *optim = setting_find("optimizer", NULL);
	int i;

	(void)state;
	for (i = 0; task_types[i]; i++)
		assert_string_equal(task->choice[i], task_types[i]->name);
	assert_null(task->choice[i]);
	for (i = 0; reward_types[i]; i++)
		assert_string_equal(reward->choice[i], reward_types[i]->name);
	assert_null(reward->choice[i]);
	for (i = 0; optim_types[i]; i++)
		assert_string_equal(optim->choice[i], optim_types[i]->name);
	assert_null(optim->choice[i]);
}

static void test_values(void **state)
{
	struct config c;

	(void)state;
	config_defaults(&c);
	assert_true(store(&c, 0, "budget", "2M", NULL));
	assert_int_equal(c.budget, 2000000);
	assert_true(store(&c, 0, "budget", "none", NULL));
	assert_int_equal(c.budget, 0);
	check_value(&c, 0, "budget", "none");
	assert_true(store(&c, 0, "alpha", "1e-12", NULL));
	assert_true(c.alpha == 1e-12 && c.alpha_kind == ALPHA_NUMBER);
	check_value(&c, 0, "alpha", "1e-12");
	assert_true(store(&c, 0, "alpha", "50%", NULL));
	assert_true(c.alpha == .5);
	assert_true(store(&c, 0, "alpha", "budget", NULL));
	assert_int_equal(c.alpha_kind, ALPHA_BUDGET);
	assert_true(store(&c, 0, "seed", "18446744073709551615", NULL));
	assert_true(c.seed == UINT64_MAX);
	check_value(&c, 0, "seed", "18446744073709551615");
	assert_true(store(&c, 1, "lr", ".5", NULL));
	assert_true(c.trainer[1].lr == .5 && c.trainer[0].lr == .1);
	assert_true(store(&c, 1, "baseline", "mean", NULL));
	assert_int_equal(c.trainer[1].baseline, 1);
	assert_int_equal(c.trainer[0].baseline, 0);
	assert_true(store(&c, 0, "batch", "1k", NULL));
	assert_int_equal(c.trainer[0].batch, 1000);
	assert_true(store(&c, 0, "speed", "50", NULL));
	assert_int_equal(c.speed, 50);
	assert_true(store(&c, 0, "speed", "max", NULL));
	assert_int_equal(c.speed, 0);
	assert_true(store(&c, 0, "threads", "0", NULL));
	check_value(&c, 0, "threads", "all");
	assert_true(store(&c, 0, "pretrain.skip", "0,3,5", NULL));
	assert_string_equal(c.pretrain_skip, "0,3,5");
	assert_true(store(&c, 0, "pretrain.skip", "x0-x2", NULL));
	assert_true(store(&c, 0, "pretrain.skip", "none", NULL));
	check_value(&c, 0, "pretrain.skip", "none");
}

#define ALPHA_TAKES "alpha takes a number above 0, up to 1, or budget, or poly C (N^-C), or floor F (F k^-N), got "

static void test_errors(void **state)
{
	static const char *const bad[][3] = {
		{ "baseline", "on", "baseline takes off or mean, got \"on\". unchanged: off" },
		{ "baseline", "fasle", "baseline takes off or mean, got \"fasle\". did you mean off? unchanged: off" },
		{ "baseline", "maen", "baseline takes off or mean, got \"maen\". did you mean mean? unchanged: off" },
		{ "repeat", "yes", "repeat takes off or on, got \"yes\". did you mean on? unchanged: on" },
		{ "reward", "proces",
		  "reward takes outcome or process, got \"proces\". did you mean process? unchanged: outcome" },
		{ "reward", "Outcome",
		  "reward takes outcome or process, got \"Outcome\". did you mean outcome? unchanged: outcome" },
		{ "tokens", "42", "tokens takes letters or digits, got \"42\". unchanged: letters" },
		{ "tokens", "", "tokens takes letters or digits, got \"\". unchanged: letters" },
		{ "k", "1", "k takes a whole number from 2 to 255, got \"1\". unchanged: 4" },
		{ "k", "256", "k takes a whole number from 2 to 255, got \"256\". unchanged: 4" },
		{ "k", "2.5", "k takes a whole number from 2 to 255, got \"2.5\". unchanged: 4" },
		{ "k", "-4", "k takes a whole number from 2 to 255, got \"-4\". unchanged: 4" },
		{ "k", "nan", "k takes a whole number from 2 to 255, got \"nan\". unchanged: 4" },
		{ "k", "1e999", "k takes a whole number from 2 to 255, got \"1e999\". unchanged: 4" },
		{ "N", "4294967300", "N takes a whole number from 1 to 4096, got \"4294967300\". unchanged: 8" },
		{ "lr", "0", "lr takes a number above 0, up to 1000, got \"0\". unchanged: 0.1" },
		{ "lr", "-.1", "lr takes a number above 0, up to 1000, got \"-.1\". unchanged: 0.1" },
		{ "lr", "NaN", "lr takes a number above 0, up to 1000, got \"NaN\". unchanged: 0.1" },
		{ "lr", "inf", "lr takes a number above 0, up to 1000, got \"inf\". unchanged: 0.1" },
		{ "lr", "1e999", "lr takes a number above 0, up to 1000, got \"1e999\". unchanged: 0.1" },
		{ "lr", "1e-400", "lr takes a number above 0, up to 1000, got \"1e-400\". unchanged: 0.1" },
		{ "lr", "0.1 ", "lr takes a number above 0, up to 1000, got \"0.1 \". unchanged: 0.1" },
		{ "lr", "\xff\x1b", "lr takes a number above 0, up to 1000, got \"??\". unchanged: 0.1" },
		{ "alpha", "2", ALPHA_TAKES "\"2\". unchanged: budget" },
		{ "alpha", "0", ALPHA_TAKES "\"0\". unchanged: budget" },
		{ "alpha", "bugdet", ALPHA_TAKES "\"bugdet\". did you mean budget? unchanged: budget" },
		{ "alpha", "poly", ALPHA_TAKES "\"poly\". unchanged: budget" },
		{ "alpha", "poly 0", ALPHA_TAKES "\"poly 0\". unchanged: budget" },
		{ "alpha", "poly:-2", ALPHA_TAKES "\"poly:-2\". unchanged: budget" },
		{ "alpha", "poly 2 3", ALPHA_TAKES "\"poly 2 3\". unchanged: budget" },
		{ "alpha", "poly: 2", ALPHA_TAKES "\"poly: 2\". unchanged: budget" },
		{ "alpha", "poly2", ALPHA_TAKES "\"poly2\". did you mean poly:? unchanged: budget" },
		{ "alpha", "ploy 2", ALPHA_TAKES "\"ploy 2\". did you mean poly:? unchanged: budget" },
		{ "alpha", "floor:", ALPHA_TAKES "\"floor:\". unchanged: budget" },
		{ "alpha", "floor inf", ALPHA_TAKES "\"floor inf\". unchanged: budget" },
		{ "alpha", "Floor 2", ALPHA_TAKES "\"Floor 2\". did you mean floor:? unchanged: budget" },
		{ "alpha", "floor 1e999", ALPHA_TAKES "\"floor 1e999\". unchanged: budget" },
		{ "clip", "0", "clip takes a number from 1 to 1e+300, or off, or inf, got \"0\". unchanged: off" },
		{ "clip", ".99", "clip takes a number from 1 to 1e+300, or off, or inf, got \".99\". unchanged: off" },
		{ "clip", "infinity",
		  "clip takes a number from 1 to 1e+300, or off, or inf, got \"infinity\". unchanged: off" },
		{ "clip", "of",
		  "clip takes a number from 1 to 1e+300, or off, or inf, got \"of\". did you mean off? unchanged: off" },
		{ "m", "0", "m takes a whole number from 1 to 16777215, or auto, got \"0\". unchanged: 16" },
		{ "m", "16777216",
		  "m takes a whole number from 1 to 16777215, or auto, got \"16777216\". unchanged: 16" },
		{ "m", "aut",
		  "m takes a whole number from 1 to 16777215, or auto, got \"aut\". did you mean auto? unchanged: 16" },
		{ "iterate", "mean",
		  "iterate takes last, random or average, got \"mean\". did you mean average? unchanged: last" },
		{ "budget", "-1",
		  "budget takes a whole number from 0 to 1e+18, or none, got \"-1\". unchanged: 10000" },
		{ "seed", "18446744073709551616",
		  "seed takes a whole number from 0 to 18446744073709551615, got \"18446744073709551616\". "
		  "unchanged: 1" },
		{ "speed", "0", "speed takes a whole number from 1 to 50, or max, got \"0\". unchanged: max" },
		{ "speed", "51", "speed takes a whole number from 1 to 50, or max, got \"51\". unchanged: max" },
		{ "eps", "1.1", "eps takes a number from 0 to 1, got \"1.1\". unchanged: 0.1" },
		{ "pretrain.skip", "five",
		  "pretrain.skip takes none, file, or prompts such as 5, 0-2 or 0,3,5, got \"five\". unchanged: none" },
		{ "pretrain.skip", "",
		  "pretrain.skip takes none, file, or prompts such as 5, 0-2 or 0,3,5, got \"\". unchanged: none" },
	};
	struct config c, before;

	(void)state;
	config_defaults(&c);
	before = c;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct err e = { "" };
		if (store(&c, 0, bad[i][0], bad[i][1], &e))
			fail_msg("%s %s is taken", bad[i][0], bad[i][1]);
		assert_string_equal(e.text, bad[i][2]);
		assert_memory_equal(&c, &before, sizeof c);
	}
}

static void test_long_values(void **state)
{
	char *word = xcalloc(100001, 1);
	struct config c, before;

	(void)state;
	memset(word, '7', 100000);
	config_defaults(&c);
	before = c;
	for (int i = 0; i < setting_count; i++) {
		struct err e = { "" };
		assert_false(setting_store(&setting_table[i], &c, 0, word, &e));
		/* The whole sentence is there. */
		assert_non_null(strstr(e.text, "7777~\""));
		assert_non_null(strstr(e.text, "unchanged: "));
		assert_null(strstr(e.text, "unchanged: ~"));
	}
	assert_memory_equal(&c, &before, sizeof c);
	free(word);
}

static void test_find(void **state)
{
	static const char *const bad[][2] = {
		{ "lrr", "unknown setting \"lrr\". did you mean: lr?" },
		{ "bacth", "unknown setting \"bacth\". did you mean: batch?" },
		{ "xyzzy", "unknown setting \"xyzzy\": show lists all" },
		{ "", "unknown setting \"\": show lists all" },
		{ "ba", "\"ba\" is ambiguous: baseline, batch" },
		{ "pretrain",
		  "\"pretrain\" is ambiguous: pretrain.steps, pretrain.lr, pretrain.batch, pretrain.optimizer, "
		  "pretrain.skip" },
		{ "\xc3(", "unknown setting \"?(\": show lists all" },
	};
	char *word = xcalloc(100001, 1);
	struct err e;

	(void)state;
	assert_string_equal(setting_find("k", NULL)->name, "k");
	assert_string_equal(setting_find("alpha", NULL)->name, "alpha"); /* exact, though a prefix of alpha.token */
	assert_string_equal(setting_find("alpha.", NULL)->name, "alpha.token");
	assert_string_equal(setting_find("see", NULL)->name, "seed");
	assert_string_equal(setting_find("behavior", NULL)->name, "behavior"); /* behavior.eps too */
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		assert_null(setting_find(bad[i][0], &e));
		assert_string_equal(e.text, bad[i][1]);
	}
	memset(word, 'k', 100000);
	assert_null(setting_find(word, &e));
	assert_non_null(strstr(e.text, "k~\": show lists all"));
	free(word);
}

static void test_support_line(void **state)
{
	struct config c;
	struct err e;

	(void)state;
	config_defaults(&c);
	assert_true(fabs(config_log_alpha(&c) - log(1e-4)) < 1e-14);
	assert_true(store(&c, 0, "alpha", "1e-12", NULL));
	assert_true(config_log_alpha(&c) == log(1e-12));
	c.budget = 0;
	assert_true(config_check(&c, &e));
	assert_true(store(&c, 0, "alpha", "budget", NULL));
	assert_false(config_check(&c, &e));
	assert_string_equal(e.text, "alpha budget needs a budget: set budget to a number of queries (set budget 10k), or "
				    "alpha to a likelihood (set alpha 1e-4)");
}

/* N^-C and F k^-N: 8^-3 = 2^-9, 6 * 4^-8 = 6 / 65536; 32^-128 = 2^-640 = 10^-192.66; and 255^-4096 is smaller than any
 * double. */
static void test_alpha_kinds(void **state)
{
	static const struct {
		const char *text, *printed;
		int k, N;
		double log_alpha;
	} cases[] = {
		{ "poly 3", "poly 3", 4, 8, -9 * M_LN2 },
		{ "poly:3", "poly 3", 4, 8, -9 * M_LN2 },
		{ "poly \t .5", "poly 0.5", 4, 16, -2 * M_LN2 },
		{ "poly 7", "poly 7", 4, 1, 0 },
		{ "floor 6", "floor 6", 4, 8, M_LN2 + 1.0986122886681098 - 16 * M_LN2 },
		{ "floor:1", "floor 1", 32, 128, -640 * M_LN2 },
		{ "floor 1k", "floor 1000", 255, 4096, 3 * M_LN10 - 4096 * 5.541263545158426 },
		{ "floor 65536", "floor 65536", 4, 8, 0 },
	};
	struct config c;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		config_defaults(&c);
		c.k = cases[i].k;
		c.N = cases[i].N;
		for (int again = 0; again < 2; again++) { /* what is printed reads back */
			assert_true(store(&c, 0, "alpha", again ? cases[i].printed : cases[i].text, NULL));
			check_value(&c, 0, "alpha", cases[i].printed);
			/* A hair below, for likelihoods that are equal to it but for rounding. */
			assert_true(fabs(config_log_alpha(&c) - cases[i].log_alpha * (1 + 1e-12)) <=
				    1e-15 * (1 + fabs(cases[i].log_alpha)));
			assert_true(config_check(&c, NULL));
		}
	}
}

static void test_floor_above_1(void **state)
{
	struct config c;
	struct err e = { "" };

	(void)state;
	config_defaults(&c);
	assert_true(store(&c, 0, "alpha", "floor 65537", NULL));
	assert_false(config_check(&c, &e));
	assert_string_equal(e.text, "alpha floor 65537 is 1.00002 at k 4 and N 8, and no likelihood is above 1: floor "
				    "takes at most 65,536 here");
}

static void test_clip(void **state)
{
	struct config c;

	(void)state;
	config_defaults(&c);
	assert_true(store(&c, 1, "clip", "inf", NULL));
	assert_true(isinf(c.trainer[1].clip) && c.trainer[0].clip == 0.0);
	check_value(&c, 1, "clip", "inf");
	assert_true(store(&c, 1, "clip", "1", NULL));
	check_value(&c, 1, "clip", "1");
	assert_true(store(&c, 1, "clip", "off", NULL));
	assert_true(c.trainer[1].clip == 0.0);
	check_value(&c, 1, "clip", "off");
}

/* frozen:NAME, its name kept with every reading told apart; another word forgets it. */
static void test_behavior(void **state)
{
	static const char *const bad[] = { "frozen:",	"frozen:a\nb", "frozen:a\x7f",
					   "frozen :a", "onpolicy:a",  "Frozen:a" };
	char name[SETTING_TEXT + 8] = "frozen:";
	struct config c, before;

	(void)state;
	config_defaults(&c);
	assert_true(store(&c, 0, "behavior", "frozen:a dir/q.txt", NULL));
	assert_string_equal(c.trainer[0].frozen, "a dir/q.txt");
	assert_string_equal(behave_types[c.trainer[0].behavior]->name, "frozen");
	check_value(&c, 0, "behavior", "frozen:a dir/q.txt");
	assert_true(store(&c, 1, "behavior", "frozen:a dir/q.txt", NULL));
	assert_true(c.trainer[0].frozen_read != c.trainer[1].frozen_read && c.trainer[0].frozen_read > 0);
	before = c;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		assert_false(store(&c, 0, "behavior", bad[i], NULL));
		assert_memory_equal(&c, &before, sizeof c);
	}
	assert_true(store(&c, 0, "behavior", "frozen", NULL)); /* q0 */
	assert_string_equal(c.trainer[0].frozen, "");
	check_value(&c, 0, "behavior", "frozen");
	memset(name + 7, 'n', SETTING_TEXT - 1);
	assert_true(store(&c, 0, "behavior", name, NULL));
	check_value(&c, 0, "behavior", name);
	before = c;
	name[7 + SETTING_TEXT - 1] = 'n'; /* one too many */
	assert_false(store(&c, 0, "behavior", name, NULL));
	assert_memory_equal(&c, &before, sizeof c);
}

/* What people type, and what they get to read at the end. */
static void test_behavior_hints(void **state)
{
	static const char *const hints[][2] = {
		{ "on-policy", "onpolicy" }, { "epsilon", "eps" },	  { "best_of_m", "best-of-m" },
		{ "bestofm", "best-of-m" },  { "mix", "mixture" },	  { "q0", "frozen" },
		{ "algorithm2", "alg2" },    { "teacher-forcing", "teacher" }, { "forzen:q", "frozen:" },
		{ "Uniform", "uniform" },    { "base", "frozen" },
	};
	struct config c;

	(void)state;
	config_defaults(&c);
	for (size_t i = 0; i < sizeof hints / sizeof hints[0]; i++) {
		struct err e = { "" };
		char expected[80];
		snprintf(expected, sizeof expected, "got \"%s\". did you mean %s? unchanged: onpolicy", hints[i][0],
			 hints[i][1]);
		assert_false(store(&c, 0, "behavior", hints[i][0], &e));
		if (!strstr(e.text, expected))
			fail_msg("%s", e.text);
	}
}

/* Settings that are fine one by one. */
static void test_memory(void **state)
{
	struct config c;
	struct err e;

	(void)state;
	config_defaults(&c);
	c.k = 255;
	c.d = 4096;
	assert_true(config_check(&c, &e));
	c.trainer[1].batch = 65536;
	assert_false(config_check(&c, &e));
	/* B: 65536 (16 + 8 (4096 + 765)) + 8 * 1024 * 4351 * 255 bytes = 10.8 GiB; 20 copies of the weights, A, test prompts
	 * and desks: .4, by hand. */
	assert_string_equal(e.text, "k 255, N 8, d 4096 and 6 prompts with batches of 64, 65536 and 0 (pre-training) and "
				    "1024 test prompts need about 11.2 GiB of memory, at most 4.0: make one of them "
				    "smaller");
	c.trainer[1].batch = 64;
	c.pretrain_batch = 65536;
	assert_false(config_check(&c, &e));
	c.pretrain_batch = 0;
	c.test_size = 65536; /* 65536 (8 * 4096 + 8) bytes = 2.0 GiB */
	assert_true(config_check(&c, &e));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_core_words),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_long_values),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_support_line),
		cmocka_unit_test(test_alpha_kinds),
		cmocka_unit_test(test_floor_above_1),
		cmocka_unit_test(test_clip),
		cmocka_unit_test(test_behavior),
		cmocka_unit_test(test_behavior_hints),
		cmocka_unit_test(test_memory),
	};

	return cmocka_run_group_tests_name("setting", tests, NULL, NULL);
}
