/* Lessons as a student plays them: what is refused, what is kept, and what comes back. */
#include "run/lesson-state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit.h"

#include "base/file.h"
#include "play.h"

/* Three questions of two kinds, of which numbers are made up so that each answer is known. */
static const char text[] = "lesson: 7\ntitle: Test\nseeds: 8\nstart: preset barrier seed={seed}\nstart: set lr .3\n"
			   "#7.1 text Words\nUpdate {update}, {{braces}.\nopen: inspect 5 t=3\n"
			   "#7.2 do Steps\nTake two.\ngoal: update>=2\nh1: one\nh2: two {update}\nsolution: step; s\n"
			   "#7.3 predict Guess\nQ: one\na) yes\nb) no\nfact: update>=4 -> a\nfact: update<4 -> b\nQ: two\nnumber: update\n"
			   "#7.4 observe See\nrun: step 2\nNow {update}.\n"
			   "#7.5 why Explain\nmodel: because\nmodel: of that\n"
			   "#7.6 free Try\nAnything.\n";

static void begin(struct play *p)
{
	play_init(p);
	play_file("test.lesson", text);
	type(p, "lesson test.lesson");
}

static uint64_t update(const struct play *p)
{
	return run_update(&p->session->run[0]);
}

static uint64_t hash(const struct play *p)
{
	return state_hash(run_state(&p->session->run[0]));
}

static void test_pages(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	play_has(&p, "lesson", "7.1 TEXT  Words\n\nUpdate 0, {braces}.\n");
	assert_int_equal(p.session->view.depth, VIEW_TOKENS);
	play_has(&p, "lesson back", "error: this is the first page\n");
	play_has(&p, "next", "7.2 DO  Steps\n");
	play_says(&p, "hint", "hint 1 of 2: one\n");
	play_says(&p, "h", "hint 2 of 2: two 0\n");
	play_says(&p, "hint", "error: there are no more hints: solution types what leads on\n");
	play_says(&p, "next", "error: not yet: update>=2 (now update 0). solution types what leads there; or: next skip\n");
	play_says(&p, "solution", "solution: step\n");
	type(&p, "step");
	play_says(&p, "solution", "solution: s\n"); /* the first of them was run */
	play_has(&p, "s", "7.2 is done: next goes on.\n");
	play_has(&p, "lesson back", "7.1 TEXT");
	play_has(&p, "n", "7.2 DO");
	play_has(&p, "n", "7.3 PREDICT");
	play_done(&p);
}

static void test_predictions_are_locked(void **state)
{
	static const char *const refused[] = { "step", "back", "continue", "goto 0", "reset", "trainer process", "seed 3", "preset support",
					       "new repeat", "pretrain 5", "split", "fork" };
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "lesson 7.3");
	assert_int_equal(update(&p), 2);
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		play_says(&p, refused[i], "error: predict first, or: predict skip\n");
	play_says(&p, "next", "error: predict first, or: predict skip\n");
	type(&p, "alias go = step");
	play_says(&p, "go", "error: predict first, or: predict skip\n");
	play_has(&p, "inspect 5", "x5"); /* looking is free */
	play_has(&p, "predict a", "error: 2 questions: 2 answers, all at once (or predict skip), got 1. nothing is locked\n");
	play_says(&p, "predict c 4", "error: answer 1 is a letter from a to b, got \"c\". nothing is locked\n");
	play_has(&p, "predict ab", "error: answer 2 is a number, ");
	play_says(&p, "solution", "error: there is nothing to be typed on this page: predict first, or: predict skip\n");
	play_has(&p, "predict A,b 4", "error: 2 questions: 2 answers, all at once (or predict skip), got 3. nothing is locked\n");
	play_says(&p, "predict a x", "error: answer 2 is a number, such as 10k, 2% or 1e-6, got \"x\". nothing is locked\n");
	play_says(&p, "predict a 8", "Locked. next goes on to see what happens.\n");
	play_says(&p, "predict b 8", "error: your answers are locked: a 8. next goes on\n");
	play_has(&p, "tally a=12 b=7", " > a) yes   [class: 12]\n");
	play_says(&p, "tally c=1", "error: the question has choices a to b, got c=\n");
	play_says(&p, "tally 2 a=1", "error: question 2 asks for a number: there are no votes to count\n");
	play_has(&p, "next", "Now type, and watch:\n  step 2\n");
	play_has(&p, "step 2", "Q1 one\n   you       a) yes\n   class     a 12  b 7\n   happened  a) yes\n   right?    yes\n\nQ2 two\n   you       8\n"
			       "   happened  4\n   right?    no: 2 times too much\n\nNow 4.\n");
	type(&p, "step 3"); /* what happened stands */
	play_has(&p, "lesson", "   happened  4\n");
	play_done(&p);
}

