/* Numbers in and out. Expected values are the literals themselves, or worked out in a comment. */
#include "base/num.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "unit.h"

static void test_parse(void **state)
{
	static const struct {
		const char *word;
		double value;
	} good[] = {
		{"12", 12},      {"1.5", 1.5},   {"-3", -3},         {"1e-6", 1e-6},     {".5", .5},
		{"5.", 5},       {"10k", 1e4},   {"2M", 2e6},        {"50%", .5},        {"0", 0},
		{"1E3", 1e3},    {"1e+3", 1e3},  {"-.5e1", -5},      {"007", 7},         {"1.5k", 1500},
		{"1.001k", 1001}, {"7%", .07},   {"0.1%", .001},     {"4.9e-324", 4.9e-324},
		{"1e-400", 0},   {"1e3k", 1e6},  {"1e-99999999999999999999", 0}, {"0e99999999999999999999", 0},
		{"1.7976931348623157e308", DBL_MAX}, {"1.7976931348623157e305k", DBL_MAX},
	};
	double v;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		v = -1;
		if (!num_parse(good[i].word, &v) || v != good[i].value)
			fail_msg("%s reads as %.17g, not %.17g", good[i].word, v, good[i].value);
	}
}

static void test_parse_refuses(void **state)
{
	static const char *const bad[] = {
		"",     " ",   "1 ",     " 1",   "+3",   "--3",  "-",    ".",      "e5",    "1e",      "1e+",
		"0x10", "inf", "-inf",   "nan",  "NaN",  "1,5",  "10K",  "2m",     "k",     "%",       "5%%",
		"1kk",  "1 k", "1e1.5",  "1..2", "1.2.3", "1e400", "-1e400", "1e308k", "1e99999999999999999999",
		"\xd9\xa1", "1\n", "\xff", "infinity", "1e5x", "0b1", "1_000", "1e400M",
	};
	double v = 77;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (num_parse(bad[i], &v) || v != 77)
			fail_msg("'%s' reads as %g", bad[i], v);
}

/* UINT64_MAX = 2^64 - 1 = 18,446,744,073,709,551,615; 2^53 + 1 is the first count a double cannot hold. */
static void test_count(void **state)
{
	static const struct {
		const char *word;
		uint64_t value;
	} good[] = {
		{"0", 0}, {"12", 12}, {"10k", 10000}, {"2M", 2000000}, {"1e6", 1000000}, {"007", 7},
		{"18446744073709551615", UINT64_MAX}, {"9007199254740993", 9007199254740993},
		{"0e99999999999999999999", 0}, {"1e19", UINT64_C(10000000000000000000)}, {"1e3k", 1000000},
	};
	static const char *const bad[] = {
		"", "-1", "-0", "+1", "1.5", "1.", "1.5k", "1e-3", "1e+3", "50%", "18446744073709551616", "1e20",
		"18446744073709552k", "99999999999999999999999", "1e99999999999999999999", "x", "1 ", "0x1", "nan", "k",
	};
	uint64_t v;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		v = 1;
		if (!num_parse_count(good[i].word, &v) || v != good[i].value)
			fail_msg("%s reads as %ju", good[i].word, (uintmax_t)v);
	}
	for (i = 0, v = 77; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (num_parse_count(bad[i], &v) || v != 77)
			fail_msg("'%s' reads as %ju", bad[i], (uintmax_t)v);
}

/* "0." and 10^5 zeros and "1", times 10^100001, is 1; 10^5 nines overflow both. */
static void test_long_words(void **state)
{
	char *word = xcalloc(100020, 1);
	uint64_t count = 77;
	double v = 0;

	(void)state;
	memset(word, '0', 100002);
	word[1] = '.';
	strcpy(word + 100002, "1e100001");
	assert_true(num_parse(word, &v));
	assert_true(v == 1.0);
	memset(word, '9', 100000);
	word[100000] = '\0';
	assert_false(num_parse(word, &v));
	assert_false(num_parse_count(word, &count));
	assert_int_equal(count, 77);
	free(word);
}

static void test_counts_print(void **state)
{
	char t[NUM_TEXT];

	(void)state;
	assert_string_equal(num_count(t, 0), "0");
	assert_string_equal(num_count(t, 999), "999");
	assert_string_equal(num_count(t, 1000), "1,000");
	assert_string_equal(num_count(t, 10048), "10,048");
	assert_string_equal(num_count(t, 123456), "123,456");
	assert_string_equal(num_count(t, UINT64_MAX), "18,446,744,073,709,551,615");
}

