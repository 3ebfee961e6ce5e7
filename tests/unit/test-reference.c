/* Reference vectors: numbers worked out with the authors' model and update rules elsewhere, in float64 (the head of each
 * file says how). Each check runs through the textbook and through the engine, and must agree to 1e-12 of a matrix's
 * largest entry. The baseline is the mean over the batch, one a position for process rewards, as in paper and engine (one
 * mean over batch and positions misses process_pm1_baseline by several times its size).
 *
 * usage: test-reference [FILE ..]; without one, small.txt and medium.txt of $srcdir/tests/unit/reference.
 * A file: `#` comments; matrices as a line `name rows cols`, then the rows. W1 is (d, k) as ours; W2 is (k, k) as
 * W2[y][y_prev], the transpose of ours; Ws1 is (k, d) and Ws2 like W2. Matrices that no check knows are named and fail. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/advantage.h"
#include "core/chain.h"
#include "core/exact.h"
#include "core/optim.h"
#include "setup.h"
#include "textbook.h"
#include "unit.h"

static const double gap_most = 1e-12;

enum { NAME_LENGTH = 63, MATRICES_MOST = 200 };

struct matrix {
	char name[NAME_LENGTH + 1];
	int rows, cols;
	double *at; /* (rows, cols) */
	bool used;
};

/* A file, and the task, policy and responses in it. */
struct reference {
	const char *path;
	struct matrix matrix[MATRICES_MOST];
	int matrices;
	int n;           /* prompts, and responses                                   */
	struct task *task;
	double *w;       /* (nparam)                                                 */
	uint8_t *y;      /* (n, N)                                                   */
	struct textbook tb;
	struct rows rows;
	struct batch batch;
	int checks;
};

static void skip_comments(FILE *f)
{
	int c;

	while ((c = getc(f)) == '#' || c == '\n' || c == ' ')
		while (c == '#' && (c = getc(f)) != '\n' && c != EOF)
			c = '#';
	ungetc(c, f);
}

static bool read_matrix(FILE *f, const char *path, struct matrix *m)
{
	skip_comments(f);
	int got = fscanf(f, "%63s %d %d", m->name, &m->rows, &m->cols);
	if (got == EOF)
		return false;
	if (got != 3 || m->rows < 1 || m->cols < 1 || m->rows > 10000 || m->cols > 10000)
		fail_msg("%s: a matrix starts with `name rows cols`, found \"%s\"", path, m->name);
	m->at = xcalloc((size_t)m->rows * (size_t)m->cols, sizeof *m->at);
	for (int i = 0; i < m->rows * m->cols; i++)
		if (fscanf(f, "%lf", &m->at[i]) != 1)
			fail_msg("%s: %s: row %d, column %d is no number", path, m->name, i / m->cols + 1,
				 i % m->cols + 1);
	return true;
}

static void read_file(struct reference *r, const char *path)
{
	FILE *f = fopen(path, "r");

	*r = (struct reference){ .path = path };
	if (!f)
		fail_msg("%s: cannot be opened", path);
	while (r->matrices < MATRICES_MOST && read_matrix(f, path, &r->matrix[r->matrices]))
		r->matrices++;
	fclose(f);
}

/* NULL when the file has no such matrix; marks it as checked. */
static const double *find(struct reference *r, const char *name, int rows, int cols)
{
	for (int i = 0; i < r->matrices; i++) {
		struct matrix *m = &r->matrix[i];
		if (strcmp(m->name, name) != 0)
			continue;
		if (m->rows != rows || m->cols != cols)
			fail_msg("%s: %s is %d x %d, expected %d x %d", r->path, name, m->rows, m->cols, rows, cols);
		m->used = true;
		return m->at;
	}
	return NULL;
}

static const double *need(struct reference *r, const char *name, int rows, int cols)
{
	const double *at = find(r, name, rows, cols);

	if (!at)
		fail_msg("%s: no matrix %s", r->path, name);
	return at;
}

static void check(struct reference *r, const char *who, const char *name, const double *got, const double *want,
		  size_t n)
{
	char what[256];

	snprintf(what, sizeof what, "%s: %s, %s", r->path, name, who);
	setup_check(setup_gap(got, want, n), gap_most, what);
	r->checks++;
}

