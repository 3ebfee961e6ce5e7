/* Goals: what a session works towards. */
#include "run/goal.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "run/expr.h"
#include "run/prompts.h"
#include "run/search.h"
#include "run/stops.h"
#include "run/sync.h"

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
	if (who == WHO_AB && n > 0 && sync_holds(s)) {
		s->goal.rounds = n;
		sync_round(s);
		return true;
	}
	s->goal.who = n > 0 ? who : 0;
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

bool goal_may_hold(const struct expr *until, unsigned who, struct err *e)
{
	unsigned of = expr_trainers(until);

	return !of || of & who ||
	       err_set(e, "%s is about trainer %c, and this moves trainer %c alone: nothing would change. try @%c or @ab",
		       expr_text(until), of & WHO_A ? 'A' : 'B', who & WHO_A ? 'A' : 'B', of & WHO_A ? 'a' : 'b');
}

/* A trainer that is still below its budget has reached it once, or will, unless it asks nothing. */
static bool before_budget(const struct session *s, int who)
{
	const struct run *r = &s->run[who];
	uint64_t budget = s->config.budget;
	bool reached = !r->departs && r->line->queries >= budget;

	return budget > 0 && run_state(r)->all.queries < budget &&
	       (reached || run_config_ahead(r)->behave != &behave_teacher);
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

/* Of two that are held together, who is behind goes first. */
static void begin_continue(struct session *s, unsigned who)
{
	goal_begin(s, GOAL_CONTINUE, who);
	if (who == WHO_AB)
		s->goal.turn = sync_turn(s, 1);
}

/* Without `until`: the trainers whose budget is still ahead, else, where somebody can interrupt, all of them. */
static bool continue_to_budget(struct session *s, unsigned who, bool in_script, struct err *e)
{
	unsigned ahead = bounded(s, who);

	if (in_script && !ahead && !stops_may_stop(s, who))
		return err_set(e, "nothing can stop this: continue until E, break E, or set a budget that is still "
				  "ahead");
	begin_continue(s, ahead ? ahead : who);
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
	if (!goal_may_hold(until, who, e)) {
		expr_free(until);
		return false;
	}
	begin_continue(s, who & ~there);
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
	begin_continue(s, who & ~there);
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
