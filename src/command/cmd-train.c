/* Time: step, continue, reset. */
#include <inttypes.h>
#include <string.h>

#include "base/ascii.h"
#include "base/given.h"
#include "command/cmd.h"
#include "command/stop-list.h"
#include "run/expr.h"

static bool step_run(struct session *s, const struct args *a, struct err *e)
{
	const uint64_t most = 1000000000000;
	unsigned who;
	uint64_t n;

	return args_who(a, s, &who, e) && args_count(a, 0, "the number of updates", 1, most, 1, &n, e) &&
	       session_goal_step(s, who, n, e);
}

const struct command cmd_step = {
	.name = "step", .alias = "s", .synopsis = "step [N] [@a|@b|@ab]",
	.summary = "train N updates (default 1)",
	.help = "One update draws a batch of responses, asks for their rewards and moves the\n"
		"weights once. @ab updates A and B in turn: each N times. Afterwards one line\n"
		"says what it took. An empty line runs the same again.",
	.example = { "step", "step 10" },
	.group = GROUP_TIME, .max = 1, .needs_task = true, .repeats = true, .takes_who = true, .run = step_run,
};

/* The condition behind `until`, NULL without one. False: something else stands there. */
static bool until_of(const char *rest, const char **text, struct err *e)
{
	size_t word = strcspn(rest, " \t");
	char got[GIVEN_TEXT];

	*text = NULL;
	if (word == 0)
		return true;
	if (word > 5 || strncmp(rest, "until", word) != 0)
		return err_set(e, "continue stands alone, before until or the number of a break, got \"%s\". "
				  "try: continue until queries>=10k", given_bytes(got, rest, word));
	*text = rest + word + strspn(rest + word, " \t");
	if (!**text)
		return err_set(e, "continue until needs a condition. try: continue until queries>=10k");
	return true;
}

/* `continue 2` */
static bool to_break(struct session *s, const struct args *a, unsigned who, struct err *e)
{
	char got[GIVEN_TEXT];
	int number;

	if (!stop_number(a, 0, &number, e))
		return false;
	if (a->n > 1)
		return err_set(e, "continue %d goes to break %d and takes nothing else, got \"%s\"", number, number,
			       given(got, a->word[1]));
	return session_goal_break(s, who, number, e);
}

static bool continue_run(struct session *s, const struct args *a, struct err *e)
{
	struct expr *until = NULL;
	const char *text;
	unsigned who;

	if (a->n > 0 && ascii_is_digit(a->word[0][0]))
		return args_who(a, s, &who, e) && to_break(s, a, who, e);
	if (!args_who(a, s, &who, e) || !until_of(a->rest, &text, e))
		return false;
	if (text && !(until = expr_parse(s, text, e)))
		return false;
	return session_goal_continue(s, who, until, a->in_script, e);
}

static const char *const continue_words[] = { "until", NULL };

const struct command cmd_continue = {
	.name = "continue", .alias = "c", .synopsis = "continue [until CONDITION|BREAK] [@a|@b|@ab]",
	.summary = "train until a condition holds, a break stops it, or the budget of queries is spent",
	.help = "A condition compares metrics: queries>=10k, likelihood[5]>.9 && update>5, or\n"
		"names an event: discovery, offsupport[5]. With a condition the budget is not\n"
		"heeded; with the number of a break nothing but that break. Ctrl-C stops within\n"
		"one update. An empty line runs the same again.",
	.example = { "continue until likelihood[2]>.9", "continue until queries>=10k" },
	.group = GROUP_TIME, .needs_task = true, .repeats = true, .takes_who = true, .raw = true,
	.complete = { COMPLETE_BREAK, COMPLETE_METRIC, COMPLETE_METRIC }, .words = continue_words, .run = continue_run,
};

static bool reset_run(struct session *s, const struct args *a, struct err *e)
{
	unsigned who;

	if (!args_who(a, s, &who, e))
		return false;
	for (int i = 0; i < TRAINERS; i++)
		if (who & 1u << i)
			session_start_trainer(s, i);
	out_line(s->out, OUT_REPLY, "update 0, same seed %" PRIu64, s->config.seed);
	return true;
}

const struct command cmd_reset = {
	.name = "reset", .alias = "r", .synopsis = "reset [@a|@b|@ab]",
	.summary = "put the trainer back to update 0 of the same base model, same seed",
	.help = "The same commands from here on give the same numbers again. Settings stay as\n"
		"they are. Other random numbers: seed new.",
	.example = { "reset", "step 5; reset; step 5" },
	.group = GROUP_TIME, .needs_task = true, .takes_who = true, .run = reset_run,
};
