/* One response: the panel of its tokens, the list it is chosen from, what was paid at a position, and strips over long
 * responses. */
#include "panel/position.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "scene.h"
#include "unit.h"

enum { ROWS_MOST = 30, COLS_MOST = 180 };

static void assert_title(const struct scene *s, const struct panel_type *p, const char *expected)
{
	assert_string_equal(scene_title(s, p), expected);
}

/* A right response of process rewards, weighed. */
static void reward_each(struct made_scene *s)
{
	struct frame_path *p = &s->frame.path;
	struct frame_token *token = (struct frame_token *)p->token;

	p->right = p->length;
	p->left = p->correct = -1;
	p->weighed = true;
	for (int t = 0; t < p->length; t++) {
		token[t].reward = 1.0;
		token[t].advantage = .5;
		token[t].weight = 1.0 + t / 8.0;
	}
}

static void pay(struct made_scene *s, int t, int reached, int paid)
{
	((struct frame_place *)s->frame.place)[t] = (struct frame_place){ reached, paid, true };
}

/* The correct tokens have probability 1, .9 .. 0 in turn now, and .95 under the base model but at t30, .001. */
static void set_strip(struct made_scene *s)
{
	struct frame *f = &s->frame;

	for (int t = 0; t < f->N; t++) {
		size_t at = (size_t)t * (size_t)f->k + f->ystar[t];
		((double *)f->lp_now)[at] = log(1.0 - t % 11 / 10.0);
		((double *)f->lp_base)[at] = log(t == 29 ? .001 : .95);
	}
	f->rarest_at = 29;
	scene_set_alpha(s, .7);
}

/* Running p0: .25, .25^2 = .062, times .81 = .051, .028 of that, .09, .25: below 1e-4 at t6, by hand. */
static void test_sample_80(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	s.view.depth = VIEW_SAMPLE;
	assert_title(&s.scene, &panel_sample, "sample 4 of 4 on x5 : wrong at t5 | update 157: log p -0.04");
	assert_string_equal(scene_panel(&s.scene, &panel_sample, 10, 80),
		"  pos  token     base    drawn running p0 reward advantage    change of log p\n"
		"   t1  a         .250     .125      0.250                0     +0.01\n"
		"   t2  d         .250     .125      0.062                0     -0.02\n"
		"   t3  b         .810     .405      0.051                0     +0.03\n"
		">  t4  a         .028     .014    1.4e-03                0     -0.04\n"
		"   t5  a         .090     .045    1.3e-04                0     +0.05 wrong, y* d\n"
		"   t6  d         .250     .125    3.2e-05                0     -0.06 < alpha\n"
		"   t7  b         .810     .405    2.6e-05                0     +0.07\n"
		"   t8  a         .028     .014    7.2e-07      0         0     -0.08\n"
		"  in all      7.2e-07  2.8e-09                                 -0.04\n");
	assert_string_equal(scene_panel(&s.scene, &panel_sample, 5, 80),
		"  pos  token     base    drawn running p0 reward advantage    change t3-5/8\n"
		"   t3  b         .810     .405      0.051                0     +0.03\n"
		">  t4  a         .028     .014    1.4e-03                0     -0.04\n"
		"   t5  a         .090     .045    1.3e-04                0     +0.05 wrong, y* d\n"
		"  in all      7.2e-07  2.8e-09                                 -0.04\n");
	scene_done(&s);
}

/* Bars where there is room, up for what rose; with less room the base model goes, not what the update did. */
static void test_sample_widths(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	s.view.depth = VIEW_SAMPLE;
	assert_string_equal(scene_panel(&s.scene, &panel_sample, 10, 120),
		"  pos  token     base    drawn running p0 reward advantage    change  change of log p\n"
		"   t1  a         .250     .125      0.250                0     +0.01  ..........|#.........\n"
		"   t2  d         .250     .125      0.062                0     -0.02  .......###|..........\n"
		"   t3  b         .810     .405      0.051                0     +0.03  ..........|####......\n"
		">  t4  a         .028     .014    1.4e-03                0     -0.04  .....#####|..........\n"
		"   t5  a         .090     .045    1.3e-04                0     +0.05  ..........|######....  wrong, y* has d\n"
		"   t6  d         .250     .125    3.2e-05                0     -0.06  ..########|..........  <== below alpha\n"
		"   t7  b         .810     .405    2.6e-05                0     +0.07  ..........|#########.\n"
		"   t8  a         .028     .014    7.2e-07      0         0     -0.08  ##########|..........\n"
		"  in all      7.2e-07  2.8e-09                                 -0.04  p 2.8e-09 -> 2.7e-09\n");
	assert_string_equal(scene_panel(&s.scene, &panel_sample, 10, 60),
		"  pos  token    drawn reward advantage    change of log p\n"
		"   t1  a         .125                0     +0.01\n"
		"   t2  d         .125                0     -0.02\n"
		"   t3  b         .405                0     +0.03\n"
		">  t4  a         .014                0     -0.04\n"
		"   t5  a         .045                0     +0.05 wrong, y* d\n"
		"   t6  d         .125                0     -0.06 < alpha\n"
		"   t7  b         .405                0     +0.07\n"
		"   t8  a         .014      0         0     -0.08\n"
		"  in all      2.8e-09                      -0.04\n");
	assert_string_equal(scene_panel(&s.scene, &panel_sample, 4, 40),
		"  pos  token reward advantage    change\n"
		"   t3  b                    0     +0.03\n"
		">  t4  a                    0     -0.04\n"
		"  in all                          -0.04\n");
	scene_done(&s);
}

