/* The tables of the run file, and what is written into them. */
#include <inttypes.h>
#include <sqlite3.h>
#include <string.h>

#include "base/xalloc.h"
#include "run/runfile-own.h"

/* A blob of the trace says how many columns it has, but not which. */
_Static_assert(TRACE_COLUMNS == 11, "other columns of the trace: raise RUNFILE_FORMAT");

/* SQLite keeps these texts as they are, and so a file's can be compared with them. Columns of keyframe and trace end with
 * the blob: what stands before is read without it. */
static const struct table {
	const char *name, *sql;
} tables[] = {
	{ "run", "CREATE TABLE run(key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL)" },
	{ "setting", "CREATE TABLE setting(trainer TEXT, line INTEGER, key TEXT NOT NULL, value TEXT NOT NULL, "
		     "\"update\" INTEGER NOT NULL)" },
	{ "command",
	  "CREATE TABLE command(n INTEGER PRIMARY KEY, text TEXT NOT NULL, at TEXT DEFAULT CURRENT_TIMESTAMP)" },
	{ "line", "CREATE TABLE line(id INTEGER PRIMARY KEY, trainer TEXT NOT NULL, parent INTEGER, "
		  "forked_at INTEGER NOT NULL, seed TEXT NOT NULL)" },
	{ "keyframe",
	  "CREATE TABLE keyframe(trainer TEXT NOT NULL, line INTEGER NOT NULL, \"update\" INTEGER NOT NULL, "
	  "queries INTEGER NOT NULL, hash TEXT NOT NULL, err REAL, block BLOB NOT NULL, "
	  "PRIMARY KEY(line, \"update\"))" },
	{ "trace", "CREATE TABLE trace(trainer TEXT NOT NULL, line INTEGER NOT NULL, \"update\" INTEGER NOT NULL, "
		   "rows INTEGER NOT NULL, columns INTEGER NOT NULL, prompts INTEGER NOT NULL, hash TEXT NOT NULL, "
		   "row BLOB NOT NULL, PRIMARY KEY(line, \"update\"))" },
	{ "metric", "CREATE TABLE metric(trainer TEXT NOT NULL, line INTEGER NOT NULL, \"update\" INTEGER NOT NULL, "
		    "queries INTEGER NOT NULL, name TEXT NOT NULL, prompt INTEGER, value REAL)" },
	{ "event", "CREATE TABLE event(trainer TEXT NOT NULL, line INTEGER NOT NULL, \"update\" INTEGER NOT NULL, "
		   "kind TEXT NOT NULL, prompt INTEGER, text TEXT)" },
	{ "sample", "CREATE TABLE sample(trainer TEXT NOT NULL, line INTEGER NOT NULL, \"update\" INTEGER NOT NULL, "
		    "prompt INTEGER NOT NULL, response TEXT NOT NULL, reward REAL, logp REAL, logq0 REAL)" },
	{ "mark", "CREATE TABLE mark(name TEXT NOT NULL, trainer TEXT NOT NULL, line INTEGER NOT NULL, "
		  "\"update\" INTEGER NOT NULL, settings TEXT NOT NULL, PRIMARY KEY(name, trainer))" },
	{ "progress", "CREATE TABLE progress(trainer TEXT PRIMARY KEY NOT NULL, line INTEGER NOT NULL, "
		      "\"update\" INTEGER NOT NULL, queries INTEGER NOT NULL) WITHOUT ROWID" },
};
enum { TABLES = sizeof tables / sizeof tables[0] };

const char *const runfile_put_sql[RUNFILE_PUTS] = {
	[PUT_BEGIN] = "BEGIN IMMEDIATE",
	[PUT_COMMIT] = "COMMIT",
	[PUT_VALUE] = "INSERT INTO run VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
	[PUT_SETTING] = "INSERT INTO setting VALUES(?, ?, ?, ?, ?)",
	[PUT_COMMAND] = "INSERT INTO command(text) VALUES(?)",
	[PUT_LINE] = "INSERT INTO line VALUES(?, ?, ?, ?, ?)",
	[PUT_KEYFRAME] = "INSERT OR REPLACE INTO keyframe VALUES(?, ?, ?, ?, ?, ?, ?)",
	[DROP_KEYFRAME] = "DELETE FROM keyframe WHERE line = ? AND \"update\" = ?",
	[PUT_TRACE] = "INSERT OR REPLACE INTO trace VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
	[PUT_METRIC] = "INSERT INTO metric VALUES(?, ?, ?, ?, ?, ?, ?)",
	[PUT_EVENT] = "INSERT INTO event VALUES(?, ?, ?, ?, ?, ?)",
	[PUT_SAMPLE] = "INSERT INTO sample VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
	[PUT_MARK] = "INSERT OR REPLACE INTO mark VALUES(?, ?, ?, ?, ?)",
	[DROP_MARK] = "DELETE FROM mark WHERE name = ?",
	[PUT_PROGRESS] = ("INSERT INTO progress VALUES(?, ?, ?, ?) ON CONFLICT(trainer) DO UPDATE SET "
			  "line = excluded.line, \"update\" = excluded.\"update\", queries = excluded.queries"),
};

