/* Gathering advantages by state, then scattering. */
#include "core/gradient.h"

#include <string.h>

#include "core/features.h"
#include "core/vector.h"

/* One response's gathering: where a state's advantages are summed by token. */
struct gathering {
	const struct batch *batch;
	const struct rows *rows;
	struct desk *desk;
	struct subject subject;
	int b;
};

static inline double *count_of(struct gathering *g, int state)
{
	size_t k = (size_t)g->batch->k;
	double *count = g->desk->count + (size_t)state * k;

	if (!g->desk->plain.ready[state]) {
		sheet_open(&g->desk->plain, g->rows, &g->subject, state);
		memset(count, 0, k * sizeof *count);
	}
	return count;
}

/* Tokens 0 .. right - 1 follow y*: each step of it counts as often as it was visited. Returns the state behind. */
static int gather_prefix(struct gathering *g)
{
	const struct task *t = g->rows->task;
	const struct prompt *p = &g->batch->prompt[g->b];
	int right = g->batch->right[g->b], steps = prompt_steps(p), state = 0, behind = 0;
	int last = right <= steps ? right : p->lead + (right - p->lead) % p->period; /* the step at position `right` */

	for (int j = 0; j < steps && j < right; j++) {
		int y = p->ystar[j];
		if (j == last)
			behind = state;
		count_of(g, state)[y] += g->batch->hit[g->b] * prompt_visits(p, j, right);
		state = t->next[state * t->k + y];
	}
	return last < steps && last < right ? behind : state;
}

static void gather_tail(struct gathering *g, int state)
{
	const struct task *t = g->rows->task;
	const uint8_t *y = g->batch->y + (size_t)g->b * t->N;

	for (int i = g->batch->right[g->b]; i < g->batch->drawn[g->b]; i++) {
		count_of(g, state)[y[i]] += g->batch->miss[g->b];
		state = t->next[state * t->k + y[i]];
	}
}

/* Minus the baseline of each position: the whole response, token by token. */
static void gather_baseline(struct gathering *g)
{
	const struct task *t = g->rows->task;
	const uint8_t *y = g->batch->y + (size_t)g->b * t->N;
	int state = 0;

	for (int i = 0; i < g->batch->drawn[g->b]; i++) {
		count_of(g, state)[y[i]] -= g->batch->base[i];
		state = t->next[state * t->k + y[i]];
	}
}

/* v (k) += c - (sum c) p for each visited state; the state's own part goes to its weights at once. */
static void scatter_states(struct gathering *g, double *v, double *grad)
{
	const struct task *t = g->rows->task;
	const struct sheet *sheet = &g->desk->plain;
	size_t k = (size_t)t->k;

	for (int i = 0; i < sheet->nopen; i++) {
		int state = sheet->open[i];
		double *c = g->desk->count + (size_t)state * k;
		double share = vector_sum(c, t->k) / sheet->row[state].sum;
		vector_score(c, share, sheet->row[state].weight, t->k, v);
		if (features_split(t->features))
			t->features->scatter_state(t, state, c, grad);
		else
			t->features->scatter_pair(t, g->subject.prompt, state, c, grad);
	}
}

static bool has_baseline(const struct batch *batch)
{
	for (int i = 0; i < batch->N; i++)
		if (batch->base[i] != 0.0)
			return true;
	return false;
}

void gradient_chunk(const struct batch *batch, const struct rows *rows, struct desk *desk, int from, int n,
		    double *grad)
{
	const struct task *t = rows->task;
	size_t k = (size_t)t->k;
	bool baseline = has_baseline(batch);

	memset(desk->v, 0, (size_t)n * k * sizeof *desk->v);
	for (int b = from; b < from + n; b++) {
		struct gathering g = { batch, rows, desk, batch_subject(batch, b), b };
		if (batch->hit[b] == 0.0 && batch->miss[b] == 0.0 && !baseline)
			continue;
		sheet_clear(&desk->plain);
		int state = gather_prefix(&g);
		if (batch->miss[b] != 0.0)
			gather_tail(&g, state);
		if (baseline)
			gather_baseline(&g);
		scatter_states(&g, desk->v + (size_t)(b - from) * k, grad);
	}
	if (features_split(t->features))
		t->features->scatter_prompts(t, batch->prompt + from, n, desk->v, grad);
}

void gradient_sum(const double *partial, int chunks, size_t nparam, double scale, double *grad)
{
	memset(grad, 0, nparam * sizeof *grad);
	for (int c = 0; c < chunks; c++)
		vector_add(grad, scale, partial + (size_t)c * nparam, nparam);
}
