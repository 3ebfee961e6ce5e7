/* Panels of the teaching wall: likelihood quantile, watches and breaks, support ladder. Whole pictures of the two scenes,
 * whose numbers are those of the scenes; and what must hold at any size. */
#include "panel/scene.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "panel/ladder.h"
#include "panel/ruler.h"
#include "scene.h"
#include "unit.h"

enum { ROWS_MOST = 60, COLS_MOST = 220 };

static const struct panel_type *const panels[] = { &panel_quantile, &panel_stops, &panel_ladder };

static void assert_title(const struct scene *s, const struct panel_type *p, const char *expected)
{
	assert_string_equal(scene_title(s, p), expected);
}

/* ---- likelihood quantile */

/* Half of a window of 200: base and now side by side. */
static void test_quantile(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	assert_title(&s.scene, &panel_quantile, "7 likelihood quantile | eps 0.1");
	s.scene.keys = true;
	s.scene.focus = PANEL_QUANTILE;
	assert_title(&s.scene, &panel_quantile, "7 likelihood quantile | < > eps 0.1");
	assert_string_equal(scene_panel(&s.scene, &panel_quantile, 8, 113),
		"          1e-10   1e-09     1e-08     1e-07     1e-06      1e-05     1e-04     1e-03     1e-02     1e-01       1\n"
		"  o base                                             x5                :                              x2x1x3x0x4\n"
		"  A now         x5                                                     :                              x2x1x3x0x4\n"
		"  LQ(0.1)       A                                    o                 :alpha 1e-04\n"
		"  eps    base LQ       queries  token LQ         draws     A LQ       queries  token LQ         draws\n"
		"> 0.1    2.0e-06 x5    500,000     .028 x5 t4       36  3.6e-10 x5    2.8e+09     .028 x5 t4       36\n"
		"  0.2      0.226 x2        4.4     .472 x2 t1      2.1    0.974 x2        1.0     .472 x2 t1      2.1\n"
		"  0.5      0.615 x3        1.6     .856 x0 t1      1.2    0.991 x3        1.0     .856 x0 t1      1.2\n");
	scene_done(&s);
}

/* One below the other; then without what the numbers cost, without the axis, and the setting alone. */
static void test_quantile_narrow(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	assert_string_equal(scene_panel(&s.scene, &panel_quantile, 9, 79),
		"          1e-10      1e-08         1e-06        1e-04         1e-02          1\n"
		"  o base                               x5         :                 x2x1x3x0x4\n"
		"  A now       x5                                  :                 x2x1x3x0x4\n"
		"  LQ(0.1)     A                        o          :alpha 1e-04\n"
		"  eps               LQ       queries  token LQ         draws\n"
		"> 0.1  base    2.0e-06 x5    500,000     .028 x5 t4       36\n"
		"       A now   3.6e-10 x5    2.8e+09     .028 x5 t4       36\n"
		"  0.2  base      0.226 x2        4.4     .472 x2 t1      2.1\n"
		"       A now     0.974 x2        1.0     .472 x2 t1      2.1\n");
	assert_string_equal(scene_panel(&s.scene, &panel_quantile, 6, 59),
		"  eps               LQ       queries  token LQ\n"
		"> 0.1  base    2.0e-06 x5    500,000     .028 x5 t4\n"
		"       A now   3.6e-10 x5    2.8e+09     .028 x5 t4\n"
		"  0.2  base      0.226 x2        4.4     .472 x2 t1\n"
		"       A now     0.974 x2        1.0     .472 x2 t1\n"
		"\n");
	assert_string_equal(scene_panel(&s.scene, &panel_quantile, 3, 44),
		"  eps               LQ     token LQ\n"
		"> 0.1  base    2.0e-06 x5     .028 x5 t4\n"
		"       A now   3.6e-10 x5     .028 x5 t4\n");
	scene_done(&s);
}

