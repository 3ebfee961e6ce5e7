/* h_N = 1, h_i(s) = sum_y q(y|s) e^(a r(i,s,y)) h_{i+1}(s'), Z = h_0, and the tilt draws y with probability
 * q(y|s) e^(a r) h_{i+1}(s') / h_i(s). So that no digits are lost at a large a, rewards are taken as regrets: what is
 * behind the best that can still be had, best_i(s) = max_y r + best_{i+1}(s'). Then log h - a best lies between the log
 * of the chance of that best and 0. */
#include "core/tilt.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>

#include "base/xalloc.h"
#include "core/exact.h"
#include "core/logs.h"

/* Rewards nearer than that are one, where a = inf asks which are the highest. */
static const double same = 1e-9;

/* Of the rest of a response, from a state at a position on. */
struct node {
	double best;   /* the highest reward                          */
	double log_h;  /* log h - a best                              */
	double regret; /* E r - best under the tilt                   */
	double variance, kl;
};

/* ---- Rewards that are sums */

/* The earliest position of each state, N: none. Rows of other states are asked of nobody. */
static int *find_first(const struct task *t)
{
	int *first = xcalloc((size_t)t->nstate, sizeof *first), *queue = xcalloc((size_t)t->nstate, sizeof *queue);
	int n = 1; /* state 0 is in the queue */

	for (int s = 1; s < t->nstate; s++)
		first[s] = t->N;
	for (int at = 0; at < n; at++)
		for (int y = 0; y < t->k; y++) {
			int s = t->next[queue[at] * t->k + y];
			if (s == 0 || first[s] <= first[queue[at]] + 1)
				continue;
			first[s] = first[queue[at]] + 1;
			queue[n++] = s;
		}
	free(queue);
	return first;
}

/* a d for a regret d <= 0. */
static double lost(double a, double d)
{
	if (isinf(a))
		return d < -same ? -INFINITY : 0.0;
	return a * d;
}

/* The node of a state at position i, from those of the next position. */
static struct node make_node(struct chain *q, const struct payoff *r, double a, int i, int s, const struct node *next)
{
	const struct task *t = q->task;
	const double *lp = chain_row(q, s), *gain = payoff_row(r, t->k, i, s);
	const uint16_t *to = t->next + (size_t)s * t->k;
	double d[TASK_TOKENS_MOST], l[TASK_TOKENS_MOST], p[TASK_TOKENS_MOST], most = -INFINITY, sum = 0.0;
	struct node n = { .best = -INFINITY };

	for (int y = 0; y < t->k; y++)
		n.best = fmax(n.best, gain[y] + next[to[y]].best);
	for (int y = 0; y < t->k; y++) {
		d[y] = gain[y] + next[to[y]].best - n.best;
		l[y] = lp[y] + lost(a, d[y]) + next[to[y]].log_h;
		most = fmax(most, l[y]);
	}
	for (int y = 0; y < t->k; y++)
		sum += p[y] = exp(l[y] - most);
	n.log_h = most + log(sum);
	for (int y = 0; y < t->k; y++) {
		p[y] /= sum;
		n.regret += p[y] * (d[y] + next[to[y]].regret);
		n.kl += p[y] > 0.0 ? p[y] * (l[y] - n.log_h - lp[y] + next[to[y]].kl) : 0.0;
	}
	for (int y = 0; y < t->k; y++) {
		double off = d[y] + next[to[y]].regret - n.regret;
		n.variance += p[y] * (next[to[y]].variance + off * off);
	}
	return n;
}

/* on (N + 1): the nodes along y*. */
static void sweep(struct chain *q, const struct payoff *r, double a, struct node *on)
{
	const struct task *t = q->task;
	size_t n = (size_t)t->nstate;
	struct node *next = xcalloc(n, sizeof *next), *now = xcalloc(n, sizeof *now), *swap;
	int *first = find_first(t), *state = xcalloc((size_t)t->N, sizeof *state);

	for (int i = 1; i < t->N; i++)
		state[i] = t->next[state[i - 1] * t->k + q->prompt->ystar[i - 1]];
	on[t->N] = (struct node){ 0 };
	for (int i = t->N - 1; i >= 0; i--) {
		for (int s = 0; s < t->nstate; s++)
			if (first[s] <= i)
				now[s] = make_node(q, r, a, i, s, next);
		on[i] = now[state[i]];
		swap = next;
		next = now;
		now = swap;
	}
	free(next);
	free(now);
	free(first);
	free(state);
}

