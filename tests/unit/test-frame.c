/* Frames: the numbers that readers get are those of the session, its trainer and the exact measures. */
#include "run/frame.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/exact.h"
#include "run/stops.h"
#include "small-session.h"
#include "unit.h"

/* The table of small-session.h. */
static void test_prompts(void **state)
{
	struct session *s = small_session();
	const struct frame *f = frame_build(s, 0, FRAME_PROMPTS);
	const double p0[] = { 27 / 64.0, 1 / 8.0, 1 / 8.0, 1 / 64.0 }, worst[] = { .75, .5, .5, .25 };
	const char *const target[] = { "aaa", "bbb", "aba", "aaa" };

	(void)state;
	assert_int_equal(f->ntracked, 4);
	for (int i = 0; i < 4; i++) {
		const struct frame_prompt *p = &f->prompts[i];
		assert_true(fabs(exp(p->lp0) - p0[i]) < 1e-12);
		assert_true(p->lp == p->lp0); /* update 0 is the base model */
		assert_true(fabs(exp(p->worst) - worst[i]) < 1e-12);
		assert_int_equal(p->out, i == 3);
		assert_int_equal(p->hits, 0);
		assert_string_equal(p->target, target[i]);
	}
	small_session_free(s);
}

/* Entropy of three independent tokens of probability .75: 3 H(.75), by hand; KL 0 at update 0, above 0 later. */
static void test_tokens(void **state)
{
	struct session *s = small_session();
	const struct frame *f;

	(void)state;
	s->view.prompt = 0;
	f = frame_build(s, 0, FRAME_TOKENS | FRAME_SPREAD);
	assert_true(fabs(f->entropy + 3 * (.75 * log(.75) + .25 * log(.25))) < 1e-12);
	assert_true(fabs(f->kl) < 1e-12 && fabs(f->kl_reverse) < 1e-12);
	for (int i = 0; i < 3; i++)
		assert_true(fabs(exp(f->lp_base[i * 2]) - .75) < 1e-12 && f->lp_now[i * 2] == f->lp_base[i * 2]);
	small_session_step(s, WHO_A, 5);
	f = frame_build(s, 0, FRAME_TOKENS | FRAME_SPREAD);
	assert_true(f->kl > 1e-6 && f->kl_reverse > 1e-6);
	assert_int_equal(f->leaves_at, -1); /* .75, .5625, .42: the line is .05 */
	assert_int_equal(f->rarest_at, -1); /* they are alike */
	s->view.prompt = 3;
	assert_int_equal(frame_build(s, 0, FRAME_TOKENS)->leaves_at, 2); /* .25, .0625, .0156 */
	small_session_free(s);
}

/* Before the first update there is none; then each response on the selected prompt, newest first, with the likelihoods
 * that its tokens have one by one. */
static void test_samples(void **state)
{
	struct session *s = small_session();
	const struct frame *f;
	const struct batch *b;
	int n = 0;

	(void)state;
	s->view.prompt = 3;
	assert_int_equal(frame_build(s, 0, FRAME_SAMPLES)->nsample, 0);
	small_session_step(s, WHO_A, 1);
	f = frame_build(s, 0, FRAME_SAMPLES);
	b = trainer_look(s->run[0].trainer);
	for (int i = b->B - 1; i >= 0; i--) {
		const struct frame_sample *to = &f->sample[n];
		double lq0 = 0.0, running = 1.0;
		int left = -1;
		if (b->prompt[i].track != 3)
			continue;
		for (int t = 0; t < 3; t++) { /* x3: p(a) = .25, p(b) = .75 at each position */
			running *= to->y[t] == 0 ? .25 : .75;
			lq0 += log(to->y[t] == 0 ? .25 : .75);
			left = left < 0 && running < .05 ? t : left;
		}
		assert_memory_equal(to->y, b->y + i * 3, 3);
		assert_true(fabs(to->lq0 - lq0) < 1e-12);
		assert_true(fabs(to->lp - lq0) < 1e-12); /* drawn at update 0, from the base model */
		assert_int_equal(to->left, left);
		n++;
	}
	assert_true(n > 0);
	assert_int_equal(f->nsample, n);
	small_session_free(s);
}

/* Who came to a position with a correct prefix, and was paid there: counted from the responses, under either reward. */
static void test_places(void **state)
{
	struct session *s = small_session();
	const struct frame *f;
	int paid = 0;

	(void)state;
	s->view.prompt = 0;
	assert_null(frame_build(s, 0, FRAME_SAMPLES)->place);
	for (int process = 0; process < 2; process++) {
		small_session_set(s, "reward", process ? "process" : "outcome");
		small_session_step(s, WHO_A, 1);
		f = frame_build(s, 0, FRAME_SAMPLES | FRAME_PROMPTS);
		assert_int_equal(f->pays_tokens, process);
		for (int t = 0; t < 3; t++) {
			struct frame_place here = { 0 };
			for (int i = 0; i < f->nsample; i++) {
				const struct frame_sample *y = &f->sample[i];
				bool got_here = memcmp(y->y, f->ystar, (size_t)t) == 0;
				bool pays = memcmp(y->y, f->ystar, process ? (size_t)t + 1 : 3) == 0;
				here.reached += got_here;
				here.paid += pays;
				here.signal = here.signal || pays;
			}
			assert_int_equal(f->place[t].reached, here.reached);
			assert_int_equal(f->place[t].paid, here.paid);
			assert_int_equal(f->place[t].signal, here.signal);
			paid += here.paid;
		}
		assert_int_equal(f->prompts[0].reach, 3);
	}
	assert_true(paid > 0);
	small_session_free(s);
}

