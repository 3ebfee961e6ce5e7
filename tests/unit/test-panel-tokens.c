/* Panels on one prompt: tokens, inspect, positions, next. Whole pictures of the two scenes, whose
 * numbers are those of the scenes; and what must hold at any size. */
#include "panel/scene.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "panel/strip.h"
#include "scene.h"
#include "unit.h"

enum { ROWS_MOST = 60, COLS_MOST = 220 };

static const struct panel_type *const panels[] = { &panel_tokens, &panel_inspect, &panel_positions, &panel_next,
						  &panel_sample };

static void assert_title(const struct scene *s, const struct panel_type *p, const char *expected)
{
	assert_string_equal(scene_title(s, p), expected);
}

static struct canvas drawn(const struct scene *s, const struct panel_type *p, int rows, int cols)
{
	struct canvas c;

	canvas_init(&c, rows, cols);
	p->draw(s, &c);
	return c;
}

static int style_at(const struct canvas *c, int row, int col)
{
	return c->at[row * c->stride + col].style;
}

static void test_tokens_80(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	assert_title(&s.scene, &panel_tokens, "3 tokens of x5: p(token | correct prefix) | y*=adbadbad");
	assert_string_equal(scene_panel(&s.scene, &panel_tokens, 6, 80),
		"       t1      t2      t3     >t4      t5      t6      t7      t8        product\n"
		"   a  [.250]   .250    .001   [.000]   .250    .001   [.000]   .250      8.7e-11\n"
		"   b   .250    .250   [.997]   .000    .250   [.997]   .000    .250\n"
		"   c   .250    .250    .001    .920    .250    .001    .920    .250\n"
		"   d   .250   [.250]   .001    .080   [.250]   .001    .080   [.250]\n"
		"base*  .250    .250    .810    .028    .250    .810    .028    .250      2.0e-06\n");
	scene_done(&s);
}

/* Half of a window of 120: two digits, and no product, so that all positions are in sight. */
static void test_tokens_60(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	assert_string_equal(scene_panel(&s.scene, &panel_tokens, 6, 60),
		"       t1    t2    t3   >t4    t5    t6    t7    t8\n"
		"   a  [.25]  .25   .00  [.00]  .25   .00  [.00]  .25\n"
		"   b   .25   .25  [1.0]  .00   .25  [1.0]  .00   .25\n"
		"   c   .25   .25   .00   .92   .25   .00   .92   .25\n"
		"   d   .25  [.25]  .00   .08  [.25]  .00   .08  [.25]\n"
		"base*  .25   .25   .81   .03   .25   .81   .03   .25\n");
	scene_done(&s);
}

/* For a projector .997 is not yet 1. */
static void test_tokens_present(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	s.frame.present = true;
	assert_non_null(strstr(scene_panel(&s.scene, &panel_tokens, 6, 80), "[.99]"));
	assert_null(strstr(scene_panel(&s.scene, &panel_tokens, 6, 80), "[1.0]"));
	assert_non_null(strstr(scene_panel(&s.scene, &panel_prompts, 7, 45), " 0.99 "));
	assert_null(strstr(scene_panel(&s.scene, &panel_prompts, 7, 45), " 1.00 "));
	scene_done(&s);
}

static void test_tokens_base(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	s.scene.base = true;
	assert_title(&s.scene, &panel_tokens,
		     "3 tokens of x5: base model's p(token | correct prefix) | y*=adbadbad");
	assert_string_equal(scene_panel(&s.scene, &panel_tokens, 6, 80),
		"       t1      t2      t3     >t4      t5      t6      t7      t8        product\n"
		"   a  [.250]   .250    .090   [.028]   .250    .090   [.028]   .250      2.0e-06\n"
		"   b   .250    .250   [.810]   .010    .250   [.810]   .010    .250\n"
		"   c   .250    .250    .050    .402    .250    .050    .402    .250\n"
		"   d   .250   [.250]   .050    .560   [.250]   .050    .560   [.250]\n"
		" now*  .250    .250    .997    .000    .250    .997    .000    .250      8.7e-11\n");
	scene_done(&s);
}

/* The correct one, the likeliest other of base and now at t4, and the correct one of the position before; one; and the
 * same without a product beside them. */
