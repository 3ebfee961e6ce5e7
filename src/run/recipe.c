/* Recording how a task and a base model were made. */
#include "run/recipe.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "core/task.h"

/* ---- Words */

/* Whether the word stands for itself without quotes. */
static bool is_simple(const char *word)
{
	if (!*word)
		return false;
	for (; *word; word++)
		if (!ascii_is_word(*word) && !strchr("/._,+-:", *word))
			return false;
	return true;
}

void recipe_word(struct str *to, const char *key, const char *word)
{
	if (key)
		str_addf(to, "%s=", key);
	if (is_simple(word)) {
		str_add(to, word);
		return;
	}
	str_add(to, "\"");
	for (; *word; word++)
		str_addf(to, "%s%c", *word == '"' || *word == '\\' ? "\\" : "", *word);
	str_add(to, "\"");
}

void recipe_file(struct str *to, const char *key, const char *path)
{
	char *whole = realpath(path, NULL);

	recipe_word(to, key, whole ? whole : path);
	free(whole);
}

/* ---- Recording */

void recipe_start(struct session *s, const char *line)
{
	if (s->in_preset)
		return;
	str_clear(&s->recipe);
	recipe_add(s, line);
}

void recipe_add(struct session *s, const char *line)
{
	if (!s->in_preset)
		str_addf(&s->recipe, "%s\n", line);
}

/* ` KEY=VALUE`, the value of a setting. */
static void add_setting(const struct session *s, const char *key, const char *name, struct str *to)
{
	struct str value = { 0 };

	setting_print(setting_named(name), &s->config, 0, &value);
	str_add(to, " ");
	recipe_word(to, key, str_text(&value));
	str_done(&value);
}

/* A key that has no meaning for the kind is left out: it would be refused, or mislead. */
void recipe_start_new(struct session *s, const char *responses)
{
	static const char *const all[] = { "k", "N", "d", "features" };
	const struct task_type *type = task_types[s->config.kind];
	bool centres = type == &task_mixture;
	struct str line = { 0 };

	str_addf(&line, "new %s", type->name);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		add_setting(s, all[i], all[i], &line);
	add_setting(s, "seed", "task.seed", &line);
	if (type->listed || centres)
		add_setting(s, "prompts", "prompts", &line);
	if (centres)
		add_setting(s, "sigma", "sigma", &line);
	if (!type->listed && !centres)
		add_setting(s, "track", "track", &line);
	if (!type->listed)
		add_setting(s, "test.size", "test.size", &line);
	if (responses) {
		str_add(&line, " ");
		recipe_word(&line, "responses", responses);
	}
	recipe_start(s, str_text(&line));
	str_done(&line);
}

void recipe_add_pretrain(struct session *s, uint64_t steps)
{
	static const char *const keys[] = { "lr", "batch", "optimizer", "skip" };
	struct str line = { 0 }, name = { 0 };

	str_addf(&line, "pretrain %" PRIu64, steps);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		str_clear(&name);
		str_addf(&name, "pretrain.%s", keys[i]);
		add_setting(s, keys[i], str_text(&name), &line);
	}
	recipe_add(s, str_text(&line));
	str_done(&line);
	str_done(&name);
}

/* ---- Printing */

bool recipe_print(const struct session *s, struct str *to)
{
	if (!session_ready(s) || s->recipe.len == 0)
		return false;
	str_addf(to, "%sseed %" PRIu64 "\n", str_text(&s->recipe), s->config.seed);
	return true;
}

/* A preset brings its own settings; without one, those that an earlier preset left are the user's too. */
bool recipe_is_chosen(const struct session *s, const struct setting *key, int who)
{
	enum setting_origin origin = (enum setting_origin)(s->origin[(key - setting_table) * TRAINERS + who] & ~ORIGIN_LEFT);
	bool preset = strncmp(str_text(&s->recipe), "preset ", 7) == 0;

	return key->when != SETTING_TASK && !session_is_habit(key) &&
	       (origin == ORIGIN_USER || (origin == ORIGIN_PRESET && !preset));
}

/* A behaviour's file by its whole path, as long as a setting holds it. */
static void add_value(const struct session *s, const struct setting *key, int who, struct str *to)
{
	const char *frozen = s->config.trainer[who].frozen;
	char *whole = strcmp(key->name, "behavior") == 0 && frozen[0] ? realpath(frozen, NULL) : NULL;

	if (whole && strlen(whole) < SETTING_TEXT)
		str_addf(to, "frozen:%s", whole);
	else
		setting_print(key, &s->config, who, to);
	free(whole);
}

static void add_set(const struct setting *key, const struct str *value, const char *at, struct str *to)
{
	str_addf(to, "set %s %s%s\n", key->name, str_text(value), at);
}

static void add_of_trainers(const struct session *s, const struct setting *key, struct str *to)
{
	struct str a = { 0 }, b = { 0 };
	bool set_a = recipe_is_chosen(s, key, 0), set_b = recipe_is_chosen(s, key, 1);

	add_value(s, key, 0, &a);
	add_value(s, key, 1, &b);
	if (set_a && set_b && strcmp(str_text(&a), str_text(&b)) == 0) {
		add_set(key, &a, " @ab", to);
	} else {
		if (set_a)
			add_set(key, &a, " @a", to);
		if (set_b)
			add_set(key, &b, " @b", to);
	}
	str_done(&a);
	str_done(&b);
}

/* What has to go before the others, so that every step is allowed: a support line that needs no budget before the budget goes,
 * and a behaviour that goes with everything. */
static bool goes_first(const struct session *s, const struct setting *key)
{
	if (strcmp(key->name, "alpha") == 0)
		return s->config.alpha_kind != ALPHA_BUDGET;
	return strcmp(key->name, "behavior") == 0 && s->config.trainer[0].behavior == 0 &&
	       s->config.trainer[1].behavior == 0;
}

void recipe_settings(const struct session *s, struct str *to)
{
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < setting_count; i++) {
			const struct setting *key = &setting_table[i];
			struct str value = { 0 };
			if (goes_first(s, key) != (round == 0))
				continue;
			if (key->per_trainer) {
				add_of_trainers(s, key, to);
			} else if (recipe_is_chosen(s, key, 0)) {
				add_value(s, key, 0, &value);
				add_set(key, &value, "", to);
			}
			str_done(&value);
		}
}
