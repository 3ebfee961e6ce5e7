/* What is looked at, and how: plot, speed, theme. */
#include <stdio.h>
#include <string.h>

#include "base/given.h"
#include "command/assign.h"
#include "command/cmd.h"
#include "command/look.h"
#include "command/picture-words.h"
#include "command/say.h"
#include "run/metric.h"

/* ---- plot */

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
		else if (picture_is(word) && !to->file)
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
		      const struct picture_words *picture, struct err *e)
{
	enum figure_scale scale = !w->scale ? FIGURE_SCALE_OWN : strcmp(w->scale, "lin") == 0 ? FIGURE_SCALE_LIN : FIGURE_SCALE_LOG;
	struct metric_ref m[LEX_WORDS];
	char otherwise[32];
	struct figure *f;

	snprintf(otherwise, sizeof otherwise, "likelihood[%d]", s->view.prompt);
	if (w->n ? !picture_metrics(s, a, 0, w->n, m, e) : !metric_of(s, otherwise, &m[0], e))
		return false;
	if (!drawing_can_begin(w->file, picture->keep, e))
		return false;
	f = figure_of_run(s, m, w->n ? w->n : 1, picture->by_update, scale, e);
	return f && drawing_begin(s, f, w->file, picture->keep, e);
}

static bool plot_run(struct session *s, const struct args *a, struct err *e)
{
	struct picture_words picture;
	struct plot_words w;

	if (!sort_words(a, &w, e) || !picture_words(a, &picture, e))
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

/* ---- speed, theme: settings with a command of their own */

/* The display setting of this name, given a new value or only printed: `theme dark`. */
static bool set_or_say(struct session *s, const struct args *a, const char *name, const char *behind, struct err *e)
{
	const struct setting *key = setting_named(name);
	struct str value = { 0 };

	if (a->n > 0 && !assign(s, a, key, WHO_A, a->word[0], e))
		return false;
	setting_print(key, &s->config, 0, &value);
	say(s, "%s %s%s", name, str_text(&value), behind && strcmp(str_text(&value), key->word) != 0 ? behind : "");
	str_done(&value);
	return true;
}

static bool speed_run(struct session *s, const struct args *a, struct err *e)
{
	return set_or_say(s, a, "speed", " updates a second", e);
}

static const char *const speed_words[] = { "max", NULL };

const struct command cmd_speed = {
	.name = "speed", .synopsis = "speed [N|max]",
	.summary = "pace continue on the screen, in updates a second",
	.help = "1 to 50, or max: as fast as it goes. Alone it says how fast that is now. step is\n"
		"never paced, and nor is text mode.",
	.example = { "speed 4", "speed max" },
	.group = GROUP_TIME, .max = 1, .in_run = true, .undoable = true,
	.complete = { COMPLETE_WORDS, COMPLETE_NONE, COMPLETE_NONE },
	.words = speed_words, .run = speed_run,
};

static bool theme_run(struct session *s, const struct args *a, struct err *e)
{
	return set_or_say(s, a, "theme", NULL, e);
}

static const char *const theme_words[] = { "dark", "light", "mono", "projector", NULL };

const struct command cmd_theme = {
	.name = "theme", .synopsis = "theme [dark|light|mono|projector]",
	.summary = "choose the colours of the screen",
	.help = "dark and light are for terminals with such a background; mono has no colours.\n"
		"projector is bold white on black, with a colour for each trainer: for a bright\n"
		"room. Nothing is told by colour alone. Alone it says which one is in use.",
	.example = { "theme light", "theme projector" },
	.group = GROUP_LOOK, .max = 1, .in_run = true, .undoable = true,
	.complete = { COMPLETE_WORDS, COMPLETE_NONE, COMPLETE_NONE },
	.words = theme_words, .run = theme_run,
};

/* ---- layout, present */

static bool layout_run(struct session *s, const struct args *a, struct err *e)
{
	return set_or_say(s, a, "layout", NULL, e);
}

static const char *const layout_words[] = { "auto", "1", "2", "3", "4", "5", "6", NULL };

const struct command cmd_layout = {
	.name = "layout", .synopsis = "layout [1..6|auto]",
	.summary = "choose which panels the screen has",
	.help = "1 auto: as the window and what is looked at allow. 2 likelihood, 3 tokens, 4\n"
		"samples, 5 theory: the panel of that name gets most of the rows, others what\n"
		"is left. 6 console alone. Inside a prompt its own panels are shown. Alone it\n"
		"says which one is in use.",
	.example = { "layout 2", "layout auto" },
	.group = GROUP_LOOK, .max = 1, .in_run = true, .undoable = true,
	.complete = { COMPLETE_WORDS, COMPLETE_NONE, COMPLETE_NONE },
	.words = layout_words, .run = layout_run,
};

static bool present_run(struct session *s, const struct args *a, struct err *e)
{
	return set_or_say(s, a, "present", NULL, e);
}

static const char *const present_words[] = { "on", "off", NULL };

const struct command cmd_present = {
	.name = "present", .synopsis = "present [on|off]",
	.summary = "make the screen fit for a projector",
	.help = "Three panels (prompts, likelihood, tokens), bold, in the colours of theme\n"
		"projector, numbers of two digits. off leads back to the theme and layout\n"
		"before.",
	.example = { "present on", "present off" },
	.group = GROUP_LOOK, .max = 1, .in_run = true, .undoable = true,
	.complete = { COMPLETE_WORDS, COMPLETE_NONE, COMPLETE_NONE },
	.words = present_words, .run = present_run,
};

/* ---- zoom */

static bool zoom_run(struct session *s, const struct args *a, struct err *e)
{
	const char *word = a->n > 0 ? a->word[0] : NULL;
	const struct look_panel *l;

	if (!word) {
		s->view.zoom = !s->view.zoom;
		say(s, s->view.zoom ? "one panel alone" : "all panels");
		return true;
	}
	if (strcmp(word, "off") == 0) {
		s->view.zoom = false;
		say(s, "all panels");
		return true;
	}
	if (!(l = look_find(a->rest, e)))
		return false;
	s->view.zoom = true;
	if (s->stage && s->stage->look)
		s->stage->look(s->stage->self, l->name);
	say(s, "panel %s alone: zoom off, or Esc, leads back", l->name);
	return true;
}

static const char *const zoom_words[] = { "off", NULL };

const struct command cmd_zoom = {
	.name = "zoom", .alias = "z", .synopsis = "zoom [PANEL|off]",
	.summary = "show one panel of the screen alone",
	.help = "PANEL is its number or its name, as far as that is clear: look lists them.\n"
		"Without one, the panel that keys go to, or all panels again. Tab shows the\n"
		"next one alone; Esc in KEYS mode leads back.",
	.example = { "zoom tokens", "zoom 1; zoom off" },
	.group = GROUP_LOOK, .max = 3, .in_run = true, .needs_task = true,
	.complete = { COMPLETE_PANEL, COMPLETE_NONE, COMPLETE_NONE }, .words = zoom_words, .run = zoom_run,
};
