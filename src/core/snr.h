/* Signal and noise of the policy gradient of one prompt [MHE26, sec. 5]: how long its mean E g is, how far one
 * on-policy response's gradient g = sum_i A_i grad log p_w(y_i | x, y_{1:i-1}) scatters about it, tr Cov g = E |g - E g|^2,
 * and their ratio |E g| / sqrt(tr Cov g). For outcome rewards 0/1 that is sqrt(a / (1 - a)) with a = p_w(y*|x): the barrier
 * seen from the optimiser's side. The mean of n responses has sqrt(n) times the ratio of one. */
#ifndef OUTPOST_CORE_SNR_H
#define OUTPOST_CORE_SNR_H

#include <stdint.h>

#include "core/chain.h"

/* Rewards and their codes, without a baseline. */
enum snr_form {
	SNR_OUTCOME,     /* A_i = r(x, y)           */
	SNR_PROCESS,     /* A_i = r(x, y_{1:i})     */
	SNR_OUTCOME_PM1, /* A_i = 2 r(x, y) - 1     */
	SNR_PROCESS_PM1, /* A_i = 2 r(x, y_{1:i}) - 1 */
	SNR_FORMS,
};

struct snr_exact {
	double lp;                /* log p_w(y*|x)  */
	double lmean[SNR_FORMS];  /* log |E g|      */
	double ltrace[SNR_FORMS]; /* log tr Cov g   */
};

/* Of the chain's prompt under its weights, in closed form for any feature map; logarithms, since k^-N may be smaller
 * than any double. -inf is 0. With s_i the score of y*_i, S_j = s_1 + .. + s_j, L_j = p(y*_{1:j}|x), L = L_N,
 * M = sum_i L_i s_i and F = E |grad log p(y|x)|^2 = exact_score_norm2():
 *     outcome      |E g| = L |S_N|    tr = L (1 - L) |S_N|^2
 *     process      |E g| = |M|        tr = sum_i L_i (|S_i|^2 - |S_{i-1}|^2) - |M|^2
 *     outcome +-1  |E g| = 2 L |S_N|  tr = F - 4 L^2 |S_N|^2
 *     process +-1  |E g| = 2 |M|      tr = F + 4 sum_i L_i <s_i, S_{i-1}> - 4 |M|^2 */
void snr_exact(struct chain *c, struct snr_exact *to);

/* ---- The same from responses drawn for a reader. */

struct snr;

struct snr_sampled {
	double mean;             /* norm of the mean of the gradients drawn                         */
	double along, along_se;  /* component of that mean along E g, and its standard error        */
	double trace, trace_se;  /* estimate of tr Cov g without bias, and its standard error       */
};

/* Coins COIN_LOOK of `seed`, update `look`, sample 0, 1, ..; weights (nparam), task and prompt are borrowed. */
struct snr *snr_new(const struct task *t, const double *w, const struct prompt *p, uint64_t seed, uint32_t look);
void snr_free(struct snr *s);
/* What is exactly known, lent. */
const struct snr_exact *snr_known(const struct snr *s);
/* One more response. */
void snr_draw(struct snr *s);
/* Responses so far, and how many of them were right. */
uint32_t snr_count(const struct snr *s);
uint32_t snr_right(const struct snr *s);
/* Of at least two responses. */
void snr_measure(const struct snr *s, enum snr_form form, struct snr_sampled *to);

#endif
