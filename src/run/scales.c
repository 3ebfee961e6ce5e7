/* Every number of a scale comes from core/bound.h; here is where its terms and its neighbour come from. */
#include "run/scales.h"

#include <math.h>

#include "core/quantile.h"
#include "run/crowd.h"

/* ---- terms */

/* Of a finite task the base model was measured prompt by prompt when it was made. */
void scales_quantiles(const struct session *s, double eps, struct bound_terms *to, int *n)
{
	struct crowd c;

	crowd_init(&c, s);
	*n = c.n;
	if (task_is_finite(s->task)) {
		to->log_lq = quantile(s->base.lp, c.weight, c.n, eps, c.order, NULL);
		to->log_tlq = quantile(s->base.worst, c.weight, c.n, eps, c.order, NULL);
	} else {
		to->log_lq = crowd_lq(&c, s->base.w, eps, NULL);
		to->log_tlq = crowd_tlq(&c, s->base.w, eps, NULL);
	}
	crowd_done(&c);
}

double scales_log_gamma(const struct session *s)
{
	return s->margin.verdict != MARGIN_OPEN && s->margin.lower > 0.0 ? log(s->margin.lower) : NAN;
}

/* ---- the run */

/* The first row of the trace whose err is eps or less; rows are thinned in long runs. Rounds as if all updates so far
 * had had its batch. */
static void find_eps(const struct run *r, double eps, struct scales *to)
{
	const struct trace *t = &r->trace;

	for (size_t row = 0; row < t->rows; row++) {
		if (!(trace_scalar(t, row, TRACE_ERR) <= eps))
			continue;
		to->queries_at = trace_scalar(t, row, TRACE_QUERIES);
		to->rounds_at = trace_scalar(t, row, TRACE_UPDATE) * trace_scalar(t, row, TRACE_RESPONSES);
		return;
	}
}

static double pretrain_rounds(const struct session *s)
{
	return s->base.file[0] ? NAN : (double)s->base.pairs;
}

void scales_collect(const struct session *s, int who, double eps, struct scales *to)
{
	const struct run *r = &s->run[who];
	const struct tally *all = &run_state(r)->all;

	*to = (struct scales){
		.terms = { .k = s->task->k, .N = s->task->N, .log_eps = log(eps), .log_gamma = scales_log_gamma(s) },
		.eps = eps, .who = who, .config = run_config(r),
		.rounds = (double)all->responses, .queries = (double)all->queries, .rounds_at = NAN, .queries_at = NAN,
		.hits = (double)all->rewarded, .first_hit = all->first_hit ? (double)all->first_hit : NAN,
		.err = r->err,
		.pretrain_rounds = pretrain_rounds(s), .mistakes = s->online.rounds ? s->online.expected : NAN,
	};
	scales_quantiles(s, eps, &to->terms, &to->n);
	find_eps(r, eps, to);
}

/* ---- the table */

/* Learns from outcome rewards alone: a teacher's responses are given. */
static bool is_outcome(const struct train_config *c)
{
	return c->reward == &reward_outcome && c->behave != &behave_teacher;
}

static bool is_mixture(const struct train_config *c)
{
	return is_outcome(c) && c->behave == &behave_mixture;
}

static bool is_algorithm1(const struct train_config *c)
{
	return c->behave == &behave_alg1;
}

static bool is_algorithm2(const struct train_config *c)
{
	return c->behave == &behave_alg2;
}

const struct scale scale_table[] = {
	{ "adaptive step", SCALE_PRETRAIN, false, bound_rounds, NULL },
	{ "constant step", SCALE_PRETRAIN, false, bound_constant_step, NULL },
	{ "outcome, at least", SCALE_ROUNDS, true, bound_rounds, is_outcome },
	{ "fixed mixture", SCALE_ROUNDS, false, bound_mixture, is_mixture },
	{ "Algorithm 1", SCALE_ROUNDS, false, bound_rounds, is_algorithm1 },
	{ "Algorithm 2", SCALE_ROUNDS, false, bound_rounds, is_algorithm2 },
	{ "outcome, at least", SCALE_QUERIES, true, bound_least_queries, is_outcome },
	{ "fixed mixture", SCALE_QUERIES, false, bound_mixture, is_mixture },
	{ "Algorithm 1", SCALE_QUERIES, false, bound_algorithm1, is_algorithm1 },
	{ "Algorithm 2", SCALE_QUERIES, false, bound_algorithm2, is_algorithm2 },
	{ "uniform behavior", SCALE_MISTAKES, false, bound_mistakes, NULL },
	{ "any learner, at least", SCALE_MISTAKES, true, bound_least_mistakes, NULL },
};
const int scale_count = sizeof scale_table / sizeof *scale_table;

double scale_measured(const struct scale *row, const struct scales *s, bool at_eps)
{
	switch (row->of) {
	case SCALE_ROUNDS:
		return at_eps ? s->rounds_at : s->rounds;
	case SCALE_QUERIES:
		return at_eps ? s->queries_at : s->queries;
	case SCALE_MISTAKES:
		return at_eps ? NAN : s->mistakes;
	case SCALE_PRETRAIN:
		break;
	}
	return at_eps ? NAN : s->pretrain_rounds;
}

/* An algorithm's own before what holds for all outcome rewards. */
const struct scale *scale_of_trainer(const struct train_config *c, enum scale_of of)
{
	const struct scale *found = NULL;

	for (int i = 0; i < scale_count; i++) {
		const struct scale *row = &scale_table[i];
		if (row->of == of && row->concerns && row->concerns(c) && (!found || found->least))
			found = row;
	}
	return found;
}
