/* Metrics on the small session. Values at update 0 are worked out by hand; those after updates are checked against
 * what must add up. */
#include "run/metric.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/exact.h"
#include "small-session.h"
#include "unit.h"

static double now(struct session *s, const char *text)
{
	struct metric_ref m;
	struct err e = { "" };

	if (metric_parse(s, text, &m, &e) != strlen(text))
		fail_msg("%s: %s", text, e.text);
	return metric_now(s, &m, 0);
}

static void check(struct session *s, const char *text, double expected)
{
	double v = now(s, text);

	if (!(fabs(v - expected) <= 1e-12 * fmax(1.0, fabs(expected))))
		fail_msg("%s is %.17g, not %.17g", text, v, expected);
}

static void check_none(struct session *s, const char *text)
{
	double v = now(s, text);

	if (!isnan(v))
		fail_msg("%s is %.17g, not without a value", text, v);
}

static void test_update_0(void **state)
{
	static const char *const none[] = { "rewarded", "allwrong", "allright", "offsupport", "discovery", "gradnorm",
					    "offsupport[3]", "discovery[3]", "offsupport[out]" };
	struct session *s = small_session();
	/* Entropy of a coin of bias 1/4, in nats: ln 4 - 3/4 ln 3. */
	const double h = log(4.0) - .75 * log(3.0);

	(void)state;
	check(s, "update", 0);
	check(s, "queries", 0);
	check(s, "responses", 0);
	check(s, "hits[0]", 0);
	check(s, "end", 0);
	check(s, "lr", .1);
	for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
		check_none(s, none[i]);
	check(s, "likelihood[0]", 27.0 / 64);
	check(s, "lik[x1]", .125);
	check(s, "p[worst]", 1.0 / 64);
	check(s, "base[3]", 1.0 / 64);
	check(s, "worst[0]", .75);
	check(s, "worst[3]", .25);
	check(s, "worst[3].pos", 1);
	check(s, "worst[3].now", .25);
	check(s, "token[3,3]", .25);
	check(s, "token[0,1]", .75);
	check(s, "token[1-3,2]", 1.25 / 3);
	/* 1 - (27/64 + 8/64 + 8/64 + 1/64) / 4 */
	check(s, "err", 1.0 - 44.0 / 256);
	check(s, "entropy[0]", 3 * h);
	check(s, "entropy[1]", 3 * log(2.0));
	check(s, "kl[all]", 0);
	check(s, "entropy", (2 * 3 * h + 2 * 3 * log(2.0)) / 4); /* of all; x3's coins are as biased as x0's */
	check(s, "kl", 0);
	check(s, "kl.reverse", 0);
	small_session_free(s);
}

static void test_sets(void **state)
{
	struct session *s = small_session();

	(void)state;
	check(s, "likelihood[in]", (27 + 8 + 8) / 64.0 / 3);
	check(s, "likelihood[out]", 1.0 / 64);
	check(s, "likelihood[all]", 44 / 256.0);
	check(s, "likelihood[0,3]", 28 / 128.0);
	check(s, "likelihood[1-2]", .125);
	check(s, "likelihood[ x1 - x2 ]", .125);
	check_none(s, "entropy[each]");
	check_none(s, "likelihood[each]");
	small_session_set(s, "alpha", "1e-9");
	check_none(s, "likelihood[out]");
	small_session_free(s);
}

/* Four prompts of weight 1/4: the quantile moves on when the weights so far exceed eps. */
static void test_quantiles(void **state)
{
	struct session *s = small_session();

	(void)state;
	check(s, "lq[0]", 1.0 / 64);
	check(s, "lq[.1]", 1.0 / 64);
	check(s, "lq[25%]", .125);
	check(s, "lq[.5]", .125);
	check(s, "lq[.75]", 27.0 / 64);
	check(s, "lq[1]", 1);
	check(s, "tlq[.1]", .25);
	check(s, "tlq[.3]", .5);
	check(s, "lq[.1].base", 1.0 / 64);
	check(s, "tlq[.75].base", .75);
	small_session_step(s, WHO_A, 5);
	check(s, "lq[.1].base", 1.0 / 64);
	check(s, "lq[.1]", now(s, "likelihood[worst]"));
	small_session_free(s);
}

