/* Words for panels about the selected prompt: tokens, inspect, token by token, next token. */
#include <math.h>
#include <stdio.h>

#include "command/look.h"
#include "command/say.h"

static const double little = .001; /* tokens that are less likely than that everywhere are counted */

static double base_of(const struct frame *f, int t, int y)
{
	return f->lp_base[(size_t)t * (size_t)f->k + (size_t)y];
}

static double now_of(const struct frame *f, int t, int y)
{
	return f->lp_now[(size_t)t * (size_t)f->k + (size_t)y];
}

/* ---- tokens */

static void add_token(const struct frame *f, int t, int y, struct str *to)
{
	char base[NUM_TEXT], now[NUM_TEXT];

	str_addf(to, "; %s base %s, now %s", f->token[y], num_prob(base, base_of(f, t, y)), num_prob(now, now_of(f, t, y)));
}

static void say_law(struct session *s, const struct frame *f, int t)
{
	struct str others = { 0 };
	char base[NUM_TEXT], now[NUM_TEXT];
	int star = f->ystar[t], rest = 0;

	for (int y = 0; y < f->k; y++) {
		bool is_little = base_of(f, t, y) < log(little) && now_of(f, t, y) < log(little);
		if (y == star)
			continue;
		rest += is_little;
		if (!is_little)
			add_token(f, t, y, &others);
	}
	if (rest)
		str_addf(&others, "; %d other%s below %g", rest, plural((uint64_t)rest), little);
	say(s, "t%d%s: %s is correct, base %s, now %s%s.", t + 1, t == s->view.position ? ", selected" : "", f->token[star],
	    num_prob(base, base_of(f, t, star)), num_prob(now, now_of(f, t, star)), str_text(&others));
	str_done(&others);
}

void look_tokens(struct session *s, const struct frame *f)
{
	double base = 0.0, now = 0.0;
	char p0[NUM_TEXT], p[NUM_TEXT], name[32];
	struct str x = { 0 };

	session_prompt(s, f->prompt, &x);
	say(s, "prompt %s, y* %s: the next token given the correct prefix, base model and trainer %s.", str_text(&x),
	    f->prompts[f->prompt].target, session_trainer_name(s, f->who, name));
	str_done(&x);
	for (int t = 0; t < f->N; t++) {
		say_law(s, f, t);
		base += base_of(f, t, f->ystar[t]);
		now += now_of(f, t, f->ystar[t]);
	}
	say(s, "The product over all tokens: base %s, now %s.", num_prob(p0, base), num_prob(p, now));
}

/* ---- inspect */

static void say_now(struct session *s, const struct frame *f)
{
	const struct frame_prompt *p = &f->prompts[f->prompt];
	const char *iterate = session_iterate(s, f->who);
	char now[NUM_TEXT], times[NUM_TEXT], name[32], ratio[96] = "about as likely as base";

	if (!frame_is_alike(p->lp, p->lp0))
		snprintf(ratio, sizeof ratio, "%s times %s likely than base", num_times(times, fabs(p->lp - p->lp0)),
			 p->lp < p->lp0 ? "LESS" : "more");
	say(s, "Now p is %s under trainer %s%s%s: %s.", num_prob(now, p->lp), session_trainer_name(s, f->who, name),
	    iterate ? ", iterate " : "", iterate ? iterate : "", ratio);
}

void look_inspect(struct session *s, const struct frame *f)
{
	const struct frame_prompt *p = &f->prompts[f->prompt];
	char p0[NUM_TEXT], times[NUM_TEXT], alpha[NUM_TEXT], n[NUM_TEXT], first[NUM_TEXT + 24] = "", all[NUM_TEXT];
	char budget[NUM_TEXT + 16] = "";
	struct str x = { 0 };

	session_prompt(s, f->prompt, &x);
	say(s, "prompt %s, y* %s; seen in pre-training: %s.", str_text(&x), p->target, f->seen);
	str_done(&x);
	say(s, "Base p0 is %s: expect 1 hit in %s samples.", num_prob(p0, p->lp0), num_times(times, -p->lp0));
	say_now(s, f);
	if (f->alpha_is_budget)
		snprintf(budget, sizeof budget, ", 1 / budget %s", num_count(n, f->budget));
	say(s, "It is %s the support: p0 is %s alpha %s%s.", p->out ? "outside" : "inside", p->out ? "below" : "at or above",
	    num_line(alpha, f->log_alpha), budget);
	if (p->hits)
		snprintf(first, sizeof first, ", the first at query %s", num_count(n, p->first_hit));
	say(s, "%s hit%s in %s response%s%s.", num_count(times, p->hits), plural(p->hits), num_count(all, p->responses),
	    plural(p->responses), first);
	say(s, "Its response now has an entropy of %.3g nats; KL(p, q0) is %.3g, KL(q0, p) %.3g.", f->entropy, f->kl,
	    f->kl_reverse);
}

/* ---- token by token */

static void say_position(struct session *s, const struct frame *f, int t, double running)
{
	double base_lp = base_of(f, t, f->ystar[t]);
	char base[NUM_TEXT], now[NUM_TEXT], product[NUM_TEXT];

	say(s, "t%d%s, token %s: base %s, now %s, running p0 %s%s%s%s.", t + 1, t == s->view.position ? ", selected" : "",
	    f->token[f->ystar[t]], num_prob(base, base_lp), num_prob(now, now_of(f, t, f->ystar[t])),
	    num_prob(product, running), t == f->leaves_at ? ", here it falls below alpha" : "",
	    t == f->rarest_at ? ", the rarest token" : "", base_lp < f->log_token_line ? ", below the token line" : "");
}

void look_positions(struct session *s, const struct frame *f)
{
	char line[NUM_TEXT], alpha[NUM_TEXT];
	double running = 0.0;

	say(s, "prompt x%d, token by token given the correct prefix; alpha is %s, the token line %s.", f->prompt,
	    num_line(alpha, f->log_alpha), num_line(line, f->log_token_line));
	for (int t = 0; t < f->N; t++) {
		running += base_of(f, t, f->ystar[t]);
		say_position(s, f, t, running);
	}
}

/* ---- next token */

void look_next(struct session *s, const struct frame *f)
{
	int t = s->view.position;
	char base[NUM_TEXT], now[NUM_TEXT];
	struct str prefix = { 0 };

	session_tokens(s, f->ystar, t, false, &prefix);
	if (t == 0)
		say(s, "prompt x%d, t1: the first token.", f->prompt);
	else
		say(s, "prompt x%d, t%d: the token after the correct prefix \"%s\".", f->prompt, t + 1, str_text(&prefix));
	str_done(&prefix);
	for (int y = 0; y < f->k; y++)
		say(s, "%s%s: base %s, now %s.", f->token[y], y == f->ystar[t] ? ", the correct one" : "",
		    num_prob(base, base_of(f, t, y)), num_prob(now, now_of(f, t, y)));
	look_paid(s, f);
}
