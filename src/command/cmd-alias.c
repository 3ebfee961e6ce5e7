/* alias and complete: about the line itself. */
#include <stdlib.h>
#include <string.h>

#include "base/given.h"
#include "base/near.h"
#include "base/xalloc.h"
#include "command/cmd.h"
#include "command/complete.h"
#include "command/interp.h"
#include "command/say.h"

/* ---- alias */

static void print_alias(struct session *s, const char *name, const char *text)
{
	out_line(s->out, OUT_REPLY, "%s = %s", name, text);
}

static void print_all(struct session *s, const struct aliases *all)
{
	for (int i = 0; i < all->n; i++)
		print_alias(s, all->list[i].name, all->list[i].text);
	if (all->n == 0)
		say(s, "no aliases. one is made by: alias NAME = COMMANDS");
}

static bool no_alias(const struct aliases *all, const char *name, struct err *e)
{
	const char *near = near_find(name, all->list, all->n, sizeof *all->list);
	char got[GIVEN_TEXT];

	return err_set(e, "there is no alias \"%s\"%s%s%s", given(got, name), near ? ". did you mean: " : "",
		       near ? near : "", near ? "?" : "");
}

static bool print_one(struct session *s, const struct aliases *all, const char *name, struct err *e)
{
	const char *text = alias_find(all, name);

	if (!text)
		return no_alias(all, name, e);
	print_alias(s, name, text);
	return true;
}

/* `equals`: behind the name, at =. A person is told what was understood. */
static bool change(struct session *s, const struct args *a, const char *name, const char *equals, struct err *e)
{
	struct aliases *all = interp_aliases(a->interp);
	const char *text = equals + 1 + strspn(equals + 1, " \t;");

	if (!*text)
		return alias_remove(all, name) || no_alias(all, name, e);
	if (!alias_set(all, name, text, e))
		return false;
	if (!a->in_script)
		print_alias(s, name, text);
	return true;
}

static bool alias_run(struct session *s, const struct args *a, struct err *e)
{
	struct aliases *all = interp_aliases(a->interp);
	size_t n = strcspn(a->rest, " \t=");
	const char *behind = a->rest + n + strspn(a->rest + n, " \t");
	char *name = xstrndup(a->rest, n);
	bool good = true;

	if (*behind == '=')
		good = change(s, a, name, behind, e);
	else if (*behind)
		good = err_set(e, "behind the name stands = and what it is for: %s", a->command->synopsis);
	else if (n > 0)
		good = print_one(s, all, name, e);
	else
		print_all(s, all);
	free(name);
	return good;
}

const struct command cmd_alias = {
	.name = "alias", .synopsis = "alias [NAME [= COMMANDS]]",
	.summary = "give commands a name of your own; alone, list those there are",
	.help = "The rest of the line as it stands, with its ; is run wherever a command NAME\n"
		"stands, and arguments of NAME go behind it. With nothing behind = the name is\n"
		"forgotten. It lasts as long as the session: keep it in an rc file.",
	.example = { "alias go10 = continue until queries>=10k", "alias five = prompts; inspect 5" },
	.group = GROUP_OTHER, .max = LEX_WORDS, .raw = true, .whole_line = 3, .complete = { COMPLETE_ALIAS },
	.run = alias_run,
};

/* ---- complete */

static bool complete_run(struct session *s, const struct args *a, struct err *e UNUSED)
{
	struct words w;
	struct candidates c;
	bool quoted = lex_words(a->rest, strlen(a->rest), &w, NULL) && w.n == 1 && w.quoted[0];
	const char *text = quoted ? w.word[0] : a->rest;

	complete_line(s, text, (int)strlen(text), &c);
	for (int i = 0; i < c.n; i++)
		out_line(s->out, OUT_REPLY, "%s", c.word[i]);
	candidates_done(&c);
	words_done(&w);
	return true;
}

const struct command cmd_complete = {
	.name = "complete", .synopsis = "complete TEXT",
	.summary = "list what Tab would offer behind a text",
	.help = "What could stand in place of its last word, one a line, for editors and tests.\n"
		"Quotes keep a blank at its end, behind which another word begins.",
	.example = { "complete set ba", "complete \"set baseline \"" },
	.group = GROUP_OTHER, .max = LEX_WORDS, .raw = true, .whole_line = 2, .run = complete_run,
};