/* ---- behaviours */

/* The base model: LQ = 1/64, 1/8, 27/64 and TLQ = 1/4, 1/2, 3/4 from eps = 0, .25, .75 on, both 1 at eps = 1; k^N = 8. */
static void test_m_auto(void **state)
{
	static const struct { const char *behavior, *eps; double m; } cases[] = {
		{ "alg1", "0", 8 },	  /* min(64, 8)                    */
		{ "alg1", ".1", 8 },
		{ "alg1", ".5", 8 },	  /* min(8, 8)                     */
		{ "alg1", ".75", 3 },	  /* 64/27 = 2.37                  */
		{ "alg1", "1", 1 },
		{ "alg2", ".1", 17 },	  /* a = min(4, 2): 4 log 60 = 16.4 */
		{ "alg2", ".3", 12 },	  /* a = 2: 4 log 20 = 11.98       */
		{ "alg2", ".75", 6 },	  /* a = 4/3: 8/3 log 8 = 5.55     */
		{ "alg2", "1", 4 },	  /* a = 1: 2 log 6 = 3.58         */
		{ "best-of-m", ".1", 17 }, /* 4 log 60                      */
		{ "best-of-m", ".75", 3 }, /* 4/3 log 8 = 2.77              */
	};
	struct session *s = small_session();

	(void)state;
	check_none(s, "m"); /* on-policy tries once */
	small_session_set(s, "m", "auto");
	check_none(s, "m");
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		small_session_set(s, "behavior", "onpolicy");
		small_session_set(s, "reward", strcmp(cases[i].behavior, "alg2") == 0 ? "process" : "outcome");
		small_session_set(s, "eps", cases[i].eps);
		small_session_set(s, "behavior", cases[i].behavior);
		check(s, "m", cases[i].m);
		assert_true(run_config(&s->run[0])->m == (int64_t)cases[i].m);
	}
	small_session_set(s, "eps", ".1"); /* at once, of the behaviour that is there */
	check(s, "m", 17);
	small_session_set(s, "m", "5");
	check(s, "m", 5);
	small_session_free(s);
}

/* A new base model: m follows it. x3 is as likely as x1 then, LQ(.1) = 1/8; from there eps .75 leaves 27/64. */
static void test_m_follows(void **state)
{
	double w[4 * 2 + 2 * 2] = { 0 };
	struct session *s = small_session();

	(void)state;
	small_session_set(s, "eps", ".75");
	small_session_set(s, "behavior", "alg1");
	small_session_set(s, "m", "auto");
	check(s, "m", 3);
	session_set_base(s, w); /* uniform: 1/8 */
	check(s, "m", 8);
	session_start_trainer(s, 1);
	check(s, "m@a", 8);
	check_none(s, "m@b");
	small_session_free(s);
}

/* The words of a session, one behind the other. */
struct heard {
	struct out out;
	char text[4096];
};

static void hear(struct out *to, enum out_kind kind, const char *line, size_t n)
{
	struct heard *h = (struct heard *)to;

	if (kind == OUT_NOTE)
		snprintf(h->text + strlen(h->text), sizeof h->text - strlen(h->text), "%.*s|", (int)n, line);
}

/* A task of one prompt, y* = aa..a, N = 26: 2^26 = 67,108,864 tries are more than there are. */
static void lengthen(struct session *s)
{
	static const uint8_t y[26] = { 0 };
	static const char *const settings[][2] = { { "N", "26" }, { "prompts", "1" }, { "d", "1" } };
	const struct task_data data = { .responses = y };
	struct err e = { "" };

	for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++)
		assert_true(setting_store(setting_named(settings[i][0]), &s->config, 0, settings[i][1], &e));
	if (!session_new_task(s, &data, &e))
		fail_msg("%s", e.text);
}

