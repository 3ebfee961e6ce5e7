/* Telling a course: settings, updates and marks of a trainer in the order of its updates. Trainers are independent of each
 * other: first all of A is told, then all of B. */
#include "run/course.h"

#include <inttypes.h>
#include <string.h>

#include "core/behave.h"
#include "run/recipe.h"
#include "run/stops.h"

/* ---- Settings */

static void add_change(const struct setting *key, const struct config *from, const struct config *to_be, int who,
		       struct str *to)
{
	if (recipe_same(key, from, to_be, who))
		return;
	str_addf(to, "set %s ", key->name);
	recipe_value(key, to_be, who, to);
	str_addf(to, key->per_trainer ? " @%c\n" : "\n", 'a' + who);
}

/* A support line of its own goes before the budget, and one that is the budget's behind it; a behaviour goes last, for some go
 * with few settings: each step has to be allowed. */
enum { ROUNDS = 3 };
static int round_of(const struct setting *key, const struct config *to_be)
{
	if (strcmp(key->name, "alpha") == 0 && to_be->alpha_kind != ALPHA_BUDGET)
		return 0;
	return strcmp(key->name, "behavior") == 0 ? 2 : 1;
}

/* Settings that a behaviour may not go with. */
static bool same_terms(const struct trainer_config *a, const struct trainer_config *b)
{
	return a->behavior == b->behavior && a->reward == b->reward && a->code == b->code && a->baseline == b->baseline &&
	       a->clip == b->clip;
}

static bool is_live(const struct setting *key)
{
	return key->when == SETTING_LIVE && !session_is_habit(key);
}

void course_changes(const struct config *from, const struct config *to_be, int who, struct str *to)
{
	struct config now = *from;

	if (behave_types[now.trainer[who].behavior]->forced && !same_terms(&now.trainer[who], &to_be->trainer[who])) {
		now.trainer[who].behavior = 0;
		now.trainer[who].frozen[0] = '\0';
		add_change(setting_named("behavior"), from, &now, who, to);
	}
	for (int round = 0; round < ROUNDS; round++)
		for (int i = 0; i < setting_count; i++)
			if (is_live(&setting_table[i]) && round_of(&setting_table[i], to_be) == round)
				add_change(&setting_table[i], &now, to_be, who, to);
}

struct config course_shared(const struct config *c, const struct config *but)
{
	struct config shared = *c;

	memcpy(shared.trainer, but->trainer, sizeof shared.trainer);
	return shared;
}

/* Those that are read later, or shown. */
static void add_others(const struct session *s, struct str *to)
{
	for (int i = 0; i < setting_count; i++) {
		const struct setting *key = &setting_table[i];
		if ((key->when == SETTING_BASE || key->when == SETTING_DISPLAY) && !session_is_habit(key))
			add_change(key, &s->cooked, &s->config, 0, to);
	}
}

/* `trainer process lr=.5 .. @b`: all its settings at once. */
static void add_trainer(const struct config *first, int who, struct str *to)
{
	struct str value = { 0 };

	setting_print(setting_named("reward"), first, who, &value);
	str_addf(to, "trainer %s", str_text(&value));
	for (int i = 0; i < setting_count; i++) {
		const struct setting *key = &setting_table[i];
		if (!key->per_trainer || strcmp(key->name, "reward") == 0)
			continue;
		str_clear(&value);
		recipe_value(key, first, who, &value);
		str_add(to, " ");
		recipe_word(to, strcmp(key->name, "behavior.eps") == 0 ? "eps" : key->name, str_text(&value));
	}
	str_addf(to, " @%c\n", 'a' + who);
	str_done(&value);
}

static bool same_trainers(const struct config *a, const struct config *b, int who)
{
	struct str changes = { 0 };
	bool same;

	course_changes(a, b, who, &changes);
	same = changes.len == 0;
	str_done(&changes);
	return same;
}

/* ---- Updates */

/* Where the telling stands. */
struct teller {
	const struct session *s;
	struct config now;   /* settings as the commands so far leave them */
	uint64_t update;     /* of the trainer that is told                */
	struct str *to;
};

static void add_steps(struct teller *t, int who, uint64_t update)
{
	if (update > t->update)
		str_addf(t->to, "step %" PRIu64 " @%c\n", update - t->update, 'a' + who);
	t->update = update;
}

/* Settings of no trainer, and of this one. */
static void change(struct teller *t, const struct config *to_be, int who)
{
	struct config next = course_shared(to_be, &t->now);

	next.trainer[who] = to_be->trainer[who];
	course_changes(&t->now, &next, who, t->to);
	t->now = next;
}

