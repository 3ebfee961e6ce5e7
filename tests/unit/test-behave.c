/* Behaviour policies. Responses and query counts: the textbook's draws from the same coins. Expectations: the closed
 * forms of [MHE26, sec. 5 identities] against enumeration of the algorithms, and the engine's means against them. */
#include "core/behave.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/features.h"
#include "core/trainer.h"
#include "setup.h"
#include "textbook.h"
#include "unit.h"

static const uint64_t seed = 20260811;

/* Whatever a behaviour goes with: process rewards unless it asks for the other. */
static struct train_config config_of(const struct behave_type *q, int64_t m, int batch)
{
	return (struct train_config){ .reward = q->reward ? q->reward : &reward_process, .optim = &optim_sgd,
				      .behave = q, .m = m, .mix = .3, .lr = .5, .log_alpha = log(1e-3),
				      .batch = batch, .count_off_every = 1 };
}

/* ---- The same responses as the textbook's */

struct lesson {
	const struct task *task;
	const double *base, *frozen; /* frozen NULL: q0; only the behaviour of that name draws from it */
	struct train_config config;
	struct trainer *trainer;
	struct textbook tb;
	struct tally want;
};

static int left_of(const struct lesson *c, const struct textbook_draw *d, double *lq0)
{
	double lp[64];
	int left = -1;

	textbook_path(c->task, c->base, d->prompt, d->y, lp);
	*lq0 = 0.0;
	for (int i = 0; i < d->length; i++) {
		*lq0 += lp[i];
		if (left < 0 && *lq0 < c->config.log_alpha)
			left = i;
	}
	return left;
}

/* Tokens of the longest prefix that was asked about and found right. best-of-m asks about each token that it keeps and
 * alg2 about each of its walk, alg1 about whole responses; the others about what their reward is for. */
static uint64_t confirmed(const struct lesson *c, const struct textbook_draw *d, int64_t asked)
{
	const struct behave_type *q = c->config.behave;
	bool by_prefix = q == &behave_best_of_m || q == &behave_alg2 || (q != &behave_alg1 && c->config.reward->per_token);

	return asked > 0 && (by_prefix || d->right == c->task->N) ? (uint64_t)d->right : 0;
}

static void count(struct lesson *c, const struct textbook_draw *d, int b, uint64_t update)
{
	struct tally *to = &c->want;
	int64_t asked = d->asked;
	double lq0;
	bool off = left_of(c, d, &lq0) >= 0;

	if (asked < 0)
		asked = textbook_queries(&c->tb, b, c->config.reward->per_token, c->config.query_count);
	bool paid = asked > 0 && d->right == c->task->N;
	to->queries += (uint64_t)asked;
	to->responses++;
	to->rewarded += paid;
	to->off += off && c->config.count_off_every;
	to->discovered += paid && lq0 < c->config.log_alpha;
	if (paid && to->first_hit == 0)
		to->first_hit = to->queries;
	if (paid)
		to->last_paid = update + 1;
	if (to->reach < confirmed(c, d, asked))
		to->reach = confirmed(c, d, asked);
}

static void same_response(const struct batch *batch, int b, const struct textbook_draw *d)
{
	assert_memory_equal(batch->y + b * batch->N, d->y, d->length);
	assert_int_equal(batch->length[b], d->length);
	assert_int_equal(batch->drawn[b], d->length);
	assert_int_equal(batch->right[b], d->right);
	assert_int_equal(batch->asked[b], d->asked);
}

