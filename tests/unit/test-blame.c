/* Blame against its definition: every token's gradient is scattered in full, the optimizer's diagonal is written out, and
 * the parts have to be the inner products; their sum is <grad log p, w' - w>, which is checked against differences. */
#include "core/blame.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/exact.h"
#include "core/features.h"
#include "core/policy.h"
#include "core/template.h"
#include "setup.h"
#include "unit.h"

static const uint64_t seed = 20260915;

static struct task *build(const struct task_type *type, const struct task_config c)
{
	struct err e;
	struct task *t = task_new(type, &c, &e);

	if (!t)
		fail_msg("task: %s", e.text);
	return t;
}

/* Three words of letters, with templates of position, letter and token before: prompts share features. */
static struct task *template_task(void)
{
	static const char *const text[] = { "abc", "abd", "cbd" };
	static const uint8_t y[] = { 0, 1, 2, 0, 1, 2, 0, 2, 2, 1, 0, 1 };
	static const double weight[] = { 1.0, 2.0, 1.0 };
	static const bool skip[3];
	static const char names[3][TASK_NAME_MOST] = { "u", "v", "w" };
	static const struct template_set set = { .n = 3, .list = {
		{ .n = 1, .part = { { .kind = TEMPLATE_POSITION } }, .before = TEMPLATE_LAST },
		{ .n = 1, .part = { { .kind = TEMPLATE_BAG } } },
		{ .n = 1, .part = { { .kind = TEMPLATE_FROM_LEFT } }, .before = TEMPLATE_LAST | TEMPLATE_SECOND_LAST },
	} };
	static const struct listing listing = { .n = 3, .k = 3, .N = 4, .text = text, .y = y, .weight = weight,
						.skip = skip, .token_name = names, .templates = &set };

	return build(&task_file, (struct task_config){ .k = 3, .N = 4, .d = 1, .prompts = 3, .seed = 1,
						       .listing = &listing });
}

/* A mixture, a table, maps of positions and of locks, a cube whose prompts are fresh, and templates. */
enum { TASKS = 6 };

static struct task *make_task(int i)
{
	switch (i) {
	case 0:
		return setup_mixture(5, 9, 6, 4, 3);
	case 1:
		return setup_table(4, 7, 5, NULL, 2);
	case 2:
		return build(&task_table, (struct task_config){ .k = 4, .N = 6, .d = 3, .prompts = 3,
								.features = &features_position });
	case 3:
		return build(&task_lock, (struct task_config){ .k = 3, .N = 5, .d = 3, .prompts = 3 });
	case 4:
		return build(&task_hypercube, (struct task_config){ .k = 4, .N = 6, .d = 5, .prompts = 1, .track = 3 });
	default:
		return template_task();
	}
}

static struct train_config config_of(const struct behave_type *behave, const struct optim_type *optim, int bits)
{
	bool free_of = !behave->forced;

	return (struct train_config){
		.reward = behave->reward ? behave->reward : bits & 1 ? &reward_process : &reward_outcome,
		.optim = optim, .behave = behave, .m = 3, .mix = .3, .lr = .2, .batch = 70, .log_alpha = log(1e-3),
		.code = free_of && bits & 2 ? CODE_PM1 : CODE_01,
		.baseline = free_of && bits & 4 ? BASELINE_MEAN : BASELINE_OFF,
		.clip = free_of && bits & 8 ? 3.0 : 0.0, .count_off_every = bits >> 1 & 1,
	};
}

/* ---- One update and what the definitions say of it */

struct trial {
	const struct task *task;
	struct train_config config;
	struct trainer *trainer;
	struct deeds deeds;
	double *diagonal; /* (nparam) D of the step: lr / (sqrt(a) + 1e-10), lr, or 1 */
};

static void begin(struct trial *c, const struct task *t, const double *base, const struct train_config *config,
		  int updates)
{
	struct report report;

	*c = (struct trial){ .task = t, .config = *config, .trainer = trainer_new(t, base, config, seed, 1),
			     .diagonal = xcalloc(t->nparam, sizeof *c->diagonal) };
	assert_null(train_config_check(config));
	for (int i = 0; i < updates; i++)
		assert_true(trainer_step(c->trainer, NULL, &report));
	assert_true(blame_last(c->trainer, t, &c->deeds));
	for (size_t j = 0; j < t->nparam; j++) {
		double a = state_opt_of(trainer_state(c->trainer))[j];
		c->diagonal[j] = config->optim == &optim_adagrad ? config->lr / (sqrt(a) + 1e-10) :
				 config->optim == &optim_sgd ? config->lr : 1.0;
	}
}

