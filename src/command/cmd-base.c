/* pretrain and base: the model that post-training starts from. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/given.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "command/assign.h"
#include "command/cmd.h"
#include "command/say.h"
#include "command/taskfile.h"
#include "core/features.h"
#include "run/checkpoint.h"
#include "run/place.h"
#include "run/recipe.h"

/* ---- pretrain */

static const char *const pretrain_keys[] = { "lr", "batch", "optimizer", "skip", NULL };

static bool begin_pretrain(struct session *s, const struct args *a, struct err *e)
{
	if (a->n > 0 && !assign_name(s, a, "pretrain.steps", 0, a->word[0], e))
		return false;
	return assign_keys(s, a, 0, e) && session_goal_pretrain(s, (uint64_t)s->config.pretrain_steps, e);
}

static bool pretrain_run(struct session *s, const struct args *a, struct err *e)
{
	struct kept kept;

	settings_keep(s, &kept);
	return settings_settle(s, &kept, begin_pretrain(s, a, e));
}

const struct command cmd_pretrain = {
	.name = "pretrain", .synopsis = "pretrain [STEPS] [lr= batch= optimizer= skip=PROMPTS]",
	.summary = "train the base model on correct responses (cross-entropy)",
	.help = "Goes on from the present base model, with a fresh optimizer. batch=0 takes the\n"
		"whole table in every step; skip=5 keeps x5 out. What is given is kept for the\n"
		"next time (settings pretrain.lr ..). Trainers start anew at update 0.",
	.example = { "pretrain 60 skip=5", "pretrain 20 lr=.1" },
	.group = GROUP_SETUP, .moves = true, .max = 1, .needs_task = true, .takes_keys = true, .prefix = "pretrain.",
	.keys = pretrain_keys,
	.run = pretrain_run,
};

/* ---- base */

/* The matrices as files have them. */
static void add_shapes(const struct task *t, struct str *to)
{
	if (t->features == &features_markov)
		str_addf(to, "W1 %d x %d, W2 %d x %d", t->d, t->k, t->k, t->k);
	else
		str_addf(to, "w %zu x %d (features %s)", t->nparam / (size_t)t->k, t->k, t->features->name);
}

static void print_base(struct session *s)
{
	struct str shapes = { 0 };
	const struct base_model *b = &s->base;
	int n = s->task->ntracked, low = 0, high = 0, out = 0;
	char p0[NUM_TEXT], p1[NUM_TEXT], alpha[NUM_TEXT], steps[NUM_TEXT];

	for (int i = 0; i < n; i++) {
		low = b->lp[i] < b->lp[low] ? i : low;
		high = b->lp[i] > b->lp[high] ? i : high;
		out += session_prompt_out(s, i);
	}
	if (b->file[0])
		say(s, "base model q0: read from %s", b->file);
	add_shapes(s->task, &shapes);
	say(s, "base model q0: %s step%s of pre-training%s; weights %s", num_count(steps, b->pretrained),
	    plural(b->pretrained), b->file[0] ? " since" : "", str_text(&shapes));
	str_done(&shapes);
	say(s, "likelihood p0 of the correct response from %s (x%d) to %s (x%d); %d of %d outside the support (alpha %s)",
	    num_prob(p0, b->lp[low]), low, num_prob(p1, b->lp[high]), high, out, n,
	    num_line(alpha, config_log_alpha(&s->config)));
}

/* q0, or the present weights of the trainer that was named: a checkpoint. */
static bool write_weights(struct session *s, const struct args *a, const char *path, struct err *e)
{
	char update[NUM_TEXT], name[32];
	int who;

	if (!a->who) {
		if (!checkpoint_write(s, s->base.w, path, e))
			return false;
		say(s, "base model written to %s", path);
		return true;
	}
	if (!args_one(a, s, &who, e) || !checkpoint_write(s, state_w_of(run_state(&s->run[who])), path, e))
		return false;
	say(s, "weights of trainer %s at update %s written to %s", session_trainer_name(s, who, name),
	    num_count(update, run_state(&s->run[who])->update), path);
	return true;
}

static bool save_weights(struct session *s, const struct args *a, struct err *e)
{
	struct str path = { 0 };
	bool good = place_find(s, a->word[1], &path, e) && write_weights(s, a, str_text(&path), e);

	str_done(&path);
	return good;
}

/* New weights that no pre-training here has made, from a file ("": none). */
static void put_base(struct session *s, const double *w, const char *file)
{
	memset(s->base.seen, 0, (size_t)s->task->ntracked * sizeof *s->base.seen);
	s->base.pretrained = s->base.pairs = 0;
	utf8_cut(s->base.file, sizeof s->base.file, file, INT_MAX);
	session_set_base(s, w);
}

static bool load_base(struct session *s, const struct args *a, const char *name, struct err *e)
{
	struct str found = { 0 };
	const char *path;
	double *w = xcalloc(s->task->nparam, sizeof *w);
	struct str line = { 0 };
	bool good;

	taskfile_find(s, a, name, &found);
	path = str_text(&found);
	good = checkpoint_read(s, path, w, e);
	if (good) {
		put_base(s, w, name);
		str_add(&line, "base load ");
		recipe_file(&line, NULL, path);
		recipe_add(s, str_text(&line));
	}
	str_done(&line);
	str_done(&found);
	free(w);
	return good;
}

static void make_uniform(struct session *s)
{
	double *w = xcalloc(s->task->nparam, sizeof *w);

	put_base(s, w, "");
	recipe_add(s, "base uniform");
	free(w);
}

static bool base_run(struct session *s, const struct args *a, struct err *e)
{
	const char *verb = a->n > 0 ? a->word[0] : "";
	bool load = strcmp(verb, "load") == 0, save = strcmp(verb, "save") == 0, uniform = strcmp(verb, "uniform") == 0;
	char got[GIVEN_TEXT];

	if (a->n > 0 && !load && !save && !uniform)
		return err_set(e, "base stands alone or takes load FILE, save FILE or uniform, got \"%s\"",
			       given(got, verb));
	if ((load || save) && a->n < 2)
		return err_set(e, "base %s needs a file", verb);
	if (uniform && a->n > 1)
		return err_set(e, "base uniform takes no file");
	if (a->who && !save)
		return err_set(e, "only base save takes @a or @b: base save FILE @a writes that trainer's weights");
	if (save)
		return save_weights(s, a, e);
	if (load && !load_base(s, a, a->word[1], e))
		return false;
	if (uniform)
		make_uniform(s);
	print_base(s);
	return true;
}

static const char *const base_words[] = { "load", "save", "uniform", NULL };

const struct command cmd_base = {
	.name = "base", .synopsis = "base [load FILE | save FILE [@a|@b] | uniform]",
	.summary = "print the base model, read or write its weights, or make it uniform",
	.help = "Files are matrix files: W1 (d x k) and W2 (k x k, a row a token, a column a\n"
		"token before it); of other features than markov one matrix w, a column a token.\n"
		"They are looked for here, beside the script, and among the examples. save with\n"
		"@a or @b writes that trainer's present weights: a checkpoint. A new base model\n"
		"puts the trainers at update 0.",
	.example = { "base", "base uniform" },
	.group = GROUP_SETUP, .moves = true, .max = 2, .needs_task = true, .takes_who = true, .complete = { COMPLETE_WORDS, COMPLETE_FILE },
	.words = base_words, .run = base_run,
};
