/* The metrics. To add one: a function from a session to a number, and a row of the table. */
#include "run/metric.h"

#include <math.h>

#include "run/event.h"
#include "run/metric-own.h"
#include "run/scales.h"

/* ---- Kept by the trace: scalars of an update, and rows by prompt */

#define SCALAR(name, column) \
	static double name(const struct session *s, int who, int i, size_t row) \
	{ \
		(void)i; \
		return trace_scalar(&s->run[who].trace, row, column); \
	}

SCALAR(past_update, TRACE_UPDATE)
SCALAR(past_queries, TRACE_QUERIES)
SCALAR(past_responses, TRACE_RESPONSES)
SCALAR(past_rewarded, TRACE_REWARDED)
SCALAR(past_allwrong, TRACE_ALLWRONG)
SCALAR(past_allright, TRACE_ALLRIGHT)
SCALAR(past_off, TRACE_OFF)
SCALAR(past_discovered, TRACE_DISCOVERED)
SCALAR(past_gradnorm, TRACE_GRADNORM)
SCALAR(past_err, TRACE_ERR)
SCALAR(past_lr, TRACE_LR)

static double past_hits(const struct session *s, int who, int i, size_t row)
{
	return trace_hits(&s->run[who].trace, row, i);
}

static double past_likelihood(const struct session *s, int who, int i, size_t row)
{
	return exp(trace_lp(&s->run[who].trace, row, i));
}

static double past_base(const struct session *s, int who, int i, size_t row)
{
	(void)who, (void)row;
	return exp(s->base.lp[i]);
}

/* ---- Of the run */

static double now_err(const struct session *s, int who, int i, double t, int field)
{
	(void)i, (void)t, (void)field;
	return s->run[who].err;
}

/* A row without a test has none of its own. */
static double then_err(const struct session *s, int who, size_t row)
{
	while (row > 0 && isnan(past_err(s, who, -1, row)))
		row--;
	return past_err(s, who, -1, row);
}

static double now_lr(const struct session *s, int who, int i, double t, int field)
{
	(void)i, (void)t, (void)field;
	return run_config(&s->run[who])->lr;
}

/* A row has the rate that its update was made with; now_lr() is that of the next. */
static double then_lr(const struct session *s, int who, size_t row)
{
	return row + 1 < s->run[who].trace.rows ? past_lr(s, who, -1, row + 1) : now_lr(s, who, -1, NAN, 0);
}

/* Queries so far for each wholly correct response: 1 / alpha, where nothing is learned. */
static double now_perhit(const struct session *s, int who, int i, double t, int field)
{
	const struct tally *all = &run_state(&s->run[who])->all;

	(void)i, (void)t, (void)field;
	return all->rewarded > 0 ? (double)all->queries / (double)all->rewarded : NAN;
}

/* Of one prompt, or the most of any. */
static double now_reach(const struct session *s, int who, int i, double t, int field)
{
	const struct state *st = run_state(&s->run[who]);

	(void)t, (void)field;
	return (double)(i < 0 ? &st->all : &state_tally_of(st)[i])->reach;
}

static double now_fit(const struct session *s, int who, int i, double t, int field)
{
	(void)who, (void)i, (void)t, (void)field;
	return s->fits.drawn ? s->fits.last : NAN;
}

/* Oracle calls of the last update for each of its responses. */
static double now_tries(const struct session *s, int who, int i, double t, int field)
{
	const struct run *r = &s->run[who];

	(void)i, (void)t, (void)field;
	return run_state(r)->update > 0 ? (double)r->last.now.queries / (double)r->last.now.responses : NAN;
}

static double now_m(const struct session *s, int who, int i, double t, int field)
{
	const struct train_config *c = run_config(&s->run[who]);

	(void)i, (void)t, (void)field;
	return c->behave->has_m ? (double)c->m : NAN;
}

enum { SCALE_FIELD_ROUNDS = 1, SCALE_FIELD_MISTAKES };

