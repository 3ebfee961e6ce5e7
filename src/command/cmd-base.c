/* pretrain and base: the model that post-training starts from. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/given.h"
#include "base/xalloc.h"
#include "command/assign.h"
#include "command/cmd.h"
#include "command/say.h"
#include "run/matfile.h"

/* ---- pretrain */

static const char *const pretrain_keys[] = { "lr", "batch", "optimizer", "skip", NULL };

static bool begin_pretrain(struct session *s, const struct args *a, struct err *e)
{
	if (a->n > 0 && !assign_name(s, a, "pretrain.steps", 0, a->word[0], e))
		return false;
	for (int i = 0; i < a->nkeys; i++) {
		struct str name = { 0 };
		bool good;
		str_addf(&name, "pretrain.%s", a->key[i]);
		good = assign_name(s, a, str_text(&name), 0, a->value[i], e);
		str_done(&name);
		if (!good)
			return false;
	}
	return session_goal_pretrain(s, (uint64_t)s->config.pretrain_steps, e);
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
	.group = GROUP_SETUP, .max = 1, .needs_task = true, .takes_keys = true, .keys = pretrain_keys,
	.run = pretrain_run,
};

/* ---- base */

static void print_base(struct session *s)
{
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
	say(s, "base model q0: %s step%s of pre-training%s; weights W1 %d x %d, W2 %d x %d",
	    num_count(steps, b->pretrained), plural(b->pretrained), b->file[0] ? " since" : "", s->task->d, s->task->k,
	    s->task->k, s->task->k);
	say(s, "likelihood p0 of the correct response from %s (x%d) to %s (x%d); %d of %d outside the support (alpha %s)",
	    num_prob(p0, b->lp[low]), low, num_prob(p1, b->lp[high]), high, out, n,
	    num_line(alpha, config_log_alpha(&s->config)));
}

/* The file keeps W2[token][previous token]; the weights [previous token][token]. */
static void transpose(const double *from, int k, double *to)
{
	for (int i = 0; i < k; i++)
		for (int j = 0; j < k; j++)
			to[j * k + i] = from[i * k + j];
}

static bool save_base(struct session *s, const char *path, struct err *e)
{
	const struct task *t = s->task;
	const double dims[] = { t->d, t->k, t->N, t->ntracked };
	double *w2 = xcalloc((size_t)t->k * (size_t)t->k, sizeof *w2);
	struct str text = { 0 };
	bool good;

	transpose(s->base.w + (size_t)t->d * (size_t)t->k, t->k, w2);
	str_add(&text, "# base model of outpost: dims is d k N n, W1 is d x k, W2[y][y before] is k x k\n");
	matfile_print(&text, "dims", 1, 4, dims);
	matfile_print(&text, "W1", t->d, t->k, s->base.w);
	matfile_print(&text, "W2", t->k, t->k, w2);
	good = file_write(path, text.text, text.len, e);
	free(w2);
	str_done(&text);
	if (good)
		say(s, "base model written to %s", path);
	return good;
}

static const struct matrix *need_matrix(const struct matfile *f, const char *name, int rows, int cols, const char *path,
					struct err *e)
{
	const struct matrix *m = matfile_find(f, name);

	if (!m)
		err_set(e, "%s: a base model needs matrix %s (%d x %d)", path, name, rows, cols);
	else if (m->rows != rows || m->cols != cols)
		err_set(e, "%s: %s is %d x %d, this task needs %d x %d", path, name, m->rows, m->cols, rows, cols);
	else
		return m;
	return NULL;
}

/* New weights that no pre-training here has made, from a file ("": none). */
static void put_base(struct session *s, const double *w, const char *file)
{
	memset(s->base.seen, 0, (size_t)s->task->ntracked * sizeof *s->base.seen);
	s->base.pretrained = 0;
	snprintf(s->base.file, sizeof s->base.file, "%s", file);
	session_set_base(s, w);
}

static bool load_base(struct session *s, const char *path, struct err *e)
{
	int d = s->task->d, k = s->task->k;
	const struct matrix *w1, *w2;
	struct matfile file;
	double *w;

	if (!matfile_read(&file, path, e))
		return false;
	if (!(w1 = need_matrix(&file, "W1", d, k, path, e)) || !(w2 = need_matrix(&file, "W2", k, k, path, e))) {
		matfile_done(&file);
		return false;
	}
	w = xcalloc(s->task->nparam, sizeof *w);
	memcpy(w, w1->at, (size_t)d * (size_t)k * sizeof *w);
	transpose(w2->at, k, w + (size_t)d * (size_t)k);
	put_base(s, w, path);
	free(w);
	matfile_done(&file);
	return true;
}

static void make_uniform(struct session *s)
{
	double *w = xcalloc(s->task->nparam, sizeof *w);

	put_base(s, w, "");
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
	if (save)
		return save_base(s, a->word[1], e);
	if (load && !load_base(s, a->word[1], e))
		return false;
	if (uniform)
		make_uniform(s);
	print_base(s);
	return true;
}

static const char *const base_words[] = { "load", "save", "uniform", NULL };

const struct command cmd_base = {
	.name = "base", .synopsis = "base [load FILE | save FILE | uniform]",
	.summary = "print the base model, read or write its weights, or make it uniform",
	.help = "Files are matrix files: W1 (d x k) and W2 (k x k, a row a token, a column a\n"
		"token before it). A new base model puts the trainers at update 0.",
	.example = { "base", "base uniform" },
	.group = GROUP_SETUP, .max = 2, .needs_task = true, .complete = { COMPLETE_WORDS, COMPLETE_FILE },
	.words = base_words, .run = base_run,
};
