/* Figures 1, 2a and 2b of Mousavi-Hosseini and Erdogdu (2026), and two of ours. */
#include "command/paper.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/num.h"
#include "run/figure-run.h"
#include "run/tables.h"

static const double width = 5.3, height = 5.2; /* three panels are as wide as a page of two columns */

static struct figure_panel *add_panel(struct figure *f, const char *x, const char *y, bool x_log, bool y_log)
{
	struct figure_panel *p = figure_add_panel(f);

	figure_label(&p->x, x);
	figure_label(&p->y, y);
	p->x.log = x_log;
	p->y.log = y_log;
	return p;
}

/* ---- Figure 1 */

static void add_both(struct figure_panel *p, const struct session *s, const char *metric, bool by_update)
{
	static const char *const name[] = { "outcome rewards", "process rewards" };
	struct metric_ref m;

	if (metric_parse(s, metric, &m, NULL) == 0)
		return;
	for (int who = 0; who < TRAINERS; who++)
		figure_add_curve(p, s, &m, who, by_update, who, name[who]);
}

static struct figure *make_1(const struct session *s, bool by_update, struct err *e)
{
	const char *x = by_update ? "updates" : "reward queries";
	struct figure *f;
	struct figure_panel *p;
	struct metric_ref each;

	if (!run_exists(&s->run[1]) || metric_parse(s, "likelihood[each]", &each, e) == 0)
		return NULL;
	f = figure_new(3, width, height);
	p = add_panel(f, x, "mean likelihood off support", true, true);
	add_both(p, s, "likelihood[out]", by_update);
	figure_add_alpha(p, s);
	p = add_panel(f, x, "test error", false, false);
	add_both(p, s, "err", by_update);
	p->key = FIGURE_KEY_TOP_RIGHT;
	p = add_panel(f, x, "likelihoods, outcome rewards", true, true);
	figure_add_prompts(p, s, &each, 0, by_update);
	figure_set_line(p, exp(config_log_alpha(&s->config)), ""); /* named in the first */
	return f;
}

/* ---- Figures 2a and 2b */

/* The table that a script has written, as so many columns; false with the reason. */
static bool read_table(const struct session *s, const char *path, const char *const *name, int n, struct columns *to,
		       struct err *e)
{
	const struct str *text = s->tables ? tables_find(s->tables, path) : NULL;

	if (text && columns_read(text, name, n, to))
		return true;
	return err_set(e, "its script has written no table %s as it should", path);
}

static void add_columns(const struct figure_panel *p, struct figure_series *series, const struct columns *c, int x, int y)
{
	for (int i = 0; i < c->rows; i++)
		figure_add_point(p, series, c->v[i * c->n + x], c->v[i * c->n + y]);
}

static const double likelihoods_from = 1e-20; /* below it the curves go on as they come */

static struct figure_panel *add_quantiles(struct figure *f, const char *y, double from)
{
	struct figure_panel *p = add_panel(f, "share of prompts", y, false, true);

	p->x.low = 0;
	p->x.high = 1;
	p->y.low = from;
	p->y.high = 1;
	return p;
}

static bool add_checkpoint_a(struct figure *f, const struct session *s, int steps, int look, struct err *e)
{
	static const char *const column[] = { "eps", "lq", "sampled" };
	char path[64], name[64], count[NUM_TEXT];
	struct columns c;

	snprintf(path, sizeof path, "figure2a-%d.csv", steps);
	snprintf(name, sizeof name, "%s steps", num_count(count, (uint64_t)steps));
	if (!read_table(s, path, column, 3, &c, e))
		return false;
	add_columns(&f->panel[0], figure_add_series(&f->panel[0], FIGURE_LINE, look, name), &c, 0, 2);
	add_columns(&f->panel[1], figure_add_series(&f->panel[1], FIGURE_LINE, look, name), &c, 0, 1);
	free(c.v);
	return true;
}

static struct figure *make_2a(const struct session *s, bool by_update, struct err *e)
{
	static const int steps[] = { 500, 1500, 5000 };
	struct figure *f = figure_new(2, 7, height);

	(void)by_update;
	figure_set_line(add_quantiles(f, "likelihood quantile, 64 samples", 1e-12), 1.0 / 64, "1/64");
	figure_set_line(add_quantiles(f, "likelihood quantile, exact", 1e-12), 1.0 / 64, "1/64");
	for (int i = 0; i < 3; i++)
		if (!add_checkpoint_a(f, s, steps[i], i, e)) {
			figure_free(f);
			return NULL;
		}
	f->panel[0].key = f->panel[1].key = FIGURE_KEY_BOTTOM_RIGHT;
	return f;
}

static bool add_checkpoint_b(struct figure *f, const struct session *s, int steps, struct err *e)
{
	static const char *const column[] = { "eps", "lq", "cdf", "a_tail" };
	static const int x[] = { 1, 0, 1 }, y[] = { 2, 1, 3 };
	char path[64];
	struct columns c;

	snprintf(path, sizeof path, "figure2b-%d.csv", steps);
	if (!read_table(s, path, column, 4, &c, e))
		return false;
	for (int i = 0; i < 3; i++) {
		struct figure_panel *p = &f->panel[i];
		struct figure_series *series = figure_add_series(p, i == 0 ? FIGURE_STEPS : FIGURE_LINE, steps / 500 % 2, "");
		series->shade = steps;
		add_columns(p, series, &c, x[i], y[i]);
		if (i == 0)
			figure_add_point(p, series, 1, 1);
	}
	free(c.v);
	return true;
}