static void refused(struct session *s, const char *name, const char *value, const char *reason)
{
	const struct train_config before = *run_config(&s->run[0]);
	struct config kept = s->config;
	struct err e = { "" };

	assert_true(setting_store(setting_named(name), &s->config, 0, value, &e));
	assert_false(session_apply_settings(s, &e));
	assert_string_equal(e.text, reason);
	assert_memory_equal(&before, run_config(&s->run[0]), sizeof before);
	s->config = kept;
}

/* Too many tries are refused when they are asked for. When a new base model would ask for them the most are made, with a
 * note, and nothing is refused because of it until it fits again. */
static void test_m_too_many(void **state)
{
	const double learned[1 * 2 + 2 * 2] = { 2, -2, 2, -2, 2, -2 };
	const double uniform[1 * 2 + 2 * 2] = { 0 };
	struct heard heard = { { .put = hear }, "" };
	struct session *s = small_session();

	(void)state;
	s->out = &heard.out;
	lengthen(s);
	small_session_set(s, "behavior", "alg1");
	refused(s, "m", "auto", "m auto comes to 67,108,864 tries of alg1 at eps 0.1 of this base model, and at most "
				"16,777,215 are made: set m to a number, raise eps, or pre-train first");
	check(s, "m", 16);
	session_set_base(s, learned);
	small_session_set(s, "m", "auto");
	/* p_1 = 1/(1 + e^-4), then 1/(1 + e^-8): 1/LQ = 1.018 * 1.00034^25 = 1.027 */
	check(s, "m", 2);
	assert_string_equal(heard.text, "");
	session_set_base(s, uniform);
	assert_string_equal(heard.text, "note: m auto of trainer A would be 67,108,864 tries for this base model;|"
					"  16,777,215 are made|");
	check(s, "m", 16777215);
	small_session_set(s, "lr", ".2");
	session_set_base(s, learned);
	check(s, "m", 2);
	refused(s, "behavior", "alg2", "alg2 asks about each token: reward takes process with it (alg1 goes "
				       "with outcome)");
	small_session_set(s, "behavior", "onpolicy");
	small_session_set(s, "reward", "process");
	small_session_set(s, "behavior", "alg2");
	refused(s, "eps", "0", "m auto has no end for alg2 at eps 0: set eps above 0, or m to a number");
	small_session_free(s);
}

/* Of a position with p = (3/4, 1/4): uniform sum p^2/q = 2 (9 + 1)/16 = 5/4; eps .5 q = (5/8, 3/8), sum = 9/10 + 1/6 =
 * 16/15; three positions multiply. */
static void test_weight_variance(void **state)
{
	struct session *s = small_session();
	double sum = 0.0;

	(void)state;
	check(s, "weightvar[0]", 0);
	small_session_set(s, "behavior", "frozen");
	check(s, "weightvar[0]", 0); /* q0 is p_w before the first update */
	small_session_set(s, "behavior", "uniform");
	check(s, "weightvar[0]", 125 / 64.0 - 1);
	check(s, "weightvar[1]", 0);
	check(s, "weightvar[3]", 125 / 64.0 - 1);
	small_session_set(s, "behavior.eps", ".5");
	small_session_set(s, "behavior", "eps");
	check(s, "weightvar[0]", 4096 / 3375.0 - 1);
	small_session_set(s, "behavior", "mixture"); /* a bound, of the sum over all eight responses */
	for (int y = 0; y < 8; y++) {
		int right = !(y & 1) + !(y & 2) + !(y & 4);
		double p = pow(.75, right) * pow(.25, 3 - right);
		sum += p * p / (p / 2 + 1 / 16.0);
	}
	assert_true(now(s, "weightvar[0]") >= sum - 1 - 1e-12);
	assert_true(now(s, "weightvar[0]") < 125 / 64.0 - 1);
	small_session_set(s, "behavior", "alg1");
	check_none(s, "weightvar[0]");
	small_session_free(s);
}

/* p = 1 - 2e-26 at each of 26 positions, drawn uniformly: the variance of p/q is 2^26 - 1, its root 8192 to five digits.
 * Said once, and once more when it has been off. */
