/* predict, why, tally: what a student and a class say. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/given.h"
#include "base/json.h"
#include "base/xalloc.h"
#include "command/cmd.h"
#include "command/lesson-log.h"
#include "command/lesson-play.h"
#include "command/say.h"

/* The page is of this type, and the lesson goes on; else what there is instead. */
static bool is_on(const struct session *s, enum lesson_type type, const char *what, struct err *e)
{
	const struct lesson_state *st = s->lesson;

	if (!st)
		return err_set(e, "no lesson is going on: lesson lists them");
	if (st->playing)
		return err_set(e, "this is free play: next goes back to the lesson");
	if (lesson_page(st)->type != type)
		return err_set(e, "%s: page %d.%d is a%s %s page", what, st->lesson->number, st->page + 1,
			       lesson_page(st)->type == LESSON_OBSERVE ? "n" : "", lesson_type_names[lesson_page(st)->type]);
	return true;
}

/* ---- predict */

/* What was said, question by question: `cd`, `C, d`, `c,d` and `c) d)` say the same as `c d`. */
struct answers {
	char *word[LESSON_QUESTIONS_MOST];
	int n; /* may be more than there is room for */
};

static const char answer_letters[] = "abcdefABCDEF", separators[] = ",)";

static void add_answer(struct answers *to, const char *text, size_t len)
{
	if (to->n < LESSON_QUESTIONS_MOST)
		to->word[to->n] = xstrndup(text, len);
	to->n++;
}

/* 10,000 is 10000. */
static void add_number(struct answers *to, const char *word)
{
	struct str text = { 0 };

	for (const char *c = word; *c; c++)
		if (*c != ',' || c == word || !isdigit((unsigned char)c[-1]) || strspn(c + 1, "0123456789") != 3)
			str_add_bytes(&text, c, 1);
	add_answer(to, str_text(&text), text.len);
	str_done(&text);
}

/* A letter before a comma, and all of a word that has letters alone; the rest, a number or what is refused, as it is. */
static void read_word(struct answers *to, const char *word)
{
	size_t letters = strspn(word, answer_letters);

	while (letters > 0 && (word[letters] == '\0' || strchr(separators, word[letters]))) {
		for (size_t i = 0; i < letters; i++)
			add_answer(to, (char[]){ (char)tolower((unsigned char)word[i]) }, 1);
		word += letters;
		word += strspn(word, separators);
		letters = strspn(word, answer_letters);
	}
	if (*word)
		add_number(to, word);
}

static void answers_done(struct answers *a)
{
	for (int i = 0; i < LESSON_QUESTIONS_MOST; i++)
		free(a->word[i]);
}

static bool read_answer(const struct lesson_question *q, int i, const char *word, struct err *e)
{
	char got[GIVEN_TEXT];
	double v;

	if (q->number.n > 0)
		return num_parse(word, &v) || err_set(e, "answer %d is a number, such as 10k, 2%% or 1e-6, got \"%s\". nothing is locked", i + 1,
						      given(got, word));
	if (word[0] >= 'a' && word[0] < 'a' + q->nchoices && word[1] == '\0')
		return true;
	return err_set(e, "answer %d is a letter from a to %c, got \"%s\". nothing is locked", i + 1, 'a' + q->nchoices - 1,
		       given(got, word));
}

static void log_answers(struct session *s, const struct lesson_page *p, const struct lesson_record *r)
{
	struct str fields = { 0 };

	str_add(&fields, ",\"answers\":[");
	for (int i = 0; i < p->nquestions; i++) {
		str_add(&fields, i ? "," : "");
		json_text(&fields, r->answer[i].you);
	}
	str_add(&fields, "]");
	lesson_log(s, "predict", s->lesson->page, str_text(&fields));
	str_done(&fields);
}

static bool refuse_again(const struct lesson_page *p, const struct lesson_record *r, struct err *e)
{
	struct str said = { 0 };

	for (int i = 0; i < p->nquestions; i++)
		str_addf(&said, " %s", r->answer[i].you ? r->answer[i].you : "");
	if (r->skipped)
		err_set(e, "you have passed over this prediction. next goes on");
	else
		err_set(e, "your answers are locked:%s. next goes on", str_text(&said));
	str_done(&said);
	return false;
}

/* All of them or none. */
static bool lock_answers(const struct lesson_page *p, struct lesson_record *r, struct answers *said, struct err *e)
{
	if (said->n != p->nquestions)
		return err_set(e, "%d question%s: %d answer%s, all at once (or predict skip), got %d. nothing is locked", p->nquestions,
			       plural((uint64_t)p->nquestions), p->nquestions, plural((uint64_t)p->nquestions), said->n);
	for (int i = 0; i < said->n; i++)
		if (!read_answer(&p->question[i], i, said->word[i], e))
			return false;
	for (int i = 0; i < said->n; i++) {
		r->answer[i].you = said->word[i];
		said->word[i] = NULL;
	}
	return true;
}

static bool predict_run(struct session *s, const struct args *a, struct err *e)
{
	bool skips = a->n == 1 && strcmp(a->word[0], "skip") == 0, good;
	struct answers said = { 0 };
	const struct lesson_page *p;
	struct lesson_record *r;

	if (!is_on(s, LESSON_PREDICT, "there is nothing to predict here", e))
		return false;
	p = lesson_page(s->lesson);
	r = lesson_record(s->lesson);
	if (r->done)
		return refuse_again(p, r, e);
	for (int i = 0; i < a->n; i++)
		read_word(&said, a->word[i]);
	good = skips || lock_answers(p, r, &said, e);
	answers_done(&said);
	if (!good)
		return false;
	r->skipped = skips;
	r->done = true;
	log_answers(s, p, r);
	say(s, "%s next goes on to see what happens.", r->skipped ? "Passed over." : "Locked.");
	return true;
}