/* One update of both. The weights of before, for the batch is looked at afterwards. */
static void one_update(struct lesson *c, const double *w)
{
	uint64_t update = trainer_state(c->trainer)->update;
	const struct train_config *config = &c->config;
	const double *other = config->behave == &behave_frozen && c->frozen ? c->frozen : c->base;
	struct textbook_draw *d = xcalloc((size_t)config->batch, sizeof *d);
	struct tally before = c->want;
	struct report report;

	textbook_draw(&c->tb, w, seed, update);
	for (int b = 0; b < config->batch; b++) {
		d[b] = (struct textbook_draw){ .task = c->task, .now = w, .other = other,
					       .prompt = &c->tb.prompt[b], .m = config->m, .mix = config->mix,
					       .seed = seed, .update = update, .sample = b,
					       .all = config->query_count == QUERY_ALL && config->reward->per_token,
					       .y = c->tb.y + b * c->task->N };
		textbook_behave(&d[b], config->behave->name);
		count(c, &d[b], b, update);
	}
	if (c->want.queries > before.queries)
		c->want.dry = c->want.rewarded > before.rewarded ? 0 : before.dry + 1;
	textbook_judge(&c->tb, config->reward->per_token, config->code, config->baseline == BASELINE_MEAN);
	textbook_descend(&c->tb, w, false);
	assert_true(trainer_step(c->trainer, NULL, &report));
	setup_check(setup_gap(trainer_gradient(c->trainer), c->tb.grad, c->task->nparam), 1e-12, "gradient");
	assert_memory_equal(&trainer_state(c->trainer)->all, &c->want, sizeof c->want);
	for (int look = 0; look < 2; look++)
		for (int b = 0; b < config->batch; b++)
			same_response(trainer_look(c->trainer), b, &d[b]);
	free(d);
}

static uint64_t run_lesson(const struct task *t, const double *base, const double *frozen,
			   const struct train_config *config)
{
	struct lesson c = { .task = t, .base = base, .frozen = frozen, .config = *config };
	double *w = xcalloc(t->nparam, sizeof *w);

	c.config.frozen = frozen;
	assert_null(train_config_check(&c.config));
	c.trainer = trainer_new(t, base, &c.config, seed, 1);
	textbook_init(&c.tb, t, config->batch);
	for (int u = 0; u < 3; u++) {
		memcpy(w, state_w_of(trainer_state(c.trainer)), t->nparam * sizeof *w);
		one_update(&c, w);
	}
	textbook_done(&c.tb);
	trainer_free(c.trainer);
	free(w);
	return c.want.rewarded;
}

/* Every behaviour, few and many tries, both ways of counting, with and without the tails. */
static void all_behaviours(const struct task *t, const double *base, int batch)
{
	static const int64_t tries[] = { 1, 2, 9, 300 };
	double *frozen = setup_base(t, 20, 7);
	uint64_t rewarded = 0;

	for (int i = 0; behave_types[i]; i++)
		for (int bits = 0; bits < 16; bits++) {
			const struct behave_type *q = behave_types[i];
			struct train_config config = config_of(q, q->has_m ? tries[bits & 3] : 0, batch);
			if (!q->reward)
				config.reward = bits & 1 ? &reward_process : &reward_outcome;
			config.code = !q->forced && bits & 2 ? CODE_PM1 : CODE_01;
			config.query_count = bits & 4 ? QUERY_ALL : QUERY_PREFIX;
			config.count_off_every = bits >> 3;
			rewarded += run_lesson(t, base, bits & 8 ? frozen : NULL, &config);
		}
	assert_true(rewarded > 100);
	free(frozen);
}

static void test_pinned_table(void **state)
{
	uint8_t *responses = setup_tokens(3, 3 * 6, 5);
	struct task *t = setup_table(3, 6, 3, responses, 1);
	double *base = setup_base(t, 4, seed);

	(void)state;
	all_behaviours(t, base, 70);
	free(base);
	free(responses);
	task_free(t);
}

static void test_mixture_task(void **state)
{
	struct task *t = setup_mixture(5, 21, 6, 6, 3);

	(void)state;
	for (int steps = 0; steps <= 30; steps += 15) { /* many first candidates wrong, and few */
		double *base = setup_base(t, steps, seed);
		all_behaviours(t, base, 12);
		free(base);
	}
	task_free(t);
}

/* y* of 60 tokens that comes by no cycle of states. */
static void test_no_cycle(void **state)
{
	uint8_t *responses = setup_tokens(3, 2 * 60, 9);
	struct task *t = setup_table(3, 60, 2, responses, 1);
	double *base = setup_base(t, 300, seed);

	(void)state;
	all_behaviours(t, base, 10);
	free(base);
	free(responses);
	task_free(t);
}

/* ---- Expectations */

