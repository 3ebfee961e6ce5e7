/* Pages follow each other: leaving one is logged, opening one runs what its `open:` says and shows it. */
#include "command/lesson-play.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "command/interp.h"
#include "command/lesson-log.h"
#include "command/say.h"
#include "run/journal.h"
#include "run/lesson-lines.h"
#include "run/stage.h"
#include "run/travel.h"
#include "run/undo.h"

/* ---- Showing */

/* Wrapped between words. */
static void say_line(struct session *s, const struct frame_line *l)
{
	enum { COLUMNS = 79 };
	const char *at = l->text;
	size_t len = strlen(at), indent = 0;

	if (l->gap)
		say_row(s, "%s", "");
	do {
		if (l->kind != FRAME_LINE_KEPT && !s->out->folds)
			len = str_fit(at, strlen(at), COLUMNS - indent);
		say_row(s, "%*s%.*s", (int)indent, "", (int)len, at);
		at += len + strspn(at + len, " ");
		indent = (size_t)l->indent;
	} while (*at);
}

void lesson_say(struct session *s)
{
	struct lesson_lines l;

	lesson_lines(s, &l);
	for (int i = 0; i < l.n; i++)
		say_line(s, &l.list[i]);
	lesson_lines_done(&l);
}

void lesson_show(struct session *s)
{
	const struct lesson_state *st = s->lesson;
	const struct stage *stage = s->stage;

	journal_sync(s);
	if (stage && stage->has_screen && stage->look && stage->look(stage->self, "lesson"))
		say(s, "lesson %d.%d %s: %s%s", st->lesson->number, st->page + 1,
		    st->playing ? "play" : lesson_type_names[lesson_page(st)->type], lesson_page(st)->title,
		    lesson_is_locked(s) ? ". answer with predict .., all questions at once" : "");
	else
		lesson_say(s);
}

/* ---- Commands of a lesson, each at its own line: so errors name it */

static void add_lines(const struct lesson_texts *t, uint64_t seed, struct str *to)
{
	for (int i = 0; i < t->n; i++) {
		int line = 1;
		if (to->len > 0)
			str_add(to, "\n");
		for (size_t j = 0; j < to->len; j++)
			line += to->text[j] == '\n';
		for (; line < t->list[i].line; line++)
			str_add(to, "\n");
		lesson_fill_seed(t->list[i].text, seed, to);
	}
}

/* ---- Beginning */

/* A lesson on its way. */
struct beginning {
	struct lesson_state *to; /* owned until it has begun */
};

static void free_beginning(void *self)
{
	struct beginning *b = self;

	lesson_state_free(b->to);
	free(b);
}

/* Whether what is known of one page can be said of the other: the file may have been edited meanwhile. */
static bool is_alike(const struct lesson_page *a, const struct lesson_page *b)
{
	bool alike = a->type == b->type && a->nquestions == b->nquestions && a->part[LESSON_HINTS].n == b->part[LESSON_HINTS].n;

	for (int i = 0; alike && i < a->nquestions; i++)
		alike = a->question[i].nchoices == b->question[i].nchoices;
	return alike;
}

/* What was known of the pages before stays. */
static void keep_records(struct lesson_state *to, struct lesson_state *from)
{
	if (!from || strcmp(from->file, to->file) != 0 || from->lesson->npages != to->lesson->npages)
		return;
	for (int i = 0; i < to->page; i++)
		if (is_alike(&from->lesson->page[i], &to->lesson->page[i])) {
			struct lesson_record empty = to->on[i];
			to->on[i] = from->on[i];
			from->on[i] = empty;
		}
}

static bool has_begun(struct session *s, struct interp *p, void *self, struct err *e)
{
	struct beginning *b = self;
	struct lesson_state *st = b->to;

	(void)p;
	if (!session_ready(s))
		return err_set(e, "%s: its start: commands make no task", st->lesson->path);
	if (st->reached == 0 && !lesson_check(s, st->lesson, e))
		return false;
	b->to = NULL;
	keep_records(st, s->lesson);
	for (int i = 0; i < st->page; i++)
		if (!st->on[i].done)
			st->on[i].done = st->on[i].skipped = true;
	if (s->lesson)
		lesson_drop_place(s->lesson);
	lesson_state_free(s->lesson);
	s->lesson = st;
	undo_clear(s);
	if (st->page == 0) {
		char seed[48];
		snprintf(seed, sizeof seed, ",\"seed\":%llu", (unsigned long long)st->seed);
		lesson_log(s, "begin", 0, seed);
	}
	lesson_show(s);
	return true;
}

