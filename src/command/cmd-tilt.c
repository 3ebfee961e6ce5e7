/* tilt: the KL-regularised optimum of one prompt, exactly. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/given.h"
#include "base/xalloc.h"
#include "command/align.h"
#include "command/cmd.h"
#include "command/say.h"
#include "core/exact.h"
#include "core/logs.h"

/* ---- Arguments */

/* A number above 0. */
static bool read_above(const char *name, const char *text, double *to, struct err *e)
{
	char got[GIVEN_TEXT];

	if (num_parse(text, to) && *to > 0.0 && 1.0 / *to < INFINITY)
		return true;
	return err_set(e, "%s is a number above 0, got \"%s\"", name, given(got, text));
}

static bool find_at_kl(struct align *al, const char *text, struct tilt *to, double *tokens, struct err *e)
{
	char got[GIVEN_TEXT], most[NUM_TEXT];
	struct tilt last;
	double kl;

	if (!read_above("kl", text, &kl, e))
		return false;
	if (tilt_at_kl(&al->chain, &al->payoff, kl, to, tokens))
		return true;
	tilt_measure(&al->chain, &al->payoff, INFINITY, &last, NULL);
	if (last.kl < 1e-9)
		return err_set(e, "all responses to x%d have the same reward: there is nothing to tilt to", al->prompt);
	return err_set(e, "kl is above 0 and below %s nats here, where only responses of the highest reward are left; got "
			  "\"%s\"", align_kl(most, last.kl), given(got, text));
}

/* By beta= or kl=, of which there is one. */
static bool find(struct align *al, const struct args *a, struct tilt *to, double *tokens, struct err *e)
{
	const char *beta = args_key(a, "beta"), *kl = args_key(a, "kl");
	double b;

	if (!beta == !kl)
		return err_set(e, "tilt takes %s: beta=.5, or kl=.1 (nats). usage: %s",
			       beta ? "one of beta and kl" : "beta or kl", a->command->synopsis);
	if (kl)
		return find_at_kl(al, kl, to, tokens, e);
	if (!read_above("beta", beta, &b, e))
		return false;
	tilt_measure(&al->chain, &al->payoff, 1.0 / b, to, tokens);
	return true;
}

/* ---- The reply */

static void say_title(struct session *s, const struct align *al, const struct tilt *at)
{
	struct str line = { 0 };
	char beta[NUM_TEXT];

	align_title(al, &line);
	str_addf(&line, "what maximises E r - beta KL at beta %s", align_beta(beta, at->a));
	say(s, "%s", str_text(&line));
	str_done(&line);
}

static void print_rows(struct session *s, const struct align *al, const struct tilt *from, const struct tilt *at)
{
	char was[NUM_TEXT], is[NUM_TEXT];

	say_row(s, "%-16s %12s %12s", "", al->model.name, "tilted");
	say_row(s, "%-16s %12s %12s", "expected reward", align_reward(al, was, from->reward, from->lp),
		align_reward(al, is, at->reward, at->lp));
	if (al->payoff.kind != PAYOFF_OUTCOME) /* where it is that */
		say_row(s, "%-16s %12s %12s", "p(y*|x)", num_prob(was, from->lp), num_prob(is, at->lp));
	say_row(s, "%-16s %12s %12s", "KL, nats", "0", align_kl(is, at->kl));
}

static void say_numbers(struct session *s, const struct tilt *at, const struct tilt *last)
{
	char most[NUM_TEXT], value[NUM_TEXT];

	snprintf(value, sizeof value, "%.4g", at->log_z / at->a);
	say(s, "E r - beta KL = beta log Z = %s. KL goes to %s as beta goes to 0.", value, align_kl(most, last->kl));
}

/* Outcome rewards: 1 - (1 - p)^n = p'. */
static void say_best_of(struct session *s, const struct tilt *from, const struct tilt *at)
{
	double n = log_complement(at->lp) / log_complement(from->lp);
	char count[NUM_TEXT];

	if (n < 1e15 && n >= 1.0) /* else there are no digits of it, or none to speak of */
		say(s, "The best of n = %s responses has the same law.", align_count(count, n));
}

/* Which token of y* is lifted most. */
static void say_token(struct session *s, struct align *al, const double *tokens)
{
	const struct task *t = s->task;
	double *was = xcalloc((size_t)t->N, sizeof *was);
	char before[NUM_TEXT], after[NUM_TEXT], name[16];
	int most = 0;

	exact_tokens(&al->chain, was);
	for (int i = 1; i < t->N; i++)
		if (tokens[i] - was[i] > tokens[most] - was[most] + 1e-9) /* the first of equals */
			most = i;
	if (tokens[most] > was[most] + 1e-9)
		say(s, "Of y* it lifts t%d most, \"%s\": %s -> %s", most + 1,
		    session_token(s, al->chain.prompt->ystar[most], name), num_prob(before, was[most]),
		    num_prob(after, tokens[most]));
	else
		say(s, "It lifts no token of y*.");
	free(was);
}

static void report(struct session *s, struct align *al, const struct tilt *at, const double *tokens)
{
	struct tilt from, last;

	tilt_measure(&al->chain, &al->payoff, 0.0, &from, NULL);
	tilt_measure(&al->chain, &al->payoff, INFINITY, &last, NULL);
	say_title(s, al, at);
	print_rows(s, al, &from, at);
	say_numbers(s, at, &last);
	if (al->payoff.kind == PAYOFF_OUTCOME)
		say_best_of(s, &from, at);
	say_token(s, al, tokens);
	model_note(s, &al->model);
}

static bool tilt_run(struct session *s, const struct args *a, struct err *e)
{
	struct align al;
	struct tilt at;
	double *tokens;
	bool good;

	if (!align_begin(&al, s, a, false, args_key(a, "kl") ? ALIGN_SEARCH : 3, e))
		return false;
	tokens = xcalloc((size_t)s->task->N, sizeof *tokens);
	good = find(&al, a, &at, tokens, e);
	if (good)
		report(s, &al, &at, tokens);
	free(tokens);
	align_done(&al);
	return good;
}

static const char *const tilt_keys[] = { "beta", "kl", "reward=outcome", "reward=loglik", "reward=additive:", "from=base",
					 "from=now", NULL };

const struct command cmd_tilt = {
	.name = "tilt", .synopsis = "tilt PROMPT beta=B|kl=K [reward=outcome|loglik|additive:FILE] [from=base|now] [@a|@b]",
	.summary = "the KL-regularised optimum of a prompt, exactly",
	.help = "The law of responses with the highest E r - beta KL, or with the highest reward\n"
		"at K nats: what a policy that is trained with a KL penalty can come to at best.\n"
		"reward: outcome, 1 if y = y*; loglik, log q0(y|x); additive, the sum of a\n"
		"FILE's rewards, lines `TOKEN REWARD` or `POSITION TOKEN REWARD`.\n"
		"Nothing is drawn or trained.",
	.example = { "tilt 5 beta=.1", "tilt 0 kl=.1 reward=loglik from=base" },
	.group = GROUP_MEASURE, .min = 1, .max = 1, .needs_task = true, .takes_keys = true, .takes_who = true,
	.complete = { COMPLETE_PROMPT, COMPLETE_NONE }, .keys = tilt_keys, .run = tilt_run,
};