/* log p(y_i | ..) of one sample at weights w, by itself. */
static void path_at(const struct session *s, const double *w, const uint8_t *y, double *lp)
{
	struct chain c;

	chain_init(&c, s->task);
	chain_load(&c, w, &s->task->tracked[s->view.prompt]);
	exact_path(&c, y, s->task->N, lp);
	chain_done(&c);
}

/* The selected sample: its tokens under the weights before the last update and after it, which are kept aside here. */
static void test_path(void **state)
{
	struct session *s = small_session();
	const struct frame *f;
	struct state *before;

	(void)state;
	s->view.prompt = 0;
	assert_int_equal(frame_build(s, 0, FRAME_SAMPLES | FRAME_PATH)->path.length, 0);
	small_session_step(s, WHO_A, 2);
	before = state_copy(run_state(&s->run[0]));
	small_session_step(s, WHO_A, 1);
	s->view.sample = 1;
	f = frame_build(s, 0, FRAME_SAMPLES | FRAME_PATH);
	assert_true(f->nsample > 2);
	for (; s->view.sample < f->nsample; s->view.sample++) {
		const struct frame_path *p = &frame_build(s, 0, FRAME_SAMPLES | FRAME_PATH)->path;
		const struct frame_sample *y = &f->sample[p->sample];
		double lp[2][3], sum = 0.0;
		path_at(s, state_w_of(before), y->y, lp[0]);
		path_at(s, state_w_of(run_state(&s->run[0])), y->y, lp[1]);
		assert_int_equal(p->sample, s->view.sample);
		assert_int_equal(p->length, 3);
		assert_true(p->right == y->right && p->left == y->left && !p->stuck && !p->weighed);
		assert_int_equal(p->correct, p->right < 3 ? f->ystar[p->right] : -1);
		for (int t = 0; t < 3; t++) {
			assert_int_equal(p->token[t].y, y->y[t]);
			assert_true(fabs(p->token[t].lq0 - log(y->y[t] == 0 ? .75 : .25)) < 1e-12);
			assert_true(fabs(p->token[t].lp - lp[0][t]) < 1e-12);
			assert_true(fabs(p->token[t].change - (lp[1][t] - lp[0][t])) < 1e-12);
			assert_true(p->token[t].advantage == (y->right == 3) && p->token[t].weight == 1.0);
			assert_true(t < 2 ? isnan(p->token[t].reward) : p->token[t].reward == (y->right == 3));
			sum += lp[1][t] - lp[0][t];
		}
		assert_true(fabs(p->change - sum) < 1e-12 && p->change != 0.0);
	}
	free(before);
	small_session_free(s);
}

/* Rewards of -1 and 1, a token each, minus their means by position; a number behind the last sample is the last one's. */
static void test_path_process(void **state)
{
	struct session *s = small_session();
	const struct frame *f;
	const struct batch *b;

	(void)state;
	s->view.prompt = 1;
	s->view.sample = 1000000;
	small_session_set(s, "reward", "process");
	small_session_set(s, "code", "pm1");
	small_session_set(s, "baseline", "mean");
	small_session_set(s, "behavior", "eps");
	small_session_set(s, "clip", "3");
	small_session_step(s, WHO_A, 1);
	b = trainer_look(s->run[0].trainer);
	f = frame_build(s, 0, FRAME_SAMPLES | FRAME_PATH);
	assert_int_equal(f->path.sample, f->nsample - 1);
	assert_true(f->path.weighed);
	for (int t = 0; t < 3; t++) {
		double mean = 0.0, reward = t < f->path.right ? 1.0 : -1.0;
		for (int i = 0; i < b->B; i++)
			mean += (t < b->right[i] ? 1.0 : -1.0) / b->B;
		assert_true(f->path.token[t].reward == reward);
		assert_true(fabs(f->path.token[t].advantage - (reward - mean)) < 1e-12);
		assert_true(f->path.token[t].weight >= 1 / 3.0 && f->path.token[t].weight <= 3.0);
		assert_true(f->place[t].signal);
	}
	small_session_free(s);
}

/* Responses of algorithm 2: with one try a position many are stuck; they end with the wrong token that was tried. Their
 * likelihoods are of the tokens that are there: at x3 .25 each, .75 the wrong one. Every query was asked while drawing. */
