/* The trace: a row a kept update of one trainer, from which curves, exports and comparisons at equal queries are made.
 *
 * Row 0 is the base model. Up to `most` rows every update is kept; then every second row goes, and from there on every
 * second update is kept, and so on. The last row is always the update that is looked at, kept or not. Rows of later
 * updates that were trained already wait behind it: who goes back in time sees the past only, and finds them again. */
#ifndef OUTPOST_RUN_TRACE_H
#define OUTPOST_RUN_TRACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum trace_column {
	TRACE_UPDATE,
	TRACE_QUERIES,    /* of the run so far                       */
	TRACE_REWARDED,   /* of this update; NaN in row 0            */
	TRACE_RESPONSES,  /* of this update; 0 in row 0              */
	TRACE_OFF,        /* of this update; NaN: not counted        */
	TRACE_DISCOVERED, /* of this update; NaN in row 0            */
	TRACE_ALLWRONG,
	TRACE_ALLRIGHT,
	TRACE_GRADNORM,
	TRACE_ERR,        /* NaN: no test at this update             */
	TRACE_LR,
	TRACE_COLUMNS,
};

struct trace {
	int ntracked;
	size_t rows, ahead;      /* to be seen, and of later updates   */
	size_t gap;              /* rows between them: the place of one that is not kept, where that is not there */
	size_t room, most;       /* allocated, allowed                 */
	int iterate;             /* (enum iterate) that lp and err of new rows speak of ..       */
	bool mixed;              /* .. and older ones of another, or nobody knows of which       */
	uint64_t stride;         /* every how many updates one is kept */
	double *scalar;          /* (rows + gap + ahead, TRACE_COLUMNS)            */
	double *lp;              /* (rows + gap + ahead, ntracked) log p(y*|x)     */
	uint32_t *hits;          /* (rows + gap + ahead, ntracked) rewarded so far */
};

/* At most 65,536 rows, and at most 24 MiB. They speak of iterate 0. */
void trace_init(struct trace *t, int ntracked);
void trace_done(struct trace *t);
/* A trace of its own with the same rows, those ahead aside. */
void trace_copy(struct trace *to, const struct trace *from);
/* Appends an update; thins when full. Where its row waits ahead, that one is seen again as it is, unless it was added
 * without what the update counted. */
void trace_add(struct trace *t, const double scalar[TRACE_COLUMNS], const double *lp, const uint32_t *hits);
/* The rows of updates up to `update` are to be seen, those behind wait. At least one row stays, if there is one that is
 * kept; a row that is not kept goes. */
void trace_turn(struct trace *t, uint64_t update);
/* No row: the next update is 0. All rows wait. */
void trace_rewind(struct trace *t);
/* What is added and amended from now on speaks of this iterate; the other rows stay as they are. */
void trace_iterate(struct trace *t, int iterate);
/* Other values for the latest update: err where it was measured, and the likelihoods. */
void trace_amend(struct trace *t, double err, const double *lp);
/* Where a row lies. Rows from `rows` on are those ahead. */
static inline size_t trace_row(const struct trace *t, size_t row)
{
	return row < t->rows ? row : row + t->gap;
}
static inline double trace_scalar(const struct trace *t, size_t row, enum trace_column c)
{
	return t->scalar[trace_row(t, row) * TRACE_COLUMNS + c];
}
static inline double trace_lp(const struct trace *t, size_t row, int prompt)
{
	return t->lp[trace_row(t, row) * (size_t)t->ntracked + (size_t)prompt];
}
static inline uint32_t trace_hits(const struct trace *t, size_t row, int prompt)
{
	return t->hits[trace_row(t, row) * (size_t)t->ntracked + (size_t)prompt];
}
/* Rows from .. end - 1, those ahead too, as they lie in a trace: scalar (n, TRACE_COLUMNS), lp and hits (n, ntracked). */
void trace_slice(const struct trace *t, size_t from, size_t end, double *scalar, double *lp, uint32_t *hits);
/* The last row whose column (UPDATE or QUERIES: never falling) is at most `value`; row 0 when none is. */
size_t trace_find(const struct trace *t, enum trace_column c, double value);
/* Whether there is a row for every update so far, with what that counted. */
bool trace_is_whole(const struct trace *t);
/* Thins a series that was made from all rows, in place, to at most `most` points (5 or more): of each bucket of
 * neighbouring rows the first and the last stay, the smallest and the largest value, and one gap (NaN). So whoever draws
 * it in columns wider than a bucket shows the range of each. Returns how many points are left. */
int trace_thin_series(double *x, double *y, int n, int most);
static inline bool trace_thinned(const struct trace *t)
{
	return t->stride > 1;
}

#endif
