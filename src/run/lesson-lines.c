/* What a page shows depends on how far the student is: a run is not told before it is seen, an explanation not before one was
 * tried. */
#include "run/lesson-lines.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/num.h"
#include "base/xalloc.h"
#include "run/lesson-state.h"

enum { ASK = 3, CHOICE = 6, LABEL = 13 }; /* columns */

void lesson_lines_done(struct lesson_lines *l)
{
	for (int i = 0; i < l->n; i++)
		free(l->list[i].text);
	free(l->list);
	*l = (struct lesson_lines){ 0 };
}

/* Takes the text. */
static void add(struct lesson_lines *to, enum frame_line_kind kind, bool gap, int indent, struct str *text)
{
	to->list = xresize(to->list, (size_t)to->n + 1, sizeof *to->list);
	to->list[to->n++] = (struct frame_line){ kind, gap, indent, str_take(text) };
}

static void addf(struct lesson_lines *to, enum frame_line_kind kind, bool gap, int indent, const char *fmt, ...) PRINTF_LIKE(5, 6);
static void addf(struct lesson_lines *to, enum frame_line_kind kind, bool gap, int indent, const char *fmt, ...)
{
	struct str text = { 0 };
	char *line;
	va_list args;
	int n;

	va_start(args, fmt);
	n = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	line = xcalloc((size_t)n + 1, 1);
	va_start(args, fmt);
	vsnprintf(line, (size_t)n + 1, fmt, args);
	va_end(args);
	str_add(&text, line);
	free(line);
	add(to, kind, gap, indent, &text);
}

/* `before`, and the text with its numbers. */
static void add_filled(struct session *s, struct lesson_lines *to, enum frame_line_kind kind, bool gap, int indent, const char *before,
		       const char *text)
{
	struct str line = { 0 };

	str_add(&line, before);
	lesson_fill(s, text, &line, NULL);
	add(to, kind, gap, indent, &line);
}

/* ---- Parts of pages */

static void add_head(const struct lesson_state *st, struct lesson_lines *to)
{
	const struct lesson_page *p = lesson_page(st);
	char type[16];
	size_t i = 0;

	for (; lesson_type_names[p->type][i]; i++)
		type[i] = ascii_upper(lesson_type_names[p->type][i]);
	type[i] = '\0';
	addf(to, FRAME_LINE_HEAD, false, 0, "%d.%d %s  %s", st->lesson->number, st->page + 1, type, p->title);
}

static void add_paragraphs(struct session *s, const struct lesson_page *p, struct lesson_lines *to)
{
	const struct lesson_texts *t = &p->part[LESSON_PARAGRAPHS];

	for (int i = 0; i < t->n; i++)
		add_filled(s, to, t->list[i].kept ? FRAME_LINE_KEPT : FRAME_LINE_TEXT, i == 0 || t->list[i].gap, 0, "",
			   t->list[i].text);
}

static void add_commands(const struct lesson_state *st, struct lesson_lines *to)
{
	const struct lesson_texts *t = &lesson_page(st)->part[LESSON_COMMANDS];

	addf(to, FRAME_LINE_TEXT, true, 0, "Now type, and watch:");
	for (int i = 0; i < t->n; i++) {
		struct str line = { 0 };
		str_add(&line, "  ");
		lesson_fill_seed(t->list[i].text, st->seed, &line);
		add(to, FRAME_LINE_COMMAND, false, 4, &line);
	}
}

static void add_hints(struct session *s, const struct lesson_state *st, struct lesson_lines *to)
{
	const struct lesson_texts *t = &lesson_page(st)->part[LESSON_HINTS];
	char before[32];

	for (int i = 0; i < lesson_record(st)->hints; i++) {
		snprintf(before, sizeof before, "hint %d: ", i + 1);
		add_filled(s, to, FRAME_LINE_HINT, i == 0, 8, before, t->list[i].text);
	}
}

static void add_question(struct session *s, const struct lesson_page *p, int q, struct lesson_lines *to)
{
	char before[16];

	snprintf(before, sizeof before, "Q%d ", q + 1);
	add_filled(s, to, FRAME_LINE_ASK, true, ASK, before, p->question[q].text);
}

