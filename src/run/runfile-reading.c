/* Rows of the run file, column by column. What the file says is checked: it may be damaged, or made to deceive. */
#include <math.h>
#include <sqlite3.h>
#include <string.h>

#include "base/utf8.h"
#include "run/runfile-own.h"

void reading_begin(struct reading *in, struct runfile *r, const char *table, const char *sql)
{
	*in = (struct reading){ .r = r, .table = table };
	sqlite3_prepare_v2(r->db, sql, -1, &in->st, NULL);
}

bool reading_next(struct reading *in)
{
	in->row++;
	return in->st && sqlite3_step(in->st) == SQLITE_ROW;
}

bool reading_end(struct reading *in, bool good, struct err *e)
{
	/* Of the last step, or of what did not begin. */
	int code = good ? sqlite3_errcode(in->r->db) : SQLITE_DONE;

	sqlite3_finalize(in->st);
	if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW)
		return runfile_explain(in->r, code, "read", e);
	return good;
}

bool reading_good(struct reading *in, struct err *e)
{
	return !in->wrong ||
	       err_set(e, "%s is damaged: %s in row %d of table %s", in->r->path, in->wrong, in->row, in->table);
}

void reading_wrong(struct reading *in, int column)
{
	const char *name = sqlite3_column_name(in->st, column);

	if (!in->wrong)
		in->wrong = name ? name : "a column";
}

bool reading_null(struct reading *in, int column)
{
	return sqlite3_column_type(in->st, column) == SQLITE_NULL;
}

int64_t reading_whole(struct reading *in, int column, int64_t low)
{
	int64_t v = sqlite3_column_int64(in->st, column);

	if (sqlite3_column_type(in->st, column) == SQLITE_INTEGER && v >= low)
		return v;
	reading_wrong(in, column);
	return low;
}

int reading_prompt(struct reading *in, int column)
{
	int64_t v = reading_null(in, column) ? -1 : reading_whole(in, column, 0);

	if (v <= INT32_MAX)
		return (int)v;
	reading_wrong(in, column);
	return -1;
}

double reading_real(struct reading *in, int column)
{
	int type = sqlite3_column_type(in->st, column);

	if (type == SQLITE_NULL)
		return NAN;
	if (type != SQLITE_FLOAT && type != SQLITE_INTEGER)
		reading_wrong(in, column);
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

const char *reading_text(struct reading *in, int column)
{
	const char *text = NULL;

	if (sqlite3_column_type(in->st, column) == SQLITE_TEXT)
		text = (const char *)sqlite3_column_text(in->st, column);
	if (text && is_plain(text, (size_t)sqlite3_column_bytes(in->st, column)))
		return text;
	reading_wrong(in, column);
	return "";
}

int reading_trainer(struct reading *in, int column)
{
	const char *name = reading_text(in, column);

	if (strcmp(name, "A") != 0 && strcmp(name, "B") != 0)
		reading_wrong(in, column);
	return name[0] == 'B';
}

struct runfile_at reading_at(struct reading *in, int column)
{
	struct runfile_at at;

	at.who = reading_trainer(in, column);
	at.line = reading_whole(in, column + 1, 1);
	at.update = (uint64_t)reading_whole(in, column + 2, 0);
	return at;
}

uint64_t reading_hash(struct reading *in, int column)
{
	static const char digits[] = "0123456789abcdef";
	const char *text = reading_text(in, column);
	uint64_t hash = 0;

	if (strlen(text) != 16 || strspn(text, digits) != 16) {
		reading_wrong(in, column);
		return 0;
	}
	for (; *text; text++)
		hash = hash << 4 | (uint64_t)(strchr(digits, *text) - digits);
	return hash;
}
