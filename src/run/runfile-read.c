/* Reading the run file. What it says is checked column by column: a file may be damaged, or made to deceive. */
#include <inttypes.h>
#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/num.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "run/runfile-own.h"

/* ---- Rows and columns */

struct reading {
	struct runfile *r;
	sqlite3_stmt *st;
	const char *table;
	int row;           /* from 1                                */
	const char *wrong; /* first column of the row that cannot be */
};

/* Why it cannot begin, if so, is for reading_end() to say: there are no rows then. */
static void reading_begin(struct reading *in, struct runfile *r, const char *table, const char *sql)
{
	*in = (struct reading){ .r = r, .table = table };
	sqlite3_prepare_v2(r->db, sql, -1, &in->st, NULL);
}

static bool reading_next(struct reading *in)
{
	in->row++;
	return in->st && sqlite3_step(in->st) == SQLITE_ROW;
}

/* Closes it. `good`: whoever took the rows was content, else *e has the reason already. */
static bool reading_end(struct reading *in, bool good, struct err *e)
{
	/* Of the last step, or of what did not begin. */
	int code = good ? sqlite3_errcode(in->r->db) : SQLITE_DONE;

	sqlite3_finalize(in->st);
	if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW)
		return runfile_explain(in->r, code, "read", e);
	return good;
}

/* Whether all columns of this row that were asked for could be. */
static bool reading_good(struct reading *in, struct err *e)
{
	return !in->wrong || err_set(e, "%s is damaged: %s in row %d of table %s", in->r->path, in->wrong, in->row, in->table);
}

/* Remembers the first column that cannot be. */
static void wrong(struct reading *in, int column)
{
	const char *name = sqlite3_column_name(in->st, column);

	if (!in->wrong)
		in->wrong = name ? name : "a column";
}

static bool is_null(struct reading *in, int column)
{
	return sqlite3_column_type(in->st, column) == SQLITE_NULL;
}

/* A whole number from low on. */
static int64_t whole(struct reading *in, int column, int64_t low)
{
	int64_t v = sqlite3_column_int64(in->st, column);

	if (sqlite3_column_type(in->st, column) == SQLITE_INTEGER && v >= low)
		return v;
	wrong(in, column);
	return low;
}

/* NULL: -1. */
static int prompt_in(struct reading *in, int column)
{
	int64_t v = is_null(in, column) ? -1 : whole(in, column, 0);

	if (v <= INT32_MAX)
		return (int)v;
	wrong(in, column);
	return -1;
}

/* NULL: NaN. */
static double real_in(struct reading *in, int column)
{
	int type = sqlite3_column_type(in->st, column);

	if (type == SQLITE_NULL)
		return NAN;
	if (type != SQLITE_FLOAT && type != SQLITE_INTEGER)
		wrong(in, column);
	return sqlite3_column_double(in->st, column);
}

static bool is_plain(const char *text, size_t n)
{
	size_t len;
	uint32_t rune;

	if (utf8_valid(text, n) < n)
		return false;
	for (size_t i = 0; i < n; i += len) {
		len = utf8_decode(text + i, n - i, &rune);
		if (utf8_is_control(rune) && rune != '\n' && rune != '\t')
			return false;
	}
	return true;
}

/* Lent until the next row. */
static const char *text_in(struct reading *in, int column)
{
	const char *text = NULL;

	if (sqlite3_column_type(in->st, column) == SQLITE_TEXT)
		text = (const char *)sqlite3_column_text(in->st, column);
	if (text && is_plain(text, (size_t)sqlite3_column_bytes(in->st, column)))
		return text;
	wrong(in, column);
	return "";
}

static int trainer_in(struct reading *in, int column)
{
	const char *name = text_in(in, column);

	if (strcmp(name, "A") != 0 && strcmp(name, "B") != 0)
		wrong(in, column);
	return name[0] == 'B';
}

/* Columns trainer, line and update, from `column` on. */
static struct runfile_at at_in(struct reading *in, int column)
{
	struct runfile_at at;

	at.who = trainer_in(in, column);
	at.line = whole(in, column + 1, 1);
	at.update = (uint64_t)whole(in, column + 2, 0);
	return at;
}