/* Process rewards, with importance weights; right to its end, and the list says nothing of what would have been. */
static void test_sample_right(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	s.view.depth = VIEW_SAMPLE;
	reward_each(&s);
	assert_title(&s.scene, &panel_sample, "sample 4 of 4 on x5 : right | update 157: log p -0.04");
	assert_string_equal(scene_panel(&s.scene, &panel_sample, 10, 100),
		"  pos  token     base    drawn running p0 reward advantage weight    change of log p\n"
		"   t1  a         .250     .125      0.250      1      +0.5      1     +0.01\n"
		"   t2  d         .250     .125      0.062      1      +0.5   1.12     -0.02\n"
		"   t3  b         .810     .405      0.051      1      +0.5   1.25     +0.03\n"
		">  t4  a         .028     .014    1.4e-03      1      +0.5   1.38     -0.04\n"
		"   t5  a         .090     .045    1.3e-04      1      +0.5    1.5     +0.05\n"
		"   t6  d         .250     .125    3.2e-05      1      +0.5   1.62     -0.06\n"
		"   t7  b         .810     .405    2.6e-05      1      +0.5   1.75     +0.07\n"
		"   t8  a         .028     .014    7.2e-07      1      +0.5   1.88     -0.08\n"
		"  in all      7.2e-07  2.8e-09                                        -0.04\n");
	scene_done(&s);
}

/* Wrong where it leaves the support, in as many words as there is room for. */
static void test_sample_both(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	s.view.depth = VIEW_SAMPLE;
	s.frame.path.left = s.frame.path.right;
	assert_string_equal(scene_panel(&s.scene, &panel_sample, 7, 120),
		"  pos  token     base    drawn running p0 reward advantage    change  change of log p        t2-6/8\n"
		"   t2  d         .250     .125      0.062                0     -0.02  .......###|..........\n"
		"   t3  b         .810     .405      0.051                0     +0.03  ..........|####......\n"
		">  t4  a         .028     .014    1.4e-03                0     -0.04  .....#####|..........\n"
		"   t5  a         .090     .045    1.3e-04                0     +0.05  ..........|######....  < alpha, wrong, y* d\n"
		"   t6  d         .250     .125    3.2e-05                0     -0.06  ..########|..........\n"
		"  in all      7.2e-07  2.8e-09                                 -0.04  p 2.8e-09 -> 2.7e-09\n");
	assert_string_equal(scene_panel(&s.scene, &panel_sample, 7, 83),
		"  pos  token     base    drawn running p0 reward advantage    change t2-6/8\n"
		"   t2  d         .250     .125      0.062                0     -0.02\n"
		"   t3  b         .810     .405      0.051                0     +0.03\n"
		">  t4  a         .028     .014    1.4e-03                0     -0.04\n"
		"   t5  a         .090     .045    1.3e-04                0     +0.05 OUT! y* d\n"
		"   t6  d         .250     .125    3.2e-05                0     -0.06\n"
		"  in all      7.2e-07  2.8e-09                                 -0.04\n");
	assert_string_equal(scene_panel(&s.scene, &panel_sample, 7, 80),
		"  pos  token     base    drawn running p0 reward advantage    change t2-6/8\n"
		"   t2  d         .250     .125      0.062                0     -0.02\n"
		"   t3  b         .810     .405      0.051                0     +0.03\n"
		">  t4  a         .028     .014    1.4e-03                0     -0.04\n"
		"   t5  a         .090     .045    1.3e-04                0     +0.05 OUT! y* d\n"
		"   t6  d         .250     .125    3.2e-05                0     -0.06\n"
		"  in all      7.2e-07  2.8e-09                                 -0.04\n");
	scene_done(&s);
}

