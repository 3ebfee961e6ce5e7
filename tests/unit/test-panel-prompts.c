/* The panels of prompts, samples and queries, and the curve of a scene: whole pictures, and what must hold at any size.
 * The numbers in the pictures are those of scene.c; sums, shares and cuts of them were made by hand. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "scene.h"
#include "unit.h"

static void assert_panel(const struct made_scene *m, const struct panel_type *p, int rows, int cols,
			 const char *expected)
{
	assert_string_equal(scene_panel(&m->scene, p, rows, cols), expected);
}

static void assert_title(const struct made_scene *m, const struct panel_type *p, const char *left, const char *right)
{
	char expected[256];

	snprintf(expected, sizeof expected, "%s | %s", left, right);
	assert_string_equal(scene_title(&m->scene, p), expected);
}

/* The style of one cell of a panel. */
static enum style style_at(const struct made_scene *m, const struct panel_type *p, int rows, int cols, int row, int col)
{
	struct canvas c;
	enum style style;

	canvas_init(&c, rows, cols);
	p->draw(&m->scene, &c);
	style = c.at[row * c.stride + col].style;
	canvas_done(&c);
	return style;
}

static struct frame_prompt *prompt_of(struct made_scene *m, int i)
{
	return (struct frame_prompt *)&m->frame.prompts[i];
}

static struct frame_sample *sample_of(struct made_scene *m, int i)
{
	return (struct frame_sample *)&m->frame.sample[i];
}

static void test_prompts_small(void **state)
{
	static const char picture[] =
		"  x  target      base     now       hits sup\n"
		"  x0 cacacaca   0.798   0.999 ##### 1727 in\n"
		"  x1 badbadba   0.330   0.987 ##### 1617 in\n"
		"  x2 bcbcbcbc   0.226   0.974 ##### 1486 in\n"
		"  x3 dddddddd   0.615   0.991 ##### 1557 in\n"
		"  x4 cddddddd   0.888   0.999 ##### 1678 in\n"
		"> x5 adbadbad 2.0e-06 3.6e-10 .....    0 OUT!\n";
	static const char wider[] =
		"  x  target      base     now        hits sup\n"
		"  x0 cacacaca   0.798   0.999 ##### 1,727 in\n"
		"  x1 badbadba   0.330   0.987 ##### 1,617 in\n"
		"  x2 bcbcbcbc   0.226   0.974 ##### 1,486 in\n"
		"  x3 dddddddd   0.615   0.991 ##### 1,557 in\n"
		"  x4 cddddddd   0.888   0.999 ##### 1,678 in\n"
		"> x5 adbadbad 2.0e-06 3.6e-10 .....     0 OUT!\n";
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	assert_panel(&m, &panel_prompts, 7, 46, wider);
	assert_panel(&m, &panel_prompts, 7, 45, picture);
	assert_title(&m, &panel_prompts, "1 prompts", "k=4 N=8");
	m.frame.trainer[1] = (struct frame_trainer){ .exists = true, .reward = "process" };
	m.frame.who = 1;
	assert_title(&m, &panel_prompts, "1 prompts", "B process");
	scene_done(&m);
}

