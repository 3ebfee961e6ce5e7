/* Where the tables of a session go: into files, or, while a figure is made of them, into a list. */
#ifndef OUTPOST_RUN_TABLES_H
#define OUTPOST_RUN_TABLES_H

#include "run/session.h"

/* Zeroed memory is an empty list. */
struct tables {
	struct caught {
		char *path;
		struct str text;
	} *list; /* (n) owned */
	int n;
};

/* Appends the path that a table of this name is written to, and sees whether it can be. */
bool tables_place(const struct session *s, const char *name, struct str *path, struct err *e);
/* To such a path. Takes the text's contents. */
bool tables_write(struct session *s, const char *path, struct str *text, struct err *e);
void tables_done(struct tables *t);
/* The one written to this path last, NULL: there is none. */
const struct str *tables_find(const struct tables *t, const char *path);

/* A table of numbers out of one of comma separated values: those of the columns that are asked for, NaN where a field is no
 * number. */
struct columns {
	int n, rows;
	double *v; /* (rows, n) owned */
};

/* False: one of the columns is not there. */
bool columns_read(const struct str *text, const char *const *name, int n, struct columns *to);

#endif
