/* The life of a session: tasks, base models, trainers, and the experiment held aside while a preset loads. */
#include "run/session.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/features.h"
#include "run/frame.h"

struct session *session_new(struct out *out)
{
	struct session *s = xcalloc(1, sizeof *s);

	s->out = out;
	s->discovered = -1;
	s->origin = xcalloc((size_t)setting_count * TRAINERS, sizeof *s->origin);
	config_defaults(&s->config);
	return s;
}

/* Frees the experiment and leaves none. */
static void clear_experiment(struct session *s)
{
	for (int who = 0; who < TRAINERS; who++)
		run_done(&s->run[who]);
	base_model_done(&s->base);
	task_free(s->task);
	s->task = NULL;
	free(s->origin);
	s->origin = NULL;
}

void session_free(struct session *s)
{
	if (!s)
		return;
	session_drop_goal(s);
	if (s->held)
		session_rollback(s);
	frame_forget(s);
	clear_experiment(s);
	free(s);
}

/* The settings of a trainer as the core wants them. */
static struct train_config train_config_of(const struct session *s, int who)
{
	const struct config *c = &s->config;
	const struct trainer_config *t = &c->trainer[who];

	return (struct train_config){
		.reward = reward_types[t->reward],
		.optim = optim_types[t->optimizer],
		.behave = behave_types[t->behavior],
		.m = t->m,
		.mix = t->behavior_eps,
		.clip = t->clip,
		.lr = t->lr,
		.log_alpha = config_log_alpha(c),
		.code = t->code,
		.baseline = t->baseline,
		.query_count = c->query_count,
		.batch = t->batch,
		.count_off_every = c->count_off == 0,
	};
}

struct measure session_measure(const struct session *s)
{
	return (struct measure){ s->task, s->base.test, s->base.ntest, s->config.test_every, s->base.room };
}

void session_start_trainer(struct session *s, int who)
{
	struct train_config c = train_config_of(s, who);
	struct measure m = session_measure(s);

	frame_forget(s);
	s->discovered = -1;
	run_start(&s->run[who], s->task, s->base.w, &c, s->config.seed, s->config.threads, &m);
}

static void restart_trainers(struct session *s)
{
	for (int who = 0; who < TRAINERS; who++)
		if (who == 0 || run_exists(&s->run[who]))
			session_start_trainer(s, who);
}

void session_set_seed(struct session *s, uint64_t seed)
{
	s->config.seed = seed;
	restart_trainers(s);
}

/* The first prompt outside the support, else the least likely one: where the story is. */
static int telling_prompt(const struct session *s)
{
	int least = 0;

	for (int i = 0; i < s->task->ntracked; i++) {
		if (session_prompt_out(s, i))
			return i;
		if (s->base.lp[i] < s->base.lp[least])
			least = i;
	}
	return least;
}

static void base_changed(struct session *s)
{
	restart_trainers(s);
	s->view.prompt = telling_prompt(s);
	s->view.position = s->base.worst_at[s->view.prompt];
}

void session_set_base(struct session *s, const double *w)
{
	base_model_set(&s->base, s->task, w);
	base_changed(s);
}

bool session_new_task(struct session *s, const struct task_data *data, struct err *e)
{
	const struct config *c = &s->config;
	struct task_config tc = { .k = c->k, .N = c->N, .d = c->d, .prompts = c->prompts, .sigma = c->sigma,
				  .seed = c->task_seed, .track = c->track,
				  .features = c->features ? features_types[c->features - 1] : NULL };
	struct task *task;

	if (data) {
		tc.responses = data->responses;
		tc.x = data->x;
		tc.truth = data->truth;
	}
	if (!config_check(c, e) || !(task = task_new(task_types[c->kind], &tc, e)))
		return false;
	base_model_done(&s->base);
	task_free(s->task);
	s->task = task;
	s->task_source[0] = '\0';
	base_model_init(&s->base, task, c->test_size);
	s->view.depth = VIEW_ALL;
	base_changed(s);
	return true;
}

/* All or nothing: checked before any trainer sees it. */
bool session_apply_settings(struct session *s, struct err *e)
{
	if (!config_check(&s->config, e))
		return false;
	for (int who = 0; who < TRAINERS; who++) {
		struct train_config c = train_config_of(s, who);
		const char *why = train_config_check(&c);
		if (why)
			return err_set(e, "%s", why);
	}
	frame_forget(s);
	for (int who = 0; who < TRAINERS; who++) {
		struct train_config c = train_config_of(s, who);
		if (!run_exists(&s->run[who]))
			continue;
		run_configure(&s->run[who], &c);
		run_set_threads(&s->run[who], s->config.threads);
	}
	return true;
}

/* Everything from `preset` to `view` in struct session belongs to the experiment; the rest stays with the session. */
static void move_experiment(struct session *to, struct session *from)
{
	memcpy(to, from, offsetof(struct session, goal));
	memset(from, 0, offsetof(struct session, goal));
}

/* Cores, eyes and hands are no part of an experiment, unless a preset made them so. */
static void keep_habits(struct session *s)
{
	static const char *const habits[] = { "threads", "speed", "plot", "theme", "repeat" };
	struct str value = { 0 };

	for (size_t i = 0; i < sizeof habits / sizeof *habits; i++) {
		const struct setting *key = setting_named(habits[i]);
		size_t at = (size_t)(key - setting_table) * TRAINERS;
		if (s->held->origin[at] == ORIGIN_PRESET)
			continue;
		str_clear(&value);
		setting_print(key, &s->held->config, 0, &value);
		setting_store(key, &s->config, 0, str_text(&value), NULL);
		s->origin[at] = s->held->origin[at];
	}
	str_done(&value);
}

void session_hold(struct session *s)
{
	frame_forget(s);
	s->held = xcalloc(1, sizeof *s->held);
	move_experiment(s->held, s);
	s->origin = xcalloc((size_t)setting_count * TRAINERS, sizeof *s->origin);
	config_defaults(&s->config);
	keep_habits(s);
}

void session_commit(struct session *s)
{
	clear_experiment(s->held);
	free(s->held);
	s->held = NULL;
}

void session_rollback(struct session *s)
{
	frame_forget(s);
	clear_experiment(s);
	move_experiment(s, s->held);
	free(s->held);
	s->held = NULL;
}

bool session_prompt_out(const struct session *s, int i)
{
	return s->base.lp[i] < config_log_alpha(&s->config);
}
