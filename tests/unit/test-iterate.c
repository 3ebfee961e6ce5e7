/* Iterates: what the sums in the state say, against sums that the test keeps itself, with likelihoods by dynamic
 * programming (exact.h), which share nothing with the trainer's. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/exact.h"
#include "core/pretrain.h"
#include "run/run.h"
#include "unit.h"

enum { UPDATES = 50 };
static const uint64_t seed = 20260712;
static const enum iterate iterates[] = { ITERATE_LAST, ITERATE_RANDOM, ITERATE_AVERAGE };

/* a = b but for rounding. */
static void assert_near(double a, double b, double most, const char *what)
{
	if (!(fabs(a - b) <= most))
		fail_msg("%s: %.17g is not %.17g", what, a, b);
}

static struct task *task_of(const struct task_type *type, int k, int N, int prompts)
{
	struct task_config c = { .k = k, .N = N, .d = prompts, .prompts = prompts, .sigma = .05, .seed = 3 };
	struct err e = { "" };
	struct task *t = task_new(type, &c, &e);

	if (!t)
		fail_msg("%s", e.text);
	return t;
}

/* A base model that has seen y*. The caller frees it. */
static double *base_of(const struct task *t)
{
	const struct pretrain_config c = { .optim = &optim_adagrad, .lr = .3, .batch = 16 };
	double *w = xcalloc(t->nparam, sizeof *w);
	struct err e;
	struct pretrain *p = pretrain_new(t, w, &c, 1, &e);

	for (int s = 0; s < 12; s++)
		assert_true(pretrain_step(p, NULL));
	memcpy(w, pretrain_weights(p), t->nparam * sizeof *w);
	pretrain_free(p);
	return w;
}

/* lp (ntracked) under weights w. */
static void exact_logliks(const struct task *t, const double *w, double *lp)
{
	struct chain c;

	chain_init(&c, t);
	for (int i = 0; i < t->ntracked; i++) {
		chain_load(&c, w, &t->tracked[i]);
		lp[i] = exact_loglik(&c);
	}
	chain_done(&c);
}

static struct train_config config_of(const struct optim_type *optim)
{
	return (struct train_config){ .reward = &reward_process, .optim = optim, .behave = &behave_onpolicy, .lr = .1,
				      .log_alpha = log(1e-6), .batch = 40 };
}

/* The sums over w_0 .. w_{T-1}, by the test: of w, of p(y*|x) by tracked prompt. */
struct sums {
	const struct task *task;
	int T;
	double *w, *p;
};

static void sums_init(struct sums *s, const struct task *t)
{
	*s = (struct sums){ .task = t };
	s->w = xcalloc(t->nparam, sizeof *s->w);
	s->p = xcalloc((size_t)t->ntracked, sizeof *s->p);
}

static void sums_done(struct sums *s)
{
	free(s->w);
	free(s->p);
}

static void sums_add(struct sums *s, const double *w)
{
	double *lp = xcalloc((size_t)s->task->ntracked, sizeof *lp);

	exact_logliks(s->task, w, lp);
	for (size_t i = 0; i < s->task->nparam; i++)
		s->w[i] += w[i];
	for (int i = 0; i < s->task->ntracked; i++)
		s->p[i] += exp(lp[i]);
	s->T++;
	free(lp);
}

/* lp (ntracked) of the iterate after T updates; w = w_T. */
static void sums_say(const struct sums *s, enum iterate which, const double *w, double *lp)
{
	double *mean = xmemdup(w, s->task->nparam * sizeof *w);

	for (size_t i = 0; which == ITERATE_AVERAGE && s->T > 0 && i < s->task->nparam; i++)
		mean[i] = s->w[i] / s->T;
	exact_logliks(s->task, mean, lp);
	for (int i = 0; which == ITERATE_RANDOM && s->T > 0 && i < s->task->ntracked; i++)
		lp[i] = log(s->p[i] / s->T);
	free(mean);
}