/* 16 hex digits. */
static uint64_t hash_in(struct reading *in, int column)
{
	static const char digits[] = "0123456789abcdef";
	const char *text = text_in(in, column);
	uint64_t hash = 0;

	if (strlen(text) != 16 || strspn(text, digits) != 16) {
		wrong(in, column);
		return 0;
	}
	for (; *text; text++)
		hash = hash << 4 | (uint64_t)(strchr(digits, *text) - digits);
	return hash;
}

/* ---- Tables */

bool runfile_value(struct runfile *r, const char *key, struct str *to, struct err *e)
{
	struct reading in;
	bool good = true, found = false;

	reading_begin(&in, r, "run", "SELECT value FROM run WHERE key = ?");
	sqlite3_bind_text(in.st, 1, key, -1, SQLITE_STATIC);
	if (reading_next(&in)) {
		const char *text = text_in(&in, 0);
		found = true;
		good = reading_good(&in, e);
		if (good)
			str_add(to, text);
	}
	if (!reading_end(&in, good, e))
		return false;
	return found || err_set(e, "%s says nothing of %s", r->path, key);
}

bool runfile_settings(struct runfile *r, bool (*take)(void *self, const struct runfile_setting *row, struct err *e),
		      void *self, struct err *e)
{
	struct reading in;
	bool good = true;

	reading_begin(&in, r, "setting", "SELECT trainer, line, \"update\", key, value FROM setting ORDER BY rowid");
	while (good && reading_next(&in)) {
		struct runfile_setting row = { .own = !is_null(&in, 0) };
		if (row.own)
			row.at = at_in(&in, 0);
		row.key = text_in(&in, 3);
		row.value = text_in(&in, 4);
		good = reading_good(&in, e) && take(self, &row, e);
	}
	return reading_end(&in, good, e);
}

bool runfile_commands(struct runfile *r, bool (*take)(void *self, const char *text, struct err *e), void *self,
		      struct err *e)
{
	struct reading in;
	bool good = true;

	reading_begin(&in, r, "command", "SELECT text FROM command ORDER BY n");
	while (good && reading_next(&in)) {
		const char *text = text_in(&in, 0);
		good = reading_good(&in, e) && take(self, text, e);
	}
	return reading_end(&in, good, e);
}

static uint64_t seed_in(struct reading *in, int column)
{
	uint64_t seed = 0;

	if (!num_parse_count(text_in(in, column), &seed))
		wrong(in, column);
	return seed;
}

bool runfile_lines(struct runfile *r, bool (*take)(void *self, const struct runfile_line *row, struct err *e), void *self,
		   struct err *e)
{
	struct reading in;
	bool good = true;

	reading_begin(&in, r, "line", "SELECT id, trainer, parent, forked_at, seed FROM line ORDER BY id");
	while (good && reading_next(&in)) {
		struct runfile_line row;
		row.id = whole(&in, 0, 1);
		row.who = trainer_in(&in, 1);
		row.parent = is_null(&in, 2) ? 0 : whole(&in, 2, 1);
		row.forked_at = (uint64_t)whole(&in, 3, 0);
		row.seed = seed_in(&in, 4);
		if (row.parent >= row.id) /* a line leaves one that was there: no line is its own ancestor */
			wrong(&in, 2);
		good = reading_good(&in, e) && take(self, &row, e);
	}
	return reading_end(&in, good, e);
}

bool runfile_keyframes(struct runfile *r, bool (*take)(void *self, const struct runfile_keyframe *row, struct err *e),
		       void *self, struct err *e)
{
	struct reading in;
	bool good = true;

	reading_begin(&in, r, "keyframe", "SELECT trainer, line, \"update\", queries, hash, err FROM keyframe "
					  "ORDER BY line, \"update\"");
	while (good && reading_next(&in)) {
		struct runfile_keyframe row = { .at = at_in(&in, 0) };
		row.queries = (uint64_t)whole(&in, 3, 0);
		row.hash = hash_in(&in, 4);
		row.err = real_in(&in, 5);
		good = reading_good(&in, e) && take(self, &row, e);
	}
	return reading_end(&in, good, e);
}