static void measure_sum(struct chain *q, const struct payoff *r, double a, struct tilt *to, double *tokens)
{
	const struct task *t = q->task;
	const uint8_t *y = q->prompt->ystar;
	struct node *on = xcalloc((size_t)t->N + 1, sizeof *on);
	int state = 0;

	sweep(q, r, a, on);
	*to = (struct tilt){ .a = a, .reward = on->best + on->regret, .variance = on->variance, .kl = on->kl };
	to->log_z = a * on->best + on->log_h;
	for (int i = 0; i < t->N; i++) {
		double d = payoff_row(r, t->k, i, state)[y[i]] + on[i + 1].best - on[i].best;
		double lp = chain_row(q, state)[y[i]] + lost(a, d) + on[i + 1].log_h - on[i].log_h;
		if (tokens)
			tokens[i] = to->lp == -INFINITY ? NAN : fmin(lp, 0.0);
		to->lp += fmin(lp, 0.0);
		state = t->next[state * t->k + y[i]];
	}
	free(on);
}

/* ---- Outcome: off the path nothing changes; on it h = 1 + (e^a - 1) C_i, C_i the chance that the rest is right too */

/* log h - a, from log C. */
static double outcome_h(double a, double lc)
{
	return log_add(lc, log_complement(lc) - a);
}

static void measure_outcome(struct chain *q, double a, struct tilt *to, double *tokens)
{
	int N = q->task->N;
	double *own = tokens ? NULL : xcalloc((size_t)N, sizeof *own), *lp = tokens ? tokens : own;
	double lc = 0.0, h = 0.0, wrong;

	exact_tokens(q, lp);
	for (int i = N - 1; i >= 0; i--) {
		double before = outcome_h(a, lc + lp[i]);
		lc += lp[i];
		lp[i] = fmin(lp[i] + h - before, 0.0);
		h = before;
	}
	*to = (struct tilt){ .a = a, .lp = fmin(lc - h, 0.0) };
	to->log_z = log_add(log_complement(lc), a + lc); /* a + h, to the last digit where it is small */
	wrong = exp(log_complement(lc) - to->log_z);
	to->reward = exp(to->lp);
	to->variance = to->reward * wrong;
	to->kl = to->reward * -h - (wrong > 0.0 ? wrong * to->log_z : 0.0);
	free(own);
}

/* ---- Both */

double tilt_price(const struct chain *q, const struct payoff *r)
{
	const struct task *t = q->task;

	return r->kind == PAYOFF_OUTCOME ? t->N : (double)t->N * t->nstate * t->k;
}

void tilt_measure(struct chain *q, const struct payoff *r, double a, struct tilt *to, double *tokens)
{
	if (r->kind == PAYOFF_OUTCOME)
		measure_outcome(q, a, to, tokens);
	else
		measure_sum(q, r, a, to, tokens);
	if (a == 0.0)
		to->log_z = to->kl = 0.0; /* not nearly */
}

/* What the root is looked for of. */
struct aim {
	struct chain *q;
	const struct payoff *r;
	double kl;
};

static double miss(double a, void *self)
{
	const struct aim *aim = self;
	struct tilt at;

	tilt_measure(aim->q, aim->r, a, &at, NULL);
	return at.kl - aim->kl;
}

bool tilt_at_kl(struct chain *q, const struct payoff *r, double kl, struct tilt *to, double *tokens)
{
	static const double largest = 1e300;
	struct aim aim = { .q = q, .r = r, .kl = kl };
	gsl_function f = { .function = miss, .params = &aim };
	gsl_root_fsolver *root;
	double high = 1.0;

	if (!(kl > 0.0) || !(miss(INFINITY, &aim) > 0.0))
		return false;
	while (miss(high, &aim) < 0.0)
		if ((high *= 2.0) > largest)
			return false;
	root = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
	gsl_root_fsolver_set(root, &f, high > 1.0 ? high / 2.0 : 0.0, high);
	for (int i = 0; i < 200; i++) {
		gsl_root_fsolver_iterate(root);
		if (gsl_root_test_interval(gsl_root_fsolver_x_lower(root), gsl_root_fsolver_x_upper(root), 0.0, 1e-14) ==
		    GSL_SUCCESS)
			break;
	}
	tilt_measure(q, r, gsl_root_fsolver_root(root), to, tokens);
	gsl_root_fsolver_free(root);
	return true;
}

double tilt_strength(double from, double to)
{
	return to - log_complement(to) - from + log_complement(from);
}
