/* A pipe in the place of standard error. Neither end ever blocks: a writer that says more than the pipe holds before
 * it is read loses the rest, as the program that writes and the one that reads are the same. */
#include "front/capture.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"
#include "base/utf8.h"

enum {
	PIECE = 1000,       /* bytes of a line; longer ones come in several                    */
	READ_MOST = 1 << 16 /* bytes taken at once, so that a flood cannot keep the loop busy  */
};

static int reading = -1;
static int old = -1; /* standard error as it was */
static char line[PIECE];
static size_t held;  /* bytes of `line` so far   */

bool capture_start(void)
{
	int ends[2];

	if (reading >= 0)
		return true;
	fflush(stderr);
	old = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	if (old < 0)
		return false;
	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0) {
		if (dup2(ends[1], STDERR_FILENO) >= 0)
			reading = ends[0];
		else
			close(ends[0]);
		close(ends[1]);
	}
	if (reading < 0) {
		close(old);
		old = -1;
	}
	held = 0;
	return reading >= 0;
}

/* Only what is text: whoever shows it must not be moved about by it. */
static void say(struct out *to, size_t n)
{
	struct str text = { 0 };
	char bytes[4];
	uint32_t rune;

	for (size_t at = 0; at < n;) {
		at += utf8_decode(line + at, n - at, &rune);
		rune = rune == '\t' ? ' ' : utf8_is_control(rune) ? '?' : rune;
		str_add_bytes(&text, bytes, utf8_encode(bytes, rune));
	}
	if (text.len > 0)
		out_line(to, OUT_NOTE, "stderr: %s", str_text(&text));
	str_done(&text);
}

/* Says the first `n` bytes that are held, and keeps the others. */
static void say_first(struct out *to, size_t n)
{
	say(to, n);
	memmove(line, line + n, held - n);
	held -= n;
}

/* Where an overlong line is cut: not within a character. */
static size_t whole(void)
{
	size_t n = held;

	while (n > held - 4 && ((unsigned char)line[n - 1] & 0xc0) == 0x80)
		n--;
	return (unsigned char)line[n - 1] >= 0xc0 ? n - 1 : held;
}

static void take(struct out *to, const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		/* progress that is written over itself comes as lines, too */
		if (bytes[i] == '\n' || bytes[i] == '\r') {
			say_first(to, held);
			continue;
		}
		line[held++] = bytes[i];
		if (held == PIECE)
			say_first(to, whole());
	}
}

void capture_read(struct out *to, bool all)
{
	char bytes[4096];
	ssize_t n;

	if (reading < 0)
		return;
	fflush(stderr); /* in case somebody gave it a buffer */
	for (size_t sum = 0; sum < READ_MOST; sum += (size_t)n) {
		n = read(reading, bytes, sizeof bytes);
		if (n <= 0)
			break;
		take(to, bytes, (size_t)n);
	}
	if (all)
		say_first(to, held);
}

int capture_fd(void)
{
	return reading;
}

void capture_rescue(void)
{
	char bytes[4096];
	ssize_t n;

	if (reading < 0 || old < 0)
		return;
	dup2(old, STDERR_FILENO);
	file_put(STDERR_FILENO, line, held);
	held = 0;
	while ((n = read(reading, bytes, sizeof bytes)) > 0)
		file_put(STDERR_FILENO, bytes, (size_t)n);
}

void capture_end(void)
{
	if (reading < 0)
		return;
	fflush(stderr);
	capture_rescue();
	close(reading);
	close(old);
	reading = old = -1;
}
