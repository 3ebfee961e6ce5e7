/* Lines out of a run file: settings from update to update, keyframes, rows, and how far they go. */
#include <inttypes.h>
#include <string.h>

#include "run/checkpoint.h"
#include "run/recipe.h"
#include "run/restore-own.h"

struct found *restore_line(struct restore *x, int64_t id)
{
	for (int i = 0; i < x->nfound; i++)
		if (x->found[i].row.id == id)
			return &x->found[i];
	return NULL;
}

/* The line and those that it has left. */
static bool want(struct restore *x, const struct runfile_at *at, struct err *e)
{
	struct found *f = restore_line(x, at->line);

	if (!f || f->row.who != at->who)
		return err_set(e, "%s is damaged: trainer %c has no line %" PRId64, x->path, 'A' + at->who, at->line);
	while (!f->wanted) {
		f->wanted = true;
		if (!f->row.parent)
			break;
		f = restore_line(x, f->row.parent);
		if (!f)
			return err_set(e, "%s is damaged: a line that another one left is missing", x->path);
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

bool restore_store(struct restore *x, const char *name, const char *value, int who, struct config *to, struct err *e)
{
	const struct setting *key = setting_named(name);
	struct str now = { 0 };
	bool same;

	if (!key)
		return err_set(e, "%s: there is no setting \"%s\" here: made by outpost %s", x->path, name,
			       str_text(&x->version));
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
		if (row->at.line == f->row.id && row->at.update == from &&
		    !restore_store(x, row->key, row->value, f->row.who, c, e))
			return false;
	}
	return make_span(s, x, f->row.who, c, from, to, e);
}

/* The first span comes from the line that was left, if one was. */
static bool begin_line(struct session *s, struct restore *x, struct found *f, struct config *c, uint64_t *at, struct err *e)
{
	const struct found *parent = f->row.parent ? restore_line(x, f->row.parent) : NULL;
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
			return err_set(e, "%s is damaged: line %" PRId64 " has settings from before it began", x->path,
				       f->row.id);
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
		timeline_put(f->line, state, x->key[i].err, x->saved.trainer[f->row.who].iterate);
		timeline_reach(f->line, state);
	}
	return true;
}

/* Rows are written with every keyframe. Those lie at most half as far apart as the line is long, or the one that it has
 * left: what lies further behind the last row was never there. */
static uint64_t furthest(struct restore *x, const struct found *f)
{
	const struct trace *t = &f->line->trace;
	uint64_t last = (uint64_t)trace_scalar(t, t->rows - 1, TRACE_UPDATE);

	for (const struct found *p = f; p->row.parent; p = restore_line(x, p->row.parent))
		if (restore_line(x, p->row.parent)->line->end > last)
			last = restore_line(x, p->row.parent)->line->end;
	return 2 * last + TIMELINE_STRIDE;
}

/* A place on the line: its end is not before that. */
static bool reach(struct restore *x, struct found *f, const struct runfile_at *at, uint64_t queries, struct err *e)
{
	if (at->line != f->row.id || at->update <= f->line->end)
		return true;
	if (at->update > furthest(x, f))
		return err_set(e, "%s is damaged: trainer %c was never at update %" PRIu64 " of line %" PRId64, x->path,
			       'A' + at->who, at->update, at->line);
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

bool restore_lines(struct session *s, struct restore *x, struct err *e)
{
	if (!want_all(x, e))
		return false;
	for (int i = 0; i < x->nfound; i++)
		if (x->found[i].wanted && !make_line(s, x, &x->found[i], e))
			return false;
	return true;
}