/* A split in a window with room for one list has A and B in it, and counts only where their name says whose they are. */
static void test_prompts_both(void **state)
{
	static const char picture[] =
		"  x  target      base       A       B sup\n"
		"  x0 cacacaca   0.798   0.999   0.914 in\n"
		"  x1 badbadba   0.330   0.987   0.914 in\n"
		"  x2 bcbcbcbc   0.226   0.974   0.914 in\n"
		"  x3 dddddddd   0.615   0.991   0.914 in\n"
		"  x4 cddddddd   0.888   0.999   0.914 in\n"
		"> x5 adbadbad 2.0e-06 3.6e-10   0.914 OUT!\n";
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	for (int i = 0; i < 6; i++)
		prompt_of(&m, i)->lp_of[1] = log(.914);
	m.frame.split = true;
	m.frame.trainer[1] = (struct frame_trainer){ .exists = true, .reward = "process" };
	assert_panel(&m, &panel_prompts, 7, 45, picture);
	assert_int_equal(style_at(&m, &panel_prompts, 7, 45, 1, 24), STYLE_A);
	assert_int_equal(style_at(&m, &panel_prompts, 7, 45, 1, 32), STYLE_B);
	assert_non_null(strstr(scene_panel(&m.scene, &panel_prompts, 7, 49), "       A       B A hits sup\n"));
	m.frame.present = true;
	assert_non_null(strstr(scene_panel(&m.scene, &panel_prompts, 7, 60),
			       "\n> x5  a d b a d b a d  2e-06  4e-10   0.91       0  OUT!\n"));
	m.frame.present = false;
	m.frame.who = 1;
	assert_non_null(strstr(scene_panel(&m.scene, &panel_prompts, 7, 49), "       A       B B hits sup\n"));
	assert_non_null(strstr(scene_panel(&m.scene, &panel_prompts, 7, 36), "> x5 2.0e-06 3.6e-10   0.914 OUT!\n"));
	strcpy(m.frame.trainer[1].differs, "lr 0.1, m 4");
	assert_title(&m, &panel_prompts, "1 prompts", "B process, lr 0.1, m 4");
	m.scene.paired = true;
	assert_title(&m, &panel_prompts, "1 B process", "lr 0.1, m 4");
	m.frame.who = 0;
	assert_title(&m, &panel_prompts, "1 A outcome", "");
	assert_non_null(strstr(scene_panel(&m.scene, &panel_prompts, 8, 45), "  x  target      base     now       hits sup\n"));
	scene_done(&m);
}

/* With the room of a large window: everything, in whole words. */
/* Prompts of a file: their text comes first, then y*, and only then hits and a bar. */
static void test_prompts_text(void **state)
{
	static const char *const text[] = { "the red car", "a car", "car", "some small cars", "b\xc3\xa4r", "the car" };
	static const char *const target[] = { "el r", "un", "c", "unos", "oso", "el" };
	static const char wide[] =
		"  x  prompt             y*      base     now       hits sup\n"
		"  x0 the red car ->     el r   0.798   0.999 ##### 1727 in\n"
		"  x1 a car ->           un     0.330   0.987 ##### 1617 in\n"
		"  x2 car ->             c      0.226   0.974 ##### 1486 in\n"
		"  x3 some small cars -> unos   0.615   0.991 ##### 1557 in\n"
		"  x4 b\xc3\xa4" "r ->             oso    0.888   0.999 ##### 1678 in\n"
		"> x5 the car ->         el   2.0e-06 3.6e-10 .....    0 OUT!\n";
	static const char narrow[] =
		"  x  prompt             y*      base     now sup\n"
		"  x0 the red car ->     el r   0.798   0.999 in\n"
		"  x1 a car ->           un     0.330   0.987 in\n"
		"  x2 car ->             c      0.226   0.974 in\n"
		"  x3 some small cars -> unos   0.615   0.991 in\n"
		"  x4 b\xc3\xa4" "r ->             oso    0.888   0.999 in\n"
		"> x5 the car ->         el   2.0e-06 3.6e-10 OUT!\n";
	static const char least[] =
		"  x  prompt              base     now sup\n"
		"  x0 the red car        0.798   0.999 in\n"
		"  x1 a car              0.330   0.987 in\n"
		"  x2 car                0.226   0.974 in\n"
		"  x3 some small cars    0.615   0.991 in\n"
		"  x4 b\xc3\xa4" "r                0.888   0.999 in\n"
		"> x5 the car          2.0e-06 3.6e-10 OUT!\n";
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	for (int i = 0; i < 6; i++) {
		prompt_of(&m, i)->text = text[i];
		strcpy(prompt_of(&m, i)->target, target[i]);
	}
	assert_panel(&m, &panel_prompts, 7, 60, wide);
	assert_panel(&m, &panel_prompts, 7, 49, narrow);
	assert_panel(&m, &panel_prompts, 7, 42, least);
	assert_title(&m, &panel_tokens, "3 tokens of x5: p(token | correct prefix)", "the car -> el");
	assert_panel(&m, &panel_inspect, 1, 60, " target y*   the car -> el  seen in pre-training: never\n");
	scene_done(&m);
}

