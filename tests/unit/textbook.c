/* See textbook.h. Nothing here is clever: every token works out its own law, and every entry of every gradient. */
#include "textbook.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/coin.h"
#include "core/policy.h"

void textbook_init(struct textbook *tb, const struct task *t, int B)
{
	size_t n = (size_t)B, N = (size_t)t->N;

	*tb = (struct textbook){ .task = t, .B = B };
	tb->prompt = xcalloc(n, sizeof *tb->prompt);
	tb->x = xcalloc(n * t->d, sizeof *tb->x);
	tb->ystar = xcalloc(n * N, 1);
	tb->y = xcalloc(n * N, 1);
	tb->right = xcalloc(n, sizeof *tb->right);
	tb->reward = xcalloc(n * N, sizeof *tb->reward);
	tb->adv = xcalloc(n * N, sizeof *tb->adv);
	tb->grad = xcalloc(t->nparam, sizeof *tb->grad);
}

void textbook_done(struct textbook *tb)
{
	free(tb->prompt);
	free(tb->x);
	free(tb->ystar);
	free(tb->y);
	free(tb->right);
	free(tb->reward);
	free(tb->adv);
	free(tb->grad);
}

/* p (k): the law of token i after the tokens before it. */
static void law_at(const struct task *t, const double *w, const struct prompt *x, const uint8_t *y, int i, double *p)
{
	const struct policy policy = { t, w };

	policy_row(&policy, x, i == 0 ? 0 : 1 + y[i - 1], p);
	for (int c = 0; c < t->k; c++)
		p[c] = exp(p[c]);
}

/* How many partial sums are at most u times the whole sum. */
static uint8_t draw_token(const double *p, int k, double u)
{
	double sum = 0.0, partial = 0.0;
	int token = 0;

	for (int c = 0; c < k; c++)
		sum += p[c];
	for (int c = 0; c < k; c++) {
		partial += p[c];
		if (partial <= u * sum)
			token++;
	}
	return (uint8_t)token;
}

void textbook_draw(struct textbook *tb, const double *w, uint64_t seed, uint64_t update)
{
	const struct task *t = tb->task;
	double p[TASK_TOKENS_MOST];
	uint32_t coin;

	for (int b = 0; b < tb->B; b++) {
		struct address at = { (uint32_t)update, (uint32_t)b, 0 };
		struct prompt *x = &tb->prompt[b];
		uint8_t *y = tb->y + (size_t)b * t->N;
		x->x = tb->x + (size_t)b * t->d;
		x->ystar = tb->ystar + (size_t)b * t->N;
		t->type->draw(t, seed, COIN_PROMPT, at, x);
		for (int i = 0; i < t->N; i++) {
			coin_fill(seed, COIN_TOKEN, at, i, 1, &coin);
			law_at(t, w, x, y, i, p);
			y[i] = draw_token(p, t->k, coin_unit(coin));
		}
	}
}

void textbook_give(struct textbook *tb, int b, const struct prompt *p, const uint8_t *y)
{
	tb->prompt[b] = *p;
	memcpy(tb->y + (size_t)b * tb->task->N, y, (size_t)tb->task->N);
}

/* r(x, y) = 1[y = y*] for each token, or r(x, y_{1:i}) = 1[y_{1:i} = y*_{1:i}]; coded 0/1 or -1/+1. */
static void reward_response(struct textbook *tb, int b, bool per_token, enum reward_code code)
{
	int N = tb->task->N;
	const uint8_t *y = tb->y + (size_t)b * N, *ystar = tb->prompt[b].ystar;

	for (int i = 0; i < N; i++) {
		size_t asked = (size_t)(per_token ? i + 1 : N);
		bool paid = memcmp(y, ystar, asked) == 0;
		tb->reward[(size_t)b * N + i] = code == CODE_01 ? (paid ? 1.0 : 0.0) : (paid ? 1.0 : -1.0);
	}
	tb->right[b] = 0;
	while (tb->right[b] < N && y[tb->right[b]] == ystar[tb->right[b]])
		tb->right[b]++;
}

void textbook_judge(struct textbook *tb, bool per_token, enum reward_code code, bool baseline)
{
	int B = tb->B, N = tb->task->N;

	for (int b = 0; b < B; b++)
		reward_response(tb, b, per_token, code);
	for (int i = 0; i < N; i++) {
		double sum = 0.0;
		for (int b = 0; b < B; b++)
			sum += tb->reward[b * N + i];
		for (int b = 0; b < B; b++)
			tb->adv[b * N + i] = tb->reward[b * N + i] - (baseline ? sum / B : 0.0);
	}
}

void textbook_supervise(struct textbook *tb)
{
	for (int j = 0; j < tb->B * tb->task->N; j++)
		tb->adv[j] = 1.0;
}

