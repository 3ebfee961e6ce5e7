/* Scales: their terms from the session of small-session.h, whose quantiles and margin are known in closed form, and
 * what is measured beside them. */
#include "run/scales.h"

#include <math.h>
#include <string.h>

#include "run/frame.h"
#include "run/margin-job.h"
#include "small-session.h"
#include "unit.h"

/* With p_i and q_s the margins of prompt i and state s between a and b, and R^2 = 2:
 *     x0 aaa, x3 aaa: p >= 1, p + q_a >= 1        x1 bbb: -p1 >= 1, -(p1 + q_b) >= 1
 *     x2 aba: p2 >= 1, -(p2 + q_a) >= 1, p2 + q_b >= 1
 * x2 asks for q_a <= -2 at p2 = 1, then x0 and x3 for p = 3, x1 for p1 = -1, q_b = 0: 2 |w|^2 = 9 + 9 + 1 + 1 + 4 = 24
 * and gamma = 1 / (|w| R). */
static const double gamma2 = 1 / 24.0;

static void near(double got, double want)
{
	assert_true(fabs(got - want) <= 1e-12 * fmax(1.0, fabs(want)));
}

static void find_margin(struct session *s, int sample)
{
	struct margin_job j;

	assert_true(margin_job_init(&j, s, sample, NULL));
	while (margin_work(j.margin))
		continue;
	margin_job_keep(&j, s);
	margin_job_done(&j);
}

static void test_margin(void **state)
{
	struct session *s = small_session();
	struct margin_job j;
	struct err e;

	(void)state;
	assert_true(isnan(scales_log_gamma(s)));
	assert_true(margin_job_init(&j, s, 0, NULL));
	margin_job_keep(&j, s); /* stopped before it knew anything */
	margin_job_done(&j);
	assert_true(isnan(scales_log_gamma(s)));
	find_margin(s, 0);
	assert_int_equal(s->margin.verdict, MARGIN_FOUND);
	assert_int_equal(s->margin.prompts, 4);
	assert_true(s->margin.lower * s->margin.lower <= gamma2 && s->margin.upper * s->margin.upper >= gamma2);
	assert_true(s->margin.upper <= 1.01 * s->margin.lower);
	assert_true(scales_log_gamma(s) == log(s->margin.lower));
	find_margin(s, 2);
	assert_int_equal(s->margin.prompts, 4); /* fewer prompts do not take its place */
	s->margin = (struct margin_report){ 0 };
	find_margin(s, 2);
	assert_int_equal(s->margin.verdict, MARGIN_OPEN); /* nor do they stand for all */
	if (!session_new_task(s, NULL, &e))
		fail_msg("%s", e.text);
	assert_true(isnan(scales_log_gamma(s)));
	small_session_free(s);
}

/* A generator's: as many drawn prompts as were asked for, the test prompts first; by default no more than those. */
static void test_drawn(void **state)
{
	struct session *s = small_session();
	struct margin_job j;
	struct err e;

	(void)state;
	small_session_set(s, "test.size", "40");
	s->config.kind = 1;
	assert_string_equal(task_types[1]->name, "mixture");
	if (!session_new_task(s, NULL, &e))
		fail_msg("%s", e.text);
	assert_true(margin_job_init(&j, s, 0, NULL));
	assert_int_equal(j.n, 40);
	margin_job_done(&j);
	assert_true(margin_job_init(&j, s, 60, NULL));
	assert_int_equal(j.n, 60);
	for (int i = 0; i < 40; i++) {
		assert_memory_equal(j.prompt[i].x, s->base.test[i].x, (size_t)s->task->d * sizeof(double));
		assert_memory_equal(j.prompt[i].ystar, s->base.test[i].ystar, (size_t)s->task->N);
	}
	assert_true(j.prompt[59].x[0] != j.prompt[0].x[0]);
	while (margin_work(j.margin))
		continue;
	assert_int_equal(margin_report(j.margin).verdict, MARGIN_FOUND);
	margin_job_done(&j);
	small_session_free(s);
}

/* Likelihoods 27/64, 1/8, 1/8, 1/64, worst tokens .75, .5, .5, .25, each a quarter of the weight. */
static void test_terms(void **state)
{
	struct session *s = small_session();
	struct scales c;

	(void)state;
	find_margin(s, 0);
	scales_collect(s, 0, .3, &c);
	assert_int_equal(c.n, 4);
	assert_int_equal(c.terms.k, 2);
	assert_int_equal(c.terms.N, 3);
	near(c.terms.log_eps, log(.3));
	near(c.terms.log_lq, log(1 / 8.0));
	near(c.terms.log_tlq, log(.5));
	near(c.terms.log_gamma, log(s->margin.lower));
	scales_collect(s, 0, .2, &c);
	near(c.terms.log_lq, log(1 / 64.0));
	near(c.terms.log_tlq, log(.25));
	/* err of the base: 1 - (27 + 8 + 8 + 1) / 256 */
	near(c.err, 1 - 44 / 256.0);
	assert_true(isnan(c.rounds_at) && isnan(c.queries_at) && isnan(c.first_hit) && isnan(c.mistakes));
	assert_true(c.rounds == 0 && c.queries == 0 && c.hits == 0 && c.pretrain_rounds == 0);
	scales_collect(s, 0, .9, &c); /* the base is there already */
	assert_true(c.rounds_at == 0 && c.queries_at == 0);
	small_session_free(s);
}