static void test_prompts_wide(void **state)
{
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	prompt_of(&m, 5)->lp = log(.853);
	m.scene.glyphs = glyphs_of(true);
	assert_panel(&m, &panel_prompts, 7, 100,
		"  x   target    base p0  worst tok    now p"
		"                        hits  first hit     off  support\n"
		"  x0  cacacaca    0.798    .856 t1    0.999  █████████████████    1,727         25       0  in\n"
		"  x1  badbadba    0.330    .544 t1    0.987  ████████████████▊    1,617          5       0  in\n"
		"  x2  bcbcbcbc    0.226    .472 t1    0.974  ████████████████▌    1,486         22       0  in\n"
		"  x3  dddddddd    0.615    .941 t2    0.991  ████████████████▉    1,557         12       0  in\n"
		"  x4  cddddddd    0.888    .921 t1    0.999  █████████████████    1,678         11       0  in\n"
		"> x5  adbadbad  2.0e-06    .028 t4    0.853  ██████████████▌··        0      never       0  OUT! .85\n");
	scene_done(&m);
}

/* In windows of 60 to 79 columns, and below: bars go, then the target shrinks, then hits make room for it. */
static void test_prompts_narrow(void **state)
{
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	assert_panel(&m, &panel_prompts, 2, 60,
		"  x5-x5 of 6     base   worst     now          hits sup\n"
		"> x5 adbadbad 2.0e-06 .028 t4 3.6e-10 ......      0 OUT!\n");
	assert_panel(&m, &panel_prompts, 2, 40, "  x5-x5 of 6     base     now  hits sup\n"
						"> x5 adbadbad 2.0e-06 3.6e-10     0 OUT!\n");
	assert_panel(&m, &panel_prompts, 2, 36, "  x5-x5 of 6  base     now hits sup\n"
						"> x5 adba~ 2.0e-06 3.6e-10    0 OUT!\n");
	assert_panel(&m, &panel_prompts, 2, 34, "  x5-x5 of 6     base     now sup\n"
						"> x5 adbadbad 2.0e-06 3.6e-10 OUT!\n");
	assert_panel(&m, &panel_prompts, 1, 40, "> x5 adbadbad 2.0e-06 3.6e-10     0 OUT!\n");
	scene_done(&m);
}

/* The list says which part of it is shown; the selected prompt stands in the middle, but for the ends. */
static void test_prompts_scroll(void **state)
{
	struct made_scene m;

	(void)state;
	scene_wide(&m);
	assert_panel(&m, &panel_prompts, 7, 46,
		"  x4-x9 of 32      base      now hits sup\n"
		"  x4  ehknqtw~  2.2e-03    0.012  30k in\n"
		"  x5  filorux~  5.0e-04  3.9e-03  29k in\n"
		"  x6  gjmpsvy~  1.1e-04  1.3e-03  28k in\n"
		"> x7  hknqtwz~  2.5e-05  4.3e-04  27k in\n"
		"  x8  iloruxA~  5.6e-06  1.4e-04  26k in\n"
		"  x9  jmpsvyB~  1.2e-06  4.8e-05  24k in\n");
	m.frame.prompt = 31;
	assert_panel(&m, &panel_prompts, 3, 120,
		"  x30-x31 of 32                         base p0  worst tok     now p"
		"                   hits  first hit     off  support\n"
		"  x30  Ebehknqtw" "zCFcfiloruxADadgjmps~   2.6e-20  .002 t121   4.4e-15  ............"
		"    1,111        210       -  in\n"
		"> x31  Fcfilorux" "ADadgjmpsvyBEbehknqt~   5.8e-21  .002 t125   1.5e-15  ............"
		"        0        217       -  OUT!\n");
	m.frame.prompt = 0;
	assert_memory_equal(scene_panel(&m.scene, &panel_prompts, 4, 46), "  x0-x2 of 32 ", 14);
	scene_done(&m);
}