static void test_samples_stuck(void **state)
{
	struct session *s = small_session();
	const struct frame *f;
	int64_t asked = 0;
	int shorter = 0;

	(void)state;
	small_session_set(s, "reward", "process");
	small_session_set(s, "behavior", "alg2");
	small_session_set(s, "m", "1");
	small_session_step(s, WHO_A, 1);
	for (s->view.prompt = 0; s->view.prompt < 4; s->view.prompt++) {
		f = frame_build(s, 0, FRAME_SAMPLES | FRAME_STATUS);
		for (int i = 0; i < f->nsample; i++) {
			const struct frame_sample *y = &f->sample[i];
			double lp = y->right * log(.25) + (y->right < 3) * log(.75);
			asked += y->asked;
			shorter += y->length < 3;
			assert_int_equal(y->length, y->right < 3 ? y->right + 1 : 3);
			assert_true(y->stuck == (y->right < 3)); /* also at the last position */
			assert_memory_equal(y->y, f->ystar, (size_t)y->right);
			if (s->view.prompt == 3)
				assert_true(fabs(y->lp - lp) < 1e-12 && fabs(y->lq0 - lp) < 1e-12);
		}
	}
	assert_true(shorter > 0);
	assert_int_equal(asked, f->trainer[0].last.queries);
	s->view.prompt = 0;
	small_session_free(s);
}

/* Named where they are not the policy itself, the last weights; a change is of the next update, not of the last one. */
static void test_behavior_names(void **state)
{
	struct session *s = small_session();
	const struct frame_trainer *a = &frame_build(s, 0, FRAME_STATUS)->trainer[0];

	(void)state;
	assert_true(!a->behavior && !a->drawn_by && !a->iterate);
	small_session_step(s, WHO_A, 1);
	small_session_set(s, "behavior", "mixture");
	small_session_set(s, "iterate", "average");
	a = &frame_build(s, 0, FRAME_STATUS)->trainer[0];
	assert_string_equal(a->behavior, "mixture");
	assert_null(a->drawn_by);
	assert_string_equal(a->iterate, "average");
	small_session_step(s, WHO_A, 1);
	small_session_set(s, "behavior", "alg1");
	small_session_set(s, "iterate", "random");
	a = &frame_build(s, 0, FRAME_STATUS)->trainer[0];
	assert_string_equal(a->behavior, "alg1");
	assert_string_equal(a->drawn_by, "mixture");
	assert_string_equal(a->iterate, "random");
	small_session_free(s);
}

/* Moving alpha relabels the samples that are there, and their count: above all likelihoods all are out, below all none. */
static void test_moved_line(void **state)
{
	struct session *s = small_session();
	const struct frame *f;

	(void)state;
	small_session_step(s, WHO_A, 1);
	for (int out = 0; out < 2; out++) {
		small_session_set(s, "alpha", out ? "1" : "1e-9");
		f = frame_build(s, 0, FRAME_SAMPLES | FRAME_STATUS);
		assert_true(f->nsample > 0);
		for (int i = 0; i < f->nsample; i++)
			assert_int_equal(f->sample[i].left >= 0, out);
		assert_true(f->trainer[0].last.off_known);
		assert_int_equal(f->trainer[0].last.off, out ? f->trainer[0].last.responses : 0);
	}
	small_session_free(s);
}

/* What a frame points to may go with the task, the trainer or the settings. */
static void test_forgotten(void **state)
{
	struct session *s = small_session();

	(void)state;
	frame_build(s, 0, FRAME_PROMPTS | FRAME_TOKENS | FRAME_SAMPLES);
	assert_non_null(frame_latest(s, 0));
	session_start_trainer(s, 0);
	assert_null(frame_latest(s, 0));
	small_session_free(s);
}

/* ---- what holds for the whole session */

static void put_nowhere(struct out *to, enum out_kind kind, const char *line, size_t n)
{
	(void)to, (void)kind, (void)line, (void)n;
}

/* Before a task there is nothing to show, whatever is asked for; the lines are those of the default settings. */
static void test_no_task(void **state)
{
	struct out nowhere = { .put = put_nowhere };
	struct session *s = session_new(&nowhere);
	const struct frame *f = frame_build(s, 0, ~0u);

	(void)state;
	assert_int_equal(f->k, 0);
	assert_null(f->prompts);
	assert_null(f->token);
	assert_null(f->lp_base);
	assert_int_equal(f->nsample + f->ncurve, 0);
	assert_string_equal(f->preset, "");
	assert_int_equal(f->state, FRAME_READY);
	assert_false(f->trainer[0].exists || f->trainer[1].exists);
	assert_int_equal(f->discovered, -1);
	assert_true(fabs(f->log_alpha - log(1e-4)) < 1e-12 && f->alpha_is_budget);
	assert_true(fabs(f->log_token_line - log(.1 / 4)) < 1e-12);
	assert_string_not_equal(f->curve_name, "");
	session_free(s);
}

