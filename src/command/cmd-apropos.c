/* apropos: where a word occurs among all that has a name here. */
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/given.h"
#include "base/least.h"
#include "base/near.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "command/cmd.h"
#include "command/glossary.h"
#include "command/look.h"
#include "command/preset.h"
#include "command/say.h"
#include "run/metric.h"

enum { COLUMNS = 79, KIND_COLUMNS = 8 };
enum kind { KIND_COMMAND, KIND_SETTING, KIND_METRIC, KIND_WORD, KIND_PANEL, KIND_PRESET };

/* A thing that is known by a name, with all that is searched. The texts are borrowed; NULL: none. */
struct thing {
	const char *name; /* first: near_find() reads it */
	enum kind kind;
	const char *line; /* what it is, in one line     */
	const char *text[3];            /* more to search */
	const char *const *also[3];     /* lists of other words for it, NULL at the end */
	bool exact;
};

struct index {
	struct thing *thing; /* (n) owned */
	int n;
	struct presets presets;
	const char *(*alias)[2]; /* (commands) one-letter names as lists */
};

/* ---- All things */

static void add(struct index *to, struct thing thing)
{
	to->thing = xresize(to->thing, (size_t)to->n + 1, sizeof *to->thing);
	to->thing[to->n++] = thing;
}

static void add_commands(struct index *to)
{
	int n = 0;

	while (command_table[n])
		n++;
	to->alias = xcalloc((size_t)n, sizeof *to->alias);
	for (int i = 0; i < n; i++) {
		const struct command *c = command_table[i];
		to->alias[i][0] = c->alias;
		add(to, (struct thing){ c->name, KIND_COMMAND, c->summary, { c->help, c->synopsis },
					{ to->alias[i], c->words }, false });
	}
}

static void index_init(struct index *to, const struct session *s)
{
	const struct gloss *g;

	*to = (struct index){ 0 };
	add_commands(to);
	for (int i = 0; i < setting_count; i++) {
		const struct setting *key = &setting_table[i];
		add(to, (struct thing){ key->name, KIND_SETTING, key->help, { key->unit, key->word, key->also },
					{ key->choice }, false });
	}
	for (int i = 0; i < metric_count; i++) {
		const struct metric *m = &metric_table[i];
		add(to, (struct thing){ m->name, KIND_METRIC, m->help, { m->unit, NULL }, { m->alias, m->field },
					false });
	}
	for (int i = 0; (g = glossary_at(i)); i++)
		add(to, (struct thing){ g->word, KIND_WORD, g->text, { g->formula, g->kind }, { g->also }, false });
	for (int i = 0; i < look_count; i++) {
		const struct look_panel *l = &look_table[i];
		add(to, (struct thing){ l->word, KIND_PANEL, l->shows, { l->name, NULL }, { l->also }, false });
	}
	presets_find(s, &to->presets);
	for (int i = 0; i < to->presets.n; i++)
		add(to, (struct thing){ .name = to->presets.list[i].name, .kind = KIND_PRESET,
					.line = to->presets.list[i].about, .text = { to->presets.list[i].story } });
}

static void index_done(struct index *x)
{
	presets_done(&x->presets);
	free(x->alias);
	free(x->thing);
}

/* ---- Matching, without regard to case */

static bool same_letters(const char *a, const char *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (ascii_upper(a[i]) != ascii_upper(b[i]))
			return false;
	return true;
}

static bool is_equal(const char *text, const char *word)
{
	return strlen(text) == strlen(word) && same_letters(text, word, strlen(word));
}

static bool has(const char *text, const char *word)
{
	size_t n = strlen(word), all = text ? strlen(text) : 0;

	for (size_t i = 0; i + n <= all; i++)
		if (same_letters(text + i, word, n))
			return true;
	return false;
}

/* Whether `word` occurs; exact: it is one of the thing's names. */
static bool matches(struct thing *t, const char *word)
{
	bool found = has(t->name, word) || has(t->line, word) || has(t->text[0], word) || has(t->text[1], word) ||
		     has(t->text[2], word);

	t->exact = is_equal(t->name, word);
	for (int i = 0; i < 3; i++)
		for (const char *const *also = t->also[i]; also && *also; also++) {
			found = found || has(*also, word);
			t->exact = t->exact || (i == 0 && t->kind != KIND_SETTING && is_equal(*also, word));
		}
	return found;
}

static int by_rank(const void *a, const void *b)
{
	const struct thing *x = a, *y = b;

	if (x->exact != y->exact)
		return x->exact ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return strcmp(x->name, y->name);
}

/* ---- The reply */

static void print_things(struct session *s, const struct thing *t, int n)
{
	static const char *const kind[] = { "command", "setting", "metric", "explain", "panel", "preset" };
	char line[256];
	int width = 0;

	for (int i = 0; i < n; i++)
		width = most_of(width, utf8_width(t[i].name));
	for (int i = 0; i < n; i++) {
		utf8_cut(line, sizeof line, t[i].line, most_of(COLUMNS - KIND_COLUMNS - width - 1, 1));
		say_row(s, "%-*s%-*s %s", KIND_COLUMNS, kind[t[i].kind], width, t[i].name, line);
	}
}

static bool nothing(const struct index *x, const char *word, struct err *e)
{
	const char *near = near_find(word, x->thing, x->n, sizeof *x->thing);
	char got[GIVEN_TEXT];

	if (near)
		return err_set(e, "nothing here speaks of \"%s\". did you mean: %s?", given(got, word), near);
	return err_set(e, "nothing here speaks of \"%s\". help lists the commands, explain the words", given(got, word));
}

static bool apropos_run(struct session *s, const struct args *a, struct err *e)
{
	struct str word = { 0 };
	struct index x;
	bool good;
	int n = 0;

	for (int i = 0; i < a->n; i++)
		str_addf(&word, "%s%s", i ? " " : "", a->word[i]);
	index_init(&x, s);
	for (int i = 0; i < x.n; i++)
		if (matches(&x.thing[i], str_text(&word))) {
			struct thing found = x.thing[i]; /* to the front; the others stay for near_find() */
			x.thing[i] = x.thing[n];
			x.thing[n++] = found;
		}
	qsort(x.thing, (size_t)n, sizeof *x.thing, by_rank);
	print_things(s, x.thing, n);
	good = n > 0 || nothing(&x, str_text(&word), e);
	index_done(&x);
	str_done(&word);
	return good;
}

const struct command cmd_apropos = {
	.name = "apropos", .synopsis = "apropos WORD",
	.summary = "find commands, settings, metrics, words, panels and presets that speak of WORD",
	.help = "Looks at names, other names and texts; large and small letters are the same.\n"
		"What is named so comes first. Then: help NAME or explain NAME says more, of a\n"
		"panel explain panel NAME.",
	.example = { "apropos support", "apropos token line" },
	.group = GROUP_OTHER, .min = 1, .max = 8, .complete = { COMPLETE_TOPIC, COMPLETE_NONE }, .run = apropos_run,
};
