/* Templates are read word by word. */
#include "run/template.h"

#include <string.h>

#include "base/ascii.h"
#include "run/lines.h"

const char *const template_default = "y[-1]\n"
				     "i\n"
				     "x[i]\n"
				     "x[-i]\n"
				     "x[i] y[-1]\n"
				     "bag i\n";

static const char *const parts = "y[-1], y[-2], i, x[i], x[i+1], x[-i], x[-i-1], x[3], x[-1] or bag";

/* The present line's next word: up to a blank, a / or a comment. */
struct word {
	const char *at;
	size_t n;
};

static bool is_between(char c)
{
	return c == ' ' || c == '\t' || c == '/';
}

static bool is_word(struct word w, const char *text)
{
	return strlen(text) == w.n && memcmp(w.at, text, w.n) == 0;
}

static bool next_word(const struct lines *l, struct word *w)
{
	const char *at = w->at + w->n, *end = l->at + l->n;

	while (at < end && is_between(*at))
		at++;
	w->at = at;
	while (at < end && !is_between(*at) && (at == w->at ? *at != '#' : true))
		at++;
	w->n = (size_t)(at - w->at);
	return w->n > 0;
}

/* A number up to TEMPLATE_SHIFT_MOST at `at`, before `end`: what lies behind it, NULL when there is none. */
static const char *read_number(const char *at, const char *end, int *to)
{
	const char *from = at;

	for (*to = 0; at < end && ascii_is_digit(*at) && *to <= TEMPLATE_SHIFT_MOST; at++)
		*to = 10 * *to + (*at - '0');
	return at > from && *to <= TEMPLATE_SHIFT_MOST ? at : NULL;
}

/* What stands in the brackets of x[..]: i, -i, with a shift or not, or a number that is not 0. */
static bool read_index(const char *at, const char *end, struct template_part *to)
{
	bool minus = at < end && *at == '-';
	int sign = minus ? -1 : 1;

	at += minus;
	*to = (struct template_part){ TEMPLATE_AT, 0 };
	if (at < end && *at == 'i') {
		to->kind = minus ? TEMPLATE_FROM_RIGHT : TEMPLATE_FROM_LEFT;
		if (++at == end)
			return true;
		if (*at != '+' && *at != '-')
			return false;
		sign = *at++ == '-' ? -1 : 1;
	}
	at = read_number(at, end, &to->shift);
	if (at != end || (to->kind == TEMPLATE_AT && to->shift == 0))
		return false;
	to->shift *= sign;
	return true;
}

static bool read_part(struct word w, struct template *to)
{
	struct template_part part = { TEMPLATE_POSITION, 0 };

	if (is_word(w, "y[-1]") || is_word(w, "y[-2]")) {
		to->before |= w.at[3] == '1' ? TEMPLATE_LAST : TEMPLATE_SECOND_LAST;
		return true;
	}
	if (is_word(w, "bag"))
		part.kind = TEMPLATE_BAG;
	else if (!is_word(w, "i") && (w.n < 4 || memcmp(w.at, "x[", 2) != 0 || w.at[w.n - 1] != ']' ||
				      !read_index(w.at + 2, w.at + w.n - 1, &part)))
		return false;
	to->part[to->n++] = part;
	return true;
}

static bool has_bag(const struct template *t)
{
	for (int i = 0; i < t->n; i++)
		if (t->part[i].kind == TEMPLATE_BAG)
			return true;
	return false;
}

/* The line that begins with word `w`. */
static bool read_template(const struct lines *l, struct word w, struct template *to)
{
	*to = (struct template){ 0 };
	do {
		if (to->n == TEMPLATE_PARTS_MOST)
			return lines_found(l, w.at, w.n, "eight parts of the prompt and the position in a template");
		if (is_word(w, "bag") && has_bag(to))
			return lines_found(l, w.at, w.n, "one bag in a template");
		if (!read_part(w, to))
			return lines_found(l, w.at, w.n, "%s", parts);
	} while (next_word(l, &w));
	return true;
}

/* A line `words` or `characters`: 1; 0: it is none, -1 with a reason. */
static int read_elements(const struct lines *l, struct word w, struct template_set *to)
{
	bool words = is_word(w, "words");

	if (!words && !is_word(w, "characters"))
		return 0;
	if (to->elements != TEMPLATE_BY_BLANKS) {
		lines_found(l, w.at, w.n, "one line words or characters");
		return -1;
	}
	to->elements = words ? TEMPLATE_WORDS : TEMPLATE_CHARACTERS;
	if (!next_word(l, &w))
		return 1;
	lines_found(l, w.at, w.n, "nothing else in the line");
	return -1;
}

static bool read_line(const struct lines *l, struct template_set *to)
{
	struct word w = { l->at, 0 };
	int elements;

	if (!lines_check(l))
		return false;
	if (!next_word(l, &w))
		return lines_found(l, l->at, l->n, "%s", parts);
	elements = read_elements(l, w, to);
	if (elements != 0)
		return elements > 0;
	if (to->n == TEMPLATES_MOST)
		return lines_found(l, w.at, w.n, "%d templates, which came before", TEMPLATES_MOST);
	return read_template(l, w, &to->list[to->n++]);
}

bool template_parse(struct template_set *to, const char *bytes, size_t n, const char *name, struct err *e)
{
	struct err ignored;
	struct lines l;

	*to = (struct template_set){ 0 };
	lines_begin(&l, bytes, n, name, e ? e : &ignored);
	while (lines_next(&l))
		if (!read_line(&l, to))
			return false;
	if (to->n == 0)
		return err_set(l.e, "%s:%d:1: found no template, allowed: a line a template, of %s", name,
			       l.number > 0 ? l.number : 1, parts);
	return true;
}
