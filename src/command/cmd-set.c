/* set and show: settings by name. */
#include <string.h>

#include "base/given.h"
#include "base/num.h"
#include "command/assign.h"
#include "command/cmd.h"
#include "command/say.h"

/* ---- set */

/* `lr .1`, `lr=.1` or `lr = .1`: the key, and the rest as the value. */
static bool split_line(const struct args *a, struct str *key, struct str *value, struct err *e)
{
	const char *at = a->rest;
	size_t len = strcspn(at, " \t=");

	str_add_bytes(key, at, len);
	at += len + strspn(at + len, " \t");
	if (*at == '=')
		at += 1 + strspn(at + 1, " \t");
	str_add(value, at);
	if (key->len == 0)
		return err_set(e, "set KEY VALUE: set lr .1. show lists all settings");
	return true;
}

static bool refuse_task(const struct session *s, const struct setting *key, const char *value, struct err *e)
{
	bool seed = strcmp(key->name, "task.seed") == 0;
	char got[GIVEN_TEXT];

	if (strcmp(key->name, "seed") == 0)
		return err_set(e, "use seed %s: it puts the trainers at update 0", given(got, *value ? value : "N"));
	if (strcmp(key->name, "task") == 0)
		return err_set(e, "use new %s: it starts over", given(got, *value ? value : "KIND"));
	given(got, *value ? value : "VALUE");
	return err_set(e, "%s belongs to the task: use new %s=%s or preset %s %s=%s (both start over)", key->name,
		       seed ? "seed" : key->name, got, s->preset[0] ? s->preset : "NAME", key->name, got);
}

static bool refuse_empty(const struct session *s, const struct setting *key, struct err *e)
{
	struct str takes = { 0 }, now = { 0 };

	setting_takes(key, &takes);
	setting_print(key, &s->config, s->view.who, &now);
	err_set(e, "set %s needs a value: %s. unchanged: %s", key->name, str_text(&takes), str_text(&now));
	str_done(&takes);
	str_done(&now);
	return false;
}

static const char *when_words(const struct setting *key)
{
	return key->when == SETTING_BASE ? " for the next pretrain" : "";
}

/* `lr 0.5 -> 0.1 from update 12 on (trainer A)` */
static void say_change(struct session *s, const struct setting *key, int who, const char *before)
{
	struct str line = { 0 }, now = { 0 }, come = { 0 };
	char update[NUM_TEXT];

	setting_print(key, &s->config, who, &now);
	session_setting(s, key, who, &come);
	str_addf(&line, "%s %s", key->name, before);
	if (strcmp(before, str_text(&now)) == 0)
		str_add(&line, ", unchanged");
	else
		str_addf(&line, " -> %s%s", str_text(&come), when_words(key));
	if (key->per_trainer && run_exists(&s->run[who]))
		str_addf(&line, " from update %s on", num_count(update, run_state(&s->run[who])->update + 1));
	if (key->per_trainer)
		str_addf(&line, " (trainer %c)", 'A' + who);
	say(s, "%s", str_text(&line));
	str_done(&line);
	str_done(&now);
	str_done(&come);
}

/* Prompts may now stand on the other side. */
static bool moves_line(const struct setting *key)
{
	return strcmp(key->name, "alpha") == 0 || strcmp(key->name, "budget") == 0;
}

/* What m auto has become: `m auto (8) (trainer A)`. */
static void say_tries(struct session *s)
{
	for (int i = 0; i < TRAINERS; i++) {
		struct str line = { 0 };
		if (run_exists(&s->run[i]) && session_tries(s, i) > 0.0) {
			session_setting(s, setting_named("m"), i, &line);
			say(s, "m %s (trainer %c)", str_text(&line), 'A' + i);
		}
		str_done(&line);
	}
}

static bool store_live(struct session *s, const struct args *a, const struct setting *key, unsigned who,
		       const char *value, struct err *e)
{
	return assign(s, a, key, who, value, e) && (!session_ready(s) || session_apply_settings(s, e));
}