static void test_tokens_few_rows(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	assert_string_equal(scene_panel(&s.scene, &panel_tokens, 5, 80),
		"       t1      t2      t3     >t4      t5      t6      t7      t8        product\n"
		"   a  [.250]   .250    .001   [.000]   .250    .001   [.000]   .250      8.7e-11\n"
		"   b   .250    .250   [.997]   .000    .250   [.997]   .000    .250\n"
		"   c   .250    .250    .001    .920    .250    .001    .920    .250      +1 more\n"
		"base*  .250    .250    .810    .028    .250    .810    .028    .250      2.0e-06\n");
	assert_string_equal(scene_panel(&s.scene, &panel_tokens, 3, 80),
		"+3     t1      t2      t3     >t4      t5      t6      t7      t8        product\n"
		"   a  [.250]   .250    .001   [.000]   .250    .001   [.000]   .250      8.7e-11\n"
		"base*  .250    .250    .810    .028    .250    .810    .028    .250      2.0e-06\n");
	assert_string_equal(scene_panel(&s.scene, &panel_tokens, 2, 80),
		"+3     t1      t2      t3     >t4      t5      t6      t7      t8        product\n"
		"   a  [.250]   .250    .001   [.000]   .250    .001   [.000]   .250      8.7e-11\n");
	assert_string_equal(scene_panel(&s.scene, &panel_tokens, 5, 30),
		"+1  .. t3    >t4     t5    ..\n"
		"   a   .001  [.000]  .250\n"
		"   b  [.997]  .000   .250\n"
		"   c   .001   .920   .250\n"
		"base*  .810   .028   .250\n");
	scene_done(&s);
}

/* By formula: base of q at t100 is 2 (1 + (16 + 99) % 32) / (32 * 33) = .038. With it z, the likeliest at t100 now, and t and n,
 * the correct ones beside it: of so many tokens the likeliest at t100 first. */
static void test_tokens_wide(void **state)
{
	struct made_scene s;

	(void)state;
	scene_wide(&s);
	assert_title(&s.scene, &panel_tokens, "3 tokens of x7: p(token | correct prefix) | y*=hknqtwzCFcfiloruxADadgj~");
	assert_string_equal(scene_panel(&s.scene, &panel_tokens, 6, 80),
		"    .. t96    t97    t98    t99   >t100   t101   t102   t103  ..    product\n"
		"   z   .045   .049   .053   .057   .061   .004   .008  [.011]      1.5e-207\n"
		"   t   .034   .038   .042   .045   .049  [.053]  .057   .061\n"
		"   q   .028   .032   .036   .040  [.044]  .047   .051   .055\n"
		"   n   .023   .027   .030  [.034]  .038   .042   .045   .049       +28 more\n"
		"base*  .008   .015   .023   .030   .038   .045   .053   .061       1.8e-198\n");
	assert_string_equal(scene_panel(&s.scene, &panel_tokens, 8, 200),
		"  now ................................................................................................................................\n"
		"             ! support ends t8    rarest t29                                                             >t100\n"
		"    .. t88    t89    t90    t91    t92    t93    t94    t95    t96    t97    t98    t99   >t100   t101   t102   t103   t104   t105   t106   t107   t108   t109   t110   t111   t112  ..    product\n"
		"   z   .015   .019   .023   .027   .030   .034   .038   .042   .045   .049   .053   .057   .061   .004   .008  [.011]  .015   .019   .023   .027   .030   .034   .038   .042   .045       1.5e-207\n"
		"   t   .004   .008   .011   .015   .019   .023   .027   .030   .034   .038   .042   .045   .049  [.053]  .057   .061   .004   .008   .011   .015   .019   .023   .027   .030   .034\n"
		"   q   .059   .002   .006   .009   .013   .017   .021   .025   .028   .032   .036   .040  [.044]  .047   .051   .055   .059   .002   .006   .009   .013   .017   .021   .025   .028\n"
		"   n   .053   .057   .061   .004   .008   .011   .015   .019   .023   .027   .030  [.034]  .038   .042   .045   .049   .053   .057   .061   .004   .008   .011   .015   .019   .023       +28 more\n"
		"base*  .008   .015   .023   .030   .038   .045   .053   .061   .008   .015   .023   .030   .038   .045   .053   .061   .008   .015   .023   .030   .038   .045   .053   .061   .008       1.8e-198\n");
	s.view.position = 0;
	assert_string_equal(scene_panel(&s.scene, &panel_tokens, 4, 80),
		"      >t1     t2     t3     t4     t5     t6     t7     t8    ..    product\n"
		"   F   .061   .004   .008   .011   .015   .019   .023   .027       1.5e-207\n"
		"   h  [.015]  .019   .023   .027   .030   .034   .038   .042       +30 more\n"
		"base*  .015   .023   .030   .038   .045   .053   .061   .008       1.8e-198\n");
	s.view.position = 127;
	assert_string_equal(scene_panel(&s.scene, &panel_tokens, 4, 80),
		"    .. t121   t122   t123   t124   t125   t126   t127  >t128        product\n"
		"   a   .032   .036   .040   .044   .047   .051   .055   .059       1.5e-207\n"
		"   e   .040   .044   .047   .051   .055   .059   .002  [.006]      +30 more\n"
		"base*  .015   .023   .030   .038   .045   .053   .061   .008       1.8e-198\n");
	scene_done(&s);
}

