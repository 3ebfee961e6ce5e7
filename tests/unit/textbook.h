/* The textbook: one update written straight from the definitions [MHE26, sec. 1 and 3], token by token in double, as the
 * oracle of the fast code. It shares the prompts, the coins and policy_row() with the engine and nothing else. Knows the
 * default feature map only: score(y | x, i) = sum_a x[a] W1[a][y] + W2[y_{i-1}][y], no second term at the start. */
#ifndef OUTPOST_TESTS_TEXTBOOK_H
#define OUTPOST_TESTS_TEXTBOOK_H

#include <stdbool.h>

#include "core/reward.h"
#include "core/task.h"

struct textbook {
	const struct task *task;
	int B;
	struct prompt *prompt; /* (B)                                                          */
	double *x;             /* (B, d) storage of drawn prompts                              */
	uint8_t *ystar;        /* (B, N)                                                       */
	uint8_t *y;            /* (B, N) responses                                             */
	int *right;            /* (B) length of the correct prefix                             */
	double *reward, *adv;  /* (B, N) coded reward and advantage of each token              */
	double *grad;          /* (nparam) of the loss                                         */
	double loss;
};

void textbook_init(struct textbook *tb, const struct task *t, int B);
void textbook_done(struct textbook *tb);

/* Prompts and responses of update `update` under weights `w`. */
void textbook_draw(struct textbook *tb, const double *w, uint64_t seed, uint64_t update);
/* Prompt and response of place b given, not drawn. */
void textbook_give(struct textbook *tb, int b, const struct prompt *p, const uint8_t *y);
/* right, reward and adv of the responses. With `baseline`, the mean over the batch of the rewards of token i is subtracted
 * from each of them: for outcome rewards, whose tokens share one reward, the mean over the responses. */
void textbook_judge(struct textbook *tb, bool per_token, enum reward_code code, bool baseline);
/* Advantage 1 for every token: cross-entropy when the responses are y*. */
void textbook_supervise(struct textbook *tb);
/* loss = -mean A log p_w(y_i | ..), over the batch and over positions, or of the sum over positions; and its gradient. */
void textbook_descend(struct textbook *tb, const double *w, bool mean_over_positions);
/* grad = -mean over the batch of eta g, g = sum_i A_i grad log p_w(y_i | ..) of a response,
 * eta = 1 / (4 R^2 + 2 |g|^2). */
void textbook_descend_adaptive(struct textbook *tb, const double *w, double radius2);
/* One response of a behaviour policy, a draw at a time, each with its own coin (behave.h). */
struct textbook_draw {
	const struct task *task;
	const double *now, *other; /* weights of p_w, and of q0 or the frozen policy */
	const struct prompt *prompt;
	int64_t m;
	double mix;
	uint64_t seed, update;
	int sample;
	bool all;      /* query.count all, with process rewards           */
	uint8_t *y;    /* (N) filled in, 0 behind `length`                */
	int length, right;
	int64_t asked; /* oracle calls in drawing, -1: none are made       */
};
/* By the behaviour's name. */
void textbook_behave(struct textbook_draw *d, const char *name);

/* Oracle calls on response b. */
int textbook_queries(const struct textbook *tb, int b, bool per_token, enum query_count count);

/* grad += sum_i weight[i] grad log p_w(y_i | x, y_{1:i-1}), N tokens. */
void textbook_score(const struct task *t, const double *w, const struct prompt *p, const uint8_t *y,
		    const double *weight, double *grad);
/* lp (N): log p_w(y_i | x, y_{1:i-1}). */
void textbook_path(const struct task *t, const double *w, const struct prompt *p, const uint8_t *y, double *lp);
double textbook_loglik(const struct task *t, const double *w, const struct prompt *p, const uint8_t *y);
/* The first position at which the running likelihood under `base` is below the line, -1: none; *lq0 of all N tokens. */
int textbook_left(const struct task *t, const double *base, const struct prompt *p, const uint8_t *y,
		  double log_alpha, double *lq0);

void textbook_adagrad(double *w, const double *g, double *sum, size_t n, double lr);
void textbook_sgd(double *w, const double *g, size_t n, double lr);

#endif
