/* One row in, one row out, in n^2 multiplications [Lawson and Hanson, Solving Least Squares Problems, ch. 24]. */
#include "core/factor.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/vector.h"

/* Squared distance of a vector from the span of those inside, as a part of its norm, from which it is another one. The
 * factor knows it to about 1e-15 times the number of vectors. */
static const double independent = 1e-13;

static double *factor_row(const struct factor *f, int i)
{
	return f->l + (size_t)i * ((size_t)i + 1) / 2;
}

void factor_done(struct factor *f)
{
	free(f->l);
	free(f->cos);
	free(f->sin);
	*f = (struct factor){ 0 };
}

double *factor_next(struct factor *f)
{
	if (f->n == f->room) {
		size_t room = 2 * (size_t)f->room + 64;
		f->room = (int)room;
		f->l = xresize(f->l, room * (room + 1) / 2, sizeof *f->l);
		f->cos = xresize(f->cos, room, sizeof *f->cos);
		f->sin = xresize(f->sin, room, sizeof *f->sin);
	}
	return factor_row(f, f->n);
}

bool factor_in(struct factor *f, double norm2)
{
	double *row = factor_row(f, f->n), rest;

	for (int j = 0; j < f->n; j++)
		row[j] = (row[j] - vector_dot(row, factor_row(f, j), j)) / factor_row(f, j)[j];
	rest = norm2 - vector_dot(row, row, f->n);
	if (rest < independent * norm2)
		return false;
	row[f->n++] = sqrt(rest);
	return true;
}

/* Without row i the rows behind it reach one column too far: rotations of neighbouring columns bring them back. */
void factor_out(struct factor *f, int i)
{
	for (int r = i + 1; r < f->n; r++) {
		double *row = factor_row(f, r), h;
		for (int j = i; j < r - 1; j++) {
			double left = row[j], right = row[j + 1];
			row[j] = f->cos[j] * left + f->sin[j] * right;
			row[j + 1] = f->cos[j] * right - f->sin[j] * left;
		}
		h = hypot(row[r - 1], row[r]);
		f->cos[r - 1] = row[r - 1] / h;
		f->sin[r - 1] = row[r] / h;
		row[r - 1] = h;
		memmove(factor_row(f, r - 1), row, (size_t)r * sizeof *row);
	}
	f->n--;
}

void factor_solve(const struct factor *f, double *x)
{
	for (int i = 0; i < f->n; i++)
		x[i] = (1.0 - vector_dot(x, factor_row(f, i), i)) / factor_row(f, i)[i];
	for (int i = f->n - 1; i >= 0; i--) {
		x[i] /= factor_row(f, i)[i];
		vector_add(x, -x[i], factor_row(f, i), (size_t)i);
	}
}
