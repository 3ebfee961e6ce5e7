/* Sessions of benches. */
#include "timed.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

double timed_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

int timed_by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void put(struct out *to, enum out_kind kind, const char *line, size_t n)
{
	(void)to;
	if (kind == OUT_ERROR)
		fprintf(stderr, "%.*s\n", (int)n, line);
}

struct out timed_out = { .put = put };

double timed_run(struct session *s, struct interp *p, const char *commands)
{
	double start = timed_now();
	struct err e;

	if (!interp_push(p, INTERP_SCRIPT, commands, "bench", 1, &e))
		exit(1);
	while (interp_turn(p) == INTERP_RAN)
		if (session_working(s))
			session_work(s, NULL, NULL);
	return timed_now() - start;
}
