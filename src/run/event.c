/* What an update counted by prompt, and which lines the likelihoods have crossed in it. */
#include "run/event.h"

#include <math.h>

#include "run/frame.h"

/* What the trace says of the last update. */
static double latest(const struct session *s, int who, enum trace_column c)
{
	const struct trace *t = &s->run[who].trace;

	return trace_scalar(t, t->rows - 1, c);
}

double event_off(const struct session *s, int who, int i, double t, int field)
{
	const struct tally *counts = trainer_counts(s->run[who].trainer);
	double all = latest(s, who, TRACE_OFF);

	(void)t, (void)field;
	if (i < 0)
		return all;
	return counts && !isnan(all) ? (double)counts[i].off : NAN;
}

double event_discovery(const struct session *s, int who, int i, double t, int field)
{
	const struct tally *counts = trainer_counts(s->run[who].trainer);

	(void)t, (void)field;
	if (i < 0)
		return latest(s, who, TRACE_DISCOVERED);
	return counts ? (double)counts[i].discovered : NAN;
}

double event_allwrong(const struct session *s, int who, int i, double t, int field)
{
	const struct tally *counts = trainer_counts(s->run[who].trainer);

	(void)t, (void)field;
	if (i < 0)
		return latest(s, who, TRACE_ALLWRONG);
	return counts ? counts[i].queries > 0 && counts[i].rewarded == 0 : NAN;
}

double event_allright(const struct session *s, int who, int i, double t, int field)
{
	const struct tally *counts = trainer_counts(s->run[who].trainer);

	(void)t, (void)field;
	if (i < 0)
		return latest(s, who, TRACE_ALLRIGHT);
	return counts ? counts[i].responses > 0 && counts[i].rewarded == counts[i].responses : NAN;
}

/* Whether it happened to prompt i, or to how many. */
static double happened(const struct session *s, int who, int i, bool (*has)(const struct session *s, int who, int i))
{
	double n = 0.0;

	if (run_state(&s->run[who])->update == 0)
		return NAN;
	if (i >= 0)
		return has(s, who, i);
	for (i = 0; i < s->task->ntracked; i++)
		n += has(s, who, i);
	return n;
}

static bool has_learned(const struct session *s, int who, int i)
{
	const struct run *r = &s->run[who];

	return !frame_is_learned(r->lp_before[i]) && frame_is_learned(r->lp[i]);
}

double event_learned(const struct session *s, int who, int i, double t, int field)
{
	(void)t, (void)field;
	return happened(s, who, i, has_learned);
}

static bool has_forgotten(const struct session *s, int who, int i)
{
	const struct run *r = &s->run[who];
	double line = s->base.lp[i] - log(10.0);

	return r->lp_before[i] >= line && r->lp[i] < line;
}

double event_forgot(const struct session *s, int who, int i, double t, int field)
{
	(void)t, (void)field;
	return happened(s, who, i, has_forgotten);
}

/* Later updates that do not ask about it leave `dry` as it is. */
static bool has_stalled(const struct session *s, int who, int i)
{
	const struct run *r = &s->run[who];

	return trainer_counts(r->trainer)[i].queries > 0 && state_tally_of(run_state(r))[i].dry == STALLED_AFTER;
}

double event_stalled(const struct session *s, int who, int i, double t, int field)
{
	(void)t, (void)field;
	return trainer_counts(s->run[who].trainer) ? happened(s, who, i, has_stalled) : NAN;
}
