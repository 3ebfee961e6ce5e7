/* A file is read into memory whole and then word by word: a matrix is a header line of three words, then its rows, one a
 * line. Numbers take room as they come, so that a header cannot ask for more memory than its file has numbers. */
#include "run/matfile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/given.h"
#include "base/num.h"
#include "base/xalloc.h"

enum { FILE_MOST = 256 << 20, DIMENSION_MOST = 1 << 24, MATRICES_MOST = 1000, WORD_MOST = 400 };

struct reader {
	const char *path;
	const char *at, *end; /* what is left                              */
	const char *line;     /* where the present line starts             */
	int number;           /* of the present line, from 1               */
	struct err *e;
};

static const char *const layout = "a matrix is a line NAME ROWS COLUMNS, then its rows";

/* `FILE:LINE:COLUMN: ` in front of the reason that is already there. */
static bool fail_at(const struct reader *r, const char *where)
{
	return err_prefix(r->e, "%s:%d:%d: ", r->path, r->number, (int)(where - r->line) + 1);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* Steps to the next word of the line. Returns its bytes, 0 at the line's end or at a comment. */
static size_t next_word(struct reader *r)
{
	const char *to;

	while (r->at < r->end && is_blank(*r->at))
		r->at++;
	if (r->at == r->end || *r->at == '\n' || *r->at == '#')
		return 0;
	for (to = r->at; to < r->end && *to != '\n' && !is_blank(*to);)
		to++;
	return (size_t)(to - r->at);
}

/* Steps over what is left of the line. */
static void end_line(struct reader *r)
{
	while (r->at < r->end && *r->at != '\n')
		r->at++;
	if (r->at < r->end)
		r->at++;
	r->line = r->at;
	r->number++;
}

/* Steps to the first word of the next line that has one; 0 at the file's end. */
static size_t next_line(struct reader *r)
{
	size_t n;

	while ((n = next_word(r)) == 0 && r->at < r->end)
		end_line(r);
	return n;
}

/* The word at hand as a text of its own; a word that is too long to be a name or a number is "". */
static const char *word_text(const struct reader *r, size_t n, char to[WORD_MOST])
{
	if (n >= WORD_MOST || memchr(r->at, '\0', n))
		n = 0;
	memcpy(to, r->at, n);
	to[n] = '\0';
	return to;
}

static bool read_name(struct reader *r, size_t n, const struct matfile *m, struct matrix *to)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";
	char word[WORD_MOST], got[GIVEN_TEXT];

	word_text(r, n, word);
	if (word[0] == '\0' || strchr("0123456789.-", word[0]) || word[strspn(word, letters)] != '\0') {
		err_set(r->e, "expected the name of a matrix, got \"%s\": %s", given_bytes(got, r->at, n), layout);
		return fail_at(r, r->at);
	}
	if (n >= sizeof to->name) {
		err_set(r->e, "a name has at most %zu letters, got \"%s\"", sizeof to->name - 1,
			given_bytes(got, r->at, n));
		return fail_at(r, r->at);
	}
	if (matfile_find(m, word)) {
		err_set(r->e, "%s stands here for the second time: a name stands once", word);
		return fail_at(r, r->at);
	}
	memcpy(to->name, word, n + 1);
	r->at += n;
	return true;
}

static bool read_dimension(struct reader *r, const struct matrix *m, const char *what, int *to)
{
	char word[WORD_MOST], got[GIVEN_TEXT], most[NUM_TEXT];
	size_t n = next_word(r);
	uint64_t v;

	if (num_parse_count(word_text(r, n, word), &v) && v >= 1 && v <= DIMENSION_MOST) {
		*to = (int)v;
		r->at += n;
		return true;
	}
	err_set(r->e, "%s of %s is a number from 1 to %s, got %s%s%s", what, m->name,
		num_count(most, DIMENSION_MOST), n ? "\"" : "", n ? given_bytes(got, r->at, n) : "the line's end",
		n ? "\"" : "");
	return fail_at(r, r->at);
}

static bool read_header(struct reader *r, size_t n, const struct matfile *m, struct matrix *to)
{
	char got[GIVEN_TEXT];

	if (!read_name(r, n, m, to) || !read_dimension(r, to, "the number of rows", &to->rows) ||
	    !read_dimension(r, to, "the number of columns", &to->cols))
		return false;
	if ((n = next_word(r)) > 0) {
		err_set(r->e, "expected the line's end after %s %d %d, got \"%s\": the rows start on the next line",
			to->name, to->rows, to->cols, given_bytes(got, r->at, n));
		return fail_at(r, r->at);
	}
	end_line(r);
	return true;
}

