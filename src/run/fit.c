/* Gathering points, and GSL's line through them. */
#include "run/fit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_fit.h>

#include "base/given.h"
#include "base/xalloc.h"

void fits_done(struct fits *f)
{
	for (int i = 0; i < f->n; i++) {
		free(f->series[i].x);
		free(f->series[i].y);
	}
	*f = (struct fits){ 0 };
}

const struct fit *fits_named(const struct fits *f, const char *name)
{
	for (int i = 0; i < f->n; i++)
		if (strcmp(f->series[i].name, name) == 0)
			return &f->series[i];
	return NULL;
}

/* The series of this name, a new one where there is none. */
static struct fit *series_of(struct fits *f, const char *name, struct err *e)
{
	char got[GIVEN_TEXT];
	struct fit *new;

	for (int i = 0; i < f->n; i++)
		if (strcmp(f->series[i].name, name) == 0)
			return &f->series[i];
	if (strlen(name) >= FIT_NAME) {
		err_set(e, "the name of a series has at most %d bytes, got \"%s\"", FIT_NAME - 1, given(got, name));
		return NULL;
	}
	if (f->n == FIT_SERIES_MOST) {
		err_set(e, "there are %d series already, and no more", FIT_SERIES_MOST);
		return NULL;
	}
	new = &f->series[f->n++];
	snprintf(new->name, sizeof new->name, "%s", name);
	return new;
}

int fits_add(struct fits *f, const char *name, double x, double y, struct err *e)
{
	struct fit *s = series_of(f, name, e);

	if (!s)
		return 0;
	if (s->n == FIT_POINTS_MOST)
		return err_set(e, "%s has %d points already, and no more", name, FIT_POINTS_MOST);
	s->x = xresize(s->x, (size_t)s->n + 1, sizeof *s->x);
	s->y = xresize(s->y, (size_t)s->n + 1, sizeof *s->y);
	s->x[s->n] = x;
	s->y[s->n] = y;
	return ++s->n;
}

/* to (n) = v, or its logarithm. False where there is none. */
static bool take(const double *v, int n, bool logarithm, double *to)
{
	for (int i = 0; i < n; i++) {
		if (logarithm && !(v[i] > 0.0))
			return false;
		to[i] = logarithm ? log(v[i]) : v[i];
	}
	return true;
}

static bool all_equal(const double *v, int n)
{
	for (int i = 1; i < n; i++)
		if (v[i] != v[0])
			return false;
	return true;
}

/* slope and the standard error of the slope. */
static bool line(const struct fit *s, enum fit_scale scale, double *x, double *y, double *slope, double *error,
		 struct err *e)
{
	double start, c00, c01, c11, rest;

	if (!take(s->x, s->n, scale == FIT_LOGLOG, x) || !take(s->y, s->n, scale != FIT_LINEAR, y))
		return err_set(e, "%s has a point that is not above 0: it has no logarithm (scale=linear needs none)",
			       s->name);
	if (all_equal(x, s->n))
		return err_set(e, "all points of %s have one x: no line goes through them", s->name);
	gsl_fit_linear(x, 1, y, 1, (size_t)s->n, &start, slope, &c00, &c01, &c11, &rest);
	*error = s->n > 2 ? sqrt(c11) : NAN;
	return true;
}

bool fits_line(struct fits *f, const char *name, enum fit_scale scale, double *value, double *error, struct err *e)
{
	const struct fit *s = fits_named(f, name);
	char got[GIVEN_TEXT];
	double *x, *y;
	bool good;

	if (!s || s->n < 2)
		return err_set(e, "a line takes two points, \"%s\" has %d: fit NAME X Y adds one", given(got, name),
			       s ? s->n : 0);
	x = xcalloc((size_t)s->n, sizeof *x);
	y = xcalloc((size_t)s->n, sizeof *y);
	good = line(s, scale, x, y, value, error, e);
	free(x);
	free(y);
	if (!good)
		return false;
	if (scale == FIT_SEMILOG) {
		*value = exp(*value);
		*error *= *value;
	}
	if (!isfinite(*value))
		return err_set(e, "the line through %s is too steep, or its points too large, for a number", name);
	f->last = *value;
	f->drawn = true;
	return true;
}
