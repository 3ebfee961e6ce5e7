/* bound: the scales of the theory, and where the present run stands beside them. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/given.h"
#include "base/xalloc.h"
#include "command/cmd.h"
#include "command/say.h"
#include "run/margin-job.h"
#include "run/scales.h"

/* A count from its logarithm, in at most 11 columns; of few things also the fraction. */
static char *count_text(char to[NUM_TEXT], double l)
{
	if (l < log(100.0))
		snprintf(to, NUM_TEXT, "%.3g", exp(l));
	else if (l < log(1e9) || l > log(1e15))
		num_times(to, l);
	else
		snprintf(to, NUM_TEXT, "%.1e", exp(l));
	return to;
}

/* ---- what the scales are made of */

static void print_terms(struct session *s, const struct scales *c)
{
	char eps[NUM_TEXT], value[NUM_TEXT], n[NUM_TEXT], result[NUM_TEXT];
	const struct margin_report *g = &s->margin;
	const char *drawn = task_is_finite(s->task) ? "" : " drawn";

	num_short(eps, c->eps);
	say(s, "scales of reaching err %s: constants and logs are hidden, so no promises", eps);
	say(s, "gamma %.4g to %.4g over %s%s prompt%s", g->lower, g->upper, num_count(n, (uint64_t)g->prompts), drawn,
	    plural((uint64_t)g->prompts));
	say(s, "LQ(%s) %s over %s%s prompt%s: m = min(1/LQ, k^N) = %s", eps, num_prob(value, c->terms.log_lq),
	    num_count(n, (uint64_t)c->n), drawn, plural((uint64_t)c->n), count_text(result, bound_tries(&c->terms)));
	say(s, "token-level LQ(%s) %s: a = min(1/TLQ, k) = %s", eps, num_prob(value, c->terms.log_tlq),
	    count_text(result, bound_draws(&c->terms)));
}

static void print_run(struct session *s, const struct scales *c)
{
	char updates[NUM_TEXT], queries[NUM_TEXT], hits[NUM_TEXT], first[NUM_TEXT], at[64] = "", err[32] = "";
	uint64_t update = run_state(&s->run[c->who])->update;

	if (!isnan(c->first_hit))
		snprintf(at, sizeof at, ", the first at query %s", num_amount(first, c->first_hit));
	if (!isnan(c->err))
		snprintf(err, sizeof err, ", err %.3g", c->err);
	say(s, "trainer %c (%s, %s) at update %s: %s queries, %s hit%s%s%s", 'A' + c->who, c->config->reward->name,
	    c->config->behave->name, num_count(updates, update), num_amount(queries, c->queries),
	    num_amount(hits, c->hits), plural((uint64_t)c->hits), at, err);
}

/* ---- the table */

enum { RATIO_TEXT = NUM_TEXT + 8 };

/* "0.84x near", "2.0e-06x below": from the logarithm of the ratio. */
static void ratio_text(char to[RATIO_TEXT], double l)
{
	const char *flag = fabs(l) <= log(3.0) ? "near" : l > 0.0 ? "above" : "below";
	char number[NUM_TEXT];

	snprintf(to, RATIO_TEXT, "%sx %s", num_ratio(number, l), flag);
}

static void measured_text(char to[NUM_TEXT], double v, const char *otherwise)
{
	if (isnan(v))
		snprintf(to, NUM_TEXT, "%s", otherwise);
	else
		count_text(to, log(v));
}

static bool row_concerns(const struct scale *row, const struct scales *c)
{
	return row->concerns && row->concerns(c->config);
}

static void print_row(struct session *s, const struct scales *c, const struct scale *row)
{
	double l = row->log_scale(&c->terms), now = scale_measured(row, c, false), then = scale_measured(row, c, true);
	double measured = isnan(then) ? now : then;
	char scale[NUM_TEXT], so_far[NUM_TEXT], at[NUM_TEXT], ratio[RATIO_TEXT] = "";

	measured_text(so_far, now, "-");
	measured_text(at, then, row->of == SCALE_ROUNDS || row->of == SCALE_QUERIES ? "not yet" : "");
	if (measured > 0.0)
		ratio_text(ratio, log(measured) - l);
	say_row(s, "%c %-22s%12s%12s%12s  %s", row_concerns(row, c) ? '>' : ' ', row->name, count_text(scale, l),
		so_far, at, ratio);
}