static void end(struct trial *c)
{
	trainer_free(c->trainer);
	free(c->diagonal);
}

/* grad += by grad log p(y | x, state). */
static void add_score(const struct task *t, const double *w, const struct prompt *p, int state, int y, double by,
		      double *grad)
{
	const struct policy policy = { t, w };
	double v[TASK_TOKENS_MOST];

	policy_row(&policy, p, state, v);
	for (int c = 0; c < t->k; c++)
		v[c] = by * ((c == y) - exp(v[c]));
	features_scatter(t, p, state, v, grad);
}

static double inner(const double *a, const double *b, size_t n)
{
	double sum = 0.0;

	for (size_t i = 0; i < n; i++)
		sum += a[i] * b[i];
	return sum;
}

/* h = D grad of sum_i by[i] log p(y*_i | ..). */
static double *direction(const struct trial *c, const struct prompt *p, const double *by)
{
	const struct task *t = c->task;
	double *h = xcalloc(t->nparam, sizeof *h);
	int state = 0;

	for (int i = 0; i < t->N; i++) {
		add_score(t, c->deeds.w, p, state, p->ystar[i], by[i], h);
		state = t->next[state * t->k + p->ystar[i]];
	}
	for (size_t j = 0; j < t->nparam; j++)
		h[j] *= c->diagonal[j];
	return h;
}

/* What the sum over a response's tokens is multiplied with. */
static double scale_of(const struct trial *c, int b)
{
	const struct task *t = c->task;
	const struct batch *batch = c->deeds.batch;
	const uint8_t *y = batch->y + (size_t)b * (size_t)t->N;
	double *g, norm2;
	int state = 0;

	if (c->config.optim == &optim_adagrad)
		return 1.0 / (batch->B * t->N);
	if (c->config.optim == &optim_sgd)
		return 1.0 / batch->B;
	g = xcalloc(t->nparam, sizeof *g);
	for (int i = 0; i < batch->drawn[b]; i++) {
		add_score(t, c->deeds.w, &batch->prompt[b], state, y[i], batch_advantage(batch, b, i), g);
		state = t->next[state * t->k + y[i]];
	}
	norm2 = inner(g, g, t->nparam);
	free(g);
	return 1.0 / (4.0 * features_radius2(t) + 2.0 * norm2) / batch->B;
}

static struct blame_part *find(const struct blame_parts *parts, int track, int state, int token)
{
	for (size_t i = 0; i < parts->n; i++) {
		struct blame_part *one = &parts->list[i];
		if (one->track == track && one->state == state && one->token == token)
			return one;
	}
	return NULL;
}

/* Takes each token's part by definition off the parts: nothing may be left. */
static void take_off(const struct trial *c, const double *h, const struct blame_parts *parts)
{
	const struct task *t = c->task;
	const struct batch *batch = c->deeds.batch;
	double *g = xcalloc(t->nparam, sizeof *g);

	for (int b = 0; b < batch->B; b++) {
		const struct prompt *p = &batch->prompt[b];
		double scale = scale_of(c, b);
		int state = 0;
		for (int i = 0; i < batch->drawn[b]; i++) {
			size_t at = (size_t)b * (size_t)t->N + (size_t)i;
			double by = scale * batch_advantage(batch, b, i) * (batch->weight ? batch->weight[at] : 1.0);
			struct blame_part *one = by != 0.0 ? find(parts, p->track, state, batch->y[at]) : NULL;
			if (by != 0.0) {
				assert_non_null(one);
				memset(g, 0, t->nparam * sizeof *g);
				add_score(t, c->deeds.w, p, state, batch->y[at], by, g);
				one->part -= inner(h, g, t->nparam);
				one->tokens--;
			}
			state = t->next[state * t->k + batch->y[at]];
		}
	}
	free(g);
}

