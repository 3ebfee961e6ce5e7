/* Storing settings for commands. */
#include "command/assign.h"

#include "base/num.h"
#include "command/command.h"
#include "command/interp.h"

static uint8_t *origin_at(const struct session *s, const struct setting *key, int who)
{
	return &s->origin[(key - setting_table) * TRAINERS + (key->per_trainer ? who : 0)];
}

bool assign(struct session *s, const struct args *a, const struct setting *key, unsigned who, const char *text,
	    struct err *e)
{
	const char *wins = interp_overridden(a->interp, key);

	if (!key->per_trainer)
		who = WHO_A;
	for (int i = 0; i < TRAINERS; i++) {
		if (!(who & 1u << i))
			continue;
		if (!setting_store(key, &s->config, i, wins ? wins : text, e))
			return false;
		*origin_at(s, key, i) = s->in_preset && !wins ? ORIGIN_PRESET : ORIGIN_USER;
	}
	return true;
}

bool assign_name(struct session *s, const struct args *a, const char *name, unsigned who, const char *text,
		 struct err *e)
{
	const struct setting *key = setting_find(name, e);

	return key && assign(s, a, key, who, text, e);
}

const struct setting *setting_of_key(const struct command *c, const char *key, struct err *e)
{
	const struct setting *own = NULL;
	struct str name = { 0 };

	if (c->prefix) {
		str_addf(&name, "%s%s", c->prefix, key);
		own = setting_named(str_text(&name));
		str_done(&name);
	}
	return own ? own : setting_find(key, e);
}

bool assign_keys(struct session *s, const struct args *a, unsigned who, struct err *e)
{
	for (int i = 0; i < a->nkeys; i++) {
		const struct setting *key = setting_of_key(a->command, a->key[i], e);
		if (!key || !assign(s, a, key, who, a->value[i], e))
			return false;
	}
	return true;
}

bool assign_number(struct session *s, const struct args *a, const char *name, int n, struct err *e)
{
	char text[NUM_TEXT];

	return assign_name(s, a, name, 0, num_exact(text, n), e);
}

bool assign_user(struct session *s, const struct setting *key, int who, const char *text, struct err *e)
{
	if (!setting_store(key, &s->config, who, text, e))
		return false;
	*origin_at(s, key, who) = ORIGIN_USER;
	return true;
}

void assign_default(struct session *s, const struct args *a, const char *name)
{
	const struct setting *key = setting_find(name, NULL);

	if (interp_overridden(a->interp, key))
		return;
	setting_store(key, &s->config, 0, key->def[0], NULL);
	*origin_at(s, key, 0) = ORIGIN_DEFAULT;
}

const char *setting_origin_of(const struct session *s, const struct setting *key, int who)
{
	static const char *const word[] = { [ORIGIN_PRESET] = "preset", [ORIGIN_USER] = "you" };
	uint8_t origin = *origin_at(s, key, who);

	return origin == ORIGIN_PRESET || origin == ORIGIN_USER ? word[origin] : "";
}
