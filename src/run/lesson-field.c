/* The fields of pages: which there are, on which pages, and what they must be. */
#include <stdio.h>
#include <string.h>

#include "base/given.h"
#include "base/near.h"
#include "base/str.h"
#include "base/xalloc.h"
#include "run/lesson-read.h"

#define ON(type) (1u << LESSON_##type)
#define ON_ALL (ON(TEXT) | ON(DO) | ON(PREDICT) | ON(OBSERVE) | ON(WHY) | ON(FREE))

static bool read_plain(struct lesson_reading *r, enum lesson_part part)
{
	lesson_add(&lesson_page_of(r)->part[part], r->value, r->bytes, r->line);
	return true;
}

/* EXPR "LABEL" */
static bool read_expect(struct lesson_reading *r, enum lesson_part part)
{
	const char *open = memchr(r->value, '"', r->bytes), *end = r->value + r->bytes;
	size_t n = open ? (size_t)(open - r->value) : 0;
	struct lesson_text *x;

	while (n > 0 && r->value[n - 1] == ' ')
		n--;
	if (n == 0 || end[-1] != '"' || end - 2 <= open)
		return lesson_wrong(r, r->line, "expect: takes a condition and what it says, such as: expect: base[5]<1e-5 \"x5 is rare\"");
	x = lesson_add(&lesson_page_of(r)->part[part], r->value, n, r->line);
	x->more = xstrndup(open + 1, (size_t)(end - 2 - open));
	return true;
}

/* h1, h2, .. in their order. */
static bool read_hint(struct lesson_reading *r, enum lesson_part part)
{
	int next = lesson_page_of(r)->part[part].n + 1;

	if (r->at[1] != '0' + next)
		return lesson_wrong(r, r->line, "hint h%c is out of order: here comes h%d", r->at[1], next);
	return read_plain(r, part);
}

/* ---- Questions */

static struct lesson_question *question_of(const struct lesson_reading *r)
{
	struct lesson_page *p = lesson_page_of(r);

	return p->nquestions > 0 ? &p->question[p->nquestions - 1] : NULL;
}

/* The one before has what answers it. */
static bool check_question(const struct lesson_reading *r)
{
	const struct lesson_question *q = question_of(r);

	if (!q || q->number.n == 1 || (q->nchoices >= 2 && q->facts.n > 0))
		return true;
	if (q->nchoices == 0)
		return lesson_wrong(r, q->line, "the question has neither choices, a) and b), nor number: METRIC");
	if (q->nchoices == 1)
		return lesson_wrong(r, q->line, "the question has one choice only");
	return lesson_wrong(r, q->line, "the question has no fact: EXPR -> a");
}

static bool read_question(struct lesson_reading *r, enum lesson_part part)
{
	struct lesson_page *p = lesson_page_of(r);

	(void)part;
	if (!check_question(r))
		return false;
	if (p->nquestions == LESSON_QUESTIONS_MOST)
		return lesson_wrong(r, r->line, "a page asks at most %d questions", LESSON_QUESTIONS_MOST);
	p->question = xresize(p->question, (size_t)p->nquestions + 1, sizeof *p->question);
	p->question[p->nquestions++] = (struct lesson_question){ .text = xstrndup(r->value, r->bytes), .line = r->line };
	return true;
}

bool lesson_is_choice(const struct lesson_reading *r)
{
	return lesson_page_of(r)->nquestions > 0 && r->n > 2 && r->at[0] >= 'a' && r->at[0] <= 'z' && r->at[1] == ')' &&
	       r->at[2] == ' ';
}

bool lesson_read_choice(struct lesson_reading *r)
{
	struct lesson_question *q = question_of(r);

	if (q->number.n > 0 || q->facts.n > 0)
		return lesson_wrong(r, r->line, "choices stand before the facts of their question, and not with number:");
	if (q->nchoices == LESSON_CHOICES_MOST)
		return lesson_wrong(r, r->line, "a question has at most %d choices, a) to f)", LESSON_CHOICES_MOST);
	if (r->at[0] != 'a' + q->nchoices)
		return lesson_wrong(r, r->line, "choice %c) is out of order: here comes %c)", r->at[0], 'a' + q->nchoices);
	q->choice[q->nchoices++] = xstrndup(r->value, r->bytes);
	return true;
}

/* EXPR -> a */
static bool read_fact(struct lesson_reading *r, enum lesson_part part)
{
	struct lesson_question *q = question_of(r);
	size_t n = r->bytes;
	char letter, got[GIVEN_TEXT];
	struct lesson_text *f;

	(void)part;
	if (!q)
		return lesson_wrong(r, r->line, "a fact belongs to a question: Q: stands before it");
	letter = n > 0 ? r->value[n - 1] : '\0';
	while (n > 1 && r->value[n - 2] == ' ')
		n--;
	if (n < 4 || memcmp(r->value + n - 3, "->", 2) != 0)
		return lesson_wrong(r, r->line, "fact: takes a condition and the choice that it makes true, such as: fact: hits[5]>0 -> a, got \"%s\"",
				    given_bytes(got, r->value, r->bytes));
	if (letter < 'a' || letter >= 'a' + q->nchoices)
		return lesson_wrong(r, r->line, "there is no choice %c) of this question", letter);
	n -= 3;
	while (n > 0 && r->value[n - 1] == ' ')
		n--;
	if (n == 0)
		return lesson_wrong(r, r->line, "fact: has no condition before ->");
	f = lesson_add(&q->facts, r->value, n, r->line);
	f->more = xstrndup(&letter, 1);
	return true;
}