/* Numbers of any size keep the columns: x10000 prompts, billions of hits, likelihoods below a double's. */
static void test_prompts_extremes(void **state)
{
	enum { MANY = 10000 };
	static struct frame_prompt many[MANY];
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	for (int i = 0; i < MANY; i++)
		many[i] = *prompt_of(&m, 5);
	many[9997].hits = many[9997].first_hit = 1234567;
	many[9997].lp0 = -1000 * M_LN10;
	many[9997].lp = -INFINITY;
	many[9998].hits = many[9998].first_hit = UINT64_MAX;
	many[9999].hits = 12345;
	many[9999].lp = NAN;
	m.frame.prompts = many;
	m.frame.ntracked = MANY;
	m.frame.prompt = 9998;
	assert_panel(&m, &panel_prompts, 4, 66,
		"  x9997-9999/10000    base   worst       now         hits sup\n"
		"  x9997 adbadbad 1.0e-1000 .028 t4         0 .....   1.2M OUT!\n"
		"> x9998 adbadbad   2.0e-06 .028 t4   3.6e-10 .....  18.4E OUT!\n"
		"  x9999 adbadbad   2.0e-06 .028 t4         -       12,345 OUT!\n");
	scene_done(&m);
}

/* The badge rounds as the number beside it. */
static void test_prompts_badge(void **state)
{
	static const struct { double p; const char *now, *badge; } of[] = {
		{ .854, " 0.854 ", " OUT! .85\n" }, { .9254, " 0.925 ", " OUT! .93\n" }, { .9949, " 0.995 ", " OUT! .99\n" },
		{ .9951, " 0.995 ", " OUT! 1.0\n" }, { .9999, " 1.000 ", " OUT! 1.0\n" }, { .499, " 0.499 ", " OUT!\n" } };
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
		prompt_of(&m, 5)->lp = log(of[i].p);
		assert_non_null(strstr(scene_panel(&m.scene, &panel_prompts, 7, 100), of[i].now));
		assert_non_null(strstr(scene_panel(&m.scene, &panel_prompts, 7, 100), of[i].badge));
	}
	scene_done(&m);
}

/* Nothing moves in mid-run, when a likelihood of 32^-128 = 2.2e-193 comes up. */
static void test_prompts_stay(void **state)
{
	struct made_scene m;
	char before[4 * 220];

	(void)state;
	scene_wide(&m);
	for (int cols = 36; cols <= 200; cols++) {
		prompt_of(&m, 6)->lp = log(.5);
		strcpy(before, scene_panel(&m.scene, &panel_prompts, 2, cols));
		prompt_of(&m, 6)->lp = -128 * log(32);
		assert_string_equal(scene_panel(&m.scene, &panel_prompts, 2, cols), before);
	}
	scene_done(&m);
}

static void test_prompts_styles(void **state)
{
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	assert_int_equal(style_at(&m, &panel_prompts, 7, 46, 0, 2), STYLE_HEAD);
	assert_int_equal(style_at(&m, &panel_prompts, 7, 46, 1, 5), STYLE_PLAIN);
	assert_int_equal(style_at(&m, &panel_prompts, 7, 46, 1, 20), STYLE_BASE);
	assert_int_equal(style_at(&m, &panel_prompts, 7, 46, 1, 30), STYLE_A);
	assert_int_equal(style_at(&m, &panel_prompts, 7, 46, 1, 42), STYLE_PLAIN);
	assert_int_equal(style_at(&m, &panel_prompts, 7, 46, 6, 0), STYLE_SELECTED);
	assert_int_equal(style_at(&m, &panel_prompts, 7, 46, 6, 20), STYLE_SELECTED);
	assert_int_equal(style_at(&m, &panel_prompts, 7, 46, 6, 42), STYLE_OUT);
	assert_int_equal(style_at(&m, &panel_prompts, 7, 46, 6, 29), STYLE_PLAIN); /* the bar's surroundings */
	assert_int_equal(style_at(&m, &panel_prompts, 7, 46, 6, 30), STYLE_RULE);
	assert_int_equal(style_at(&m, &panel_prompts, 7, 46, 6, 35), STYLE_PLAIN);
	assert_int_equal(style_at(&m, &panel_prompts, 7, 46, 6, 36), STYLE_SELECTED);
	m.frame.who = 1;
	assert_int_equal(style_at(&m, &panel_prompts, 7, 46, 1, 30), STYLE_B);
	scene_done(&m);
}

