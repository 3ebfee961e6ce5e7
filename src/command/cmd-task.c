/* task: what is to be learned, and reading it from a file. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/given.h"
#include "base/xalloc.h"
#include "command/assign.h"
#include "command/cmd.h"
#include "command/say.h"
#include "run/matfile.h"

static void print_task(struct session *s)
{
	enum { SHOWN = 12 };
	const struct task *t = s->task;
	int n = t->ntracked < SHOWN ? t->ntracked : SHOWN;
	const char *some = plural((uint64_t)t->ntracked);

	say(s, "%s: k=%d tokens, N=%d long, d=%d number%s a context, %d %s%s. task.seed %" PRIu64 ", seed %" PRIu64 ".",
	    t->type->name, t->k, t->N, t->d, plural((uint64_t)t->d), t->ntracked,
	    task_is_finite(t) ? "prompt" : "centre", some, t->seed,
	    s->config.seed);
	if (s->task_source[0])
		say(s, "read from %s", s->task_source);
	if (!task_is_finite(t))
		say(s, "noise sigma %g around the centre%s; %d test prompt%s", t->sigma, some, s->base.ntest,
		    plural((uint64_t)s->base.ntest));
	say(s, "correct response%s y*:", some);
	for (int i = 0; i < n; i++) {
		struct str target = { 0 };
		session_target(s, i, 70, &target);
		say_row(s, "  x%-3d %s", i, str_text(&target));
		str_done(&target);
	}
	if (n < t->ntracked)
		say(s, "  .. and %d more: prompts", t->ntracked - n);
}

/* What a task file holds. */
struct task_file {
	const struct matrix *x, *ystar, *w1, *w2, *dims;
	int k;
};

static bool is_size(const struct matrix *m, int rows, int cols, const char *what, const char *path, struct err *e)
{
	if (!m || (m->rows == rows && m->cols == cols))
		return true;
	return err_set(e, "%s: %s is %d x %d, it needs %d x %d (%s)", path, m->name, m->rows, m->cols, rows, cols, what);
}

static bool check_tokens(struct task_file *f, const char *path, struct err *e)
{
	double most = 0.0;

	for (int i = 0; i < f->ystar->rows * f->ystar->cols; i++) {
		double y = f->ystar->at[i];
		if (!(y >= 0.0 && y < TASK_TOKENS_MOST) || y != (int)y)
			return err_set(e, "%s: ystar has %g in row %d, tokens are whole numbers from 0", path, y,
				       i / f->ystar->cols + 1);
		most = y > most ? y : most;
	}
	if (f->k == 0)
		f->k = most < 1.0 ? 2 : (int)most + 1;
	if (most >= f->k)
		return err_set(e, "%s: ystar has token %g, but k is %d", path, most, f->k);
	return true;
}

static bool check_dims(const struct task_file *f, const char *path, struct err *e)
{
	const double have[] = { f->x->cols, f->k, f->ystar->cols, f->x->rows };
	static const char *const name[] = { "d", "k", "N", "n" };

	for (int i = 0; f->dims && i < 4; i++)
		if (f->dims->at[i] != have[i])
			return err_set(e, "%s: dims says %s = %g, the matrices have %g", path, name[i], f->dims->at[i],
				       have[i]);
	return true;
}

static bool check_file(struct task_file *f, const char *path, struct err *e)
{
	int d;

	if (!f->x || !f->ystar)
		return err_set(e, "%s: a task needs matrices x (prompts x d) and ystar (prompts x N)", path);
	d = f->x->cols;
	if (!is_size(f->dims, 1, 4, "d k N n", path, e))
		return false;
	if (f->dims && !(f->dims->at[1] >= 2.0 && f->dims->at[1] <= TASK_TOKENS_MOST))
		return err_set(e, "%s: dims says k = %g, it is 2 to %d", path, f->dims->at[1], TASK_TOKENS_MOST);
	f->k = f->dims ? (int)f->dims->at[1] : f->w1 ? f->w1->rows : f->w2 ? f->w2->rows : 0;
	if (!f->w1 != !f->w2)
		return err_set(e, "%s: the truth is Ws1 and Ws2, both or neither", path);
	return is_size(f->ystar, f->x->rows, f->ystar->cols, "a row a prompt, as x", path, e) &&
	       check_tokens(f, path, e) && check_dims(f, path, e) && is_size(f->w1, f->k, d, "k x d", path, e) &&
	       is_size(f->w2, f->k, f->k, "k x k", path, e);
}

