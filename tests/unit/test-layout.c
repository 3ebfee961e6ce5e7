/* Layouts: the page of 80x24 as it was drawn up, and what must hold in any window. */
#include "panel/layout.h"

#include <stdio.h>
#include <string.h>

#include "unit.h"

static const struct layout_wish barrier = { .depth = VIEW_ALL, .focus = PANEL_PROMPTS, .k = 4, .N = 8, .ntracked = 6 };
static const struct layout_wish authors = {
	.depth = VIEW_ALL, .focus = PANEL_PROMPTS, .k = 32, .N = 128, .ntracked = 32
};

/* The panels shown: `prompts 1,0 8x46`, rows before columns, in the order of enum panel_id. */
static const char *laid(int rows, int cols, const struct layout_wish *w)
{
	static const char *const name[PANELS] = {
		"status", "prompts", "curve", "tokens", "samples", "console", "lesson", "quantile", "stops", "queries",
		"ladder", "inspect", "positions", "next", "sample", "prompts B", "tokens B", "samples B", "keys",
	};
	static struct str text;
	struct layout l;

	str_clear(&text);
	layout_make(rows, cols, w, &l);
	for (int i = 0; i < PANELS; i++)
		if (l.at[i].rows)
			str_addf(&text, "%s %d,%d %dx%d\n", name[i], l.at[i].row, l.at[i].col, l.at[i].rows,
				 l.at[i].cols);
	return str_text(&text);
}

static void test_80x24(void **state)
{
	struct layout_wish w = barrier;

	(void)state;
	assert_string_equal(laid(24, 80, &w), "status 0,0 1x80\nprompts 1,0 8x46\ncurve 1,46 8x34\ntokens 9,0 7x80\n"
					      "samples 16,0 3x80\nconsole 19,0 4x80\nkeys 23,0 1x80\n");
	w.depth = VIEW_PROMPT;
	assert_string_equal(laid(24, 80, &w), "status 0,0 1x80\ncurve 8,0 8x80\nsamples 16,0 3x80\nconsole 19,0 4x80\n"
					      "inspect 1,0 7x80\nkeys 23,0 1x80\n");
	w.depth = VIEW_TOKENS;
	assert_string_equal(laid(24, 80, &w),
			    "status 0,0 1x80\nconsole 20,0 3x80\ninspect 1,0 5x80\npositions 6,0 10x80\n"
					      "next 16,0 4x80\nkeys 23,0 1x80\n");
	w.depth = VIEW_SAMPLE;
	assert_string_equal(laid(24, 80, &w),
			    "status 0,0 1x80\nsamples 1,0 7x80\nconsole 19,0 4x80\nsample 8,0 11x80\nkeys 23,0 1x80\n");
	/* lists that are longer than the window take no more of it */
	assert_string_equal(laid(24, 80, &authors),
			    "status 0,0 1x80\nprompts 1,0 8x46\ncurve 1,46 8x34\ntokens 9,0 7x80\n"
						    "samples 16,0 3x80\nconsole 19,0 4x80\nkeys 23,0 1x80\n");
}

/* A lesson: below what is looked at in narrow windows, a column at the right of wide ones, beside the curve of two that are
 * split and on a wall. */
static void test_lesson(void **state)
{
	struct layout_wish w = barrier;
	struct layout l;

	(void)state;
	w.lesson = true;
	assert_string_equal(laid(24, 80, &w), "status 0,0 1x80\nprompts 1,0 8x46\ncurve 1,46 8x34\nconsole 19,0 4x80\nlesson 9,0 10x80\n"
					      "keys 23,0 1x80\n");
	w.focus = PANEL_SAMPLES; /* what has no place there gets it when it is looked at */
	layout_make(24, 80, &w, &l);
	assert_true(l.at[PANEL_SAMPLES].rows && !l.at[PANEL_LESSON].rows);
	w.focus = PANEL_POSITIONS;
	w.depth = VIEW_TOKENS;
	assert_string_equal(laid(24, 80, &w), "status 0,0 1x80\nconsole 20,0 3x80\nlesson 11,0 9x80\npositions 1,0 10x80\nkeys 23,0 1x80\n");
	w = barrier;
	w.lesson = true;
	layout_make(40, 120, &w, &l);
	assert_int_equal(l.at[PANEL_LESSON].col, 80);
	assert_int_equal(l.at[PANEL_LESSON].rows, 38);
	assert_int_equal(l.at[PANEL_CONSOLE].cols, 80);
	layout_make(60, 200, &w, &l);
	assert_int_equal(l.at[PANEL_LESSON].row, l.at[PANEL_CURVE].row);
	assert_int_equal(l.at[PANEL_LESSON].col, l.at[PANEL_CURVE].cols);
	assert_true(l.at[PANEL_LESSON].rows >= 17 && !l.at[PANEL_LADDER].rows && l.at[PANEL_STOPS].rows);
	w.split = true;
	layout_make(40, 120, &w, &l);
	assert_true(l.split);
	assert_int_equal(l.at[PANEL_LESSON].row, l.at[PANEL_CURVE].row);
	w.reply_rows = 30; /* a console beside it does not grow over it */
	w.split = false;
	layout_make(40, 120, &w, &l);
	assert_int_equal(l.at[PANEL_LESSON].rows, 38);
	w = barrier;
	w.lesson = true;
	w.focus = PANEL_LESSON;
	layout_make(16, 60, &w, &l);
	assert_true(l.at[PANEL_LESSON].rows >= 6);
}