static void test_wild_weights(void **state)
{
	static const char note[] = "note: trainer A outcome: unclipped importance weights on x0 have a standard|"
				   "  deviation of 8,192 times their mean: few outweigh all others|";
	const double w[1 * 2 + 2 * 2] = { 60, 0, 0, 0, 0, 0 };
	struct heard heard = { { .put = hear }, "" };
	struct session *s = small_session();

	(void)state;
	s->out = &heard.out;
	lengthen(s);
	session_set_base(s, w);
	small_session_set(s, "clip", "inf");
	assert_string_equal(heard.text, ""); /* on-policy every weight is 1 */
	small_session_set(s, "behavior", "uniform");
	assert_string_equal(heard.text, note);
	heard.text[0] = '\0';
	small_session_step(s, WHO_A, 2);
	small_session_set(s, "lr", ".2");
	session_start_trainer(s, 0);
	assert_string_equal(heard.text, "");
	small_session_set(s, "clip", "1000");
	small_session_set(s, "clip", "inf");
	assert_string_equal(heard.text, note);
	small_session_free(s);
}

/* Queries a response: one for an outcome, what the meter says for the others. */
static void test_tries(void **state)
{
	static const char *const behaviors[] = { "onpolicy", "uniform", "alg1", "best-of-m" };
	struct session *s = small_session();

	(void)state;
	check_none(s, "tries");
	small_session_step(s, WHO_A, 1);
	check(s, "tries", 1);
	for (size_t i = 0; i < sizeof behaviors / sizeof behaviors[0]; i++) {
		double before = now(s, "queries");
		small_session_set(s, "behavior", behaviors[i]);
		small_session_step(s, WHO_A, 1);
		check(s, "tries", (now(s, "queries") - before) / 96);
	}
	assert_true(now(s, "tries") > 1.5); /* best-of-m asks once a token at least */
	small_session_free(s);
}

/* After an update: totals are the sums of the prompts' counts. */
static void test_updates(void **state)
{
	struct session *s = small_session();
	double off = 0, found = 0, hits = 0, before;

	(void)state;
	small_session_step(s, WHO_A, 1);
	check(s, "update", 1);
	check(s, "queries", 96);
	check(s, "responses", 96);
	for (int i = 0; i < 4; i++) {
		char name[32];
		snprintf(name, sizeof name, "offsupport[%d]", i);
		off += now(s, name);
		snprintf(name, sizeof name, "discovery[%d]", i);
		found += now(s, name);
		snprintf(name, sizeof name, "hits[%d]", i);
		hits += now(s, name);
	}
	check(s, "offsupport", off);
	check(s, "offsupport[all]", off / 4);
	check(s, "discovery", found);
	check(s, "discovery[in]", 0);
	check(s, "rewarded", hits);
	assert_true(off > 0 && hits > 0);
	assert_true(now(s, "gradnorm") > 0);
	assert_true(now(s, "allwrong") + now(s, "allright") <= 4);
	before = now(s, "likelihood[0]");
	assert_true(before != 27.0 / 64);
	check(s, "base[0]", 27.0 / 64);
	check(s, "worst[3]", .25);
	assert_true(now(s, "kl[0]") > 0);
	check(s, "kl", (now(s, "kl[0]") + now(s, "kl[1]") + now(s, "kl[2]") + now(s, "kl[3]")) / 4);
	check(s, "kl.reverse", now(s, "kl[all].reverse"));
	/* x0's y* is three tokens along states start, a, a. */
	check(s, "likelihood[0]", now(s, "token[0,1]") * now(s, "token[0,2]") * now(s, "token[0,3]"));
	check(s, "worst[0].now", fmin(now(s, "token[0,1]"), fmin(now(s, "token[0,2]"), now(s, "token[0,3]"))));
	check(s, "err", 1 - now(s, "likelihood[all]"));
	check(s, "end", 0);
	small_session_step(s, WHO_A, 3);
	check(s, "queries", 384);
	check(s, "end", 1);
	check(s, "responses", 96);
	small_session_set(s, "budget", "none");
	check(s, "end", 0);
	small_session_free(s);
}