static bool read_number(struct lesson_reading *r, enum lesson_part part)
{
	struct lesson_question *q = question_of(r);

	(void)part;
	if (!q)
		return lesson_wrong(r, r->line, "number: belongs to a question: Q: stands before it");
	if (q->nchoices > 0 || q->number.n > 0)
		return lesson_wrong(r, r->line, "a question has choices or one number:, not both");
	lesson_add(&q->number, r->value, r->bytes, r->line);
	return true;
}

/* ---- The table */

static const struct field {
	const char *key;
	unsigned on; /* types of pages */
	enum lesson_part part;
	bool (*read)(struct lesson_reading *r, enum lesson_part part);
} fields[] = {
	{ "open", ON_ALL, LESSON_OPENS, read_plain },
	{ "expect", ON_ALL, LESSON_EXPECTS, read_expect },
	{ "note", ON_ALL, LESSON_NOTES, read_plain },
	{ "goal", ON(DO) | ON(OBSERVE), LESSON_GOALS, read_plain },
	{ "h1", ON(DO), LESSON_HINTS, read_hint },
	{ "h2", ON(DO), LESSON_HINTS, read_hint },
	{ "h3", ON(DO), LESSON_HINTS, read_hint },
	{ "solution", ON(DO), LESSON_COMMANDS, read_plain },
	{ "Q", ON(PREDICT), LESSON_PARTS, read_question },
	{ "fact", ON(PREDICT), LESSON_PARTS, read_fact },
	{ "number", ON(PREDICT), LESSON_PARTS, read_number },
	{ "run", ON(OBSERVE), LESSON_COMMANDS, read_plain },
	{ "model", ON(WHY), LESSON_MODELS, read_plain },
};
enum { FIELDS = sizeof fields / sizeof fields[0] };

static bool refuse(const struct lesson_reading *r, const char *word, bool known)
{
	const struct lesson_page *p = lesson_page_of(r);
	const char *near = known ? NULL : near_find(word, fields, FIELDS, sizeof fields[0]);
	struct str list = { 0 };
	char got[GIVEN_TEXT];

	for (int i = 0; i < FIELDS; i++)
		if (fields[i].on >> p->type & 1u)
			str_addf(&list, "%s%s:", list.len ? " " : "", fields[i].key);
	lesson_wrong(r, r->line, "%s field \"%s:\"%s%s%s. a%s %s page takes %s; text begins with no word and colon", known ? "here is no" : "unknown",
		     given(got, word), near ? " (did you mean " : "", near ? near : "", near ? ":?)" : "",
		     p->type == LESSON_OBSERVE ? "n" : "", lesson_type_names[p->type], str_text(&list));
	str_done(&list);
	return false;
}

bool lesson_read_field(struct lesson_reading *r, size_t n)
{
	const struct lesson_page *p = lesson_page_of(r);
	char word[GIVEN_TEXT];
	bool known = false;

	given_bytes(word, r->at, n);
	for (int i = 0; i < FIELDS; i++) {
		if (strcmp(fields[i].key, word) != 0)
			continue;
		if (fields[i].on >> p->type & 1u)
			return fields[i].read(r, fields[i].part);
		known = true;
	}
	return refuse(r, word, known);
}

/* ---- What is missing */

bool lesson_check_page(const struct lesson_reading *r)
{
	static const struct {
		enum lesson_type type;
		enum lesson_part part;
		const char *what;
	} needs[] = {
		{ LESSON_DO, LESSON_GOALS, "goal: EXPR" },
		{ LESSON_DO, LESSON_COMMANDS, "solution: COMMANDS" },
		{ LESSON_OBSERVE, LESSON_COMMANDS, "run: COMMANDS" },
		{ LESSON_WHY, LESSON_MODELS, "model: TEXT" },
	};
	const struct lesson_page *p = lesson_page_of(r);

	for (size_t i = 0; i < sizeof needs / sizeof *needs; i++)
		if (needs[i].type == p->type && p->part[needs[i].part].n == 0)
			return lesson_wrong(r, p->line, "a %s page needs %s", lesson_type_names[p->type], needs[i].what);
	if (p->type == LESSON_PREDICT && p->nquestions == 0)
		return lesson_wrong(r, p->line, "a predict page needs Q: QUESTION");
	return check_question(r);
}

/* Each predict page has one observe page behind it, before the next. */
bool lesson_check_order(const struct lesson_reading *r)
{
	const struct lesson *l = r->to;
	int open = -1;

	for (int i = 0; i < l->npages; i++) {
		const struct lesson_page *p = &l->page[i];
		if (p->type == LESSON_PREDICT && open >= 0)
			break;
		if (p->type == LESSON_OBSERVE && open < 0)
			return lesson_wrong(r, p->line, "an observe page answers a predict page: there is none before it");
		open = p->type == LESSON_PREDICT ? i : p->type == LESSON_OBSERVE ? -1 : open;
	}
	return open < 0 || lesson_wrong(r, l->page[open].line, "no observe page follows this predict page");
}
