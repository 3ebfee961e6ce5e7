/* Binomial counts, and the walk along y* that makes them. */
#include "core/estimate.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

#include "base/least.h"
#include "base/xalloc.h"
#include "core/logs.h"
#include "core/vector.h"

/* ---- Intervals */

/* P(X <= x), or P(X > x), of X ~ Beta(a, b). */
static double beta_tail(double x, double a, double b, bool above)
{
	return above ? gsl_cdf_beta_Q(x, a, b) : gsl_cdf_beta_P(x, a, b);
}

/* The x with that tail. GSL's own inverse finds none for some large a and b. Newton's method for log tail as a function
 * of t = log(x / (1 - x)), in which it is concave, inside a bracket that is halved when a step leaves it. */
static double beta_quantile(double tail, double a, double b, bool above)
{
	enum { STEPS_MOST = 200 };
	double least = -80.0, most = 80.0, t = log(a / b), x = a / (a + b);

	for (int i = 0; i < STEPS_MOST; i++) {
		double v = beta_tail(x, a, b, above), slope = gsl_ran_beta_pdf(x, a, b) * x * (1.0 - x), next;
		if ((v > tail) == above)
			least = t;
		else
			most = t;
		next = t - log(v / tail) * v / (above ? -slope : slope);
		if (!(next > least && next < most))
			next = (least + most) / 2.0;
		if (fabs(next - t) <= 1e-15 * fmax(1.0, fabs(t)))
			break;
		t = next;
		x = 1.0 / (1.0 + exp(-t));
	}
	return x;
}

/* P(C >= c) = P(Beta(c, n - c + 1) <= p) and P(C <= c) = P(Beta(c + 1, n - c) > p); at c = 0 and n they are powers. */
struct confidence estimate_interval(uint64_t c, uint64_t n, double level)
{
	double tail = (1.0 - level) / 2.0, right = (double)c, wrong = (double)(n - c), one = log(tail) / (double)n;
	struct confidence b = { 0.0, 1.0 };

	if (c == n)
		b.low = exp(one);
	else if (c > 0)
		b.low = beta_quantile(tail, right, wrong + 1.0, false);
	if (c == 0)
		b.high = -expm1(one);
	else if (c < n)
		b.high = beta_quantile(tail, right + 1.0, wrong, true);
	return b;
}

double estimate_level_each(double level, int n)
{
	return exp(log(level) / n);
}

/* ---- pass@j */

/* C(n-c, j) / C(n, j) is symmetric in c and j: the product over i < c of (n - j - i) / (n - i), or with c and j swapped.
 * The shorter one is taken. */
double estimate_pass(uint64_t c, uint64_t n, uint64_t j)
{
	uint64_t factors = c < j ? c : j, other = c < j ? j : c;
	double sum = 0.0;

	if (c > n - j)
		return 1.0;
	for (uint64_t i = 0; i < factors; i++)
		sum += log1p(-(double)other / (double)(n - i));
	return -expm1(sum);
}

double estimate_log_pass(double lp, double j)
{
	/* 1 - (1 - p)^j = j p (1 - (j - 1) p / 2 + ..): here the rest is rounded away, and p may be no double. */
	if (lp + log(j) < -40.0)
		return lp + log(j);
	return log_complement(j * log_complement(lp));
}

double estimate_log_mean(const double *l, const double *weight, int n)
{
	double most = -INFINITY, sum = 0.0;

	for (int i = 0; i < n; i++)
		most = fmax(most, l[i]);
	if (most == -INFINITY)
		return most;
	for (int i = 0; i < n; i++)
		sum += (weight ? weight[i] : 1.0 / n) * exp(l[i] - most);
	return most + log(sum);
}

/* ---- Surveys */

enum {
	PIECE_COINS = 1 << 17, /* what a piece looks at when every response is right                  */
	FIRST_COINS = 8,       /* most responses to a hard prompt are wrong within these: the others .. */
	NEXT_COINS = 64,       /* .. are looked at that many at a time                                  */
};