static void add_scale(struct figure_panel *p, int most, bool shown)
{
	p->has_scale = shown;
	figure_label(&p->shades, "steps of pre-training");
	p->shades.low = 0;
	p->shades.high = most;
}

static struct figure *make_2b(const struct session *s, bool by_update, struct err *e)
{
	enum { STEPS = 5000, EVERY = 500 };
	struct figure *f = figure_new(3, width, height);
	struct figure_panel *p;

	(void)by_update;
	p = add_panel(f, "likelihood a", "share of prompts up to a", true, false);
	p->x.low = likelihoods_from;
	p->x.high = p->y.high = 1;
	p->y.low = 0;
	add_scale(p, STEPS, false);
	p = add_quantiles(f, "likelihood quantile", likelihoods_from);
	add_scale(p, STEPS, false);
	p = add_panel(f, "likelihood a", "a \xc3\x97 share of prompts above a", false, false);
	p->x.low = p->y.low = 0;
	p->x.high = p->y.high = 1;
	add_scale(p, STEPS, true);
	for (int steps = 0; steps <= STEPS; steps += EVERY)
		if (!add_checkpoint_b(f, s, steps, e)) {
			figure_free(f);
			return NULL;
		}
	return f;
}

/* ---- Ours: laws through points */

/* The points of a series that a script has gathered; false with the reason. */
static bool add_fit(struct figure_panel *p, const struct session *s, const char *of, int look, const char *name, struct err *e)
{
	const struct fit *fit = fits_named(&s->fits, of);
	struct figure_series *series;

	if (!fit)
		return err_set(e, "its script has gathered no points %s as it should", of);
	series = figure_add_series(p, FIGURE_POINTS, look, name);
	for (int i = 0; i < fit->n; i++)
		figure_add_point(p, series, fit->x[i], fit->y[i]);
	return true;
}

static struct figure *make_exponential(const struct session *s, bool by_update, struct err *e)
{
	enum { TOKENS = 16, LAW_TOKENS = 7, K = 4 };
	struct figure *f = figure_new(1, 8.5, 6.2);
	struct figure_panel *p = add_panel(f, "tokens of a response, N", "reward queries to a first success", false, true);
	struct figure_series *law;

	(void)by_update;
	p->x.low = 0;
	p->x.high = TOKENS + 1;
	p->y.low = 1;
	p->y.high = 1e7;
	if (!add_fit(p, s, "outcome", 0, "outcome rewards, uniform", e) ||
	    !add_fit(p, s, "process", 1, "process rewards, Algorithm 2", e)) {
		figure_free(f);
		return NULL;
	}
	law = figure_add_series(p, FIGURE_PLAIN, 0, "4^{N}");
	for (int n = 1; n <= LAW_TOKENS; n++)
		figure_add_point(p, law, n, pow(K, n));
	law = figure_add_series(p, FIGURE_PLAIN, 1, "4N");
	for (int n = 1; n <= TOKENS; n++)
		figure_add_point(p, law, n, K * n);
	p->key = FIGURE_KEY_TOP_RIGHT;
	return f;
}

/* The line along which both are the same. */
static void add_diagonal(struct figure_panel *p)
{
	double low, high;
	struct figure_series *law;

	if (!figure_extent(p, true, &low, &high))
		return;
	law = figure_add_series(p, FIGURE_PLAIN, 0, "equal to the scale");
	figure_add_point(p, law, low, low);
	figure_add_point(p, law, high, high);
	p->x.low = .7 * low; /* no point on the edge */
	p->x.high = 1.4 * high;
}

static struct figure *make_algorithms(const struct session *s, bool by_update, struct err *e)
{
	static const char *const of[2][3] = { { "mixture-queries", "alg1-queries", "alg2-queries" },
					      { "mixture-rounds", "alg1-rounds", "alg2-rounds" } };
	static const char *const name[] = { "fixed mixture", "Algorithm 1", "Algorithm 2" };
	struct figure *f = figure_new(2, 7.5, 6);

	(void)by_update;
	add_panel(f, "scale of the theorem, queries", "reward queries to the goal", true, true);
	add_panel(f, "scale of the theorem, rounds", "rounds to the goal", true, true);
	for (int i = 0; i < 2; i++) {
		for (int j = 0; j < 3; j++)
			if (!add_fit(&f->panel[i], s, of[i][j], j, name[j], e)) {
				figure_free(f);
				return NULL;
			}
		add_diagonal(&f->panel[i]);
	}
	f->panel[0].key = FIGURE_KEY_BOTTOM_RIGHT;
	return f;
}

const struct paper_figure paper_figures[] = {
	{ "1", "figure1.op", "outcome rewards flatten at the edge of the support, process rewards go on", true, make_1 },
	{ "2a", "figure2a.op", "the likelihood quantile, from 64 samples a prompt and exactly", false, make_2a },
	{ "2b", "figure2b.op", "how pre-training moves the likelihood quantile", false, make_2b },
	{ "exponential", "exponential.op", "what a first success costs: k^N queries, or N k", false, make_exponential },
	{ "algorithms", "algorithms.op", "what three algorithms pay, beside their scales", false, make_algorithms },
	{ .name = NULL },
};