static const char *const predict_words[] = { "skip", NULL };

const struct command cmd_predict = {
	.name = "predict", .synopsis = "predict ANSWER ..|skip",
	.summary = "say what you expect, before it is run",
	.help = "On a predict page of a lesson: a letter or a number for each of its questions,\n"
		"all at once (cd is c d). They are locked then, and stand beside what happens.\n"
		"Until then nothing is trained; skip goes on without an answer.",
	.example = { "lesson small.lesson; next; next skip; predict c .98", "lesson 100.3; predict skip" },
	.group = GROUP_LESSON, .min = 1, .max = LESSON_QUESTIONS_MOST, .complete = { COMPLETE_WORDS, COMPLETE_NONE }, .words = predict_words,
	.run = predict_run,
};

/* ---- why */

static bool why_run(struct session *s, const struct args *a, struct err *e)
{
	struct str fields = { 0 };
	struct lesson_record *r;

	if (!is_on(s, LESSON_WHY, "why is for pages that ask why", e))
		return false;
	if (a->rest[0] == '\0')
		return err_set(e, "why in your own words: why TEXT");
	r = lesson_record(s->lesson);
	free(r->why);
	r->why = xstrdup(a->rest);
	r->done = true;
	str_add(&fields, ",\"text\":");
	json_text(&fields, r->why);
	lesson_log(s, "why", s->lesson->page, str_text(&fields));
	str_done(&fields);
	lesson_show(s);
	return true;
}

const struct command cmd_why = {
	.name = "why", .synopsis = "why TEXT",
	.summary = "say in your own words why it happened",
	.help = "On a why page of a lesson: the rest of the line goes into your log, and then a\n"
		"good answer is shown beside it.",
	.example = { "lesson 100.5; why nothing correct was ever sampled there", "lesson 100.5; why nobody was paid on x5" },
	.group = GROUP_LESSON, .max = LEX_WORDS, .raw = true, .whole_line = 2, .complete = { COMPLETE_NONE }, .run = why_run,
};

/* ---- tally */

static bool count_votes(const struct lesson_question *q, const struct args *a, int votes[LESSON_CHOICES_MOST], struct err *e)
{
	char got[GIVEN_TEXT];

	for (int i = 0; i < a->nkeys; i++) {
		int c = a->key[i][0] - 'a';
		uint64_t n;
		if (c >= q->nchoices)
			return err_set(e, "the question has choices a to %c, got %s=", 'a' + q->nchoices - 1, a->key[i]);
		if (!num_parse_count(a->value[i], &n) || n > 100000)
			return err_set(e, "%s= takes a number of votes, got \"%s\"", a->key[i], given(got, a->value[i]));
		votes[c] = (int)n;
	}
	return true;
}

static void log_votes(struct session *s, int question, int nchoices, const int *votes)
{
	struct str fields = { 0 };

	str_addf(&fields, ",\"question\":%d,\"votes\":[", question + 1);
	for (int c = 0; c < nchoices; c++)
		str_addf(&fields, "%s%d", c ? "," : "", votes[c]);
	str_add(&fields, "]");
	lesson_log(s, "tally", s->lesson->page, str_text(&fields));
	str_done(&fields);
}

static bool tally_run(struct session *s, const struct args *a, struct err *e)
{
	const struct lesson_page *asks = NULL;
	struct lesson_record *r;
	int votes[LESSON_CHOICES_MOST] = { 0 };
	const struct lesson_question *q;
	uint64_t i;

	if (!s->lesson || s->lesson->playing || !(r = lesson_answers(s->lesson, &asks)))
		return err_set(e, "tally is for the questions of a lesson: its predict pages, and what was observed");
	if (!args_count(a, 0, "the question", 1, (uint64_t)asks->nquestions, 1, &i, e))
		return false;
	q = &asks->question[i - 1];
	if (q->nchoices == 0)
		return err_set(e, "question %d asks for a number: there are no votes to count", (int)i);
	if (a->nkeys == 0)
		return err_set(e, "tally needs votes: tally a=12 b=7");
	if (!count_votes(q, a, votes, e))
		return false;
	memcpy(r->answer[i - 1].tally, votes, sizeof votes);
	r->answer[i - 1].voted = true;
	log_votes(s, (int)i - 1, q->nchoices, votes);
	lesson_show(s);
	return true;
}

static const char *const tally_keys[] = { "a", "b", "c", "d", "e", "f", NULL };

const struct command cmd_tally = {
	.name = "tally", .synopsis = "tally [QUESTION] a=12 b=7 ..",
	.summary = "note the votes of a class, beside the question",
	.help = "On a predict page of a lesson or where its run is observed; of question 1 unless\n"
		"another is named. Once more: the new votes take the place of the old ones.",
	.example = { "lesson 100.3; tally a=4 b=9 c=12", "lesson 100.4; tally 1 a=2 c=20" },
	.group = GROUP_LESSON, .max = 1, .takes_keys = true, .complete = { COMPLETE_NONE }, .keys = tally_keys, .run = tally_run,
};
