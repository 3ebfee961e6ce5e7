/* Kernels. Loops are written so that every lane does the same work in the same order; the compiler is free to choose
 * the width. config.h says whether it can compile one function for several processors. */
#include "core/vector.h"

#include <Random123/threefry.h>
#include <math.h>
#include <string.h>

#ifdef HAVE_TARGET_CLONES_V4
#define MANY_PROCESSORS __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#elif defined HAVE_TARGET_CLONES_V3
#define MANY_PROCESSORS __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define MANY_PROCESSORS
#endif

static inline uint64_t bits_of(double x)
{
	uint64_t b;
	memcpy(&b, &x, sizeof b);
	return b;
}

static inline double of_bits(uint64_t b)
{
	double x;
	memcpy(&x, &b, sizeof x);
	return x;
}

/* A whole number below 2^52 as a double, in steps that every processor has as vectors. */
static inline double of_whole(uint64_t n)
{
	return of_bits(n | 0x4330000000000000u) - 0x1p+52;
}

/* exp(x) = 2^n exp(r), n = round(x / log 2), |r| <= log(2) / 2, exp(r) by its Taylor polynomial of degree 13 (remainder
 * below 5e-18). Adding 1.5 * 2^52 rounds to an integer and leaves it in the low bits. */
static inline double exp_one(double x)
{
	double t = x * 0x1.71547652b82fep+0 + 0x1.8p+52;
	double n = t - 0x1.8p+52;
	double r = (x - n * 0x1.62e42fefa0000p-1) - n * 0x1.cf79abc9e3b3ap-40;
	double r2 = r * r, r4 = r2 * r2;
	double p0 = 1.0 + r;
	double p1 = 1.0 / 2 + r * (1.0 / 6);
	double p2 = 1.0 / 24 + r * (1.0 / 120);
	double p3 = 1.0 / 720 + r * (1.0 / 5040);
	double p4 = 1.0 / 40320 + r * (1.0 / 362880);
	double p5 = 1.0 / 3628800 + r * (1.0 / 39916800);
	double p6 = 1.0 / 479001600 + r * (1.0 / 6227020800.0);
	double high = (p4 + r2 * p5) + r4 * p6;
	double p = (p0 + r2 * p1) + r4 * ((p2 + r2 * p3) + r4 * high);
	double scaled = of_bits(bits_of(p) + (bits_of(t) << 52));
	scaled = x < -708.0 ? 0.0 : scaled;
	scaled = x > 709.0 ? INFINITY : scaled;
	return x != x ? x : scaled;
}

MANY_PROCESSORS
void vector_exp(double *x, int n)
{
	for (int i = 0; i < n; i++)
		x[i] = exp_one(x[i]);
}

enum { LANES = VECTOR_LANES };

static inline double lane_sum(const double lane[LANES])
{
	return ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]));
}

static inline double larger(double a, double b)
{
	return a > b ? a : b;
}

static inline double lane_max(const double lane[LANES])
{
	return larger(larger(larger(lane[0], lane[1]), larger(lane[2], lane[3])),
		      larger(larger(lane[4], lane[5]), larger(lane[6], lane[7])));
}

MANY_PROCESSORS
double vector_max(const double *x, int n)
{
	double lane[LANES];
	int i = 0;

	for (int l = 0; l < LANES; l++)
		lane[l] = x[0];
	for (; i + LANES <= n; i += LANES)
		for (int l = 0; l < LANES; l++)
			lane[l] = larger(x[i + l], lane[l]);
	for (; i < n; i++)
		lane[0] = larger(x[i], lane[0]);
	return lane_max(lane);
}

MANY_PROCESSORS
double vector_sum(const double *x, int n)
{
	double lane[LANES] = { 0 };
	int i = 0;

	for (; i + LANES <= n; i += LANES)
		for (int l = 0; l < LANES; l++)
			lane[l] += x[i + l];
	for (; i < n; i++)
		lane[0] += x[i];
	return lane_sum(lane);
}

MANY_PROCESSORS
double vector_dot(const double *x, const double *y, int n)
{
	double lane[LANES] = { 0 };
	int i = 0;

	for (; i + LANES <= n; i += LANES)
		for (int l = 0; l < LANES; l++)
			lane[l] += x[i + l] * y[i + l];
	for (; i < n; i++)
		lane[0] += x[i] * y[i];
	return lane_sum(lane);
}

/* Eight numbers that move together; unaligned in memory. */
typedef double lanes __attribute__((vector_size(LANES * sizeof(double))));

static inline void lanes_add_product(lanes *sum, double x, const double *from)
{
	lanes w;
	memcpy(&w, from, sizeof w);
	*sum += x * w;
}

enum { TILE = 4 * LANES };

