/* Adding weights from the least likely prompt up. */
#include "core/quantile.h"

#include <gsl/gsl_sort_double.h>

/* Share of the weights that may exceed eps by rounding: .29 * 100 is 28.999.. */
static const double slack = 1e-12;

/* The first of n values that equals `value`. */
static int first_of(const double *lp, int n, double value)
{
	int i = 0;

	while (i < n && lp[i] != value)
		i++;
	return i;
}

double quantile(const double *lp, const double *weight, int n, double eps, size_t *order, int *which)
{
	double sum = 0.0;

	if (which)
		*which = -1;
	gsl_sort_index(order, lp, 1, (size_t)n);
	for (int j = 0; j < n; j++) {
		sum = weight ? sum + weight[order[j]] : (j + 1.0) / n;
		if (sum <= eps + slack)
			continue;
		if (which)
			*which = first_of(lp, n, lp[order[j]]);
		return lp[order[j]];
	}
	return 0.0;
}
