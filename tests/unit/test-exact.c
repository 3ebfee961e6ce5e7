/* Exact measures against plain enumeration of all k^N responses (textbook.h gives each one's probability and score),
 * finite differences, closed forms of w = 0, and the identities of [MHE26, sec. 3 and 5]. */
#include "core/exact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/advantage.h"
#include "core/trainer.h"
#include "setup.h"
#include "textbook.h"
#include "unit.h"

/* Sums of up to 4096 rounded terms. */
static const double gap_most = 1e-12;

/* A task small enough to enumerate, one prompt of it, and two policies. */
struct small {
	struct task *task;
	const struct prompt *prompt;
	double *w, *other; /* (nparam) */
	struct chain chain, chain_other;
};

static void small_begin(struct small *s, struct task *t, double scale)
{
	s->task = t;
	s->prompt = &t->tracked[t->ntracked - 1];
	s->w = setup_weights(t->nparam, scale, 31);
	s->other = setup_weights(t->nparam, scale, 32);
	chain_init(&s->chain, t);
	chain_init(&s->chain_other, t);
	chain_load(&s->chain, s->w, s->prompt);
	chain_load(&s->chain_other, s->other, s->prompt);
}

static void small_end(struct small *s)
{
	chain_done(&s->chain);
	chain_done(&s->chain_other);
	free(s->w);
	free(s->other);
	task_free(s->task);
}

/* Three prompts with normal contexts. */
static struct task *dense_task(int k, int N, int d)
{
	double *x = setup_weights(3 * (size_t)d, 1.0, 44);
	struct task *t = task_new(&task_table, &(struct task_config){ .k = k, .N = N, .d = d, .prompts = 3, .x = x,
								      .seed = 3 }, NULL);

	assert_non_null(t);
	free(x);
	return t;
}

/* Five shapes with k^N <= 4096; pinned, greedy and with dense contexts. */
static struct task *small_task(int which)
{
	static const uint8_t pinned[] = { 0, 1, 1, 2, 3, 3, 2, 0, 1, 2, 0, 3 };

	switch (which) {
	case 0: return setup_table(4, 6, 2, pinned, 1);
	case 1: return setup_table(2, 12, 3, NULL, 2);
	case 2: return dense_task(3, 7, 4);
	case 3: return setup_table(64, 2, 2, NULL, 4);
	default: return setup_table(2, 1, 1, NULL, 5);
	}
}

enum { SMALL_TASKS = 5 };

/* The next response in the order of counting; false behind the last. */
static bool next_response(const struct task *t, uint8_t *y)
{
	for (int i = 0; i < t->N; i++) {
		if (++y[i] < t->k)
			return true;
		y[i] = 0;
	}
	return false;
}

static int prefix_of(const struct task *t, const uint8_t *y, const uint8_t *ystar)
{
	int n = 0;

	while (n < t->N && y[n] == ystar[n])
		n++;
	return n;
}

/* What enumeration adds up. */
struct sums {
	double first_wrong[16], entropy, kl, kl_back, queries;
	double *outcome, *process; /* (nparam) sum_y p(y) r grad log p(y), sum_y p(y) sum_i r_i grad log p(y_i | ..) */
};

static void add_response(const struct small *s, const uint8_t *y, struct sums *to)
{
	const struct task *t = s->task;
	double p, lp = textbook_loglik(t, s->w, s->prompt, y), lq = textbook_loglik(t, s->other, s->prompt, y);
	double outcome[16], process[16];
	int right = prefix_of(t, y, s->prompt->ystar);

	p = exp(lp);
	to->first_wrong[right] += p;
	to->entropy -= p * lp;
	to->kl += p * (lp - lq);
	to->kl_back += exp(lq) * (lq - lp);
	to->queries += p * (right == t->N ? t->N : right + 1);
	for (int i = 0; i < t->N; i++) {
		outcome[i] = right == t->N ? p : 0.0;
		process[i] = i < right ? p : 0.0;
	}
	textbook_score(t, s->w, s->prompt, y, outcome, to->outcome);
	textbook_score(t, s->w, s->prompt, y, process, to->process);
}