static void test_basics(void **state)
{
	struct session *s = small_session();
	const struct frame *f = frame_build(s, 0, 0);

	(void)state;
	strcpy(s->preset, "small");
	assert_string_equal(f->preset, "small");
	assert_int_equal(f->seed, 1);
	assert_int_equal(f->budget, 100);
	assert_false(f->alpha_is_budget);
	assert_true(fabs(f->log_alpha - log(.05)) < 1e-12);
	assert_true(fabs(f->log_token_line - log(.1 / 2)) < 1e-12);
	assert_string_equal(f->token[0], "a");
	assert_string_equal(f->token[1], "b");
	assert_int_equal(f->prompt, 3); /* the one outside the support */
	small_session_set(s, "tokens", "digits");
	small_session_set(s, "alpha", "budget");
	small_session_set(s, "speed", "4");
	f = frame_build(s, 0, 0);
	assert_string_equal(f->token[1], "1");
	assert_true(f->alpha_is_budget);
	assert_true(fabs(f->log_alpha - log(.01)) < 1e-12);
	assert_int_equal(f->speed, 4);
	small_session_set(s, "alpha", "floor 2"); /* 2 * 2^-3, a hair below */
	f = frame_build(s, 0, 0);
	assert_false(f->alpha_is_budget);
	assert_true(fabs(f->log_alpha - log(.25)) < 1e-11 && f->log_alpha < log(.25));
	small_session_free(s);
}

static enum frame_state state_now(struct session *s)
{
	return frame_build(s, 0, FRAME_STATUS)->state;
}

/* A batch is 96 queries, the budget 100. */
static void test_state(void **state)
{
	struct session *s = small_session();
	struct err e;

	(void)state;
	assert_int_equal(state_now(s), FRAME_READY);
	small_session_step(s, WHO_A, 1);
	assert_int_equal(state_now(s), FRAME_PAUSED);
	small_session_step(s, WHO_A, 1);
	assert_int_equal(state_now(s), FRAME_END);
	small_session_set(s, "budget", "0");
	assert_int_equal(state_now(s), FRAME_PAUSED);
	assert_true(session_goal_step(s, WHO_A, 5, &e));
	assert_int_equal(state_now(s), FRAME_RUN);
	assert_null(frame_build(s, 0, FRAME_STATUS)->job);
	session_drop_goal(s);
	assert_true(session_goal_pretrain(s, 5, &e));
	assert_int_equal(state_now(s), FRAME_RUN);
	assert_string_equal(frame_build(s, 0, FRAME_STATUS)->job, "pretrain");
	session_drop_goal(s);
	small_session_free(s);
}

/* The totals are the sums over the prompts. */
static void test_counts(void **state)
{
	struct session *s = small_session();
	const struct frame *f;
	const struct frame_trainer *a;
	uint64_t hits = 0, off = 0;

	(void)state;
	f = frame_build(s, 0, FRAME_STATUS);
	assert_true(f->trainer[0].exists && !f->trainer[1].exists);
	assert_int_equal(f->trainer[0].last.responses, 0);
	assert_false(f->trainer[0].last.off_known); /* no update, no count */
	small_session_step(s, WHO_A, 2);
	f = frame_build(s, 0, FRAME_STATUS | FRAME_PROMPTS);
	a = &f->trainer[0];
	for (int i = 0; i < 4; i++) {
		hits += f->prompts[i].hits;
		off += f->prompts[i].off;
	}
	assert_string_equal(a->reward, "outcome");
	assert_int_equal(a->update, 2);
	assert_int_equal(a->run.queries, 192);
	assert_int_equal(a->run.responses, 192);
	assert_true(a->run.hits == hits && hits > 0);
	assert_true(a->run.off_known && a->run.off == off && off > 0);
	assert_int_equal(a->last.queries, 96);
	assert_int_equal(a->last.responses, 96);
	assert_true(a->last.off_known && a->last.hits <= hits && a->last.off <= off);
	session_start_trainer(s, 1);
	f = frame_build(s, 1, FRAME_STATUS);
	assert_true(f->trainer[1].exists);
	assert_string_equal(f->trainer[1].reward, "process");
	assert_int_equal(f->state, FRAME_READY); /* B's */
	small_session_free(s);
}

/* Two sessions with the same random numbers: what one counts in every update, the other sees by looking. */
static void test_off_seen(void **state)
{
	struct session *every = small_session(), *seen = small_session();
	const struct frame_trainer *a, *b;

	(void)state;
	small_session_set(seen, "count.off", "seen");
	for (int i = 0; i < 3; i++) {
		small_session_step(every, WHO_A, 1);
		small_session_step(seen, WHO_A, 1);
		a = &frame_build(every, 0, FRAME_STATUS)->trainer[0];
		b = &frame_build(seen, 0, FRAME_STATUS)->trainer[0];
		assert_true(a->run.off_known && a->last.off_known && b->last.off_known);
		assert_false(b->run.off_known);
		assert_int_equal(b->last.off, a->last.off);
		assert_int_equal(b->run.hits, a->run.hits);
	}
	assert_true(a->last.off > 0);
	/* updates that were not counted stay so */
	small_session_set(seen, "count.off", "every");
	small_session_step(seen, WHO_A, 1);
	b = &frame_build(seen, 0, FRAME_STATUS)->trainer[0];
	assert_true(b->last.off_known && !b->run.off_known);
	small_session_free(every);
	small_session_free(seen);
}

