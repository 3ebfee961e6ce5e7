/* Nearest names, for "did you mean": edit distance with swaps of neighbours. */
#ifndef OUTPOST_BASE_NEAR_H
#define OUTPOST_BASE_NEAR_H

/* Edits (insert, delete, change, swap neighbours) that turn a into b; counts no further than `most` + 1. */
int near_distance(const char *a, const char *b, int most);
/* The nearest of `n` names `stride` bytes apart (a name is the const char * at each place) within distance 2 (1 for words
 * of up to 3 letters), the first on ties; NULL when none is near. */
const char *near_find(const char *word, const void *names, int n, unsigned long stride);

#endif