/* d score(c) / d W1[a][c] = x[a], d score(c) / d W2[y_{i-1}][c] = 1; d log p(y) / d score(c) = 1[c = y] - p(c). */
void textbook_score(const struct task *t, const double *w, const struct prompt *x, const uint8_t *y,
		    const double *weight, double *grad)
{
	double p[TASK_TOKENS_MOST], *w2 = grad + (size_t)t->d * t->k;

	for (int i = 0; i < t->N; i++) {
		law_at(t, w, x, y, i, p);
		for (int c = 0; c < t->k; c++) {
			double slope = weight[i] * ((c == y[i] ? 1.0 : 0.0) - p[c]);
			for (int a = 0; a < t->d; a++)
				grad[a * t->k + c] += x->x[a] * slope;
			if (i > 0)
				w2[y[i - 1] * t->k + c] += slope;
		}
	}
}

void textbook_path(const struct task *t, const double *w, const struct prompt *x, const uint8_t *y, double *lp)
{
	const struct policy policy = { t, w };
	double row[TASK_TOKENS_MOST];

	for (int i = 0; i < t->N; i++) {
		policy_row(&policy, x, i == 0 ? 0 : 1 + y[i - 1], row);
		lp[i] = row[y[i]];
	}
}

double textbook_loglik(const struct task *t, const double *w, const struct prompt *x, const uint8_t *y)
{
	double lp[TASK_LENGTH_MOST], sum = 0.0;

	textbook_path(t, w, x, y, lp);
	for (int i = 0; i < t->N; i++)
		sum += lp[i];
	return sum;
}

void textbook_descend(struct textbook *tb, const double *w, bool mean_over_positions)
{
	const struct task *t = tb->task;
	double divisor = mean_over_positions ? (double)tb->B * t->N : tb->B, lp[TASK_LENGTH_MOST];

	memset(tb->grad, 0, t->nparam * sizeof *tb->grad);
	tb->loss = 0.0;
	for (int b = 0; b < tb->B; b++) {
		const uint8_t *y = tb->y + (size_t)b * t->N;
		const double *adv = tb->adv + (size_t)b * t->N;
		textbook_score(t, w, &tb->prompt[b], y, adv, tb->grad);
		textbook_path(t, w, &tb->prompt[b], y, lp);
		for (int i = 0; i < t->N; i++)
			tb->loss -= adv[i] * lp[i] / divisor;
	}
	for (size_t j = 0; j < t->nparam; j++)
		tb->grad[j] /= -divisor;
}

void textbook_descend_adaptive(struct textbook *tb, const double *w, double radius2)
{
	const struct task *t = tb->task;
	double *g = xcalloc(t->nparam, sizeof *g);

	memset(tb->grad, 0, t->nparam * sizeof *tb->grad);
	for (int b = 0; b < tb->B; b++) {
		double norm2 = 0.0;
		memset(g, 0, t->nparam * sizeof *g);
		textbook_score(t, w, &tb->prompt[b], tb->y + (size_t)b * t->N, tb->adv + (size_t)b * t->N, g);
		for (size_t j = 0; j < t->nparam; j++)
			norm2 += g[j] * g[j];
		for (size_t j = 0; j < t->nparam; j++)
			tb->grad[j] -= g[j] / (4.0 * radius2 + 2.0 * norm2) / tb->B;
	}
	free(g);
}

static uint32_t coin_of(const struct textbook_draw *d, enum purpose purpose, int attempt, int64_t position)
{
	struct address at = { (uint32_t)d->update, (uint32_t)d->sample, (uint32_t)attempt };
	uint32_t coin;

	coin_fill(d->seed, purpose, at, (int)position, 1, &coin);
	return coin;
}

/* A token at position i of y from (1 - mix) p + mix Unif, p under weights w; NULL: uniform. */
static uint8_t token_of(const struct textbook_draw *d, const double *w, double mix, const uint8_t *y, int i,
			int attempt, int64_t position)
{
	double p[TASK_TOKENS_MOST];
	int k = d->task->k;

	for (int c = 0; c < k; c++)
		p[c] = 1.0;
	if (w)
		law_at(d->task, w, d->prompt, y, i, p);
	for (int c = 0; c < k && mix > 0.0; c++)
		p[c] = (1.0 - mix) * p[c] + mix / k;
	return draw_token(p, k, coin_unit(coin_of(d, COIN_TOKEN, attempt, position)));
}

static bool is_right(const struct textbook_draw *d)
{
	return memcmp(d->y, d->prompt->ystar, (size_t)d->task->N) == 0;
}

/* The whole of y with the coins of attempt 0. */
static void draw_whole(struct textbook_draw *d, const double *w, double mix)
{
	for (int i = 0; i < d->task->N; i++)
		d->y[i] = token_of(d, w, mix, d->y, i, 0, i);
}

