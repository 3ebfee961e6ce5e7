/* Words for what is drawn on axes: the curve, the likelihood quantile, the support ladder. */
#include <math.h>
#include <stdio.h>

#include "command/look.h"
#include "command/say.h"
#include "run/metric.h"

/* ---- the curve */

/* A curve and how its values are printed. */
struct line {
	const struct frame *f;
	const struct series *c;
	struct metric_ref metric;
};

enum { POINTS = 10, CROSSINGS_MOST = 8 };

static const char *unit(const struct frame *f)
{
	return f->curve_by_update ? "update" : "query";
}

static const char *value(const struct line *l, double v, char to[40])
{
	metric_print(&l->metric, v, to);
	return to;
}

/* The least and the greatest; NaN is neither. False: there is no value at all. */
static bool extremes(const struct series *c, int *low, int *high)
{
	*low = *high = -1;
	for (int i = 0; i < c->n; i++) {
		if (isnan(c->y[i]))
			continue;
		if (*low < 0 || c->y[i] < c->y[*low])
			*low = i;
		if (*high < 0 || c->y[i] > c->y[*high])
			*high = i;
	}
	return *low >= 0;
}

static int end_of(const struct series *c, int from, int by)
{
	while (isnan(c->y[from]))
		from += by;
	return from;
}

static void say_ends(struct session *s, const struct line *l, int low, int high)
{
	const struct series *c = l->c;
	int first = end_of(c, 0, 1), last = end_of(c, c->n - 1, -1);
	char a[40], b[40], at[4][NUM_TEXT], name[32];

	say(s, "%s of trainer %s: first %s at %s %s, last %s at %s %s.", l->f->curve_name,
	    session_trainer_name(s, c->who, name), value(l, c->y[first], a), unit(l->f), num_amount(at[0], c->x[first]),
	    value(l, c->y[last], b), unit(l->f), num_amount(at[1], c->x[last]));
	say(s, "Lowest %s at %s %s, highest %s at %s %s.", value(l, c->y[low], a), unit(l->f),
	    num_amount(at[2], c->x[low]), value(l, c->y[high], b), unit(l->f), num_amount(at[3], c->x[high]));
}

/* `It rose above .9 at query 12,288.` */
static void say_crossings(struct session *s, const struct line *l, double level, const char *name)
{
	const struct series *c = l->c;
	int n = 0, before = -1;
	char at[NUM_TEXT];

	for (int i = 0; i < c->n; i++) {
		int above = c->y[i] >= level;
		if (isnan(c->y[i]))
			continue;
		if (before >= 0 && above != before && n++ < CROSSINGS_MOST)
			say(s, "It %s %s at %s %s.", above ? "rose above" : "fell below", name, unit(l->f),
			    num_amount(at, c->x[i]));
		before = above;
	}
	if (n == 0)
		say(s, "It was %s %s all the time.", before ? "at or above" : "below", name);
	else if (n > CROSSINGS_MOST)
		say(s, "It crossed %s %d more times.", name, n - CROSSINGS_MOST);
}

/* The last value known then. */
static double value_at(const struct series *c, double x)
{
	double v = NAN;

	for (int i = 0; i < c->n && c->x[i] <= x; i++)
		v = isnan(c->y[i]) ? v : c->y[i];
	return v;
}

static void say_points(struct session *s, const struct line *l)
{
	double right = l->c->x[l->c->n - 1];
	char at[NUM_TEXT], v[40];

	for (int i = 1; i <= POINTS && right > 0; i++)
		say(s, "By %s %s it was %s.", unit(l->f), num_amount(at, floor(right * i / POINTS)),
		    value(l, value_at(l->c, right * i / POINTS), v));
}

void look_curve(struct session *s, const struct frame *f)
{
	char alpha[NUM_TEXT], name[NUM_TEXT + 16];
	int low, high;

	snprintf(name, sizeof name, "alpha (%s)", num_line(alpha, f->log_alpha));
	for (int i = 0; i < f->ncurve; i++) {
		struct line l = { .f = f, .c = &f->curve[i] };
		metric_parse(s, f->curve_name, &l.metric, NULL);
		if (!extremes(l.c, &low, &high)) {
			say(s, "%s of trainer %c has no value yet.", f->curve_name, 'A' + l.c->who);
			continue;
		}
		say_ends(s, &l, low, high);
		if (!isnan(f->curve_line)) {
			say_crossings(s, &l, exp(f->curve_line), name);
			say_crossings(s, &l, .9, ".9");
		}
		say_points(s, &l);
	}
}

/* ---- likelihood quantile */

