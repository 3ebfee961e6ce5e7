/* Laws lie in a frame as (N, k) logarithms. */
#include "panel/position.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"

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

int position_leaves(const struct frame *f)
{
	double running = 0.0;

	for (int t = 0; t < f->N; t++) {
		running += position_correct(f, t, true);
		if (running < f->log_alpha)
			return t;
	}
	return -1;
}

void position_largest(const struct frame *f, const double *law, int must, int n, uint8_t *to)
{
	int have = 0;

	if (n <= 0)
		return;
	for (int y = 0; y < f->k; y++) {
		int at = have;
		while (at > 0 && law[y] > law[to[at - 1]])
			at--;
		if (at == n)
			continue;
		have += have < n;
		memmove(to + at + 1, to + at, (size_t)(have - at - 1));
		to[at] = (uint8_t)y;
	}
	if (!memchr(to, must, (size_t)n))
		to[n - 1] = (uint8_t)must;
}

int position_token_cols(const struct frame *f)
{
	int most = 1;

	for (int y = 0; y < f->k; y++) {
		int cols = utf8_width(f->token[y]);
		most = cols > most ? cols : most;
	}
	return most;
}

enum style position_shade(double lp)
{
	double fifth = floor(5.0 * exp(lp));

	return STYLE_SHADE + (fifth >= 4.0 ? 4 : fifth > 0.0 ? (int)fifth : 0);
}