/* 1/2.0e-6 = 500,000 and 2.0e-6/8.7e-11 = 5,556, by hand. */
static void test_inspect(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	assert_title(&s.scene, &panel_inspect, "inspect x5 : why is this prompt stuck? | Esc back");
	assert_string_equal(scene_panel(&s.scene, &panel_inspect, 5, 80),
		" target y*   adbadbad     seen in pre-training: never\n"
		" base p0     2.0e-06      expect 1 hit in 500,000 samples                (1/p0)\n"
		" now  p      3.6e-10      5,556 times LESS likely than base              (p0/p)\n"
		" support     OUT!         p0 < alpha=1e-04 (budget 10,000)      explain support\n"
		" hits        0            in 1,675 responses\n");
	assert_string_equal(scene_panel(&s.scene, &panel_inspect, 6, 200),
		" target y*   adbadbad     seen in pre-training: never\n"
		" base p0     2.0e-06      expect 1 hit in 500,000 samples                    (1/p0)\n"
		" now  p      3.6e-10      5,556 times LESS likely than base                  (p0/p)\n"
		" support     OUT!         p0 < alpha=1e-04 (budget 10,000)          explain support\n"
		" hits        0            in 1,675 responses\n"
		" spread      entropy 3.2 nats; KL(p||q0) 1.5, KL(q0||p) 2.5\n");
	assert_string_equal(scene_panel(&s.scene, &panel_inspect, 4, 40),
		" target y*   adbadbad     seen in pre-t~\n"
		" base p0     2.0e-06      expect 1 hit ~\n"
		" now  p      3.6e-10      5,556 times L~\n"
		" support     OUT!         p0 < alpha=1e~\n");
	/* a number is there, or it is not */
	assert_non_null(strstr(scene_panel(&s.scene, &panel_inspect, 6, 59), "entropy 3.2 nats; KL(p||q0) 1.5, KL(q0||p) 2.5\n"));
	assert_non_null(strstr(scene_panel(&s.scene, &panel_inspect, 6, 58), "entropy 3.2 nats; KL(p||q0) 1.5\n"));
	scene_done(&s);
}

/* p0 = e^-10.6, p = e^-7.75: 40,135 samples, 17 times, by hand. */
static void test_inspect_wide(void **state)
{
	struct made_scene s;

	(void)state;
	scene_wide(&s);
	assert_title(&s.scene, &panel_inspect, "inspect x7 : rising | Esc back");
	assert_string_equal(scene_panel(&s.scene, &panel_inspect, 5, 80),
		" target y*   hknqtwzCFcfiloruxADadgjmpsvyBEbehknqt~  seen in pre-training: never\n"
		" base p0     2.5e-05      expect 1 hit in 40,135 samples                 (1/p0)\n"
		" now  p      4.3e-04      17 times more likely than base                 (p/p0)\n"
		" support     in           p0 >= alpha=1e-12                     explain support\n"
		" hits        26,664       in 100,000 responses, first at query 49\n");
	assert_string_equal(scene_panel(&s.scene, &panel_inspect, 6, 200),
		" target y*   hknqtwzCFcfiloruxADadgjmpsvyBEbehknqtw~  seen in pre-training: never\n"
		" base p0     2.5e-05      expect 1 hit in 40,135 samples                     (1/p0)\n"
		" now  p      4.3e-04      17 times more likely than base                     (p/p0)\n"
		" support     in           p0 >= alpha=1e-12                         explain support\n"
		" hits        26,664       in 100,000 responses, first at query 49\n"
		" spread      entropy 3.2 nats; KL(p||q0) 1.5, KL(q0||p) 2.5\n");
	scene_done(&s);
}

/* Running p0: .25, .25^2 = .062, .062 * .81 = .051, .051 * .028 = 1.4e-03, .. by hand. */
static void test_positions_80(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	assert_title(&s.scene, &panel_positions, "token by token : p0 base -> p now, given the correct prefix"
		     " | support ends t7, rarest t4");
	assert_string_equal(scene_panel(&s.scene, &panel_positions, 9, 80),
		"  pos  y*     base      now  now bar         running p0  token line 0.025\n"
		"   t1   a     .250     .250  ####..........       0.250\n"
		"   t2   d     .250     .250  ####..........       0.062\n"
		"   t3   b     .810     .997  ##############       0.051\n"
		">  t4   a     .028  1.5e-04  ..............     1.4e-03  rarest token (.028)\n"
		"   t5   d     .250     .250  ####..........     3.5e-04\n"
		"   t6   b     .810     .997  ##############     2.9e-04\n"
		"   t7   a     .028  1.5e-04  ..............     8.0e-06  <== below alpha here\n"
		"   t8   d     .250     .250  ####..........     2.0e-06\n");
	assert_string_equal(scene_panel(&s.scene, &panel_positions, 9, 60),
		"  pos  y*     base      now running p0  token line 0.025\n"
		"   t1   a     .250     .250      0.250\n"
		"   t2   d     .250     .250      0.062\n"
		"   t3   b     .810     .997      0.051\n"
		">  t4   a     .028  1.5e-04    1.4e-03  rarest token (.028)\n"
		"   t5   d     .250     .250    3.5e-04\n"
		"   t6   b     .810     .997    2.9e-04\n"
		"   t7   a     .028  1.5e-04    8.0e-06  <== below alpha here\n"
		"   t8   d     .250     .250    2.0e-06\n");
	scene_done(&s);
}

