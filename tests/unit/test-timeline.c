/* Time: after any walk a run is where it was, bit for bit. What is expected was recorded on the way there, in one go. */
#include "unit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "run/expr.h"
#include "run/search.h"
#include "run/travel.h"
#include "small-session.h"

enum { UPDATES = 150 };

/* ---- what a run is at one update */

struct snapshot {
	uint64_t hash, queries;
	struct report last;
	double err, *lp;
	uint32_t *hits;
	struct train_config config;
};

static void remember(const struct session *s, int who, struct snapshot *m)
{
	const struct run *r = &s->run[who];
	size_t n = (size_t)s->task->ntracked;

	*m = (struct snapshot){ .hash = state_hash(run_state(r)), .queries = run_state(r)->all.queries, .last = r->last,
			      .err = r->err, .lp = xmemdup(r->lp, n * sizeof *r->lp),
			      .hits = xmemdup(r->hits, n * sizeof *r->hits), .config = *run_config(r) };
}

static void forget(struct snapshot *m, int n)
{
	for (int i = 0; i < n; i++) {
		free(m[i].lp);
		free(m[i].hits);
	}
}

static bool same_number(double a, double b)
{
	return a == b || (isnan(a) && isnan(b));
}

/* The run is at `update`, and everything is as it was then: state, counts of the update, measures, settings, trace. */
static void check(const struct session *s, int who, uint64_t update, const struct snapshot *m)
{
	const struct run *r = &s->run[who];
	size_t n = (size_t)s->task->ntracked, row = r->trace.rows - 1;

	assert_int_equal(run_update(r), update);
	assert_true(state_hash(run_state(r)) == m->hash);
	assert_memory_equal(&r->last, &m->last, sizeof m->last);
	assert_memory_equal(r->lp, m->lp, n * sizeof *m->lp);
	assert_memory_equal(r->hits, m->hits, n * sizeof *m->hits);
	assert_true(same_number(r->err, m->err));
	assert_memory_equal(run_config(r), &m->config, sizeof m->config);
	assert_true(trace_scalar(&r->trace, row, TRACE_UPDATE) == (double)update);
	assert_true(trace_scalar(&r->trace, row, TRACE_QUERIES) == (double)m->queries);
	assert_memory_equal(r->trace.lp + row * n, m->lp, n * sizeof *m->lp);
	assert_true(s->config.trainer[who].lr == m->config.lr && s->config.trainer[who].batch == m->config.batch);
}

static void work(struct session *s)
{
	while (session_working(s))
		assert_int_equal(session_work(s, NULL, NULL), WORK_DONE);
}

static void go(struct session *s, unsigned who, uint64_t update)
{
	struct err e;

	if (!session_goal_goto(s, who, update, &e))
		fail_msg("%s", e.text);
	work(s);
}

/* UPDATES updates with other settings on the way: learning rate, batch, and how often err is measured. */
static void train(struct session *s, struct snapshot m[UPDATES + 1])
{
	remember(s, 0, &m[0]);
	for (int i = 1; i <= UPDATES; i++) {
		if (i == 38) {
			small_session_set(s, "lr", ".3");
			free(m[i - 1].lp);
			free(m[i - 1].hits);
			remember(s, 0, &m[i - 1]); /* what holds from here on */
		}
		if (i == 70)
			small_session_set(s, "batch", "70");
		if (i == 70)
			small_session_set(s, "test.every", "5");
		if (i == 70) {
			free(m[i - 1].lp);
			free(m[i - 1].hits);
			remember(s, 0, &m[i - 1]);
		}
		small_session_step(s, WHO_A, 1);
		remember(s, 0, &m[i]);
	}
	marks_done(&s->marks); /* of discoveries */
}

/* ---- jumps */

