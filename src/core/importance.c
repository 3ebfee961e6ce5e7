/* Weights along a response, and their second moment over all responses. */
#include "core/importance.h"

#include <math.h>
#include <stdlib.h>

#include "base/xalloc.h"
#include "core/logs.h"
#include "core/vector.h"

/* log of the probability of all tokens but `right`: without cancellation, whichever is small. */
static double log_wrong(const double *weight, double sum, int k, int right, double lp_right)
{
	double wrong = 0.0;

	if (lp_right < -1.0)
		return log_complement(lp_right);
	for (int y = 0; y < k; y++)
		wrong += y == right ? 0.0 : weight[y];
	return log(wrong) - log(sum);
}

/* One response, token by token: log p and log q of the prefix. */
struct weighing {
	const struct behaviour *q;
	struct desk *desk;
	struct subject now, other;
	int b, state;
	double lp, lq;
	double lq0; /* LAW_MIXED */
};

static struct chances chances_of(struct weighing *g, int i)
{
	const struct behaviour *q = g->q;
	const struct batch *batch = q->batch;
	int y = batch->y[(size_t)g->b * (size_t)batch->N + i], right = batch->prompt[g->b].ystar[i];
	struct row *row = sheet_row(&g->desk->plain, q->now, &g->now, g->state);
	struct chances c = { .k = batch->k, .m = q->m, .mix = q->mix, .at_right = i <= batch->right[g->b],
			     .right = i < batch->right[g->b], .now = rows_lp(q->now, &g->now, g->state, row, y) };

	if (q->type->has_other) {
		struct row *second = sheet_row(&g->desk->second, q->other, &g->other, g->state);
		c.other = rows_lp(q->other, &g->other, g->state, second, y);
	}
	if (q->type->law == LAW_PATH && c.at_right)
		c.wrong = log_wrong(row->weight, row->sum, c.k, right,
				    c.right ? c.now : rows_lp(q->now, &g->now, g->state, row, right));
	g->state = q->now->task->next[g->state * c.k + y];
	return c;
}

/* log p(y_{1:i}) / q(y_{1:i}) after one token more. */
static double next_ratio(struct weighing *g, int i)
{
	struct chances c = chances_of(g, i);

	g->lp += c.now;
	if (g->q->type->law == LAW_MIXED) {
		g->lq0 += c.other;
		g->lq = log_add(g->lq0, -(i + 1) * log(c.k)) - M_LN2;
	} else {
		g->lq += g->q->type->log_law(&c);
	}
	return g->lp - g->lq;
}

/* Logarithms of the ratios of the prefixes into weight. */
static void weigh_prefixes(const struct behaviour *q, struct desk *desk, int b, double *weight)
{
	struct weighing g = { .q = q, .desk = desk, .now = batch_subject(q->batch, b), .b = b };

	if (q->type->has_other)
		g.other = behave_other(q, desk, b);
	sheet_clear(&desk->plain);
	sheet_clear(&desk->second);
	desk->second.mix = 0.0;
	for (int i = 0; i < q->batch->drawn[b]; i++)
		weight[i] = next_ratio(&g, i);
}

void importance_fill(const struct behaviour *q, struct desk *desk, double clip, bool per_token, int from, int n)
{
	static const double most = 700.0; /* e^700 is still a double */
	int N = q->batch->N;
	double line = clip > 0.0 ? fmin(log(clip), most) : 0.0;

	for (int b = from; b < from + n; b++) {
		double *weight = q->batch->weight + (size_t)b * (size_t)N;
		int known = q->batch->drawn[b];
		if (line == 0.0 || q->type->law == LAW_NONE)
			known = 0;
		else
			weigh_prefixes(q, desk, b, weight);
		double whole = known == N ? weight[N - 1] : 0.0;
		for (int i = 0; i < N; i++) {
			double ratio = !per_token ? whole : i < known ? weight[i] : 0.0;
			weight[i] = exp(fmax(-line, fmin(line, ratio)));
		}
	}
}

/* The terms of sum_y prod_i p^2 / q: for LAW_MIXED, q is q0^share u^(1 - share). */
struct terms {
	const struct behave_type *type;
	struct chain *now, *other;
	int64_t m;
	double mix, share;
};

static double term(const struct terms *t, int state, int y)
{
	int k = t->now->task->k;
	struct chances c = { .now = chain_row(t->now, state)[y], .k = k, .m = t->m, .mix = t->mix };

	if (isinf(c.now))
		return -INFINITY;
	if (t->type->has_other)
		c.other = chain_row(t->other, state)[y];
	if (t->type->law == LAW_MIXED)
		return 2.0 * c.now - t->share * c.other + (1.0 - t->share) * log(k);
	return 2.0 * c.now - t->type->log_law(&c);
}

/* A walk over all responses in logarithms: at each state the sum of the products that lead there. */
struct sums {
	const struct terms *terms;
	double *row;       /* (nstate, k) terms, filled when a state is first met ..  */
	bool *known;       /* (nstate) .. as this says                                */
	double *at;        /* (nstate) logarithms of the sums                         */
	double *top, *sum; /* (nstate) of the step in progress: the largest, the rest */
};

