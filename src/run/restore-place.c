/* What was read, given to the session: settings, marks, trainers on their lines; and what is left to be done. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/build.h"
#include "base/hash.h"
#include "base/home.h"
#include "run/course.h"
#include "run/frame.h"
#include "run/lesson-state.h"
#include "run/recipe.h"
#include "run/restore-own.h"
#include "run/travel.h"

static bool check_base(const struct session *s, const struct restore *x, struct err *e)
{
	char base[24];

	snprintf(base, sizeof base, "%016" PRIx64, hash_bytes(s->base.w, s->task->nparam * sizeof *s->base.w));
	if (strcmp(base, str_text(&x->base)) == 0)
		return true;
	return err_set(e, "%s: its commands make another base model here%s. files or presets that they name may have changed", x->path,
		       strcmp(str_text(&x->build), build_name()) == 0 ? "" : " (this is another build, too)");
}

/* One that is no line's: `lr@a` is A's, `budget@a` as A found it, `budget` the session's. */
static bool read_setting(struct restore *x, const struct said *row, bool agreed, struct err *e)
{
	char name[64];
	const struct setting *key;
	const char *at = strchr(row->key, '@');
	int who = at && at[1] == 'b';

	snprintf(name, sizeof name, "%.*s", (int)strcspn(row->key, "@"), row->key);
	key = setting_named(name);
	if (agreed != (at && key && !key->per_trainer))
		return true;
	return restore_store(x, name, row->value, who, agreed ? &x->agreed[who] : &x->saved, e);
}

/* Settings as they were. */
static bool read_settings(struct restore *x, struct err *e)
{
	x->saved = x->made;
	for (int agreed = 0; agreed < 2; agreed++) {
		for (int i = 0; i < x->nsaid; i++)
			if (!x->said[i].at.line && !read_setting(x, &x->said[i], agreed, e))
				return false;
		for (int who = 0; who < TRAINERS && !agreed; who++)
			x->agreed[who] = x->saved;
	}
	return config_check(&x->saved, e) || err_prefix(e, "%s: ", x->path);
}

/* What the recipe does not make is the user's choice. */
static void mark_chosen(struct session *s, const struct config *made, const struct config *other, int who)
{
	for (int i = 0; i < setting_count; i++) {
		const struct setting *key = &setting_table[i];
		if (key->when != SETTING_TASK && !recipe_same(key, made, other, who))
			s->origin[i * TRAINERS + (key->per_trainer ? who : 0)] = ORIGIN_USER;
	}
}

/* Onto its line, on the way to where it was. */
static void place_trainer(struct session *s, struct restore *x, int who)
{
	const struct timeline *line = restore_line(x, x->at[who].at.line)->line;
	int iterate = x->saved.trainer[who].iterate;
	struct measure m = session_measure(s);

	if (!run_exists(&s->run[who]))
		session_start_trainer(s, who);
	s->config.trainer[who].iterate = iterate;
	run_set_iterate(&s->run[who], (enum iterate)iterate, &m);
	timeline_drop(run_leave(&s->run[who]));
	run_enter(&s->run[who], restore_line(x, x->at[who].at.line)->line, x->at[who].at.update, &m);
	session_follow(s, who);
	for (int i = 0; i < line->nspan; i++)
		mark_chosen(s, &x->made, &line->span[i].settings, who);
}

/* It came to where it is with other settings of no trainer than hold now. */
static void add_return(struct restore *x, int who)
{
	struct config agreed = course_shared(&x->agreed[who], &x->saved);
	size_t before = x->rest.len;

	course_changes(&x->saved, &agreed, who, &x->rest);
	if (x->rest.len == before)
		return;
	str_addf(&x->rest, "goto %" PRIu64 " @%c\n", x->at[who].at.update, 'a' + who);
	course_changes(&agreed, &x->saved, who, &x->rest);
}

/* Settings of its own that were changed in the past. */
static void add_departure(struct restore *x, int who)
{
	const struct timeline *line = restore_line(x, x->at[who].at.line)->line;
	struct config then = x->saved;

	then.trainer[who] = line->span[timeline_span(line, x->at[who].at.update)].settings.trainer[who];
	then.trainer[who].iterate = x->saved.trainer[who].iterate;
	course_changes(&then, &x->saved, who, &x->rest);
}

static bool is_past(struct restore *x, int who)
{
	return x->there[who] && x->at[who].at.update < restore_line(x, x->at[who].at.line)->line->end;
}

/* What is to be done when they have arrived. */
static void write_rest(struct restore *x)
{
	for (int who = 0; who < TRAINERS; who++)
		if (is_past(x, who))
			add_return(x, who);
	for (int who = 0; who < TRAINERS; who++)
		if (is_past(x, who))
			add_departure(x, who);
	str_add(&x->rest, str_text(&x->stops));
	if (x->there[1] && strchr(str_text(&x->rest), '@')) /* who is named comes into focus */
		str_addf(&x->rest, "trainer @%c\n", str_text(&x->view)[0] == 'B' ? 'b' : 'a');
}

/* The settings with which a trainer was marked. */
static bool read_own(struct restore *x, struct named *n, struct err *e)
{
	const struct timeline *line = restore_line(x, n->at.line)->line;
	struct config c = line->span[timeline_span(line, n->at.update)].settings;
	char key[64], value[256];
	int bytes;

	for (const char *at = n->settings; *at; at += bytes) {
		if (sscanf(at, "%63[^ \n] %255[^\n]%n", key, value, &bytes) != 2 || at[bytes++] != '\n')
			return err_set(e, "%s is damaged: mark %s has settings that cannot be read", x->path,
				n->name);
		if (!restore_store(x, key, value, n->at.who, &c, e))
			return false;
	}
	n->own = c.trainer[n->at.who];
	return true;
}

