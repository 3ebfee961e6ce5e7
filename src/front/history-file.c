/* One line a line, oldest first. The file may grow to twice what a history holds before it is cut, so that cutting is
 * rare; a session counts what it knows of, and who starts next sees what others have added. */
#include "front/history-file.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/home.h"
#include "base/utf8.h"

enum { LINES_MOST = 2 * HISTORY_MOST, BYTES_MOST = 4 << 20 };

static void give_up(struct history_file *f, const struct err *e, struct out *out)
{
	str_clear(&f->path);
	out_line(out, OUT_NOTE, "lines that you type are not kept: %s", e->text);
}

static int count_lines(const char *text, size_t n)
{
	int lines = n > 0 && text[n - 1] != '\n';

	for (size_t i = 0; i < n; i++)
		lines += text[i] == '\n';
	return lines;
}

/* Where the last `most` lines begin. */
static size_t last_lines(const char *text, size_t n, int most)
{
	int skip = count_lines(text, n) - most;
	size_t at = 0;

	for (; skip > 0; skip--)
		at = (size_t)((const char *)memchr(text + at, '\n', n - at) - text) + 1;
	return at;
}

/* What could not be typed is not given back: no text, or what would move a terminal's cursor. */
static bool is_fit(const char *line, size_t n)
{
	uint32_t rune;

	if (utf8_valid(line, n) < n)
		return false;
	for (size_t i = 0, len; i < n; i += len) {
		len = utf8_decode(line + i, n - i, &rune);
		if (utf8_is_control(rune) && rune != '\t')
			return false;
	}
	return true;
}

/* The end of the file from the start of a line on. */
static bool read_end(const struct history_file *f, struct str *to, struct err *e)
{
	const char *end;

	if (!file_read_end(str_text(&f->path), BYTES_MOST, to, e))
		return false;
	if (to->len >= BYTES_MOST) { /* it begins in the midst of one */
		end = memchr(to->text, '\n', to->len);
		to->len -= end ? (size_t)(end + 1 - to->text) : to->len;
		memmove(to->text, end ? end + 1 : "", to->len + 1);
	}
	return true;
}

static void recall(struct interp *p, struct str *text)
{
	size_t at = last_lines(str_text(text), text->len, LINES_MOST), n;

	for (; at < text->len; at += n + 1) {
		char *line = text->text + at, *end = memchr(line, '\n', text->len - at);
		n = end ? (size_t)(end - line) : text->len - at;
		line[n] = '\0';
		if (is_fit(line, n))
			interp_recall(p, line);
	}
}

/* Leaves the newest lines. Whoever waits for the lock finds the new file. */
static bool cut(struct history_file *f, struct err *e)
{
	int fd = file_lock(str_text(&f->path), e);
	struct str text = { 0 };
	size_t from;
	bool good;

	if (fd < 0)
		return false;
	good = read_end(f, &text, e);
	from = last_lines(str_text(&text), text.len, HISTORY_MOST);
	good = good && file_write(str_text(&f->path), str_text(&text) + from, text.len - from, e);
	f->lines = HISTORY_MOST;
	close(fd);
	str_done(&text);
	return good;
}

void history_file_open(struct history_file *f, struct interp *p, struct out *out)
{
	struct str text = { 0 };
	struct err e;

	*f = (struct history_file){ 0 };
	if (!home_state(&f->path)) {
		err_set(&e, "neither HOME nor XDG_STATE_HOME says where");
		give_up(f, &e, out);
		return;
	}
	str_add(&f->path, "/history");
	if (file_exists(str_text(&f->path)) && !read_end(f, &text, &e))
		give_up(f, &e, out);
	f->lines = count_lines(str_text(&text), text.len);
	recall(p, &text);
	f->known = history_end(interp_history(p));
	if (f->path.len > 0 && f->lines > LINES_MOST && !cut(f, &e))
		give_up(f, &e, out);
	str_done(&text);
}

/* The lines that are not in the file yet. */
static void take_new(struct history_file *f, const struct history *h, struct str *to)
{
	if (f->known < h->before)
		f->known = h->before;
	for (; f->known < history_end(h); f->known++, f->lines++)
		str_addf(to, "%s\n", h->line[f->known - h->before]);
}

static bool make_folder(const struct history_file *f, struct err *e)
{
	struct str folder = { 0 };
	bool good;

	home_state(&folder);
	good = file_exists(str_text(&f->path)) || home_make(str_text(&folder), e);
	str_done(&folder);
	return good;
}

void history_file_keep(struct history_file *f, const struct interp *p, struct out *out)
{
	struct str lines = { 0 };
	struct err e;

	if (f->path.len == 0)
		return;
	take_new(f, interp_history(p), &lines);
	if (lines.len > 0 && (!make_folder(f, &e) || !file_append(str_text(&f->path), lines.text, lines.len, &e) ||
			      (f->lines > LINES_MOST && !cut(f, &e))))
		give_up(f, &e, out);
	str_done(&lines);
}

void history_file_done(struct history_file *f)
{
	str_done(&f->path);
}