static void test_larger(void **state)
{
	struct layout l;

	(void)state;
	/* the curve in full width, the samples beside the prompts; no more than six rows for the console */
	assert_string_equal(laid(40, 120, &barrier),
			    "status 0,0 1x120\nprompts 1,0 9x59\ncurve 10,0 15x120\ntokens 25,0 7x80\n"
			    "samples 1,59 9x61\nconsole 32,0 7x120\nqueries 25,80 7x40\nkeys 39,0 1x120\n");
	layout_make(90, 300, &barrier, &l);
	assert_int_equal(l.at[PANEL_CONSOLE].rows, 7);
	/* the queries above the samples where they have no room beside the tokens */
	layout_make(40, 100, &barrier, &l);
	assert_int_equal(l.at[PANEL_QUERIES].row, 9);
	assert_int_equal(l.at[PANEL_SAMPLES].row, 16);
	assert_int_equal(l.at[PANEL_CURVE].rows, 26);
	/* half of the room for prompts, and the queries beside the samples where the tokens leave none */
	layout_make(40, 120, &authors, &l);
	assert_int_equal(l.at[PANEL_PROMPTS].rows, 19);
	assert_int_equal(l.at[PANEL_QUERIES].row, l.at[PANEL_SAMPLES].row);
	assert_int_equal(l.at[PANEL_QUERIES].rows, 5);
	/* most of a long list of tokens are .000 */
	layout_make(60, 200, &authors, &l);
	assert_int_equal(l.at[PANEL_TOKENS].rows, 11);
	assert_int_equal(l.at[PANEL_SAMPLES].rows, 9);
	assert_int_equal(l.at[PANEL_PROMPTS].rows, 23);
	/* all 32 of them, and all 32 tokens, where the window is high enough */
	layout_make(100, 200, &authors, &l);
	assert_int_equal(l.at[PANEL_PROMPTS].rows, 34);
	assert_int_equal(l.at[PANEL_TOKENS].rows, 35);
}

/* All at once: quantile and stops below the tokens, the ladder beside the curve as long as both have a use for their
 * columns. */
static void test_wall(void **state)
{
	struct layout l;

	(void)state;
	assert_string_equal(laid(60, 200, &barrier),
			    "status 0,0 1x200\nprompts 1,0 12x86\ncurve 13,0 22x134\ntokens 35,0 7x160\n"
			    "samples 1,86 12x114\nconsole 52,0 7x200\nquantile 42,0 10x114\nstops 42,114 10x86\n"
			    "queries 35,160 7x40\nladder 13,134 22x66\nkeys 59,0 1x200\n");
	layout_make(60, 200, &authors, &l);
	assert_int_equal(l.at[PANEL_LADDER].cols, 57);
	assert_int_equal(l.at[PANEL_CURVE].cols, 57);
	layout_make(60, 172, &authors, &l);
	assert_int_equal(l.at[PANEL_LADDER].rows, 0);
	assert_int_equal(l.at[PANEL_QUANTILE].rows, 10);
	layout_make(60, 169, &barrier, &l);
	assert_int_equal(l.at[PANEL_QUANTILE].rows, 0);
	layout_make(51, 200, &barrier, &l);
	assert_int_equal(l.at[PANEL_QUANTILE].rows, 0);
}

