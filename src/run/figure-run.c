/* Curves of a run as figures. */
#include "run/figure-run.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/xalloc.h"
#include "run/csv.h"
#include "run/stamp.h"

static const double width_alone = 8.5, height_alone = 6, width_beside = 6.4, height_beside = 5.2;
static const double likelihood_least = 1e-300; /* where doubles end, about */

void figure_add_curve(struct figure_panel *p, const struct session *s, const struct metric_ref *m, int who, bool by_update,
		      int look, const char *name)
{
	const struct trace *t = &s->run[who].trace;
	struct figure_series *series = figure_add_series(p, FIGURE_LINE, look, name);
	double *y = xcalloc(t->rows, sizeof *y);

	metric_history(s, m, who, y);
	for (size_t row = 0; row < t->rows; row++)
		figure_add_point(p, series, trace_scalar(t, row, by_update ? TRACE_UPDATE : TRACE_QUERIES), y[row]);
	free(y);
}

void figure_add_alpha(struct figure_panel *p, const struct session *s)
{
	double alpha = config_log_alpha(&s->config);
	char number[NUM_TEXT], name[NUM_TEXT + 16];

	if (exp(alpha) < likelihood_least)
		return;
	snprintf(name, sizeof name, "alpha %s", num_line(number, alpha));
	figure_set_line(p, exp(alpha), name);
}

static double base_likelihood(const struct session *s, int i)
{
	return fmax(exp(s->base.lp[i]), likelihood_least);
}

static void add_scale(struct figure_panel *p, const struct session *s)
{
	figure_label(&p->shades, "initial likelihood");
	p->has_scale = true;
	p->shades.log = true;
	p->shades.low = INFINITY;
	p->shades.high = 0.0;
	for (int i = 0; i < s->task->ntracked; i++) {
		p->shades.low = fmin(p->shades.low, base_likelihood(s, i));
		p->shades.high = fmax(p->shades.high, base_likelihood(s, i));
	}
	if (p->shades.high < 10.0 * p->shades.low)
		p->shades.high = 10.0 * p->shades.low;
}

void figure_add_prompts(struct figure_panel *p, const struct session *s, const struct metric_ref *m, int who, bool by_update)
{
	struct metric_ref one = *m;
	bool many = s->task->ntracked > FIGURE_LOOKS;
	char name[16];

	one.set = SET_ONE;
	if (many)
		add_scale(p, s);
	for (one.prompt = 0; one.prompt < s->task->ntracked; one.prompt++) {
		snprintf(name, sizeof name, "x%d", one.prompt);
		figure_add_curve(p, s, &one, who, by_update, many ? session_prompt_out(s, one.prompt) : one.prompt,
				 many ? "" : name);
		p->series[p->n - 1].shade = base_likelihood(s, one.prompt);
	}
}

/* ---- By the words of a command */

/* What the axes say. `of`: whose it is, where the panel is one trainer's. */
static void name_axes(struct figure_panel *p, const struct session *s, const struct metric_ref *m, int who, bool by_update)
{
	const char *iterate = m->metric->of_iterate ? session_iterate(s, who < 0 ? 0 : who) : NULL;
	struct str label = { 0 };
	char name[32];

	str_add_bytes(&label, m->text, m->set == SET_EACH ? strcspn(m->text, "[") : strlen(m->text));
	if (iterate)
		str_addf(&label, " of the %s iterate", iterate);
	if (who >= 0)
		str_addf(&label, ", %s", session_trainer_name(s, who, name));
	figure_label(&p->y, str_text(&label));
	figure_label(&p->x, by_update ? "updates" : "reward queries");
	str_done(&label);
}

/* who: one trainer's panel, -1: all that are there. */
static void add_panel(struct figure *f, const struct session *s, const struct metric_ref *m, int who, bool by_update,
		      enum figure_scale scale)
{
	struct figure_panel *p = figure_add_panel(f);
	char name[32];

	p->y.log = scale == FIGURE_SCALE_LOG || (scale == FIGURE_SCALE_OWN && m->metric->probability);
	name_axes(p, s, m, who, by_update);
	for (int i = 0; i < TRAINERS && who < 0; i++)
		if (run_exists(&s->run[i]) && (m->who < 0 || m->who == i))
			figure_add_curve(p, s, m, i, by_update, i, session_trainer_name(s, i, name));
	if (who >= 0)
		figure_add_prompts(p, s, m, who, by_update);
	if (strcmp(m->metric->name, "likelihood") == 0 && p->y.log)
		figure_add_alpha(p, s);
	figure_place_words(p);
	if (p->shades.label)
		p->key = FIGURE_KEY_NONE;
}

static void add_metric(struct figure *f, const struct session *s, const struct metric_ref *m, bool by_update,
		       enum figure_scale scale)
{
	if (m->set != SET_EACH) {
		add_panel(f, s, m, -1, by_update, scale);
		return;
	}
	for (int who = 0; who < TRAINERS; who++)
		if (run_exists(&s->run[who]) && (m->who < 0 || m->who == who))
			add_panel(f, s, m, who, by_update, scale);
}

/* One alone as large as a column of a paper, three beside each other across its page. Trainers stay beside each other. */
static void arrange(struct figure *f)
{
	f->cols = f->n < 4 ? f->n : f->n == 4 ? 2 : 3;
	f->width = f->n == 1 ? width_alone : width_beside;
	f->height = f->n == 1 ? height_alone : height_beside;
}

static bool check(const struct figure *f, struct err *e)
{
	if (f->n > FIGURE_PANELS_MOST)
		return err_set(e, "a figure has at most %d panels, and these metrics make %d", FIGURE_PANELS_MOST, f->n);
	for (int i = 0; i < f->n; i++)
		for (int j = 0; j < f->panel[i].n; j++)
			if (f->panel[i].series[j].n > 1)
				return true;
	return err_set(e, "there is nothing to draw yet: a curve takes two updates with a value. step trains");
}

struct figure *figure_of_run(const struct session *s, const struct metric_ref *m, int n, bool by_update,
			     enum figure_scale scale, struct err *e)
{
	struct metric_ref both[2];
	struct figure *f;

	if (!csv_can_print(s, m, n, e))
		return NULL;
	if (n == 0) {
		metric_parse(s, "likelihood[each]", &both[0], e);
		metric_parse(s, "hits[each]", &both[1], e);
		m = both;
		n = 2;
	}
	f = figure_new(1, width_alone, height_alone);
	stamp_print(s, &f->stamp);
	for (int i = 0; i < n; i++)
		add_metric(f, s, &m[i], by_update, scale);
	arrange(f);
	if (check(f, e))
		return f;
	figure_free(f);
	return NULL;
}