/* Another way to the same place counts, and is no reason to go on from there. */
static void test_other_ways(void **state)
{
	struct play p;

	(void)state;
	play_init(&p);
	play_file("test.lesson", "lesson: 7\ntitle: Test\nseeds: 8\nstart: preset barrier seed={seed}; trainer process @b\n"
				 "#7.1 predict Guess\nQ: how many?\na) two\nb) more\nfact: update@a<=2 -> a\nfact: update@a>2 -> b\n"
				 "#7.2 observe See\nrun: continue until update>=2 @a; continue until update>=1 @ab; lq .1\nNow {update@a}.\n");
	type(&p, "lesson test.lesson; predict a; next; step @a");
	play_has(&p, "next", "error: not yet: continue until update>=2 @a.");
	type(&p, "step @a");
	play_has(&p, "next", "error: not yet: continue until update>=1 @ab.");
	type(&p, "step @b");
	play_has(&p, "next", "error: not yet: lq .1.");
	play_has(&p, "lq .1", "   you       a) two\n   happened  a) two\n   right?    yes\n\nNow 2.\n");
	play_done(&p);
}

/* A run that comes to something else than the page tells does not make it done: the answers would be held against that. */
static void test_elsewhere(void **state)
{
	struct play p;

	(void)state;
	play_init(&p);
	play_file("test.lesson", "lesson: 7\ntitle: Test\nseeds: 8\nstart: preset barrier seed={seed}\n"
				 "#7.1 predict Guess\nQ: how many?\na) two\nb) more\nfact: update<=2 -> a\nfact: update>2 -> b\n"
				 "#7.2 observe See\nrun: step 2\nNow {update}.\nexpect: update==2 \"two\"\n");
	type(&p, "lesson test.lesson; predict a; next; step; step 2");
	play_says(&p, "next", "error: not yet: its run was stopped, or began elsewhere. lesson 7.2 goes back to where the page begins\n");
	type(&p, "lesson 7.2");
	play_has(&p, "step 2", "   you       a) two\n   happened  a) two\n   right?    yes\n\nNow 2.\n");
	type(&p, "lesson test.lesson seed=9; predict a; next; step"); /* a seed that nobody has looked at */
	play_has(&p, "step 2", "   happened  b) more\n   right?    no\n\nNow 3.\n");
	play_done(&p);
}

static void test_ways_to_answer(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "next; next skip");
	play_has(&p, "predict A,1,00", "answer 2 is a number, such as 10k, 2% or 1e-6, got \"1,00\"");
	type(&p, "predict A,1,000");
	play_says(&p, "predict skip", "error: your answers are locked: a 1000. next goes on\n");
	play_done(&p);
}

static void test_skips(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "next");
	play_has(&p, "next skip", "7.3 PREDICT");
	assert_int_equal(update(&p), 2); /* its solution was run */
	play_says(&p, "predict skip", "Passed over. next goes on to see what happens.\n");
	type(&p, "next; next skip");
	assert_int_equal(update(&p), 4);
	play_has(&p, "lesson back", "   you       (skipped)\n");
	play_has(&p, "next", "7.5 WHY");
	play_says(&p, "next", "error: first in your own words: why TEXT, or: next skip\n");
	play_says(&p, "why", "error: why in your own words: why TEXT\n");
	play_has(&p, "why a; b @a", "you: a; b @a\n\na good answer: because of that\n");
	play_has(&p, "next", "7.6 FREE");
	play_has(&p, "next", "Lesson 7, Test, is over.");
	play_says(&p, "next", "error: no lesson is going on: lesson lists them\n");
	play_has(&p, "report x.jsonl", "x.jsonl: ");
	assert_non_null(strstr(str_text(&p.session->lesson_log), "\"page\":2,\"of\":6,\"event\":\"page\",\"type\":\"do\",\"skipped\":true"));
	assert_non_null(strstr(str_text(&p.session->lesson_log), "\"event\":\"why\",\"text\":\"a; b @a\"}"));
	assert_null(strstr(str_text(&p.session->lesson_log), "/")); /* names of lessons, not of folders */
	play_done(&p);
}

