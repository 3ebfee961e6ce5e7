/* A sorted list: there are few of them, and they are looked up by a person's typing. */
#include "command/alias.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/given.h"
#include "base/xalloc.h"
#include "command/command.h"

enum { NAME_MOST = 32 };

/* Where the name is, or would be. */
static int place_of(const struct aliases *a, const char *name)
{
	int i = 0;

	while (i < a->n && strcmp(a->list[i].name, name) < 0)
		i++;
	return i;
}

static bool is_at(const struct aliases *a, int i, const char *name)
{
	return i < a->n && strcmp(a->list[i].name, name) == 0;
}

const char *alias_find(const struct aliases *a, const char *name)
{
	int i = a ? place_of(a, name) : 0;

	return a && is_at(a, i, name) ? a->list[i].text : NULL;
}

static bool is_name(const char *name)
{
	size_t n = 0;

	while (ascii_is_word(name[n]) || (name[n] && strchr("-_.", name[n])))
		n++;
	return ascii_is_letter(name[0]) && name[n] == '\0' && n <= NAME_MOST;
}

static bool check_name(const char *name, struct err *e)
{
	char got[GIVEN_TEXT];
	const struct command *const *c;

	if (!is_name(name))
		return err_set(e, "a name for commands is a letter and up to %d letters, digits and - _ . behind it, got \"%s\"",
			       NAME_MOST - 1, given(got, name));
	for (c = command_table; *c; c++) {
		if (strcmp((*c)->name, name) == 0)
			return err_set(e, "%s is a command already", name);
		if ((*c)->alias && strcmp((*c)->alias, name) == 0)
			return err_set(e, "%s is short for %s already", name, (*c)->name);
	}
	return true;
}

bool alias_set(struct aliases *a, const char *name, const char *text, struct err *e)
{
	int i = place_of(a, name);

	if (!check_name(name, e))
		return false;
	if (!is_at(a, i, name)) {
		a->list = xresize(a->list, (size_t)a->n + 1, sizeof *a->list);
		memmove(a->list + i + 1, a->list + i, (size_t)(a->n++ - i) * sizeof *a->list);
		a->list[i] = (struct alias){ .name = xstrdup(name) };
	}
	free(a->list[i].text);
	a->list[i].text = xstrdup(text);
	return true;
}

bool alias_remove(struct aliases *a, const char *name)
{
	int i = place_of(a, name);

	if (!is_at(a, i, name))
		return false;
	free(a->list[i].name);
	free(a->list[i].text);
	memmove(a->list + i, a->list + i + 1, (size_t)(--a->n - i) * sizeof *a->list);
	return true;
}

void aliases_done(struct aliases *a)
{
	for (int i = 0; i < a->n; i++) {
		free(a->list[i].name);
		free(a->list[i].text);
	}
	free(a->list);
	*a = (struct aliases){ 0 };
}
