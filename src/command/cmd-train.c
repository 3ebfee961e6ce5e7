/* Training: step, continue, and back: rcontinue. */
#include <string.h>

#include "base/ascii.h"
#include "base/given.h"
#include "command/cmd.h"
#include "command/stop-list.h"
#include "run/expr.h"
#include "run/search.h"

static bool step_phase(struct session *s, const struct args *a, struct err *e)
{
	int who;

	if (a->who == WHO_AB)
		return err_set(e, "step phase takes one trainer: @a or @b");
	return args_one(a, s, &who, e) && session_goal_phase(s, who, e);
}

static bool step_run(struct session *s, const struct args *a, struct err *e)
{
	const uint64_t most = 1000000000000;
	char got[GIVEN_TEXT];
	unsigned who;
	uint64_t n;

	if (a->n > 0 && strcmp(a->word[0], "phase") == 0)
		return step_phase(s, a, e);
	if (a->n > 0 && ascii_is_letter(a->word[0][0]))
		return err_set(e, "step takes a number of updates, or phase, got \"%s\"", given(got, a->word[0]));
	return args_who(a, s, &who, e) && args_count(a, 0, "the number of updates", 1, most, 1, &n, e) &&
	       session_goal_step(s, who, n, e);
}

static const char *const step_words[] = { "phase", NULL };

const struct command cmd_step = {
	.name = "step", .alias = "s", .synopsis = "step [N|phase] [@a|@b|@ab]",
	.summary = "train N updates (default 1), or do one phase of an update",
	.help = "One update draws a batch of responses, asks for their rewards and moves the\n"
		"weights once; then one line says what it took. step phase does it in four:\n"
		"sample, reward, gradient, apply; step does those that are left. @ab updates A\n"
		"and B in turn, each N times; of those that are split, see split. An empty line\n"
		"runs the same again.",
	.example = { "step 10", "step phase" },
	.group = GROUP_TIME, .moves = true, .max = 1, .needs_task = true, .repeats = true, .takes_who = true, .pairs = true,
	.complete = { COMPLETE_WORDS, COMPLETE_NONE }, .words = step_words, .run = step_run,
};

/* The condition behind `until`, NULL without one. False: something else stands there. */
static bool until_of(const struct args *a, const char **text, struct err *e)
{
	const char *rest = a->rest, *name = a->command->name;
	size_t word = strcspn(rest, " \t");
	char got[GIVEN_TEXT];

	*text = NULL;
	if (word == 0)
		return true;
	if (word > 5 || strncmp(rest, "until", word) != 0)
		return err_set(e, "%s stands alone, before until or the number of a break, got \"%s\". try: %s until queries>=10k",
			       name, given_bytes(got, rest, word), name);
	*text = rest + word + strspn(rest + word, " \t");
	if (!**text)
		return err_set(e, "%s until needs a condition. try: %s until queries>=10k", name, name);
	return true;
}

/* Whether the first word is a number; then `continue 2` and nothing else is meant. */
static bool names_break(const struct args *a)
{
	return a->n > 0 && ascii_is_digit(a->word[0][0]);
}

static bool break_of(const struct args *a, int *number, struct err *e)
{
	char got[GIVEN_TEXT];

	if (!stop_number(a, 0, number, e))
		return false;
	return a->n == 1 || err_set(e, "%s %d goes to break %d and takes nothing else, got \"%s\"", a->command->name, *number,
				    *number, given(got, a->word[1]));
}

static bool continue_run(struct session *s, const struct args *a, struct err *e)
{
	struct expr *until = NULL;
	struct str note = { 0 };
	const char *text;
	unsigned who;
	bool good, doubtful;
	int number;

	if (names_break(a))
		return args_who(a, s, &who, e) && break_of(a, &number, e) && session_goal_break(s, who, number, e);
	if (!args_who(a, s, &who, e) || !until_of(a, &text, e))
		return false;
	if (text && !(until = expr_parse(s, text, e)))
		return false;
	str_add(&note, "note: ");
	doubtful = until && expr_warning(s, until, &note);
	good = session_goal_continue(s, who, until, a->in_script, e);
	if (good && doubtful)
		out_text(s->out, OUT_NOTE, str_text(&note));
	str_done(&note);
	return good;
}

static const char *const continue_words[] = { "until", NULL };

const struct command cmd_continue = {
	.name = "continue", .alias = "c", .synopsis = "continue [until CONDITION|BREAK] [@a|@b|@ab]",
	.summary = "train until a condition holds, a break stops it, or the budget of queries is spent",
	.help = "A condition compares metrics: queries>=10k, likelihood[5]>.9 && update>5, or\n"
		"names an event: discovery, learned[5], forgot, stalled. reach[5] changed: it is\n"
		"not what it was after the update before. With a condition the budget is not\n"
		"heeded; with the number of a break nothing but that break. Ctrl-C stops within\n"
		"one update. An empty line runs the same again.",
	.example = { "continue until likelihood[2]>.9", "continue until queries>=10k" },
	.group = GROUP_TIME, .moves = true, .needs_task = true, .repeats = true, .takes_who = true, .pairs = true, .raw = true,
	.complete = { COMPLETE_BREAK, COMPLETE_CONDITION, COMPLETE_CONDITION }, .words = continue_words, .run = continue_run,
};

/* ---- rcontinue */

static bool rcontinue_run(struct session *s, const struct args *a, struct err *e)
{
	struct expr *until = NULL;
	const char *text;
	unsigned who;
	int number = 0;

	if (!args_who(a, s, &who, e))
		return false;
	if (names_break(a))
		return break_of(a, &number, e) && session_goal_search(s, who, NULL, number, e);
	if (!until_of(a, &text, e) || (text && !(until = expr_parse(s, text, e))))
		return false;
	return session_goal_search(s, who, until, 0, e);
}

const struct command cmd_rcontinue = {
	.name = "rcontinue", .alias = "C", .synopsis = "rcontinue [until CONDITION|BREAK] [@a|@b|@ab]",
	.summary = "go back to where a break last fired or a condition last held, or to update 0",
	.help = "The updates before this one are made again and looked at, the latest first; the\n"
		"one found is where you are then. Where no break fired it is update 0, but of two\n"
		"trainers the one without a break stays; where a condition held nowhere, nothing\n"
		"moves. What lay ahead stays: continue goes through it again.",
	.example = { "step 40; rcontinue until hits[2]==0", "break learned; continue until update==20; rcontinue" },
	.group = GROUP_TIME, .moves = true, .needs_task = true, .repeats = true, .takes_who = true, .pairs = true, .raw = true,
	.complete = { COMPLETE_BREAK, COMPLETE_CONDITION, COMPLETE_CONDITION }, .words = continue_words,
	.run = rcontinue_run,
};
