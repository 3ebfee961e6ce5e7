/* Sentences about what happened. */
#include "run/summary.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "core/importance.h"
#include "run/event.h"
#include "run/frame.h"
#include "run/journal.h"
#include "run/metric.h"
#include "run/stage.h"
#include "run/sync.h"
#include "run/travel.h"

enum { LEARNED_NAMED = 6 };

static bool has_off_counts(const struct session *s)
{
	return s->config.count_off == 0;
}

void summary_learned(const struct session *s, int who, struct str *to)
{
	struct str names = { 0 };
	int n = 0;

	for (int i = 0; i < s->task->ntracked; i++) {
		if (frame_is_learned(s->goal.lp_from[who][i]) || !frame_is_learned(s->run[who].lp[i]))
			continue;
		if (n++ < LEARNED_NAMED)
			str_addf(&names, "%sx%d", n > 1 ? " " : "", i);
	}
	if (n > 0)
		str_addf(to, ", %d learned (%s%s)", n, str_text(&names), n > LEARNED_NAMED ? " .." : "");
	str_done(&names);
}

void summary_step(struct session *s)
{
	for (int who = 0; who < TRAINERS; who++) {
		const struct goal *g = &s->goal;
		char updates[NUM_TEXT], queries[NUM_TEXT], off[NUM_TEXT], responses[NUM_TEXT], name[32];
		struct str line = { 0 };
		if (!(g->asked & 1u << who))
			continue;
		const struct tally *all = &run_state(&s->run[who])->all;
		uint64_t n = run_state(&s->run[who])->update - g->update_from[who];
		if (n == 0 && g->asked == WHO_AB && sync_holds(s)) /* it was ahead */
			continue;
		if (run_exists(&s->run[1]))
			str_addf(&line, "%s: ", session_trainer_name(s, who, name));
		str_addf(&line, "%s update%s, %s queries", num_count(updates, n), n == 1 ? "" : "s",
			 num_count(queries, all->queries - g->from[who].queries));
		summary_learned(s, who, &line);
		if (!has_off_counts(s))
			str_add(&line, ", off -");
		else
			str_addf(&line, ", off %s of %s", num_count(off, all->off - g->from[who].off),
				 num_count(responses, all->responses - g->from[who].responses));
		if (all->discovered > g->from[who].discovered)
			str_addf(&line, ", %s discovered",
				 num_count(off, all->discovered - g->from[who].discovered));
		out_text(s->out, OUT_REPLY, str_text(&line));
		str_done(&line);
	}
}

/* The response of the last batch that was the prompt's first correct one; NULL: it lies on the support, as one to a
 * fresh prompt near the tracked one may. */
static const uint8_t *first_correct(const struct session *s, int who, int prompt, double *lq0)
{
	const struct batch *b = trainer_look(s->run[who].trainer);

	for (int i = 0; b && i < b->B; i++)
		if (b->prompt[i].track == prompt && b->right[i] == b->N) {
			*lq0 = b->lq0[i];
			return *lq0 < config_log_alpha(&s->config) ? b->y + (size_t)i * (size_t)b->N : NULL;
		}
	return NULL;
}

static void say_discovery(struct session *s, int who, int prompt, const uint8_t *y, double lq0)
{
	enum { COLUMNS = 24 };
	const struct state *st = run_state(&s->run[who]);
	char name[32], query[NUM_TEXT], update[NUM_TEXT], base[NUM_TEXT], times[NUM_TEXT];
	char distance[NUM_TEXT + 8] = "just";
	double below = config_log_alpha(&s->config) - lq0;
	struct str response = { 0 }, trainer = { 0 }, x = { 0 };

	if (below >= log(1.05)) /* 1.0 times would be none */
		snprintf(distance, sizeof distance, "%s times", num_times(times, below));
	if (run_exists(&s->run[1]))
		str_addf(&trainer, "%s: ", session_trainer_name(s, who, name));
	session_response(s, y, COLUMNS, &response);
	session_prompt(s, prompt, &x);
	out_line(s->out, OUT_DISCOVERY, "%s%s first correct at query %s (update %s): %s, base %s, %s below alpha.",
		 str_text(&trainer), str_text(&x), num_count(query, state_tally_of(st)[prompt].first_hit),
		 num_count(update, st->update), str_text(&response), num_prob(base, lq0), distance);
	str_done(&response);
	str_done(&trainer);
	str_done(&x);
}

/* Six of one command are said; that there are more, once. The summary has their number. */
static void tell_discovery(struct session *s, int who, int prompt, const uint8_t *y, double lq0)
{
	enum { SAID = 6 };
	int n = s->goal.discoveries++;

	if (s->stage && s->stage->discovered && !s->in_preset)
		s->stage->discovered(s->stage->self, who, prompt, lq0);
	if (n < SAID)
		say_discovery(s, who, prompt, y, lq0);
	else if (n == SAID)
		out_line(s->out, OUT_DISCOVERY, ".. and more prompts outside the support were first correct: prompts lists hits");
}

/* `discovery-x5-b`; where marks have run out there is none. */
static void mark_discovery(struct session *s, int who, int prompt)
{
	char name[MARK_NAME];

	snprintf(name, sizeof name, "discovery-x%d-%c", prompt, 'a' + who);
	session_mark(s, 1u << who, name);
}

static void note_discovery(struct session *s, int who, int prompt, const uint8_t *y)
{
	struct str response = { 0 };

	session_tokens(s, y, s->task->N, false, &response);
	journal_event(s, who, "discovery", prompt, str_text(&response));
	str_done(&response);
}

