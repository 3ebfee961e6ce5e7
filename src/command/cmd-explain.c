/* explain: what a word on the screen means, and what it is just now. */
#include <stdio.h>
#include <string.h>

#include "base/given.h"
#include "base/near.h"
#include "base/xalloc.h"
#include "command/cmd.h"
#include "command/glossary.h"
#include "command/look.h"
#include "command/say.h"
#include "run/metric.h"

static const struct gloss *gloss_of(const char *word)
{
	for (int i = 0; i < glossary_count; i++) {
		if (strcmp(glossary[i].word, word) == 0)
			return &glossary[i];
		for (const char *const *also = glossary[i].also; *also; also++)
			if (strcmp(*also, word) == 0)
				return &glossary[i];
	}
	return NULL;
}

/* `base[#]` of the selected prompt, with its value. False: it has none now. */
static bool add_metric(const struct session *s, const char *form, struct str *to)
{
	const char *hash = strchr(form, '#');
	struct str text = { 0 };
	struct metric_ref m;
	char value[40];
	bool good;

	if (hash)
		str_addf(&text, "%.*s%d%s", (int)(hash - form), form, s->view.prompt, hash + 1);
	else
		str_add(&text, form);
	good = session_ready(s) && metric_parse(s, str_text(&text), &m, NULL) > 0;
	if (good) {
		metric_print(&m, metric_now(s, &m, s->view.who), value);
		str_addf(to, "%s %s", str_text(&text), value);
	}
	str_done(&text);
	return good;
}

/* `now: alpha budget, budget 10000, base[5] 2.0e-06` */
static void print_now(struct session *s, const struct gloss *g)
{
	struct str line = { 0 };

	for (const char *const *now = g->now; *now; now++) {
		struct str one = { 0 };
		const struct setting *key = setting_named(*now);
		bool good = true;
		if (key) {
			str_addf(&one, "%s ", key->name);
			session_setting(s, key, key->per_trainer ? s->view.who : 0, &one);
		} else {
			good = add_metric(s, *now, &one);
		}
		if (good)
			str_addf(&line, "%s%s", line.len ? ", " : "", str_text(&one));
		str_done(&one);
	}
	if (line.len)
		say(s, "  now: %s", str_text(&line));
	str_done(&line);
}

static void print_gloss(struct session *s, const struct gloss *g)
{
	say(s, "%s: %s", g->word, g->text);
	if (g->formula)
		say(s, "  %s", g->formula);
	print_now(s, g);
}

/* Settings and metrics, else commands, that the glossary leaves to their tables. */
static bool explain_name(struct session *s, const char *word)
{
	const struct setting *key = setting_named(word);
	const struct metric *m = metric_named(word);
	const struct command *c = key || m ? NULL : command_named(word);

	if (key)
		say_setting(s, key);
	if (m)
		say_metric(s, m);
	if (c)
		say(s, "%s, a command: %s. help %s says more.", c->name, c->summary, c->name);
	return key || m || c;
}

/* ---- explain panel: the texts are the screen's, which lends them */

/* Line by line. */
static void print_panel(struct session *s, const char *name, const char *help)
{
	say(s, "%s:", name);
	for (const char *at = help; *at; at += strcspn(at, "\n"), at += *at == '\n')
		say(s, "  %.*s", (int)strcspn(at, "\n"), at);
}

static void list_panels(struct session *s)
{
	struct str all = { 0 };

	for (int i = 0; i < look_count; i++) {
		str_add(&all, i ? ", " : "");
		if (look_table[i].number)
			str_addf(&all, "%d ", look_table[i].number);
		str_add(&all, look_table[i].name);
	}
	say(s, "panels: %s", str_text(&all));
	str_done(&all);
}

/* "": which there are. */
static bool explain_panel(struct session *s, const char *word, struct err *e)
{
	const struct look_panel *l;
	const char *help;

	word += strspn(word, " ");
	if (!*word) {
		list_panels(s);
		return true;
	}
	if (!(l = look_find(word, e)))
		return false;
	help = s->stage && s->stage->help ? s->stage->help(l->name) : NULL;
	if (!help)
		return err_set(e, "there is no screen here that has panels");
	print_panel(s, l->name, help);
	return true;
}

/* ---- */

static bool explain_unknown(const char *word, struct err *e)
{
	const char *near = near_find(word, glossary, glossary_count, sizeof *glossary);
	char got[GIVEN_TEXT];

	if (!near)
		near = near_find(word, setting_table, setting_count, sizeof *setting_table);
	if (!near)
		near = near_find(word, metric_table, metric_count, sizeof *metric_table);
	if (near)
		return err_set(e, "nothing to explain about \"%s\". did you mean: %s?", given(got, word), near);
	return err_set(e, "nothing to explain about \"%s\". explain alone lists the words", given(got, word));
}

static void list_words(struct session *s)
{
	struct str line = { 0 };

	for (int i = 0; i < glossary_count; i++)
		str_addf(&line, " %s", glossary[i].word);
	say(s, "explain knows:%s, every setting and metric, and panel NAME", str_text(&line));
	str_done(&line);
}

/* Metrics are understood with their index: explain likelihood[5]. */
static bool explain_run(struct session *s, const struct args *a, struct err *e)
{
	struct str word = { 0 };
	const struct gloss *g;
	bool good;

	for (int i = 0; i < a->n; i++)
		str_addf(&word, "%s%.*s", i ? " " : "", (int)strcspn(a->word[i], "["), a->word[i]);
	if (a->n == 0) {
		list_words(s);
		good = true;
	} else if (strcmp(a->word[0], "panel") == 0) {
		good = explain_panel(s, a->rest + strlen("panel"), e);
	} else if ((g = gloss_of(str_text(&word)))) {
		print_gloss(s, g);
		good = true;
	} else {
		good = explain_name(s, str_text(&word)) || explain_unknown(str_text(&word), e);
	}
	str_done(&word);
	return good;
}

static const char *const explain_words[] = { "panel", NULL };

const struct command cmd_explain = {
	.name = "explain", .alias = "e", .synopsis = "explain [WORD|panel [NAME|N]]",
	.summary = "what a word or number means, its formula, and its value now",
	.help = "Alone it lists the words it knows. Values are of the selected prompt and the\n"
		"trainer in focus. panel: what a panel of the screen shows, what its columns and\n"
		"signs mean; without a name, which panels there are.",
	.example = { "explain support", "explain panel tokens" },
	.group = GROUP_OTHER, .max = 4, .complete = { COMPLETE_TOPIC, COMPLETE_PANEL, COMPLETE_NONE },
	.words = explain_words, .run = explain_run,
};
