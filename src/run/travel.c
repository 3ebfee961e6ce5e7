/* Ways through time. */
#include "run/travel.h"

#include <inttypes.h>

#include "base/given.h"
#include "base/num.h"
#include "run/frame.h"
#include "run/goal.h"
#include "run/sync.h"

/* ---- to an update */

static bool has_arrived(const struct session *s, int who)
{
	const struct goal *g = &s->goal;
	const struct state *now = run_state(&s->run[who]);

	return now->update >= g->target[who] || (g->queries > 0 && now->all.queries >= g->queries);
}

/* The trainer to where the rest of its way begins, which lies behind update `from`. */
static void set_out(struct session *s, int who, uint64_t from, uint64_t target)
{
	struct run *r = &s->run[who];
	struct measure m = session_measure(s);

	s->goal.target[who] = target;
	run_seek(r, from < run_end(r) ? from : run_end(r), &m);
	session_follow(s, who);
	if (has_arrived(s, who))
		s->goal.who &= ~(1u << who);
	else
		s->goal.total += target == UINT64_MAX ? 0 : target - run_update(r);
}

void travel_begin(struct session *s, enum goal_kind kind, unsigned who, uint64_t queries)
{
	frame_forget(s);
	goal_begin(s, kind, who);
	s->goal.queries = queries;
	for (int i = 0; i < TRAINERS; i++)
		s->goal.settings_from[i] = s->config.trainer[i];
}

static void choose_turn(struct goal *g)
{
	if (!(g->who & 1u << g->turn))
		g->turn = g->who & WHO_A ? 0 : 1;
}

void session_goal_places(struct session *s, unsigned who, const uint64_t target[TRAINERS])
{
	travel_begin(s, GOAL_TRAVEL, who, 0);
	for (int i = 0; i < TRAINERS; i++)
		if (who & 1u << i)
			set_out(s, i, target[i], target[i]);
	choose_turn(&s->goal);
}

bool session_goal_goto(struct session *s, unsigned who, uint64_t update, struct err *e)
{
	const uint64_t target[TRAINERS] = { update, update };

	if (!goal_can_train(s, who, e))
		return false;
	session_goal_places(s, who, target);
	return true;
}

bool session_goal_back(struct session *s, unsigned who, uint64_t n, struct err *e)
{
	uint64_t target[TRAINERS] = { 0 };

	if (!goal_can_train(s, who, e))
		return false;
	if (who == WHO_AB && sync_holds(s))
		sync_back(s, n, target);
	else
		for (int i = 0; i < TRAINERS; i++)
			if (who & 1u << i && run_update(&s->run[i]) > n)
				target[i] = run_update(&s->run[i]) - n;
	session_goal_places(s, who, target);
	return true;
}

/* The updates between which the trace first has so many queries: the way begins behind the earlier one. */
static void set_out_for_queries(struct session *s, int who, uint64_t queries)
{
	const struct trace *t = &s->run[who].trace;
	size_t rows = t->rows + t->ahead, row = 0;
	uint64_t from, target = UINT64_MAX;

	while (row < rows && trace_scalar(t, row, TRACE_QUERIES) < (double)queries)
		row++;
	from = row > 0 ? (uint64_t)trace_scalar(t, row - 1, TRACE_UPDATE) + 1 : 0;
	if (row < rows)
		target = (uint64_t)trace_scalar(t, row, TRACE_UPDATE);
	set_out(s, who, from, target);
}

/* A trainer that will never have asked so much: the way goes through what it has in store, whatever was set on top. */
static bool asks_nothing(const struct session *s, int who, uint64_t queries)
{
	const struct timeline *line = s->run[who].line;

	return line->queries < queries && line->span[line->nspan - 1].config.behave == &behave_teacher;
}