/* 1 - the weighted mean of p over tracked prompts. */
static double error_of(const struct task *t, const double *lp)
{
	double right = 0.0;

	for (int i = 0; i < t->ntracked; i++)
		right += exp(lp[i]) * (task_is_finite(t) ? t->tracked[i].weight : 1.0 / t->ntracked);
	return 1.0 - right;
}

static void check_likelihoods(const double *got, const double *want, int n)
{
	for (int i = 0; i < n; i++)
		assert_near(got[i], want[i], 1e-12 * (1.0 + fabs(want[i])), "log-likelihood of an iterate");
}

static void all_iterates(struct trainer *trainer, const struct sums *s, double *got, double *want)
{
	for (int i = 0; i < 3; i++) {
		trainer_iterate(trainer, iterates[i], got);
		sums_say(s, iterates[i], state_w_of(trainer_state(trainer)), want);
		check_likelihoods(got, want, s->task->ntracked);
	}
}

/* 50 updates; back to the 20th on the way, whose sums come back bit for bit and go on as they did. */
static void course(struct task *t, const struct optim_type *optim)
{
	struct train_config c = config_of(optim);
	double *base = base_of(t), *got = xcalloc((size_t)t->ntracked, sizeof *got);
	double *want = xcalloc((size_t)t->ntracked, sizeof *want);
	struct trainer *trainer = trainer_new(t, base, &c, seed, 1);
	struct state *kept = NULL, *end;
	struct report report;
	struct sums sums;

	sums_init(&sums, t);
	for (int u = 0; u < UPDATES; u++) {
		all_iterates(trainer, &sums, got, want);
		if (u == 20)
			kept = state_copy(trainer_state(trainer));
		sums_add(&sums, state_w_of(trainer_state(trainer)));
		assert_true(trainer_step(trainer, NULL, &report));
	}
	all_iterates(trainer, &sums, got, want);
	assert_memory_equal(state_w_sum_of(trainer_state(trainer)), sums.w, t->nparam * sizeof *base);
	exact_logliks(t, base, got);
	assert_true(want[0] > got[0] + .1); /* it has moved */

	end = state_copy(trainer_state(trainer));
	trainer_restore(trainer, kept);
	assert_memory_equal(trainer_state(trainer), kept, kept->bytes);
	for (int u = 20; u < UPDATES; u++)
		assert_true(trainer_step(trainer, NULL, &report)); /* the first one measures anew, not from before */
	assert_memory_equal(trainer_state(trainer), end, end->bytes);
	sums_done(&sums);
	trainer_free(trainer);
	free(kept);
	free(end);
	free(base);
	free(got);
	free(want);
	task_free(t);
}

static void test_sums(void **state)
{
	(void)state;
	course(task_of(&task_mixture, 8, 20, 8), &optim_adagrad);
	course(task_of(&task_mixture, 8, 20, 8), &optim_sgd_adaptive);
	course(task_of(&task_table, 5, 6, 6), &optim_sgd);
}

/* Looking at likelihoods in between, of whatever prompts, moves no sum. */
static void test_looking(void **state)
{
	struct task *t = task_of(&task_mixture, 8, 20, 8);
	struct train_config c = config_of(&optim_adagrad);
	double *base = base_of(t), lp[8];
	struct trainer *a = trainer_new(t, base, &c, seed, 1), *b = trainer_new(t, base, &c, seed, 1);
	struct report report;

	(void)state;
	for (int u = 0; u < 10; u++) {
		assert_true(trainer_step(a, NULL, &report) && trainer_step(b, NULL, &report));
		trainer_mean_logliks(b, t->tracked, 8, lp);
		assert_non_null(trainer_look(b)); /* loads the weights before */
		if (u % 2)
			trainer_tracked(b);
		trainer_logliks(b, t->tracked, 8, lp);
		assert_memory_equal(lp, trainer_tracked(b), sizeof lp);
	}
	assert_memory_equal(trainer_state(a), trainer_state(b), trainer_state(a)->bytes);
	trainer_free(a);
	trainer_free(b);
	free(base);
	task_free(t);
}