/* All 128 tokens in the strip, two a cell: the less likely of them. */
static void test_sample_wide(void **state)
{
	struct made_scene s;

	(void)state;
	scene_wide(&s);
	s.view.depth = VIEW_SAMPLE;
	assert_string_equal(scene_panel(&s.scene, &panel_sample, 9, 80),
		"drawn =.+-.=.+-.=.+-.=.+-.=.+-.=.+-.=.+-.=.+-.=.+-.=.+-.=.+-.=.+-.=.+- min of 2\n"
		"       rarest t4                    ! support ends t61 >t100\n"
		"   pos  token     base    drawn running p0 reward advantage    change t98-102\n"
		"   t98  k         .600     .300    6.9e-47               +1     -0.98\n"
		"   t99  n         .010     .005    6.9e-49               +1     +0.99\n"
		"> t100  q         .900     .450    6.2e-49               +1        -1\n"
		"  t101  t         .900     .450    5.6e-49               +1     +1.01\n"
		"  t102  w         .800     .400    4.5e-49               +1     -1.02\n"
		"  in all       2.4e-61 7.0e-100                                 -0.64\n");
	assert_string_equal(scene_panel(&s.scene, &panel_sample, 9, 160),
		"drawn +=-.++=-.++=-.++=-.++=-.++=-.++=-.++=-.++=-.++=-.++=-.++=-.++=-.++=-.++=-.++=-.++=-.++=-.++=-.++=-.++=-.++=-.++=-.++=-.++=-.++=-\n"
		"         rarest t4                                                ! support ends t61                     >t100\n"
		"   pos  token     base    drawn running p0 reward advantage    change  change of log p by the update              t98-102/128\n"
		"   t98  k         .600     .300    6.9e-47               +1     -0.98  .....###############|....................\n"
		"   t99  n         .010     .005    6.9e-49               +1     +0.99  ....................|###############.....\n"
		"> t100  q         .900     .450    6.2e-49               +1        -1  ....################|....................\n"
		"  t101  t         .900     .450    5.6e-49               +1     +1.01  ....................|################....\n"
		"  t102  w         .800     .400    4.5e-49               +1     -1.02  ....################|....................\n"
		"  in all       2.4e-61 7.0e-100                                 -0.64  p 7.0e-100 -> 3.7e-100\n");
	scene_done(&s);
}

/* A row each, numbered, the selected one in sight. */
static void test_list(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	s.view.depth = VIEW_SAMPLE;
	assert_string_equal(scene_panel(&s.scene, &panel_samples, 2, 80),
		"  3 - adbdbdbc   first wrong t4   base 4.2e-03   drawn 4.2e-04   in\n"
		"> 4 - adbaadba   first wrong t5   base 2.0e-06   drawn 2.0e-07   OUT! at t6\n");
	assert_string_equal(scene_panel(&s.scene, &panel_samples, 5, 60),
		"  1 - bccccccc  wrong at t1    base 0.037    in\n"
		"  2 - dbcccccc  wrong at t1    base 0.035    in\n"
		"  3 - adbdbdbc  wrong at t4    base 4.2e-03  in\n"
		"> 4 - adbaadba  wrong at t5    base 2.0e-06  OUT! at t6\n"
		"\n");
	s.view.sample = 0;
	assert_string_equal(scene_panel(&s.scene, &panel_samples, 2, 80),
		"> 1 - bccccccc   first wrong t1   base 0.037     drawn 3.7e-03   in\n"
		"  2 - dbcccccc   first wrong t1   base 0.035     drawn 3.5e-03   in\n");
	s.view.sample = 99; /* there may have been more */
	assert_string_equal(scene_panel(&s.scene, &panel_samples, 2, 80),
		"  3 - adbdbdbc   first wrong t4   base 4.2e-03   drawn 4.2e-04   in\n"
		"> 4 - adbaadba   first wrong t5   base 2.0e-06   drawn 2.0e-07   OUT! at t6\n");
	scene_done(&s);
}