/* On smaller pages each of them lies where the tokens do while it has the focus. */
static void test_extras(void **state)
{
	static const enum panel_id extra[] = { PANEL_QUANTILE, PANEL_STOPS, PANEL_LADDER, PANEL_QUERIES };
	struct layout_wish w = barrier;
	struct layout l;

	(void)state;
	for (int i = 0; i < 4; i++) {
		w.focus = extra[i];
		layout_make(24, 80, &w, &l);
		assert_int_equal(l.at[extra[i]].row, 9);
		assert_int_equal(l.at[extra[i]].rows, 10);
		assert_int_equal(l.at[PANEL_TOKENS].rows + l.at[PANEL_SAMPLES].rows, 0);
		layout_make(40, 120, &w, &l);
		assert_int_equal(l.at[extra[i]].rows, 7);
		assert_int_equal(l.at[extra[i]].cols, extra[i] == PANEL_QUERIES ? 40 : 80); /* which has a place there */
		assert_int_equal(l.at[PANEL_SAMPLES].rows, 9);
		layout_make(16, 60, &w, &l);
		assert_true(l.at[extra[i]].rows >= 5);
	}
}

/* A window of 80x24 loses a row to each status bar around it. */
static void test_lower(void **state)
{
	struct layout_wish w = barrier;

	(void)state;
	assert_string_equal(laid(23, 80, &w), "status 0,0 1x80\nprompts 1,0 8x46\ncurve 1,46 8x34\ntokens 9,0 7x80\n"
					      "samples 16,0 3x80\nconsole 19,0 3x80\nkeys 22,0 1x80\n");
	assert_string_equal(laid(22, 80, &w), "status 0,0 1x80\nprompts 1,0 8x46\ncurve 1,46 8x34\ntokens 9,0 7x80\n"
					      "samples 16,0 2x80\nconsole 18,0 3x80\nkeys 21,0 1x80\n");
	assert_string_equal(laid(21, 80, &w), "status 0,0 1x80\nprompts 1,0 8x46\ncurve 1,46 8x34\ntokens 9,0 7x80\n"
					      "console 16,0 4x80\nkeys 20,0 1x80\n");
	assert_string_equal(laid(20, 80, &w), "status 0,0 1x80\nprompts 1,0 8x46\ncurve 1,46 8x34\ntokens 9,0 7x80\n"
					      "console 16,0 3x80\nkeys 19,0 1x80\n");
	w.depth = VIEW_PROMPT;
	assert_string_equal(laid(20, 80, &w), "status 0,0 1x80\ncurve 7,0 7x80\nsamples 14,0 2x80\nconsole 16,0 3x80\n"
					      "inspect 1,0 6x80\nkeys 19,0 1x80\n");
	w.depth = VIEW_TOKENS;
	assert_string_equal(laid(22, 80, &w), "status 0,0 1x80\nconsole 18,0 3x80\ninspect 1,0 5x80\npositions 6,0 10x80\n"
					      "next 16,0 2x80\nkeys 21,0 1x80\n");
	assert_string_equal(laid(20, 80, &w), "status 0,0 1x80\nconsole 16,0 3x80\ninspect 1,0 5x80\n"
					      "positions 6,0 10x80\nkeys 19,0 1x80\n");
}

static void test_small(void **state)
{
	struct layout_wish w = barrier;

	(void)state;
	assert_string_equal(laid(16, 60, &w), "status 0,0 1x60\nprompts 1,0 8x60\nsamples 9,0 2x60\nconsole 11,0 4x60\n"
					      "keys 15,0 1x60\n");
	w.focus = PANEL_CURVE;
	assert_string_equal(laid(16, 60, &w), "status 0,0 1x60\ncurve 1,0 8x60\nsamples 9,0 2x60\nconsole 11,0 4x60\n"
					      "keys 15,0 1x60\n");
	/* the console is there anyway; prompts are no part of the look inside one */
	w.focus = PANEL_CONSOLE;
	assert_string_equal(laid(16, 60, &w), laid(16, 60, &barrier));
	assert_string_equal(laid(15, 200, &w), "console 0,0 15x200\n");
	assert_string_equal(laid(40, 59, &w), "console 0,0 40x59\n");
	assert_string_equal(laid(9, 200, &w), "status 0,0 1x200\n");
	assert_string_equal(laid(40, 39, &w), "status 0,0 1x39\n");
	assert_string_equal(laid(0, 0, &w), "");
}