static void test_samples(void **state)
{
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	assert_panel(&m, &panel_samples, 2, 80,
		"- bccccccc wrong t1 0.037   in           - dbcccccc wrong t1 0.035   in\n"
		"- adbdbdbc wrong t4 4.2e-03 in           - adbaadba wrong t5 2.0e-06 OUT! at t6\n");
	assert_title(&m, &panel_samples, "4 newest samples on x5: 4 of 64, 0 right", "+ correct  - wrong");
	*sample_of(&m, 0) = (struct frame_sample){ .y = m.frame.ystar, .length = 8, .right = 8, .left = 6,
						   .lq0 = log(2e-6), .lp = log(.853) };
	assert_panel(&m, &panel_samples, 5, 120,
		"+ adbadbad   all 8 correct    base 2.0e-06   drawn 0.853     OUT! at t7\n"
		"- dbcccccc   first wrong t1   base 0.035     drawn 3.5e-03   in\n"
		"- adbdbdbc   first wrong t4   base 4.2e-03   drawn 4.2e-04   in\n"
		"- adbaadba   first wrong t5   base 2.0e-06   drawn 2.0e-07   OUT! at t6\n"
		"\n");
	assert_panel(&m, &panel_samples, 2, 60,
		"+ adbadbad  all 8 correct  base 2.0e-06  OUT! at t7\n"
		"- dbcccccc  wrong at t1    base 0.035    in\n");
	assert_panel(&m, &panel_samples, 2, 30, "+ adbadbad all 2.0e-06 OUT!\n- dbcccccc t1  0.035   in\n");
	assert_title(&m, &panel_samples, "4 newest samples on x5: 4 of 64, 1 right", "+ correct  - wrong");
	assert_int_equal(style_at(&m, &panel_samples, 2, 60, 0, 0), STYLE_REWARDED);
	assert_int_equal(style_at(&m, &panel_samples, 2, 60, 0, 2), STYLE_CORRECT);
	assert_int_equal(style_at(&m, &panel_samples, 2, 60, 0, 27), STYLE_BASE);
	assert_int_equal(style_at(&m, &panel_samples, 2, 60, 0, 41), STYLE_OUT);
	assert_int_equal(style_at(&m, &panel_samples, 2, 60, 1, 0), STYLE_PLAIN);
	assert_int_equal(style_at(&m, &panel_samples, 2, 60, 1, 2), STYLE_PLAIN);
	assert_int_equal(style_at(&m, &panel_samples, 2, 60, 1, 41), STYLE_PLAIN);
	scene_done(&m);
}

