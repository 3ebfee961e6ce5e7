/* Classifying responses by the base model. */
#include "core/support.h"

#include <math.h>

#include "core/vector.h"

int support_left(const double *lp, int n, double log_alpha)
{
	double sum = 0.0;

	for (int i = 0; i < n; i++)
		if ((sum += lp[i]) < log_alpha)
			return i;
	return -1;
}

int support_token_left(const double *lp, int n, double log_line)
{
	for (int i = 0; i < n; i++)
		if (lp[i] < log_line)
			return i;
	return -1;
}

/* log q0 of the correct prefix of length `right`, step by step of y*. */
static double prefix_lq0(const struct batch *batch, const struct rows *base, const struct subject *q,
			 struct sheet *sheet, int b)
{
	const struct task *t = base->task;
	const struct prompt *p = &batch->prompt[b];
	int right = batch->right[b], steps = prompt_steps(p), state = 0;
	double sum = 0.0;

	for (int j = 0; j < steps && j < right; j++) {
		struct row *row = sheet_row(sheet, base, q, state);
		sum += prompt_visits(p, j, right) * rows_lp(base, q, state, row, p->ystar[j]);
		state = t->next[state * t->k + p->ystar[j]];
	}
	return sum;
}

/* log q0 of the whole response token by token, and where it left. */
static double walk_lq0(struct batch *batch, const struct rows *base, const struct subject *q, struct sheet *sheet,
		       double log_alpha, int b)
{
	const struct task *t = base->task;
	const uint8_t *y = batch->y + (size_t)b * t->N;
	double sum = 0.0;
	int state = 0, left = -1, length = batch->length[b];

	for (int i = 0; i < length; i++) {
		struct row *row = sheet_row(sheet, base, q, state);
		sum += rows_lp(base, q, state, row, y[i]);
		if (left < 0 && sum < log_alpha)
			left = i;
		state = t->next[state * t->k + y[i]];
	}
	batch->left[b] = left;
	return sum;
}

/* A correct response inside the support needs no walk; anything else does, for the position. */
static void classify_one(struct batch *batch, const struct rows *base, struct desk *desk, const struct subject *q,
			 double log_alpha, int b)
{
	struct sheet *sheet = &desk->plain;

	sheet_clear(sheet);
	if (batch->right[b] == batch->N) {
		batch->lq0[b] = prefix_lq0(batch, base, q, sheet, b);
		batch->left[b] = -1;
		if (batch->lq0[b] >= log_alpha)
			return;
	}
	batch->lq0[b] = walk_lq0(batch, base, q, sheet, log_alpha, b);
}

void support_classify(struct batch *batch, const struct rows *base, struct desk *desk, double log_alpha, bool all,
		      int from, int n)
{
	size_t k = (size_t)batch->k;
	double most[CHUNK];
	int wanted[CHUNK], m = 0;

	for (int b = from; b < from + n; b++) {
		batch->lq0[b] = NAN;
		batch->left[b] = -2;
		if (batch->drawn[b] < batch->length[b] || !(all || batch->right[b] == batch->N))
			continue;
		most[m] = rows_scores(base, &batch->prompt[b], desk->q0a + m * k, desk->q0e1 + m * k);
		wanted[m++] = b;
	}
	if (base->e2)
		vector_exp(desk->q0e1, m * batch->k);
	for (int i = 0; i < m; i++) {
		struct subject q = { &batch->prompt[wanted[i]], desk->q0a + i * k, desk->q0e1 + i * k, most[i] };
		classify_one(batch, base, desk, &q, log_alpha, wanted[i]);
	}
}