/* Not counted is not 0. */
static void test_count_off_seen(void **state)
{
	struct session *s = small_session();

	(void)state;
	small_session_set(s, "count.off", "seen");
	small_session_step(s, WHO_A, 1);
	check_none(s, "offsupport");
	check_none(s, "offsupport[3]");
	assert_false(isnan(now(s, "discovery")));
	assert_false(isnan(now(s, "discovery[3]")));
	small_session_set(s, "count.off", "every");
	check_none(s, "offsupport"); /* of the last update, which did not count */
	small_session_step(s, WHO_A, 1);
	assert_false(isnan(now(s, "offsupport")));
	small_session_free(s);
}

static void test_trainers(void **state)
{
	struct session *s = small_session();
	struct metric_ref m;
	struct err e = { "" };

	(void)state;
	assert_int_equal(metric_parse(s, "queries@b", &m, &e), 0);
	assert_string_equal(e.text, "there is no trainer B yet: trainer process @b makes it");
	session_start_trainer(s, 1);
	small_session_step(s, WHO_A, 2);
	small_session_step(s, WHO_B, 1);
	check(s, "update@a", 2);
	check(s, "update@b", 1);
	check(s, "update", 2);
	assert_int_equal(metric_parse(s, "update", &m, &e), 6);
	assert_true(metric_now(s, &m, 1) == 1);
	assert_int_equal(m.who, -1);
	assert_int_equal(metric_parse(s, "worst[5-].pos", &m, &e), 0);
	small_session_free(s);
}

/* The trace says what was: at its last row, what is. */
static void test_past(void **state)
{
	static const char *const kept[] = { "update", "queries", "responses", "rewarded", "allwrong", "allright",
					    "offsupport", "discovery", "hits[2]", "likelihood[3]", "likelihood[out]",
					    "base[1]", "err", "gradnorm", "lr" };
	static const char *const lost[] = { "token[0,1]", "lq[.1]", "tlq[.1]", "worst[0]", "worst[0].now",
					    "worst[0].pos", "entropy[0]", "kl[0]", "kl", "end", "offsupport[0]",
					    "discovery[all]", "allwrong[0]", "allright[out]", "learned",
					    "forgot[1]", "stalled", "stalled[out]", "reach[0]" };
	struct session *s = small_session();
	struct metric_ref m;

	(void)state;
	small_session_step(s, WHO_A, 7);
	for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
		assert_int_equal(metric_parse(s, kept[i], &m, NULL), strlen(kept[i]));
		assert_true(metric_kept(&m));
		assert_true(metric_past(s, &m, 0, 7) == metric_now(s, &m, 0));
		assert_true(isnan(metric_past(s, &m, 1, 0))); /* no trainer B */
	}
	for (size_t i = 0; i < sizeof lost / sizeof lost[0]; i++) {
		assert_int_equal(metric_parse(s, lost[i], &m, NULL), strlen(lost[i]));
		assert_false(metric_kept(&m));
		assert_true(isnan(metric_past(s, &m, 0, 7)));
	}
	metric_parse(s, "update", &m, NULL);
	assert_true(metric_past(s, &m, 0, 3) == 3);
	metric_parse(s, "rewarded", &m, NULL);
	assert_true(isnan(metric_past(s, &m, 0, 0)));
	small_session_free(s);
}

/* All rows at once are the rows one by one. */
static void test_history(void **state)
{
	static const char *const metrics[] = { "rewarded", "likelihood[3]", "likelihood[in]", "hits[worst]", "queries@b" };
	struct session *s = small_session();
	struct metric_ref m;
	double v[8];

	(void)state;
	session_start_trainer(s, 1);
	small_session_step(s, WHO_AB, 7);
	for (size_t i = 0; i < sizeof metrics / sizeof metrics[0]; i++) {
		assert_int_equal(metric_parse(s, metrics[i], &m, NULL), strlen(metrics[i]));
		metric_history(s, &m, 0, v);
		for (size_t row = 0; row < 8; row++) {
			double one = metric_past(s, &m, 0, row);
			assert_true(v[row] == one || (isnan(v[row]) && isnan(one)));
		}
		assert_true(v[7] == metric_now(s, &m, 0));
	}
	small_session_free(s);
}

