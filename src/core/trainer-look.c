/* The batch of the last update, for whoever looks at it. */
#include "core/trainer-own.h"

#include "core/exact.h"
#include "core/importance.h"
#include "core/support.h"

/* The last batch to its end, all of it anew when an update that was given up has drawn over it. */
static void complete_chunk(void *self, struct desk *desk, int from, int n)
{
	struct trainer *t = self;
	const struct behaviour q = trainer_behaviour(t, &t->last, t->state->update - 1, true);

	if (t->drawn_over)
		behave_chunk(&q, desk, from, n);
	else
		behave_finish(&q, desk, from, n);
	if (t->batch.weight)
		importance_fill(&q, desk, t->last.clip, t->last.reward->per_token, from, n);
}

static void complete(struct trainer *t)
{
	rows_load(&t->rows, t->before);
	crew_work(&t->crew, t->batch.B, trainer_tokens(t, &t->last), NULL, complete_chunk, t);
	if (t->drawn_over)
		advantage_fill(&t->batch, t->last.reward, t->last.code, t->last.baseline);
	t->drawn_over = false;
}

const struct batch *trainer_look(struct trainer *t)
{
	if (!t->has_batch)
		return NULL;
	if (t->looked_at && t->log_alpha == t->config.log_alpha)
		return &t->batch;
	if (!t->looked_at)
		complete(t);
	for (int from = 0; from < t->batch.B; from += CHUNK) {
		int n = t->batch.B - from < CHUNK ? t->batch.B - from : CHUNK;
		support_classify(&t->batch, &t->base, &t->crew.desk[0], t->config.log_alpha, true, from, n);
	}
	t->looked_at = true;
	t->log_alpha = t->config.log_alpha;
	return &t->batch;
}

const struct tally *trainer_counts(const struct trainer *t)
{
	return t->has_counts ? t->now : NULL;
}

const double *trainer_weights_before(const struct trainer *t)
{
	return t->before;
}

const struct train_config *trainer_config_before(const struct trainer *t)
{
	return &t->last;
}

void trainer_path(const struct trainer *t, int b, struct chain *chain, double *lp_before, double *lp_after)
{
	const struct batch *batch = &t->batch;
	const uint8_t *y = batch->y + (size_t)b * (size_t)batch->N;

	chain_load(chain, t->before, &batch->prompt[b]);
	exact_path(chain, y, batch->length[b], lp_before);
	chain_load(chain, state_w_of(t->state), &batch->prompt[b]);
	exact_path(chain, y, batch->length[b], lp_after);
}

const double *trainer_gradient(const struct trainer *t)
{
	return t->grad;
}