static bool set_value(struct session *s, const struct args *a, const struct setting *key, const char *value,
		      struct err *e)
{
	unsigned who = !key->per_trainer ? WHO_A : a->who ? a->who : 1u << s->view.who;
	struct kept kept;

	settings_keep(s, &kept);
	if (!store_live(s, a, key, who, value, e))
		return settings_settle(s, &kept, false);
	for (int i = 0; i < TRAINERS; i++) {
		struct str before = { 0 };
		setting_print(key, &kept.config, i, &before);
		if (who & 1u << i)
			say_change(s, key, i, str_text(&before));
		str_done(&before);
	}
	if (session_ready(s) && moves_line(key))
		say_summary(s);
	if (session_ready(s) && strcmp(key->name, "eps") == 0)
		say_tries(s);
	return settings_settle(s, &kept, true);
}

static bool set_run(struct session *s, const struct args *a, struct err *e)
{
	struct str name = { 0 }, value = { 0 };
	const struct setting *key;
	bool good = false;

	if (split_line(a, &name, &value, e) && (key = setting_find(str_text(&name), e))) {
		if (key->when == SETTING_TASK)
			good = refuse_task(s, key, str_text(&value), e);
		else if (value.len == 0)
			good = refuse_empty(s, key, e);
		else
			good = set_value(s, a, key, str_text(&value), e);
	}
	str_done(&name);
	str_done(&value);
	return good;
}

const struct command cmd_set = {
	.name = "set", .synopsis = "set KEY VALUE [@a|@b|@ab]",
	.summary = "change a setting",
	.help = "Settings of a trainer hold from its next update on; without @ of the trainer in\n"
		"focus. Settings of the task take new or preset. help KEY says what is allowed,\n"
		"show lists all.",
	.example = { "set lr .1", "set alpha 1e-6" },
	.group = GROUP_SETUP, .takes_who = true, .raw = true, .undoable = true,
	.complete = { COMPLETE_SETTING, COMPLETE_VALUE },
	.run = set_run,
};

/* ---- show */

static void show_row(struct session *s, const struct setting *key, int who, const char *mark)
{
	struct config defaults;
	struct str value = { 0 }, otherwise = { 0 }, name = { 0 };

	config_defaults(&defaults);
	str_addf(&name, "%s%s", key->name, mark);
	setting_print(key, &s->config, who, &value);
	setting_print(key, &defaults, who, &otherwise);
	say_row(s, "  %-19s %-12s %-10s %s", str_text(&name), str_text(&value), str_text(&otherwise),
		setting_origin_of(s, key, who));
	str_done(&value);
	str_done(&otherwise);
	str_done(&name);
}

static void show_all(struct session *s)
{
	bool both = session_ready(s) && run_exists(&s->run[1]);

	say_row(s, "  %-19s %-12s %-10s %s", "setting", "value", "default", "set by");
	for (int i = 0; i < setting_count; i++) {
		const struct setting *key = &setting_table[i];
		if (!key->per_trainer || !both) {
			show_row(s, key, key->per_trainer ? s->view.who : 0, "");
			continue;
		}
		show_row(s, key, 0, " @a");
		show_row(s, key, 1, " @b");
	}
}

static bool show_run(struct session *s, const struct args *a, struct err *e)
{
	const struct setting *key;

	if (a->n == 0) {
		show_all(s);
		return true;
	}
	if (!(key = setting_find(a->word[0], e)))
		return false;
	say_value(s, key);
	return true;
}

const struct command cmd_show = {
	.name = "show", .synopsis = "show [KEY]",
	.summary = "print a setting, its default and who set it; alone: all settings",
	.help = "Settings of a trainer are shown for A and for B when both exist and differ.",
	.example = { "show lr", "show" },
	.group = GROUP_LOOK, .max = 1, .complete = { COMPLETE_SETTING }, .run = show_run,
};