/* The bar is of the base model; with room for both there is no difference. */
static void test_positions_base(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	s.scene.base = true;
	assert_string_equal(scene_panel(&s.scene, &panel_positions, 9, 80),
		"  pos  y*     base      now  base bar        running p0  token line 0.025\n"
		"   t1   a     .250     .250  ####..........       0.250\n"
		"   t2   d     .250     .250  ####..........       0.062\n"
		"   t3   b     .810     .997  ###########...       0.051\n"
		">  t4   a     .028  1.5e-04  ..............     1.4e-03  rarest token (.028)\n"
		"   t5   d     .250     .250  ####..........     3.5e-04\n"
		"   t6   b     .810     .997  ###########...     2.9e-04\n"
		"   t7   a     .028  1.5e-04  ..............     8.0e-06  <== below alpha here\n"
		"   t8   d     .250     .250  ####..........     2.0e-06\n");
	assert_string_equal(scene_panel(&s.scene, &panel_positions, 9, 120),
		"  pos  y*     base      now  base bar                  now bar                   running p0  token line 0.025\n"
		"   t1   a     .250     .250  ######..................  ######..................       0.250\n"
		"   t2   d     .250     .250  ######..................  ######..................       0.062\n"
		"   t3   b     .810     .997  ###################.....  ########################       0.051\n"
		">  t4   a     .028  1.5e-04  #.......................  ........................     1.4e-03  rarest token (.028)\n"
		"   t5   d     .250     .250  ######..................  ######..................     3.5e-04\n"
		"   t6   b     .810     .997  ###################.....  ########################     2.9e-04\n"
		"   t7   a     .028  1.5e-04  #.......................  ........................     8.0e-06  <== below alpha here\n"
		"   t8   d     .250     .250  ######..................  ######..................     2.0e-06\n");
	scene_done(&s);
}

static void test_positions_scroll(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	s.view.position = 7;
	assert_string_equal(scene_panel(&s.scene, &panel_positions, 4, 80),
		"  pos  y*     base      now  now bar         running p0  t6-8/8, line 0.025\n"
		"   t6   b     .810     .997  ##############     2.9e-04  ^ rarest t4\n"
		"   t7   a     .028  1.5e-04  ..............     8.0e-06  <== below alpha here\n"
		">  t8   d     .250     .250  ####..........     2.0e-06\n");
	s.view.position = 0;
	assert_string_equal(scene_panel(&s.scene, &panel_positions, 4, 80),
		"  pos  y*     base      now  now bar         running p0  t1-3/8, line 0.025\n"
		">  t1   a     .250     .250  ####..........       0.250\n"
		"   t2   d     .250     .250  ####..........       0.062\n"
		"   t3   b     .810     .997  ##############       0.051  v ends t7, rarest t4\n");
	assert_string_equal(scene_panel(&s.scene, &panel_positions, 1, 80),
		">  t1   a     .250     .250  ####..........       0.250\n");
	scene_done(&s);
}

/* Product of 2 (1 + (7 + 4 t) % 32) / (32 * 33), t from 0: .015, .015 * .023 = 3.4e-04, .. below 1e-12 at t8. */
static void test_positions_wide(void **state)
{
	struct made_scene s;

	(void)state;
	scene_wide(&s);
	assert_string_equal(scene_panel(&s.scene, &panel_positions, 9, 80),
		"  now ................................................................ min of 2\n"
		"         !ends t8   rarest t29                         >t100\n"
		"   pos  y*     base      now  now bar        running p0  t97-102/128\n"
		"   t97   h     .015     .015  .............    7.4e-151  ^ ends t8, rarest t29\n"
		"   t98   k     .023     .025  .............    1.7e-152\n"
		"   t99   n     .030     .034  .............    5.1e-154\n"
		"> t100   q     .038     .044  #............    1.9e-155\n"
		"  t101   t     .045     .053  #............    8.8e-157\n"
		"  t102   w     .053     .002  .............    4.7e-158\n");
	assert_string_equal(scene_panel(&s.scene, &panel_positions, 9, 200),
		"  now ................................................................................................................................\n"
		"             ! support ends t8    rarest t29                                                             >t100\n"
		"   pos  y*     base      now  base bar                  now bar                   running p0  t97-t102 of 128; token line 0.00313\n"
		"   t97   h     .015     .015  ........................  ........................    7.4e-151  ^ support ends t8, rarest t29\n"
		"   t98   k     .023     .025  #.......................  #.......................    1.7e-152\n"
		"   t99   n     .030     .034  #.......................  #.......................    5.1e-154\n"
		"> t100   q     .038     .044  #.......................  #.......................    1.9e-155\n"
		"  t101   t     .045     .053  #.......................  #.......................    8.8e-157\n"
		"  t102   w     .053     .002  #.......................  ........................    4.7e-158\n");
	s.view.position = 28;
	assert_string_equal(scene_panel(&s.scene, &panel_positions, 4, 120),
		"   pos  y*     base      now  base bar                  now bar                   running p0  t28-30/128, line 0.00313\n"
		"   t28   y     .038     .028  #.......................  #.......................     3.3e-44  ^ support ends t8\n"
		">  t29   B     .045     .038  #.......................  #.......................     1.5e-45  rarest token (.045)\n"
		"   t30   E     .053     .047  #.......................  #.......................     8.0e-47\n");
	scene_done(&s);
}

