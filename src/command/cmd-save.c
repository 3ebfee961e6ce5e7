/* Runs as files: save, share; and whether a state is the one that was saved. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/build.h"
#include "base/file.h"
#include "base/given.h"
#include "command/cmd.h"
#include "command/saved.h"
#include "command/say.h"
#include "run/course.h"
#include "run/journal.h"
#include "run/place.h"

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

static bool save_file(struct session *s, const char *path, struct err *e)
{
	if (!journal_save(s, path, e))
		return false;
	say(s, "%s: the run with its data. load %s goes on with it, sqlite3 %s looks at it", path, path, path);
	return true;
}

static bool save_run(struct session *s, const struct args *a, struct err *e)
{
	enum saved_as kind = saved_as("save", a->word[0], e);
	struct str path = { 0 };
	bool good = kind != SAVED_OTHER && place_find(s, a->word[0], &path, e);

	if (good)
		good = (kind == SAVED_SCRIPT ? save_script : save_file)(s, str_text(&path), e);
	str_done(&path);
	return good;
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
