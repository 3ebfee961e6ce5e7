/* margin: how far apart right and wrong tokens can be told. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/xalloc.h"
#include "command/cmd.h"
#include "command/say.h"
#include "run/margin-job.h"

/* ---- the report */

static void print_size(struct session *s, const struct margin_job *j, const struct margin_report *r)
{
	char prompts[NUM_TEXT], constraints[NUM_TEXT];
	bool finite = task_is_finite(s->task), sample = finite && j->n < s->task->nlisted;

	say(s, "  %s%s prompt%s%s, %s inequalit%s: y* above each wrong token, state by state",
	    num_count(prompts, (uint64_t)j->n), finite ? "" : " drawn", plural((uint64_t)j->n),
	    sample ? " of the task" : "", num_count(constraints, (uint64_t)r->constraints),
	    r->constraints == 1 ? "y" : "ies");
	if (!finite || sample)
		say(s, "  the margin of more prompts is the same or smaller");
}

static void print_bounds(struct session *s, const struct margin_report *r, const char *more)
{
	say(s, "gamma %.3g (%.4g to %.4g), features scaled by R = %.4g%s", r->lower, r->lower, r->upper, r->radius,
	    more);
}

static void print_open(struct session *s, const struct margin_report *r)
{
	if (r->lower > 0.0)
		say(s, "so far: gamma from %.4g to %.4g", r->lower, r->upper);
	else if (isfinite(r->upper))
		say(s, "so far: gamma is at most %.4g; whether they are separable is open", r->upper);
}

static void print_inequality(struct session *s, const struct margin_job *j, const struct margin_block *b)
{
	char right[16], wrong[16], name[40];

	if (task_is_finite(s->task))
		snprintf(name, sizeof name, "x%d", j->prompt[b->prompt].track);
	else
		snprintf(name, sizeof name, "drawn prompt %d", b->prompt);
	say(s, "  %s t%d: %s above %s (weight %.3g)", name, b->position + 1, session_token(s, b->right, right),
	    session_token(s, b->wrong, wrong), b->share);
}

/* "x2, x5", each prompt once, in the order of the task. */
static void blocking_names(const struct margin_job *j, const struct margin_block *b, int n, bool finite, struct str *to)
{
	for (int i = 0; i < j->n; i++) {
		int at = 0;
		while (at < n && b[at].prompt != i)
			at++;
		if (at < n)
			str_addf(to, "%s%s%d", to->len > 0 ? ", " : "", finite ? "x" : "drawn prompt ",
				 finite ? j->prompt[i].track : i);
	}
}

static int compare_places(const void *a, const void *b)
{
	const struct margin_block *x = a, *y = b;

	return x->prompt != y->prompt ? x->prompt - y->prompt : x->position - y->position;
}

static void print_blocking(struct session *s, const struct margin_job *j)
{
	enum { KNOWN = 256, SHOWN = 8 };
	struct margin_block b[KNOWN];
	int n = margin_blocking(j->margin, b, KNOWN), known = n < KNOWN ? n : KNOWN;
	struct str names = { 0 };

	blocking_names(j, b, known, task_is_finite(s->task), &names);
	say(s, "not separable: blocked by %s%s", str_text(&names), n > known ? " and more" : "");
	str_done(&names);
	say(s, "  no weights satisfy all of these: so weighted, they add up to 0");
	qsort(b, (size_t)(known < SHOWN ? known : SHOWN), sizeof *b, compare_places);
	for (int i = 0; i < known && i < SHOWN; i++)
		print_inequality(s, j, &b[i]);
	if (n > SHOWN)
		say(s, "  and %d more", n - SHOWN);
}

static void report(struct session *s, void *self, bool done)
{
	const struct margin_job *j = self;
	struct margin_report r = margin_report(j->margin);

	margin_job_keep(j, s);
	switch (r.verdict) {
	case MARGIN_OPEN:
		print_open(s, &r);
		if (done)
			say(s, "it takes too long, and is given up here: the margin of fewer prompts (margin 100) is found sooner");
		return;
	case MARGIN_FOUND:
		print_bounds(s, &r, "");
		break;
	case MARGIN_TIRED:
		if (r.lower > 0.0)
			print_bounds(s, &r, "; these bounds do not come closer");
		else
			print_open(s, &r);
		break;
	case MARGIN_NONE:
		print_blocking(s, j);
		break;
	}
	print_size(s, j, &r);
}

/* ---- the command */

static const struct job_type job = {
	.name = "margin", .unit = "step", .work = margin_job_work, .report = report, .free = margin_job_free,
};

static bool margin_run(struct session *s, const struct args *a, struct err *e)
{
	struct margin_job *j;
	uint64_t sample;

	if (!args_count(a, 0, "the number of prompts", 1, TASK_LISTED_MOST, 0, &sample, e))
		return false;
	j = xcalloc(1, sizeof *j);
	if (!margin_job_init(j, s, (int)sample, e)) {
		margin_job_free(j);
		return false;
	}
	return session_goal_job(s, &job, j, 0, e);
}

const struct command cmd_margin = {
	.name = "margin", .synopsis = "margin [HOW_MANY]",
	.summary = "the margin gamma: how clearly some weights can tell right from wrong",
	.help = "The largest gap by which one direction of the weights puts every right token\n"
		"above every wrong one: over all listed prompts, or HOW_MANY of them; of\n"
		"drawn ones of a generator. Proved from both sides, to 1%. Where there is none:\n"
		"not separable, and what blocks it. bound takes the margin of all alone.",
	.example = { "margin", "margin 4" },
	.group = GROUP_MEASURE, .max = 1, .needs_task = true, .run = margin_run,
};