bool lesson_begin(struct session *s, struct interp *p, struct lesson *l, uint64_t seed, int page, struct err *e)
{
	struct beginning *b = xcalloc(1, sizeof *b);
	struct interp_then then = { has_begun, free_beginning, b };
	struct str text = { 0 };
	bool good;

	b->to = lesson_state_new(l, seed);
	b->to->page = b->to->reached = page;
	if (session_has_trained(s))
		session_mark(s, run_exists(&s->run[1]) ? WHO_AB : WHO_A, "before-lesson");
	add_lines(&l->start, seed, &text);
	for (int i = 0; i <= page; i++) {
		add_lines(&l->page[i].part[LESSON_OPENS], seed, &text);
		if (i < page)
			add_lines(&l->page[i].part[LESSON_COMMANDS], seed, &text);
	}
	good = interp_lesson(p, str_text(&text), l->path, true, &then, e);
	str_done(&text);
	return good;
}

bool lesson_restart(struct session *s, struct interp *p, struct err *e)
{
	struct lesson *again = lesson_read(s->lesson->file, e);
	int page = s->lesson->page;

	if (!again)
		return false;
	return lesson_begin(s, p, again, s->lesson->seed, page < again->npages ? page : 0, e);
}

/* ---- From page to page */

static void log_left(struct session *s)
{
	const struct lesson_record *r = lesson_record(s->lesson);
	struct str fields = { 0 };

	str_addf(&fields, ",\"type\":\"%s\",\"skipped\":%s,\"hints\":%d,\"commands\":%d", lesson_type_names[lesson_page(s->lesson)->type],
		 r->skipped ? "true" : "false", r->hints, r->commands);
	lesson_log(s, "page", s->lesson->page, str_text(&fields));
	str_done(&fields);
}

void lesson_end(struct session *s, const char *event)
{
	struct lesson_state *st = s->lesson;

	if (event)
		lesson_log(s, event, st->reached, "");
	lesson_drop_place(st);
	lesson_state_free(st);
	s->lesson = NULL;
	journal_sync(s);
}

static bool has_opened(struct session *s, struct interp *p, void *self, struct err *e)
{
	(void)p, (void)self, (void)e;
	if (s->lesson)
		lesson_show(s);
	return true;
}

static bool finish(struct session *s)
{
	int number = s->lesson->lesson->number;
	char *title = xstrdup(s->lesson->lesson->title);

	lesson_end(s, "end");
	say(s, "Lesson %d, %s, is over. Everything stays as it is, to be played with; lesson lists the others.", number, title);
	free(title);
	return true;
}

static bool open_next(struct session *s, struct interp *p, struct err *e)
{
	const struct interp_then then = { has_opened, NULL, NULL };
	struct lesson_state *st = s->lesson;
	struct str text = { 0 };
	bool good;

	log_left(s);
	if (st->page + 1 == st->lesson->npages)
		return finish(s);
	st->reached = ++st->page;
	add_lines(&lesson_page(st)->part[LESSON_OPENS], st->seed, &text);
	good = interp_lesson(p, str_text(&text), st->lesson->path, false, &then, e);
	str_done(&text);
	return good;
}

/* The predictions beside what has become of them, for the log. */
static void log_observed(struct session *s, const struct lesson_page *asks, const struct lesson_record *r)
{
	struct str fields = { 0 };

	str_add(&fields, ",\"happened\":[");
	for (int i = 0; i < asks->nquestions; i++)
		str_addf(&fields, r->answer[i].happened ? "%s\"%s\"" : "%snull", i ? "," : "", r->answer[i].happened);
	str_add(&fields, "],\"right\":[");
	for (int i = 0; i < asks->nquestions; i++)
		str_addf(&fields, "%s%s", i ? "," : "", r->answer[i].right ? "true" : "false");
	str_add(&fields, "]");
	lesson_log(s, "observe", s->lesson->page, str_text(&fields));
	str_done(&fields);
}

