/* Behaviours that draw whole responses from one policy. */
#include "core/behave.h"

#include "core/rollout.h"

static void draw_onpolicy(const struct behaviour *q, struct desk *desk, int b)
{
	rollout_response(q->batch, q->now, desk, q->seed, q->update, b, q->tail);
}

const struct behave_type behave_onpolicy = {
	.name = "onpolicy",
	.help = "the policy that is trained, p_w",
	.draw = draw_onpolicy,
};

const struct behave_type *const behave_types[] = { &behave_onpolicy, NULL };