/* Outcome rewards ask once a response, 96 an update. */
static void test_measured(void **state)
{
	struct session *s = small_session();
	const struct trace *t = &s->run[0].trace;
	struct scales c;
	size_t row = 0;

	(void)state;
	find_margin(s, 0);
	small_session_set(s, "lr", "1");
	small_session_step(s, WHO_A, 60);
	scales_collect(s, 0, .5, &c);
	while (row < t->rows && !(trace_scalar(t, row, TRACE_ERR) <= .5))
		row++;
	assert_in_range(row, 1, t->rows - 1);
	assert_true(c.rounds == 60 * 96 && c.queries == 60 * 96);
	assert_true(c.queries_at == 96.0 * (double)row && c.rounds_at == c.queries_at);
	assert_true(c.hits == (double)run_state(&s->run[0])->all.rewarded && c.hits > 0);
	assert_true(c.first_hit >= 1 && c.first_hit <= 96 * 60);
	assert_true(c.err == s->run[0].err);
	s->online = (struct online_result){ .rounds = 10, .expected = 2.5 };
	s->base.pairs = 28;
	scales_collect(s, 0, .5, &c);
	assert_true(c.mistakes == 2.5 && c.pretrain_rounds == 28);
	for (int i = 0; i < scale_count; i++) {
		const double now[] = { c.rounds, c.queries, c.mistakes, c.pretrain_rounds };
		const double then[] = { c.rounds_at, c.queries_at, NAN, NAN };
		enum scale_of of = scale_table[i].of;
		assert_true(scale_measured(&scale_table[i], &c, false) == now[of]);
		assert_true(isnan(then[of]) ? isnan(scale_measured(&scale_table[i], &c, true)) :
					      scale_measured(&scale_table[i], &c, true) == then[of]);
	}
	small_session_free(s);
}

/* Whose scale of queries is whose. */
static void test_whose(void **state)
{
	static const struct {
		const struct reward_type *reward;
		const struct behave_type *behave;
		double (*want)(const struct bound_terms *b); /* NULL: none */
		bool least;
	} cases[] = {
		{ &reward_outcome, &behave_onpolicy, bound_least_queries, true },
		{ &reward_outcome, &behave_uniform, bound_least_queries, true },
		{ &reward_outcome, &behave_mixture, bound_mixture, false },
		{ &reward_outcome, &behave_alg1, bound_algorithm1, false },
		{ &reward_process, &behave_alg2, bound_algorithm2, false },
		{ &reward_process, &behave_onpolicy, NULL, false },
		{ &reward_process, &behave_mixture, NULL, false },
		{ &reward_outcome, &behave_teacher, NULL, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct train_config c = { .reward = cases[i].reward, .behave = cases[i].behave };
		const struct scale *row = scale_of_trainer(&c, SCALE_QUERIES);
		assert_int_equal(row != NULL, cases[i].want != NULL);
		if (!row)
			continue;
		assert_int_equal(row->of, SCALE_QUERIES);
		assert_true(row->log_scale == cases[i].want);
		assert_int_equal(row->least, cases[i].least);
	}
}

/* The frame has them once the margin is known, and follows the base model and eps. */
static void test_frame(void **state)
{
	struct session *s = small_session();
	const struct frame *f = frame_build(s, 0, FRAME_STATUS | FRAME_SCALES);
	double w[4 * 2 + 2 * 2] = { 0 };

	(void)state;
	assert_false(f->scales);
	find_margin(s, 0);
	assert_false(frame_build(s, 0, FRAME_STATUS)->scales); /* not asked for */
	f = frame_build(s, 0, FRAME_STATUS | FRAME_SCALES);
	assert_true(f->scales);
	near(f->eps, .1);
	near(f->log_lq, log(1 / 64.0));
	near(f->trainer[0].log_scale, log(8) - 2 * log(s->margin.lower)); /* k^N, less than 1/LQ */
	small_session_set(s, "eps", ".3");
	f = frame_build(s, 0, FRAME_STATUS | FRAME_SCALES);
	near(f->log_lq, log(1 / 8.0));
	small_session_set(s, "reward", "process");
	assert_true(isnan(frame_build(s, 0, FRAME_STATUS | FRAME_SCALES)->trainer[0].log_scale));
	session_set_base(s, w); /* uniform: k^-N */
	near(frame_build(s, 0, FRAME_STATUS | FRAME_SCALES)->log_lq, -3 * log(2));
	small_session_set(s, "eps", "0");
	assert_false(frame_build(s, 0, FRAME_STATUS | FRAME_SCALES)->scales);
	small_session_free(s);
}

/* Labelled responses: three steps on three of the four prompts, then two of five draws each, whatever the settings say
 * afterwards. */
static void test_pairs(void **state)
{
	struct session *s = small_session();
	struct scales c;

	(void)state;
	s->base.pairs = 0;
	small_session_set(s, "pretrain.batch", "0");
	small_session_set(s, "pretrain.skip", "1");
	assert_true(session_goal_pretrain(s, 3, NULL));
	assert_int_equal(session_work(s, NULL, NULL), WORK_DONE);
	small_session_set(s, "pretrain.batch", "5");
	assert_true(session_goal_pretrain(s, 2, NULL));
	assert_int_equal(session_work(s, NULL, NULL), WORK_DONE);
	small_session_set(s, "pretrain.batch", "1000");
	scales_collect(s, 0, .5, &c);
	assert_true(c.pretrain_rounds == 3 * 3 + 2 * 5);
	small_session_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_margin),
		cmocka_unit_test(test_drawn),
		cmocka_unit_test(test_terms),
		cmocka_unit_test(test_measured),
		cmocka_unit_test(test_pairs),
		cmocka_unit_test(test_whose),
		cmocka_unit_test(test_frame),
	};

	return cmocka_run_group_tests_name("scales", tests, NULL, NULL);
}
