/* Lines are made in the order of their numbers, so that one that has left another finds it made. */
#include "run/restore.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/build.h"
#include "base/hash.h"
#include "base/num.h"
#include "base/xalloc.h"
#include "run/checkpoint.h"
#include "run/course.h"
#include "run/frame.h"
#include "run/recipe.h"
#include "run/runfile.h"
#include "run/travel.h"

/* A row of setting: `at.line` 0 where the setting is the session's own, with `lr@a` as its key. */
struct said {
	struct runfile_at at;
	char *key, *value; /* owned */
};
/* A line, and the timeline that has become of it. */
struct found {
	struct runfile_line row;
	bool wanted;           /* a trainer or a mark is on it, or on one that left it */
	struct timeline *line; /* one user                                            */
};
struct named {
	char name[MARK_NAME];
	struct runfile_at at;
};

struct restore {
	struct runfile *from;
	char *path;
	struct str recipe, stops, rest, version, build, base, view;
	struct said *said;         /* (nsaid)  */
	struct found *found;       /* (nfound) */
	struct named *named;       /* (nnamed) */
	struct runfile_keyframe *key; /* (nkey)   */
	int nsaid, nfound, nnamed, nkey;
	struct runfile_progress at[TRAINERS];
	bool there[TRAINERS];
	struct config made, saved; /* settings as the recipe left them, and as they were when it was saved */
	struct config agreed[TRAINERS]; /* those of no trainer, when the trainer came to where it is     */
	uint64_t readings;         /* of files that behaviours are frozen from: no two alike         */
};

/* ---- Reading the tables */

static bool take_setting(void *self, const struct runfile_setting *row, struct err *e)
{
	struct restore *x = self;

	(void)e;
	x->said = xresize(x->said, (size_t)x->nsaid + 1, sizeof *x->said);
	x->said[x->nsaid++] = (struct said){ row->own ? row->at : (struct runfile_at){ 0 }, xstrdup(row->key), xstrdup(row->value) };
	return true;
}

static bool take_line(void *self, const struct runfile_line *row, struct err *e)
{
	struct restore *x = self;

	if (row->id > INT32_MAX)
		return err_set(e, "%s: line %" PRId64 " is beyond what there can be", x->path, row->id);
	x->found = xresize(x->found, (size_t)x->nfound + 1, sizeof *x->found);
	x->found[x->nfound++] = (struct found){ .row = *row };
	return true;
}

static bool take_mark(void *self, const struct runfile_mark *row, struct err *e)
{
	struct restore *x = self;

	if (!mark_name_check(row->name, e))
		return false;
	x->named = xresize(x->named, (size_t)x->nnamed + 1, sizeof *x->named);
	x->named[x->nnamed] = (struct named){ .at = row->at };
	snprintf(x->named[x->nnamed++].name, MARK_NAME, "%s", row->name);
	return true;
}

static bool take_keyframe(void *self, const struct runfile_keyframe *row, struct err *e)
{
	struct restore *x = self;

	(void)e;
	x->key = xresize(x->key, (size_t)x->nkey + 1, sizeof *x->key);
	x->key[x->nkey++] = *row;
	return true;
}

static bool take_progress(void *self, const struct runfile_progress *row, struct err *e)
{
	struct restore *x = self;

	(void)e;
	x->at[row->at.who] = *row;
	x->there[row->at.who] = true;
	return true;
}

static bool read_tables(struct restore *x, struct err *e)
{
	return runfile_value(x->from, "recipe", &x->recipe, e) && runfile_value(x->from, "version", &x->version, e) &&
	       runfile_value(x->from, "build", &x->build, e) && runfile_value(x->from, "base", &x->base, e) &&
	       runfile_value(x->from, "stops", &x->stops, e) && runfile_value(x->from, "view", &x->view, e) &&
	       runfile_settings(x->from, take_setting, x, e) && runfile_lines(x->from, take_line, x, e) &&
	       runfile_marks(x->from, take_mark, x, e) && runfile_keyframes(x->from, take_keyframe, x, e) &&
	       runfile_progress(x->from, take_progress, x, e);
}

struct restore *restore_open(const char *path, struct err *e)
{
	struct restore *x = xcalloc(1, sizeof *x);

	x->path = xstrdup(path);
	x->from = runfile_read(path, e);
	if (x->from && read_tables(x, e))
		return x;
	restore_free(x);
	return NULL;
}