/* Others follow the one in focus as they fit. */
static void test_small_but_high(void **state)
{
	struct layout_wish w = barrier;

	(void)state;
	assert_string_equal(laid(40, 79, &w), "status 0,0 1x79\nprompts 1,0 8x79\ncurve 9,0 12x79\ntokens 21,0 7x79\n"
					      "samples 28,0 4x79\nconsole 32,0 7x79\nkeys 39,0 1x79\n");
	assert_string_equal(laid(19, 80, &w), "status 0,0 1x80\nprompts 1,0 8x80\ncurve 9,0 6x80\nconsole 15,0 3x80\n"
					      "keys 18,0 1x80\n");
	w.focus = PANEL_QUERIES;
	assert_string_equal(laid(19, 80, &w), "status 0,0 1x80\nprompts 1,0 8x80\nconsole 14,0 4x80\nqueries 9,0 5x80\n"
					      "keys 18,0 1x80\n");
}

/* What a look inside is for stays, with the panel in focus, whatever that was before. */
static void test_small_inside(void **state)
{
	struct layout_wish w = barrier;

	(void)state;
	for (int focus = PANEL_PROMPTS; focus < PANEL_KEYS; focus++) {
		struct layout l;
		bool inside = focus == PANEL_CURVE || focus == PANEL_SAMPLES;
		w.focus = (enum panel_id)focus;
		w.depth = VIEW_PROMPT;
		layout_make(16, 60, &w, &l);
		assert_true(l.at[PANEL_INSPECT].rows >= 5);
		assert_true(l.at[focus].rows || (focus != PANEL_TOKENS && !inside));
		w.depth = VIEW_TOKENS;
		layout_make(16, 60, &w, &l);
		assert_true(l.at[PANEL_POSITIONS].rows >= 6);
		assert_true(l.at[focus].rows || (focus != PANEL_NEXT && !inside));
	}
	w.focus = PANEL_INSPECT;
	assert_string_equal(laid(16, 60, &w), "status 0,0 1x60\nconsole 12,0 3x60\ninspect 1,0 5x60\n"
					      "positions 6,0 6x60\nkeys 15,0 1x60\n");
}

static void test_more(void **state)
{
	struct layout_wish w = barrier;
	struct layout l;

	(void)state;
	layout_make(16, 60, &w, &l);
	assert_true(l.more);
	/* only those are missing that are shown in focus alone, and Tab leads there */
	layout_make(60, 79, &w, &l);
	assert_true(l.at[PANEL_SAMPLES].rows && !l.at[PANEL_QUERIES].rows && l.more);
	/* it leads to those that are shown */
	layout_make(20, 80, &w, &l);
	assert_false(l.more);
	/* a reply has covered them all */
	w.reply_rows = 40;
	layout_make(16, 60, &w, &l);
	assert_false(l.more);
	w = (struct layout_wish){ .k = 0 };
	layout_make(16, 60, &w, &l);
	assert_false(l.more);
}

static void test_without_a_task(void **state)
{
	struct layout_wish w = { .focus = PANEL_PROMPTS };

	(void)state;
	assert_string_equal(laid(24, 80, &w), "status 0,0 1x80\nconsole 1,0 22x80\nkeys 23,0 1x80\n");
	assert_string_equal(laid(16, 60, &w), "status 0,0 1x60\nconsole 1,0 14x60\nkeys 15,0 1x60\n");
}

/* From the panel of `w`, all that Tab leads to: numbers in titles, 0 for 10, and i p n of those without. */
static const char *tour(int rows, int cols, struct layout_wish w, int by)
{
	static const char name[] = "s1234567890ipnyABCk"; /* in the order of enum panel_id */
	static char to[11];
	struct layout l;

	memset(to, 0, sizeof to);
	for (int i = 0; i < 10; i++) {
		layout_make(rows, cols, &w, &l);
		w.focus = layout_next(&l, &w, by);
		to[i] = name[w.focus];
	}
	return to;
}

static void test_zoom(void **state)
{
	struct layout_wish w = barrier;

	(void)state;
	w.zoom = true;
	assert_string_equal(laid(24, 80, &w), "status 0,0 1x80\nprompts 1,0 18x80\nconsole 19,0 4x80\nkeys 23,0 1x80\n");
	assert_string_equal(tour(24, 80, w, 1), "2345789012"); /* Tab leads to the others, one by one */
	w.split = true;
	assert_string_equal(laid(24, 120, &w), "status 0,0 1x120\nprompts 1,0 18x60\nconsole 19,0 4x120\n"
					       "prompts B 1,60 18x60\nkeys 23,0 1x120\n");
	w.focus = PANEL_CONSOLE;
	assert_string_equal(laid(24, 80, &w), "status 0,0 1x80\nconsole 1,0 22x80\nkeys 23,0 1x80\n");
	w.depth = VIEW_TOKENS;
	w.focus = PANEL_NEXT;
	assert_string_equal(laid(24, 80, &w), "status 0,0 1x80\nconsole 19,0 4x80\nnext 1,0 18x80\nkeys 23,0 1x80\n");
	/* of another level than the one looked at: the panel that this one begins with */
	w.focus = PANEL_LADDER;
	assert_string_equal(laid(24, 80, &w), "status 0,0 1x80\nconsole 19,0 4x80\npositions 1,0 18x80\nkeys 23,0 1x80\n");
}

