/* A header line that says what the numbers depend on, then comma separated values [RFC 4180]. */
#include "run/csv.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"

/* The support line in the shortest form with an exponent that reads back equal: 1e-04. */
static void add_alpha(const struct config *c, struct str *to)
{
	double alpha = c->alpha > 0.0 ? c->alpha : 1.0 / (double)c->budget;
	char text[NUM_TEXT];

	for (int n = 0; n <= 16; n++) {
		snprintf(text, sizeof text, "%.*e", n, alpha);
		if (strtod(text, NULL) == alpha)
			break;
	}
	str_add(to, text);
}

/* "thinned@a=4": of trainer A every 4th update is here, and the latest. */
static void add_stamp(const struct session *s, struct str *to)
{
	const struct config *c = &s->config;
	struct str counting = { 0 };

	setting_print(setting_find("query.count", NULL), c, 0, &counting);
	str_addf(to, "# outpost %s preset=%s seed=%" PRIu64 " task.seed=%" PRIu64 " alpha=", PACKAGE_VERSION,
		 s->preset[0] ? s->preset : "none", c->seed, c->task_seed);
	add_alpha(c, to);
	str_addf(to, " query.count=%s", str_text(&counting));
	for (int who = 0; who < TRAINERS; who++)
		if (run_exists(&s->run[who]) && trace_thinned(&s->run[who].trace))
			str_addf(to, " thinned@%c=%" PRIu64, 'a' + who, s->run[who].trace.stride);
	str_add(to, "\n");
	str_done(&counting);
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
		add_value(t->hits[row * (size_t)t->ntracked + (size_t)i], to);
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