void restore_free(struct restore *x)
{
	struct str *const texts[] = { &x->recipe, &x->stops, &x->rest, &x->version, &x->build, &x->base, &x->view };

	for (int i = 0; i < x->nsaid; i++) {
		free(x->said[i].key);
		free(x->said[i].value);
	}
	for (int i = 0; i < x->nfound; i++)
		timeline_drop(x->found[i].line);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		str_done(texts[i]);
	runfile_close(x->from);
	free(x->said);
	free(x->found);
	free(x->named);
	free(x->key);
	free(x->path);
	free(x);
}

const char *restore_recipe(const struct restore *x)
{
	return str_text(&x->recipe);
}

const char *restore_stops(const struct restore *x)
{
	return str_text(&x->stops);
}

const char *restore_rest(const struct restore *x)
{
	return str_text(&x->rest);
}

/* ---- Lines */

static struct found *find_line(struct restore *x, int64_t id)
{
	for (int i = 0; i < x->nfound; i++)
		if (x->found[i].row.id == id)
			return &x->found[i];
	return NULL;
}

/* The line and those that it has left. */
static bool want(struct restore *x, const struct runfile_at *at, struct err *e)
{
	struct found *f = find_line(x, at->line);

	if (!f || f->row.who != at->who)
		return err_set(e, "%s is damaged: trainer %c has no line %" PRId64, x->path, 'A' + at->who, at->line);
	while (f && !f->wanted) {
		f->wanted = true;
		if (f->row.parent && !(f = find_line(x, f->row.parent)))
			return err_set(e, "%s is damaged: a line that another one left is missing", x->path);
		else if (!f->row.parent)
			f->wanted = true;
	}
	return true;
}

static bool want_all(struct restore *x, struct err *e)
{
	for (int who = 0; who < TRAINERS; who++)
		if (x->there[who] && !want(x, &x->at[who].at, e))
			return false;
	for (int i = 0; i < x->nnamed; i++)
		if (!want(x, &x->named[i].at, e))
			return false;
	return x->there[0] || err_set(e, "%s has no trainer A", x->path);
}

static bool store(struct restore *x, const char *name, const char *value, int who, struct config *to, struct err *e)
{
	const struct setting *key = setting_named(name);

	struct str now = { 0 };
	bool same;

	if (!key)
		return err_set(e, "%s: there is no setting \"%s\" here: made by outpost %s", x->path, name, str_text(&x->version));
	recipe_value(key, to, who, &now);
	same = strcmp(str_text(&now), value) == 0;
	str_done(&now);
	if (same)
		return true;
	to->readings = x->readings;
	if (!setting_store(key, to, who, value, e))
		return err_prefix(e, "%s: ", x->path);
	x->readings = to->readings;
	return true;
}

/* What the settings of a line come to from one update on. */
static bool make_span(struct session *s, struct restore *x, int who, const struct config *c, uint64_t from, struct span *to,
		      struct err *e)
{
	struct config now = s->config;
	const char *why;
	bool good;

	s->config = *c;
	good = config_check(c, e) && shelf_fill(s, 1u << who, e);
	if (good)
		*to = session_span(s, who);
	s->config = now;
	if (!good)
		return err_prefix(e, "%s: ", x->path);
	to->from = from;
	why = train_config_check(&to->config);
	return !why || err_set(e, "%s: settings from update %" PRIu64 " on: %s", x->path, from, why);
}

/* The next update behind `last` (exclusive, unless none was yet) from which settings of this line hold; UINT64_MAX: none. */
static uint64_t next_span(const struct restore *x, int64_t line, bool first, uint64_t last)
{
	uint64_t next = UINT64_MAX;

	for (int i = 0; i < x->nsaid; i++) {
		const struct runfile_at *at = &x->said[i].at;
		if (at->line == line && (first || at->update > last) && at->update < next)
			next = at->update;
	}
	return next;
}

static bool read_span(struct session *s, struct restore *x, const struct found *f, uint64_t from, struct config *c,
		      struct span *to, struct err *e)
{
	for (int i = 0; i < x->nsaid; i++) {
		const struct said *row = &x->said[i];
		if (row->at.line == f->row.id && row->at.update == from && !store(x, row->key, row->value, f->row.who, c, e))
			return false;
	}
	return make_span(s, x, f->row.who, c, from, to, e);
}

