/* Conditions on the small session: truth at update 0, and what is refused with which words. */
#include "run/expr.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "small-session.h"
#include "unit.h"

static void check(struct session *s, const char *text, bool expected)
{
	struct err e = { "" };
	struct expr *x = expr_parse(s, text, &e);

	if (!x)
		fail_msg("%s: %s", text, e.text);
	if (expr_true(s, x, 0) != expected)
		fail_msg("%s is %s", text, expected ? "false" : "true");
	expr_free(x);
}

/* likelihood of x0 .421875, x1 and x2 .125, x3 .015625; update and queries 0. */
static void test_comparisons(void **state)
{
	struct session *s = small_session();

	(void)state;
	check(s, "likelihood[0]>.4", true);
	check(s, "likelihood[0] > 40%", true);
	check(s, "  p[0]>.4  ", true);
	check(s, "lik[x0]<=.421876", true);
	small_session_free(s);
}

static void test_operators(void **state)
{
	struct session *s = small_session();

	(void)state;
	check(s, "queries==0", true);
	check(s, "queries!=0", false);
	check(s, "queries != 1", true);
	check(s, "queries>=0", true);
	check(s, "queries<=0", true);
	check(s, "queries<1e-6", true);
	check(s, "queries>10k", false);
	check(s, "likelihood[3]<0.02", true);
	check(s, "likelihood[0]>=.5", false);
	check(s, "worst[3].pos==1", true);
	check(s, "token[3,2]<.3", true);
	check(s, "kl[all]>-1", true);
	check(s, "\tlikelihood[ out ]\n<\n2%\t", true);
	small_session_free(s);
}

/* && binds tighter than ||, ! tighter than both. */
static void test_logic(void **state)
{
	struct session *s = small_session();

	(void)state;
	check(s, "update==0 || update==1 && update==2", true);
	check(s, "(update==0 || update==1) && update==2", false);
	check(s, "update==1 && update==2 || update==0", true);
	check(s, "!update==1 && update==0", true);
	check(s, "!(update==0)", false);
	check(s, "!!(update==0)", true);
	check(s, "! ( update==1 || update==2 )", true);
	check(s, "update==0&&queries==0&&likelihood[0]>.4", true);
	check(s, "((((update==0))))", true);
	check(s, "end", false);
	check(s, "!end && update==0", true);
	check(s, "!stalled && ! learned[3]", true);
	check(s, "end||update==0", true);
	small_session_free(s);
}

/* The support line, .05 at first, where it lies when the condition is looked at. */
static void test_alpha(void **state)
{
	struct session *s = small_session();
	struct expr *x = expr_parse(s, "likelihood[1]>alpha && !(worst[3]<alpha)", NULL);
	struct str values = { 0 };

	(void)state;
	assert_non_null(x);
	assert_true(expr_true(s, x, 0));
	expr_values(s, x, 0, &values);
	assert_string_equal(str_text(&values), "likelihood[1] 0.125, worst[3] 0.250, alpha 0.05");
	small_session_set(s, "alpha", "0.125");
	assert_true(!expr_true(s, x, 0));
	check(s, "likelihood[0] > alpha&&likelihood[3]<=alpha", true);
	small_session_set(s, "alpha", "budget"); /* of 100 */
	assert_true(expr_true(s, x, 0));
	check(s, "likelihood[3]<.016 && likelihood[3]>=alpha", true);
	small_session_set(s, "alpha", "0.02");
	check(s, "likelihood[3]>=alpha", false);
	str_done(&values);
	expr_free(x);
	small_session_free(s);
}

/* A comparison without a value is false, whatever the operator. */
static void test_no_value(void **state)
{
	struct session *s = small_session();

	(void)state;
	check(s, "rewarded>=0", false);
	check(s, "rewarded<5", false);
	check(s, "rewarded==0", false);
	check(s, "rewarded!=3", false);
	check(s, "!(rewarded!=3)", true);
	check(s, "offsupport", false);
	check(s, "discovery[3]", false);
	small_session_set(s, "alpha", "1e-9");
	check(s, "likelihood[out]!=2", false);
	small_session_free(s);
}

static void test_events(void **state)
{
	struct session *s = small_session();
	struct expr *off = expr_parse(s, "offsupport", NULL), *end = expr_parse(s, "end && discovery[3] || end", NULL);

	(void)state;
	assert_non_null(off);
	assert_non_null(end);
	small_session_step(s, WHO_A, 1);
	assert_int_equal(expr_true(s, off, 0), s->run[0].last.now.off > 0);
	assert_false(expr_true(s, end, 0));
	small_session_step(s, WHO_A, 1);
	assert_true(expr_true(s, end, 0));
	assert_false(expr_true(s, end, 1)); /* no trainer B */
	expr_free(off);
	expr_free(end);
	small_session_free(s);
}

