/* load: going on with a run that was saved. */
#include <stdlib.h>
#include <string.h>

#include "base/given.h"
#include "base/home.h"
#include "base/xalloc.h"
#include "command/cmd.h"
#include "command/interp.h"
#include "command/saved.h"
#include "command/say.h"
#include "command/script.h"
#include "run/autosave.h"
#include "run/journal.h"
#include "run/lesson-state.h"
#include "run/restore.h"
#include "run/undo.h"

/* A run file on its way into the session. */
struct loading {
	struct restore *from;
	struct session *session; /* that it has become, NULL: not yet   */
	struct autosave held;    /* of `load last`; path NULL: another file */
};

static bool finish_loading(struct session *s, void *self, struct err *e)
{
	return restore_session(s, ((struct loading *)self)->from, e);
}

/* Until all of it is there nothing is saved anew: what was loaded is still the better file. */
static void report_loading(struct session *s, void *self)
{
	struct loading *l = self;

	l->session = s;
	journal_pause(s, true);
	restore_report(s, l->from);
	if (s->lesson)
		say(s, "lesson %d.%d: lesson shows the page", s->lesson->lesson->number, s->lesson->page + 1);
}

static const char *rest_of_loading(void *self)
{
	return restore_rest(((struct loading *)self)->from);
}

static void done_loading(void *self)
{
	struct loading *l = self;

	undo_clear(l->session); /* what made it is no command of anybody's */
	if (l->held.path)
		journal_replaces(l->session, &l->held);
}

static void free_loading(void *self)
{
	struct loading *l = self;

	if (l->session)
		journal_pause(l->session, false);
	restore_free(l->from);
	if (l->held.path)
		autosave_release(&l->held);
	free(l);
}

/* ---- What a file may do by being loaded: make an experiment, and nothing else */

static const char *const recipe_commands[] = { "preset", "new", "task load", "pretrain", "base load", "base uniform",
					       "seed", NULL };
static const char *const stop_commands[] = { "break", "watch", "ignore", "disable", "on", NULL };

/* The first word, and behind `base` or `task` the second one. */
static void name_command(const struct words *w, struct str *to)
{
	str_add(to, w->word[0]);
	if (w->n > 1 && (strcmp(w->word[0], "base") == 0 || strcmp(w->word[0], "task") == 0))
		str_addf(to, " %s", w->word[1]);
}

static bool check_command(const char *text, size_t n, const char *const *commands, const char *path, struct err *e)
{
	char got[GIVEN_TEXT];
	struct str name = { 0 };
	struct words w;
	bool good = lex_words(text, n, &w, e);

	if (good && w.n > 0) {
		name_command(&w, &name);
		while (*commands && strcmp(*commands, str_text(&name)) != 0)
			commands++;
		good = *commands || err_set(e, "%s is damaged: %s is none of its commands", path,
					    given(got, str_text(&name)));
	}
	words_done(&w);
	str_done(&name);
	return good;
}

static bool check_commands(const char *text, const char *const *commands, const char *path, struct err *e)
{
	size_t n = strlen(text);
	bool good = true;

	for (size_t at = 0; good && at < n; at++) {
		size_t bytes = command_bytes(text + at, n - at);
		good = check_command(text + at, bytes, commands, path, e);
		at += bytes;
	}
	return good;
}

static struct restore *open_run(const char *path, const struct autosave_note *note, struct err *e)
{
	struct restore *from = restore_open(path, note, e);

	if (from && check_commands(restore_recipe(from), recipe_commands, path, e) &&
	    check_commands(restore_stops(from), stop_commands, path, e))
		return from;
	if (from)
		restore_free(from);
	return NULL;
}