/* One prompt whose y* is given, under weights that do not move, and what the paper says of it. */
struct tiny {
	struct task *task;
	double *now, *base;
	double lp[8], c[8]; /* of the right tokens: p_w, and (q0 + 1/k) / 2 */
	double p, tried;    /* of y*: p_w, and (q0 + k^-N) / 2              */
};

static void tiny_begin(struct tiny *x, int k, int N, double spread)
{
	uint8_t *responses = setup_tokens(k, (size_t)N, 3);
	double lq[8], q0 = 0.0;

	x->task = setup_table(k, N, 1, responses, 1);
	x->now = setup_weights(x->task->nparam, spread, 11);
	x->base = setup_weights(x->task->nparam, spread, 12);
	textbook_path(x->task, x->now, &x->task->tracked[0], responses, x->lp);
	textbook_path(x->task, x->base, &x->task->tracked[0], responses, lq);
	x->p = 0.0;
	for (int i = 0; i < N; i++) {
		x->p += x->lp[i];
		q0 += lq[i];
		x->c[i] = (exp(lq[i]) + 1.0 / k) / 2.0;
	}
	x->p = exp(x->p);
	x->tried = (exp(q0) + pow(k, -N)) / 2.0;
	free(responses);
}

static void tiny_end(struct tiny *x)
{
	free(x->now);
	free(x->base);
	task_free(x->task);
}

/* 1 + (1-p)(1 - (1-c)^m) / c. */
static double alg1_queries(double p, double c, int64_t m)
{
	return 1.0 + (1.0 - p) * (1.0 - pow(1.0 - c, (double)m)) / c;
}

/* sum_i (prod_{j<i} f_j) f_i / c_i, f_i = 1 - (1-c_i)^m: the walk's queries; *whole is the probability that it
 * arrives. */
static double walk_queries(const double *c, int N, int64_t m, double *whole)
{
	double sum = 0.0;

	*whole = 1.0;
	for (int i = 0; i < N; i++) {
		double f = 1.0 - pow(1.0 - c[i], (double)m);
		sum += *whole * f / c[i];
		*whole *= f;
	}
	return sum;
}

/* By a tree of all outcomes: after `tried` wrong tries, one more is right with probability c. */
static double count_tries(double c, int64_t tried, int64_t m, double *found)
{
	double later;

	if (tried == m) {
		*found = 0.0;
		return 0.0;
	}
	double queries = 1.0 + (1.0 - c) * count_tries(c, tried + 1, m, &later);
	*found = c + (1.0 - c) * later;
	return queries;
}

static double count_walk(const double *c, int i, int N, int64_t m, double *whole)
{
	double found, rest, queries;

	*whole = 1.0;
	if (i == N)
		return 0.0;
	queries = count_tries(c[i], 0, m, &found);
	queries += found * count_walk(c, i + 1, N, m, &rest);
	*whole = found * rest;
	return queries;
}

static void test_closed_forms(void **state)
{
	const double third[] = { 1.0 / 3, 1.0 / 3, 1.0 / 3, 1.0 / 3 };
	double whole, found;

	(void)state;
	/* [MHE26, sec. 5]: 4 positions, c = 1/3, m = 5 */
	setup_check(fabs(walk_queries(third, 4, 5, &whole) - 8.536276), 5e-7, "queries of the paper's walk");
	setup_check(fabs(whole - .568466), 5e-7, "its end");
	for (int64_t m = 1; m < 40; m += 6) {
		const double c[] = { .5, .01, .9, .3 };
		double want = count_walk(c, 0, 4, m, &found);
		setup_check(fabs(walk_queries(c, 4, m, &whole) - want), 1e-12 * want, "queries of a walk");
		setup_check(fabs(whole - found), 1e-13, "its end");
		want = 1.0 + .75 * count_tries(.07, 0, m, &found);
		setup_check(fabs(alg1_queries(.25, .07, m) - want), 1e-12 * want, "queries of alg1");
	}
}

/* Means over updates x batch of queries and gradient, at weights that stay. */
struct means {
	double queries, queries_se, n, rewarded;
	double *grad, *grad_se; /* (nparam) of the ascent, by updates */
};

