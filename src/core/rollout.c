/* Drawing responses from factored rows. */
#include "core/rollout.h"

#include <string.h>

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

static inline struct interval interval_of(const struct task *t, const struct row *row, int state, int token)
{
	return (struct interval){ token ? row->cum[token - 1] : 0.0, row->cum[token], row->sum * 0x1p-32, token,
				  t->next[state * t->k + token] };
}

void walk_begin(struct walk *w, const struct rows *rows, const struct subject *subject, double mix, struct sheet *sheet,
		const uint32_t *coins)
{
	const struct prompt *p = subject->prompt;

	w->rows = rows;
	w->subject = *subject;
	w->sheet = sheet;
	w->coins = coins;
	w->state = 0;
	w->round = p->period > 0 && p->period <= CYCLE_MOST;
	w->known = false;
	w->steps = w->round ? prompt_steps(p) : rows->task->N;
	sheet_clear(sheet);
	sheet->mix = mix;
}

static inline struct interval right_interval(struct walk *w, int i)
{
	return interval_of(w->rows->task, sheet_row(w->sheet, w->rows, &w->subject, w->state), w->state,
			   w->subject.prompt->ystar[i]);
}

struct interval walk_interval(struct walk *w, int i)
{
	return right_interval(w, i);
}

/* The first round has filled `period` entries; from any of them vector_outside() reads one round and its lanes more. */
static void close_cycle(struct walk *w)
{
	int period = w->subject.prompt->period;

	for (int l = 0; l < period + VECTOR_LANES; l++) { /* beyond one period it copies what it has just copied */
		w->low[period + l] = w->low[l];
		w->high[period + l] = w->high[l];
		w->scale[period + l] = w->scale[l];
	}
	w->known = true;
}

/* Step by step of y*, then round its cycle, until a coin falls outside. Opens the rows of the states on the way. */
int walk_follow(struct walk *w, int i)
{
	const struct prompt *p = w->subject.prompt;
	int N = w->rows->task->N, steps = w->steps, lead = w->round ? p->lead : N, phase;

	for (; i < steps; i++) {
		struct interval in = right_interval(w, i);
		if (i >= lead) {
			int at = i - lead;
			w->low[at] = in.low;
			w->high[at] = in.high;
			w->scale[at] = in.scale;
			w->before[at] = w->state;
		}
		if (!interval_has(&in, w->coins[i]))
			return i;
		w->state = in.next;
	}
	if (i == N)
		return N;
	if (!w->known)
		close_cycle(w);
	phase = (i - w->steps) % p->period;
	i += vector_outside(w->coins + i, N - i,
			    &(struct cycle){ w->low + phase, w->high + phase, w->scale + phase, p->period });
	w->state = w->before[(i - w->steps) % p->period];
	return i;
}

int walk_token(struct walk *w, uint32_t coin)
{
	const struct task *t = w->rows->task;
	struct row *row = sheet_row(w->sheet, w->rows, &w->subject, w->state);
	int token = vector_count(row->cum, t->k, (coin + 0.5) * (row->sum * 0x1p-32));

	w->state = t->next[w->state * t->k + token];
	return token;
}

/* Most states draw one token nearly always, so the widest interval met so far is tried first: then the next state
 * does not wait for a search of the row. */
void walk_on(struct walk *w, int i, int end, uint8_t *y)
{
	const struct task *t = w->rows->task;
	const uint32_t *coins = w->coins;
	int state = w->state;

	for (; i < end; i++) {
		struct row *row = sheet_row(w->sheet, w->rows, &w->subject, state);
		struct interval *guess = &w->sheet->guess[state], in;
		if (interval_has(guess, coins[i])) {
			y[i] = (uint8_t)guess->token;
			state = guess->next;
			continue;
		}
		in = interval_of(t, row, state, vector_count(row->cum, t->k, (coins[i] + 0.5) * (row->sum * 0x1p-32)));
		if (in.high - in.low > guess->high - guess->low)
			*guess = in;
		y[i] = (uint8_t)in.token;
		state = in.next;
	}
	w->state = state;
}

void rollout_walk(struct walk *w, struct batch *batch, int b, bool tail)
{
	uint8_t *y = batch->y + (size_t)b * (size_t)batch->N;
	int right = walk_follow(w, 0);

	memcpy(y, w->subject.prompt->ystar, (size_t)right);
	batch->right[b] = right;
	batch->drawn[b] = right == batch->N || tail ? batch->N : right + 1;
	walk_on(w, right, batch->drawn[b], y);
}

void rollout_response(struct batch *batch, const struct rows *rows, struct desk *desk, uint64_t seed, uint64_t update,
		      int b, bool tail)
{
	struct subject subject = batch_subject(batch, b);
	struct walk w;

	coin_fill(seed, COIN_TOKEN, (struct address){ (uint32_t)update, (uint32_t)b, 0 }, 0, batch->N, desk->coins);
	walk_begin(&w, rows, &subject, 0.0, &desk->draw, desk->coins);
	rollout_walk(&w, batch, b, tail);
}

void rollout_uniform(const uint32_t *coins, struct batch *batch, int b, bool tail)
{
	const uint8_t *ystar = batch->prompt[b].ystar;
	uint8_t *y = batch->y + (size_t)b * (size_t)batch->N;
	int i = 0, N = batch->N;

	while (i < N && (y[i] = (uint8_t)coin_pick(coins[i], batch->k)) == ystar[i])
		i++;
	batch->right[b] = i;
	batch->drawn[b] = i == N || tail ? N : i + 1;
	for (int j = i + 1; j < batch->drawn[b]; j++)
		y[j] = (uint8_t)coin_pick(coins[j], batch->k);
}
