/* The policy gradient of a batch.
 *
 * grad log p(y|x) = sum_i [phi(x, s_i, y_i) - E_p phi] [MHE26, sec. 1]. Tokens are gathered by (prompt, state) first:
 * with c(y) the sum of the advantages of token y drawn at state s, the state's k-vector is v = c - (sum c) p(. | x, s),
 * and the feature map scatters it into the weights. */
#ifndef OUTPOST_CORE_GRADIENT_H
#define OUTPOST_CORE_GRADIENT_H

#include "core/batch.h"
#include "core/desk.h"
#include "core/rows.h"

/* grad (nparam) += sum over responses from .. from + n - 1 (n <= CHUNK) of sum_i A_i grad log p(y_i | x, y_{1:i-1}).
 * The direction of ascent, not divided by anything. */
void gradient_chunk(const struct batch *batch, const struct rows *rows, struct desk *desk, int from, int n,
		    double *grad);

/* Likewise, each response's sum g scaled by its own step optim_eta(radius2, |g|^2), radius2 = R^2 of the features
 * [MHE26, sec. 3]. Importance weights multiply eta g and are not in |g|. */
void gradient_chunk_adaptive(const struct batch *batch, const struct rows *rows, struct desk *desk, int from, int n,
			     double radius2, double *grad);

/* The step of response b by itself, as gradient_chunk_adaptive() takes it. */
double gradient_eta(const struct batch *batch, const struct rows *rows, struct desk *desk, int b, double radius2);

/* grad (nparam) = scale * the sum of the chunks' partial sums, partial (chunks, nparam), in their order. */
void gradient_sum(const double *partial, int chunks, size_t nparam, double scale, double *grad);

#endif
