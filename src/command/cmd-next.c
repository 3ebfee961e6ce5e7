/* next, hint, solution, play: on from page to page, with help or aside. */
#include <string.h>

#include "base/given.h"
#include "command/cmd.h"
#include "command/interp.h"
#include "command/lesson-play.h"
#include "command/say.h"
#include "run/expr.h"
#include "run/stage.h"

static bool is_going_on(const struct session *s, bool also_playing, struct err *e)
{
	if (!s->lesson)
		return err_set(e, "no lesson is going on: lesson lists them");
	return also_playing || !s->lesson->playing || err_set(e, "this is free play: next goes back to the lesson");
}

/* ---- next */

/* The first goal that does not hold, with what there is; or the next command. */
static bool not_yet(struct session *s, struct err *e)
{
	const struct lesson_texts *goals = &lesson_page(s->lesson)->part[LESSON_GOALS];
	struct str what = { 0 }, room = { 0 };
	struct expr *x = NULL;

	for (int i = 0; i < goals->n && what.len == 0; i++)
		if (!lesson_holds(s, goals->list[i].text)) {
			str_add(&what, goals->list[i].text);
			if ((x = expr_parse(s, goals->list[i].text, NULL))) {
				str_add(&what, " (now ");
				expr_values(s, x, s->view.who, &what);
				str_add(&what, ")");
			}
		}
	if (what.len == 0 && lesson_command(lesson_page(s->lesson), lesson_record(s->lesson)->solved, &room, NULL))
		lesson_fill_seed(str_text(&room), s->lesson->seed, &what);
	if (what.len > 0)
		err_set(e, "not yet: %s. solution types what leads there; or: next skip", str_text(&what));
	else
		err_set(e, "not yet: its run was stopped, or began elsewhere. lesson %d.%d goes back to where the page begins",
			s->lesson->lesson->number, s->lesson->page + 1);
	expr_free(x);
	str_done(&what);
	str_done(&room);
	return false;
}

static bool go_on(struct session *s, struct interp *p, bool skip, struct err *e)
{
	struct lesson_record *r = lesson_record(s->lesson);

	if (s->lesson->page == s->lesson->reached && !skip && lesson_settle(s) && lesson_page(s->lesson)->type == LESSON_OBSERVE) {
		lesson_show(s); /* what happened is to be seen first */
		return true;
	}
	if (s->lesson->page < s->lesson->reached || r->done)
		return lesson_advance(s, p, false, e);
	switch (lesson_page(s->lesson)->type) {
	case LESSON_PREDICT:
		return err_set(e, "predict first, or: predict skip");
	case LESSON_WHY:
		if (!skip)
			return err_set(e, "first in your own words: why TEXT, or: next skip");
		r->done = r->skipped = true;
		break;
	case LESSON_DO:
	case LESSON_OBSERVE:
		return skip ? lesson_advance(s, p, true, e) : not_yet(s, e);
	default:
		r->done = true;
	}
	return lesson_advance(s, p, false, e);
}

static bool next_run(struct session *s, const struct args *a, struct err *e)
{
	bool skip = a->n > 0;
	char got[GIVEN_TEXT];

	if (skip && strcmp(a->word[0], "skip") != 0)
		return err_set(e, "next stands alone or before skip, got \"%s\"", given(got, a->word[0]));
	if (!is_going_on(s, true, e))
		return false;
	return s->lesson->playing ? lesson_return(s, a->interp, e) : go_on(s, a->interp, skip, e);
}

static const char *const next_words[] = { "skip", NULL };

const struct command cmd_next = {
	.name = "next", .alias = "n", .synopsis = "next [skip]",
	.summary = "the next page of the lesson; from free play back into it",
	.help = "A page that asks for something lets on when it is done. skip: what it asks for\n"
		"is run for you, for the pages behind it rest on that, and noted as passed over.",
	.example = { "lesson small.lesson; next", "lesson 100.2; next skip" },
	.group = GROUP_LESSON, .max = 1, .repeats = true, .complete = { COMPLETE_WORDS, COMPLETE_NONE }, .words = next_words,
	.run = next_run,
};

/* ---- hint, solution */

static bool hint_run(struct session *s, const struct args *a UNUSED, struct err *e)
{
	const struct lesson_texts *hints;
	struct lesson_record *r;
	struct str text = { 0 };

	if (!is_going_on(s, false, e))
		return false;
	hints = &lesson_page(s->lesson)->part[LESSON_HINTS];
	r = lesson_record(s->lesson);
	if (hints->n == 0)
		return err_set(e, "there are no hints on this page");
	if (r->hints == hints->n)
		return err_set(e, "there are no more hints: solution types what leads on");
	lesson_fill(s, hints->list[r->hints++].text, &text, NULL);
	say(s, "hint %d of %d: %s", r->hints, hints->n, str_text(&text));
	str_done(&text);
	return true;
}

const struct command cmd_hint = {
	.name = "hint", .alias = "h", .synopsis = "hint",
	.summary = "a hint, and at the next call a stronger one",
	.help = "On a page of a lesson that wants something done. Behind the last one comes\n"
		"solution.",
	.example = { "lesson 100.2; hint", "lesson 100.2; hint; h" },
	.group = GROUP_LESSON, .run = hint_run,
};

static bool solution_run(struct session *s, const struct args *a, struct err *e)
{
	const struct lesson_page *p;
	struct str room = { 0 }, text = { 0 };
	const char *command;

	if (!is_going_on(s, false, e))
		return false;
	p = lesson_page(s->lesson);
	if (lesson_record(s->lesson)->done || p->part[LESSON_COMMANDS].n == 0)
		return err_set(e, "there is nothing to be typed on this page: %s",
			       lesson_is_locked(s) ? "predict first, or: predict skip" : "next goes on");
	command = lesson_command(p, lesson_record(s->lesson)->solved, &room, NULL);
	if (!command) { /* all of them were run, and the goal does not hold: once more */
		lesson_record(s->lesson)->solved = 0;
		command = lesson_command(p, 0, &room, NULL);
	}
	lesson_fill_seed(command ? command : "", s->lesson->seed, &text);
	if (!a->in_script && s->stage && s->stage->offer)
		s->stage->offer(s->stage->self, str_text(&text));
	else
		say(s, "solution: %s", str_text(&text));
	str_done(&room);
	str_done(&text);
	return true;
}

const struct command cmd_solution = {
	.name = "solution", .synopsis = "solution",
	.summary = "type the command that leads on, without running it",
	.help = "Of a page of a lesson that wants something done: it stands on the line, Enter\n"
		"runs it. In a script it is printed.",
	.example = { "lesson 100.2; solution", "lesson 100.4; solution" },
	.group = GROUP_LESSON, .run = solution_run,
};

/* ---- play */

static bool play_run(struct session *s, const struct args *a UNUSED, struct err *e)
{
	return is_going_on(s, false, e) && lesson_play(s, e);
}

const struct command cmd_play = {
	.name = "play", .synopsis = "play",
	.summary = "leave the lesson for a while, to try things of your own",
	.help = "Everything is allowed, another preset even. next leads back to the exact place:\n"
		"trainers, settings, breaks and what you looked at.",
	.example = { "lesson 100.2; play; step 3; next", "lesson 100.1; play; preset support; next" },
	.group = GROUP_LESSON, .run = play_run,
};
