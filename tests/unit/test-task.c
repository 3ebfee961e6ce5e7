/* Tasks: what is built, what is refused and in which words, and greedy decoding against a plain loop that knows nothing of
 * cycles. */
#include "core/task.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/features.h"
#include "core/policy.h"
#include "core/truth.h"
#include "setup.h"
#include "unit.h"

static void refuse(const struct task_type *type, struct task_config c, const char *words)
{
	struct err e = { "" };

	assert_null(task_new(type, &c, &e));
	assert_string_equal(e.text, words);
	assert_null(task_new(type, &c, NULL)); /* a caller who does not care why */
}

static void test_refusals(void **state)
{
	static const uint8_t bad[] = { 0, 1, 2, 3, 0, 9 };
	const struct task_config good = { .k = 4, .N = 3, .d = 2, .prompts = 2, .sigma = .05, .seed = 1 };
	struct task_config c;

	(void)state;
	c = good, c.k = 1;
	refuse(&task_table, c, "k takes 2 to 255 tokens, got 1");
	c = good, c.k = 256;
	refuse(&task_mixture, c, "k takes 2 to 255 tokens, got 256");
	c = good, c.N = 0;
	refuse(&task_table, c, "N takes 1 to 4096 positions, got 0");
	c = good, c.N = 4097;
	refuse(&task_table, c, "N takes 1 to 4096 positions, got 4097");
	c = good, c.d = 0;
	refuse(&task_table, c, "d takes 1 to 4096 dimensions, got 0");
	c = good, c.prompts = 0;
	refuse(&task_mixture, c, "prompts takes 1 to 4096, got 0");
	c = good, c.prompts = -5;
	refuse(&task_mixture, c, "prompts takes 1 to 4096, got -5");
	c = good, c.d = 3;
	refuse(&task_table, c, "table has one-hot contexts: d is the number of prompts, 2, got 3");
	c = good, c.prompts = 3;
	refuse(&task_mixture, c, "mixture has one centre a dimension: prompts takes 1 to d=2, got 3");
	c = good, c.sigma = 1.0;
	refuse(&task_mixture, c, "sigma takes 0 up to, not including, 1, got 1");
	c = good, c.sigma = -.1;
	refuse(&task_mixture, c, "sigma takes 0 up to, not including, 1, got -0.1");
	c = good, c.sigma = NAN;
	refuse(&task_mixture, c, "sigma takes 0 up to, not including, 1, got nan");
	c = good, c.responses = bad;
	refuse(&task_table, c, "response 1 has token 9 at position 3, but k is 4");
}

static void test_types_are_listed(void **state)
{
	int n = 0;

	(void)state;
	while (task_types[n]) {
		assert_non_null(task_types[n]->name);
		assert_non_null(task_types[n]->help);
		n++;
	}
	assert_true(n >= 2 && task_types[0] == &task_table && task_types[1] == &task_mixture);
}

static void test_table(void **state)
{
	struct task *t = setup_table(5, 7, 6, NULL, 2);
	int seen[6] = { 0 };

	(void)state;
	assert_true(task_is_finite(t));
	assert_int_equal(t->nlisted, 6);
	assert_int_equal(t->ntracked, 6);
	assert_int_equal(t->nstate, 6);
	assert_int_equal(t->nparam, 6 * 5 + 5 * 5);
	for (int i = 0; i < 6; i++) {
		assert_int_equal(t->tracked[i].track, i);
		setup_check(fabs(t->tracked[i].weight - 1. / 6), 1e-16, "weight");
		for (int j = 0; j < 6; j++)
			assert_true(t->tracked[i].x[j] == (i == j));
	}
	for (uint32_t b = 0; b < 6000; b++) {
		struct prompt p;
		t->type->draw(t, 3, COIN_PROMPT, (struct address){ 1, b, 0 }, &p);
		assert_ptr_equal(p.ystar, t->tracked[p.track].ystar); /* lent, not copied */
		seen[p.track]++;
	}
	for (int i = 0; i < 6; i++) /* 1000 expected, standard deviation sqrt(6000 / 6 * 5 / 6) = 28.9 */
		assert_in_range(seen[i], 1000 - 130, 1000 + 130);
	for (int s = 0; s < t->nstate; s++)
		for (int y = 0; y < t->k; y++)
			assert_int_equal(t->next[s * t->k + y], 1 + y);
	task_free(t);
}

