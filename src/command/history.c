/* Zeroed memory is an empty history. */
#include "command/history.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

static void add(struct history *h, const char *line, size_t len)
{
	const char *last = h->n > 0 ? h->line[h->n - 1] : "";

	if (strspn(line, " \t\r") >= len || (strlen(last) == len && memcmp(last, line, len) == 0))
		return;
	if (h->n == HISTORY_MOST) {
		free(h->line[0]);
		memmove(h->line, h->line + 1, (HISTORY_MOST - 1) * sizeof *h->line);
		h->n--;
		h->before++;
	}
	h->line = xresize(h->line, (size_t)h->n + 1, sizeof *h->line);
	h->line[h->n++] = xstrndup(line, len);
}

void history_add(struct history *h, const char *text)
{
	while (*text) {
		size_t len = strcspn(text, "\n");
		add(h, text, len);
		text += len + (text[len] == '\n');
	}
}

void history_done(struct history *h)
{
	for (int i = 0; i < h->n; i++)
		free(h->line[i]);
	free(h->line);
	*h = (struct history){ 0 };
}
