/* A command is kept as the differences that it made: text by text of settings, break by break. */
#include "run/undo.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "run/stops.h"

enum { STEPS_MOST = 100 };
enum side { BEFORE, AFTER, SIDES };

struct setting_change {
	const struct setting *key;
	int who;
	char *text[SIDES]; /* owned */
	uint8_t origin[SIDES];
	bool stays;        /* the way back or forth that is under way leaves it alone .. */
	bool left;         /* .. as the one before did                                   */
};

struct stop_change {
	int number;
	bool there[SIDES];
	struct stop stop[SIDES]; /* where it is there: owned */
};

struct undo_step {
	char *text;
	struct setting_change *setting;
	struct stop_change *stop;
	int nsettings, nstops;
};

static void free_step(struct undo_step *u)
{
	for (int i = 0; i < u->nsettings; i++)
		for (int side = 0; side < SIDES; side++)
			free(u->setting[i].text[side]);
	for (int i = 0; i < u->nstops; i++)
		for (int side = 0; side < SIDES; side++)
			stop_done(&u->stop[i].stop[side]);
	free(u->text);
	free(u->setting);
	free(u->stop);
}

/* Forgets the steps from `from` on. */
static void cut(struct undo *u, int from)
{
	while (u->n > from)
		free_step(&u->step[--u->n]);
	if (u->done > from)
		u->done = from;
}

void undo_clear(struct session *s)
{
	cut(&s->undo, 0);
	free(s->undo.step);
	s->undo.step = NULL;
}

/* ---- What a command has changed */

void undo_look(const struct session *s, struct undo_before *b)
{
	settings_keep(s, &b->settings);
	b->nstops = s->stops.n;
	b->stop = xcalloc((size_t)b->nstops, sizeof *b->stop);
	for (int i = 0; i < b->nstops; i++)
		b->stop[i] = stop_copy(&s->stops.list[i]);
}

static void forget(struct session *s, struct undo_before *b)
{
	for (int i = 0; i < b->nstops; i++)
		stop_done(&b->stop[i]);
	free(b->stop);
	settings_settle(s, &b->settings, true);
}

static size_t origin_at(const struct setting *key, int who)
{
	return (size_t)(key - setting_table) * TRAINERS + (key->per_trainer ? (size_t)who : 0);
}

static void compare_setting(const struct session *s, const struct kept *before, const struct setting *key, int who,
			    struct undo_step *u)
{
	size_t at = origin_at(key, who);
	struct str text[SIDES] = { { 0 } };

	setting_print(key, &before->config, who, &text[BEFORE]);
	setting_print(key, &s->config, who, &text[AFTER]);
	if (strcmp(str_text(&text[BEFORE]), str_text(&text[AFTER])) != 0) {
		u->setting = xresize(u->setting, (size_t)u->nsettings + 1, sizeof *u->setting);
		u->setting[u->nsettings++] = (struct setting_change){
			.key = key, .who = who, .text = { str_take(&text[BEFORE]), str_take(&text[AFTER]) },
			.origin = { before->origin[at], s->origin[at] },
		};
	}
	str_done(&text[BEFORE]);
	str_done(&text[AFTER]);
}

static const struct stop *find(const struct undo_before *b, int number)
{
	for (int i = 0; i < b->nstops; i++)
		if (b->stop[i].number == number)
			return &b->stop[i];
	return NULL;
}

static const char *commands_of(const struct stop *b)
{
	return b->commands ? b->commands : "";
}

/* By what commands change. */
static bool is_equal(const struct stop *a, const struct stop *b)
{
	return a->enabled == b->enabled && a->ignore == b->ignore && strcmp(commands_of(a), commands_of(b)) == 0;
}

/* NULL: it was, or is, not there. */
static void compare_stop(const struct stop *before, const struct stop *after, struct undo_step *u)
{
	const struct stop *stop[SIDES] = { before, after };
	struct stop_change *c;

	if (before && after && is_equal(before, after))
		return;
	u->stop = xresize(u->stop, (size_t)u->nstops + 1, sizeof *u->stop);
	c = &u->stop[u->nstops++];
	*c = (struct stop_change){ .number = before ? before->number : after->number };
	for (int side = 0; side < SIDES; side++) {
		c->there[side] = stop[side] != NULL;
		if (stop[side])
			c->stop[side] = stop_copy(stop[side]);
	}
}

static void compare(const struct session *s, const struct undo_before *b, struct undo_step *u)
{
	for (int i = 0; i < setting_count; i++)
		for (int who = 0; who < (setting_table[i].per_trainer ? TRAINERS : 1); who++)
			compare_setting(s, &b->settings, &setting_table[i], who, u);
	for (int i = 0; i < b->nstops; i++)
		compare_stop(&b->stop[i], stops_get(s, b->stop[i].number), u);
	for (int i = 0; i < s->stops.n; i++)
		if (!find(b, s->stops.list[i].number))
			compare_stop(NULL, &s->stops.list[i], u);
}

/* In the place of what was taken back: that cannot be done again any more. */
static void add_step(struct undo *l, const struct undo_step *u)
{
	cut(l, l->done);
	if (l->n == STEPS_MOST) {
		free_step(&l->step[0]);
		memmove(l->step, l->step + 1, (size_t)--l->n * sizeof *l->step);
	}
	l->step = xresize(l->step, (size_t)l->n + 1, sizeof *l->step);
	l->step[l->n++] = *u;
	l->done = l->n;
}