/* Where names have no room, how many stand in a column. */
static void test_quantile_many(void **state)
{
	struct made_scene s;

	(void)state;
	scene_wide(&s);
	assert_string_equal(scene_panel(&s.scene, &panel_quantile, 9, 90),
		"          1e-25         1e-20          1e-15           1e-10          1e-05             1\n"
		"  o base                 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1  1 1 1 1 1 1 1 1 1 1 1 1\n"
		"  A now                                   11 11 11 11 11 11 11 11 11 11 11 111 11 11 11 1\n"
		"  LQ(0.1)                      o              A    :alpha 1e-12\n"
		"  eps                LQ        queries  token LQ            draws\n"
		"> 0.1  base     5.2e-19 x28    1.9e+18     .004 x28 t113      270\n"
		"       A now    4.0e-14 x28    2.5e+13     .004 x28 t113      270\n"
		"  0.2  base     4.7e-17 x25    2.1e+16     .007 x25 t101      148\n"
		"       A now    1.1e-12 x25    9.2e+11     .007 x25 t101      148\n");
	assert_string_equal(scene_panel(&s.scene, &panel_quantile, 9, 56),
		"          1e-25  1e-20    1e-15   1e-10    1e-05      1\n"
		"  o base          1 1111111 1111111 1111111 1111111 111\n"
		"  A now                     112111121111121111211112111\n"
		"  LQ(0.1)             o       A  :alpha 1e-12\n"
		"  eps                LQ      token LQ\n"
		"> 0.1  base     5.2e-19 x28     .004 x28 t113\n"
		"       A now    4.0e-14 x28     .004 x28 t113\n"
		"  0.2  base     4.7e-17 x25     .007 x25 t101\n"
		"       A now    1.1e-12 x25     .007 x25 t101\n");
	scene_done(&s);
}

/* The mark follows the setting, which has a row of its own where it is none of the three. */
static void test_quantile_eps(void **state)
{
	struct made_scene s;
	struct frame_quantiles *side;
	const char *text;

	(void)state;
	scene_barrier(&s);
	for (int i = 0; i < 2; i++) {
		side = i ? &s.frame.now_quantiles : &s.frame.base_quantiles;
		side->q[0].set = false;
		side->q[3] = side->q[2];
		side->q[2] = side->q[1];
		side->q[2].eps = .3;
		side->q[2].set = true;
	}
	s.frame.neps = 4;
	s.frame.eps = .3;
	text = scene_panel(&s.scene, &panel_quantile, 9, 113);
	assert_non_null(strstr(text, "\n  LQ(0.3) "));
	assert_non_null(strstr(text, "\n> 0.3 "));
	assert_non_null(strstr(text, "\n  0.5 "));
	text = scene_panel(&s.scene, &panel_quantile, 2, 113); /* not even the least leaves the mark out */
	assert_non_null(strstr(text, "\n> 0.3 "));
	scene_done(&s);
}

/* Of test prompts there are no names, and in a run they may be those of a while ago. */
static void test_quantile_drawn(void **state)
{
	struct made_scene s;
	const char *text;

	(void)state;
	scene_barrier(&s);
	s.frame.crowd_drawn = true;
	assert_title(&s.scene, &panel_quantile, "7 likelihood quantile of 6 test prompts | eps 0.1");
	s.frame.crowd_update = 150;
	s.frame.trainer[0].iterate = "average";
	assert_title(&s.scene, &panel_quantile, "7 likelihood quantile of 6 test prompts, update 150, last weights | eps 0.1");
	text = scene_panel(&s.scene, &panel_quantile, 8, 113);
	assert_null(strchr(text, 'x'));
	assert_non_null(strstr(text, "500,000"));
	scene_done(&s);
}

/* ---- watches and breaks */

/* What each is and has done; the old value of what has changed. */
static void test_stops(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	scene_add_stops(&s);
	assert_string_equal(scene_panel(&s.scene, &panel_stops, 5, 86),
		"  #       what              hits               now  (* changed)\n"
		"  1 break queries>=10000       1  stops here   queries 10,048\n"
		"  2 break discovery            0  stop, once   discovery 0\n"
		"  4 watch likelihood[5]                        3.9e-10 -> 3.6e-10 *\n"
		"  5 watch worst[5].now @a         disabled     .0002\n");
	assert_string_equal(scene_panel(&s.scene, &panel_stops, 5, 50),
		"  #       what             now  (* changed)\n"
		"  1 break queries>=10000   stops here, hit 1\n"
		"  2 break discovery        stop, once, hit 0\n"
		"  4 watch likelihood[5]    3.9e-10 -> 3.6e-10 *\n"
		"  5 watch worst[5].now @a  disabled\n");
	scene_done(&s);
}