/* The scales of [MHE26] for this trainer's algorithm; NaN: the margin is not known, or the paper has no such scale. */
static double now_scale(const struct session *s, int who, int i, double eps, int field)
{
	const struct train_config *c = run_config(&s->run[who]);
	const struct scale *row = scale_of_trainer(c, field == SCALE_FIELD_ROUNDS ? SCALE_ROUNDS : SCALE_QUERIES);
	struct scales scales;

	(void)i;
	if ((field != SCALE_FIELD_MISTAKES && !row) || !(eps > 0.0 && eps < 1.0) || isnan(scales_log_gamma(s)))
		return NAN;
	scales_collect(s, who, eps, &scales);
	return exp(field == SCALE_FIELD_MISTAKES ? bound_mistakes(&scales.terms) : row->log_scale(&scales.terms));
}

static double now_mistakes(const struct session *s, int who, int i, double t, int field)
{
	(void)who, (void)i, (void)t, (void)field;
	return s->online.rounds > 0 ? s->online.expected : NAN;
}

static double now_gamma(const struct session *s, int who, int i, double t, int field)
{
	(void)who, (void)i, (void)t, (void)field;
	return exp(scales_log_gamma(s));
}

static double now_end(const struct session *s, int who, int i, double t, int field)
{
	(void)i, (void)t, (void)field;
	return s->config.budget > 0 && run_state(&s->run[who])->all.queries >= s->config.budget;
}

/* ---- The table */

static const char *const likelihood_alias[] = { "p", "lik", NULL };
static const char *const worst_fields[] = { "pos", "now", NULL };
static const char *const kl_fields[] = { "reverse", NULL };
static const char *const scale_fields[] = { "rounds", "mistakes", NULL };
static const char *const lq_fields[] = { "base", NULL };

#define PROBABILITY .high = 1, .probability = true
#define FROM_0 .high = INFINITY