/* ` > b) the same   (you)` */
static void add_choice(struct session *s, const struct lesson_question *q, const struct lesson_answer *a, int c, struct lesson_lines *to)
{
	bool yours = a->you && a->you[0] == 'a' + c;
	struct str line = { 0 };

	str_addf(&line, " %c %c) ", yours ? '>' : ' ', 'a' + c);
	lesson_fill(s, q->choice[c], &line, NULL);
	if (a->voted)
		str_addf(&line, "   [class: %d]", a->tally[c]);
	add(to, yours ? FRAME_LINE_YOU : FRAME_LINE_CHOICE, false, CHOICE, &line);
}

static void add_questions(struct session *s, const struct lesson_page *p, const struct lesson_record *r, struct lesson_lines *to)
{
	for (int i = 0; i < p->nquestions; i++) {
		const struct lesson_question *q = &p->question[i];
		add_question(s, p, i, to);
		for (int c = 0; c < q->nchoices; c++)
			add_choice(s, q, &r->answer[i], c, to);
		if (q->nchoices == 0)
			addf(to, r->answer[i].you ? FRAME_LINE_YOU : FRAME_LINE_CHOICE, false, CHOICE, " %c %s", r->answer[i].you ? '>' : ' ',
			     r->answer[i].you ? r->answer[i].you : "(a number)");
	}
}

/* ---- What was said and what happened */

/* `b) the same`, or a number as it is. */
static void add_answer(struct session *s, const struct lesson_question *q, enum frame_line_kind kind, const char *label,
		       const char *answer, const char *otherwise, struct lesson_lines *to)
{
	struct str line = { 0 };

	str_addf(&line, "   %-9s ", label);
	if (!answer)
		str_add(&line, otherwise);
	else if (q->number.n > 0)
		str_add(&line, answer);
	else if (answer[0] >= 'a' && answer[0] < 'a' + q->nchoices) {
		str_addf(&line, "%c) ", answer[0]);
		lesson_fill(s, q->choice[answer[0] - 'a'], &line, NULL);
	}
	add(to, kind, false, LABEL, &line);
}

/* `no: 3.7 times too much` */
static void add_verdict(const struct lesson_question *q, const struct lesson_answer *a, struct lesson_lines *to)
{
	static const double alike = 1.1;
	double you;
	char times[NUM_TEXT];

	if (!a->you || !a->happened)
		return;
	if (q->number.n > 0 && num_parse(a->you, &you) && you > 0.0 && a->value > 0.0 && fabs(log(you / a->value)) > log(alike))
		addf(to, FRAME_LINE_HAPPENED, false, LABEL, "   right?    %s: %s times too %s", a->right ? "nearly" : "no",
		     num_ratio(times, fabs(log(you / a->value))), you > a->value ? "much" : "little");
	else
		addf(to, FRAME_LINE_HAPPENED, false, LABEL, "   right?    %s", a->right ? "yes" : "no");
}

static void add_class(const struct lesson_question *q, const struct lesson_answer *a, struct lesson_lines *to)
{
	struct str line = { 0 };

	if (!a->voted)
		return;
	str_add(&line, "   class    ");
	for (int c = 0; c < q->nchoices; c++)
		str_addf(&line, " %c %d%s", 'a' + c, a->tally[c], c + 1 < q->nchoices ? " " : "");
	add(to, FRAME_LINE_YOU, false, LABEL, &line);
}

static void add_table(struct session *s, const struct lesson_page *p, const struct lesson_record *r, struct lesson_lines *to)
{
	for (int i = 0; i < p->nquestions; i++) {
		const struct lesson_question *q = &p->question[i];
		const struct lesson_answer *a = &r->answer[i];
		add_question(s, p, i, to);
		add_answer(s, q, FRAME_LINE_YOU, "you", a->you, "(skipped)", to);
		add_class(q, a, to);
		add_answer(s, q, FRAME_LINE_HAPPENED, "happened", a->happened, "none of these", to);
		add_verdict(q, a, to);
	}
}

/* ---- Whole pages */

