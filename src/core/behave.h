/* Behaviour policies: what the responses of an update are drawn from [MHE26, sec. 3; experiments].
 *
 * Coins of response b of an update (coin.h), all at sample b:
 *   COIN_TOKEN, attempt 0      coin i draws token i of a response; of best-of-m, candidate 0 at position i
 *   COIN_TOKEN, attempt 1      coin i draws candidate 0 at position i of alg2's walk
 *   COIN_TOKEN, attempt 2 + i  coin j draws candidate 1 + j at position i; of alg1, token i of try j
 *   COIN_MIX, attempt 0        coin 0 says whether a mixture's response comes from q0 (heads) or is uniform, coin j
 *                              whether alg1's try j does
 * Positions, candidates and tries count from 0. A draw from (1 - s) p + s Unif that is made token by token (eps,
 * alg2) takes one coin, which falls into the mixed law: the fair coin and the token's in one. */
#ifndef OUTPOST_CORE_BEHAVE_H
#define OUTPOST_CORE_BEHAVE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/batch.h"
#include "core/desk.h"
#include "core/reward.h"
#include "core/rows.h"

enum { BEHAVE_TRIES_MOST = (1 << 24) - 1 }; /* of m */

struct behave_type;

/* One update's drawing: from what, with what, into which batch. */
struct behaviour {
	const struct behave_type *type;
	struct batch *batch;
	const struct rows *now;   /* p_w: the policy that is trained                                        */
	const struct rows *other; /* q0, or the saved policy that `frozen` was given                        */
	int64_t m;                /* best-of-m, alg1, alg2: how often they try                               */
	double mix;               /* eps: share of uniform tokens                                            */
	uint64_t seed, update;
	bool tail;                /* all N tokens, also where they earn nothing                              */
	bool ask_all;             /* best-of-m: tokens behind the first wrong one are asked about, too       */
};

/* How a behaviour's law of a response comes about, for importance weights (importance.h). */
enum behave_law {
	LAW_NONE,  /* it takes no weights                                              */
	LAW_TOKEN, /* token by token, from the state                                   */
	LAW_PATH,  /* token by token, from the state and whether all before were right */
	LAW_MIXED, /* one fair coin a response: q0 or uniform                          */
};

/* What log_law() reads about token y_i after y_{1:i-1}. */
struct chances {
	double now, other; /* log p_w(y_i | ..), log of the other policy's               */
	double wrong;      /* LAW_PATH: log p_w of all the wrong tokens here together     */
	bool at_right;     /* LAW_PATH: y_{1:i-1} is right ..                             */
	bool right;        /* .. and so is y_i                                            */
	int k;
	int64_t m;
	double mix;
};

struct behave_type {
	const char *name, *help;
	const struct reward_type *reward; /* the only one it goes with, NULL: both                       */
	bool forced;     /* the used tokens have advantage 1 and weight 1: no code pm1, baseline or clip */
	bool asks_tokens; /* while it draws, whatever the reward is                                      */
	bool has_m, has_mix, has_other; /* what of struct behaviour it reads                              */
	const char *const *refusals; /* by enum refusal; NULL: it goes with everything                    */
	enum behave_law law;
	double (*log_law)(const struct chances *c); /* log q(y_i | ..) of LAW_TOKEN and LAW_PATH          */
	/* Response b: y, right, drawn, length and asked of the batch. Its prompt and the rows' parts are there. When
	 * desk_go_on() refuses it may leave them half done. */
	void (*draw)(const struct behaviour *q, struct desk *desk, int b);
	/* Tokens drawn .. length - 1 of a response that draw() has cut behind its first wrong token. NULL: draw() with
	 * `tail` does it as fast. */
	void (*finish)(const struct behaviour *q, struct desk *desk, int b);
};

/* What a behaviour may refuse to go with, and the sentence that says why. */
enum refusal { REFUSES_REWARD, REFUSES_PM1, REFUSES_MEAN, REFUSES_CLIP, REFUSALS };

/* Prompts (COIN_PROMPT), their parts of the rows and the responses from .. from + n - 1 (n <= CHUNK, from a multiple of
 * CHUNK) of an update. Asks desk_go_on() every few thousand candidates. */
void behave_chunk(const struct behaviour *q, struct desk *desk, int from, int n);
/* Draws the same responses of an earlier behave_chunk() to their end, whatever of them was left out; q->tail is set. */
void behave_finish(const struct behaviour *q, struct desk *desk, int from, int n);

/* For draw(): response b's prompt under q->other, and coins 0 .. N - 1 of an attempt, which lie in desk->coins. */
struct subject behave_other(const struct behaviour *q, const struct desk *desk, int b);
const uint32_t *behave_coins(const struct behaviour *q, struct desk *desk, int b, uint32_t attempt);

extern const struct behave_type *const behave_types[]; /* NULL at the end, in the order of the manual */
extern const struct behave_type behave_onpolicy, behave_frozen, behave_uniform, behave_mixture, behave_eps,
	behave_best_of_m, behave_alg1, behave_alg2, behave_teacher;

#endif