static void test_next_80(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	assert_title(&s.scene, &panel_next, "next token : x5 t4 after \"adb\" | now (base)");
	assert_string_equal(scene_panel(&s.scene, &panel_next, 2, 80),
		"  a* 1.5e-04    (.028) .................  c     .920    (.402) ################.\n"
		"  b  2.0e-04    (.010) .................  d     .080    (.560) #................\n");
	s.scene.base = true;
	assert_title(&s.scene, &panel_next, "next token : x5 t4 after \"adb\" | base (now)");
	assert_string_equal(scene_panel(&s.scene, &panel_next, 2, 80),
		"  a*    .028 (1.5e-04) .................  c     .402    (.920) #######..........\n"
		"  b     .010 (2.0e-04) .................  d     .560    (.080) ##########.......\n");
	s.view.position = 0;
	assert_title(&s.scene, &panel_next, "next token : x5 t1 | base (now)");
	scene_done(&s);
}

/* What does not fit gives way: bars, then digits, then tokens that are unlikely under either model. */
static void test_next_few(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	assert_string_equal(scene_panel(&s.scene, &panel_next, 1, 80),
		"  a* .000 (.028) ...  b  .000 (.010) ...  c  .920 (.402) ###  d  .080 (.560) ...\n");
	assert_string_equal(scene_panel(&s.scene, &panel_next, 1, 30),
		"  a* .000 (.028) .............\n");
	assert_string_equal(scene_panel(&s.scene, &panel_next, 2, 60),
		"  a* 1.5e-04    (.028) .......  c     .920    (.402) ######.\n"
		"  b  2.0e-04    (.010) .......  d     .080    (.560) #......\n");
	assert_string_equal(scene_panel(&s.scene, &panel_next, 1, 60),
		"  a* .000 (.028) ...  c  .920 (.402) ###  2 more: .080\n");
	scene_done(&s);
}

static void test_next_wide(void **state)
{
	struct made_scene s;

	(void)state;
	scene_wide(&s);
	assert_title(&s.scene, &panel_next, "next token : x7 t100 after \"..adgjmpsvyBEbehkn\" | now (base)");
	assert_string_equal(scene_panel(&s.scene, &panel_next, 2, 80),
		"  z  .061 (.055)  y  .059 (.053)  x  .057 (.051)  w  .055 (.049)  q* .044 (.038)\n"
		"  C  .006 (.061)  B  .004 (.059)  A  .002 (.057)  v  .053 (.047)  23 more: .661\n");
	assert_string_equal(scene_panel(&s.scene, &panel_next, 4, 80),
		"  z  .061 (.055)  B  .004 (.059)  w  .055 (.049)  t  .049 (.044)  q* .044 (.038)\n"
		"  C  .006 (.061)  x  .057 (.051)  v  .053 (.047)  s  .047 (.042)  p  .042 (.036)\n"
		"  y  .059 (.053)  A  .002 (.057)  u  .051 (.045)  r  .045 (.040)  18 more: .426\n"
		"  reached by 1 of 4, reward paid 1 time here; in the run 26,664 hits in 100,000\n");
	assert_string_equal(scene_panel(&s.scene, &panel_next, 3, 200),
		"  z  .061 (.055)  y  .059 (.053)  x  .057 (.051)  w  .055 (.049)  u  .051 (.045)  s  .047 (.042)  q* .044 (.038)  o  .040 (.034)  m  .036 (.030)  k  .032 (.027)  i  .028 (.023)  g  .025 (.019)\n"
		"  C  .006 (.061)  B  .004 (.059)  A  .002 (.057)  v  .053 (.047)  t  .049 (.044)  r  .045 (.040)  p  .042 (.036)  n  .038 (.032)  l  .034 (.028)  j  .030 (.025)  h  .027 (.021)  9 more: .136\n"
		"  reached by 1 of 4, reward paid 1 time here; in the run 26,664 hits in 100,000\n");
	scene_done(&s);
}