static void jump_about(struct session *s, int jumps)
{
	struct snapshot m[UPDATES + 1];
	uint64_t random = 12345;

	train(s, m);
	check(s, 0, UPDATES, &m[UPDATES]);
	for (int i = 0; i < jumps; i++) {
		uint64_t to;
		random = random * UINT64_C(6364136223846793005) + 1442695040888963407u;
		to = (random >> 33) % (UPDATES + 1);
		go(s, WHO_A, to);
		check(s, 0, to, &m[to]);
	}
	assert_int_equal(s->marks.n, 0); /* nothing was left behind */
	forget(m, UPDATES + 1);
}

static void test_a_thousand_jumps(void **state)
{
	struct session *s = small_session();

	(void)state;
	jump_about(s, 1000);
	small_session_free(s);
}

static void test_jumps_of_a_generator(void **state)
{
	struct session *s = small_mixture();

	(void)state;
	jump_about(s, 200);
	small_session_free(s);
}

/* Steps forward through what is known, and beyond its end, are the same as ever. */
static void test_steps_retrace(void **state)
{
	struct session *s = small_session(), *straight = small_session();
	struct snapshot m[UPDATES + 1];

	(void)state;
	train(s, m);
	go(s, WHO_A, 20);
	for (int i = 21; i <= UPDATES; i++) {
		small_session_step(s, WHO_A, 1);
		check(s, 0, (uint64_t)i, &m[i]);
	}
	forget(m, UPDATES + 1);
	train(straight, m);
	go(s, WHO_A, 3);
	small_session_step(s, WHO_A, UPDATES + 17);
	small_session_step(straight, WHO_A, 20);
	assert_int_equal(run_update(&s->run[0]), UPDATES + 20);
	assert_true(state_hash(run_state(&s->run[0])) == state_hash(run_state(&straight->run[0])));
	forget(m, UPDATES + 1);
	small_session_free(s);
	small_session_free(straight);
}

/* Rows of a thinned trace: the one that is looked at is always the last, and those kept are multiples of the stride. */
static void test_thinned_trace(void **state)
{
	struct session *s = small_session();
	struct snapshot m[UPDATES + 1];
	const struct trace *t = &s->run[0].trace;

	(void)state;
	s->run[0].trace.most = 16;
	train(s, m);
	assert_int_equal(t->stride, 16);
	for (uint64_t to = UPDATES; to-- > 0;) {
		go(s, WHO_A, (to * 37) % UPDATES);
		check(s, 0, (to * 37) % UPDATES, &m[(to * 37) % UPDATES]);
		for (size_t row = 0; row + 1 < t->rows; row++)
			assert_true(trace_scalar(t, row, TRACE_UPDATE) == 16.0 * (double)row);
	}
	forget(m, UPDATES + 1);
	small_session_free(s);
}

/* ---- other futures */

static void test_change_in_the_past_branches(void **state)
{
	struct session *s = small_session();
	struct snapshot m[UPDATES + 1], other;
	struct err e;

	(void)state;
	train(s, m);
	go(s, WHO_A, 20);
	small_session_set(s, "lr", ".9");
	assert_int_equal(run_end(&s->run[0]), UPDATES); /* nothing is lost before it goes on */
	small_session_set(s, "lr", "0.1");
	small_session_step(s, WHO_A, 1);                /* as it was: no other future */
	check(s, 0, 21, &m[21]);
	assert_int_equal(s->marks.n, 0);
	small_session_set(s, "lr", ".9");
	small_session_step(s, WHO_A, 30);
	remember(s, 0, &other);
	assert_int_equal(run_end(&s->run[0]), 51);
	assert_int_equal(s->marks.n, 1);
	assert_string_equal(s->marks.list[0].name, "run1");
	assert_int_equal(s->marks.list[0].place[0].update, UPDATES);
	assert_true(session_goal_mark(s, WHO_AB, "run1", &e));
	work(s);
	check(s, 0, UPDATES, &m[UPDATES]);
	for (int i = UPDATES; i >= 0; i -= 13) { /* its past is all there, the rows of its trace too */
		go(s, WHO_A, (uint64_t)i);
		check(s, 0, (uint64_t)i, &m[i]);
	}
	assert_true(session_goal_mark(s, WHO_AB, "run2", &e));
	work(s);
	check(s, 0, 51, &other);
	assert_int_equal(s->marks.n, 2); /* going to and fro makes no more of them */
	forget(m, UPDATES + 1);
	forget(&other, 1);
	small_session_free(s);
}

