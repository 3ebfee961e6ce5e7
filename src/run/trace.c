/* Rows of a run, thinned by halves when full.
 *
 * Between the rows to be seen and those ahead there is room for one row that is not kept: so a step through the past moves
 * one row at most. */
#include "run/trace.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

enum { ROWS_MOST = 65536, BYTES_MOST = 24 << 20, ROWS_FIRST = 256 };

static size_t row_bytes(const struct trace *t)
{
	return TRACE_COLUMNS * sizeof *t->scalar + (size_t)t->ntracked * (sizeof *t->lp + sizeof *t->hits);
}

void trace_init(struct trace *t, int ntracked)
{
	*t = (struct trace){ .ntracked = ntracked, .stride = 1 };
	t->most = BYTES_MOST / row_bytes(t);
	if (t->most > ROWS_MOST)
		t->most = ROWS_MOST;
}

void trace_done(struct trace *t)
{
	free(t->scalar);
	free(t->lp);
	free(t->hits);
	*t = (struct trace){ 0 };
}

static void make_room(struct trace *t, size_t rows)
{
	size_t n = (size_t)t->ntracked;

	if (rows <= t->room)
		return;
	t->room = t->room ? 2 * t->room : ROWS_FIRST;
	if (t->room > t->most + 2) /* the gap, and a row that is not kept */
		t->room = t->most + 2;
	t->scalar = xresize(t->scalar, t->room, TRACE_COLUMNS * sizeof *t->scalar);
	t->lp = xresize(t->lp, t->room, n * sizeof *t->lp);
	t->hits = xresize(t->hits, t->room, n * sizeof *t->hits);
}

/* `count` rows beginning at `from`. */
static void move_rows(struct trace *t, size_t to, size_t from, size_t count)
{
	size_t n = (size_t)t->ntracked;

	memmove(t->scalar + to * TRACE_COLUMNS, t->scalar + from * TRACE_COLUMNS,
		count * TRACE_COLUMNS * sizeof *t->scalar);
	memmove(t->lp + to * n, t->lp + from * n, count * n * sizeof *t->lp);
	memmove(t->hits + to * n, t->hits + from * n, count * n * sizeof *t->hits);
}

static uint64_t update_at(const struct trace *t, size_t row)
{
	return (uint64_t)trace_scalar(t, row, TRACE_UPDATE);
}

static bool on_stride(const struct trace *t, size_t row)
{
	return update_at(t, row) % t->stride == 0;
}

/* Keeps the rows whose update is a multiple of twice the stride. */
static void thin(struct trace *t)
{
	size_t to = 0;

	t->stride *= 2;
	for (size_t row = 0; row < t->rows; row++)
		if (on_stride(t, row))
			move_rows(t, to++, row, 1);
	t->rows = to;
}

/* The update that was looked at was there only for that; its place is the gap. */
static void drop_unkept(struct trace *t)
{
	if (t->rows == 0 || on_stride(t, t->rows - 1))
		return;
	t->rows--;
	t->gap = t->ahead > 0;
}

static void fill_row(struct trace *t, size_t row, const double *scalar, const double *lp, const uint32_t *hits)
{
	size_t n = (size_t)t->ntracked;

	memcpy(t->scalar + row * TRACE_COLUMNS, scalar, TRACE_COLUMNS * sizeof *scalar);
	memcpy(t->lp + row * n, lp, n * sizeof *lp);
	memcpy(t->hits + row * n, hits, n * sizeof *hits);
}

/* The last `count` rows are ahead from now on. */
static void send_ahead(struct trace *t, size_t count)
{
	if (count == 0)
		return;
	make_room(t, t->rows + t->ahead + 1);
	t->rows -= count;
	move_rows(t, t->rows + 1, t->rows, count);
	t->ahead += count;
	t->gap = 1;
}

/* The first `count` of those ahead are to be seen. */
static void take_back(struct trace *t, size_t count)
{
	move_rows(t, t->rows, t->rows + t->gap, count);
	t->rows += count;
	t->ahead -= count;
	t->gap = t->ahead > 0;
}