/* Three of four came to t1, two to t4, none to t7. */
static void test_paid(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	assert_string_equal(scene_panel(&s.scene, &panel_next, 3, 80),
		"  a* 1.5e-04    (.028) .................  c     .920    (.402) ################.\n"
		"  b  2.0e-04    (.010) .................  d     .080    (.560) #................\n"
		"  reached by 2 of 4, reward paid 0 times here: no signal\n");
	assert_string_equal(scene_panel(&s.scene, &panel_next, 3, 100),
		"  a* 1.5e-04    (.028) ...........................  c     .920    (.402) #########################..\n"
		"  b  2.0e-04    (.010) ...........................  d     .080    (.560) ##.........................\n"
		"  reached by 2 of 4, reward paid 0 times here: no signal; in the run 0 hits in 1,675\n");
	assert_string_equal(scene_panel(&s.scene, &panel_next, 6, 40),
		"  a* 1.5e-04    (.028) .................\n"
		"  b  2.0e-04    (.010) .................\n"
		"  c     .920    (.402) ################.\n"
		"  d     .080    (.560) #................\n"
		"  2 of 4 came here, paid 0: no signal\n"
		"  in the run 0 hits in 1,675\n");
	s.view.position = 7;
	assert_string_equal(scene_panel(&s.scene, &panel_next, 3, 80),
		"  a     .250    (.250) ####.............  c     .250    (.250) ####.............\n"
		"  b     .250    (.250) ####.............  d*    .250    (.250) ####.............\n"
		"  reached by 0 of 4, reward paid 0 times here: no signal\n");
	s.frame.pays_tokens = true;
	pay(&s, 7, 3, 2);
	s.view.position = 7;
	assert_string_equal(scene_panel(&s.scene, &panel_next, 3, 100),
		"  a     .250    (.250) #######....................  c     .250    (.250) #######....................\n"
		"  b     .250    (.250) #######....................  d*    .250    (.250) #######....................\n"
		"  reached by 3 of 4, reward paid 2 times here; the run was never paid here\n");
	s.frame.nsample = 0;
	assert_string_equal(scene_panel(&s.scene, &panel_next, 3, 80),
		"  a     .250    (.250) ####.............  c     .250    (.250) ####.............\n"
		"  b     .250    (.250) ####.............  d*    .250    (.250) ####.............\n"
		"  no response to it in the last update; the run was never paid here\n");
	s.frame.place = NULL;
	s.frame.samples_kept = false;
	assert_string_equal(scene_panel(&s.scene, &panel_next, 3, 80),
		"  a     .250    (.250) ####.............  c     .250    (.250) ####.............\n"
		"  b     .250    (.250) ####.............  d*    .250    (.250) ####.............\n"
		"  the responses of the last update are gone\n");
	s.frame.trainer[0].update = 0;
	assert_string_equal(scene_panel(&s.scene, &panel_next, 3, 80),
		"  a     .250    (.250) ####.............  d*    .250    (.250) ####.............\n"
		"  b     .250    (.250) ####.............\n"
		"  c     .250    (.250) ####.............\n");
	scene_done(&s);
}

/* A click on a cell of a strip selects the least likely position that it stands for, below a strip what it always has. */
static void test_strip_clicks(void **state)
{
	const struct panel_type *const panel[] = { &panel_positions, &panel_tokens };
	struct made_scene s;

	(void)state;
	scene_wide(&s);
	set_strip(&s);
	for (int i = 0; i < 2; i++) {
		for (int row = 0; row < 2; row++) {
			assert_int_equal(panel[i]->position_at(&s.scene, 8, 80, row, 5), -1);
			assert_int_equal(panel[i]->position_at(&s.scene, 8, 80, row, 6), 1);      /* of 1 and .9     */
			assert_int_equal(panel[i]->position_at(&s.scene, 8, 80, row, 6 + 5), 10); /* of 0 and 1      */
			assert_int_equal(panel[i]->position_at(&s.scene, 8, 80, row, 6 + 63), 127);
			assert_int_equal(panel[i]->position_at(&s.scene, 8, 80, row, 6 + 64), -1); /* min of 2       */
		}
	}
	assert_int_equal(panel_positions.position_at(&s.scene, 8, 80, 2, 9), -1);
	assert_int_equal(panel_positions.position_at(&s.scene, 8, 80, 3, 9), 97);
	assert_int_equal(panel_tokens.position_at(&s.scene, 8, 80, 3, 7), 95);
	s.view.depth = VIEW_SAMPLE;
	assert_int_equal(panel_sample.position_at(&s.scene, 9, 80, 0, 6 + 1), 3); /* base .01 of .6 and .01, drawn at half */
	assert_int_equal(panel_sample.position_at(&s.scene, 9, 80, 2, 9), -1);
	assert_int_equal(panel_sample.position_at(&s.scene, 9, 80, 3, 9), 97);
	assert_int_equal(panel_sample.position_at(&s.scene, 9, 80, 8, 9), -1); /* in all */
	s.frame.path.length = 0;
	assert_int_equal(panel_sample.position_at(&s.scene, 9, 80, 3, 9), -1);
	scene_done(&s);
}