/* The first span comes from the line that was left, if one was. */
static bool begin_line(struct session *s, struct restore *x, struct found *f, struct config *c, uint64_t *at, struct err *e)
{
	const struct found *parent = f->row.parent ? find_line(x, f->row.parent) : NULL;
	struct span first;

	*at = f->row.forked_at;
	if (parent && *at > parent->line->end)
		return err_set(e, "%s is damaged: line %" PRId64 " leaves another one behind its end", x->path, f->row.id);
	if (parent) {
		f->line = timeline_fork(parent->line, (unsigned)f->row.id, f->row.forked_at);
		while (f->line->nspan > 1 && f->line->span[f->line->nspan - 1].from >= f->row.forked_at)
			f->line->nspan--; /* of the parent alone */
		for (int i = 0; i < f->line->nspan; i++) /* it may be the other trainer's */
			f->line->span[i].settings.trainer[f->row.who] = f->line->span[i].settings.trainer[parent->row.who];
		*c = f->line->span[f->line->nspan - 1].settings;
		trace_turn(&parent->line->trace, f->row.forked_at);
		trace_copy(&f->line->trace, &parent->line->trace);
		trace_turn(&parent->line->trace, UINT64_MAX);
		return true;
	}
	*at = next_span(x, f->row.id, true, 0);
	if (*at != 0)
		return err_set(e, "%s is damaged: line %" PRId64 " does not say its settings", x->path, f->row.id);
	*c = x->made;
	if (!read_span(s, x, f, 0, c, &first, e))
		return false;
	f->line = timeline_new((unsigned)f->row.id, f->row.seed, &first);
	trace_init(&f->line->trace, s->task->ntracked);
	return true;
}

static bool read_spans(struct session *s, struct restore *x, struct found *f, struct config *c, uint64_t from, bool again,
		       struct err *e)
{
	struct span span;

	for (uint64_t at = again ? next_span(x, f->row.id, true, 0) : next_span(x, f->row.id, false, from); at != UINT64_MAX;
	     at = next_span(x, f->row.id, false, at)) {
		if (at < from)
			return err_set(e, "%s is damaged: line %" PRId64 " has settings from before it began", x->path, f->row.id);
		if (!read_span(s, x, f, at, c, &span, e))
			return false;
		timeline_set(f->line, &span);
	}
	return true;
}

static bool read_keyframes(struct session *s, struct restore *x, struct found *f, struct err *e)
{
	for (int i = 0; i < x->nkey; i++) {
		struct state *state;
		if (x->key[i].at.line != f->row.id || x->key[i].at.update <= f->line->forked_at)
			continue;
		state = runfile_state(x->from, f->row.id, x->key[i].at.update, run_state(&s->run[0]), e);
		if (!state)
			return false;
		timeline_put(f->line, state, x->key[i].err);
		timeline_reach(f->line, state);
	}
	return true;
}

/* Rows are written with every keyframe. Those lie at most half as far apart as the line is long, or the one that it has left:
 * what lies further behind the last row was never there. */
static uint64_t furthest(struct restore *x, const struct found *f)
{
	const struct trace *t = &f->line->trace;
	uint64_t last = (uint64_t)trace_scalar(t, t->rows - 1, TRACE_UPDATE);

	for (const struct found *p = f; p->row.parent; p = find_line(x, p->row.parent))
		if (find_line(x, p->row.parent)->line->end > last)
			last = find_line(x, p->row.parent)->line->end;
	return 2 * last + TIMELINE_STRIDE;
}

/* A place on the line: its end is not before that. */
static bool reach(struct restore *x, struct found *f, const struct runfile_at *at, uint64_t queries, struct err *e)
{
	if (at->line != f->row.id || at->update <= f->line->end)
		return true;
	if (at->update > furthest(x, f))
		return err_set(e, "%s is damaged: trainer %c was never at update %" PRIu64 " of line %" PRId64, x->path, 'A' + at->who,
			       at->update, at->line);
	f->line->end = at->update;
	f->line->queries = queries;
	return true;
}

/* How far it went: a row or a keyframe says so, or the trainer that is on it, or a mark. */
static bool find_end(struct restore *x, struct found *f, struct err *e)
{
	const struct trace *t = &f->line->trace;

	if (t->rows == 0)
		return err_set(e, "%s is damaged: line %" PRId64 " has no rows", x->path, f->row.id);
	if (trace_scalar(t, t->rows - 1, TRACE_UPDATE) >= (double)f->line->end) {
		f->line->end = (uint64_t)trace_scalar(t, t->rows - 1, TRACE_UPDATE);
		f->line->queries = (uint64_t)trace_scalar(t, t->rows - 1, TRACE_QUERIES);
	}
	for (int who = 0; who < TRAINERS; who++)
		if (x->there[who] && !reach(x, f, &x->at[who].at, x->at[who].queries, e))
			return false;
	for (int i = 0; i < x->nnamed; i++)
		if (!reach(x, f, &x->named[i].at, f->line->queries, e))
			return false;
	return true;
}

