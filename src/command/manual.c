/* The manual's generated part. What tables hold is plain text: every character that roff reads in its own way is escaped,
 * so that a reader sees and copies what one types. */
#include "command/manual.h"

#include <string.h>

#include "base/ascii.h"
#include "command/command.h"
#include "command/say.h"
#include "run/metric.h"

static const struct escape {
	char plain;
	const char *roff;
} escapes[] = {
	{ '\\', "\\e" }, { '-', "\\-" }, { '^', "\\(ha" }, { '~', "\\(ti" }, { '`', "\\(ga" }, { '\'', "\\(aq" },
	{ '"', "\\(dq" },
};

static const char *escape_of(char c)
{
	for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++)
		if (escapes[i].plain == c)
			return escapes[i].roff;
	return NULL;
}

/* `n` bytes of running text; a line never begins with a dot of its own. */
static void add_text(struct str *to, const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *roff = escape_of(text[i]);
		bool start = to->len == 0 || to->text[to->len - 1] == '\n';
		if (start && text[i] == '.')
			str_add(to, "\\&");
		if (roff)
			str_add(to, roff);
		else
			str_add_bytes(to, &text[i], 1);
	}
}

static void add_all(struct str *to, const char *text)
{
	add_text(to, text, strlen(text));
}

/* A sentence. It begins with a capital, unless that is a symbol: p(y*|x). */
static void add_sentence(struct str *to, const char *text)
{
	bool is_word = ascii_is_lower(text[1]) || text[1] == ' ';
	char first = is_word ? ascii_upper(text[0]) : text[0];

	add_text(to, &first, 1);
	add_all(to, text + 1);
	str_add(to, ".\n");
}

static void add_bold(struct str *to, const char *text)
{
	str_add(to, "\\fB");
	add_all(to, text);
	str_add(to, "\\fR");
}

static void add_command(struct str *to, const struct command *c)
{
	size_t name = strlen(c->name);

	str_add(to, ".TP\n\\fB");
	add_text(to, c->synopsis, name);
	str_add(to, "\\fR");
	add_all(to, c->synopsis + name);
	if (c->alias) {
		str_add(to, ", short ");
		add_bold(to, c->alias);
	}
	str_add(to, "\n");
	add_sentence(to, c->summary);
	add_all(to, c->help);
	str_add(to, "\n.br\nExamples: ");
	add_bold(to, c->example[0]);
	str_add(to, " or ");
	add_bold(to, c->example[1]);
	str_add(to, "\n");
}

static void add_commands(struct str *to)
{
	str_add(to, ".SH COMMANDS\n"
		    "The first letters of a name will do as long as only one command begins with them.\n");
	for (int g = 0; g < GROUPS; g++) {
		str_addf(to, ".SS %c%s\n", ascii_upper(command_group_names[g][0]), command_group_names[g] + 1);
		for (const struct command *const *c = command_table; *c; c++)
			if ((int)(*c)->group == g)
				add_command(to, *c);
	}
}

static void add_default(struct str *to, const struct setting *s)
{
	str_add(to, "Default: ");
	add_all(to, s->def[0]);
	if (s->def[1]) {
		str_add(to, " for A, ");
		add_all(to, s->def[1]);
		str_add(to, " for B");
	}
	str_add(to, ".\n");
}

static void add_setting(struct str *to, const struct setting *s)
{
	struct str takes = { 0 };

	setting_takes(s, &takes);
	str_add(to, ".TP\n");
	add_bold(to, s->name);
	str_add(to, s->per_trainer ? " (each trainer)\n" : "\n");
	add_sentence(to, s->help);
	str_add(to, "Takes ");
	add_all(to, str_text(&takes));
	if (s->unit) {
		str_add(to, " (");
		add_all(to, s->unit);
		str_add(to, ")");
	}
	str_add(to, ".\n");
	add_default(to, s);
	str_done(&takes);
}

static void add_settings(struct str *to)
{
	static const struct part {
		enum setting_when when;
		const char *title;
	} parts[] = {
		{ SETTING_TASK, "Of the task: set by new and preset" },
		{ SETTING_BASE, "Of pre\\-training: read by the next pretrain" },
		{ SETTING_LIVE, "Of training: hold from the next update on" },
		{ SETTING_DISPLAY, "Of the display" },
	};

	str_add(to, ".SH SETTINGS\n");
	for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
		str_addf(to, ".SS %s\n", parts[p].title);
		for (int i = 0; i < setting_count; i++)
			if (setting_table[i].when == parts[p].when)
				add_setting(to, &setting_table[i]);
	}
}

static void add_metric(struct str *to, const struct metric *m)
{
	struct str form = { 0 };

	say_metric_form(m, &form);
	str_add(to, ".TP\n");
	add_bold(to, str_text(&form));
	for (int i = 0; m->alias && m->alias[i]; i++) {
		str_add(to, ", ");
		add_bold(to, m->alias[i]);
	}
	str_add(to, "\n");
	add_sentence(to, m->help);
	if (m->unit) {
		str_add(to, "In ");
		add_all(to, m->unit);
		str_add(to, ".\n");
	}
	if (!m->past)
		str_add(to, "Known for now only: plot, export and compare do not take it.\n");
	str_done(&form);
}

static void add_metrics(struct str *to)
{
	str_add(to, ".SH METRICS\n"
		    "A metric may name its trainer, as in queries@b.\n"
		    "[i] is a prompt, or a set of prompts (in, out, all, worst, 0\\-4) and then its mean.\n");
	for (int i = 0; i < metric_count; i++)
		add_metric(to, &metric_table[i]);
}

void manual_print(struct str *to)
{
	add_commands(to);
	add_settings(to);
	add_metrics(to);
}
