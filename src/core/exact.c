/* Two kinds of walk do all the work: along y* (or another response), and forward with the law of the state,
 *     P(s_{i+1} = s') = sum_s P(s_i = s) sum_y p(y | s) 1[next(s, y) = s']. */
#include "core/exact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/features.h"

static int after(const struct chain *c, int state, int token)
{
	return c->task->next[state * c->task->k + token];
}

double exact_loglik(struct chain *c)
{
	const uint8_t *y = c->prompt->ystar;
	double sum = 0.0;
	int state = 0;

	for (int i = 0; i < c->task->N; i++) {
		sum += chain_row(c, state)[y[i]];
		state = after(c, state, y[i]);
	}
	return sum;
}

void exact_path(struct chain *c, const uint8_t *y, int n, double *lp)
{
	int state = 0;

	for (int i = 0; i < n; i++) {
		lp[i] = chain_row(c, state)[y[i]];
		state = after(c, state, y[i]);
	}
}

void exact_tokens(struct chain *c, double *lp)
{
	exact_path(c, c->prompt->ystar, c->task->N, lp);
}

const double *exact_next(struct chain *c, int i)
{
	int state = 0;

	for (int j = 0; j < i; j++)
		state = after(c, state, c->prompt->ystar[j]);
	return chain_row(c, state);
}

/* law[i] = L_{<i} (1 - p(y*_i | ..)), L_{<i} the probability that all tokens before are right. */
void exact_first_wrong(struct chain *c, double *law)
{
	double sum = 0.0;
	int N = c->task->N;

	exact_tokens(c, law);
	for (int i = 0; i < N; i++) {
		double lp = law[i];
		law[i] = exp(sum) * -expm1(lp);
		sum += lp;
	}
	law[N] = exp(sum);
}

double exact_worst(struct chain *c, int *position)
{
	const uint8_t *y = c->prompt->ystar;
	double worst = 0.0;
	int state = 0;

	*position = 0;
	for (int i = 0; i < c->task->N; i++) {
		double lp = chain_row(c, state)[y[i]];
		if (i == 0 || lp < worst) {
			worst = lp;
			*position = i;
		}
		state = after(c, state, y[i]);
	}
	return worst;
}

int exact_rarest(const double *lp, int n)
{
	static const double same = 1e-9; /* log probabilities nearer than that are one */
	int least = 0;
	bool differ = false;

	for (int i = 1; i < n; i++) {
		differ = differ || fabs(lp[i] - lp[0]) > same;
		least = lp[i] < lp[least] ? i : least;
	}
	return differ ? least : -1;
}

/* sum_y p(y) (log p(y) - log q(y)), p given with its logarithms; q NULL: the negative entropy sum_y p(y) log p(y). */
static double row_divergence(const double *p, const double *lp, const double *lq, int k)
{
	double sum = 0.0;

	for (int y = 0; y < k; y++)
		sum += p[y] * (lp[y] - (lq ? lq[y] : 0.0));
	return sum;
}

/* E |grad log p(y | x, s)|^2 = |phi_s|^2 (1 - sum_y p(y)^2): the features of different tokens are orthogonal. */
static double row_score_norm2(const struct chain *c, int state, const double *p)
{
	double sum = 0.0;

	for (int y = 0; y < c->task->k; y++)
		sum += p[y] * (1.0 - p[y]);
	return c->task->features->dot(c->task, c->prompt, state, state) * sum;
}

/* A walk over all responses, adding up a number of each state's law: it comes by the same states again and again. */
struct walk {
	struct chain *p, *q;
	bool score;    /* the number is that of row_score_norm2(), else the divergence      */
	double *row;   /* (nstate, k) probabilities of the next tokens ..                   */
	double *value; /* (nstate) .. and their number; NaN: not worked out yet             */
};

static void visit(struct walk *w, int state)
{
	int k = w->p->task->k;
	const double *lp = chain_row(w->p, state);
	double *row = w->row + (size_t)state * k;

	for (int y = 0; y < k; y++)
		row[y] = exp(lp[y]);
	if (w->score)
		w->value[state] = row_score_norm2(w->p, state, row);
	else
		w->value[state] = row_divergence(row, lp, w->q ? chain_row(w->q, state) : NULL, k);
}