/* Questions to be answered take the page in a narrow window, and the room of tokens and samples beside two curves, until
 * keys go elsewhere. */
static void test_questions(void **state)
{
	struct layout_wish w = barrier;
	struct layout l;

	(void)state;
	w.lesson = w.asks = true;
	assert_string_equal(laid(24, 80, &w), "status 0,0 1x80\nconsole 19,0 4x80\nlesson 1,0 18x80\nkeys 23,0 1x80\n");
	layout_make(24, 80, &w, &l);
	w.focus = PANEL_LESSON;
	assert_string_equal(laid(24, 80, &w), "status 0,0 1x80\nconsole 19,0 4x80\nlesson 1,0 18x80\nkeys 23,0 1x80\n");
	assert_true(layout_next(&l, &w, 1) != PANEL_CONSOLE); /* Tab leads to what is not shown */
	w.focus = PANEL_CURVE;
	layout_make(24, 80, &w, &l);
	assert_true(l.at[PANEL_PROMPTS].rows > 0 && l.at[PANEL_CURVE].rows > 0);
	w.focus = PANEL_PROMPTS;
	w.split = true;
	layout_make(40, 120, &w, &l);
	assert_true(l.at[PANEL_PROMPTS].rows > 0 && l.at[PANEL_LESSON].rows > 20 && l.at[PANEL_TOKENS].rows == 0);
	assert_true(layout_next(&l, &w, 1) != PANEL_CONSOLE);
	w.focus = PANEL_TOKENS;
	layout_make(40, 120, &w, &l);
	assert_true(l.at[PANEL_TOKENS].rows > 0 && l.at[PANEL_LESSON].rows > 0);
	w.asks = w.split = false;
	w.focus = PANEL_PROMPTS;
	layout_make(24, 80, &w, &l);
	assert_true(l.at[PANEL_PROMPTS].rows > 0 && l.at[PANEL_LESSON].rows > 0);
}

static void test_numbered(void **state)
{
	struct layout_wish w = barrier;

	(void)state;
	w.number = LAYOUT_LIKELIHOOD;
	assert_string_equal(laid(24, 80, &w), "status 0,0 1x80\nprompts 11,0 8x80\ncurve 1,0 10x80\nconsole 19,0 4x80\n"
					      "keys 23,0 1x80\n");
	w.number = LAYOUT_TOKENS;
	assert_string_equal(laid(24, 80, &w), "status 0,0 1x80\ntokens 1,0 7x80\nsamples 18,0 2x80\nconsole 20,0 3x80\n"
					      "positions 8,0 10x80\nkeys 23,0 1x80\n");
	w.number = LAYOUT_CONSOLE;
	assert_string_equal(laid(24, 80, &w), "status 0,0 1x80\nconsole 1,0 22x80\nkeys 23,0 1x80\n");
	w.number = LAYOUT_AUTO;
	assert_string_equal(laid(24, 80, &w), laid(24, 80, &barrier));
	/* of two trainers side by side with a row of their own */
	w.number = LAYOUT_LIKELIHOOD;
	w.split = true;
	assert_non_null(strstr(laid(40, 120, &w), "prompts 26,0 9x60\n"));
	w.split = false;
	/* inside a prompt its own page is shown */
	w.number = LAYOUT_SAMPLES;
	w.depth = VIEW_PROMPT;
	assert_non_null(strstr(laid(24, 80, &w), "inspect 1,0 7x80\n"));
}

/* A page by number does not depend on the focus: Tab goes round what it shows, in small windows too. */
static void test_numbered_tour(void **state)
{
	struct layout_wish w = barrier;
	struct layout l;

	(void)state;
	w.number = LAYOUT_LIKELIHOOD;
	assert_string_equal(tour(24, 80, w, 1), "2512512512");
	assert_string_equal(tour(19, 79, w, 1), "2512512512");
	layout_make(19, 79, &w, &l);
	assert_false(l.more);
	w.number = LAYOUT_TOKENS;
	w.focus = PANEL_TOKENS;
	assert_string_equal(tour(24, 80, w, 1), "45p345p345");
	w.zoom = true; /* all panels of the level, and the page's own */
	assert_string_equal(tour(24, 80, w, 1), "45789" "0p123");
}