void undo_note(struct session *s, struct undo_before *b, const char *text)
{
	struct undo_step u = { 0 };

	if (text && !s->in_preset)
		compare(s, b, &u);
	forget(s, b);
	if (u.nsettings + u.nstops == 0)
		return;
	u.text = xstrdup(text);
	add_step(&s->undo, &u);
}

/* ---- Back and forth */

static void add_comma(struct str *to, size_t before)
{
	if (to->len > before)
		str_add(to, ", ");
}

static void say_name(const struct session *s, const struct setting_change *c, struct str *said)
{
	str_add(said, c->key->name);
	if (c->key->per_trainer && run_exists(&s->run[1]))
		str_addf(said, " of trainer %c", 'A' + c->who);
}

/* Whether the setting is `text` in these settings. */
static bool is_text(const struct setting_change *c, const struct config *config, const char *text)
{
	struct str now = { 0 };
	bool same;

	setting_print(c->key, config, c->who, &now);
	same = strcmp(str_text(&now), text) == 0;
	str_done(&now);
	return same;
}

/* Whether the trainer comes to it again where it is now: it has gone back in time. */
static bool lies_ahead(const struct session *s, const struct setting_change *c, const char *text)
{
	const struct run *r = &s->run[c->who];

	for (int i = r->at + 1; c->key->per_trainer && run_exists(r) && i < r->line->nspan; i++)
		if (is_text(c, &r->line->span[i].settings, text))
			return true;
	return false;
}

/* ` is 0.3 by now: left alone` */
static void say_stays(const struct session *s, const struct setting_change *c, enum side side, struct str *said)
{
	if (c->left) {
		str_add(said, " was left alone");
		return;
	}
	str_add(said, " is ");
	setting_print(c->key, &s->config, c->who, said);
	str_addf(said, " %s: left alone", lies_ahead(s, c, c->text[!side]) ? "here, the change lies ahead" : "by now");
}

/* `lr 0.1 -> 0.5`, of two trainers `lr of trainer B 0.1 -> 0.5`. Only what is still as the command, or its undo, left it. */
static bool put_setting(struct session *s, struct setting_change *c, enum side side, struct str *said, struct err *e)
{
	say_name(s, c, said);
	c->stays = c->left || !is_text(c, &s->config, c->text[!side]);
	if (c->stays) {
		say_stays(s, c, side, said);
		return true;
	}
	str_addf(said, " %s -> %s", c->text[!side], c->text[side]);
	s->origin[origin_at(c->key, c->who)] = c->origin[side];
	return setting_store(c->key, &s->config, c->who, c->text[side], e);
}

static bool put_settings(struct session *s, struct undo_step *u, enum side side, struct str *said, struct err *e)
{
	size_t start = said->len;

	for (int i = 0; i < u->nsettings; i++) {
		add_comma(said, start);
		if (!put_setting(s, &u->setting[i], side, said, e))
			return false;
	}
	return u->nsettings == 0 || !session_ready(s) || session_apply_settings(s, e);
}

static void say_difference(const struct stop *now, const struct stop *then, struct str *said)
{
	size_t start = said->len;

	if (now->enabled != then->enabled)
		str_add(said, then->enabled ? "enabled" : "disabled");
	if (now->ignore != then->ignore) {
		add_comma(said, start);
		str_addf(said, "ignores %" PRIu64, then->ignore);
	}
	if (strcmp(commands_of(now), commands_of(then)) != 0) {
		add_comma(said, start);
		str_addf(said, "does %s", then->commands ? then->commands : "nothing but stop");
	}
	if (said->len == start)
		str_add(said, "as it was");
}

/* One that has gone by itself, being for once, stays away. */
static void put_stop(struct session *s, const struct stop_change *c, enum side side, struct str *said)
{
	const struct stop *now = stops_get(s, c->number), *any = &c->stop[c->there[AFTER] ? AFTER : BEFORE];

	str_addf(said, "%s %d ", any->kind == STOP_BREAK ? "break" : "watch", c->number);
	if (!now && c->there[!side]) {
		str_add(said, "is gone already");
	} else if (!c->there[side]) {
		stops_remove(s, c->number);
		str_add(said, "deleted");
	} else {
		if (now)
			say_difference(now, &c->stop[side], said);
		else
			str_add(said, "restored");
		stops_put(s, &c->stop[side]);
	}
}

static bool put(struct session *s, struct undo_step *u, enum side side, struct str *said, struct err *e)
{
	struct kept kept;
	size_t start;

	str_addf(said, "%s (", u->text);
	start = said->len;
	settings_keep(s, &kept);
	if (!settings_settle(s, &kept, put_settings(s, u, side, said, e)))
		return err_prefix(e, "%s stays: ", u->text);
	for (int i = 0; i < u->nsettings; i++)
		u->setting[i].left = u->setting[i].stays && !u->setting[i].left;
	for (int i = 0; i < u->nstops; i++) {
		add_comma(said, start);
		put_stop(s, &u->stop[i], side, said);
	}
	str_add(said, ")");
	return true;
}

bool undo_back(struct session *s, struct str *said, struct err *e)
{
	struct undo *l = &s->undo;

	if (l->done == 0)
		return err_set(e, "nothing to undo: it takes back what was done to settings, breaks and watches. back moves "
				  "in time");
	if (!put(s, &l->step[l->done - 1], BEFORE, said, e))
		return false;
	l->done--;
	return true;
}

bool undo_forth(struct session *s, struct str *said, struct err *e)
{
	struct undo *l = &s->undo;

	if (l->done == l->n)
		return err_set(e, "nothing to redo: it does again what undo took back, until another command changes "
				  "something");
	if (!put(s, &l->step[l->done], AFTER, said, e))
		return false;
	l->done++;
	return true;
}
