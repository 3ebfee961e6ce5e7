/* What the tables allow in one place of a command. */
#include "command/complete-own.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/ascii.h"
#include "base/xalloc.h"
#include "command/assign.h"
#include "command/glossary.h"
#include "command/lesson-find.h"
#include "command/look.h"
#include "command/preset.h"
#include "run/metric.h"
#include "run/stops.h"

/* Adds `before` + `word` + `after` when it begins with what was typed. */
static void add(struct candidates *to, const char *typed, const char *before, const char *word, const char *after)
{
	struct str whole = { 0 };

	str_addf(&whole, "%s%s%s", before, word, after);
	if (strncmp(str_text(&whole), typed, strlen(typed)) != 0) {
		str_done(&whole);
		return;
	}
	to->word = xresize(to->word, (size_t)to->n + 1, sizeof *to->word);
	to->word[to->n++] = str_take(&whole);
}

void complete_list(struct candidates *to, const char *typed, const char *const *list)
{
	for (; list && *list; list++)
		add(to, typed, "", *list, "");
}

static void add_aliases(const struct session *s, struct candidates *to, const char *typed)
{
	for (int i = 0; s->aliases && i < s->aliases->n; i++)
		add(to, typed, "", s->aliases->list[i].name, "");
}

void complete_commands(const struct session *s, struct candidates *to, const char *typed)
{
	add_aliases(s, to, typed);
	for (const struct command *const *c = command_table; *c; c++)
		add(to, typed, "", (*c)->name, "");
}

static void add_settings(struct candidates *to, const char *typed, const char *after)
{
	for (int i = 0; i < setting_count; i++)
		add(to, typed, "", setting_table[i].name, after);
}

static void add_metric_names(struct candidates *to, const char *typed)
{
	for (int i = 0; i < metric_count; i++)
		add(to, typed, "", metric_table[i].name, "");
}

static bool needs_index(const struct metric *m)
{
	return m->index == METRIC_PROMPT || m->index == METRIC_TOKEN || m->index == METRIC_EPS;
}

/* The metric at the end of an expression: `queries>10 && lik`. */
static void add_metrics(struct candidates *to, const char *typed)
{
	size_t at = strlen(typed);

	while (at > 0 && (ascii_is_word(typed[at - 1]) || typed[at - 1] == '_'))
		at--;
	if (at > 0 && strchr("[.@,", typed[at - 1]))
		return;
	to->from += (int)at;
	for (int i = 0; i < metric_count; i++)
		add(to, typed + at, "", metric_table[i].name, needs_index(&metric_table[i]) ? "[" : "");
}

/* Whether all behind the last operator of `word` is one metric. */
static bool ends_in_metric(const struct session *s, const char *word)
{
	size_t at = strlen(word);
	struct metric_ref m;

	while (at > 0 && !strchr("&|!(", word[at - 1]))
		at--;
	return word[at] && metric_parse(s, word + at, &m, NULL) == strlen(word + at);
}

/* `before`: the word in front. */
static void add_condition(const struct session *s, struct candidates *to, const char *typed, const char *before)
{
	if (ends_in_metric(s, before))
		add(to, typed, "", "changed", "");
	else
		add_metrics(to, typed);
}

static void add_presets(const struct session *s, struct candidates *to, const char *typed)
{
	struct presets all;

	presets_find(s, &all);
	for (int i = 0; i < all.n; i++)
		add(to, typed, "", all.list[i].name, "");
	presets_done(&all);
}

static void add_prompts(const struct session *s, struct candidates *to, const char *typed)
{
	enum { MOST = 256 };
	int n = session_ready(s) ? s->task->ntracked : 0;

	for (int i = 0; i < n && i < MOST; i++) {
		char number[16];
		snprintf(number, sizeof number, "%d", i);
		add(to, typed, typed[0] == 'x' ? "x" : "", number, "");
	}
	add(to, typed, "", "worst", "");
}

/* Numbers of breaks, and of watches when they may be named too. */
static void add_stops(const struct session *s, struct candidates *to, const char *typed, bool watches)
{
	for (int i = 0; i < s->stops.n; i++) {
		char number[16];
		snprintf(number, sizeof number, "%d", s->stops.list[i].number);
		if (watches || s->stops.list[i].kind == STOP_BREAK)
			add(to, typed, "", number, "");
	}
}

/* Numbers of lessons. */
static void add_lessons(const struct session *s, struct candidates *to, const char *typed)
{
	struct lessons all;

	lessons_find(s, NULL, &all);
	for (int i = 0; i < all.n; i++) {
		char number[16];
		snprintf(number, sizeof number, "%d", all.list[i].number);
		add(to, typed, "", number, "");
	}
	lessons_done(&all);
}

/* Signs are sooner typed than completed. */
static void add_topics(struct candidates *to, const char *typed)
{
	const struct gloss *g;

	for (int i = 0; (g = glossary_at(i)); i++)
		if (ascii_is_letter(g->word[0]))
			add(to, typed, "", g->word, "");
	add_settings(to, typed, "");
	add_metric_names(to, typed);
}

static void add_panels(struct candidates *to, const char *typed)
{
	for (int i = 0; i < look_count; i++)
		add(to, typed, "", look_table[i].word, "");
}

