/* States and rows of the trace, out of the blobs of a run file. */
#include <inttypes.h>
#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/num.h"
#include "base/xalloc.h"
#include "run/runfile-own.h"

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
	int who = reading_trainer(in, 0);
	uint64_t update = (uint64_t)reading_whole(in, 1, 0), hash = reading_hash(in, 2);
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
	else if (s->bytes != like->bytes || s->nparam != like->nparam || s->nopt != like->nopt ||
		 s->ntracked != like->ntracked)
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

	reading_begin(&in, r, "keyframe",
		      "SELECT trainer, \"update\", hash, block FROM keyframe "
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
	int64_t columns = reading_whole(in, 2, 1), prompts = reading_whole(in, 3, 0);
	uint64_t hash = reading_hash(in, 4);
	const char *blob = sqlite3_column_blob(in->st, 5);
	size_t bytes = (size_t)sqlite3_column_bytes(in->st, 5), scalars, lps;

	to->first = (uint64_t)reading_whole(in, 0, 0);
	to->n = (size_t)reading_whole(in, 1, 1);
	if (columns != TRACE_COLUMNS)
		reading_wrong(in, 2);
	if (prompts != ntracked)
		reading_wrong(in, 3);
	if (!blob || to->n > bytes / (TRACE_COLUMNS * sizeof(double)))
		reading_wrong(in, 5);
	if (!reading_good(in, e))
		return false;
	scalars = to->n * TRACE_COLUMNS * sizeof(double);
	lps = to->n * (size_t)ntracked * sizeof(double);
	if (bytes != scalars + lps + to->n * (size_t)ntracked * sizeof(uint32_t))
		reading_wrong(in, 5);
	else if (hash_bytes(blob, bytes) != hash)
		reading_wrong(in, 4);
	to->scalar = blob;
	to->lp = blob + scalars;
	to->hits = blob + scalars + lps;
	return reading_good(in, e);
}

/* A count, as doubles keep it. */
static bool is_count(double v)
{
	return v >= 0.0 && v < 0x1p53 && v == floor(v);
}

/* Row i of a blob, for trace_add(). False: no row that could follow the last one is its like. */
static bool add_row(const struct rows *f, size_t i, uint64_t last, struct trace *to, double *lp, uint32_t *hits)
{
	double scalar[TRACE_COLUMNS], after = to->rows ? trace_scalar(to, to->rows - 1, TRACE_UPDATE) : -1.0;
	double asked = to->rows ? trace_scalar(to, to->rows - 1, TRACE_QUERIES) : 0.0;
	size_t n = (size_t)to->ntracked;

	memcpy(scalar, f->scalar + i * sizeof scalar, sizeof scalar);
	memcpy(lp, f->lp + i * n * sizeof *lp, n * sizeof *lp);
	memcpy(hits, f->hits + i * n * sizeof *hits, n * sizeof *hits);
	if (!(scalar[TRACE_UPDATE] >= (double)f->first) || !is_count(scalar[TRACE_UPDATE]) ||
	    !is_count(scalar[TRACE_QUERIES]))
		return false;
	if (!(scalar[TRACE_UPDATE] > after && scalar[TRACE_UPDATE] <= (double)last))
		return true;
	if (!(scalar[TRACE_QUERIES] >= asked) || !(scalar[TRACE_QUERIES] < 0x1p53))
		return false;
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
		reading_wrong(in, 5);
	free(lp);
	free(hits);
	return reading_good(in, e);
}

bool runfile_trace(struct runfile *r, int64_t line, uint64_t last, struct trace *to, struct err *e)
{
	struct reading in;
	struct rows rows;
	bool good = true;

	reading_begin(&in, r, "trace",
		      "SELECT \"update\", rows, columns, prompts, hash, row FROM trace WHERE line = ? "
		      "AND \"update\" <= ? ORDER BY \"update\"");
	sqlite3_bind_int64(in.st, 1, line);
	sqlite3_bind_int64(in.st, 2, last > INT64_MAX ? INT64_MAX : (int64_t)last);
	while (good && reading_next(&in))
		good = rows_in(&in, to->ntracked, &rows, e) && add_rows(&in, &rows, last, to, e);
	to->mixed = true; /* the file does not say which iterate rows speak of */
	return reading_end(&in, good, e);
}
