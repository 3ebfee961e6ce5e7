/* Sinks receive whole lines, so that each of them may wrap, prefix or count lines as it needs to. */
#include "base/out.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/xalloc.h"

const char *out_before(enum out_kind kind)
{
	return kind == OUT_OK ? "ok: " : kind == OUT_NOT_OK ? "not ok: " : kind == OUT_ERROR ? "error: " : "";
}

/* A newline ends a line: "a\n" is one line, "" is one empty line. */
static void put_lines(struct out *to, enum out_kind kind, const char *text, size_t len)
{
	const char *end = text + len, *nl;

	do {
		nl = memchr(text, '\n', (size_t)(end - text));
		if (!nl)
			nl = end;
		to->put(to, kind, text, (size_t)(nl - text));
		text = nl + 1;
	} while (text < end);
}

void out_line(struct out *to, enum out_kind kind, const char *fmt, ...)
{
	char shorter[256], *text = shorter;
	va_list args, again;
	int len;

	va_start(args, fmt);
	va_copy(again, args);
	len = vsnprintf(shorter, sizeof(shorter), fmt, args);
	va_end(args);
	if (len >= (int)sizeof(shorter)) {
		text = xcalloc((size_t)len + 1, 1);
		vsnprintf(text, (size_t)len + 1, fmt, again);
	}
	va_end(again);
	if (len >= 0)
		put_lines(to, kind, text, (size_t)len);
	if (text != shorter)
		free(text);
}

void out_text(struct out *to, enum out_kind kind, const char *text)
{
	enum { COLUMNS = 79 };
	size_t indent = strspn(text, " "), len;
	const char *at = text + indent;

	if (to->folds) {
		out_line(to, kind, "%s", text);
		return;
	}
	len = str_fit(at, strlen(at), COLUMNS - indent);
	out_line(to, kind, "%.*s", (int)(indent + len), text);
	for (at += len; *(at += strspn(at, " ")); at += len) {
		len = str_fit(at, strlen(at), COLUMNS - indent - 2);
		out_line(to, kind, "%*s%.*s", (int)indent + 2, "", (int)len, at);
	}
}
