/* passk: the chance that at least one of k responses is right, exact and from samples. Here k is called j: the alphabet
 * has that name. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/given.h"
#include "base/least.h"
#include "base/xalloc.h"
#include "command/cmd.h"
#include "command/model.h"
#include "command/say.h"
#include "core/estimate.h"
#include "run/crowd.h"
#include "run/prompts.h"

enum { COUNTS_MOST = 12 };

/* The work and its result: means over the prompts, by weight. */
struct passk {
	struct survey survey;
	struct crowd crowd;           /* the prompts when none were named                    */
	const struct prompt **prompt; /* (n) owned list                                      */
	const double *weight;         /* (n) borrowed of the crowd, or NULL: equal           */
	int n, counted;               /* counted: prompts whose responses are in the sums    */
	struct model base, now;
	uint64_t j[COUNTS_MOST], total;
	int nj;
	double level; /* of each prompt's interval, so that all hold together with .95            */
	double estimate[COUNTS_MOST], low[COUNTS_MOST], high[COUNTS_MOST];
	struct str title;
};

/* ---- Arguments */

/* 1,8,64 */
static bool read_counts(const char *text, struct passk *d, struct err *e)
{
	const uint64_t most = 1000000000000000;
	char got[GIVEN_TEXT];

	for (const char *at = text;; at++) {
		size_t len = strcspn(at, ",");
		char *one = xstrndup(at, len);
		bool good = d->nj < COUNTS_MOST && num_parse_count(one, &d->j[d->nj]) && d->j[d->nj] >= 1 &&
			    d->j[d->nj] <= most;
		free(one);
		if (!good)
			return err_set(e, "k is up to %d numbers of responses, 1 to 1e15, such as k=1,8,64; got \"%s\"",
				       COUNTS_MOST, given(got, text));
		d->nj++;
		at += len;
		if (*at == '\0')
			return true;
	}
}

static bool read_responses(const char *text, uint64_t *n, struct err *e)
{
	char most[NUM_TEXT], got[GIVEN_TEXT];

	if (!text || (num_parse_count(text, n) && *n <= ESTIMATE_MOST))
		return true;
	return err_set(e, "n is the number of responses to a prompt, 0 (none) to %s, got \"%s\"",
		       num_count(most, ESTIMATE_MOST), given(got, text));
}

/* The prompts that LQ is taken over, by their weights. */
static void take_crowd(const struct session *s, struct passk *d)
{
	char count[NUM_TEXT];

	d->n = d->crowd.n;
	d->weight = d->crowd.weight;
	d->prompt = crowd_list(&d->crowd);
	str_addf(&d->title, "mean over %s %sprompt%s", num_count(count, (uint64_t)d->n),
		 task_is_finite(s->task) ? "" : "test ", plural((uint64_t)d->n));
}

static void name_prompts(const struct session *s, const char *text, int last, struct passk *d)
{
	char count[NUM_TEXT], got[GIVEN_TEXT];

	if (d->n > 1) {
		str_addf(&d->title, "mean over %s prompts (%s)", num_count(count, (uint64_t)d->n), given(got, text));
		return;
	}
	session_prompt(s, last, &d->title);
	str_add(&d->title, ", y* ");
	session_target(s, last, 40, &d->title);
}

static bool take_prompts(const struct session *s, const char *text, int who, struct passk *d, struct err *e)
{
	int all = s->task->ntracked, last = 0;
	bool *member = xcalloc((size_t)all, sizeof *member);
	char got[GIVEN_TEXT];
	int n = prompts_parse(s, text, who, member, e);

	d->prompt = xcalloc((size_t)all, sizeof *d->prompt);
	for (int i = 0; n > 0 && i < all; i++)
		if (member[i]) {
			d->prompt[d->n++] = &s->task->tracked[i];
			last = i;
		}
	free(member);
	if (n == 0)
		return err_set(e, "no prompt is %s now: name one, x0 to x%d", given(got, text), all - 1);
	if (n > 0)
		name_prompts(s, text, last, d);
	return n > 0;
}

/* ---- The work */

/* Puts the responses to prompt `counted` into the sums. */
static void count_prompt(struct passk *d)
{
	uint64_t c = d->survey.right[d->counted], n = d->survey.n;
	double weight = d->weight ? d->weight[d->counted] : 1.0 / d->n;
	struct confidence b = estimate_interval(c, n, d->level);

	for (int i = 0; i < d->nj; i++) {
		/* pass@j rises with p: an interval of p is one of pass@j. */
		d->low[i] += weight * exp(estimate_log_pass(log(b.low), (double)d->j[i]));
		d->high[i] += weight * exp(estimate_log_pass(log(b.high), (double)d->j[i]));
		d->estimate[i] += d->j[i] <= n ? weight * estimate_pass(c, n, d->j[i]) : NAN;
	}
	d->total += c;
	d->counted++;
}

static bool passk_work(void *self)
{
	struct passk *d = self;
	bool more = survey_draw(&d->survey);

	while (d->survey.n > 0 && d->counted < d->survey.at)
		count_prompt(d);
	return more;
}

static void passk_free(void *self)
{
	struct passk *d = self;

	survey_done(&d->survey);
	crowd_done(&d->crowd);
	str_done(&d->title);
	free(d->prompt);
	free(d);
}