static bool read_marks(struct restore *x, struct err *e)
{
	for (int i = 0; i < x->nnamed; i++)
		if (!read_own(x, &x->named[i], e))
			return false;
	return true;
}

static void place_marks(struct session *s, struct restore *x)
{
	for (int i = 0; i < x->nnamed; i++) {
		const struct named *n = &x->named[i];
		struct timeline *line = restore_line(x, n->at.line)->line;
		size_t row = trace_find(&line->trace, TRACE_UPDATE, (double)n->at.update);
		struct marked at = { .line = line, .update = n->at.update < line->end ? n->at.update : line->end,
				     .queries = line->queries };
		if (at.update < line->end && line->trace.rows > 0)
			at.queries = (uint64_t)trace_scalar(&line->trace, row, TRACE_QUERIES);
		at.settings = n->own;
		marks_put(&s->marks, n->name, n->at.who, &at);
	}
}

static void place_view(struct session *s, const struct restore *x)
{
	char who = 'A';
	int prompt = 0;

	if (sscanf(str_text(&x->view), "%c %d", &who, &prompt) != 2)
		return;
	s->view.who = who == 'B' && run_exists(&s->run[1]);
	if (prompt >= 0 && prompt < s->task->ntracked) {
		s->view.prompt = prompt;
		s->view.position = s->base.worst_at[prompt];
	}
}

/* Those of no trainer as they were; what is the task's stays as the recipe has it. */
static void place_settings(struct session *s, const struct restore *x)
{
	struct str value = { 0 };

	for (int i = 0; i < setting_count; i++) {
		const struct setting *key = &setting_table[i];
		if (key->per_trainer || key->when == SETTING_TASK || session_is_habit(key))
			continue;
		str_clear(&value);
		recipe_value(key, &x->saved, 0, &value);
		setting_store(key, &s->config, 0, str_text(&value), NULL);
	}
	str_done(&value);
}

/* Whether `path` lies in a folder; NULL: there is none. */
static bool lies_in(const char *path, const char *folder)
{
	char *there = folder && *folder ? realpath(folder, NULL) : NULL, *file = realpath(path, NULL);
	size_t n = there ? strlen(there) : 0;
	bool good = there && file && strncmp(file, there, n) == 0 && file[n] == '/';

	free(there);
	free(file);
	return good;
}

/* A lesson runs commands as it goes on. So a run file may bring back one of the lessons that are at hand, and one of our own
 * any that was begun. */
static bool is_trusted(const struct session *s, const struct restore *x)
{
	struct str state = { 0 };
	bool own = home_state(&state) && lies_in(x->path, str_text(&state));

	str_done(&state);
	return own || lies_in(s->lesson->file, s->data) || lies_in(s->lesson->file, s->user_data);
}

/* Where the student is in a lesson, unless one is going on here. */
static void place_lesson(struct session *s, struct restore *x)
{
	struct err e;

	if (s->lesson || x->lesson.len == 0)
		return;
	s->lesson = lesson_state_read(str_text(&x->lesson), &e);
	if (s->lesson && !is_trusted(s, x)) {
		err_set(&e, "%s is not among the lessons here. lesson %s begins it", s->lesson->file, s->lesson->file);
		lesson_state_free(s->lesson);
		s->lesson = NULL;
	}
	if (!s->lesson)
		str_addf(&x->note, "note: the lesson does not go on: %s", e.text);
}

bool restore_session(struct session *s, struct restore *x, struct err *e)
{
	x->made = s->config;
	x->readings = s->config.readings;
	if (!check_base(s, x, e) || !read_settings(x, e) || !restore_lines(s, x, e) || !read_marks(x, e))
		return false;
	frame_forget(s);
	place_settings(s, x);
	place_marks(s, x); /* while their lines have their traces */
	for (int who = 0; who < TRAINERS; who++) {
		mark_chosen(s, &x->made, &x->saved, who);
		if (x->there[who])
			place_trainer(s, x, who);
		else
			s->config.trainer[who] = x->saved.trainer[who];
	}
	s->config.readings = x->readings;
	for (int i = 0; i < x->nfound; i++)
		s->lines = s->lines > (unsigned)x->found[i].row.id ? s->lines : (unsigned)x->found[i].row.id;
	s->config.seed = s->run[0].line->seed;
	place_view(s, x);
	place_lesson(s, x);
	write_rest(x);
	return true;
}

void restore_report(struct session *s, struct restore *x)
{
	struct str summary = { 0 };
	uint64_t target[TRAINERS] = { x->at[0].at.update, x->at[1].at.update };

	session_summary(s, &summary);
	out_line(s->out, OUT_REPLY, "%s, by outpost %s: %s%s%s", x->path, str_text(&x->version), s->preset, *s->preset ? ": " : "",
		 str_text(&summary));
	if (strcmp(str_text(&x->build), build_name()) != 0)
		out_line(s->out, OUT_NOTE, "note: made by another build (%s): from its keyframes on numbers may differ in their last bits",
			 str_text(&x->build));
	if (x->note.len > 0)
		out_line(s->out, OUT_NOTE, "%s", str_text(&x->note));
	str_done(&summary);
	session_goal_places(s, (x->there[0] ? WHO_A : 0) | (x->there[1] ? WHO_B : 0), target);
	for (int who = 0; who < TRAINERS; who++)
		s->goal.update_from[who] = target[who]; /* that is where it was */
}
