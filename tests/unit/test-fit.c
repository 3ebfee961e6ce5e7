/* Lines through points. Expected numbers are worked out in the comments. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "run/fit.h"
#include "unit.h"

static void add(struct fits *f, const char *name, const double (*point)[2], int n)
{
	for (int i = 0; i < n; i++)
		assert_int_equal(fits_add(f, name, point[i][0], point[i][1], NULL), i + 1);
}

static void near(double got, double expected, double within)
{
	if (!(fabs(got - expected) <= within))
		fail_msg("got %.17g, expected %.17g", got, expected);
}

/* (0, 1), (1, 2), (2, 4): means 1 and 7/3, Sxx = 2, Sxy = 3, slope 3/2; residuals 1/6, -1/3, 1/6, their squares sum to
 * 1/6, and the slope's variance is (1/6) / (3 - 2) / Sxx = 1/12. */
static void test_linear(void **state)
{
	static const double point[][2] = { { 0, 1 }, { 1, 2 }, { 2, 4 } };
	struct fits f = { 0 };
	double slope, error;

	(void)state;
	add(&f, "a", point, 3);
	assert_false(f.drawn);
	assert_true(fits_line(&f, "a", FIT_LINEAR, &slope, &error, NULL));
	near(slope, 1.5, 1e-14);
	near(error, sqrt(1.0 / 12), 1e-14);
	assert_true(f.drawn);
	near(f.last, 1.5, 1e-14);
	fits_done(&f);
}

/* y = 3 * 4^x and y = 5 x^2.5, with two points between which nothing is left to judge the error by. */
static void test_laws(void **state)
{
	static const double power[][2] = { { 1, 5 }, { 4, 160 }, { 9, 1215 } };
	static const double growth[][2] = { { 2, 48 }, { 5, 3072 } };
	struct fits f = { 0 };
	double value, error;

	(void)state;
	add(&f, "growth", growth, 2);
	assert_true(fits_line(&f, "growth", FIT_SEMILOG, &value, &error, NULL));
	near(value, 4.0, 1e-12);
	assert_true(isnan(error));
	add(&f, "power", power, 3);
	assert_true(fits_line(&f, "power", FIT_LOGLOG, &value, &error, NULL));
	near(value, 2.5, 1e-12);
	near(error, 0.0, 1e-7);
	near(f.last, 2.5, 1e-12);
	assert_int_equal(fits_named(&f, "growth")->n, 2);
	assert_null(fits_named(&f, "none"));
	fits_done(&f);
}

/* (0, 1), (1, e), (2, e^3): the logarithms 0, 1, 3 have slope 3/2 and its error sqrt(1/12) (as above: 1 less each); the
 * factor's error is the factor times the slope's. */
static void test_error_of_factor(void **state)
{
	const double point[][2] = { { 0, 1 }, { 1, exp(1) }, { 2, exp(3) } };
	struct fits f = { 0 };
	double value, error;

	(void)state;
	add(&f, "a", point, 3);
	assert_true(fits_line(&f, "a", FIT_SEMILOG, &value, &error, NULL));
	near(value, exp(1.5), 1e-12);
	near(error, exp(1.5) * sqrt(1.0 / 12), 1e-12);
	fits_done(&f);
}

static void refused(struct fits *f, const char *name, enum fit_scale scale, const char *why)
{
	double value, error;
	struct err e;

	assert_false(fits_line(f, name, scale, &value, &error, &e));
	assert_string_equal(e.text, why);
}

static void test_refusals(void **state)
{
	static const double point[][2] = { { 1, 0 }, { 1, 2 } };
	struct fits f = { 0 };
	struct err e;
	char name[16];

	(void)state;
	refused(&f, "a", FIT_LINEAR, "a line takes two points, \"a\" has 0: fit NAME X Y adds one");
	add(&f, "a", point, 2);
	refused(&f, "a", FIT_LINEAR, "all points of a have one x: no line goes through them");
	refused(&f, "a", FIT_SEMILOG, "a has a point that is not above 0: it has no logarithm (scale=linear needs none)");
	assert_int_equal(fits_add(&f, "steep", 1, 1, NULL), 1);
	assert_int_equal(fits_add(&f, "steep", 1.0000000000000002, 2, NULL), 2);
	refused(&f, "steep", FIT_SEMILOG, "the line through steep is too steep, or its points too large, for a number");
	assert_false(f.drawn);
	assert_int_equal(fits_add(&f, "a-name-that-is-longer-than-a-series-has", 1, 1, &e), 0);
	assert_non_null(strstr(e.text, "at most 31 bytes"));
	for (int i = 1; i < FIT_SERIES_MOST - 1; i++) {
		snprintf(name, sizeof name, "s%d", i);
		assert_int_equal(fits_add(&f, name, 1, 1, NULL), 1);
	}
	assert_int_equal(fits_add(&f, "one more", 1, 1, &e), 0);
	assert_string_equal(e.text, "there are 64 series already, and no more");
	fits_done(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_linear),
		cmocka_unit_test(test_laws),
		cmocka_unit_test(test_error_of_factor),
		cmocka_unit_test(test_refusals),
	};

	return cmocka_run_group_tests_name("fit", tests, NULL, NULL);
}
