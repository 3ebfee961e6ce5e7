/* Events on the small session: each told anew from what the run says before and after every update. */
#include "run/event.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "run/frame.h"
#include "run/metric.h"
#include "small-session.h"
#include "unit.h"

enum { PROMPTS = 4 };

static double now(struct session *s, const char *name, int prompt)
{
	char text[32];
	struct metric_ref m;
	struct err e = { "" };

	snprintf(text, sizeof text, prompt < 0 ? "%s" : "%s[%d]", name, prompt);
	if (metric_parse(s, text, &m, &e) != strlen(text))
		fail_msg("%s: %s", text, e.text);
	return metric_now(s, &m, 0);
}

/* The event `name` of each prompt, and of how many. Returns that. */
static int check(struct session *s, const char *name, const bool happened[PROMPTS])
{
	int n = 0;

	for (int i = 0; i < PROMPTS; i++) {
		if (now(s, name, i) != happened[i])
			fail_msg("%s[%d] is %g at update %g", name, i, now(s, name, i), now(s, "update", -1));
		n += happened[i];
	}
	if (now(s, name, -1) != n)
		fail_msg("%s is %g, not %d", name, now(s, name, -1), n);
	return n;
}

/* What the meter of a prompt counts in all. */
static struct tally tally_of(const struct session *s, int i)
{
	return state_tally_of(run_state(&s->run[0]))[i];
}

/* q0(y*) of x3 about 1e-18: no reward in this run. Three responses an update: x3 is often not asked about. */
static void make_x3_hopeless(struct session *s)
{
	double w[4 * 2 + 2 * 2] = { 0 };

	w[3 * 2 + 1] = log(1e6);
	session_set_base(s, w);
	small_session_set(s, "batch", "3");
	small_session_set(s, "budget", "none");
}

static void test_by_counts(void **state)
{
	struct session *s = small_session();
	struct tally before[PROMPTS], after;
	int dry[PROMPTS] = { 0 }, stalls = 0, wrongs = 0, rights = 0;

	(void)state;
	make_x3_hopeless(s);
	for (int update = 1; update <= 120; update++) {
		bool wrong[PROMPTS], right[PROMPTS], stalled[PROMPTS];
		for (int i = 0; i < PROMPTS; i++)
			before[i] = tally_of(s, i);
		small_session_step(s, WHO_A, 1);
		for (int i = 0; i < PROMPTS; i++) {
			after = tally_of(s, i);
			bool asked = after.queries > before[i].queries, paid = after.rewarded > before[i].rewarded;
			wrong[i] = asked && !paid;
			right[i] = asked && after.rewarded - before[i].rewarded == after.responses - before[i].responses;
			dry[i] = paid ? 0 : dry[i] + asked;
			stalled[i] = wrong[i] && dry[i] == 20;
			assert_int_equal(after.dry, dry[i]);
		}
		wrongs += check(s, "allwrong", wrong);
		rights += check(s, "allright", right);
		stalls += check(s, "stalled", stalled);
	}
	assert_true(wrongs > 20 && rights > 20);
	assert_true(stalls >= 1 && dry[3] > 20); /* of x3, once */
	small_session_free(s);
}

/* p crosses .9 upward, and p0/10 downward. */
static void test_by_likelihoods(void **state)
{
	struct session *s = small_session();
	int learned = 0, forgot = 0;

	(void)state;
	small_session_set(s, "lr", "1");
	for (int update = 1; update <= 60; update++) {
		double p0, p, before[PROMPTS];
		bool up[PROMPTS], down[PROMPTS];
		for (int i = 0; i < PROMPTS; i++)
			before[i] = now(s, "likelihood", i);
		small_session_step(s, WHO_A, 1);
		for (int i = 0; i < PROMPTS; i++) {
			p = now(s, "likelihood", i);
			p0 = now(s, "base", i);
			up[i] = before[i] < .9 && p >= .9;
			down[i] = before[i] >= p0 / 10 && p < p0 / 10;
		}
		learned += check(s, "learned", up);
		forgot += check(s, "forgot", down);
	}
	assert_true(learned > 0 && forgot > 0);
	small_session_free(s);
}

/* Another iterate has other likelihoods, and nothing was learned by it. */
static void test_iterate(void **state)
{
	const bool none[PROMPTS] = { false };
	struct session *s = small_session();

	(void)state;
	small_session_set(s, "lr", "1");
	small_session_step(s, WHO_A, 60);
	assert_true(now(s, "likelihood", 0) >= .9);
	small_session_set(s, "iterate", "random");
	small_session_set(s, "iterate", "last");
	check(s, "learned", none);
	check(s, "forgot", none);
	small_session_free(s);
}