static void test_stories(void **state)
{
	static const struct { double p0, p; uint64_t responses, hits; bool out; const char *expected; } of[] = {
		{ .330, .330, 0, 0, false, "inspect x5 : not tried yet | Esc back" },
		{ .330, .987, 64, 60, false, "inspect x5 : learned | Esc back" },
		{ 2e-6, .91, 64, 9, true, "inspect x5 : learned, although outside the support | Esc back" },
		{ 2e-6, 4e-6, 64, 0, true, "inspect x5 : rising | Esc back" },
		{ 2e-6, 2e-6, 64, 0, true, "inspect x5 : why is this prompt stuck? | Esc back" },
		{ .330, .1, 64, 9, false, "inspect x5 : falling, why? | Esc back" },
		{ .330, .3, 64, 9, false, "inspect x5 : hardly changed yet | Esc back" },
	};
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
		struct frame_prompt prompt[6] = { 0 };
		prompt[5] = (struct frame_prompt){ .lp0 = log(of[i].p0), .lp = log(of[i].p),
			.responses = of[i].responses, .hits = of[i].hits, .out = of[i].out };
		s.frame.prompts = prompt;
		assert_title(&s.scene, &panel_inspect, of[i].expected);
		if (i == 6)
			assert_non_null(strstr(scene_panel(&s.scene, &panel_inspect, 5, 80), "about as likely as base\n"));
		if (i == 3)
			assert_non_null(strstr(scene_panel(&s.scene, &panel_inspect, 5, 80),
					       "2.0 times more likely than base "));
	}
	scene_done(&s);
}

/* Where a note needs more room than there is, it is said in fewer words. */
static void test_notes(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	scene_set_alpha(&s, 2e-3);
	s.frame.log_token_line = log(.1);
	assert_string_equal(scene_panel(&s.scene, &panel_positions, 2, 120),
		"  pos  y*     base      now  base bar                  now bar                   running p0  t4-t4 of 8; token line 0.1\n"
		">  t4   a     .028  1.5e-04  #.......................  ........................     1.4e-03  <== below alpha, rarest\n");
	assert_string_equal(scene_panel(&s.scene, &panel_positions, 2, 80),
		"  pos  y*     base      now  now bar         running p0  t4-4/8, line 0.1\n"
		">  t4   a     .028  1.5e-04  ..............     1.4e-03  <== below alpha, rarest\n");
	s.frame.log_token_line = log(.01);
	assert_string_equal(scene_panel(&s.scene, &panel_positions, 2, 80),
		"  pos  y*     base      now  now bar         running p0  t4-4/8, line 0.01\n"
		">  t4   a     .028  1.5e-04  ..............     1.4e-03  <== below alpha, rarest\n");
	scene_set_alpha(&s, 1e-4);
	s.frame.log_token_line = log(.0282);
	assert_string_equal(scene_panel(&s.scene, &panel_positions, 2, 80),
		"  pos  y*     base      now  now bar         running p0  t4-4/8, line 0.0282\n"
		">  t4   a     .028  1.5e-04  ..............     1.4e-03  rarest 0.028 < line\n");
	scene_done(&s);
}

/* While the policy moves away from its base model the rows stay: beside the correct a and b, the one before, d is the
 * likeliest at t4 under the base model, whatever becomes of it. */
static void test_rows_stay(void **state)
{
	static const double now[][4] = { { .028, .01, .402, .56 }, { .1, .2, .3, .4 }, { .97, .01, .01, .01 } };
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	for (int i = 0; i < 3; i++) {
		struct canvas c;
		for (int y = 0; y < 4; y++)
			((double *)s.frame.lp_now)[3 * 4 + y] = log(now[i][y]);
		c = drawn(&s.scene, &panel_tokens, 5, 80);
		assert_int_equal(canvas_rune(&c, 1, 3), 'a');
		assert_int_equal(canvas_rune(&c, 2, 3), 'b');
		assert_int_equal(canvas_rune(&c, 3, 3), 'd');
		canvas_done(&c);
	}
	scene_done(&s);
}

/* With two trainers the titles say whose numbers these are. */
static void test_whose(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	s.frame.trainer[1].exists = true;
	assert_title(&s.scene, &panel_tokens, "3 tokens of x5, A: p(token | correct prefix) | y*=adbadbad");
	s.frame.who = 1;
	assert_title(&s.scene, &panel_tokens, "3 tokens of x5, B: p(token | correct prefix) | y*=adbadbad");
	assert_title(&s.scene, &panel_inspect, "inspect x5, B : why is this prompt stuck? | Esc back");
	scene_done(&s);
}

/* No token is the rarest one where all are equally likely. */
static void test_uniform(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	for (int i = 0; i < 8 * 4; i++)
		((double *)s.frame.lp_base)[i] = log(.25);
	s.frame.rarest_at = -1;
	assert_title(&s.scene, &panel_positions, "token by token : p0 base -> p now, given the correct prefix"
		     " | support ends t7");
	assert_null(strstr(scene_panel(&s.scene, &panel_positions, 9, 120), "rarest"));
	assert_null(strstr(scene_panel(&s.scene, &panel_positions, 3, 120), "rarest"));
	scene_set_alpha(&s, 1e-5);
	assert_title(&s.scene, &panel_positions, "token by token : p0 base -> p now, given the correct prefix | ");
	scene_done(&s);
}

