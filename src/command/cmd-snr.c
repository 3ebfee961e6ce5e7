/* snr: signal and noise of one prompt's gradient, exact and from responses drawn for it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "command/cmd.h"
#include "command/model.h"
#include "command/say.h"
#include "core/snr.h"
#include "run/prompts.h"

enum { DRAWN = 1000, DRAWN_MOST = 1000000 };

/* In the order of the table. */
static const char *const form_names[SNR_FORMS] = { "outcome", "process", "outcome +-1", "process +-1" };

struct work {
	struct snr *snr;
	int prompt;
	struct model model;
};

static bool draw_one(void *self)
{
	snr_draw(((struct work *)self)->snr);
	return true;
}

static void free_work(void *self)
{
	struct work *w = self;

	snr_free(w->snr);
	free(w);
}

/* ---- the table: one number a form, NaN where there is none */

static void print_row(struct session *s, const char *label, char text[SNR_FORMS][NUM_TEXT])
{
	say_row(s, "%-27s %12s %12s %12s %12s", label, text[0], text[1], text[2], text[3]);
}

/* Of natural logarithms. */
static void print_exact(struct session *s, const char *label, const double l[SNR_FORMS])
{
	char text[SNR_FORMS][NUM_TEXT];

	for (int f = 0; f < SNR_FORMS; f++)
		if (isnan(l[f]))
			snprintf(text[f], NUM_TEXT, "-");
		else
			num_line(text[f], l[f]);
	print_row(s, label, text);
}

static void print_drawn(struct session *s, const char *label, const double v[SNR_FORMS])
{
	char text[SNR_FORMS][NUM_TEXT];

	for (int f = 0; f < SNR_FORMS; f++)
		snprintf(text[f], NUM_TEXT, isnan(v[f]) ? "-" : "%.3g", v[f] + 0.0); /* no -0 */
	print_row(s, label, text);
}

/* Numbers of the responses drawn, by row of the table. */
struct drawn {
	double mean[SNR_FORMS], along[SNR_FORMS], along_se[SNR_FORMS], spread[SNR_FORMS], spread_se[SNR_FORMS],
		ratio[SNR_FORMS];
};

/* The spread's error is that of its square, by the slope of the root. */
static struct drawn measure(const struct snr *snr)
{
	struct drawn d;

	for (int f = 0; f < SNR_FORMS; f++) {
		struct snr_sampled m;
		snr_measure(snr, (enum snr_form)f, &m);
		d.mean[f] = m.mean;
		d.along[f] = m.along;
		d.along_se[f] = m.along_se;
		d.spread[f] = sqrt(fmax(m.trace, 0.0));
		d.spread_se[f] = d.spread[f] > 0.0 ? m.trace_se / (2.0 * d.spread[f]) : 0.0;
		d.ratio[f] = d.spread[f] > 0.0 ? m.along / d.spread[f] : NAN;
	}
	return d;
}

/* e^l of them, one at least, in 12 columns. */
static void responses_text(char to[NUM_TEXT], double l)
{
	if (l <= 0.0)
		snprintf(to, NUM_TEXT, "1");
	else if (strlen(num_times(to, l)) > 12)
		num_prob(to, l);
}

static void print_table(struct session *s, const struct snr_exact *x, const struct drawn *d)
{
	char text[SNR_FORMS][NUM_TEXT];
	double spread[SNR_FORMS], ratio[SNR_FORMS];

	for (int f = 0; f < SNR_FORMS; f++) {
		snprintf(text[f], NUM_TEXT, "%s", form_names[f]);
		spread[f] = x->ltrace[f] / 2.0;
		ratio[f] = x->lmean[f] - spread[f]; /* -inf - -inf, neither: NaN */
	}
	print_row(s, "", text);
	print_exact(s, "length of the mean", x->lmean);
	print_drawn(s, "  of those drawn", d->mean);
	print_drawn(s, "  along the exact mean", d->along);
	print_drawn(s, "    standard error", d->along_se);
	print_exact(s, "spread of one gradient", spread);
	print_drawn(s, "  of those drawn", d->spread);
	print_drawn(s, "    standard error", d->spread_se);
	print_exact(s, "signal to noise", ratio);
	print_drawn(s, "  of those drawn", d->ratio);
	for (int f = 0; f < SNR_FORMS; f++)
		responses_text(text[f], -2.0 * ratio[f]);
	print_row(s, "responses for a ratio of 1", text);
}

static void report(struct session *s, void *self, bool done)
{
	const struct work *w = self;
	const struct snr_exact *x = snr_known(w->snr);
	char p[NUM_TEXT], n[NUM_TEXT], right[NUM_TEXT], law[NUM_TEXT], of[40];
	struct str name = { 0 };
	struct drawn d;

	(void)done;
	if (snr_count(w->snr) < 2)
		return;
	d = measure(w->snr);
	num_count(n, snr_count(w->snr));
	session_prompt(s, w->prompt, &name);
	say(s, "%s under %s, p(y*|x) %s: the gradient of one response; %s drawn, %s right", str_text(&name),
	    model_words(s, &w->model, of), num_prob(p, x->lp), n, num_count(right, snr_right(w->snr)));
	str_done(&name);
	print_table(s, x, &d);
	say(s, "sqrt(p / (1 - p)) is %s: signal to noise of outcome rewards 0 and 1",
	    num_line(law, (x->lp - log(-expm1(x->lp))) / 2.0));
	if (snr_right(w->snr) == 0)
		say(s, "None of the %s was right: outcome rewards of 0 and 1 showed nothing.", n);
	model_note(s, &w->model);
}

static const struct job_type job = {
	.name = "snr", .unit = "response", .work = draw_one, .report = report, .free = free_work,
};

static bool snr_run(struct session *s, const struct args *a, struct err *e)
{
	struct model model;
	struct work *w;
	uint64_t n;
	int prompt;

	if (!model_read(a, s, &model, e) || !args_count(a, 1, "the number of responses", 2, DRAWN_MOST, DRAWN, &n, e))
		return false;
	prompt = prompts_parse_one(s, a->word[0], model.who, e);
	if (prompt < 0)
		return false;
	w = xcalloc(1, sizeof *w);
	*w = (struct work){ .prompt = prompt, .model = model };
	w->snr = snr_new(s->task, model.w, &s->task->tracked[prompt], s->config.seed, s->looks++);
	return session_goal_job(s, &job, w, n, e);
}

const struct command cmd_snr = {
	.name = "snr", .synopsis = "snr PROMPT [N] [from=base|now] [@a|@b]",
	.summary = "signal to noise of a prompt's gradient, exact and from samples",
	.help = "The mean gradient's length against the spread of one response's gradient, for\n"
		"both rewards, as 0/1 and as +-1. Each exact number stands above that of N\n"
		"responses (1,000), which cost no queries and change nothing. Along the exact\n"
		"mean: what is no noise of theirs. A batch of B has sqrt(B) times the ratio.",
	.example = { "snr 5", "snr 0 200 from=base" },
	.group = GROUP_MEASURE, .min = 1, .max = 2, .needs_task = true, .takes_keys = true, .takes_who = true,
	.complete = { COMPLETE_PROMPT, COMPLETE_NONE }, .keys = model_keys, .run = snr_run,
};
