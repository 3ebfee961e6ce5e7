/* How the screen looks, and how fast it goes: speed, theme, layout, present, zoom. */
#include <string.h>

#include "command/assign.h"
#include "command/cmd.h"
#include "command/look.h"
#include "command/say.h"

/* ---- display settings with a command of their own */

/* Given a new value, or only printed: `theme dark`. */
static bool setting_run(struct session *s, const struct args *a, struct err *e)
{
	const struct setting *key = setting_named(a->command->name);
	struct str value = { 0 };
	bool has_unit;

	if (a->n > 0 && !assign(s, a, key, WHO_A, a->word[0], e))
		return false;
	setting_print(key, &s->config, 0, &value);
	has_unit = key->unit && strcmp(str_text(&value), key->word) != 0;
	say(s, "%s %s%s%s", key->name, str_text(&value), has_unit ? " " : "", has_unit ? key->unit : "");
	str_done(&value);
	return true;
}

const struct command cmd_speed = {
	.name = "speed", .synopsis = "speed [N|max]",
	.summary = "pace continue on the screen, in updates a second",
	.help = "1 to 50, or max: as fast as it goes. Alone it says how fast that is now. step is\n"
		"never paced, and nor is text mode.",
	.example = { "speed 4", "speed max" },
	.group = GROUP_TIME, .max = 1, .in_run = true, .undoable = true,
	.complete = { COMPLETE_VALUE, COMPLETE_NONE }, .run = setting_run,
};

const struct command cmd_theme = {
	.name = "theme", .synopsis = "theme [dark|light|mono|projector]",
	.summary = "choose the colours of the screen",
	.help = "dark and light are for terminals with such a background; mono has no colours.\n"
		"projector is bold white on black, with a colour for each trainer: for a bright\n"
		"room. Nothing is told by colour alone. Alone it says which one is in use.",
	.example = { "theme light", "theme projector" },
	.group = GROUP_LOOK, .max = 1, .in_run = true, .undoable = true,
	.complete = { COMPLETE_VALUE, COMPLETE_NONE }, .run = setting_run,
};

static const char *const layout_words[] = { "auto", "1", "2", "3", "4", "5", "6", NULL };

const struct command cmd_layout = {
	.name = "layout", .synopsis = "layout [1..6|auto]",
	.summary = "choose which panels the screen has",
	.help = "1 auto: as the window and what is looked at allow. 2 likelihood, 3 tokens, 4\n"
		"samples, 5 theory: the panel of that name gets most of the rows, others what\n"
		"is left. 6 console alone. Inside a prompt its own panels are shown. Alone it\n"
		"says which one is in use.",
	.example = { "layout 2", "layout auto" },
	.group = GROUP_LOOK, .max = 1, .in_run = true, .undoable = true,
	.complete = { COMPLETE_WORDS, COMPLETE_NONE }, .words = layout_words, .run = setting_run,
};

const struct command cmd_present = {
	.name = "present", .synopsis = "present [on|off]",
	.summary = "make the screen fit for a projector",
	.help = "Three panels (prompts, likelihood, tokens), bold, in the colours of theme\n"
		"projector, numbers of two digits. off leads back to the theme and layout\n"
		"before.",
	.example = { "present on", "present off" },
	.group = GROUP_LOOK, .max = 1, .in_run = true, .undoable = true,
	.complete = { COMPLETE_VALUE, COMPLETE_NONE }, .run = setting_run,
};

/* ---- zoom */

static bool zoom_panel(struct session *s, const char *name, struct err *e)
{
	const struct look_panel *l = look_find(name, e);
	bool before = s->view.zoom;

	if (!l)
		return false;
	s->view.zoom = true;
	if (s->stage && s->stage->look && !s->stage->look(s->stage->self, l->name)) {
		s->view.zoom = before;
		return err_set(e, "this window has no room for panels: look %s says what it would show", l->word);
	}
	say(s, "panel %s alone: zoom off, or Esc, leads back", l->name);
	return true;
}

static bool zoom_run(struct session *s, const struct args *a, struct err *e)
{
	if (a->n > 0 && strcmp(a->rest, "off") != 0)
		return zoom_panel(s, a->rest, e);
	s->view.zoom = a->n == 0 && !s->view.zoom;
	say(s, s->view.zoom ? "one panel alone" : "all panels");
	return true;
}

static const char *const zoom_words[] = { "off", NULL };

const struct command cmd_zoom = {
	.name = "zoom", .alias = "z", .synopsis = "zoom [PANEL|off]",
	.summary = "show one panel of the screen alone",
	.help = "PANEL is its number or its name, as far as that is clear: look lists them.\n"
		"Without one, the panel that keys go to, or all panels again. Tab shows the\n"
		"next one alone; Esc in KEYS mode leads back.",
	.example = { "zoom tokens", "zoom 1; zoom off" },
	.group = GROUP_LOOK, .max = 3, .in_run = true, .needs_task = true,
	.complete = { COMPLETE_PANEL, COMPLETE_NONE, COMPLETE_NONE }, .words = zoom_words, .run = zoom_run,
};
