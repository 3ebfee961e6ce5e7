/* A prompt file is read line by line into arrays that grow. Tokens are numbered as they come and renamed at the end,
 * when all names are known: sorted, so that the order of the lines does not matter. */
#include "run/promptfile.h"

#include <stdlib.h>
#include <string.h>

#include "base/given.h"
#include "base/num.h"
#include "base/str.h"
#include "base/xalloc.h"
#include "run/alphabet.h"
#include "run/lines.h"

enum { ALL_TOKENS_MOST = 1 << 26, NAME_BYTES_MOST = TASK_NAME_MOST - 1 };

static const char end_token[] = ".";

/* ---- A line's fields */

struct field {
	const char *at;
	size_t n;
};

enum { PROMPT, RESPONSE, WEIGHT, SKIP, FIELDS };

static const char layout[] = "prompt TAB response [TAB weight [TAB skip]]";

/* Without the blanks around it. */
static struct field trim(const char *at, size_t n)
{
	for (; n > 0 && *at == ' '; n--)
		at++;
	while (n > 0 && at[n - 1] == ' ')
		n--;
	return (struct field){ at, n };
}

/* Splits the present line at its TABs; fields that are not there have n = 0 and lie at its end. */
static bool split(const struct lines *l, struct field f[FIELDS])
{
	static const char *const allowed[FIELDS + 1] = { layout, layout, "a weight above 0", "skip", layout };
	const char *at = l->at, *end = l->at + l->n;
	int n = 0;

	if (!lines_check(l))
		return false;
	for (int i = 0; i < FIELDS; i++)
		f[i] = (struct field){ end, 0 };
	for (;;) {
		const char *tab = memchr(at, '\t', (size_t)(end - at));
		struct field one = trim(at, (size_t)((tab ? tab : end) - at));
		if (n == FIELDS || one.n == 0)
			return lines_found(l, one.at, one.n, "%s", allowed[n]);
		f[n++] = one;
		if (!tab)
			return n > RESPONSE || lines_found(l, end, 0, "%s", layout);
		at = tab + 1;
	}
}

/* ---- Reading */

/* Rows that have been read, and room for more. */
struct reading {
	struct lines lines;
	struct promptfile *file;
	struct str texts;      /* one behind the other, each with its end                */
	size_t *text;          /* (n) where they begin                                   */
	int *number;           /* (n) the line of each                                   */
	uint8_t *token;        /* tokens of all responses, as `kinds` numbers them       */
	size_t tokens, token_room;
	size_t *from;          /* (n + 1) where a response begins                        */
	struct alphabet kinds;
	int n, room, longest;
};

static bool read_token(struct reading *r, struct field f)
{
	char name[TASK_NAME_MOST];
	int kind;

	if (f.n > NAME_BYTES_MOST)
		return lines_found(&r->lines, f.at, f.n, "names of tokens up to %d bytes", NAME_BYTES_MOST);
	memcpy(name, f.at, f.n);
	name[f.n] = '\0';
	kind = alphabet_add(&r->kinds, name);
	if (kind < 0)
		return lines_found(&r->lines, f.at, f.n, "the %d tokens that came before", TASK_TOKENS_MOST);
	if (r->tokens == r->token_room) {
		r->token_room = r->token_room ? 2 * r->token_room : 1024;
		r->token = xresize(r->token, r->token_room, 1);
	}
	r->token[r->tokens++] = (uint8_t)kind;
	return true;
}

static bool read_response(struct reading *r, struct field f)
{
	size_t from = r->tokens;

	while (f.n > 0) {
		const char *blank = memchr(f.at, ' ', f.n);
		struct field one = { f.at, blank ? (size_t)(blank - f.at) : f.n };
		if (r->tokens - from == TASK_LENGTH_MOST)
			return lines_found(&r->lines, one.at, one.n, "%d tokens in a response", TASK_LENGTH_MOST);
		if (!read_token(r, one))
			return false;
		f = trim(f.at + one.n, f.n - one.n);
	}
	if ((int)(r->tokens - from) > r->longest)
		r->longest = (int)(r->tokens - from);
	return true;
}

