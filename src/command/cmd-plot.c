/* plot: what the curve shows. */
#include <stdio.h>
#include <string.h>

#include "base/given.h"
#include "command/cmd.h"
#include "run/metric.h"

static bool is_scale(const char *word)
{
	return strcmp(word, "log") == 0 || strcmp(word, "lin") == 0;
}

/* The metric's word; NULL: the likelihood of the selected prompt. */
static const char *metric_word(const struct args *a)
{
	return a->n > 1 || (a->n == 1 && !is_scale(a->word[0])) ? a->word[0] : NULL;
}

/* `log` or `lin`; neither: log for probabilities. */
static bool scale_of(const struct args *a, const struct metric *m, bool *linear, struct err *e)
{
	const char *word = a->n > 0 && is_scale(a->word[a->n - 1]) ? a->word[a->n - 1] : NULL;
	char got[GIVEN_TEXT];

	*linear = word ? strcmp(word, "lin") == 0 : !m->probability;
	if (a->n > 1 && !word)
		return err_set(e, "the scale is log or lin, got \"%s\"", given(got, a->word[1]));
	return true;
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

enum { AXIS_UPDATE = 1 }; /* in the order of plot_keys */

static bool plot_run(struct session *s, const struct args *a, struct err *e)
{
	struct plot_spec spec = { .metric = "" };
	const char *metric = metric_word(a);
	struct metric_ref m;
	char otherwise[32];
	int axis;

	snprintf(otherwise, sizeof otherwise, "likelihood[%d]", s->view.prompt);
	if (!metric_of(s, metric ? metric : otherwise, &m, e) ||
	    !scale_of(a, m.metric, &spec.linear, e) || !args_choice(a, "x", &axis, e))
		return false;
	if (!s->stage || !(s->stage->has_screen || s->stage->plot))
		return err_set(e, "there is nothing to plot on here");
	spec.by_update = axis == AXIS_UPDATE;
	if (metric)
		snprintf(spec.metric, sizeof spec.metric, "%s", m.text);
	s->view.plot = spec;
	return s->stage->has_screen || s->stage->plot(s->stage->self, e);
}

static const char *const plot_keys[] = { "x=queries", "x=update", NULL };

const struct command cmd_plot = {
	.name = "plot", .alias = "P", .synopsis = "plot [METRIC] [x=queries|update] [log|lin]",
	.summary = "draw a metric against queries or updates",
	.help = "Default: likelihood of the selected prompt, whichever that is. Probabilities are\n"
		"drawn on a log scale; lin changes that. One curve a trainer, marked A and B. On\n"
		"the screen it says what the panel shows from now on.",
	.example = { "plot likelihood[5] log", "plot err lin x=update" },
	.group = GROUP_MEASURE, .max = 2, .needs_task = true, .takes_keys = true, .complete = { COMPLETE_METRIC },
	.keys = plot_keys, .run = plot_run,
};
