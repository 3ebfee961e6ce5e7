/* The kernels of the hot path: loops over k, N or the weights that the compiler turns into vector code.
 *
 * Each is compiled for several processors and gives the same bits on all of them: no fused multiply-add, every
 * sum in the order written here. This is the only room with per-processor code. */
#ifndef OUTPOST_CORE_VECTOR_H
#define OUTPOST_CORE_VECTOR_H

#include <stddef.h>
#include <stdint.h>

/* x[i] = exp(x[i]) to 1e-15 relative; below -708 it is 0, above 709 inf. NaN stays NaN. */
void vector_exp(double *x, int n);
/* The largest of x[0..n), n > 0, none NaN. */
double vector_max(const double *x, int n);
/* y[j] = sum_i x[i] w[i][j]; x has d entries, w is (d, k) row by row. */
void vector_affine(const double *x, int d, const double *w, int k, double *y);
/* g[i][j] += sum_b x_b[i] v_b[j] for n responses in order; x_b has d entries, v is (n, k), g is (d, k). */
void vector_outer(const double *const *x, int n, int d, const double *v, int k, double *g);
/* weight[j] = e1[j] e2[j]. Returns their sum, in eight interleaved sums. */
double vector_product(const double *e1, const double *e2, int k, double *weight);
/* cum[j] = weight[0] + .. + weight[j]. Returns the sum. */
double vector_cumulate(const double *weight, int k, double *cum);
/* How many of the partial sums are at most t: the token that a coin draws. */
int vector_count(const double *cum, int k, double t);
/* The intervals that coins are to fall into, going round: low <= (c + 1/2) * scale < high. The first VECTOR_LANES entries
 * stand again behind the `period` of them. */
enum { VECTOR_LANES = 8 };
struct cycle {
	double *low, *high, *scale; /* (period + VECTOR_LANES) */
	int period;
};
/* Position of the first of n coins that falls outside its interval, coin i looking at entry i % period; n: none does. */
int vector_outside(const uint32_t *c, int n, const struct cycle *cycle);
/* Index of the largest a[j] + b[j]; ties go to the smallest index. */
int vector_argmax(const double *a, const double *b, int k);
/* z[0..n) = standard normals from n coins (n even), Box-Muller pair by pair. */
void vector_normals(const uint32_t *c, int n, double *z);
/* Coins: words of Threefry 4x32-20 blocks first .. first + n - 1 into c[0..4n); key (key, 0, 0), counter (block, tail). */
void vector_threefry(const uint32_t key[2], const uint32_t tail[3], uint32_t first, int n, uint32_t *c);
/* sum_i x[i] and sum_i x[i] y[i], each in eight interleaved sums. */
double vector_sum(const double *x, int n);
double vector_dot(const double *x, const double *y, int n);
/* Adagrad: a += g^2; w -= lr g / (sqrt(a) + 1e-10)   [MHE26, experiments]. */
void vector_adagrad(double *w, const double *g, double *a, size_t n, double lr);
/* c[j] -= share * weight[j]; v[j] += c[j]. */
void vector_score(double *c, double share, const double *weight, int k, double *v);
/* y += a x. */
void vector_add(double *y, double a, const double *x, size_t n);

#endif
