/* Behaviours that try again: best-of-m by tokens, Algorithm 1 by responses, Algorithm 2 by tokens [MHE26, sec. 3]. A
 * try goes no further than its first wrong token, and the coins of many tries are fetched at once. */
#include "core/behave.h"

#include <math.h>
#include <string.h>

#include "core/logs.h"
#include "core/rollout.h"

/* The attempt that holds the coins of further candidates at position i, and of token i of Algorithm 1's tries. */
static struct address further_at(const struct behaviour *q, int b, int i)
{
	return (struct address){ (uint32_t)q->update, (uint32_t)b, (uint32_t)i + 2 };
}

/* A way up y*, by the first right one of up to m candidates a position. */
struct climb {
	const struct behaviour *q;
	struct desk *desk;
	int b;
	struct walk w;  /* its coins are the first candidates            */
	int64_t asked;  /* one query a candidate                         */
	uint32_t coin;  /* of the last candidate where it ended, below N */
};

/* Whether one of candidates 1 .. m - 1 (the first is 0) at position i falls into `in`. */
static bool further_candidates(struct climb *c, int i, const struct interval *in)
{
	uint32_t *coins = c->desk->tries;
	int64_t most = c->q->m - 1;
	int some = 0;

	for (int64_t done = 0; done < most; done += some) {
		some = done == 0 ? 4 : some < DESK_TRIES ? 2 * some : DESK_TRIES;
		some = most - done < some ? (int)(most - done) : some;
		coin_fill(c->q->seed, COIN_TOKEN, further_at(c->q, c->b, i), (int)done, some, coins);
		for (int j = 0; j < some; j++)
			if (interval_has(in, coins[j])) {
				c->asked += j + 1;
				return true;
			}
		c->asked += some;
		c->coin = coins[some - 1];
		if (!desk_spend(c->desk, some))
			break;
	}
	return false;
}

/* Returns the length built. */
static int climb_up(struct climb *c)
{
	int i = 0, N = c->q->batch->N;

	c->asked = 0;
	for (;;) {
		int to = walk_follow(&c->w, i);
		c->asked += to - i;
		if (to == N)
			return N;
		struct interval in = walk_interval(&c->w, to);
		c->coin = c->w.coins[to];
		c->asked++;
		if (!further_candidates(c, to, &in))
			return to;
		c->w.state = in.next;
		i = to + 1;
	}
}

/* Each candidate is one process query. Behind the first wrong token that is kept the reward is known to be 0. */
static void draw_best_of_m(const struct behaviour *q, struct desk *desk, int b)
{
	struct batch *batch = q->batch;
	struct subject subject = batch_subject(batch, b);
	uint8_t *y = batch->y + (size_t)b * (size_t)batch->N;
	struct climb c;
	int right;

	c.q = q;
	c.desk = desk;
	c.b = b;
	walk_begin(&c.w, q->now, &subject, 0.0, &desk->draw, behave_coins(q, desk, b, 0));
	right = climb_up(&c);
	memcpy(y, batch->prompt[b].ystar, (size_t)right);
	batch->right[b] = batch->drawn[b] = right;
	if (right < batch->N) {
		y[right] = (uint8_t)walk_token(&c.w, c.coin);
		batch->drawn[b] = q->tail ? batch->N : right + 1;
		walk_on(&c.w, right + 1, batch->drawn[b], y);
		c.asked += q->ask_all ? batch->N - right - 1 : 0;
	}
	batch->asked[b] = c.asked;
}

/* The tail of a response that goes on from p_w with the coins of its positions. */
static void finish_onpolicy(const struct behaviour *q, struct desk *desk, int b)
{
	struct batch *batch = q->batch;
	const struct task *t = q->now->task;
	struct subject subject = batch_subject(batch, b);
	uint8_t *y = batch->y + (size_t)b * (size_t)batch->N;
	struct walk w;

	walk_begin(&w, q->now, &subject, 0.0, &desk->draw, behave_coins(q, desk, b, 0));
	for (int i = 0; i < batch->drawn[b]; i++)
		w.state = t->next[w.state * t->k + y[i]];
	walk_on(&w, batch->drawn[b], batch->N, y);
	batch->drawn[b] = batch->N;
}