/* One check of a condition as goals make it. */
static bool look(struct session *s, struct expr *x, int who)
{
	bool holds = expr_true(s, x, who);

	expr_note(s, x, who);
	return holds;
}

/* Against the update before, of the trainer that is trained. */
static void test_changed(void **state)
{
	struct session *s = small_session();
	struct expr *queries = expr_parse(s, "queries changed", NULL), *base = expr_parse(s, "base[3] changed", NULL);
	struct expr *both = expr_parse(s, "!(queries changed)&&update==2||responses  changed", NULL);
	struct expr *of_b = expr_parse(s, "(update changed) && !update==0", NULL);

	(void)state;
	assert_true(expr_has_change(queries) && expr_has_change(both));
	assert_false(look(s, queries, 0) || look(s, base, 0) || look(s, both, 0)); /* nothing was noted */
	assert_false(look(s, queries, 0));                                         /* no update since */
	small_session_step(s, WHO_A, 1);
	assert_true(look(s, queries, 0));
	assert_false(look(s, base, 0));
	assert_true(look(s, both, 0)); /* responses: from 0 to 96 */
	assert_false(look(s, queries, 0));
	small_session_step(s, WHO_A, 1);
	assert_true(look(s, queries, 0));
	assert_false(look(s, both, 0));
	small_session_step(s, WHO_A, 2);
	assert_false(look(s, queries, 0)); /* the update before was not looked at */
	small_session_step(s, WHO_A, 1);
	assert_true(look(s, queries, 0));
	assert_false(look(s, of_b, 1)); /* there is no trainer B */
	session_start_trainer(s, 1);
	assert_false(look(s, of_b, 1));
	small_session_step(s, WHO_B, 1);
	assert_true(look(s, of_b, 1));
	assert_false(look(s, of_b, 0));
	expr_free(queries);
	expr_free(base);
	expr_free(both);
	expr_free(of_b);
	small_session_free(s);
}

/* A value that was not there before is no change: the norm of a gradient at update 1. */
static void test_changed_from_nothing(void **state)
{
	struct session *s = small_session();
	struct expr *x = expr_parse(s, "gradnorm changed", NULL);

	(void)state;
	look(s, x, 0);
	small_session_step(s, WHO_A, 1);
	assert_false(look(s, x, 0));
	small_session_step(s, WHO_A, 1);
	assert_true(look(s, x, 0));
	expr_free(x);
	small_session_free(s);
}

/* A goal looks after every update, from the first on. */
static void test_changed_in_goals(void **state)
{
	struct session *s = small_session();

	(void)state;
	for (int update = 1; update <= 2; update++) {
		assert_true(session_goal_continue(s, WHO_A, expr_parse(s, "queries changed", NULL), false, NULL));
		assert_int_equal(session_work(s, NULL, NULL), WORK_DONE);
		assert_int_equal(run_state(&s->run[0])->update, update);
	}
	session_start_trainer(s, 1);
	assert_true(session_goal_continue(s, WHO_AB, expr_parse(s, "update@b changed && update>3", NULL), false, NULL));
	assert_int_equal(session_work(s, NULL, NULL), WORK_DONE);
	/* After A's third update B has not moved since the goal began; after its fourth it has. B alone then goes on to its own
	 * fourth. */
	assert_int_equal(run_state(&s->run[0])->update, 4);
	assert_int_equal(run_state(&s->run[1])->update, 4);
	small_session_free(s);
}

/* `expected`: "" for no warning. */
static void warn(struct session *s, const char *text, const char *expected)
{
	struct expr *x = expr_parse(s, text, NULL);
	struct str said = { 0 };

	assert_non_null(x);
	assert_true(expr_warning(s, x, &said) == (expected[0] != '\0'));
	assert_string_equal(str_text(&said), expected);
	str_done(&said);
	expr_free(x);
}

