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
	/* Each response's gradient g is scaled by its own step 1 / (4 R^2 + 2 |g|^2) before the mean over the batch
	 * [MHE26, sec. 3], R^2 = features_radius2(); lr is not asked. */
	bool adaptive;
	/* state: one double a weight, zero at the start. */
	void (*step)(double *w, const double *g, double *state, size_t n, double lr);
};

/* What the sum over a batch and its positions is divided by. */
static inline double optim_divisor(const struct optim_type *o, int batch, int N)
{
	return o->mean_over_positions ? (double)batch * N : batch;
}

extern const struct optim_type *const optim_types[]; /* NULL at the end */
extern const struct optim_type optim_adagrad, optim_sgd;

#endif
