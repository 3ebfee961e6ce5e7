/* Invariant: text is NULL and cap 0, or len < cap and text[len] is NUL. */
#include "base/str.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

enum { STR_FIRST = 64 };

/* Room for `more` bytes and the NUL. Doubling keeps adding a byte at a time linear. */
static void reserve(struct str *s, size_t more)
{
	size_t need, cap;

	need = more < SIZE_MAX - s->len ? s->len + more + 1 : SIZE_MAX;
	if (need <= s->cap)
		return;
	cap = s->cap < STR_FIRST ? STR_FIRST : s->cap;
	while (cap < need)
		cap = cap > SIZE_MAX / 2 ? need : 2 * cap;
	s->text = xresize(s->text, cap, 1);
	s->cap = cap;
	s->text[s->len] = '\0';
}

void str_add(struct str *s, const char *text)
{
	str_add_bytes(s, text, strlen(text));
}

void str_add_bytes(struct str *s, const char *bytes, size_t len)
{
	reserve(s, len);
	if (len)
		memcpy(s->text + s->len, bytes, len);
	s->len += len;
	s->text[s->len] = '\0';
}

void str_addf(struct str *s, const char *fmt, ...)
{
	va_list args, again;
	int len;

	va_start(args, fmt);
	va_copy(again, args);
	len = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (len > 0) {
		reserve(s, (size_t)len);
		vsnprintf(s->text + s->len, (size_t)len + 1, fmt, again);
		s->len += (size_t)len;
	}
	va_end(again);
}

const char *str_text(const struct str *s)
{
	return s->text ? s->text : "";
}

void str_clear(struct str *s)
{
	s->len = 0;
	if (s->text)
		s->text[0] = '\0';
}

char *str_take(struct str *s)
{
	char *text;

	reserve(s, 0);
	text = s->text;
	*s = (struct str){0};
	return text;
}

void str_done(struct str *s)
{
	free(s->text);
	*s = (struct str){0};
}

size_t str_fit(const char *text, size_t n, size_t room)
{
	size_t cut = room;

	if (n <= room)
		return n;
	while (cut > 0 && text[cut] != ' ')
		cut--;
	if (cut > 0)
		return cut;
	while (cut < n && text[cut] != ' ')
		cut++;
	return cut;
}