const struct metric metric_table[] = {
	{ .name = "update", .unit = "updates", .help = "updates done", FROM_0, .past = past_update },
	{ .name = "queries", .unit = "queries", .help = "reward queries asked so far", FROM_0, .past = past_queries },
	{ .name = "perhit", .unit = "queries", .help = "queries so far for each wholly correct response", FROM_0,
	  .now = now_perhit },
	{ .name = "responses", .unit = "responses", .help = "responses drawn in the last update; 0 before the first",
	  FROM_0, .past = past_responses },
	{ .name = "rewarded", .unit = "responses", .help = "wholly correct responses of the last update", FROM_0,
	  .past = past_rewarded },
	{ .name = "allwrong", .unit = "prompts",
	  .help = "prompts all of whose responses of the last update were wrong; [i]: 1 when it is one of them",
	  .index = METRIC_MAY_PROMPT, FROM_0, .event = true, .now = event_allwrong, .past = past_allwrong },
	{ .name = "allright", .unit = "prompts",
	  .help = "prompts all of whose responses of the last update were correct; [i]: 1 when it is one of them",
	  .index = METRIC_MAY_PROMPT, FROM_0, .event = true, .now = event_allright, .past = past_allright },
	{ .name = "offsupport", .unit = "responses",
	  .help = "responses of the last update outside the base model's support", .index = METRIC_MAY_PROMPT, FROM_0,
	  .event = true, .now = event_off, .past = past_off },
	{ .name = "discovery", .unit = "responses",
	  .help = "correct responses of the last update outside the base model's support",
	  .index = METRIC_MAY_PROMPT, FROM_0, .event = true, .now = event_discovery, .past = past_discovered },
	{ .name = "learned", .unit = "prompts",
	  .help = "prompts whose p(y*|x) has come up to .9 in the last update; [i]: 1 when it is one of them",
	  .index = METRIC_MAY_PROMPT, FROM_0, .event = true, .now = event_learned },
	{ .name = "forgot", .unit = "prompts",
	  .help = "prompts whose p(y*|x) has fallen below p0/10 in the last update; [i]: 1 when it is one of them",
	  .index = METRIC_MAY_PROMPT, FROM_0, .event = true, .now = event_forgot },
	{ .name = "stalled", .unit = "prompts",
	  .help = "prompts for which the last update was the 20th in a row that asked and rewarded nothing; [i]: 1 when it "
		  "is one of them",
	  .index = METRIC_MAY_PROMPT, FROM_0, .event = true, .now = event_stalled },
	{ .name = "end", .help = "1 when the queries have reached the budget", .high = 1, .event = true,
	  .lasts = true, .now = now_end },
	{ .name = "hits", .unit = "responses", .help = "correct responses so far", .index = METRIC_PROMPT, FROM_0,
	  .past = past_hits },
	{ .name = "reach", .unit = "tokens",
	  .help = "longest prefix so far that was rewarded: outcome rewards know whole responses only; without [i] of any "
		  "prompt",
	  .index = METRIC_MAY_PROMPT, FROM_0, .tokens = true, .now = now_reach },
	{ .name = "likelihood", .help = "p(y*|x) now, exact", .alias = likelihood_alias, .index = METRIC_PROMPT,
	  PROBABILITY, .of_iterate = true, .past = past_likelihood },
	{ .name = "base", .help = "q0(y*|x), the base model's likelihood, exact", .index = METRIC_PROMPT, PROBABILITY,
	  .past = past_base },
	{ .name = "worst", .help = "smallest next-token probability along y* under the base model; .pos: its position; "
				   ".now: the smallest one now", .index = METRIC_PROMPT, .field = worst_fields,
	  PROBABILITY, .now = metric_worst },
	{ .name = "token", .help = "p(y*_t | x, correct prefix) now, exact", .index = METRIC_TOKEN, PROBABILITY,
	  .now = metric_token },
	{ .name = "err", .help = "1 - mean p(y*|x): over a table, or over the test prompts at the latest test", PROBABILITY,
	  .of_iterate = true, .now = now_err, .past = past_err, .then = then_err },
	{ .name = "entropy", .unit = "nats",
	  .help = "entropy of the response to a prompt, exact; without [i] the mean over all",
	  .index = METRIC_OR_ALL, FROM_0, .now = metric_entropy },
	{ .name = "kl", .unit = "nats",
	  .help = "KL(p || q0) of the response to a prompt, exact; .reverse: KL(q0 || p); without [i] the mean over all",
	  .index = METRIC_OR_ALL, .field = kl_fields, FROM_0, .now = metric_kl },
	{ .name = "gradnorm", .help = "norm of the last gradient; with sgd-adaptive of the mean of eta g, its step", FROM_0, .past = past_gradnorm },
	{ .name = "lr", .help = "learning rate", FROM_0, .now = now_lr, .past = past_lr, .then = then_lr },
	{ .name = "tries", .unit = "queries", .help = "queries of the last update for each of its responses, on average",
	  FROM_0, .now = now_tries },
	{ .name = "m", .unit = "tries",
	  .help = "tries of best-of-m, alg1 or alg2 in force, also where the setting is auto", FROM_0, .now = now_m },
	{ .name = "weightvar",
	  .help = "variance of the importance weight p/q of a response to a prompt before it is clipped: exact, of "
		  "behavior mixture an upper bound",
	  .index = METRIC_PROMPT, FROM_0, .now = metric_weightvar },
	{ .name = "gamma", .help = "margin of the task (lower bound), as command margin has found it", .high = 2,
	  .now = now_gamma },
	{ .name = "scale", .unit = "queries", .help = "scale of the queries that this trainer's algorithm takes to reach err eps "
						       "[MHE26]; .rounds: of its rounds; .mistakes: of online", .index = METRIC_EPS,
	  .field = scale_fields, FROM_0, .now = now_scale },
	{ .name = "mistakes", .help = "expected mistakes of the last online", FROM_0, .now = now_mistakes },
	{ .name = "fit", .help = "slope, factor or exponent of the latest line of command fit", .low = -INFINITY,
	  .high = INFINITY, .now = now_fit },
	{ .name = "lq", .help = "likelihood quantile: all but an eps share of prompts have at least this p(y*|x); .base: of "
				"the base model", .index = METRIC_EPS, .field = lq_fields, PROBABILITY, .now = metric_lq },
	{ .name = "tlq", .help = "the same of each prompt's smallest next-token probability along y*", .index = METRIC_EPS,
	  .field = lq_fields, PROBABILITY, .now = metric_tlq },
};
const int metric_count = sizeof(metric_table) / sizeof(metric_table[0]);
