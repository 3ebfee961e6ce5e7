/* Sorting indices, then adding weights from the least likely prompt up. */
#include "core/quantile.h"

#include <stdbool.h>

/* Share of the weights that may exceed eps by rounding: .29 * 100 is 28.999.. */
static const double slack = 1e-12;

/* Order by value, equal values by index. */
static bool before(const double *lp, int a, int b)
{
	return lp[a] < lp[b] || (lp[a] == lp[b] && a < b);
}

/* The heap order[0..n), the last in order at the top, is right but for its entry `at`. */
static void sift_down(const double *lp, int *order, int at, int n)
{
	int moved = order[at], child;

	for (; (child = 2 * at + 1) < n; at = child) {
		if (child + 1 < n && before(lp, order[child], order[child + 1]))
			child++;
		if (!before(lp, moved, order[child]))
			break;
		order[at] = order[child];
	}
	order[at] = moved;
}

/* Heapsort: in the caller's room, n log n also for sorted or equal values. */
static void sort_indices(const double *lp, int *order, int n)
{
	for (int i = 0; i < n; i++)
		order[i] = i;
	for (int i = n / 2 - 1; i >= 0; i--)
		sift_down(lp, order, i, n);
	for (int last = n - 1; last > 0; last--) {
		int most = order[0];
		order[0] = order[last];
		order[last] = most;
		sift_down(lp, order, 0, last);
	}
}

double quantile(const double *lp, const double *weight, int n, double eps, int *order, int *which)
{
	double sum = 0.0;
	int found = -1;

	sort_indices(lp, order, n);
	for (int j = 0; j < n && found < 0; j++) {
		sum = weight ? sum + weight[order[j]] : (j + 1.0) / n;
		if (sum > eps + slack)
			found = order[j];
	}
	if (which)
		*which = found;
	return found < 0 ? 0.0 : lp[found];
}