/* Of algorithm 2: queries of each response, and responses that end where no right token was found. */
static void test_samples_tries(void **state)
{
	static const struct { int right; int64_t asked; } of[] = { { 8, 1 }, { 7, 1234 }, { 3, 57 }, { 0, 17 } };
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	m.frame.trainer[0].drawn_by = m.frame.trainer[0].behavior = "alg2";
	for (int i = 0; i < 4; i++) {
		struct frame_sample *y = sample_of(&m, i);
		*y = (struct frame_sample){ .y = m.frame.ystar, .right = of[i].right, .left = -1,
					    .length = of[i].right < 8 ? of[i].right + 1 : 8,
					    .stuck = of[i].right < 8, .asked = of[i].asked,
					    .lq0 = log(.25), .lp = log(.5) };
	}
	assert_panel(&m, &panel_samples, 4, 120,
		"+ adbadbad   all 8 correct    tries 1       base 0.250     drawn 0.500     in\n"
		"- adbadbad   stuck at t8      tries 1,234   base 0.250     drawn 0.500     in\n"
		"- adba       stuck at t4      tries 57      base 0.250     drawn 0.500     in\n"
		"- a          stuck at t1      tries 17      base 0.250     drawn 0.500     in\n");
	assert_panel(&m, &panel_samples, 4, 80,
		"+ adbadbad  all 8 correct  tries 1      base 0.250    in\n"
		"- adbadbad  stuck at t8    tries 1,234  base 0.250    in\n"
		"- adba      stuck at t4    tries 57     base 0.250    in\n"
		"- a         stuck at t1    tries 17     base 0.250    in\n");
	assert_panel(&m, &panel_samples, 4, 60,
		"+ adbadbad correct  tries 1     base 0.250   in\n"
		"- adbadbad stuck t8 tries 1,234 base 0.250   in\n"
		"- adba     stuck t4 tries 57    base 0.250   in\n"
		"- a        stuck t1 tries 17    base 0.250   in\n");
	assert_panel(&m, &panel_samples, 4, 50,
		"+ adbadbad correct  tries 1     0.250   in\n"
		"- adbadbad stuck t8 tries 1,234 0.250   in\n"
		"- adba     stuck t4 tries 57    0.250   in\n"
		"- a        stuck t1 tries 17    0.250   in\n");
	assert_panel(&m, &panel_samples, 4, 40,
		"+ adbadbad all 0.250   in\n"
		"- adbadbad t8  0.250   in\n"
		"- adba     t4  0.250   in\n"
		"- a        t1  0.250   in\n");
	assert_title(&m, &panel_samples, "4 newest samples on x5 by alg2: 4 of 64, 1 right", "+ correct  - wrong");
	scene_done(&m);
}

static void test_samples_long(void **state)
{
	static const char names[4][16] = { "10", "11", "12", "13" };
	struct made_scene m;

	(void)state;
	scene_wide(&m);
	assert_panel(&m, &panel_samples, 4, 80,
		"- abcdefghijklmnopqrstuvwxyzABCDE~  wrong at t1      base 1.4e-87   in\n"
		"- hknqtwzCFcfiloruxADadgjmpsvyBEb~  wrong at t41     base 5.1e-88   in\n"
		"- hknqtwzCFcfiloruxADadgjmpsvyBEb~  wrong at t81     base 1.9e-88   OUT! at t61\n"
		"+ hknqtwzCFcfiloruxADadgjmpsvyBEb~  all 128 correct  base 6.9e-89   OUT! at t61\n");
	scene_done(&m);
	scene_barrier(&m);
	m.frame.token = names;
	assert_panel(&m, &panel_samples, 1, 80,
		     "- 11 12 12 12 12 12 12 12  wrong at t1    base 0.037    in\n");
	assert_panel(&m, &panel_samples, 1, 41, "- 11 12 12 1~ wrong t1 0.037   in\n");
	scene_done(&m);
}

static void test_samples_none(void **state)
{
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	m.frame.nsample = 0;
	assert_panel(&m, &panel_samples, 1, 80, "none of the 64 samples of this update was on x5\n");
	assert_title(&m, &panel_samples, "4 newest samples on x5", "");
	m.frame.samples_kept = false;
	m.frame.nany = 0;
	assert_panel(&m, &panel_samples, 1, 80, "the samples of the last update are gone: s\n");
	m.frame.trainer[0].update = 0;
	assert_panel(&m, &panel_samples, 1, 80, "no samples yet: s\n");
	assert_panel(&m, &panel_samples, 1, 10, "no sample~\n");
	scene_done(&m);
}