static void sample(const struct tiny *x, const struct behave_type *q, int64_t m, struct means *to)
{
	enum { UPDATES = 200, BATCH = 512 };
	struct train_config config = config_of(q, m, BATCH);
	double sum2 = 0.0;
	size_t n = x->task->nparam;

	config.lr = 1e-300;
	config.count_off_every = 0;
	struct trainer *trainer = trainer_new(x->task, x->base, &config, seed, 1);
	struct state *s = state_copy(trainer_state(trainer));
	memcpy(state_w(s), x->now, n * sizeof(double));
	trainer_restore(trainer, s);
	*to = (struct means){ .n = UPDATES * BATCH, .grad = xcalloc(n, sizeof *to->grad),
			      .grad_se = xcalloc(n, sizeof *to->grad) };
	for (int u = 0; u < UPDATES; u++) {
		struct report report;
		assert_true(trainer_step(trainer, NULL, &report));
		double mean = (double)report.now.queries / BATCH;
		to->queries += mean / UPDATES;
		sum2 += mean * mean / UPDATES;
		to->rewarded += (double)report.now.rewarded / to->n;
		for (size_t i = 0; i < n; i++) {
			double g = -trainer_gradient(trainer)[i];
			to->grad[i] += g / UPDATES;
			to->grad_se[i] += g * g / UPDATES;
		}
	}
	to->queries_se = sqrt(fmax(0.0, sum2 - to->queries * to->queries) / UPDATES);
	for (size_t i = 0; i < n; i++)
		to->grad_se[i] = sqrt(fmax(0.0, to->grad_se[i] - to->grad[i] * to->grad[i]) / UPDATES);
	free(s);
	trainer_free(trainer);
}

static void means_done(struct means *m)
{
	free(m->grad);
	free(m->grad_se);
}

/* Within 5 standard errors, and a rounding. */
static void near_mean(double got, double se, double want, const char *what)
{
	setup_check(fabs(got - want), 5.0 * se + 1e-9, what);
}

/* Expected gradient sum_i weight[i] grad log p(y*_i | ..). */
static void near_gradient(const struct tiny *x, const struct means *got, const double *weight)
{
	double *want = xcalloc(x->task->nparam, sizeof *want);

	textbook_score(x->task, x->now, &x->task->tracked[0], x->task->tracked[0].ystar, weight, want);
	for (size_t i = 0; i < x->task->nparam; i++)
		near_mean(got->grad[i], got->grad_se[i], want[i], "expected gradient");
	free(want);
}

/* Algorithm 1 uses y* with probability p + (1-p)(1 - (1-c)^m); Algorithm 2 token i with p + (1-p) prod_{j<=i} f_j. */
static void expectations(int k, int N, double spread, int64_t m)
{
	struct tiny x;
	struct means one, two;
	double weight[8], whole, arrived = 1.0;

	tiny_begin(&x, k, N, spread);
	sample(&x, &behave_alg1, m, &one);
	near_mean(one.queries, one.queries_se, alg1_queries(x.p, x.tried, m), "queries of alg1");
	double used = x.p + (1.0 - x.p) * (1.0 - pow(1.0 - x.tried, (double)m));
	near_mean(one.rewarded, sqrt(used * (1.0 - used) / one.n), used, "alg1 finds y*");
	for (int i = 0; i < N; i++)
		weight[i] = used;
	near_gradient(&x, &one, weight);

	sample(&x, &behave_alg2, m, &two);
	double queries = walk_queries(x.c, N, m, &whole);
	near_mean(two.queries, two.queries_se, 1.0 + (1.0 - x.p) * queries, "queries of alg2");
	for (int i = 0; i < N; i++) {
		arrived *= 1.0 - pow(1.0 - x.c[i], (double)m);
		weight[i] = x.p + (1.0 - x.p) * arrived;
	}
	near_mean(two.rewarded, sqrt(weight[N - 1] * (1.0 - weight[N - 1]) / two.n), weight[N - 1], "alg2 builds y*");
	near_gradient(&x, &two, weight);
	means_done(&one);
	means_done(&two);
	tiny_end(&x);
}

static void test_expectations(void **state)
{
	(void)state;
	expectations(4, 3, 1.0, 1);
	expectations(4, 3, 1.0, 7);
	expectations(2, 6, 1.5, 40);
	expectations(3, 3, 2.0, 3);
}