static void page_done(struct session *s)
{
	const struct lesson_page *asks = NULL;
	struct lesson_record *said = lesson_answers(s->lesson, &asks);

	lesson_record(s->lesson)->done = true;
	if (lesson_page(s->lesson)->type != LESSON_OBSERVE || !said)
		return;
	lesson_observe(s, asks, said);
	log_observed(s, asks, said);
}

/* Its commands were run for the student. */
static bool was_passed(struct session *s, struct interp *p, void *self, struct err *e)
{
	(void)self;
	if (!s->lesson)
		return true;
	lesson_record(s->lesson)->skipped = true;
	page_done(s);
	return open_next(s, p, e);
}

bool lesson_advance(struct session *s, struct interp *p, bool run, struct err *e)
{
	const struct interp_then then = { was_passed, NULL, NULL };
	struct lesson_state *st = s->lesson;
	struct str text = { 0 };
	bool good;

	if (st->page < st->reached) {
		st->page++;
		lesson_show(s);
		return true;
	}
	if (!run)
		return open_next(s, p, e);
	add_lines(&lesson_page(st)->part[LESSON_COMMANDS], st->seed, &text);
	good = interp_lesson(p, str_text(&text), st->lesson->path, false, &then, e);
	str_done(&text);
	return good;
}

/* ---- What the student's commands come to */

bool lesson_may_move(const struct session *s, struct err *e)
{
	return !lesson_is_locked(s) || err_set(e, "predict first, or: predict skip");
}

void lesson_name_command(const struct command *c, const struct words *w, struct str *to)
{
	str_add(to, c->name);
	for (int i = 1; i < w->n; i++)
		str_addf(to, " %s", w->word[i]);
}

/* A command of the lesson's file in the same form. */
static bool is_same(const char *written, uint64_t seed, const char *named)
{
	struct str text = { 0 }, whole = { 0 };
	const struct command *c = NULL;
	struct words w;
	bool same;

	lesson_fill_seed(written, seed, &text);
	if (lex_words(str_text(&text), text.len, &w, NULL) && w.n > 0)
		c = command_find(w.word[0], NULL, true, NULL);
	if (c)
		lesson_name_command(c, &w, &whole);
	same = strcmp(str_text(&whole), named) == 0;
	words_done(&w);
	str_done(&text);
	str_done(&whole);
	return same;
}

void lesson_ran(struct session *s, const char *named)
{
	struct lesson_state *st = s->lesson;
	struct str room = { 0 };
	struct lesson_record *r;
	const char *next;

	if (!st || st->playing || st->page < st->reached)
		return;
	r = lesson_record(st);
	r->commands++;
	st->stirred = true;
	next = lesson_command(lesson_page(st), r->solved, &room, NULL);
	if (next && is_same(next, st->seed, named))
		r->solved++;
	str_done(&room);
}

/* All commands were run, or would do nothing: a student who presses c is where `continue until queries>=10k` leads. */
static bool all_ran(struct session *s, const struct lesson_page *p)
{
	struct lesson_record *r = lesson_record(s->lesson);
	struct str room = { 0 };
	const char *next;

	while ((next = lesson_command(p, r->solved, &room, NULL)) && p->type == LESSON_OBSERVE && lesson_is_there(s, next))
		r->solved++;
	str_done(&room);
	return !next;
}

/* A run that is observed must also have come to what the page tells: one that was stopped, or that began elsewhere, has not. */
static bool is_over(struct session *s, const struct lesson_page *p)
{
	if (p->part[LESSON_GOALS].n > 0)
		return lesson_goals_hold(s, p);
	return all_ran(s, p) && (p->type != LESSON_OBSERVE || lesson_is_as_told(s, p));
}

bool lesson_settle(struct session *s)
{
	const struct lesson_page *p = lesson_page(s->lesson);

	s->lesson->stirred = false;
	if ((p->type != LESSON_DO && p->type != LESSON_OBSERVE) || lesson_record(s->lesson)->done || !is_over(s, p))
		return false;
	page_done(s);
	return true;
}

void lesson_look(struct session *s)
{
	struct lesson_state *st = s->lesson;

	if (!st || !st->stirred || !lesson_settle(s))
		return;
	if (lesson_page(st)->type == LESSON_OBSERVE)
		lesson_show(s);
	else
		say(s, "%d.%d is done: next goes on.", st->lesson->number, st->page + 1);
}