/* A reference outlives its task. */
static void test_stale(void **state)
{
	struct session *s = small_session();
	struct metric_ref prompt, token;
	struct err e = { "" };

	(void)state;
	metric_parse(s, "likelihood[3]", &prompt, NULL);
	metric_parse(s, "token[0,3]", &token, NULL);
	assert_true(setting_store(setting_find("prompts", NULL), &s->config, 0, "2", &e));
	assert_true(setting_store(setting_find("d", NULL), &s->config, 0, "2", &e));
	assert_true(setting_store(setting_find("N", NULL), &s->config, 0, "2", &e));
	assert_true(session_new_task(s, NULL, &e));
	assert_true(isnan(metric_now(s, &prompt, 0)));
	assert_true(isnan(metric_now(s, &token, 0)));
	small_session_free(s);
}

/* A generator: quantiles over its test prompts; w = 0 makes all of them k^-N and 1/k. */
static void test_generator(void **state)
{
	static const char *const settings[][2] = { { "task", "mixture" }, { "k", "3" }, { "N", "4" }, { "d", "5" },
						   { "test.size", "20" }, { "batch", "64" }, { "lr", ".5" } };
	struct session *s = small_session();
	struct err e = { "" };
	double *lp = xcalloc(20, sizeof *lp);

	(void)state;
	for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++)
		assert_true(setting_store(setting_find(settings[i][0], NULL), &s->config, 0, settings[i][1], &e));
	assert_true(session_new_task(s, NULL, &e));
	check(s, "lq[.1]", 1 / 81.0);
	check(s, "tlq[.5]", 1 / 3.0);
	check(s, "err", 80 / 81.0);
	small_session_step(s, WHO_A, 30);
	trainer_logliks(s->run[0].trainer, s->base.test, 20, lp);
	for (int i = 1; i < 20; i++)
		lp[0] = fmin(lp[0], lp[i]);
	check(s, "lq[0]", exp(lp[0]));
	check(s, "lq[0].base", 1 / 81.0);
	assert_true(now(s, "tlq[0]") >= now(s, "lq[0]"));
	check(s, "err", 80 / 81.0); /* test.every is 50 */
	free(lp);
	small_session_free(s);
}