static void test_seen(void **state)
{
	struct session *s = small_session();
	struct err e;

	(void)state;
	s->view.prompt = 1;
	assert_string_equal(frame_build(s, 0, 0)->seen, "never");
	strcpy(s->base.file, "q0.mat");
	assert_string_equal(frame_build(s, 0, 0)->seen, "not known (base read from a file)");
	s->base.seen[1] = true;
	assert_string_equal(frame_build(s, 0, 0)->seen, "yes");
	s->base.file[0] = '\0';
	assert_true(setting_store(setting_named("task"), &s->config, 0, "mixture", &e));
	assert_true(session_new_task(s, NULL, &e));
	assert_string_equal(frame_build(s, 0, 0)->seen, "prompts like it");
	small_session_free(s);
}

/* Only as many likelihoods as a screen can show; the rest of a sample is there. */
static void test_many_samples(void **state)
{
	struct session *s = small_session();
	const struct frame *f;
	const struct batch *b;
	int n = 0;

	(void)state;
	small_session_set(s, "batch", "1024");
	s->view.prompt = 0;
	small_session_step(s, WHO_A, 1);
	f = frame_build(s, 0, FRAME_SAMPLES);
	b = trainer_look(s->run[0].trainer);
	for (int i = 0; i < b->B; i++)
		n += b->prompt[i].track == 0;
	assert_int_equal(f->nsample, n);
	assert_true(n > 128);
	for (int i = 0; i < n; i++) {
		assert_true(isnan(f->sample[i].lp) == (i >= 64));
		assert_true(isfinite(f->sample[i].lq0) && f->sample[i].right <= 3);
	}
	small_session_free(s);
}

/* A prompt that no sample was on is given those of the others, with whose they are; none of them counts for its places. */
static void test_any_samples(void **state)
{
	struct session *s = small_session();
	const struct frame *f;
	const struct batch *b;

	(void)state;
	small_session_set(s, "batch", "2");
	small_session_step(s, WHO_A, 1);
	b = trainer_look(s->run[0].trainer);
	s->view.prompt = b->prompt[1].track;
	assert_int_equal(frame_build(s, 0, FRAME_SAMPLES)->nany, 0);
	while (s->view.prompt == b->prompt[0].track || s->view.prompt == b->prompt[1].track)
		s->view.prompt = (s->view.prompt + 1) % 4;
	f = frame_build(s, 0, FRAME_SAMPLES);
	assert_int_equal(f->nsample, 0);
	assert_int_equal(f->nany, 2);
	for (int n = 0; n < 2; n++) {
		assert_int_equal(f->any[n].prompt, b->prompt[1 - n].track);
		assert_memory_equal(f->any[n].y, b->y + (1 - n) * 3, 3);
		assert_int_equal(f->any[n].right, b->right[1 - n]);
		assert_true(fabs(f->any[n].lp - f->any[n].lq0) < 1e-12); /* drawn at update 0 */
	}
	for (int t = 0; t < 3; t++)
		assert_int_equal(f->place[t].reached, 0);
	small_session_free(s);
}

/* Of two trainers, what else than their names differs: both have their own value; as many whole ones as there is room for. */
static void test_differences(void **state)
{
	struct session *s = small_session();
	struct err e;
	const struct frame *f;

	(void)state;
	small_session_set(s, "lr", "0.25");
	assert_string_equal(frame_build(s, 0, FRAME_STATUS)->trainer[0].differs, "");
	s->config.trainer[1] = s->config.trainer[0];
	session_start_trainer(s, 1);
	assert_true(setting_store(setting_named("reward"), &s->config, 1, "process", &e));
	assert_string_equal(frame_build(s, 0, FRAME_STATUS)->trainer[0].differs, "");
	assert_true(setting_store(setting_named("lr"), &s->config, 1, "0.5", &e));
	f = frame_build(s, 0, FRAME_STATUS);
	assert_string_equal(f->trainer[0].differs, "lr 0.25");
	assert_string_equal(f->trainer[1].differs, "lr 0.5");
	small_session_free(s);
}

/* ---- curves */

static void set_metric(struct session *s, const char *metric)
{
	snprintf(s->view.plot.metric, sizeof s->view.plot.metric, "%s", metric);
}