/* Weights from W1 (d, k) or, `by_token`, Ws1 (k, d), and W2 (k, k) [y][y_prev]. */
static double *weights_of(int d, int k, const double *w1, bool by_token, const double *w2)
{
	double *w = xcalloc((size_t)(d * k + k * k), sizeof *w);

	for (int a = 0; a < d; a++)
		for (int y = 0; y < k; y++)
			w[a * k + y] = by_token ? w1[y * d + a] : w1[a * k + y];
	for (int prev = 0; prev < k; prev++)
		for (int y = 0; y < k; y++)
			w[d * k + prev * k + y] = w2[y * k + prev];
	return w;
}

/* truth_decode() must give ystar: a table with the file's contexts, greedy under its truth. */
static void build_task(struct reference *r, int d, int k, int N)
{
	const double *ystar = need(r, "ystar", r->n, N);
	double *truth = weights_of(d, k, need(r, "Ws1", k, d), true, need(r, "Ws2", k, k));
	const struct task_config c = { .k = k, .N = N, .d = d, .prompts = r->n, .x = need(r, "x", r->n, d),
				       .truth = truth };
	struct err e;

	r->task = task_new(&task_table, &c, &e);
	if (!r->task)
		fail_msg("%s: dims: %s", r->path, e.text);
	for (int b = 0; b < r->n; b++)
		for (int i = 0; i < N; i++)
			if (r->task->tracked[b].ystar[i] != (int)ystar[b * N + i])
				fail_msg("%s: ystar, row %d, column %d: decoded %d, the file has %g", r->path, b + 1,
					 i + 1, r->task->tracked[b].ystar[i], ystar[b * N + i]);
	r->checks++;
	free(truth);
}

static void reference_begin(struct reference *r, const char *path)
{
	read_file(r, path);
	const double *dims = need(r, "dims", 1, 4);
	int d = (int)dims[0], k = (int)dims[1], N = (int)dims[2];
	r->n = (int)dims[3];
	build_task(r, d, k, N);
	const double *y = need(r, "y", r->n, N);
	r->w = weights_of(d, k, need(r, "W1", d, k), false, need(r, "W2", k, k));
	r->y = xcalloc((size_t)r->n * (size_t)N, 1);
	for (int j = 0; j < r->n * N; j++) {
		if (!(y[j] >= 0 && y[j] < k))
			fail_msg("%s: y, row %d, column %d: tokens are 0 to %d, found %g", path, j / N + 1, j % N + 1,
				 k - 1, y[j]);
		r->y[j] = (uint8_t)y[j];
	}
	textbook_init(&r->tb, r->task, r->n);
	rows_init(&r->rows, r->task);
	rows_load(&r->rows, r->w);
}

static void reference_end(struct reference *r)
{
	for (int i = 0; i < r->matrices; i++)
		free(r->matrix[i].at);
	rows_done(&r->rows);
	textbook_done(&r->tb);
	free(r->w);
	free(r->y);
	task_free(r->task);
}

/* Log-probabilities of the tokens of y* or y, by the textbook and by exact.h; their sums too, and by rows.h. */
static void check_tokens(struct reference *r, const char *name, const char *sums, bool of_ystar)
{
	const struct task *t = r->task;
	const double *want = find(r, name, r->n, t->N), *want_sum = sums ? find(r, sums, 1, r->n) : NULL;
	double *lp = xcalloc((size_t)r->n * t->N, sizeof *lp), *plain = xcalloc((size_t)r->n * t->N, sizeof *plain);
	double *sum = xcalloc((size_t)r->n, sizeof *sum), *fast = xcalloc((size_t)r->n, sizeof *fast);
	double *room = xcalloc(4 * (size_t)t->k, sizeof *room);
	struct chain c;

	chain_init(&c, t);
	for (int b = 0; b < r->n; b++) {
		const uint8_t *y = of_ystar ? t->tracked[b].ystar : r->y + (size_t)b * t->N;
		chain_load(&c, r->w, &t->tracked[b]);
		exact_path(&c, y, t->N, lp + (size_t)b * t->N);
		textbook_path(t, r->w, &t->tracked[b], y, plain + (size_t)b * t->N);
		sum[b] = exact_loglik(&c);
		fast[b] = rows_loglik(&r->rows, &t->tracked[b], room);
	}
	if (want) {
		check(r, "textbook", name, plain, want, (size_t)r->n * t->N);
		check(r, "exact", name, lp, want, (size_t)r->n * t->N);
	}
	if (want_sum) {
		check(r, "exact", sums, sum, want_sum, (size_t)r->n);
		check(r, "rows", sums, fast, want_sum, (size_t)r->n);
	}
	chain_done(&c);
	free(lp);
	free(plain);
	free(sum);
	free(fast);
	free(room);
}

