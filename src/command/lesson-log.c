/* The log is read by its first words alone, which are always written in the same order. */
#include "command/lesson-log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/home.h"
#include "base/json.h"
#include "base/xalloc.h"
#include "command/lesson-find.h"
#include "run/stage.h"

enum { LOG_MOST = 16 << 20 };

static bool log_path(const struct session *s, struct str *to)
{
	if (!s->keeps_lessons || !home_state(to))
		return false;
	str_add(to, "/lessons.jsonl");
	return true;
}

static bool keep(struct session *s, const char *line, struct err *e)
{
	struct str path = { 0 }, folder = { 0 };
	bool good = true;

	if (log_path(s, &path)) {
		home_state(&folder);
		good = (file_exists(str_text(&path)) || home_make(str_text(&folder), e)) &&
		       file_append(str_text(&path), line, strlen(line), e);
	}
	str_done(&folder);
	str_done(&path);
	return good;
}

/* `{"v":1,"lesson":"03-support",` */
static void begin_line(const char *path, struct str *to)
{
	struct str name = { 0 };

	lesson_name(path, &name);
	str_add(to, "{\"v\":1,\"lesson\":");
	json_text(to, str_text(&name));
	str_add(to, ",");
	str_done(&name);
}

void lesson_log(struct session *s, const char *event, int page, const char *fields)
{
	const struct lesson_state *st = s->lesson;
	struct str line = { 0 };
	struct err e;

	begin_line(st->file, &line);
	str_addf(&line, "\"page\":%d,\"of\":%d,\"event\":\"%s\"%s}\n", page + 1, st->lesson->npages, event, fields);
	str_add(&s->lesson_log, str_text(&line));
	if (s->stage && s->stage->logged)
		s->stage->logged(s->stage->self, str_text(&line));
	if (!keep(s, str_text(&line), &e)) {
		out_line(s->out, OUT_NOTE, "note: what you do in lessons is not kept: %s", e.text);
		s->keeps_lessons = false;
	}
	str_done(&line);
}

bool lesson_log_read(struct session *s, struct str *to, struct err *e)
{
	struct str path = { 0 };
	bool good = true;

	if (log_path(s, &path))
		good = !file_exists(str_text(&path)) || file_read(str_text(&path), LOG_MOST, to, e);
	else
		str_add(to, str_text(&s->lesson_log));
	str_done(&path);
	return good;
}

static bool begins(const char *line, const struct str *with)
{
	return strncmp(line, str_text(with), with->len) == 0;
}

struct lesson_progress lesson_progress(struct session *s, const char *path)
{
	struct lesson_progress p = { 0 };
	struct str text = { 0 }, first = { 0 };
	char event[16];
	int page, of;

	lesson_log_read(s, &text, NULL);
	begin_line(path, &first);
	for (const char *at = str_text(&text); *at; at += strcspn(at, "\n"), at += *at == '\n') {
		if (!begins(at, &first) || sscanf(at + first.len, "\"page\":%d,\"of\":%d,\"event\":\"%15[a-z]\"", &page, &of, event) != 3)
			continue;
		if (strcmp(event, "page") == 0) /* it was left */
			page++;
		p.page = page > p.page ? (page < of ? page : of) : p.page;
		p.ended = p.ended || strcmp(event, "end") == 0;
	}
	str_done(&first);
	str_done(&text);
	return p;
}

/* Without the lines that begin so; returns how many those were. */
static int leave_out(const struct str *text, const struct str *first, struct str *to)
{
	int n = 0;

	for (const char *at = str_text(text); *at;) {
		size_t bytes = strcspn(at, "\n");
		bytes += at[bytes] == '\n';
		if (first->len == 0 || begins(at, first))
			n++;
		else
			str_add_bytes(to, at, bytes);
		at += bytes;
	}
	return n;
}

/* Under its lock: another session may be adding to it. */
static int forget_kept(const char *path, const struct str *first, struct err *e)
{
	int fd = file_lock(path, e), n = -1;
	struct str text = { 0 }, left = { 0 };

	if (fd < 0)
		return -1;
	if (file_read(path, LOG_MOST, &text, e)) {
		n = leave_out(&text, first, &left);
		if (!file_write(path, str_text(&left), left.len, e))
			n = -1;
	}
	close(fd);
	str_done(&text);
	str_done(&left);
	return n;
}

int lesson_forget(struct session *s, const char *path, struct err *e)
{
	struct str file = { 0 }, first = { 0 }, left = { 0 };
	int n;

	if (path)
		begin_line(path, &first);
	n = leave_out(&s->lesson_log, &first, &left);
	str_done(&s->lesson_log);
	s->lesson_log = left;
	if (log_path(s, &file))
		n = file_exists(str_text(&file)) ? forget_kept(str_text(&file), &first, e) : 0;
	str_done(&first);
	str_done(&file);
	return n;
}