/* The newest where not all fit. */
static void test_stops_many(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	scene_add_stops(&s);
	assert_string_equal(scene_panel(&s.scene, &panel_stops, 4, 86),
		"  #       what              hits               now  (* changed)\n"
		"  4 watch likelihood[5]                        3.9e-10 -> 3.6e-10 *\n"
		"  5 watch worst[5].now @a         disabled     .0002\n"
		"    2 more: info breaks, info watches\n");
	scene_done(&s);
}

/* What to type. */
static void test_stops_none(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	assert_string_equal(scene_panel(&s.scene, &panel_stops, 5, 60),
		" none. To stop a run or to follow a value, type:\n"
		"   break discovery once\n"
		"   break likelihood[5]>.9\n"
		"   watch likelihood[5]\n"
		"\n");
	scene_done(&s);
}

/* Each value with its trainer's letter; a long one goes without what it was. */
static void test_stops_two_trainers(void **state)
{
	struct made_scene s;
	struct frame_stop w = { .number = 1, .who = 1, .watch = true, .enabled = true, .text = "worst[5].now",
				.value = { "3.6e-10", "0.853" }, .then = { "", "2.0e-06" } };

	(void)state;
	scene_barrier(&s);
	s.frame.trainer[1].exists = true;
	s.frame.stop = &w;
	s.frame.nstops = 1;
	assert_non_null(strstr(scene_panel(&s.scene, &panel_stops, 3, 86), "watch worst[5].now @b                      A 3.6e-10  B 2.0e-06 -> 0.853 *\n"));
	assert_non_null(strstr(scene_panel(&s.scene, &panel_stops, 3, 50), "watch worst[5].now @b  A 3.6e-10  B 0.853 *\n"));
	w.who = -1;
	w.watch = false;
	w.ignore = 12;
	assert_non_null(strstr(scene_panel(&s.scene, &panel_stops, 3, 86), "ignores 12"));
	w.enabled = false;
	assert_non_null(strstr(scene_panel(&s.scene, &panel_stops, 3, 86), "disabled"));
	scene_done(&s);
}

/* ---- support ladder */

/* In the order of the base model; base and now on one axis, and the line below which the support ends. */
static void test_ladder(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	assert_title(&s.scene, &panel_ladder, "10 support ladder: 1 of 6 below alpha | o base  A now");
	assert_string_equal(scene_panel(&s.scene, &panel_ladder, 9, 90),
		"                                   k^-N    alpha                    1    base   A now\n"
		"  x4                                  |    :                        *   0.888   0.999 in\n"
		"  x0                                  |    :                       oA   0.798   0.999 in\n"
		"  x3                                  |    :                       oA   0.615   0.991 in\n"
		"  x1                                  |    :                     o--A   0.330   0.987 in\n"
		"  x2                                  |    :                    o---A   0.226   0.974 in\n"
		"     . . . . . . . . . . . 1 below alpha 1e-04 . . . . . . . . . . .\n"
		"> x5     A----------------------o     |    :                        | 2.0e-06 3.6e-10 OUT!\n"
		"     1e-10      1e-08       1e-06        1e-04       1e-02          1\n");
	assert_string_equal(scene_panel(&s.scene, &panel_ladder, 8, 60),
		"                   k^-N  alpha        1    base   A now\n"
		"  x4                  |  :            *   0.888   0.999 in\n"
		"  x0                  |  :            *   0.798   0.999 in\n"
		"  x3                  |  :           oA   0.615   0.991 in\n"
		"  x1                  |  :          o-A   0.330   0.987 in\n"
		"  x2                  |  :          o-A   0.226   0.974 in\n"
		"     . . .  1 below alpha 1e-04  . . .\n"
		"> x5   A-----------o  |  :            | 2.0e-06 3.6e-10 OUT!\n");
	scene_done(&s);
}

