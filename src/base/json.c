/* Valid UTF-8 stands as it is: escaped are quotes, backslashes and what is no character to be seen. */
#include "base/json.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"

static void add_rune(struct str *to, const char *bytes, size_t n, uint32_t rune)
{
	if (n == 1 && rune == 0xfffd) /* no character */
		str_add(to, "\\ufffd");
	else if (rune == '"' || rune == '\\')
		str_addf(to, "\\%c", (char)rune);
	else if (utf8_is_control(rune))
		str_addf(to, "\\u%04x", (unsigned)rune);
	else
		str_add_bytes(to, bytes, n);
}

void json_bytes(struct str *to, const char *bytes, size_t n)
{
	uint32_t rune;

	str_add(to, "\"");
	for (size_t len; n > 0; bytes += len, n -= len) {
		len = utf8_decode(bytes, n, &rune);
		add_rune(to, bytes, len, rune);
	}
	str_add(to, "\"");
}

void json_text(struct str *to, const char *text)
{
	if (text)
		json_bytes(to, text, strlen(text));
	else
		str_add(to, "null");
}

void json_number(struct str *to, double v)
{
	if (isfinite(v))
		str_addf(to, "%.17g", v);
	else
		str_add(to, "null");
}
