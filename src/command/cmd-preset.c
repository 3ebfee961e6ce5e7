/* preset: a whole experiment from a script. */
#include <string.h>

#include "base/given.h"
#include "base/near.h"
#include "command/assign.h"
#include "command/cmd.h"
#include "command/interp.h"
#include "command/preset.h"
#include "command/say.h"
#include "command/script.h"

static void list_presets(struct session *s, const struct presets *p)
{
	if (p->n == 0)
		say(s, "there are no presets in the presets folders");
	for (int i = 0; i < p->n; i++)
		say(s, "  %-12s %s", p->list[i].name, p->list[i].about);
}

static bool unknown_preset(struct session *s, const char *name, struct err *e)
{
	struct presets p;
	char got[GIVEN_TEXT];
	const char *near;

	presets_find(s, &p);
	list_presets(s, &p);
	near = p.n > 0 ? near_find(name, p.list, p.n, sizeof *p.list) : NULL;
	err_set(e, "unknown preset \"%s\"%s%s%s", given(got, name), near ? ". did you mean: " : "", near ? near : "",
		near ? "?" : "");
	presets_done(&p);
	return false;
}

/* The settings that key=value names: `seed` is both seeds. Returns how many, 0 with a reason. */
static int settings_of(const char *key, const struct setting *to[2], struct err *e)
{
	to[0] = setting_find(key, e);
	if (to[0] && strcmp(to[0]->name, "task") == 0)
		return err_set(e, "the kind of task is the preset's own. another one: new mixture");
	if (to[0] && strcmp(to[0]->name, "seed") == 0) {
		to[1] = setting_find("task.seed", e);
		return 2;
	}
	return to[0] != NULL;
}

/* Tries every key=value on a copy, so that a preset starts only when all are right. */
static bool check_keys(const struct session *s, const struct args *a, struct err *e)
{
	const struct setting *key[2];
	struct config scratch = s->config;

	for (int i = 0; i < a->nkeys; i++) {
		int n = settings_of(a->key[i], key, e);
		if (n == 0)
			return false;
		for (int j = 0; j < n; j++)
			if (!setting_store(key[j], &scratch, 0, a->value[i], e))
				return false;
	}
	return true;
}

static void override_keys(const struct args *a)
{
	const struct setting *key[2];

	for (int i = 0; i < a->nkeys; i++)
		for (int n = settings_of(a->key[i], key, NULL), j = 0; j < n; j++)
			interp_override(a->interp, key[j], a->value[i]);
}

static bool preset_run(struct session *s, const struct args *a, struct err *e)
{
	struct str path = { 0 }, text = { 0 };
	struct presets all;
	bool good;

	if (a->n == 0) {
		presets_find(s, &all);
		list_presets(s, &all);
		presets_done(&all);
		return true;
	}
	if (s->in_preset)
		return err_set(e, "a preset cannot load another preset");
	if (preset_path(s, a->word[0], &path))
		good = check_keys(s, a, e) && script_read(str_text(&path), &text, e) &&
		       interp_push(a->interp, INTERP_PRESET, str_text(&text), str_text(&path), 1, e);
	else
		good = unknown_preset(s, a->word[0], e);
	if (good)
		override_keys(a);
	str_done(&path);
	str_done(&text);
	return good;
}

const struct command cmd_preset = {
	.name = "preset", .synopsis = "preset [NAME] [KEY=VALUE ..]",
	.summary = "load an experiment: task, base model, trainers; alone: list them",
	.help = "Keys are settings that win over the preset's own: preset barrier lr=.1.\n"
		"seed=S sets both seeds, seed and task.seed. When anything fails, the\n"
		"experiment before stays as it was. Own presets: NAME.op in\n"
		"~/.config/outpost/presets.",
	.example = { "preset", "preset barrier seed=8" },
	.group = GROUP_SETUP, .moves = true, .max = 1, .takes_keys = true, .complete = { COMPLETE_PRESET }, .run = preset_run,
};
