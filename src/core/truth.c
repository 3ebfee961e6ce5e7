/* Greedy decoding. With finitely many states the argmax is a map of states, so decoding runs into a cycle after at most
 * nstate steps; the cycle is found once and copied. */
#include "core/truth.h"

#include <string.h>

#include "core/features.h"
#include "core/vector.h"

/* ystar[i] for i >= steps repeats the last `period` tokens before it; copies double in size. */
static void repeat_cycle(uint8_t *y, int steps, int period, int N)
{
	if (period == 1) {
		memset(y + steps, y[steps - 1], (size_t)(N - steps));
		return;
	}
	for (int have = period, i = steps; i < N;) {
		int some = N - i < have ? N - i : have;
		memcpy(y + i, y + i - have, (size_t)some);
		i += some;
		have += some;
	}
}

void truth_pin(const struct task *t, struct prompt *p)
{
	p->lead = t->N;
	p->period = 0;
}

void truth_pin_to(const struct task *t, struct prompt *p, const uint8_t *y)
{
	memcpy(p->ystar, y, (size_t)t->N);
	truth_pin(t, p);
}

static const double zero[TASK_TOKENS_MOST + 1];

/* A map that does not split, or one of very many states: without looking for a cycle. */
static void decode_plain(const struct task *t, struct prompt *p)
{
	double score[TASK_TOKENS_MOST + 1];
	int state = 0;

	truth_pin(t, p);
	for (int i = 0; i < t->N; i++) {
		features_score(t, t->truth, p, state, score);
		p->ystar[i] = (uint8_t)vector_argmax(score, zero, t->k);
		state = t->next[state * t->k + p->ystar[i]];
	}
}

void truth_decode(const struct task *t, struct prompt *p)
{
	double a[TASK_TOKENS_MOST + 1];
	uint16_t seen[TASK_LENGTH_MOST + 1]; /* 1 + position at which a state came up */
	int state = 0, i = 0;

	if (t->nstate > TASK_LENGTH_MOST + 1 || !features_split(t->features)) {
		decode_plain(t, p);
		return;
	}
	t->features->score_prompt(t, t->truth, p, a);
	memset(seen, 0, (size_t)t->nstate * sizeof *seen);
	truth_pin(t, p);
	for (; i < t->N && !seen[state]; i++) {
		const double *b = t->features->score_state(t, t->truth, state);
		seen[state] = (uint16_t)(1 + i);
		p->ystar[i] = (uint8_t)vector_argmax(a, b ? b : zero, t->k);
		state = t->next[state * t->k + p->ystar[i]];
	}
	if (i == t->N)
		return;
	p->lead = seen[state] - 1;
	p->period = i - p->lead;
	repeat_cycle(p->ystar, i, p->period, t->N);
}