/* Where the focus goes from a panel that is not shown. */
static void test_home(void **state)
{
	struct layout_wish w = barrier;
	struct layout l;

	(void)state;
	layout_make(24, 80, &w, &l);
	assert_int_equal(layout_home(&l, VIEW_ALL), PANEL_PROMPTS);
	w.number = LAYOUT_THEORY;
	layout_make(24, 80, &w, &l);
	assert_int_equal(layout_home(&l, VIEW_ALL), PANEL_LADDER);
	w.number = LAYOUT_LIKELIHOOD;
	layout_make(24, 80, &w, &l);
	assert_int_equal(layout_home(&l, VIEW_ALL), PANEL_PROMPTS); /* below the curve, but what one begins with */
	w.number = LAYOUT_CONSOLE;
	layout_make(24, 80, &w, &l);
	assert_int_equal(layout_home(&l, VIEW_ALL), PANEL_CONSOLE);
	w = barrier;
	w.depth = VIEW_SAMPLE;
	layout_make(24, 80, &w, &l);
	assert_int_equal(layout_home(&l, VIEW_SAMPLE), PANEL_SAMPLES);
}

static void test_present(void **state)
{
	struct layout_wish w = barrier;

	(void)state;
	w.present = true;
	assert_string_equal(laid(24, 80, &w), "status 0,0 1x80\nprompts 1,0 11x46\ncurve 1,46 11x34\ntokens 12,0 7x80\n"
					      "console 19,0 4x80\nkeys 23,0 1x80\n");
	w.split = true;
	assert_non_null(strstr(laid(40, 120, &w), "prompts B 1,60 9x60\ntokens B "));
}

/* Two trainers side by side from 120 columns on, while there are rows for both lists and the curve. */
static void test_split(void **state)
{
	struct layout_wish w = barrier;
	struct layout l;

	(void)state;
	w.split = true;
	assert_string_equal(laid(40, 120, &w),
			    "status 0,0 1x120\nprompts 1,0 9x60\ncurve 10,0 10x120\ntokens 20,0 7x60\nsamples 27,0 5x60\n"
			    "console 32,0 7x120\nprompts B 1,60 9x60\ntokens B 20,60 7x60\nsamples B 27,60 5x60\n"
			    "keys 39,0 1x120\n");
	layout_make(40, 120, &w, &l);
	assert_true(l.split);
	assert_int_equal(layout_next(&l, &w, 1), PANEL_CURVE);
	w.focus = PANEL_SAMPLES;
	assert_int_equal(layout_next(&l, &w, 1), PANEL_CONSOLE);
	w.focus = PANEL_PROMPTS;
	/* tokens go first, then samples */
	assert_string_equal(laid(24, 120, &w), "status 0,0 1x120\nprompts 1,0 9x60\ncurve 10,0 8x120\nsamples 18,0 2x60\n"
					       "console 20,0 3x120\nprompts B 1,60 9x60\nsamples B 18,60 2x60\nkeys 23,0 1x120\n");
	w.split = false;
	for (int depth = VIEW_ALL; depth <= VIEW_TOKENS; depth++) {
		struct layout_wish split = w;
		split.depth = w.depth = (enum view_depth)depth;
		split.split = true;
		assert_string_equal(laid(60, 119, &split), laid(60, 119, &w)); /* inside a prompt one trainer at a time */
		if (depth != VIEW_ALL)
			assert_string_equal(laid(60, 200, &split), laid(60, 200, &w));
	}
}