/* Where the selected prompt has none, those of others stand there, with their prompts. */
static void test_samples_any(void **state)
{
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	m.frame.any = m.frame.sample;
	m.frame.nany = 2;
	assert_title(&m, &panel_samples, "4 newest samples on x5: 4 of 64, 0 right", "+ correct  - wrong");
	m.frame.nsample = 0;
	sample_of(&m, 0)->prompt = 118;
	sample_of(&m, 0)->text = "51+96";
	sample_of(&m, 1)->prompt = 3;
	sample_of(&m, 1)->text = "10+42";
	assert_title(&m, &panel_samples, "4 newest samples on any prompt: 0 of 64 on x5", "+ correct  - wrong");
	assert_panel(&m, &panel_samples, 2, 80,
		"x118 51+96 - bccccccc  wrong at t1    base 0.037    in\n"
		"x3 10+42   - dbcccccc  wrong at t1    base 0.035    in\n");
	sample_of(&m, 1)->text = "one plus eleven thousand";
	sample_of(&m, 0)->prompt = -1;
	assert_panel(&m, &panel_samples, 2, 80,
		"new - bccccccc   first wrong t1   base 0.037     drawn 3.7e-03   in\n"
		"x3  - dbcccccc   first wrong t1   base 0.035     drawn 3.5e-03   in\n");
	m.view.depth = VIEW_SAMPLE;
	assert_panel(&m, &panel_samples, 1, 80, "none of the 64 samples of this update was on x5\n");
	scene_done(&m);
}

static void test_queries(void **state)
{
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	assert_panel(&m, &panel_queries, 4, 25,
		" total             10,048\n"
		" this update           64\n"
		" per hit              1.2\n"
		" budget left            0\n");
	assert_panel(&m, &panel_queries, 5, 61,
		" total                 10,048    off support               11\n"
		" this update               64    x5 queries             1,675\n"
		" per hit                  1.2    x5 hits                    0\n"
		" budget left                0    x5 per hit        no hit yet\n"
		" hits                   8,339    x5 first hit           never\n");
	scene_done(&m);
	scene_wide(&m);
	assert_panel(&m, &panel_queries, 10, 29,
		" total                160,768\n"
		" this update            1,024\n"
		" per hit                  1.2\n"
		" budget left        no budget\n"
		" hits                 133,437\n"
		" off support                -\n"
		" x7 queries           100,000\n"
		" x7 hits               26,664\n"
		" x7 per hit               3.8\n"
		" x7 first hit              49\n");
	scene_done(&m);
}

/* Two trainers stand side by side where there is room, with the prompt's counts of the one in focus. */
static void test_queries_two(void **state)
{
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	m.frame.trainer[1] = (struct frame_trainer){ .exists = true, .reward = "process", .update = 23,
		.run = { .queries = 4000000000, .responses = 1472 }, .last = { .queries = 500 } };
	m.frame.who = 1;
	assert_panel(&m, &panel_queries, 6, 41,
		"                    A outcome   B process\n"
		" total                 10,048    4.00e+09\n"
		" this update               64         500\n"
		" per hit                  1.2  no hit yet\n"
		" budget left                0           0\n"
		" hits                   8,339           0\n");
	assert_panel(&m, &panel_queries, 4, 85,
		"                    A outcome   B process"
		"                       A outcome   B process\n"
		" total                 10,048    4.00e+09    budget left                0           0\n"
		" this update               64         500    hits                   8,339           0\n"
		" per hit                  1.2  no hit yet    off support               11           -\n");
	assert_panel(&m, &panel_queries, 2, 31, " total               4.00e+09\n this update              500\n");
	assert_int_equal(style_at(&m, &panel_queries, 6, 41, 0, 21), STYLE_A);
	assert_int_equal(style_at(&m, &panel_queries, 6, 41, 0, 33), STYLE_B);
	scene_done(&m);
}

