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

/* A name with a newline in it cannot be told in a line: then there is no recipe. */
static void add_line(struct session *s, const char *line)
{
	if (strchr(line, '\n'))
		str_clear(&s->recipe);
	else
		str_addf(&s->recipe, "%s\n", line);
}

void recipe_start(struct session *s, const char *line)
{
	if (s->in_preset)
		return;
	str_clear(&s->recipe);
	add_line(s, line);
	if (strncmp(line, "preset ", strlen("preset ")) == 0)
		s->cooked = s->config;
	else
		config_defaults(&s->cooked);
}

void recipe_add(struct session *s, const char *line)
{
	if (!s->in_preset && s->recipe.len > 0)
		add_line(s, line);
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

/* The line of the recipe gives these settings to whoever runs it. */
static void keep_pretrain(struct session *s)
{
	const struct config *from = &s->config;
	struct config *to = &s->cooked;

	to->pretrain_lr = from->pretrain_lr;
	to->pretrain_batch = from->pretrain_batch;
	to->pretrain_optimizer = from->pretrain_optimizer;
	memcpy(to->pretrain_skip, from->pretrain_skip, sizeof to->pretrain_skip);
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
	keep_pretrain(s);
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

void recipe_value(const struct setting *key, const struct config *c, int who, struct str *to)
{
	const char *frozen = c->trainer[who].frozen;
	char *whole = strcmp(key->name, "behavior") == 0 && frozen[0] ? realpath(frozen, NULL) : NULL;

	if (whole && strlen(whole) < SETTING_TEXT)
		str_addf(to, "frozen:%s", whole);
	else
		setting_print(key, c, who, to);
	free(whole);
}

bool recipe_same(const struct setting *key, const struct config *a, const struct config *b, int who)
{
	struct str one = { 0 }, other = { 0 };
	bool same;

	recipe_value(key, a, who, &one);
	recipe_value(key, b, who, &other);
	same = strcmp(str_text(&one), str_text(&other)) == 0;
	str_done(&one);
	str_done(&other);
	return same;
}