static double mass_of(const struct blame_parts *parts)
{
	double mass = 0.0;

	for (size_t i = 0; i < parts->n; i++)
		mass += fabs(parts->list[i].part);
	return mass;
}

static double sum_of(const struct task *t, const struct blame_parts *parts)
{
	double *by_prompt = xcalloc((size_t)t->ntracked + 1, sizeof *by_prompt), sum, again = 0.0;

	sum = blame_by_prompt(t, parts, by_prompt);
	for (int i = 0; i <= t->ntracked; i++)
		again += by_prompt[i];
	setup_check(fabs(sum - again), 1e-13 * mass_of(parts), "sum by prompt");
	free(by_prompt);
	return sum;
}

/* Of one tracked prompt: the sum is <h, -g> with the gradient that the trainer took, the positions add up to it, and every
 * part is that of its tokens. */
static void check_prompt(const struct trial *c, const struct prompt *p, const double *by)
{
	const struct task *t = c->task;
	double *h = direction(c, p, by), *position = xcalloc((size_t)t->N, sizeof *position), mass, sum;
	struct blame_parts parts = { 0 };

	blame_score(&c->deeds, c->trainer, p, by, &parts);
	blame_positions(&c->deeds, c->trainer, p, position);
	sum = sum_of(t, &parts);
	mass = mass_of(&parts);
	setup_check(fabs(sum + inner(h, trainer_gradient(c->trainer), t->nparam)), 1e-12 * mass, "sum of the parts");
	setup_check(fabs(sum - inner(by, position, (size_t)t->N)), 1e-12 * mass, "sum over the positions");
	take_off(c, h, &parts);
	for (size_t i = 0; i < parts.n; i++) {
		assert_int_equal(parts.list[i].tokens, 0);
		setup_check(fabs(parts.list[i].part), 1e-12 * mass, "part");
	}
	blame_done(&parts);
	free(position);
	free(h);
}

static void check_task(const struct task *t, const double *base, const struct train_config *config)
{
	double *whole = xcalloc((size_t)t->N, sizeof *whole), *one = xcalloc((size_t)t->N, sizeof *one);
	struct trial c;

	for (int i = 0; i < t->N; i++)
		whole[i] = 1.0;
	one[t->N / 2] = 1.0;
	begin(&c, t, base, config, 2);
	check_prompt(&c, &t->tracked[0], whole);
	check_prompt(&c, &t->tracked[t->ntracked - 1], one);
	end(&c);
	free(whole);
	free(one);
}

/* All maps, rewards, codes, baselines, weights and optimizers. */
static void test_definition(void **state)
{
	(void)state;
	for (int i = 0; i < TASKS; i++) {
		struct task *t = make_task(i);
		double *base = setup_weights(t->nparam, .5, seed);
		for (int j = 0; optim_types[j]; j++)
			for (int bits = 0; bits < 16; bits++) {
				struct train_config c = config_of(&behave_eps, optim_types[j], bits);
				check_task(t, base, &c);
			}
		free(base);
		task_free(t);
	}
}

static void test_behaviours(void **state)
{
	struct task *t = make_task(0);
	double *base = setup_weights(t->nparam, .5, seed);

	(void)state;
	for (int i = 0; behave_types[i]; i++)
		for (int j = 0; optim_types[j]; j++)
			for (int bits = 0; bits < 16; bits += 5) {
				struct train_config c = config_of(behave_types[i], optim_types[j], bits);
				check_task(t, base, &c);
			}
	free(base);
	task_free(t);
}

/* ---- Against differences */

static double log_p(const struct task *t, const double *w, const struct prompt *p, const double *by)
{
	double *lp = xcalloc((size_t)t->N, sizeof *lp), sum;
	struct chain c;

	chain_init(&c, t);
	chain_load(&c, w, p);
	exact_tokens(&c, lp);
	sum = inner(lp, by, (size_t)t->N);
	chain_done(&c);
	free(lp);
	return sum;
}

