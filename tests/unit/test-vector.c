/* Kernels against the C library in long double, and against plain loops in the order that vector.h and vector.c state,
 * bit for bit: whichever clone of a kernel this processor runs, it must not show. */
#include "core/vector.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/coin.h"
#include "setup.h"
#include "unit.h"

enum { LONGEST = 67 }; /* lengths 1 .. LONGEST: whole vectors and every remainder */

/* Relative error of exp over its range, 200,000 points; 2^-53 = 1.1e-16 is half a unit in the last place. */
static void test_exp(void **state)
{
	enum { N = 200001 };
	double *x = xcalloc(N, sizeof *x), worst = 0.0;

	(void)state;
	for (int i = 0; i < N; i++)
		x[i] = -708.0 + i * (1417.0 / (N - 1));
	vector_exp(x, N);
	for (int i = 0; i < N; i++) {
		long double want = expl((long double)(-708.0 + i * (1417.0 / (N - 1))));
		worst = fmax(worst, (double)fabsl((long double)x[i] / want - 1.0L));
	}
	setup_check(worst, 1e-15, "exp, relative");
	for (int i = 0; i < N; i++)
		x[i] = -1.0 + i * (2.0 / (N - 1));
	vector_exp(x, N);
	worst = 0.0;
	for (int i = 0; i < N; i++) {
		long double want = expl((long double)(-1.0 + i * (2.0 / (N - 1))));
		worst = fmax(worst, (double)fabsl((long double)x[i] / want - 1.0L));
	}
	setup_check(worst, 1e-15, "exp near 0, relative");
	free(x);
}

static void test_exp_edges(void **state)
{
	double x[] = { 0.0, -0.0, -709.0, -1e4, -1e300, -INFINITY, 709.5, 1e4, INFINITY, NAN, DBL_MIN, -708.5 };

	(void)state;
	vector_exp(x, 12);
	assert_true(x[0] == 1.0 && x[1] == 1.0);
	for (int i = 2; i <= 5; i++)
		assert_true(x[i] == 0.0 && !signbit(x[i]));
	for (int i = 6; i <= 8; i++)
		assert_true(isinf(x[i]) && x[i] > 0.0);
	assert_true(isnan(x[9]));
	assert_true(x[10] == 1.0);
	assert_true(x[11] == 0.0);
}

/* One number at a time runs the scalar remainder of each loop; a block runs its vector body. */
static void test_exp_same_bits_at_any_width(void **state)
{
	double *x = setup_weights(1000, 200.0, 1), *block = xmemdup(x, 1000 * sizeof *x);

	(void)state;
	vector_exp(block, 1000);
	for (int i = 0; i < 1000; i++) {
		vector_exp(&x[i], 1);
		assert_memory_equal(&x[i], &block[i], sizeof *x);
	}
	for (int n = 1; n <= LONGEST; n++) {
		double *y = setup_weights(LONGEST, 200.0, 1);
		vector_exp(y, n);
		assert_memory_equal(y, block, (size_t)n * sizeof *y);
		free(y);
	}
	free(x);
	free(block);
}

/* Box-Muller in long double, errors in units of the radius; and pair by pair the same bits as all at once. */
static void test_normals(void **state)
{
	enum { N = 100000 };
	uint32_t *c = xcalloc(N, sizeof *c);
	double *z = xcalloc(N, sizeof *z), worst = 0.0;
	const long double pi = 3.14159265358979323846264338327950288L;

	(void)state;
	coin_fill(2, COIN_TEST, (struct address){ 0 }, 0, N, c);
	for (int i = 0; i < 64; i++) /* both ends of u and v, quarter turns and what lies beside them */
		c[i] = i % 4 == 0 ? 0 : i % 4 == 1 ? UINT32_MAX : (uint32_t)(i / 4) * 0x10000000u - (i & 1);
	vector_normals(c, N, z);
	for (int i = 0; i < N; i += 2) {
		long double u = (c[i] + .5L) / 4294967296.0L, v = (c[i + 1] + .5L) / 4294967296.0L;
		long double r = sqrtl(-2.0L * logl(u));
		worst = fmax(worst, (double)fabsl(z[i] - r * cosl(2 * pi * v)) / (double)r);
		worst = fmax(worst, (double)fabsl(z[i + 1] - r * sinl(2 * pi * v)) / (double)r);
	}
	setup_check(worst, 1e-15, "normals, in units of their radius");
	for (int i = 0; i < N; i += 2) {
		double pair[2];
		vector_normals(c + i, 2, pair);
		assert_memory_equal(pair, z + i, sizeof pair);
	}
	free(c);
	free(z);
}

static void test_max(void **state)
{
	double x[] = { -3, -1, -2 };

	(void)state;
	assert_true(vector_max(x, 3) == -1);
	assert_true(vector_max(x, 1) == -3);
	for (int n = 1; n <= LONGEST; n++)
		for (int at = 0; at < n; at++) {
			double *y = setup_weights((size_t)n, 1.0, 2);
			y[at] = 50.0;
			assert_true(vector_max(y, n) == 50.0);
			free(y);
		}
}

