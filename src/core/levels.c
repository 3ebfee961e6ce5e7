/* P(best of n is at most v) = F(v)^n, F the policy's own: each value gets F^n - F_-^n. n may be beyond 1e40 and a value's
 * probability below 1e-300, so all is in logarithms, log F from the side where it loses nothing. */
#include "core/levels.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_sort_double.h>

#include "base/xalloc.h"
#include "core/estimate.h"
#include "core/exact.h"
#include "core/logs.h"

static void make_room(struct levels *l, size_t n)
{
	l->n = 0;
	l->value = xcalloc(n, sizeof *l->value);
	l->lp = xcalloc(n, sizeof *l->lp);
}

static void add_level(struct levels *l, double value, double lp)
{
	l->value[l->n] = value;
	l->lp[l->n++] = fmin(lp, 0.0); /* a rounded sum */
}

void levels_done(struct levels *l)
{
	free(l->value);
	free(l->lp);
	*l = (struct levels){ 0 };
}

static void find_outcome(struct chain *q, struct levels *to)
{
	double lp = fmin(exact_loglik(q), 0.0);

	make_room(to, 2);
	if (lp < 0.0)
		add_level(to, 0.0, log_complement(lp));
	add_level(to, 1.0, lp);
}

/* ---- Sums on a grid: r(i, y) = low_i + unit[i][y] step */

struct grid {
	double step, low; /* low: the sum of the low_i                   */
	long *unit;       /* (N, k)                                      */
	long top;         /* the largest sum of units                    */
};

/* One over the steps that are tried. */
static const double fractions[] = { 1, 2, 3, 4, 5, 6, 8, 10, 16, 20, 25, 32, 50, 64, 100, 1000, 10000 };

/* Whether all v (n) are whole multiples of 1 / m. */
static bool is_whole(const double *v, size_t n, double m)
{
	for (size_t i = 0; i < n; i++)
		if (!(fabs(v[i]) * m < 1e9) || fabs(v[i] * m - round(v[i] * m)) > 1e-9)
			return false;
	return true;
}

static long common_divisor(long a, long b)
{
	while (b != 0) {
		long rest = a % b;
		a = b;
		b = rest;
	}
	return a;
}

/* Units of 1 / m, from each position's lowest on, then the widest that go into all. */
static void grid_fill(const struct payoff *r, int k, int N, double m, struct grid *g)
{
	long divisor = 0;

	for (int i = 0; i < N; i++) {
		const double *row = payoff_row(r, k, i, 0);
		double low = row[0];
		for (int y = 1; y < k; y++)
			low = fmin(low, row[y]);
		g->low += low;
		for (int y = 0; y < k; y++) {
			g->unit[i * k + y] = lround((row[y] - low) * m);
			divisor = common_divisor(divisor, g->unit[i * k + y]);
		}
	}
	divisor = divisor > 0 ? divisor : 1;
	g->step = (double)divisor / m;
	for (int i = 0; i < N; i++) {
		long most = 0;
		for (int y = 0; y < k; y++) {
			long *unit = &g->unit[i * k + y];
			*unit /= divisor;
			most = *unit > most ? *unit : most;
		}
		g->top += most;
	}
}

static bool grid_find(const struct payoff *r, int k, int N, struct grid *g)
{
	size_t n = (size_t)r->rows * k, tried = 0, all = sizeof fractions / sizeof *fractions;

	*g = (struct grid){ 0 };
	while (tried < all && !is_whole(r->table, n, fractions[tried]))
		tried++;
	if (tried == all)
		return false;
	g->unit = xcalloc((size_t)N * k, sizeof *g->unit);
	grid_fill(r, k, N, fractions[tried], g);
	return true;
}

/* Moves the law (nstate, wide) of state and sum on by a position. Sums so far are at most `reached`. */
static void grid_step(struct chain *q, const long *unit, size_t wide, long reached, const double *from, double *to)
{
	const struct task *t = q->task;

	for (size_t j = 0; j < (size_t)t->nstate * wide; j++)
		to[j] = 0.0;
	for (int s = 0; s < t->nstate; s++) {
		const double *law = from + (size_t)s * wide;
		bool any = false;
		for (long j = 0; j <= reached && !any; j++)
			any = law[j] > 0.0;
		for (int y = 0; any && y < t->k; y++) {
			double p = exp(chain_row(q, s)[y]);
			double *next = to + (size_t)t->next[s * t->k + y] * wide + unit[y];
			for (long j = 0; j <= reached; j++)
				next[j] += p * law[j];
		}
	}
}

