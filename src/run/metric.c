/* The values of metrics, now and in the past. */
#include "run/metric.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/xalloc.h"
#include "run/prompts.h"

static const size_t now_row = SIZE_MAX;

/* The value for one prompt, or without one: i = -1. */
static double value(const struct session *s, const struct metric_ref *m, int who, int i, size_t row)
{
	const struct metric *metric = m->metric;

	/* The task may have changed since the metric was typed. */
	if (i >= s->task->ntracked || (metric->index == METRIC_TOKEN && m->t >= s->task->N))
		return NAN;
	if (row == now_row && metric->now)
		return metric->now(s, who, i, m->t, m->field);
	return metric->past(s, who, i, row == now_row ? s->run[who].trace.rows - 1 : row);
}

/* The members of a set, for the caller to free; *n: how many. */
static bool *members(const struct session *s, const struct metric_ref *m, int who, int *n)
{
	bool *member = xcalloc((size_t)s->task->ntracked, sizeof *member);

	*n = prompts_parse(s, m->set_text, who, member, NULL);
	return member;
}

/* The mean over `n` members; NaN when there are none. */
static double mean(const struct session *s, const struct metric_ref *m, int who, const bool *member, int n, size_t row)
{
	double sum = 0.0;

	for (int i = 0; n > 0 && i < s->task->ntracked; i++)
		if (member[i])
			sum += value(s, m, who, i, row);
	return n > 0 ? sum / n : NAN;
}

static double value_at(const struct session *s, const struct metric_ref *m, int who, size_t row)
{
	bool *member;
	double v;
	int n;

	if (m->who >= 0)
		who = m->who;
	if (!session_ready(s) || !run_exists(&s->run[who]) || m->set == SET_EACH)
		return NAN;
	if (m->set != SET_MANY)
		return value(s, m, who, m->prompt, row);
	member = members(s, m, who, &n);
	v = mean(s, m, who, member, n, row);
	free(member);
	return v;
}

double metric_now(const struct session *s, const struct metric_ref *m, int who)
{
	return value_at(s, m, who, now_row);
}

double metric_past(const struct session *s, const struct metric_ref *m, int who, size_t row)
{
	const struct run *r = &s->run[m->who < 0 ? who : m->who];

	return metric_kept(m) && row < r->trace.rows ? value_at(s, m, who, row) : NAN;
}

double metric_then(const struct session *s, const struct metric_ref *m, int who, size_t row)
{
	return m->metric->then ? m->metric->then(s, who, row) : metric_past(s, m, who, row);
}

void metric_history(const struct session *s, const struct metric_ref *m, int who, double *v)
{
	bool *member, many = m->set == SET_MANY;
	int n;

	if (m->who >= 0)
		who = m->who;
	member = members(s, m, who, &n);
	for (size_t row = 0; row < s->run[who].trace.rows; row++)
		v[row] = many ? mean(s, m, who, member, n, row) : metric_past(s, m, who, row);
	free(member);
}

/* What is counted by prompt is kept for the last update only. */
bool metric_kept(const struct metric_ref *m)
{
	return m->metric->past && m->field == 0 && !(m->metric->index == METRIC_MAY_PROMPT && m->set != SET_NONE);
}

bool metric_in_trace(const struct session *s, const struct metric_ref *m, int who)
{
	return metric_kept(m) && !(m->metric->of_iterate && s->run[who].trace.mixed) && (m->who < 0 || m->who == who) &&
	       !(m->set == SET_MANY && prompts_move(m->set_text));
}

static bool is_position(const struct metric_ref *m)
{
	return m->field > 0 && strcmp(m->metric->field[m->field - 1], "pos") == 0;
}

void metric_range(const struct session *s, const struct metric_ref *m, double *low, double *high)
{
	*low = is_position(m) ? 1.0 : m->metric->low;
	*high = is_position(m) || m->metric->tokens ? s->task->N : m->metric->high;
}

bool metric_is_probability(const struct metric_ref *m)
{
	return m->metric->probability && !is_position(m);
}

void metric_print(const struct metric_ref *m, double v, char to[40])
{
	if (isnan(v))
		strcpy(to, "-");
	else if (metric_is_probability(m))
		num_prob(to, v > 0.0 ? log(v) : -INFINITY); /* 1 - mean may be -1e-17 */
	else if (v == rint(v) && fabs(v) < 1e15)
		num_amount(to, v);
	else
		num_short(to, v);
}