/* The exact place, whatever was done meanwhile. */
static void test_play(void **state)
{
	static const char *const games[] = { "step 3; set lr 2; break err<.1", "preset support; step 2", "trainer process @b; step @ab; split",
					     "new repeat; pretrain 3", "reset; seed 5", "lesson list" };
	char folder[256];
	struct play p;
	struct stat st;
	uint64_t before;

	(void)state;
	begin(&p);
	type(&p, "next; step; set budget 5000; break queries>=777; inspect 2");
	before = hash(&p);
	for (size_t i = 0; i < sizeof games / sizeof *games; i++) {
		play_has(&p, "play", "7.2 PLAY\n");
		assert_int_equal(stat(p.session->lesson->place_folder, &st), 0);
		assert_int_equal(st.st_mode & 0777, 0700);
		snprintf(folder, sizeof folder, "%s", p.session->lesson->place_folder);
		type(&p, games[i]);
		play_says(&p, "hint", "error: this is free play: next goes back to the lesson\n");
		play_has(&p, "next", "7.2 DO");
		assert_int_equal(hash(&p), before);
		assert_true(p.session->config.trainer[0].lr == .3);
		assert_int_equal(p.session->config.budget, 5000);
		assert_int_equal(p.session->view.prompt, 2);
		assert_int_equal(p.session->view.depth, VIEW_PROMPT);
		assert_int_equal(p.session->stops.n, 1);
		assert_false(run_exists(&p.session->run[1]));
		assert_int_equal(stat(folder, &st), -1);
	}
	assert_false(lesson_record(p.session->lesson)->done);
	type(&p, "step");
	assert_true(lesson_record(p.session->lesson)->done);
	play_done(&p);
}

static void test_undo(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	play_has(&p, "undo", "error: nothing to undo"); /* what the lesson has set is not the student's */
	type(&p, "next; step 2; set lr 1; next");
	play_has(&p, "undo", "undone: set lr 1");
	play_has(&p, "lesson", "7.3 PREDICT");
	play_done(&p);
}

static void test_refused(void **state)
{
	struct play p;

	(void)state;
	play_init(&p);
	type(&p, "preset barrier");
	play_says(&p, "predict a", "error: no lesson is going on: lesson lists them\n");
	play_says(&p, "lesson none.lesson", "error: cannot read none.lesson: No such file or directory\n");
	play_has(&p, "lesson 55", "error: there is no lesson 55. there are: 1 2 3 ");
	play_says(&p, "lesson 100.9", "error: lesson 100 has pages 100.1 to 100.6, got 100.9\n");
	play_has(&p, "lesson x", "error: lesson takes a number such as 3 or 3.2,");
	play_says(&p, "lesson forget x", "error: lesson forget takes the number of a lesson, got \"x\"\n");
	play_file("bad.lesson", "lesson: 7\ntitle: T\nseeds: 8\nstart: preset barrier\n#7.1 text A\n{bse[5]}\n");
	type(&p, "step 3");
	play_says(&p, "lesson bad.lesson", "error: bad.lesson:6: unknown metric \"bse\". did you mean: base?\n");
	assert_null(p.session->lesson);
	play_file("bad.lesson", "lesson: 7\ntitle: T\nseeds: 8\nstart: stpe\n#7.1 text A\n");
	play_says(&p, "lesson bad.lesson", "error: bad.lesson:4: unknown command \"stpe\" (did you mean step?)\n");
	play_done(&p);
}