static void check_gradients(struct small *s, const struct sums *sums)
{
	size_t n = s->task->nparam;
	double *g = xcalloc(n, sizeof *g);

	exact_outcome_gradient(&s->chain, 1.0, g);
	setup_check(setup_gap(g, sums->outcome, n), gap_most, "expected outcome gradient");
	memset(g, 0, n * sizeof *g);
	exact_process_gradient(&s->chain, 3.0, g);
	exact_process_gradient(&s->chain, -2.0, g); /* adds, and scales */
	setup_check(setup_gap(g, sums->process, n), gap_most, "expected process gradient");
	free(g);
}

static void test_enumeration(void **state)
{
	(void)state;
	for (int which = 0; which < SMALL_TASKS; which++) {
		struct small s;
		small_begin(&s, small_task(which), 1.0);
		int N = s.task->N;
		struct sums sums = { .outcome = xcalloc(s.task->nparam, sizeof(double)),
				     .process = xcalloc(s.task->nparam, sizeof(double)) };
		uint8_t y[16] = { 0 };
		double law[16], total = 0.0;
		do
			add_response(&s, y, &sums);
		while (next_response(s.task, y));
		exact_first_wrong(&s.chain, law);
		setup_check(setup_gap(law, sums.first_wrong, (size_t)N + 1), gap_most, "law of the first wrong token");
		for (int i = 0; i <= N; i++)
			total += law[i];
		setup_check(fabs(total - 1.0), 1e-14, "that law's sum");
		setup_check(fabs(exp(exact_loglik(&s.chain)) / sums.first_wrong[N] - 1.0), gap_most, "p(y*|x)");
		setup_check(fabs(exact_entropy(&s.chain) / sums.entropy - 1.0), gap_most, "entropy");
		setup_check(fabs(exact_kl(&s.chain, &s.chain_other) / sums.kl - 1.0), gap_most, "KL(p || q)");
		setup_check(fabs(exact_kl(&s.chain_other, &s.chain) / sums.kl_back - 1.0), gap_most, "KL(q || p)");
		setup_check(fabs(exact_process_queries(&s.chain) / sums.queries - 1.0), gap_most, "queries");
		check_gradients(&s, &sums);
		free(sums.outcome);
		free(sums.process);
		small_end(&s);
	}
}

/* Tokens, paths, the worst token and the next-token laws, each from the plain policy. */
static void test_along_a_path(void **state)
{
	(void)state;
	for (int which = 0; which < SMALL_TASKS; which++) {
		struct small s;
		small_begin(&s, small_task(which), 2.0);
		const struct task *t = s.task;
		const uint8_t *ystar = s.prompt->ystar;
		uint8_t *y = setup_tokens(t->k, (size_t)t->N, 8);
		double want[16], got[16];
		int at, worst = 0;
		textbook_path(t, s.w, s.prompt, y, want);
		exact_path(&s.chain, y, t->N, got);
		assert_memory_equal(got, want, (size_t)t->N * sizeof *want);
		textbook_path(t, s.w, s.prompt, ystar, want);
		exact_tokens(&s.chain, got);
		assert_memory_equal(got, want, (size_t)t->N * sizeof *want);
		for (int i = 0; i < t->N; i++) {
			worst = want[i] < want[worst] ? i : worst;
			assert_true(exact_next(&s.chain, i)[ystar[i]] == want[i]);
		}
		assert_true(exact_worst(&s.chain, &at) == want[worst]);
		assert_int_equal(at, worst);
		assert_int_equal(exact_rarest(want, t->N), t->N > 1 ? worst : -1);
		free(y);
		small_end(&s);
	}
}

