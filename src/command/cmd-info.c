/* info and prompts: where everything stands. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/given.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "command/cmd.h"
#include "command/say.h"
#include "command/stop-list.h"
#include "run/frame.h"
#include "run/prompts.h"
#include "run/stage.h"

/* ---- info */

/* Where it is not the policy itself. */
static void print_behavior(struct session *s, int who)
{
	const struct behave_type *q = run_config(&s->run[who])->behave;
	struct str line = { 0 };

	session_setting(s, setting_named("behavior"), who, &line);
	if (q->has_m) {
		str_add(&line, ", m ");
		session_setting(s, setting_named("m"), who, &line);
	}
	if (q != &behave_onpolicy)
		say(s, "  behavior %s: %s", str_text(&line), q->help);
	str_done(&line);
}

static void print_state(struct session *s)
{
	char name[32], update[NUM_TEXT], queries[NUM_TEXT];

	say(s, "seed %" PRIu64 ", task.seed %" PRIu64, s->config.seed, s->config.task_seed);
	for (int who = 0; who < TRAINERS; who++) {
		if (!run_exists(&s->run[who]))
			continue;
		const struct state *st = run_state(&s->run[who]);
		say(s, "trainer %s: update %s, queries %s, hash %016" PRIx64, session_trainer_name(s, who, name),
		    num_count(update, st->update), num_count(queries, st->all.queries), state_hash(st));
		print_behavior(s, who);
	}
	if (s->stage && s->stage->recording)
		say(s, "the screen is being recorded into %s", s->stage->recording);
}

static bool info_run(struct session *s, const struct args *a, struct err *e)
{
	char got[GIVEN_TEXT];

	if (a->n == 0)
		say_summary(s);
	if (a->n == 0 || strcmp(a->word[0], "state") == 0)
		print_state(s);
	else if (strcmp(a->word[0], "breaks") == 0)
		stop_list(s, STOP_BREAK);
	else if (strcmp(a->word[0], "watches") == 0)
		stop_list(s, STOP_WATCH);
	else if (strcmp(a->word[0], "marks") == 0)
		marks_print(s);
	else
		return err_set(e, "info shows: state, breaks, watches, marks. got \"%s\"", given(got, a->word[0]));
	return true;
}

static const char *const info_words[] = { "state", "breaks", "watches", "marks", NULL };

const struct command cmd_info = {
	.name = "info", .alias = "i", .synopsis = "info [state|breaks|watches|marks]",
	.summary = "print seeds, and each trainer's updates, queries, behavior and state hash; or lists",
	.help = "Two trainers with the same hash have the same weights, optimizer and counters,\n"
		"bit for bit, on one machine and build. breaks: how often each was hit, and what\n"
		"is to be done there. watches: their values.",
	.example = { "info state", "step 3; info state" },
	.group = GROUP_LOOK, .max = 1, .needs_task = true, .complete = { COMPLETE_WORDS }, .words = info_words,
	.run = info_run,
};

/* ---- prompts */

/* A prompt and what it is sorted by. */
struct listed {
	int prompt;
	double key;
};

static int by_key(const void *a, const void *b)
{
	const struct listed *x = a, *y = b;

	return x->key < y->key ? -1 : x->key > y->key ? 1 : x->prompt - y->prompt;
}

/* In the order of prompts_keys; -1: by number. */
static double sort_value(const struct frame_prompt *p, int sort, int i)
{
	const double value[] = { p->lp0, p->lp, p->worst, (double)p->hits };

	return sort < 0 ? i : value[sort];
}

enum { PAIR_COLUMNS = 22, PAIR_LONG = 34, WORST_COLUMNS = 12 };

/* Columns of targets; of long ones of a prompt file, with its prompts, those of the worst token too. */
static int pair_columns(const struct session *s)
{
	int cols = s->task->texts ? session_pair_cols(s, PAIR_LONG) : 0;

	return cols > PAIR_COLUMNS ? cols : PAIR_COLUMNS;
}

