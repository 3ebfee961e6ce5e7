/* Lesson files: what is read, what is refused and where; and files that were damaged anywhere. */
#include "run/lesson.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

#include "base/file.h"
#include "base/str.h"

#define HEAD "lesson: 3\ntitle: T\nseeds: 8 9\nstart: preset barrier seed={seed}\n"

static struct lesson *read(const char *text, struct err *e)
{
	return lesson_parse(text, strlen(text), "x.lesson", e);
}

static void refused(const char *text, const char *why)
{
	struct err e = { "" };
	struct lesson *l = read(text, &e);

	assert_null(l);
	assert_string_equal(e.text, why);
}

static void test_small(void **state)
{
	struct str path = { 0 }, room = { 0 };
	struct err e;
	struct lesson *l;

	(void)state;
	str_addf(&path, "%s/examples/small.lesson", getenv("srcdir"));
	l = lesson_read(str_text(&path), &e);
	assert_non_null(l);
	assert_int_equal(l->number, 100);
	assert_int_equal(l->nseeds, 3);
	assert_int_equal(l->seed[2], 11);
	assert_string_equal(l->start.list[0].text, "preset barrier seed={seed}");
	assert_int_equal(l->npages, 6);
	assert_int_equal(l->page[0].part[LESSON_PARAGRAPHS].n, 2);
	assert_true(l->page[0].part[LESSON_PARAGRAPHS].list[1].kept);
	assert_string_equal(l->page[0].part[LESSON_EXPECTS].list[0].text, "base[2]>.05");
	assert_string_equal(l->page[0].part[LESSON_EXPECTS].list[0].more, "x2 is within the support");
	assert_int_equal(l->page[2].nquestions, 2);
	assert_int_equal(l->page[2].question[0].nchoices, 3);
	assert_string_equal(l->page[2].question[0].facts.list[1].text, "hits[5]>0 && hits[5]<=2");
	assert_string_equal(l->page[2].question[0].facts.list[1].more, "b");
	assert_string_equal(l->page[2].question[1].number.list[0].text, "likelihood[2]");
	assert_int_equal(lesson_predict_of(l, 2), 2);
	assert_int_equal(lesson_predict_of(l, 3), 2);
	assert_int_equal(lesson_predict_of(l, 4), -1);
	assert_string_equal(lesson_command(&l->page[1], 0, &room, NULL), "step 10");
	assert_null(lesson_command(&l->page[1], 1, &room, NULL));
	lesson_free(l);
	str_done(&room);
	str_done(&path);
}

static void test_text(void **state)
{
	struct lesson *l = read(HEAD "#3.1 text One\nSome words\n  kept a\n  kept b\n go on.\n\n# no text\nMore: words\nand more.\n", NULL);
	const struct lesson_texts *t;

	(void)state;
	assert_non_null(l);
	t = &l->page[0].part[LESSON_PARAGRAPHS];
	assert_int_equal(t->n, 5);
	assert_string_equal(t->list[1].text, "  kept a");
	assert_true(t->list[1].kept && t->list[2].kept && !t->list[2].gap);
	assert_string_equal(t->list[3].text, "go on.");
	assert_string_equal(t->list[4].text, "More: words and more.");
	assert_true(t->list[4].gap);
	lesson_free(l);
}

static void test_commands(void **state)
{
	struct lesson *l = read(HEAD "#3.1 do One\ngoal: update>1\nsolution: set lr 1 ; on 1 do \"a;b\"\nsolution: step\n", NULL);
	struct str room = { 0 };

	(void)state;
	assert_non_null(l);
	assert_string_equal(lesson_command(&l->page[0], 0, &room, NULL), "set lr 1 ");
	assert_string_equal(lesson_command(&l->page[0], 1, &room, NULL), "on 1 do \"a;b\"");
	assert_string_equal(lesson_command(&l->page[0], 2, &room, NULL), "step");
	assert_null(lesson_command(&l->page[0], 3, &room, NULL));
	str_done(&room);
	lesson_free(l);
}