/* The console takes a title, the reply, and the line being typed. */
static void test_long_replies(void **state)
{
	struct layout_wish w = barrier;

	(void)state;
	w.reply_rows = 2;
	assert_string_equal(laid(24, 80, &w), laid(24, 80, &barrier));
	/* a row more: one of the samples is left */
	w.reply_rows = 3;
	assert_string_equal(laid(24, 80, &w), "status 0,0 1x80\nprompts 1,0 8x46\ncurve 1,46 8x34\ntokens 9,0 7x80\n"
					      "samples 16,0 2x80\nconsole 18,0 5x80\nkeys 23,0 1x80\n");
	/* two: only their title would be, so the console gets it */
	w.reply_rows = 4;
	assert_string_equal(laid(24, 80, &w), "status 0,0 1x80\nprompts 1,0 8x46\ncurve 1,46 8x34\ntokens 9,0 7x80\n"
					      "console 16,0 7x80\nkeys 23,0 1x80\n");
	w.reply_rows = 14;
	assert_string_equal(laid(24, 80, &w), "status 0,0 1x80\nprompts 1,0 6x46\ncurve 1,46 6x34\nconsole 7,0 16x80\n"
					      "keys 23,0 1x80\n");
	w.reply_rows = 20;
	assert_string_equal(laid(24, 80, &w), "status 0,0 1x80\nconsole 1,0 22x80\nkeys 23,0 1x80\n");
	w.reply_rows = 2000000000;
	assert_string_equal(laid(24, 80, &w), "status 0,0 1x80\nconsole 1,0 22x80\nkeys 23,0 1x80\n");
	/* panels of one column go, the one beside them is cut, the one above fills the gap */
	w.reply_rows = 25;
	assert_string_equal(laid(40, 100, &w), "status 0,0 1x100\nprompts 1,0 11x52\ncurve 1,52 11x48\n"
					       "console 12,0 27x100\nkeys 39,0 1x100\n");
	w.reply_rows = 26;
	assert_string_equal(laid(40, 120, &w), "status 0,0 1x120\nprompts 1,0 9x59\nsamples 1,59 9x61\n"
					       "console 10,0 29x120\nkeys 39,0 1x120\n");
	/* side by side the samples stay as well while there is one of each */
	w.split = true;
	w.reply_rows = 8;
	assert_non_null(strstr(laid(40, 120, &w), "samples 27,0 2x60\nconsole 29,0 10x120\n"));
	assert_non_null(strstr(laid(40, 120, &w), "samples B 27,60 2x60\n"));
	w.reply_rows = 9;
	assert_null(strstr(laid(40, 120, &w), "samples "));
}

static bool meet(const struct rect *a, const struct rect *b)
{
	return a->row < b->row + b->rows && b->row < a->row + a->rows && a->col < b->col + b->cols &&
	       b->col < a->col + a->cols;
}

/* What `l` covers of a window. */
static long area(const struct layout *l)
{
	long cells = 0;

	for (int i = 0; i < PANELS; i++)
		cells += (long)l->at[i].rows * l->at[i].cols;
	return cells;
}

static const struct panel_type *const type_of[PANELS] = {
	[PANEL_PROMPTS] = &panel_prompts, [PANEL_CURVE] = &panel_curve, [PANEL_TOKENS] = &panel_tokens,
	[PANEL_SAMPLES] = &panel_samples, [PANEL_QUANTILE] = &panel_quantile, [PANEL_STOPS] = &panel_stops,
	[PANEL_QUERIES] = &panel_queries, [PANEL_LADDER] = &panel_ladder, [PANEL_INSPECT] = &panel_inspect,
	[PANEL_POSITIONS] = &panel_positions, [PANEL_NEXT] = &panel_next,
	[PANEL_PROMPTS_B] = &panel_prompts, [PANEL_TOKENS_B] = &panel_tokens, [PANEL_SAMPLES_B] = &panel_samples,
	[PANEL_SAMPLE] = &panel_sample,	 [PANEL_LESSON] = &panel_lesson,
};

/* Each panel has what it needs to be drawn. */
static bool is_usable(const struct layout *l, int cols)
{
	for (int i = 0; i < PANELS; i++) {
		const struct rect *r = &l->at[i];
		if (type_of[i] && r->rows && (r->rows - 1 < type_of[i]->min_rows ||
					      r->cols - rect_has_rule(r, cols) < type_of[i]->min_cols))
			return false;
	}
	return true;
}

static bool is_sound(int rows, int cols, const struct layout_wish *w)
{
	struct layout l;

	layout_make(rows, cols, w, &l);
	for (int i = 0; i < PANELS; i++) {
		const struct rect *r = &l.at[i];
		if (!r->rows)
			continue;
		if (r->row < 0 || r->col < 0 || r->rows < 0 || r->cols < 1 || r->row + r->rows > rows ||
		    r->col + r->cols > cols)
			return false;
		for (int j = 0; j < i; j++)
			if (l.at[j].rows && meet(r, &l.at[j]))
				return false;
	}
	if (l.kind >= LAYOUT_SMALL &&
	    (l.at[PANEL_STATUS].rows != 1 || l.at[PANEL_KEYS].rows != 1 || l.at[PANEL_CONSOLE].rows < 3))
		return false;
	if (!is_usable(&l, cols))
		return false;
	return l.kind == LAYOUT_TINY || /* no hole either */ area(&l) == (long)rows * cols;
}

