/* Two methods, one after the other, over cells.
 *
 * Sweeps: the hard-margin problem min |w|^2 / 2, <w, z_j> >= 1 in its dual, max sum lambda_j - |w|^2 / 2 over lambda
 * >= 0 with w = sum lambda_j z_j; one cell after the other is solved exactly, the rest held fixed. At once where cells
 * share nothing.
 *
 * Active set: the least distance problem as non-negative least squares, min |sum lambda_j e_j - f|^2 over lambda >= 0,
 * e_j = (z_j, 1), f = (0, 1). Columns come in by their violation and go when their weight reaches 0. It ends after
 * finitely many rounds, and columns inside are linearly independent: where they combine to 0, none can be spared. */
#include "core/margin.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/active.h"
#include "core/cell.h"
#include "core/vector.h"

enum {
	EFFORT = 1000000,    /* multiplications a call, about   */
	ROUND = 10,          /* sweeps between two looks        */
	SWEEPS_MOST = 20000,
	COME_MOST = 20,      /* columns that come in at once    */
};
/* Weights of a combination that is 0 which are 0 but for rounding. */
static const double share_least = 1e-9;

struct margin {
	struct margin_report report;
	double within;
	enum step { SWEEP, LOOK, COME, SOLVE, GO } step;
	struct cells cells;
	int at;         /* cell or column that is next                                    */
	double *w, *z;  /* (nparam) w = sum over cells of phi (x) v; one column            */
	double *best;   /* (nparam) the w of the lower bound                              */
	double *v;      /* (k) of one column                                              */
	int sweeps;
	int columns;    /* room of the active set ..                                      */
	bool no_sets;   /* .. which was not enough                                        */
	double gap;     /* between the bounds, as a part of the upper one, a round ago    */
	double least;   /* the smallest <w, z> of this look                               */
	double reached; /* active set: sum of lambda, which grows, at the look before     */
	struct column coming[COME_MOST];
	int ncoming;
	bool carefully; /* one column at a time */
	struct active set;
};

/* |w|^2, with the 1 / R. */
static double norm2(const struct margin *m)
{
	return vector_dot(m->w, m->w, (int)m->cells.task->nparam) * m->cells.scale;
}

static void look_from_start(struct margin *m)
{
	m->step = LOOK;
	m->at = 0;
	m->least = INFINITY;
	m->ncoming = 0;
}

static void sweep_on(struct margin *m)
{
	cells_sweep(&m->cells, m->at++, m->w);
	if (m->at < m->cells.n)
		return;
	m->at = 0;
	if (++m->sweeps % ROUND == 0)
		look_from_start(m);
}

/* ---- active set */

/* row (n) = <e, e_j> over the columns inside. */
static void gram_row(struct margin *m, const struct column *e, double *row)
{
	size_t k = (size_t)m->cells.task->k;
	int scored = -1;

	memset(m->z, 0, m->cells.task->nparam * sizeof *m->z);
	memset(m->v, 0, k * sizeof *m->v);
	m->v[m->cells.cell[e->cell].right] = 1.0;
	m->v[e->wrong] = -1.0;
	cells_scatter(&m->cells, e->cell, m->v, m->z);
	for (int j = 0; j < m->set.n; j++) {
		const struct column *col = &m->set.column[j];
		if (col->cell != scored)
			cells_score(&m->cells, m->z, col->cell);
		scored = col->cell;
		row[j] = cells_gap(&m->cells, scored, col->wrong) + 1.0;
	}
}

/* One more column with lambda 0, unless it depends on those inside. */
static void column_in(struct margin *m, const struct column *e)
{
	gram_row(m, e, active_next(&m->set));
	m->cells.spent += (int64_t)m->set.n * m->set.n / 2;
	active_in(&m->set, e, 2.0 * m->cells.cell[e->cell].norm2 + 1.0);
}

static void column_out(struct margin *m, int i)
{
	const struct column *e = &m->set.column[i];
	int64_t behind = m->set.n - 1 - i;

	cells_v(&m->cells, e->cell)[e->wrong] = 0.0;
	*cells_sum(&m->cells, e->cell) = 0.0; /* take_lambda() sums up the rest of the cell anew */
	m->cells.spent += 2 * behind * behind;
	active_out(&m->set, i);
}

