/* Error texts are formatted into room a little larger than their own, so that utf8_cut() sees what is too long. */
#include "base/err.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

enum { ERR_TEXT = sizeof(((struct err *)0)->text) };

bool err_set(struct err *e, const char *fmt, ...)
{
	char text[ERR_TEXT + 8] = "";
	va_list args;

	if (!e)
		return false;
	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	utf8_cut(e->text, sizeof(e->text), text, INT_MAX);
	return false;
}

bool err_prefix(struct err *e, const char *fmt, ...)
{
	char text[2 * ERR_TEXT] = "";
	va_list args;
	size_t len;

	if (!e)
		return false;
	va_start(args, fmt);
	vsnprintf(text, ERR_TEXT + 8, fmt, args);
	va_end(args);
	len = strlen(text);
	snprintf(text + len, sizeof(text) - len, "%s", e->text);
	utf8_cut(e->text, sizeof(e->text), text, INT_MAX);
	return false;
}