static const char *side_name(const struct session *s, const struct frame *f, bool base, char to[40])
{
	char name[32];

	if (base)
		snprintf(to, 40, "the base model");
	else
		snprintf(to, 40, "trainer %s", session_trainer_name(s, f->who, name));
	return to;
}

static void say_quantile(struct session *s, const struct frame *f, bool base, const struct frame_quantile *q)
{
	char eps[NUM_TEXT], lq[NUM_TEXT], cost[NUM_TEXT], tlq[NUM_TEXT], draws[NUM_TEXT], name[40];
	char at[32] = "", token_at[40] = "";

	if (!f->crowd_drawn && q->at >= 0)
		snprintf(at, sizeof at, " (x%d)", q->at);
	if (!f->crowd_drawn && q->token_at >= 0)
		snprintf(token_at, sizeof token_at, " (x%d t%d)", q->token_at, q->position + 1);
	say(s, "LQ(%s)%s of %s: %s%s, one hit in about %s queries; token-level %s%s, once in about %s draws.",
	    num_short(eps, q->eps), q->set ? ", as eps is set," : "", side_name(s, f, base, name), num_prob(lq, q->lq), at,
	    num_times(cost, -q->lq), num_prob(tlq, q->tlq), token_at, num_times(draws, -q->tlq));
}

static double rank(const struct frame *f, const struct frame_quantiles *q, double share)
{
	return q->lp[q->order[(size_t)(share * (f->ncrowd - 1))]];
}

/* Of a crowd without names how it is spread. */
static void say_spread(struct session *s, const struct frame *f, bool base, const struct frame_quantiles *q)
{
	char v[5][NUM_TEXT], n[NUM_TEXT], all[NUM_TEXT], alpha[NUM_TEXT], name[40];
	int below = 0;

	for (int i = 0; i < f->ncrowd; i++)
		below += q->lp[i] < f->log_alpha;
	for (int i = 0; i < 5; i++)
		num_prob(v[i], rank(f, q, i / 4.0));
	say(s, "%s test prompts under %s: the least likely %s, quarters %s, %s and %s, the likeliest %s; %s below alpha %s.",
	    num_count(all, (uint64_t)f->ncrowd), side_name(s, f, base, name), v[0], v[1], v[2], v[3], v[4],
	    num_count(n, (uint64_t)below), num_line(alpha, f->log_alpha));
}

static void say_order(struct session *s, const struct frame *f, bool base, const struct frame_quantiles *q)
{
	struct str text = { 0 };
	char p[NUM_TEXT], name[40];

	for (int i = 0; i < f->ncrowd; i++)
		str_addf(&text, "%s x%d %s", i ? "," : "", (int)q->order[i], num_prob(p, q->lp[q->order[i]]));
	say(s, "Under %s, from the least likely prompt:%s.", side_name(s, f, base, name), str_text(&text));
	str_done(&text);
}

void look_quantile(struct session *s, const struct frame *f)
{
	const struct frame_quantiles *side[] = { &f->base_quantiles, &f->now_quantiles };

	say(s, "All but an eps share of the prompts have at least the likelihood LQ(eps).");
	for (int i = 0; i < f->neps; i++)
		for (int j = 0; j < 2; j++)
			say_quantile(s, f, j == 0, &side[j]->q[i]);
	for (int j = 0; j < 2; j++)
		(f->crowd_drawn ? say_spread : say_order)(s, f, j == 0, side[j]);
}

/* ---- support ladder */

static void say_rung(struct session *s, const struct frame *f, int prompt)
{
	const struct frame_prompt *p = &f->prompts[prompt];
	struct str now = { 0 };
	char value_text[NUM_TEXT];

	for (int who = 0; who < 2; who++)
		if (!isnan(p->lp_of[who]))
			str_addf(&now, ", %c now %s", 'A' + who, num_prob(value_text, p->lp_of[who]));
	say(s, "x%d%s: base %s%s, %s the support.", prompt, prompt == f->prompt ? ", selected" : "",
	    num_prob(value_text, p->lp0), str_text(&now), p->out ? "outside" : "inside");
	str_done(&now);
}

void look_ladder(struct session *s, const struct frame *f)
{
	char alpha[NUM_TEXT], uniform[NUM_TEXT];
	int out = 0;

	for (int i = 0; i < f->ntracked; i++)
		out += f->prompts[i].out;
	say(s, "%d of %d prompts stand below the support line alpha, %s; k^-N, a uniform guess, is %s. From the top of the "
	    "base model's ladder:", out, f->ntracked, num_line(alpha, f->log_alpha), num_prob(uniform, f->log_uniform));
	for (int i = 0; i < f->ntracked; i++)
		say_rung(s, f, f->ladder[i]);
}
