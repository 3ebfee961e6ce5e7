/* Reading a lesson's file, line by line: its header, then pages of fields and text. Strict: what is not understood is an
 * error that says where. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/file.h"
#include "base/given.h"
#include "base/near.h"
#include "base/num.h"
#include "base/str.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "run/lesson-read.h"

bool lesson_wrong(const struct lesson_reading *r, int line, const char *fmt, ...)
{
	char text[400];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	return err_set(r->e, "%s:%d: %s", r->to->path, line, text);
}

/* ---- Lines */

static bool check_bytes(const struct lesson_reading *r)
{
	uint32_t rune;

	if (utf8_valid(r->at, r->n) < r->n)
		return lesson_wrong(r, r->line, "this is no UTF-8 text");
	for (size_t i = 0, len; i < r->n; i += len) {
		len = utf8_decode(r->at + i, r->n - i, &rune);
		if (utf8_is_control(rune))
			return lesson_wrong(r, r->line, "control character %02x: lessons are plain text, with blanks", (unsigned)rune);
	}
	return true;
}

/* The next line without the blanks at its end; comments are passed over. False: there is none, or (r->failed) it is bad. */
static bool next_line(struct lesson_reading *r)
{
	while (r->next < r->end) {
		const char *stop = memchr(r->next, '\n', (size_t)(r->end - r->next));
		r->at = r->next;
		r->n = (size_t)((stop ? stop : r->end) - r->at);
		r->next = stop ? stop + 1 : r->end;
		r->line++;
		while (r->n > 0 && ascii_is_space(r->at[r->n - 1]))
			r->n--;
		if (r->n > 0 && r->at[0] == '#' && (r->n == 1 || r->at[1] == ' '))
			continue;
		r->failed = !check_bytes(r);
		return !r->failed;
	}
	return false;
}

/* `word: value` of the present line: bytes of the word, 0: it is none. */
static size_t field_bytes(const struct lesson_reading *r)
{
	size_t n = 0;

	while (n < r->n && (ascii_is_lower(r->at[n]) || ascii_is_digit(r->at[n]) || (n == 0 && r->at[n] == 'Q')))
		n++;
	return n > 0 && n < r->n && r->at[n] == ':' && (n + 1 == r->n || r->at[n + 1] == ' ') ? n : 0;
}

/* What stands behind the first `n` bytes of the line; false: nothing. */
static bool take_value(struct lesson_reading *r, size_t n)
{
	while (n < r->n && r->at[n] == ' ')
		n++;
	r->value = r->at + n;
	r->bytes = r->n - n;
	return r->bytes > 0 || lesson_wrong(r, r->line, "nothing stands behind \"%.*s\"", (int)r->n, r->at);
}

static bool is_word(const struct lesson_reading *r, size_t n, const char *word)
{
	return strlen(word) == n && memcmp(r->at, word, n) == 0;
}

/* ---- Header */

static bool read_count(struct lesson_reading *r, const char *what, int most, int *to)
{
	char *word = xstrndup(r->value, r->bytes), got[GIVEN_TEXT];
	uint64_t v = 0;
	bool good = num_parse_count(word, &v) && v >= 1 && v <= (uint64_t)most;

	*to = (int)v;
	free(word);
	return good || lesson_wrong(r, r->line, "%s is a whole number from 1 to %d, got \"%s\"", what, most,
				    given_bytes(got, r->value, r->bytes));
}

/* Up to a comment. */
static bool read_seeds(struct lesson_reading *r)
{
	char *text = xstrndup(r->value, r->bytes), *save = NULL, got[GIVEN_TEXT];
	bool good = true;

	text[strcspn(text, "#")] = '\0';
	for (char *word = strtok_r(text, " ", &save); word && good; word = strtok_r(NULL, " ", &save)) {
		good = r->to->nseeds < LESSON_SEEDS_MOST && num_parse_count(word, &r->to->seed[r->to->nseeds]);
		r->to->nseeds += good;
		if (!good)
			lesson_wrong(r, r->line, "seeds are up to %d whole numbers, got \"%s\"", LESSON_SEEDS_MOST, given(got, word));
	}
	free(text);
	if (good && r->to->nseeds == 0)
		good = lesson_wrong(r, r->line, "seeds needs at least one number");
	return good;
}

static bool read_head_line(struct lesson_reading *r)
{
	struct lesson *l = r->to;
	size_t n = field_bytes(r);
	char got[GIVEN_TEXT];

	if (n > 0 && !take_value(r, n + 1))
		return false;
	if (is_word(r, n, "lesson"))
		return read_count(r, "lesson", 999, &l->number);
	if (is_word(r, n, "minutes"))
		return read_count(r, "minutes", 999, &l->minutes);
	if (is_word(r, n, "seeds"))
		return read_seeds(r);
	if (is_word(r, n, "title")) {
		free(l->title);
		l->title = xstrndup(r->value, r->bytes);
		return true;
	}
	if (is_word(r, n, "start")) {
		lesson_add(&l->start, r->value, r->bytes, r->line);
		return true;
	}
	return lesson_wrong(r, r->line, "before the first page stand lesson: title: minutes: seeds: start:, got \"%s\"",
			    given_bytes(got, r->at, r->n));
}

static bool check_head(struct lesson_reading *r)
{
	const struct lesson *l = r->to;
	const char *missing = !l->number ? "lesson" : !l->title ? "title" : !l->nseeds ? "seeds" : !l->start.n ? "start" : NULL;

	return !missing || lesson_wrong(r, r->line, "the header has no %s:", missing);
}

/* ---- Pages */