static void test_curve(void **state)
{
	struct session *s = small_session();
	const struct frame *f;

	(void)state;
	small_session_step(s, WHO_A, 5);
	f = frame_build(s, 0, FRAME_CURVE);
	assert_string_equal(f->curve_name, "likelihood[3]"); /* of the selected prompt */
	assert_int_equal(f->ncurve, 1);
	assert_int_equal(f->curve[0].n, 6);
	assert_true(f->curve_log && !f->curve_by_update && f->curve_line == f->log_alpha);
	for (int i = 0; i < 6; i++) {
		assert_true(f->curve[0].x[i] == 96 * i);
		assert_true(f->curve[0].y[i] == exp(trace_lp(&s->run[0].trace, (size_t)i, 3)));
	}
	s->view.prompt = 1;
	assert_string_equal(frame_build(s, 0, FRAME_CURVE)->curve_name, "likelihood[1]");
	set_metric(s, "likelihood[2]");
	assert_string_equal(frame_build(s, 0, FRAME_CURVE)->curve_name, "likelihood[2]");
	set_metric(s, "rewarded");
	s->view.plot.by_update = true;
	f = frame_build(s, 0, FRAME_CURVE);
	assert_string_equal(f->curve_name, "rewarded");
	assert_true(f->curve_by_update && isnan(f->curve_line));
	assert_true(f->curve[0].x[5] == 5 && isnan(f->curve[0].y[0]));
	set_metric(s, "likelihood[9]"); /* of another task */
	assert_string_equal(frame_build(s, 0, FRAME_CURVE)->curve_name, "likelihood[1]");
	session_start_trainer(s, 1);
	set_metric(s, "");
	assert_int_equal(frame_build(s, 0, FRAME_CURVE)->ncurve, 2);
	small_session_free(s);
}

/* A long run: fewer points than rows, from the first to the last. */
static void test_long_curve(void **state)
{
	enum { UPDATES = 9000 };
	struct session *s = small_session();
	const struct trace *t = &s->run[0].trace;
	const struct frame *f;

	(void)state;
	small_session_set(s, "batch", "1");
	small_session_step(s, WHO_A, UPDATES);
	assert_int_equal(t->rows, UPDATES + 1);
	f = frame_build(s, 0, FRAME_CURVE);
	assert_in_range(f->curve[0].n, 1000, 8192);
	assert_true(f->curve[0].x[0] == 0 && f->curve[0].x[f->curve[0].n - 1] == UPDATES);
	assert_true(f->curve[0].y[f->curve[0].n - 1] == exp(trace_lp(t, UPDATES, 3)));
	small_session_free(s);
}

/* A made-up series: waves, noise, single peaks, and gaps, each from an arithmetic of its own. */
static double made_up(int i)
{
	uint32_t noise = (uint32_t)i * 2654435761u >> 8;

	if (i % 5003 == 17 || (i > 30000 && i < 30500))
		return NAN;
	return sin(i / 900.0) + (i % 7001 == 5 ? 50 : 0) - (i % 6007 == 9 ? 50 : 0) + noise % 1000 / 1e3;
}

struct extent {
	double low, high;
	bool gap;
};

/* Of the points whose x is in from .. end - 1. */
static struct extent extent_of(const double *x, const double *y, int n, int from, int end)
{
	struct extent s = { NAN, NAN, false };

	for (int i = 0; i < n; i++)
		if (x[i] >= from && x[i] < end) {
			s.gap |= isnan(y[i]);
			s.low = fmin(s.low, y[i]);
			s.high = fmax(s.high, y[i]);
		}
	return s;
}

static bool same(double a, double b)
{
	return a == b || (isnan(a) && isnan(b));
}

static void test_thinned(void **state)
{
	enum { N = 65536, MOST = 8192, BUCKET = 41 }; /* 41 = ceil(65536 / (8192 / 5)) */
	double *x = xcalloc(N, sizeof *x), *y = xcalloc(N, sizeof *y);
	double *tx = xcalloc(N, sizeof *tx), *ty = xcalloc(N, sizeof *ty);
	int n;

	(void)state;
	for (int i = 0; i < N; i++) {
		tx[i] = x[i] = i;
		ty[i] = y[i] = made_up(i);
	}
	assert_int_equal(trace_thin_series(tx, ty, MOST, MOST), MOST); /* short: nothing goes */
	assert_memory_equal(tx, x, N * sizeof *x);
	n = trace_thin_series(tx, ty, N, MOST);
	assert_in_range(n, N / BUCKET * 3, MOST);
	assert_true(tx[0] == 0 && tx[n - 1] == N - 1);
	for (int i = 0; i < n; i++) {
		assert_true(i == 0 || tx[i] > tx[i - 1]);
		assert_true(same(ty[i], made_up((int)tx[i])));
	}
	for (int from = 0, at = 0; from < N; from += BUCKET) {
		int end = from + BUCKET < N ? from + BUCKET : N, first = at;
		struct extent was = extent_of(x + from, y + from, end - from, from, end), is;
		while (at < n && tx[at] < end)
			at++;
		is = extent_of(tx + first, ty + first, at - first, from, end);
		assert_true(same(is.low, was.low) && same(is.high, was.high) && is.gap == was.gap);
		assert_true(tx[first] == from && tx[at - 1] == end - 1);
	}
	free(x);
	free(y);
	free(tx);
	free(ty);
}

