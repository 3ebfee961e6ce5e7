/* Metrics that are computed from the present weights, exactly. */
#include "run/metric-own.h"

#include <math.h>

#include "core/exact.h"
#include "core/importance.h"
#include "run/crowd.h"

/* ---- From the chain of one prompt */

static const double *weights(const struct session *s, int who)
{
	return state_w_of(run_state(&s->run[who]));
}

/* measure(chain) of prompt i under the weights w. */
static double measure_chain(const struct session *s, const double *w, int i, double (*measure)(struct chain *c))
{
	struct chain c;
	double v;

	chain_init(&c, s->task);
	chain_load(&c, w, &s->task->tracked[i]);
	v = measure(&c);
	chain_done(&c);
	return v;
}

static double worst_lp(struct chain *c)
{
	int position;

	return exact_worst(c, &position);
}

enum { WORST_POS = 1, WORST_NOW };

double metric_worst(const struct session *s, int who, int i, double t, int field)
{
	(void)t;
	if (field == WORST_POS)
		return s->base.worst_at[i] + 1;
	if (field == WORST_NOW)
		return exp(measure_chain(s, weights(s, who), i, worst_lp));
	return exp(s->base.worst[i]);
}

double metric_token(const struct session *s, int who, int i, double t, int field)
{
	const struct prompt *p = &s->task->tracked[i];
	struct chain c;
	double v;

	(void)field;
	chain_init(&c, s->task);
	chain_load(&c, weights(s, who), p);
	v = exp(exact_next(&c, (int)t)[p->ystar[(int)t]]);
	chain_done(&c);
	return v;
}

double metric_entropy(const struct session *s, int who, int i, double t, int field)
{
	(void)t, (void)field;
	return measure_chain(s, weights(s, who), i, exact_entropy);
}

double metric_weight_variance(const struct session *s, int who, int i)
{
	const struct train_config *c = run_config(&s->run[who]);
	struct chain now, other;
	double v;

	chain_init(&now, s->task);
	chain_init(&other, s->task);
	chain_load(&now, weights(s, who), &s->task->tracked[i]);
	chain_load(&other, c->frozen ? c->frozen : s->base.w, &s->task->tracked[i]);
	v = importance_variance(c->behave, &now, &other, c->m, c->mix);
	chain_done(&now);
	chain_done(&other);
	return v;
}

double metric_weightvar(const struct session *s, int who, int i, double t, int field)
{
	(void)t, (void)field;
	return metric_weight_variance(s, who, i);
}

enum { KL_REVERSE = 1 };

/* KL(p || q0), or with .reverse KL(q0 || p). */
double metric_kl(const struct session *s, int who, int i, double t, int field)
{
	struct chain now, base;
	double v;

	(void)t;
	chain_init(&now, s->task);
	chain_init(&base, s->task);
	chain_load(&now, weights(s, who), &s->task->tracked[i]);
	chain_load(&base, s->base.w, &s->task->tracked[i]);
	v = field == KL_REVERSE ? exact_kl(&base, &now) : exact_kl(&now, &base);
	chain_done(&now);
	chain_done(&base);
	return v;
}

/* ---- Quantiles, over all prompts of a finite task or over the test prompts */

enum { LQ_BASE = 1 };

static double quantile_of(const struct session *s, int who, double eps, int field,
			  double (*measure)(struct crowd *c, const double *w, double eps, int *which))
{
	struct crowd c;
	double lp;

	crowd_init(&c, s);
	lp = measure(&c, field == LQ_BASE ? s->base.w : weights(s, who), eps, NULL);
	crowd_done(&c);
	return exp(lp);
}

double metric_lq(const struct session *s, int who, int i, double t, int field)
{
	(void)i;
	return quantile_of(s, who, t, field, crowd_lq);
}

double metric_tlq(const struct session *s, int who, int i, double t, int field)
{
	(void)i;
	return quantile_of(s, who, t, field, crowd_tlq);
}
