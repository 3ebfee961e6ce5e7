/* What is no Char of XML 1.0 may not even be written as a reference. */
#include "base/xml.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"

static bool is_allowed(uint32_t rune)
{
	return !utf8_is_control(rune) && rune != 0xfffe && rune != 0xffff;
}

void xml_rune(struct str *to, uint32_t rune)
{
	char bytes[4];

	if (rune == '&')
		str_add(to, "&amp;");
	else if (rune == '<')
		str_add(to, "&lt;");
	else if (rune == '>')
		str_add(to, "&gt;");
	else if (rune == '"')
		str_add(to, "&quot;");
	else
		str_add_bytes(to, bytes, utf8_encode(bytes, is_allowed(rune) ? rune : 0xfffd));
}

void xml_text(struct str *to, const char *text)
{
	uint32_t rune;

	for (size_t n = strlen(text), len; n > 0; text += len, n -= len) {
		len = utf8_decode(text, n, &rune);
		xml_rune(to, rune);
	}
}
