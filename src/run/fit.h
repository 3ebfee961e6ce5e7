/* Fits: points that a script gathers over several runs, and the straight line through them. */
#ifndef OUTPOST_RUN_FIT_H
#define OUTPOST_RUN_FIT_H

#include <stdbool.h>

#include "base/err.h"

enum { FIT_NAME = 32, FIT_POINTS_MOST = 4096, FIT_SERIES_MOST = 64 };

enum fit_scale {
	FIT_LINEAR,  /* y = a + b x: b is what y grows by for each 1 of x              */
	FIT_SEMILOG, /* log y = a + b x: exp(b) is the factor for each 1 of x           */
	FIT_LOGLOG,  /* log y = a + b log x: b is the exponent                         */
};

struct fit {
	char name[FIT_NAME];
	int n;
	double *x, *y; /* (n) */
};

/* All series of a session. Zeroed, there is none. */
struct fits {
	struct fit series[FIT_SERIES_MOST];
	int n;
	double last; /* what the latest line said: metric `fit`; means nothing before the first ..  */
	bool drawn;  /* .. that is, while this is false                                              */
};

void fits_done(struct fits *f);
/* By name, NULL: there is none. */
const struct fit *fits_named(const struct fits *f, const char *name);
/* Adds a point to the series, which begins with its first one; how many it now has, 0 with a reason. */
int fits_add(struct fits *f, const char *name, double x, double y, struct err *e);

/* Least squares through the points of a series. value: b, or for FIT_SEMILOG exp(b); error: its standard error (NaN with
 * two points, which leave none over). False with a reason: fewer than two points, all of one x, or nothing to take a
 * logarithm of. Keeps `value` as the latest. */
bool fits_line(struct fits *f, const char *name, enum fit_scale scale, double *value, double *error, struct err *e);

#endif