/* A command of the lesson's own that fails ends what the lesson was about to do, even where scripts go on. */
static void test_failing_commands(void **state)
{
	struct play p;

	(void)state;
	play_init(&p);
	type(&p, "preset support; set onerror continue");
	play_file("bad.lesson", "lesson: 7\ntitle: T\nseeds: 8\nstart: stpe\n#7.1 text A\nB\n");
	play(&p, INTERP_SCRIPT, "lesson bad.lesson");
	assert_null(p.session->lesson);
	play_file("bad.lesson", "lesson: 7\ntitle: T\nseeds: 8\nstart: preset barrier\n#7.1 do A\ngoal: update>=2\nsolution: step; stpe; step\n"
				"#7.2 text B\n");
	play(&p, INTERP_SCRIPT, "lesson bad.lesson; next skip");
	assert_int_equal(p.session->lesson->page, 0);
	assert_int_equal(update(&p), 1);
	play_has(&p, "play", "7.1 PLAY");
	assert_int_equal(truncate(p.session->lesson->place, 100), 0);
	play(&p, INTERP_SCRIPT, "next");
	assert_true(p.session->lesson->playing); /* the way back is not there, and neither is the page */
	unlink(p.session->lesson->place);
	play_has(&p, "next", "7.1 DO"); /* from its beginning */
	assert_int_equal(update(&p), 0);
	play_done(&p);
}

/* What a page asks for may be there before a command of the student's was run on it: its goal holds already, or a session was
 * ended within its last command. */
static void test_done_before(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "step 2");
	play_has(&p, "next", "7.2 DO");
	play_has(&p, "next", "7.3 PREDICT");
	assert_false(p.session->lesson->on[1].skipped);
	type(&p, "predict a 4; next; step 2; lesson 7.4");
	p.session->lesson->on[3].solved = 1;
	play_has(&p, "next", "7.4 OBSERVE");
	assert_true(lesson_record(p.session->lesson)->done);
	play_has(&p, "next", "7.5 WHY");
	play_done(&p);
}

/* Commands of what a student's command plays are not the student's: nothing forbids them, and no page is done by them. */
static void test_figure_within(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "next");
	play_has(&p, "figure exponential x.svg", "x.svg");
	assert_int_equal(lesson_record(p.session->lesson)->commands, 1);
	assert_false(lesson_record(p.session->lesson)->done);
	type(&p, "preset barrier");
	assert_int_equal(lesson_record(p.session->lesson)->commands, 2);
	type(&p, "lesson 7.3");
	play_has(&p, "figure exponential x.svg", "x.svg");
	assert_true(lesson_is_locked(p.session));
	play_done(&p);
}

/* Its file may be edited while it goes on: what is known of a page that is another one now is forgotten. */
static void test_edited(void **state)
{
	static const char shorter[] = "lesson: 7\ntitle: Test\nseeds: 8\nstart: preset barrier seed={seed}\n#7.1 text Words\n"
				      "#7.2 do Steps\ngoal: update>=2\nsolution: step 2\n"
				      "#7.3 predict Guess\nQ: one\nnumber: update\nQ: two\nnumber: update\n"
				      "#7.4 observe See\nrun: step 2\n#7.5 why Explain\nmodel: because\n#7.6 free Try\n";
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "next; hint; hint; step; step; next; predict b 8; next");
	play_file("test.lesson", shorter);
	play_has(&p, "lesson 7.4", "step 2\n");
	play_has(&p, "lesson back", "7.3 PREDICT");
	assert_null(lesson_record(p.session->lesson)->answer[0].you);
	play_has(&p, "lesson back", "7.2 DO");
	assert_int_equal(lesson_record(p.session->lesson)->hints, 0);
	play_done(&p);
}

/* As text in a run file: the same again; and damaged in any way, nothing worse than another page. */
static void test_kept(void **state)
{
	struct str kept = { 0 }, again = { 0 };
	struct lesson_state *st;
	struct play p;
	struct err e;

	(void)state;
	begin(&p);
	type(&p, "lesson 7.3; tally a=3; predict b 12; next; step 2; next; why so; play");
	lesson_state_print(p.session->lesson, &kept);
	st = lesson_state_read(str_text(&kept), &e);
	assert_non_null(st);
	lesson_state_print(st, &again);
	assert_string_equal(str_text(&again), str_text(&kept));
	lesson_state_free(st);
	for (size_t at = strcspn(kept.text, "\n") + 1; at < kept.len; at++)
		for (const char *with = "\n 9-x"; *with; with++) {
			char was = kept.text[at];
			kept.text[at] = *with;
			st = lesson_state_read(str_text(&kept), &e);
			assert_non_null(st);
			assert_true(st->page >= 0 && st->page <= st->reached && st->reached < st->lesson->npages);
			lesson_state_free(st);
			kept.text[at] = was;
		}
	unlink("test.lesson");
	assert_null(lesson_state_read(str_text(&kept), &e));
	str_done(&again);
	str_done(&kept);
	play_done(&p);
}