/* Settings that are no trainer's do not change with the line: behind its end those of now hold, whatever held before. */
static void test_settings_of_all_hold_behind_the_end(void **state)
{
	struct session *s = small_session(), *straight = small_session();
	char name[MARK_NAME];
	struct err e;

	(void)state;
	small_session_step(s, WHO_A, 10);
	small_session_step(straight, WHO_A, 10);
	assert_true(session_park(s, WHO_A, name));
	session_start_trainer(s, 0);
	small_session_set(s, "alpha", ".2");
	small_session_set(straight, "alpha", ".2");
	assert_true(session_goal_mark(s, WHO_AB, name, &e));
	work(s);
	small_session_step(s, WHO_A, 3);
	small_session_step(straight, WHO_A, 3);
	assert_true(run_config(&s->run[0])->log_alpha == run_config(&straight->run[0])->log_alpha);
	assert_true(state_hash(run_state(&s->run[0])) == state_hash(run_state(&straight->run[0])));
	go(s, WHO_A, 4);
	small_session_step(s, WHO_A, 9); /* those updates are what they were */
	assert_true(state_hash(run_state(&s->run[0])) == state_hash(run_state(&straight->run[0])));
	small_session_free(s);
	small_session_free(straight);
}

/* A common past is one: to a mark in it no line is left. */
static void test_mark_in_common_past(void **state)
{
	struct session *s = small_session();
	struct snapshot m[UPDATES + 1];
	struct err e;

	(void)state;
	train(s, m);
	go(s, WHO_A, 10);
	assert_true(session_mark(s, WHO_A, "early"));
	go(s, WHO_A, 30);
	small_session_set(s, "lr", ".9");
	small_session_step(s, WHO_A, 5);
	assert_true(session_goal_mark(s, WHO_AB, "early", &e));
	work(s);
	check(s, 0, 10, &m[10]);
	assert_int_equal(run_end(&s->run[0]), 35);
	assert_string_equal(session_mark_near(s, 0, -1) ? session_mark_near(s, 0, -1) : "", "");
	assert_null(session_mark_near(s, 0, 1)); /* run1 lies on another line */
	go(s, WHO_A, 11);
	assert_string_equal(session_mark_near(s, 0, -1), "early");
	forget(m, UPDATES + 1);
	small_session_free(s);
}

static void go_to_mark(struct session *s, const char *name)
{
	struct err e;

	if (!session_goal_mark(s, WHO_AB, name, &e))
		fail_msg("%s", e.text);
	work(s);
}

/* A mark brings back how the trainer would have gone on, also where its line has gone on otherwise, and also at update 0. */
static void test_mark_brings_settings(void **state)
{
	struct session *s = small_session(), *straight = small_session();
	char name[MARK_NAME];

	(void)state;
	assert_true(session_mark(s, WHO_A, "start"));
	small_session_step(s, WHO_A, 3);
	assert_true(session_mark(s, WHO_A, "here"));
	small_session_set(s, "lr", ".9");
	small_session_step(s, WHO_A, 4);
	go_to_mark(s, "here");
	assert_true(s->config.trainer[0].lr == 0.1);
	small_session_step(s, WHO_A, 4);
	small_session_step(straight, WHO_A, 7);
	assert_true(state_hash(run_state(&s->run[0])) == state_hash(run_state(&straight->run[0])));
	small_session_set(s, "reward", "process");
	session_set_seed(s, 5, name);
	small_session_step(s, WHO_A, 2);
	go_to_mark(s, "start");
	assert_int_equal(s->config.seed, 1);
	small_session_step(s, WHO_A, 3); /* then it would go on as it once did: with lr .9 */
	session_start_trainer(straight, 0);
	small_session_step(straight, WHO_A, 3);
	assert_true(state_hash(run_state(&s->run[0])) == state_hash(run_state(&straight->run[0])));
	small_session_free(s);
	small_session_free(straight);
}

