/* The verdict on one prompt: its odds, its support, and what training has made of them. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "base/utf8.h"
#include "panel/scene.h"

/* A name, a value, a remark on it, and how the remark was come by or where to read more. */
enum { NAME_COL = 1, VALUE_COL = 13, REMARK_COL = 26, ASIDE_END = 84, GAP = 2, LINES = 4, SPREAD_ROW = LINES + 1 };

struct line {
	const char *name, *value;
	char remark[160], aside[NUM_TEXT];
	enum style style; /* of the value */
};

static void say_base(const char *value, const struct frame_prompt *p, struct line *to)
{
	char times[NUM_TEXT];

	*to = (struct line){ .name = "base p0", .value = value, .aside = "(1/p0)", .style = STYLE_BASE };
	snprintf(to->remark, sizeof to->remark, "expect 1 hit in %s samples", num_times(times, -p->lp0));
}

static void say_support(const struct frame *f, struct line *to)
{
	const struct frame_prompt *p = &f->prompts[f->prompt];
	char alpha[NUM_TEXT], count[NUM_TEXT], source[NUM_TEXT + 16] = "";

	if (f->alpha_is_budget)
		snprintf(source, sizeof source, " (budget %s)", num_count(count, f->budget));
	*to = (struct line){ .name = "support", .value = p->out ? "OUT!" : "in", .aside = "explain support",
			     .style = p->out ? STYLE_OUT : STYLE_PLAIN };
	snprintf(to->remark, sizeof to->remark, "p0 %s alpha=%s%s", p->out ? "<" : ">=", num_line(alpha, f->log_alpha),
		 source);
}

static void say_now(const struct frame *f, const char *value, struct line *to)
{
	const struct frame_prompt *p = &f->prompts[f->prompt];
	bool less = p->lp < p->lp0;
	char times[NUM_TEXT];

	*to = (struct line){ .name = "now  p", .value = value, .style = style_of_trainer(f->who) };
	if (frame_is_alike(p->lp, p->lp0)) {
		strcpy(to->remark, "about as likely as base");
		return;
	}
	snprintf(to->remark, sizeof to->remark, "%s times %s likely than base", num_times(times, fabs(p->lp - p->lp0)),
		 less ? "LESS" : "more");
	strcpy(to->aside, less ? "(p0/p)" : "(p/p0)");
}

static void say_hits(const struct frame_prompt *p, const char *value, struct line *to)
{
	char responses[NUM_TEXT], first[NUM_TEXT];

	*to = (struct line){ .name = "hits", .value = value };
	snprintf(to->remark, sizeof to->remark, p->hits ? "in %s responses, first at query %s" : "in %s responses",
		 num_count(responses, p->responses), num_count(first, p->first_hit));
}

/* Asides end at the same column whatever the remarks, where these leave room for them. */
static void draw_line(const struct line *l, int row, struct canvas *to)
{
	int end = (to->cols < ASIDE_END ? to->cols : ASIDE_END) - 1, aside = end - utf8_width(l->aside);

	canvas_text(to, row, NAME_COL, l->name, STYLE_HEAD);
	canvas_text(to, row, VALUE_COL, l->value, l->style);
	canvas_cell(to, row, REMARK_COL, to->cols - REMARK_COL, l->remark, STYLE_PLAIN);
	if (REMARK_COL + utf8_width(l->remark) < aside)
		canvas_text(to, row, aside, l->aside, STYLE_HEAD);
}

/* y*, behind the prompt's own text, takes what the rest of its line leaves. */
static void draw_target(const struct frame *f, struct canvas *to)
{
	const struct frame_prompt *p = &f->prompts[f->prompt];
	struct str target = { 0 }, seen = { 0 };
	int most, width, least = REMARK_COL - VALUE_COL - GAP;

	str_addf(&target, "%s%s%s", p->text ? p->text : "", p->text ? " -> " : "", p->target);
	width = utf8_width(str_text(&target));
	str_addf(&seen, "seen in pre-training: %s", f->seen);
	most = to->cols - VALUE_COL - GAP - utf8_width(str_text(&seen));
	width = width < most ? width : most;
	width = width > least ? width : least;
	canvas_text(to, 0, NAME_COL, "target y*", STYLE_HEAD);
	canvas_cell(to, 0, VALUE_COL, width, str_text(&target), STYLE_CORRECT);
	canvas_cell(to, 0, VALUE_COL + width + GAP, to->cols - VALUE_COL - width - GAP, str_text(&seen), STYLE_PLAIN);
	str_done(&target);
	str_done(&seen);
}

/* Where there is no room for all of it, without the last number rather than with a part of that. */
static void draw_spread(const struct frame *f, struct canvas *to)
{
	char text[96];
	int most = snprintf(text, sizeof text, "entropy %.3g nats; KL(p||q0) %.3g, KL(q0||p) %.3g", f->entropy, f->kl,
			    f->kl_reverse);

	if (most > to->cols - VALUE_COL)
		*strrchr(text, ',') = '\0';
	canvas_text(to, SPREAD_ROW, NAME_COL, "spread", STYLE_HEAD);
	canvas_cell(to, SPREAD_ROW, VALUE_COL, to->cols - VALUE_COL, text, STYLE_PLAIN);
}

static void draw(const struct scene *s, struct canvas *to)
{
	const struct frame *f = s->frame;
	char p0[NUM_TEXT], now[NUM_TEXT], hits[NUM_TEXT];
	const struct frame_prompt *p;
	struct line line[LINES];

	if (f->k == 0)
		return;
	p = &f->prompts[f->prompt];
	say_base(num_prob(p0, p->lp0), p, &line[0]);
	say_now(f, num_prob(now, p->lp), &line[1]);
	say_support(f, &line[2]);
	say_hits(p, num_count(hits, p->hits), &line[3]);
	draw_target(f, to);
	for (int i = 0; i < LINES; i++)
		draw_line(&line[i], i + 1, to);
	draw_spread(f, to);
}

static const char *story(const struct frame_prompt *p)
{
	if (p->responses == 0)
		return "not tried yet";
	if (frame_is_learned(p->lp))
		return p->out ? "learned, although outside the support" : "learned";
	if (!frame_is_alike(p->lp, p->lp0) && p->lp > p->lp0)
		return "rising";
	if (p->hits == 0)
		return "why is this prompt stuck?";
	return frame_is_alike(p->lp, p->lp0) ? "hardly changed yet" : "falling, why?";
}

static void title(const struct scene *s, struct str *left, struct str *right)
{
	const struct frame *f = s->frame;

	if (f->k == 0)
		return;
	str_addf(left, " x%d", f->prompt);
	if (f->trainer[1].exists)
		str_addf(left, ", %c", 'A' + f->who);
	str_addf(left, " : %s", story(&f->prompts[f->prompt]));
	str_add(right, "Esc back");
}

const struct panel_type panel_inspect = {
	.name = "inspect",
	.help = "Why a prompt is stuck, or is not. base p0: the base model answers it once in 1/p0 "
		"samples. now p: under the policy now, and how that compares. support OUT!: p0 is "
		"below alpha. spread: how undecided the policy is (entropy), and how far it is from "
		"the base model (KL).\n"
		"As text: inspect 5",
	.need = FRAME_PROMPTS | FRAME_TOKENS | FRAME_SPREAD, .min_rows = 4, .min_cols = 40,
	.title = title, .draw = draw,
};
