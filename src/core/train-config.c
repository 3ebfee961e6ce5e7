/* What goes with what. */
#include "core/train-config.h"

#include <math.h>
#include <stddef.h>

/* What its behaviour does not go with; NULL: nothing. */
static const char *refused(const struct train_config *c)
{
	const struct behave_type *q = c->behave;

	if (q->reward && q->reward != c->reward)
		return q->refusals[REFUSES_REWARD];
	if (q->forced && c->code != CODE_01)
		return q->refusals[REFUSES_PM1];
	if (q->forced && c->baseline != BASELINE_OFF)
		return q->refusals[REFUSES_MEAN];
	return q->forced && c->clip != 0.0 ? q->refusals[REFUSES_CLIP] : NULL;
}

const char *train_config_check(const struct train_config *c)
{
	if (!c->reward || !c->optim || !c->behave)
		return "a trainer needs a reward, an optimizer and a behaviour";
	if (c->batch < 1)
		return "batch takes 1 or more responses";
	if (!(c->lr > 0.0) || isinf(c->lr))
		return "lr takes a positive number";
	if (c->behave->has_m && (c->m < 1 || c->m > BEHAVE_TRIES_MOST))
		return "m takes 1 to 16777215 tries";
	if (c->behave->has_mix && !(c->mix >= 0.0 && c->mix <= 1.0))
		return "behavior.eps takes a share from 0 to 1";
	if (c->clip != 0.0 && !(c->clip >= 1.0))
		return "clip takes a number of at least 1: weights are kept within 1/clip .. clip";
	return refused(c);
}
