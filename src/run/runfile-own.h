/* What the parts of the run file share, and nobody else. */
#ifndef OUTPOST_RUN_RUNFILE_OWN_H
#define OUTPOST_RUN_RUNFILE_OWN_H

#include "run/runfile.h"

struct sqlite3;
struct sqlite3_stmt;

/* What is written again and again, prepared once. */
enum runfile_put {
	PUT_BEGIN,
	PUT_COMMIT,
	PUT_VALUE,
	PUT_SETTING,
	PUT_COMMAND,
	PUT_LINE,
	PUT_KEYFRAME,
	DROP_KEYFRAME,
	PUT_TRACE,
	PUT_METRIC,
	PUT_EVENT,
	PUT_SAMPLE,
	PUT_MARK,
	DROP_MARK,
	PUT_PROGRESS,
	RUNFILE_PUTS,
};

struct runfile {
	struct sqlite3 *db;
	char *path;
	struct sqlite3_stmt *put[RUNFILE_PUTS]; /* NULL: not needed yet */
	char *why;                              /* it is broken, see runfile_why() */
};

/* What SQLite's last answer was, in words with the file's name: the disk is full, .. Always false. `doing`: "read". */
bool runfile_explain(const struct runfile *r, int code, const char *doing, struct err *e);

/* ---- Tables (runfile-schema.c) */

extern const char *const runfile_put_sql[RUNFILE_PUTS];
/* Makes the tables of a new file, in one transaction. */
bool runfile_make_tables(struct runfile *r, struct err *e);
/* Whether it is a run file of this format, whole and with these tables. */
bool runfile_check_tables(struct runfile *r, struct err *e);

/* ---- Rows that are read (runfile-reading.c) */

struct reading {
	struct runfile *r;
	struct sqlite3_stmt *st;
	const char *table;
	int row;           /* from 1                                 */
	const char *wrong; /* first column of the row that cannot be */
};
/* Why it cannot begin, if so, is for reading_end() to say: there are no rows then. */
void reading_begin(struct reading *in, struct runfile *r, const char *table, const char *sql);
bool reading_next(struct reading *in);
/* Closes it. `good`: whoever took the rows was content, else *e has the reason already. */
bool reading_end(struct reading *in, bool good, struct err *e);
/* Whether all columns of this row that were asked for could be. */
bool reading_good(struct reading *in, struct err *e);
/* This column cannot be; the first such one is remembered. */
void reading_wrong(struct reading *in, int column);

/* What stands in a column, from 0; something harmless where that cannot be. */
bool reading_null(struct reading *in, int column);
/* A whole number from `low` on. */
int64_t reading_whole(struct reading *in, int column, int64_t low);
/* NULL: -1. */
int reading_prompt(struct reading *in, int column);
/* NULL: NaN. */
double reading_real(struct reading *in, int column);
/* Lent until the next row. */
const char *reading_text(struct reading *in, int column);
int reading_trainer(struct reading *in, int column);
/* Trainer, line and update: this column and the next two. */
struct runfile_at reading_at(struct reading *in, int column);
/* 16 hex digits. */
uint64_t reading_hash(struct reading *in, int column);

#endif
