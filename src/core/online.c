/* The round, and the engine's gradient for the rare one that is rewarded. */
#include "core/online.h"

#include <gsl/gsl_interp.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/features.h"
#include "core/gradient.h"
#include "core/optim.h"
#include "core/vector.h"

/* A prompt under the present weights, as of `version`. */
struct sight {
	uint64_t version;
	double lp, p, mistake; /* log p_w(y*|x), p_w(y*|x), 1 - p_w(y*|x) */
};

struct online {
	const struct task *task;
	const struct prompt *prompt;
	int n;
	double *cum;         /* (n + 1) partial sums of the weights from 0 to 1               */
	double *q;           /* (n) q(y*|x); not looked at on-policy                          */
	struct sight *sight; /* (n)                                                           */
	int lowest;          /* for the adversary                                             */
	uint64_t version;    /* 1 + steps made                                                */
	double *w, *grad;    /* (nparam)                                                      */
	double radius2;
	struct rows rows;    /* of w                                                          */
	struct desk desk;
	struct batch batch;  /* one response                                                  */
	double *room;        /* 3k                                                            */
	struct online_result result;
};

static const struct sight *look(struct online *o, int i)
{
	struct sight *s = &o->sight[i];

	if (s->version == o->version)
		return s;
	s->lp = rows_loglik(&o->rows, &o->prompt[i], o->room);
	s->p = exp(s->lp);
	s->mistake = -expm1(s->lp);
	s->version = o->version;
	return s;
}

/* The weights have changed. */
static void look_anew(struct online *o)
{
	rows_load(&o->rows, o->w);
	o->version++;
	if (o->result.config.order != ONLINE_ADVERSARIAL)
		return;
	o->lowest = 0;
	for (int i = 0; i < o->n; i++)
		if (look(o, i)->lp < o->sight[o->lowest].lp)
			o->lowest = i;
}

static double behaviour_of(struct online *o, int i)
{
	double uniform = exp(-o->task->N * log(o->task->k));

	switch (o->result.config.behavior) {
	case ONLINE_UNIFORM:
		return uniform;
	case ONLINE_MIXTURE:
		return (look(o, i)->p + uniform) / 2.0;
	case ONLINE_ONPOLICY:
	case ONLINE_FROZEN:
		break;
	}
	return look(o, i)->p;
}

struct online *online_new(const struct task *t, const struct prompt *p, int n, const double *weight,
			  const double *base, const struct online_config *c)
{
	struct online *o = xcalloc(1, sizeof *o);

	*o = (struct online){ .task = t, .prompt = p, .n = n, .result = { .config = *c } };
	o->radius2 = features_radius2(t);
	o->cum = xcalloc((size_t)n + 1, sizeof *o->cum);
	o->q = xcalloc((size_t)n, sizeof *o->q);
	o->sight = xcalloc((size_t)n, sizeof *o->sight);
	o->w = xmemdup(base, t->nparam * sizeof *base);
	o->grad = xcalloc(t->nparam, sizeof *o->grad);
	o->room = xcalloc(3 * (size_t)t->k, sizeof *o->room);
	rows_init(&o->rows, t);
	desk_init(&o->desk, t);
	batch_init(&o->batch, t, 1);
	look_anew(o);
	for (int i = 0; i < n; i++) {
		o->cum[i + 1] = o->cum[i] + (weight ? weight[i] : 1.0 / n);
		o->q[i] = behaviour_of(o, i);
	}
	o->cum[n] = 1.0;
	return o;
}

void online_free(struct online *o)
{
	if (!o)
		return;
	free(o->cum);
	free(o->q);
	free(o->sight);
	free(o->w);
	free(o->grad);
	free(o->room);
	rows_done(&o->rows);
	desk_done(&o->desk);
	batch_done(&o->batch);
	free(o);
}

/* w += eta grad log p_w(y*|x): the batch's one response is y*, with advantage 1. */
static void learn(struct online *o, const struct prompt *p)
{
	struct batch *b = &o->batch;
	double lr = o->result.config.lr;
	size_t n = o->task->nparam;

	b->prompt[0] = *p;
	rows_prompts(&o->rows, p, 1, b->a, b->e1, b->most);
	memcpy(b->y, p->ystar, (size_t)o->task->N);
	b->right[0] = b->drawn[0] = o->task->N;
	b->hit[0] = 1.0;
	memset(o->grad, 0, n * sizeof *o->grad);
	if (lr > 0.0)
		gradient_chunk(b, &o->rows, &o->desk, 0, 1, o->grad);
	else
		gradient_chunk_adaptive(b, &o->rows, &o->desk, 0, 1, o->radius2, o->grad);
	vector_add(o->w, lr > 0.0 ? lr : 1.0, o->grad, n);
	look_anew(o);
}

struct online_round online_next(struct online *o)
{
	struct online_result *r = &o->result;
	struct address at = { .update = (uint32_t)r->rounds };
	struct online_round round = { .prompt = o->lowest };
	const struct sight *s;
	uint32_t coin[4]; /* which prompt, the prediction, the response: two words */
	double u;

	coin_fill(r->config.seed, COIN_ONLINE, at, 0, 4, coin);
	if (r->config.order == ONLINE_RANDOM)
		round.prompt = (int)gsl_interp_bsearch(o->cum, coin_unit(coin[0]), 0, (size_t)o->n);
	s = look(o, round.prompt);
	round.mistake = s->mistake;
	round.wrong = !(coin_unit(coin[1]) < s->p);
	u = coin_unit(coin[3]) * 0x1p-32 + coin[2] * 0x1p-32;
	round.paid = u < (r->config.behavior == ONLINE_ONPOLICY ? s->p : o->q[round.prompt]);
	r->rounds++;
	r->expected += round.mistake;
	r->wrong += round.wrong;
	if (round.mistake > .5)
		r->unsure = r->rounds;
	if (round.paid) {
		r->rewards++;
		learn(o, &o->prompt[round.prompt]);
	}
	return round;
}

const struct online_result *online_result(const struct online *o)
{
	return &o->result;
}

const double *online_weights(const struct online *o)
{
	return o->w;
}

double online_err(struct online *o)
{
	double sum = 0.0;

	for (int i = 0; i < o->n; i++)
		sum += (o->cum[i + 1] - o->cum[i]) * look(o, i)->mistake;
	return sum;
}