void survey_init(struct survey *v, const struct task *t, const double *w, const struct prompt *const *prompt,
		 int nprompt, uint64_t n, uint64_t seed, uint32_t look)
{
	size_t N = (size_t)t->N;

	*v = (struct survey){ .task = t, .nprompt = nprompt, .n = n, .seed = seed, .look = look };
	v->prompt = xmemdup(prompt, (size_t)nprompt * sizeof(*prompt));
	v->right = xcalloc((size_t)nprompt, sizeof *v->right);
	v->room = xcalloc(4 * (size_t)t->k, sizeof *v->room);
	v->low = xcalloc(3 * N, sizeof *v->low);
	v->high = v->low + N;
	v->scale = v->high + N;
	v->coins = xcalloc(N, sizeof *v->coins);
	rows_init(&v->rows, t);
	rows_load(&v->rows, w);
}

void survey_done(struct survey *v)
{
	rows_done(&v->rows);
	free(v->prompt);
	free(v->right);
	free(v->room);
	free(v->low);
	free(v->coins);
	*v = (struct survey){ 0 };
}

/* What the coins of each position must hit: that of the draws of training, from the same partial sums. */
static void open_prompt(struct survey *v, const struct prompt *p)
{
	const struct task *t = v->task;
	int k = t->k, state = 0, steps = prompt_steps(p);
	double *a = v->room, *e1 = a + k, most;
	struct row row = { .weight = e1 + k, .cum = e1 + 2 * k };
	struct subject q;

	rows_prompts(&v->rows, p, 1, a, e1, &most);
	q = (struct subject){ p, a, e1, most };
	for (int i = 0; i < steps; i++) {
		int y = p->ystar[i];
		rows_at(&v->rows, &q, state, &row);
		v->low[i] = y ? row.cum[y - 1] : 0.0;
		v->high[i] = row.cum[y];
		v->scale[i] = row.sum * 0x1p-32;
		state = t->next[state * k + y];
	}
	for (int i = steps; i < t->N; i++) {
		v->low[i] = v->low[i - p->period];
		v->high[i] = v->high[i - p->period];
		v->scale[i] = v->scale[i - p->period];
	}
}

/* Whether response number `response` to the present prompt is right. */
static bool draw_one(struct survey *v, uint64_t response)
{
	struct address to = { v->look, (uint32_t)response, (uint32_t)v->at };
	int N = v->task->N, from = 0, n = least_of(N, FIRST_COINS);

	while (n > 0) {
		/* No phase goes round: the period is longer than what is looked at. */
		struct cycle way = { v->low + from, v->high + from, v->scale + from, NEXT_COINS + VECTOR_LANES };
		coin_fill(v->seed, COIN_ESTIMATE, to, from, n, v->coins);
		if (vector_outside(v->coins, n, &way) < n)
			return false;
		from += n;
		n = least_of(N - from, NEXT_COINS);
	}
	return true;
}

/* Responses to a prompt in one piece. */
static uint64_t piece_size(const struct survey *v)
{
	return (uint64_t)most_of(PIECE_COINS / v->task->N, 1);
}

bool survey_draw(struct survey *v)
{
	uint64_t end = v->drawn + piece_size(v);

	if (v->at == v->nprompt || v->n == 0)
		return false;
	if (v->drawn == 0)
		open_prompt(v, v->prompt[v->at]);
	for (; v->drawn < end && v->drawn < v->n; v->drawn++)
		v->right[v->at] += draw_one(v, v->drawn);
	if (v->drawn == v->n) {
		v->at++;
		v->drawn = 0;
	}
	return true;
}

uint64_t survey_pieces(const struct survey *v)
{
	return (uint64_t)v->nprompt * ((v->n + piece_size(v) - 1) / piece_size(v));
}

void survey_likelihoods(const struct survey *v, double *lp)
{
	for (int i = 0; i < v->nprompt; i++)
		lp[i] = log((double)v->right[i] / (double)v->n);
}