/* One step: `to` becomes the law of the state after a token drawn at `from`. Returns the expected number of that
 * token's law, sum_s P(s) value(s). */
static double walk_on(struct walk *w, const double *from, double *to)
{
	const struct task *t = w->p->task;
	double sum = 0.0;

	memset(to, 0, (size_t)t->nstate * sizeof *to);
	for (int s = 0; s < t->nstate; s++) {
		if (from[s] == 0.0)
			continue;
		if (isnan(w->value[s]))
			visit(w, s);
		sum += from[s] * w->value[s];
		for (int y = 0; y < t->k; y++)
			to[after(w->p, s, y)] += from[s] * w->row[(size_t)s * t->k + y];
	}
	return sum;
}

/* sum_i sum_s P(s_i = s) value(s). */
static double expected_value(struct chain *p, struct chain *q, bool score)
{
	size_t n = (size_t)p->task->nstate;
	double *now = p->reach, *then = p->reach + n, sum = 0.0;
	struct walk w = { .p = p, .q = q, .score = score, .row = xcalloc(n * p->task->k, sizeof *w.row),
			  .value = xcalloc(n, sizeof *w.value) };

	for (size_t s = 0; s < n; s++)
		w.value[s] = NAN;
	memset(now, 0, n * sizeof *now);
	now[0] = 1.0;
	for (int i = 0; i < p->task->N; i++) {
		sum += walk_on(&w, now, then);
		double *swap = now;
		now = then;
		then = swap;
	}
	free(w.row);
	free(w.value);
	return sum;
}

double exact_entropy(struct chain *c)
{
	return -expected_value(c, NULL, false);
}

double exact_kl(struct chain *p, struct chain *q)
{
	return expected_value(p, q, false);
}

double exact_score_norm2(struct chain *c)
{
	return expected_value(c, NULL, true);
}

double exact_process_queries(struct chain *c)
{
	const uint8_t *y = c->prompt->ystar;
	double sum = 0.0, queries = 1.0;
	int state = 0;

	for (int i = 0; i < c->task->N - 1; i++) {
		sum += chain_row(c, state)[y[i]];
		queries += exp(sum);
		state = after(c, state, y[i]);
	}
	return queries;
}

/* The prompt's part of the scores collects one k-vector over all positions. */
void exact_score(struct chain *c, const double *by, double *grad)
{
	const struct task *t = c->task;
	double v[TASK_TOKENS_MOST], total[TASK_TOKENS_MOST] = { 0.0 };
	int state = 0;

	for (int i = 0; i < t->N; i++) {
		int right = c->prompt->ystar[i];
		const double *lp = by[i] != 0.0 ? chain_row(c, state) : NULL;
		for (int y = 0; lp && y < t->k; y++) {
			v[y] = by[i] * ((y == right) - exp(lp[y]));
			total[y] += v[y];
		}
		if (lp)
			features_scatter_rest(t, c->prompt, state, v, grad);
		state = after(c, state, right);
	}
	if (features_split(t->features))
		t->features->scatter_prompts(t, c->prompt, 1, total, grad);
}

void exact_outcome_gradient(struct chain *c, double scale, double *grad)
{
	int N = c->task->N;
	double *by = xcalloc((size_t)N, sizeof *by), reached = scale * exp(exact_loglik(c));

	for (int i = 0; i < N; i++)
		by[i] = reached;
	exact_score(c, by, grad);
	free(by);
}

void exact_process_gradient(struct chain *c, double scale, double *grad)
{
	int N = c->task->N;
	double *by = xcalloc((size_t)N, sizeof *by), sum = 0.0;

	exact_tokens(c, by);
	for (int i = 0; i < N; i++) {
		sum += by[i];
		by[i] = scale * exp(sum);
	}
	exact_score(c, by, grad);
	free(by);
}
