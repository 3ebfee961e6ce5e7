/* Runs as files: save, load, share; and whether a state is the one that was saved. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/build.h"
#include "base/file.h"
#include "base/given.h"
#include "base/home.h"
#include "base/xalloc.h"
#include "command/cmd.h"
#include "command/interp.h"
#include "command/say.h"
#include "command/script.h"
#include "run/autosave.h"
#include "run/course.h"
#include "run/journal.h"
#include "run/restore.h"

static bool ends_in(const char *path, const char *ending)
{
	size_t n = strlen(path), m = strlen(ending);

	return n > m && strcmp(path + n - m, ending) == 0;
}

static bool wrong_ending(const char *verb, const char *path, struct err *e)
{
	char got[GIVEN_TEXT];

	return err_set(e, "%s takes FILE.op (a script) or FILE.db (the run with its data), got \"%s\"", verb, given(got, path));
}

/* ---- save */

/* Runs that the commands do not go through again. */
static void add_left_out(const struct session *s, struct str *to)
{
	int n = 0;

	for (int i = 0; i < s->marks.n; i++)
		for (int who = 0; who < TRAINERS; who++) {
			const struct marked *at = &s->marks.list[i].place[who];
			if (at->line && !timeline_agree(at->line, s->run[who].line, at->update))
				str_addf(to, "%s%s", n++ > 0 ? " " : "# left out, for they were left: ", s->marks.list[i].name);
		}
	if (n > 0)
		str_add(to, "\n");
}

/* `expect hash 9f3c.. "0.1.0 gcc .." @a` */
static void add_hashes(const struct session *s, struct str *to)
{
	for (int who = 0; who < TRAINERS; who++)
		if (run_exists(&s->run[who]))
			str_addf(to, "expect hash %016" PRIx64 " \"%s\" @%c\n", state_hash(run_state(&s->run[who])), build_name(),
				 'a' + who);
}

static bool save_script(struct session *s, const char *path, struct err *e)
{
	struct str text = { 0 };
	bool good;

	str_addf(&text, "# A run of outpost %s. The last lines say whether it has come to the same states.\n", PACKAGE_VERSION);
	good = course_print(s, &text, e);
	if (good) {
		add_left_out(s, &text);
		add_hashes(s, &text);
		good = file_write(path, text.text, text.len, e);
	}
	str_done(&text);
	if (good)
		say(s, "%s: outpost -b %s takes the same course, and checks its end", path, path);
	return good;
}

static bool save_run(struct session *s, const struct args *a, struct err *e)
{
	const char *path = a->word[0];

	if (ends_in(path, ".op"))
		return save_script(s, path, e);
	if (!ends_in(path, ".db"))
		return wrong_ending("save", path, e);
	if (!journal_save(s, path, e))
		return false;
	say(s, "%s: the run with its data. load %s goes on with it, sqlite3 %s looks at it", path, path, path);
	return true;
}

const struct command cmd_save = {
	.name = "save", .synopsis = "save FILE.op|FILE.db",
	.summary = "write the run into a file: as a script, or as a database with all its data",
	.help = "The script has the commands that lead here, settings, marks and breaks among\n"
		"them, and ends with the hashes of the states. The database has runs that were\n"
		"left, too, and the metrics of every update; the manual has its tables.",
	.example = { "step 20; save run.op", "step 20; save run.db" },
	.group = GROUP_FILES, .min = 1, .max = 1, .needs_task = true, .complete = { COMPLETE_FILE, COMPLETE_NONE },
	.run = save_run,
};

/* ---- share */

/* The lines as one, for a shell: in single quotes, where a single quote ends them, stands by itself, and begins them anew. */
static void add_quoted(const char *lines, struct str *to)
{
	str_add(to, "'");
	for (const char *at = lines; *at; at++) {
		if (*at == '\n')
			str_add(to, at[1] ? "; " : "");
		else if (*at == '\'')
			str_add(to, "'\\''");
		else
			str_addf(to, "%c", *at);
	}
	str_add(to, "'");
}

static bool share_run(struct session *s, const struct args *a, struct err *e)
{
	struct str text = { 0 }, line = { 0 };
	bool good = course_print(s, &text, e);

	(void)a;
	if (good && strstr(str_text(&text), "\non "))
		good = err_set(e, "what is to be done at a break takes a line of its own: save FILE.op");
	if (good) {
		str_add(&line, "outpost -e ");
		add_quoted(str_text(&text), &line);
		out_line(s->out, OUT_REPLY, "%s", str_text(&line));
	}
	str_done(&text);
	str_done(&line);
	return good;
}

