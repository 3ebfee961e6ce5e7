/* explain: what a word on the screen means, and what it is just now. */
#include <stdlib.h>
#include <string.h>

#include "base/given.h"
#include "base/near.h"
#include "base/xalloc.h"
#include "command/cmd.h"
#include "command/glossary.h"
#include "command/look.h"
#include "command/preset.h"
#include "command/say.h"
#include "run/metric.h"

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

/* `where: prompts, inspect. Below alpha the prompt is OUT!.` */
static void print_where(struct session *s, const struct gloss *g)
{
	struct str line = { 0 };

	for (const char *const *seen = g->seen; *seen; seen++)
		str_addf(&line, "%s%s", line.len ? ", " : "", *seen);
	say(s, "  where: %s. %s", str_text(&line), g->role);
	str_done(&line);
}

static void print_gloss(struct session *s, const struct gloss *g)
{
	say(s, "%s%s%s: %s", g->word, g->kind ? ", " : "", g->kind ? g->kind : "", g->text);
	say(s, "  formula: %s", g->formula);
	print_now(s, g);
	print_where(s, g);
	say(s, "  paper: %s", g->paper);
}

/* All that the word may mean. False: nothing. */
static bool explain_word(struct session *s, const char *word)
{
	const struct gloss *g;
	bool found = false;

	for (int i = 0; (g = glossary_next(word, &i)); found = true)
		print_gloss(s, g);
	return found;
}

/* Its script tells what it is for. */
static bool explain_preset(struct session *s, const char *word)
{
	struct presets all;
	bool found = false;

	presets_find(s, &all);
	for (int i = 0; i < all.n; i++) {
		const struct preset *p = &all.list[i];
		if (strcmp(p->name, word) != 0)
			continue;
		say(s, "%s, a preset: %s%s%s", p->name, *p->about ? p->about : "its script says no more",
		    *p->story ? ". " : "", p->story);
		say(s, "  where: preset %s", p->name);
		found = true;
	}
	presets_done(&all);
	return found;
}

/* What is neither: a command may be. */
static bool explain_command(struct session *s, const char *word)
{
	const struct command *c = command_named(word);

	if (c)
		say(s, "%s, a command: %s. help %s says more.", c->name, c->summary, c->name);
	return c;
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

/* The nearest of all words and presets, NULL: none is near. */
static const char *nearest(const char *word, const struct presets *all)
{
	const char **name, *near;
	int n = 0;

	while (glossary_at(n))
		n++;
	name = xcalloc((size_t)n + (size_t)all->n, sizeof *name);
	for (int i = 0; i < n; i++)
		name[i] = glossary_at(i)->word;
	for (int i = 0; i < all->n; i++)
		name[n + i] = all->list[i].name;
	near = near_find(word, name, n + all->n, sizeof *name);
	free(name);
	return near;
}

static bool explain_unknown(const struct session *s, const char *word, struct err *e)
{
	struct presets all;
	char got[GIVEN_TEXT];
	const char *near;

	presets_find(s, &all);
	near = nearest(word, &all);
	if (near)
		err_set(e, "nothing to explain about \"%s\". did you mean: %s?", given(got, word), near);
	else
		err_set(e, "nothing to explain about \"%s\". explain alone lists the words", given(got, word));
	presets_done(&all);
	return false;
}

/* A family in rows of at most 79 columns; words of two kinds stand there once. */
static void list_family(struct session *s, const struct gloss_family *f)
{
	enum { COLUMNS = 79, INDENT = 11 };
	const char *name = f->name;
	struct str row = { 0 };

	for (const struct gloss *g = f->list; g->word; g++) {
		if (g > f->list && strcmp(g->word, g[-1].word) == 0)
			continue;
		if (INDENT + row.len + strlen(g->word) + 1 > COLUMNS) {
			say_row(s, "  %-9s%s", name, str_text(&row));
			str_clear(&row);
			name = "";
		}
		str_addf(&row, " %s", g->word);
	}
	say_row(s, "  %-9s%s", name, str_text(&row));
	str_done(&row);
}

static void list_words(struct session *s)
{
	say(s, "explain WORD: what it is, its formula, its value now, where it matters.");
	for (const struct gloss_family *f = glossary; f->name; f++)
		list_family(s, f);
	say(s, "Also: explain panel NAME, what a panel shows; explain PRESET, its story.");
}

/* Metrics are understood with their index: explain likelihood[5]; [ ] is a sign. */
static bool explain_run(struct session *s, const struct args *a, struct err *e)
{
	struct str word = { 0 };
	bool good;

	for (int i = 0; i < a->n; i++)
		str_addf(&word, "%s%.*s", i ? " " : "", (int)(1 + strcspn(a->word[i] + 1, "[")), a->word[i]);
	if (a->n == 0) {
		list_words(s);
		good = true;
	} else if (strcmp(a->word[0], "panel") == 0) {
		good = explain_panel(s, a->rest + strlen("panel"), e);
	} else {
		bool known = explain_word(s, str_text(&word));
		known = explain_preset(s, str_text(&word)) || known || explain_command(s, str_text(&word));
		good = known || explain_unknown(s, str_text(&word), e);
	}
	str_done(&word);
	return good;
}

static const char *const explain_words[] = { "panel", NULL };

const struct command cmd_explain = {
	.name = "explain", .alias = "e", .synopsis = "explain [WORD|PRESET|panel [NAME|N]]",
	.summary = "what a word or number means, its formula, its value now, and where it matters",
	.help = "Alone it lists the words it knows: terms, settings, metrics, events, panels,\n"
		"signs. Values are of the selected prompt and the trainer in focus; paper: is the\n"
		"item of [MHE26], or ours. PRESET: what it is for. panel: what a panel of the\n"
		"screen shows, what its columns and signs mean; without a name, which there are.\n"
		"[MHE26]: Mousavi-Hosseini and Erdogdu, arXiv 2603.06957.",
	.example = { "explain support", "explain panel tokens" },
	.group = GROUP_OTHER, .max = 4, .complete = { COMPLETE_TOPIC, COMPLETE_PANEL, COMPLETE_NONE },
	.words = explain_words, .run = explain_run,
};