static void test_errors(void **state)
{
	static const char *const bad[][2] = {
		{ "likelihood[9]", "likelihood[9]: prompts are x0 to x3, got 9" },
		{ "likelihood[0-9]", "likelihood[0-9]: prompts are x0 to x3, got 9" },
		{ "p[-1]", "p[-1]: prompts are x0 to x3: give a number, a range such as 0-2, a list such as 0,3, or in, "
			   "out, all, worst; got \"-1\"." },
		{ "likelihod[0]", "unknown metric \"likelihod\". did you mean: likelihood?" },
		{ "Queries", "unknown metric \"Queries\". did you mean: queries?" },
		{ "likelihood", "likelihood needs a prompt: likelihood[0]" },
		{ "likelihood >1", "likelihood needs a prompt: likelihood[0]" },
		{ "likelihood[]", "likelihood[]: likelihood needs a prompt: likelihood[0]" },
		{ "discovery[]", "discovery[]: discovery takes a prompt: discovery[0]" },
		{ "entropy[]", "entropy[]: entropy takes a prompt: entropy[0]" },
		{ "allwrong[9]", "allwrong[9]: prompts are x0 to x3, got 9" },
		{ "token", "token needs a prompt and a position: token[0,1]" },
		{ "token[1]", "token[1]: token needs a prompt and a position: token[0,1]" },
		{ "token[0,4]", "token[0,4]: positions are t1 to t3, got \"4\"" },
		{ "token[0,0]", "token[0,0]: positions are t1 to t3, got \"0\"" },
		{ "token[0,]", "token[0,]: positions are t1 to t3, got \"\"" },
		{ "token[7,1]", "token[7,1]: prompts are x0 to x3, got 7" },
		{ "lq", "lq needs a share of the prompts: lq[.1]" },
		{ "lq[2]", "lq[2]: eps is a share of the prompts, 0 to 1, got \"2\"" },
		{ "lq[nan]", "lq[nan]: eps is a share of the prompts, 0 to 1, got \"nan\"" },
		{ "lq[1e999]", "lq[1e999]: eps is a share of the prompts, 0 to 1, got \"1e999\"" },
		{ "queries[0]", "queries[0]: queries takes no index" },
		{ "likelihood[0", "likelihood[0: the bracket is not closed" },
		{ "likelihood[0].pos", "likelihood has no fields, got .pos" },
		{ "worst[0].position", "worst has the fields .pos and .now, got .position" },
		{ "lq[.1].now", "lq has the fields .base, got .now" },
		{ "queries@c", "a metric is of trainer @a or @b, got \"@c\"" },
		{ "queries@ab", "a metric is of trainer @a or @b, got \"@ab\"" },
		{ "queries@", "a metric is of trainer @a or @b, got \"@\"" },
		{ ">=5", "expected a metric, such as queries or likelihood[0], got \">=5\"" },
		{ "", "expected a metric, such as queries or likelihood[0]" },
		{ "\xff\xfe", "expected a metric, such as queries or likelihood[0], got \"??\"" },
		{ "likelihood[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]",
		  "an index has at most 31 characters, got likelihood[0,0,0,0,0,0,0,0,0,0,0,0,0,0,~" },
	};
	struct session *s = small_session();

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct metric_ref m;
		struct err e = { "" };
		assert_int_equal(metric_parse(s, bad[i][0], &m, &e), 0);
		assert_string_equal(e.text, bad[i][1]);
		assert_int_equal(metric_parse(s, bad[i][0], &m, NULL), 0);
	}
	small_session_free(s);
}

/* A name that is near no other: all are listed. */
static void test_unknown(void **state)
{
	struct session *s = small_session();
	struct str expected = { 0 };
	struct metric_ref m;
	struct err e = { "" };

	(void)state;
	str_add(&expected, "unknown metric \"xyzzy\". metrics are");
	for (int i = 0; i < metric_count; i++)
		str_addf(&expected, " %s", metric_table[i].name);
	assert_int_equal(metric_parse(s, "xyzzy", &m, &e), 0);
	assert_string_equal(e.text, str_text(&expected));
	str_done(&expected);
	small_session_free(s);
}

static void test_hostile(void **state)
{
	struct session *s = small_session(), *empty = session_new(s->out);
	char *text = xcalloc(100020, 1);
	struct metric_ref m;
	struct err e = { "" };

	(void)state;
	memset(text, 'q', 100000);
	assert_int_equal(metric_parse(s, text, &m, &e), 0);
	assert_non_null(strstr(e.text, "qqq~\". metrics are update"));
	memcpy(text, "likelihood[", 11);
	assert_int_equal(metric_parse(s, text, &m, &e), 0);
	assert_non_null(strstr(e.text, "the bracket is not closed"));
	text[99999] = ']';
	assert_int_equal(metric_parse(s, text, &m, &e), 0);
	assert_non_null(strstr(e.text, "an index has at most 31 characters"));
	memset(text, 'q', 100000);
	memcpy(text, "worst[0].", 9);
	assert_int_equal(metric_parse(s, text, &m, &e), 0);
	assert_non_null(strstr(e.text, "worst has the fields .pos and .now"));
	memcpy(text, "queries@", 8);
	assert_int_equal(metric_parse(s, text, &m, &e), 0);
	free(text);
	assert_int_equal(metric_parse(empty, "likelihood[0]", &m, &e), 0);
	assert_string_equal(e.text, "likelihood[0]: there are no prompts yet: preset or new makes a task");
	assert_int_equal(metric_parse(empty, "token[0,1]", &m, &e), 0);
	assert_int_equal(metric_parse(empty, "likelihood[each]", &m, &e), 0);
	assert_int_equal(metric_parse(empty, "queries", &m, &e), 7);
	assert_true(isnan(metric_now(empty, &m, 0)));
	session_free(empty);
	small_session_free(s);
}

