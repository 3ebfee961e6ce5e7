/* The inner loop of non-negative least squares. */
#include "core/active.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

void active_done(struct active *a)
{
	free(a->column);
	free(a->lambda);
	free(a->goal);
	factor_done(&a->factor);
	*a = (struct active){ 0 };
}

static void make_room(struct active *a)
{
	size_t room;

	if (a->n < a->room)
		return;
	a->room = 2 * a->room + 64;
	room = (size_t)a->room;
	a->column = xresize(a->column, room, sizeof *a->column);
	a->lambda = xresize(a->lambda, room, sizeof *a->lambda);
	a->goal = xresize(a->goal, room, sizeof *a->goal);
}

double *active_next(struct active *a)
{
	return factor_next(&a->factor);
}

static void append(struct active *a, const struct column *c, double lambda)
{
	make_room(a);
	a->column[a->n] = *c;
	a->lambda[a->n++] = lambda;
}

bool active_in(struct active *a, const struct column *c, double norm2)
{
	if (!factor_in(&a->factor, norm2))
		return false;
	append(a, c, 0.0);
	return true;
}

void active_out(struct active *a, int i)
{
	size_t behind = (size_t)(a->n - 1 - i);

	factor_out(&a->factor, i);
	memmove(&a->column[i], &a->column[i + 1], behind * sizeof *a->column);
	memmove(&a->lambda[i], &a->lambda[i + 1], behind * sizeof *a->lambda);
	a->n--;
}

/* How far towards its goal a weight may go: 1, or until it is 0. */
static double way_of(const struct active *a, int i)
{
	if (a->goal[i] > 0.0)
		return 1.0;
	return a->lambda[i] > 0.0 ? a->lambda[i] / (a->lambda[i] - a->goal[i]) : 0.0;
}

bool active_step(struct active *a)
{
	double way = 1.0;
	bool marked = false;

	factor_solve(&a->factor, a->goal);
	for (int i = 0; i < a->n; i++)
		way = fmin(way, way_of(a, i));
	for (int i = 0; i < a->n; i++) {
		bool stops = a->goal[i] <= 0.0 && way_of(a, i) <= way;
		double next = way < 1.0 ? a->lambda[i] + way * (a->goal[i] - a->lambda[i]) : a->goal[i];
		a->lambda[i] = stops ? -1.0 : fmax(0.0, next);
		marked |= stops;
	}
	return marked;
}

void active_clear(struct active *a)
{
	a->n = a->factor.n = 0;
}

void active_only(struct active *a, const struct column *c)
{
	active_clear(a);
	append(a, c, 1.0);
}

int active_heaviest(const struct active *a, double under, int after)
{
	int best = -1;

	for (int i = 0; i < a->n; i++) {
		double l = a->lambda[i];
		if ((l < under || (l == under && i > after)) && (best < 0 || l > a->lambda[best]))
			best = i;
	}
	return best;
}