static void test_styles(void **state)
{
	struct made_scene s;
	struct canvas c;

	(void)state;
	scene_barrier(&s);
	c = drawn(&s.scene, &panel_tokens, 6, 80);
	assert_int_equal(style_at(&c, 0, 7), STYLE_HEAD);
	assert_int_equal(style_at(&c, 0, 30), STYLE_SELECTED); /* >t4 */
	assert_int_equal(style_at(&c, 1, 6), STYLE_CORRECT);   /* [.250] of a at t1 */
	assert_int_equal(style_at(&c, 2, 7), STYLE_SHADE + 1); /* .250 */
	assert_int_equal(style_at(&c, 3, 31), STYLE_SHADE_LAST); /* .920 */
	assert_int_equal(style_at(&c, 4, 31), STYLE_SHADE);    /* .080 */
	assert_int_equal(style_at(&c, 5, 31), STYLE_BASE);
	canvas_done(&c);
	c = drawn(&s.scene, &panel_inspect, 5, 80);
	assert_int_equal(style_at(&c, 3, 13), STYLE_OUT);
	canvas_done(&c);
	c = drawn(&s.scene, &panel_positions, 9, 80);
	assert_int_equal(style_at(&c, 4, 0), STYLE_SELECTED);
	assert_int_equal(style_at(&c, 4, 79), STYLE_SELECTED);
	assert_int_equal(style_at(&c, 4, 27), STYLE_SELECTED);
	assert_int_equal(style_at(&c, 4, 28), STYLE_PLAIN);    /* beside the selected row's bar .. */
	assert_int_equal(style_at(&c, 4, 29), STYLE_RULE);     /* .. and its empty part */
	assert_int_equal(style_at(&c, 4, 43), STYLE_PLAIN);
	assert_int_equal(style_at(&c, 4, 44), STYLE_SELECTED);
	assert_int_equal(style_at(&c, 5, 29), STYLE_A);        /* bar at t5 */
	assert_int_equal(style_at(&c, 7, 57), STYLE_ALPHA);    /* <== */
	canvas_done(&c);
	s.frame.who = 1;
	c = drawn(&s.scene, &panel_next, 2, 80);
	assert_int_equal(style_at(&c, 0, 3), STYLE_CORRECT);   /* a* */
	assert_int_equal(style_at(&c, 0, 63), STYLE_B);
	canvas_done(&c);
	scene_done(&s);
}

/* Names of any length stand in one column and push nothing out of line. */
static void test_long_names(void **state)
{
	static const char name[4][16] = { "0", "255", "fifteen-letters", "\xe6\xbc\xa2" };
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	s.frame.token = name;
	assert_string_equal(scene_panel(&s.scene, &panel_tokens, 6, 80),
		"                  t1    t2    t3   >t4    t5    t6    t7    t8      product\n"
		"              0  [.25]  .25   .00  [.00]  .25   .00  [.00]  .25     8.7e-11\n"
		"            255   .25   .25  [1.0]  .00   .25  [1.0]  .00   .25\n"
		"fifteen-letters   .25   .25   .00   .92   .25   .00   .92   .25\n"
		"             \xe6\xbc\xa2   .25  [.25]  .00   .08  [.25]  .00   .08  [.25]\n"
		"           base*  .25   .25   .81   .03   .25   .81   .03   .25     2.0e-06\n");
	assert_string_equal(scene_panel(&s.scene, &panel_positions, 6, 80),
		"  pos               y*     base      now running p0  t2-6/8, line 0.025\n"
		"   t2               \xe6\xbc\xa2     .250     .250      0.062\n"
		"   t3              255     .810     .997      0.051\n"
		">  t4                0     .028  1.5e-04    1.4e-03  rarest token (.028)\n"
		"   t5               \xe6\xbc\xa2     .250     .250    3.5e-04\n"
		"   t6              255     .810     .997    2.9e-04  v support ends t7\n");
	assert_string_equal(scene_panel(&s.scene, &panel_next, 2, 80),
		"                0* 1.5e-04    (.028) ...  fifteen-letters     .920    (.402) ###\n"
		"              255  2.0e-04    (.010) ...               \xe6\xbc\xa2     .080    (.560) ...\n");
	assert_title(&s.scene, &panel_next, "next token : x5 t4 after \"0 \xe6\xbc\xa2 255\" | now (base)");
	s.view.position = 7;
	assert_title(&s.scene, &panel_next, "next token : x5 t8 after \".. 255 0 \xe6\xbc\xa2 255 0\" | now (base)");
	scene_done(&s);
}

/* The column of an ASCII text in a row, -1: none. */
static int find(const struct canvas *c, int row, const char *text)
{
	for (int col = 0; col + (int)strlen(text) <= c->cols; col++) {
		size_t n = 0;
		while (text[n] && canvas_rune(c, row, col + (int)n) == (uint32_t)text[n])
			n++;
		if (!text[n])
			return col;
	}
	return -1;
}

