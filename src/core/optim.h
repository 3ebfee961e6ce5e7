/* Optimizers: how a gradient moves the weights. All descend. */
#ifndef OUTPOST_CORE_OPTIM_H
#define OUTPOST_CORE_OPTIM_H

#include <stdbool.h>
#include <stddef.h>

struct optim_type {
	const char *name, *help;
	/* Scale of the gradient: mean over batch and positions (the authors' code), or mean over the batch of the sum
	 * over positions (the theorems). */
	bool mean_over_positions;
	/* Each response's gradient g is scaled by its own optim_eta() before the mean over the batch; step() then gets
	 * the mean of eta g, and lr is not asked. */
	bool adaptive;
	/* state: one double a weight, zero at the start. */
	void (*step)(double *w, const double *g, double *state, size_t n, double lr);
	/* v *= D, where the last step was w -= D g: D is diagonal, and state is as that step left it. */
	void (*scale)(double *v, const double *state, size_t n, double lr);
};

/* What the sum over a batch and its positions is divided by. */
static inline double optim_divisor(const struct optim_type *o, int batch, int N)
{
	return o->mean_over_positions ? (double)batch * N : batch;
}

/* The step of a response whose gradient is g, 1 / (4 R^2 + 2 |g|^2), for features of norm at most R [MHE26, sec. 3]:
 * radius2 = R^2 = features_radius2(), norm2 = |g|^2. */
static inline double optim_eta(double radius2, double norm2)
{
	return 1.0 / (4.0 * radius2 + 2.0 * norm2);
}

extern const struct optim_type *const optim_types[]; /* NULL at the end */
extern const struct optim_type optim_adagrad, optim_sgd, optim_sgd_adaptive;

#endif