static bool wrong_number(struct reader *r, const struct matrix *m, int row, int col, size_t n)
{
	char got[GIVEN_TEXT];

	if (n > 0)
		err_set(r->e, "expected number %d of %d in row %d of %s (%d x %d), got \"%s\"", col + 1, m->cols,
			row + 1, m->name, m->rows, m->cols, given_bytes(got, r->at, n));
	else
		err_set(r->e, "row %d of %s has %d of %d numbers", row + 1, m->name, col, m->cols);
	return fail_at(r, r->at);
}

/* Doubles the room when it is full, up to the whole matrix. */
static void make_room(struct matrix *m, size_t used, size_t *room)
{
	size_t whole = (size_t)m->rows * (size_t)m->cols;

	if (used < *room)
		return;
	*room = *room ? 2 * *room : 64;
	if (*room > whole)
		*room = whole;
	m->at = xresize(m->at, *room, sizeof *m->at);
}

static bool read_row(struct reader *r, struct matrix *m, int row, size_t *room)
{
	size_t n, used = (size_t)row * (size_t)m->cols;
	char word[WORD_MOST], got[GIVEN_TEXT];

	for (int col = 0; col < m->cols; col++, used++) {
		make_room(m, used, room);
		n = next_word(r);
		if (n == 0 || !num_parse(word_text(r, n, word), &m->at[used]))
			return wrong_number(r, m, row, col, n);
		if (fabs(m->at[used]) > MATFILE_LARGEST) {
			err_set(r->e, "numbers lie between -%g and %g, got \"%s\"", MATFILE_LARGEST, MATFILE_LARGEST,
				given_bytes(got, r->at, n));
			return fail_at(r, r->at);
		}
		r->at += n;
	}
	if ((n = next_word(r)) > 0) {
		err_set(r->e, "row %d of %s has more than %d numbers: \"%s\" is one too many", row + 1, m->name, m->cols,
			given_bytes(got, r->at, n));
		return fail_at(r, r->at);
	}
	end_line(r);
	return true;
}

static bool read_rows(struct reader *r, struct matrix *m)
{
	size_t room = 0;

	for (int row = 0; row < m->rows; row++) {
		if (next_line(r) == 0) {
			err_set(r->e, "the file ends after %d of %d rows of %s", row, m->rows, m->name);
			return fail_at(r, r->at);
		}
		if (!read_row(r, m, row, &room))
			return false;
	}
	return true;
}

static bool read_all(struct reader *r, struct matfile *m)
{
	size_t n;

	while ((n = next_line(r)) > 0) {
		struct matrix new = { .rows = 0 };
		bool good;

		if (m->n == MATRICES_MOST) {
			err_set(r->e, "more than %d matrices", MATRICES_MOST);
			return fail_at(r, r->at);
		}
		good = read_header(r, n, m, &new) && read_rows(r, &new);
		m->list = xresize(m->list, (size_t)m->n + 1, sizeof *m->list);
		m->list[m->n++] = new;
		if (!good)
			return false;
	}
	return m->n > 0 || err_set(r->e, "%s: there is no matrix in it: %s", r->path, layout);
}

bool matfile_read(struct matfile *m, const char *path, struct err *e)
{
	struct str text = { 0 };
	struct err ignored;
	bool good;

	*m = (struct matfile){ 0 };
	good = file_read(path, FILE_MOST, &text, e);
	if (good) {
		const char *start = str_text(&text);
		struct reader r = { path, start, start + text.len, start, 1, e ? e : &ignored };
		good = read_all(&r, m);
	}
	str_done(&text);
	if (!good)
		matfile_done(m);
	return good;
}

void matfile_done(struct matfile *m)
{
	for (int i = 0; i < m->n; i++)
		free(m->list[i].at);
	free(m->list);
	*m = (struct matfile){ 0 };
}

const struct matrix *matfile_find(const struct matfile *m, const char *name)
{
	for (int i = 0; i < m->n; i++)
		if (strcmp(m->list[i].name, name) == 0)
			return &m->list[i];
	return NULL;
}

void matfile_print(struct str *to, const char *name, int rows, int cols, const double *at)
{
	char text[NUM_TEXT];

	str_addf(to, "%s %d %d\n", name, rows, cols);
	for (int row = 0; row < rows; row++)
		for (int col = 0; col < cols; col++)
			str_addf(to, "%s%c", num_exact(text, *at++), col + 1 < cols ? ' ' : '\n');
}
