/* Goals: what a session works towards, and what it says when it gets there. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/xalloc.h"
#include "run/expr.h"
#include "run/goal.h"
#include "run/journal.h"
#include "run/phase.h"
#include "run/prompts.h"
#include "run/recipe.h"
#include "run/search.h"
#include "run/stops.h"
#include "run/summary.h"
#include "run/travel.h"

void session_drop_goal(struct session *s)
{
	struct goal *g = &s->goal;

	expr_free(g->until);
	for (int who = 0; who < TRAINERS; who++)
		free(g->lp_from[who]);
	search_free(g->search);
	if (g->job)
		g->job->free(g->job_self);
	*g = (struct goal){ 0 };
	pretrain_free(s->pretrain);
	s->pretrain = NULL;
}

const char *session_goal_unit(const struct session *s)
{
	const struct goal *g = &s->goal;

	if (g->kind == GOAL_JOB)
		return g->job->unit;
	return g->kind == GOAL_PRETRAIN ? "step" : g->kind == GOAL_PHASE ? "phase" : "update";
}

void goal_begin(struct session *s, enum goal_kind kind, unsigned who)
{
	struct goal *g = &s->goal;
	size_t n = (size_t)s->task->ntracked;

	session_drop_goal(s);
	g->kind = kind;
	g->who = g->asked = who;
	g->turn = who & WHO_A ? 0 : 1;
	for (int i = 0; i < TRAINERS; i++) {
		if (!(who & 1u << i))
			continue;
		g->from[i] = run_state(&s->run[i])->all;
		g->update_from[i] = run_state(&s->run[i])->update;
		g->lp_from[i] = xmemdup(s->run[i].lp, n * sizeof *s->run[i].lp);
	}
	stops_begin(s);
}

bool goal_can_train(const struct session *s, unsigned who, struct err *e)
{
	if (!session_ready(s))
		return err_set(e, "no task yet: preset NAME or new KIND");
	for (int i = 0; i < TRAINERS; i++)
		if ((who & 1u << i) && !run_exists(&s->run[i]))
			return err_set(e, "there is no trainer %c yet: trainer process @%c makes it", 'A' + i, 'a' + i);
	return true;
}

bool session_goal_step(struct session *s, unsigned who, uint64_t n, struct err *e)
{
	if (!goal_can_train(s, who, e))
		return false;
	goal_begin(s, GOAL_UPDATES, who);
	for (int i = 0; i < TRAINERS; i++) {
		s->goal.left[i] = who & 1u << i ? n : 0;
		s->goal.total += s->goal.left[i];
	}
	return true;
}

bool session_goal_phase(struct session *s, int who, struct err *e)
{
	if (!goal_can_train(s, 1u << who, e))
		return false;
	goal_begin(s, GOAL_PHASE, 1u << who);
	s->goal.total = 1;
	return true;
}

/* A trainer that is still below its budget will reach it, unless it asks nothing. */
static bool before_budget(const struct session *s, int who)
{
	return run_config(&s->run[who])->behave != &behave_teacher && s->config.budget > 0 &&
	       run_state(&s->run[who])->all.queries < s->config.budget;
}

/* Takes those trainers off the goal for which `until` holds already. */
static unsigned already_there(struct session *s, unsigned who, const struct expr *until)
{
	unsigned there = 0;

	for (int i = 0; i < TRAINERS; i++)
		if ((who & 1u << i) && expr_true(s, until, i))
			there |= 1u << i;
	return there;
}

static void say_already(struct session *s, unsigned there, const struct expr *until)
{
	struct str values = { 0 };

	expr_values(s, until, there & WHO_A ? 0 : 1, &values);
	out_line(s->out, OUT_REPLY, "%s holds already (%s): nothing was run.", expr_text(until), str_text(&values));
	str_done(&values);
}

/* Trainers that their budget will stop. */
static unsigned bounded(const struct session *s, unsigned who)
{
	unsigned ahead = 0;

	for (int i = 0; i < TRAINERS; i++)
		if ((who & 1u << i) && before_budget(s, i))
			ahead |= 1u << i;
	return ahead;
}