bool session_goal_queries(struct session *s, unsigned who, uint64_t queries, struct err *e)
{
	char count[NUM_TEXT];

	if (!goal_can_train(s, who, e))
		return false;
	for (int i = 0; i < TRAINERS; i++)
		if (who & 1u << i && asks_nothing(s, i, queries))
			return err_set(e, "trainer %c asks nothing (behavior teacher): it never has asked %s queries", 'A' + i,
				       num_count(count, queries));
	travel_begin(s, GOAL_TRAVEL, who, queries);
	for (int i = 0; i < TRAINERS; i++)
		if (who & 1u << i)
			set_out_for_queries(s, i, queries);
	for (int i = 0; i < TRAINERS; i++)
		if (who & 1u << i && s->goal.target[i] == UINT64_MAX)
			s->goal.total = 0; /* who trains on does not know how far */
	choose_turn(&s->goal);
	return true;
}

/* ---- to a mark */

static const struct mark *find_mark(const struct session *s, const char *name, struct err *e)
{
	const struct mark *m = marks_find(&s->marks, name);
	const char *near = m ? NULL : marks_near(&s->marks, name);
	char got[GIVEN_TEXT];

	if (!m)
		err_set(e, "there is no mark \"%s\".%s%s%s", given(got, name), near ? " did you mean " : " ",
			near ? near : s->marks.n > 0 ? "marks lists them" : "mark NAME makes one", near ? "?" : "");
	return m;
}

/* What was trained on it and nowhere else. */
static void keep_left(struct session *s, int who, struct timeline *left)
{
	char name[MARK_NAME];

	if (session_keep_line(s, who, left, name))
		out_line(s->out, OUT_NOTE, "trainer %c's run so far is kept as mark %s", 'A' + who, name);
	else
		session_say_lost(s, who);
}

/* The trainer from its line onto the place's. */
static void change_line(struct session *s, int who, const struct marked *to)
{
	struct measure m = session_measure(s);
	struct timeline *left = run_leave(&s->run[who]);

	if (!timeline_agree(left, to->line, left->end))
		keep_left(s, who, left);
	timeline_drop(left);
	run_enter(&s->run[who], to->line, to->update, &m);
	session_follow(s, who);
}

/* All trainers draw with one seed: who is left behind on another one begins anew. */
static void keep_seed(struct session *s, uint64_t seed, unsigned moved)
{
	char name[MARK_NAME];

	s->config.seed = seed;
	for (int i = 0; i < TRAINERS; i++) {
		if (moved & 1u << i || !run_exists(&s->run[i]) || s->run[i].line->seed == seed)
			continue;
		if (session_park(s, 1u << i, name))
			out_line(s->out, OUT_NOTE, "trainer %c begins anew with seed %" PRIu64 "; its run so far is kept as mark %s",
				 'A' + i, seed, name);
		session_start_trainer(s, i);
	}
}

/* Those of `who` that the mark has a place for and that are there. */
static unsigned movable(const struct session *s, const struct mark *m, unsigned who)
{
	unsigned moved = 0;

	for (int i = 0; i < TRAINERS; i++)
		if (who & 1u << i && m->place[i].line && run_exists(&s->run[i]))
			moved |= 1u << i;
	return moved;
}

bool session_goal_mark(struct session *s, unsigned who, const char *name, struct err *e)
{
	const struct mark *found = session_ready(s) ? find_mark(s, name, e) : NULL;
	struct mark m;
	unsigned moved;

	if (!session_ready(s))
		return err_set(e, "no task yet: preset NAME or new KIND");
	if (!found)
		return false;
	m = *found; /* the list may grow on the way */
	moved = movable(s, &m, who);
	if (!moved)
		return err_set(e, "mark %s is not one of that trainer", m.name);
	travel_begin(s, GOAL_TRAVEL, moved, 0);
	for (int i = 0; i < TRAINERS; i++) {
		const struct marked *to = &m.place[i];
		if (!(moved & 1u << i))
			continue;
		timeline_hold(to->line);
		if (!timeline_agree(to->line, s->run[i].line, to->update))
			change_line(s, i, to);
		set_out(s, i, to->update, to->update);
		s->goal.marked[i] = true;
		s->goal.settings_marked[i] = to->settings;
		keep_seed(s, to->line->seed, moved);
		timeline_drop(to->line);
	}
	choose_turn(&s->goal);
	return true;
}