static bool make_line(struct session *s, struct restore *x, struct found *f, struct err *e)
{
	struct config c;
	uint64_t at;

	return begin_line(s, x, f, &c, &at, e) && read_spans(s, x, f, &c, at, f->row.parent != 0, e) &&
	       read_keyframes(s, x, f, e) && runfile_trace(x->from, f->row.id, UINT64_MAX, &f->line->trace, e) &&
	       find_end(x, f, e);
}

/* ---- Giving it to the session */

static bool check_base(const struct session *s, const struct restore *x, struct err *e)
{
	char base[24];

	snprintf(base, sizeof base, "%016" PRIx64, hash_bytes(s->base.w, s->task->nparam * sizeof *s->base.w));
	if (strcmp(base, str_text(&x->base)) == 0)
		return true;
	return err_set(e, "%s: its commands make another base model here%s. files or presets that they name may have changed", x->path,
		       strcmp(str_text(&x->build), build_name()) == 0 ? "" : " (this is another build, too)");
}

/* One that is no line's: `lr@a` is A's, `budget@a` as A found it, `budget` the session's. */
static bool read_setting(struct restore *x, const struct said *row, bool agreed, struct err *e)
{
	char name[64];
	const struct setting *key;
	const char *at = strchr(row->key, '@');
	int who = at && at[1] == 'b';

	snprintf(name, sizeof name, "%.*s", (int)strcspn(row->key, "@"), row->key);
	key = setting_named(name);
	if (agreed != (at && key && !key->per_trainer))
		return true;
	return store(x, name, row->value, who, agreed ? &x->agreed[who] : &x->saved, e);
}

/* Settings as they were. */
static bool read_settings(struct restore *x, struct err *e)
{
	x->saved = x->made;
	for (int agreed = 0; agreed < 2; agreed++) {
		for (int i = 0; i < x->nsaid; i++)
			if (!x->said[i].at.line && !read_setting(x, &x->said[i], agreed, e))
				return false;
		for (int who = 0; who < TRAINERS && !agreed; who++)
			x->agreed[who] = x->saved;
	}
	return config_check(&x->saved, e) || err_prefix(e, "%s: ", x->path);
}

/* What the recipe does not make is the user's choice. */
static void mark_chosen(struct session *s, const struct config *made, const struct config *other, int who)
{
	for (int i = 0; i < setting_count; i++) {
		const struct setting *key = &setting_table[i];
		struct str before = { 0 }, after = { 0 };
		recipe_value(key, made, who, &before);
		recipe_value(key, other, who, &after);
		if (key->when != SETTING_TASK && strcmp(str_text(&before), str_text(&after)) != 0)
			s->origin[i * TRAINERS + (key->per_trainer ? who : 0)] = ORIGIN_USER;
		str_done(&before);
		str_done(&after);
	}
}

/* Onto its line, on the way to where it was. */
static void place_trainer(struct session *s, struct restore *x, int who)
{
	const struct timeline *line = find_line(x, x->at[who].at.line)->line;
	int iterate = x->saved.trainer[who].iterate;
	struct measure m = session_measure(s);

	if (!run_exists(&s->run[who]))
		session_start_trainer(s, who);
	s->config.trainer[who].iterate = iterate;
	run_set_iterate(&s->run[who], (enum iterate)iterate, &m);
	timeline_drop(run_leave(&s->run[who]));
	run_enter(&s->run[who], find_line(x, x->at[who].at.line)->line, x->at[who].at.update, &m);
	session_follow(s, who);
	for (int i = 0; i < line->nspan; i++)
		mark_chosen(s, &x->made, &line->span[i].settings, who);
}

/* It came to where it is with other settings of no trainer than hold now. */
static void add_return(struct restore *x, int who)
{
	struct config agreed = course_shared(&x->agreed[who], &x->saved);
	size_t before = x->rest.len;

	course_changes(&x->saved, &agreed, who, &x->rest);
	if (x->rest.len == before)
		return;
	str_addf(&x->rest, "goto %" PRIu64 " @%c\n", x->at[who].at.update, 'a' + who);
	course_changes(&agreed, &x->saved, who, &x->rest);
}

/* Settings of its own that were changed in the past. */
static void add_departure(struct restore *x, int who)
{
	const struct timeline *line = find_line(x, x->at[who].at.line)->line;
	struct config then = x->saved;

	then.trainer[who] = line->span[timeline_span(line, x->at[who].at.update)].settings.trainer[who];
	then.trainer[who].iterate = x->saved.trainer[who].iterate;
	course_changes(&then, &x->saved, who, &x->rest);
}