static void draw_best_of_m(struct textbook_draw *d)
{
	bool wrong = false;

	d->asked = 0;
	for (int i = 0; i < d->task->N; i++) {
		d->y[i] = token_of(d, d->now, 0.0, d->y, i, 0, i);
		d->asked += !wrong || d->all;
		for (int64_t j = 1; j < d->m && !wrong && d->y[i] != d->prompt->ystar[i]; j++) {
			d->y[i] = token_of(d, d->now, 0.0, d->y, i, 2 + i, j - 1);
			d->asked++;
		}
		wrong = wrong || d->y[i] != d->prompt->ystar[i];
	}
}

static void draw_alg1(struct textbook_draw *d)
{
	int N = d->task->N;
	uint8_t *first = xcalloc((size_t)N, 1);

	draw_whole(d, d->now, 0.0);
	memcpy(first, d->y, (size_t)N);
	d->asked = 1;
	for (int64_t j = 0; j < d->m && !is_right(d); j++) {
		bool heads = coin_unit(coin_of(d, COIN_MIX, 0, j)) < 0.5;
		for (int i = 0; i < N; i++)
			d->y[i] = token_of(d, heads ? d->other : NULL, 0.0, d->y, i, 2 + i, j);
		d->asked++;
	}
	if (!is_right(d))
		memcpy(d->y, first, (size_t)N);
	free(first);
}

static void draw_alg2(struct textbook_draw *d)
{
	int N = d->task->N;

	draw_whole(d, d->now, 0.0);
	d->asked = 1;
	if (is_right(d))
		return;
	memset(d->y, 0, (size_t)N);
	for (d->length = 0; d->length < N;) {
		int i = d->length++;
		for (int64_t j = 0; j < d->m && (j == 0 || d->y[i] != d->prompt->ystar[i]); j++) {
			d->y[i] = token_of(d, d->other, 0.5, d->y, i, j == 0 ? 1 : 2 + i, j == 0 ? i : j - 1);
			d->asked++;
		}
		if (d->y[i] != d->prompt->ystar[i])
			return;
	}
}

void textbook_behave(struct textbook_draw *d, const char *name)
{
	const struct { const char *name; const double *w; double mix; } whole[] = {
		{ "onpolicy", d->now, 0.0 }, { "frozen", d->other, 0.0 }, { "uniform", NULL, 0.0 },
		{ "eps", d->now, d->mix },
		{ "mixture", coin_unit(coin_of(d, COIN_MIX, 0, 0)) < 0.5 ? d->other : NULL, 0.0 },
	};

	d->length = d->task->N;
	d->asked = -1;
	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
		if (strcmp(name, whole[i].name) == 0)
			draw_whole(d, whole[i].w, whole[i].mix);
	if (strcmp(name, "best-of-m") == 0)
		draw_best_of_m(d);
	if (strcmp(name, "alg1") == 0)
		draw_alg1(d);
	if (strcmp(name, "alg2") == 0)
		draw_alg2(d);
	if (strcmp(name, "teacher") == 0) {
		memcpy(d->y, d->prompt->ystar, (size_t)d->task->N);
		d->asked = 0;
	}
	d->right = 0;
	while (d->right < d->task->N && d->y[d->right] == d->prompt->ystar[d->right])
		d->right++;
}

/* Process rewards are asked for token after token, up to and with the first 0 or, `all`, to the end. */
int textbook_queries(const struct textbook *tb, int b, bool per_token, enum query_count count)
{
	int N = tb->task->N, asked = 0;
	const uint8_t *y = tb->y + (size_t)b * N, *ystar = tb->prompt[b].ystar;

	if (!per_token)
		return 1;
	if (count == QUERY_ALL)
		return N;
	for (bool paid = true; paid && asked < N; asked++)
		paid = y[asked] == ystar[asked];
	return asked;
}

int textbook_left(const struct task *t, const double *base, const struct prompt *p, const uint8_t *y,
		  double log_alpha, double *lq0)
{
	double lp[TASK_LENGTH_MOST];
	int left = -1;

	textbook_path(t, base, p, y, lp);
	*lq0 = 0.0;
	for (int i = 0; i < t->N; i++) {
		*lq0 += lp[i];
		if (left < 0 && *lq0 < log_alpha)
			left = i;
	}
	return left;
}

void textbook_adagrad(double *w, const double *g, double *sum, size_t n, double lr)
{
	for (size_t j = 0; j < n; j++) {
		sum[j] += g[j] * g[j];
		w[j] -= lr * g[j] / (sqrt(sum[j]) + 1e-10);
	}
}

void textbook_sgd(double *w, const double *g, size_t n, double lr)
{
	for (size_t j = 0; j < n; j++)
		w[j] -= lr * g[j];
}
