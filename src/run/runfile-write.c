/* Writing into the run file. One that fails takes back what was not committed and breaks the file. */
#include <inttypes.h>
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/xalloc.h"
#include "run/runfile-own.h"

/* A row on its way: its columns are bound in order. */
struct row {
	struct runfile *r;
	sqlite3_stmt *st;
	int column, code;
};

static bool break_file(struct runfile *r, int code, struct err *e)
{
	struct err why;

	runfile_explain(r, code, "write", &why);
	if (!sqlite3_get_autocommit(r->db))
		sqlite3_exec(r->db, "ROLLBACK", NULL, NULL, NULL);
	r->why = xstrdup(why.text);
	return err_set(e, "%s", r->why);
}

/* False: the file is broken. */
static bool row_begin(struct row *w, struct runfile *r, enum runfile_put what, struct err *e)
{
	*w = (struct row){ .r = r, .code = SQLITE_OK };
	if (r->why)
		return err_set(e, "%s", r->why);
	if (!r->put[what])
		w->code = sqlite3_prepare_v3(r->db, runfile_put_sql[what], -1, SQLITE_PREPARE_PERSISTENT, &r->put[what],
					     NULL);
	w->st = r->put[what];
	return w->code == SQLITE_OK || break_file(r, w->code, e);
}

static void bound(struct row *w, int code)
{
	if (w->code == SQLITE_OK)
		w->code = code;
}

static void add_int(struct row *w, int64_t v)
{
	bound(w, sqlite3_bind_int64(w->st, ++w->column, v));
}

/* Updates and queries; none comes near 2^63. */
static void add_count(struct row *w, uint64_t v)
{
	add_int(w, v > INT64_MAX ? INT64_MAX : (int64_t)v);
}

/* NaN is NULL to SQLite. */
static void add_real(struct row *w, double v)
{
	bound(w, sqlite3_bind_double(w->st, ++w->column, v));
}

/* Lent until the row is written; NULL is NULL. */
static void add_text(struct row *w, const char *text)
{
	bound(w, sqlite3_bind_text(w->st, ++w->column, text, -1, SQLITE_STATIC));
}

static void add_blob(struct row *w, const void *bytes, size_t n)
{
	bound(w, sqlite3_bind_blob64(w->st, ++w->column, bytes, n, SQLITE_STATIC));
}

static void add_nothing(struct row *w)
{
	bound(w, sqlite3_bind_null(w->st, ++w->column));
}

static void add_prompt(struct row *w, int prompt)
{
	if (prompt >= 0)
		add_int(w, prompt);
	else
		add_nothing(w);
}

static void add_trainer(struct row *w, int who)
{
	add_text(w, who == 0 ? "A" : "B");
}

static void add_at(struct row *w, const struct runfile_at *at)
{
	add_trainer(w, at->who);
	add_int(w, at->line);
	add_count(w, at->update);
}

static bool row_write(struct row *w, struct err *e)
{
	int code = w->code;

	if (code == SQLITE_OK)
		code = sqlite3_step(w->st);
	if (code != SQLITE_DONE) {
		bool good = break_file(w->r, code, e);
		sqlite3_reset(w->st);
		return good;
	}
	sqlite3_reset(w->st);
	return true;
}

bool runfile_begin(struct runfile *r, struct err *e)
{
	struct row w;

	return row_begin(&w, r, PUT_BEGIN, e) && row_write(&w, e);
}

bool runfile_commit(struct runfile *r, struct err *e)
{
	struct row w;

	return row_begin(&w, r, PUT_COMMIT, e) && row_write(&w, e);
}

bool runfile_put_value(struct runfile *r, const char *key, const char *value, struct err *e)
{
	struct row w;

	if (!row_begin(&w, r, PUT_VALUE, e))
		return false;
	add_text(&w, key);
	add_text(&w, value);
	return row_write(&w, e);
}

bool runfile_put_setting(struct runfile *r, const struct runfile_at *at, const char *key, const char *value,
			 struct err *e)
{
	struct row w;

	if (!row_begin(&w, r, PUT_SETTING, e))
		return false;
	if (at) {
		add_trainer(&w, at->who);
		add_int(&w, at->line);
	} else {
		add_nothing(&w);
		add_nothing(&w);
	}
	add_text(&w, key);
	add_text(&w, value);
	add_count(&w, at ? at->update : 0);
	return row_write(&w, e);
}

bool runfile_put_command(struct runfile *r, const char *text, struct err *e)
{
	struct row w;

	if (!row_begin(&w, r, PUT_COMMAND, e))
		return false;
	add_text(&w, text);
	return row_write(&w, e);
}

bool runfile_put_line(struct runfile *r, const struct runfile_line *line, struct err *e)
{
	char seed[24];
	struct row w;

	if (!row_begin(&w, r, PUT_LINE, e))
		return false;
	snprintf(seed, sizeof seed, "%" PRIu64, line->seed);
	add_int(&w, line->id);
	add_trainer(&w, line->who);
	if (line->parent > 0)
		add_int(&w, line->parent);
	else
		add_nothing(&w);
	add_count(&w, line->forked_at);
	add_text(&w, seed);
	return row_write(&w, e);
}

/* As `info` prints it. */
static void add_hash(struct row *w, char text[20], uint64_t hash)
{
	snprintf(text, 20, "%016" PRIx64, hash);
	add_text(w, text);
}