static void test_reference(void **state)
{
	struct session *s = small_session();
	struct metric_ref m;

	(void)state;
	assert_int_equal(metric_parse(s, "worst[x2].pos@a>=1", &m, NULL), 15);
	assert_string_equal(m.text, "worst[x2].pos@a");
	assert_int_equal(m.set, SET_ONE);
	assert_int_equal(m.prompt, 2);
	assert_int_equal(m.field, 1);
	assert_int_equal(m.who, 0);
	assert_int_equal(metric_parse(s, "likelihood[out]", &m, NULL), 15);
	assert_int_equal(m.set, SET_MANY);
	assert_string_equal(m.set_text, "out");
	assert_int_equal(metric_parse(s, "token[3,2]", &m, NULL), 10);
	assert_true(m.t == 1);
	assert_int_equal(metric_parse(s, "hits[each]", &m, NULL), 10);
	assert_int_equal(m.set, SET_EACH);
	small_session_free(s);
}

static void check_print(struct session *s, const char *name, double v, const char *expected)
{
	struct metric_ref m;
	char text[40];

	metric_parse(s, name, &m, NULL);
	metric_print(&m, v, text);
	assert_string_equal(text, expected);
}

static void test_print(void **state)
{
	struct session *s = small_session();

	(void)state;
	check_print(s, "likelihood[0]", 3.6e-10, "3.6e-10");
	check_print(s, "likelihood[0]", .853, "0.853");
	check_print(s, "likelihood[0]", 0, "0");
	check_print(s, "err", -1e-17, "0");
	check_print(s, "err", NAN, "-");
	check_print(s, "queries", 10048, "10,048");
	check_print(s, "hits[all]", 1.5, "1.5");
	check_print(s, "gradnorm", .0123, "0.0123");
	check_print(s, "worst[0]", .25, "0.250");
	check_print(s, "worst[0].pos", 2, "2");
	check_print(s, "worst[0].now", 1e-5, "1.0e-05");
	check_print(s, "kl[0]", INFINITY, "inf");
	check_print(s, "queries", 1e300, "1e+300");
	small_session_free(s);
}

static void test_range(void **state)
{
	struct session *s = small_session();
	struct metric_ref m;
	double low, high;

	(void)state;
	metric_parse(s, "worst[0].pos", &m, NULL);
	metric_range(s, &m, &low, &high);
	assert_true(low == 1 && high == 3);
	metric_parse(s, "worst[0]", &m, NULL);
	metric_range(s, &m, &low, &high);
	assert_true(low == 0 && high == 1);
	metric_parse(s, "queries", &m, NULL);
	metric_range(s, &m, &low, &high);
	assert_true(low == 0 && isinf(high));
	small_session_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_update_0),
		cmocka_unit_test(test_sets),
		cmocka_unit_test(test_quantiles),
		cmocka_unit_test(test_m_auto),
		cmocka_unit_test(test_m_follows),
		cmocka_unit_test(test_m_too_many),
		cmocka_unit_test(test_weight_variance),
		cmocka_unit_test(test_wild_weights),
		cmocka_unit_test(test_tries),
		cmocka_unit_test(test_updates),
		cmocka_unit_test(test_count_off_seen),
		cmocka_unit_test(test_trainers),
		cmocka_unit_test(test_past),
		cmocka_unit_test(test_history),
		cmocka_unit_test(test_stale),
		cmocka_unit_test(test_generator),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_reference),
		cmocka_unit_test(test_print),
		cmocka_unit_test(test_range),
	};

	return cmocka_run_group_tests_name("metric", tests, NULL, NULL);
}