static void grid_walk(struct chain *q, const struct grid *g, struct levels *to)
{
	const struct task *t = q->task;
	size_t wide = (size_t)g->top + 1, n = (size_t)t->nstate * wide;
	double *law = xcalloc(n, sizeof *law), *next = xcalloc(n, sizeof *next), *swap;
	long reached = 0;

	law[0] = 1.0;
	for (int i = 0; i < t->N; i++) {
		const long *unit = g->unit + (size_t)i * t->k;
		long most = 0;
		grid_step(q, unit, wide, reached, law, next);
		for (int y = 0; y < t->k; y++)
			most = unit[y] > most ? unit[y] : most;
		reached += most;
		swap = law;
		law = next;
		next = swap;
	}
	make_room(to, wide);
	for (size_t j = 0; j < wide; j++) {
		double p = 0.0;
		for (int s = 0; s < t->nstate; s++)
			p += law[(size_t)s * wide + j];
		if (p > 0.0)
			add_level(to, g->low + (double)j * g->step, log(p));
	}
	free(law);
	free(next);
}

static bool find_on_grid(struct chain *q, const struct payoff *r, struct levels *to)
{
	const struct task *t = q->task;
	struct grid g;
	double room, work;

	if (!grid_find(r, t->k, t->N, &g))
		return false;
	room = (double)t->nstate * ((double)g.top + 1.0);
	work = room * t->N * t->k;
	if (room <= LEVELS_ROOM_MOST && work <= LEVELS_WORK_MOST)
		grid_walk(q, &g, to);
	free(g.unit);
	return to->value != NULL;
}

/* ---- All responses */

static bool next_response(const struct task *t, uint8_t *y)
{
	for (int i = 0; i < t->N; i++) {
		if (++y[i] < t->k)
			return true;
		y[i] = 0;
	}
	return false;
}

/* Rewards nearer than 1e-9 are one. */
static void join(const double *value, const double *lp, size_t n, struct levels *to)
{
	size_t *order = xcalloc(n, sizeof *order);

	gsl_sort_index(order, value, 1, n);
	make_room(to, n);
	for (size_t i = 0; i < n; i++) {
		size_t at = order[i];
		if (to->n > 0 && value[at] - to->value[to->n - 1] <= 1e-9)
			to->lp[to->n - 1] = log_add(to->lp[to->n - 1], lp[at]);
		else
			add_level(to, value[at], lp[at]);
	}
	free(order);
}

static bool find_listed(struct chain *q, const struct payoff *r, struct levels *to)
{
	const struct task *t = q->task;
	double all = pow(t->k, t->N), *value, *lp, *path;
	uint8_t *y;
	size_t n = 0;

	if (all > LEVELS_LISTED_MOST)
		return false;
	value = xcalloc((size_t)all, sizeof *value);
	lp = xcalloc((size_t)all, sizeof *lp);
	path = xcalloc((size_t)t->N, sizeof *path);
	y = xcalloc((size_t)t->N, sizeof *y);
	do {
		exact_path(q, y, t->N, path);
		for (int i = 0; i < t->N; i++)
			lp[n] += path[i];
		value[n++] = payoff_of(r, q, y);
	} while (next_response(t, y));
	join(value, lp, n, to);
	free(value);
	free(lp);
	free(path);
	free(y);
	return true;
}

bool levels_find(struct chain *q, const struct payoff *r, struct levels *to)
{
	*to = (struct levels){ 0 };
	if (r->kind == PAYOFF_OUTCOME) {
		find_outcome(q, to);
		return true;
	}
	return (r->kind == PAYOFF_ADDITIVE && find_on_grid(q, r, to)) || find_listed(q, r, to);
}

/* ---- Best-of-n */

/* log F of each value: the sum from below, or one less that from above, whichever is the smaller. */
static void add_up(const struct levels *l, double *lf)
{
	double below = -INFINITY, above = -INFINITY;

	for (int i = l->n - 1; i >= 0; i--) {
		lf[i] = log_complement(fmin(above, 0.0));
		above = log_add(above, l->lp[i]);
	}
	for (int i = 0; i < l->n; i++) {
		below = log_add(below, l->lp[i]);
		if (below < -M_LN2)
			lf[i] = below;
	}
}

double bon_classical(double n)
{
	return log(n) - (n - 1.0) / n;
}

double bon_estimate(double n, double lp)
{
	double top = estimate_log_pass(lp, n);  /* that the highest value is among the n */
	double none = n * log_complement(lp);   /* that it is not                        */
	double sum = exp(top) * (top - lp);

	if (exp(none) > 0.0)
		sum += exp(none) * (bon_classical(n) + (n - 1.0) * log_complement(lp));
	return sum;
}

void bon_measure(const struct levels *l, double n, struct bon *to, double *lp)
{
	double *lf = xcalloc((size_t)l->n, sizeof *lf), below = 0.0;

	*to = (struct bon){ 0 };
	add_up(l, lf);
	for (int i = 0; i < l->n; i++) {
		/* F^n - F_-^n = F^n (1 - (1 - p/F)^n) */
		double best = n * lf[i] + estimate_log_pass(fmin(l->lp[i] - lf[i], 0.0), n), p = exp(best);
		if (lp)
			lp[i] = best;
		if (p > 0.0) {
			to->reward += p * l->value[i];
			to->kl += p * (best - l->lp[i]);
			to->win += p * (below + .5 * exp(l->lp[i]));
			to->estimate += p * bon_estimate(n, l->lp[i]);
		}
		below = exp(lf[i]);
	}
	free(lf);
}
