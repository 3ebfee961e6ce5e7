/* Each event is one write of a whole line: whenever the program ends, the file can be played to there.
 * [docs.asciinema.org/manual/asciicast/v2] */
#include "front/cast.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json.h"
#include "base/utf8.h"
#include "base/xalloc.h"

static const double longest_pause = 2.0; /* seconds: somebody thinks, and nobody wants to watch that */
static const char empty_screen[] = "\033[0m\033[H\033[2J";

static void print_head(int rows, int cols, const char *title, struct str *to)
{
	str_addf(to, "{\"version\": 2, \"width\": %d, \"height\": %d, \"title\": ", cols, rows);
	json_text(to, title);
	str_add(to, ", \"env\": {\"TERM\": ");
	json_text(to, getenv("TERM"));
	str_add(to, "}}\n[0.000000, \"o\", ");
	json_text(to, empty_screen);
	str_add(to, "]\n");
}

bool cast_begin(struct cast *c, const char *path, int rows, int cols, const char *title, double (*clock)(void),
		struct err *e)
{
	struct str head = { 0 };
	int fd;

	print_head(rows, cols, title, &head);
	fd = file_begin(path, head.text, head.len, e);
	str_done(&head);
	if (fd < 0)
		return false;
	*c = (struct cast){ .path = xstrdup(path), .fd = fd, .clock = clock, .heard = clock() };
	return true;
}

/* Seconds of the event that comes now. */
static double tick(struct cast *c)
{
	double now = c->clock(), pause = now - c->heard;

	c->heard = now;
	c->time += pause > longest_pause ? longest_pause : pause > 0 ? pause : 0;
	return c->time;
}

static void add_event(struct cast *c, char kind, const char *bytes, size_t n)
{
	struct str line = { 0 };

	str_addf(&line, "[%.6f, \"%c\", ", tick(c), kind);
	json_bytes(&line, bytes, n);
	str_add(&line, "]\n");
	c->failed = !file_add(c->fd, c->path, line.text, line.len, &c->why);
	str_done(&line);
}

/* Bytes without a last character that is not whole. */
static size_t whole_length(const char *bytes, size_t n)
{
	for (size_t back = 1; back <= 3 && back <= n; back++) {
		size_t length = utf8_length((unsigned char)bytes[n - back]);
		if (length)
			return length > back ? n - back : n;
	}
	return n;
}

void cast_output(struct cast *c, const char *bytes, size_t n)
{
	struct str all = c->rest;
	size_t whole;

	if (!c->path || c->failed)
		return;
	str_add_bytes(&all, bytes, n);
	whole = whole_length(all.text, all.len);
	c->rest = (struct str){ 0 };
	str_add_bytes(&c->rest, all.text + whole, all.len - whole);
	if (whole > 0)
		add_event(c, 'o', all.text, whole);
	str_done(&all);
}

void cast_resize(struct cast *c, int rows, int cols)
{
	struct str size = { 0 };

	if (!c->path || c->failed)
		return;
	str_addf(&size, "%dx%d", cols, rows);
	add_event(c, 'r', size.text, size.len);
	str_done(&size);
}

void cast_end(struct cast *c)
{
	if (c->path)
		close(c->fd);
	free(c->path);
	c->path = NULL;
	str_done(&c->rest);
}

bool cast_failed(struct cast *c, struct err *e)
{
	if (!c->failed)
		return false;
	*e = c->why;
	cast_end(c);
	c->failed = false;
	return true;
}
