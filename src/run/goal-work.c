/* The work at a goal, update by update or piece by piece, and what is said when it is met or dropped. */
#include "run/goal.h"

#include "run/expr.h"
#include "run/journal.h"
#include "run/phase.h"
#include "run/recipe.h"
#include "run/search.h"
#include "run/stops.h"
#include "run/summary.h"
#include "run/sync.h"
#include "run/travel.h"

/* The base model that the steps so far have made. */
static void finish_pretrain(struct session *s)
{
	uint64_t steps = s->goal.done;

	for (int i = 0; i < s->task->ntracked; i++)
		s->base.seen[i] |= pretrain_seen(s->pretrain)[i];
	s->base.pretrained += steps;
	s->base.pairs += pretrain_pairs(s->pretrain);
	session_set_base(s, pretrain_weights(s->pretrain));
	recipe_add_pretrain(s, steps);
	summary_pretrain(s, steps);
}

/* Says what has come of the goal, and keeps it. */
static void finish(struct session *s)
{
	switch (s->goal.kind) {
	case GOAL_UPDATES:
		summary_step(s);
		summary_weights(s, s->goal.asked);
		stops_show_watches(s);
		break;
	case GOAL_PHASE:
		phase_report(s, s->goal.turn);
		if (!s->begun[s->goal.turn])
			stops_show_watches(s);
		break;
	case GOAL_CONTINUE:
		summary_stop(s);
		summary_weights(s, s->goal.asked);
		stops_finish(s);
		stops_show_watches(s);
		break;
	case GOAL_TRAVEL:
		travel_finish(s);
		stops_show_watches(s);
		break;
	case GOAL_SEARCH:
		search_finish(s);
		stops_show_watches(s);
		break;
	case GOAL_PRETRAIN:
		finish_pretrain(s);
		break;
	case GOAL_JOB:
		s->goal.job->report(s, s->goal.job_self, true);
		break;
	case GOAL_NONE:
		break;
	}
	phase_note(s);
	session_drop_goal(s);
	journal_sync(s);
}

void session_fault(struct session *s, const struct err *e)
{
	s->fault = *e;
}

static bool is_travel(const struct session *s)
{
	return s->goal.kind == GOAL_TRAVEL || s->goal.kind == GOAL_SEARCH;
}

void session_stop(struct session *s)
{
	summary_interrupted(s);
	if (is_travel(s))
		travel_interrupted(s);
	if (s->goal.dropped && s->goal.asked && s->goal.kind != GOAL_PHASE)
		s->begun[s->goal.turn] = false; /* that it counts for nothing has been said */
	phase_note(s);
	if (s->goal.kind == GOAL_JOB)
		s->goal.job->report(s, s->goal.job_self, false);
	if (s->goal.kind == GOAL_PRETRAIN && s->goal.done > 0 && !s->held)
		finish_pretrain(s);
	if (s->goal.kind == GOAL_UPDATES || s->goal.kind == GOAL_CONTINUE)
		stops_show_watches(s);
	session_drop_goal(s);
	journal_sync(s);
}

/* Whether trainer `who` has got where it was sent. */
static bool arrived(struct session *s, int who)
{
	const struct goal *g = &s->goal;
	const struct tally *all = &run_state(&s->run[who])->all;

	if (g->rounds > 0)
		return sync_caught_up(s, who);
	if (g->kind == GOAL_UPDATES)
		return g->left[who] == 0;
	if (g->until) {
		bool holds = expr_true_after(s, g->until, who);
		expr_note(s, g->until, who);
		return holds;
	}
	if (g->only)
		return false;
	return s->config.budget > 0 && g->from[who].queries < s->config.budget && all->queries >= s->config.budget;
}

/* Whom that concerns: a condition that says of each value whose it is becomes true once, for both. */
static unsigned arrived_with(const struct goal *g, int who)
{
	return g->until && expr_trainers(g->until) ? WHO_AB : 1u << who;
}

void goal_tell(struct session *s, int who)
{
	if (s->stage && s->stage->updated && !s->in_preset)
		s->stage->updated(s->stage->self, who);
	summary_discoveries(s, who);
	summary_stalls(s, who);
	journal_update(s, who); /* with the marks of its discoveries */
}

/* One update of the trainer whose turn it is. False when patience ran out. */
static bool train_once(struct session *s, const struct patience *patience)
{
	struct goal *g = &s->goal;
	struct measure m = session_measure(s);
	int who = g->turn;

	if (s->run[who].departs)
		session_branch(s, who);
	if (!run_step(&s->run[who], patience, &m))
		return false;
	session_follow(s, who);
	s->begun[who] = false;
	goal_tell(s, who);
	g->done++;
	if (g->kind == GOAL_UPDATES && !g->rounds)
		g->left[who]--;
	if (arrived(s, who))
		g->who &= ~arrived_with(g, who);
	if (g->kind == GOAL_CONTINUE && stops_check(s, who) >= 0)
		g->who = 0;
	if (g->rounds > 0 && !g->who && --g->rounds > 0)
		sync_round(s);
	else if (g->who & 1u << !who)
		g->turn = g->who == WHO_AB ? sync_turn(s, who) : !who;
	return true;
}

static bool phase_once(struct session *s, const struct patience *patience)
{
	struct goal *g = &s->goal;
	struct measure m = session_measure(s);

	if (s->run[g->turn].departs)
		session_branch(s, g->turn);
	if (!run_phase(&s->run[g->turn], patience, &m))
		return false;
	session_follow(s, g->turn);
	g->done++;
	g->who = 0;
	return true;
}

static bool pretrain_once(struct session *s, const struct patience *patience)
{
	struct goal *g = &s->goal;

	if (!pretrain_step(s->pretrain, patience))
		return false;
	g->done++;
	g->left[0]--;
	return true;
}

/* One piece of a job; pieces are short, so patience is asked between them. */
static bool job_once(struct session *s, const struct patience *patience)
{
	struct goal *g = &s->goal;

	if (patience && !patience->go_on(patience->self))
		return false;
	if (!g->job->work(g->job_self) || ++g->done == g->total)
		g->left[0] = 0;
	return true;
}

static bool work_once(struct session *s, const struct patience *patience)
{
	switch (s->goal.kind) {
	case GOAL_PHASE:
		return phase_once(s, patience);
	case GOAL_PRETRAIN:
		return pretrain_once(s, patience);
	case GOAL_JOB:
		return job_once(s, patience);
	case GOAL_TRAVEL:
		return travel_once(s, patience);
	case GOAL_SEARCH:
		return search_once(s, patience);
	default:
		return train_once(s, patience);
	}
}

static bool goal_met(const struct session *s)
{
	return s->goal.kind == GOAL_PRETRAIN || s->goal.kind == GOAL_JOB ? s->goal.left[0] == 0 : s->goal.who == 0;
}

enum work_result session_work(struct session *s, const struct patience *slice, const struct patience *patience)
{
	while (s->goal.kind != GOAL_NONE && !goal_met(s)) {
		if (!work_once(s, patience)) {
			s->goal.dropped = true;
			session_stop(s);
			return WORK_STOPPED;
		}
		if (slice && !goal_met(s) && !slice->go_on(slice->self))
			return WORK_MORE;
	}
	finish(s);
	return WORK_DONE;
}