/* v and w from lambda. */
static void take_lambda(struct margin *m)
{
	const struct active *a = &m->set;

	for (int i = 0; i < a->n; i++)
		*cells_sum(&m->cells, a->column[i].cell) = 0.0;
	for (int i = 0; i < a->n; i++) {
		cells_v(&m->cells, a->column[i].cell)[a->column[i].wrong] = -a->lambda[i];
		*cells_sum(&m->cells, a->column[i].cell) += a->lambda[i];
	}
	memset(m->w, 0, m->cells.task->nparam * sizeof *m->w);
	for (int i = 0; i < m->cells.n; i++)
		if (*cells_sum(&m->cells, i) > 0.0)
			cells_scatter(&m->cells, i, cells_v(&m->cells, i), m->w);
}

static void solve_on(struct margin *m)
{
	m->cells.spent += 2 * (int64_t)m->set.n * m->set.n;
	if (active_step(&m->set)) {
		m->step = GO;
		return;
	}
	take_lambda(m);
	look_from_start(m);
}

/* The marked columns, from the last one. */
static void go_on(struct margin *m)
{
	int i = m->set.n - 1;

	while (i >= 0 && m->set.lambda[i] >= 0.0)
		i--;
	if (i >= 0)
		column_out(m, i);
	else
		m->step = SOLVE;
}

/* The columns are too many for their room: sweeps again, from the multiple of lambda that is best for them. */
static void outgrow(struct margin *m)
{
	const struct task *t = m->cells.task;
	double times = 0.0;

	for (int i = 0; i < m->set.n; i++)
		times += m->set.lambda[i];
	times /= norm2(m);
	for (size_t i = 0; i < (size_t)m->cells.n * (size_t)t->k; i++)
		m->cells.v[i] *= times;
	for (size_t i = 0; i < t->nparam; i++)
		m->w[i] *= times;
	active_clear(&m->set);
	m->no_sets = true;
	m->step = SWEEP;
	m->at = 0;
}

static void come_on(struct margin *m)
{
	if (m->at == m->ncoming)
		m->step = SOLVE;
	else if (m->set.n == m->columns)
		outgrow(m);
	else
		column_in(m, &m->coming[m->at++]);
}

/* ---- looks */

/* Keeps the worst column of a cell if it is among the worst of all. */
static void offer(struct margin *m, struct column c)
{
	int i = m->ncoming;

	if (i == COME_MOST && c.gap >= m->coming[i - 1].gap)
		return;
	if (i < COME_MOST)
		m->ncoming++;
	else
		i--;
	for (; i > 0 && m->coming[i - 1].gap > c.gap; i--)
		m->coming[i] = m->coming[i - 1];
	m->coming[i] = c;
}

static void look_at(struct margin *m, int i)
{
	const double *v = cells_v(&m->cells, i);
	struct column worst = { i, -1, INFINITY };

	cells_score(&m->cells, m->w, i);
	for (int y = 0; y < m->cells.task->k; y++) {
		double gap = cells_gap(&m->cells, i, y);
		if (y == m->cells.cell[i].right)
			continue;
		m->least = fmin(m->least, gap);
		if (gap < worst.gap && (v[y] == 0.0 || m->set.n == 0))
			worst = (struct column){ i, y, gap };
	}
	if (worst.wrong >= 0)
		offer(m, worst);
}

/* Sweeps go on while ten of them bring the bounds a fifth closer. */
static void after_sweeps(struct margin *m)
{
	double gap = (m->report.upper - fmax(0.0, m->report.lower)) / m->report.upper;
	bool slow = m->sweeps > ROUND && gap > .8 * m->gap;

	m->gap = gap;
	m->at = 0;
	m->step = SWEEP;
	if (m->no_sets && m->sweeps >= SWEEPS_MOST)
		m->report.verdict = MARGIN_TIRED;
	if (m->no_sets || !slow)
		return;
	memset(m->cells.v, 0, (size_t)m->cells.n * (size_t)m->cells.task->k * sizeof *m->cells.v);
	m->step = COME;
}

