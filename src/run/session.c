/* The life of a session: tasks, base models, trainers, and the experiment held aside while a preset loads. */
#include "run/session.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/num.h"
#include "base/xalloc.h"
#include "core/features.h"
#include "run/checkpoint.h"
#include "run/frame.h"
#include "run/journal.h"
#include "run/lesson-state.h"
#include "run/stops.h"
#include "run/summary.h"
#include "run/undo.h"

struct session *session_new(struct out *out)
{
	struct session *s = xcalloc(1, sizeof *s);

	s->out = out;
	s->discovered = s->stalled = -1;
	s->origin = xcalloc((size_t)setting_count * TRAINERS, sizeof *s->origin);
	config_defaults(&s->config);
	return s;
}

/* Frees the experiment and leaves none. */
static void clear_experiment(struct session *s)
{
	marks_done(&s->marks);
	for (int who = 0; who < TRAINERS; who++)
		run_done(&s->run[who]);
	base_model_done(&s->base);
	shelf_free(s->shelf);
	s->shelf = NULL;
	task_free(s->task);
	s->task = NULL;
	stops_clear(s);
	undo_clear(s);
	free(s->origin);
	s->origin = NULL;
	str_done(&s->recipe);
}

void session_free(struct session *s)
{
	if (!s)
		return;
	session_drop_goal(s);
	while (s->held)
		session_rollback(s);
	frame_forget(s);
	clear_experiment(s);
	fits_done(&s->fits);
	if (s->lesson && !s->keeps_lessons) /* nobody could come back to it */
		lesson_drop_place(s->lesson);
	lesson_state_free(s->lesson);
	str_done(&s->lesson_log);
	free(s);
}

/* ---- What the settings of a trainer come to */

/* As far as no base model and no file is needed: fit for train_config_check(). What the behaviour does not read is left at
 * one value, so that it makes no difference. */
static struct train_config plain_config(const struct session *s, int who)
{
	const struct config *c = &s->config;
	const struct trainer_config *t = &c->trainer[who];
	const struct behave_type *q = behave_types[t->behavior];