static void test_run_file(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "lesson 7.3; predict b 12; next; step 2; save x.db; lesson leave");
	assert_null(p.session->lesson);
	play_has(&p, "load x.db", "lesson 7.4: lesson shows the page\n");
	play_has(&p, "lesson", "   you       b) no\n   happened  a) yes\n");
	assert_int_equal(update(&p), 4);
	/* a lesson from elsewhere does not come along with a file, and no file is deleted that is named as a place */
	type(&p, "lesson leave");
	p.session->user_data = NULL;
	play_has(&p, "load x.db", "note: the lesson does not go on: ");
	assert_null(p.session->lesson);
	play_done(&p);
}

/* Places are files of our own. */
static void test_place(void **state)
{
	struct str kept = { 0 }, all = { 0 };
	struct lesson_state *st;
	struct play p;
	struct err e;

	(void)state;
	begin(&p);
	lesson_state_print(p.session->lesson, &kept);
	play_file("mine.db", "x");
	play_file("lesson-7.db", "x");
	setenv("OUTPOST_HOME", ".", 1);
	for (int i = 0; i < 4; i++) {
		static const char *const named[] = { "mine.db", "./mine.db", "./lesson-7.db/../mine.db", "./lesson-7.db" };
		str_clear(&all);
		str_addf(&all, "%splace %s\n", str_text(&kept), named[i]);
		st = lesson_state_read(str_text(&all), &e);
		assert_int_equal(st->place != NULL, i == 3);
		lesson_state_free(st);
	}
	unsetenv("OUTPOST_HOME");
	str_done(&kept);
	str_done(&all);
	play_done(&p);
}

/* A person's log: private, from one session to the next, and forgotten for good. */
static void test_log(void **state)
{
	struct play p;
	struct stat st;
	struct str log = { 0 };
	struct err e;

	(void)state;
	play_init(&p);
	assert_int_equal(mkdir("home", 0700), 0);
	setenv("OUTPOST_HOME", "home", 1);
	p.session->keeps_lessons = true;
	type(&p, "lesson 100; next; next skip");
	play_has(&p, "lesson list", "page 3 of 6: lesson 100.3 goes on");
	play_done(&p);
	assert_int_equal(stat("home/lessons.jsonl", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	play_init(&p);
	type(&p, "preset barrier");
	play_has(&p, "lesson", "6 pages, 3 minutes"); /* a script knows nothing of it */
	p.session->keeps_lessons = true;
	play_has(&p, "lesson", "page 3 of 6: lesson 100.3 goes on");
	play_has(&p, "lesson forget 100", "A small lesson: 3 lines of the log forgotten\n");
	play_has(&p, "lesson", "6 pages, 3 minutes");
	assert_true(file_read("home/lessons.jsonl", 100, &log, &e));
	assert_int_equal(log.len, 0);
	str_done(&log);
	unsetenv("OUTPOST_HOME");
	play_done(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pages), cmocka_unit_test(test_predictions_are_locked), cmocka_unit_test(test_other_ways), cmocka_unit_test(test_elsewhere), cmocka_unit_test(test_ways_to_answer), cmocka_unit_test(test_skips),
		cmocka_unit_test(test_play),  cmocka_unit_test(test_undo),		      cmocka_unit_test(test_refused),
		cmocka_unit_test(test_kept),  cmocka_unit_test(test_run_file),		      cmocka_unit_test(test_log),
		cmocka_unit_test(test_place), cmocka_unit_test(test_failing_commands), cmocka_unit_test(test_edited),
		cmocka_unit_test(test_done_before), cmocka_unit_test(test_figure_within),
	};

	return cmocka_run_group_tests_name("lesson-play", tests, NULL, NULL);
}