static void add_observe(struct session *s, const struct lesson_state *st, struct lesson_lines *to)
{
	const struct lesson_page *asks = NULL;
	const struct lesson_record *said = lesson_answers(st, &asks);

	if (!lesson_record(st)->done) {
		add_commands(st, to);
		return;
	}
	if (said)
		add_table(s, asks, said, to);
	add_paragraphs(s, lesson_page(st), to);
}

static void add_why(struct session *s, const struct lesson_state *st, struct lesson_lines *to)
{
	const struct lesson_texts *model = &lesson_page(st)->part[LESSON_MODELS];
	struct str whole = { 0 };

	add_paragraphs(s, lesson_page(st), to);
	if (!lesson_record(st)->done) {
		addf(to, FRAME_LINE_COMMAND, true, 4, "  why YOUR WORDS");
		return;
	}
	if (lesson_record(st)->why)
		addf(to, FRAME_LINE_YOU, true, 5, "you: %s", lesson_record(st)->why);
	for (int i = 0; i < model->n; i++)
		str_addf(&whole, "%s%s", i ? " " : "", model->list[i].text);
	add_filled(s, to, FRAME_LINE_HAPPENED, true, 3, "a good answer: ", str_text(&whole));
	str_done(&whole);
}

/* `predict LETTER NUMBER` */
static void add_how(const struct lesson_page *p, struct lesson_lines *to)
{
	struct str line = { 0 };

	str_add(&line, p->nquestions > 1 ? "all answers at once, in order:  predict" : "predict");
	for (int i = 0; i < p->nquestions; i++)
		str_add(&line, p->question[i].nchoices ? " LETTER" : " NUMBER");
	str_add(&line, "   or  predict skip");
	add(to, FRAME_LINE_NEXT, true, 2, &line);
}

static void add_next(const struct lesson_state *st, struct lesson_lines *to)
{
	const struct lesson_page *p = lesson_page(st);
	const struct lesson_record *r = lesson_record(st);
	bool open = !r->done && st->page == st->reached, last = st->page + 1 == st->lesson->npages;
	struct str line = { 0 };

	if (p->type == LESSON_DO && r->done)
		addf(to, FRAME_LINE_HAPPENED, true, 0, r->skipped ? "Passed over." : "Done.");
	if (p->type == LESSON_PREDICT && open) {
		add_how(p, to);
		return;
	}
	if (p->type == LESSON_PREDICT && !r->skipped)
		addf(to, FRAME_LINE_HAPPENED, true, 0, "Locked. next goes on to see what happens.");
	if (open && r->hints < p->part[LESSON_HINTS].n)
		str_addf(&line, "hint %d of %d   ", r->hints + 1, p->part[LESSON_HINTS].n);
	if (open && p->part[LESSON_COMMANDS].n > 0)
		str_add(&line, "solution   ");
	str_add(&line, open && p->type != LESSON_TEXT && p->type != LESSON_FREE ? "next skip" : last ? "next (ends it)" : "next");
	str_addf(&line, "   %splay   reset", st->page > 0 ? "lesson back   " : "");
	add(to, FRAME_LINE_NEXT, true, 2, &line);
}

static void add_play(const struct lesson_state *st, struct lesson_lines *to)
{
	addf(to, FRAME_LINE_HEAD, false, 0, "%d.%d PLAY", st->lesson->number, st->page + 1);
	addf(to, FRAME_LINE_TEXT, true, 0, "Everything is allowed. The lesson waits at page %d.%d (%s), exactly as you left it.",
	     st->lesson->number, st->page + 1, lesson_page(st)->title);
	addf(to, FRAME_LINE_NEXT, true, 0, "next goes back to it");
}

void lesson_lines(struct session *s, struct lesson_lines *to)
{
	const struct lesson_state *st = s->lesson;

	*to = (struct lesson_lines){ 0 };
	if (st->playing) {
		add_play(st, to);
		return;
	}
	add_head(st, to);
	if (lesson_page(st)->type == LESSON_OBSERVE)
		add_observe(s, st, to);
	else if (lesson_page(st)->type == LESSON_WHY)
		add_why(s, st, to);
	else
		add_paragraphs(s, lesson_page(st), to);
	if (lesson_page(st)->type == LESSON_PREDICT)
		add_questions(s, lesson_page(st), lesson_record(st), to);
	add_hints(s, st, to);
	add_next(st, to);
}
