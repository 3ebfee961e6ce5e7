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

#endif
