/* Tasks read from files: matrices, or prompts with feature templates. */
#include "command/taskfile.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/xalloc.h"
#include "command/assign.h"
#include "command/interp.h"
#include "run/matfile.h"
#include "run/promptfile.h"
#include "run/template.h"

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
void taskfile_find(const struct session *s, const struct args *a, const char *name, struct str *path)
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
		taskfile_find(s, a, wanted, &path);
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

/* ---- either */

bool taskfile_load(struct session *s, const struct args *a, const char *path, struct err *e)
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
