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

#include "core/pretrain.h"
#include "core/trainer.h"
#include "textbook.h"

enum { ROUNDS = 9, UPDATES = 40, MOST = 16 };

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
	struct train_config config;
	int threads;
	struct trainer *trainer;
	double ms[ROUNDS];
};

/* The authors' setting [MHE26, Figure 1]. */
static struct train_config authors(const struct reward_type *reward, enum reward_code code, enum baseline baseline,
				   bool every)
{
	return (struct train_config){ .reward = reward, .optim = &optim_adagrad, .behave = &behave_onpolicy, .lr = .1, .log_alpha = log(1e-12),
				      .code = code, .baseline = baseline, .batch = 1024, .count_off_every = every };
}

static void run_round(struct contender *c, int round)
{
	struct report report;
	double start = now();

	for (int i = 0; i < UPDATES; i++)
		trainer_step(c->trainer, NULL, &report);
	c->ms[round] = (now() - start) / UPDATES * 1e3;
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

static void print(struct contender *c, int n, double textbook)
{
	double first = 0.0;

	for (int i = 0; i < n; i++) {
		double ms = median(c[i].ms, ROUNDS);
		first = i == 0 ? ms : first;
		printf("%-44s %8.3f ms  %5.2f of the first  1/%.0f of the textbook\n", c[i].name, ms, ms / first,
		       textbook / ms);
	}
}

int main(int argc, char **argv)
{
	struct task_config tc = { .k = 32, .N = 128, .d = 32, .prompts = 32, .sigma = .05, .seed = 38 };
	struct pretrain_config pc = { &optim_adagrad, .1, 256, NULL };
	struct contender c[MOST] = {
		{ "process +-1, 1 thread", authors(&reward_process, CODE_PM1, BASELINE_OFF, false), 1, NULL, { 0 } },
		{ "process +-1, all threads", authors(&reward_process, CODE_PM1, BASELINE_OFF, false), 0, NULL, { 0 } },
		{ "process 0/1, 1 thread", authors(&reward_process, CODE_01, BASELINE_OFF, false), 1, NULL, { 0 } },
		{ "process 0/1, all threads", authors(&reward_process, CODE_01, BASELINE_OFF, false), 0, NULL, { 0 } },
		{ "outcome +-1 mean, 1 thread", authors(&reward_outcome, CODE_PM1, BASELINE_MEAN, false), 1, NULL, { 0 } },
		{ "outcome +-1 mean, all threads", authors(&reward_outcome, CODE_PM1, BASELINE_MEAN, false), 0, NULL, { 0 } },
		{ "outcome 0/1, 1 thread", authors(&reward_outcome, CODE_01, BASELINE_OFF, false), 1, NULL, { 0 } },
		{ "outcome 0/1, all threads", authors(&reward_outcome, CODE_01, BASELINE_OFF, false), 0, NULL, { 0 } },
		{ "process +-1, count.off every, 1 thread", authors(&reward_process, CODE_PM1, BASELINE_OFF, true), 1, NULL, { 0 } },
		{ "outcome +-1 mean, count.off every, 1 thread", authors(&reward_outcome, CODE_PM1, BASELINE_MEAN, true), 1, NULL, { 0 } },
	};
	int n = 0;
	struct err e;
	struct task *t = task_new(&task_mixture, &tc, &e);
	double *w = calloc(t->nparam, sizeof *w), start = now(), textbook[3], program[ROUNDS];
	struct pretrain *p = pretrain_new(t, w, &pc, 0, &e);

	while (n < MOST && c[n].name)
		n++;
	for (int i = 0; i < 1000; i++)
		pretrain_step(p, NULL);
	printf("pre-training, all threads: %.3f ms a step\n", now() - start);
	memcpy(w, pretrain_weights(p), t->nparam * sizeof *w);
	for (int i = 0; i < n; i++) {
		c[i].trainer = trainer_new(t, w, &c[i].config, 38, c[i].threads);
		run_round(&c[i], 0); /* warm-up, and away from the first updates */
	}
	for (int round = 0; round < ROUNDS; round++)
		for (int i = 0; i < n; i++)
			run_round(&c[i], round);
	for (int i = 0; i < 3; i++)
		textbook[i] = textbook_ms(t, w);
	printf("an update of the authors' setting: k=32 N=128 d=32, batch 1024, fresh prompts; textbook %.1f ms\n",
	       median(textbook, 3));
	print(c, n, median(textbook, 3));
	printf("a state (keyframe): %zu bytes\n", (size_t)trainer_state(c[0].trainer)->bytes);
	for (int i = 0; i < ROUNDS; i++)
		program[i] = start_ms(argc > 1 ? argv[1] : "./outpost");
	printf("start, preset barrier, quit: %.1f ms\n", median(program, ROUNDS));
	for (int i = 0; i < n; i++)
		trainer_free(c[i].trainer);
	pretrain_free(p);
	task_free(t);
	free(w);
	return 0;
}