static bool is_past(struct restore *x, int who)
{
	return x->there[who] && x->at[who].at.update < find_line(x, x->at[who].at.line)->line->end;
}

/* What is to be done when they have arrived. */
static void write_rest(struct restore *x)
{
	for (int who = 0; who < TRAINERS; who++)
		if (is_past(x, who))
			add_return(x, who);
	for (int who = 0; who < TRAINERS; who++)
		if (is_past(x, who))
			add_departure(x, who);
	str_add(&x->rest, str_text(&x->stops));
	if (x->there[1] && strchr(str_text(&x->rest), '@')) /* who is named comes into focus */
		str_addf(&x->rest, "trainer @%c\n", str_text(&x->view)[0] == 'B' ? 'b' : 'a');
}

static void place_marks(struct session *s, struct restore *x)
{
	for (int i = 0; i < x->nnamed; i++) {
		const struct named *n = &x->named[i];
		struct timeline *line = find_line(x, n->at.line)->line;
		size_t row = trace_find(&line->trace, TRACE_UPDATE, (double)n->at.update);
		struct marked at = { line, n->at.update < line->end ? n->at.update : line->end, line->queries };
		if (at.update < line->end && line->trace.rows > 0)
			at.queries = (uint64_t)trace_scalar(&line->trace, row, TRACE_QUERIES);
		marks_put(&s->marks, n->name, n->at.who, &at);
	}
}

static void place_view(struct session *s, const struct restore *x)
{
	char who = 'A';
	int prompt = 0;

	if (sscanf(str_text(&x->view), "%c %d", &who, &prompt) != 2)
		return;
	s->view.who = who == 'B' && run_exists(&s->run[1]);
	if (prompt >= 0 && prompt < s->task->ntracked) {
		s->view.prompt = prompt;
		s->view.position = s->base.worst_at[prompt];
	}
}

/* Those of no trainer as they were; what is the task's stays as the recipe has it. */
static void place_settings(struct session *s, const struct restore *x)
{
	struct str value = { 0 };

	for (int i = 0; i < setting_count; i++) {
		const struct setting *key = &setting_table[i];
		if (key->per_trainer || key->when == SETTING_TASK || session_is_habit(key))
			continue;
		str_clear(&value);
		recipe_value(key, &x->saved, 0, &value);
		setting_store(key, &s->config, 0, str_text(&value), NULL);
	}
	str_done(&value);
}

bool restore_session(struct session *s, struct restore *x, struct err *e)
{
	x->made = s->config;
	x->readings = s->config.readings;
	if (!check_base(s, x, e) || !want_all(x, e) || !read_settings(x, e))
		return false;
	for (int i = 0; i < x->nfound; i++)
		if (x->found[i].wanted && !make_line(s, x, &x->found[i], e))
			return false;
	frame_forget(s);
	place_settings(s, x);
	place_marks(s, x); /* while their lines have their traces */
	for (int who = 0; who < TRAINERS; who++) {
		mark_chosen(s, &x->made, &x->saved, who);
		if (x->there[who])
			place_trainer(s, x, who);
		else
			s->config.trainer[who] = x->saved.trainer[who];
	}
	s->config.readings = x->readings;
	for (int i = 0; i < x->nfound; i++)
		s->lines = s->lines > (unsigned)x->found[i].row.id ? s->lines : (unsigned)x->found[i].row.id;
	s->config.seed = s->run[0].line->seed;
	place_view(s, x);
	write_rest(x);
	return true;
}

void restore_report(struct session *s, struct restore *x)
{
	struct str summary = { 0 };
	uint64_t target[TRAINERS] = { x->at[0].at.update, x->at[1].at.update };

	session_summary(s, &summary);
	out_line(s->out, OUT_REPLY, "%s, by outpost %s: %s%s%s", x->path, str_text(&x->version), s->preset, *s->preset ? ": " : "",
		 str_text(&summary));
	if (strcmp(str_text(&x->build), build_name()) != 0)
		out_line(s->out, OUT_NOTE, "note: made by another build (%s): from its keyframes on numbers may differ in their last bits",
			 str_text(&x->build));
	str_done(&summary);
	session_goal_places(s, (x->there[0] ? WHO_A : 0) | (x->there[1] ? WHO_B : 0), target);
	for (int who = 0; who < TRAINERS; who++)
		s->goal.update_from[who] = target[who]; /* that is where it was */
}
