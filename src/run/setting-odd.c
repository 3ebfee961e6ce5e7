/* Settings whose values are more than a number or a word: alpha, behavior, clip; and m, which may be auto. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "run/crowd.h"
#include "run/session.h"

/* ---- alpha: a likelihood, budget, poly C or floor F; poly:C and floor:F where a blank would end the value */

/* The text behind `name` and blanks or one colon, NULL: `text` does not begin so. */
static const char *behind(const char *text, const char *name)
{
	size_t n = strlen(name), gap;

	if (strncmp(text, name, n) != 0)
		return NULL;
	gap = text[n] == ':' ? 1 : strspn(text + n, " \t");
	return gap > 0 ? text + n + gap : NULL;
}

static bool read_factor(struct config *c, enum alpha_kind kind, const char *text)
{
	double v;

	if (!num_parse(text, &v) || !(v > 0.0))
		return false;
	c->alpha = v;
	c->alpha_kind = kind;
	return true;
}

bool odd_read_alpha(const struct setting *s, struct config *c, int who, const char *text)
{
	const char *poly = behind(text, "poly"), *floor = behind(text, "floor");

	if (poly)
		return read_factor(c, ALPHA_POLY, poly);
	if (floor)
		return read_factor(c, ALPHA_FLOOR, floor);
	if (!setting_read(s, c, who, text))
		return false;
	c->alpha_kind = strcmp(text, s->word) == 0 ? ALPHA_BUDGET : ALPHA_NUMBER;
	return true;
}

bool odd_print_alpha(const struct config *c, int who, struct str *to)
{
	char text[NUM_TEXT];

	(void)who;
	if (c->alpha_kind == ALPHA_POLY || c->alpha_kind == ALPHA_FLOOR)
		str_addf(to, "%s %s", c->alpha_kind == ALPHA_POLY ? "poly" : "floor", num_exact(text, c->alpha));
	return c->alpha_kind == ALPHA_POLY || c->alpha_kind == ALPHA_FLOOR;
}

/* A formula's line lies a hair low, so that a likelihood that is equal to it by arithmetic, as the uniform policy's to
 * 1 k^-N, is not below it by the rounding of a sum of N logarithms. */
static double hair_below(double line)
{
	return line - 1e-12 * fabs(line);
}

double config_log_alpha(const struct config *c)
{
	switch (c->alpha_kind) {
	case ALPHA_BUDGET:
		return -log((double)c->budget);
	case ALPHA_POLY:
		return hair_below(-c->alpha * log(c->N));
	case ALPHA_FLOOR:
		return hair_below(log(c->alpha) - c->N * log(c->k));
	case ALPHA_NUMBER:
		break;
	}
	return log(c->alpha);
}

/* ---- behavior: a word of behave_types, or frozen:FILE */

static int frozen_index(void)
{
	int i = 0;

	while (behave_types[i] && strcmp(behave_types[i]->name, "frozen") != 0)
		i++;
	return behave_types[i] ? i : -1;
}

/* The name stands in replies: no control characters. */
static bool is_name(const char *text)
{
	size_t n = strnlen(text, SETTING_TEXT);

	if (n == 0 || n == SETTING_TEXT)
		return false;
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)text[i] < ' ' || text[i] == 0x7f)
			return false;
	return true;
}

bool odd_read_behavior(const struct setting *s, struct config *c, int who, const char *text)
{
	static const char frozen[] = "frozen:";
	struct trainer_config *t = &c->trainer[who];
	const char *name = text + strlen(frozen);

	if (strncmp(text, frozen, strlen(frozen)) != 0) {
		if (!setting_read(s, c, who, text))
			return false;
		memset(t->frozen, 0, sizeof t->frozen);
		return true;
	}
	if (frozen_index() < 0 || !is_name(name))
		return false;
	t->behavior = frozen_index();
	memset(t->frozen, 0, sizeof t->frozen);
	memcpy(t->frozen, name, strlen(name));
	t->frozen_read = ++c->readings;
	return true;
}

bool odd_print_behavior(const struct config *c, int who, struct str *to)
{
	const struct trainer_config *t = &c->trainer[who];

	if (t->frozen[0])
		str_addf(to, "frozen:%s", t->frozen);
	return t->frozen[0] != '\0';
}

/* ---- clip: a number, off, or inf for weights as they are */

bool odd_read_clip(const struct setting *s, struct config *c, int who, const char *text)
{
	if (strcmp(text, "inf") != 0)
		return setting_read(s, c, who, text);
	c->trainer[who].clip = INFINITY;
	return true;
}

bool odd_print_clip(const struct config *c, int who, struct str *to)
{
	bool endless = isinf(c->trainer[who].clip);

	if (endless)
		str_add(to, "inf");
	return endless;
}

/* ---- m auto */

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
