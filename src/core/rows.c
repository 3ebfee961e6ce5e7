/* Factored rows; see rows.h for the scheme and its guard. */
#include "core/rows.h"

#include <math.h>
#include <stdlib.h>

#include "base/xalloc.h"
#include "core/features.h"
#include "core/vector.h"

/* Below this the product of two rows may have lost its tokens to underflow. */
static const double sum_least = 1e-200;

void rows_init(struct rows *r, const struct task *t)
{
	*r = (struct rows){ .task = t };
	if (!features_split(t->features))
		return;
	r->e2 = xcalloc((size_t)t->nstate * t->k, sizeof *r->e2);
	r->most = xcalloc((size_t)t->nstate, sizeof *r->most);
}

void rows_done(struct rows *r)
{
	free(r->e2);
	free(r->most);
	*r = (struct rows){ 0 };
}

void rows_load(struct rows *r, const double *w)
{
	const struct task *t = r->task;
	int k = t->k;

	r->w = w;
	for (int s = 0; r->e2 && s < t->nstate; s++) {
		const double *b = t->features->score_state(t, w, s);
		double *to = r->e2 + (size_t)s * k;
		r->most[s] = b ? vector_max(b, k) : 0.0;
		for (int y = 0; y < k; y++)
			to[y] = b ? b[y] - r->most[s] : 0.0;
	}
	if (r->e2)
		vector_exp(r->e2, t->nstate * k);
}

double rows_scores(const struct rows *r, const struct prompt *p, double *a, double *e1)
{
	int k = r->task->k;
	double most;

	if (!r->e2)
		return 0.0;
	r->task->features->score_prompt(r->task, r->w, p, a);
	most = vector_max(a, k);
	for (int y = 0; y < k; y++)
		e1[y] = a[y] - most;
	return most;
}

void rows_prompts(const struct rows *r, const struct prompt *p, int n, double *a, double *e1, double *most)
{
	size_t k = (size_t)r->task->k;

	for (int b = 0; b < n; b++)
		most[b] = rows_scores(r, &p[b], a + b * k, e1 + b * k);
	if (r->e2)
		vector_exp(e1, n * r->task->k);
}

/* The row from its scores: the largest becomes weight 1. */
static void row_from_scores(const struct rows *r, const struct subject *q, int state, struct row *to)
{
	int k = r->task->k;

	features_score_given(r->task, r->w, q->prompt, q->a, state, to->weight);
	to->shift = vector_max(to->weight, k);
	for (int y = 0; y < k; y++)
		to->weight[y] -= to->shift;
	vector_exp(to->weight, k);
	to->sum = 0.0;
	for (int y = 0; y < k; y++)
		to->sum += to->weight[y];
}

void rows_at(const struct rows *r, const struct subject *q, int state, struct row *to)
{
	int k = r->task->k;

	to->lsum = NAN;
	to->sum = 0.0;
	if (r->e2) {
		to->shift = q->most + r->most[state];
		to->sum = vector_product(q->e1, r->e2 + (size_t)state * k, k, to->weight);
	}
	if (to->sum < sum_least)
		row_from_scores(r, q, state, to);
	if (to->cum)
		to->sum = vector_cumulate(to->weight, k, to->cum);
}

/* score(token | x, s) where the map does not split: those of all tokens are asked for. */
static double pair_score(const struct rows *r, const struct subject *q, int state, int token)
{
	double score[TASK_TOKENS_MOST];

	r->task->features->score_pair(r->task, r->w, q->prompt, state, score);
	return score[token];
}

/* score(token | x, s). */
static inline double score_of(const struct rows *r, const struct subject *q, int state, int token)
{
	const double *b;

	if (!r->e2)
		return pair_score(r, q, state, token);
	b = r->task->features->score_state(r->task, r->w, state);
	return q->a[token] + (b ? b[token] : 0.0);
}

double rows_lp(const struct rows *r, const struct subject *q, int state, struct row *row, int token)
{
	if (isnan(row->lsum))
		row->lsum = log(row->sum);
	return score_of(r, q, state, token) - row->shift - row->lsum;
}

double rows_measure(const struct rows *r, const struct prompt *p, double *room, double *worst, int *at)
{
	const struct task *t = r->task;
	int k = t->k, state = 0, steps = prompt_steps(p);
	double *a = room, *e1 = room + k, most, sum = 0.0;
	struct row row = { .weight = room + 2 * k };
	struct subject q;

	rows_prompts(r, p, 1, a, e1, &most);
	q = (struct subject){ p, a, e1, most };
	*worst = INFINITY;
	for (int j = 0; j < steps; j++) {
		double lp;
		rows_at(r, &q, state, &row);
		lp = rows_lp(r, &q, state, &row, p->ystar[j]);
		sum += prompt_visits(p, j, t->N) * lp;
		if (lp < *worst) {
			*worst = lp;
			*at = j;
		}
		state = t->next[state * k + p->ystar[j]];
	}
	return sum;
}

double rows_loglik(const struct rows *r, const struct prompt *p, double *room)
{
	double worst;
	int at;

	return rows_measure(r, p, room, &worst, &at);
}