/* Algorithm 1's tries of one response: from q0 or uniform, a fair coin each. */
struct tries {
	const struct behaviour *q;
	struct desk *desk;
	int b;
	struct walk w; /* along y* under q0                               */
	int known;     /* positions whose interval stands in desk->path */
};

static const struct interval *path_at(struct tries *t, int i)
{
	for (; t->known <= i; t->known++) {
		t->desk->path[t->known] = walk_interval(&t->w, t->known);
		t->w.state = t->desk->path[t->known].next;
	}
	return &t->desk->path[i];
}

/* Coin first + j of position i, of each living try j, to desk->tries[j]: all `some` of them, or only those n. */
static void fetch(struct tries *t, int i, int64_t first, int some, int n)
{
	struct address at = further_at(t->q, t->b, i);
	uint32_t *c = t->desk->tries;

	if (n > some / 8) {
		coin_fill(t->q->seed, COIN_TOKEN, at, (int)first, some, c);
		return;
	}
	for (int l = 0; l < n; l++) {
		int j = t->desk->alive[l] >> 1;
		coin_fill(t->q->seed, COIN_TOKEN, at, (int)first + j, 1, &c[j]);
	}
}

/* Tries first .. first + some - 1, all together, position after position: a living one is written as 2 j, or 2 j + 1
 * when it is uniform. Returns the first that is right to the end, -1: none. */
static int run_of_tries(struct tries *t, int64_t first, int some)
{
	struct desk *desk = t->desk;
	struct address at = { (uint32_t)t->q->update, (uint32_t)t->b, 0 };
	const struct batch *batch = t->q->batch;
	int n = some;

	coin_fill(t->q->seed, COIN_MIX, at, (int)first, some, desk->tries);
	for (int j = 0; j < some; j++)
		desk->alive[j] = 2 * j + !coin_is_heads(desk->tries[j]);
	for (int i = 0; i < batch->N && n > 0; i++) {
		int token = batch->prompt[t->b].ystar[i], left = 0;
		const struct interval in[2] = { *path_at(t, i),
						{ token, token + 1.0, batch->k * 0x1p-32, token, 0 } };
		fetch(t, i, first, some, n);
		for (int l = 0; l < n; l++) {
			int a = desk->alive[l];
			desk->alive[left] = a;
			left += interval_has(&in[a & 1], desk->tries[a >> 1]);
		}
		n = left;
	}
	return n > 0 ? desk->alive[0] >> 1 : -1;
}

/* Queries until the first right try, with it, or m when there is none. */
static int64_t try_responses(const struct behaviour *q, struct desk *desk, int b, bool *found)
{
	struct subject other = behave_other(q, desk, b);
	struct tries t;
	int some;

	*found = false;
	t.q = q;
	t.desk = desk;
	t.b = b;
	t.known = 0;
	walk_begin(&t.w, q->other, &other, 0.0, &desk->second, NULL);
	for (int64_t done = 0; done < q->m; done += some) {
		some = q->m - done < DESK_TRIES ? (int)(q->m - done) : DESK_TRIES;
		some = done == 0 && some > 32 ? 32 : some;
		int right = run_of_tries(&t, done, some);
		if (right >= 0) {
			*found = true;
			return done + right + 1;
		}
		if (!desk_spend(desk, some))
			break;
	}
	return q->m;
}

/* The response that is used: the on-policy one when it is right, else the first right try. When none is right the
 * on-policy one stays in the batch, and earns nothing. */
static void draw_alg1(const struct behaviour *q, struct desk *desk, int b)
{
	struct batch *batch = q->batch;
	bool found;

	rollout_response(batch, q->now, desk, q->seed, q->update, b, q->tail);
	batch->asked[b] = 1;
	if (batch->right[b] == batch->N)
		return;
	batch->asked[b] += try_responses(q, desk, b, &found);
	if (!found)
		return;
	memcpy(batch->y + (size_t)b * (size_t)batch->N, batch->prompt[b].ystar, (size_t)batch->N);
	batch->right[b] = batch->drawn[b] = batch->N;
}