/* Settings that are no trainer's stay where a mark leads to another line, and hold from its end on: as in a session that
 * has set them there. */
static void test_settings_of_nobody_hold_at_the_end(void **state)
{
	struct session *s = small_session(), *straight = small_session();
	struct err e;

	(void)state;
	small_session_step(s, WHO_A, 5);
	go(s, WHO_A, 2);
	small_session_set(s, "lr", ".9");
	small_session_step(s, WHO_A, 1);
	small_session_set(s, "count.off", "seen");
	small_session_step(s, WHO_A, 1);
	assert_true(session_goal_mark(s, WHO_AB, "run1", &e));
	work(s);
	assert_int_equal(run_update(&s->run[0]), 5);
	small_session_step(s, WHO_A, 1);

	small_session_step(straight, WHO_A, 5);
	small_session_set(straight, "count.off", "seen");
	assert_true(state_hash(run_state(&s->run[0])) != state_hash(run_state(&straight->run[0])));
	small_session_step(straight, WHO_A, 1);
	assert_true(state_hash(run_state(&s->run[0])) == state_hash(run_state(&straight->run[0])));
	go(s, WHO_A, 1);
	go(s, WHO_A, 6);
	assert_true(state_hash(run_state(&s->run[0])) == state_hash(run_state(&straight->run[0])));
	small_session_free(s);
	small_session_free(straight);
}

/* Also a setting that no update asks for is again what it was: eps is read by behavior eps alone. */
static void test_idle_settings_return(void **state)
{
	struct session *s = small_session();
	const struct trainer_config *now = &s->config.trainer[0];

	(void)state;
	small_session_step(s, WHO_A, 5);
	small_session_set(s, "behavior.eps", ".4");
	small_session_step(s, WHO_A, 1);
	go(s, WHO_A, 2);
	assert_true(now->behavior_eps == .1); /* the default */
	go(s, WHO_A, 5);
	assert_true(now->behavior_eps == .4);
	small_session_step(s, WHO_A, 3);
	assert_true(now->behavior_eps == .4);
	assert_null(marks_find(&s->marks, "run1")); /* no other future */
	small_session_free(s);
}

/* What one leaves by starting anew. */
static void test_seed_and_reset_leave_marks(void **state)
{
	struct session *s = small_session();
	struct snapshot m[UPDATES + 1];
	char name[MARK_NAME];
	struct err e;

	(void)state;
	assert_false(session_park(s, WHO_A, name));
	train(s, m);
	session_set_seed(s, 77, name);
	assert_string_equal(name, "run1");
	small_session_step(s, WHO_A, 4);
	assert_true(session_goal_mark(s, WHO_AB, "run1", &e));
	work(s);
	assert_int_equal(s->config.seed, 1); /* the default: that of its coins */
	check(s, 0, UPDATES, &m[UPDATES]);
	assert_true(session_park(s, WHO_A, name));
	assert_string_equal(name, "run1"); /* it has its mark already */
	session_start_trainer(s, 0);
	assert_int_equal(run_update(&s->run[0]), 0);
	forget(m, UPDATES + 1);
	small_session_free(s);
}

