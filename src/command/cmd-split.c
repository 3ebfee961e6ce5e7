/* split and only: two trainers side by side, or one. */
#include <inttypes.h>
#include <string.h>

#include "base/given.h"
#include "command/assign.h"
#include "command/cmd.h"
#include "command/say.h"
#include "core/reward.h"
#include "run/stage.h"
#include "run/stops.h"

static const char *reward_of(const struct session *s, int who)
{
	return reward_types[s->config.trainer[who].reward]->name;
}

/* The rewards that are wanted of A and B: those given, else what they have, or for a new B the other one than A's. */
static void choose_rewards(const struct session *s, const struct args *a, const char *to[TRAINERS])
{
	to[0] = a->n > 0 ? a->word[0] : reward_of(s, 0);
	if (a->n > 1)
		to[1] = a->word[1];
	else if (run_exists(&s->run[1]))
		to[1] = reward_of(s, 1);
	else
		to[1] = strcmp(to[0], "process") == 0 ? "outcome" : "process";
}

/* Who has to begin: where another reward is wanted, or nobody is there. */
static unsigned beginners(const struct session *s, const char *const reward[TRAINERS])
{
	unsigned who = 0;

	for (int i = 0; i < TRAINERS; i++)
		if (!run_exists(&s->run[i]) || strcmp(reward[i], reward_of(s, i)) != 0)
			who |= 1u << i;
	return who;
}

static bool store(struct session *s, const struct args *a, const char *const reward[TRAINERS], struct err *e)
{
	unsigned who = beginners(s, reward);

	for (int i = 0; i < TRAINERS; i++)
		if (who & 1u << i && !assign_name(s, a, "reward", 1u << i, reward[i], e))
			return false;
	return assign_name(s, a, "split", WHO_A, "on", e) && assign_keys(s, a, WHO_A, e) && session_apply_to(s, who, e);
}

static void say_split(struct session *s, unsigned began)
{
	char name[TRAINERS][32], update[NUM_TEXT];
	static const char *const held[] = {
		[SYNC_QUERIES] = "step and continue advance the one with fewer queries",
		[SYNC_UPDATES] = "step and continue advance the one with fewer updates",
		[SYNC_OFF] = "step and continue update both in turn",
	};

	say(s, "%s and %s, on the same base model, prompts and coins (seed %" PRIu64 "). %s: sync %s.",
	    session_trainer_name(s, 0, name[0]), session_trainer_name(s, 1, name[1]), s->config.seed,
	    held[s->config.sync], setting_named("sync")->choice[s->config.sync]);
	for (int i = 0; i < TRAINERS; i++)
		if (!(began & 1u << i) && run_update(&s->run[i]) > 0)
			say(s, "trainer %c goes on from update %s", 'A' + i, num_count(update, run_update(&s->run[i])));
}

/* Where one shows, the screen itself does not say how one comes to the other. */
static void say_narrow(struct session *s)
{
	if (s->stage && s->stage->is_narrow && s->stage->is_narrow(s->stage->self))
		say(s, "side by side from 120 columns on: @ shows the other one");
}

static bool check_words(const struct args *a, struct err *e)
{
	char got[GIVEN_TEXT];

	return a->n != 1 || err_set(e, "split takes the rewards of A and of B, or neither, got \"%s\". try: split outcome process",
				    given(got, a->word[0]));
}

static bool split_run(struct session *s, const struct args *a, struct err *e)
{
	const char *reward[TRAINERS];
	char mark[MARK_NAME];
	struct kept kept;
	unsigned began;
	bool moves;

	if (!check_words(a, e))
		return false;
	choose_rewards(s, a, reward);
	began = beginners(s, reward);
	settings_keep(s, &kept);
	if (!settings_settle(s, &kept, store(s, a, reward, e)))
		return false;
	moves = session_park(s, began, mark);
	say_kept(s, mark);
	for (int i = 0; i < TRAINERS; i++)
		if (began & 1u << i)
			session_start_trainer(s, i);
	say_split(s, began);
	say_narrow(s);
	if (moves)
		stops_show_watches(s);
	return true;
}

static const char *const split_words[] = { "outcome", "process", NULL };
static const char *const split_keys[] = { "sync", NULL };

const struct command cmd_split = {
	.name = "split", .synopsis = "split [outcome|process outcome|process] [sync=queries|updates|off]",
	.summary = "show trainers A and B side by side, and step both",
	.help = "Makes B where there is none; who has these rewards already goes on. From then\n"
		"on step back continue rcontinue goto reset without @ are for both.\n"
		"sync=queries: a step advances the one that has asked less until it has caught\n"
		"up; updates: the one that has made fewer; off: each makes one. Below 120\n"
		"columns the screen shows both in its list of prompts; else one, the key @ the\n"
		"other. only leaves it.",
	.example = { "split outcome process", "split sync=updates; step 10; compare" },
	.group = GROUP_TIME, .moves = true, .max = 2, .needs_task = true, .takes_keys = true,
	.complete = { COMPLETE_WORDS, COMPLETE_WORDS, COMPLETE_NONE }, .words = split_words, .keys = split_keys,
	.run = split_run,
};

/* ---- only */

static bool only_run(struct session *s, const struct args *a, struct err *e)
{
	char name[32];
	int who;

	if (!args_one(a, s, &who, e) || !assign_name(s, a, "split", WHO_A, "off", e))
		return false;
	say(s, "trainer %s alone; split leads back", session_trainer_name(s, who, name));
	return true;
}

const struct command cmd_only = {
	.name = "only", .synopsis = "only [@a|@b]",
	.summary = "show one trainer again, and step it alone; the other one stays as it is",
	.help = "Without @ the one in focus.",
	.example = { "only @a", "split; only @b; step 5" },
	.group = GROUP_TIME, .needs_task = true, .takes_who = true, .undoable = true, .run = only_run,
};
