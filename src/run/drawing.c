/* The runner of gnuplot. It draws to its standard output, and the file is written when the picture is whole: so whatever
 * becomes of it, no half file is left. */
#include "run/drawing.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/child.h"
#include "base/file.h"
#include "base/given.h"
#include "base/num.h"
#include "base/xalloc.h"
#include "run/drawn.h"
#include "run/place.h"

enum { PICTURE_MOST = 256 << 20, PATIENCE = 5 /* milliseconds */ };
static const char *const endings[] = { [FIGURE_SVG] = ".svg", [FIGURE_PDF] = ".pdf", [FIGURE_PNG] = ".png" };

struct drawing {
	struct child child;
	struct figure *figure; /* owned */
	enum figure_format format;
	char *path;            /* owned */
	bool keep;
};

static const char *ending_of(const char *path)
{
	const char *slash = strrchr(path, '/'), *dot = strrchr(slash ? slash : path, '.');

	return dot ? dot : "";
}

bool drawing_format(const char *path, enum figure_format *format)
{
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (strcmp(ending_of(path), endings[i]) == 0) {
			*format = (enum figure_format)i;
			return true;
		}
	return false;
}

/* ---- The files beside */

/* run.svg, .gp -> run.gp */
static char *beside(const char *path, const char *ending)
{
	struct str name = { 0 };

	str_add_bytes(&name, path, strlen(path) - strlen(ending_of(path)));
	str_add(&name, ending);
	return str_take(&name);
}

/* Names that nobody has typed lead elsewhere as well, where a link stands. */
static bool can_write(const struct session *s, const char *path, struct err *e)
{
	struct str found = { 0 };
	bool good = place_find(s, path, &found, e) && file_can_write(str_text(&found), e);

	str_done(&found);
	return good;
}

static bool can_keep(const struct session *s, const char *path, struct err *e)
{
	char *script = beside(path, ".gp"), *data = beside(path, ".dat");
	bool good = can_write(s, script, e) && can_write(s, data, e);

	free(script);
	free(data);
	return good;
}

static bool can_draw(const struct session *s, const char *path, bool keep, struct err *e)
{
	return can_write(s, path, e) && (!keep || can_keep(s, path, e));
}

bool drawing_place(const struct session *s, const char *name, bool keep, struct str *path, struct err *e)
{
	return place_find(s, name, path, e) && can_draw(s, str_text(path), keep, e);
}

static bool write_beside(const struct drawing *d, const char *script, const char *data, struct err *e)
{
	struct str text = { 0 };
	bool good;

	figure_data(d->figure, &text);
	good = file_write(data, text.text, text.len, e);
	str_clear(&text);
	figure_script(d->figure, d->format, data, d->path, &text);
	good = good && file_write(script, text.text, text.len, e);
	str_done(&text);
	return good;
}

/* Both files. why: there is no picture, and says so; NULL: beside one. */
static bool keep(struct session *s, const struct drawing *d, const char *why, struct err *e)
{
	char *script = beside(d->path, ".gp"), *data = beside(d->path, ".dat");
	struct str text = { 0 };
	bool good = can_keep(s, d->path, e) && write_beside(d, script, data, e);

	if (why)
		str_addf(&text, "%s: %s and %s are written instead. Where gnuplot is, \"gnuplot %s\" draws %s.", why, script, data,
			 script, d->path);
	else
		str_addf(&text, "%s and %s: what gnuplot has drawn it from", script, data);
	if (good)
		out_text(s->out, OUT_REPLY, str_text(&text));
	str_done(&text);
	free(script);
	free(data);
	return good;
}

/* ---- The job */

static bool work(void *self)
{
	struct drawing *d = self;

	return child_tend(&d->child, PATIENCE);
}

/* The first line of what it has complained of that says something: "line 0: undefined variable: x". Blanks and the picture of
 * the place (`      ^`) stand before it. */