/* The same in a line: the title row of the console. */
static void test_queries_brief(void **state)
{
	struct made_scene m;
	struct str s = { 0 };

	(void)state;
	scene_barrier(&m);
	queries_brief(&m.frame, &s);
	assert_string_equal(str_text(&s), "10,048 queries, +64, 1.2 per hit, 0 left");
	str_clear(&s);
	m.frame.budget = 0;
	m.frame.trainer[0].run.hits = 0;
	queries_brief(&m.frame, &s);
	assert_string_equal(str_text(&s), "10,048 queries, +64");
	str_clear(&s);
	m.frame.trainer[1].exists = true; /* whose they are */
	queries_brief(&m.frame, &s);
	assert_string_equal(str_text(&s), "A: 10,048 queries, +64");
	str_clear(&s);
	m.frame.trainer[1].exists = false;
	m.frame.k = 0;
	queries_brief(&m.frame, &s);
	assert_string_equal(str_text(&s), "");
	str_done(&s);
	scene_done(&m);
}

static void test_curve(void **state)
{
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	assert_panel(&m, &panel_curve, 7, 33,
		"1e+00|\n"
		"     |\n"
		"     |. . . . . . . . . . . alpha\n"
		"1e-05|AAAAAAAAAA\n"
		"     |         AAAAAAAAAAAAAAA\n"
		"1e-10|                       AAAA\n"
		"     +0------------10,048 queries\n");
	assert_title(&m, &panel_curve, "2 likelihood x5", "");
	m.frame.curve_name = "lq.base";
	assert_title(&m, &panel_curve, "2 lq.base", "");
	scene_done(&m);
}

static void test_curve_two(void **state)
{
	struct made_scene m;
	struct series two[2];

	(void)state;
	scene_barrier(&m);
	two[0] = two[1] = m.frame.curve[0];
	two[1].who = 1;
	m.frame.curve = two;
	m.frame.ncurve = 2;
	m.frame.trainer[1].reward = "process";
	assert_title(&m, &panel_curve, "2 likelihood x5", "A outcome  B process  * both");
	scene_done(&m);
}

/* Nothing is drawn without a task, nothing ends badly at any size. */
static void test_any_size(void **state)
{
	static const struct panel_type *const panels[] = { &panel_prompts, &panel_samples, &panel_queries, &panel_curve };
	static void (*const scenes[])(struct made_scene *) = { scene_barrier, scene_wide, scene_empty };
	struct made_scene m;

	(void)state;
	for (int i = 0; i < 3; i++)
		for (int utf8 = 0; utf8 < 2; utf8++) {
			scenes[i](&m);
			m.scene.glyphs = glyphs_of(utf8);
			m.frame.trainer[1].exists = utf8;
			for (int p = 0; p < 4; p++)
				for (int rows = 0; rows <= 60; rows += rows < 12 ? 1 : 7)
					for (int cols = 0; cols <= 220; cols++) {
						const char *text = scene_panel(&m.scene, panels[p], rows, cols);
						if (i == 2)
							assert_int_equal(strspn(text, "\n"), strlen(text));
						else if (rows > 3 && cols > 30)
							assert_int_not_equal(strspn(text, "\n"), strlen(text));
					}
			scene_done(&m);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_prompts_small),
		cmocka_unit_test(test_prompts_both),
		cmocka_unit_test(test_prompts_text),
		cmocka_unit_test(test_prompts_wide),
		cmocka_unit_test(test_prompts_narrow),
		cmocka_unit_test(test_prompts_scroll),
		cmocka_unit_test(test_prompts_extremes),
		cmocka_unit_test(test_prompts_badge),
		cmocka_unit_test(test_prompts_stay),
		cmocka_unit_test(test_prompts_styles),
		cmocka_unit_test(test_samples),
		cmocka_unit_test(test_samples_tries),
		cmocka_unit_test(test_samples_long),
		cmocka_unit_test(test_samples_none),
		cmocka_unit_test(test_samples_any),
		cmocka_unit_test(test_queries),
		cmocka_unit_test(test_queries_two),
		cmocka_unit_test(test_queries_brief),
		cmocka_unit_test(test_curve),
		cmocka_unit_test(test_curve_two),
		cmocka_unit_test(test_any_size),
	};

	return cmocka_run_group_tests_name("panel-prompts", tests, NULL, NULL);
}