static const double *terms_at(struct sums *s, int state)
{
	int k = s->terms->now->task->k;
	double *row = s->row + (size_t)state * (size_t)k;

	for (int y = 0; y < k && !s->known[state]; y++)
		row[y] = term(s->terms, state, y);
	s->known[state] = true;
	return row;
}

/* top[s'] = the largest of at[s] + term(s, y) over what leads to s'. */
static void find_tops(struct sums *s)
{
	const struct task *t = s->terms->now->task;

	for (int to = 0; to < t->nstate; to++) {
		s->top[to] = -INFINITY;
		s->sum[to] = 0.0;
	}
	for (int from = 0; from < t->nstate; from++) {
		const uint16_t *next = t->next + (size_t)from * (size_t)t->k;
		const double *row = s->at[from] > -INFINITY ? terms_at(s, from) : NULL;
		for (int y = 0; row && y < t->k; y++)
			s->top[next[y]] = fmax(s->top[next[y]], s->at[from] + row[y]);
	}
}

static void step(struct sums *s)
{
	const struct task *t = s->terms->now->task;
	double part[TASK_TOKENS_MOST];

	find_tops(s);
	for (int from = 0; from < t->nstate; from++) {
		const uint16_t *next = t->next + (size_t)from * (size_t)t->k;
		if (s->at[from] == -INFINITY)
			continue;
		const double *row = terms_at(s, from);
		for (int y = 0; y < t->k; y++) /* a top that is infinite is the sum itself */
			part[y] = isinf(s->top[next[y]]) ? 0.0 : s->at[from] + row[y] - s->top[next[y]];
		vector_exp(part, t->k);
		for (int y = 0; y < t->k; y++)
			s->sum[next[y]] += part[y];
	}
	for (int to = 0; to < t->nstate; to++)
		s->at[to] = isinf(s->top[to]) ? s->top[to] : s->top[to] + log(s->sum[to]);
}

static double chain_moment(const struct terms *terms)
{
	const struct task *t = terms->now->task;
	size_t n = (size_t)t->nstate;
	double *room = xcalloc(3 * n, sizeof *room), all = -INFINITY;
	struct sums s = { .terms = terms, .row = xcalloc(n * (size_t)t->k, sizeof *s.row),
			  .known = xcalloc(n, sizeof *s.known), .at = room, .top = room + n, .sum = room + 2 * n };

	for (size_t i = 1; i < n; i++)
		s.at[i] = -INFINITY;
	for (int i = 0; i < t->N; i++)
		step(&s);
	for (size_t i = 0; i < n; i++)
		all = log_add(all, s.at[i]);
	free(room);
	free(s.row);
	free(s.known);
	return all;
}

/* Behind the first wrong token q is p, and at a right prefix sum p^2 / q over the wrong tokens is (1 - p(y*_i))^(2-m).
 * So with A_i = prod_{j<i} p(y*_j)^2 / q(y*_j) the moment is A_N + sum_i A_i (1 - p(y*_i))^(2-m). */
static double path_moment(const struct terms *t)
{
	const struct task *task = t->now->task;
	const uint8_t *ystar = t->now->prompt->ystar;
	double weight[TASK_TOKENS_MOST], before = 0.0, sum = -INFINITY;
	int state = 0;

	for (int i = 0; i < task->N; i++) {
		const double *lp = chain_row(t->now, state);
		struct chances c = { .now = lp[ystar[i]], .at_right = true, .right = true, .k = task->k, .m = t->m };
		for (int y = 0; y < task->k; y++)
			weight[y] = exp(lp[y]);
		c.wrong = log_wrong(weight, 1.0, task->k, ystar[i], c.now);
		sum = log_add(sum, before + (t->m == 2 ? 0.0 : (double)(2 - t->m) * c.wrong));
		before += 2.0 * c.now - t->type->log_law(&c);
		state = task->next[state * task->k + ystar[i]];
	}
	return log_add(sum, before);
}

/* q0/2 + u/2 >= (q0 / 2s)^s (u / 2(1-s))^(1-s) for each s in 0..1. */
static double mixed_bound(struct terms *t)
{
	enum { SHARES = 8 };
	double least = INFINITY;

	for (int j = 0; j <= SHARES; j++) {
		double s = (double)j / SHARES, r = 1.0 - s;
		t->share = s;
		least = fmin(least, chain_moment(t) + (s > 0.0 ? s * log(2.0 * s) : 0.0) +
					    (r > 0.0 ? r * log(2.0 * r) : 0.0));
	}
	return least;
}

double importance_moment(const struct behave_type *q, struct chain *now, struct chain *other, int64_t m, double mix)
{
	struct terms t = { .type = q, .now = now, .other = other, .m = m, .mix = mix };

	switch (q->law) {
	case LAW_NONE:
		return NAN;
	case LAW_TOKEN:
		return q == &behave_onpolicy ? 0.0 : fmax(0.0, chain_moment(&t));
	case LAW_PATH:
		return fmax(0.0, path_moment(&t));
	case LAW_MIXED:
		break;
	}
	return fmax(0.0, mixed_bound(&t));
}

double importance_variance(const struct behave_type *q, struct chain *now, struct chain *other, int64_t m, double mix)
{
	return expm1(importance_moment(q, now, other, m, mix));
}

bool importance_is_exact(const struct behave_type *q)
{
	return q->law != LAW_MIXED;
}