/* ---- discoveries */

struct ear {
	struct out out;
	struct str said; /* the discoveries */
};

static void hear(struct out *to, enum out_kind kind, const char *line, size_t n)
{
	struct ear *ear = (struct ear *)to;

	if (kind != OUT_DISCOVERY)
		return;
	str_add_bytes(&ear->said, line, n);
	str_add(&ear->said, "\n");
}

/* Index of the first correct response to x3 in the last batch, -1: none. */
static int first_hit_at(const struct session *s)
{
	const struct batch *b = trainer_look(s->run[0].trainer);

	for (int i = 0; i < b->B; i++)
		if (b->prompt[i].track == 3 && b->right[i] == 3)
			return i;
	return -1;
}

/* x3 is outside: 1/64 = 0.016 is 3.2 times below .05. Its first hit is found in the batch; before it there were 96
 * queries an update. */
static void test_discovery(void **state)
{
	struct session *s = small_session();
	struct ear ear = { { .put = hear }, { 0 } };
	char expected[128];
	int updates = 0, at = -1;

	(void)state;
	s->out = &ear.out;
	assert_int_equal(frame_build(s, 0, 0)->discovered, -1);
	while (at < 0 && updates < 100) {
		assert_string_equal(str_text(&ear.said), "");
		small_session_step(s, WHO_A, 1);
		updates++;
		at = first_hit_at(s);
	}
	assert_true(at >= 0);
	snprintf(expected, sizeof expected,
		 "x3 first correct at query %d (update %d): aaa, base 0.016, 3.2 times below alpha.\n",
		 96 * (updates - 1) + at + 1, updates);
	assert_string_equal(str_text(&ear.said), expected);
	assert_int_equal(frame_build(s, 0, 0)->discovered, 3);
	assert_int_equal(frame_build(s, 0, 0)->discoveries, 1);
	small_session_step(s, WHO_A, 50); /* not at every hit */
	assert_string_equal(str_text(&ear.said), expected);
	str_clear(&ear.said);
	session_start_trainer(s, 0); /* the same again */
	assert_int_equal(frame_build(s, 0, 0)->discovered, -1);
	small_session_step(s, WHO_A, (uint64_t)updates);
	assert_string_equal(str_text(&ear.said), expected);
	assert_int_equal(frame_build(s, 0, 0)->discoveries, 2);
	str_done(&ear.said);
	small_session_free(s);
}

/* A prompt that had hits before the line was moved above it is not first correct now. With two trainers the sentence
 * says whose it is. */
static void test_discovery_of(void **state)
{
	struct session *s = small_session();
	struct ear ear = { { .put = hear }, { 0 } };

	(void)state;
	s->out = &ear.out;
	small_session_set(s, "alpha", "1e-3");
	small_session_step(s, WHO_A, 20);
	for (int i = 0; i < 4; i++)
		assert_true(state_tally_of(run_state(&s->run[0]))[i].rewarded > 0);
	small_session_set(s, "alpha", ".2"); /* x1, x2, x3 are out */
	small_session_step(s, WHO_A, 20);
	assert_string_equal(str_text(&ear.said), "");
	session_start_trainer(s, 1);
	small_session_step(s, 1u << 1, 1);
	assert_non_null(strstr(str_text(&ear.said), "B process: x1 first correct at query "));
	assert_non_null(strstr(str_text(&ear.said), "(update 1): bbb, base 0.125, 1.6 times below alpha.\n"));
	assert_null(strstr(str_text(&ear.said), "x0"));
	str_done(&ear.said);
	small_session_free(s);
}

/* Four prompts of one weight each: 1/64, 1/8 (twice), 27/64; their worst tokens .25, .5, .5, .75. */
static void test_quantiles(void **state)
{
	struct session *s = small_session();
	const double lq[] = { 1 / 64.0, 1 / 64.0, 1 / 8.0, 27 / 64.0 }, tlq[] = { .25, .25, .5, .75 };
	const double eps[] = { .1, .2, .5, .75 };
	const struct frame *f;

	(void)state;
	small_session_set(s, "eps", ".75");
	f = frame_build(s, 0, FRAME_QUANTILES);
	assert_int_equal(f->ncrowd, 4);
	assert_int_equal(f->neps, 4);
	assert_false(f->crowd_drawn);
	for (int i = 0; i < 4; i++) {
		const struct frame_quantile *q = &f->base_quantiles.q[i];
		assert_true(q->eps == eps[i]);
		assert_int_equal(q->set, i == 3);
		assert_true(fabs(exp(q->lq) - lq[i]) < 1e-12 && fabs(exp(q->tlq) - tlq[i]) < 1e-12);
		assert_true(f->now_quantiles.q[i].lq == q->lq); /* update 0 is the base model */
	}
	assert_int_equal(f->base_quantiles.q[0].at, 3);
	assert_int_equal(f->base_quantiles.q[0].token_at, 3);
	assert_int_equal(f->base_quantiles.order[0], 3);
	assert_int_equal(f->base_quantiles.order[3], 0);
	small_session_set(s, "eps", ".5");
	assert_int_equal(frame_build(s, 0, FRAME_QUANTILES)->neps, 3);
	small_session_step(s, WHO_A, 20);
	f = frame_build(s, 0, FRAME_QUANTILES);
	assert_true(f->now_quantiles.q[1].lq != f->base_quantiles.q[1].lq);
	assert_true(fabs(f->now_quantiles.lp[0] - s->run[0].lp[0]) < 1e-12);
	assert_int_equal(f->crowd_update, 20);
	small_session_free(s);
}

