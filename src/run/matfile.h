/* Matrix files: lines `name rows cols`, then the rows; `#` comments. Weights and tasks in and out. */
#ifndef OUTPOST_RUN_MATFILE_H
#define OUTPOST_RUN_MATFILE_H

#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

struct matrix {
	char name[64];
	int rows, cols;
	double *at; /* (rows, cols) */
};

struct matfile {
	struct matrix *list;
	int n;
};

/* Larger numbers are refused: sums of products of two must not overflow. */
#define MATFILE_LARGEST 1e100

/* Reads a whole file; errors name file, line, column, what was found and what is allowed, and nothing is kept. Numbers
 * are finite; a name stands once. */
bool matfile_read(struct matfile *m, const char *path, struct err *e);
void matfile_done(struct matfile *m);
/* NULL when it is not there. */
const struct matrix *matfile_find(const struct matfile *m, const char *name);
/* Appends `name rows cols` and the rows, numbers so that they read back equal. */
void matfile_print(struct str *to, const char *name, int rows, int cols, const double *at);

#endif