static void test_amounts_print(void **state)
{
	char t[NUM_TEXT];

	(void)state;
	assert_string_equal(num_amount(t, 512557.4), "512,557");
	assert_string_equal(num_amount(t, 4.3e18), "4.3e+18");
	assert_string_equal(num_amount(t, INFINITY), "inf");
	assert_string_equal(num_amount(t, -INFINITY), "-inf");
	assert_string_equal(num_amount(t, NAN), "-");
	assert_string_equal(num_amount(t, -1234.0), "-1,234");
	assert_string_equal(num_amount(t, -0.2), "0");
	assert_string_equal(num_amount(t, 0.6), "1");
	assert_string_equal(num_amount(t, 999999999999999.0), "999,999,999,999,999");
	assert_string_equal(num_amount(t, 1e15), "1.0e+15");
	assert_string_equal(num_amount(t, DBL_MAX), "1.8e+308");
}

/* 32^-128 = 2^-640 = 2.19e-193 is the chance of a whole response of 128 tokens among 32. */
static void test_probabilities_print(void **state)
{
	char t[NUM_TEXT];

	(void)state;
	assert_string_equal(num_prob(t, log(.853)), "0.853");
	assert_string_equal(num_prob2(t, log(.853)), "0.85");
	assert_string_equal(num_prob2(t, log(.01)), "0.01");
	assert_string_equal(num_prob2(t, log(.00228)), "2e-03");
	assert_string_equal(num_prob2(t, log(.00999)), "1e-02");
	assert_string_equal(num_prob2(t, log(.997)), "0.99");
	assert_string_equal(num_prob2(t, log(1 - 1e-7)), "0.99");
	assert_string_equal(num_prob2(t, 0.0), "1.00");
	assert_string_equal(num_prob2(t, -1e-15), "1.00");
	assert_string_equal(num_prob2(t, 1e-15), "1.00");
	assert_string_equal(num_prob2(t, NAN), "-");
	assert_string_equal(num_prob(t, 0.0), "1.000");
	assert_string_equal(num_prob(t, 1e-15), "1.000");
	assert_string_equal(num_prob(t, log(.01)), "0.010");
	assert_string_equal(num_prob(t, log(.00228)), "2.3e-03");
	assert_string_equal(num_prob(t, log(.00999)), "1.0e-02");
	assert_string_equal(num_prob(t, log(2e-6)), "2.0e-06");
	assert_string_equal(num_prob(t, -640.0 * M_LN2), "2.2e-193");
	assert_string_equal(num_prob(t, -INFINITY), "0");
	assert_string_equal(num_prob(t, NAN), "-");
	assert_string_equal(num_prob(t, INFINITY), "inf");
}

/* Beyond a double's range, 4.9e-324, only the logarithm is left: 10^-400 has lp = -400 ln 10. */
static void test_probabilities_without_underflow(void **state)
{
	char t[NUM_TEXT];

	(void)state;
	assert_string_equal(num_prob(t, -400.0 * M_LN10), "1.0e-400");
	assert_string_equal(num_prob(t, log(2.2) - 1000.0 * M_LN10), "2.2e-1000");
	assert_string_equal(num_prob(t, log(9.96) - 500.0 * M_LN10), "1.0e-499"); /* 9.96 rounds up to 10 */
	assert_string_equal(num_prob(t, -1e300), "0");
	assert_string_equal(num_prob(t, -DBL_MAX), "0");
}

/* A line that was drawn has the digits it was given. */
static void test_signed(void **state)
{
	char t[NUM_TEXT];

	(void)state;
	assert_string_equal(num_signed(t, .1688), "+0.169");
	assert_string_equal(num_signed(t, -1.3e-5), "-1.3e-05");
	assert_string_equal(num_signed(t, 0), "0");
	assert_string_equal(num_signed(t, -0.0), "0");
}

static void test_lines_print(void **state)
{
	char t[NUM_TEXT];

	(void)state;
	assert_string_equal(num_line(t, log(1e-4)), "1e-04");
	assert_string_equal(num_line(t, -log(1e4)), "1e-04");
	assert_string_equal(num_line(t, log(2.5e-5)), "2.5e-05");
	assert_string_equal(num_line(t, log(1e-12)), "1e-12");
	assert_string_equal(num_line(t, -log(3e4)), "3.33e-05");
	assert_string_equal(num_line(t, log(.9999e-3)), "1e-03");
	assert_string_equal(num_line(t, log(.05)), "0.05");
	assert_string_equal(num_line(t, log(.001)), "0.001");
	assert_string_equal(num_line(t, log(.1 / 4)), "0.025");
	assert_string_equal(num_line(t, 0), "1");
	assert_string_equal(num_line(t, -400.0 * M_LN10), "1e-400");
	assert_string_equal(num_line(t, -INFINITY), "0");
	assert_string_equal(num_line(t, -DBL_MAX), "0");
}

