/* Blame: which tokens of an update's batch moved a number.
 *
 * Scores are linear in the weights, and a step is linear in the tokens of its batch [MHE26, sec. 1, 3]:
 *     w' - w = D sum over tokens of c (phi(y_i) - E_p phi),   c = A_i weight_i eta / divisor,
 * with D diagonal, what the optimizer makes of a gradient. So the first-order change <grad log p(y*|x), w' - w> is a sum
 * over tokens of c (z(y_i) - E_p z), where z are the scores of the token's prompt and state under weights
 * h = D grad log p(y*|x): an exact split. What is left of the true change, the remainder, is of second order. */
#ifndef OUTPOST_CORE_BLAME_H
#define OUTPOST_CORE_BLAME_H

#include "core/trainer.h"

/* What the tokens of an update are. Borrowed. */
struct deeds {
	const struct task *task;
	const struct batch *batch;          /* with advantages                         */
	const struct train_config *config;  /* by which it was drawn                   */
	const double *w;                    /* (nparam) at these weights               */
};

/* The tokens of one transition in the responses to prompts that count under one tracked prompt. */
struct blame_part {
	int track;        /* -1: fresh prompts that count under none      */
	int state, token; /* `token` was drawn at `state`                 */
	uint64_t tokens;  /* so often, with an advantage other than 0     */
	double part;      /* sum over them of c (z(y) - E_p z)            */
};

struct blame_parts {
	struct blame_part *list; /* by track, state, token */
	size_t n, room;
};

/* <h, phi(y) - E_p phi> times c, for every token of the batch. parts: all zero at first; free with blame_done(). */
void blame_tokens(const struct deeds *d, const double *h, struct blame_parts *parts);
void blame_done(struct blame_parts *parts);
/* Adds them up by tracked prompt: to has ntracked + 1 entries, the last one for fresh prompts. Returns their sum. */
double blame_by_prompt(const struct task *t, const struct blame_parts *parts, double *to);

/* The tokens of the trainer's last update; false: there is none, see trainer_look(), or one in progress. */
bool blame_last(struct trainer *t, const struct task *task, struct deeds *to);
/* part (N): the first-order change of log p(y*_i | x, y*_{1:i-1}) of a prompt in that update. */
void blame_positions(const struct deeds *d, const struct trainer *t, const struct prompt *p, double *part);
/* Whose doing the first-order change of sum_i by[i] log p(y*_i | x, y*_{1:i-1}) was; by has N entries. */
void blame_score(const struct deeds *d, const struct trainer *t, const struct prompt *p, const double *by,
		 struct blame_parts *parts);

#endif
