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

/* Writes the stamp; columns are named before the first field. */
void table_init(struct table *t, const struct session *s, enum table_form form, struct str *to);
void table_column(struct table *t, const char *name);
/* Fields of a row, in the order of the columns. No value (NaN): an empty field, null. */
void table_text(struct table *t, const char *text);
void table_number(struct table *t, double v);
void table_done(struct table *t);

#endif
