/* Laws lie in a frame as (N, k) logarithms. */
#include "panel/position.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

static const double same = 1e-9; /* log probabilities nearer than that are one */

int position_selected(const struct scene *s)
{
	int t = s->view->position, last = s->frame->N - 1;

	return t < 0 ? 0 : t > last ? last : t;
}

int position_first(const struct scene *s, int room)
{
	int first = position_selected(s) - room / 2, most = s->frame->N - room;

	if (first > most)
		first = most;
	return first > 0 ? first : 0;
}

const double *position_law(const struct frame *f, int t, bool base)
{
	return (base ? f->lp_base : f->lp_now) + (size_t)t * (size_t)f->k;
}

double position_correct(const struct frame *f, int t, bool base)
{
	return position_law(f, t, base)[f->ystar[t]];
}

int position_rarest(const struct frame *f)
{
	double first = position_correct(f, 0, true);

	for (int t = 1; t < f->N; t++)
		if (fabs(position_correct(f, t, true) - first) > same)
			return f->prompts[f->prompt].worst_at;
	return -1;
}

static int by_token(const void *a, const void *b)
{
	return *(const uint8_t *)a - *(const uint8_t *)b;
}

void position_tokens(const struct frame *f, int t, int n, uint8_t *to)
{
	const double *base = position_law(f, t, true), *now = position_law(f, t, false);
	int have = 0;

	if (n <= 0)
		return;
	for (int y = 0; y < f->k; y++) {
		int at = have;
		while (at > 0 && fmax(base[y], now[y]) > fmax(base[to[at - 1]], now[to[at - 1]]))
			at--;
		if (at == n)
			continue;
		have += have < n;
		memmove(to + at + 1, to + at, (size_t)(have - at - 1));
		to[at] = (uint8_t)y;
	}
	if (!memchr(to, f->ystar[t], (size_t)n))
		to[n - 1] = f->ystar[t];
	qsort(to, (size_t)n, 1, by_token);
}

enum style position_shade(double lp)
{
	double fifth = floor(5.0 * exp(lp));

	return STYLE_SHADE + (fifth >= 4.0 ? 4 : fifth > 0.0 ? (int)fifth : 0);
}
