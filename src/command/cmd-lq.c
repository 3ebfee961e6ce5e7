/* lq: the likelihood quantile, and what it costs to see one hit. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/given.h"
#include "base/xalloc.h"
#include "command/cmd.h"
#include "command/say.h"
#include "core/exact.h"
#include "core/quantile.h"

/* The prompts a quantile is taken over: all of a finite task, else the test prompts. */
struct crowd {
	const struct prompt *prompt;
	int n;
	bool finite;
	double *weight;      /* (n) of a finite task, else NULL                    */
	double *lp, *worst;  /* (n) log p(y*|x), log of the worst token            */
	int *at, *order;     /* (n) its position; room                             */
};

static void crowd_init(struct crowd *c, const struct session *s)
{
	size_t n;

	c->finite = task_is_finite(s->task);
	c->prompt = c->finite ? s->task->tracked : s->base.test;
	c->n = c->finite ? s->task->ntracked : s->base.ntest;
	n = (size_t)c->n;
	c->lp = xcalloc(n, sizeof *c->lp);
	c->worst = xcalloc(n, sizeof *c->worst);
	c->at = xcalloc(n, sizeof *c->at);
	c->order = xcalloc(n, sizeof *c->order);
	c->weight = c->finite ? xcalloc(n, sizeof *c->weight) : NULL;
	for (int i = 0; c->finite && i < c->n; i++)
		c->weight[i] = c->prompt[i].weight;
}

static void crowd_done(struct crowd *c)
{
	free(c->lp);
	free(c->worst);
	free(c->at);
	free(c->order);
	free(c->weight);
}

static void measure(struct crowd *c, const struct session *s, const double *w)
{
	struct chain chain;

	chain_init(&chain, s->task);
	for (int i = 0; i < c->n; i++) {
		chain_load(&chain, w, &c->prompt[i]);
		c->lp[i] = exact_loglik(&chain);
		c->worst[i] = exact_worst(&chain, &c->at[i]);
	}
	chain_done(&chain);
}

/* `base: LQ(0.1)=2.0e-06 (x5): about 512,557 outcome queries on x5 to see one hit` */
static void print_quantiles(struct session *s, struct crowd *c, double eps, const char *model)
{
	char value[NUM_TEXT], share[NUM_TEXT], times[NUM_TEXT], at[32] = "", on[32] = "such a prompt";
	double q, tq;
	int i, j;

	q = quantile(c->lp, c->weight, c->n, eps, c->order, &i);
	tq = quantile(c->worst, c->weight, c->n, eps, c->order, &j);
	num_short(share, eps);
	if (c->finite && i >= 0) {
		snprintf(at, sizeof at, " (x%d)", i);
		snprintf(on, sizeof on, "x%d", i);
	}
	say_times(times, -q);
	say(s, "%s: LQ(%s)=%s%s: about %s outcome quer%s on %s to see one hit", model, share, num_prob(value, q), at,
	    times, strcmp(times, "1") == 0 ? "y" : "ies", on);
	at[0] = '\0';
	if (c->finite && j >= 0)
		snprintf(at, sizeof at, " (x%d t%d)", j, c->at[j] + 1);
	say(s, "%s: token-level LQ(%s)=%s%s: once in about %s draws of that token", model, share, num_prob(value, tq), at,
	    say_times(times, -tq));
}

static bool lq_run(struct session *s, const struct args *a, struct err *e)
{
	double eps = s->config.eps;
	char got[GIVEN_TEXT], now[16];
	struct crowd c;
	int who;

	if (a->n > 0 && (!num_parse(a->word[0], &eps) || !(eps >= 0.0 && eps <= 1.0)))
		return err_set(e, "eps is the share of prompts left out, 0 to 1, got \"%s\"", given(got, a->word[0]));
	if (!args_one(a, s, &who, e))
		return false;
	crowd_init(&c, s);
	if (!c.finite)
		say(s, "over %d test prompts", c.n);
	measure(&c, s, s->base.w);
	print_quantiles(s, &c, eps, "base");
	measure(&c, s, run_state(&s->run[who])->mem);
	snprintf(now, sizeof now, "%c now", 'A' + who);
	print_quantiles(s, &c, eps, now);
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
