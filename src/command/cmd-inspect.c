/* inspect and probs: one prompt, token by token. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/given.h"
#include "base/least.h"
#include "base/utf8.h"
#include "command/cmd.h"
#include "command/say.h"
#include "run/frame.h"
#include "run/metric.h"
#include "run/prompts.h"

enum { RESPONSE_COLUMNS = 24 };

/* ---- inspect */

static void print_support(struct session *s, const struct frame *f)
{
	const struct frame_prompt *p = &f->prompts[f->prompt];
	char alpha[NUM_TEXT], budget[NUM_TEXT];
	struct str source = { 0 };

	if (f->alpha_is_budget)
		str_addf(&source, " (budget %s)", num_count(budget, f->budget));
	say(s, "  support  %-9s p0 %s alpha %s%s: explain support", say_support(s, f->prompt),
	    p->out ? "<" : ">=", num_line(alpha, f->log_alpha), str_text(&source));
	str_done(&source);
}

static void print_verdict(struct session *s, const struct frame *f)
{
	const struct frame_prompt *p = &f->prompts[f->prompt];
	const struct state *st = run_state(&s->run[f->who]);
	const char *iterate = session_iterate(s, f->who);
	char p0[NUM_TEXT], now[NUM_TEXT], times[NUM_TEXT], update[NUM_TEXT], name[32], ratio[96];
	struct str x = { 0 };

	session_prompt(s, f->prompt, &x);
	say(s, "%s, target y* %s; seen in pre-training: %s", str_text(&x), p->target, f->seen);
	str_done(&x);
	say(s, "  base p0  %-9s expect 1 hit in %s samples (1/p0)", num_prob(p0, p->lp0), num_times(times, -p->lp0));
	if (frame_is_alike(p->lp, p->lp0))
		snprintf(ratio, sizeof ratio, "about as likely as base");
	else
		snprintf(ratio, sizeof ratio, "%s times %s likely than base (%s)",
			 num_times(times, fabs(p->lp - p->lp0)), p->lp < p->lp0 ? "LESS" : "more",
			 p->lp < p->lp0 ? "p0/p" : "p/p0");
	say(s, "  now p    %-9s %s; trainer %s, update %s%s%s", num_prob(now, p->lp), ratio,
	    session_trainer_name(s, f->who, name), num_count(update, st->update),
	    iterate ? ", iterate " : "", iterate ? iterate : "");
	print_support(s, f);
	say(s, "  spread   entropy %.3g nats; KL(p||q0) %.3g, KL(q0||p) %.3g%s", f->entropy, f->kl, f->kl_reverse,
	    iterate ? "; these and the tokens are of the last weights" : "");
}

/* Columns of the longest name of a token, at least `least`. */
static int token_columns(const struct frame *f, int least)
{
	for (int y = 0; y < f->k; y++)
		least = most_of(least, utf8_width(f->token[y]));
	return least;
}

/* Along y*: base and now of each token, whether it is rare, and the base model's running product with the place where it
 * leaves alpha. */
static void print_positions(struct session *s, const struct frame *f)
{
	char base[NUM_TEXT], now[NUM_TEXT], product[NUM_TEXT], line[NUM_TEXT];
	int cols = token_columns(f, 3);
	double running = 0.0;

	say_row(s, "    pos   %-*s    base      now   running p0  token line %s (F/k)", cols, "y*",
		num_line(line, f->log_token_line));
	for (int t = 0; t < f->N; t++) {
		size_t at = (size_t)t * (size_t)f->k + f->ystar[t];
		const char *token = f->token[f->ystar[t]];
		running += f->lp_base[at];
		say_row(s, "%c  %4s%-4d %s%*s %8s %8s   %10s%s%s%s", t == s->view.position ? '>' : ' ', "t", t + 1,
			token, cols - utf8_width(token), "", num_token(base, f->lp_base[at]),
			num_token(now, f->lp_now[at]), num_prob(product, running),
			t == f->leaves_at ? "  <== below alpha" : "", t == f->rarest_at ? "  rarest" : "",
			f->lp_base[at] < f->log_token_line ? "  < token line" : "");
	}
}

/* All k next tokens at a position, base and now. */
static void print_tokens(struct session *s, const struct frame *f, int t)
{
	char base[NUM_TEXT], now[NUM_TEXT];
	int cols = token_columns(f, 4);
	struct str prefix = { 0 }, x = { 0 };

	session_tokens(s, f->ystar, t, false, &prefix);
	session_prompt(s, f->prompt, &x);
	if (t == 0)
		say(s, "%s t1: the first token", str_text(&x));
	else
		say(s, "%s t%d, after the correct prefix \"%s\"", str_text(&x), t + 1, str_text(&prefix));
	say_row(s, "   %-*s     base      now", cols + 1, "token");
	for (int y = 0; y < f->k; y++) {
		size_t at = (size_t)t * (size_t)f->k + (size_t)y;
		say_row(s, "   %s%*s%c %8s %8s", f->token[y], cols - utf8_width(f->token[y]), "",
			y == f->ystar[t] ? '*' : ' ', num_token(base, f->lp_base[at]), num_token(now, f->lp_now[at]));
	}
	str_done(&prefix);
	str_done(&x);
}

