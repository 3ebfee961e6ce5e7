/* The meter's memory of rewards: what was reached, and for how long nothing was paid. All numbers by hand. */
#include "core/meter.h"

#include <stdlib.h>

#include "setup.h"
#include "unit.h"

enum { N = 4, PROMPTS = 2, B = 3, NONE = -1 };

/* A response as a behaviour leaves it: to which prompt, its correct prefix, and calls made in drawing it (NONE: its
 * reward is still to be asked for). */
struct drawn {
	int prompt, right, asked;
};

struct meter {
	struct task *task;
	struct batch batch;
	struct state *state;
	struct tally now[PROMPTS];
	struct report report;
	struct metering how;
};

static void meter_begin(struct meter *m, const struct reward_type *reward, bool by_prefix)
{
	static const uint8_t responses[PROMPTS * N] = { 0 };

	*m = (struct meter){ .how = { reward, QUERY_PREFIX, -1.0, by_prefix, true } };
	m->task = setup_table(2, N, PROMPTS, responses, 1);
	m->state = state_new(1, 1, PROMPTS);
	batch_init(&m->batch, m->task, B);
}

static void meter_end(struct meter *m)
{
	batch_done(&m->batch);
	free(m->state);
	task_free(m->task);
}

static void update(struct meter *m, const struct drawn response[B])
{
	for (int b = 0; b < B; b++) {
		m->batch.prompt[b] = m->task->tracked[response[b].prompt];
		m->batch.right[b] = response[b].right;
		m->batch.asked[b] = response[b].asked;
		m->batch.left[b] = -1;
		m->batch.lq0[b] = 0.0;
	}
	meter_count(&m->batch, &m->how, m->state, m->now, &m->report);
	m->state->update++;
}

static void check(const struct tally *of, uint64_t reach, uint64_t dry)
{
	assert_int_equal(of->reach, reach);
	assert_int_equal(of->dry, dry);
}

static void check_all(const struct meter *m, const uint64_t reach[PROMPTS], const uint64_t dry[PROMPTS], uint64_t all_dry)
{
	for (int i = 0; i < PROMPTS; i++)
		check(&state_tally_of(m->state)[i], reach[i], dry[i]);
	check(&m->state->all, reach[0] > reach[1] ? reach[0] : reach[1], all_dry);
}

/* Process rewards pay the correct prefix. x1 is not asked about in the second update: nothing changes for it. */
static void test_process(void **state)
{
	static const struct drawn first[B] = { { 0, 1, NONE }, { 0, 3, NONE }, { 1, 0, NONE } };
	static const struct drawn second[B] = { { 0, 2, NONE }, { 0, 0, NONE }, { 0, 1, NONE } };
	static const struct drawn third[B] = { { 0, 0, NONE }, { 1, 4, NONE }, { 1, 2, NONE } };
	struct meter m;

	(void)state;
	meter_begin(&m, &reward_process, true);
	update(&m, first);
	check_all(&m, (uint64_t[]){ 3, 0 }, (uint64_t[]){ 1, 1 }, 1);
	update(&m, second);
	check_all(&m, (uint64_t[]){ 3, 0 }, (uint64_t[]){ 2, 1 }, 2);
	assert_int_equal(m.now[0].reach, 2); /* of this update alone */
	assert_int_equal(m.report.now.reach, 2);
	update(&m, third);
	check_all(&m, (uint64_t[]){ 3, 4 }, (uint64_t[]){ 3, 0 }, 0);
	update(&m, second);
	check_all(&m, (uint64_t[]){ 3, 4 }, (uint64_t[]){ 4, 0 }, 1);
	meter_end(&m);
}

/* An outcome says nothing of prefixes: all of a response, or none of it. */
static void test_outcome(void **state)
{
	static const struct drawn wrong[B] = { { 0, 3, NONE }, { 0, 1, NONE }, { 1, 0, NONE } };
	static const struct drawn right[B] = { { 0, 3, NONE }, { 0, 4, NONE }, { 1, 2, NONE } };
	struct meter m;

	(void)state;
	meter_begin(&m, &reward_outcome, false);
	update(&m, wrong);
	check_all(&m, (uint64_t[]){ 0, 0 }, (uint64_t[]){ 1, 1 }, 1);
	update(&m, right);
	check_all(&m, (uint64_t[]){ 4, 0 }, (uint64_t[]){ 0, 2 }, 0);
	meter_end(&m);
}

/* Calls made in drawing: about tokens (best-of-m with outcome rewards) they confirm a prefix, about whole responses (alg1)
 * they do not. */
static void test_asked_while_drawing(void **state)
{
	static const struct drawn draws[B] = { { 0, 2, 9 }, { 0, 1, 5 }, { 1, 4, 12 } };
	struct meter m;

	(void)state;
	meter_begin(&m, &reward_outcome, true);
	update(&m, draws);
	check_all(&m, (uint64_t[]){ 2, 4 }, (uint64_t[]){ 1, 0 }, 0);
	meter_end(&m);
	meter_begin(&m, &reward_outcome, false);
	update(&m, draws);
	check_all(&m, (uint64_t[]){ 0, 4 }, (uint64_t[]){ 1, 0 }, 0);
	meter_end(&m);
}

/* A teacher's responses are right and nobody is asked: nothing is reached, and nothing is missed. */
static void test_teacher(void **state)
{
	static const struct drawn given[B] = { { 0, 4, 0 }, { 0, 4, 0 }, { 1, 4, 0 } };
	struct meter m;

	(void)state;
	meter_begin(&m, &reward_process, true);
	update(&m, given);
	check_all(&m, (uint64_t[]){ 0, 0 }, (uint64_t[]){ 0, 0 }, 0);
	assert_int_equal(m.report.allwrong, 0);
	meter_end(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_process),
		cmocka_unit_test(test_outcome),
		cmocka_unit_test(test_asked_while_drawing),
		cmocka_unit_test(test_teacher),
	};

	return cmocka_run_group_tests_name("meter", tests, NULL, NULL);
}