void summary_discoveries(struct session *s, int who)
{
	const struct tally *all = state_tally_of(run_state(&s->run[who])), *now = trainer_counts(s->run[who].trainer);
	const uint8_t *y;
	double lq0;

	for (int i = 0; now && i < s->task->ntracked; i++) {
		if (now[i].discovered == 0 || now[i].rewarded != all[i].rewarded || !session_prompt_out(s, i) ||
		    !(y = first_correct(s, who, i, &lq0)))
			continue;
		s->discovered = i;
		s->discoveries++;
		mark_discovery(s, who, i);
		note_discovery(s, who, i, y);
		tell_discovery(s, who, i, y, lq0);
	}
}

/* Under process rewards how far they have paid; to those who have outcome rewards alone, process. */
static void add_advice(const struct session *s, int who, int prompt, struct str *to)
{
	uint64_t reach = state_tally_of(run_state(&s->run[who]))[prompt].reach;
	bool by_prefix = run_config(&s->run[who])->reward->per_token;

	if (by_prefix && reach < (uint64_t)s->task->N) /* else it was right to its end before */
		str_addf(to, " Its longest rewarded prefix has %" PRIu64 " of %d tokens.", reach, s->task->N);
	str_addf(to, " try: %sinspect %d", by_prefix || run_exists(&s->run[1]) ? "" : "trainer process @b, or ", prompt);
}

/* `note: x5 and 3 more: no reward in 20 updates. ..` */
static void say_stall(struct session *s, int who, int prompt, int more)
{
	char name[32], times[NUM_TEXT];
	struct str text = { 0 }, x = { 0 };

	num_times(times, -s->base.lp[prompt]);
	session_prompt(s, prompt, &x);
	str_add(&text, "note: ");
	if (run_exists(&s->run[1]))
		str_addf(&text, "%s: ", session_trainer_name(s, who, name));
	str_add(&text, str_text(&x));
	if (more > 0)
		str_addf(&text, " and %d more", more);
	str_addf(&text, ": no %s in %d updates. The base model answers x%d once in %s sample%s.",
		 run_config(&s->run[who])->reward->per_token ? "response right to its end" : "reward", STALLED_AFTER,
		 prompt, times, strcmp(times, "1") == 0 ? "" : "s");
	add_advice(s, who, prompt, &text);
	out_text(s->out, OUT_NOTE, str_text(&text));
	str_done(&text);
	str_done(&x);
}

void summary_stalls(struct session *s, int who)
{
	int first = -1, n = 0;

	for (int i = 0; i < s->task->ntracked; i++)
		if (event_stalled(s, who, i, 0.0, 0) > 0.0 && n++ == 0)
			first = i;
	if (n == 0)
		return;
	s->stalled = first;
	s->stalls++;
	journal_event(s, who, "stalled", first, NULL);
	if (s->told_stall[who] || s->in_preset)
		return;
	s->told_stall[who] = true;
	say_stall(s, who, first, n - 1);
}

/* The first prompt whose weights vary so much, -1: none. */
static int wild_prompt(const struct session *s, int who, double *variance)
{
	enum { MOST = 256, WILD = 100 };

	for (int i = 0; i < s->task->ntracked && i < MOST; i++) {
		*variance = metric_weight_variance(s, who, i);
		if (*variance > (double)WILD * WILD)
			return i;
	}
	return -1;
}

static void warn_weights(struct session *s, int who)
{
	const struct train_config *c = run_config(&s->run[who]);
	char sd[NUM_TEXT], name[32];
	double variance = 0.0;
	int i = isinf(c->clip) ? wild_prompt(s, who, &variance) : -1;
	bool before = s->wild_weights[who];

	s->wild_weights[who] = i >= 0;
	session_trainer_name(s, who, name);
	if (i >= 0 && !before)
		out_line(s->out, OUT_NOTE, "note: trainer %s: unclipped importance weights on x%d have a standard\n"
			 "  deviation of %s%s times their mean: few outweigh all others", name, i,
			 importance_is_exact(c->behave) ? "" : "up to ", num_amount(sd, sqrt(variance)));
}

/* A preset says nothing: what it has set up is looked at after the first update. */
void summary_weights(struct session *s, unsigned who)
{
	for (int i = 0; i < TRAINERS && !s->in_preset; i++)
		if (who & 1u << i && run_exists(&s->run[i]))
			warn_weights(s, i);
}

void summary_pretrain(struct session *s, uint64_t steps)
{
	enum { SHOWN = 12, COLUMNS = 24, TEXT_COLUMNS = 44 };
	char count[NUM_TEXT], p0[NUM_TEXT];
	struct str target = { 0 };
	int cols = s->task->texts ? session_pair_cols(s, TEXT_COLUMNS) : COLUMNS;
	int shown = s->task->ntracked < SHOWN ? s->task->ntracked : SHOWN;

	out_line(s->out, OUT_REPLY, "%s step%s of pre-training. The base model's likelihoods p0:",
		 num_count(count, steps), steps == 1 ? "" : "s");
	for (int i = 0; i < shown; i++) {
		str_clear(&target);
		session_pair_cell(s, i, cols, &target);
		out_line(s->out, OUT_REPLY, "  x%-3d %s %9s  %s%s", i, str_text(&target),
			 num_prob(p0, s->base.lp[i]), session_prompt_out(s, i) ? "OUT!" : "in",
			 s->base.seen[i] || s->base.file[0] || !task_is_finite(s->task) ? "" : "  never seen");
	}
	if (shown < s->task->ntracked)
		out_line(s->out, OUT_REPLY, "  .. and %d more: prompts", s->task->ntracked - shown);
	str_done(&target);
}