/* The kinds of loss in a file. */
static const struct kind {
	const char *name;
	bool per_token;
	enum reward_code code;
	bool baseline;
} kinds[] = {
	{ "outcome_pm1", false, CODE_PM1, false },
	{ "process_pm1", true, CODE_PM1, false },
	{ "outcome_pm1_baseline", false, CODE_PM1, true },
	{ "process_pm1_baseline", true, CODE_PM1, true },
	{ "outcome_01", false, CODE_01, false },
	{ "process_01", true, CODE_01, false },
	{ "outcome_01_baseline", false, CODE_01, true },
	{ "process_01_baseline", true, CODE_01, true },
};

/* Loss and gradient NAME_loss, NAME_gW1, NAME_gW2; a loss NULL is not known to that side. False: not in the file. */
static bool check_loss(struct reference *r, const char *name, const char *who, const double *loss, const double *grad)
{
	const struct task *t = r->task;
	int d = t->d, k = t->k;
	char matrix[NAME_LENGTH + 8];
	const double *want[3];

	snprintf(matrix, sizeof matrix, "%s_loss", name);
	want[0] = find(r, matrix, 1, 1);
	snprintf(matrix, sizeof matrix, "%s_gW1", name);
	want[1] = find(r, matrix, d, k);
	snprintf(matrix, sizeof matrix, "%s_gW2", name);
	want[2] = find(r, matrix, k, k);
	if (!want[0] && !want[1] && !want[2])
		return false;
	if (!want[0] || !want[1] || !want[2])
		fail_msg("%s: %s lacks one of _loss, _gW1, _gW2", r->path, name);
	double *g = weights_of(d, k, want[1], false, want[2]);
	if (loss)
		check(r, who, name, loss, want[0], 1);
	check(r, who, name, grad, g, (size_t)(d * k));
	check(r, who, name, grad + d * k, g + d * k, (size_t)(k * k));
	free(g);
	return true;
}

/* The textbook on responses y (n, N) under weights w, as `kind` says; NULL: cross-entropy. */
static void textbook_on(struct reference *r, const double *w, const uint8_t *y, const struct kind *kind)
{
	const struct task *t = r->task;

	for (int b = 0; b < r->n; b++)
		textbook_give(&r->tb, b, &t->tracked[b], y ? y + (size_t)b * t->N : t->tracked[b].ystar);
	if (kind)
		textbook_judge(&r->tb, kind->per_token, kind->code, kind->baseline);
	else
		textbook_supervise(&r->tb);
	textbook_descend(&r->tb, w, true);
}

/* The engine's gradient of the same. Cross-entropy is a batch of y* with advantage 1. */
static void engine_on(struct reference *r, const double *w, const uint8_t *y, const struct kind *kind, double *grad)
{
	const struct task *t = r->task;
	struct batch batch;

	rows_load(&r->rows, w);
	setup_batch(&batch, &r->rows, t->tracked, r->n, y ? y : t->ystar);
	if (kind)
		advantage_fill(&batch, kind->per_token ? &reward_process : &reward_outcome, kind->code,
			       kind->baseline ? BASELINE_MEAN : BASELINE_OFF);
	for (int b = 0; !kind && b < r->n; b++)
		batch.hit[b] = 1.0;
	setup_gradient(&batch, &r->rows, (double)r->n * t->N, grad);
	batch_done(&batch);
}