/* Everything uniform: the walk of [MHE26, sec. 5] (c = 1/3, m = 5), and geometric waiting, k^N and N k. */
static void test_uniform_base(void **state)
{
	struct tiny x;
	struct means m;

	(void)state;
	tiny_begin(&x, 3, 4, 0.0);
	sample(&x, &behave_alg2, 5, &m);
	near_mean(m.queries, m.queries_se, 1.0 + (1.0 - x.p) * 8.536276, "queries of the paper's walk");
	near_mean(m.rewarded, .5 / sqrt(m.n), x.p + (1.0 - x.p) * .568466, "its end");
	means_done(&m);
	tiny_end(&x);
	tiny_begin(&x, 4, 3, 0.0);
	sample(&x, &behave_alg1, 100000, &m);
	near_mean(m.queries, m.queries_se, 1.0 + (1.0 - x.p) * 64.0, "k^N queries");
	near_mean(m.rewarded, 0.0, 1.0, "always found");
	means_done(&m);
	sample(&x, &behave_alg2, 100000, &m);
	near_mean(m.queries, m.queries_se, 1.0 + (1.0 - x.p) * 12.0, "N k queries");
	near_mean(m.rewarded, 0.0, 1.0, "always built");
	means_done(&m);
	tiny_end(&x);
}

/* Teacher forcing asks nothing, earns nothing, and goes up grad log p(y*|x). */
static void test_teacher(void **state)
{
	const double ones[] = { 1.0, 1.0, 1.0 };
	struct tiny x;
	struct means m;

	(void)state;
	tiny_begin(&x, 4, 3, 1.0);
	sample(&x, &behave_teacher, 0, &m);
	assert_true(m.queries == 0.0 && m.rewarded == 0.0);
	near_gradient(&x, &m, ones);
	means_done(&m);
	tiny_end(&x);
}

/* ---- What must not matter */

static uint64_t hash_with_threads(const struct task *t, const double *base, const struct train_config *config,
				  int threads, uint8_t *y)
{
	struct trainer *trainer = trainer_new(t, base, config, seed, threads);
	struct report report;

	for (int u = 0; u < 2; u++)
		assert_true(trainer_step(trainer, NULL, &report));
	uint64_t hash = state_hash(trainer_state(trainer));
	memcpy(y, trainer_look(trainer)->y, (size_t)config->batch * (size_t)t->N);
	trainer_free(trainer);
	return hash;
}

static void test_threads(void **state)
{
	struct task *t = setup_mixture(8, 64, 8, 8, 3);
	double *base = setup_base(t, 15, seed);
	size_t tokens = 256 * 64; /* enough to be shared out */
	uint8_t *one = xcalloc(tokens, 1), *more = xcalloc(tokens, 1);

	(void)state;
	for (int i = 0; behave_types[i]; i++)
		for (int every = 0; every < 2; every++) {
			struct train_config config = config_of(behave_types[i], 20, 256);
			config.clip = behave_types[i]->forced ? 0.0 : 5.0;
			config.count_off_every = every;
			uint64_t hash = hash_with_threads(t, base, &config, 1, one);
			for (int threads = 2; threads <= 3; threads++) {
				assert_true(hash == hash_with_threads(t, base, &config, threads, more));
				assert_memory_equal(one, more, tokens);
			}
		}
	free(one);
	free(more);
	free(base);
	task_free(t);
}

struct countdown {
	int left, asked;
};

static bool count_down(void *self)
{
	struct countdown *c = self;

	c->asked++;
	return --c->left > 0;
}

static void same_look(struct trainer *a, struct trainer *b)
{
	const struct batch *x = trainer_look(a), *y = trainer_look(b);
	size_t n = (size_t)x->B, tokens = n * (size_t)x->N;

	for (int i = 0; i < x->B; i++)
		assert_memory_equal(x->y + i * x->N, y->y + i * x->N, x->length[i]);
	assert_memory_equal(x->length, y->length, n * sizeof *x->length);
	assert_memory_equal(x->right, y->right, n * sizeof *x->right);
	assert_memory_equal(x->asked, y->asked, n * sizeof *x->asked);
	assert_memory_equal(x->left, y->left, n * sizeof *x->left);
	assert_memory_equal(x->hit, y->hit, n * sizeof *x->hit);
	assert_true(!x->weight == !y->weight);
	if (x->weight)
		assert_memory_equal(x->weight, y->weight, tokens * sizeof *x->weight);
}