/* grad log p(y*|x) against (log p(w + h e_j) - log p(w - h e_j)) / 2h; h = 1e-5: error about h^2 + 1e-15 / h. */
static void test_finite_differences(void **state)
{
	(void)state;
	for (int which = 0; which < 3; which++) {
		struct small s;
		small_begin(&s, small_task(which), 1.0);
		size_t n = s.task->nparam;
		double *g = xcalloc(n, sizeof *g), *slope = xcalloc(n, sizeof *slope), h = 1e-5;
		exact_outcome_gradient(&s.chain, exp(-exact_loglik(&s.chain)), g);
		for (size_t j = 0; j < n; j++) {
			double w = s.w[j];
			s.w[j] = w + h;
			chain_load(&s.chain, s.w, s.prompt);
			slope[j] = exact_loglik(&s.chain) / (2 * h);
			s.w[j] = w - h;
			chain_load(&s.chain, s.w, s.prompt);
			slope[j] -= exact_loglik(&s.chain) / (2 * h);
			s.w[j] = w;
		}
		setup_check(setup_gap(g, slope, n), 1e-9, "finite differences");
		free(g);
		free(slope);
		small_end(&s);
	}
}

/* w = 0 is the uniform policy: -N log k and N log k; first wrong at i with probability k^-i (1 - 1/k). */
static void test_uniform(void **state)
{
	struct task *t = setup_mixture(32, 128, 32, 32, 4);
	double *w = xcalloc(t->nparam, sizeof *w), *law = xcalloc((size_t)t->N + 1, sizeof *law);
	struct chain c;
	int at;

	(void)state;
	chain_init(&c, t);
	chain_load(&c, w, &t->tracked[7]);
	setup_check(fabs(exact_loglik(&c) + 128 * log(32)), 1e-11, "loglik of w = 0");
	setup_check(fabs(exact_loglik(&c) / log(10) + 192.66), .005, "32^-128 = 10^-192.66");
	setup_check(fabs(exact_entropy(&c) / (128 * log(32)) - 1.0), gap_most, "entropy of w = 0");
	setup_check(fabs(exact_kl(&c, &c)), 0.0, "KL of a policy to itself");
	setup_check(fabs(exact_worst(&c, &at) + log(32)), 1e-14, "worst token of w = 0");
	assert_int_equal(at, 0);
	exact_tokens(&c, law);
	assert_int_equal(exact_rarest(law, t->N), -1); /* all are alike */
	exact_first_wrong(&c, law);
	for (int i = 0; i < t->N; i++)
		setup_check(fabs(law[i] / (pow(32, -i) * (31. / 32)) - 1.0), 1e-12, "first wrong of w = 0");
	/* sum_{i<N} k^-i = 32/31 to rounding */
	setup_check(fabs(exact_process_queries(&c) - 32. / 31), 1e-14, "queries of w = 0");
	chain_done(&c);
	free(w);
	free(law);
	task_free(t);
}

/* The fast log-likelihood is the exact one, also where products of rows underflow. */
static void test_rows_loglik(void **state)
{
	static const double scales[] = { 0.0, .1, 1.0, 30.0, 1e3, 1e4 };
	struct task *t = setup_mixture(8, 50, 8, 8, 3);
	struct chain c;
	struct rows rows;
	double room[4 * 8];

	(void)state;
	chain_init(&c, t);
	rows_init(&rows, t);
	for (size_t j = 0; j < sizeof scales / sizeof *scales; j++) {
		double *w = setup_weights(t->nparam, scales[j], 17);
		rows_load(&rows, w);
		for (int i = 0; i < t->ntracked; i++) {
			chain_load(&c, w, &t->tracked[i]);
			double want = exact_loglik(&c), got = rows_loglik(&rows, &t->tracked[i], room);
			setup_check(fabs(got - want) / (1.0 + fabs(want)), 1e-12, "rows_loglik");
		}
		free(w);
	}
	chain_done(&c);
	rows_done(&rows);
	task_free(t);
}

/* The trainer's gradient of 400 batches at the same weights: its mean against the exact one, entry by entry within 4.5
 * standard errors. Fixed seed; of some 30 entries a normal one lies outside with probability 2e-4. */