	return (struct train_config){
		.reward = reward_types[t->reward],
		.optim = optim_types[t->optimizer],
		.behave = q,
		.m = q->has_m && t->m > 0 ? t->m : 1,
		.mix = q->has_mix ? t->behavior_eps : 0.0,
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

static struct train_config train_config_of(const struct session *s, int who, double tries)
{
	const struct trainer_config *t = &s->config.trainer[who];
	struct train_config c = plain_config(s, who);

	if (tries > 0.0)
		c.m = (int64_t)fmin(tries, BEHAVE_TRIES_MOST);
	if (t->frozen[0])
		c.frozen = shelf_find(s->shelf, t->frozen_read);
	return c;
}

/* Trainers that are there; A is there as soon as there is a task. */
static unsigned present(const struct session *s)
{
	return run_exists(&s->run[1]) ? WHO_AB : WHO_A;
}

/* Whether all settings fit together, those of the trainers in `who`. */
static bool check_configs(const struct session *s, unsigned who, struct err *e)
{
	if (!config_check(&s->config, e))
		return false;
	for (int i = 0; i < TRAINERS; i++) {
		struct train_config c = plain_config(s, i);
		const char *why = who & 1u << i ? train_config_check(&c) : NULL;
		if (why && who == WHO_A)
			return err_set(e, "%s", why);
		if (why)
			return err_set(e, "trainer %c: %s", 'A' + i, why);
	}
	return true;
}

/* Of those that hold for the trainer's updates. */
static uint64_t hash_texts(const struct config *c, int who)
{
	struct str texts = { 0 };
	uint64_t hash;

	for (int i = 0; i < setting_count; i++)
		if (setting_table[i].when == SETTING_LIVE && !session_is_habit(&setting_table[i])) {
			setting_print(&setting_table[i], c, who, &texts);
			str_add(&texts, "\n");
		}
	hash = hash_bytes(texts.text, texts.len);
	str_done(&texts);
	return hash;
}

static struct span span_of(const struct session *s, int who, double tries)
{
	struct span span = { .test_every = s->config.test_every, .config = train_config_of(s, who, tries),
			     .settings = s->config, .texts = hash_texts(&s->config, who) };

	return span;
}

struct measure session_measure(const struct session *s)
{
	return (struct measure){ s->task, s->base.test, s->base.ntest, s->base.room };
}

struct span session_span(const struct session *s, int who)
{
	return span_of(s, who, session_tries(s, who));
}

void session_start_trainer(struct session *s, int who)
{
	double tries = session_tries(s, who);
	struct span first = span_of(s, who, tries);
	struct measure m = session_measure(s);

	frame_forget(s);
	s->discovered = s->stalled = -1;
	s->told_stall[who] = false;
	run_start(&s->run[who], s->task, s->base.w, &first, ++s->lines, s->config.seed, s->config.threads, &m);
	run_set_iterate(&s->run[who], (enum iterate)s->config.trainer[who].iterate, &m);
	session_note_tries(s, who, tries);
	summary_weights(s, 1u << who);
}

static void start_trainers(struct session *s, unsigned who)
{
	for (int i = 0; i < TRAINERS; i++)
		if (who & 1u << i)
			session_start_trainer(s, i);
}

/* ---- Leaving a timeline */

static struct marked end_of(struct timeline *line, int who)
{
	return (struct marked){ line, line->end, line->queries, line->span[line->nspan - 1].settings.trainer[who] };
}

/* The mark runN that has the end of this line already, NULL: none. */
static const struct mark *mark_of_run(const struct session *s, int who, const struct timeline *line)
{
	for (int i = 0; i < s->marks.n; i++) {
		const struct mark *m = &s->marks.list[i];
		if (m->place[who].line == line && m->place[who].update == line->end && mark_is_run(m->name))
			return m;
	}
	return NULL;
}

bool session_keep_line(struct session *s, int who, struct timeline *line, char name[MARK_NAME])
{
	const struct mark *there = mark_of_run(s, who, line);
	struct marked end = end_of(line, who);

	if (there)
		memcpy(name, there->name, MARK_NAME);
	else
		marks_free_name(&s->marks, name);
	return there || marks_put(&s->marks, name, who, &end);
}

void session_say_lost(struct session *s, int who)
{
	out_line(s->out, OUT_NOTE, "trainer %c's run so far is gone: there are %d marks already, marks forget NAME makes room",
		 'A' + who, MARKS_MOST);
}

/* One mark for all that have none. */
bool session_park(struct session *s, unsigned who, char name[MARK_NAME])
{
	char fresh[MARK_NAME];

	marks_free_name(&s->marks, fresh);
	name[0] = '\0';
	frame_forget(s);
	for (int i = 0; i < TRAINERS; i++) {
		if (!(who & 1u << i) || !run_exists(&s->run[i]) || run_end(&s->run[i]) == 0)
			continue;
		struct timeline *left = run_leave(&s->run[i]);
		const struct mark *there = mark_of_run(s, i, left);
		struct marked end = end_of(left, i);
		if (there || marks_put(&s->marks, fresh, i, &end))
			memcpy(name, there ? there->name : fresh, MARK_NAME);
		else
			session_say_lost(s, i);
		timeline_drop(left);
		run_done(&s->run[i]);
	}
	return name[0] != '\0';
}

/* ` (budget 20000)`: the settings by which it departs; a file that is read anew has the same name. */
static void add_reason(const struct run *r, int who, struct str *to)
{
	struct str why = { 0 };

	config_differences(&r->wanted.settings, &r->agreed.settings, who, &why);
	if (why.len > 0)
		str_addf(to, " (%s)", str_text(&why));
	str_done(&why);
}

void session_branch(struct session *s, int who)
{
	struct run *r = &s->run[who];
	struct str why = { 0 };
	struct timeline *left;
	char name[MARK_NAME] = "", at[NUM_TEXT], end[NUM_TEXT];

	add_reason(r, who, &why);
	left = run_branch(r, ++s->lines);
	frame_forget(s);
	num_count(at, run_update(r));
	num_count(end, left->end);
	if (session_keep_line(s, who, left, name))
		out_line(s->out, OUT_NOTE, "trainer %c goes another way from update %s on%s; its former future, to update %s, is "
			 "kept as mark %s", 'A' + who, at, str_text(&why), end, name);
	else
		out_line(s->out, OUT_NOTE, "trainer %c goes another way from update %s on%s; its former future is gone: there are "
			 "%d marks already, marks forget NAME makes room", 'A' + who, at, str_text(&why), MARKS_MOST);
	journal_event(s, who, "branch", -1, name);
	timeline_drop(left);
	str_done(&why);
}

void session_brought(struct session *s, int who, const struct trainer_config *before)
{
	struct config past = s->config;

	past.trainer[who] = *before;
	for (int i = 0; i < setting_count; i++)
		if (setting_table[i].per_trainer && !setting_same(&setting_table[i], &past, &s->config, who))
			s->origin[i * TRAINERS + who] |= ORIGIN_LEFT;
}

void session_follow(struct session *s, int who)
{
	struct run *r = &s->run[who];
	struct trainer_config *now = &s->config.trainer[who], before = *now;
	int iterate = now->iterate;
	struct span want;

	if (!r->turned)
		return;
	*now = r->line->span[r->at].settings.trainer[who];
	now->iterate = iterate;
	session_brought(s, who, &before);
	want = session_span(s, who);
	run_follow(r, &want);
}

void session_set_seed(struct session *s, uint64_t seed, char name[MARK_NAME])
{
	unsigned who = present(s);

	session_park(s, who, name);
	s->config.seed = seed;
	start_trainers(s, who);
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

bool session_has_trained(const struct session *s)
{
	bool trained = s->marks.n > 0;

	for (int who = 0; who < TRAINERS; who++)
		trained = trained || (run_exists(&s->run[who]) && run_end(&s->run[who]) > 0);
	return trained;
}

/* Before they go with the base model that they were trained from. Scripts know what they do. */
static void say_left(struct session *s, const struct session *with)
{
	if (journal_path(s) && session_has_trained(with))
		out_line(s->out, OUT_NOTE, "the runs so far, and their marks, went with the base model before; load %s brings them back",
			 journal_path(s));
}

static void base_changed(struct session *s, unsigned who)
{
	say_left(s, s);
	s->online = (struct online_result){ 0 };
	s->made = ++s->makes;
	marks_done(&s->marks);
	start_trainers(s, who);
	s->view.prompt = telling_prompt(s);
	s->view.position = s->base.worst_at[s->view.prompt];
}

void session_set_base(struct session *s, const double *w)
{
	base_model_set(&s->base, s->task, w);
	base_changed(s, present(s));
}

/* Puts `task` in the place of the present one, which goes with its trainers, base model and shelf. False: files that
 * behaviours of the trainers in `who` are frozen from do not fit it, and nothing changed. */
static bool change_task(struct session *s, struct task *task, unsigned who, struct err *e)
{
	struct task *old_task = s->task;
	struct shelf *old_shelf = s->shelf;

	s->task = task;
	s->shelf = NULL;
	if (!shelf_fill(s, who, e)) {
		shelf_free(s->shelf);
		s->task = old_task;
		s->shelf = old_shelf;
		return false;
	}
	say_left(s, s);
	marks_done(&s->marks);
	for (int i = 0; i < TRAINERS; i++)
		run_done(&s->run[i]);
	base_model_done(&s->base);
	task_free(old_task);
	shelf_free(old_shelf);
	return true;
}

bool session_new_task(struct session *s, const struct task_data *data, struct err *e)
{
	const struct config *c = &s->config;
	struct task_config tc = { .k = c->k, .N = c->N, .d = c->d, .prompts = c->prompts, .sigma = c->sigma,
				  .seed = c->task_seed, .track = c->track,
				  .features = c->features ? features_types[c->features - 1] : NULL };
	unsigned who = present(s);
	struct task *task;

	if (data) {
		tc.responses = data->responses;
		tc.x = data->x;
		tc.truth = data->truth;
		tc.listing = data->listing;
	}
	if (!check_configs(s, who, e) || !(task = task_new(task_types[c->kind], &tc, e)))
		return false;
	if (!change_task(s, task, who, e)) {
		task_free(task);
		return false;
	}
	stops_say_gone(s, s->stops.n);
	stops_clear(s);
	undo_clear(s);
	s->task_source[0] = '\0';
	s->margin = (struct margin_report){ 0 };
	base_model_init(&s->base, task, c->test_size);
	s->view.depth = VIEW_ALL;
	base_changed(s, who);
	return true;
}

/* All or nothing: checked before any trainer sees it; a file that was read in vain is forgotten. */
bool session_apply_to(struct session *s, unsigned starting, struct err *e)
{
	struct measure m = session_measure(s);
	unsigned who = present(s) | starting;
	double tries[TRAINERS];

	if (!check_configs(s, who, e))
		return false;
	for (int i = 0; i < TRAINERS; i++) {
		tries[i] = who & 1u << i ? session_tries(s, i) : 0.0;
		if (!session_check_tries(s, i, tries[i], e))
			return false;
	}
	if (!shelf_fill(s, who, e))
		return false;
	frame_forget(s);
	for (int i = 0; i < TRAINERS; i++) {
		struct span want = span_of(s, i, tries[i]);
		s->short_of_tries[i] = tries[i] > BEHAVE_TRIES_MOST;
		if (!run_exists(&s->run[i]) || starting & 1u << i)
			continue;
		run_configure(&s->run[i], &want);
		run_set_iterate(&s->run[i], (enum iterate)s->config.trainer[i].iterate, &m);
		run_set_threads(&s->run[i], s->config.threads);
	}
	summary_weights(s, WHO_AB & ~starting);
	return true;
}

bool session_apply_settings(struct session *s, struct err *e)
{
	return session_apply_to(s, 0, e);
}

/* Everything from `preset` to `view` in struct session belongs to the experiment; the rest stays with the session. */
static void move_experiment(struct session *to, struct session *from)
{
	memcpy(to, from, offsetof(struct session, goal));
	memset(from, 0, offsetof(struct session, goal));
}

static const char *const habits[] = { "threads", "layout", "present", "speed", "plot", "theme", "mouse",
					"repeat", "verbose", "onerror" };
enum { HABITS = sizeof habits / sizeof *habits };

bool session_split(const struct session *s)
{
	return s->config.split && session_ready(s) && run_exists(&s->run[0]) && run_exists(&s->run[1]);
}

bool session_is_habit(const struct setting *key)
{
	for (int i = 0; i < HABITS; i++)
		if (strcmp(key->name, habits[i]) == 0)
			return true;
	return false;
}

static void keep_habits(struct session *s)
{
	struct str value = { 0 };

	for (int i = 0; i < HABITS; i++) {
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
	struct session *held = xcalloc(1, sizeof *held);

	frame_forget(s);
	move_experiment(held, s);
	held->held = s->held;
	s->held = held;
	s->origin = xcalloc((size_t)setting_count * TRAINERS, sizeof *s->origin);
	config_defaults(&s->config);
	keep_habits(s);
}

/* Off with the experiment that was held last. */
static void let_go(struct session *s)
{
	struct session *held = s->held;

	s->held = held->held;
	free(held);
}

void session_commit(struct session *s)
{
	stops_say_gone(s, s->held->stops.n);
	say_left(s, s->held);
	clear_experiment(s->held);
	let_go(s);
}

void session_rollback(struct session *s)
{
	frame_forget(s);
	clear_experiment(s);
	move_experiment(s, s->held);
	let_go(s);
	s->discovered = s->stalled = -1;
}

bool session_prompt_out(const struct session *s, int i)
{
	return s->base.lp[i] < config_log_alpha(&s->config);
}
