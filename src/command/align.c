/* Arguments of the commands that align, and their words. */
#include "command/align.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/given.h"
#include "command/command.h"
#include "core/estimate.h"
#include "run/prompts.h"

static const char additive[] = "additive:";

/* Products of position, state and token that all tilts of a command may have: about a second. */
static const double price_most = 1 << 25;

static bool read_reward(struct align *al, const char *text, struct err *e)
{
	const size_t n = strlen(additive);
	char got[GIVEN_TEXT];

	if (!text || strcmp(text, "outcome") == 0) {
		al->payoff.kind = PAYOFF_OUTCOME;
		str_add(&al->reward, "1 if y = y*");
		return true;
	}
	if (strcmp(text, "loglik") == 0) {
		al->payoff = (struct payoff){ .kind = PAYOFF_LOGLIK, .judge = &al->judge };
		str_add(&al->reward, "log q0(y|x)");
		return true;
	}
	if (strncmp(text, additive, n) != 0 || text[n] == '\0')
		return err_set(e, "reward takes one of outcome, loglik, additive:FILE, got \"%s\"", given(got, text));
	if (!rewardfile_read(&al->file, al->s, text + n, e))
		return false;
	al->payoff = (struct payoff){ .kind = PAYOFF_ADDITIVE, .table = al->file.table, .rows = al->file.rows };
	str_addf(&al->reward, "by %s", text + n);
	return true;
}

bool align_affordable(const struct align *al, int sweeps)
{
	return tilt_price(&al->chain, &al->payoff) * (al->payoff.kind == PAYOFF_OUTCOME ? 1 : sweeps) <= price_most;
}

static bool check_price(const struct align *al, int sweeps, struct err *e)
{
	const struct task *t = al->s->task;
	char most[NUM_TEXT];

	if (align_affordable(al, sweeps))
		return true;
	return err_set(e, "rewards that are sums take N x states x k up to %s here, got %d x %d x %d. try: reward=outcome",
		       num_amount(most, floor(price_most / sweeps)), t->N, t->nstate, t->k);
}

bool align_begin(struct align *al, struct session *s, const struct args *a, bool base, int sweeps, struct err *e)
{
	struct model model[2];
	int n;

	*al = (struct align){ .s = s };
	if (!models_read(a, s, model, &n, e))
		return false;
	al->model = model[base ? 0 : n - 1];
	al->prompt = prompts_parse_one(s, a->word[0], al->model.who, e);
	if (al->prompt < 0)
		return false;
	chain_init(&al->chain, s->task);
	chain_init(&al->judge, s->task);
	chain_load(&al->chain, al->model.w, &s->task->tracked[al->prompt]);
	chain_load(&al->judge, s->base.w, &s->task->tracked[al->prompt]);
	if (read_reward(al, args_key(a, "reward"), e) && check_price(al, sweeps, e))
		return true;
	align_done(al);
	return false;
}

void align_done(struct align *al)
{
	chain_done(&al->chain);
	chain_done(&al->judge);
	rewardfile_done(&al->file);
	str_done(&al->reward);
}

bool align_levels(struct align *al, struct levels *to, struct err *e)
{
	const struct task *t = al->s->task;
	char most[NUM_TEXT];

	if (levels_find(&al->chain, &al->payoff, to))
		return true;
	if (al->payoff.kind == PAYOFF_LOGLIK)
		return err_set(e, "best-of-n by loglik goes through all k^N responses, up to %s of them; here %d^%d. "
				  "try: reward=outcome", num_count(most, LEVELS_LISTED_MOST), t->k, t->N);
	return err_set(e, "these rewards have too many sums for best-of-n. try: small whole numbers");
}

void align_match(struct align *al, const struct levels *l, double n, const struct bon *b, struct tilt *to)
{
	double a = INFINITY, lp = l->lp[l->n - 1], pass = estimate_log_pass(lp, n);

	if (n == 1.0)
		a = 0.0;
	else if (al->payoff.kind == PAYOFF_OUTCOME && pass < 0.0)
		a = tilt_strength(lp, pass); /* where the KL is next to nothing, too */
	else if (tilt_at_kl(&al->chain, &al->payoff, b->kl, to, NULL))
		return;
	tilt_measure(&al->chain, &al->payoff, a, to, NULL);
}

void align_title(const struct align *al, struct str *to)
{
	char of[40];

	session_prompt(al->s, al->prompt, to);
	str_addf(to, " under %s, reward %s: ", model_words(al->s, &al->model, of), str_text(&al->reward));
}

char *align_reward(const struct align *al, char to[NUM_TEXT], double reward, double lp)
{
	if (al->payoff.kind == PAYOFF_OUTCOME)
		return num_prob(to, lp);
	snprintf(to, NUM_TEXT, "%.4g", fabs(reward) < 1e-12 ? 0.0 : reward); /* a rounded sum */
	return to;
}

char *align_count(char to[NUM_TEXT], double n)
{
	if (n >= 100.0)
		return num_amount(to, n);
	snprintf(to, NUM_TEXT, "%.3g", n);
	return to;
}

char *align_kl(char to[NUM_TEXT], double kl)
{
	return num_line(to, log(fmax(kl, 0.0)));
}

char *align_beta(char to[NUM_TEXT], double a)
{
	snprintf(to, NUM_TEXT, "%.3g", 1.0 / a);
	return to;
}
