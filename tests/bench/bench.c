/* make bench: what an update costs, beside the textbook's, in one run.
 *
 * Figures are medians over rounds that take the contenders in turn, so that a machine that slows down slows all of them
 * down; ratios are what to compare between machines. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/exact.h"
#include "core/pretrain.h"
#include "core/trainer.h"
#include "textbook.h"

enum { ROUNDS = 9, UPDATES = 40 };

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *v, int n)
{
	qsort(v, (size_t)n, sizeof *v, by_size);
	return v[n / 2];
}

struct contender {
	const char *name;
	struct train_config config; /* where it differs from authors() */
	int threads;
	struct trainer *trainer;
	double ms[ROUNDS], ns[ROUNDS]; /* an update; a token of process rewards, a response of outcome rewards */
};

#define PROCESS .reward = &reward_process
#define OUTCOME .reward = &reward_outcome

static struct contender contenders[] = {
	{ "process +-1, 1 thread", { PROCESS, .code = CODE_PM1 }, 1, NULL, { 0 }, { 0 } },
	{ "process +-1, all threads", { PROCESS, .code = CODE_PM1 }, 0, NULL, { 0 }, { 0 } },
	{ "process 0/1, 1 thread", { PROCESS }, 1, NULL, { 0 }, { 0 } },
	{ "process 0/1, all threads", { PROCESS }, 0, NULL, { 0 }, { 0 } },
	{ "outcome +-1 mean, 1 thread", { OUTCOME, .code = CODE_PM1, .baseline = BASELINE_MEAN }, 1, NULL, { 0 }, { 0 } },
	{ "outcome +-1 mean, all threads", { OUTCOME, .code = CODE_PM1, .baseline = BASELINE_MEAN }, 0, NULL, { 0 }, { 0 } },
	{ "outcome 0/1, 1 thread", { OUTCOME }, 1, NULL, { 0 }, { 0 } },
	{ "outcome 0/1, all threads", { OUTCOME }, 0, NULL, { 0 }, { 0 } },
	{ "process +-1, count.off every, 1 thread", { PROCESS, .code = CODE_PM1, .count_off_every = 1 }, 1, NULL, { 0 },
	  { 0 } },
	{ "outcome +-1 mean, count.off every, 1 thread",
	  { OUTCOME, .code = CODE_PM1, .baseline = BASELINE_MEAN, .count_off_every = 1 }, 1, NULL, { 0 }, { 0 } },
	{ "process 0/1, sgd-adaptive, 1 thread", { PROCESS, .optim = &optim_sgd_adaptive }, 1, NULL, { 0 }, { 0 } },
};

/* The first of each reward is on-policy, which the others are compared with. Rewards 0/1, one thread, m = 32. */
static struct contender behaviours[] = {
	{ "process, onpolicy", { PROCESS, .behave = &behave_onpolicy }, 1, NULL, { 0 }, { 0 } },
	{ "process, frozen", { PROCESS, .behave = &behave_frozen }, 1, NULL, { 0 }, { 0 } },
	{ "process, mixture", { PROCESS, .behave = &behave_mixture }, 1, NULL, { 0 }, { 0 } },
	{ "process, best-of-m", { PROCESS, .behave = &behave_best_of_m }, 1, NULL, { 0 }, { 0 } },
	{ "process, alg2", { PROCESS, .behave = &behave_alg2 }, 1, NULL, { 0 }, { 0 } },
	{ "outcome, onpolicy", { OUTCOME, .behave = &behave_onpolicy }, 1, NULL, { 0 }, { 0 } },
	{ "outcome, frozen", { OUTCOME, .behave = &behave_frozen }, 1, NULL, { 0 }, { 0 } },
	{ "outcome, mixture", { OUTCOME, .behave = &behave_mixture }, 1, NULL, { 0 }, { 0 } },
	{ "outcome, alg1", { OUTCOME, .behave = &behave_alg1 }, 1, NULL, { 0 }, { 0 } },
};

enum { CONTENDERS = sizeof contenders / sizeof *contenders, BEHAVIOURS = sizeof behaviours / sizeof *behaviours };

/* The authors' setting [MHE26, Figure 1]. */
static struct train_config authors(struct train_config c)
{
	c.behave = c.behave ? c.behave : &behave_onpolicy;
	c.optim = c.optim ? c.optim : &optim_adagrad;
	c.m = 32;
	c.lr = .1;
	c.log_alpha = log(1e-12);
	c.batch = 1024;
	return c;
}

/* Expected tokens of the responses that Algorithm 2 tests before it walks: up to the first wrong one. */
static double tested_tokens(struct trainer *t, const struct task *task)
{
	const struct batch *b = trainer_look(t);
	struct chain c;
	double sum = 0.0;

	chain_init(&c, task);
	for (int i = 0; i < b->B; i++) {
		chain_load(&c, trainer_weights_before(t), &b->prompt[i]);
		sum += exact_process_queries(&c);
	}
	chain_done(&c);
	return sum;
}