bool runfile_make_tables(struct runfile *r, struct err *e)
{
	struct str sql = { 0 };
	int code;

	str_add(&sql, "BEGIN;");
	for (int i = 0; i < TABLES; i++)
		str_addf(&sql, "%s;", tables[i].sql);
	str_addf(&sql, "PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT", RUNFILE_ID, RUNFILE_FORMAT);
	code = sqlite3_exec(r->db, str_text(&sql), NULL, NULL, NULL);
	str_done(&sql);
	return code == SQLITE_OK || runfile_explain(r, code, "write", e);
}

/* ---- Checking */

/* The number that a pragma answers with. */
static bool ask_number(struct runfile *r, const char *sql, int64_t *to, struct err *e)
{
	sqlite3_stmt *st = NULL;
	int code = sqlite3_prepare_v2(r->db, sql, -1, &st, NULL);

	if (code == SQLITE_OK)
		code = sqlite3_step(st);
	if (code == SQLITE_ROW)
		*to = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return code == SQLITE_ROW || runfile_explain(r, code, "read", e);
}

static bool check_format(struct runfile *r, struct err *e)
{
	int64_t id, format;

	if (!ask_number(r, "PRAGMA application_id", &id, e) || !ask_number(r, "PRAGMA user_version", &format, e))
		return false;
	if (id != RUNFILE_ID)
		return err_set(e, "%s is a database, but no run file of outpost", r->path);
	if (format > RUNFILE_FORMAT)
		return err_set(e,
			       "%s was made by a newer outpost (format %" PRId64 ", this one knows formats up to %d)",
			       r->path, format, RUNFILE_FORMAT);
	if (format < 1)
		return err_set(e, "%s is damaged: it has format %" PRId64, r->path, format);
	return true;
}

/* Every page and row where it belongs. */
static bool check_pages(struct runfile *r, struct err *e)
{
	sqlite3_stmt *st = NULL;
	int code = sqlite3_prepare_v2(r->db, "PRAGMA quick_check(1)", -1, &st, NULL);
	bool whole = false;

	if (code == SQLITE_OK)
		code = sqlite3_step(st);
	if (code == SQLITE_ROW) {
		const char *answer = (const char *)sqlite3_column_text(st, 0);
		whole = answer && strcmp(answer, "ok") == 0;
	}
	sqlite3_finalize(st);
	if (code != SQLITE_ROW)
		return runfile_explain(r, code, "read", e);
	return whole || err_set(e, "%s is damaged", r->path);
}

/* Ours to the letter: no view, no computed column, nothing that acts when it is looked at. Tables of somebody else beside
 * them are of no concern. */
static bool check_table(struct runfile *r, const struct table *t, struct err *e)
{
	sqlite3_stmt *st = NULL;
	int code = sqlite3_prepare_v2(r->db, "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", -1, &st,
				      NULL);
	bool same = false;

	if (code == SQLITE_OK)
		code = sqlite3_bind_text(st, 1, t->name, -1, SQLITE_STATIC);
	if (code == SQLITE_OK)
		code = sqlite3_step(st);
	if (code == SQLITE_ROW) {
		const char *sql = (const char *)sqlite3_column_text(st, 0);
		same = sql && strcmp(sql, t->sql) == 0;
	}
	sqlite3_finalize(st);
	if (code != SQLITE_ROW && code != SQLITE_DONE)
		return runfile_explain(r, code, "read", e);
	return same || err_set(e, "%s is no run file of outpost: its table %s is %s", r->path, t->name,
			       code == SQLITE_DONE ? "missing" : "another one");
}

bool runfile_check_tables(struct runfile *r, struct err *e)
{
	if (!check_format(r, e) || !check_pages(r, e))
		return false;
	for (int i = 0; i < TABLES; i++)
		if (!check_table(r, &tables[i], e))
			return false;
	return true;
}
