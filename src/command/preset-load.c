/* What happens around a preset's commands. */
#include "command/preset-load.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "command/assign.h"
#include "run/recipe.h"

/* ---- overrides */

void overrides_add(struct overrides *o, const struct setting *key, const char *value)
{
	o->list = xresize(o->list, (size_t)o->n + 1, sizeof *o->list);
	o->list[o->n++] = (struct override){ key, xstrdup(value) };
}

const char *overrides_find(const struct overrides *o, const struct setting *key)
{
	for (int i = o->n - 1; i >= 0; i--)
		if (o->list[i].key == key)
			return o->list[i].value;
	return NULL;
}

void overrides_done(struct overrides *o)
{
	for (int i = 0; i < o->n; i++)
		free(o->list[i].value);
	free(o->list);
	*o = (struct overrides){ 0 };
}

/* ---- loading */

/* All but the sink. */
static void begin(struct preset_load *l, struct session *s, const struct overrides *o)
{
	session_hold(s);
	s->in_preset = l->preset = o != NULL;
	for (int i = 0; o && i < o->n; i++)
		for (int who = 0; who < TRAINERS; who++)
			assign_user(s, o->list[i].key, who, o->list[i].value, NULL);
}

void preset_load_begin(struct preset_load *l, struct session *s, const struct overrides *o)
{
	*l = (struct preset_load){ 0 };
	hush_begin(&l->hush, s);
	begin(l, s, o);
}

void preset_load_apart(struct preset_load *l, struct session *s)
{
	*l = (struct preset_load){ 0 };
	hush_begin_apart(&l->hush, s);
	begin(l, s, NULL);
	l->apart = true;
	l->fits = s->fits;
	l->expected = s->expected;
	l->unmet = s->unmet;
	l->looks = s->looks;
	l->stage = s->stage;
	s->fits = (struct fits){ 0 };
	s->expected = s->unmet = 0;
	s->looks = 0;
	s->stage = NULL;
	s->tables = &l->tables;
	s->config.speed = 0; /* as fast as it goes */
}

static void return_apart(struct preset_load *l, struct session *s)
{
	fits_done(&s->fits);
	tables_done(&l->tables);
	s->fits = l->fits;
	s->expected = l->expected;
	s->unmet = l->unmet;
	s->looks = l->looks;
	s->stage = l->stage;
	s->tables = NULL;
	l->apart = false;
}

static void leave(struct preset_load *l, struct session *s)
{
	if (l->apart)
		return_apart(l, s);
	hush_end(&l->hush, s);
	s->in_preset = false;
}

void preset_load_undo(struct preset_load *l, struct session *s)
{
	leave(l, s);
	session_rollback(s);
}

/* NAME of FOLDER/NAME.op. */
static void keep_name(struct session *s, const char *path)
{
	const char *slash = strrchr(path, '/'), *from = slash ? slash + 1 : path;
	size_t len = strlen(from);

	if (len > 3 && strcmp(from + len - 3, ".op") == 0)
		len -= 3;
	if (len >= sizeof s->preset)
		len = sizeof s->preset - 1;
	memcpy(s->preset, from, len);
	s->preset[len] = '\0';
}

/* preset NAME KEY=VALUE ..; `seed` says both seeds, and so goes first. */
static void record(struct session *s, const struct overrides *o)
{
	const struct setting *seed = setting_named("seed");
	const char *seeds = overrides_find(o, seed);
	struct str line = { 0 };

	str_add(&line, "preset ");
	recipe_word(&line, NULL, s->preset);
	if (seeds)
		str_addf(&line, " seed=%s", seeds);
	for (int i = 0; i < o->n; i++) {
		const struct override *v = &o->list[i];
		if (v->key == seed || overrides_find(o, v->key) != v->value || (seeds && strcmp(v->value, seeds) == 0 &&
										 strcmp(v->key->name, "task.seed") == 0))
			continue;
		str_add(&line, " ");
		recipe_word(&line, v->key->name, v->value);
	}
	recipe_start(s, str_text(&line));
	str_done(&line);
}

void preset_load_end(struct preset_load *l, struct session *s)
{
	leave(l, s);
	session_commit(s);
}

void preset_load_keep(struct preset_load *l, struct session *s, const char *path, const struct overrides *o)
{
	struct str summary = { 0 };

	preset_load_end(l, s);
	keep_name(s, path);
	record(s, o);
	session_summary(s, &summary);
	out_line(s->out, OUT_REPLY, "%s: %s", s->preset, str_text(&summary));
	str_done(&summary);
}
