/* What autosaving costs an update: preset authors, written to a run file in the current folder as it trains. Every update
 * commits its progress; every 32nd a keyframe with its rows of the trace and the metrics of that update. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "command/interp.h"
#include "run/runfile.h"

enum { UPDATES = 4096, EVERY = 32 };

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return 1e6 * (double)t.tv_sec + 1e-3 * (double)t.tv_nsec;
}

static int by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void ignore(struct out *to, enum out_kind kind, const char *line, size_t n)
{
	(void)to;
	if (kind == OUT_ERROR)
		fprintf(stderr, "%.*s\n", (int)n, line);
}

static void run(struct session *s, struct interp *p, const char *commands)
{
	struct err e;

	if (!interp_push(p, INTERP_SCRIPT, commands, "bench", 1, &e))
		exit(1);
	while (interp_turn(p) == INTERP_RAN)
		if (session_working(s))
			session_work(s, NULL, NULL);
}

static bool save_metrics(struct runfile *r, const struct run *run, const struct runfile_at *at, struct err *e)
{
	static const char *const names[] = { "err", "rewarded", "off",      "gradnorm",
					     "lr",  "allwrong", "allright", "discovered" };
	uint64_t queries = run_state(run)->all.queries;
	bool good = true;

	for (size_t i = 0; i < sizeof names / sizeof *names && good; i++)
		good = runfile_put_metric(r, at, queries, names[i], -1, run->err, e);
	for (int i = 0; i < run->trace.ntracked && good; i++)
		good = runfile_put_metric(r, at, queries, "likelihood", i, run->lp[i], e);
	return good;
}

static bool save(struct runfile *r, const struct run *run, struct err *e)
{
	const struct state *s = run_state(run);
	struct runfile_at at = { 0, 1, s->update };
	size_t rows = run->trace.rows;

	if (s->update % EVERY != 0)
		return runfile_put_progress(r, &at, s->all.queries, e);
	return runfile_begin(r, e) && runfile_put_keyframe(r, 0, 1, s, run->err, e) &&
	       runfile_put_trace(r, 0, 1, &run->trace, rows - EVERY, rows, e) && save_metrics(r, run, &at, e) &&
	       runfile_put_progress(r, &at, s->all.queries, e) && runfile_commit(r, e);
}

static void print(const char *what, double *spent, int n)
{
	qsort(spent, (size_t)n, sizeof *spent, by_size);
	printf("%-34s %7.1f us, of 100 one above %.1f, the longest %.1f\n", what, spent[n / 2], spent[n - 1 - n / 100],
	       spent[n - 1]);
}

int main(void)
{
	static double small[UPDATES], large[UPDATES / EVERY];
	struct out out = { ignore };
	struct session *s = session_new(&out);
	struct interp *p = interp_new(s);
	double training = 0.0, saving = 0.0;
	int nsmall = 0, nlarge = 0;
	struct runfile *r;
	struct err e;

	s->data = ABS_SRCDIR "/examples";
	run(s, p, "preset authors; set threads 1");
	unlink("bench.db");
	if (!(r = runfile_new("bench.db", &e)))
		goto failed;
	for (int i = 1; i <= UPDATES; i++) {
		double start = now(), trained, saved;
		run(s, p, "step");
		trained = now();
		if (!save(r, &s->run[0], &e))
			goto failed;
		saved = now() - trained;
		training += trained - start;
		saving += saved;
		if (i % EVERY == 0)
			large[nlarge++] = saved;
		else
			small[nsmall++] = saved;
	}
	print("saving the progress of an update", small, nsmall);
	print("saving a keyframe and its rows", large, nlarge);
	printf("autosave in all %25.1f us an update, %.1f%% of training (%.0f us)\n", saving / UPDATES,
	       100.0 * saving / training, training / UPDATES);
	runfile_close(r);
	unlink("bench.db");
	interp_free(p);
	session_free(s);
	return 0;
failed:
	fprintf(stderr, "%s\n", e.text);
	return 1;
}
