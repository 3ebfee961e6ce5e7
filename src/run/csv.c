/* What a run did and how likelihoods lie, as tables. */
#include "run/csv.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_sort_double.h>

#include "base/xalloc.h"
#include "run/crowd.h"

/* Of trainer and row: A,157,10048 */
static void add_place(struct table *to, const struct trace *t, int who, size_t row)
{
	table_text(to, who ? "B" : "A");
	table_number(to, trace_scalar(t, row, TRACE_UPDATE));
	table_number(to, trace_scalar(t, row, TRACE_QUERIES));
}

/* ---- A row an update and prompt */

static void add_prompt_rows(struct table *to, const struct session *s, int who, size_t row)
{
	const struct trace *t = &s->run[who].trace;

	for (int i = 0; i < t->ntracked; i++) {
		add_place(to, t, who, row);
		table_number(to, i);
		table_number(to, exp(s->base.lp[i]));
		table_number(to, exp(trace_lp(t, row, i)));
		table_number(to, trace_hits(t, row, i));
	}
}

/* ---- A row an update, a column a metric */

void metric_column(const struct metric_ref *m, int prompt, char name[METRIC_COLUMN])
{
	size_t before = strcspn(m->text, "[") + 1;

	if (m->set == SET_EACH)
		snprintf(name, METRIC_COLUMN, "%.*s%d%s", (int)before, m->text, prompt, strchr(m->text, ']'));
	else
		snprintf(name, METRIC_COLUMN, "%s", m->text);
}

static void add_names(struct table *to, const struct session *s, const struct metric_ref *m)
{
	int n = m->set == SET_EACH ? s->task->ntracked : 1;
	char name[METRIC_COLUMN];

	for (int i = 0; i < n; i++) {
		metric_column(m, i, name);
		table_column(to, name);
	}
}

/* A metric that names a trainer has no value in rows of the other. */
static void add_values(struct table *to, const struct session *s, const struct metric_ref *m, int who, size_t row)
{
	struct metric_ref one = *m;
	bool other = m->who >= 0 && m->who != who;

	if (m->set != SET_EACH) {
		table_number(to, other ? NAN : metric_past(s, m, who, row));
		return;
	}
	one.set = SET_ONE;
	for (one.prompt = 0; one.prompt < s->task->ntracked; one.prompt++)
		table_number(to, other ? NAN : metric_past(s, &one, who, row));
}

static void add_metric_row(struct table *to, const struct session *s, const struct metric_ref *m, int n, int who,
			   size_t row)
{
	add_place(to, &s->run[who].trace, who, row);
	for (int i = 0; i < n; i++)
		add_values(to, s, &m[i], who, row);
}

bool csv_can_print(const struct session *s, const struct metric_ref *m, int n, struct err *e)
{
	struct str kept = { 0 };

	if (!session_ready(s))
		return err_set(e, "there is nothing to export yet: preset or new makes a task");
	while (n > 0 && metric_kept(m)) {
		m++;
		n--;
	}
	if (n == 0)
		return true;
	for (int i = 0; i < metric_count; i++)
		if (metric_table[i].past)
			str_addf(&kept, "%s%s%s", kept.len ? " " : "", metric_table[i].name,
				 metric_table[i].index == METRIC_PROMPT ? "[x]" : "");
	err_set(e, "%s is not kept for every update. kept are %s", m->text, str_text(&kept));
	str_done(&kept);
	return false;
}

static void name_columns(struct table *to, const struct session *s, const struct metric_ref *m, int n)
{
	static const char *const place[] = { "trainer", "update", "queries" };
	static const char *const prompts[] = { "prompt", "base", "likelihood", "hits" };

	for (size_t i = 0; i < sizeof place / sizeof *place; i++)
		table_column(to, place[i]);
	for (size_t i = 0; n == 0 && i < sizeof prompts / sizeof *prompts; i++)
		table_column(to, prompts[i]);
	for (int i = 0; i < n; i++)
		add_names(to, s, &m[i]);
}

bool csv_print(const struct session *s, const struct metric_ref *m, int n, enum table_form form, size_t *rows,
	       struct str *to, struct err *e)
{
	struct table table;

	if (!csv_can_print(s, m, n, e))
		return false;
	table_init(&table, s, form, to);
	name_columns(&table, s, m, n);
	for (int who = 0; who < TRAINERS; who++)
		for (size_t row = 0; run_exists(&s->run[who]) && row < s->run[who].trace.rows; row++) {
			if (n == 0)
				add_prompt_rows(&table, s, who, row);
			else
				add_metric_row(&table, s, m, n, who, row);
		}
	*rows = table.rows;
	table_done(&table);
	return true;
}

/* ---- A row a corner of the likelihood curve */

/* Prompts in the order of a value, with the share of the weight before each; share[n] is 1. */
struct sorted {
	const double *lp;
	size_t *order; /* (n) owned     */
	double *share; /* (n + 1) owned */
	int n;
};

