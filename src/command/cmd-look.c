/* look: a panel of the screen, on the screen by giving it the focus, in text mode in words. */
#include <stdio.h>
#include <string.h>

#include "command/cmd.h"
#include "command/look.h"
#include "command/say.h"

static void list_panels(struct session *s)
{
	char number[24];

	for (int i = 0; i < look_count; i++) {
		const struct look_panel *l = &look_table[i];
		snprintf(number, sizeof number, " or %d", l->number);
		say(s, "look %s%s: %s.", l->word, l->number ? number : "", l->shows);
	}
}

/* One line: who hears it every time must not sit through the list. */
static void name_panels(struct session *s)
{
	struct str names = { 0 };

	for (int i = 0; i < look_count; i++)
		str_addf(&names, "%s%s", i ? ", " : "", look_table[i].word);
	say(s, "Panels to look at: %s; look list says what they show.", str_text(&names));
	str_done(&names);
}

/* With a screen its panel gets the focus; of a window that has no panels the words are said there too. */
static bool look_run(struct session *s, const struct args *a, struct err *e)
{
	const struct look_panel *l = NULL;
	bool list = strcmp(a->rest, "list") == 0;
	int who;

	if (!args_one(a, s, &who, e) || (a->n > 0 && !list && !(l = look_find(a->rest, e))))
		return false;
	if (list) {
		list_panels(s);
	} else if (!l) {
		look_digest(s, frame_build(s, who, LOOK_DIGEST));
		name_panels(s);
	} else if (!s->stage || !s->stage->has_screen || !s->stage->look || !s->stage->look(s->stage->self, l->name)) {
		l->say(s, frame_build(s, who, l->need));
	} else {
		s->view.who = who;
	}
	return true;
}

static const char *const look_words[] = { "list", NULL };

const struct command cmd_look = {
	.name = "look", .synopsis = "look [PANEL|list] [@a|@b]",
	.summary = "a panel of the screen: its numbers in sentences, or the focus on the screen",
	.help = "PANEL is its number, or its name as far as that is clear. In text mode all its\n"
		"numbers come as sentences, a line each, with nothing to be told by columns or\n"
		"drawings. On the screen the panel gets the focus, and is shown if it was not.\n"
		"Alone: where things stand, in a paragraph, and the names of the panels. look\n"
		"list: what each of them shows.",
	.example = { "look", "look 2" },
	.group = GROUP_LOOK, .max = 4, .needs_task = true, .takes_who = true,
	.complete = { COMPLETE_PANEL, COMPLETE_NONE }, .words = look_words, .run = look_run,
};
