/* task: what is to be learned, and reading it from a file. */
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/given.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "command/assign.h"
#include "command/cmd.h"
#include "command/interp.h"
#include "command/say.h"
#include "run/matfile.h"
#include "run/promptfile.h"
#include "run/recipe.h"
#include "run/template.h"

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

/* ---- matrix files */

/* What one of them holds. */
struct task_matrices {
	const struct matrix *x, *ystar, *w1, *w2, *dims;
	int k;
};

static bool is_size(const struct matrix *m, int rows, int cols, const char *what, const char *path, struct err *e)
{
	if (!m || (m->rows == rows && m->cols == cols))
		return true;
	return err_set(e, "%s: %s is %d x %d, it needs %d x %d (%s)", path, m->name, m->rows, m->cols, rows, cols, what);
}

static bool check_tokens(struct task_matrices *f, const char *path, struct err *e)
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

static bool check_dims(const struct task_matrices *f, const char *path, struct err *e)
{
	const double have[] = { f->x->cols, f->k, f->ystar->cols, f->x->rows };
	static const char *const name[] = { "d", "k", "N", "n" };

	for (int i = 0; f->dims && i < 4; i++)
		if (f->dims->at[i] != have[i])
			return err_set(e, "%s: dims says %s = %g, the matrices have %g", path, name[i], f->dims->at[i],
				       have[i]);
	return true;
}

static bool check_file(struct task_matrices *f, const char *path, struct err *e)
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
static double *truth_of(const struct task_matrices *f)
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

static bool task_from(struct session *s, const struct args *a, const struct task_matrices *f, struct err *e)
{
	size_t n = (size_t)f->ystar->rows * (size_t)f->ystar->cols;
	uint8_t *y = xcalloc(n, 1);
	double *truth = truth_of(f);
	struct task_data data = { .responses = y, .x = f->x->at, .truth = truth };
	bool good;

	for (size_t i = 0; i < n; i++)
		y[i] = (uint8_t)f->ystar->at[i];
	assign_default(s, a, "features");
	if (s->config.features) /* asked for with the preset: the file's truth is one of the table's own map */
		data.truth = NULL;
	good = assign_name(s, a, "task", 0, "table", e) && assign_number(s, a, "k", f->k, e) &&
	       assign_number(s, a, "N", f->ystar->cols, e) && assign_number(s, a, "d", f->x->cols, e) &&
	       assign_number(s, a, "prompts", f->x->rows, e) && session_new_task(s, &data, e);
	free(truth);
	free(y);
	return good;
}

static bool load_matrices(struct session *s, const struct args *a, const char *path, struct err *e)
{
	struct matfile file;
	struct task_matrices f;
	bool good;

	if (!matfile_read(&file, path, e))
		return false;
	f = (struct task_matrices){ matfile_find(&file, "x"), matfile_find(&file, "ystar"), matfile_find(&file, "Ws1"),
				    matfile_find(&file, "Ws2"), matfile_find(&file, "dims"), 0 };
	good = check_file(&f, path, e) && task_from(s, a, &f, e);
	matfile_done(&file);
	return good;
}

/* ---- prompt files */

enum { FILE_MOST = 256 << 20 };

/* A file that stands in a folder: `n` bytes of it. */
static bool is_in(const char *folder, size_t n, const char *name, struct str *path)
{
	str_clear(path);
	str_add_bytes(path, folder, n);
	str_addf(path, "/%s", name);
	return file_exists(str_text(path));
}

/* Here, beside the script that names it, or among the program's examples. */
static void find_file(const struct session *s, const struct args *a, const char *name, struct str *path)
{
	const char *script = interp_script(a->interp), *slash = script ? strrchr(script, '/') : NULL;

	if (name[0] != '/' && !file_exists(name)) {
		if (slash && is_in(script, (size_t)(slash - script), name, path))
			return;
		if (s->data && is_in(s->data, strlen(s->data), name, path))
			return;
	}
	str_clear(path);
	str_add(path, name);
}

/* The file's own templates: FILE with its suffix replaced by .template. */
static void own_templates(const char *file, struct str *path)
{
	const char *slash = strrchr(file, '/'), *dot = strrchr(file, '.');

	str_add_bytes(path, file, dot && dot > (slash ? slash + 1 : file) ? (size_t)(dot - file) : strlen(file));
	str_add(path, ".template");
}

/* Those asked for, else the file's own where they exist, else the default. */
static bool read_templates(const struct session *s, const struct args *a, const char *file, struct template_set *to,
			   struct err *e)
{
	const char *wanted = args_key(a, "templates");
	struct str path = { 0 }, text = { 0 };
	bool good;

	if (wanted)
		find_file(s, a, wanted, &path);
	else
		own_templates(file, &path);
	if (!wanted && !file_exists(str_text(&path)))
		good = template_parse(to, template_default, strlen(template_default), "default templates", e);
	else
		good = file_read(str_text(&path), FILE_MOST, &text, e) &&
		       template_parse(to, str_text(&text), text.len, str_text(&path), e);
	str_done(&path);
	str_done(&text);
	return good;
}

/* The number of prompts may be more than a setting takes. */
static bool prompts_from(struct session *s, const struct args *a, const struct promptfile *f,
			 const struct template_set *templates, struct err *e)
{
	struct listing listing = f->listing;
	struct task_data data = { .listing = &listing };

	listing.templates = templates;
	if (!assign_name(s, a, "task", 0, "file", e) || !assign_name(s, a, "features", 0, "own", e) ||
	    !assign_number(s, a, "k", listing.k, e) || !assign_number(s, a, "N", listing.N, e) ||
	    !assign_number(s, a, "d", 1, e) ||
	    !assign_name(s, a, "pretrain.skip", 0, f->skipped > 0 ? "file" : "none", e))
		return false;
	s->config.prompts = listing.n;
	return session_new_task(s, &data, e);
}

static bool load_prompts(struct session *s, const struct args *a, const char *path, const struct str *text,
			 struct err *e)
{
	struct template_set templates;
	struct promptfile file;
	bool good;

	if (!promptfile_parse(&file, str_text(text), text->len, path, e))
		return false;
	good = read_templates(s, a, path, &templates, e) && prompts_from(s, a, &file, &templates, e);
	promptfile_done(&file);
	return good;
}

/* ---- task load */

static bool load_file(struct session *s, const struct args *a, const char *path, struct err *e)
{
	struct str text = { 0 };
	bool good = file_read(path, FILE_MOST, &text, e);

	if (good && promptfile_is(str_text(&text), text.len, path))
		good = load_prompts(s, a, path, &text, e);
	else if (good && args_key(a, "templates"))
		good = err_set(e, "%s is a matrix file: only a prompt file (prompt TAB response) has templates", path);
	else if (good)
		good = load_matrices(s, a, path, e);
	str_done(&text);
	return good;
}

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
		find_file(s, a, templates, &found);
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

	return (!seed || assign_name(s, a, "task.seed", 0, seed, e)) && load_file(s, a, path, e);
}

static bool task_load(struct session *s, const struct args *a, const char *name, struct err *e)
{
	struct str path = { 0 };
	struct kept kept;
	bool good;

	if (!is_free(a, name, e))
		return false;
	find_file(s, a, name, &path);
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
	.group = GROUP_SETUP, .max = 2, .takes_keys = true, .complete = { COMPLETE_WORDS, COMPLETE_FILE },
	.words = task_words, .prefix = "task.", .keys = task_keys, .run = task_run,
};
