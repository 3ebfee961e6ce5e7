/* Tasks, weights and batches for tests. Fails (task_new returning NULL) are the test's own mistakes. */
#include "setup.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/gradient.h"
#include "textbook.h"
#include "unit.h"

static struct task *build(const struct task_type *type, const struct task_config *c)
{
	struct err e;
	struct task *t = task_new(type, c, &e);

	if (!t)
		fail_msg("task: %s", e.text);
	return t;
}

struct task *setup_table(int k, int N, int prompts, const uint8_t *responses, uint64_t seed)
{
	return build(&task_table, &(struct task_config){ .k = k, .N = N, .d = prompts, .prompts = prompts,
							 .seed = seed, .responses = responses });
}

struct task *setup_golden(double **w)
{
	static const uint8_t right[3] = { 0, 1, 2 };
	static const double first[3] = { .5, .25, .25 };
	static const double next[3][3] = { { .4, .2, .4 }, { .15, .15, .7 }, { 1 / 3., 1 / 3., 1 / 3. } };
	struct task *t = setup_table(3, 3, 1, right, 1);

	*w = xcalloc(t->nparam, sizeof **w); /* 3 of the context, then 3 of each previous token */
	for (int y = 0; y < 3; y++) {
		(*w)[y] = log(first[y]);
		for (int before = 0; before < 3; before++)
			(*w)[3 + 3 * before + y] = log(next[before][y]) - log(first[y]);
	}
	return t;
}

struct task *setup_mixture(int k, int N, int d, int centres, uint64_t seed)
{
	return build(&task_mixture, &(struct task_config){ .k = k, .N = N, .d = d, .prompts = centres, .sigma = .05,
							   .seed = seed });
}

uint8_t *setup_tokens(int k, size_t n, uint64_t seed)
{
	uint8_t *y = xcalloc(n, 1);
	uint32_t c;

	for (size_t i = 0; i < n; i++) {
		coin_fill(seed, COIN_LOOK, (struct address){ 0 }, (int)i, 1, &c);
		y[i] = (uint8_t)(coin_unit(c) * k);
	}
	return y;
}

double *setup_weights(size_t n, double scale, uint64_t seed)
{
	double *w = xcalloc(n, sizeof *w);

	coin_normals(seed, COIN_LOOK, (struct address){ 1, 0, 0 }, 0, (int)n, w);
	for (size_t i = 0; i < n; i++)
		w[i] *= scale;
	return w;
}

double *setup_base(const struct task *t, int steps, uint64_t seed)
{
	struct textbook tb;
	double *w = setup_weights(t->nparam, .1, seed), *sum = xcalloc(t->nparam, sizeof *sum);

	textbook_init(&tb, t, t->ntracked);
	for (int s = 0; s < steps; s++) {
		for (int b = 0; b < t->ntracked; b++)
			textbook_give(&tb, b, &t->tracked[b], t->tracked[b].ystar);
		textbook_supervise(&tb);
		textbook_descend(&tb, w, true);
		textbook_adagrad(w, tb.grad, sum, t->nparam, .3);
	}
	textbook_done(&tb);
	free(sum);
	return w;
}

static int right_prefix(const uint8_t *y, const uint8_t *ystar, int N)
{
	int n = 0;

	while (n < N && y[n] == ystar[n])
		n++;
	return n;
}

void setup_batch(struct batch *b, const struct rows *rows, const struct prompt *p, int B, const uint8_t *y)
{
	const struct task *t = rows->task;
	size_t N = (size_t)t->N, k = (size_t)t->k;

	batch_init(b, t, B);
	memcpy(b->y, y, (size_t)B * N);
	for (int i = 0; i < B; i++) {
		b->prompt[i] = p[i];
		rows_prompts(rows, &p[i], 1, b->a + i * k, b->e1 + i * k, &b->most[i]);
		b->drawn[i] = t->N;
		b->right[i] = right_prefix(b->y + i * N, p[i].ystar, t->N);
		b->lq0[i] = NAN;
		b->left[i] = -2;
	}
}

void setup_gradient(const struct batch *b, const struct rows *rows, double divisor, double *grad)
{
	struct desk desk;
	size_t nparam = rows->task->nparam;

	desk_init(&desk, rows->task);
	memset(grad, 0, nparam * sizeof *grad);
	for (int from = 0; from < b->B; from += CHUNK)
		gradient_chunk(b, rows, &desk, from, b->B - from < CHUNK ? b->B - from : CHUNK, grad);
	for (size_t i = 0; i < nparam; i++)
		grad[i] *= -1.0 / divisor;
	desk_done(&desk);
}

double setup_gap(const double *a, const double *b, size_t n)
{
	double most = 0.0, gap = 0.0;

	for (size_t i = 0; i < n; i++) {
		if (isnan(a[i]) || isnan(b[i]))
			return NAN;
		most = fmax(most, fabs(b[i]));
		gap = a[i] == b[i] ? gap : fmax(gap, fabs(a[i] - b[i]));
	}
	return most > 0.0 ? gap / most : gap;
}

void setup_check(double gap, double most, const char *what)
{
	if (getenv("OUTPOST_TEST_GAPS"))
		print_message("# %s: %.2g (at most %g)\n", what, gap, most);
	if (!(gap <= most))
		fail_msg("%s: off by %g, at most %g", what, gap, most);
}
