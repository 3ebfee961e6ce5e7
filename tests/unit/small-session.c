/* The small session of the tests of run. */
#include "small-session.h"

#include <math.h>

#include "unit.h"

/* Where its words go. */
static void put_nowhere(struct out *to, enum out_kind kind, const char *line, size_t n)
{
	(void)to, (void)kind, (void)line, (void)n;
}

static struct out nowhere = { .put = put_nowhere };

static void store(struct session *s, const char *name, const char *value)
{
	const struct setting *setting;
	struct err e = { "" };

	setting = setting_find(name, &e);
	if (!setting || !setting_store(setting, &s->config, 0, value, &e))
		fail_msg("%s", e.text);
}

struct session *small_session(void)
{
	static const uint8_t responses[4 * 3] = { 0, 0, 0, 1, 1, 1, 0, 1, 0, 0, 0, 0 };
	static const char *const settings[][2] = { { "k", "2" },	{ "N", "3" },	    { "d", "4" },
						   { "prompts", "4" },	{ "alpha", ".05" }, { "budget", "100" },
						   { "threads", "1" },	{ "batch", "96" } };
	const struct task_data data = { .responses = responses };
	double w[4 * 2 + 2 * 2] = { 0 };
	struct session *s;
	struct err e = { "" };

	s = session_new(&nowhere);
	for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++)
		store(s, settings[i][0], settings[i][1]);
	if (!session_new_task(s, &data, &e))
		fail_msg("%s", e.text);
	/* One-hot x: row i of W1 is the score of x_i. */
	w[0 * 2 + 0] = log(3.0);
	w[3 * 2 + 1] = log(3.0);
	session_set_base(s, w);
	return s;
}

struct session *small_mixture(void)
{
	static const char *const settings[][2] = { { "task", "mixture" }, { "k", "3" }, { "N", "4" }, { "d", "5" },
						   { "prompts", "3" }, { "test.size", "8" }, { "batch", "64" },
						   { "test.every", "7" }, { "alpha", ".05" } };
	struct session *s = small_session();
	struct err e = { "" };

	for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++)
		store(s, settings[i][0], settings[i][1]);
	if (!session_new_task(s, NULL, &e))
		fail_msg("%s", e.text);
	return s;
}

void small_session_free(struct session *s)
{
	session_free(s);
}

void small_session_step(struct session *s, unsigned who, uint64_t n)
{
	struct err e = { "" };

	if (!session_goal_step(s, who, n, &e))
		fail_msg("%s", e.text);
	assert_int_equal(session_work(s, NULL, NULL), WORK_DONE);
}

void small_session_set(struct session *s, const char *name, const char *value)
{
	struct err e = { "" };

	store(s, name, value);
	if (!session_apply_settings(s, &e))
		fail_msg("%s", e.text);
}