/* ---- The reply */

/* exact[i] = log of the mean of pass@j[i] under weights w. */
static void measure(const struct session *s, const struct passk *d, const double *w, double exact[COUNTS_MOST])
{
	double *lp = xcalloc((size_t)d->n, sizeof *lp), *pass = xcalloc((size_t)d->n, sizeof *pass);

	for (int i = 0; i < d->n; i++)
		crowd_likelihoods(s->task, w, d->prompt[i], 1, &lp[i]);
	for (int j = 0; j < d->nj; j++) {
		for (int i = 0; i < d->n; i++)
			pass[i] = estimate_log_pass(lp[i], (double)d->j[j]);
		exact[j] = estimate_log_mean(pass, d->weight, d->n);
	}
	free(lp);
	free(pass);
}

/* Columns of the largest j. */
static int count_columns(const struct passk *d)
{
	char j[NUM_TEXT];
	int most = 8;

	for (int i = 0; i < d->nj; i++)
		most = most_of(most, (int)strlen(num_amount(j, (double)d->j[i])));
	return most;
}

static void print_row(struct session *s, const struct passk *d, int i, double base, double now)
{
	char j[NUM_TEXT], p0[NUM_TEXT], p[NUM_TEXT], estimate[NUM_TEXT] = "", low[NUM_TEXT], high[NUM_TEXT];
	char range[2 * NUM_TEXT + 8] = "";

	if (d->survey.n > 0) {
		num_prob(estimate, log(fmax(d->estimate[i], 0.0)));
		if (isnan(d->estimate[i]))
			snprintf(estimate, sizeof estimate, "-");
		snprintf(range, sizeof range, "%s to %s", num_prob(low, log(d->low[i])),
			 num_prob(high, log(d->high[i])));
	}
	say_row(s, "%*s %10s %10s %10s  %s", count_columns(d), num_amount(j, (double)d->j[i]), num_prob(p0, base),
		num_prob(p, now), estimate, range);
}

static void passk_report(struct session *s, void *self, bool done)
{
	struct passk *d = self;
	double base[COUNTS_MOST], now[COUNTS_MOST];
	char right[NUM_TEXT], drawn[NUM_TEXT];

	if (!done)
		return;
	measure(s, d, d->base.w, base);
	measure(s, d, d->now.w, now);
	say(s, "%s: chance that at least one of k responses is right", str_text(&d->title));
	say_row(s, "%*s %10s %10s %10s  %s", count_columns(d), "k", d->base.name, d->now.name,
		d->survey.n > 0 ? "estimate" : "", d->survey.n > 0 ? "95% interval" : "");
	for (int i = 0; i < d->nj; i++)
		print_row(s, d, i, base[i], now[i]);
	if (d->survey.n > 0)
		say(s, "estimate: %s of %s responses of %s were right (not training: 0 queries)%s",
		    num_count(right, d->total), num_count(drawn, d->survey.n * (uint64_t)d->n), d->now.name,
		    d->n > 1 ? "; the intervals of all prompts hold together" : "");
	model_note(s, &d->now);
}

static bool take_arguments(struct session *s, const struct args *a, struct passk *d, uint64_t *n, int *who,
			   struct err *e)
{
	const char *counts = args_key(a, "k");

	if (!args_one(a, s, who, e) || !read_counts(counts ? counts : "1,8,64", d, e) ||
	    !read_responses(args_key(a, "n"), n, e))
		return false;
	if (a->n > 0)
		return take_prompts(s, a->word[0], *who, d, e);
	take_crowd(s, d);
	return true;
}

static bool passk_run(struct session *s, const struct args *a, struct err *e)
{
	static const struct job_type job = { .name = "passk", .unit = "part", .work = passk_work,
					     .report = passk_report, .free = passk_free };
	struct passk *d = xcalloc(1, sizeof *d);
	uint64_t n = 64;
	int who;

	crowd_init(&d->crowd, s);
	if (!take_arguments(s, a, d, &n, &who, e)) {
		passk_free(d);
		return false;
	}
	d->base = model_base(s, who);
	d->now = model_now(s, who);
	d->level = estimate_level_each(.95, d->n);
	survey_init(&d->survey, s->task, d->now.w, d->prompt, d->n, n, s->config.seed, s->looks++);
	return session_goal_job(s, &job, d, survey_pieces(&d->survey), e);
}

static const char *const passk_keys[] = { "k", "n", NULL };

const struct command cmd_passk = {
	.name = "passk", .synopsis = "passk [PROMPTS] [k=1,8,64] [n=64] [@a|@b]",
	.summary = "chance that at least one of k responses is right, exact and from samples",
	.help = "Mean over the PROMPTS, or over those that lq speaks of. The estimate, from n\n"
		"responses a prompt, is unbiased and takes k up to n; n=0 draws none. 95%\n"
		"interval: Clopper and Pearson's, turned into one of pass@k. Its relation to\n"
		"lq: explain pass@k.",
	.example = { "passk 5", "passk out k=1,10k,1M n=100" },
	.group = GROUP_MEASURE, .max = 1, .needs_task = true, .takes_keys = true, .takes_who = true,
	.complete = { COMPLETE_PROMPT, COMPLETE_NONE }, .keys = passk_keys, .run = passk_run,
};
