/* A table on its way into a file, column by column and row by row: comma separated values [RFC 4180], or an object a line
 * (JSON Lines). Both begin with the stamp. */
#ifndef OUTPOST_RUN_TABLE_H
#define OUTPOST_RUN_TABLE_H

#include "base/str.h"
#include "run/session.h"

enum table_form { TABLE_CSV, TABLE_JSONL };

struct table {
	enum table_form form;
	struct str *to; /* borrowed                               */
	char **name;    /* (n) owned                              */
	int n, at;      /* columns; that of the next field        */
	size_t rows;
};

/* What the numbers of this session depend on, in words: `outpost 0.1.0 preset=barrier seed=8 task.seed=8 alpha=1e-04
 * query.count=prefix`, and thinned@a=4 where of trainer A every 4th update is kept, and the latest. */
void stamp_print(const struct session *s, struct str *to);

/* Writes the stamp; columns are named before the first field. */
void table_init(struct table *t, const struct session *s, enum table_form form, struct str *to);
void table_column(struct table *t, const char *name);
/* Fields of a row, in the order of the columns. No value (NaN): an empty field, null. */
void table_text(struct table *t, const char *text);
void table_number(struct table *t, double v);
void table_done(struct table *t);

#endif