static void sort_values(struct sorted *to, const double *lp, const double *weight, int n)
{
	*to = (struct sorted){ lp, xcalloc((size_t)n, sizeof(size_t)), xcalloc((size_t)n + 1, sizeof(double)), n };
	gsl_sort_index(to->order, lp, 1, (size_t)n);
	for (int j = 1; j <= n; j++)
		to->share[j] = weight ? to->share[j - 1] + weight[to->order[j - 1]] : (double)j / n;
}

static void sorted_done(struct sorted *v)
{
	free(v->order);
	free(v->share);
}

static double value_of(const struct sorted *v, int j)
{
	return v->lp[v->order[j]];
}

/* Row of corner `from` of the likelihoods, which `to` others follow; `t`: the token-level quantile there. */
static void add_corner(const char *model, const struct sorted *v, int from, int to, double t, struct table *table)
{
	double lp = value_of(v, from);

	table_text(table, model);
	table_number(table, v->share[from]);
	table_number(table, exp(lp));
	table_number(table, lp / M_LN10);
	table_number(table, exp(t));
	table_number(table, to == v->n ? 1.0 : v->share[to]);
	table_number(table, to == v->n ? 0.0 : exp(lp) * (1.0 - v->share[to]));
}

static void add_corners(const char *model, const struct sorted *v, const struct sorted *token, struct table *table)
{
	enum { WHOLE = 1000, PARTS = 500 };
	double range = value_of(v, v->n - 1) - value_of(v, 0);
	int last = 0, t = 0;

	for (int j = 0, next; j < v->n; j = next) {
		for (next = j + 1; next < v->n && value_of(v, next) == value_of(v, j);)
			next++;
		if (v->n > WHOLE && j > 0 && next < v->n && v->share[j] - v->share[last] < 1.0 / PARTS &&
		    value_of(v, j) - value_of(v, last) < range / PARTS)
			continue;
		/* As quantile() does: the first token-level value at which the weights exceed eps. */
		while (t < token->n - 1 && token->share[t + 1] <= v->share[j] + 1e-12)
			t++;
		add_corner(model, v, j, next, value_of(token, t), table);
		last = j;
	}
}

void csv_curve(const struct session *s, const char *const *model, const double *const *w, int n, struct str *to)
{
	static const char *const column[] = { "model", "eps", "lq", "log10_lq", "tlq", "cdf", "a_tail" };
	struct sorted v, token;
	struct crowd c, worst;
	struct table table;

	table_init(&table, s, TABLE_CSV, to);
	for (size_t i = 0; i < sizeof column / sizeof *column; i++)
		table_column(&table, column[i]);
	crowd_init(&c, s);
	crowd_init(&worst, s);
	for (int i = 0; i < n; i++) {
		crowd_likelihoods(c.task, w[i], c.prompt, c.n, c.lp);
		crowd_worst(c.task, w[i], worst.prompt, c.n, worst.lp, NULL);
		sort_values(&v, c.lp, c.weight, c.n);
		sort_values(&token, worst.lp, worst.weight, worst.n);
		add_corners(model[i], &v, &token, &table);
		sorted_done(&v);
		sorted_done(&token);
	}
	table_done(&table);
	crowd_done(&c);
	crowd_done(&worst);
}

/* ---- A row a share of the prompts */

static const char *const sampled_column[] = { "model", "eps", "lq", "sampled", "low", "high" };
enum { SIDES = 4, SHARES_MOST = 500 }; /* lq .. high */

/* Adds the four quantiles at `eps`; at[]: how far each has got, for eps only rises. */
static void add_share(struct table *to, const char *model, const struct sorted side[SIDES], double eps, int at[SIDES])
{
	table_text(to, model);
	table_number(to, eps);
	for (int i = 0; i < SIDES; i++) {
		while (at[i] < side[i].n - 1 && side[i].share[at[i] + 1] <= eps + 1e-12)
			at[i]++;
		table_number(to, exp(value_of(&side[i], at[i])));
	}
}

void csv_sampled(const struct session *s, const char *model, const struct crowd *c, const double *const lp[4],
		 struct str *to)
{
	struct sorted side[SIDES];
	struct table table;
	int at[SIDES] = { 0 }, shares = c->n < SHARES_MOST ? c->n : SHARES_MOST;

	table_init(&table, s, TABLE_CSV, to);
	for (size_t i = 0; i < sizeof sampled_column / sizeof *sampled_column; i++)
		table_column(&table, sampled_column[i]);
	for (int i = 0; i < SIDES; i++)
		sort_values(&side[i], lp[i], c->weight, c->n);
	for (int i = 0; i < shares; i++)
		add_share(&table, model, side, (double)i / shares, at);
	for (int i = 0; i < SIDES; i++)
		sorted_done(&side[i]);
	table_done(&table);
}
