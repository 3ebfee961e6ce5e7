/* A batch: B responses, one prompt each, and what became of them. Allocated once a trainer, refilled each update. */
#ifndef OUTPOST_CORE_BATCH_H
#define OUTPOST_CORE_BATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "core/desk.h"
#include "core/task.h"

struct batch {
	int B, N, k, d;
	struct prompt *prompt; /* (B) their x and ystar lie in the two arrays below, or in a listed task            */
	double *x;             /* (B, d)                                                                            */
	uint8_t *ystar;        /* (B, N)                                                                            */
	double *a, *e1, *most; /* (B, k), (B, k), (B): each prompt's part of its rows, see rows_prompts()           */
	uint8_t *y;            /* (B, N)                                                                            */
	int *drawn;            /* (B) tokens really drawn; the rest can come from the same coins                    */
	int *length;           /* (B) tokens that it has at all: N, fewer where alg2 found no way on                */
	int64_t *asked;        /* (B) oracle calls made in drawing it, -1: none, its reward is still to be asked for */
	int *right;            /* (B) length of the correct prefix, 0..N                                            */
	double *hit, *miss;    /* (B) advantage of the tokens of the correct prefix, and of those behind it ..      */
	double *base;          /* (N) .. minus this: a baseline by position                                         */
	double *weight;        /* (B, N) importance weights of the tokens, see importance.h; NULL: all are 1        */
	double *lq0;           /* (B) log q0(y|x) of classified responses; NaN: not computed                        */
	int *left;             /* (B) position at which the running q0 first fell below alpha, -1: in, -2: not computed */
};

void batch_init(struct batch *b, const struct task *t, int B);
void batch_done(struct batch *b);
/* With weights or without from now on; all are 1 at first. */
void batch_weigh(struct batch *b, bool weighed);

/* The prompt of response b, for sheets. */
static inline struct subject batch_subject(const struct batch *b, int response)
{
	size_t at = (size_t)response * (size_t)b->k;

	return (struct subject){ &b->prompt[response], b->a + at, b->e1 + at, b->most[response] };
}

/* Advantage of token i of response b. */
static inline double batch_advantage(const struct batch *b, int response, int i)
{
	return (i < b->right[response] ? b->hit[response] : b->miss[response]) - b->base[i];
}

#endif