static void test_refused(void **state)
{
	(void)state;
	refused("", "x.lesson:0: the file ends without a page, such as #0.1 text TITLE");
	refused("lesson: x\n", "x.lesson:1: lesson is a whole number from 1 to 999, got \"x\"");
	refused("lesson: 3\ntitel: T\n", "x.lesson:2: before the first page stand lesson: title: minutes: seeds: start:, got \"titel: T\"");
	refused("lesson: 3\ntitle: T\nseeds: 1\n#3.1 text A\n", "x.lesson:4: the header has no start:");
	refused("lesson: 3\nseeds: 1 x\n", "x.lesson:2: seeds are up to 32 whole numbers, got \"x\"");
	refused(HEAD "#3.2 text A\n", "x.lesson:5: page 3.2 is out of order: here comes 3.1");
	refused(HEAD "#3.1 tekst A\n", "x.lesson:5: unknown type \"tekst\" of a page: text, do, predict, observe, why or free");
	refused(HEAD "#3.1 text\n", "x.lesson:5: page 3.1 has no title");
	refused(HEAD "#3.1 text A\nsolutoin: step\n",
		"x.lesson:6: unknown field \"solutoin:\" (did you mean solution:?). a text page takes open: expect: note:; text begins with no "
		"word and colon");
	refused(HEAD "#3.1 text A\ngoal: update>1\n",
		"x.lesson:6: here is no field \"goal:\". a text page takes open: expect: note:; text begins with no word and colon");
	refused(HEAD "#3.1 text A\nopen:\n", "x.lesson:6: nothing stands behind \"open:\"");
	refused(HEAD "#3.1 text A\na {brace\n", "x.lesson:6: { without }: a brace itself is {{");
	refused(HEAD "#3.1 text A\n\tb\n", "x.lesson:6: control character 09: lessons are plain text, with blanks");
	refused(HEAD "#3.1 do A\nsolution: step\n", "x.lesson:5: a do page needs goal: EXPR");
	refused(HEAD "#3.1 do A\ngoal: update>1\nh2: x\n", "x.lesson:7: hint h2 is out of order: here comes h1");
	refused(HEAD "#3.1 predict A\n", "x.lesson:5: a predict page needs Q: QUESTION");
	refused(HEAD "#3.1 predict A\nQ: q\n", "x.lesson:6: the question has neither choices, a) and b), nor number: METRIC");
	refused(HEAD "#3.1 predict A\nQ: q\na) x\nb) y\n", "x.lesson:6: the question has no fact: EXPR -> a");
	refused(HEAD "#3.1 predict A\nQ: q\na) x\nc) y\n", "x.lesson:8: choice c) is out of order: here comes b)");
	refused(HEAD "#3.1 predict A\nQ: q\na) x\nb) y\nfact: err>1 -> c\n", "x.lesson:9: there is no choice c) of this question");
	refused(HEAD "#3.1 predict A\nQ: q\na) x\nb) y\nfact: err>1\n",
		"x.lesson:9: fact: takes a condition and the choice that it makes true, such as: fact: hits[5]>0 -> a, got \"err>1\"");
	refused(HEAD "#3.1 predict A\nQ: q\nnumber: err\n", "x.lesson:5: no observe page follows this predict page");
	refused(HEAD "#3.1 observe A\nrun: step\n", "x.lesson:5: an observe page answers a predict page: there is none before it");
	refused(HEAD "#3.1 why A\n", "x.lesson:5: a why page needs model: TEXT");
	refused(HEAD "#3.1 text A\nexpect: err>1 x\n",
		"x.lesson:6: expect: takes a condition and what it says, such as: expect: base[5]<1e-5 \"x5 is rare\"");
}

/* A byte changed, left out or doubled: a lesson or an error with a line, never anything else. */
static void test_damaged(void **state)
{
	static const char with[] = "#:\n {}\"->ab0\xff\t";
	struct str path = { 0 }, text = { 0 };
	struct err e;

	(void)state;
	str_addf(&path, "%s/examples/small.lesson", getenv("srcdir"));
	assert_true(file_read(str_text(&path), 1 << 16, &text, &e));
	for (size_t at = 0; at < text.len; at++)
		for (size_t w = 0; w < sizeof with + 1; w++) {
			struct str bad = { 0 };
			struct lesson *l;
			str_add_bytes(&bad, text.text, at);
			if (w < sizeof with)
				str_add_bytes(&bad, with + w, 1); /* its end, a NUL, too */
			if (w < sizeof with || at % 2)
				str_add_bytes(&bad, text.text + at + 1, text.len - at - 1);
			e.text[0] = '\0';
			l = lesson_parse(str_text(&bad), bad.len, "x.lesson", &e);
			assert_true(l || strncmp(e.text, "x.lesson:", 9) == 0);
			lesson_free(l);
			str_done(&bad);
		}
	str_done(&text);
	str_done(&path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_small),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_commands),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_damaged),
	};

	return cmocka_run_group_tests_name("lesson", tests, NULL, NULL);
}
