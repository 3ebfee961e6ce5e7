/* Measures over many prompts at once: likelihoods, worst tokens, and the quantiles of both. */
#ifndef OUTPOST_RUN_CROWD_H
#define OUTPOST_RUN_CROWD_H

#include "run/session.h"

/* lp (n): log p(y*|x) under weights w, as runs measure theirs. */
void crowd_likelihoods(const struct task *t, const double *w, const struct prompt *p, int n, double *lp);
/* lp (n): log of the smallest p(y*_i | ..) under w; at (n, or NULL): its position, from 0. */
void crowd_worst(const struct task *t, const double *w, const struct prompt *p, int n, double *lp, int *at);

/* The prompts that quantiles are taken over: all of a finite task, else the test prompts. */
struct crowd {
	const struct task *task;
	const struct prompt *prompt; /* borrowed                                       */
	int n, threads;              /* threads: 0 for all cores                       */
	double *weight;              /* (n) of a finite task, else NULL: equal weights */
	double *lp;                  /* (n) likelihoods, or worst tokens               */
	double *worst;               /* (n) worst tokens beside the likelihoods        */
	size_t *order;               /* (n) room                                       */
	int *at;                     /* (n) positions of worst tokens                  */
};

void crowd_init(struct crowd *c, const struct session *s);
void crowd_done(struct crowd *c);
/* (n) pointers to its prompts, the caller's. */
const struct prompt **crowd_list(const struct crowd *c);
/* log of the likelihood quantile under w; *which (may be NULL): the prompt that sets it, -1: none. */
double crowd_lq(struct crowd *c, const double *w, double eps, int *which);
/* The same of worst tokens; c->at then holds their positions. */
double crowd_tlq(struct crowd *c, const double *w, double eps, int *which);

/* Both at one eps, as logarithms, and who sets them: a prompt of the crowd, -1: none. */
struct crowd_quantile {
	double lq, tlq;
	int at, token_at, position;  /* position: of the worst token, from 0           */
};
/* Measures under w once for as many eps as are asked for: c->lp, c->worst and c->at stay. */
void crowd_measure(struct crowd *c, const double *w);
void crowd_quantile(struct crowd *c, double eps, struct crowd_quantile *to);

#endif
