/* plot: what the curve shows, and the same into a file. */
#include <stdio.h>
#include <string.h>

#include "base/given.h"
#include "command/cmd.h"
#include "command/drawing-words.h"
#include "run/metric.h"

static bool is_scale(const char *word)
{
	return strcmp(word, "log") == 0 || strcmp(word, "lin") == 0;
}

/* What stands in a line of plot. */
struct plot_words {
	const char *word[LEX_WORDS]; /* metrics                                            */
	int n;
	const char *scale, *file;    /* `log` or `lin`; a picture. NULL: it is not there    */
};

static bool sort_words(const struct args *a, struct plot_words *to, struct err *e)
{
	char got[GIVEN_TEXT];

	*to = (struct plot_words){ .n = 0 };
	for (int i = 0; i < a->n; i++) {
		const char *word = a->word[i];
		if (is_scale(word) && !to->scale)
			to->scale = word;
		else if (drawing_is(word) && !to->file)
			to->file = word;
		else if (to->scale || to->file || (i > 0 && strchr(word, '.') && !strchr(word, '[')))
			return err_set(e, "behind the metrics there may be log or lin, and a file .svg .pdf or .png, got \"%s\"",
				       given(got, word));
		else
			to->word[to->n++] = word;
	}
	if (to->n > 1 && !to->file)
		return err_set(e, "on the screen plot takes one metric, and then log or lin, got \"%s\". several go into a file: "
			       "plot err rewarded run.svg", given(got, to->word[1]));
	return to->file || !args_key(a, "keep") ||
	       err_set(e, "keep= is of pictures in files: plot err run.svg keep=yes");
}

static bool metric_of(const struct session *s, const char *text, struct metric_ref *m, struct err *e)
{
	size_t n = metric_parse(s, text, m, e);
	char got[GIVEN_TEXT];

	if (n == 0)
		return false;
	if (text[n])
		return err_set(e, "plot takes one metric, got \"%s\"", given(got, text));
	if (m->set == SET_EACH)
		return err_set(e, "plot draws one curve a trainer: name one prompt, or a set such as [out]");
	if (!metric_kept(m))
		return err_set(e, "%s is not kept from update to update: plot likelihood[%d]", m->metric->name,
			       s->view.prompt);
	return true;
}

/* Into the panel, or between the lines of text mode. */
static bool plot_here(struct session *s, const struct plot_words *w, bool by_update, struct err *e)
{
	struct plot_spec spec = { .metric = "", .by_update = by_update };
	struct metric_ref m;
	char otherwise[32];

	snprintf(otherwise, sizeof otherwise, "likelihood[%d]", s->view.prompt);
	if (!metric_of(s, w->n ? w->word[0] : otherwise, &m, e))
		return false;
	if (!s->stage || !(s->stage->has_screen || s->stage->plot))
		return err_set(e, "there is nothing to plot on here");
	spec.linear = w->scale ? strcmp(w->scale, "lin") == 0 : !m.metric->probability;
	if (w->n)
		snprintf(spec.metric, sizeof spec.metric, "%s", m.text);
	s->view.plot = spec;
	return s->stage->has_screen || s->stage->plot(s->stage->self, e);
}

static bool plot_file(struct session *s, const struct args *a, const struct plot_words *w,
		      const struct drawing_words *picture, struct err *e)
{
	enum figure_scale scale = !w->scale ? FIGURE_SCALE_OWN : strcmp(w->scale, "lin") == 0 ? FIGURE_SCALE_LIN : FIGURE_SCALE_LOG;
	struct metric_ref m[LEX_WORDS];
	char otherwise[32];
	struct str path = { 0 };
	struct figure *f = NULL;
	bool good;

	snprintf(otherwise, sizeof otherwise, "likelihood[%d]", s->view.prompt);
	if (w->n ? !drawing_metrics(s, a, 0, w->n, m, e) : !metric_of(s, otherwise, &m[0], e))
		return false;
	if (drawing_place(s, w->file, picture->keep, &path, e))
		f = figure_of_run(s, m, w->n ? w->n : 1, picture->by_update, scale, e);
	good = f && drawing_begin(s, f, str_text(&path), picture->keep, e);
	str_done(&path);
	return good;
}

static bool plot_run(struct session *s, const struct args *a, struct err *e)
{
	struct drawing_words picture;
	struct plot_words w;

	if (!sort_words(a, &w, e) || !drawing_words(a, &picture, e))
		return false;
	return w.file ? plot_file(s, a, &w, &picture, e) : plot_here(s, &w, picture.by_update, e);
}

static const char *const plot_keys[] = { "x=queries", "x=update", "keep=yes", "keep=no", NULL };

const struct command cmd_plot = {
	.name = "plot", .alias = "P", .synopsis = "plot [METRIC ..] [log|lin] [FILE.svg|pdf|png] [x=queries|update] [keep=yes]",
	.summary = "draw a metric against queries or updates, here or into a file",
	.help = "Default: likelihood of the selected prompt, whichever that is. Probabilities are\n"
		"drawn on a log scale; lin changes that. One curve a trainer, marked A and B. On\n"
		"the screen it says what the panel shows from now on; into a file gnuplot draws,\n"
		"a panel a metric, and keep=yes keeps its script and data beside.",
	.example = { "plot likelihood[5] log", "plot err lin x=update" },
	.group = GROUP_MEASURE, .max = LEX_WORDS, .needs_task = true, .takes_keys = true,
	.complete = { COMPLETE_METRIC, COMPLETE_METRIC, COMPLETE_METRIC }, .keys = plot_keys, .run = plot_run,
};