/* Nothing was trained there, but a mark leads back to it. */
static void test_mark_at_the_base_outlives_its_run(void **state)
{
	struct session *s = small_session();
	char name[MARK_NAME];
	struct snapshot base;
	struct err e;

	(void)state;
	remember(s, 0, &base);
	assert_true(session_mark(s, WHO_A, "base"));
	session_set_seed(s, 77, name);
	assert_string_equal(name, "");
	small_session_step(s, WHO_A, 3);
	assert_true(session_goal_mark(s, WHO_AB, "base", &e));
	work(s);
	check(s, 0, 0, &base);
	small_session_step(s, WHO_A, 3);
	assert_int_equal(s->run[0].trace.rows, 4);
	forget(&base, 1);
	small_session_free(s);
}

static void test_fork(void **state)
{
	struct session *s = small_session();
	struct snapshot m[UPDATES + 1];
	char name[MARK_NAME];
	struct err e;

	(void)state;
	train(s, m);
	go(s, WHO_A, 41);
	assert_true(session_goal_fork(s, 0, name, &e));
	assert_string_equal(name, "");
	work(s);
	check(s, 0, 41, &m[41]);
	check(s, 1, 41, &m[41]);
	small_session_step(s, WHO_AB, 20);
	check(s, 0, 61, &m[61]);
	check(s, 1, 61, &m[61]);
	go(s, WHO_B, 5);
	check(s, 1, 5, &m[5]);
	forget(m, UPDATES + 1);
	small_session_free(s);
}

/* ---- where something held */

static struct expr *condition(const struct session *s, const char *text)
{
	struct err e;
	struct expr *x = expr_parse(s, text, &e);

	if (!x)
		fail_msg("%s", e.text);
	return x;
}

static void test_search_finds_the_latest(void **state)
{
	static const char *const texts[] = { "hits[1]==0", "rewarded>=60", "likelihood[0]<.3 && update>2", "lr==.1",
					     "offsupport", "update==0", "update==64" };
	struct session *s = small_session();
	struct snapshot m[UPDATES + 1];
	bool held[sizeof texts / sizeof texts[0]][UPDATES + 1];
	struct err e;

	(void)state;
	train(s, m);
	for (size_t c = 0; c < sizeof texts / sizeof texts[0]; c++) {
		struct expr *x = condition(s, texts[c]);
		for (int i = 0; i <= UPDATES; i++) {
			go(s, WHO_A, (uint64_t)i);
			held[c][i] = expr_true(s, x, 0);
		}
		expr_free(x);
	}
	for (size_t c = 0; c < sizeof texts / sizeof texts[0]; c++)
		for (int from = UPDATES; from > 0; from -= 7) {
			int wanted = from - 1;
			while (wanted >= 0 && !held[c][wanted])
				wanted--;
			if (wanted < 0) /* then it stays */
				wanted = from;
			go(s, WHO_A, (uint64_t)from);
			assert_true(session_goal_search(s, WHO_A, condition(s, texts[c]), 0, &e));
			work(s);
			check(s, 0, (uint64_t)wanted, &m[wanted]);
		}
	go(s, WHO_A, 0);
	assert_false(session_goal_search(s, WHO_A, condition(s, "update==0"), 0, &e));
	assert_string_equal(e.text, "there is nothing before update 0");
	forget(m, UPDATES + 1);
	small_session_free(s);
}

/* What an update counted of a prompt is not known at a keyframe, but what has changed behind it is found all the same. */
static void test_search_finds_changes(void **state)
{
	static const char *const texts[] = { "allright[0] changed", "allwrong[3] changed && hits[3]>0",
					     "learned changed || forgot changed", "gradnorm<.1 && gradnorm changed" };
	struct session *s = small_session();
	bool held[sizeof texts / sizeof texts[0]][101] = { { false } };
	struct err e;

	(void)state;
	small_session_set(s, "batch", "9");
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct expr *x = condition(s, texts[i]);
		go(s, WHO_A, 0);
		expr_note(s, x, 0);
		for (int update = 1; update <= 100; update++) {
			small_session_step(s, WHO_A, 1);
			held[i][update] = expr_true(s, x, 0);
			expr_note(s, x, 0);
		}
		expr_free(x);
	}
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		for (uint64_t from = 1; from <= 100; from++) {
			uint64_t wanted = from - 1;
			while (wanted > 0 && !held[i][wanted])
				wanted--;
			go(s, WHO_A, from);
			assert_true(session_goal_search(s, WHO_A, condition(s, texts[i]), 0, &e));
			work(s);
			assert_int_equal(run_update(&s->run[0]), wanted > 0 ? wanted : from);
		}
	small_session_free(s);
}

