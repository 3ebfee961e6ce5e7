/* help: commands by group, and one command, setting or metric. */
#include <string.h>

#include "base/given.h"
#include "base/near.h"
#include "command/cmd.h"
#include "command/say.h"
#include "run/metric.h"

/* The commands of a group in rows of at most 79 columns, the later ones below the first command. */
static void print_group(struct session *s, int group)
{
	enum { COLUMNS = 79, INDENT = 10 };
	const char *name = command_group_names[group];
	struct str row = { 0 }, word = { 0 };

	for (const struct command *const *c = command_table; *c; c++) {
		if ((int)(*c)->group != group)
			continue;
		str_clear(&word);
		str_addf(&word, (*c)->alias ? " %s [%s]" : " %s", (*c)->name, (*c)->alias);
		if (INDENT + row.len + word.len > COLUMNS) {
			say_row(s, "  %-8s%s", name, str_text(&row));
			str_clear(&row);
			name = "";
		}
		str_add(&row, str_text(&word));
	}
	say_row(s, "  %-8s%s", name, str_text(&row));
	str_done(&row);
	str_done(&word);
}

static void print_groups(struct session *s)
{
	say(s, "Type a command; its first letters will do, or the letter in brackets.");
	for (int g = 0; g < GROUPS; g++)
		print_group(s, g);
	/* in one line: with the list above it just leaves room for the prompts on 80x24 */
	say(s, "help WORD: a command, setting or metric. explain WORD: any term. help keys.");
}

static void print_command(struct session *s, const struct command *c)
{
	say_row(s, "%s%s%s%s", c->synopsis, c->alias ? "   [" : "", c->alias ? c->alias : "", c->alias ? "]" : "");
	say(s, "  %s.", c->summary);
	for (const char *line = c->help; *line;) {
		size_t n = strcspn(line, "\n");
		say_row(s, "  %.*s", (int)n, line);
		line += n + (line[n] == '\n');
	}
	say_row(s, "  example: %s", c->example[0]);
	say_row(s, "  example: %s", c->example[1]);
}

static const char *nearest(const struct session *s, const char *word)
{
	const char *near = command_near(word, s->aliases);

	if (!near)
		near = near_find(word, setting_table, setting_count, sizeof setting_table[0]);
	if (!near)
		near = near_find(word, metric_table, metric_count, sizeof metric_table[0]);
	return near;
}

static bool help_unknown(const struct session *s, const char *word, struct err *e)
{
	const char *near = nearest(s, word);
	char got[GIVEN_TEXT];

	if (near)
		return err_set(e, "no help on \"%s\". did you mean: %s?", given(got, word), near);
	return err_set(e, "no help on \"%s\". help lists the commands, show the settings; explain knows more words",
		       given(got, word));
}

/* `help metrics`, `help settings`: a name and what it is a line. */
static bool print_list(struct session *s, const char *word)
{
	bool metrics = strcmp(word, "metrics") == 0, settings = strcmp(word, "settings") == 0;

	for (int i = 0; metrics && i < metric_count; i++)
		say(s, "%-12s %s", metric_table[i].name, metric_table[i].help);
	for (int i = 0; settings && i < setting_count; i++)
		say(s, "%-18s %s", setting_table[i].name, setting_table[i].help);
	return metrics || settings;
}

/* Two columns, filled one after the other. */
static void list_keys(struct session *s, const struct stage *stage)
{
	const char *key, *does, *beside, *what;
	int n = 0;

	while (stage->key(n, &key, &does))
		n++;
	for (int i = 0; i < (n + 1) / 2; i++) {
		stage->key(i, &key, &does);
		if (!stage->key(i + (n + 1) / 2, &beside, &what))
			beside = what = "";
		say_row(s, "  %-7s %-29s %-7s %s", key, does, beside, what);
	}
}

/* The keys are the screen's, which lends its list. */
static void print_keys(struct session *s)
{
	static const char *const line[] = {
		"The screen has two modes; the line at its bottom begins with the present one.",
		"  TYPE    what you type goes to the command line",
		"  KEYS    single keys act, and show the command that they ran; : opens the line",
		"          for one command",
		"Esc leads from one to the other; what is on the line stays there. ? in KEYS mode",
		"lists the keys that work now, and tells what the panel in focus shows. All are:",
	};

	for (size_t i = 0; i < sizeof line / sizeof *line; i++)
		say_row(s, "%s", line[i]);
	if (s->stage && s->stage->key)
		list_keys(s, s->stage);
}

static bool help_run(struct session *s, const struct args *a, struct err *e)
{
	const char *word = a->n > 0 ? a->word[0] : NULL, *alias;
	const struct command *c;
	const struct setting *key;
	const struct metric *m;

	if (!word) {
		print_groups(s);
		return true;
	}
	if (strcmp(word, "keys") == 0) {
		print_keys(s);
		return true;
	}
	if (print_list(s, word))
		return true;
	if ((alias = alias_find(s->aliases, word))) {
		say(s, "%s, an alias: %s", word, alias);
		return true;
	}
	/* settings and metrics may have the same name as a command */
	c = command_named(word);
	key = setting_named(word);
	m = metric_named(word);
	if (!c && !key && !m)
		c = command_find(word, NULL, a->in_script, NULL); /* a prefix or an alias */
	if (!c && !key && !m)
		key = setting_find(word, NULL);
	if (c)
		print_command(s, c);
	if (key)
		say_setting(s, key);
	if (m)
		say_metric(s, m);
	return c || key || m || help_unknown(s, word, e);
}

static const char *const help_words[] = { "keys", "metrics", "settings", NULL };

const struct command cmd_help = {
	.name = "help", .alias = "?", .synopsis = "help [COMMAND|SETTING|METRIC|settings|metrics|keys]",
	.summary = "list the commands, or say how one is used",
	.help = "Settings and metrics are known too: help lr, help likelihood; help settings and\n"
		"help metrics list them. help keys: the keys of the screen.",
	.example = { "help step", "help lr" },
	.group = GROUP_OTHER, .max = 1, .complete = { COMPLETE_COMMAND }, .words = help_words,
	.run = help_run,
};
