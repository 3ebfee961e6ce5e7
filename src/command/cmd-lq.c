/* lq: the likelihood quantile, and what it costs to see one hit. */
#include <stdio.h>
#include <string.h>

#include "base/given.h"
#include "command/cmd.h"
#include "command/say.h"
#include "run/crowd.h"

/* `base: LQ(0.1)=2.0e-06 (x5): about 512,557 outcome queries on x5 to see one hit` */
static void print_lq(struct session *s, struct crowd *c, const double *w, double eps, const char *model)
{
	char value[NUM_TEXT], share[NUM_TEXT], times[NUM_TEXT], at[32] = "", on[32] = "such a prompt";
	int which;
	double lq = crowd_lq(c, w, eps, &which);

	if (task_is_finite(s->task) && which >= 0) {
		snprintf(at, sizeof at, " (x%d)", which);
		snprintf(on, sizeof on, "x%d", which);
	}
	num_times(times, -lq);
	say(s, "%s: LQ(%s)=%s%s: about %s outcome queries on %s to see one hit", model, num_short(share, eps),
	    num_prob(value, lq), at, times, on);
}

static void print_tlq(struct session *s, struct crowd *c, const double *w, double eps, const char *model)
{
	char value[NUM_TEXT], share[NUM_TEXT], times[NUM_TEXT], at[32] = "";
	int which;
	double tlq = crowd_tlq(c, w, eps, &which);

	if (task_is_finite(s->task) && which >= 0)
		snprintf(at, sizeof at, " (x%d t%d)", which, c->at[which] + 1);
	num_times(times, -tlq);
	say(s, "%s: token-level LQ(%s)=%s%s: once in about %s draws of that token", model, num_short(share, eps),
	    num_prob(value, tlq), at, times);
}

static bool lq_run(struct session *s, const struct args *a, struct err *e)
{
	double eps = s->config.eps;
	char got[GIVEN_TEXT], now[16];
	const double *w;
	struct crowd c;
	int who;

	if (a->n > 0 && (!num_parse(a->word[0], &eps) || !(eps >= 0.0 && eps <= 1.0)))
		return err_set(e, "eps is the share of prompts left out, 0 to 1, got \"%s\"", given(got, a->word[0]));
	if (!args_one(a, s, &who, e))
		return false;
	crowd_init(&c, s);
	if (!task_is_finite(s->task))
		say(s, "over %d test prompt%s", c.n, plural((uint64_t)c.n));
	w = state_w_of(run_state(&s->run[who]));
	snprintf(now, sizeof now, "%c now", 'A' + who);
	print_lq(s, &c, s->base.w, eps, "base");
	print_tlq(s, &c, s->base.w, eps, "base");
	print_lq(s, &c, w, eps, now);
	print_tlq(s, &c, w, eps, now);
	crowd_done(&c);
	return true;
}

const struct command cmd_lq = {
	.name = "lq", .synopsis = "lq [EPS] [@a|@b]",
	.summary = "likelihood quantile and its token-level form, base model and now",
	.help = "All but an EPS share of the prompts have at least this likelihood of their\n"
		"correct response (token-level: of its rarest token). Without EPS: setting eps.\n"
		"1/LQ is the scale of the outcome queries that are needed.",
	.example = { "lq .1", "lq 0" },
	.group = GROUP_MEASURE, .max = 1, .needs_task = true, .takes_who = true, .run = lq_run,
};
