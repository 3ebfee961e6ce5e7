/* Time: back, goto, reset, fork. */
#include <inttypes.h>
#include <string.h>

#include "base/given.h"
#include "command/cmd.h"
#include "command/say.h"
#include "run/stops.h"
#include "run/travel.h"

static const uint64_t updates_most = 1000000000000;

static bool back_run(struct session *s, const struct args *a, struct err *e)
{
	unsigned who;
	uint64_t n;

	return args_who(a, s, &who, e) && args_count(a, 0, "the number of updates", 1, updates_most, 1, &n, e) &&
	       session_goal_back(s, who, n, e);
}

const struct command cmd_back = {
	.name = "back", .alias = "S", .synopsis = "back [N] [@a|@b|@ab]",
	.summary = "go back N updates (default 1), exactly",
	.help = "Weights, optimizer and counters are again what they were, bit for bit, and so\n"
		"are the trainer's settings. What lay ahead stays: step goes through it again.\n"
		"Who changes a setting first makes another future; the old one becomes a mark.\n"
		"Of two that are split N rounds back: see split.",
	.example = { "step 10; back 5", "step 3; back" },
	.group = GROUP_TIME, .moves = true, .max = 1, .needs_task = true, .repeats = true, .takes_who = true, .pairs = true,
	.run = back_run,
};

/* ---- goto */

/* To the mark after (1) or before (-1) the trainer in focus; of two that are split both go, as far as they were marked. */
static bool goto_near(struct session *s, const struct args *a, int by, struct err *e)
{
	const char *name;
	int who;

	if (!args_one(a, s, &who, e))
		return false;
	name = session_mark_near(s, who, by);
	if (!name)
		return err_set(e, "there is no mark %s update %" PRIu64 " of trainer %c: marks lists all, mark NAME makes one",
			       by > 0 ? "after" : "before", run_update(&s->run[who]), 'A' + who);
	return session_goal_mark(s, !a->who && session_split(s) ? WHO_AB : 1u << who, name, e);
}

static bool goto_queries(struct session *s, const struct args *a, const char *value, struct err *e)
{
	char got[GIVEN_TEXT];
	uint64_t queries;
	unsigned who;

	if (!num_parse_count(value, &queries))
		return err_set(e, "queries= takes a whole number, got \"%s\"", given(got, value));
	if (!args_who(a, s, &who, e))
		return false;
	return queries > 0 ? session_goal_queries(s, who, queries, e) : session_goal_goto(s, who, 0, e);
}

static bool goto_update(struct session *s, const struct args *a, struct err *e)
{
	unsigned who;
	uint64_t update;

	return args_who(a, s, &who, e) && args_count(a, 0, "an update", 0, updates_most, 0, &update, e) &&
	       session_goal_goto(s, who, update, e);
}

static bool goto_run(struct session *s, const struct args *a, struct err *e)
{
	const char *queries = args_key(a, "queries"), *word = a->n > 0 ? a->word[0] : NULL;

	if (!word == !queries)
		return err_set(e, "goto takes one place: an update, queries=N, or a mark. usage: %s", a->command->synopsis);
	if (queries)
		return goto_queries(s, a, queries, e);
	if (strcmp(word, "next") == 0 || strcmp(word, "previous") == 0)
		return goto_near(s, a, word[0] == 'n' ? 1 : -1, e);
	if (word[0] >= '0' && word[0] <= '9')
		return goto_update(s, a, e);
	return session_goal_mark(s, a->who ? a->who : WHO_AB, word, e);
}

static const char *const goto_keys[] = { "queries", NULL };
static const char *const goto_words[] = { "next", "previous", NULL };

const struct command cmd_goto = {
	.name = "goto", .alias = "g", .synopsis = "goto UPDATE|queries=N|MARK|next|previous [@a|@b|@ab]",
	.summary = "go to an update, a number of queries or a mark, forward or back, exactly",
	.help = "queries=N is the first update by which N queries were asked. Beyond the latest\n"
		"update it trains on. A mark moves the trainers that were marked; where its past\n"
		"is another one, what they leave is kept as mark runN. next, previous: mark.",
	.example = { "goto queries=500", "step 20; mark here; back 10; goto here" },
	.group = GROUP_TIME, .moves = true, .max = 1, .needs_task = true, .takes_keys = true, .takes_who = true, .pairs = true,
	.complete = { COMPLETE_MARK }, .words = goto_words, .keys = goto_keys, .run = goto_run,
};

/* ---- reset */

static bool reset_run(struct session *s, const struct args *a, struct err *e)
{
	char mark[MARK_NAME];
	unsigned who;

	if (!args_who(a, s, &who, e))
		return false;
	session_park(s, who, mark);
	for (int i = 0; i < TRAINERS; i++)
		if (who & 1u << i)
			session_start_trainer(s, i);
	say(s, "update 0, same seed %" PRIu64 ".%s%s%s", s->config.seed, *mark ? " The old run is kept as mark " : "", mark,
	    *mark ? "." : "");
	stops_show_watches(s);
	return true;
}

const struct command cmd_reset = {
	.name = "reset", .alias = "r", .synopsis = "reset [@a|@b|@ab]",
	.summary = "put the trainer back to update 0 of the same base model, same seed",
	.help = "The same commands from here on give the same numbers again. Settings stay as\n"
		"they are, the run so far as mark runN. Other random numbers: seed new.",
	.example = { "reset", "step 5; reset; step 5" },
	.group = GROUP_TIME, .moves = true, .needs_task = true, .takes_who = true, .pairs = true, .run = reset_run,
};

/* ---- fork */

/* Who is copied into whom: @a->@b, or the trainer in focus into the other. */
static bool fork_way(const struct session *s, const struct args *a, int *from, struct err *e)
{
	char got[GIVEN_TEXT];

	*from = s->view.who;
	if (a->n == 0)
		return true;
	if (strcmp(a->word[0], "@a->@b") != 0 && strcmp(a->word[0], "@b->@a") != 0)
		return err_set(e, "fork copies @a->@b or @b->@a, got \"%s\"", given(got, a->word[0]));
	*from = a->word[0][1] == 'b';
	return true;
}

static bool fork_run(struct session *s, const struct args *a, struct err *e)
{
	char mark[MARK_NAME];
	int from;

	if (!fork_way(s, a, &from, e) || !session_goal_fork(s, from, mark, e))
		return false;
	if (*mark)
		say(s, "trainer %c's run so far is kept as mark %s", 'A' + !from, mark);
	say(s, "trainer %c is a copy of %c. Change a setting of one: set lr 1 @%c", 'A' + !from, 'A' + from, 'a' + !from);
	return true;
}

static const char *const fork_words[] = { "@a->@b", "@b->@a", NULL };

const struct command cmd_fork = {
	.name = "fork", .synopsis = "fork [@a->@b|@b->@a]",
	.summary = "copy a trainer as it is now into the other one, to try one changed setting",
	.help = "Past, weights and settings are the same, and so are the prompts and coins from\n"
		"here on: what then differs comes from what you change. The trainer in focus is\n"
		"copied unless the way is said; what the other one was is kept as mark runN.",
	.example = { "step 20; fork; set lr 1 @b; step 20 @ab; compare", "fork @a->@b" },
	.group = GROUP_TIME, .moves = true, .max = 1, .needs_task = true, .complete = { COMPLETE_WORDS }, .words = fork_words,
	.run = fork_run,
};
