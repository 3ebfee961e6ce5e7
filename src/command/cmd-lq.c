/* lq: the likelihood quantile, what it costs to see one hit, its curve, and what samples show of it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/given.h"
#include "base/least.h"
#include "base/xalloc.h"
#include "command/cmd.h"
#include "command/model.h"
#include "command/say.h"
#include "core/estimate.h"
#include "core/quantile.h"
#include "run/crowd.h"
#include "run/csv.h"
#include "run/place.h"

static void print_over(struct session *s, int n)
{
	char count[NUM_TEXT];

	if (!task_is_finite(s->task))
		say(s, "over %s test prompt%s", num_count(count, (uint64_t)n), plural((uint64_t)n));
}

/* ---- One value of eps */

/* `base: LQ(0.1)=2.0e-06 (x5): about 512,557 outcome queries on x5 to see one hit` */
static void print_lq(struct session *s, const struct crowd_quantile *q, const struct model *m, double eps)
{
	char value[NUM_TEXT], share[NUM_TEXT], times[NUM_TEXT], at[32] = "", on[32] = "such a prompt";

	if (task_is_finite(s->task) && q->at >= 0) {
		snprintf(at, sizeof at, " (x%d)", q->at);
		snprintf(on, sizeof on, "x%d", q->at);
	}
	num_times(times, -q->lq);
	say(s, "%s: LQ(%s)=%s%s: about %s outcome queries on %s to see one hit", m->name, num_short(share, eps),
	    num_prob(value, q->lq), at, times, on);
}

static void print_tlq(struct session *s, const struct crowd_quantile *q, const struct model *m, double eps)
{
	char value[NUM_TEXT], share[NUM_TEXT], times[NUM_TEXT], at[32] = "";

	if (task_is_finite(s->task) && q->token_at >= 0)
		snprintf(at, sizeof at, " (x%d t%d)", q->token_at, q->position + 1);
	num_times(times, -q->tlq);
	say(s, "%s: token-level LQ(%s)=%s%s: once in about %s draws of that token", m->name, num_short(share, eps),
	    num_prob(value, q->tlq), at, times);
}

static bool run_value(struct session *s, const struct args *a, const struct model *m, int n, struct err *e)
{
	double eps = s->config.eps;
	char got[GIVEN_TEXT];
	struct crowd_quantile q;
	struct crowd c;

	if (a->n > 1)
		return err_set(e, "lq takes one EPS, \"%s\" is too much. usage: %s", given(got, a->word[1]),
			       a->command->synopsis);
	if (a->n > 0 && !eps_parse(a->word[0], &eps, e))
		return false;
	crowd_init(&c, s);
	print_over(s, c.n);
	for (int i = 0; i < n; i++) {
		crowd_measure(&c, m[i].w);
		crowd_quantile(&c, eps, &q);
		print_lq(s, &q, &m[i], eps);
		print_tlq(s, &q, &m[i], eps);
	}
	model_note(s, &m[n - 1]);
	crowd_done(&c);
	return true;
}

/* ---- Many values of eps */

static const double ladder[] = { 0, .01, .02, .05, .1, .2, .3, .5, .7, .9 };
enum { LADDER = sizeof ladder / sizeof *ladder };

/* log LQ and token-level log LQ at each eps of the ladder. */
static void measure_ladder(struct crowd *c, const double *w, double lq[LADDER], double tlq[LADDER])
{
	struct crowd_quantile q;

	crowd_measure(c, w);
	for (int i = 0; i < LADDER; i++) {
		crowd_quantile(c, ladder[i], &q);
		lq[i] = q.lq;
		tlq[i] = q.tlq;
	}
}

static void print_curve(struct session *s, const struct model *m, int n)
{
	double lq[2][LADDER], tlq[2][LADDER];
	struct str line = { 0 };
	char eps[NUM_TEXT], value[NUM_TEXT];
	struct crowd c;

	crowd_init(&c, s);
	print_over(s, c.n);
	for (int i = 0; i < n; i++)
		measure_ladder(&c, m[i].w, lq[i], tlq[i]);
	crowd_done(&c);
	say_row(s, "    eps   LQ%*s   token-level LQ", n == 1 ? 9 : 21, "");
	for (int i = 0; i < n; i++)
		str_addf(&line, " %11s", m[i].name);
	say_row(s, "       %s   %s", str_text(&line), str_text(&line));
	for (int row = 0; row < LADDER; row++) {
		str_clear(&line);
		for (int i = 0; i < n; i++)
			str_addf(&line, " %11s", num_prob(value, lq[i][row]));
		str_add(&line, "   ");
		for (int i = 0; i < n; i++)
			str_addf(&line, " %11s", num_prob(value, tlq[i][row]));
		say_row(s, "%7s%s", num_short(eps, ladder[row]), str_text(&line));
	}
	model_note(s, &m[n - 1]);
	str_done(&line);
}

