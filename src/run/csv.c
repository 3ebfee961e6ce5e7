/* A header line that says what the numbers depend on, then comma separated values [RFC 4180]. */
#include "run/csv.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_sort_double.h>

#include "base/num.h"
#include "base/xalloc.h"
#include "run/crowd.h"
#include "run/stamp.h"

/* "thinned@a=4": of trainer A every 4th update is here, and the latest. */
static void add_stamp(const struct session *s, struct str *to)
{
	str_add(to, "# ");
	stamp_print(s, to);
	for (int who = 0; who < TRAINERS; who++)
		if (run_exists(&s->run[who]) && trace_thinned(&s->run[who].trace))
			str_addf(to, " thinned@%c=%" PRIu64, 'a' + who, s->run[who].trace.stride);
	str_add(to, "\n");
}

/* Of trainer and row: A,157,10048 */
static void add_place(const struct trace *t, int who, size_t row, struct str *to)
{
	char update[NUM_TEXT], queries[NUM_TEXT];

	str_addf(to, "%c,%s,%s", 'A' + who, num_exact(update, trace_scalar(t, row, TRACE_UPDATE)),
		 num_exact(queries, trace_scalar(t, row, TRACE_QUERIES)));
}

static void add_value(double v, struct str *to)
{
	char text[NUM_TEXT];

	str_addf(to, ",%s", num_exact(text, v));
}

/* ---- A row an update and prompt */

static void add_prompt_rows(const struct session *s, int who, size_t row, struct str *to)
{
	const struct trace *t = &s->run[who].trace;

	for (int i = 0; i < t->ntracked; i++) {
		add_place(t, who, row, to);
		str_addf(to, ",%d", i);
		add_value(exp(s->base.lp[i]), to);
		add_value(exp(trace_lp(t, row, i)), to);
		add_value(trace_hits(t, row, i), to);
		str_add(to, "\n");
	}
}

/* ---- A row an update, a column a metric */

/* A field; a set with commas in it stands in quotes. */
static void add_name(const char *name, struct str *to)
{
	const char *quote = strchr(name, ',') ? "\"" : "";

	str_addf(to, ",%s%s%s", quote, name, quote);
}

/* likelihood[each] -> likelihood[0], likelihood[1] .. */
static void add_names(const struct session *s, const struct metric_ref *m, struct str *to)
{
	size_t before = strcspn(m->text, "[") + 1;
	const char *after = strchr(m->text, ']');
	char name[sizeof m->text + 16];

	if (m->set != SET_EACH) {
		add_name(m->text, to);
		return;
	}
	for (int i = 0; i < s->task->ntracked; i++) {
		snprintf(name, sizeof name, "%.*s%d%s", (int)before, m->text, i, after);
		add_name(name, to);
	}
}

/* A metric that names a trainer has no value in rows of the other. */
static void add_values(const struct session *s, const struct metric_ref *m, int who, size_t row, struct str *to)
{
	struct metric_ref one = *m;
	bool other = m->who >= 0 && m->who != who;

	if (m->set != SET_EACH) {
		add_value(other ? NAN : metric_past(s, m, who, row), to);
		return;
	}
	one.set = SET_ONE;
	for (one.prompt = 0; one.prompt < s->task->ntracked; one.prompt++)
		add_value(other ? NAN : metric_past(s, &one, who, row), to);
}

static void add_metric_row(const struct session *s, const struct metric_ref *m, int n, int who, size_t row,
			   struct str *to)
{
	add_place(&s->run[who].trace, who, row, to);
	for (int i = 0; i < n; i++)
		add_values(s, &m[i], who, row, to);
	str_add(to, "\n");
}

static bool check_kept(const struct metric_ref *m, int n, struct err *e)
{
	struct str kept = { 0 };

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

bool csv_print(struct session *s, const struct metric_ref *m, int n, struct str *to, struct err *e)
{
	if (!session_ready(s))
		return err_set(e, "there is nothing to export yet: preset or new makes a task");
	if (!check_kept(m, n, e))
		return false;
	add_stamp(s, to);
	str_add(to, "trainer,update,queries");
	if (n == 0)
		str_add(to, ",prompt,base,likelihood,hits");
	for (int i = 0; i < n; i++)
		add_names(s, &m[i], to);
	str_add(to, "\n");
	for (int who = 0; who < TRAINERS; who++)
		for (size_t row = 0; run_exists(&s->run[who]) && row < s->run[who].trace.rows; row++) {
			if (n == 0)
				add_prompt_rows(s, who, row, to);
			else
				add_metric_row(s, m, n, who, row, to);
		}
	return true;
}

/* ---- A row a corner of the likelihood curve */

/* Prompts in the order of a value, with the share of the weight before each; share[n] is 1. */
struct sorted {
	const double *lp;
	size_t *order; /* (n) borrowed  */
	double *share; /* (n + 1) owned */
	int n;
};

static void sort_crowd(struct sorted *to, struct crowd *c)
{
	*to = (struct sorted){ c->lp, c->order, xcalloc((size_t)c->n + 1, sizeof(double)), c->n };
	gsl_sort_index(c->order, c->lp, 1, (size_t)c->n);
	for (int j = 1; j <= c->n; j++)
		to->share[j] = c->weight ? to->share[j - 1] + c->weight[c->order[j - 1]] : (double)j / c->n;
}

static double value_of(const struct sorted *v, int j)
{
	return v->lp[v->order[j]];
}

/* Row of corner `from` of the likelihoods, which `to` others follow; `t`: the token-level quantile there. */
static void add_corner(const char *model, const struct sorted *v, int from, int to, double t, struct str *text)
{
	double lp = value_of(v, from);

	str_add(text, model);
	add_value(v->share[from], text);
	add_value(exp(lp), text);
	add_value(lp / M_LN10, text);
	add_value(exp(t), text);
	add_value(to == v->n ? 1.0 : v->share[to], text);
	add_value(to == v->n ? 0.0 : exp(lp) * (1.0 - v->share[to]), text);
	str_add(text, "\n");
}

static void add_corners(const char *model, const struct sorted *v, const struct sorted *token, struct str *text)
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
		add_corner(model, v, j, next, value_of(token, t), text);
		last = j;
	}
}

void csv_curve(const struct session *s, const char *const *model, const double *const *w, int n, struct str *to)
{
	struct sorted v, token;
	struct crowd c, worst;

	add_stamp(s, to);
	str_add(to, "model,eps,lq,log10_lq,tlq,cdf,a_tail\n");
	crowd_init(&c, s);
	crowd_init(&worst, s);
	for (int i = 0; i < n; i++) {
		crowd_likelihoods(c.task, w[i], c.prompt, c.n, c.lp);
		crowd_worst(c.task, w[i], worst.prompt, c.n, worst.lp, NULL);
		sort_crowd(&v, &c);
		sort_crowd(&token, &worst);
		add_corners(model[i], &v, &token, to);
		free(v.share);
		free(token.share);
	}
	crowd_done(&c);
	crowd_done(&worst);
}