const char *session_mark_near(const struct session *s, int who, int by)
{
	const struct run *r = &s->run[who];
	const struct mark *best = NULL;
	uint64_t now = run_update(r);

	for (int i = 0; i < s->marks.n; i++) {
		const struct mark *m = &s->marks.list[i];
		const struct marked *p = &m->place[who];
		if (!p->line || (by > 0 ? p->update <= now : p->update >= now) || !timeline_agree(p->line, r->line, p->update))
			continue;
		if (!best || (by > 0 ? p->update < best->place[who].update : p->update > best->place[who].update))
			best = m;
	}
	return best ? best->name : NULL;
}

bool session_mark(struct session *s, unsigned who, const char *name)
{
	bool good = true;

	for (int i = 0; i < TRAINERS && good; i++) {
		const struct run *r = &s->run[i];
		struct marked here = { .line = r->line, .settings = s->config.trainer[i] };
		if (!(who & 1u << i))
			continue;
		here.update = run_update(r);
		here.queries = run_state(r)->all.queries;
		good = marks_put(&s->marks, name, i, &here);
	}
	return good;
}

/* ---- into another trainer */

/* The past of a run as a line of the other trainer's, with the settings that hold from now on. */
static struct timeline *past_of(struct session *s, int from)
{
	const struct run *r = &s->run[from];
	struct timeline *past = timeline_fork(r->line, ++s->lines, run_update(r));

	timeline_reach(past, run_state(r));
	if (r->departs) {
		struct span wanted = r->wanted;
		wanted.from = run_update(r);
		timeline_set(past, &wanted);
	}
	for (int i = 0; i < past->nspan; i++)
		past->span[i].settings.trainer[!from] = past->span[i].settings.trainer[from];
	trace_copy(&past->trace, &r->trace);
	return past;
}

bool session_goal_fork(struct session *s, int from, char mark[MARK_NAME], struct err *e)
{
	int to = !from;
	uint64_t update;
	struct timeline *past;
	struct measure m;

	if (!goal_can_train(s, 1u << from, e))
		return false;
	session_park(s, 1u << to, mark);
	s->config.trainer[to] = s->config.trainer[from];
	for (int i = 0; i < setting_count; i++)
		if (setting_table[i].per_trainer)
			s->origin[i * TRAINERS + to] = s->origin[i * TRAINERS + from];
	session_start_trainer(s, to);
	update = run_update(&s->run[from]);
	past = past_of(s, from);
	m = session_measure(s);
	timeline_drop(run_leave(&s->run[to]));
	run_enter(&s->run[to], past, update, &m);
	timeline_drop(past);
	travel_begin(s, GOAL_TRAVEL, 1u << to, 0);
	s->goal.update_from[to] = update;
	set_out(s, to, update, update);
	choose_turn(&s->goal);
	return true;
}

/* ---- the way */

bool travel_once(struct session *s, const struct patience *patience)
{
	struct goal *g = &s->goal;
	struct measure m = session_measure(s);
	int who = g->turn;
	bool new = run_update(&s->run[who]) == run_end(&s->run[who]);

	if (trainer_phase(s->run[who].trainer) != PHASE_SAMPLE) /* an update in progress is finished, not given up */
		s->begun[who] = false;
	if (!run_step(&s->run[who], patience, &m))
		return false;
	session_follow(s, who);
	if (new)
		goal_tell(s, who);
	g->done++;
	if (has_arrived(s, who))
		g->who &= ~(1u << who);
	choose_turn(g);
	return true;
}
