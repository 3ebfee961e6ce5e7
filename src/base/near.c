/* Damerau's distance in the restricted form: no letter is edited twice. Three rows of the usual table are enough, as a
 * swap looks two rows back; a row whose least entry is above `most` ends the count. */
#include "base/near.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Longer words have no near name: the names of a program are short, and a row must fit on the stack. */
enum { NEAR_LENGTH = 64 };

static int least(int a, int b)
{
	return a < b ? a : b;
}

/* Row i of the table: edits that turn the first i letters of a into the first j of b. Returns its least entry. */
static int next_row(const char *a, const char *b, int i, int nb, const int *before, const int *last, int *row)
{
	int smallest = row[0] = i;

	for (int j = 1; j <= nb; j++) {
		row[j] = least(last[j - 1] + (a[i - 1] != b[j - 1]), least(last[j], row[j - 1]) + 1);
		if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
			row[j] = least(row[j], before[j - 2] + 1);
		smallest = least(smallest, row[j]);
	}
	return smallest;
}

int near_distance(const char *a, const char *b, int most)
{
	int room[3][NEAR_LENGTH + 1], na, nb, smallest, smallest_before = 0;
	size_t la = strnlen(a, NEAR_LENGTH + 1), lb = strnlen(b, NEAR_LENGTH + 1);

	if (la > NEAR_LENGTH || lb > NEAR_LENGTH)
		return strcmp(a, b) == 0 ? 0 : most + 1;
	na = (int)la;
	nb = (int)lb;
	for (int j = 0; j <= nb; j++)
		room[0][j] = j;
	for (int i = 1; i <= na; i++) {
		smallest = next_row(a, b, i, nb, room[(i + 1) % 3], room[(i + 2) % 3], room[i % 3]);
		/* A swap can reach past one row, not past two. */
		if (smallest > most && smallest_before > most)
			return most + 1;
		smallest_before = smallest;
	}
	return least(room[na % 3][nb], most + 1);
}

const char *near_find(const char *word, const void *names, int n, unsigned long stride)
{
	const char *at = names, *best = NULL;
	int most = strnlen(word, 4) <= 3 ? 1 : 2;

	for (int i = 0; i < n; i++, at += stride) {
		const char *name = *(const char *const *)(const void *)at;
		int distance = near_distance(word, name, most);

		/* Every letter changed is no likeness: "q" is not near "k". */
		if (distance <= most && (size_t)distance < strlen(name)) {
			best = name;
			most = distance - 1;
		}
	}
	return best;
}
