/* Names by bisection of their sorted order. */
#include "run/alphabet.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

/* Where a name stands in the sorted order, or is to stand. */
static int place_of(const struct alphabet *a, const char *name)
{
	int low = 0, high = a->n;

	while (low < high) {
		int middle = low + (high - low) / 2;
		if (strcmp(a->name[a->order[middle]], name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool is_at(const struct alphabet *a, int place, const char *name)
{
	return place < a->n && strcmp(a->name[a->order[place]], name) == 0;
}

int alphabet_find(const struct alphabet *a, const char *name)
{
	int place = place_of(a, name);

	return is_at(a, place, name) ? a->order[place] : -1;
}

int alphabet_add(struct alphabet *a, const char *name)
{
	int place = place_of(a, name);

	if (is_at(a, place, name))
		return a->order[place];
	if (a->n == TASK_TOKENS_MOST)
		return -1;
	if (!a->name)
		a->name = xcalloc(TASK_TOKENS_MOST, sizeof *a->name);
	memmove(a->order + place + 1, a->order + place, (size_t)(a->n - place));
	a->order[place] = (uint8_t)a->n;
	strcpy(a->name[a->n], name);
	return a->n++;
}

void alphabet_rank(const struct alphabet *a, int last, uint8_t rank[TASK_TOKENS_MOST])
{
	uint8_t next = 0;

	for (int i = 0; i < a->n; i++)
		if (a->order[i] != last)
			rank[a->order[i]] = next++;
	if (last >= 0)
		rank[last] = next;
}

void alphabet_done(struct alphabet *a)
{
	free(a->name);
	*a = (struct alphabet){ 0 };
}
