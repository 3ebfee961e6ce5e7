/* Weights in and out. The scores of the map markov are W1' x + W2[:, y before], so it has two matrices with names of their
 * own; in all other maps the weights are one matrix with a row a feature and a column a token. */
#include "run/checkpoint.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/xalloc.h"
#include "core/features.h"
#include "run/matfile.h"

static bool is_markov(const struct task *t)
{
	return t->features == &features_markov;
}

/* The file keeps W2[token][previous token]; the weights [previous token][token]. */
static void transpose(const double *from, int k, double *to)
{
	for (int i = 0; i < k; i++)
		for (int j = 0; j < k; j++)
			to[j * k + i] = from[i * k + j];
}

/* ---- Reading */

static const struct matrix *need_matrix(const struct matfile *f, const char *name, int rows, int cols, const char *path,
					struct err *e)
{
	const struct matrix *m = matfile_find(f, name);

	if (!m)
		err_set(e, "%s: a base model for this task needs matrix %s (%d x %d)", path, name, rows, cols);
	else if (m->rows != rows || m->cols != cols)
		err_set(e, "%s: %s is %d x %d, this task needs %d x %d", path, name, m->rows, m->cols, rows, cols);
	else
		return m;
	return NULL;
}

static bool take_markov(const struct task *t, const struct matfile *f, const char *path, double *w, struct err *e)
{
	const struct matrix *w1 = need_matrix(f, "W1", t->d, t->k, path, e);
	const struct matrix *w2 = w1 ? need_matrix(f, "W2", t->k, t->k, path, e) : NULL;
	size_t n = (size_t)t->d * (size_t)t->k;

	if (!w2)
		return false;
	memcpy(w, w1->at, n * sizeof *w);
	transpose(w2->at, t->k, w + n);
	return true;
}

static bool take_plain(const struct task *t, const struct matfile *f, const char *path, double *w, struct err *e)
{
	const struct matrix *m = need_matrix(f, "w", (int)(t->nparam / (size_t)t->k), t->k, path, e);

	if (m)
		memcpy(w, m->at, t->nparam * sizeof *w);
	return m != NULL;
}

bool checkpoint_read(const struct session *s, const char *path, double *w, struct err *e)
{
	struct matfile file;
	bool good;

	if (!matfile_read(&file, path, e))
		return false;
	good = (is_markov(s->task) ? take_markov : take_plain)(s->task, &file, path, w, e);
	matfile_done(&file);
	return good;
}

/* ---- Writing */

static void print_markov(const struct task *t, const double *w, struct str *to)
{
	double *w2 = xcalloc((size_t)t->k * (size_t)t->k, sizeof *w2);

	transpose(w + (size_t)t->d * (size_t)t->k, t->k, w2);
	matfile_print(to, "W1", t->d, t->k, w);
	matfile_print(to, "W2", t->k, t->k, w2);
	free(w2);
}

bool checkpoint_write(const struct session *s, const double *w, const char *path, struct err *e)
{
	const struct task *t = s->task;
	const double dims[] = { t->d, t->k, t->N, t->ntracked };
	struct str text = { 0 };
	bool good;

	str_add(&text, "# weights of outpost: dims is d k N n, ");
	if (is_markov(t))
		str_add(&text, "W1 is d x k, W2[y][y before] is k x k\n");
	else
		str_addf(&text, "w has a row a feature of the map %s, a column a token\n", t->features->name);
	matfile_print(&text, "dims", 1, 4, dims);
	if (is_markov(t))
		print_markov(t, w, &text);
	else
		matfile_print(&text, "w", (int)(t->nparam / (size_t)t->k), t->k, w);
	good = file_write(path, text.text, text.len, e);
	str_done(&text);
	return good;
}

/* ---- The shelf */

struct shelf {
	struct book {
		uint64_t reading;
		double *w;  /* (nparam)                           */
		bool again; /* w belongs to an earlier, equal book */
	} *book;
	int n;
};

const double *shelf_find(const struct shelf *shelf, uint64_t reading)
{
	for (int i = 0; shelf && i < shelf->n; i++)
		if (shelf->book[i].reading == reading)
			return shelf->book[i].w;
	return NULL;
}

/* Takes w. Weights that are there already are kept once: to read a file again that has not changed changes nothing. */
static void put(struct shelf *shelf, uint64_t reading, double *w, size_t nparam)
{
	struct book new = { .reading = reading, .w = w };

	for (int i = 0; i < shelf->n && !new.again; i++)
		if (memcmp(shelf->book[i].w, w, nparam * sizeof *w) == 0) {
			free(w);
			new.w = shelf->book[i].w;
			new.again = true;
		}
	shelf->book = xresize(shelf->book, (size_t)shelf->n + 1, sizeof *shelf->book);
	shelf->book[shelf->n++] = new;
}

/* Forgets all but the first n. */
static void cut(struct shelf *shelf, int n)
{
	while (shelf->n > n)
		if (!shelf->book[--shelf->n].again)
			free(shelf->book[shelf->n].w);
}

static bool read_onto(struct shelf *shelf, const struct session *s, const struct trainer_config *t, struct err *e)
{
	double *w;

	if (!t->frozen[0] || shelf_find(shelf, t->frozen_read))
		return true;
	w = xcalloc(s->task->nparam, sizeof *w);
	if (!checkpoint_read(s, t->frozen, w, e)) {
		free(w);
		return err_prefix(e, "behavior frozen: ");
	}
	put(shelf, t->frozen_read, w, s->task->nparam);
	return true;
}

bool shelf_fill(struct session *s, unsigned who, struct err *e)
{
	int before;

	if (!s->shelf)
		s->shelf = xcalloc(1, sizeof *s->shelf);
	before = s->shelf->n;
	for (int i = 0; i < TRAINERS; i++)
		if (who & 1u << i && !read_onto(s->shelf, s, &s->config.trainer[i], e)) {
			cut(s->shelf, before);
			return false;
		}
	return true;
}

void shelf_free(struct shelf *shelf)
{
	if (!shelf)
		return;
	cut(shelf, 0);
	free(shelf->book);
	free(shelf);
}