static void test_warnings(void **state)
{
	static const char off[] = "offsupport[3] has no value while count.off is seen: set count.off every";
	struct session *s = small_session();

	(void)state;
	warn(s, "offsupport[3] || end || discovery[3] || discovery", "");
	warn(s, "gamma>.1", "gamma has no value before the margin is known: margin finds it");
	warn(s, "update>5&&scale[.1].rounds < 5", "scale[.1].rounds has no value before the margin is known: margin finds it");
	warn(s, "mistakes>5", "mistakes has no value before a learner has played: online 10000");
	warn(s, "discovery[0]", "discovery[0] never comes while no such prompt is OUT!: set alpha higher");
	warn(s, "discovery[0]<1 || !discovery[0] || discovery[0]==0", "");
	small_session_set(s, "count.off", "seen");
	warn(s, "update>5 && (queries>5 || offsupport[3])", off);
	warn(s, "offsupport[3]==0", off);
	warn(s, "offsupport[3] changed", off);
	small_session_set(s, "budget", "none");
	small_session_set(s, "alpha", "1e-3"); /* below all */
	warn(s, "end", "end never comes without a budget: set budget 10000");
	warn(s, "end==0", "");
	warn(s, "discovery", "discovery never comes while no such prompt is OUT!: set alpha higher");
	small_session_free(s);
}

static void test_errors(void **state)
{
	static const char *const bad[][2] = {
		{ "", "expected a metric, such as queries or likelihood[0]" },
		{ "   ", "expected a metric, such as queries or likelihood[0]" },
		{ "queries>=ten", "expected a number after \">=\", got \"ten\"" },
		{ "queries>=", "expected a number after \">=\", got the end" },
		{ "queries>=&&end", "expected a number after \">=\", got \"&\"" },
		{ "queries>nan", "expected a number after \">\", got \"nan\"" },
		{ "queries>1e999", "expected a number after \">\", got \"1e999\"" },
		{ "queries>alpha", "expected a number after \">\", got \"alpha\": queries is no probability" },
		{ "worst[0].pos>alpha", "expected a number after \">\", got \"alpha\": worst[0].pos is no probability" },
		{ "likelihood[0]>alphas", "expected a number after \">\", got \"alphas\"" },
		{ "queries>=5x", "expected a number after \">=\", got \"5x\"" },
		{ "queries", "queries is a number, not an event: compare it, such as queries>0.5" },
		{ "queries && end", "queries is a number, not an event: compare it, such as queries>0.5" },
		{ "likelihood[0] .5", "expected > >= < <= == != or changed after \"likelihood[0]\", got \".5\"" },
		{ "queries=5", "expected > >= < <= == != or changed after \"queries\", got \"=\"" },
		{ "queries=>5", "expected > >= < <= == != or changed after \"queries\", got \"=\"" },
		{ "end=1", "expected > >= < <= == != or changed after \"end\", got \"=\"" },
		{ "queries change", "expected > >= < <= == != or changed after \"queries\", got \"change\"" },
		{ "queries changed_", "expected > >= < <= == != or changed after \"queries\", got \"changed_\"" },
		{ "queries changed 5", "expected && or ||, got \"5\"" },
		{ "likelihood[each] changed",
		  "likelihood[each] is a value a prompt: name one prompt, or a set such as out or all" },
		{ "reach[3]>3", "reach[3]>3 can never be true: reach lies in 0 to 3" },
		{ "learned[9]", "learned[9]: prompts are x0 to x3, got 9" },
		{ "stalled@b", "there is no trainer B yet: trainer process @b makes it" },
		{ "queries>5 end", "expected && or ||, got \"end\"" },
		{ "queries>5 & end", "expected && or ||, got \"&\"" },
		{ "queries>5 and end", "expected && or ||, got \"and\"" },
		{ "end 5", "expected && or ||, got \"5\"" },
		{ "queries>5 &&", "expected a metric, such as queries or likelihood[0]" },
		{ "0.5<err", "expected a metric, such as queries or likelihood[0], got \"0.5<err\"" },
		{ "!", "expected a metric, such as queries or likelihood[0]" },
		{ "!=5", "expected a metric, such as queries or likelihood[0], got \"=5\"" },
		{ "(queries>5", "expected \")\", got the end: a parenthesis is not closed" },
		{ "(queries>5 end)", "expected \")\", got \"end\": a parenthesis is not closed" },
		{ "queries>5)", "this \")\" closes nothing: a \"(\" is missing" },
		{ "()", "expected a metric, such as queries or likelihood[0], got \")\"" },
		{ "likelihod[0]>1", "unknown metric \"likelihod\". did you mean: likelihood?" },
		{ "likelihood[9]>.5", "likelihood[9]: prompts are x0 to x3, got 9" },
		{ "likelihood[each]>.5",
		  "likelihood[each] is a value a prompt: name one prompt, or a set such as out or all" },
		{ "likelihood[3]>1.5", "likelihood[3]>1.5 can never be true: likelihood lies in 0 to 1" },
		{ "likelihood[3] > 1", "likelihood[3] > 1 can never be true: likelihood lies in 0 to 1" },
		{ "end || likelihood[3]<0", "likelihood[3]<0 can never be true: likelihood lies in 0 to 1" },
		{ "p[3]==2", "p[3]==2 can never be true: likelihood lies in 0 to 1" },
		{ "worst[3].pos>3", "worst[3].pos>3 can never be true: worst.pos lies in 1 to 3" },
		{ "worst[3].pos<1", "worst[3].pos<1 can never be true: worst.pos lies in 1 to 3" },
		{ "queries<0", "queries<0 can never be true: queries is 0 or more" },
		{ "queries<=-1", "queries<=-1 can never be true: queries is 0 or more" },
		{ "err>=150%", "err>=150% can never be true: err lies in 0 to 1" },
		{ "\xff>1", "expected a metric, such as queries or likelihood[0], got \"?>1\"" },
		{ "queries>1 \xc3", "expected && or ||, got \"?\"" },
	};
	struct session *s = small_session();

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct err e = { "" };
		assert_null(expr_parse(s, bad[i][0], &e));
		assert_string_equal(e.text, bad[i][1]);
		assert_null(expr_parse(s, bad[i][0], NULL));
	}
	small_session_free(s);
}