bool runfile_events(struct runfile *r, bool (*take)(void *self, const struct runfile_event *row, struct err *e),
		    void *self, struct err *e)
{
	struct reading in;
	bool good = true;

	reading_begin(&in, r, "event", "SELECT trainer, line, \"update\", kind, prompt, text FROM event ORDER BY rowid");
	while (good && reading_next(&in)) {
		struct runfile_event row = { .at = at_in(&in, 0) };
		row.kind = text_in(&in, 3);
		row.prompt = prompt_in(&in, 4);
		row.text = is_null(&in, 5) ? "" : text_in(&in, 5);
		good = reading_good(&in, e) && take(self, &row, e);
	}
	return reading_end(&in, good, e);
}

bool runfile_marks(struct runfile *r, bool (*take)(void *self, const struct runfile_mark *row, struct err *e), void *self,
		   struct err *e)
{
	struct reading in;
	bool good = true;

	reading_begin(&in, r, "mark", "SELECT name, trainer, line, \"update\" FROM mark ORDER BY rowid");
	while (good && reading_next(&in)) {
		struct runfile_mark row = { .name = text_in(&in, 0), .at = at_in(&in, 1) };
		good = reading_good(&in, e) && take(self, &row, e);
	}
	return reading_end(&in, good, e);
}

bool runfile_progress(struct runfile *r, bool (*take)(void *self, const struct runfile_progress *row, struct err *e),
		      void *self, struct err *e)
{
	struct reading in;
	bool good = true;

	reading_begin(&in, r, "progress", "SELECT trainer, line, \"update\", queries FROM progress ORDER BY trainer");
	while (good && reading_next(&in)) {
		struct runfile_progress row = { .at = at_in(&in, 0) };
		row.queries = (uint64_t)whole(&in, 3, 0);
		good = reading_good(&in, e) && take(self, &row, e);
	}
	return reading_end(&in, good, e);
}

/* ---- Blobs */

static bool damaged_keyframe(const struct runfile *r, int who, uint64_t update, const char *why, struct err *e)
{
	char at[NUM_TEXT];

	return err_set(e, "%s is damaged: the keyframe of trainer %c at update %s %s", r->path, 'A' + who,
		       num_count(at, update), why);
}

/* Its own idea of its size is believed last. The copy is looked at, not the row: a blob stands at any address. */
static struct state *state_in(struct reading *in, const struct state *like, struct err *e)
{
	const struct runfile *r = in->r;
	int who = trainer_in(in, 0);
	uint64_t update = (uint64_t)whole(in, 1, 0), hash = hash_in(in, 2);
	const void *blob = sqlite3_column_blob(in->st, 3);
	struct state *s;

	if (!reading_good(in, e))
		return NULL;
	if (!blob || (uint64_t)sqlite3_column_bytes(in->st, 3) != like->bytes) {
		damaged_keyframe(r, who, update, "has not the size of this task's states", e);
		return NULL;
	}
	s = xmemdup(blob, like->bytes);
	if (hash_bytes(s, like->bytes) != hash)
		damaged_keyframe(r, who, update, "does not have its hash", e);
	else if (s->bytes != like->bytes || s->nparam != like->nparam || s->nopt != like->nopt || s->ntracked != like->ntracked)
		damaged_keyframe(r, who, update, "is one of another task", e);
	else if (s->update != update)
		damaged_keyframe(r, who, update, "is one of another update", e);
	else
		return s;
	free(s);
	return NULL;
}

struct state *runfile_state(struct runfile *r, int64_t line, uint64_t update, const struct state *like, struct err *e)
{
	struct state *s = NULL;
	struct reading in;
	bool found = false, good = true;
	char at[NUM_TEXT];

	reading_begin(&in, r, "keyframe", "SELECT trainer, \"update\", hash, block FROM keyframe "
					  "WHERE line = ? AND \"update\" = ?");
	sqlite3_bind_int64(in.st, 1, line);
	sqlite3_bind_int64(in.st, 2, (int64_t)update);
	if (reading_next(&in)) {
		found = true;
		s = state_in(&in, like, e);
		good = s != NULL;
	}
	if (reading_end(&in, good, e) && !found)
		err_set(e, "%s has no keyframe of line %" PRId64 " at update %s", r->path, line, num_count(at, update));
	return s;
}