static void add_marks(const struct session *s, struct candidates *to, const char *typed)
{
	for (int i = 0; i < s->marks.n; i++)
		add(to, typed, "", s->marks.list[i].name, "");
}

/* All that `help` knows by name. */
static void add_names(const struct session *s, struct candidates *to, const char *typed)
{
	complete_commands(s, to, typed);
	add_settings(to, typed, "");
	add_metric_names(to, typed);
}

static bool is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Files in the folder of what was typed; names that would need quotes are left out. */
static void add_files(struct candidates *to, const char *typed)
{
	const char *slash = strrchr(typed, '/'), *base = slash ? slash + 1 : typed;
	char *folder = xstrndup(typed, (size_t)(base - typed));
	DIR *dir = opendir(*folder ? folder : ".");
	const struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		struct str path = { 0 };
		str_addf(&path, "%s%s", folder, entry->d_name);
		if ((entry->d_name[0] != '.' || base[0] == '.') && !strpbrk(entry->d_name, " \t;#\"\\\n") &&
		    strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			add(to, typed, folder, entry->d_name, is_folder(str_text(&path)) ? "/" : "");
		str_done(&path);
	}
	if (dir)
		closedir(dir);
	free(folder);
}

/* `before`: the part of what was typed that is no value, `behavior=`. Files follow frozen: at once. */
static void add_values(struct candidates *to, const char *typed, const char *before, const struct setting *key)
{
	for (int i = 0; key && key->choice && key->choice[i]; i++)
		add(to, typed, before, key->choice[i], "");
	if (key && key->word)
		add(to, typed, before, key->word, "");
	for (int i = 0; key && key->words && key->words[i]; i++) {
		size_t n = strlen(before) + strlen(key->words[i]);
		if (strcmp(key->words[i], "frozen:") == 0 && strncmp(typed + strlen(before), "frozen:", 7) == 0) {
			to->from += (int)n;
			add_files(to, typed + n);
		} else {
			add(to, typed, before, key->words[i], "");
		}
	}
}

void complete_keys(struct candidates *to, const struct command *c, const char *typed)
{
	const char *equals = strchr(typed, '=');
	char *key, *before;

	if (!c->keys)
		add_settings(to, typed, "=");
	for (const char *const *k = c->keys; k && *k; k++)
		add(to, typed, "", *k, strchr(*k, '=') ? "" : "=");
	if (!equals)
		return;
	key = xstrndup(typed, (size_t)(equals - typed));
	before = xstrndup(typed, (size_t)(equals - typed) + 1);
	for (int i = to->n - 1; i >= 0; i--) /* `lr=` itself is no help any more */
		if (strcmp(to->word[i], before) == 0) {
			free(to->word[i]);
			to->word[i] = to->word[--to->n];
		}
	add_values(to, typed, before, setting_of_key(c, key, NULL));
	free(before);
	free(key);
}

void complete_at(const struct session *s, struct candidates *to, const struct command *c, int position,
		 const char *before, const char *typed)
{
	enum complete_kind kind = c->complete[position < 3 ? position : 2];

	switch (kind) {
	case COMPLETE_NONE:
		break;
	case COMPLETE_COMMAND:
		add_names(s, to, typed);
		complete_list(to, typed, c->words);
		break;
	case COMPLETE_WORDS:
		complete_list(to, typed, c->words);
		break;
	case COMPLETE_SETTING:
		add_settings(to, typed, "");
		break;
	case COMPLETE_VALUE:
		add_values(to, typed, "", setting_find(position > 0 ? before : c->name, NULL));
		break;
	case COMPLETE_PRESET:
		add_presets(s, to, typed);
		break;
	case COMPLETE_PROMPT:
		add_prompts(s, to, typed);
		break;
	case COMPLETE_METRIC:
		add_metrics(to, typed);
		break;
	case COMPLETE_OR_WORD:
	case COMPLETE_CONDITION:
		complete_list(to, typed, kind == COMPLETE_OR_WORD ? c->words : NULL);
		add_condition(s, to, typed, before);
		break;
	case COMPLETE_BREAK:
	case COMPLETE_STOP:
	case COMPLETE_NUMBER:
		complete_list(to, typed, kind == COMPLETE_NUMBER ? NULL : c->words);
		add_stops(s, to, typed, kind == COMPLETE_STOP);
		break;
	case COMPLETE_FILE:
		add_files(to, typed);
		break;
	case COMPLETE_MARK:
		add_marks(s, to, typed);
		if (position == 0)
			complete_list(to, typed, c->words);
		break;
	case COMPLETE_TOPIC:
		add_topics(to, typed);
		add_presets(s, to, typed);
		complete_list(to, typed, c->words);
		break;
	case COMPLETE_PANEL:
		if (position == 0 || strcmp(before, "panel") == 0)
			add_panels(to, typed);
		if (position == 0)
			complete_list(to, typed, c->words);
		break;
	case COMPLETE_LESSON:
		complete_list(to, typed, c->words);
		add_lessons(s, to, typed);
		add_files(to, typed);
		break;
	case COMPLETE_ALIAS:
		if (position == 0)
			add_aliases(s, to, typed);
		break;
	}
}
