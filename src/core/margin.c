/* Two methods, one after the other, over cells: a cell is a prompt and a state along its y*, with k - 1 inequalities.
 *
 * Sweeps: the hard-margin problem min |w|^2 / 2, <w, z_j> >= 1 in its dual, max sum lambda_j - |w|^2 / 2 over lambda
 * >= 0 with w = sum lambda_j z_j; one cell after the other is solved exactly, the rest held fixed. At once where cells
 * share nothing.
 *
 * Active set: the least distance problem as non-negative least squares [Lawson and Hanson, Solving Least Squares
 * Problems, ch. 23]: min |sum lambda_j e_j - f|^2 over lambda >= 0, e_j = (z_j, 1), f = (0, 1). Columns come in by
 * their violation and go when their weight reaches 0; the Cholesky factor of the Gram matrix of those inside is kept
 * up to date. It ends after finitely many rounds, and columns inside are linearly independent: where they combine to
 * 0, none can be spared. */
#include "core/margin.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/features.h"
#include "core/vector.h"

enum {
	EFFORT = 1000000,    /* multiplications a call, about   */
	ROUND = 10,          /* sweeps between two looks        */
	SWEEPS_MOST = 20000,
	COME_MOST = 20,      /* columns that come in at once    */
};
/* Squared distance of a column from the span of those inside, as a part of its norm, from which it is another one. The
 * factor knows it to about 1e-15 times the number of columns. */
static const double independent = 1e-13;
/* Weights of a combination that is 0 which are 0 but for rounding. */
static const double share_least = 1e-9;

struct cell {
	const struct prompt *prompt;
	int which, position;
	uint16_t state;
	uint8_t right;
	double norm2; /* |phi / R|^2 */
};

struct column {
	int cell, wrong;
	double gap; /* <w, z> when it was looked at */
};

/* The columns inside. */
struct active {
	int n, room;
	struct column *column;
	double *lambda, *goal; /* (room) weights, -1: to go; and the best ones if they could be negative */
	double *factor;        /* L of their Gram matrix L L': row i has i + 1 entries, at row_of()      */
	double *cos, *sin;     /* (room) rotations                                                       */
};

struct margin {
	const struct task *task;
	struct margin_report report;
	double within, scale; /* scale: 1 / R^2 */
	enum step { SWEEP, LOOK, COME, SOLVE, GO } step;
	struct cell *cell;
	int ncell, room, at;
	int64_t effort, visit; /* multiplications left in this call, and those of a cell */
	double *v;      /* (ncell, k) w = sum over cells of phi (x) v: -lambda, and at y* the cell's sum of lambda */
	double *w, *z;  /* (nparam) */
	double *score, *other; /* (k) */
	int sweeps;
	int columns;    /* room of the active set ..                                     */
	bool no_sets;   /* .. which was not enough                                       */
	double gap;     /* between the bounds, as a part of the upper one, a round ago   */
	double least;   /* the smallest <w, z> of this look                              */
	double reached; /* active set: sum of lambda, which grows, at the look before    */
	struct column coming[COME_MOST];
	int ncoming;
	bool carefully; /* one column at a time */
	struct active set;
};

/* ---- cells */

