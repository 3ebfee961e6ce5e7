/* trainer and seed: who is trained how, and on which random numbers. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "base/num.h"
#include "command/assign.h"
#include "command/cmd.h"
#include "command/say.h"
#include "run/stops.h"

static const char *const trainer_keys[] = { "code", "baseline", "optimizer", "lr",   "batch",	"behavior",
					    "m",    "eps",	"clip",	     "iterate", NULL };

/* What the trainer's behaviour and optimizer do not ask for is not shown, nor what is not done to its numbers. */
static bool applies(const struct session *s, int who, const char *key)
{
	const struct trainer_config *t = &s->config.trainer[who];
	const struct behave_type *q = behave_types[t->behavior];

	if (strcmp(key, "code") == 0 || strcmp(key, "baseline") == 0)
		return !q->forced;
	if (strcmp(key, "lr") == 0)
		return !optim_types[t->optimizer]->adaptive;
	if (strcmp(key, "m") == 0)
		return q->has_m;
	if (strcmp(key, "eps") == 0)
		return q->has_mix;
	if (strcmp(key, "clip") == 0)
		return t->clip != 0.0;
	if (strcmp(key, "iterate") == 0)
		return t->iterate != ITERATE_LAST;
	return true;
}

static void print_trainer(struct session *s, int who)
{
	struct str line = { 0 };
	char name[32], update[NUM_TEXT];

	str_addf(&line, "trainer %s: update %s", session_trainer_name(s, who, name),
		 num_count(update, run_state(&s->run[who])->update));
	for (const char *const *key = trainer_keys; *key; key++) {
		if (!applies(s, who, *key))
			continue;
		str_addf(&line, ", %s ", *key);
		session_setting(s, setting_of_key(&cmd_trainer, *key, NULL), who, &line);
	}
	say(s, "%s%s", str_text(&line), who == s->view.who && run_exists(&s->run[1]) ? " (in focus)" : "");
	str_done(&line);
}

static bool store_trainer(struct session *s, const struct args *a, unsigned who, struct err *e)
{
	if (a->n > 0 && !assign_name(s, a, "reward", who, a->word[0], e))
		return false;
	return assign_keys(s, a, who, e) && session_apply_to(s, who, e);
}

/* Without settings, of trainers that are there. */
static void print_trainers(struct session *s, unsigned who)
{
	for (int i = 0; i < TRAINERS; i++)
		if (who & 1u << i && run_exists(&s->run[i]))
			print_trainer(s, i);
}

static bool trainer_run(struct session *s, const struct args *a, struct err *e)
{
	unsigned who = a->who ? a->who : 1u << s->view.who;
	char mark[MARK_NAME];
	struct kept kept;
	bool moves;

	if (a->n + a->nkeys == 0 && (a->who == 0 || !(a->who & WHO_B) || run_exists(&s->run[1]))) {
		print_trainers(s, a->who ? a->who : WHO_AB);
		return true;
	}
	settings_keep(s, &kept);
	if (!settings_settle(s, &kept, store_trainer(s, a, who, e)))
		return false;
	moves = session_park(s, who, mark);
	say_kept(s, mark);
	for (int i = 0; i < TRAINERS; i++)
		if (who & 1u << i) {
			session_start_trainer(s, i);
			print_trainer(s, i);
		}
	if (moves)
		stops_show_watches(s);
	return true;
}

static const char *const trainer_words[] = { "outcome", "process", NULL };

const struct command cmd_trainer = {
	.name = "trainer",
	.synopsis = "trainer [outcome|process] [KEY=VALUE ..] [@a|@b|@ab]",
	.summary = "start a trainer anew with these rewards and settings; alone: print them",
	.help = "outcome rewards a whole correct response, process every correct prefix. @b makes\n"
		"trainer B, on the same base model, prompts and random numbers as A. Keys: code\n"
		"baseline optimizer lr batch behavior m eps clip iterate; eps is behavior.eps.\n"
		"What is not given stays as it is. trainer @a alone puts A into focus. The run\n"
		"before is kept as mark runN.",
	.example = { "trainer", "trainer process behavior=alg2 m=auto @b" },
	.group = GROUP_SETUP, .moves = true, .max = 1, .needs_task = true, .takes_keys = true, .takes_who = true,
	.complete = { COMPLETE_WORDS }, .words = trainer_words, .prefix = "behavior.", .keys = trainer_keys,
	.run = trainer_run,
};

/* ---- seed */

/* A number that is easily typed again, from the system's own randomness. */
static bool fresh_seed(uint64_t *to, struct err *e)
{
	uint64_t drawn;

	if (getrandom(&drawn, sizeof drawn, 0) != sizeof drawn)
		return err_set(e, "the system gives no random number: %s", strerror(errno));
	*to = 1 + drawn % 999999;
	return true;
}

static bool seed_run(struct session *s, const struct args *a, struct err *e)
{
	uint64_t before = s->config.seed, drawn = 0;
	bool fresh = a->n > 0 && strcmp(a->word[0], "new") == 0;
	char text[NUM_TEXT], mark[MARK_NAME] = "";

	if (a->n == 0) {
		say(s, "seed %" PRIu64 ", task.seed %" PRIu64, before, s->config.task_seed);
		return true;
	}
	if (fresh && !fresh_seed(&drawn, e))
		return false;
	snprintf(text, sizeof text, "%" PRIu64, drawn);
	if (!assign_name(s, a, "seed", 0, fresh ? text : a->word[0], e))
		return false;
	if (session_ready(s))
		session_set_seed(s, s->config.seed, mark);
	say(s, "seed %" PRIu64 " -> %" PRIu64 ". reset to update 0.", before, s->config.seed);
	say_kept(s, mark);
	stops_show_watches(s);
	return true;
}

static const char *const seed_words[] = { "new", NULL };

const struct command cmd_seed = {
	.name = "seed", .synopsis = "seed [N|new]",
	.summary = "print the seeds, or set the seed of the trainers and go to update 0",
	.help = "The seed decides which prompts and responses the trainers draw; A and B draw\n"
		"the same. The task, its contexts and the base model have their own, task.seed:\n"
		"preset NAME seed=N sets both. The run before is kept as mark runN.",
	.example = { "seed 91", "seed new" },
	.group = GROUP_SETUP, .moves = true, .max = 1, .complete = { COMPLETE_WORDS }, .words = seed_words, .run = seed_run,
};
