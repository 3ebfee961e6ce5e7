/* Frames: the numbers that readers get are those of the session, its trainer and the exact measures. */
#include "run/frame.h"

#include <math.h>
#include <string.h>

#include "core/exact.h"
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
	f = frame_build(s, 0, FRAME_TOKENS);
	assert_true(fabs(f->entropy + 3 * (.75 * log(.75) + .25 * log(.25))) < 1e-12);
	assert_true(fabs(f->kl) < 1e-12 && fabs(f->kl_reverse) < 1e-12);
	for (int i = 0; i < 3; i++)
		assert_true(fabs(exp(f->lp_base[i * 2]) - .75) < 1e-12 && f->lp_now[i * 2] == f->lp_base[i * 2]);
	small_session_step(s, WHO_A, 5);
	f = frame_build(s, 0, FRAME_TOKENS);
	assert_true(f->kl > 1e-6 && f->kl_reverse > 1e-6);
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

/* What a frame points to may go with the task, the trainer or the settings. */
static void test_forgotten(void **state)
{
	struct session *s = small_session();

	(void)state;
	frame_build(s, 0, FRAME_PROMPTS | FRAME_TOKENS | FRAME_SAMPLES);
	assert_non_null(s->frame);
	session_start_trainer(s, 0);
	assert_null(s->frame);
	small_session_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_prompts),
		cmocka_unit_test(test_tokens),
		cmocka_unit_test(test_samples),
		cmocka_unit_test(test_forgotten),
	};

	return cmocka_run_group_tests_name("frame", tests, NULL, NULL);
}