static void test_argmax_ties(void **state)
{
	(void)state;
	for (int n = 1; n <= LONGEST; n++) {
		double *a = setup_weights((size_t)n, 1.0, 3), *b = setup_weights((size_t)n, 1.0, 4);
		for (int first = 0; first < n; first++)
			for (int second = first; second < n; second++) {
				double keep[4] = { a[first], b[first], a[second], b[second] };
				a[first] = 40.0, b[first] = 2.0;
				a[second] = second == first ? 40.0 : 2.0, b[second] = second == first ? 2.0 : 40.0;
				assert_int_equal(vector_argmax(a, b, n), first);
				a[first] = keep[0], b[first] = keep[1], a[second] = keep[2], b[second] = keep[3];
			}
		memset(a, 0, (size_t)n * sizeof *a);
		memset(b, 0, (size_t)n * sizeof *b);
		assert_int_equal(vector_argmax(a, b, n), 0);
		free(a);
		free(b);
	}
}

/* A partial sum equal to t counts; a token of weight 0 is never drawn. */
static void test_count(void **state)
{
	const double cum[] = { .25, .25, .75, 1.0 };

	(void)state;
	assert_int_equal(vector_count(cum, 4, 0.0), 0);
	assert_int_equal(vector_count(cum, 4, .2499), 0);
	assert_int_equal(vector_count(cum, 4, .25), 2);
	assert_int_equal(vector_count(cum, 4, .7499), 2);
	assert_int_equal(vector_count(cum, 4, .75), 3);
	assert_int_equal(vector_count(cum, 4, 1.0), 4);
	assert_int_equal(vector_count(cum, 4, NAN), 0);
	for (int n = 1; n <= LONGEST; n++) {
		double sums[LONGEST];
		for (int j = 0; j < n; j++)
			sums[j] = 1.0 + j;
		for (int want = 0; want <= n; want++)
			assert_int_equal(vector_count(sums, n, want + .5), want);
	}
}

/* sum of terms j, j + 8, .. for each j < 8, the rest of the last eight in the first; then pairs, pairs of pairs. */
static double eight_sums(const double *term, int n)
{
	double s[8] = { 0 };
	int i = 0;

	for (; i + 8 <= n; i += 8)
		for (int l = 0; l < 8; l++)
			s[l] += term[i + l];
	for (; i < n; i++)
		s[0] += term[i];
	return ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]));
}

/* Products and their sums: in eight interleaved ones for vector_product(), vector_dot() and vector_sum(), from the first
 * token to the last for vector_cumulate(). */
static void test_products_and_sums(void **state)
{
	(void)state;
	for (int k = 1; k <= LONGEST; k++) {
		double *e1 = setup_weights((size_t)k, 1.0, 5), *e2 = setup_weights((size_t)k, 1.0, 6);
		double weight[LONGEST], cum[LONGEST], want[LONGEST], sums[LONGEST], sum = 0.0;
		for (int j = 0; j < k; j++) {
			want[j] = e1[j] * e2[j];
			sum += want[j];
			sums[j] = sum;
		}
		assert_true(vector_product(e1, e2, k, weight) == eight_sums(want, k));
		assert_memory_equal(weight, want, (size_t)k * sizeof *want);
		assert_true(vector_dot(e1, e2, k) == eight_sums(want, k));
		assert_true(vector_cumulate(want, k, cum) == sum);
		assert_memory_equal(cum, sums, (size_t)k * sizeof *sums);
		assert_true(vector_sum(e1, k) == eight_sums(e1, k));
		setup_check(fabs(vector_dot(e1, e2, k) - sum), 1e-13, "dot");
		free(e1);
		free(e2);
	}
}

/* Coins that stay inside a cycle of intervals, then one outside at each place in turn; entry i % period is asked. */
static void outside_once(int period, int n)
{
	double low[LONGEST + VECTOR_LANES], high[LONGEST + VECTOR_LANES], scale[LONGEST + VECTOR_LANES];
	const struct cycle cycle = { .low = low, .high = high, .scale = scale, .period = period };
	uint32_t c[LONGEST] = { 0 };

	for (int j = 0; j < period + VECTOR_LANES; j++) { /* entry e holds coins 1000 e .. 1000 e + 9, at a scale of 1/4 */
		int e = j % period;
		scale[j] = .25;
		low[j] = (1000.0 * e + .5) / 4;
		high[j] = (1000.0 * e + 10.0) / 4;
	}
	for (int i = 0; i < n; i++)
		c[i] = (uint32_t)(1000 * (i % period) + i % 10);
	assert_int_equal(vector_outside(c, n, &cycle), n);
	for (int i = n - 1; i >= 0; i--) {
		c[i] = (uint32_t)(1000 * (i % period) + (i % 2 ? 10 : -1)); /* just above, just below (entry 0: 2^32 - 1) */
		assert_int_equal(vector_outside(c, n, &cycle), i);
	}
}

static void test_outside(void **state)
{
	(void)state;
	for (int period = 1; period <= 20; period++)
		for (int n = 0; n <= LONGEST; n++)
			outside_once(period, n);
}