const struct command cmd_share = {
	.name = "share", .synopsis = "share",
	.summary = "print one line for a shell that leads to the same states",
	.help = "To be sent to somebody who has outpost. The script that save would write, but\n"
		"for the hashes; files that it names have to be there, too.",
	.example = { "share", "step 20; set lr .1; step 5; share" },
	.group = GROUP_FILES, .needs_task = true, .run = share_run,
};

/* ---- load */

/* A run file on its way into the session. */
struct loading {
	struct restore *from;
	struct autosave held; /* of `load last`; path NULL: another file */
};

static bool finish_loading(struct session *s, void *self, struct err *e)
{
	return restore_session(s, ((struct loading *)self)->from, e);
}

static void report_loading(struct session *s, void *self)
{
	struct loading *l = self;

	restore_report(s, l->from);
	if (l->held.path)
		journal_replaces(s, &l->held);
}

static const char *rest_of_loading(void *self)
{
	return restore_rest(((struct loading *)self)->from);
}

static void free_loading(void *self)
{
	struct loading *l = self;

	restore_free(l->from);
	if (l->held.path)
		autosave_release(&l->held);
	free(l);
}

/* Takes `held`, NULL where nothing is. */
static bool load_file(const struct args *a, const char *path, struct autosave *held, struct err *e)
{
	struct interp_load loader = { finish_loading, report_loading, rest_of_loading, free_loading, NULL };
	struct autosave_note note;
	bool noted = held && autosave_noted(held, &note);
	struct restore *from = restore_open(path, noted ? &note : NULL, e);
	struct loading *l;

	if (!from && held)
		autosave_release(held);
	if (!from)
		return false;
	loader.self = l = xcalloc(1, sizeof *l);
	l->from = from;
	if (held)
		l->held = *held;
	return interp_load(a->interp, restore_recipe(from), path, &loader, e);
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
static bool load_last(const struct args *a, struct err *e)
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
		good = load_file(a, f->path, &held, e);
		if (!good && !first.text[0])
			first = *e;
	}
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
		return load_last(a, e);
	if (ends_in(path, ".op"))
		return load_script(a, path, e);
	return ends_in(path, ".db") ? load_file(a, path, NULL, e) : wrong_ending("load", path, e);
}

static const char *const load_words[] = { "last", NULL };

const struct command cmd_load = {
	.name = "load", .synopsis = "load [FILE.op|FILE.db|last]",
	.summary = "go on with a run that was saved; alone: list those saved by themselves",
	.help = "A run file brings back the experiment, both trainers and their pasts, marks,\n"
		"breaks and settings; where anything is wrong with it, all stays as it is. last:\n"
		"the newest that was saved by itself and that nobody is writing, as --resume.",
	.example = { "step 20; save run.db; load run.db", "load" },
	.group = GROUP_FILES, .max = 1, .complete = { COMPLETE_FILE, COMPLETE_NONE }, .words = load_words, .run = load_run,
};

/* ---- expect hash */

static bool is_hash(const char *word)
{
	return strlen(word) == 16 && strspn(word, "0123456789abcdef") == 16;
}

bool expect_hash(struct session *s, const struct args *a, struct err *e)
{
	const char *build = a->n > 2 ? a->word[2] : NULL;
	char hash[24], name[32], got[GIVEN_TEXT];
	int who;

	if (a->n < 2 || !is_hash(a->word[1]) || a->n > 3)
		return err_set(e, "expect hash takes 16 hex digits as info state prints them, and the build, got \"%s\"",
			       given(got, a->n > 1 ? a->word[1] : ""));
	if (!args_one(a, s, &who, e))
		return false;
	snprintf(hash, sizeof hash, "%016" PRIx64, state_hash(run_state(&s->run[who])));
	session_trainer_name(s, who, name);
	if (strcmp(hash, a->word[1]) == 0) {
		s->expected++;
		out_line(s->out, OUT_OK, "%s is in the state that was saved (hash %s)", name, hash);
	} else if (build && strcmp(build, build_name()) != 0) {
		out_line(s->out, OUT_NOTE, "note: %s is not in the state that was saved to the last bit (hash %s, got %s): it was made by "
					   "another build, %s", name, a->word[1], hash, build);
	} else {
		s->expected++;
		s->unmet++;
		out_line(s->out, OUT_NOT_OK, "%s is in the state that was saved (hash %s, got %s)", name, a->word[1], hash);
	}
	return true;
}