/* 32^-300 = 10^-451.5 is below the smallest double: the mean over iterates that all have it is itself all the same. */
static void test_tiny_likelihoods(void **state)
{
	struct task *t = task_of(&task_table, 32, 300, 2);
	struct train_config c = config_of(&optim_sgd);
	double *base = xcalloc(t->nparam, sizeof *base), lp[2];
	struct trainer *trainer;
	struct report report;

	(void)state;
	c.reward = &reward_outcome; /* never paid: w stays 0 */
	trainer = trainer_new(t, base, &c, seed, 1);
	for (int u = 0; u < 5; u++) {
		trainer_iterate(trainer, ITERATE_RANDOM, lp);
		for (int i = 0; i < 2; i++)
			assert_near(lp[i], -300.0 * log(32.0), 1e-10, "log 32^-300");
		assert_true(trainer_step(trainer, NULL, &report));
	}
	trainer_free(trainer);
	free(base);
	task_free(t);
}

/* 256 x 128 tokens are shared out: the same sums for 1, 2 and 3 threads. */
static void test_threads(void **state)
{
	struct task *t = task_of(&task_mixture, 32, 128, 32);
	double *base = base_of(t);
	struct train_config c = config_of(&optim_adagrad);
	struct state *one = NULL;

	(void)state;
	c.batch = 256;
	for (int threads = 1; threads <= 3; threads++) {
		struct trainer *trainer = trainer_new(t, base, &c, seed, threads);
		struct report report;
		for (int u = 0; u < 3; u++)
			assert_true(trainer_step(trainer, NULL, &report));
		one = one ? one : state_copy(trainer_state(trainer));
		assert_memory_equal(trainer_state(trainer), one, one->bytes);
		trainer_free(trainer);
	}
	free(one);
	free(base);
	task_free(t);
}

/* ---- Runs */

/* A run that speaks of one iterate from the start, beside the test's sums; a generator is tested every 4 updates, on its
 * tracked prompts. */
struct record {
	struct run run;
	struct measure m;
	struct sums sums;
	double *base, *lp;
	double err_sum;
	int tests;
};

static void record_begin(struct record *r, const struct task *t, enum iterate which)
{
	struct span first = { .config = config_of(&optim_adagrad), .test_every = 4 };
	size_t n = (size_t)t->ntracked;

	*r = (struct record){ .base = base_of(t), .lp = xcalloc(n, sizeof *r->lp) };
	r->m = (struct measure){ t, t->tracked, task_is_finite(t) ? 0 : t->ntracked, xcalloc(n, sizeof *r->m.room) };
	sums_init(&r->sums, t);
	run_start(&r->run, t, r->base, &first, 1, seed, 1, &r->m);
	assert_true(r->run.iterate == ITERATE_LAST);
	run_set_iterate(&r->run, which, &r->m);
}

static void record_end(struct record *r)
{
	run_done(&r->run);
	sums_done(&r->sums);
	free(r->m.room);
	free(r->base);
	free(r->lp);
}

/* err of the run's iterate, were it measured now. */
static double wanted_error(struct record *r)
{
	sums_say(&r->sums, r->run.iterate, state_w_of(run_state(&r->run)), r->lp);
	if (!task_is_finite(r->m.task) && r->run.iterate == ITERATE_RANDOM)
		return r->err_sum / r->tests;
	return error_of(r->m.task, r->lp);
}

static bool is_test(const struct record *r)
{
	return task_is_finite(r->m.task) || run_state(&r->run)->update % 4 == 0;
}

