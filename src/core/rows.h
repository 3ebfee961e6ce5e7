/* Rows: a linear policy's next-token laws, fast. The hot path of rollouts and gradients.
 *
 * Scores split as a_x + b_s, so a row of weights is a product, exp(a_x - max) * exp(b_s - max): the exponentials
 * are one vector a prompt and one a state, not one a token. Everything is in double, so what is drawn here is what
 * the plain policy_row() would draw. When the two maxima lie so far apart that the product's sum Z drops below
 * 1e-200, the row is computed from the scores themselves; so is every row of a map that does not split. */
#ifndef OUTPOST_CORE_ROWS_H
#define OUTPOST_CORE_ROWS_H

#include "core/task.h"

/* The prompt that rows are about, with its part of the scores. Maps that do not split have none: a, e1 and most are then
 * without a meaning. */
struct subject {
	const struct prompt *prompt;
	const double *a, *e1; /* (k) a_x, exp(a_x - most) */
	double most;
};

struct rows {
	const struct task *task; /* borrowed                                                   */
	const double *w;         /* borrowed: the weights last loaded                  */
	double *e2;              /* (nstate, k) exp(b_s - max_s); NULL: the map does not split */
	double *most;            /* (nstate) max_s                                             */
};

void rows_init(struct rows *r, const struct task *t);
void rows_done(struct rows *r);
/* The state parts for weights `w`, which are borrowed; once an update. */
void rows_load(struct rows *r, const double *w);

/* The parts of n prompts, one behind the other: a (n, k) = a_x, most (n) its max, e1 (n, k) = exp(a_x - max). */
void rows_prompts(const struct rows *r, const struct prompt *p, int n, double *a, double *e1, double *most);
/* Likewise in two steps, for prompts that do not lie in a row: rows_scores() leaves a_x - max in e1 and returns the max;
 * then vector_exp() on as many e1 as there are. */
double rows_scores(const struct rows *r, const struct prompt *p, double *a, double *e1);

/* One law in unnormalised form: p(y) = weight[y] / sum; cum its partial sums in token order, the last one sum. */
struct row {
	double *weight; /* (k) the caller's room                                       */
	double *cum;    /* (k) likewise, or NULL: no partial sums are asked for          */
	double sum;
	double shift; /* log p(y) = score(y | x, s) - shift - log sum             */
	double lsum;  /* log sum once rows_lp() has asked for it, NaN before      */
};
void rows_at(const struct rows *r, const struct subject *q, int state, struct row *to);
/* log p(y | x, s) from a row. */
double rows_lp(const struct rows *r, const struct subject *q, int state, struct row *row, int token);

/* log p(y*|x) of one prompt, exact; `room` holds 3k doubles. Equal to exact_loglik() to rounding, ~20 times faster. */
double rows_loglik(const struct rows *r, const struct prompt *p, double *room);
/* The same number; *worst = log of the smallest p(y*_i | ..), *at its first position, from 0. */
double rows_measure(const struct rows *r, const struct prompt *p, double *room, double *worst, int *at);

#endif