static bool read_weight(struct reading *r, struct field f, double *to)
{
	char word[NUM_TEXT] = "";

	*to = 1.0;
	if (f.n == 0)
		return true;
	if (f.n < sizeof word)
		memcpy(word, f.at, f.n);
	return (num_parse(word, to) && *to > 0.0 && *to <= 1e100) ||
	       lines_found(&r->lines, f.at, f.n, "a weight above 0, up to 1e100");
}

static void make_room(struct reading *r)
{
	struct promptfile *f = r->file;
	size_t room;

	if (r->n < r->room)
		return;
	r->room = r->room ? 2 * r->room : 64;
	room = (size_t)r->room;
	f->weight = xresize(f->weight, room, sizeof *f->weight);
	f->skip = xresize(f->skip, room, sizeof *f->skip);
	r->text = xresize(r->text, room, sizeof *r->text);
	r->number = xresize(r->number, room, sizeof *r->number);
	r->from = xresize(r->from, room + 1, sizeof *r->from);
}

static bool read_line(struct reading *r)
{
	const struct lines *l = &r->lines;
	struct promptfile *to = r->file;
	struct field f[FIELDS];
	char most[NUM_TEXT];

	if (!split(l, f))
		return false;
	if (r->n == TASK_LISTED_MOST)
		return lines_found(l, l->at, f[PROMPT].n, "%s prompts, which came before",
				   num_count(most, TASK_LISTED_MOST));
	make_room(r);
	r->from[r->n] = r->tokens;
	if (!read_response(r, f[RESPONSE]) || !read_weight(r, f[WEIGHT], &to->weight[r->n]))
		return false;
	to->skip[r->n] = f[SKIP].n > 0;
	if (f[SKIP].n > 0 && (f[SKIP].n != 4 || memcmp(f[SKIP].at, "skip", 4) != 0))
		return lines_found(l, f[SKIP].at, f[SKIP].n, "skip, or nothing");
	to->skipped += to->skip[r->n];
	r->number[r->n] = l->number;
	r->text[r->n] = r->texts.len;
	str_add_bytes(&r->texts, f[PROMPT].at, f[PROMPT].n);
	str_add_bytes(&r->texts, "", 1);
	r->from[++r->n] = r->tokens;
	return true;
}

/* ---- What all lines come to */

/* A prompt and where it came, for sorting. */
struct twin {
	const char *text;
	int at;
};

static int by_text(const void *a, const void *b)
{
	const struct twin *x = a, *y = b;
	int order = strcmp(x->text, y->text);

	return order ? order : x->at - y->at;
}

static bool same_response(const struct reading *r, int a, int b)
{
	size_t n = r->from[a + 1] - r->from[a];

	return r->from[b + 1] - r->from[b] == n && memcmp(r->token + r->from[a], r->token + r->from[b], n) == 0;
}

/* A prompt may come twice, but not with two responses. */
static bool check_twins(const struct reading *r)
{
	struct twin *twin = xcalloc((size_t)r->n, sizeof *twin);
	char got[GIVEN_TEXT];
	bool good = true;

	for (int i = 0; i < r->n; i++)
		twin[i] = (struct twin){ r->texts.text + r->text[i], i };
	qsort(twin, (size_t)r->n, sizeof *twin, by_text);
	for (int i = 1; i < r->n && good; i++) {
		int a = twin[i - 1].at, b = twin[i].at;
		if (strcmp(twin[i - 1].text, twin[i].text) == 0 && !same_response(r, a, b))
			good = err_set(r->lines.e, "%s:%d:1: found \"%s\" with another response than in line %d, "
						   "allowed: one response a prompt", r->lines.name, r->number[b],
				       given(got, twin[i].text), r->number[a]);
	}
	free(twin);
	return good;
}

static bool check_all(const struct reading *r)
{
	size_t all = (size_t)r->n * (size_t)r->longest;
	char n[NUM_TEXT], most[NUM_TEXT];

	if (r->n == 0)
		return err_set(r->lines.e, "%s:%d:1: found no prompt, allowed: lines %s", r->lines.name,
			       r->lines.number > 0 ? r->lines.number : 1, layout);
	if (all > ALL_TOKENS_MOST)
		return err_set(r->lines.e, "%s: found %s prompts with up to %d tokens, allowed: %s tokens in all, "
					   "padding included", r->lines.name, num_count(n, (uint64_t)r->n), r->longest,
			       num_count(most, ALL_TOKENS_MOST));
	return check_twins(r);
}

