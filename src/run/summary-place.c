/* Sentences about where trainers are, and why they have stopped there. */
#include "run/summary.h"

#include "base/num.h"
#include "run/expr.h"
#include "run/stage.h"
#include "run/stops.h"

/* `rewarded 54 of 64, off 0 of 64` */
static void add_counts(const struct session *s, const struct tally *now, struct str *to)
{
	char part[NUM_TEXT], all[NUM_TEXT];

	num_count(all, now->responses);
	str_addf(to, "rewarded %s of %s, off ", num_count(part, now->rewarded), all);
	if (s->config.count_off == 0)
		str_addf(to, "%s of %s", num_count(part, now->off), all);
	else
		str_add(to, "-");
}

/* `trainer A outcome: update 157, queries 10,048, rewarded 54 of 64, off 0 of 64.` */
static void say_trainer(struct session *s, int who)
{
	const struct state *st = run_state(&s->run[who]);
	char name[32], update[NUM_TEXT], queries[NUM_TEXT];
	struct str counts = { 0 };

	add_counts(s, &s->run[who].last.now, &counts);
	out_line(s->out, OUT_STOP, "trainer %s: update %s, queries %s, %s.", session_trainer_name(s, who, name),
		 num_count(update, st->update), num_count(queries, st->all.queries), str_text(&counts));
	str_done(&counts);
}

void summary_update(struct session *s, int who)
{
	const struct tally *now = &s->run[who].last.now;
	char name[32], update[NUM_TEXT], queries[NUM_TEXT];
	struct str line = { 0 };

	if (run_exists(&s->run[1]))
		str_addf(&line, "%s: ", session_trainer_name(s, who, name));
	str_addf(&line, "update %s: %s queries, ", num_count(update, run_state(&s->run[who])->update),
		 num_count(queries, now->queries));
	add_counts(s, now, &line);
	out_line(s->out, OUT_REPLY, "%s", str_text(&line));
	str_done(&line);
}

/* `prompt x5, outside support: base 2.0e-06, now 3.6e-10, 0 hits, worst t4 0.028.` */
static void say_prompt(struct session *s, int who)
{
	int i = s->view.prompt;
	uint64_t n = state_tally_of(run_state(&s->run[who]))[i].rewarded;
	char p0[NUM_TEXT], p[NUM_TEXT], hits[NUM_TEXT], worst[NUM_TEXT];
	struct str x = { 0 };

	session_prompt(s, i, &x);
	out_line(s->out, OUT_STOP, "prompt %s, %s support: base %s, now %s, %s hit%s, worst t%d %s.", str_text(&x),
		 session_prompt_out(s, i) ? "outside" : "inside", num_prob(p0, s->base.lp[i]),
		 num_prob(p, s->run[who].lp[i]), num_count(hits, n), n == 1 ? "" : "s", s->base.worst_at[i] + 1,
		 num_prob(worst, s->base.worst[i]));
	str_done(&x);
}

/* Panels of both show the rest all the time: the console's rows are worth more. */
static bool is_seen(const struct session *s)
{
	return session_split(s) && s->stage && s->stage->has_screen;
}

/* `A update 157, 10,048 queries, x5 2.9e-12` */
static void add_brief(const struct session *s, int who, struct str *to)
{
	const struct state *st = run_state(&s->run[who]);
	char update[NUM_TEXT], queries[NUM_TEXT], p[NUM_TEXT];

	str_addf(to, "%s%c update %s, %s queries, x%d %s", to->len ? "; " : "", 'A' + who, num_count(update, st->update),
		 num_count(queries, st->all.queries), s->view.prompt, num_prob(p, s->run[who].lp[s->view.prompt]));
}

void summary_places(struct session *s, unsigned who)
{
	struct str brief = { 0 };

	for (int i = 0; i < TRAINERS; i++) {
		if (!(who & 1u << i))
			continue;
		if (is_seen(s)) {
			add_brief(s, i, &brief);
			continue;
		}
		say_trainer(s, i);
		say_prompt(s, i);
	}
	if (brief.len)
		out_line(s->out, OUT_STOP, "%s", str_text(&brief));
	str_done(&brief);
}

void summary_stop(struct session *s)
{
	const struct goal *g = &s->goal;
	char budget[NUM_TEXT];

	if (s->stops.at)
		stops_say(s);
	else if (g->until)
		out_line(s->out, OUT_STOP, "stop: %s.", expr_text(g->until));
	else
		out_line(s->out, OUT_STOP, "stop: the budget of %s queries is spent. continue goes on all the same.",
			 num_count(budget, s->config.budget));
	summary_places(s, g->asked);
}

void summary_interrupted(struct session *s)
{
	const struct goal *g = &s->goal;
	const char *unit = session_goal_unit(s);
	const char *rest = g->dropped && g->kind != GOAL_JOB ? "; the unfinished one counts for nothing" : "";
	char done[NUM_TEXT], total[NUM_TEXT];

	if (!unit)
		out_line(s->out, OUT_STOP, "%s was stopped", g->job->name);
	else if (g->total > 0)
		out_line(s->out, OUT_STOP, "stopped after %s of %s %ss%s", num_count(done, g->done),
			 num_count(total, g->total), unit, rest);
	else
		out_line(s->out, OUT_STOP, "stopped after %s %s%s%s", num_count(done, g->done), unit,
			 g->done == 1 ? "" : "s", rest);
}
