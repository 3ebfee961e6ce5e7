/* figure: one of the paper's figures, from a run to the file. */
#include <stdlib.h>
#include <string.h>

#include "base/given.h"
#include "base/near.h"
#include "base/xalloc.h"
#include "command/cmd.h"
#include "command/drawing-words.h"
#include "command/interp.h"
#include "command/paper.h"
#include "command/say.h"
#include "command/script.h"
#include "run/stamp.h"

/* A figure on its way. */
struct making {
	const struct paper_figure *paper;
	struct drawing_words words;
	char *path;            /* owned              */
	struct figure *figure; /* owned, NULL: not yet, or taken */
};

/* In the experiment that the script has made. */
static bool finish_making(struct session *s, void *self, struct err *e)
{
	struct making *m = self;

	m->figure = m->paper->make(s, m->words.by_update, e);
	if (!m->figure)
		return false;
	stamp_print(s, &m->figure->stamp);
	str_addf(&m->figure->stamp, " figure=%s", m->paper->name);
	return true;
}

/* Back in the user's. */
static void report_making(struct session *s, void *self)
{
	struct making *m = self;
	struct figure *f = m->figure;
	struct err e;

	m->figure = NULL;
	if (!drawing_begin(s, f, m->path, m->words.keep, &e))
		session_fault(s, &e);
}

static void free_making(void *self)
{
	struct making *m = self;

	figure_free(m->figure);
	free(m->path);
	free(m);
}

/* The program's own script, whatever else of that name lies here. */
static bool read_script(const struct session *s, const char *name, struct str *text, struct err *e)
{
	struct str path = { 0 };
	bool good;

	str_addf(&path, "%s%s%s", s->data ? s->data : "", s->data ? "/" : "", name);
	good = script_read(str_text(&path), text, e);
	str_done(&path);
	return good;
}

static void list_figures(struct session *s)
{
	for (const struct paper_figure *p = paper_figures; p->name; p++)
		say_row(s, "%-12s %s", p->name, p->what);
}

static const struct paper_figure *find_figure(const char *name, struct err *e)
{
	const struct paper_figure *p = paper_figures;
	struct str all = { 0 };
	char got[GIVEN_TEXT];
	const char *near;

	for (; p->name; p++) {
		if (strcmp(p->name, name) == 0) {
			str_done(&all);
			return p;
		}
		str_addf(&all, "%s%s", all.len ? " " : "", p->name);
	}
	near = near_find(name, paper_figures, (int)(p - paper_figures), sizeof *paper_figures);
	err_set(e, "the figures are %s, got \"%s\"%s%s%s", str_text(&all), given(got, name), near ? ". did you mean " : "",
		near ? near : "", near ? "?" : "");
	str_done(&all);
	return NULL;
}

/* figure1.op -> figure1.pdf */
static char *path_of(const struct args *a, const struct paper_figure *p)
{
	struct str path = { 0 };

	if (a->n > 1)
		return xstrdup(a->word[1]);
	str_add_bytes(&path, p->script, strlen(p->script) - strlen(".op"));
	str_add(&path, ".pdf");
	return str_take(&path);
}

static bool check(const struct session *s, const struct args *a, const struct paper_figure *p, struct making *m,
		  struct err *e)
{
	struct str path = { 0 };
	char got[GIVEN_TEXT];
	bool good;

	if (s->in_preset || s->held)
		return err_set(e, "a preset, or a run that is being loaded, cannot make a figure");
	if (args_key(a, "x") && !p->has_updates)
		return err_set(e, "x= is of figure 1 alone: figure %s has another axis", p->name);
	if (!drawing_is(m->path))
		return err_set(e, "figure writes .svg .pdf and .png files, got \"%s\". try: %s", given(got, m->path),
			       a->command->example[1]);
	good = drawing_place(s, m->path, m->words.keep, &path, e);
	free(m->path);
	m->path = str_take(&path);
	return good;
}

static bool figure_run(struct session *s, const struct args *a, struct err *e)
{
	struct interp_load loader = { finish_making, report_making, NULL, NULL, free_making, NULL };
	const struct paper_figure *p;
	struct str text = { 0 };
	struct making *m;
	bool good;

	if (a->n == 0) {
		list_figures(s);
		return true;
	}
	if (!(p = find_figure(a->word[0], e)))
		return false;
	loader.self = m = xcalloc(1, sizeof *m);
	m->paper = p;
	m->path = path_of(a, p);
	good = drawing_words(a, &m->words, e) && check(s, a, p, m, e) && read_script(s, p->script, &text, e);
	if (!args_key(a, "x"))
		m->words.by_update = true; /* as in the paper */
	if (good)
		good = interp_figure(a->interp, str_text(&text), p->script, &loader, e);
	else
		free_making(m);
	str_done(&text);
	return good;
}

static const char *const figure_words[] = { "1", "2a", "2b", "exponential", "algorithms", NULL };
static const char *const figure_keys[] = { "x=queries", "x=update", "keep=yes", "keep=no", NULL };

const struct command cmd_figure = {
	.name = "figure", .synopsis = "figure [1|2a|2b|exponential|algorithms] [FILE.svg|pdf|png] [x=queries|update] [keep=yes]",
	.summary = "play an experiment and draw its figure; alone: list them",
	.help = "1, 2a and 2b are the paper's, the others ours; each takes some seconds. Its\n"
		"script of the examples is played aside: this session stays as it is. Without a\n"
		"file the picture is figure1.pdf and so on. gnuplot draws; keep=yes keeps its\n"
		"script and data beside.",
	.example = { "figure", "figure exponential exponential.svg" },
	.group = GROUP_FILES, .max = 2, .takes_keys = true, .complete = { COMPLETE_WORDS, COMPLETE_FILE, COMPLETE_NONE },
	.words = figure_words, .keys = figure_keys, .run = figure_run,
};