/* The end token joins the alphabet where it is needed. *end is its number there, -1: it has none. */
static bool find_end(struct reading *r, int *end)
{
	bool needed = r->kinds.n == 1;

	for (int i = 0; i < r->n; i++)
		needed |= r->from[i + 1] - r->from[i] < (size_t)r->longest;
	*end = needed ? alphabet_add(&r->kinds, end_token) : alphabet_find(&r->kinds, end_token);
	return !needed || *end >= 0;
}

/* Names in order, and the final number of each kind. */
static void rank_kinds(struct reading *r, int end, uint8_t rank[TASK_TOKENS_MOST])
{
	struct promptfile *f = r->file;

	alphabet_rank(&r->kinds, end, rank);
	f->token_name = xcalloc((size_t)r->kinds.n, sizeof *f->token_name);
	for (int i = 0; i < r->kinds.n; i++)
		memcpy(f->token_name[rank[i]], r->kinds.name[i], sizeof *f->token_name);
}

static void fill_responses(struct reading *r, int end, const uint8_t rank[TASK_TOKENS_MOST])
{
	uint8_t *to = r->file->y = xcalloc((size_t)r->n, (size_t)r->longest);

	for (int i = 0; i < r->n; i++) {
		size_t n = r->from[i + 1] - r->from[i];
		for (size_t j = 0; j < (size_t)r->longest; j++)
			*to++ = rank[j < n ? r->token[r->from[i] + j] : (uint8_t)end];
	}
}

static bool finish(struct reading *r)
{
	struct promptfile *f = r->file;
	uint8_t rank[TASK_TOKENS_MOST];
	int end;

	if (!check_all(r))
		return false;
	if (!find_end(r, &end))
		return err_set(r->lines.e, "%s: found %d different tokens and responses that are shorter than the "
					   "longest, allowed: %d tokens, the end token %s among them", r->lines.name, r->kinds.n,
			       TASK_TOKENS_MOST, end_token);
	if (r->kinds.n < 2)
		return err_set(r->lines.e, "%s: found no token but %s, allowed: responses that differ from their "
					   "padding", r->lines.name, end_token);
	rank_kinds(r, end, rank);
	fill_responses(r, end, rank);
	f->room = str_take(&r->texts);
	f->text = xcalloc((size_t)r->n, sizeof *f->text);
	for (int i = 0; i < r->n; i++)
		f->text[i] = f->room + r->text[i];
	f->listing = (struct listing){ .n = r->n, .k = r->kinds.n, .N = r->longest, .text = f->text, .y = f->y,
				       .weight = f->weight, .skip = f->skip,
				       .token_name = (const char (*)[TASK_NAME_MOST])f->token_name };
	return true;
}

bool promptfile_is(const char *bytes, size_t n, const char *name)
{
	size_t len = strlen(name);
	struct lines l;

	if (len > 4 && strcmp(name + len - 4, ".tsv") == 0)
		return true;
	lines_begin(&l, bytes, n, name, NULL);
	return lines_next(&l) && memchr(l.at, '\t', l.n);
}

bool promptfile_parse(struct promptfile *f, const char *bytes, size_t n, const char *name, struct err *e)
{
	struct reading r = { .file = f };
	struct err ignored;
	bool good = true;

	*f = (struct promptfile){ 0 };
	lines_begin(&r.lines, bytes, n, name, e ? e : &ignored);
	while (good && lines_next(&r.lines))
		good = read_line(&r);
	good = good && finish(&r);
	str_done(&r.texts);
	free(r.text);
	free(r.number);
	free(r.token);
	free(r.from);
	alphabet_done(&r.kinds);
	if (!good)
		promptfile_done(f);
	return good;
}

void promptfile_done(struct promptfile *f)
{
	free(f->room);
	free(f->text);
	free(f->y);
	free(f->weight);
	free(f->skip);
	free(f->token_name);
	*f = (struct promptfile){ 0 };
}