/* Given contexts, truth and responses are kept as they came. */
static void test_given(void **state)
{
	static const uint8_t responses[] = { 2, 0, 1, 1, 0, 2 };
	double *x = setup_weights(2 * 5, 1.0, 1), *truth = setup_weights(5 * 3 + 3 * 3, 1.0, 2);
	struct task_config c = { .k = 3, .N = 3, .d = 5, .prompts = 2, .x = x, .truth = truth, .responses = responses };
	struct err e;
	struct task *t = task_new(&task_table, &c, &e);

	(void)state;
	assert_non_null(t);
	assert_memory_equal(t->truth, truth, (5 * 3 + 3 * 3) * sizeof *truth);
	for (int i = 0; i < 2; i++) {
		assert_memory_equal(t->tracked[i].x, x + 5 * i, 5 * sizeof *x);
		assert_memory_equal(t->tracked[i].ystar, responses + 3 * i, 3);
		assert_int_equal(t->tracked[i].lead, 3);
		assert_int_equal(t->tracked[i].period, 0);
	}
	task_free(t);
	c.truth = NULL;
	t = task_new(&task_table, &c, &e);
	assert_non_null(t);
	assert_null(t->truth); /* pinned responses need none */
	task_free(t);
	free(x);
	free(truth);
}

static void test_drawn_truth(void **state)
{
	struct task *t = setup_mixture(8, 20, 8, 8, 3), *same = setup_mixture(8, 20, 8, 8, 3);
	struct task *other = setup_mixture(8, 20, 8, 8, 4);
	double *want = xcalloc(t->nparam, sizeof *want);

	(void)state;
	coin_normals(3, COIN_TRUTH, (struct address){ 0 }, 0, (int)t->nparam, want);
	assert_memory_equal(t->truth, want, t->nparam * sizeof *want);
	assert_memory_equal(same->truth, want, t->nparam * sizeof *want);
	assert_memory_not_equal(other->truth, want, t->nparam * sizeof *want);
	free(want);
	task_free(t);
	task_free(same);
	task_free(other);
}

/* y*_i = the smallest token of largest score, token by token. */
static void check_decoding(const struct task *t, const struct prompt *p)
{
	const struct policy truth = { t, t->truth };
	double score[TASK_TOKENS_MOST];
	int state = 0, states[TASK_LENGTH_MOST];

	for (int i = 0; i < t->N; i++) {
		int best = 0;
		states[i] = state;
		policy_score(&truth, p, state, score);
		for (int y = 1; y < t->k; y++)
			best = score[y] > score[best] ? y : best;
		assert_int_equal(p->ystar[i], best);
		state = 1 + best;
	}
	assert_true(p->lead >= 0 && prompt_steps(p) <= t->N);
	if (p->period == 0)
		assert_int_equal(p->lead, t->N);
	for (int i = p->lead; p->period > 0 && i + p->period < t->N; i++) {
		assert_int_equal(p->ystar[i], p->ystar[i + p->period]);
		assert_int_equal(states[i], states[i + p->period]);
	}
	for (int i = 0; i < prompt_steps(p); i++) /* steps differ by their state */
		for (int j = 0; j < i; j++)
			assert_int_not_equal(states[i], states[j]);
}

/* prompt_visits() by counting: position i is step i, or walks round the cycle. */
static void check_visits(const struct task *t, const struct prompt *p)
{
	int steps = prompt_steps(p), count[TASK_LENGTH_MOST] = { 0 };

	for (int right = 0; right <= t->N; right++) {
		int total = 0;
		for (int j = 0; j < steps; j++) {
			assert_int_equal(prompt_visits(p, j, right), count[j]);
			total += count[j];
		}
		assert_int_equal(total, right);
		if (right < t->N)
			count[right < steps ? right : p->lead + (right - p->lead) % p->period]++;
	}
}

static void check_task(struct task *t)
{
	int cycles = 0;

	for (int i = 0; i < t->ntracked; i++) {
		if (t->truth)
			check_decoding(t, &t->tracked[i]);
		check_visits(t, &t->tracked[i]);
		cycles += t->tracked[i].period > 0;
	}
	assert_true(t->N <= t->nstate || !t->truth || cycles == t->ntracked); /* k + 1 states: a cycle is certain */
	task_free(t);
}

static void test_decoding(void **state)
{
	static const uint8_t pinned[] = { 0, 1, 0, 1, 0, 1, 2, 2, 2, 2, 2, 2 };

	(void)state;
	for (uint64_t seed = 1; seed <= 20; seed++) {
		check_task(setup_table(5, 13, 6, NULL, seed));
		check_task(setup_mixture(8, 20, 8, 8, seed));
	}
	check_task(setup_mixture(32, 128, 32, 32, 1));
	check_task(setup_table(32, 3, 9, NULL, 1)); /* too short for a cycle, mostly */
	check_task(setup_table(2, 1, 1, NULL, 1));
	check_task(setup_table(3, 300, 4, NULL, 1));
	check_task(setup_table(255, 600, 3, NULL, 1));
	check_task(setup_table(4, 6, 2, pinned, 1));
}