/* Around the selected one, without numbers where the axis needs their columns. */
static void test_ladder_small(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	assert_string_equal(scene_panel(&s.scene, &panel_ladder, 4, 48),
		"                     k^-N  alpha          1\n"
		"  x2                    |  :            o-A in\n"
		"     . . . .  1 below alpha 1e-04  . . . .\n"
		"> x5   A-------------o  |  :              | OUT!\n");
	assert_string_equal(scene_panel(&s.scene, &panel_ladder, 3, 36),
		"               k^-N alpha     1\n"
		"     .  1 below alpha 1e-04  .\n"
		"> x5  A---------o | :         | OUT!\n");
	scene_done(&s);
}

/* Where they meet, and where one of them meets the base model. */
static void test_ladder_two_trainers(void **state)
{
	struct made_scene s;
	struct frame_prompt *p;

	(void)state;
	scene_barrier(&s);
	p = (struct frame_prompt *)s.frame.prompts;
	s.frame.trainer[1] = s.frame.trainer[0];
	for (int i = 0; i < 6; i++)
		p[i].lp_of[1] = i == 5 ? -.25 : p[i].lp0 + .05;
	assert_title(&s.scene, &panel_ladder, "10 support ladder: 1 of 6 below alpha | o base  A B now");
	assert_string_equal(scene_panel(&s.scene, &panel_ladder, 8, 66),
		"                      k^-N  alpha           1    base   A now\n"
		"  x4                     |  :               *   0.888   0.999 in\n"
		"  x0                     |  :               *   0.798   0.999 in\n"
		"  x3                     |  :              *A   0.615   0.991 in\n"
		"  x1                     |  :             *-A   0.330   0.987 in\n"
		"  x2                     |  :            oB-A   0.226   0.974 in\n"
		"     . . . . . 1 below alpha 1e-04 . . . . .\n"
		"> x5   A--------------o--|--:---------------B 2.0e-06 3.6e-10 OUT!\n");
	scene_done(&s);
}

/* Among many: those around the selected one, and how many stand in each column of all. The axis is broken below the last
 * one: k^-N would leave it no room. */
static void test_ladder_many(void **state)
{
	struct made_scene s;

	(void)state;
	scene_wide(&s);
	assert_string_equal(scene_panel(&s.scene, &panel_ladder, 14, 90),
		"   k^-N                                alpha                      1     base    A now\n"
		"  x2  |                                :                       oA |    0.045    0.105 in\n"
		"  x3  |                                :                     o-A  |    0.010    0.035 in\n"
		"  x4  |                                :                    o-A   |  2.2e-03    0.012 in\n"
		"  x5  |                                :                  o--A    |  5.0e-04  3.9e-03 in\n"
		"  x6  |                                :                 o-A      |  1.1e-04  1.3e-03 in\n"
		"> x7  |                                :                o-A       |  2.5e-05  4.3e-04 in\n"
		"  x8  |                                :              o--A        |  5.6e-06  1.4e-04 in\n"
		"  x9  |                                :             o--A         |  1.2e-06  4.8e-05 in\n"
		"  x10 |                                :           o---A          |  2.8e-07  1.6e-05 in\n"
		"  x11 |                                :          o---A           |  6.2e-08  5.3e-06 in\n"
		"  o   |             11 11 11 11 11 11 11 11 11 11 11 11 111 11 11 1 all, counted\n"
		"  A   |                         1111 11111111111 11111111111 111111\n"
		"       //1e-25    1e-20       1e-15      1e-10       1e-05        1\n");
	assert_string_equal(scene_panel(&s.scene, &panel_ladder, 9, 56),
		"   k^-N                alpha    1     base    A now\n"
		"  x4  |                :      oA|  2.2e-03    0.012 in\n"
		"  x5  |                :     oA |  5.0e-04  3.9e-03 in\n"
		"  x6  |                :     oA |  1.1e-04  1.3e-03 in\n"
		"> x7  |                :    oA  |  2.5e-05  4.3e-04 in\n"
		"  x8  |                :    oA  |  5.6e-06  1.4e-04 in\n"
		"  x9  |                :   o-A  |  1.2e-06  4.8e-05 in\n"
		"  o   |         12222222222222221 all, counted\n"
		"  A   |              332333233232\n");
	scene_done(&s);
}