static void sampled_gradient(const struct reward_type *reward, enum reward_code code, enum baseline baseline,
			     double times)
{
	enum { BATCHES = 400, B = 32 };
	struct small s;
	small_begin(&s, setup_table(4, 3, 1, NULL, 2), 0.5);
	size_t n = s.task->nparam;
	struct train_config config = { .reward = reward, .optim = &optim_sgd, .behave = &behave_onpolicy, .lr = 1.0, .log_alpha = -50.0,
				       .batch = B, .code = (int)code, .baseline = (int)baseline };
	struct trainer *trainer = trainer_new(s.task, s.w, &config, 77, 1);
	struct state *at = state_copy(trainer_state(trainer));
	double *sum = xcalloc(n, sizeof *sum), *sum2 = xcalloc(n, sizeof *sum2), *want = xcalloc(n, sizeof *want);
	struct report report;

	for (int b = 0; b < BATCHES; b++) {
		at->update = (uint64_t)b; /* other coins, same weights */
		trainer_restore(trainer, at);
		assert_true(trainer_step(trainer, NULL, &report));
		for (size_t j = 0; j < n; j++) {
			sum[j] += trainer_gradient(trainer)[j];
			sum2[j] += trainer_gradient(trainer)[j] * trainer_gradient(trainer)[j];
		}
	}
	if (reward->per_token)
		exact_process_gradient(&s.chain, -times, want);
	else
		exact_outcome_gradient(&s.chain, -times, want);
	for (size_t j = 0; j < n; j++) {
		double mean = sum[j] / BATCHES, variance = (sum2[j] / BATCHES - mean * mean) / (BATCHES - 1);
		double error = sqrt(fmax(variance, 0.0));
		setup_check(fabs(mean - want[j]), 4.5 * error + 1e-15, "mean of the sampled gradients");
	}
	free(sum);
	free(sum2);
	free(want);
	free(at);
	trainer_free(trainer);
	small_end(&s);
}

static void test_sampled_gradients(void **state)
{
	(void)state;
	sampled_gradient(&reward_outcome, CODE_01, BASELINE_OFF, 1.0);
	sampled_gradient(&reward_process, CODE_01, BASELINE_OFF, 1.0);
	sampled_gradient(&reward_outcome, CODE_01, BASELINE_MEAN, 31. / 32);
	sampled_gradient(&reward_process, CODE_01, BASELINE_MEAN, 31. / 32);
	sampled_gradient(&reward_outcome, CODE_PM1, BASELINE_OFF, 2.0);
	sampled_gradient(&reward_process, CODE_PM1, BASELINE_OFF, 2.0);
}

/* E of the engine's gradient (ascent, mean over a batch of B) over all k^(N B) batches of one prompt. */
static void expected_engine_gradient(const struct small *s, int B, const struct reward_type *reward,
				     enum reward_code code, enum baseline baseline, double *mean)
{
	const struct task *t = s->task;
	struct task wide = *t; /* counts through the N B tokens of a batch as through one response */
	struct prompt prompts[3] = { *s->prompt, *s->prompt, *s->prompt };
	double *g = xcalloc(t->nparam, sizeof *g);
	uint8_t y[16] = { 0 };
	struct rows rows;

	wide.N = t->N * B;
	rows_init(&rows, t);
	rows_load(&rows, s->w);
	memset(mean, 0, t->nparam * sizeof *mean);
	do {
		struct batch batch;
		double lp = 0.0;
		setup_batch(&batch, &rows, prompts, B, y);
		advantage_fill(&batch, reward, code, baseline);
		setup_gradient(&batch, &rows, -B, g);
		for (int b = 0; b < B; b++)
			lp += textbook_loglik(t, s->w, s->prompt, y + b * t->N);
		for (size_t j = 0; j < t->nparam; j++)
			mean[j] += exp(lp) * g[j];
		batch_done(&batch);
	} while (next_response(&wide, y));
	rows_done(&rows);
	free(g);
}

