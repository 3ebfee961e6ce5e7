/* Finding commands by what was typed. */
#include "command/command.h"

#include <stdlib.h>
#include <string.h>

#include "base/given.h"
#include "base/near.h"
#include "base/str.h"
#include "command/cmd.h"

enum { COMMANDS_MOST = 128 };

const char *const command_group_names[GROUPS] = {
	[GROUP_SETUP] = "setup",     [GROUP_TIME] = "time",   [GROUP_STOPS] = "stops", [GROUP_LOOK] = "look",
	[GROUP_MEASURE] = "measure", [GROUP_FILES] = "files", [GROUP_LESSON] = "lesson", [GROUP_OTHER] = "other",
};

const char *command_near(const char *word, const struct aliases *own)
{
	const char *name[COMMANDS_MOST], *near;
	int n = 0;

	for (const struct command *const *c = command_table; *c && n < COMMANDS_MOST; c++)
		name[n++] = (*c)->name;
	near = near_find(word, name, n, sizeof *name);
	return near || !own ? near : near_find(word, own->list, own->n, sizeof *own->list);
}

const struct command *command_named(const char *name)
{
	for (const struct command *const *c = command_table; *c; c++)
		if (strcmp((*c)->name, name) == 0)
			return *c;
	return NULL;
}

static const struct command *find_exact(const char *word)
{
	const struct command *found = command_named(word);

	if (found)
		return found;
	for (const struct command *const *c = command_table; *c; c++)
		if ((*c)->alias && strcmp((*c)->alias, word) == 0)
			return *c;
	return NULL;
}

/* `3s`, as keys take it: the command that it repeats, NULL when there is none. */
static const struct command *repeated(const char *word)
{
	size_t digits = strspn(word, "0123456789");
	const struct command *c = digits > 0 ? find_exact(word + digits) : NULL;

	return c == &cmd_step || c == &cmd_back || c == &cmd_undo ? c : NULL;
}

static const struct command *unknown(const char *word, const struct aliases *own, bool in_script, struct err *e)
{
	const char *near = command_near(word, own);
	char shown[GIVEN_TEXT];

	given(shown, word);
	if (repeated(word))
		err_set(e, "unknown command \"%s\": a count goes behind, %s %.*s; before it in KEYS mode", shown,
			repeated(word)->name, (int)strspn(word, "0123456789"), word);
	else if (!near)
		err_set(e, "unknown command \"%s\". help lists the commands", shown);
	else if (in_script)
		err_set(e, "unknown command \"%s\" (did you mean %s?)", shown, near);
	else
		err_set(e, "unknown command \"%s\". did you mean: %s? (type it, nothing was run)", shown, near);
	return NULL;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void ambiguous(const char *word, const char **name, size_t n, struct err *e)
{
	struct str all = { 0 };

	qsort(name, n, sizeof *name, by_name);
	for (size_t i = 0; i < n; i++)
		str_addf(&all, "%s%s", i ? ", " : "", name[i]);
	err_set(e, "\"%s\" is ambiguous: %s", word, str_text(&all));
	str_done(&all);
}

const struct command *command_find(const char *word, const struct aliases *own, bool in_script, struct err *e)
{
	const struct command *found = find_exact(word);
	const char *name[COMMANDS_MOST];
	size_t len = strlen(word), n = 0;

	if (found)
		return found;
	for (const struct command *const *c = command_table; *c && len > 0; c++)
		if (strncmp((*c)->name, word, len) == 0 && n < COMMANDS_MOST) {
			found = *c;
			name[n++] = found->name;
		}
	if (n == 0)
		return unknown(word, own, in_script, e);
	if (n > 1)
		ambiguous(word, name, n, e);
	return n == 1 ? found : NULL;
}

size_t command_bytes(const char *text, size_t n)
{
	size_t bytes = lex_command(text, n);
	const struct command *c = NULL;
	struct words w;

	if (lex_words(text, bytes, &w, NULL) && w.n > 1)
		c = command_find(w.word[0], NULL, true, NULL);
	if (c && c->whole_line && (w.n >= c->whole_line || strchr(w.word[1], '=')))
		bytes = lex_line(text, n);
	words_done(&w);
	return bytes;
}