static void check_losses(struct reference *r)
{
	double *grad = xcalloc(r->task->nparam, sizeof *grad);

	textbook_on(r, r->w, NULL, NULL);
	engine_on(r, r->w, NULL, NULL, grad);
	check_loss(r, "supervised", "textbook", &r->tb.loss, r->tb.grad);
	check_loss(r, "supervised", "engine", NULL, grad);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		textbook_on(r, r->w, r->y, &kinds[i]);
		if (!check_loss(r, kinds[i].name, "textbook", &r->tb.loss, r->tb.grad))
			continue;
		engine_on(r, r->w, r->y, &kinds[i], grad);
		check_loss(r, kinds[i].name, "engine", NULL, grad);
	}
	free(grad);
}

/* Five updates of Adagrad, lr .1, on the same responses, process rewards +-1 without baseline. */
static void train_five(struct reference *r, bool engine, double *w)
{
	const struct kind *process_pm1 = &kinds[1];
	size_t n = r->task->nparam;
	double *sum = xcalloc(n, sizeof *sum), *grad = xcalloc(n, sizeof *grad);

	memcpy(w, r->w, n * sizeof *w);
	for (int u = 0; u < 5; u++) {
		if (engine) {
			engine_on(r, w, r->y, process_pm1, grad);
			optim_adagrad.step(w, grad, sum, n, .1);
		} else {
			textbook_on(r, w, r->y, process_pm1);
			textbook_adagrad(w, r->tb.grad, sum, n, .1);
		}
	}
	free(sum);
	free(grad);
}

static void check_after_five(struct reference *r)
{
	const struct task *t = r->task;
	int d = t->d, k = t->k;
	const double *w1 = find(r, "after5_process_pm1_adagrad01_W1", d, k);
	const double *w2 = find(r, "after5_process_pm1_adagrad01_W2", k, k);
	const double *sums = find(r, "after5_logp_ystar", 1, r->n);

	if (!w1 && !w2 && !sums)
		return;
	if (!w1 || !w2 || !sums)
		fail_msg("%s: after5 needs .._W1, .._W2 and after5_logp_ystar", r->path);
	double *want = weights_of(d, k, w1, false, w2), *w = xcalloc(t->nparam, sizeof *w);
	double *lp = xcalloc((size_t)r->n, sizeof *lp);
	for (int engine = 0; engine < 2; engine++) {
		const char *who = engine ? "engine" : "textbook";
		train_five(r, engine, w);
		check(r, who, "after5 W1", w, want, (size_t)(d * k));
		check(r, who, "after5 W2", w + d * k, want + d * k, (size_t)(k * k));
		for (int b = 0; b < r->n; b++)
			lp[b] = textbook_loglik(t, w, &t->tracked[b], t->tracked[b].ystar);
		check(r, who, "after5_logp_ystar", lp, sums, (size_t)r->n);
	}
	free(want);
	free(w);
	free(lp);
}

static void test_file(void **state)
{
	const char *path = *state;
	struct reference r;

	reference_begin(&r, path);
	check_tokens(&r, "token_logp_ystar", "logp_ystar", true);
	check_tokens(&r, "token_logp_y", NULL, false);
	check_losses(&r);
	check_after_five(&r);
	for (int i = 0; i < r.matrices; i++)
		if (!r.matrix[i].used)
			fail_msg("%s: no check knows %s", path, r.matrix[i].name);
	assert_true(r.checks > 1);
	reference_end(&r);
}

int main(int argc, char **argv)
{
	static const char *const files[] = { "small.txt", "medium.txt" };
	const char *srcdir = getenv("srcdir");
	char path[2][4096];
	int n = argc > 1 ? argc - 1 : 2;
	enum { FILES_MOST = 256 };
	struct CMUnitTest tests[FILES_MOST];

	for (int i = 0; i < 2; i++)
		snprintf(path[i], sizeof path[i], "%s/tests/unit/reference/%s", srcdir ? srcdir : ".", files[i]);
	if (n > FILES_MOST) {
		fprintf(stderr, "at most %d files, got %d\n", FILES_MOST, n);
		return 2;
	}
	for (int i = 0; i < n; i++) {
		char *file = argc > 1 ? argv[i + 1] : path[i];
		tests[i] = (struct CMUnitTest){ .name = file, .test_func = test_file, .initial_state = file };
	}
	return _cmocka_run_group_tests("reference", tests, (size_t)n, NULL, NULL);
}
