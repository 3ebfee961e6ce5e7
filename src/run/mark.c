/* The list of marks. */
#include "run/mark.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/given.h"
#include "base/near.h"
#include "base/xalloc.h"

static void clear(struct mark *m)
{
	for (int who = 0; who < TRAINERS; who++)
		timeline_drop(m->place[who].line);
}

void marks_done(struct marks *m)
{
	for (int i = 0; i < m->n; i++)
		clear(&m->list[i]);
	free(m->list);
	*m = (struct marks){ 0 };
}

bool mark_name_check(const char *name, struct err *e)
{
	static const char *const words[] = { "next", "previous", "queries", "all" };
	size_t n = strlen(name);
	char got[GIVEN_TEXT];
	bool good = ascii_is_letter(name[0]) && n < MARK_NAME;

	for (size_t i = 0; good && i < n; i++)
		good = ascii_is_word(name[i]) || strchr("-_.", name[i]);
	for (size_t i = 0; good && i < sizeof words / sizeof words[0]; i++)
		good = strcmp(name, words[i]) != 0;
	return good || err_set(e, "a mark's name is a letter and then letters, digits, - _ or ., up to %d, and not next, "
				  "previous, queries or all; got \"%s\"", MARK_NAME - 1, given(got, name));
}

static struct mark *find(const struct marks *m, const char *name)
{
	for (int i = 0; i < m->n; i++)
		if (strcmp(m->list[i].name, name) == 0)
			return &m->list[i];
	return NULL;
}

const struct mark *marks_find(const struct marks *m, const char *name)
{
	return find(m, name);
}

const char *marks_near(const struct marks *m, const char *name)
{
	const char *names[MARKS_MOST];

	for (int i = 0; i < m->n; i++)
		names[i] = m->list[i].name;
	return near_find(name, names, m->n, sizeof names[0]);
}

bool marks_put(struct marks *m, const char *name, int who, const struct marked *at)
{
	struct mark *to = find(m, name);

	if (!to && m->n == MARKS_MOST)
		return false;
	if (!to) {
		m->list = xresize(m->list, (size_t)m->n + 1, sizeof *m->list);
		to = &m->list[m->n++];
		*to = (struct mark){ 0 };
		snprintf(to->name, sizeof to->name, "%s", name);
	}
	timeline_hold(at->line);
	timeline_drop(to->place[who].line);
	to->place[who] = *at;
	m->changes++;
	return true;
}

void marks_forget(struct marks *m, const char *name)
{
	struct mark *gone = find(m, name);

	if (!gone)
		return;
	clear(gone);
	memmove(gone, gone + 1, (size_t)(m->list + m->n - (gone + 1)) * sizeof *gone);
	m->n--;
	m->changes++;
}

bool mark_is_run(const char *name)
{
	return strncmp(name, "run", 3) == 0 && name[3] && strspn(name + 3, "0123456789") == strlen(name + 3);
}

void marks_free_name(const struct marks *m, char to[MARK_NAME])
{
	for (int i = 1; i == 1 || find(m, to); i++)
		snprintf(to, MARK_NAME, "run%d", i);
}