/* Over tokens and positions that are not all in sight: the least of two in a cell where there are too many. */
static void test_strips(void **state)
{
	struct made_scene s;

	(void)state;
	scene_wide(&s);
	set_strip(&s);
	assert_string_equal(scene_panel(&s.scene, &panel_positions, 8, 80),
		"  now #%+-:.%*=-.#%+-:.%*=-.#%+-:.%*=-.#%+-:.%*=-.#%+-:.%*=-.#%+-:.%*= min of 2\n"
		"         !ends t7   rarest t30                         >t100\n"
		"   pos  y*     base      now  now bar        running p0  t98-102/128\n"
		"   t98   k     .950     .100  #............     6.9e-06  ^ ends t7, rarest t30\n"
		"   t99   n     .950        0  .............     6.6e-06\n"
		"> t100   q     .950     1.00  #############     6.2e-06\n"
		"  t101   t     .950     .900  ############.     5.9e-06\n"
		"  t102   w     .950     .800  ##########...     5.6e-06\n");
	assert_string_equal(scene_panel(&s.scene, &panel_positions, 8, 140),
		"  now @#%%*+=--:.@#%%*+=--:.@#%%*+=--:.@#%%*+=--:.@#%%*+=--:.@#%%*+=--:.@#%%*+=--:.@#%%*+=--:.@#%%*+=--:.@#%%*+=--:.@#%%*+=--:.@#%%*+=\n"
		"            ! support ends t7      rarest t30                                                            >t100\n"
		"   pos  y*     base      now  base bar                  now bar                   running p0  t98-t102 of 128; token line 0.00313\n"
		"   t98   k     .950     .100  #######################.  ##......................     6.9e-06  ^ support ends t7, rarest t30\n"
		"   t99   n     .950        0  #######################.  ........................     6.6e-06\n"
		"> t100   q     .950     1.00  #######################.  ########################     6.2e-06\n"
		"  t101   t     .950     .900  #######################.  ######################..     5.9e-06\n"
		"  t102   w     .950     .800  #######################.  ###################.....     5.6e-06\n");
	assert_string_equal(scene_panel(&s.scene, &panel_tokens, 8, 80),
		"  now #%+-:.%*=-.#%+-:.%*=-.#%+-:.%*=-.#%+-:.%*=-.#%+-:.%*=-.#%+-:.%*= min of 2\n"
		"         !ends t7   rarest t30                         >t100\n"
		"    .. t96    t97    t98    t99   >t100   t101   t102   t103  ..    product\n"
		"   q   .028   .032   .036   .040  [1.00]  .047   .051   .055              0\n"
		"   z   .045   .049   .053   .057   .061   .004   .008  [.700]\n"
		"   t   .034   .038   .042   .045   .049  [.900]  .057   .061\n"
		"   n   .023   .027   .030  [.000]  .038   .042   .045   .049       +28 more\n"
		"base*  .950   .950   .950   .950   .950   .950   .950   .950        1.5e-06\n");
	s.scene.base = true;
	assert_string_equal(scene_panel(&s.scene, &panel_positions, 8, 80),
		" base @@@@@@@@@@@@@@.@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@ min of 2\n"
		"         !ends t7   rarest t30                         >t100\n"
		"   pos  y*     base      now  base bar       running p0  t98-102/128\n"
		"   t98   k     .950     .100  ############.     6.9e-06  ^ ends t7, rarest t30\n"
		"   t99   n     .950        0  ############.     6.6e-06\n"
		"> t100   q     .950     1.00  ############.     6.2e-06\n"
		"  t101   t     .950     .900  ############.     5.9e-06\n"
		"  t102   w     .950     .800  ############.     5.6e-06\n");
	scene_done(&s);
}

