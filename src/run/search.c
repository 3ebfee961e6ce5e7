/* What the trace keeps of every update is read there. Anything else only an update that is made again can be asked: then
 * the past is looked at in stretches between keyframes, the latest first, each of them forward; its last update at which
 * the condition held is the one that was looked for. */
#include "run/search.h"

#include <stdlib.h>

#include "base/num.h"
#include "base/xalloc.h"
#include "run/expr.h"
#include "run/goal.h"
#include "run/stops.h"
#include "run/summary.h"
#include "run/travel.h"

static const uint64_t nowhere = UINT64_MAX;

/* Of the trainer whose turn it is, one after the other. */
struct search {
	uint64_t before;           /* updates below it have not been looked at, but for this stretch   */
	uint64_t first;            /* the stretch's first update                                       */
	uint64_t best;             /* its latest at which the condition held                           */
	bool returning;            /* on the way to goal.target                                        */
	bool found[TRAINERS];
	int number[TRAINERS];      /* the break that fired there                                       */
};

void search_free(struct search *x)
{
	free(x);
}

/* What is compared with the update after this one. */
static void note(struct session *s)
{
	if (s->goal.until)
		expr_note(s, s->goal.until, s->goal.turn);
	else
		stops_note(s, s->goal.turn);
}

static void look(struct session *s)
{
	struct goal *g = &s->goal;
	uint64_t now = run_update(&s->run[g->turn]);
	int number = g->until ? 0 : stops_would_fire(s, g->turn, g->only);
	bool holds = g->until ? expr_true_after(s, g->until, g->turn) : number > 0;

	if (holds && now >= g->search->first) {
		g->search->best = now;
		g->search->number[g->turn] = number;
	}
	note(s);
}

static void seek(struct session *s, uint64_t target)
{
	struct measure m = session_measure(s);

	run_seek(&s->run[s->goal.turn], target, &m);
	session_follow(s, s->goal.turn);
}

/* To where the stretch that ends at before - 1 begins. What an update counted is not known at a keyframe: so the next one
 * cannot be compared with it, and both belong to the stretch before. */
static void begin_stretch(struct session *s)
{
	struct search *x = s->goal.search;
	uint64_t at;

	x->best = nowhere;
	seek(s, x->before > 2 ? x->before - 2 : 0);
	at = run_update(&s->run[s->goal.turn]);
	x->first = at == 0 ? 0 : at + 2;
	if (at == 0 && s->goal.until) /* no break fires before the first update */
		look(s);
	else
		note(s);
}

/* Without a break in its past a trainer goes to where it began, but not for what the other one looks for. */
static bool stays(const struct session *s)
{
	return s->goal.until || s->goal.asked == WHO_AB;
}

static void begin_return(struct session *s)
{
	struct search *x = s->goal.search;
	int who = s->goal.turn;

	x->returning = true;
	x->found[who] = x->best != nowhere;
	s->goal.target[who] = x->found[who] ? x->best : stays(s) ? s->goal.update_from[who] : 0;
	seek(s, s->goal.target[who]);
}

/* Whether rows of the trace say all that is asked, as updates that are made again would say it. */
static bool is_in_trace(const struct session *s)
{
	const struct goal *g = &s->goal;

	return trace_is_whole(&s->run[g->turn].trace) &&
	       (g->until ? expr_kept(s, g->until, g->turn) : stops_kept(s, g->turn, g->only));
}

/* From row to row as look() does from update to update. */
static void read_trace(struct session *s)
{
	struct goal *g = &s->goal;
	struct search *x = g->search;
	size_t row = s->run[g->turn].trace.rows - 1, first = g->until ? 0 : 1;

	x->best = nowhere;
	while (x->best == nowhere && row-- > first) {
		int number = g->until ? 0 : stops_fired(s, g->turn, g->only, row);
		if (g->until ? expr_true_at(s, g->until, g->turn, row) : number > 0) {
			x->best = row;
			x->number[g->turn] = number;
		}
	}
}

