/* tilt, bon and frontier as they are typed: what they refuse, and the frontier that nothing is above. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "play.h"
#include "run/tables.h"
#include "scratch.h"
#include "setup.h"
#include "unit.h"

static void begin(struct play *p)
{
	play_init(p);
	type(p, "preset barrier");
	play_file("rewards.txt", "a 1\nb -.5\nt3 c 2\n");
	play_file("same.txt", "a 2\nb 2\nc 2\nd 2\n");
	play_file("odd.txt", "a 1.2345678\nb 3\n");
}

static void test_refused(void **state)
{
	static const char *const cases[][2] = {
		{ "tilt 5", "tilt takes beta or kl: beta=.5, or kl=.1 (nats)." },
		{ "tilt 5 beta=1 kl=1", "tilt takes one of beta and kl: beta=.5, or kl=.1 (nats)." },
		{ "tilt 5 beta=0", "beta is a number above 0, got \"0\"" },
		{ "tilt 5 beta=-1", "beta is a number above 0, got \"-1\"" },
		{ "tilt 5 kl=x", "kl is a number above 0, got \"x\"" },
		{ "tilt 5 kl=14", "kl is above 0 and below 13.1 nats here, where only responses of the highest reward are left" },
		{ "tilt 5 kl=1 reward=additive:same.txt", "all responses to x5 have the same reward" },
		{ "tilt 5 beta=1 reward=best", "reward takes one of outcome, loglik, additive:FILE, got \"best\"" },
		{ "tilt 5 beta=1 reward=additive:", "reward takes one of outcome, loglik, additive:FILE" },
		{ "tilt 5 beta=1 reward=additive:none.txt", "cannot read none.txt: No such file or directory" },
		{ "tilt 9 beta=1", "prompts are x0 to x5, got 9" },
		{ "tilt 5 beta=1 from=best", "from takes one of base, now" },
		{ "bon 5", "bon takes n=N, how many responses the best is chosen from: n=16." },
		{ "bon 5 n=.5", "n is a number of responses, 1 to 1e300" },
		{ "bon 5 n=many", "n is a number of responses, 1 to 1e300" },
		{ "frontier 5 f.txt", "frontier writes .csv files, got \"f.txt\"" },
	};
	struct play p;

	(void)state;
	begin(&p);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		play_has(&p, cases[i][0], cases[i][1]);
	play_done(&p);
}

/* Sums over 32^128 responses: the tilt is a sweep all the same, and so is best-of-n on a grid. */
static void test_large(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "new mixture k=32 N=128 d=32 prompts=32 seed=1");
	play_has(&p, "tilt 3 kl=2 reward=loglik", "all responses to x3 have the same reward: there is nothing to tilt to");
	type(&p, "pretrain 5 batch=32");
	play_has(&p, "tilt 3 kl=2 reward=loglik", "KL, nats                    0            2");
	play_has(&p, "bon 3 n=8 reward=loglik",
		 "best-of-n by loglik goes through all k^N responses, up to 65,536 of them; here 32^128. try: reward=outcome");
	play_has(&p, "bon 3 n=8 reward=additive:odd.txt",
		 "these rewards have too many sums for best-of-n. try: small whole numbers");
	play_has(&p, "bon 3 n=8 reward=additive:rewards.txt", "best of n");
	play_has(&p, "frontier 3 reward=loglik", "The reward has too many values for best-of-n.");
	type(&p, "new mixture k=250 N=500 d=2 prompts=2 seed=1");
	play_has(&p, "tilt 1 kl=2 reward=loglik",
		 "rewards that are sums take N x states x k up to 559,240 here, got 500 x 251 x 250.");
	play_has(&p, "tilt 1 kl=2", "KL, nats                    0            2");
	play_done(&p);
}

enum { N, KL, REWARD, TILTED, COLUMNS };

/* No law is above the frontier; with two values best-of-n is on it. */
static void check_frontier(struct play *p, const char *line, bool two_values)
{
	static const char *const names[] = { "n", "kl", "reward", "reward_tilted" };
	struct columns c;
	struct str text = { 0 };
	struct err e;
	int bests = 0;

	play_has(p, line, "f.csv: ");
	assert_true(file_read("f.csv", 1 << 20, &text, &e));
	assert_true(columns_read(&text, names, COLUMNS, &c));
	for (int i = 0; i < c.rows; i++) {
		const double *row = c.v + (size_t)i * COLUMNS;
		assert_true(row[REWARD] <= row[TILTED] + 1e-9);
		if (isnan(row[N]))
			continue;
		assert_true(row[N] == ldexp(1.0, bests++));
		assert_true(row[KL] <= log(row[N]) - (row[N] - 1.0) / row[N] + 1e-12);
		assert_true(i == 0 || (row[KL] >= row[KL - COLUMNS] - 1e-12 && row[REWARD] >= row[REWARD - COLUMNS] - 1e-12));
		if (two_values)
			setup_check(fabs(row[REWARD] - row[TILTED]), 1e-10, "best-of-n is on the frontier");
	}
	assert_true(bests > 2);
	assert_int_equal(c.rows, bests + 41 + 2); /* points of the tilt, A and B */
	free(c.v);
	str_done(&text);
}

static void test_frontier(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "trainer process @b");
	for (int i = 0; i < 4; i++) {
		check_frontier(&p, "frontier 5 f.csv", true);
		check_frontier(&p, "frontier 0 f.csv", true);
		check_frontier(&p, "frontier 2 f.csv reward=loglik", false);
		check_frontier(&p, "frontier 5 f.csv reward=additive:rewards.txt", false);
		type(&p, "step 10 @a; step 20 @b");
	}
	play_done(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_refused), cmocka_unit_test(test_large),
					    cmocka_unit_test(test_frontier) };

	return cmocka_run_group_tests_name("align", tests, scratch_enter, scratch_leave);
}