/* Takes `held`, NULL where nothing is. */
static bool load_file(struct interp *p, const char *path, struct autosave *held, struct err *e)
{
	struct interp_load loader = { finish_loading, report_loading, rest_of_loading, done_loading, free_loading, NULL };
	struct autosave_note note;
	bool noted = held && autosave_noted(held, &note);
	struct restore *from = open_run(path, noted ? &note : NULL, e);
	struct loading *l;

	if (!from && held)
		autosave_release(held);
	if (!from)
		return false;
	loader.self = l = xcalloc(1, sizeof *l);
	l->from = from;
	if (held)
		l->held = *held;
	return interp_load(p, restore_recipe(from), path, &loader, e);
}

bool load_place(struct interp *p, const char *path, struct err *e)
{
	return load_file(p, path, NULL, e);
}

static bool load_script(const struct args *a, const char *path, struct err *e)
{
	struct str text = { 0 };
	bool good = script_read(path, &text, e) && interp_push(a->interp, INTERP_SCRIPT, str_text(&text), path, 1, e);

	str_done(&text);
	return good;
}

static bool state_folder(struct str *folder, struct err *e)
{
	return home_state(folder) || err_set(e, "there is no folder of saved runs: HOME is not set");
}

/* The newest that nobody is writing, and that can be read. */
static bool load_last(struct session *s, const struct args *a, struct err *e)
{
	struct str folder = { 0 };
	struct autosaves all = { 0 };
	struct autosave held;
	bool good = false;
	struct err first = { "" };

	if (!state_folder(&folder, e))
		return false;
	autosaves_find(&all, str_text(&folder));
	for (int i = 0; i < all.n && !good; i++) {
		const struct saved *f = &all.list[i];
		if (f->held || !autosave_take_over(&held, str_text(&folder), f->number, e))
			continue;
		good = load_file(a->interp, f->path, &held, e);
		if (!good && !first.text[0])
			first = *e;
	}
	if (good && first.text[0])
		out_line(s->out, OUT_NOTE, "note: a newer run cannot be loaded: %s", first.text);
	if (!good && first.text[0])
		*e = first;
	else if (!good)
		err_set(e, "no run to go on with in %s", str_text(&folder));
	autosaves_done(&all);
	str_done(&folder);
	return good;
}

static bool list_saved(struct session *s, struct err *e)
{
	struct str folder = { 0 };
	struct autosaves all = { 0 };

	if (!state_folder(&folder, e))
		return false;
	autosaves_find(&all, str_text(&folder));
	for (int i = 0; i < all.n; i++)
		say_row(s, "%s%s", all.list[i].path, all.list[i].held ? "   being written" : "");
	if (all.n == 0)
		say(s, "no saved runs in %s yet", str_text(&folder));
	else
		say(s, "newest first. load last goes on with the newest that is not being written");
	autosaves_done(&all);
	str_done(&folder);
	return true;
}

static bool load_run(struct session *s, const struct args *a, struct err *e)
{
	const char *path = a->n > 0 ? a->word[0] : NULL;

	if (!path)
		return list_saved(s, e);
	if (s->in_preset || s->held)
		return err_set(e, "a preset, or a run that is being loaded, cannot load another");
	if (strcmp(path, "last") == 0)
		return load_last(s, a, e);
	switch (saved_as("load", path, e)) {
	case SAVED_SCRIPT:
		return load_script(a, path, e);
	case SAVED_RUN:
		return load_file(a->interp, path, NULL, e);
	default:
		return false;
	}
}

static const char *const load_words[] = { "last", NULL };

const struct command cmd_load = {
	.name = "load", .synopsis = "load [FILE.op|FILE.db|last]",
	.summary = "go on with a run that was saved; alone: list those saved by themselves",
	.help = "A run file brings back the experiment, both trainers and their pasts, marks,\n"
		"breaks and settings; where anything is wrong with it, all stays as it is. last:\n"
		"the newest that was saved by itself and that nobody is writing, as --resume.",
	.example = { "step 20; save run.db; load run.db", "load" },
	.group = GROUP_FILES, .moves = true, .max = 1, .complete = { COMPLETE_FILE, COMPLETE_NONE }, .words = load_words, .run = load_run,
};