static void test_no_update(void **state)
{
	static const char *const names[] = { "allwrong", "allright", "learned", "forgot", "stalled" };
	struct session *s = small_session();

	(void)state;
	for (size_t j = 0; j < sizeof names / sizeof names[0]; j++)
		for (int i = -1; i < PROMPTS; i++)
			assert_true(isnan(now(s, names[j], i)));
	assert_true(now(s, "reach", -1) == 0 && now(s, "reach", 3) == 0);
	small_session_free(s);
}

/* The longest rewarded prefix never falls; it is all or nothing of an outcome. */
static void test_reach(void **state)
{
	struct session *s = small_session();
	double most = 0, before = 0;

	(void)state;
	make_x3_hopeless(s);
	small_session_step(s, WHO_A, 100);
	assert_true(now(s, "reach", 0) == 3 && now(s, "reach", 3) == 0 && now(s, "reach", -1) == 3);
	small_session_set(s, "reward", "process");
	session_start_trainer(s, 0);
	for (int update = 0; update < 100; update++, most = 0) {
		small_session_step(s, WHO_A, 1);
		for (int i = 0; i < PROMPTS; i++)
			most = fmax(most, now(s, "reach", i));
		assert_true(now(s, "reach", -1) == most && most >= before);
		before = most;
	}
	assert_true(now(s, "reach", 0) == 3);
	small_session_free(s);
}

/* Notes of the session, one behind the other. */
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

static void expect_heard(struct heard *h, const char *text)
{
	assert_string_equal(h->text, text);
	h->text[0] = '\0';
}

/* Steps until x3 stalls, and three updates more. Batches of 96 ask about it always: at update 20. */
static void stall(struct session *s, unsigned who)
{
	int i = who & WHO_A ? 0 : 1;

	small_session_step(s, who, 19);
	assert_int_equal(s->stalled, -1);
	small_session_step(s, who, 1);
	assert_int_equal(s->stalled, 3);
	assert_int_equal(frame_build(s, i, FRAME_STATUS)->stalled, 3);
	assert_int_equal(state_tally_of(run_state(&s->run[i]))[3].dry, 20);
	small_session_step(s, who, 3);
	assert_int_equal(s->stalled, 3);
	assert_int_equal(frame_build(s, i, FRAME_STATUS)->stalled, -1); /* where it stopped says more */
}

/* Said once for each start of a trainer. 1/p0 of x3 is (1 + 1e6)^3 = 1.000003e18. */
static void test_hint(void **state)
{
	struct heard heard = { { .put = hear }, "" };
	struct session *s = small_session();

	(void)state;
	make_x3_hopeless(s);
	small_session_set(s, "batch", "96");
	s->out = &heard.out;
	stall(s, WHO_A);
	assert_int_equal(s->stalls, 1);
	expect_heard(&heard, "note: x3: no reward in 20 updates. The base model answers x3 once in 1.0e+18|"
			     "  samples. try: trainer process @b, or inspect 3|");
	small_session_step(s, WHO_A, 40);
	assert_int_equal(s->stalls, 1);
	session_start_trainer(s, 1); /* of process rewards */
	assert_int_equal(s->stalled, -1);
	stall(s, WHO_B);
	expect_heard(&heard, "note: B process: x3: no response right to its end in 20 updates. The base model|"
			     "  answers x3 once in 1.0e+18 samples. Its longest rewarded prefix has 0 of 3|"
			     "  tokens. try: inspect 3|");
	session_start_trainer(s, 0);
	stall(s, WHO_A);
	expect_heard(&heard, "note: A outcome: x3: no reward in 20 updates. The base model answers x3 once in|"
			     "  1.0e+18 samples. try: inspect 3|");
	s->in_preset = true;
	session_start_trainer(s, 0);
	stall(s, WHO_A);
	expect_heard(&heard, "");
	small_session_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_by_counts),
		cmocka_unit_test(test_by_likelihoods),
		cmocka_unit_test(test_iterate),
		cmocka_unit_test(test_no_update),
		cmocka_unit_test(test_reach),
		cmocka_unit_test(test_hint),
	};

	return cmocka_run_group_tests_name("event", tests, NULL, NULL);
}
