/* Reading scripts. */
#include "command/script.h"

#include <string.h>

#include "base/file.h"

enum { SCRIPT_MOST = 16 << 20 }; /* bytes */

const char *script_text(const char *bytes, size_t n, const char *name, int line, struct err *e)
{
	static const char mark[3] = "\xef\xbb\xbf"; /* U+FEFF in UTF-8 */
	const char *zero = n > 0 ? memchr(bytes, '\0', n) : NULL;

	if (zero) {
		for (const char *at = bytes; at < zero; at++)
			line += *at == '\n';
		err_set(e, "%s:%d: a byte 0: this is no script", name, line);
		return NULL;
	}
	return line == 1 && n >= sizeof mark && memcmp(bytes, mark, sizeof mark) == 0 ? bytes + sizeof mark : bytes;
}

bool script_read(const char *path, struct str *to, struct err *e)
{
	struct str bytes = { 0 };
	const char *text = NULL;

	if (file_read(path, SCRIPT_MOST, &bytes, e))
		text = script_text(str_text(&bytes), bytes.len, path, 1, e);
	if (text)
		str_add(to, text);
	str_done(&bytes);
	return text != NULL;
}