/* At the least distance <w, z> is 1 - sum of lambda inside: whoever has less outside comes in. */
static void after_solving(struct margin *m, double sum)
{
	if (sum <= m->reached && m->carefully)
		m->report.verdict = MARGIN_TIRED;
	m->carefully = sum <= m->reached;
	m->reached = sum;
	while (m->ncoming > 0 && (m->coming[m->ncoming - 1].gap >= 1.0 - sum || (m->carefully && m->ncoming > 1)))
		m->ncoming--;
	if (m->ncoming == 0)
		m->report.verdict = MARGIN_TIRED;
	m->at = 0;
	m->step = COME;
}

/* The bounds so far; either may be of an earlier look. */
static void judge(struct margin *m)
{
	double norm = sqrt(norm2(m)), sum = 0.0;
	struct margin_report *r = &m->report;

	for (int i = 0; i < m->cells.n; i++)
		sum += *cells_sum(&m->cells, i);
	if (norm > 0.0 && m->least / norm > r->lower) {
		r->lower = m->least / norm;
		memcpy(m->best, m->w, m->cells.task->nparam * sizeof *m->best);
	}
	r->upper = fmin(r->upper, norm / sum);
	if (m->set.n > 0 && norm / sum < MARGIN_NONE_BELOW)
		r->verdict = MARGIN_NONE;
	else if (r->upper <= r->lower * (1.0 + m->within))
		r->verdict = MARGIN_FOUND;
	else if (m->set.n > 0)
		after_solving(m, sum);
	else
		after_sweeps(m);
}

static void look_on(struct margin *m)
{
	look_at(m, m->at++);
	if (m->at == m->cells.n)
		judge(m);
}

/* ---- all of it */

/* Features that are all zero tell no token from another: such a cell excludes itself. */
static void find_empty(struct margin *m)
{
	for (int i = 0; i < m->cells.n && m->set.n == 0; i++) {
		const struct cell *c = &m->cells.cell[i];
		if (c->norm2 > 0.0)
			continue;
		active_only(&m->set, &(struct column){ i, c->right == 0, 0.0 });
		m->report.upper = 0.0;
		m->report.verdict = MARGIN_NONE;
	}
}

struct margin *margin_new(const struct task *t, const struct prompt *p, int n, double within, int columns)
{
	struct margin *m = xcalloc(1, sizeof *m);

	*m = (struct margin){ .within = within, .gap = INFINITY, .columns = columns };
	cells_init(&m->cells, t, p, n);
	m->report = (struct margin_report){ .lower = -INFINITY, .upper = INFINITY, .radius = m->cells.radius,
					    .prompts = n, .constraints = (int64_t)m->cells.n * (t->k - 1) };
	m->w = xcalloc(t->nparam, sizeof *m->w);
	m->z = xcalloc(t->nparam, sizeof *m->z);
	m->best = xcalloc(t->nparam, sizeof *m->best);
	m->v = xcalloc((size_t)t->k, sizeof *m->v);
	find_empty(m);
	return m;
}

void margin_free(struct margin *m)
{
	if (!m)
		return;
	cells_done(&m->cells);
	active_done(&m->set);
	free(m->v);
	free(m->w);
	free(m->z);
	free(m->best);
	free(m);
}

bool margin_work(struct margin *m)
{
	static void (*const steps[])(struct margin *m) = {
		[SWEEP] = sweep_on, [LOOK] = look_on, [COME] = come_on, [SOLVE] = solve_on, [GO] = go_on,
	};

	for (m->cells.spent = 0; m->cells.spent < EFFORT && m->report.verdict == MARGIN_OPEN;)
		steps[m->step](m);
	return m->report.verdict == MARGIN_OPEN;
}

struct margin_report margin_report(const struct margin *m)
{
	return m->report;
}

const double *margin_weights(const struct margin *m)
{
	return m->best;
}

int margin_blocking(const struct margin *m, struct margin_block *to, int most)
{
	const struct active *a = &m->set;
	double sum = 0.0;
	int n = 0;

	if (m->report.verdict != MARGIN_NONE)
		return 0;
	for (int i = 0; i < a->n; i++)
		sum += a->lambda[i];
	for (int i = active_heaviest(a, INFINITY, -1); i >= 0; i = active_heaviest(a, a->lambda[i], i)) {
		const struct cell *c = &m->cells.cell[a->column[i].cell];
		if (a->lambda[i] < share_least * sum)
			break;
		if (n < most)
			to[n] = (struct margin_block){ c->which, c->position, c->right, a->column[i].wrong,
						       a->lambda[i] / sum };
		n++;
	}
	return n;
}
