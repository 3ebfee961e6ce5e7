/* Of whole numbers: the lesser, the greater, and the nearest within bounds. */
#ifndef OUTPOST_BASE_LEAST_H
#define OUTPOST_BASE_LEAST_H

static inline int least_of(int a, int b)
{
	return a < b ? a : b;
}
static inline int most_of(int a, int b)
{
	return a > b ? a : b;
}
/* `high` wins over `low`. */
static inline int clamp(int v, int low, int high)
{
	return least_of(most_of(v, low), high);
}

#endif