static void begin_trainer(struct session *s)
{
	struct search *x = s->goal.search;

	if (is_in_trace(s)) {
		read_trace(s);
		begin_return(s);
		return;
	}
	x->before = run_update(&s->run[s->goal.turn]);
	x->returning = false;
	begin_stretch(s);
}

/* Whatever needs no update: from stretch to stretch, and from one trainer to the other. */
static void advance(struct session *s)
{
	struct goal *g = &s->goal;

	while (g->who) {
		struct search *x = g->search;
		uint64_t now = run_update(&s->run[g->turn]);
		if (now + 1 < (x->returning ? g->target[g->turn] + 1 : x->before))
			return;
		if (x->returning) {
			g->who &= ~(1u << g->turn);
			g->turn = !g->turn;
			if (g->who)
				begin_trainer(s);
		} else if (x->best != nowhere || x->first == 0) {
			begin_return(s);
		} else {
			x->before = x->first;
			begin_stretch(s);
		}
	}
}

/* Trainers without a past stay where they are. */
static unsigned with_past(const struct session *s, unsigned who)
{
	for (int i = 0; i < TRAINERS; i++)
		if (who & 1u << i && run_update(&s->run[i]) == 0)
			who &= ~(1u << i);
	return who;
}

bool session_goal_search(struct session *s, unsigned who, struct expr *until, int only, struct err *e)
{
	bool good = goal_can_train(s, who, e) && (only == 0 || stops_find_goal(s, only, who, e)) &&
		    (!until || goal_may_hold(until, who, e));

	if (good && !(who = with_past(s, who)))
		good = err_set(e, "there is nothing before update 0");
	if (!good) {
		expr_free(until);
		return false;
	}
	travel_begin(s, GOAL_SEARCH, who, 0);
	s->goal.until = until;
	s->goal.only = only;
	s->goal.search = xcalloc(1, sizeof *s->goal.search);
	begin_trainer(s);
	advance(s);
	return true;
}

bool search_once(struct session *s, const struct patience *patience)
{
	struct measure m = session_measure(s);

	if (!run_step(&s->run[s->goal.turn], patience, &m))
		return false;
	session_follow(s, s->goal.turn);
	s->goal.done++;
	if (!s->goal.search->returning)
		look(s);
	advance(s);
	return true;
}

static void say_nowhere(struct session *s, int who)
{
	const char *what = s->goal.only ? "the break fired nowhere before" : "no break fired before";
	const char *rest = s->goal.asked == WHO_AB ? "it stays there" : "nothing has moved";
	char was[NUM_TEXT], name[32];

	num_count(was, s->goal.update_from[who]);
	session_trainer_name(s, who, name);
	if (s->goal.until)
		out_line(s->out, OUT_STOP, "%s: %s held at no update before %s. %s.", name, expr_text(s->goal.until), was, rest);
	else if (stays(s))
		out_line(s->out, OUT_STOP, "%s: %s update %s. %s.", name, what, was, rest);
	else
		out_line(s->out, OUT_STOP, "stop: update 0 (was %s). %s.", was, what);
}

static void say_found(struct session *s, int who)
{
	const struct search *x = s->goal.search;
	const struct stop *b = x->number[who] ? stops_get(s, x->number[who]) : NULL;
	char update[NUM_TEXT], was[NUM_TEXT];

	num_count(update, run_update(&s->run[who]));
	num_count(was, s->goal.update_from[who]);
	if (b)
		out_line(s->out, OUT_STOP, "stop: break %d, %s, last at update %s (was %s).", b->number, stop_text(b), update,
			 was);
	else
		out_line(s->out, OUT_STOP, "stop: %s, last at update %s (was %s).", expr_text(s->goal.until), update, was);
	if (b)
		stops_stand(s, b->number, who);
}

void search_finish(struct session *s)
{
	for (int who = 0; who < TRAINERS; who++) {
		if (!(s->goal.asked & 1u << who))
			continue;
		if (s->goal.search->found[who])
			say_found(s, who);
		else
			say_nowhere(s, who);
		if (run_update(&s->run[who]) != s->goal.update_from[who])
			summary_places(s, 1u << who);
		travel_settings(s, who);
	}
}