/* exact_score() along a direction: [f(w + e v) - f(w - e v)] / 2e, e = 1e-5, off by e^2 f''' / 6 and 1e-16 / e. */
static void test_score_differences(void **state)
{
	const double e = 1e-5;

	(void)state;
	for (int i = 0; i < TASKS; i++) {
		struct task *t = make_task(i);
		double *w = setup_weights(t->nparam, .5, seed), *v = setup_weights(t->nparam, .5, seed + 1);
		double *grad = xcalloc(t->nparam, sizeof *grad), *by = setup_weights((size_t)t->N, 1.0, seed + 2);
		const struct prompt *p = &t->tracked[t->ntracked - 1];
		struct chain c;
		double up, down;
		chain_init(&c, t);
		chain_load(&c, w, p);
		exact_score(&c, by, grad);
		chain_done(&c);
		for (size_t j = 0; j < t->nparam; j++)
			w[j] += e * v[j];
		up = log_p(t, w, p, by);
		for (size_t j = 0; j < t->nparam; j++)
			w[j] -= 2.0 * e * v[j];
		down = log_p(t, w, p, by);
		setup_check(fabs((up - down) / (2.0 * e) - inner(grad, v, t->nparam)), 1e-7, "score along a direction");
		free(w);
		free(v);
		free(grad);
		free(by);
		task_free(t);
	}
}

/* What is left of the true change after one update of sgd. */
static double remainder_of(const struct task *t, const double *base, double lr, const double *by)
{
	struct train_config config = config_of(&behave_onpolicy, &optim_sgd, 3);
	struct blame_parts parts = { 0 };
	const struct prompt *p = &t->tracked[0];
	struct trial c;
	double first, all;

	config.lr = lr;
	begin(&c, t, base, &config, 1);
	blame_score(&c.deeds, c.trainer, p, by, &parts);
	first = sum_of(t, &parts);
	all = log_p(t, state_w_of(trainer_state(c.trainer)), p, by) - log_p(t, c.deeds.w, p, by);
	assert_true(fabs(first) > 10.0 * fabs(all - first)); /* the first order is most of it */
	blame_done(&parts);
	end(&c);
	return all - first;
}

/* The first update draws the same batch at any lr, and the remainder is lr^2 times a number, and lr^3 .. : a tenth of the
 * step leaves a hundredth of it. */
static void test_remainder(void **state)
{
	(void)state;
	for (int i = 0; i < TASKS; i++) {
		struct task *t = make_task(i);
		double *base = setup_weights(t->nparam, .5, seed), *by = xcalloc((size_t)t->N, sizeof *by);
		for (int j = 0; j < t->N; j++)
			by[j] = 1.0;
		double far = remainder_of(t, base, 1e-2, by), near = remainder_of(t, base, 1e-3, by);
		setup_check(fabs(far / near - 100.0), 5.0, "remainder");
		free(by);
		free(base);
		task_free(t);
	}
}

/* ---- What is no update */

static void test_nothing_there(void **state)
{
	struct task *t = make_task(1);
	double *base = setup_weights(t->nparam, .5, seed);
	struct train_config config = config_of(&behave_onpolicy, &optim_adagrad, 1);
	struct trainer *trainer = trainer_new(t, base, &config, seed, 1);
	struct state *start = state_copy(trainer_state(trainer));
	struct report report;
	struct deeds d;

	(void)state;
	assert_false(blame_last(trainer, t, &d));
	assert_true(trainer_step(trainer, NULL, &report));
	assert_true(blame_last(trainer, t, &d));
	assert_true(trainer_phase_step(trainer, NULL, &report));
	assert_false(blame_last(trainer, t, &d));
	trainer_restore(trainer, start);
	assert_false(blame_last(trainer, t, &d));
	trainer_free(trainer);
	free(start);
	free(base);
	task_free(t);
}

/* Settings of the next update do not reach back; weights that were dropped and asked for again are worked out anew. */
static void test_settings_after(void **state)
{
	struct task *t = make_task(1);
	double *base = setup_weights(t->nparam, .5, seed), by[7] = { 1, 1, 1, 1, 1, 1, 1 };
	struct train_config config = config_of(&behave_eps, &optim_sgd_adaptive, 15), later = config;
	struct trial c;

	(void)state;
	begin(&c, t, base, &config, 3);
	later.optim = &optim_adagrad;
	later.lr = 9.0;
	later.clip = 0.0;
	trainer_configure(c.trainer, &later);
	later.clip = 7.0;
	trainer_configure(c.trainer, &later);
	assert_true(blame_last(c.trainer, t, &c.deeds));
	check_prompt(&c, &t->tracked[1], by);
	end(&c);
	free(base);
	task_free(t);
}