/* W* = 0: all scores are equal, so every token is token 0, a cycle of one state from position 1 on. */
static void test_ties_go_to_the_smallest(void **state)
{
	double *zero = xcalloc(3 * 9 + 9 * 9, sizeof *zero);
	struct task_config c = { .k = 9, .N = 12, .d = 3, .prompts = 3, .truth = zero };
	struct err e;
	struct task *t = task_new(&task_table, &c, &e);

	(void)state;
	for (int i = 0; i < 12; i++)
		assert_int_equal(t->tracked[0].ystar[i], 0);
	assert_int_equal(t->tracked[0].lead, 1);
	assert_int_equal(t->tracked[0].period, 1);
	zero[2] = zero[5] = 1.0; /* prompt 0: tokens 2 and 5 are best */
	task_free(t);
	t = task_new(&task_table, &c, &e);
	for (int i = 0; i < 12; i++)
		assert_int_equal(t->tracked[0].ystar[i], 2);
	check_task(t);
	free(zero);
}

/* |x| = sqrt(d); noise of norm at most sigma in front of that scale, so the angle to e_c has a sine of at most sigma;
 * with d = 8 its norm is nearly always clipped to sigma exactly. Centres come up evenly. */
static void test_mixture(void **state)
{
	enum { DRAWS = 8000 };
	struct task *t = setup_mixture(8, 20, 8, 8, 3);
	double x[8], at_most = 0.0, mean[8] = { 0 };
	uint8_t ystar[20];
	int seen[8] = { 0 };

	(void)state;
	assert_false(task_is_finite(t));
	for (uint32_t b = 0; b < DRAWS; b++) {
		struct prompt p = { .x = x, .ystar = ystar };
		double norm2 = 0.0;
		t->type->draw(t, 3, COIN_PROMPT, (struct address){ 1, b, 0 }, &p);
		assert_ptr_equal(p.x, x);
		for (int i = 0; i < 8; i++)
			norm2 += x[i] * x[i];
		setup_check(fabs(norm2 / 8 - 1.0), 1e-14, "norm of a context");
		double sine = sqrt(fmax(0.0, 1.0 - x[p.track] * x[p.track] / norm2));
		at_most = fmax(at_most, sine);
		for (int i = 0; i < 8; i++)
			mean[i] += i == p.track ? 0.0 : x[i] / sqrt(8) / DRAWS;
		seen[p.track]++;
		if (b < 200) {
			check_decoding(t, &p);
			check_visits(t, &p);
		}
	}
	assert_true(at_most <= .05 + 1e-9 && at_most > .049);
	for (int i = 0; i < 8; i++) {
		assert_in_range(seen[i], 1000 - 135, 1000 + 135); /* sd sqrt(8000 / 8 * 7 / 8) = 29.6 */
		setup_check(fabs(mean[i]), 4.5 * .05 / sqrt(8 * DRAWS), "mean of the noise");
	}
	task_free(t);
}

/* Tracked prompts of a mixture are its centres, sqrt(d) e_c; with sigma = 0 that is also what is drawn. */
static void test_mixture_centres(void **state)
{
	struct task_config c = { .k = 8, .N = 20, .d = 8, .prompts = 5, .seed = 3 };
	struct err e;
	struct task *t = task_new(&task_mixture, &c, &e);
	double x[8];
	uint8_t ystar[20];

	(void)state;
	assert_int_equal(t->ntracked, 5);
	for (int i = 0; i < 5; i++)
		for (int j = 0; j < 8; j++)
			assert_true(t->tracked[i].x[j] == (i == j ? sqrt(8) : 0.0));
	for (uint32_t b = 0; b < 100; b++) {
		struct prompt p = { .x = x, .ystar = ystar };
		t->type->draw(t, 9, COIN_TEST, (struct address){ 0, b, 0 }, &p);
		assert_in_range(p.track, 0, 4);
		setup_check(setup_gap(x, t->tracked[p.track].x, 8), 1e-15, "context without noise");
		assert_memory_equal(ystar, t->tracked[p.track].ystar, 20);
	}
	task_free(t);
}

/* |phi|^2 = |x|^2, and 1 more behind the first position. */
static void test_feature_norms(void **state)
{
	struct task *t = setup_mixture(4, 5, 6, 3, 3);

	(void)state;
	setup_check(fabs(t->features->dot(t, &t->tracked[1], 0, 0) - 6.0), 1e-14, "norm at the start");
	setup_check(fabs(t->features->dot(t, &t->tracked[1], 3, 3) - 7.0), 1e-14, "norm behind the start");
	task_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_types_are_listed),
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_given),
		cmocka_unit_test(test_drawn_truth),
		cmocka_unit_test(test_decoding),
		cmocka_unit_test(test_ties_go_to_the_smallest),
		cmocka_unit_test(test_mixture),
		cmocka_unit_test(test_mixture_centres),
		cmocka_unit_test(test_feature_norms),
	};

	return cmocka_run_group_tests_name("task", tests, NULL, NULL);
}