static bool is_page(const struct lesson_reading *r)
{
	return r->n > 1 && r->at[0] == '#';
}

static enum lesson_type type_named(const char *name)
{
	int i = 0;

	while (i < LESSON_TYPES && strcmp(lesson_type_names[i], name) != 0)
		i++;
	return (enum lesson_type)i;
}

/* `#3.1 text Outside` */
static bool begin_page(struct lesson_reading *r)
{
	struct lesson *l = r->to;
	char *line = xstrndup(r->at, r->n), type[16] = "";
	int lesson = 0, page = 0, bytes = 0;
	bool good = sscanf(line, "#%d.%d %15s%n", &lesson, &page, type, &bytes) == 3;
	enum lesson_type t = type_named(type);

	if (!good)
		lesson_wrong(r, r->line, "a page begins with #LESSON.PAGE TYPE TITLE, such as #%d.%d text Outside; a comment with \"# \"",
			     l->number, l->npages + 1);
	else if (lesson != l->number || page != l->npages + 1)
		good = lesson_wrong(r, r->line, "page %d.%d is out of order: here comes %d.%d", lesson, page, l->number,
				    l->npages + 1);
	else if (l->npages == LESSON_PAGES_MOST)
		good = lesson_wrong(r, r->line, "a lesson has at most %d pages", LESSON_PAGES_MOST);
	else if (t == LESSON_TYPES)
		good = lesson_wrong(r, r->line, "unknown type \"%s\" of a page: text, do, predict, observe, why or free", type);
	else if (line[bytes + (int)strspn(line + bytes, " ")] == '\0')
		good = lesson_wrong(r, r->line, "page %d.%d has no title", lesson, page);
	if (good) {
		l->page = xresize(l->page, (size_t)l->npages + 1, sizeof *l->page);
		l->page[l->npages++] = (struct lesson_page){
			.type = t, .title = xstrdup(line + bytes + strspn(line + bytes, " ")), .line = r->line };
		r->gap = r->joins = false;
	}
	free(line);
	return good;
}

/* ---- Text */

/* `{METRIC}` closes on its line; what it is, is seen when the lesson begins. */
static bool check_braces(const struct lesson_reading *r)
{
	for (size_t i = 0; i < r->n; i++) {
		const char *close;
		if (r->at[i] != '{')
			continue;
		if (i + 1 < r->n && r->at[i + 1] == '{') {
			i++;
			continue;
		}
		close = memchr(r->at + i, '}', r->n - i);
		if (!close)
			return lesson_wrong(r, r->line, "{ without }: a brace itself is {{");
		i = (size_t)(close - r->at);
	}
	return true;
}

static bool read_text(struct lesson_reading *r)
{
	struct lesson_texts *to = &lesson_page_of(r)->part[LESSON_PARAGRAPHS];
	bool kept = r->at[0] == ' ' && r->n > 1 && r->at[1] == ' ';
	size_t from = !kept && r->at[0] == ' ';
	struct lesson_text *p;

	if (!check_braces(r))
		return false;
	if (r->joins && !kept) {
		struct str whole = { 0 };
		p = &to->list[to->n - 1];
		str_addf(&whole, "%s ", p->text);
		str_add_bytes(&whole, r->at, r->n);
		free(p->text);
		p->text = str_take(&whole);
		return true;
	}
	p = lesson_add(to, r->at + from, r->n - from, r->line);
	p->kept = kept;
	p->gap = to->n > 1 && (r->gap || !kept || !to->list[to->n - 2].kept);
	r->joins = !kept;
	r->gap = false;
	return true;
}

/* ---- The file */

static bool read_page_line(struct lesson_reading *r)
{
	size_t n = field_bytes(r);

	if (r->n == 0) {
		r->gap = true;
		r->joins = false;
		return true;
	}
	if (n > 0) {
		r->joins = false;
		return take_value(r, n + 1) && lesson_read_field(r, n);
	}
	if (lesson_is_choice(r)) {
		r->joins = false;
		return take_value(r, 2) && lesson_read_choice(r);
	}
	return read_text(r);
}

static bool read_all(struct lesson_reading *r)
{
	while (next_line(r)) {
		if (is_page(r)) {
			if ((r->to->npages == 0 ? !check_head(r) : !lesson_check_page(r)) || !begin_page(r))
				return false;
		} else if (r->to->npages == 0 && r->n == 0) {
			continue;
		} else if (!(r->to->npages == 0 ? read_head_line(r) : read_page_line(r))) {
			return false;
		}
	}
	if (r->failed)
		return false;
	if (r->to->npages == 0)
		return lesson_wrong(r, r->line, "the file ends without a page, such as #%d.1 text TITLE", r->to->number);
	return lesson_check_page(r) && lesson_check_order(r);
}

struct lesson *lesson_parse(const char *bytes, size_t n, const char *path, struct err *e)
{
	static const char mark[3] = "\xef\xbb\xbf"; /* U+FEFF */
	struct lesson_reading r = { .to = xcalloc(1, sizeof *r.to), .next = bytes, .end = bytes + n, .e = e };

	r.to->path = xstrdup(path);
	if (n >= sizeof mark && memcmp(bytes, mark, sizeof mark) == 0)
		r.next += sizeof mark;
	if (read_all(&r))
		return r.to;
	lesson_free(r.to);
	return NULL;
}

struct lesson *lesson_read(const char *path, struct err *e)
{
	struct str text = { 0 };
	struct lesson *l = NULL;

	if (file_read(path, LESSON_BYTES_MOST, &text, e))
		l = lesson_parse(str_text(&text), text.len, path, e);
	str_done(&text);
	return l;
}
