/* bon: best-of-n for one prompt, exactly, beside the tilt that is as far from the policy. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/given.h"
#include "base/xalloc.h"
#include "command/align.h"
#include "command/cmd.h"
#include "command/say.h"
#include "core/exact.h"

static const double largest_n = 1e300;

static bool read_n(const struct args *a, double *n, struct err *e)
{
	const char *text = args_key(a, "n");
	char got[GIVEN_TEXT];

	if (!text)
		return err_set(e, "bon takes n=N, how many responses the best is chosen from: n=16. usage: %s",
			       a->command->synopsis);
	if (num_parse(text, n) && *n >= 1.0 && *n <= largest_n)
		return true;
	return err_set(e, "n is a number of responses, 1 to 1e300 (4.5 will do), got \"%s\"", given(got, text));
}

/* What there is to say. */
struct bests {
	double n;
	struct levels levels;
	struct bon bon;
	double lp; /* log p(y*|x) of best-of-n      */
	bool matched;
	struct tilt from, tilt; /* of the policy; of that KL, if matched */
};

/* y* has its share of its value's probability. */
static double target_of(struct align *al, const struct levels *l, const double *best)
{
	double value = payoff_of(&al->payoff, &al->chain, al->chain.prompt->ystar);
	int at = 0;

	for (int i = 1; i < l->n; i++)
		if (fabs(l->value[i] - value) < fabs(l->value[at] - value))
			at = i;
	return exact_loglik(&al->chain) + best[at] - l->lp[at];
}

static void measure(struct align *al, struct bests *b)
{
	double *best = xcalloc((size_t)b->levels.n, sizeof *best);

	bon_measure(&b->levels, b->n, &b->bon, best);
	b->lp = target_of(al, &b->levels, best);
	tilt_measure(&al->chain, &al->payoff, 0.0, &b->from, NULL);
	b->matched = align_affordable(al, ALIGN_SEARCH);
	if (b->matched)
		align_match(al, &b->levels, b->n, &b->bon, &b->tilt);
	free(best);
}

/* ---- The reply */

static void say_title(struct session *s, const struct align *al, const struct bests *b)
{
	struct str line = { 0 };
	char n[NUM_TEXT], count[NUM_TEXT];

	align_title(al, &line);
	str_addf(&line, "the best of %s; of equals one at random. The reward has %s value%s.", align_count(n, b->n),
		 num_count(count, (uint64_t)b->levels.n), plural((uint64_t)b->levels.n));
	say(s, "%s", str_text(&line));
	str_done(&line);
}

static void print_row(struct session *s, const struct bests *b, const char *label, const char *was, const char *best,
		      const char *tilted)
{
	say_row(s, "%-16s %12s %12s %12s", label, was, best, b->matched ? tilted : "");
}

static void print_rows(struct session *s, const struct align *al, const struct bests *b)
{
	char was[NUM_TEXT], best[NUM_TEXT], tilted[NUM_TEXT] = "";

	print_row(s, b, "", al->model.name, "best of n", "tilted");
	print_row(s, b, "expected reward", align_reward(al, was, b->from.reward, b->from.lp),
		  align_reward(al, best, b->bon.reward, b->lp),
		  b->matched ? align_reward(al, tilted, b->tilt.reward, b->tilt.lp) : "");
	if (al->payoff.kind != PAYOFF_OUTCOME) /* where it is that */
		print_row(s, b, "p(y*|x)", num_prob(was, b->from.lp), num_prob(best, b->lp),
			  b->matched ? num_prob(tilted, b->tilt.lp) : "");
	print_row(s, b, "KL, nats", "0", align_kl(best, b->bon.kl), b->matched ? align_kl(tilted, b->tilt.kl) : "");
}

static void say_numbers(struct session *s, const struct align *al, const struct bests *b)
{
	char formula[NUM_TEXT], mean[NUM_TEXT], win[NUM_TEXT], most[NUM_TEXT], beta[NUM_TEXT];

	if (b->matched && al->payoff.kind == PAYOFF_OUTCOME)
		say(s, "Tilted with beta %s: of two values best-of-n is a tilt, for every n.", align_beta(beta, b->tilt.a));
	else if (b->matched)
		say(s, "Tilted with beta %s: no law has a higher expected reward at that KL.", align_beta(beta, b->tilt.a));
	say(s, "The formula log n - (n-1)/n is %s, an upper bound; the estimate d_n, from the value's probability, is %s in "
	       "the mean.", align_kl(formula, bon_classical(b->n)), align_kl(mean, b->bon.estimate));
	say(s, "Against one response of %s it wins %s, a tie being half; at most n/(n+1) = %s", al->model.name,
	    num_prob(win, log(b->bon.win)), num_prob(most, -log1p(1.0 / b->n)));
}

static bool bon_run(struct session *s, const struct args *a, struct err *e)
{
	struct bests b = { 0 };
	struct align al;
	bool good;

	if (!read_n(a, &b.n, e) || !align_begin(&al, s, a, false, 1, e))
		return false;
	good = align_levels(&al, &b.levels, e);
	if (good) {
		measure(&al, &b);
		say_title(s, &al, &b);
		print_rows(s, &al, &b);
		say_numbers(s, &al, &b);
		model_note(s, &al.model);
	}
	levels_done(&b.levels);
	align_done(&al);
	return good;
}

static const char *const bon_keys[] = { "n", "reward=outcome", "reward=loglik", "reward=additive:", "from=base", "from=now",
					NULL };

const struct command cmd_bon = {
	.name = "bon", .synopsis = "bon PROMPT n=N [reward=outcome|loglik|additive:FILE] [from=base|now] [@a|@b]",
	.summary = "best-of-n for a prompt: exact reward, KL and win rate",
	.help = "The law of the best of N responses, beside the tilt that is as far from the\n"
		"policy. Exact for outcome, for additive rewards on a grid (whole numbers, or\n"
		"tenths), and, by going through all responses, for others where k^N is 65,536 or\n"
		"less. reward: see tilt. Nothing is drawn or trained.",
	.example = { "bon 5 n=100", "bon 0 n=16 reward=loglik from=base" },
	.group = GROUP_MEASURE, .min = 1, .max = 1, .needs_task = true, .takes_keys = true, .takes_who = true,
	.complete = { COMPLETE_PROMPT, COMPLETE_NONE }, .keys = bon_keys, .run = bon_run,
};