/* Where the rows of one blob stand. */
struct rows {
	uint64_t first;
	size_t n;
	const char *scalar, *lp, *hits;
};

static bool rows_in(struct reading *in, int ntracked, struct rows *to, struct err *e)
{
	int64_t columns = whole(in, 2, 1), prompts = whole(in, 3, 0);
	uint64_t hash = hash_in(in, 4);
	const char *blob = sqlite3_column_blob(in->st, 5);
	size_t bytes = (size_t)sqlite3_column_bytes(in->st, 5), scalars, lps;

	to->first = (uint64_t)whole(in, 0, 0);
	to->n = (size_t)whole(in, 1, 1);
	if (columns != TRACE_COLUMNS)
		wrong(in, 2);
	if (prompts != ntracked)
		wrong(in, 3);
	if (!blob || to->n > bytes / (TRACE_COLUMNS * sizeof(double)))
		wrong(in, 5);
	if (!reading_good(in, e))
		return false;
	scalars = to->n * TRACE_COLUMNS * sizeof(double);
	lps = to->n * (size_t)ntracked * sizeof(double);
	if (bytes != scalars + lps + to->n * (size_t)ntracked * sizeof(uint32_t))
		wrong(in, 5);
	else if (hash_bytes(blob, bytes) != hash)
		wrong(in, 4);
	to->scalar = blob;
	to->lp = blob + scalars;
	to->hits = blob + scalars + lps;
	return reading_good(in, e);
}

/* Row i of a blob, for trace_add(). False: no row that could follow the last one is its like. */
static bool add_row(const struct rows *f, size_t i, uint64_t last, struct trace *to, double *lp, uint32_t *hits)
{
	double scalar[TRACE_COLUMNS], after = to->rows ? trace_scalar(to, to->rows - 1, TRACE_UPDATE) : -1.0;
	size_t n = (size_t)to->ntracked;

	memcpy(scalar, f->scalar + i * sizeof scalar, sizeof scalar);
	memcpy(lp, f->lp + i * n * sizeof *lp, n * sizeof *lp);
	memcpy(hits, f->hits + i * n * sizeof *hits, n * sizeof *hits);
	if (!(scalar[TRACE_UPDATE] >= (double)f->first) || !(scalar[TRACE_UPDATE] < 0x1p53) ||
	    scalar[TRACE_UPDATE] != floor(scalar[TRACE_UPDATE]))
		return false;
	if (scalar[TRACE_UPDATE] > after && scalar[TRACE_UPDATE] <= (double)last)
		trace_add(to, scalar, lp, hits);
	return true;
}

static bool add_rows(struct reading *in, const struct rows *f, uint64_t last, struct trace *to, struct err *e)
{
	double *lp = xcalloc((size_t)to->ntracked, sizeof *lp);
	uint32_t *hits = xcalloc((size_t)to->ntracked, sizeof *hits);
	bool good = true;

	for (size_t i = 0; good && i < f->n; i++)
		good = add_row(f, i, last, to, lp, hits);
	if (!good)
		wrong(in, 5);
	free(lp);
	free(hits);
	return reading_good(in, e);
}

bool runfile_trace(struct runfile *r, int64_t line, uint64_t last, struct trace *to, struct err *e)
{
	struct reading in;
	struct rows rows;
	bool good = true;

	reading_begin(&in, r, "trace", "SELECT \"update\", rows, columns, prompts, hash, row FROM trace WHERE line = ? "
				       "AND \"update\" <= ? ORDER BY \"update\"");
	sqlite3_bind_int64(in.st, 1, line);
	sqlite3_bind_int64(in.st, 2, last > INT64_MAX ? INT64_MAX : (int64_t)last);
	while (good && reading_next(&in))
		good = rows_in(&in, to->ntracked, &rows, e) && add_rows(&in, &rows, last, to, e);
	return reading_end(&in, good, e);
}