/* What the last update's responses earned at a position, and what the run's have. */
static void print_paid(struct session *s, const struct frame *f, int t)
{
	const struct frame_prompt *p = &f->prompts[f->prompt];
	char here[NUM_TEXT], all[NUM_TEXT], hits[NUM_TEXT];

	if (f->trainer[f->who].update == 0)
		return;
	if (f->place && f->nsample > 0)
		say(s, "  last update: reached by %s of %s, reward paid %s time%s here%s",
		    num_count(here, (uint64_t)f->place[t].reached), num_count(all, (uint64_t)f->nsample),
		    num_count(hits, (uint64_t)f->place[t].paid), plural((uint64_t)f->place[t].paid),
		    f->place[t].signal ? "" : ": no signal");
	else
		say(s, "  last update: %s", f->place ? "no response to this prompt" : "its responses are gone");
	if (!f->place)
		return;
	if (!f->pays_tokens)
		say(s, "  the run: %s right response%s in %s", num_count(hits, p->hits), plural(p->hits),
		    num_count(all, p->responses));
	else if (p->reach > (uint64_t)t)
		say(s, "  the run: reward has been paid here");
	else
		say(s, "  the run: no reward was ever paid here");
}

/* ---- one response of the last update */

static void print_sample_head(struct session *s, const struct frame *f)
{
	const struct frame_path *p = &f->path;
	char update[NUM_TEXT], name[32], verdict[64];
	struct str x = { 0 }, y = { 0 };

	session_prompt(s, f->prompt, &x);
	session_response(s, f->sample[p->sample].y, RESPONSE_COLUMNS, &y);
	snprintf(verdict, sizeof verdict, p->right < f->N ? "%s at t%d" : "right", p->stuck ? "stuck" : "wrong",
		 p->right + 1);
	say(s, "%s, sample %d of %d: %s, %s; trainer %s, update %s", str_text(&x), p->sample + 1, f->nsample,
	    str_text(&y), verdict, session_trainer_name(s, f->who, name),
	    num_count(update, run_update(&s->run[f->who])));
	str_done(&x);
	str_done(&y);
}

static void print_token(struct session *s, const struct frame *f, int t, int cols, double running)
{
	const struct frame_path *p = &f->path;
	const struct frame_token *y = &p->token[t];
	const char *token = f->token[y->y];
	char base[NUM_TEXT], then[NUM_TEXT], product[NUM_TEXT], change[NUM_TEXT], reward[NUM_TEXT] = "",
		advantage[NUM_TEXT], weight[NUM_TEXT + 8] = "", wrong[48] = "";

	if (!isnan(y->reward))
		snprintf(reward, sizeof reward, "%g", y->reward);
	if (p->weighed)
		snprintf(weight, sizeof weight, "  weight %.3g", y->weight);
	if (t == p->right && p->correct >= 0)
		snprintf(wrong, sizeof wrong, "  wrong, y* has %s", f->token[p->correct]);
	say_row(s, "%c  %4s%-4d %s%*s %8s %8s   %10s %7s %10s %10s%s%s%s", t == s->view.position ? '>' : ' ', "t",
		t + 1, token, cols - utf8_width(token), "", num_token(base, y->lq0), num_token(then, y->lp),
		num_prob(product, running), reward, num_signed(advantage, y->advantage),
		num_signed(change, y->change), weight, t == p->left ? "  <== below alpha" : "", wrong);
}

/* Token by token: what the models thought of it, what it earned, and what the update has made of its log p. */
static void print_sample(struct session *s, const struct frame *f)
{
	const struct frame_path *p = &f->path;
	char before[NUM_TEXT], after[NUM_TEXT], change[NUM_TEXT];
	int cols = token_columns(f, 5);
	double running = 0.0, lp = 0.0;

	print_sample_head(s, f);
	say_row(s, "    pos   %-*s     base    drawn   running p0  reward  advantage     change", cols, "token");
	for (int t = 0; t < p->length; t++) {
		running += p->token[t].lq0;
		lp += p->token[t].lp;
		print_token(s, f, t, cols, running);
	}
	say(s, "change: of log p, by this update; in all %s, from p %s to %s", num_signed(change, p->change),
	    num_prob(before, lp), num_prob(after, lp + p->change));
}

/* Its number, from 0, counted from the newest. */
static bool sample_of(const struct session *s, const struct frame *f, const char *text, int *to, struct err *e)
{
	char got[GIVEN_TEXT];
	uint64_t n;

	if (run_update(&s->run[f->who]) == 0)
		return err_set(e, "there are no samples before the first update: step, then inspect");
	if (!f->samples_kept)
		return err_set(e, "the samples of the last update are gone: step, then inspect");
	if (f->nsample == 0)
		return err_set(e, "none of the last update's samples is on x%d: step, or another prompt", f->prompt);
	if (!num_parse_count(text, &n) || n < 1 || n > (uint64_t)f->nsample)
		return err_set(e, "samples on x%d are 1 to %d, the newest first, got \"%s\"", f->prompt, f->nsample,
			       given(got, text));
	*to = (int)n - 1;
	return true;
}

