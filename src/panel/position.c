/* Laws lie in a frame as (N, k) logarithms. */
#include "panel/position.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/least.h"

enum { TOKENS_FEW = 8 }; /* so many are found in the order of their names at a glance */
static const double same = 1e-9; /* log probabilities nearer than that are one */

int position_selected(const struct scene *s)
{
	int t = s->view->position, last = s->frame->N - 1;

	return t < 0 ? 0 : t > last ? last : t;
}

int position_scroll(int selected, int n, int room)
{
	return most_of(least_of(selected - room / 2, n - room), 0);
}

int position_first(const struct scene *s, int room)
{
	return position_scroll(position_selected(s), s->frame->N, room);
}

int sample_number(const struct scene *s)
{
	const struct frame *f = s->frame;

	if (f->nsample == 0 && f->path.length > 0) /* in the midst of an update only the path is left */
		return f->path.sample + 1;
	return most_of(least_of(s->view->sample + 1, f->nsample), 1);
}

const double *position_law(const struct frame *f, int t, bool base)
{
	return (base ? f->lp_base : f->lp_now) + (size_t)t * (size_t)f->k;
}

double position_correct(const struct frame *f, int t, bool base)
{
	return position_law(f, t, base)[f->ystar[t]];
}

/* Ascending. */
static int by_token(const void *a, const void *b)
{
	return *(const uint8_t *)a - *(const uint8_t *)b;
}

/* Tokens gathered without repetition, up to `most`. */
struct gathered {
	uint8_t *token;
	int n, most;
};

static void gather(struct gathered *g, uint8_t y)
{
	if (g->n < g->most && !memchr(g->token, y, (size_t)g->n))
		g->token[g->n++] = y;
}

/* The likeliest one at position t that is not among them. */
static void gather_likeliest(struct gathered *g, const struct frame *f, int t)
{
	const double *base = position_law(f, t, true), *now = position_law(f, t, false);
	int best = -1;

	for (int y = 0; y < f->k; y++)
		if (!memchr(g->token, y, (size_t)g->n) &&
		    (best < 0 || fmax(base[y], now[y]) > fmax(base[best], now[best])))
			best = y;
	if (best >= 0)
		gather(g, (uint8_t)best);
}

/* Descending at position t, by the greater of base and now. */
static void sort_by_likelihood(const struct frame *f, int t, uint8_t *token, int n)
{
	const double *base = position_law(f, t, true), *now = position_law(f, t, false);

	for (int i = 1; i < n; i++) {
		uint8_t y = token[i];
		int j = i;
		for (; j > 0 && fmax(base[y], now[y]) > fmax(base[token[j - 1]], now[token[j - 1]]) + same; j--)
			token[j] = token[j - 1];
		token[j] = y;
	}
}

void position_tokens(const struct frame *f, int t, int first, int n, int m, uint8_t *to)
{
	struct gathered g = { to, 0, m };

	gather(&g, f->ystar[t]);
	gather_likeliest(&g, f, t);
	for (int away = 1; away < n; away++) {
		if (t - away >= first)
			gather(&g, f->ystar[t - away]);
		if (t + away < first + n)
			gather(&g, f->ystar[t + away]);
	}
	while (g.n < m)
		gather_likeliest(&g, f, t);
	qsort(to, (size_t)g.n, 1, by_token);
	if (f->k > TOKENS_FEW)
		sort_by_likelihood(f, t, to, g.n);
}

enum style position_shade(double lp)
{
	double fifth = floor(5.0 * exp(lp));

	return STYLE_SHADE + (fifth >= 4.0 ? 4 : fifth > 0.0 ? (int)fifth : 0);
}