/* An update that was given up behind its gradient has no part in what the last one did. */
static void test_given_up_after(void **state)
{
	struct task *t = make_task(1);
	double *base = setup_weights(t->nparam, .5, seed), by[7] = { 1, 1, 1, 1, 1, 1, 1 }, before[7], after[7];
	struct train_config config = config_of(&behave_onpolicy, &optim_adagrad, 1);
	struct report report;
	struct trial c;

	(void)state;
	begin(&c, t, base, &config, 3);
	check_prompt(&c, &t->tracked[1], by);
	blame_positions(&c.deeds, c.trainer, &t->tracked[1], before);
	for (int phase = PHASE_SAMPLE; phase <= PHASE_GRADIENT; phase++)
		assert_true(trainer_phase_step(c.trainer, NULL, &report));
	trainer_configure(c.trainer, &config);
	assert_true(blame_last(c.trainer, t, &c.deeds));
	blame_positions(&c.deeds, c.trainer, &t->tracked[1], after);
	assert_memory_equal(after, before, (size_t)t->N * sizeof *after);
	end(&c);
	free(base);
	task_free(t);
}

/* By hand: one prompt, two tokens, N = 1, weights zero, sgd with lr 1, y* = b. A rewarded response b moves log p(b) by
 * |e_b - p|^2 |phi|^2 = (1/4 + 1/4) * 1, divided by the batch. */
static void test_by_hand(void **state)
{
	static const uint8_t y[] = { 1 };
	struct task *t = setup_table(2, 1, 1, y, 1);
	double *base = xcalloc(t->nparam, sizeof *base), by = 1.0;
	struct train_config config = config_of(&behave_onpolicy, &optim_sgd, 0);
	struct blame_parts parts = { 0 };
	struct trial c;
	int right = 0;

	(void)state;
	config.lr = 1.0;
	begin(&c, t, base, &config, 1);
	for (int b = 0; b < c.deeds.batch->B; b++)
		right += c.deeds.batch->right[b];
	blame_score(&c.deeds, c.trainer, &t->tracked[0], &by, &parts);
	assert_int_equal(parts.n, 1);
	assert_int_equal(parts.list[0].track, 0);
	assert_int_equal(parts.list[0].state, 0);
	assert_int_equal(parts.list[0].token, 1);
	assert_int_equal(parts.list[0].tokens, right);
	setup_check(fabs(parts.list[0].part - .5 * right / 70.0), 1e-15, "by hand");
	blame_done(&parts);
	end(&c);
	free(base);
	task_free(t);
}

/* States say what they know, by the maps' definitions. */
static void test_recall(void **state)
{
	struct task *markov = make_task(1), *position = make_task(2), *template = template_task();
	struct recall r = markov->features->recall(markov, 3);

	(void)state;
	assert_true(r.position == -1 && r.last == 2 && r.second == -1);
	r = position->features->recall(position, 4);
	assert_true(r.position == 4 && r.last == -1 && r.second == -1);
	r = template->features->recall(template, 0);
	assert_true(r.position == 0 && r.last == -1 && r.second == -1);
	int s = template->next[0 * 3 + 2];
	r = template->features->recall(template, s);
	assert_true(r.position == 1 && r.last == 2 && r.second == -1);
	s = template->next[s * 3 + 1];
	r = template->features->recall(template, s);
	assert_true(r.position == 2 && r.last == 1 && r.second == 2);
	task_free(markov);
	task_free(position);
	task_free(template);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_definition),
		cmocka_unit_test(test_behaviours),
		cmocka_unit_test(test_score_differences),
		cmocka_unit_test(test_remainder),
		cmocka_unit_test(test_nothing_there),
		cmocka_unit_test(test_settings_after),
		cmocka_unit_test(test_given_up_after),
		cmocka_unit_test(test_by_hand),
		cmocka_unit_test(test_recall),
	};

	return cmocka_run_group_tests_name("blame", tests, NULL, NULL);
}