void trace_add(struct trace *t, const double scalar[TRACE_COLUMNS], const double *lp, const uint32_t *hits)
{
	drop_unkept(t);
	if (t->ahead > 0 && trace_scalar(t, t->rows, TRACE_UPDATE) == scalar[TRACE_UPDATE]) {
		take_back(t, 1);
		if (scalar[TRACE_UPDATE] > 0.0 && isnan(trace_scalar(t, t->rows - 1, TRACE_REWARDED)))
			fill_row(t, t->rows - 1, scalar, lp, hits);
		return;
	}
	if (t->rows == t->most && t->ahead == 0)
		thin(t);
	if (t->ahead == 0)
		make_room(t, t->rows + 1);
	fill_row(t, t->rows++, scalar, lp, hits);
	t->gap = 0;
}

void trace_turn(struct trace *t, uint64_t update)
{
	size_t back = 0, forth = 0;

	drop_unkept(t);
	while (t->rows > back + 1 && update_at(t, t->rows - 1 - back) > update)
		back++;
	while (back == 0 && forth < t->ahead && update_at(t, t->rows + forth) <= update)
		forth++;
	send_ahead(t, back);
	take_back(t, forth);
}

void trace_rewind(struct trace *t)
{
	drop_unkept(t);
	send_ahead(t, t->rows);
}

void trace_slice(const struct trace *t, size_t from, size_t end, double *scalar, double *lp, uint32_t *hits)
{
	size_t n = (size_t)t->ntracked;

	for (size_t row = from; row < end; row++) {
		size_t at = trace_row(t, row), to = row - from;
		memcpy(scalar + to * TRACE_COLUMNS, t->scalar + at * TRACE_COLUMNS, TRACE_COLUMNS * sizeof *scalar);
		memcpy(lp + to * n, t->lp + at * n, n * sizeof *lp);
		memcpy(hits + to * n, t->hits + at * n, n * sizeof *hits);
	}
}

void trace_copy(struct trace *to, const struct trace *from)
{
	size_t n = (size_t)from->ntracked;

	*to = *from;
	to->ahead = to->gap = 0;
	to->room = from->rows;
	to->scalar = xmemdup(from->scalar, from->rows * TRACE_COLUMNS * sizeof *from->scalar);
	to->lp = xmemdup(from->lp, from->rows * n * sizeof *from->lp);
	to->hits = xmemdup(from->hits, from->rows * n * sizeof *from->hits);
}

void trace_iterate(struct trace *t, int iterate)
{
	t->mixed = t->mixed || (iterate != t->iterate && t->rows + t->ahead > 1);
	t->iterate = iterate;
}

void trace_amend(struct trace *t, double err, const double *lp)
{
	size_t n = (size_t)t->ntracked, last = t->rows - 1;

	if (!isnan(trace_scalar(t, last, TRACE_ERR)))
		t->scalar[last * TRACE_COLUMNS + TRACE_ERR] = err;
	memcpy(t->lp + last * n, lp, n * sizeof *lp);
}

size_t trace_find(const struct trace *t, enum trace_column c, double value)
{
	size_t low = 0, high = t->rows;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (trace_scalar(t, middle, c) <= value)
			low = middle;
		else
			high = middle;
	}
	return low;
}

bool trace_is_whole(const struct trace *t)
{
	for (size_t row = 1; row < t->rows; row++)
		if (isnan(trace_scalar(t, row, TRACE_REWARDED)))
			return false;
	return t->rows > 0 && update_at(t, t->rows - 1) == t->rows - 1;
}

enum { TELLING = 5 };

/* Those of the rows from .. end - 1 that a plot cannot do without, in order. */
static int telling_rows(const double *y, int from, int end, int row[TELLING])
{
	int least = -1, most = -1, gap = -1, n = 0;

	for (int i = from; i < end; i++) {
		if (isnan(y[i]) && gap < 0)
			gap = i;
		if (!isnan(y[i]) && (least < 0 || y[i] < y[least]))
			least = i;
		if (!isnan(y[i]) && (most < 0 || y[i] > y[most]))
			most = i;
	}
	for (int i = from; i < end; i++)
		if (i == from || i == least || i == most || i == gap || i == end - 1)
			row[n++] = i;
	return n;
}

int trace_thin_series(double *x, double *y, int n, int most)
{
	int buckets = most / TELLING, size = (n + buckets - 1) / buckets, left = 0;

	if (n <= most)
		return n;
	for (int from = 0; from < n; from += size) {
		int row[TELLING], kept = telling_rows(y, from, from + size < n ? from + size : n, row);
		for (int i = 0; i < kept; i++) {
			x[left] = x[row[i]];
			y[left++] = y[row[i]];
		}
	}
	return left;
}