/* `count` times `part`, then `end`. */
static char *repeated(const char *part, int count, const char *end)
{
	struct str text = { 0 };

	for (int i = 0; i < count; i++)
		str_add(&text, part);
	str_add(&text, end);
	return str_take(&text);
}

static void refuse(struct session *s, char *text, const char *error)
{
	struct err e = { "" };

	assert_null(expr_parse(s, text, &e));
	assert_string_equal(e.text, error);
	free(text);
}

/* All metrics are listed: test-metric.c. */
static void refuse_unknown(struct session *s, char *text, const char *given)
{
	struct str begin = { 0 };
	struct err e = { "" };

	str_addf(&begin, "unknown metric \"%s\". metrics are update ", given);
	assert_null(expr_parse(s, text, &e));
	assert_memory_equal(e.text, str_text(&begin), begin.len);
	str_done(&begin);
	free(text);
}

static void test_hostile(void **state)
{
	struct session *s = small_session(), *empty = session_new(s->out);
	char *text = repeated("(", 49, "end");
	struct err e = { "" };
	struct expr *x;

	(void)state;
	refuse(s, repeated("(", 100000, "end"),
	       "a condition has at most 50 parentheses and ! within each other");
	refuse(s, repeated("!", 100000, "end"),
	       "a condition has at most 50 parentheses and ! within each other");
	refuse(s, repeated("end||", 100000, "end"), "a condition has at most 500 comparisons and operators");
	refuse_unknown(s, repeated("queries", 20000, ">1"), "queriesqueriesqueriesqueriesqueriesquer~");
	refuse(s, text, "expected \")\", got the end: a parenthesis is not closed");
	text = repeated("1", 100000, "");
	memcpy(text, "queries>", 8);
	refuse(s, text, "expected a number after \">\", got \"111111111111111111111111111111111111111~\"");
	text = repeated("end||", 249, "update==0");
	x = expr_parse(s, text, &e);
	assert_non_null(x);
	assert_true(expr_true(s, x, 0));
	expr_free(x);
	free(text);
	assert_null(expr_parse(empty, "end", &e));
	assert_string_equal(e.text, "there is nothing to measure yet: preset or new makes a task");
	expr_free(NULL);
	session_free(empty);
	small_session_free(s);
}

static void test_words(void **state)
{
	struct session *s = small_session();
	struct expr *x = expr_parse(s, " likelihood[3]<1e-5 || queries>=100 && likelihood[3] < 1 || rewarded>3  ", NULL);
	struct str values = { 0 };

	(void)state;
	assert_non_null(x);
	assert_string_equal(expr_text(x), "likelihood[3]<1e-5 || queries>=100 && likelihood[3] < 1 || rewarded>3");
	expr_values(s, x, 0, &values);
	assert_string_equal(str_text(&values), "likelihood[3] 0.016, queries 0, rewarded -");
	str_done(&values);
	expr_free(x);
	small_session_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_comparisons),
		cmocka_unit_test(test_operators),
		cmocka_unit_test(test_logic),
		cmocka_unit_test(test_alpha),
		cmocka_unit_test(test_no_value),
		cmocka_unit_test(test_events),
		cmocka_unit_test(test_changed),
		cmocka_unit_test(test_changed_from_nothing),
		cmocka_unit_test(test_changed_in_goals),
		cmocka_unit_test(test_warnings),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests_name("expr", tests, NULL, NULL);
}
