/* Standard output is held back while a script runs; it goes out before anything on standard error, so that the two read
 * in the order they were written. */
#include "front/sink.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static void write_line(struct sink *s, const char *before, const char *line, size_t n)
{
	if (s->full)
		return;
	errno = 0;
	fputs(before, stdout);
	fwrite(line, 1, n, stdout);
	putchar('\n');
	if (s->kind == SINK_TERMINAL)
		fflush(stdout);
	if (ferror(stdout)) {
		s->full = true;
		s->why = errno;
	}
}

void sink_flush(struct sink *s)
{
	if (!s->full && fflush(stdout) != 0) {
		s->full = true;
		s->why = errno;
	}
}

/* The rest of a line that starts with `word`, else NULL. */
static const char *after(const char *line, size_t n, const char *word)
{
	size_t len = strlen(word);

	return n >= len && memcmp(line, word, len) == 0 ? line + len : NULL;
}

/* What the command `expect` says becomes a test line; `#` would start a directive there. */
static void put_tap(struct sink *s, enum out_kind kind, const char *line, size_t n)
{
	struct str test = { 0 };
	const char *label;
	bool ok = true;

	label = kind == OUT_REPLY ? after(line, n, "ok: ") : NULL;
	if (!label && kind == OUT_REPLY) {
		label = after(line, n, "not ok: ");
		ok = false;
	}
	if (!label) {
		write_line(s, kind == OUT_ERROR ? "Bail out! " : n ? "# " : "#", line, n);
		return;
	}
	str_addf(&test, "%sok %d - ", ok ? "" : "not ", ++s->tests);
	for (; label < line + n; label++)
		str_add_bytes(&test, *label == '#' ? "\\#" : label, *label == '#' ? 2 : 1);
	write_line(s, "", test.text, test.len);
	str_done(&test);
}

static void put_error(struct sink *s, const char *line, size_t n)
{
	sink_flush(s);
	fwrite(line, 1, n, stderr);
	putc('\n', stderr);
}

static void sink_put(struct out *to, enum out_kind kind, const char *line, size_t n)
{
	struct sink *s = (struct sink *)to;

	if (s->holding && kind != OUT_ERROR) {
		str_add_bytes(&s->held, line, n);
		str_add(&s->held, "\n");
		return;
	}
	progress_clear(s->progress);
	if (s->kind == SINK_TAP)
		put_tap(s, kind, line, n);
	else if (kind == OUT_ERROR && s->kind == SINK_BATCH)
		put_error(s, line, n);
	else
		write_line(s, kind == OUT_ERROR ? "error: " : "", line, n);
}

void sink_init(struct sink *s, enum sink_kind kind, struct progress *progress)
{
	*s = (struct sink){ .out = { .put = sink_put }, .kind = kind, .progress = progress };
}

void sink_hold(struct sink *s)
{
	s->holding = true;
}

void sink_release(struct sink *s, bool show)
{
	s->holding = false;
	if (show && s->kind == SINK_BATCH)
		fputs(str_text(&s->held), stderr);
	else if (show && s->held.len > 0)
		out_line(&s->out, OUT_REPLY, "%s", str_text(&s->held));
	str_done(&s->held);
}

bool sink_end(struct sink *s)
{
	if (s->kind == SINK_TAP && !s->full)
		printf("1..%d\n", s->tests);
	sink_flush(s);
	if (!s->full && fclose(stdout) != 0) {
		s->full = true;
		s->why = errno;
	}
	if (s->full && s->why != EPIPE)
		fprintf(stderr, "outpost: cannot write to standard output: %s\n", strerror(s->why));
	return !s->full;
}