static void check_all_sizes(const struct layout_wish *w)
{
	for (int rows = 1; rows <= 100; rows++)
		for (int cols = 1; cols <= 300; cols++)
			if (!is_sound(rows, cols, w))
				fail_msg("%dx%d, depth %d, k %d, N %d, %d prompts, %d rows of a reply:\n%s", rows, cols,
					 (int)w->depth, w->k, w->N, w->ntracked, w->reply_rows, laid(rows, cols, w));
}

/* Pages that somebody chose, of one trainer and of two. */
static void check_choices(struct layout_wish w)
{
	w.split = true;
	check_all_sizes(&w);
	w.present = true;
	check_all_sizes(&w);
	w.split = false;
	check_all_sizes(&w);
	w.present = false;
	for (w.number = LAYOUT_LIKELIHOOD; w.number <= LAYOUT_CONSOLE; w.number++) {
		w.split = w.number % 2;
		check_all_sizes(&w);
	}
}

static void check_zoom(struct layout_wish w)
{
	w.zoom = true;
	for (int focus = PANEL_PROMPTS; focus < PANEL_PROMPTS_B; focus++) {
		w.focus = (enum panel_id)focus;
		w.split = focus % 2;
		check_all_sizes(&w);
	}
}

static void test_any_window(void **state)
{
	static const struct { int k, N, ntracked; } task[] = {
		{ 4, 8, 6 }, { 32, 128, 32 }, { 1, 1, 1 }, { 2, 3, 2 }, { 255, 2, 1 }, { 3, 1000, 64 }, { 0, 0, 0 },
	};
	static const int reply[] = { 0, 5, 17, 40, 99 };

	(void)state;
	for (enum view_depth depth = VIEW_ALL; depth <= VIEW_SAMPLE; depth++)
		for (size_t t = 0; t < sizeof task / sizeof task[0]; t++)
			for (size_t r = 0; r < sizeof reply / sizeof reply[0]; r++) {
				struct layout_wish w = { .depth = depth, .focus = (enum panel_id)(t + r),
							 .k = task[t].k, .N = task[t].N, .ntracked = task[t].ntracked,
							 .reply_rows = reply[r] };
				check_all_sizes(&w);
				if (depth == VIEW_ALL && r % 2 == 0)
					check_choices(w);
				if (r == 0)
					check_zoom(w);
				w.lesson = true;
				check_all_sizes(&w);
				if (depth == VIEW_ALL && r == 2)
					check_choices(w);
			}
}

static void test_tab(void **state)
{
	struct layout_wish w = barrier;

	(void)state;
	assert_string_equal(tour(24, 80, w, 1), "2345123451");
	assert_string_equal(tour(24, 80, w, -1), "5432154321");
	assert_string_equal(tour(40, 120, w, 1), "2345912345");
	assert_string_equal(tour(60, 200, w, 1), "2345789012");
	assert_string_equal(tour(16, 60, w, 1), "2345789012");
	w.depth = VIEW_TOKENS;
	assert_string_equal(tour(24, 80, w, 1), "5ipn5ipn5i");
	/* a single one */
	assert_string_equal(tour(12, 50, w, 1), "5555555555");
	w.k = 0;
	assert_string_equal(tour(24, 80, w, -1), "5555555555");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_80x24),
		cmocka_unit_test(test_lesson),
		cmocka_unit_test(test_larger),
		cmocka_unit_test(test_wall),
		cmocka_unit_test(test_extras),
		cmocka_unit_test(test_lower),
		cmocka_unit_test(test_small),
		cmocka_unit_test(test_small_but_high),
		cmocka_unit_test(test_small_inside),
		cmocka_unit_test(test_more),
		cmocka_unit_test(test_without_a_task),
		cmocka_unit_test(test_zoom),
		cmocka_unit_test(test_questions), cmocka_unit_test(test_numbered), cmocka_unit_test(test_numbered_tour), cmocka_unit_test(test_home),
		cmocka_unit_test(test_present),
		cmocka_unit_test(test_split),
		cmocka_unit_test(test_long_replies),
		cmocka_unit_test(test_any_window),
		cmocka_unit_test(test_tab),
	};

	return cmocka_run_group_tests_name("layout", tests, NULL, NULL);
}