/* One query tests a whole on-policy response. If it is wrong, a walk from position 1 with draws from q0/2 + Unif/2;
 * the prefix it builds is the response, with the last wrong candidate behind it to be shown. */
static void draw_alg2(const struct behaviour *q, struct desk *desk, int b)
{
	struct batch *batch = q->batch;
	struct subject subject = batch_subject(batch, b), other = behave_other(q, desk, b);
	uint8_t *y = batch->y + (size_t)b * (size_t)batch->N;
	struct climb c;
	int right;

	c.q = q;
	c.desk = desk;
	c.b = b;
	c.asked = 0;
	walk_begin(&c.w, q->now, &subject, 0.0, &desk->draw, behave_coins(q, desk, b, 0));
	right = walk_follow(&c.w, 0);
	if (right < batch->N) {
		walk_begin(&c.w, q->other, &other, 0.5, &desk->second, behave_coins(q, desk, b, 1));
		right = climb_up(&c);
	}
	memcpy(y, batch->prompt[b].ystar, (size_t)right);
	if (right < batch->N)
		y[right] = (uint8_t)walk_token(&c.w, c.coin);
	batch->right[b] = right;
	batch->drawn[b] = batch->length[b] = right < batch->N ? right + 1 : right;
	batch->asked[b] = 1 + c.asked;
}

/* A right prefix's token is wrong only when all m candidates are; the last of them is kept:
 *     q(y*_i) = 1 - (1 - p(y*_i))^m, q(y) = (1 - p(y*_i))^(m-1) p(y) for each wrong y; elsewhere p. */
static double law_best_of_m(const struct chances *c)
{
	if (!c->at_right || c->m == 1)
		return c->now;
	if (!c->right)
		return (double)(c->m - 1) * c->wrong + c->now;
	return c->now < -60.0 ? log((double)c->m) + c->now : log_complement((double)c->m * c->wrong);
}

const struct behave_type behave_best_of_m = {
	.name = "best-of-m",
	.help = "up to m tokens of p_w a position, one query each; keeps the right one",
	.asks_tokens = true,
	.has_m = true,
	.law = LAW_PATH,
	.log_law = law_best_of_m,
	.draw = draw_best_of_m,
	.finish = finish_onpolicy,
};

#define ALG1_USES "alg1 uses its right response with advantage 1 and weight 1 [MHE26, sec. 3]: "

static const char *const alg1_refusals[REFUSALS] = {
	[REFUSES_REWARD] = "alg1 asks about whole responses: reward takes outcome with it (alg2 goes with process)",
	[REFUSES_PM1] = ALG1_USES "set code 01 first",
	[REFUSES_MEAN] = ALG1_USES "set baseline off first",
	[REFUSES_CLIP] = ALG1_USES "set clip off first",
};

const struct behave_type behave_alg1 = {
	.name = "alg1",
	.help = "Algorithm 1: if p_w's response is wrong, up to m of q0 or uniform",
	.reward = &reward_outcome,
	.forced = true,
	.has_m = true,
	.has_other = true,
	.refusals = alg1_refusals,
	.draw = draw_alg1,
	.finish = finish_onpolicy,
};

#define ALG2_USES "alg2 uses its right prefix with advantage 1 and weight 1 [MHE26, sec. 3]: "

static const char *const alg2_refusals[REFUSALS] = {
	[REFUSES_REWARD] = "alg2 asks about each token: reward takes process with it (alg1 goes with outcome)",
	[REFUSES_PM1] = ALG2_USES "set code 01 first",
	[REFUSES_MEAN] = ALG2_USES "set baseline off first",
	[REFUSES_CLIP] = ALG2_USES "set clip off first",
};

const struct behave_type behave_alg2 = {
	.name = "alg2",
	.help = "Algorithm 2: if p_w's response is wrong, up to m tokens a position",
	.reward = &reward_process,
	.forced = true,
	.asks_tokens = true,
	.has_m = true,
	.has_other = true,
	.refusals = alg2_refusals,
	.draw = draw_alg2,
};
