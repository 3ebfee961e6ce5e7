/* The scales against products worked out by hand, and where k^N is no double. */
#include "core/bound.h"

#include <math.h>

#include "setup.h"
#include "unit.h"

/* k = 4, N = 8, eps = 1/10, gamma = 1/5, so 1/gamma^2 = 25; LQ = 1/200, token-level LQ = 2/5. */
static struct bound_terms terms(void)
{
	return (struct bound_terms){ .k = 4, .N = 8, .log_eps = log(.1), .log_gamma = log(.2), .log_lq = log(1.0 / 200),
				     .log_tlq = log(.4) };
}

static void check(double l, double want, const char *what)
{
	setup_check(fabs(exp(l) / want - 1.0), 1e-12, what);
}

static void test_by_hand(void **state)
{
	struct bound_terms b = terms();

	(void)state;
	check(bound_tries(&b), 200, "m");
	check(bound_draws(&b), 2.5, "a");
	check(bound_rounds(&b), 250, "1/(gamma^2 eps)");
	check(bound_constant_step(&b), 2000, "N/(gamma^2 eps)");
	check(bound_mixture(&b), 50000, "m/(gamma^2 eps)");
	check(bound_algorithm1(&b), (200 + 10) * 25, "(m + 1/eps)/gamma^2");
	check(bound_algorithm2(&b), (8 * 2.5 + 10) * 25, "(N a + 1/eps)/gamma^2");
	check(bound_least_queries(&b), 200 * 25, "1/(LQ gamma^2)");
	check(bound_mistakes(&b), 65536.0 * 25, "k^N/gamma^2");
	check(bound_least_mistakes(&b), 8192.0 * 25, "k^N/(N gamma^2)");
}

/* m is a whole number, also where 1/LQ is one but for rounding; neither m nor a exceeds what uniform draws need. */
static void test_tries(void **state)
{
	struct bound_terms b = terms();

	(void)state;
	b.log_lq = log(.4);
	check(bound_tries(&b), 3, "ceil 2.5");
	for (int i = 1; i <= 60000; i = 2 * i + 1) {
		b.log_lq = -log(i);
		check(bound_tries(&b), i, "1/LQ is whole");
	}
	b.log_lq = 0.0;
	check(bound_tries(&b), 1, "LQ 1");
	b.log_lq = -20.0; /* e^20 is more than 4^8 = 65,536 */
	check(bound_tries(&b), 65536, "m is k^N");
	check(bound_least_queries(&b), 65536.0 * 25, "uniform responses do it in k^N");
	b.log_tlq = log(.01);
	check(bound_draws(&b), 4, "a is k");
}

/* The authors' k = 32, N = 128: k^N = 2^640. Logarithms of products are sums; beside m the 1/eps is nothing, and LQ =
 * 0 leaves k^N. */
static void test_huge(void **state)
{
	const double kN = 640 * M_LN2, gamma2 = 2 * log(.005);
	struct bound_terms b = { .k = 32, .N = 128, .log_eps = log(.1), .log_gamma = log(.005), .log_lq = -INFINITY,
				 .log_tlq = log(1 / 32.0) };

	(void)state;
	setup_check(fabs(bound_tries(&b) - kN), 1e-11, "m");
	setup_check(fabs(bound_mixture(&b) - (kN - gamma2 + log(10))), 1e-11, "mixture");
	setup_check(fabs(bound_algorithm1(&b) - (kN - gamma2)), 1e-11, "algorithm 1");
	check(bound_algorithm2(&b), (128 * 32 + 10) * 40000.0, "algorithm 2");
	setup_check(fabs(bound_least_queries(&b) - (kN - gamma2)), 1e-11, "least queries");
	setup_check(fabs(bound_mistakes(&b) - (kN - gamma2)), 1e-11, "mistakes");
	setup_check(fabs(bound_least_mistakes(&b) - (kN - gamma2 - 7 * M_LN2)), 1e-11, "least mistakes");
	b.log_lq = -500 * M_LN2; /* less than the 2^640 of uniform draws */
	setup_check(fabs(bound_tries(&b) - 500 * M_LN2), 1e-11, "m below k^N");
	/* 2^40 + 10 = 2^40 (1 + 10/2^40) */
	b.log_lq = -40 * M_LN2;
	setup_check(fabs(bound_algorithm1(&b) + gamma2 - 40 * M_LN2 - log1p(10 * 0x1p-40)), 1e-13, "a small part");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_by_hand),
		cmocka_unit_test(test_tries),
		cmocka_unit_test(test_huge),
	};

	return cmocka_run_group_tests_name("bound", tests, NULL, NULL);
}