static void print_table(struct session *s, const struct scales *c)
{
	static const char *const group[] = {
		[SCALE_PRETRAIN] = "pre-training: labelled responses", [SCALE_ROUNDS] = "rounds: prompts met",
		[SCALE_QUERIES] = "queries", [SCALE_MISTAKES] = "mistakes of online",
	};
	char eps[NUM_TEXT], at[NUM_TEXT + 16];

	snprintf(at, sizeof at, "at err %s", num_short(eps, c->eps));
	say_row(s, "%-24s%12s%12s%12s  %s", "", "scale", "so far", at, "ratio");
	for (int i = 0; i < scale_count; i++) {
		if (i == 0 || scale_table[i].of != scale_table[i - 1].of)
			say_row(s, "%s", group[scale_table[i].of]);
		print_row(s, c, &scale_table[i]);
	}
}

/* Which rows speak of this trainer, and how far it is what they speak of. */
static void print_concerns(struct session *s, const struct scales *c)
{
	const struct scale *row = scale_of_trainer(c->config, SCALE_QUERIES);
	char name = (char)('A' + c->who), m[NUM_TEXT];

	if (!row && c->config->behave == &behave_teacher)
		say(s, "no row is of trainer %c: what a teacher gives need not be found", name);
	else if (!row)
		say(s, "no row is of trainer %c: the theory's way with process rewards is Algorithm 2 (behavior alg2)",
		    name);
	else if (row->least)
		say(s, "> is of trainer %c, as of all with outcome rewards: none can do with less on the hardest "
		       "tasks; this one may be easier", name);
	else if (c->config->behave->has_m)
		say(s, "> is of trainer %c: it is %s, with m %s", name, row->name,
		    num_count(m, (uint64_t)c->config->m));
	else
		say(s, "> is of trainer %c: it is the %s", name, row->name);
}

static void print_scales(struct session *s, int who, double eps)
{
	struct scales c;

	scales_collect(s, who, eps, &c);
	print_terms(s, &c);
	print_run(s, &c);
	print_table(s, &c);
	print_concerns(s, &c);
}

static bool not_separable(const struct session *s, struct err *e)
{
	return err_set(e, "%s: all scales need a margin above 0; margin says more",
		       s->margin.verdict == MARGIN_NONE ? "the prompts are not separable" : "no margin was found");
}

/* ---- the margin comes first */

struct bound_job {
	struct margin_job margin; /* first */
	double eps;
	int who;
};

static void report(struct session *s, void *self, bool done)
{
	const struct bound_job *j = self;
	struct err e;

	margin_job_keep(&j->margin, s);
	if (!isnan(scales_log_gamma(s)))
		print_scales(s, j->who, j->eps);
	else if (!done)
		say(s, "no scales: gamma is not known yet");
	else if (!not_separable(s, &e))
		say(s, "no scales: %s", e.text);
}

static const struct job_type job = {
	.name = "margin", .unit = "step", .work = margin_job_work, .report = report, .free = margin_job_free,
};

/* ---- the command */

static bool bound_run(struct session *s, const struct args *a, struct err *e)
{
	double eps = s->config.eps;
	char got[GIVEN_TEXT];
	struct bound_job *j;
	int who;

	if (a->n > 0 && !num_parse(a->word[0], &eps))
		return err_set(e, "bound takes an err to reach, such as .1, got \"%s\"", given(got, a->word[0]));
	if (!(eps > 0.0 && eps < 1.0))
		return err_set(e, "bound needs an err to reach above 0 and below 1, got %s: bound .1",
			       a->n > 0 ? given(got, a->word[0]) : "that of setting eps");
	if (!args_one(a, s, &who, e))
		return false;
	if (s->margin.verdict != MARGIN_OPEN && isnan(scales_log_gamma(s)))
		return not_separable(s, e);
	if (s->margin.verdict != MARGIN_OPEN) {
		print_scales(s, who, eps);
		return true;
	}
	j = xcalloc(1, sizeof *j);
	j->eps = eps;
	j->who = who;
	if (!margin_job_init(&j->margin, s, 0, e)) {
		margin_job_free(j);
		return false;
	}
	return session_goal_job(s, &job, j, 0, e);
}

const struct command cmd_bound = {
	.name = "bound", .synopsis = "bound [EPS] [@a|@b]",
	.summary = "the theory's scales of rounds, queries and mistakes, beside this run",
	.help = "To reach err EPS (default: setting eps) from this base model: what theorems\n"
		"say, constants and logs hidden, and how this run compares; near is within 3x\n"
		"of the scale. Works out the margin first when it is not known.",
	.example = { "bound .1", "bound .5 @a" },
	.group = GROUP_MEASURE, .max = 1, .needs_task = true, .takes_who = true, .run = bound_run,
};