static void print_row(struct session *s, const struct frame *f, int i, int cols)
{
	const struct frame_prompt *p = &f->prompts[i];
	char p0[NUM_TEXT], now[NUM_TEXT], hits[NUM_TEXT], worst[NUM_TEXT], at[64];
	struct str pair = { 0 };

	session_pair_cell(s, i, cols, &pair);
	snprintf(at, sizeof at, "%s t%d", num_prob(worst, p->worst), p->worst_at + 1);
	if (cols > PAIR_COLUMNS)
		at[0] = '\0';
	say_row(s, "%c x%-4d %s %8s %8s %9s %-*s %s", i == f->prompt ? '>' : ' ', i, str_text(&pair),
		num_prob(p0, p->lp0), num_prob(now, p->lp), num_count(hits, p->hits),
		cols > PAIR_COLUMNS ? 0 : WORST_COLUMNS, at, say_support(s, i));
	str_done(&pair);
}

static void print_prompts(struct session *s, const struct frame *f, const struct listed *row, int n, const char *which)
{
	const struct state *st = run_state(&s->run[f->who]);
	const char *iterate = session_iterate(s, f->who);
	char alpha[NUM_TEXT], update[NUM_TEXT], queries[NUM_TEXT], name[32];
	int cols = pair_columns(s);

	say(s, "%d of %d prompt%s%s%s%s, alpha %s; trainer %s, update %s, %s quer%s%s%s", n, f->ntracked,
	    plural((uint64_t)f->ntracked), *which ? " (" : "", which, *which ? ")" : "", num_line(alpha, f->log_alpha),
	    session_trainer_name(s, f->who, name), num_count(update, st->update), num_count(queries, st->all.queries),
	    st->all.queries == 1 ? "y" : "ies", iterate ? ", iterate " : "", iterate ? iterate : "");
	if (n > 0)
		say_row(s, "  %-5s %-*s %8s %8s %9s %-*s %s", "x", cols,
			s->task->texts ? "prompt -> y*" : "target y*", "base", "now", "hits",
			cols > PAIR_COLUMNS ? 0 : WORST_COLUMNS, cols > PAIR_COLUMNS ? "" : "worst token",
			"support");
	for (int i = 0; i < n; i++)
		print_row(s, f, row[i].prompt, cols);
}

static bool prompts_run(struct session *s, const struct args *a, struct err *e)
{
	const char *which = a->n > 0 ? a->word[0] : "";
	int who, sort, n = 0, all = s->task->ntracked;
	const struct frame *f;
	struct listed *row;
	bool *member;

	if (!args_choice(a, "sort", &sort, e) || !args_one(a, s, &who, e))
		return false;
	member = xcalloc((size_t)all, sizeof *member);
	if (prompts_parse(s, *which ? which : "all", who, member, e) < 0) {
		free(member);
		return false;
	}
	row = xcalloc((size_t)all, sizeof *row);
	f = frame_build(s, who, FRAME_PROMPTS);
	for (int i = 0; i < all; i++)
		if (member[i])
			row[n++] = (struct listed){ i, sort_value(&f->prompts[i], sort, i) };
	qsort(row, (size_t)n, sizeof *row, by_key);
	print_prompts(s, f, row, n, which);
	free(row);
	free(member);
	return true;
}

static const char *const prompts_words[] = { "in", "out", "all", "worst", NULL };
static const char *const prompts_keys[] = { "sort=p0", "sort=p", "sort=worst", "sort=hits", NULL };

const struct command cmd_prompts = {
	.name = "prompts", .alias = "p", .synopsis = "prompts [sort=p0|p|worst|hits] [in|out|all|0-4] [@a|@b]",
	.summary = "list the prompts: likelihood under the base model and now, hits, support",
	.help = "base and now are exact probabilities of the correct response. worst token is\n"
		"the base model's rarest token of it, and where. OUT!: base is below alpha.\n"
		"sort= puts the smallest first.",
	.example = { "prompts sort=p0", "prompts out" },
	.group = GROUP_LOOK, .max = 1, .needs_task = true, .takes_keys = true, .takes_who = true,
	.complete = { COMPLETE_WORDS }, .words = prompts_words, .keys = prompts_keys, .run = prompts_run,
};