/* y[0..TILE) for all of x, in registers. */
static inline void affine_tile(const double *restrict x, int d, const double *restrict w, int k, double *restrict y)
{
	lanes s0 = { 0 }, s1 = { 0 }, s2 = { 0 }, s3 = { 0 };

	for (int i = 0; i < d; i++, w += k) {
		lanes_add_product(&s0, x[i], w);
		lanes_add_product(&s1, x[i], w + LANES);
		lanes_add_product(&s2, x[i], w + 2 * LANES);
		lanes_add_product(&s3, x[i], w + 3 * LANES);
	}
	memcpy(y, &s0, sizeof s0);
	memcpy(y + LANES, &s1, sizeof s1);
	memcpy(y + 2 * LANES, &s2, sizeof s2);
	memcpy(y + 3 * LANES, &s3, sizeof s3);
}

MANY_PROCESSORS
void vector_affine(const double *restrict x, int d, const double *restrict w, int k, double *restrict y)
{
	int j = 0;

	for (; j + TILE <= k; j += TILE)
		affine_tile(x, d, w + j, k, y + j);
	for (int l = j; l < k; l++)
		y[l] = 0.0;
	for (int i = 0; i < d && j < k; i++)
		for (int l = j; l < k; l++)
			y[l] += x[i] * w[(size_t)i * k + l];
}

MANY_PROCESSORS
void vector_outer(const double *const *x, int n, int d, const double *restrict v, int k, double *restrict g)
{
	int b = 0;
	for (; b + 4 <= n; b += 4) {
		const double *v0 = v + (size_t)b * k, *v1 = v0 + k, *v2 = v1 + k, *v3 = v2 + k;
		for (int i = 0; i < d; i++) {
			double x0 = x[b][i], x1 = x[b + 1][i], x2 = x[b + 2][i], x3 = x[b + 3][i];
			double *to = g + (size_t)i * k;
			for (int j = 0; j < k; j++)
				to[j] += (x0 * v0[j] + x1 * v1[j]) + (x2 * v2[j] + x3 * v3[j]);
		}
	}
	for (; b < n; b++)
		for (int i = 0; i < d; i++)
			for (int j = 0; j < k; j++)
				g[(size_t)i * k + j] += x[b][i] * v[(size_t)b * k + j];
}

double vector_cumulate(const double *weight, int k, double *cum)
{
	double sum = 0.0;

	for (int j = 0; j < k; j++)
		cum[j] = sum += weight[j];
	return sum;
}

MANY_PROCESSORS
double vector_product(const double *restrict e1, const double *restrict e2, int k, double *restrict weight)
{
	double lane[LANES] = { 0 };
	int j = 0;

	for (; j + LANES <= k; j += LANES)
		for (int l = 0; l < LANES; l++)
			lane[l] += weight[j + l] = e1[j + l] * e2[j + l];
	for (; j < k; j++)
		lane[0] += weight[j] = e1[j] * e2[j];
	return lane_sum(lane);
}

MANY_PROCESSORS
int vector_count(const double *cum, int k, double t)
{
	int64_t n = 0;

	for (int j = 0; j < k; j++)
		n += cum[j] <= t;
	return (int)n;
}

/* Eight positions at a time; the phase of the cycle at a block's start says where its entries lie. */
MANY_PROCESSORS
int vector_outside(const uint32_t *c, int n, const struct cycle *cycle)
{
	int i = 0, phase = 0, step = LANES % cycle->period;

	for (; i + LANES <= n; i += LANES) {
		const double *low = cycle->low + phase, *high = cycle->high + phase, *scale = cycle->scale + phase;
		int64_t outside = 0;
		for (int l = 0; l < LANES; l++) {
			double u = (of_whole(c[i + l]) + 0.5) * scale[l];
			outside |= (int64_t)(u < low[l]) | (int64_t)(u >= high[l]);
		}
		if (outside)
			break;
		phase += step;
		phase -= phase >= cycle->period ? cycle->period : 0;
	}
	for (; i < n; i++) {
		double u = (of_whole(c[i]) + 0.5) * cycle->scale[phase];
		if (u < cycle->low[phase] || u >= cycle->high[phase])
			break;
		phase = phase + 1 == cycle->period ? 0 : phase + 1;
	}
	return i;
}

MANY_PROCESSORS
int vector_argmax(const double *restrict a, const double *restrict b, int k)
{
	double most[LANES], before[LANES], top;
	int j = 0, first;

	/* Of the lanes that hold the largest, the smallest index: as the largest of the negatives. */
	for (int l = 0; l < LANES; l++) {
		most[l] = -INFINITY;
		before[l] = -k;
	}
	for (; j + LANES <= k; j += LANES)
		for (int l = 0; l < LANES; l++) {
			double s = a[j + l] + b[j + l];
			before[l] = s > most[l] ? -(j + l) : before[l];
			most[l] = larger(s, most[l]);
		}
	top = lane_max(most);
	for (int l = 0; l < LANES; l++)
		before[l] = most[l] == top ? before[l] : -k;
	first = j > 0 ? (int)-lane_max(before) : 0;
	for (; j < k; j++)
		if (a[j] + b[j] > a[first] + b[first])
			first = j;
	return first;
}

/* log(x) for normal x in (0, 1]: x = 2^e m, m in [sqrt(1/2), sqrt(2)), log m = 2 atanh((m - 1) / (m + 1)) as an odd
 * series in f = (m - 1) / (m + 1), |f| < .172: eleven terms leave less than 1e-18. */