/* y[j] = sum_i x[i] w[i][j]. Of two terms the sum has the same bits in any order, so d = 1 and 2 are held against the plain
 * loop; for the others, each column alone (k = 1, no vectors) must give the bits that it gives among the rest, and long
 * double says that they are right. */
static void affine_once(int d, int k)
{
	double *x = setup_weights((size_t)d, 1.0, 7), *w = setup_weights((size_t)d * k, 1.0, 8);
	double *column = xcalloc((size_t)d, sizeof *column), got[LONGEST], alone;

	vector_affine(x, d, w, k, got);
	for (int j = 0; j < k; j++) {
		long double sum = 0.0L;
		for (int i = 0; i < d; i++) {
			column[i] = w[i * k + j];
			sum += (long double)x[i] * column[i];
		}
		setup_check(fabs((double)(got[j] - sum)), 1e-14, "affine");
		vector_affine(x, d, column, 1, &alone);
		assert_true(got[j] == alone);
		if (d <= 2)
			assert_true(got[j] == x[0] * column[0] + (d == 2 ? x[1] * column[1] : 0.0));
	}
	free(x);
	free(w);
	free(column);
}

static void test_affine(void **state)
{
	(void)state;
	for (int d = 1; d <= 35; d += d < 10 ? 1 : 5)
		for (int k = 1; k <= LONGEST; k++)
			affine_once(d, k);
}

/* g[i][j] += sum_b x_b[i] v_b[j]; checked like affine: one response has one order, more are held against each column
 * alone and long double. */
static void outer_once(int n, int d, int k)
{
	size_t size = (size_t)d * k;
	double *x = setup_weights((size_t)n * d, 1.0, 9), *v = setup_weights((size_t)n * k, 1.0, 10);
	double *got = setup_weights(size, 1.0, 11), *before = xmemdup(got, size * sizeof *got);
	double column[LONGEST], alone;
	const double *rows[LONGEST], *cells[LONGEST];

	for (int b = 0; b < n; b++)
		rows[b] = x + (size_t)b * d;
	vector_outer(rows, n, d, v, k, got);
	for (int i = 0; i < d * k; i++) {
		long double sum = alone = before[i];
		for (int b = 0; b < n; b++) {
			cells[b] = &rows[b][i / k];
			column[b] = v[b * k + i % k];
			sum += (long double)*cells[b] * column[b];
		}
		vector_outer(cells, n, 1, column, 1, &alone);
		assert_true(got[i] == alone);
		assert_true(n != 1 || got[i] == before[i] + *cells[0] * column[0]);
		assert_true(n != 0 || got[i] == before[i]);
		setup_check(fabs((double)(got[i] - sum)), 2e-14, "outer");
	}
	free(x);
	free(v);
	free(got);
	free(before);
}

static void test_outer(void **state)
{
	(void)state;
	for (int n = 0; n <= 64; n += n < 10 ? 1 : 9)
		for (int k = 1; k <= 40; k += k < 18 ? 1 : 11)
			outer_once(n, 5, k);
	outer_once(64, 32, 32);
}

static void test_adagrad_and_add(void **state)
{
	(void)state;
	for (int n = 0; n <= LONGEST; n++) {
		size_t bytes = (size_t)n * sizeof(double);
		double *g = setup_weights(LONGEST, 1e-3, 12), *w = setup_weights(LONGEST, 1.0, 13);
		double *sum = xcalloc(LONGEST, sizeof *sum), *want = xmemdup(w, LONGEST * sizeof *w), sums[LONGEST] = { 0 };
		g[0] = 0.0; /* an entry without gradient stays */
		for (int step = 0; step < 3; step++) {
			vector_adagrad(w, g, sum, (size_t)n, .1);
			for (int i = 0; i < n; i++) {
				sums[i] += g[i] * g[i];
				want[i] -= .1 * g[i] / (sqrt(sums[i]) + 1e-10);
			}
		}
		assert_memory_equal(sum, sums, bytes);
		assert_memory_equal(w, want, LONGEST * sizeof *w); /* nothing behind n moves */
		vector_add(w, -.3, g, (size_t)n);
		for (int i = 0; i < n; i++)
			want[i] += -.3 * g[i];
		assert_memory_equal(w, want, LONGEST * sizeof *w);
		free(g);
		free(w);
		free(sum);
		free(want);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_exp),
		cmocka_unit_test(test_exp_edges),
		cmocka_unit_test(test_exp_same_bits_at_any_width),
		cmocka_unit_test(test_normals),
		cmocka_unit_test(test_max),
		cmocka_unit_test(test_argmax_ties),
		cmocka_unit_test(test_count),
		cmocka_unit_test(test_products_and_sums),
		cmocka_unit_test(test_outside),
		cmocka_unit_test(test_affine),
		cmocka_unit_test(test_outer),
		cmocka_unit_test(test_adagrad_and_add),
	};

	return cmocka_run_group_tests_name("vector", tests, NULL, NULL);
}
