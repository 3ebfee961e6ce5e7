/* lesson and report: lessons as a whole. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/given.h"
#include "command/cmd.h"
#include "command/interp.h"
#include "command/lesson-find.h"
#include "command/lesson-log.h"
#include "command/lesson-play.h"
#include "run/place.h"
#include "command/say.h"

static bool none_going_on(struct err *e)
{
	return err_set(e, "no lesson is going on: lesson lists them, lesson 1 begins the first");
}

/* ---- listing */

static void list(struct session *s)
{
	struct lessons all;

	lessons_find(s, s->out, &all);
	for (int i = 0; i < all.n; i++) {
		const struct lesson_entry *l = &all.list[i];
		struct lesson_progress p = lesson_progress(s, l->path);
		struct str how = { 0 };
		if (p.ended)
			str_add(&how, "done");
		else if (p.page > 0)
			str_addf(&how, "page %d of %d: lesson %d.%d goes on", p.page, l->pages, l->number, p.page);
		else
			str_addf(&how, "%d pages", l->pages);
		if (l->minutes > 0 && p.page == 0)
			str_addf(&how, ", %d minutes", l->minutes);
		say_row(s, "  lesson %-3d %-28s %s", l->number, l->title, str_text(&how));
		str_done(&how);
	}
	if (all.n == 0)
		say(s, "there are no lessons in the folders of lessons; one of your own: lesson FILE.lesson");
	lessons_done(&all);
}

static void say_notes(struct session *s)
{
	const struct lesson *l = s->lesson->lesson;
	int n = 0;

	for (int i = 0; i < l->npages; i++)
		for (int j = 0; j < l->page[i].part[LESSON_NOTES].n; j++, n++)
			say(s, "%d.%d: %s", l->number, i + 1, l->page[i].part[LESSON_NOTES].list[j].text);
	if (n == 0)
		say(s, "this lesson has no notes for teachers");
}

/* ---- beginning */

static bool seed_of(const struct args *a, const struct lesson *l, uint64_t *to, struct err *e)
{
	const char *seed = args_key(a, "seed");
	char got[GIVEN_TEXT];

	*to = l->seed[0];
	return !seed || num_parse_count(seed, to) || err_set(e, "seed is a whole number, got \"%s\"", given(got, seed));
}

/* From page `page`, counted from 1. */
static bool begin(struct session *s, const struct args *a, const char *path, uint64_t page, struct err *e)
{
	struct lesson *l = lesson_read(path, e);
	uint64_t seed;
	bool good;

	if (!l)
		return false;
	good = seed_of(a, l, &seed, e) &&
	       ((page >= 1 && page <= (uint64_t)l->npages) ||
		err_set(e, "lesson %d has pages %d.1 to %d.%d, got %d.%" PRIu64, l->number, l->number, l->number, l->npages,
			l->number, page));
	if (good)
		return lesson_begin(s, a->interp, l, seed, (int)page - 1, e);
	lesson_free(l);
	return false;
}

/* 3 or 3.2 */
static bool read_place(const char *word, uint64_t *number, uint64_t *page)
{
	size_t n = strcspn(word, ".");
	char *lesson = NULL;
	struct str first = { 0 };
	bool good;

	str_add_bytes(&first, word, n);
	lesson = str_take(&first);
	*page = 1;
	good = num_parse_count(lesson, number) && *number <= 999 && strspn(lesson, "0123456789") == n &&
	       (word[n] == '\0' || (strspn(word + n + 1, "0123456789") == strlen(word + n + 1) && num_parse_count(word + n + 1, page)));
	free(lesson);
	return good;
}

/* The lesson that is going on may be one of a file of its own. */
static bool begin_numbered(struct session *s, const struct args *a, uint64_t number, uint64_t page, struct err *e)
{
	const struct lesson_entry *found;
	struct lessons all;
	bool good;

	if (s->lesson && s->lesson->lesson->number == (int)number)
		return begin(s, a, s->lesson->file, page, e);
	lessons_find(s, s->out, &all);
	found = lessons_get(&all, (int)number, e);
	good = found && begin(s, a, found->path, page, e);
	lessons_done(&all);
	return good;
}

/* ---- forgetting */

static bool forget(struct session *s, const struct args *a, struct err *e)
{
	const struct lesson_entry *found = NULL;
	struct lessons all = { 0 };
	uint64_t number, page;
	char got[GIVEN_TEXT];
	bool good = true;
	int n = -1;

	if (a->n > 1 && !read_place(a->word[1], &number, &page))
		return err_set(e, "lesson forget takes the number of a lesson, got \"%s\"", given(got, a->word[1]));
	if (a->n > 1) {
		lessons_find(s, s->out, &all);
		good = (found = lessons_get(&all, (int)number, e)) != NULL;
	}
	if (good)
		n = lesson_forget(s, found ? found->path : NULL, e);
	if (n >= 0)
		say(s, "%s: %d line%s of the log forgotten", found ? found->title : "all lessons", n, plural((uint64_t)n));
	lessons_done(&all);
	return n >= 0;
}

