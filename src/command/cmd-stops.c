/* What is done to breaks and watches by number: delete, enable, disable, ignore, on. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/given.h"
#include "base/xalloc.h"
#include "command/cmd.h"
#include "command/say.h"
#include "command/stop-list.h"

static const char *const all_word[] = { "all", NULL };

/* ---- delete, enable, disable */

static void delete_one(struct session *s, struct stop *b)
{
	say(s, "%s %d deleted: %s", stop_word(b), b->number, stop_text(b));
	stops_remove(s, b->number);
}

static void switch_one(struct session *s, struct stop *b, bool on)
{
	say(s, "%s %d %s%s: %s", stop_word(b), b->number, b->enabled == on ? "is already " : "",
	    on ? "enabled" : "disabled", stop_text(b));
	b->enabled = on;
}

static void enable_one(struct session *s, struct stop *b)
{
	switch_one(s, b, true);
}

static void disable_one(struct session *s, struct stop *b)
{
	switch_one(s, b, false);
}

static bool change(struct session *s, const struct args *a, void (*one)(struct session *s, struct stop *b),
		   struct err *e)
{
	bool all = strcmp(a->word[0], "all") == 0;
	int number = 0;

	if (!all && (!stop_number(a, 0, &number, e) || !stops_find(s, number, e)))
		return false;
	if (s->stops.n == 0)
		say(s, "there are no breaks and no watches");
	for (int i = s->stops.n - 1; i >= 0; i--) /* from the end: one may go */
		if (all || s->stops.list[i].number == number)
			one(s, &s->stops.list[i]);
	return true;
}

static bool delete_run(struct session *s, const struct args *a, struct err *e)
{
	return change(s, a, delete_one, e);
}

static bool enable_run(struct session *s, const struct args *a, struct err *e)
{
	return change(s, a, enable_one, e);
}

static bool disable_run(struct session *s, const struct args *a, struct err *e)
{
	return change(s, a, disable_one, e);
}

const struct command cmd_delete = {
	.name = "delete", .alias = "d", .synopsis = "delete N|all",
	.summary = "delete a break or a watch, by its number",
	.help = "break and watch alone list them with their numbers, which are never given again.\n"
		"undo brings it back.",
	.example = { "break queries>=5k; delete 1", "delete all" },
	.group = GROUP_STOPS, .min = 1, .max = 1, .needs_task = true, .undoable = true,
	.complete = { COMPLETE_STOP, COMPLETE_NONE, COMPLETE_NONE }, .words = all_word, .run = delete_run,
};

const struct command cmd_disable = {
	.name = "disable", .synopsis = "disable N|all",
	.summary = "make a break stop nothing, or a watch show nothing, until enable",
	.help = "It stays in the list, with its hits.",
	.example = { "break offsupport; disable 1", "disable all" },
	.group = GROUP_STOPS, .min = 1, .max = 1, .needs_task = true, .undoable = true,
	.complete = { COMPLETE_STOP, COMPLETE_NONE, COMPLETE_NONE }, .words = all_word, .run = disable_run,
};

const struct command cmd_enable = {
	.name = "enable", .synopsis = "enable N|all",
	.summary = "make a disabled break or watch work again",
	.help = "A comparison that has become true meanwhile does not stop: it would have to\n"
		"become true again.",
	.example = { "break offsupport; disable 1; enable 1", "enable all" },
	.group = GROUP_STOPS, .min = 1, .max = 1, .needs_task = true, .undoable = true,
	.complete = { COMPLETE_STOP, COMPLETE_NONE, COMPLETE_NONE }, .words = all_word, .run = enable_run,
};

/* ---- ignore */

static bool ignore_run(struct session *s, const struct args *a, struct err *e)
{
	const uint64_t most = 1000000000000;
	char text[NUM_TEXT];
	struct stop *b;
	uint64_t count;
	int number;

	if (!stop_number(a, 0, &number, e) || !(b = stops_find_break(s, number, e)) ||
	    !args_count(a, 1, "the count", 0, most, 0, &count, e))
		return false;
	b->ignore = count;
	if (count == 0)
		say(s, "break %d stops the next time", number);
	else if (count == 1)
		say(s, "break %d does not stop the next time", number);
	else
		say(s, "break %d does not stop the next %s times", number, num_count(text, count));
	return true;
}

const struct command cmd_ignore = {
	.name = "ignore", .synopsis = "ignore N COUNT",
	.summary = "pass over the next COUNT times that break N would stop",
	.help = "They count as hits all the same. ignore N 0: it stops the next time.",
	.example = { "break offsupport; ignore 1 5", "break offsupport; ignore 1 0" },
	.group = GROUP_STOPS, .min = 2, .max = 2, .needs_task = true, .undoable = true,
	.complete = { COMPLETE_NUMBER, COMPLETE_NONE, COMPLETE_NONE }, .run = ignore_run,
};

/* ---- on */

/* What stands behind `N do`, NULL when only N is there. */
static bool commands_of(const struct args *a, const char **text, struct err *e)
{
	const char *at = a->rest;
	char got[GIVEN_TEXT];

	*text = NULL;
	if (a->n == 0)
		return err_set(e, "on needs the number of a break: on 1 do inspect 5");
	if (a->n == 1)
		return true;
	if (strcmp(a->word[1], "do") != 0)
		return err_set(e, "on %s goes on with do, got \"%s\": on %s do inspect 5", a->word[0],
			       given(got, a->word[1]), a->word[0]);
	for (int i = 0; i < 2; i++) {
		at += strcspn(at, " \t");
		at += strspn(at, " \t");
	}
	*text = at;
	return true;
}

/* As far as that can be known before they run: that there are such commands. */
static bool check_commands(const struct session *s, const char *text, struct err *e)
{
	size_t n = strlen(text);
	bool good = true;

	for (size_t at = 0; good && at < n; at++) {
		size_t bytes = command_bytes(text + at, n - at);
		struct words w;
		good = lex_words(text + at, bytes, &w, e) && (w.n == 0 || command_find(w.word[0], s->aliases, true, e));
		words_done(&w);
		at += bytes;
	}
	return good;
}

static void say_commands(struct session *s, const struct stop *b)
{
	if (b->commands)
		say(s, "break %d stops, then: %s", b->number, b->commands);
	else
		say(s, "break %d stops, and nothing more", b->number);
}

static bool on_run(struct session *s, const struct args *a, struct err *e)
{
	const char *text;
	struct stop *b;
	int number;

	if (!commands_of(a, &text, e) || !stop_number(a, 0, &number, e) || !(b = stops_find_break(s, number, e)))
		return false;
	if (text && !check_commands(s, text, e))
		return err_prefix(e, "on %d do: ", number);
	if (text) {
		free(b->commands);
		b->commands = *text ? xstrdup(text) : NULL;
	}
	say_commands(s, b);
	return true;
}

static const char *const on_words[] = { "do", NULL };

const struct command cmd_on = {
	.name = "on", .synopsis = "on N [do [COMMAND [; COMMAND ..]]]",
	.summary = "say what is to be done whenever break N has stopped",
	.help = "Takes the rest of the line, with ; between commands. They run as a script does,\n"
		"after the stop was said and before what follows continue. do with nothing\n"
		"behind it: nothing is to be done any more.",
	.example = { "break offsupport once; on 1 do prompts out; info state",
		     "break queries>=1k; on 1 do inspect 5" },
	.group = GROUP_STOPS, .needs_task = true, .raw = true, .whole_line = 3, .undoable = true,
	.complete = { COMPLETE_NUMBER, COMPLETE_WORDS, COMPLETE_NONE }, .words = on_words, .run = on_run,
};