static void add_complaint(const struct str *from, struct str *to)
{
	const char *at = str_text(from), *found = NULL;
	char said[GIVEN_TEXT * 2];
	size_t n = 0;

	while (*at) {
		size_t len = strcspn(at, "\n"), blank = strspn(at, " \t\r^");
		if (blank < len && (!found || strncmp(at, "line ", 5) == 0)) {
			found = at + blank;
			n = len - blank;
		}
		at += len + (at[len] == '\n');
	}
	if (!found)
		return;
	n = n < sizeof said ? n : sizeof said - 1;
	for (size_t i = 0; i < n; i++)
		said[i] = found[i] >= ' ' && found[i] <= '~' ? found[i] : '?';
	said[n] = '\0';
	str_addf(to, ". it said: %s", said);
}

/* False with the reason why there is no picture. */
static bool check_end(const struct drawing *d, struct err *e)
{
	const struct child *c = &d->child;
	struct str why = { 0 };

	if (c->flooded)
		str_addf(&why, "its picture has more than %d MiB", PICTURE_MOST >> 20);
	else if (WIFSIGNALED(c->status))
		str_addf(&why, "it was ended by signal %d", WTERMSIG(c->status));
	else if (WEXITSTATUS(c->status) != 0)
		str_addf(&why, "it failed with status %d", WEXITSTATUS(c->status));
	else if (!drawn_is_whole(&c->said, d->format))
		str_add(&why, "its picture is not whole");
	else
		return true;
	add_complaint(&c->complaint, &why);
	err_set(e, "gnuplot has not drawn %s: %s. keep=yes keeps what it reads", d->path, str_text(&why));
	str_done(&why);
	return false;
}

static bool finish(struct session *s, struct drawing *d, struct err *e)
{
	struct str *picture = &d->child.said;
	char points[NUM_TEXT];
	bool whole = check_end(d, e);

	if (whole) {
		drawn_stamp(picture, d->format, str_text(&d->figure->stamp));
		whole = file_write(d->path, picture->text, picture->len, e);
	}
	if (whole)
		out_line(s->out, OUT_REPLY, "%s: %d panel%s, %s points", d->path, d->figure->n, d->figure->n == 1 ? "" : "s",
			 num_count(points, figure_points(d->figure)));
	return (!d->keep || keep(s, d, NULL, whole ? e : NULL)) && whole;
}

static void report(struct session *s, void *self, bool done)
{
	struct err e;

	if (done && !finish(s, self, &e))
		session_fault(s, &e);
}

static void free_drawing(void *self)
{
	struct drawing *d = self;

	child_done(&d->child);
	figure_free(d->figure);
	free(d->path);
	free(d);
}

static const struct job_type drawing_job = {
	.name = "gnuplot", .work = work, .report = report, .free = free_drawing, .without_task = true,
};

static bool start(struct session *s, struct drawing *d, struct err *e)
{
	static const char *const words[] = { "gnuplot", "-d", "-", NULL };
	struct str script = { 0 }, why = { 0 };
	size_t n;
	int bad;
	bool good;

	figure_script(d->figure, d->format, NULL, NULL, &script);
	n = script.len;
	bad = child_start(&d->child, words, str_take(&script), n, PICTURE_MOST);
	if (!bad)
		return session_goal_job(s, &drawing_job, d, 0, e);
	if (bad == ENOENT)
		str_add(&why, "there is no gnuplot here");
	else
		str_addf(&why, "gnuplot cannot be started (%s)", strerror(bad));
	good = keep(s, d, str_text(&why), e);
	str_done(&why);
	free_drawing(d);
	return good;
}

bool drawing_begin(struct session *s, struct figure *f, const char *path, bool keep_files, struct err *e)
{
	struct drawing *d = xcalloc(1, sizeof *d);

	d->child = (struct child){ .in = -1, .out = -1, .err = -1 };
	d->figure = f;
	d->path = xstrdup(path);
	d->keep = keep_files;
	drawing_format(path, &d->format);
	if (!can_draw(s, path, keep_files, e)) {
		free_drawing(d);
		return false;
	}
	figure_thin(f);
	return start(s, d, e);
}
