/* Adagrad and gradient descent, with a constant and with the theorems' step. */
#include "core/optim.h"

#include <math.h>

#include "core/vector.h"

static void adagrad_step(double *w, const double *g, double *state, size_t n, double lr)
{
	vector_adagrad(w, g, state, n, lr);
}

/* For those who look back: no need for speed. */
static void adagrad_scale(double *v, const double *state, size_t n, double lr)
{
	for (size_t i = 0; i < n; i++)
		v[i] *= lr / (sqrt(state[i]) + 1e-10);
}

static void sgd_step(double *w, const double *g, double *state, size_t n, double lr)
{
	(void)state;
	vector_add(w, -lr, g, n);
}

static void sgd_scale(double *v, const double *state, size_t n, double lr)
{
	(void)state;
	for (size_t i = 0; i < n; i++)
		v[i] *= lr;
}

const struct optim_type optim_adagrad = {
	.name = "adagrad",
	.help = "steps shrink by the root of each weight's summed squared gradients",
	.mean_over_positions = true,
	.step = adagrad_step,
	.scale = adagrad_scale,
};

const struct optim_type optim_sgd = {
	.name = "sgd",
	.help = "constant step",
	.step = sgd_step,
	.scale = sgd_scale,
};

/* The steps are in the gradient already. */
static void adaptive_step(double *w, const double *g, double *state, size_t n, double lr)
{
	(void)state, (void)lr;
	vector_add(w, -1.0, g, n);
}

static void adaptive_scale(double *v, const double *state, size_t n, double lr)
{
	(void)v, (void)state, (void)n, (void)lr;
}

const struct optim_type optim_sgd_adaptive = {
	.name = "sgd-adaptive",
	.help = "each response has its own step, 1 / (4 R^2 + 2 |gradient|^2); lr is not used",
	.adaptive = true,
	.step = adaptive_step,
	.scale = adaptive_scale,
};

const struct optim_type *const optim_types[] = { &optim_adagrad, &optim_sgd, &optim_sgd_adaptive, NULL };