static void test_order(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	assert_int_equal(ladder_next(&s.frame, 4, 1), 0);
	assert_int_equal(ladder_next(&s.frame, 5, -2), 1);
	assert_int_equal(ladder_next(&s.frame, 5, 1), 5);
	assert_int_equal(ladder_next(&s.frame, 2, -100), 4);
	scene_done(&s);
}

/* ---- axes */

static const char *ruler_text(const struct ruler *r)
{
	static struct str text;
	struct canvas c;

	str_clear(&text);
	canvas_init(&c, 1, r->col + r->cols);
	ruler_draw(r, 0, &c);
	canvas_print(&c, &text);
	canvas_done(&c);
	return str_text(&text);
}

/* Down to the least, at least four decades; what lies off it stands at its end. */
static void test_ruler(void **state)
{
	struct ruler r;

	(void)state;
	ruler_choose(&r, log(2e-6), NAN, 2, 61);
	assert_string_equal(ruler_text(&r), "  1e-06   1e-05     1e-04     1e-03     1e-02     1e-01       1\n");
	assert_int_equal(ruler_column(&r, log(1e-3)), 2 + 30);
	assert_int_equal(ruler_column(&r, 0.0), 62);
	assert_int_equal(ruler_column(&r, log(1e-6)), 2);
	assert_int_equal(ruler_column(&r, -INFINITY), 2);
	assert_false(ruler_holds(&r, log(1e-7)));
	ruler_choose(&r, 0.0, NAN, 0, 40);
	assert_int_equal(r.low, -4);
	ruler_choose(&r, log(1e-7), log(1e-9), 0, 50);
	assert_true(r.low <= -9 && r.gap == 0);
	ruler_choose(&r, log(1e-7), -443.0, 0, 60);
	assert_string_equal(ruler_text(&r), " //1e-07 1e-06   1e-05   1e-04   1e-03   1e-02   1e-01     1\n");
	assert_int_equal(ruler_column(&r, -443.0), 0);
	assert_int_equal(ruler_column(&r, log(1e-7)), 3);
	ruler_choose(&r, -1e300, NAN, 0, 40);
	assert_int_equal(ruler_column(&r, -1e300), 0);
}

/* ---- any size */

/* Sanitizers watch what is written where; the row of the setting and the selected rung are always in sight. */
static void test_any_size(void **state)
{
	struct made_scene s[3];

	(void)state;
	scene_barrier(&s[0]);
	scene_add_stops(&s[0]);
	scene_wide(&s[1]);
	scene_empty(&s[2]);
	for (int i = 0; i < 3; i++)
		for (size_t p = 0; p < sizeof panels / sizeof panels[0]; p++)
			for (int rows = 0; rows <= ROWS_MOST; rows += rows < 12 ? 1 : 16)
				for (int cols = 0; cols <= COLS_MOST; cols += cols < 60 ? 1 : 7)
					scene_panel(&s[i].scene, panels[p], rows, cols);
	for (int rows = 3; rows <= ROWS_MOST; rows++) {
		assert_non_null(strstr(scene_panel(&s[1].scene, &panel_ladder, rows, 60), "> x7 "));
		assert_non_null(strstr(scene_panel(&s[1].scene, &panel_quantile, rows, 60), "> 0.1 "));
	}
	for (int i = 0; i < 3; i++)
		scene_done(&s[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_quantile),
		cmocka_unit_test(test_quantile_narrow),
		cmocka_unit_test(test_quantile_many),
		cmocka_unit_test(test_quantile_eps),
		cmocka_unit_test(test_quantile_drawn),
		cmocka_unit_test(test_stops),
		cmocka_unit_test(test_stops_many),
		cmocka_unit_test(test_stops_none),
		cmocka_unit_test(test_stops_two_trainers),
		cmocka_unit_test(test_ladder),
		cmocka_unit_test(test_ladder_small),
		cmocka_unit_test(test_ladder_two_trainers),
		cmocka_unit_test(test_ladder_many),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_ruler),
		cmocka_unit_test(test_any_size),
	};

	return cmocka_run_group_tests_name("panel-wall", tests, NULL, NULL);
}
