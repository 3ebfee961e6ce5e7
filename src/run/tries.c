/* What settings come to that look at the base model: m auto, and lines drawn by a formula. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "run/crowd.h"
#include "run/session.h"

/* How many tries `m auto` makes. Of whole responses [MHE26, Cor. 3.4, 3.6]: min(1 / LQ(eps), k^N). Of tokens
 * [Thm. 4.1]: so many that all N positions are found with probability 1 - eps/2. One draw is right with probability c at
 * least, and so m = log(2N / eps) / c of them all miss with (1 - c)^m <= eps/(2N). From the mixture of q0 and uniform
 * 1/c = 2 min(1 / TLQ(eps), k); best-of-m draws from p_w itself, which is q0 at first: 1/c = 1 / TLQ(eps). */
static double auto_tries(const struct session *s, const struct behave_type *q)
{
	bool whole = q->reward == &reward_outcome;
	double eps = s->config.eps, rarest;
	struct crowd c;

	crowd_init(&c, s);
	rarest = exp(-(whole ? crowd_lq : crowd_tlq)(&c, s->base.w, eps, NULL));
	crowd_done(&c);
	if (whole)
		return ceil((1.0 - 1e-9) * fmin(rarest, pow(s->task->k, s->task->N)));
	if (q->has_other)
		rarest = 2.0 * fmin(rarest, s->task->k);
	return ceil(rarest * log(2.0 * s->task->N / eps));
}

static bool tries_are_auto(const struct session *s, int who)
{
	const struct trainer_config *t = &s->config.trainer[who];

	return t->m == 0 && behave_types[t->behavior]->has_m;
}

double session_tries(const struct session *s, int who)
{
	return tries_are_auto(s, who) ? auto_tries(s, behave_types[s->config.trainer[who].behavior]) : 0.0;
}

bool session_check_tries(const struct session *s, int who, double tries, struct err *e)
{
	const char *behave = behave_types[s->config.trainer[who].behavior]->name;
	char wanted[NUM_TEXT], most[NUM_TEXT], eps[NUM_TEXT];

	if (tries <= BEHAVE_TRIES_MOST || s->short_of_tries[who])
		return true;
	num_short(eps, s->config.eps);
	if (isinf(tries))
		return err_set(e, "m auto has no end for %s at eps %s: set eps above 0, or m to a number", behave, eps);
	return err_set(e, "m auto comes to %s tries of %s at eps %s of this base model, and at most %s are made: set m "
			  "to a number, raise eps, or pre-train first", num_amount(wanted, tries), behave, eps,
		       num_count(most, BEHAVE_TRIES_MOST));
}

void session_note_tries(struct session *s, int who, double tries)
{
	bool before = s->short_of_tries[who];
	char wanted[NUM_TEXT], most[NUM_TEXT];

	s->short_of_tries[who] = tries > BEHAVE_TRIES_MOST;
	if (s->short_of_tries[who] && !before)
		out_line(s->out, OUT_NOTE, "note: m auto of trainer %c would be %s tries for this base model;\n"
			 "  %s are made", 'A' + who, num_amount(wanted, tries), num_count(most, BEHAVE_TRIES_MOST));
}

void session_setting(const struct session *s, const struct setting *key, int who, struct str *to)
{
	char text[NUM_TEXT];

	setting_print(key, &s->config, who, to);
	if (strcmp(key->name, "m") == 0 && session_ready(s) && run_exists(&s->run[who]) && tries_are_auto(s, who))
		str_addf(to, " (%s)", num_count(text, (uint64_t)run_config(&s->run[who])->m));
	if (strcmp(key->name, "alpha") == 0 && s->config.alpha_kind > ALPHA_BUDGET)
		str_addf(to, " (%s)", num_line(text, config_log_alpha(&s->config)));
}
