/* Line by line; nothing is copied. */
#include "run/lines.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/given.h"
#include "base/utf8.h"

void lines_begin(struct lines *l, const char *bytes, size_t n, const char *name, struct err *e)
{
	static const char mark[3] = "\xef\xbb\xbf"; /* U+FEFF in UTF-8 */

	*l = (struct lines){ .name = name, .next = bytes, .end = bytes + n, .e = e };
	if (n >= sizeof mark && memcmp(bytes, mark, sizeof mark) == 0)
		l->next += sizeof mark;
}

static size_t blanks(const char *at, size_t n)
{
	size_t i = 0;

	while (i < n && at[i] == ' ')
		i++;
	return i;
}

bool lines_next(struct lines *l)
{
	while (l->next < l->end) {
		const char *stop = memchr(l->next, '\n', (size_t)(l->end - l->next));
		size_t blank;
		l->at = l->next;
		l->n = (size_t)((stop ? stop : l->end) - l->at);
		l->next = stop ? stop + 1 : l->end;
		l->number++;
		if (l->n > 0 && l->at[l->n - 1] == '\r')
			l->n--;
		blank = blanks(l->at, l->n);
		if (blank < l->n && l->at[blank] != '#')
			return true;
	}
	return false;
}

/* `FILE:LINE:COLUMN: ` in front of the reason that is already there. */
static bool fail_at(const struct lines *l, const char *where)
{
	int column = 1;

	for (const char *at = l->at; at < where; at++)
		column += ((unsigned char)*at & 0xc0) != 0x80;
	return err_prefix(l->e, "%s:%d:%d: ", l->name, l->number, column);
}

bool lines_found(const struct lines *l, const char *where, size_t n, const char *allowed, ...)
{
	const char *nothing = where == l->at + l->n ? "the line's end" : "nothing";
	char got[GIVEN_TEXT], text[256];
	va_list args;

	va_start(args, allowed);
	vsnprintf(text, sizeof text, allowed, args);
	va_end(args);
	if (n > 0)
		err_set(l->e, "found \"%s\", allowed: %s", given_bytes(got, where, n), text);
	else
		err_set(l->e, "found %s, allowed: %s", nothing, text);
	return fail_at(l, where);
}

bool lines_check(const struct lines *l)
{
	size_t len, valid = utf8_valid(l->at, l->n);
	uint32_t rune;

	if (valid < l->n) {
		err_set(l->e, "found byte %02x, which is no UTF-8: save the file as UTF-8",
			(unsigned char)l->at[valid]);
		return fail_at(l, l->at + valid);
	}
	for (size_t i = 0; i < l->n; i += len) {
		len = utf8_decode(l->at + i, l->n - i, &rune);
		if (!utf8_is_control(rune) || rune == '\t')
			continue;
		err_set(l->e, "found control character %02x, allowed: text and TAB", (unsigned)rune);
		return fail_at(l, l->at + i);
	}
	return true;
}
