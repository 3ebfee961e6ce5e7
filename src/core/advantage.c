/* Rewards become advantages. */
#include "core/advantage.h"

#include <string.h>

static void fill_outcome(struct batch *b, enum reward_code code, enum baseline baseline)
{
	double mean = 0.0;

	for (int i = 0; baseline == BASELINE_MEAN && i < b->B; i++)
		mean += reward_value(code, b->right[i] == b->N);
	mean /= b->B;
	for (int i = 0; i < b->B; i++)
		b->hit[i] = b->miss[i] = reward_value(code, b->right[i] == b->N) - mean;
}

/* base[i] = mean over the batch of the reward at position i. */
static void fill_process_mean(struct batch *b, enum reward_code code)
{
	for (int i = 0; i < b->B; i++)
		if (b->right[i] > 0)
			b->base[b->right[i] - 1] += 1.0;
	for (int i = b->N - 2; i >= 0; i--)
		b->base[i] += b->base[i + 1];
	for (int i = 0; i < b->N; i++)
		b->base[i] = (b->base[i] * reward_value(code, true) +
			      (b->B - b->base[i]) * reward_value(code, false)) / b->B;
}

void advantage_fill(struct batch *b, const struct reward_type *reward, enum reward_code code, enum baseline baseline)
{
	memset(b->base, 0, (size_t)b->N * sizeof *b->base);
	if (!reward->per_token) {
		fill_outcome(b, code, baseline);
		return;
	}
	for (int i = 0; i < b->B; i++) {
		b->hit[i] = reward_value(code, true);
		b->miss[i] = reward_value(code, false);
	}
	if (baseline == BASELINE_MEAN)
		fill_process_mean(b, code);
}

bool advantage_needs_tail(enum reward_code code, enum baseline baseline)
{
	return code != CODE_01 || baseline != BASELINE_OFF;
}