/* ---- the command */

static bool back(struct session *s, struct err *e)
{
	if (s->lesson->playing)
		return err_set(e, "this is free play: next goes back to the lesson");
	if (s->lesson->page == 0)
		return err_set(e, "this is the first page");
	s->lesson->page--;
	lesson_show(s);
	return true;
}

static bool go(struct session *s, const struct args *a, const char *word, struct err *e)
{
	uint64_t number, page;
	char got[GIVEN_TEXT];

	if (s->in_preset || s->held)
		return err_set(e, "a preset, or a run that is being loaded, cannot begin a lesson");
	if (read_place(word, &number, &page))
		return begin_numbered(s, a, number, page, e);
	if (strchr(word, '/') || strchr(word, '.')) {
		struct str path = { 0 };
		bool good;
		lesson_path(s, word, &path);
		good = begin(s, a, str_text(&path), 1, e);
		str_done(&path);
		return good;
	}
	return err_set(e, "lesson takes a number such as 3 or 3.2, a FILE.lesson, list, back, leave, forget or notes, got \"%s\"",
		       given(got, word));
}

static bool lesson_run(struct session *s, const struct args *a, struct err *e)
{
	const char *word = a->n > 0 ? a->word[0] : s->lesson ? "" : "list";
	bool is_here = s->lesson != NULL;

	if (a->n > 1 && strcmp(word, "forget") != 0)
		return err_set(e, "only lesson forget takes a word more. usage: %s", a->command->synopsis);
	if (strcmp(word, "list") == 0) {
		list(s);
		return true;
	}
	if (strcmp(word, "forget") == 0)
		return forget(s, a, e);
	if (strcmp(word, "back") == 0)
		return is_here ? back(s, e) : none_going_on(e);
	if (strcmp(word, "notes") == 0 || strcmp(word, "leave") == 0) {
		if (!is_here)
			return none_going_on(e);
		if (word[0] == 'n')
			say_notes(s);
		else
			say(s, "lesson %d is left at page %d.%d: lesson %d.%d goes on from there", s->lesson->lesson->number,
			    s->lesson->lesson->number, s->lesson->page + 1, s->lesson->lesson->number, s->lesson->page + 1);
		if (word[0] == 'l')
			lesson_end(s, "leave");
		return true;
	}
	if (*word)
		return go(s, a, word, e);
	lesson_show(s);
	return true;
}

static const char *const lesson_words[] = { "back", "forget", "leave", "list", "notes", NULL };
static const char *const lesson_keys[] = { "seed", NULL };

const struct command cmd_lesson = {
	.name = "lesson", .alias = "l", .synopsis = "lesson [N|N.PAGE|FILE.lesson|list|back|leave|forget [N]|notes] [seed=S]",
	.summary = "begin a lesson, or show its page; alone without one: list them",
	.help = "A number, or 3.2 for page 2 of lesson 3. list: all, and how far you are;\n"
		"back: the page before, to read; leave: out of it, and all stays as it is;\n"
		"forget: what is known of you; notes: for teachers. In it: next, predict, why,\n"
		"hint, solution, play.",
	.example = { "lesson", "lesson small.lesson; next; lesson back" },
	.group = GROUP_LESSON, .max = 2, .takes_keys = true, .complete = { COMPLETE_LESSON, COMPLETE_NONE },
	.words = lesson_words, .keys = lesson_keys, .run = lesson_run,
};

/* ---- report */

static bool report_run(struct session *s, const struct args *a, struct err *e)
{
	struct str text = { 0 }, path = { 0 };
	int lines = 0;
	bool good;

	if (!args_file(a, 0, ".jsonl", e))
		return false;
	good = place_find(s, a->word[0], &path, e) && file_can_write(str_text(&path), e) && lesson_log_read(s, &text, e) &&
	       file_write(str_text(&path), str_text(&text), text.len, e);
	for (size_t i = 0; i < text.len; i++)
		lines += text.text[i] == '\n';
	if (good)
		say(s, "%s: %d line%s", str_text(&path), lines, plural((uint64_t)lines));
	str_done(&text);
	str_done(&path);
	return good;
}

const struct command cmd_report = {
	.name = "report", .synopsis = "report FILE.jsonl",
	.summary = "write what you did in lessons into a file, for a teacher",
	.help = "An object of JSON a line: answers, what happened, explanations, pages done or\n"
		"passed over, without times and names. Of all sessions at a terminal; in a\n"
		"script, of its own.",
	.example = { "report lessons.jsonl", "lesson list; report mine.jsonl" },
	.group = GROUP_LESSON, .min = 1, .max = 1, .complete = { COMPLETE_FILE, COMPLETE_NONE }, .run = report_run,
};
