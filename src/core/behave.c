/* Behaviours that draw each response once. */
#include "core/behave.h"

#include <math.h>
#include <string.h>

#include "core/logs.h"
#include "core/rollout.h"

void behave_chunk(const struct behaviour *q, struct desk *desk, int from, int n)
{
	struct batch *batch = q->batch;

	rollout_prompts(batch, q->now, q->seed, q->update, from, n);
	if (q->type->has_other)
		rows_prompts(q->other, batch->prompt + from, n, desk->other_a, desk->other_e1, desk->other_most);
	for (int b = from; b < from + n; b++) {
		batch->length[b] = batch->N;
		batch->asked[b] = -1;
		q->type->draw(q, desk, b);
	}
}

void behave_finish(const struct behaviour *q, struct desk *desk, int from, int n)
{
	const struct batch *batch = q->batch;

	if (q->type->has_other)
		rows_prompts(q->other, batch->prompt + from, n, desk->other_a, desk->other_e1, desk->other_most);
	for (int b = from; b < from + n; b++) {
		if (batch->drawn[b] == batch->length[b])
			continue;
		if (q->type->finish)
			q->type->finish(q, desk, b);
		else
			q->type->draw(q, desk, b);
	}
}

struct subject behave_other(const struct behaviour *q, const struct desk *desk, int b)
{
	size_t i = (size_t)(b % CHUNK), at = i * (size_t)q->batch->k;

	return (struct subject){ &q->batch->prompt[b], desk->other_a + at, desk->other_e1 + at, desk->other_most[i] };
}

const uint32_t *behave_coins(const struct behaviour *q, struct desk *desk, int b, uint32_t attempt)
{
	coin_fill(q->seed, COIN_TOKEN, (struct address){ (uint32_t)q->update, (uint32_t)b, attempt }, 0, q->batch->N,
		  desk->coins);
	return desk->coins;
}

static void draw_from(const struct behaviour *q, const struct rows *rows, const struct subject *subject, double mix,
		      struct desk *desk, int b)
{
	struct walk w;

	walk_begin(&w, rows, subject, mix, &desk->draw, behave_coins(q, desk, b, 0));
	rollout_walk(&w, q->batch, b, q->tail);
}

static void draw_onpolicy(const struct behaviour *q, struct desk *desk, int b)
{
	rollout_response(q->batch, q->now, desk, q->seed, q->update, b, q->tail);
}

static void draw_frozen(const struct behaviour *q, struct desk *desk, int b)
{
	struct subject subject = behave_other(q, desk, b);

	draw_from(q, q->other, &subject, 0.0, desk, b);
}

static void draw_uniform(const struct behaviour *q, struct desk *desk, int b)
{
	rollout_uniform(behave_coins(q, desk, b, 0), q->batch, b, q->tail);
}

static void draw_mixture(const struct behaviour *q, struct desk *desk, int b)
{
	uint32_t coin;

	coin_fill(q->seed, COIN_MIX, (struct address){ (uint32_t)q->update, (uint32_t)b, 0 }, 0, 1, &coin);
	if (coin_is_heads(coin))
		draw_frozen(q, desk, b);
	else
		draw_uniform(q, desk, b);
}

static void draw_eps(const struct behaviour *q, struct desk *desk, int b)
{
	struct subject subject = batch_subject(q->batch, b);

	draw_from(q, q->now, &subject, q->mix, desk, b);
}

/* y = y*, known and not asked for. */
static void draw_teacher(const struct behaviour *q, struct desk *desk, int b)
{
	struct batch *batch = q->batch;

	(void)desk;
	memcpy(batch->y + (size_t)b * (size_t)batch->N, batch->prompt[b].ystar, (size_t)batch->N);
	batch->right[b] = batch->drawn[b] = batch->N;
	batch->asked[b] = 0;
}

static double law_onpolicy(const struct chances *c)
{
	return c->now;
}

static double law_frozen(const struct chances *c)
{
	return c->other;
}

static double law_uniform(const struct chances *c)
{
	return -log(c->k);
}

/* (1 - eps) p + eps / k. */
static double law_eps(const struct chances *c)
{
	return log_add(log1p(-c->mix) + c->now, log(c->mix / c->k));
}

const struct behave_type behave_onpolicy = {
	.name = "onpolicy",
	.help = "the policy that is trained, p_w",
	.law = LAW_TOKEN,
	.log_law = law_onpolicy,
	.draw = draw_onpolicy,
};

const struct behave_type behave_frozen = {
	.name = "frozen",
	.help = "the base model q0, or a saved policy; it never changes",
	.has_other = true,
	.law = LAW_TOKEN,
	.log_law = law_frozen,
	.draw = draw_frozen,
};

const struct behave_type behave_uniform = {
	.name = "uniform",
	.help = "each of the k tokens with probability 1/k",
	.law = LAW_TOKEN,
	.log_law = law_uniform,
	.draw = draw_uniform,
};

const struct behave_type behave_mixture = {
	.name = "mixture",
	.help = "a fair coin a response: the base model q0, or uniform",
	.has_other = true,
	.law = LAW_MIXED,
	.draw = draw_mixture,
};

const struct behave_type behave_eps = {
	.name = "eps",
	.help = "each token uniform with probability behavior.eps, else from p_w",
	.has_mix = true,
	.law = LAW_TOKEN,
	.log_law = law_eps,
	.draw = draw_eps,
};

static const char *const teacher_refusals[REFUSALS] = {
	[REFUSES_PM1] = "teacher gives y* itself with advantage 1 and asks nothing: set code 01 first",
	[REFUSES_MEAN] = "teacher gives y* itself with advantage 1 and asks nothing: set baseline off first",
	[REFUSES_CLIP] = "teacher gives y* itself with weight 1 and draws nothing: set clip off first",
};

const struct behave_type behave_teacher = {
	.name = "teacher",
	.help = "the correct response y* itself, as in pre-training; asks nothing",
	.forced = true,
	.refusals = teacher_refusals,
	.draw = draw_teacher,
};

const struct behave_type *const behave_types[] = {
	&behave_onpolicy, &behave_frozen,    &behave_uniform, &behave_mixture, &behave_eps,
	&behave_best_of_m, &behave_alg1, &behave_alg2, &behave_teacher, NULL,
};