/* Without `until`: the trainers whose budget is still ahead, else, where somebody can interrupt, all of them. */
static bool continue_to_budget(struct session *s, unsigned who, bool in_script, struct err *e)
{
	unsigned ahead = bounded(s, who);

	if (in_script && !ahead && !stops_may_stop(s, who))
		return err_set(e, "nothing can stop this: continue until E, break E, or set a budget that is still "
				  "ahead");
	goal_begin(s, GOAL_CONTINUE, ahead ? ahead : who);
	return true;
}

bool session_goal_continue(struct session *s, unsigned who, struct expr *until, bool in_script, struct err *e)
{
	unsigned there;

	if (!goal_can_train(s, who, e)) {
		expr_free(until);
		return false;
	}
	if (!until)
		return continue_to_budget(s, who, in_script, e);
	there = already_there(s, who, until);
	if (there == who) {
		say_already(s, there, until);
		expr_free(until);
		return true;
	}
	goal_begin(s, GOAL_CONTINUE, who & ~there);
	s->goal.until = until;
	for (int i = 0; i < TRAINERS; i++)
		expr_note(s, until, i);
	return true;
}

bool session_goal_break(struct session *s, unsigned who, int number, struct err *e)
{
	const struct stop *b;
	unsigned meant, there = 0;

	if (!goal_can_train(s, who, e) || !(b = stops_find_goal(s, number, who, e)))
		return false;
	meant = b->who ? who & b->who : who;
	if (!expr_names_event(b->expr))
		there = already_there(s, meant, b->expr);
	if (there == meant) {
		say_already(s, there, b->expr);
		return true;
	}
	goal_begin(s, GOAL_CONTINUE, who & ~there);
	s->goal.only = number;
	return true;
}

bool session_goal_pretrain(struct session *s, uint64_t steps, struct err *e)
{
	const struct config *c = &s->config;
	struct pretrain_config pc = { optim_types[c->pretrain_optimizer], c->pretrain_lr, c->pretrain_batch, NULL };
	bool *skip = NULL;

	if (!session_ready(s))
		return err_set(e, "no task yet: preset NAME or new KIND");
	if (strcmp(c->pretrain_skip, "file") == 0) {
		if (!s->task->skip)
			return err_set(e, "skip=file leaves out what a prompt file says, and this task has none: give "
					  "prompts, or none");
		pc.skip = s->task->skip;
	} else if (strcmp(c->pretrain_skip, "none") != 0) {
		skip = xcalloc((size_t)s->task->ntracked, sizeof *skip);
		if (prompts_parse(s, c->pretrain_skip, 0, skip, e) < 0) {
			free(skip);
			return false;
		}
	}
	if (skip)
		pc.skip = skip;
	session_drop_goal(s);
	s->pretrain = pretrain_new(s->task, s->base.w, &pc, c->threads, e);
	free(skip);
	if (!s->pretrain)
		return false;
	s->goal.kind = GOAL_PRETRAIN;
	s->goal.left[0] = s->goal.total = steps;
	return true;
}

bool session_goal_job(struct session *s, const struct job_type *type, void *self, uint64_t total, struct err *e)
{
	if (!session_ready(s)) {
		type->free(self);
		return err_set(e, "no task yet: preset NAME or new KIND");
	}
	session_drop_goal(s);
	s->goal.kind = GOAL_JOB;
	s->goal.job = type;
	s->goal.job_self = self;
	s->goal.total = total;
	s->goal.left[0] = 1; /* 0 when it is done */
	return true;
}

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

static bool is_travel(const struct session *s)
{
	return s->goal.kind == GOAL_TRAVEL || s->goal.kind == GOAL_SEARCH;
}

void session_stop(struct session *s)
{
	summary_interrupted(s);
	if (is_travel(s))
		travel_interrupted(s);
	if (s->goal.dropped && s->goal.kind != GOAL_PHASE)
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

	if (g->kind == GOAL_UPDATES)
		return g->left[who] == 0;
	if (g->until) {
		bool holds = expr_true(s, g->until, who);
		expr_note(s, g->until, who);
		return holds;
	}
	if (g->only)
		return false;
	return s->config.budget > 0 && g->from[who].queries < s->config.budget && all->queries >= s->config.budget;
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
	if (g->kind == GOAL_UPDATES)
		g->left[who]--;
	if (arrived(s, who))
		g->who &= ~(1u << who);
	if (g->kind == GOAL_CONTINUE && stops_check(s, who) >= 0)
		g->who = 0;
	if (g->who & 1u << !who)
		g->turn = !who;
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