static inline double log_one(double x)
{
	uint64_t b = bits_of(x) + (0x3ff0000000000000u - 0x3fe6a09e667f3bcdu);
	double e = of_whole(b >> 52) - 1023.0;
	double m = of_bits((b & 0x000fffffffffffffu) + 0x3fe6a09e667f3bcdu);
	double f = (m - 1.0) / (m + 1.0), g = f * f, g2 = g * g, g4 = g2 * g2;
	double p0 = 1.0 + g * (1.0 / 3), p1 = 1.0 / 5 + g * (1.0 / 7), p2 = 1.0 / 9 + g * (1.0 / 11);
	double p3 = 1.0 / 13 + g * (1.0 / 15), p4 = 1.0 / 17 + g * (1.0 / 19) + g2 * (1.0 / 21);
	double p = (p0 + g2 * p1) + g4 * ((p2 + g2 * p3) + g4 * p4);
	return e * 0x1.62e42fefa39efp-1 + 2.0 * f * p;
}

/* sin and cos of 2 pi u, u in (0, 1): 4 u = a whole number of quarter turns + r, |r| <= 1/2; Taylor series of the rest,
 * |r pi / 2| <= .79, to degree 17 and 16 (remainder below 2e-18). */
static inline void sincos_turn(double u, double *s, double *c)
{
	double t = u * 4.0 + 0x1.8p+52, r = (u * 4.0 - (t - 0x1.8p+52)) * 0x1.921fb54442d18p+0;
	uint64_t quarter = bits_of(t); /* its two low bits count quarter turns */
	double g = r * r, g2 = g * g, g4 = g2 * g2;
	double s0 = -1.0 / 6 + g * (1.0 / 120), s1 = -1.0 / 5040 + g * (1.0 / 362880);
	double s2 = -1.0 / 39916800 + g * (1.0 / 6227020800.0);
	double s3 = -1.0 / 1307674368000.0 + g * (1.0 / 355687428096000.0);
	double sine = r + r * g * ((s0 + g2 * s1) + g4 * (s2 + g2 * s3));
	double c0 = 1.0 / 24 + g * (-1.0 / 720), c1 = 1.0 / 40320 + g * (-1.0 / 3628800);
	double c2 = 1.0 / 479001600 + g * (-1.0 / 87178291200.0) + g2 * (1.0 / 20922789888000.0);
	double cosine = (1.0 - 0.5 * g) + g2 * ((c0 + g2 * c1) + g4 * c2);
	/* quarter turns: 0 (s, c), 1 (c, -s), 2 (-s, -c), 3 (-c, s) */
	uint64_t swap = -(quarter & 1), a = bits_of(sine), b = bits_of(cosine), both = (a ^ b) & swap;
	*s = of_bits((a ^ both) ^ (quarter & 2) << 62);
	*c = of_bits((b ^ both) ^ ((quarter + 1) & 2) << 62);
}

MANY_PROCESSORS
void vector_normals(const uint32_t *restrict c, int n, double *restrict z)
{
	for (int i = 0; i < n / 2; i++) {
		double u = (of_whole(c[2 * i]) + 0.5) * 0x1p-32, v = (of_whole(c[2 * i + 1]) + 0.5) * 0x1p-32;
		double radius = sqrt(-2.0 * log_one(u)), s, co;
		sincos_turn(v, &s, &co);
		z[2 * i] = radius * co;
		z[2 * i + 1] = radius * s;
	}
}

/* The blocks are independent, so the library's generator runs on many at once. */
MANY_PROCESSORS
void vector_threefry(const uint32_t key[2], const uint32_t tail[3], uint32_t first, int n, uint32_t *restrict c)
{
	threefry4x32_key_t k = { { key[0], key[1], 0, 0 } };

	for (int i = 0; i < n; i++) {
		threefry4x32_ctr_t block = { { first + (uint32_t)i, tail[0], tail[1], tail[2] } };
		block = threefry4x32_R(20, block, k);
		c[4 * i] = block.v[0];
		c[4 * i + 1] = block.v[1];
		c[4 * i + 2] = block.v[2];
		c[4 * i + 3] = block.v[3];
	}
}

MANY_PROCESSORS
void vector_adagrad(double *restrict w, const double *restrict g, double *restrict a, size_t n, double lr)
{
	for (size_t i = 0; i < n; i++) {
		a[i] += g[i] * g[i];
		w[i] -= lr * g[i] / (sqrt(a[i]) + 1e-10);
	}
}

MANY_PROCESSORS
void vector_score(double *restrict c, double share, const double *restrict weight, int k, double *restrict v)
{
	for (int j = 0; j < k; j++) {
		c[j] -= share * weight[j];
		v[j] += c[j];
	}
}

MANY_PROCESSORS
void vector_add(double *restrict y, double a, const double *restrict x, size_t n)
{
	for (size_t i = 0; i < n; i++)
		y[i] += a * x[i];
}