/* Tokens drawn one after the other, or responses: what has been asked about, each once, but for Algorithm 2. */
static double draws(struct contender *c, const struct task *t, const struct report *report)
{
	double queries = (double)report->now.queries;

	if (c->config.behave != &behave_alg2)
		return queries;
	return queries - (double)report->now.responses + tested_tokens(c->trainer, t);
}

static void run_round(struct contender *c, const struct task *t, int round)
{
	struct report report;
	double spent = 0.0, drawn = 0.0;

	for (int i = 0; i < UPDATES; i++) {
		double start = now();
		trainer_step(c->trainer, NULL, &report);
		spent += now() - start;
		drawn += draws(c, t, &report);
	}
	c->ms[round] = spent / UPDATES * 1e3;
	c->ns[round] = spent / drawn * 1e9;
}

static void run(struct contender *c, int n, const struct task *t, const double *w)
{
	for (int i = 0; i < n; i++) {
		struct train_config config = authors(c[i].config);
		c[i].trainer = trainer_new(t, w, &config, 38, c[i].threads);
		run_round(&c[i], t, 0); /* warm-up, and away from the first updates */
	}
	for (int round = 0; round < ROUNDS; round++)
		for (int i = 0; i < n; i++)
			run_round(&c[i], t, round);
}

static double textbook_ms(const struct task *t, const double *w)
{
	struct textbook tb;
	double start;

	textbook_init(&tb, t, 1024);
	start = now();
	textbook_draw(&tb, w, 1, 0);
	textbook_judge(&tb, true, CODE_PM1, false);
	textbook_descend(&tb, w, true);
	start = (now() - start) * 1e3;
	textbook_done(&tb);
	return start;
}

/* From start to the end of `quit`, through the shell's eyes. */
static double start_ms(const char *program)
{
	double start = now();
	pid_t child;

	fflush(stdout);
	child = fork();

	if (child == 0) {
		if (!freopen("/dev/null", "w", stdout))
			_exit(1);
		execl(program, program, "-e", "quit", (char *)NULL);
		_exit(127);
	}
	int status = 1;
	if (child < 0 || waitpid(child, &status, 0) < 0 || status != 0)
		return NAN;
	return (now() - start) * 1e3;
}

static void print_updates(struct contender *c, int n, double textbook)
{
	double first = 0.0;

	for (int i = 0; i < n; i++) {
		double ms = median(c[i].ms, ROUNDS);
		first = i == 0 ? ms : first;
		printf("%-44s %8.3f ms  %5.2f of the first  1/%.0f of the textbook\n", c[i].name, ms, ms / first,
		       textbook / ms);
	}
}

static void print_draws(struct contender *c, int n)
{
	double onpolicy = 0.0;

	for (int i = 0; i < n; i++) {
		double ms = median(c[i].ms, ROUNDS), ns = median(c[i].ns, ROUNDS);
		onpolicy = c[i].config.behave == &behave_onpolicy ? ns : onpolicy;
		printf("%-30s %8.3f ms %8.1f ns a %s  %5.2f of on-policy\n", c[i].name, ms, ns,
		       c[i].config.reward->per_token ? "token   " : "response", ns / onpolicy);
	}
}

int main(int argc, char **argv)
{
	struct task_config tc = { .k = 32, .N = 128, .d = 32, .prompts = 32, .sigma = .05, .seed = 38 };
	struct pretrain_config pc = { &optim_adagrad, .1, 256, NULL };
	struct err e;
	struct task *t = task_new(&task_mixture, &tc, &e);
	double *w = calloc(t->nparam, sizeof *w), start = now(), textbook[3], program[ROUNDS];
	struct pretrain *p = pretrain_new(t, w, &pc, 0, &e);

	for (int i = 0; i < 1000; i++)
		pretrain_step(p, NULL);
	printf("pre-training, all threads: %.3f ms a step\n", now() - start);
	memcpy(w, pretrain_weights(p), t->nparam * sizeof *w);
	run(contenders, CONTENDERS, t, w);
	run(behaviours, BEHAVIOURS, t, w);
	for (int i = 0; i < 3; i++)
		textbook[i] = textbook_ms(t, w);
	printf("an update of the authors' setting: k=32 N=128 d=32, batch 1024, fresh prompts; textbook %.1f ms\n",
	       median(textbook, 3));
	print_updates(contenders, CONTENDERS, median(textbook, 3));
	printf("behaviours, rewards 0/1, 1 thread, m = 32; all of an update, by what is drawn\n");
	print_draws(behaviours, BEHAVIOURS);
	printf("a state (keyframe): %zu bytes\n", (size_t)trainer_state(contenders[0].trainer)->bytes);
	for (int i = 0; i < ROUNDS; i++)
		program[i] = start_ms(argc > 1 ? argv[1] : "./outpost");
	printf("start, preset barrier, quit: %.1f ms\n", median(program, ROUNDS));
	for (int i = 0; i < CONTENDERS; i++)
		trainer_free(contenders[i].trainer);
	for (int i = 0; i < BEHAVIOURS; i++)
		trainer_free(behaviours[i].trainer);
	pretrain_free(p);
	task_free(t);
	free(w);
	return 0;
}