/* A mean that includes the sample itself shrinks the expectation by 1 - 1/B; +-1 without a baseline doubles it; +-1 with
 * the baseline is 2 (1 - 1/B). All 64 or 256 or 512 batches. */
static void baseline_identities(int k, int N, int B)
{
	static const struct {
		enum reward_code code;
		enum baseline baseline;
		double times, minus; /* of the plain 0/1 gradient: times - minus / B */
	} cases[] = {
		{ CODE_01, BASELINE_OFF, 1, 0 },
		{ CODE_01, BASELINE_MEAN, 1, 1 },
		{ CODE_PM1, BASELINE_OFF, 2, 0 },
		{ CODE_PM1, BASELINE_MEAN, 2, 2 },
	};
	struct small s;
	small_begin(&s, setup_table(k, N, 2, NULL, 6), 1.0);
	size_t n = s.task->nparam;
	double *got = xcalloc(n, sizeof *got), *want = xcalloc(n, sizeof *want);

	for (int j = 0; j < 8; j++) {
		const struct reward_type *reward = j % 2 ? &reward_process : &reward_outcome;
		double times = cases[j / 2].times - cases[j / 2].minus / B;
		memset(want, 0, n * sizeof *want);
		if (reward->per_token)
			exact_process_gradient(&s.chain, times, want);
		else
			exact_outcome_gradient(&s.chain, times, want);
		expected_engine_gradient(&s, B, reward, cases[j / 2].code, cases[j / 2].baseline, got);
		setup_check(setup_gap(got, want, n), gap_most, "expected gradient under a baseline");
	}
	free(got);
	free(want);
	small_end(&s);
}

static void test_baseline_identities(void **state)
{
	(void)state;
	baseline_identities(2, 3, 2);
	baseline_identities(4, 2, 2);
	baseline_identities(2, 3, 3);
}

/* Response by response, +-1 with the mean baseline is twice 0/1 with it: 2r - 1 - (2m - 1) = 2 (r - m). */
static void test_codes_under_the_baseline(void **state)
{
	struct task *t = setup_table(3, 5, 2, NULL, 6);
	double *w = setup_weights(t->nparam, 1.0, 3), *one = xcalloc(9 * 5, sizeof *one);
	uint8_t *y = setup_tokens(3, 9 * 5, 4);
	struct prompt prompts[9];
	struct rows rows;
	struct batch batch;

	(void)state;
	for (int b = 0; b < 9; b++) {
		prompts[b] = t->tracked[b % 2];
		memcpy(y + b * 5, prompts[b].ystar, (size_t)(b % 6)); /* correct prefixes of every length */
	}
	rows_init(&rows, t);
	rows_load(&rows, w);
	setup_batch(&batch, &rows, prompts, 9, y);
	for (int j = 0; j < 2; j++) {
		const struct reward_type *reward = j ? &reward_process : &reward_outcome;
		advantage_fill(&batch, reward, CODE_01, BASELINE_MEAN);
		for (int i = 0; i < 45; i++)
			one[i] = batch_advantage(&batch, i / 5, i % 5);
		advantage_fill(&batch, reward, CODE_PM1, BASELINE_MEAN);
		for (int i = 0; i < 45; i++)
			setup_check(fabs(batch_advantage(&batch, i / 5, i % 5) - 2.0 * one[i]), 4e-16, "twice 0/1");
	}
	batch_done(&batch);
	rows_done(&rows);
	free(one);
	free(w);
	free(y);
	task_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_enumeration),
		cmocka_unit_test(test_along_a_path),
		cmocka_unit_test(test_finite_differences),
		cmocka_unit_test(test_uniform),
		cmocka_unit_test(test_rows_loglik),
		cmocka_unit_test(test_sampled_gradients),
		cmocka_unit_test(test_baseline_identities),
		cmocka_unit_test(test_codes_under_the_baseline),
	};

	return cmocka_run_group_tests_name("exact", tests, NULL, NULL);
}