/* Patience that ends at question 1, 1 + stride, ..; the batch before stays to be looked at. Returns the questions of
 * a whole update. */
static int patience_of(const struct task *t, const double *base, const struct train_config *config, int threads,
		       int stride)
{
	struct trainer *straight = trainer_new(t, base, config, seed, threads);
	struct trainer *broken = trainer_new(t, base, config, seed, threads);
	struct trainer *kept = trainer_new(t, base, config, seed, threads);
	struct countdown countdown = { 1, 0 };
	const struct patience patience = { count_down, &countdown };
	struct report one, other;

	assert_true(trainer_step(straight, NULL, &one) && trainer_step(straight, NULL, &one));
	assert_true(trainer_step(broken, NULL, &other) && trainer_step(kept, NULL, &other));
	uint64_t hash = state_hash(trainer_state(broken));
	for (int n = 1 + stride; !trainer_step(broken, &patience, &other); n += stride) {
		assert_true(state_hash(trainer_state(broken)) == hash);
		same_look(kept, broken);
		countdown = (struct countdown){ n, 0 };
	}
	assert_true(state_hash(trainer_state(broken)) == state_hash(trainer_state(straight)));
	assert_true(one.gradnorm == other.gradnorm);
	assert_memory_equal(&one.now, &other.now, sizeof one.now);
	trainer_free(straight);
	trainer_free(broken);
	trainer_free(kept);
	return countdown.asked;
}

static void test_patience(void **state)
{
	struct task *t = setup_mixture(8, 64, 8, 8, 3);
	double *base = setup_base(t, 15, seed);

	(void)state;
	for (int i = 0; behave_types[i]; i++) {
		struct train_config config = config_of(behave_types[i], 5, 256);
		config.clip = behave_types[i]->forced ? 0.0 : 5.0;
		patience_of(t, base, &config, 1, 3);
		config.count_off_every = 0;
		patience_of(t, base, &config, 2, 5);
	}
	free(base);
	task_free(t);
}

/* Thousands of tries a response: patience is asked in the midst of a chunk, not only behind it. */
static void test_patience_in_long_draws(void **state)
{
	static const struct behave_type *const tries[] = { &behave_best_of_m, &behave_alg1 };
	uint8_t responses[64] = { 0 };
	struct task *t = setup_table(2, 64, 1, responses, 1);
	double *base = xcalloc(t->nparam, sizeof *base);

	(void)state;
	base[1] = 30.0; /* W1[0][token 1]: y*_1 is token 0 */
	for (int i = 0; i < 2; i++) /* alg2's candidates are right once in k at least: a walk is never long */
		for (int threads = 1; threads <= 2; threads++) {
			struct train_config config = config_of(tries[i], 20000, threads == 1 ? 10 : 256);
			int questions = patience_of(t, base, &config, threads, threads == 1 ? 9 : 97);
			assert_true(threads == 2 || questions > 20); /* of two the other may have done most */
		}
	free(base);
	task_free(t);
}

/* The last batch is what it was when what responses are drawn from has been set anew since, and an update given up. */
static void test_looks_after_changes(void **state)
{
	struct task *t = setup_mixture(8, 20, 8, 8, 3);
	double *base = setup_base(t, 10, seed), *frozen = setup_base(t, 3, 5);
	struct countdown countdown;
	const struct patience patience = { count_down, &countdown };

	(void)state;
	for (int i = 0; behave_types[i]; i++) {
		struct train_config config = config_of(behave_types[i], 5, 100), changed = config;
		struct report report;
		struct trainer *kept = trainer_new(t, base, &config, seed, 1), *other;
		config.frozen = behave_types[i] == &behave_frozen ? frozen : NULL;
		trainer_configure(kept, &config);
		other = trainer_new(t, base, &config, seed, 1);
		assert_true(trainer_step(kept, NULL, &report) && trainer_step(other, NULL, &report));
		changed = config;
		changed.behave = behave_types[i + 1] && !behave_types[i]->forced ? &behave_eps : &behave_best_of_m;
		changed.m = 2;
		changed.mix = .9;
		changed.code = CODE_PM1;
		trainer_configure(other, &changed);
		countdown = (struct countdown){ 3, 0 };
		assert_false(trainer_step(other, &patience, &report));
		same_look(kept, other);
		changed.frozen = base; /* the other policy is no longer lent */
		trainer_configure(other, &changed);
		assert_true((trainer_look(other) == NULL) == (behave_types[i] == &behave_frozen));
		trainer_free(kept);
		trainer_free(other);
	}
	free(frozen);
	free(base);
	task_free(t);
}