static void test_goto_queries(void **state)
{
	struct session *s = small_session();
	struct snapshot m[UPDATES + 1];
	struct err e;

	(void)state;
	train(s, m);
	for (uint64_t q = 1; q < m[UPDATES].queries; q += 501) {
		int wanted = 0;
		while (m[wanted].queries < q)
			wanted++;
		assert_true(session_goal_queries(s, WHO_A, q, &e));
		work(s);
		check(s, 0, (uint64_t)wanted, &m[wanted]);
	}
	assert_true(session_goal_queries(s, WHO_A, m[UPDATES].queries + 1, &e)); /* it trains on */
	work(s);
	assert_int_equal(run_update(&s->run[0]), UPDATES + 1);
	forget(m, UPDATES + 1);
	small_session_free(s);
}

/* What is asked behind the end counts, not what is asked where one is: to the teacher's end there is no way to more. */
static void test_a_teacher_ahead_asks_nothing(void **state)
{
	struct session *s = small_session();
	struct err e;

	(void)state;
	small_session_set(s, "budget", "5000");
	small_session_step(s, WHO_A, 10);
	small_session_set(s, "behavior", "teacher");
	small_session_step(s, WHO_A, 5);
	go(s, WHO_A, 4);
	assert_ptr_equal(run_config(&s->run[0])->behave, &behave_onpolicy);
	assert_false(session_goal_queries(s, WHO_A, 10 * 96 + 1, &e));
	assert_false(session_goal_continue(s, WHO_A, NULL, true, &e));
	assert_true(session_goal_queries(s, WHO_A, 10 * 96, &e));
	work(s);
	assert_int_equal(run_update(&s->run[0]), 10);
	go(s, WHO_A, 4);
	small_session_set(s, "budget", "600");
	assert_true(session_goal_continue(s, WHO_A, NULL, true, &e));
	work(s);
	assert_int_equal(run_update(&s->run[0]), 7);
	small_session_set(s, "budget", "5000");
	small_session_set(s, "lr", ".7"); /* another future, without the teacher */
	assert_true(session_goal_continue(s, WHO_A, NULL, true, &e));
	session_drop_goal(s);
	small_session_free(s);
}

/* ---- interruptions */

static bool few(void *self)
{
	int *left = self;

	return (*left)-- > 0;
}

/* Whoever stops on the way is at a place of the way, from where everything can be reached. */
static void test_stopped_on_the_way(void **state)
{
	struct session *s = small_session();
	struct snapshot m[UPDATES + 1];
	int left = 50; /* enough for more than one update, not for 31 */
	struct patience patience = { few, &left };
	struct err e;
	uint64_t at;

	(void)state;
	train(s, m);
	assert_true(session_goal_goto(s, WHO_A, 95, &e));
	assert_int_equal(session_work(s, NULL, &patience), WORK_STOPPED);
	at = run_update(&s->run[0]);
	assert_true(at >= 64 && at < 95);
	check(s, 0, at, &m[at]);
	go(s, WHO_A, UPDATES);
	check(s, 0, UPDATES, &m[UPDATES]);
	forget(m, UPDATES + 1);
	small_session_free(s);
}

/* ---- keyframes */

static struct state *state_at(size_t nparam, uint64_t update)
{
	struct state *s = state_new(nparam, nparam, 1);

	s->update = update;
	return s;
}

