/* Standard output is held back while a script runs; it goes out before anything on standard error, so that the two read
 * in the order they were written. */
#include "front/sink.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "front/report.h"

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

/* A test line; `#` would start a directive there. */
static void put_test(struct sink *s, bool ok, const char *label, size_t n)
{
	struct str test = { 0 };

	str_addf(&test, "%sok %d - ", ok ? "" : "not ", ++s->tests);
	for (size_t i = 0; i < n; i++)
		str_add_bytes(&test, label[i] == '#' ? "\\#" : &label[i], label[i] == '#' ? 2 : 1);
	write_line(s, "", test.text, test.len);
	str_done(&test);
}

/* Bail out! ends the test; an error that the script goes on behind is a remark. */
static void put_tap(struct sink *s, enum out_kind kind, const char *line, size_t n)
{
	bool goes_on = s->interp && interp_now(s->interp)->goes_on;

	if (kind == OUT_OK || kind == OUT_NOT_OK)
		put_test(s, kind == OUT_OK, line, n);
	else if (kind == OUT_ERROR)
		write_line(s, goes_on ? "# error: " : "Bail out! ", line, n);
	else
		write_line(s, n ? "# " : "#", line, n);
}

void sink_event(struct sink *s, const struct str *event)
{
	progress_clear(s->progress);
	write_line(s, "", event->text, event->len);
}

static void put_json(struct sink *s, enum out_kind kind, const char *line, size_t n)
{
	static const struct running none;
	struct str event = { 0 };

	if (report_words(s->interp ? interp_now(s->interp) : &none, kind, line, n, &event))
		sink_event(s, &event);
	str_done(&event);
}

static void put_error(struct sink *s, const char *line, size_t n)
{
	sink_flush(s);
	fwrite(line, 1, n, stderr);
	putc('\n', stderr);
}

/* Errors and stops are sentences of any length: at a terminal they are folded between words. Replies fold themselves. */
static void put_folded(struct sink *s, enum out_kind kind, const char *line, size_t n)
{
	enum { ROOM = 79 };
	struct str text = { 0 };
	size_t len;

	str_add(&text, out_before(kind));
	str_add_bytes(&text, line, n);
	for (size_t at = 0; at < text.len; at += len + strspn(text.text + at + len, " ")) {
		const char *indent = at > 0 ? "  " : "";
		len = str_fit(text.text + at, text.len - at, ROOM - strlen(indent));
		write_line(s, indent, text.text + at, len);
	}
	str_done(&text);
}

static void sink_put(struct out *to, enum out_kind kind, const char *line, size_t n)
{
	struct sink *s = (struct sink *)to;

	if (s->interp && !interp_shows(s->interp, kind))
		return;
	if (s->holding && kind != OUT_ERROR) {
		str_add(&s->held, out_before(kind));
		str_add_bytes(&s->held, line, n);
		str_add(&s->held, "\n");
		return;
	}
	progress_clear(s->progress);
	if (s->kind == SINK_TAP)
		put_tap(s, kind, line, n);
	else if (s->kind == SINK_JSON)
		put_json(s, kind, line, n);
	else if (kind == OUT_ERROR && s->kind == SINK_BATCH)
		put_error(s, line, n);
	else if (s->kind == SINK_TERMINAL && kind != OUT_REPLY && n > 0)
		put_folded(s, kind, line, n);
	else
		write_line(s, out_before(kind), line, n);
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
