/* Gathering advantages by state, then scattering. */
#include "core/gradient.h"

#include <string.h>

#include "core/features.h"
#include "core/optim.h"
#include "core/vector.h"

/* One response's gathering: where a state's advantages are summed by token. */
struct gathering {
	const struct batch *batch;
	const struct rows *rows;
	struct desk *desk;
	struct subject subject;
	int b;
};

/* A visited state's k numbers: first the counts c, then the scores v_s. */
static inline double *scores_at(const struct gathering *g, int state)
{
	return g->desk->count + (size_t)state * (size_t)g->batch->k;
}

static inline double *count_of(struct gathering *g, int state)
{
	double *count = scores_at(g, state);

	if (!g->desk->plain.ready[state]) {
		sheet_open(&g->desk->plain, g->rows, &g->subject, state);
		memset(count, 0, (size_t)g->batch->k * sizeof *count);
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
	double hit = g->batch->hit[g->b];

	for (int j = 0; j < steps && j < right; j++) {
		int y = p->ystar[j];
		if (j == last)
			behind = state;
		count_of(g, state)[y] += hit * prompt_visits(p, j, right);
		state = t->next[state * t->k + y];
	}
	return last < steps && last < right ? behind : state;
}

static void gather_tail(struct gathering *g, int state)
{
	const struct task *t = g->rows->task;
	const uint8_t *y = g->batch->y + (size_t)g->b * t->N;
	double miss = g->batch->miss[g->b];
	int drawn = g->batch->drawn[g->b];

	for (int i = g->batch->right[g->b]; i < drawn; i++) {
		count_of(g, state)[y[i]] += miss;
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

/* Every token by itself, its advantage times its importance weight. */
static void gather_weighted(struct gathering *g)
{
	const struct batch *batch = g->batch;
	const struct task *t = g->rows->task;
	size_t first = (size_t)g->b * (size_t)t->N;
	int state = 0;

	for (int i = 0; i < batch->drawn[g->b]; i++) {
		int y = batch->y[first + i];
		count_of(g, state)[y] += batch->weight[first + i] * batch_advantage(batch, g->b, i);
		state = t->next[state * t->k + y];
	}
}

/* Counts become v_s = c - (sum c) p at a visited state; v (k) += v_s. */
static inline double *score_state(const struct gathering *g, int state, double *v)
{
	const struct row *row = &g->desk->plain.row[state];
	double *c = scores_at(g, state);
	int k = g->batch->k;

	vector_score(c, vector_sum(c, k) / row->sum, row->weight, k, v);
	return c;
}

static void score_states(const struct gathering *g, double *v)
{
	for (int i = 0; i < g->desk->plain.nopen; i++)
		score_state(g, g->desk->plain.open[i], v);
}

/* |sum_s phi(x, s, .) (x) v_s|^2 = sum_{s,s'} <phi_s, phi_s'> <v_s, v_s'>. */
static double pair_norm2(const struct gathering *g)
{
	const struct task *t = g->rows->task;
	const struct sheet *sheet = &g->desk->plain;
	double sum = 0.0;

	for (int i = 0; i < sheet->nopen; i++)
		for (int j = 0; j <= i; j++) {
			int a = sheet->open[i], b = sheet->open[j];
			double dot = t->features->dot(t, g->subject.prompt, a, b);
			if (dot != 0.0)
				sum += (i == j ? 1.0 : 2.0) * dot * vector_dot(scores_at(g, a), scores_at(g, b), t->k);
		}
	return sum;
}

/* The same where the features split: states share the prompt's part, and each has weights of its own beside it, so that
 * the sum is |phi_x|^2 |v|^2 + sum_s |v_s|^2, v = sum_s v_s. */
static double split_norm2(const struct gathering *g, const double *v)
{
	const struct task *t = g->rows->task;
	const struct sheet *sheet = &g->desk->plain;
	bool first_has_own = t->features->score_state(t, g->rows->w, 0) != NULL;
	double shared = t->features->dot(t, g->subject.prompt, 0, t->nstate - 1), sum;

	if (t->nstate == 1 && first_has_own)
		shared -= 1.0;
	sum = shared * vector_dot(v, v, t->k);
	for (int i = 0; i < sheet->nopen; i++) {
		const double *own = scores_at(g, sheet->open[i]);
		if (sheet->open[i] != 0 || first_has_own)
			sum += vector_dot(own, own, t->k);
	}
	return sum;
}

/* Multiplies all v_s, and their sum v (k). */
static void scale_states(struct gathering *g, double by, double *v)
{
	int k = g->batch->k;

	for (int y = 0; y < k; y++)
		v[y] *= by;
	for (int i = 0; i < g->desk->plain.nopen; i++) {
		double *own = scores_at(g, g->desk->plain.open[i]);
		for (int y = 0; y < k; y++)
			own[y] *= by;
	}
}

/* Each state's v_s to its own weights. */
static void scatter_states(const struct gathering *g, double *grad)
{
	const struct sheet *sheet = &g->desk->plain;

	for (int i = 0; i < sheet->nopen; i++) {
		int state = sheet->open[i];
		features_scatter_rest(g->rows->task, g->subject.prompt, state, scores_at(g, state), grad);
	}
}

static bool has_baseline(const struct batch *batch)
{
	for (int i = 0; i < batch->N; i++)
		if (batch->base[i] != 0.0)
			return true;
	return false;
}

/* The counts of one response's advantages; `weighed`, times importance weights. */
static void gather(struct gathering *g, bool baseline, bool weighed)
{
	int state;

	sheet_clear(&g->desk->plain);
	if (weighed) {
		gather_weighted(g);
		return;
	}
	state = gather_prefix(g);
	if (g->batch->miss[g->b] != 0.0)
		gather_tail(g, state);
	if (baseline)
		gather_baseline(g);
}

/* A response's sum of A_i grad log p: the states' part to grad (nparam), their sum to v (k), for the prompt's. */
static void add_gradient(struct gathering *g, bool baseline, double *v, double *grad)
{
	const struct sheet *sheet = &g->desk->plain;

	gather(g, baseline, g->batch->weight != NULL);
	for (int i = 0; i < sheet->nopen; i++) {
		int state = sheet->open[i];
		features_scatter_rest(g->rows->task, g->subject.prompt, state, score_state(g, state, v), grad);
	}
}

/* The response's step eta, from its gradient without importance weights; that is left in the states and in v. */
static double find_step(struct gathering *g, double radius2, bool baseline, double *v)
{
	gather(g, baseline, false);
	score_states(g, v);
	return optim_eta(radius2, features_split(g->rows->task->features) ? split_norm2(g, v) : pair_norm2(g));
}

/* The same times its step eta. Weights multiply it only when eta is known. */
static void add_step(struct gathering *g, double radius2, bool baseline, double *v, double *grad)
{
	double eta = find_step(g, radius2, baseline, v);

	if (g->batch->weight) {
		memset(v, 0, (size_t)g->batch->k * sizeof *v);
		gather(g, baseline, true);
		score_states(g, v);
	}
	scale_states(g, eta, v);
	scatter_states(g, grad);
}

/* radius2 = 0: no steps. */
static void sum_chunk(const struct batch *batch, const struct rows *rows, struct desk *desk, int from, int n,
		      double radius2, double *grad)
{
	const struct task *t = rows->task;
	size_t k = (size_t)t->k;
	bool baseline = has_baseline(batch);

	memset(desk->v, 0, (size_t)n * k * sizeof *desk->v);
	for (int b = from; b < from + n; b++) {
		struct gathering g = { batch, rows, desk, batch_subject(batch, b), b };
		double *v = desk->v + (size_t)(b - from) * k;
		if (batch->hit[b] == 0.0 && batch->miss[b] == 0.0 && !baseline)
			continue;
		if (radius2 > 0.0)
			add_step(&g, radius2, baseline, v, grad);
		else
			add_gradient(&g, baseline, v, grad);
	}
	if (features_split(t->features))
		t->features->scatter_prompts(t, batch->prompt + from, n, desk->v, grad);
}

void gradient_chunk(const struct batch *batch, const struct rows *rows, struct desk *desk, int from, int n,
		    double *grad)
{
	sum_chunk(batch, rows, desk, from, n, 0.0, grad);
}

void gradient_chunk_adaptive(const struct batch *batch, const struct rows *rows, struct desk *desk, int from, int n,
			     double radius2, double *grad)
{
	sum_chunk(batch, rows, desk, from, n, radius2, grad);
}

double gradient_eta(const struct batch *batch, const struct rows *rows, struct desk *desk, int b, double radius2)
{
	struct gathering g = { batch, rows, desk, batch_subject(batch, b), b };

	memset(desk->v, 0, (size_t)batch->k * sizeof *desk->v);
	return find_step(&g, radius2, has_baseline(batch), desk->v);
}

void gradient_sum(const double *partial, int chunks, size_t nparam, double scale, double *grad)
{
	memset(grad, 0, nparam * sizeof *grad);
	for (int c = 0; c < chunks; c++)
		vector_add(grad, scale, partial + (size_t)c * nparam, nparam);
}
