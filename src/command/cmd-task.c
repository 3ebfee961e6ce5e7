/* task: what is to be learned, and reading it from a file. */
#include <inttypes.h>
#include <limits.h>
#include <string.h>

#include "base/given.h"
#include "base/utf8.h"
#include "command/assign.h"
#include "command/cmd.h"
#include "command/interp.h"
#include "command/say.h"
#include "command/taskfile.h"
#include "run/recipe.h"

/* ---- task */

static void print_sizes(struct session *s)
{
	const struct task *t = s->task;
	char weights[NUM_TEXT];

	if (t->texts)
		say(s, "file: k=%d tokens, N=%d long, %d prompt%s; templates make %s weights and %d state%s. task.seed "
		       "%" PRIu64 ", seed %" PRIu64 ".", t->k, t->N, t->ntracked, plural((uint64_t)t->ntracked),
		    num_count(weights, t->nparam), t->nstate, plural((uint64_t)t->nstate), t->seed, s->config.seed);
	else
		say(s, "%s: k=%d tokens, N=%d long, d=%d number%s a context, %d %s%s. task.seed %" PRIu64
		       ", seed %" PRIu64 ".", t->type->name, t->k, t->N, t->d, plural((uint64_t)t->d), t->ntracked,
		    session_tracked_word(s), plural((uint64_t)t->ntracked), t->seed, s->config.seed);
}

static void print_task(struct session *s)
{
	enum { SHOWN = 12 };
	const struct task *t = s->task;
	int n = t->ntracked < SHOWN ? t->ntracked : SHOWN;
	const char *some = plural((uint64_t)t->ntracked);

	print_sizes(s);
	if (s->task_source[0])
		say(s, "read from %s", s->task_source);
	if (task_has_centres(t))
		say(s, "noise sigma %g around the centre%s; %d test prompt%s", t->sigma, some, s->base.ntest,
		    plural((uint64_t)s->base.ntest));
	else if (!task_is_finite(t))
		say(s, "fresh prompts in every update, which count under none of these; %d test prompt%s", s->base.ntest,
		    plural((uint64_t)s->base.ntest));
	say(s, "%scorrect response%s y*:", t->texts ? "prompts and " : "", some);
	for (int i = 0; i < n; i++) {
		struct str pair = { 0 };
		session_pair(s, i, 70, &pair);
		say_row(s, "  x%-3d %s", i, str_text(&pair));
		str_done(&pair);
	}
	if (n < t->ntracked)
		say(s, "  .. and %d more: prompts", t->ntracked - n);
}

/* ---- task load */

/* What whoever loads the preset may not ask for: the file decides it. */
static bool is_free(const struct args *a, const char *name, struct err *e)
{
	static const char *const shape[] = { "task", "k", "N", "d", "prompts" };
	char got[GIVEN_TEXT];

	for (size_t i = 0; i < sizeof shape / sizeof *shape; i++) {
		const char *wanted = interp_overridden(a->interp, setting_named(shape[i]));
		if (wanted)
			return err_set(e, "%s=%s: the %s of this task is what %s has; leave it out", shape[i],
				       given(got, wanted), shape[i], name);
	}
	return true;
}

/* All that the task comes from; contexts and pre-training also draw from task.seed. */
static void record(struct session *s, const struct args *a, const char *path)
{
	const char *templates = args_key(a, "templates");
	struct str line = { 0 }, found = { 0 };

	str_add(&line, "task load ");
	recipe_file(&line, NULL, path);
	if (templates) {
		taskfile_find(s, a, templates, &found);
		str_add(&line, " ");
		recipe_file(&line, "templates", str_text(&found));
	}
	str_addf(&line, " seed=%" PRIu64, s->config.task_seed);
	recipe_start(s, str_text(&line));
	str_done(&line);
	str_done(&found);
}

static bool load_seeded(struct session *s, const struct args *a, const char *path, struct err *e)
{
	const char *seed = args_key(a, "seed");

	return (!seed || assign_name(s, a, "task.seed", 0, seed, e)) && taskfile_load(s, a, path, e);
}

static bool task_load(struct session *s, const struct args *a, const char *name, struct err *e)
{
	struct str path = { 0 };
	struct kept kept;
	bool good;

	if (!is_free(a, name, e))
		return false;
	taskfile_find(s, a, name, &path);
	settings_keep(s, &kept);
	good = settings_settle(s, &kept, load_seeded(s, a, str_text(&path), e));
	if (good) {
		utf8_cut(s->task_source, sizeof s->task_source, name, INT_MAX);
		if (!s->task->texts)
			assign_default(s, a, "pretrain.skip"); /* its prompts were those of the task before */
		if (!s->in_preset)
			s->preset[0] = '\0';
		record(s, a, str_text(&path));
		say_summary(s);
	}
	str_done(&path);
	return good;
}

static bool task_run(struct session *s, const struct args *a, struct err *e)
{
	char got[GIVEN_TEXT];

	if (a->n > 0 && strcmp(a->word[0], "load") != 0)
		return err_set(e, "task stands alone or takes load FILE, got \"%s\"", given(got, a->word[0]));
	if (a->n == 1)
		return err_set(e, "task load needs a file");
	if (a->n == 0 && a->nkeys > 0)
		return err_set(e, "%s= goes with task load FILE", a->key[0]);
	if (a->n == 2)
		return task_load(s, a, a->word[1], e);
	if (!session_ready(s))
		return err_set(e, "no task yet: preset NAME or new KIND");
	print_task(s);
	return true;
}

static const char *const task_words[] = { "load", NULL };
static const char *const task_keys[] = { "templates", "seed", NULL };

const struct command cmd_task = {
	.name = "task", .synopsis = "task [load FILE [templates=FILE] [seed=N]]",
	.summary = "print the task, or read one: a matrix file, or a file of prompts with feature templates",
	.help = "A prompt file has lines prompt TAB response (tokens with blanks between) TAB\n"
		"weight TAB skip, the last two optional; templates: addition.template is an\n"
		"example. A matrix file holds x (prompts x d) and ystar (prompts x N), Ws1, Ws2\n"
		"and dims if need be. The base model is then uniform; trainers start anew.\n"
		"seed= is the task's: pre-training draws its batches from it.",
	.example = { "task", "task load addition.tsv" },
	.group = GROUP_SETUP, .moves = true, .max = 2, .takes_keys = true, .complete = { COMPLETE_WORDS, COMPLETE_FILE },
	.words = task_words, .prefix = "task.", .keys = task_keys, .run = task_run,
};
