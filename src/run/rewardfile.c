/* Fields are words between blanks or TABs: how many there are says whether the first is a position. */
#include "run/rewardfile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/num.h"
#include "base/xalloc.h"
#include "run/lines.h"

enum { FILE_MOST = 1 << 24, FIELDS = 3, FIELD_BYTES = 40 };

static const double largest = 1e6;

static const char layout[] = "TOKEN REWARD or POSITION TOKEN REWARD";

struct field {
	const char *at;
	size_t n;
	char text[FIELD_BYTES]; /* cut to what fits: no name or number is longer */
};

/* How many fields the present line has; 0: none of the layouts, with the reason. */
static int split(const struct lines *l, struct field f[FIELDS])
{
	const char *at = l->at, *end = l->at + l->n;
	int n = 0;

	if (!lines_check(l))
		return 0;
	for (;;) {
		const char *from;
		size_t fits;
		while (at < end && (*at == ' ' || *at == '\t'))
			at++;
		if (at == end)
			break;
		for (from = at; at < end && *at != ' ' && *at != '\t'; at++)
			;
		if (n == FIELDS)
			return lines_found(l, from, (size_t)(at - from), "%s", layout);
		fits = (size_t)(at - from) < FIELD_BYTES - 1 ? (size_t)(at - from) : FIELD_BYTES - 1;
		f[n] = (struct field){ .at = from, .n = (size_t)(at - from) };
		memcpy(f[n++].text, from, fits);
	}
	return n > 1 ? n : lines_found(l, end, 0, "%s", layout);
}

static bool read_position(const struct lines *l, const struct session *s, const struct field *f, int *to)
{
	const char *digits = f->text[0] == 't' ? f->text + 1 : f->text; /* t3, as screens have it */
	uint64_t t;

	if (!num_parse_count(digits, &t) || t < 1 || t > (uint64_t)s->task->N)
		return lines_found(l, f->at, f->n, "a position, 1 to %d", s->task->N);
	*to = (int)t - 1;
	return true;
}

static bool read_token(const struct lines *l, const struct session *s, const struct field *f, int *to)
{
	char name[16], last[16];

	for (*to = 0; *to < s->task->k; ++*to)
		if (strcmp(session_token(s, *to, name), f->text) == 0)
			return true;
	return lines_found(l, f->at, f->n, "a token, %s to %s", session_token(s, 0, name),
			   session_token(s, s->task->k - 1, last));
}

static bool read_reward(const struct lines *l, const struct field *f, double *to)
{
	if (!num_parse(f->text, to) || !(fabs(*to) <= largest))
		return lines_found(l, f->at, f->n, "a reward, -1e6 to 1e6");
	return true;
}

/* Sets what the present line says in table (N, k). */
static bool read_line(const struct lines *l, const struct session *s, struct rewardfile *r)
{
	int N = s->task->N, from = 0, to = N - 1, token, n;
	struct field f[FIELDS];
	double reward;

	n = split(l, f);
	if (n == 0)
		return false;
	if (n == FIELDS) {
		if (!read_position(l, s, &f[0], &from))
			return false;
		to = from;
		r->rows = N;
	}
	if (!read_token(l, s, &f[n - 2], &token) || !read_reward(l, &f[n - 1], &reward))
		return false;
	for (int i = from; i <= to; i++)
		r->table[(size_t)i * s->task->k + token] = reward;
	return true;
}

bool rewardfile_read(struct rewardfile *r, const struct session *s, const char *path, struct err *e)
{
	struct str text = { 0 };
	struct lines l;
	int n = 0;
	bool good = file_read(path, FILE_MOST, &text, e);

	*r = (struct rewardfile){ .rows = 1 };
	r->table = xcalloc((size_t)s->task->N * s->task->k, sizeof *r->table);
	lines_begin(&l, str_text(&text), text.len, path, e);
	for (; good && lines_next(&l); n++)
		good = read_line(&l, s, r);
	if (good && n == 0)
		good = err_set(e, "%s holds no line: a table of rewards has lines %s", path, layout);
	str_done(&text);
	if (!good)
		rewardfile_done(r);
	return good;
}

void rewardfile_done(struct rewardfile *r)
{
	free(r->table);
	*r = (struct rewardfile){ 0 };
}