/* The position that `text` names (1.., or t1..), from 0; `otherwise` when it is NULL. */
static bool position_of(const struct session *s, const char *text, int otherwise, int *to, struct err *e)
{
	*to = otherwise;
	return !text || position_parse(s, text, to, e);
}

/* What is asked for; a sample is looked at where one was. */
static bool read_view(const struct args *a, struct session *s, int who, struct view *to, struct err *e)
{
	const char *t = args_key(a, "t"), *sample = args_key(a, "sample");
	int prompt = prompts_parse_one(s, a->word[0], who, e), kept = s->view.prompt, otherwise;
	bool found;

	if (prompt < 0)
		return false;
	otherwise = sample && prompt == kept ? s->view.position : s->base.worst_at[prompt];
	if (!position_of(s, t, otherwise, &to->position, e))
		return false;
	to->prompt = prompt;
	to->sample = 0;
	to->depth = sample ? VIEW_SAMPLE : t ? VIEW_TOKENS : VIEW_PROMPT;
	if (!sample)
		return true;
	s->view.prompt = prompt;
	found = sample_of(s, frame_build(s, who, FRAME_SAMPLES), sample, &to->sample, e);
	s->view.prompt = kept;
	return found;
}

static bool inspect_run(struct session *s, const struct args *a, struct err *e)
{
	struct view view = s->view;
	const struct frame *f;
	int who;

	if (!args_one(a, s, &who, e) || !read_view(a, s, who, &view, e))
		return false;
	s->view = view;
	if (s->stage && s->stage->has_screen)
		return true;
	f = frame_build(s, who, FRAME_PROMPTS | FRAME_TOKENS | FRAME_SPREAD | FRAME_STATUS | FRAME_SAMPLES | FRAME_PATH);
	if (view.depth == VIEW_SAMPLE) {
		print_sample(s, f);
		return true;
	}
	print_verdict(s, f);
	print_positions(s, f);
	if (view.depth == VIEW_TOKENS) {
		print_tokens(s, f, view.position);
		print_paid(s, f, view.position);
	}
	return true;
}

static const char *const inspect_keys[] = { "t", "sample", NULL };

const struct command cmd_inspect = {
	.name = "inspect", .alias = "x", .synopsis = "inspect PROMPT [t=T] [sample=I] [@a|@b]",
	.summary = "look into a prompt: odds, support, and every token of its correct response",
	.help = "Selects the prompt. running p0 is the base model's probability of the response\n"
		"up to there: where it falls below alpha, the support ends. < token line: rare on\n"
		"its own (setting alpha.token). With t=T also all tokens there, and how often\n"
		"reward was paid. sample=I: the I-th newest response of the last update to it,\n"
		"token by token: reward, advantage, and what the update made of its log p.\n"
		"On the screen all that is shown in place of the prompts: Esc leads back.",
	.example = { "inspect 5 t=4", "step; inspect 5 sample=1" },
	.group = GROUP_LOOK, .min = 1, .max = 1, .needs_task = true, .takes_keys = true, .takes_who = true,
	.complete = { COMPLETE_PROMPT, COMPLETE_NONE }, .keys = inspect_keys, .run = inspect_run,
};

/* ---- probs */

static bool probs_run(struct session *s, const struct args *a, struct err *e)
{
	int who, prompt, position, kept = s->view.prompt;
	const struct frame *f;
	struct str x = { 0 };
	char name[32];

	if (!args_one(a, s, &who, e))
		return false;
	prompt = prompts_parse_one(s, a->word[0], who, e);
	if (prompt < 0 || !position_of(s, a->n > 1 ? a->word[1] : NULL, -1, &position, e))
		return false;
	s->view.prompt = prompt;
	f = frame_build(s, who, FRAME_PROMPTS | FRAME_TOKENS);
	session_prompt(s, prompt, &x);
	say(s, "%s, base model and now (trainer %s)", str_text(&x), session_trainer_name(s, who, name));
	str_done(&x);
	if (position >= 0)
		print_tokens(s, f, position);
	else
		print_positions(s, f);
	s->view.prompt = kept;
	return true;
}

const struct command cmd_probs = {
	.name = "probs", .synopsis = "probs PROMPT [T] [@a|@b]",
	.summary = "next-token probabilities given the correct prefix, base and now",
	.help = "With T all tokens at that position, the correct one marked *; without T the\n"
		"correct token of every position.",
	.example = { "probs 5 4", "probs 5" },
	.group = GROUP_LOOK, .min = 1, .max = 2, .needs_task = true, .takes_who = true,
	.complete = { COMPLETE_PROMPT, COMPLETE_NONE }, .run = probs_run,
};
