/* Drawing responses from factored rows. */
#include "core/rollout.h"

#include <string.h>

#include "core/vector.h"

void rollout_prompts(struct batch *batch, const struct rows *rows, uint64_t seed, uint64_t update, int from, int n)
{
	const struct task *t = rows->task;
	size_t k = (size_t)t->k;

	for (int b = from; b < from + n; b++) {
		struct prompt *p = &batch->prompt[b];
		p->x = batch->x + (size_t)b * t->d;
		p->ystar = batch->ystar + (size_t)b * t->N;
		t->type->draw(t, seed, COIN_PROMPT, (struct address){ (uint32_t)update, (uint32_t)b, 0 }, p);
	}
	rows_prompts(rows, batch->prompt + from, n, batch->a + from * k, batch->e1 + from * k, batch->most + from);
}

static inline bool inside(const struct interval *in, uint32_t coin)
{
	double u = (coin + 0.5) * in->scale;

	return in->low <= u && u < in->high;
}

static inline struct interval interval_of(const struct task *t, const struct row *row, int state, int token)
{
	return (struct interval){ token ? row->cum[token - 1] : 0.0, row->cum[token], row->sum * 0x1p-32, token,
				  t->next[state * t->k + token] };
}

enum { CYCLE_MOST = 64 };

/* Length of the correct prefix that the coins draw: walks y* step by step, then round its cycle, until a coin falls
 * outside. Opens the rows of the states on the way; *state becomes the state behind the prefix. */
static int correct_prefix(const struct prompt *p, const struct rows *rows, const struct subject *subject,
			  struct desk *desk, int *state)
{
	const struct task *t = rows->task;
	double low[CYCLE_MOST + VECTOR_LANES], high[CYCLE_MOST + VECTOR_LANES], scale[CYCLE_MOST + VECTOR_LANES];
	int before[CYCLE_MOST]; /* the states in which the cycle's tokens are drawn */
	bool round = p->period > 0 && p->period <= CYCLE_MOST;
	int steps = round ? prompt_steps(p) : t->N, i;

	*state = 0;
	for (i = 0; i < steps; i++) {
		struct row *row = sheet_row(&desk->draw, rows, subject, *state);
		struct interval in = interval_of(t, row, *state, p->ystar[i]);
		if (!inside(&in, desk->coins[i]))
			return i;
		if (round && i >= p->lead) {
			int at = i - p->lead;
			low[at] = in.low;
			high[at] = in.high;
			scale[at] = in.scale;
			before[at] = *state;
		}
		*state = in.next;
	}
	if (i == t->N)
		return i;
	for (int l = 0; l < VECTOR_LANES; l++) { /* beyond one period it copies what it has just copied */
		low[p->period + l] = low[l];
		high[p->period + l] = high[l];
		scale[p->period + l] = scale[l];
	}
	i = vector_outside(desk->coins + steps, t->N - steps, &(struct cycle){ low, high, scale, p->period });
	*state = before[i % p->period];
	return steps + i;
}

/* Tokens i .. end - 1 from `state`. Most states draw one token nearly always, so the widest interval met so far is tried
 * first: then the next state does not wait for a search of the row. */
static void draw_tail(const struct rows *rows, const struct subject *subject, struct desk *desk, int state, int i,
		      int end, uint8_t *y)
{
	const struct task *t = rows->task;

	for (; i < end; i++) {
		struct row *row = sheet_row(&desk->draw, rows, subject, state);
		struct interval *guess = &desk->draw.guess[state], in;
		if (inside(guess, desk->coins[i])) {
			y[i] = (uint8_t)guess->token;
			state = guess->next;
			continue;
		}
		in = interval_of(t, row, state,
				 vector_count(row->cum, t->k, (desk->coins[i] + 0.5) * (row->sum * 0x1p-32)));
		if (in.high - in.low > guess->high - guess->low)
			*guess = in;
		y[i] = (uint8_t)in.token;
		state = in.next;
	}
}

void rollout_response(struct batch *batch, const struct rows *rows, struct desk *desk, uint64_t seed, uint64_t update,
		      int b, bool tail)
{
	struct address at = { (uint32_t)update, (uint32_t)b, 0 };
	const struct prompt *p = &batch->prompt[b];
	struct subject subject = batch_subject(batch, b);
	uint8_t *y = batch->y + (size_t)b * (size_t)batch->N;
	int state, right;

	sheet_clear(&desk->draw);
	coin_fill(seed, COIN_TOKEN, at, 0, batch->N, desk->coins);
	right = correct_prefix(p, rows, &subject, desk, &state);
	memcpy(y, p->ystar, (size_t)right);
	batch->right[b] = right;
	batch->drawn[b] = right == batch->N || tail ? batch->N : right + 1;
	draw_tail(rows, &subject, desk, state, right, batch->drawn[b], y);
}
