/* What stands in the status line and among the queries. */
#include "run/frame-status.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "run/event.h"
#include "run/scales.h"
#include "run/stops.h"
#include "run/travel.h"

static struct frame_count count_of(const struct tally *t)
{
	return (struct frame_count){ .queries = t->queries, .responses = t->responses, .hits = t->rewarded, .off = t->off };
}

/* The counters of the run stood still in updates with count.off seen. */
static bool counts_off(const struct run *r)
{
	for (int i = 0; i < r->line->nspan && (i == 0 || r->line->span[i].from < run_update(r)); i++)
		if (!r->line->span[i].config.count_off_every)
			return false;
	return true;
}

/* Responses of the last update outside the support, by the line of now where they can still be looked at. */
static void count_last_off(const struct run *r, struct frame_count *last)
{
	const struct batch *b = trainer_look(r->trainer);

	last->off_known = b || !isnan(trace_scalar(&r->trace, r->trace.rows - 1, TRACE_OFF));
	if (!b)
		return;
	last->off = 0;
	for (int i = 0; i < b->B; i++)
		last->off += b->left[i] >= 0;
}

static const char *behavior_name(const struct train_config *c)
{
	return c->behave != &behave_onpolicy ? c->behave->name : NULL;
}

/* What a response costs in queries, where nothing is asked while it is drawn. */
static const char *price_of(const struct train_config *c)
{
	if (c->behave->has_m || c->behave == &behave_teacher)
		return NULL;
	if (c->reward == &reward_outcome)
		return "1 query per response";
	return c->query_count == QUERY_ALL ? "1 query per token" : "1 query per token checked";
}

static void build_trainer(const struct run *r, struct frame_trainer *to)
{
	const struct train_config *c = run_config(r);
	const struct state *st = run_state(r);

	*to = (struct frame_trainer){ .exists = true, .reward = c->reward->name, .price = price_of(c),
				      .update = st->update, .end = run_end(r), .behavior = behavior_name(c), .drawn_by = behavior_name(&run_span_then(r)->config),
				      .run = count_of(&st->all), .last = count_of(&r->last.now) };
	to->run.off_known = counts_off(r);
	count_last_off(r, &to->last);
}

static enum frame_state state_of(const struct session *s, const struct frame_trainer *t)
{
	if (session_working(s))
		return FRAME_RUN;
	if (stops_stands_at(s))
		return FRAME_BREAK;
	if (t->update == 0)
		return FRAME_READY;
	return s->config.budget > 0 && t->run.queries >= s->config.budget ? FRAME_END : FRAME_PAUSED;
}

/* While a run goes on the latest; behind it only one that came with a last update: where it stopped says more. */
static int stalled_prompt(const struct session *s)
{
	bool now = session_working(s);

	for (int who = 0; s->stalled >= 0 && who < TRAINERS; who++)
		now = now || (run_exists(&s->run[who]) && event_stalled(s, who, s->stalled, 0.0, 0) > 0.0);
	return now ? s->stalled : -1;
}

/* What is done that is no training. */
static const char *job_of(const struct goal *g)
{
	switch (g->kind) {
	case GOAL_PRETRAIN:
		return "pretrain";
	case GOAL_TRAVEL:
		return "goto";
	case GOAL_SEARCH:
		return "rcontinue";
	case GOAL_JOB:
		return g->job->name;
	default:
		return NULL;
	}
}

static void drop_last(struct str *list)
{
	while (list->len > 0 && strncmp(list->text + list->len, ", ", 2) != 0)
		list->len--;
	list->text[list->len] = '\0';
}

/* What is not said by who it is, `outcome/alg1`: as many as there is room for. */
static void name_differences(const struct config *c, int who, struct frame_trainer *to)
{
	struct config other = *c;
	struct str all = { 0 };

	other.trainer[who] = c->trainer[!who];
	other.trainer[who].reward = c->trainer[who].reward;
	other.trainer[who].behavior = c->trainer[who].behavior;
	config_differences(c, &other, who, &all);
	while (all.len >= sizeof to->differs)
		drop_last(&all);
	snprintf(to->differs, sizeof to->differs, "%s", str_text(&all));
	str_done(&all);
}

void frame_status(const struct session *s, struct frame *f)
{
	for (int who = 0; who < TRAINERS; who++)
		if (run_exists(&s->run[who])) {
			build_trainer(&s->run[who], &f->trainer[who]);
			f->trainer[who].iterate = session_iterate(s, who);
			if (run_exists(&s->run[!who]))
				name_differences(&s->config, who, &f->trainer[who]);
			f->trainer[who].mark_before = session_mark_near(s, who, -1) != NULL;
			f->trainer[who].mark_after = session_mark_near(s, who, 1) != NULL;
		}
	f->stalled = stalled_prompt(s);
	f->state = state_of(s, &f->trainer[f->who]);
	f->at_break = stops_stands_at(s);
	f->undo = s->undo.done > 0;
	f->job = job_of(&s->goal);
	f->job_percent = s->goal.total > 0 ? (int)(100.0 * (double)s->goal.done / (double)s->goal.total) : -1;
}

void frame_scales(const struct session *s, struct bound_terms *known, struct frame *f)
{
	double eps = s->config.eps, log_gamma = scales_log_gamma(s);
	int n;

	if (isnan(log_gamma) || !(eps > 0.0 && eps < 1.0))
		return;
	if (known->N == 0) {
		*known = (struct bound_terms){ .k = s->task->k, .N = s->task->N, .log_eps = log(eps) };
		scales_quantiles(s, eps, known, &n);
	}
	known->log_gamma = log_gamma;
	f->scales = true;
	f->log_lq = known->log_lq;
	for (int who = 0; who < TRAINERS; who++) {
		const struct run *run = &s->run[who];
		const struct scale *row = run_exists(run) ? scale_of_trainer(run_config(run), SCALE_QUERIES) : NULL;
		f->trainer[who].log_scale = row ? row->log_scale(known) : NAN;
	}
}