static bool write_curve(struct session *s, const char *file, const struct model *m, int n, struct err *e)
{
	const char *name[2] = { m[0].name, n > 1 ? m[1].name : "" };
	const double *w[2] = { m[0].w, n > 1 ? m[1].w : NULL };
	struct str text = { 0 }, path = { 0 };
	bool good = place_find(s, file, &path, e) && file_can_write(str_text(&path), e);

	if (good) {
		csv_curve(s, name, w, n, &text);
		good = file_write(str_text(&path), text.text, text.len, e);
	}
	if (good)
		say(s, "%s: the likelihood curve of %s%s%s", str_text(&path), m[0].name, n > 1 ? " and " : "",
		    n > 1 ? m[1].name : "");
	str_done(&text);
	str_done(&path);
	return good;
}

static bool run_curve(struct session *s, const struct args *a, const struct model *m, int n, struct err *e)
{
	char got[GIVEN_TEXT];

	if (a->n > 2)
		return err_set(e, "lq curve takes a file, \"%s\" is too much. usage: %s", given(got, a->word[2]),
			       a->command->synopsis);
	if (a->n == 1) {
		print_curve(s, m, n);
		return true;
	}
	return args_file(a, 1, ".csv", e) && write_curve(s, a->word[1], m, n, e);
}

/* ---- From samples */

struct sampled {
	struct survey survey;
	struct crowd crowd;
	struct model model;
	double eps; /* NaN: the ladder */
	double *estimate;   /* (n) log of right / responses                                            */
	double *low, *high; /* (n) logs of the ends of intervals that hold together with a chance of .95 */
};

static bool sampled_work(void *self)
{
	struct sampled *d = self;

	return survey_draw(&d->survey);
}

static void sampled_free(void *self)
{
	struct sampled *d = self;

	survey_done(&d->survey);
	crowd_done(&d->crowd);
	free(d->estimate);
	free(d->low);
	free(d->high);
	free(d);
}

enum { SETTERS_TEXT = NUM_TEXT + 16 };

/* Who sets a sampled quantile: all that had as many right responses as prompt `which`. */
static void name_setters(const struct session *s, const struct sampled *d, int which, char to[SETTERS_TEXT])
{
	char count[NUM_TEXT];
	int n = 0;

	for (int i = 0; i < d->crowd.n; i++)
		n += d->survey.right[i] == d->survey.right[which];
	if (!task_is_finite(s->task))
		snprintf(to, SETTERS_TEXT, "%s prompt%s", num_count(count, (uint64_t)n), plural((uint64_t)n));
	else if (n == 1)
		snprintf(to, SETTERS_TEXT, "x%d", which);
	else
		snprintf(to, SETTERS_TEXT, "x%d and %d more", which, n - 1);
}

/* Columns of "64 of 64". */
static int right_columns(const struct sampled *d)
{
	char n[NUM_TEXT];

	return most_of(12, 2 * (int)strlen(num_count(n, d->survey.n)) + (int)strlen(" of "));
}

/* Prompts with as many right responses share an interval: they are worked out in the order of the counts. */
static void fill_intervals(struct sampled *d)
{
	int n = d->crowd.n;
	double level = estimate_level_each(.95, n);
	struct confidence b = { 0 };

	quantile(d->estimate, NULL, n, 0.0, d->crowd.order, NULL); /* sorts them */
	for (int i = 0; i < n; i++) {
		size_t at = d->crowd.order[i];
		if (i == 0 || d->survey.right[at] != d->survey.right[d->crowd.order[i - 1]])
			b = estimate_interval(d->survey.right[at], d->survey.n, level);
		d->low[at] = log(b.low);
		d->high[at] = log(b.high);
	}
}

/* The lowest of many estimates is low by selection, so it takes all intervals at once: when each holds its likelihood,
 * the quantile of their low ends and that of their high ends hold LQ. d->crowd.lp holds the exact likelihoods. */
static void print_sampled(struct session *s, struct sampled *d, double eps)
{
	struct crowd *c = &d->crowd;
	char share[NUM_TEXT], exact[NUM_TEXT], value[NUM_TEXT], low[NUM_TEXT], high[NUM_TEXT];
	char count[NUM_TEXT], all[NUM_TEXT], right[2 * NUM_TEXT + 4] = "-";
	char range[2 * NUM_TEXT + 8] = "-", by[SETTERS_TEXT] = "";
	int which;
	double lq = quantile(d->estimate, c->weight, c->n, eps, c->order, &which);

	if (which >= 0) {
		uint64_t got = d->survey.right[which];
		double from = quantile(d->low, c->weight, c->n, eps, c->order, NULL);
		double to = quantile(d->high, c->weight, c->n, eps, c->order, NULL);
		snprintf(right, sizeof right, "%s of %s", num_count(count, got), num_count(all, d->survey.n));
		snprintf(range, sizeof range, "%s to %s", num_prob(low, from), num_prob(high, to));
		name_setters(s, d, which, by);
	}
	say_row(s, "%6s %9s %9s  %-*s %-18s %s", num_short(share, eps),
		num_prob(exact, quantile(c->lp, c->weight, c->n, eps, c->order, NULL)), num_prob(value, lq),
		right_columns(d), right, range, by);
}