static void test_strip_marks(void **state)
{
	struct made_scene s;

	(void)state;
	scene_wide(&s);
	set_strip(&s);
	s.view.position = 7;
	assert_string_equal(scene_panel(&s.scene, &panel_positions, 7, 80),
		"  now #%+-:.%*=-.#%+-:.%*=-.#%+-:.%*=-.#%+-:.%*=-.#%+-:.%*=-.#%+-:.%*= min of 2\n"
		"         >t8        rarest t30\n"
		"   pos  y*     base      now  now bar        running p0  t6-9/128, line 0.00313\n"
		"    t6   w     .950     .500  #######......       0.735\n"
		"    t7   z     .950     .400  #####........       0.698  <== below alpha here\n"
		">   t8   C     .950     .300  ####.........       0.663\n"
		"    t9   F     .950     .200  ###..........       0.630  v rarest t30\n");
	s.view.position = 6;
	assert_string_equal(scene_panel(&s.scene, &panel_positions, 7, 80),
		"  now #%+-:.%*=-.#%+-:.%*=-.#%+-:.%*=-.#%+-:.%*=-.#%+-:.%*=-.#%+-:.%*= min of 2\n"
		"         >t7, ends  rarest t30\n"
		"   pos  y*     base      now  now bar        running p0  t5-8/128, line 0.00313\n"
		"    t5   t     .950     .600  ########.....       0.774\n"
		"    t6   w     .950     .500  #######......       0.735\n"
		">   t7   z     .950     .400  #####........       0.698  <== below alpha here\n"
		"    t8   C     .950     .300  ####.........       0.663  v rarest t30\n");
	s.view.position = 127;
	assert_string_equal(scene_panel(&s.scene, &panel_positions, 7, 80),
		"  now #%+-:.%*=-.#%+-:.%*=-.#%+-:.%*=-.#%+-:.%*=-.#%+-:.%*=-.#%+-:.%*= min of 2\n"
		"         !ends t7   rarest t30                                       >t128\n"
		"   pos  y*     base      now  now bar        running p0  t125-128/128\n"
		"  t125   B     .950     .700  #########....     1.7e-06  ^ ends t7, rarest t30\n"
		"  t126   E     .950     .600  ########.....     1.6e-06\n"
		"  t127   b     .950     .500  #######......     1.6e-06\n"
		"> t128   e     .950     .400  #####........     1.5e-06\n");
	scene_done(&s);
}

/* Whatever the size: one row is marked, and it is that of the selected token. */
static void test_any_size(void **state)
{
	struct made_scene s;

	(void)state;
	scene_wide(&s);
	s.view.depth = VIEW_SAMPLE;
	for (int rows = 1; rows <= ROWS_MOST; rows++)
		for (int cols = 12; cols <= COLS_MOST; cols += 7) {
			const char *picture = scene_panel(&s.scene, &panel_sample, rows, cols), *row;
			assert_non_null(row = *picture == '>' ? picture : strstr(picture, "\n>"));
			assert_non_null(strstr(row, "t100"));
			assert_null(strstr(row + 2, "\n>"));
		}
	scene_done(&s);
}

/* While an update draws over the responses, the one that is looked into stays, by its number. */
static void test_midst(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	s.view.depth = VIEW_SAMPLE;
	s.frame.nsample = 0;
	s.frame.samples_kept = false;
	assert_int_equal(sample_number(&s.scene), 4);
	assert_title(&s.scene, &panel_sample, "sample 4 of 4 on x5 : wrong at t5 | update 157: log p -0.04");
	s.view.depth = VIEW_TOKENS;
	assert_non_null(strstr(scene_panel(&s.scene, &panel_next, 6, 80), "the responses of the last update are gone"));
	scene_done(&s);
}

static void test_none(void **state)
{
	struct made_scene s;

	(void)state;
	scene_barrier(&s);
	s.view.depth = VIEW_SAMPLE;
	s.frame.path = (struct frame_path){ 0 };
	s.frame.nsample = 0;
	assert_title(&s.scene, &panel_sample, "sample | ");
	assert_string_equal(scene_panel(&s.scene, &panel_sample, 2, 80), "\n\n");
	assert_string_equal(scene_panel(&s.scene, &panel_samples, 1, 80),
		"none of the 64 samples of this update was on x5\n");
	scene_done(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sample_80),
		cmocka_unit_test(test_sample_widths),
		cmocka_unit_test(test_sample_right),
		cmocka_unit_test(test_sample_both),
		cmocka_unit_test(test_sample_wide),
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_paid),
		cmocka_unit_test(test_strips), cmocka_unit_test(test_strip_clicks),
		cmocka_unit_test(test_strip_marks),
		cmocka_unit_test(test_any_size),
		cmocka_unit_test(test_midst),
		cmocka_unit_test(test_none),
	};

	return cmocka_run_group_tests_name("panel-sample", tests, NULL, NULL);
}