/* lp, err and the trace's last row are those of the iterate; call once after each update. */
static void check_record(struct record *r)
{
	const struct task *t = r->m.task;
	const struct trace *trace = &r->run.trace;
	size_t row = trace->rows - 1;

	if (is_test(r)) {
		sums_say(&r->sums, ITERATE_LAST, state_w_of(run_state(&r->run)), r->lp);
		r->err_sum += error_of(t, r->lp);
		r->tests++;
		assert_near(r->run.err, wanted_error(r), 1e-12, "err of an iterate");
		assert_true(trace_scalar(trace, row, TRACE_ERR) == r->run.err);
	} else {
		assert_true(isnan(trace_scalar(trace, row, TRACE_ERR)));
	}
	sums_say(&r->sums, r->run.iterate, state_w_of(run_state(&r->run)), r->lp);
	check_likelihoods(r->run.lp, r->lp, t->ntracked);
	assert_memory_equal(trace->lp + row * (size_t)t->ntracked, r->run.lp, (size_t)t->ntracked * sizeof *r->lp);
}

static void record_step(struct record *r)
{
	sums_add(&r->sums, state_w_of(run_state(&r->run)));
	assert_true(run_step(&r->run, NULL, &r->m));
	check_record(r);
}

static void runs_on(struct task *t)
{
	uint64_t hash[3];

	for (int i = 0; i < 3; i++) {
		struct record r;
		record_begin(&r, t, iterates[i]);
		check_record(&r);
		for (int u = 0; u < UPDATES; u++)
			record_step(&r);
		assert_near(run_state(&r.run)->test_sum, task_is_finite(t) ? 0.0 : r.err_sum, 1e-12, "sum of err");
		assert_true(run_state(&r.run)->tests == (task_is_finite(t) ? 0.0 : UPDATES / 4 + 1));
		hash[i] = state_hash(run_state(&r.run));
		record_end(&r);
	}
	assert_true(hash[0] == hash[1] && hash[0] == hash[2]); /* what is spoken of changes nothing */
	task_free(t);
}

static void test_runs(void **state)
{
	(void)state;
	runs_on(task_of(&task_mixture, 8, 20, 8));
	runs_on(task_of(&task_table, 5, 6, 6));
}

/* A change holds at once, between two tests as well; rows of the past stay. */
static void changes_on(struct task *t)
{
	size_t n = (size_t)t->ntracked;
	double *past = xcalloc(n, sizeof *past);
	struct record r;

	record_begin(&r, t, ITERATE_LAST);
	check_record(&r);
	for (int u = 1; u <= 24; u++) {
		const struct trace *trace = &r.run.trace;
		record_step(&r);
		memcpy(past, trace->lp + (trace->rows - 2) * n, n * sizeof *past);
		run_set_iterate(&r.run, iterates[u % 3], &r.m);
		assert_near(r.run.err, wanted_error(&r), 1e-12, "err after a change");
		check_likelihoods(r.run.lp, r.lp, (int)n);
		assert_memory_equal(trace->lp + (trace->rows - 1) * n, r.run.lp, n * sizeof *past);
		assert_memory_equal(trace->lp + (trace->rows - 2) * n, past, n * sizeof *past);
		if (is_test(&r))
			assert_true(trace_scalar(trace, trace->rows - 1, TRACE_ERR) == r.run.err);
		else
			assert_true(isnan(trace_scalar(trace, trace->rows - 1, TRACE_ERR)));
	}
	record_end(&r);
	free(past);
	task_free(t);
}

static void test_changes(void **state)
{
	(void)state;
	changes_on(task_of(&task_mixture, 8, 20, 8));
	changes_on(task_of(&task_table, 5, 6, 6));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sums),
		cmocka_unit_test(test_looking),
		cmocka_unit_test(test_tiny_likelihoods),
		cmocka_unit_test(test_threads),
		cmocka_unit_test(test_runs),
		cmocka_unit_test(test_changes),
	};

	return cmocka_run_group_tests_name("iterate", tests, NULL, NULL);
}