/* Whatever the size: the selected position, and the correct token there, are in sight. */
static void assert_in_sight(const struct made_scene *s, int rows, int cols)
{
	const struct frame *f = &s->frame;
	int t = s->view.position, marked = 0;
	const char *correct = f->token[f->ystar[t]];
	char name[16], starred[20];
	struct canvas c = drawn(&s->scene, &panel_tokens, rows, cols);

	snprintf(name, sizeof name, ">t%d", t + 1);
	if (rows >= 1 && cols >= 20) {
		int head = find(&c, 0, " t") < 0 && find(&c, 0, name) < 0 ? STRIP_ROWS : 0;
		int col = find(&c, head, name), brackets = 0;
		assert_true(col >= 0);
		for (int row = head + 1; row < rows; row++)
			brackets += canvas_rune(&c, row, col) == '[' && find(&c, row, correct) >= 0;
		assert_int_equal(brackets, rows >= 2);
	}
	canvas_done(&c);
	c = drawn(&s->scene, &panel_positions, rows, cols);
	for (int row = 0; row < rows && cols >= 8; row++)
		if (canvas_rune(&c, row, 0) == '>') {
			marked++;
			assert_true(find(&c, row, name + 1) >= 0);
		}
	assert_int_equal(marked, rows >= 1 && cols >= 8);
	canvas_done(&c);
	c = drawn(&s->scene, &panel_next, rows, cols);
	snprintf(starred, sizeof starred, " %s* ", correct);
	marked = 0;
	for (int row = 0; row < rows; row++)
		marked += find(&c, row, starred) >= 0;
	assert_true(marked == (rows >= 1 && cols >= 5));
	canvas_done(&c);
}

static void sweep(struct made_scene *s, int by_rows, int by_cols, int by_position)
{
	for (int rows = 0; rows <= ROWS_MOST; rows += by_rows)
		for (int cols = 0; cols <= COLS_MOST; cols += by_cols)
			for (int t = 0; t < s->frame.N; t += by_position) {
				struct canvas c = drawn(&s->scene, &panel_inspect, rows, cols);
				canvas_done(&c);
				s->view.position = t;
				assert_in_sight(s, rows, cols);
			}
}

static void test_any_size(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	sweep(&s, 1, 1, 8);
	sweep(&s, 5, 11, 1);
	s.scene.base = true;
	sweep(&s, 7, 9, 1);
	scene_done(&s);
	scene_wide(&s);
	sweep(&s, 1, 3, 99);
	sweep(&s, 11, 37, 1);
	s.scene.glyphs = glyphs_of(true);
	sweep(&s, 13, 41, 9);
	scene_done(&s);
}

/* A view may point anywhere while a task is being changed. */
static void test_position_outside(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	s.view.position = 99;
	assert_title(&s.scene, &panel_next, "next token : x5 t8 after \"adbadba\" | now (base)");
	s.view.position = -1;
	assert_title(&s.scene, &panel_next, "next token : x5 t1 | now (base)");
	scene_done(&s);
}

static void test_empty(void **state)
{
	struct made_scene s;

	(void)state;
	scene_empty(&s);
	for (size_t i = 0; i < sizeof panels / sizeof *panels; i++) {
		struct str left = { 0 }, right = { 0 };
		assert_string_equal(scene_panel(&s.scene, panels[i], 2, 80), "\n\n");
		panels[i]->title(&s.scene, &left, &right);
		assert_int_equal(left.len + right.len, 0);
		for (int rows = 0; rows <= ROWS_MOST; rows++)
			for (int cols = 0; cols <= COLS_MOST; cols++) {
				struct canvas c = drawn(&s.scene, panels[i], rows, cols);
				assert_int_equal(canvas_rune(&c, rows / 2, cols / 2), ' ');
				canvas_done(&c);
			}
	}
	scene_done(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tokens_80),
		cmocka_unit_test(test_tokens_60), cmocka_unit_test(test_tokens_present),
		cmocka_unit_test(test_tokens_base),
		cmocka_unit_test(test_tokens_few_rows),
		cmocka_unit_test(test_tokens_wide),
		cmocka_unit_test(test_inspect),
		cmocka_unit_test(test_inspect_wide),
		cmocka_unit_test(test_positions_80),
		cmocka_unit_test(test_positions_base),
		cmocka_unit_test(test_positions_scroll),
		cmocka_unit_test(test_positions_wide),
		cmocka_unit_test(test_next_80),
		cmocka_unit_test(test_next_few),
		cmocka_unit_test(test_next_wide),
		cmocka_unit_test(test_stories),
		cmocka_unit_test(test_notes),
		cmocka_unit_test(test_rows_stay),
		cmocka_unit_test(test_whose),
		cmocka_unit_test(test_uniform),
		cmocka_unit_test(test_styles),
		cmocka_unit_test(test_long_names),
		cmocka_unit_test(test_any_size),
		cmocka_unit_test(test_position_outside),
		cmocka_unit_test(test_empty),
	};

	return cmocka_run_group_tests_name("panel-tokens", tests, NULL, NULL);
}