/* Two digits of a ratio near 1; below and above, as probabilities and counts are printed. */
static void test_ratios_print(void **state)
{
	char t[NUM_TEXT];

	(void)state;
	assert_string_equal(num_ratio(t, log(.84)), "0.84");
	assert_string_equal(num_ratio(t, log(4)), "4");
	assert_string_equal(num_ratio(t, log(.01)), "0.01");
	assert_string_equal(num_ratio(t, log(6.2e-5)), "6.2e-05");
	assert_string_equal(num_ratio(t, log(9.96)), "10");
	assert_string_equal(num_ratio(t, log(1234)), "1,234");
	assert_string_equal(num_ratio(t, -INFINITY), "0");
	assert_string_equal(num_ratio(t, NAN), "-");
}

static void test_four_columns(void **state)
{
	char t[NUM_TEXT];

	(void)state;
	assert_string_equal(num_prob4(t, .25), ".250");
	assert_string_equal(num_prob4(t, 0), ".000");
	assert_string_equal(num_prob4(t, 1), "1.00");
	assert_string_equal(num_prob4(t, .9994), ".999");
	assert_string_equal(num_prob4(t, .9996), "1.00");
	assert_string_equal(num_prob4(t, 1.0000001), "1.00");
	assert_string_equal(num_prob4(t, -1e-17), ".000");
	assert_string_equal(num_prob4(t, NAN), "-");
	assert_string_equal(num_prob3(t, .25), ".25");
	assert_string_equal(num_prob3(t, .0049), ".00");
	assert_string_equal(num_prob3(t, .9949), ".99");
	assert_string_equal(num_prob3(t, .9951), "1.0");
	assert_string_equal(num_prob3(t, -1e-17), ".00");
	assert_string_equal(num_prob3(t, NAN), "-");
}

static void test_exact(void **state)
{
	static const double v[] = {0.1, 1.0 / 3.0, 1e-12, 2.2250738585072014e-308, 4.9e-324, DBL_MAX, 1e15, 1e22,
				   9007199254740993.0, -M_PI, 123456.789, INFINITY, -INFINITY, 0.3, 0.1 + 0.2};
	char t[NUM_TEXT];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(v) / sizeof(v[0]); i++)
		assert_true(strtod(num_exact(t, v[i]), NULL) == v[i]);
	assert_string_equal(num_exact(t, 0.1), "0.1");
	assert_string_equal(num_exact(t, 0.1 + 0.2), "0.30000000000000004");
	assert_string_equal(num_exact(t, 100000), "100000");
	assert_string_equal(num_exact(t, -2), "-2");
	assert_string_equal(num_exact(t, 1e-12), "1e-12");
	assert_string_equal(num_exact(t, NAN), "");
}

static void test_short(void **state)
{
	char t[NUM_TEXT];

	(void)state;
	assert_string_equal(num_short(t, 0.1), "0.1");
	assert_string_equal(num_short(t, 1e-12), "1e-12");
	assert_string_equal(num_short(t, 10000), "10000");
	assert_string_equal(num_short(t, 0.5000001), "0.5");
	assert_string_equal(num_short(t, -0.0), "0");
	assert_string_equal(num_short(t, 1.0 / 3.0), "0.333333");
	assert_string_equal(num_short(t, NAN), "-");
	assert_string_equal(num_short(t, INFINITY), "inf");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_parse_refuses),
		cmocka_unit_test(test_count),
		cmocka_unit_test(test_long_words),
		cmocka_unit_test(test_counts_print),
		cmocka_unit_test(test_amounts_print),
		cmocka_unit_test(test_probabilities_print),
		cmocka_unit_test(test_probabilities_without_underflow),
		cmocka_unit_test(test_signed), cmocka_unit_test(test_lines_print),
		cmocka_unit_test(test_ratios_print),
		cmocka_unit_test(test_four_columns),
		cmocka_unit_test(test_exact),
		cmocka_unit_test(test_short),
	};

	return cmocka_run_group_tests_name("num", tests, NULL, NULL);
}