/* What the samples cannot see. */
static void print_zeros(struct session *s, const struct sampled *d)
{
	const double slack = 1e-9; /* a uniform policy's log-likelihood is a rounded sum */
	double uniform = -(double)s->task->N * log(s->task->k), alpha = config_log_alpha(&s->config);
	int zeros = 0, above = 0, in = 0;
	char level[NUM_TEXT], line[NUM_TEXT], n[NUM_TEXT], count[2][NUM_TEXT];

	for (int i = 0; i < d->crowd.n; i++) {
		if (d->survey.right[i] > 0)
			continue;
		zeros++;
		above += d->crowd.lp[i] > uniform + slack;
		in += d->crowd.lp[i] >= alpha;
	}
	num_count(n, d->survey.n);
	say(s, "With %s response%s a likelihood below about 1/%s (%s) reads as 0, here that of %s of %s prompts.", n,
	    plural(d->survey.n), n, num_prob(level, -log((double)d->survey.n)), num_count(count[0], (uint64_t)zeros),
	    num_count(count[1], (uint64_t)d->crowd.n));
	if (zeros > 0)
		say(s, "Exactly, %s of these are above k^-N (%s) and %s at or above alpha (%s).",
		    num_count(count[0], (uint64_t)above), num_prob(level, uniform), num_count(count[1], (uint64_t)in),
		    num_line(line, alpha));
}

static void sampled_report(struct session *s, void *self, bool done)
{
	struct sampled *d = self;
	char count[NUM_TEXT], n[NUM_TEXT];

	if (!done)
		return;
	survey_likelihoods(&d->survey, d->estimate);
	fill_intervals(d);
	crowd_likelihoods(d->crowd.task, d->model.w, d->crowd.prompt, d->crowd.n, d->crowd.lp);
	say(s, "%s: %s response%s to each of %s %sprompt%s (not training: 0 queries)", d->model.name,
	    num_count(n, d->survey.n), plural(d->survey.n), num_count(count, (uint64_t)d->crowd.n),
	    task_is_finite(s->task) ? "" : "test ", plural((uint64_t)d->crowd.n));
	say_row(s, "%6s %9s %9s  %-*s %-18s %s", "eps", "LQ exact", "sampled", right_columns(d), "right", "95% interval",
		"set by");
	for (int i = 0; isnan(d->eps) && i < LADDER; i++)
		print_sampled(s, d, ladder[i]);
	if (!isnan(d->eps))
		print_sampled(s, d, d->eps);
	print_zeros(s, d);
	model_note(s, &d->model);
}

static bool run_sampled(struct session *s, const struct args *a, const struct model *m, struct err *e)
{
	static const struct job_type job = { "lq", "part", sampled_work, sampled_report, sampled_free };
	const struct prompt **list;
	struct sampled *d;
	double eps = NAN;
	uint64_t n;

	if (!args_count(a, 1, "the number of responses", 1, ESTIMATE_MOST, 64, &n, e) ||
	    (a->n > 2 && !eps_parse(a->word[2], &eps, e)))
		return false;
	d = xcalloc(1, sizeof *d);
	d->model = *m;
	d->eps = eps;
	crowd_init(&d->crowd, s);
	d->estimate = xcalloc((size_t)d->crowd.n, sizeof *d->estimate);
	d->low = xcalloc((size_t)d->crowd.n, sizeof *d->low);
	d->high = xcalloc((size_t)d->crowd.n, sizeof *d->high);
	list = crowd_list(&d->crowd);
	survey_init(&d->survey, s->task, m->w, list, d->crowd.n, n, s->config.seed, s->looks++);
	free(list);
	return session_goal_job(s, &job, d, survey_pieces(&d->survey), e);
}

/* ---- The command */

static bool lq_run(struct session *s, const struct args *a, struct err *e)
{
	const char *what = a->n > 0 ? a->word[0] : "";
	struct model m[2];
	int n;

	if (!models_read(a, s, m, &n, e))
		return false;
	if (strcmp(what, "curve") == 0)
		return run_curve(s, a, m, n, e);
	if (strcmp(what, "sampled") == 0)
		return run_sampled(s, a, &m[n - 1], e);
	return run_value(s, a, m, n, e);
}

static const char *const lq_words[] = { "curve", "sampled", NULL };

const struct command cmd_lq = {
	.name = "lq", .synopsis = "lq [EPS | curve [FILE.csv] | sampled [N] [EPS]] [from=base|now] [@a|@b]",
	.summary = "likelihood quantile and its token-level form, base model and now",
	.help = "All but an EPS share of the prompts (setting eps) have at least this\n"
		"likelihood of y*; 1/LQ is the scale of the outcome queries needed.\n"
		"curve: at ten values of EPS, in a file at all. sampled: from N responses a\n"
		"prompt (64) of the policy now, or from=base, beside the exact one.",
	.example = { "lq .1", "lq sampled 64" },
	.group = GROUP_MEASURE, .max = 3, .needs_task = true, .takes_keys = true, .takes_who = true,
	.complete = { COMPLETE_WORDS, COMPLETE_FILE, COMPLETE_NONE }, .words = lq_words, .keys = model_keys,
	.run = lq_run,
};
