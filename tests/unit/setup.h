/* What tests set up by hand: tasks, weights, and a batch of the engine with given responses. */
#ifndef OUTPOST_TESTS_SETUP_H
#define OUTPOST_TESTS_SETUP_H

#include "core/batch.h"
#include "core/rows.h"

/* A table of one-hot prompts; `responses` (prompts, N) pins them, NULL: greedy under W*. */
struct task *setup_table(int k, int N, int prompts, const uint8_t *responses, uint64_t seed);
/* k = 3, N = 3, y* = (0, 1, 2), one prompt; w: weights, for the caller to free, under which the right tokens have
 * probabilities .5, .2, .7 and the others share the rest alike; behind token 2 all are alike. */
struct task *setup_golden(double **w);
/* A mixture with sigma .05. */
struct task *setup_mixture(int k, int N, int d, int centres, uint64_t seed);
/* n tokens below k; the caller frees them. */
uint8_t *setup_tokens(int k, size_t n, uint64_t seed);
/* n normals times `scale`; the caller frees them. */
double *setup_weights(size_t n, double scale, uint64_t seed);
/* A base model that has seen y*: `steps` steps of textbook cross-entropy, Adagrad lr .3, on the tracked prompts, from
 * normals times .1. The caller frees it. */
double *setup_base(const struct task *t, int steps, uint64_t seed);

/* A batch as a rollout leaves it: prompt b = p[b], response b = y[b] (N) with all tokens drawn. */
void setup_batch(struct batch *b, const struct rows *rows, const struct prompt *p, int B, const uint8_t *y);
/* grad (nparam) = the engine's gradient of the loss: -1 / divisor times the sum over the batch. */
void setup_gradient(const struct batch *b, const struct rows *rows, double divisor, double *grad);

/* max |a - b| in units of max |b| (absolute when b is all zero). NaN when an entry is. */
double setup_gap(const double *a, const double *b, size_t n);
/* Fails the test with `what` unless gap <= most; a NaN fails. */
void setup_check(double gap, double most, const char *what);

#endif