static int compare_keys(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void add_cell(struct margin *m, struct cell c)
{
	if (m->ncell == m->room) {
		m->room = 2 * m->room + 64;
		m->cell = xresize(m->cell, (size_t)m->room, sizeof *m->cell);
	}
	c.norm2 = m->task->features->dot(m->task, c.prompt, c.state, c.state) * m->scale;
	m->cell[m->ncell++] = c;
}

/* The distinct (state, token) along y*; a pinned y* may want two tokens of one state. key (N): both, and a position. */
static void add_cells(struct margin *m, const struct prompt *p, int which, uint64_t *key)
{
	const struct task *t = m->task;
	int steps = prompt_steps(p), state = 0;

	for (int i = 0; i < steps; i++) {
		key[i] = (uint64_t)state << 32 | (uint64_t)p->ystar[i] << 16 | (uint64_t)i;
		state = t->next[state * t->k + p->ystar[i]];
	}
	qsort(key, (size_t)steps, sizeof *key, compare_keys);
	for (int i = 0; i < steps; i++)
		if (i == 0 || key[i] >> 16 != key[i - 1] >> 16)
			add_cell(m, (struct cell){ .prompt = p, .which = which, .position = (int)(key[i] & 0xffff),
						   .right = (uint8_t)(key[i] >> 16 & 0xff),
						   .state = (uint16_t)(key[i] >> 32) });
}

static double *cell_v(const struct margin *m, int i)
{
	return m->v + (size_t)i * m->task->k;
}

/* score (k) = those of a cell under w. */
static void cell_score(struct margin *m, const double *w, const struct cell *c)
{
	features_score(m->task, w, c->prompt, c->state, m->score);
	m->effort -= m->visit;
}

/* <w, z> from the scores. */
static double cell_gap(const struct margin *m, const struct cell *c, int wrong)
{
	return (m->score[c->right] - m->score[wrong]) * m->scale;
}

static void cell_scatter(struct margin *m, const struct cell *c, const double *v, double *to)
{
	features_scatter(m->task, c->prompt, c->state, v, to);
	m->effort -= m->visit;
}

/* ---- sweeps */

/* The S with S = sum over y of max(0, u_y - S): from below, each time over fewer y. */
static double level_of(const double *u, int k)
{
	double level = 0.0, last;

	do {
		double sum = 0.0;
		int n = 0;
		last = level;
		for (int y = 0; y < k; y++)
			if (u[y] > last) {
				sum += u[y];
				n++;
			}
		level = sum / (1 + n);
	} while (level > last);
	return level;
}

/* The best lambda of one cell. With K = |phi|^2, S = sum of its lambda and b_y = <w, z_y> without the cell's own part
 * K (lambda_y + S), <w, z_y> is 1 where lambda_y > 0 and no less elsewhere: lambda_y = max(0, u_y - S), u = (1 - b) /
 * K. */
static void sweep_cell(struct margin *m, int i)
{
	const struct cell *c = &m->cell[i];
	double *v = cell_v(m, i), *u = m->other, sum;
	int k = m->task->k;

	cell_score(m, m->w, c);
	for (int y = 0; y < k; y++)
		u[y] = (1.0 - cell_gap(m, c, y)) / c->norm2 + v[c->right] - v[y];
	u[c->right] = -INFINITY;
	sum = level_of(u, k);
	for (int y = 0; y < k; y++) {
		double next = y == c->right ? sum : fmin(0.0, sum - u[y]);
		u[y] = next - v[y];
		v[y] = next;
	}
	cell_scatter(m, c, u, m->w);
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
	sweep_cell(m, m->at++);
	if (m->at < m->ncell)
		return;
	m->at = 0;
	if (++m->sweeps % ROUND == 0)
		look_from_start(m);
}

/* ---- the factor of the active set */

static double *row_of(const struct active *a, int i)
{
	return a->factor + (size_t)i * ((size_t)i + 1) / 2;
}

static void make_room(struct active *a)
{
	size_t room;

	if (a->n < a->room)
		return;
	a->room = 2 * a->room + 64;
	room = (size_t)a->room;
	a->column = xresize(a->column, room, sizeof *a->column);
	a->lambda = xresize(a->lambda, room, sizeof *a->lambda);
	a->goal = xresize(a->goal, room, sizeof *a->goal);
	a->factor = xresize(a->factor, room * (room + 1) / 2, sizeof *a->factor);
	a->cos = xresize(a->cos, room, sizeof *a->cos);
	a->sin = xresize(a->sin, room, sizeof *a->sin);
}

/* The row behind the last one, which holds <e, e_j>, becomes that of the factor. False: e depends on those inside. */
static bool row_in(struct active *a, double norm2)
{
	double *row = row_of(a, a->n), rest;

	for (int j = 0; j < a->n; j++)
		row[j] = (row[j] - vector_dot(row, row_of(a, j), j)) / row_of(a, j)[j];
	rest = norm2 - vector_dot(row, row, a->n);
	if (rest < independent * norm2)
		return false;
	row[a->n] = sqrt(rest);
	return true;
}

/* Without row i the rows behind it reach one column too far: rotations of neighbouring columns bring them back. */
static void row_out(struct active *a, int i)
{
	for (int r = i + 1; r < a->n; r++) {
		double *row = row_of(a, r), h;
		for (int j = i; j < r - 1; j++) {
			double left = row[j], right = row[j + 1];
			row[j] = a->cos[j] * left + a->sin[j] * right;
			row[j + 1] = a->cos[j] * right - a->sin[j] * left;
		}
		h = hypot(row[r - 1], row[r]);
		a->cos[r - 1] = row[r - 1] / h;
		a->sin[r - 1] = row[r] / h;
		row[r - 1] = h;
		memmove(row_of(a, r - 1), row, (size_t)r * sizeof *row);
	}
}

/* L L' goal = (1, .., 1) = <e_j, f>. */
static void solve(struct active *a)
{
	for (int i = 0; i < a->n; i++)
		a->goal[i] = (1.0 - vector_dot(a->goal, row_of(a, i), i)) / row_of(a, i)[i];
	for (int i = a->n - 1; i >= 0; i--) {
		a->goal[i] /= row_of(a, i)[i];
		vector_add(a->goal, -a->goal[i], row_of(a, i), (size_t)i);
	}
}

/* ---- active set */

/* row (n) = <e, e_j> over the columns inside. */
static void gram_row(struct margin *m, const struct column *e, double *row)
{
	const struct cell *c = &m->cell[e->cell];
	const struct active *a = &m->set;
	int scored = -1;

	memset(m->z, 0, m->task->nparam * sizeof *m->z);
	memset(m->other, 0, (size_t)m->task->k * sizeof *m->other);
	m->other[c->right] = 1.0;
	m->other[e->wrong] = -1.0;
	cell_scatter(m, c, m->other, m->z);
	for (int j = 0; j < a->n; j++) {
		const struct column *col = &a->column[j];
		if (col->cell != scored)
			cell_score(m, m->z, &m->cell[col->cell]);
		scored = col->cell;
		row[j] = cell_gap(m, &m->cell[scored], col->wrong) + 1.0;
	}
}

/* One more column with lambda 0, unless it depends on those inside. */
static void column_in(struct margin *m, const struct column *e)
{
	struct active *a = &m->set;

	make_room(a);
	gram_row(m, e, row_of(a, a->n));
	m->effort -= (int64_t)a->n * a->n / 2;
	if (!row_in(a, 2.0 * m->cell[e->cell].norm2 + 1.0))
		return;
	a->column[a->n] = *e;
	a->lambda[a->n++] = 0.0;
}

static void column_out(struct margin *m, int i)
{
	struct active *a = &m->set;
	const struct column *e = &a->column[i];
	double *v = cell_v(m, e->cell);
	size_t behind = (size_t)(a->n - 1 - i);

	v[e->wrong] = v[m->cell[e->cell].right] = 0.0; /* take_lambda() sums up the rest of the cell anew */
	m->effort -= 2 * (int64_t)behind * (int64_t)behind;
	row_out(a, i);
	memmove(&a->column[i], &a->column[i + 1], behind * sizeof *a->column);
	memmove(&a->lambda[i], &a->lambda[i + 1], behind * sizeof *a->lambda);
	a->n--;
}

/* How far towards its goal a weight may go: 1, or until it is 0. */
static double way_of(const struct active *a, int i)
{
	if (a->goal[i] > 0.0)
		return 1.0;
	return a->lambda[i] > 0.0 ? a->lambda[i] / (a->lambda[i] - a->goal[i]) : 0.0;
}

/* All the way, or to where the first weights are 0: those are marked, and true says so. */
static bool walk(struct active *a)
{
	double way = 1.0;
	bool marked = false;

	for (int i = 0; i < a->n; i++)
		way = fmin(way, way_of(a, i));
	for (int i = 0; i < a->n; i++) {
		bool stops = a->goal[i] <= 0.0 && way_of(a, i) <= way;
		double next = way < 1.0 ? a->lambda[i] + way * (a->goal[i] - a->lambda[i]) : a->goal[i];
		a->lambda[i] = stops ? -1.0 : fmax(0.0, next);
		marked |= stops;
	}
	return marked;
}

/* v and w from lambda. */
static void take_lambda(struct margin *m)
{
	const struct active *a = &m->set;

	for (int i = 0; i < a->n; i++)
		cell_v(m, a->column[i].cell)[m->cell[a->column[i].cell].right] = 0.0;
	for (int i = 0; i < a->n; i++) {
		double *v = cell_v(m, a->column[i].cell);
		v[a->column[i].wrong] = -a->lambda[i];
		v[m->cell[a->column[i].cell].right] += a->lambda[i];
	}
	memset(m->w, 0, m->task->nparam * sizeof *m->w);
	for (int i = 0; i < m->ncell; i++)
		if (cell_v(m, i)[m->cell[i].right] > 0.0)
			cell_scatter(m, &m->cell[i], cell_v(m, i), m->w);
}

static void solve_on(struct margin *m)
{
	m->effort -= 2 * (int64_t)m->set.n * m->set.n;
	solve(&m->set);
	if (walk(&m->set)) {
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
	double norm2 = vector_dot(m->w, m->w, (int)m->task->nparam) * m->scale, times = 0.0;

	for (int i = 0; i < m->set.n; i++)
		times += m->set.lambda[i] / norm2;
	for (size_t i = 0; i < (size_t)m->ncell * m->task->k; i++)
		m->v[i] *= times;
	for (size_t i = 0; i < m->task->nparam; i++)
		m->w[i] *= times;
	m->set.n = 0;
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
	const struct cell *c = &m->cell[i];
	const double *v = cell_v(m, i);
	struct column worst = { i, -1, INFINITY };

	cell_score(m, m->w, c);
	for (int y = 0; y < m->task->k; y++) {
		double gap = cell_gap(m, c, y);
		if (y == c->right)
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
	memset(m->v, 0, (size_t)m->ncell * m->task->k * sizeof *m->v);
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

static void judge(struct margin *m)
{
	double norm = sqrt(vector_dot(m->w, m->w, (int)m->task->nparam) * m->scale), sum = 0.0;
	struct margin_report *r = &m->report;

	for (int i = 0; i < m->ncell; i++)
		sum += cell_v(m, i)[m->cell[i].right];
	if (norm > 0.0)
		r->lower = fmax(r->lower, m->least / norm);
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
	if (m->at == m->ncell)
		judge(m);
}

/* ---- all of it */

/* Features that are all zero tell no token from another: such a cell excludes itself. */
static void find_empty(struct margin *m)
{
	struct active *a = &m->set;

	for (int i = 0; i < m->ncell && a->n == 0; i++) {
		if (m->cell[i].norm2 > 0.0)
			continue;
		make_room(a);
		a->column[0] = (struct column){ i, m->cell[i].right == 0, 0.0 };
		a->lambda[a->n++] = 1.0;
		m->report.upper = 0.0;
		m->report.verdict = MARGIN_NONE;
	}
}

struct margin *margin_new(const struct task *t, const struct prompt *p, int n, double within, int columns)
{
	struct margin *m = xcalloc(1, sizeof *m);
	double radius2 = features_radius2(t);
	uint64_t *key = xcalloc((size_t)t->N, sizeof *key);

	*m = (struct margin){ .task = t, .within = within, .scale = radius2 > 0.0 ? 1.0 / radius2 : 1.0,
			      .gap = INFINITY, .columns = columns, .visit = (int64_t)t->k * (t->d + 32) };
	for (int i = 0; i < n; i++)
		add_cells(m, &p[i], i, key);
	free(key);
	m->report = (struct margin_report){ .lower = -INFINITY, .upper = INFINITY, .radius = sqrt(radius2),
					    .prompts = n, .constraints = (int64_t)m->ncell * (t->k - 1) };
	m->v = xcalloc((size_t)m->ncell * t->k, sizeof *m->v);
	m->w = xcalloc(t->nparam, sizeof *m->w);
	m->z = xcalloc(t->nparam, sizeof *m->z);
	m->score = xcalloc((size_t)t->k, sizeof *m->score);
	m->other = xcalloc((size_t)t->k, sizeof *m->other);
	find_empty(m);
	return m;
}

void margin_free(struct margin *m)
{
	if (!m)
		return;
	free(m->cell);
	free(m->v);
	free(m->w);
	free(m->z);
	free(m->score);
	free(m->other);
	free(m->set.column);
	free(m->set.factor);
	free(m->set.lambda);
	free(m->set.goal);
	free(m->set.cos);
	free(m->set.sin);
	free(m);
}

bool margin_work(struct margin *m)
{
	static void (*const steps[])(struct margin *m) = {
		[SWEEP] = sweep_on, [LOOK] = look_on, [COME] = come_on, [SOLVE] = solve_on, [GO] = go_on,
	};

	m->effort = EFFORT;
	while (m->effort > 0 && m->report.verdict == MARGIN_OPEN)
		steps[m->step](m);
	return m->report.verdict == MARGIN_OPEN;
}

struct margin_report margin_report(const struct margin *m)
{
	return m->report;
}

const double *margin_weights(const struct margin *m)
{
	return m->w;
}

/* The column with the largest weight below `under`, or with that weight behind column `after`; -1: none. */
static int next_heaviest(const struct active *a, double under, int after)
{
	int best = -1;

	for (int i = 0; i < a->n; i++) {
		double l = a->lambda[i];
		if ((l < under || (l == under && i > after)) && (best < 0 || l > a->lambda[best]))
			best = i;
	}
	return best;
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
	for (int i = next_heaviest(a, INFINITY, -1); i >= 0; i = next_heaviest(a, a->lambda[i], i)) {
		const struct cell *c = &m->cell[a->column[i].cell];
		if (a->lambda[i] < share_least * sum)
			break;
		if (n < most)
			to[n] = (struct margin_block){ c->which, c->position, c->right, a->column[i].wrong,
						       a->lambda[i] / sum };
		n++;
	}
	return n;
}