/* Of a generator over its test prompts. */
static void test_quantiles_drawn(void **state)
{
	struct session *s = small_mixture();
	const struct frame *f = frame_build(s, 0, FRAME_QUANTILES);

	(void)state;
	assert_true(f->crowd_drawn);
	assert_int_equal(f->ncrowd, s->base.ntest);
	for (int i = 1; i < f->ncrowd; i++)
		assert_true(f->base_quantiles.lp[f->base_quantiles.order[i - 1]] <=
			    f->base_quantiles.lp[f->base_quantiles.order[i]]);
	small_session_free(s);
}

/* The likeliest first, and two alike in the order of their numbers; each trainer's likelihood beside it. */
static void test_ladder(void **state)
{
	static const int order[] = { 0, 1, 2, 3 };
	struct session *s = small_session();
	const struct frame *f = frame_build(s, 0, FRAME_PROMPTS | FRAME_LADDER);

	(void)state;
	for (int i = 0; i < 4; i++) {
		assert_int_equal(f->ladder[i], order[i]);
		assert_true(f->prompts[i].lp_of[0] == s->run[0].lp[i] && isnan(f->prompts[i].lp_of[1]));
	}
	assert_true(fabs(f->log_uniform - 3 * log(.5)) < 1e-12);
	small_session_free(s);
}

static struct stop *add_stop(struct session *s, enum stop_kind kind, const char *text)
{
	struct stop b;
	struct err e;

	assert_true(stop_parse(s, kind, text, &b, &e));
	return stops_add(s, &b);
}

/* Texts of their own: what is deleted meanwhile is still there to be drawn. */
static void test_stops(void **state)
{
	struct session *s = small_session();
	const struct frame *f;

	(void)state;
	assert_int_equal(frame_build(s, 0, FRAME_STOPS)->nstops, 0);
	add_stop(s, STOP_BREAK, "queries>=9")->once = true;
	stops_show_watch(s, add_stop(s, STOP_WATCH, "update"));
	f = frame_build(s, 0, FRAME_STOPS);
	assert_int_equal(f->nstops, 2);
	assert_true(!f->stop[0].watch && f->stop[0].once && f->stop[0].enabled && f->stop[1].watch);
	assert_string_equal(f->stop[0].text, "queries>=9");
	assert_string_equal(f->stop[0].value[0], "queries 0");
	assert_string_equal(f->stop[0].value[1], "");
	assert_string_equal(f->stop[1].value[0], "0");
	assert_string_equal(f->stop[1].then[0], "");
	assert_int_equal(f->stop[1].who, -1);
	small_session_step(s, WHO_A, 2); /* which shows it */
	f = frame_build(s, 0, FRAME_STOPS);
	assert_string_equal(f->stop[1].value[0], "2");
	assert_string_equal(f->stop[1].then[0], "0"); /* since time moved last, though it has been shown since */
	stops_remove(s, 2);
	assert_string_equal(f->stop[1].text, "update");
	small_session_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_quantiles),
		cmocka_unit_test(test_quantiles_drawn),
		cmocka_unit_test(test_ladder),
		cmocka_unit_test(test_stops),
		cmocka_unit_test(test_prompts),
		cmocka_unit_test(test_tokens),
		cmocka_unit_test(test_samples),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_path),
		cmocka_unit_test(test_path_process),
		cmocka_unit_test(test_samples_stuck),
		cmocka_unit_test(test_behavior_names),
		cmocka_unit_test(test_moved_line),
		cmocka_unit_test(test_forgotten),
		cmocka_unit_test(test_no_task),
		cmocka_unit_test(test_basics),
		cmocka_unit_test(test_state),
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_off_seen),
		cmocka_unit_test(test_seen),
		cmocka_unit_test(test_many_samples),
		cmocka_unit_test(test_any_samples),
		cmocka_unit_test(test_differences),
		cmocka_unit_test(test_curve),
		cmocka_unit_test(test_long_curve),
		cmocka_unit_test(test_thinned),
		cmocka_unit_test(test_discovery),
		cmocka_unit_test(test_discovery_of),
	};

	return cmocka_run_group_tests_name("frame", tests, NULL, NULL);
}