static const char *refusal_of(const struct behave_type *q, const struct reward_type *reward, int code, int baseline,
			      double clip)
{
	struct train_config config = config_of(q, 5, 1);

	config.reward = reward ? reward : config.reward;
	config.code = code;
	config.baseline = baseline;
	config.clip = clip;
	return train_config_check(&config);
}

static void test_refusals(void **state)
{
	static const char *const takes[] = { "set code 01 first", "set baseline off first", "set clip off first",
					     "set clip off first" };

	(void)state;
	for (int i = 0; behave_types[i]; i++) {
		const struct behave_type *q = behave_types[i];
		const char *said[] = { refusal_of(q, NULL, CODE_PM1, BASELINE_OFF, 0.0),
				       refusal_of(q, NULL, CODE_01, BASELINE_MEAN, 0.0),
				       refusal_of(q, NULL, CODE_01, BASELINE_OFF, 2.0),
				       refusal_of(q, NULL, CODE_01, BASELINE_OFF, INFINITY) };
		assert_null(refusal_of(q, NULL, CODE_01, BASELINE_OFF, 0.0));
		for (int j = 0; j < 4; j++) {
			assert_true((said[j] != NULL) == q->forced);
			if (said[j]) { /* names itself and what it takes, in three lines of a terminal */
				assert_non_null(strstr(said[j], q->name));
				assert_non_null(strstr(said[j], takes[j]));
				assert_true(strlen(said[j]) <= 3 * 79);
			}
		}
	}
	assert_string_equal(refusal_of(&behave_alg1, &reward_process, CODE_01, BASELINE_OFF, 0.0),
			    "alg1 asks about whole responses: reward takes outcome with it (alg2 goes with process)");
	assert_string_equal(refusal_of(&behave_alg2, &reward_outcome, CODE_01, BASELINE_OFF, 0.0),
			    "alg2 asks about each token: reward takes process with it (alg1 goes with outcome)");
}

static void test_ranges(void **state)
{
	struct train_config config = config_of(&behave_best_of_m, 0, 1);

	(void)state;
	assert_string_equal(train_config_check(&config), "m takes 1 to 16777215 tries");
	config.m = BEHAVE_TRIES_MOST + 1;
	assert_string_equal(train_config_check(&config), "m takes 1 to 16777215 tries");
	config.behave = &behave_onpolicy; /* reads no m */
	assert_null(train_config_check(&config));
	config.behave = &behave_eps;
	config.mix = NAN;
	assert_string_equal(train_config_check(&config), "behavior.eps takes a share from 0 to 1");
	config.mix = 1.0;
	assert_null(train_config_check(&config));
	config.clip = .5;
	assert_non_null(train_config_check(&config));
	config.clip = NAN;
	assert_non_null(train_config_check(&config));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pinned_table),
		cmocka_unit_test(test_mixture_task),
		cmocka_unit_test(test_no_cycle),
		cmocka_unit_test(test_closed_forms),
		cmocka_unit_test(test_expectations),
		cmocka_unit_test(test_uniform_base),
		cmocka_unit_test(test_teacher),
		cmocka_unit_test(test_threads),
		cmocka_unit_test(test_patience),
		cmocka_unit_test(test_patience_in_long_draws),
		cmocka_unit_test(test_looks_after_changes),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_ranges),
	};

	return cmocka_run_group_tests_name("behave", tests, NULL, NULL);
}
