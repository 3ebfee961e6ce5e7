/* Character by character: bytes that are no character and controls must not reach a terminal. */
#include "base/given.h"

#include <string.h>

#include "base/utf8.h"

static bool is_unfit(uint32_t rune)
{
	return utf8_is_control(rune) || rune == 0xfffd;
}

char *given_bytes(char to[GIVEN_TEXT], const char *text, size_t n)
{
	size_t at = 0, len;
	int cols = 0, width;
	uint32_t rune;

	for (size_t i = 0; i < n; i += len) {
		len = utf8_decode(text + i, n - i, &rune);
		width = is_unfit(rune) ? 1 : utf8_rune_width(rune);
		/* The last column and the last bytes are kept for the "~", unless this character ends the text. */
		if (cols + width > GIVEN_COLUMNS - (i + len < n) || at + len + 2 > GIVEN_TEXT) {
			to[at++] = '~';
			break;
		}
		if (is_unfit(rune))
			to[at++] = '?';
		else
			at += utf8_encode(to + at, rune);
		cols += width;
	}
	to[at] = '\0';
	return to;
}

char *given(char to[GIVEN_TEXT], const char *text)
{
	/* No more bytes than a message could hold are looked at. */
	return given_bytes(to, text, strnlen(text, 2 * GIVEN_TEXT));
}
