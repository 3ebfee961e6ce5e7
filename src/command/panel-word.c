/* Looking up panels. */
#include "command/panel-word.h"

#include <stdio.h>
#include <string.h>

#include "base/given.h"

static bool panel_at(const struct stage *stage, int i, struct panel *to)
{
	to->at = i;
	return stage && stage->panel && stage->panel(i, &to->number, &to->name, &to->help);
}

/* One of its words begins so. */
static bool begins_word(const char *name, const char *word)
{
	for (const char *at = name; at; at = strchr(at, ' '), at += at != NULL)
		if (strncmp(at, word, strlen(word)) == 0)
			return true;
	return false;
}

/* The only one of which a word begins so: returns how many there are. */
static int find_beginning(const struct stage *stage, const char *word, struct panel *to)
{
	struct panel p;
	int n = 0;

	for (int i = 0; panel_at(stage, i, &p); i++)
		if (begins_word(p.name, word)) {
			*to = p;
			n++;
		}
	return n;
}

/* By its number or its whole name. */
static bool find_exactly(const struct stage *stage, const char *word, struct panel *to)
{
	char number[16];

	for (int i = 0; panel_at(stage, i, to); i++) {
		snprintf(number, sizeof number, "%d", to->number);
		if (strcmp(to->name, word) == 0 || (to->number && strcmp(number, word) == 0))
			return true;
	}
	return false;
}

bool panel_list(const struct stage *stage, struct str *to, struct err *e)
{
	struct panel p;

	if (!panel_at(stage, 0, &p))
		return err_set(e, "there is no screen here that has panels");
	for (int i = 0; panel_at(stage, i, &p); i++) {
		str_add(to, i ? ", " : "");
		if (p.number)
			str_addf(to, "%d ", p.number);
		str_add(to, p.name);
	}
	return true;
}

bool panel_find(const struct stage *stage, const char *word, struct panel *to, struct err *e)
{
	struct str all = { 0 };
	char got[GIVEN_TEXT];

	if (find_exactly(stage, word, to) || find_beginning(stage, word, to) == 1)
		return true;
	if (panel_list(stage, &all, e))
		err_set(e, "no panel is \"%s\", or several are; there are: %s", given(got, word), str_text(&all));
	str_done(&all);
	return false;
}
