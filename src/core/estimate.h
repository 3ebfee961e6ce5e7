/* Likelihoods seen through samples: how many of n responses are right, and what that says about p(y*|x) and about
 * pass@j, the chance that at least one of j responses is right [MHE26, sec. 4 and 5]. */
#ifndef OUTPOST_CORE_ESTIMATE_H
#define OUTPOST_CORE_ESTIMATE_H

#include <stdbool.h>

#include "core/rows.h"

enum { ESTIMATE_MOST = 100000 }; /* responses a prompt: beyond it GSL's beta law loses its convergence */

struct confidence {
	double low, high;
};

/* Clopper and Pearson (1934): the interval that holds p with a chance of at least `level` (0 < level < 1), whatever p is,
 * when c of n independent responses were right, 0 <= c <= n, 1 <= n <= ESTIMATE_MOST. With tail = (1 - level) / 2 the low
 * end has P(C >= c) = tail, 0 at c = 0; the high end P(C <= c) = tail, 1 at c = n. */
struct confidence estimate_interval(uint64_t c, uint64_t n, double level);
/* The level at which `n` independent intervals all hold together with a chance of at least `level`: level^(1/n). */
double estimate_level_each(double level, int n);

/* The unbiased estimate of pass@j from c right out of n responses, j <= n, c <= n: 1 - C(n-c, j) / C(n, j), the share of
 * the sets of j among the n with a right one in them. */
double estimate_pass(uint64_t c, uint64_t n, uint64_t j);
/* log pass@j = log(1 - (1 - p)^j) from lp = log p <= 0; j >= 0 need not be small. j = 0: -inf. */
double estimate_log_pass(double lp, double j);
/* log of the mean of e^l over n values; weight (n) sums to 1, NULL: equal. */
double estimate_log_mean(const double *l, const double *weight, int n);

/* Responses drawn to see which are right: n to each of some prompts, piece by piece. A response is walked along y* up to
 * the first coin that draws another token: what comes behind it cannot make it right. Coins are COIN_ESTIMATE at
 * (look, response, prompt's place in the list): a look is never the same twice. */
struct survey {
	const struct task *task;
	const struct prompt **prompt; /* (nprompt) owned list of borrowed prompts                      */
	int nprompt;
	uint64_t n, seed;
	uint32_t look;
	uint64_t *right; /* (nprompt) right ones so far                                                  */
	int at;          /* prompt that is drawn for now, nprompt: all is done                           */
	uint64_t drawn;  /* its responses so far                                                         */
	struct rows rows;
	double *room;        /* (4k) a prompt's part of the scores, a row and its sums                     */
	double *low, *high, *scale; /* (N) as in struct interval, of y*_i                                  */
	uint32_t *coins;     /* (N)                                                                        */
};

/* w (nparam) and the prompts are borrowed until survey_done(); the list is copied. n <= ESTIMATE_MOST. */
void survey_init(struct survey *v, const struct task *t, const double *w, const struct prompt *const *prompt,
		 int nprompt, uint64_t n, uint64_t seed, uint32_t look);
void survey_done(struct survey *v);
/* Draws some responses to one prompt, well below a millisecond's worth. False: there were none left to draw. */
bool survey_draw(struct survey *v);
/* How many calls of survey_draw() find something to draw. */
uint64_t survey_pieces(const struct survey *v);
/* lp (nprompt): log of right / n, -inf at 0. */
void survey_likelihoods(const struct survey *v, double *lp);

#endif