/* Work that is none of the trainer's leaves its update in progress, and what is known of that. */
static void test_stopped_work_beside_an_update(void **state)
{
	struct session *s = small_session();
	int left = 0;
	struct patience patience = { few, &left };
	struct err e;

	(void)state;
	assert_true(session_goal_phase(s, 0, &e));
	work(s);
	assert_true(s->begun[0]);
	assert_true(session_goal_pretrain(s, 10, &e));
	assert_int_equal(session_work(s, NULL, &patience), WORK_STOPPED);
	assert_int_equal(trainer_phase(s->run[0].trainer), PHASE_REWARD);
	assert_true(s->begun[0]);
	small_session_free(s);
}

/* No update is no work. */
static void test_no_step(void **state)
{
	struct session *s = small_session();

	(void)state;
	small_session_step(s, WHO_A, 0);
	assert_int_equal(run_update(&s->run[0]), 0);
	small_session_free(s);
}

/* 24 MiB of keyframes at most: blocks of 1 MiB. The strides double as they must, and every keyframe is found. */
static void test_keyframes_thin(void **state)
{
	struct span first = { .test_every = 1 };
	struct timeline *t = timeline_new(1, 1, &first);

	(void)state;
	for (uint64_t update = 1; update <= 32 * 100; update++) {
		struct state *s = state_at((1 << 20) / 24, update);
		timeline_keep(t, s, 0.0, 0);
		free(s);
	}
	assert_int_equal(t->stride, 32 * 8); /* 100 / 24 */
	assert_int_equal(t->nkey, 100 / 8);
	assert_null(timeline_key(t, 255));
	assert_int_equal(timeline_key(t, 256)->update, 256);
	assert_int_equal(timeline_key(t, 3199)->update, 3072);
	timeline_drop(t);
}

static void test_agreement(void **state)
{
	struct span first = { .test_every = 1, .config.lr = 1.0 }, later = { .from = 10, .test_every = 1, .config.lr = 2.0 };
	struct timeline *a = timeline_new(1, 1, &first), *b;

	(void)state;
	a->end = 20;
	b = timeline_fork(a, 2, 15);
	timeline_set(a, &later);
	b->end = 20;
	assert_true(timeline_agree(a, b, 10)); /* update 10 was made before the change */
	assert_false(timeline_agree(a, b, 11));
	timeline_set(b, &later);
	assert_true(timeline_agree(a, b, 20));
	assert_false(timeline_agree(a, b, 21)); /* not there */
	b->seed = 2;
	assert_false(timeline_agree(a, b, 1));
	timeline_drop(a);
	timeline_drop(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_thousand_jumps),
		cmocka_unit_test(test_jumps_of_a_generator),
		cmocka_unit_test(test_steps_retrace),
		cmocka_unit_test(test_thinned_trace),
		cmocka_unit_test(test_change_in_the_past_branches),
		cmocka_unit_test(test_settings_of_all_hold_behind_the_end),
		cmocka_unit_test(test_mark_in_common_past),
		cmocka_unit_test(test_mark_brings_settings),
		cmocka_unit_test(test_settings_of_nobody_hold_at_the_end),
		cmocka_unit_test(test_idle_settings_return),
		cmocka_unit_test(test_seed_and_reset_leave_marks),
		cmocka_unit_test(test_mark_at_the_base_outlives_its_run),
		cmocka_unit_test(test_fork),
		cmocka_unit_test(test_search_finds_the_latest),
		cmocka_unit_test(test_search_finds_changes),
		cmocka_unit_test(test_goto_queries),
		cmocka_unit_test(test_a_teacher_ahead_asks_nothing),
		cmocka_unit_test(test_stopped_on_the_way),
		cmocka_unit_test(test_stopped_work_beside_an_update),
		cmocka_unit_test(test_no_step),
		cmocka_unit_test(test_keyframes_thin),
		cmocka_unit_test(test_agreement),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