/* W* in the layout of the weights: [d][k], then [previous token][token]; the file has a row a token. */
static double *truth_of(const struct task_file *f)
{
	int k = f->k, d = f->x->cols;
	double *w;

	if (!f->w1)
		return NULL;
	w = xcalloc((size_t)(d + k) * (size_t)k, sizeof *w);
	for (int y = 0; y < k; y++) {
		for (int i = 0; i < d; i++)
			w[i * k + y] = f->w1->at[y * d + i];
		for (int before = 0; before < k; before++)
			w[(d + before) * k + y] = f->w2->at[y * k + before];
	}
	return w;
}

static bool task_from(struct session *s, const struct args *a, const struct task_file *f, struct err *e)
{
	size_t n = (size_t)f->ystar->rows * (size_t)f->ystar->cols;
	uint8_t *y = xcalloc(n, 1);
	double *truth = truth_of(f);
	struct task_data data = { y, f->x->at, truth };
	bool good;

	for (size_t i = 0; i < n; i++)
		y[i] = (uint8_t)f->ystar->at[i];
	good = assign_name(s, a, "task", 0, "table", e) && assign_number(s, a, "k", f->k, e) &&
	       assign_number(s, a, "N", f->ystar->cols, e) && assign_number(s, a, "d", f->x->cols, e) &&
	       assign_number(s, a, "prompts", f->x->rows, e) && session_new_task(s, &data, e);
	free(truth);
	free(y);
	return good;
}

static bool task_load(struct session *s, const struct args *a, const char *path, struct err *e)
{
	struct matfile file;
	struct task_file f;
	struct kept kept;
	bool good;

	if (!matfile_read(&file, path, e))
		return false;
	f = (struct task_file){ matfile_find(&file, "x"), matfile_find(&file, "ystar"), matfile_find(&file, "Ws1"),
				matfile_find(&file, "Ws2"), matfile_find(&file, "dims"), 0 };
	settings_keep(s, &kept);
	good = settings_settle(s, &kept, check_file(&f, path, e) && task_from(s, a, &f, e));
	matfile_done(&file);
	if (!good)
		return false;
	strncpy(s->task_source, path, sizeof s->task_source - 1);
	assign_default(s, a, "pretrain.skip"); /* its prompts were those of the task before */
	if (!s->in_preset)
		s->preset[0] = '\0';
	say_summary(s);
	return true;
}

static bool task_run(struct session *s, const struct args *a, struct err *e)
{
	char got[GIVEN_TEXT];

	if (a->n > 0 && strcmp(a->word[0], "load") != 0)
		return err_set(e, "task stands alone or takes load FILE, got \"%s\"", given(got, a->word[0]));
	if (a->n == 1)
		return err_set(e, "task load needs a file");
	if (a->n == 2)
		return task_load(s, a, a->word[1], e);
	if (!session_ready(s))
		return err_set(e, "no task yet: preset NAME or new KIND");
	print_task(s);
	return true;
}

static const char *const task_words[] = { "load", NULL };

const struct command cmd_task = {
	.name = "task", .synopsis = "task [load FILE]",
	.summary = "print the task, or read one from a matrix file",
	.help = "The file holds x (prompts x d) and ystar (prompts x N, tokens from 0); Ws1 (k x\n"
		"d) and Ws2 (k x k), the truth, are optional, and so is dims (d k N n). The base\n"
		"model is then uniform; trainers start anew.",
	.example = { "task", "task; prompts" },
	.group = GROUP_SETUP, .max = 2, .complete = { COMPLETE_WORDS, COMPLETE_FILE }, .words = task_words,
	.run = task_run,
};