bool runfile_put_keyframe(struct runfile *r, int who, int64_t line, const struct state *s, double err, struct err *e)
{
	char hash[20];
	struct row w;

	if (!row_begin(&w, r, PUT_KEYFRAME, e))
		return false;
	add_at(&w, &(struct runfile_at){ who, line, s->update });
	add_count(&w, s->all.queries);
	add_hash(&w, hash, state_hash(s));
	add_real(&w, err);
	add_blob(&w, s, s->bytes);
	return row_write(&w, e);
}

bool runfile_drop_keyframe(struct runfile *r, int64_t line, uint64_t update, struct err *e)
{
	struct row w;

	if (!row_begin(&w, r, DROP_KEYFRAME, e))
		return false;
	add_int(&w, line);
	add_count(&w, update);
	return row_write(&w, e);
}

/* The rows as the table has them: all scalars, all likelihoods, all hits. */
static void *trace_blob(const struct trace *t, size_t from, size_t end, size_t *bytes)
{
	size_t rows = end - from, n = (size_t)t->ntracked, scalars = rows * TRACE_COLUMNS * sizeof *t->scalar;
	size_t lps = rows * n * sizeof *t->lp, hits = rows * n * sizeof *t->hits;
	char *blob = xcalloc(scalars + lps + hits, 1);

	trace_slice(t, from, end, (double *)blob, (double *)(blob + scalars), (uint32_t *)(blob + scalars + lps));
	*bytes = scalars + lps + hits;
	return blob;
}

bool runfile_put_trace(struct runfile *r, int who, int64_t line, const struct trace *t, size_t from, size_t end,
		       struct err *e)
{
	char hash[20];
	size_t bytes;
	struct row w;
	void *blob;
	bool good;

	if (!row_begin(&w, r, PUT_TRACE, e))
		return false;
	blob = trace_blob(t, from, end, &bytes);
	add_at(&w, &(struct runfile_at){ who, line, (uint64_t)trace_scalar(t, from, TRACE_UPDATE) });
	add_count(&w, end - from);
	add_int(&w, TRACE_COLUMNS);
	add_int(&w, t->ntracked);
	add_hash(&w, hash, hash_bytes(blob, bytes));
	add_blob(&w, blob, bytes);
	good = row_write(&w, e);
	free(blob);
	return good;
}

bool runfile_put_metric(struct runfile *r, const struct runfile_at *at, uint64_t queries, const char *name, int prompt,
			double value, struct err *e)
{
	struct row w;

	if (!row_begin(&w, r, PUT_METRIC, e))
		return false;
	add_at(&w, at);
	add_count(&w, queries);
	add_text(&w, name);
	add_prompt(&w, prompt);
	add_real(&w, value);
	return row_write(&w, e);
}

bool runfile_put_event(struct runfile *r, const struct runfile_at *at, const char *kind, int prompt, const char *text,
		       struct err *e)
{
	struct row w;

	if (!row_begin(&w, r, PUT_EVENT, e))
		return false;
	add_at(&w, at);
	add_text(&w, kind);
	add_prompt(&w, prompt);
	add_text(&w, text);
	return row_write(&w, e);
}

bool runfile_put_sample(struct runfile *r, const struct runfile_at *at, const struct runfile_sample *s, struct err *e)
{
	struct row w;

	if (!row_begin(&w, r, PUT_SAMPLE, e))
		return false;
	add_at(&w, at);
	add_int(&w, s->prompt);
	add_text(&w, s->response);
	add_real(&w, s->reward);
	add_real(&w, s->logp);
	add_real(&w, s->logq0);
	return row_write(&w, e);
}

bool runfile_put_mark(struct runfile *r, const struct runfile_mark *m, struct err *e)
{
	struct row w;

	if (!row_begin(&w, r, PUT_MARK, e))
		return false;
	add_text(&w, m->name);
	add_at(&w, &m->at);
	add_text(&w, m->settings);
	return row_write(&w, e);
}

bool runfile_drop_mark(struct runfile *r, const char *name, struct err *e)
{
	struct row w;

	if (!row_begin(&w, r, DROP_MARK, e))
		return false;
	add_text(&w, name);
	return row_write(&w, e);
}

bool runfile_put_progress(struct runfile *r, const struct runfile_at *at, uint64_t queries, struct err *e)
{
	struct row w;

	if (!row_begin(&w, r, PUT_PROGRESS, e))
		return false;
	add_at(&w, at);
	add_count(&w, queries);
	return row_write(&w, e);
}

/* ---- The past of another file */

bool runfile_adopt(struct runfile *r, const char *path, struct err *e)
{
	static const char take[] = "BEGIN IMMEDIATE;"
				   "INSERT INTO main.command(text, at) SELECT text, at FROM past.command ORDER BY n;"
				   "INSERT INTO main.metric SELECT * FROM past.metric ORDER BY rowid;"
				   "INSERT INTO main.event SELECT * FROM past.event ORDER BY rowid;"
				   "INSERT INTO main.sample SELECT * FROM past.sample ORDER BY rowid;"
				   "COMMIT";
	sqlite3_stmt *st = NULL;
	int code;

	if (r->why)
		return err_set(e, "%s", r->why);
	code = sqlite3_prepare_v2(r->db, "ATTACH ? AS past", -1, &st, NULL);
	if (code == SQLITE_OK)
		code = sqlite3_bind_text(st, 1, path, -1, SQLITE_STATIC);
	if (code == SQLITE_OK && (code = sqlite3_step(st)) == SQLITE_DONE)
		code = sqlite3_exec(r->db, take, NULL, NULL, NULL);
	sqlite3_finalize(st);
	if (code != SQLITE_OK)
		return break_file(r, code, e);
	sqlite3_exec(r->db, "DETACH past", NULL, NULL, NULL);
	return true;
}
