/* Lines that make room go in blocks, so that keeping the newest ones takes linear time. */
#include "front/transcript.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "base/xalloc.h"

enum { TRANSCRIPT_BLOCK = TRANSCRIPT_MOST / 10 };

static const enum style style_of[] = {
	[OUT_REPLY] = STYLE_PLAIN, [OUT_STOP] = STYLE_STOP, [OUT_NOTE] = STYLE_NOTE, [OUT_ECHO] = STYLE_ECHO,
	[OUT_ERROR] = STYLE_ERROR, [OUT_OK] = STYLE_PLAIN,  [OUT_NOT_OK] = STYLE_ERROR, [OUT_DISCOVERY] = STYLE_STOP,
};

/* Nothing that is shown may move the terminal's cursor: no control character, no byte that is no character. */
static void add_clean(struct str *to, const char *text, size_t n)
{
	uint32_t rune;

	for (size_t len; n > 0; text += len, n -= len) {
		len = utf8_decode(text, n, &rune);
		if (*text == '\t')
			str_add(to, " ");
		else if (utf8_is_control(rune) || (len == 1 && rune == 0xfffd))
			str_add(to, "?");
		else
			str_add_bytes(to, text, len);
	}
}

static void make_room(struct transcript *t)
{
	if (t->n < TRANSCRIPT_MOST)
		return;
	for (int i = 0; i < TRANSCRIPT_BLOCK; i++)
		free((char *)t->line[i].text);
	t->n -= TRANSCRIPT_BLOCK;
	memmove(t->line, t->line + TRANSCRIPT_BLOCK, (size_t)t->n * sizeof *t->line);
	t->reply = t->reply > TRANSCRIPT_BLOCK ? t->reply - TRANSCRIPT_BLOCK : 0;
}

static void add_line(struct transcript *t, enum style style, const char *before, const char *text, size_t n)
{
	struct str clean = { 0 };

	make_room(t);
	add_clean(&clean, before, strlen(before));
	add_clean(&clean, text, n);
	t->line[t->n++] = (struct console_line){ .text = str_take(&clean), .style = style };
	t->changed = true;
}

static void transcript_put(struct out *to, enum out_kind kind, const char *line, size_t n)
{
	struct transcript *t = (struct transcript *)to;

	if (t->interp && !interp_shows(t->interp, kind))
		return;
	if (kind == OUT_ECHO)
		t->reply = t->n;
	add_line(t, style_of[kind], out_before(kind), line, n);
}

void transcript_init(struct transcript *t)
{
	*t = (struct transcript){ .out = { .put = transcript_put, .folds = true } };
	t->line = xcalloc(TRANSCRIPT_MOST, sizeof *t->line);
}

void transcript_done(struct transcript *t)
{
	for (int i = 0; i < t->n; i++)
		free((char *)t->line[i].text);
	free(t->line);
	*t = (struct transcript){ 0 };
}

void transcript_echo(struct transcript *t, const char *prompt, const char *command)
{
	const char *end = strchr(command, '\n');

	t->reply = t->n;
	t->changed = true;
	if (!end || end[1] == '\0')
		add_line(t, STYLE_ECHO, prompt, command, strcspn(command, "\r\n"));
}

void transcript_list(struct transcript *t, char *const *word, int n, int cols)
{
	struct str row = { 0 };
	int width = 0, used = 0;

	for (int i = 0; i < n; i++)
		width = utf8_width(word[i]) > width ? utf8_width(word[i]) : width;
	for (int i = 0; i < n; i++) {
		int gap = i + 1 < n && used + 2 * (width + 2) <= cols + 2 ? width + 2 - utf8_width(word[i]) : 0;
		str_addf(&row, "%s%*s", word[i], gap, "");
		used += width + 2;
		if (gap > 0)
			continue;
		add_line(t, STYLE_NOTE, "", str_text(&row), row.len);
		str_clear(&row);
		used = 0;
	}
	str_done(&row);
}
