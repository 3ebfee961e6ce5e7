/* The base model q0: its weights, and what is exactly known of it. */
#ifndef OUTPOST_RUN_BASE_MODEL_H
#define OUTPOST_RUN_BASE_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include "core/task.h"

struct base_model {
	double *w;           /* (nparam)                                                  */
	double *lp, *worst;  /* (ntracked) log q0(y*|x), log of the worst token           */
	int *worst_at;       /* (ntracked) its position, from 0                           */
	bool *seen;          /* (ntracked) in a batch of pre-training                     */
	uint64_t pretrained; /* steps that made it, or went on from the file ..           */
	uint64_t pairs;      /* .. and the labelled responses that they looked at         */
	char file[128];      /* that it was read from, or "": then `seen` tells nothing    */
	struct prompt *test; /* (ntest) test prompts of a generator, drawn once           */
	double *test_x;
	uint8_t *test_ystar;
	double *room;        /* (ntest)                                                   */
	int ntest;           /* 0 for a finite task                                       */
};

/* w = 0: uniform, nothing seen; draws the test prompts of a generator. */
void base_model_init(struct base_model *b, const struct task *t, int ntest);
/* Other weights (nparam, copied), measured. `seen`, `pretrained` and `pairs` are the caller's to set. */
void base_model_set(struct base_model *b, const struct task *t, const double *w);
void base_model_done(struct base_model *b);
/* The first n test prompts of a generator (n), with their x (n, d) and ystar (n, N); all three are the caller's. */
struct prompt *base_model_prompts(const struct task *t, int n, double **x, uint8_t **ystar);

#endif