/* Settings of no trainer alone. */
static void change_shared(struct teller *t, const struct config *to_be)
{
	struct config next = course_shared(to_be, &t->now);

	change(t, &next, 0);
}

static bool is_own(const struct session *s, int who, const struct mark *m)
{
	const struct marked *at = &m->place[who];

	return at->line && timeline_agree(at->line, s->run[who].line, at->update);
}

static void add_marks(struct teller *t, int who)
{
	for (int i = 0; i < t->s->marks.n; i++)
		if (is_own(t->s, who, &t->s->marks.list[i]) && t->s->marks.list[i].place[who].update == t->update)
			str_addf(t->to, "mark %s @%c\n", t->s->marks.list[i].name, 'a' + who);
}

/* The next update at or behind this one at which a mark is to be made. */
static uint64_t next_mark(const struct teller *t, int who, uint64_t from)
{
	uint64_t next = UINT64_MAX;

	for (int i = 0; i < t->s->marks.n; i++) {
		uint64_t at = t->s->marks.list[i].place[who].update;
		if (is_own(t->s, who, &t->s->marks.list[i]) && at >= from && at < next)
			next = at;
	}
	return next;
}

static void tell_updates(struct teller *t, int who, uint64_t end)
{
	for (uint64_t at = next_mark(t, who, t->update); at < end; at = next_mark(t, who, at + 1)) {
		add_steps(t, who, at);
		add_marks(t, who);
	}
	add_steps(t, who, end);
}

/* Into the past, with the settings of no trainer as they were when it came there: what has changed since leads to another
 * future. The trainer's own follow, but for its iterate. */
static void tell_return(struct teller *t, int who)
{
	const struct run *r = &t->s->run[who];
	uint64_t update = run_update(r);
	int iterate = t->now.trainer[who].iterate;

	change_shared(t, &r->agreed.settings);
	str_addf(t->to, "goto %" PRIu64 " @%c\n", update, 'a' + who);
	t->now.trainer[who] = r->line->span[timeline_span(r->line, update)].settings.trainer[who];
	t->now.trainer[who].iterate = iterate;
}

/* Its first settings at once, and then from update to update. B has to be made in any case. */
static void tell_trainer(struct teller *t, int who)
{
	const struct timeline *line = t->s->run[who].line;
	const struct config *first = &line->span[0].settings;

	t->update = 0;
	change_shared(t, first);
	if (who == 1 || !same_trainers(&t->now, first, who))
		add_trainer(first, who, t->to);
	t->now.trainer[who] = first->trainer[who];
	for (int i = 0; i < line->nspan; i++) {
		tell_updates(t, who, line->span[i].from);
		change(t, &line->span[i].settings, who);
	}
	tell_updates(t, who, line->end);
	add_marks(t, who);
	if (run_update(&t->s->run[who]) != line->end)
		tell_return(t, who);
}

/* ---- Breaks and watches */

static void add_stop(const struct stop *b, int number, struct str *to)
{
	str_addf(to, "%s %s%s", b->kind == STOP_BREAK ? "break" : "watch", stop_text(b), b->once ? " once" : "");
	str_addf(to, b->who ? " @%c\n" : "\n", b->who == WHO_B ? 'b' : 'a');
	if (b->ignore > 0)
		str_addf(to, "ignore %d %" PRIu64 "\n", number, b->ignore);
	if (!b->enabled)
		str_addf(to, "disable %d\n", number);
	if (b->commands)
		str_addf(to, "on %d do %s\n", number, b->commands);
}

void course_stops(const struct session *s, struct str *to)
{
	for (int i = 0; i < s->stops.n; i++)
		add_stop(&s->stops.list[i], i + 1, to);
}

bool course_print(const struct session *s, struct str *to, struct err *e)
{
	struct teller t = { .s = s, .now = s->cooked, .to = to };

	if (!session_ready(s))
		return err_set(e, "no task yet: preset NAME or new KIND");
	if (!recipe_print(s, to))
		return err_set(e, "it is not known how this task was made");
	for (int who = 0; who < TRAINERS; who++)
		if (run_exists(&s->run[who]))
			tell_trainer(&t, who);
	for (int who = 0; who < TRAINERS; who++)
		change(&t, &s->config, who);
	add_others(s, to);
	course_stops(s, to);
	if (run_exists(&s->run[1]))
		str_addf(to, "trainer @%c\n", 'a' + s->view.who); /* into focus */
	return true;
}
