/* Plots: whole canvases, and what must hold at any size. */
#include "panel/plot.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "unit.h"

enum { POINTS = 33 };

static double x_a[POINTS], y_a[POINTS], x_b[POINTS], y_b[POINTS];
static struct series curves[2] = { { 0, POINTS, x_a, y_a }, { 1, POINTS, x_b, y_b } };

/* A sinks from 1e-6 by half a decade each 1,000 queries, B rises to 1. */
static struct frame story(int ncurve)
{
	for (int i = 0; i < POINTS; i++) {
		x_a[i] = x_b[i] = 250 * i;
		y_a[i] = pow(10, -6 - x_a[i] / 2000);
		y_b[i] = fmin(1, pow(10, -6 + x_b[i] / 1000));
	}
	return (struct frame){ .need = FRAME_CURVE, .curve = curves, .ncurve = ncurve, .curve_name = "likelihood[5]",
			       .curve_log = true, .curve_line = log(1e-4) };
}

static void assert_plot(const struct frame *f, bool blocks, int rows, int cols, const char *expected)
{
	struct canvas c;
	struct str s = { 0 };

	canvas_init(&c, rows, cols);
	plot_draw(f, glyphs_of(blocks), &c);
	canvas_print(&c, &s);
	assert_string_equal(str_text(&s), expected);
	str_done(&s);
	canvas_done(&c);
}

static void test_letters(void **state)
{
	struct frame f = story(2);

	(void)state;
	assert_plot(&f, false, 14, 72,
		"likelihood[5] against reward queries, log scale             A, B, * both\n"
		" 1e+00|                                              BBBBBBBBBBBBBBBBBBB\n"
		"      |                                      BBBBBBBB\n"
		" 1e-02|                              BBBBBBBB\n"
		"      |                        BBBBBB\n"
		" 1e-04|. . . . . . . . BBBBBBBB. . . . . . . . . . . . . . . alpha 1e-04\n"
		"      |          BBBBBB\n"
		"      |  BBBBBBBB\n"
		" 1e-06|**AAAAAAAAAAAA\n"
		"      |              AAAAAAAAAAAAAA\n"
		" 1e-08|                            AAAAAAAAAAAAAAAA\n"
		"      |                                            AAAAAAAAAAAAAA\n"
		" 1e-10|                                                          AAAAAAA\n"
		"      +0------------------------------------------------------8k queries\n");
}

static void test_blocks(void **state)
{
	struct frame f = story(1);

	(void)state;
	assert_plot(&f, true, 10, 48,
		"likelihood[5] against reward queries, log scale\n"
		" 1e+00│\n"
		"      │\n"
		"      │\n"
		"      │. . . . . . . . . . . . . . . alpha 1e-04\n"
		" 1e-05│▄▄▄▄\n"
		"      │    ▀▀▀▀▀▀▄▄▄▄▄▄▄▄\n"
		"      │                  ▀▀▀▀▀▀▄▄▄▄▄▄\n"
		" 1e-10│                              ▀▀▀▀▀▀▀▀▄▄▄\n"
		"      └0──────────────────────────────8k queries\n");
}

static void assert_area(const struct frame *f, bool utf8, int rows, int cols, const char *expected)
{
	struct canvas c;
	struct str s = { 0 };

	canvas_init(&c, rows, cols);
	plot_area(f, glyphs_of(utf8), &c);
	canvas_print(&c, &s);
	assert_string_equal(str_text(&s), expected);
	str_done(&s);
	canvas_done(&c);
}

/* A row has one value at the axis: the line's where there is a line, or none. */
static void test_line_at_a_tick(void **state)
{
	struct frame f = story(2);

	(void)state;
	assert_area(&f, false, 6, 33,
		"1e+00|                BBBBBBBBBBB\n"
		"     |        BBBBBBBB\n"
		"1e-04|**BBBBBB. . . . . . . alpha\n"
		"     |  AAAAAAAAAAAAAAAA\n"
		"1e-10|                  AAAAAAAAA\n"
		"     +0----------------8k queries\n");
	f.curve_line = log(3e-5);
	assert_area(&f, false, 6, 33,
		"1e+00|                BBBBBBBBBBB\n"
		"     |        BBBBBBBB\n"
		"     |**BBBBBB. . . . . . . alpha\n"
		"     |  AAAAAAAAAAAAAAAA\n"
		"1e-10|                  AAAAAAAAA\n"
		"     +0----------------8k queries\n");
}

/* What the line is called keeps a blank from a curve at its right. */
static void test_line_beside_a_curve(void **state)
{
	struct frame f = story(2);

	(void)state;
	f.curve_line = 0;
	assert_area(&f, false, 7, 60,
		" 1e+00|. . . . . . . . . . . . . alpha 1 BBBBBBBBBBBBBBBBBBB\n"
		"      |                     BBBBBBBBBBBBB\n"
		"      |        BBBBBBBBBBBBB\n"
		" 1e-05|********AAAAA\n"
		"      |             AAAAAAAAAAAAAAAAAAAAAAAAAA\n"
		" 1e-10|                                       AAAAAAAAAAAAAA\n"
		"      +0------------------------------------------8k queries\n");
}

/* Without a title, as in a panel; with less and less room. Fine rows by hand: 1e-6 is 6/10 of 5 rows down, row 3. */
static void test_area(void **state)
{
	struct frame f = story(2);

	(void)state;
	assert_area(&f, false, 7, 33,
		"1e+00|                 BBBBBBBBBB\n"
		"     |           BBBBBB\n"
		"     |. . BBBBBBB . . . . . alpha\n"
		"1e-05|****AAA\n"
		"     |       AAAAAAAAAAAAA\n"
		"1e-10|                    AAAAAAA\n"
		"     +0----------------8k queries\n");
	f.ncurve = 1;
	assert_area(&f, false, 4, 22,
		"1e+00|\n"
		"     |AAAAAA. .  alpha\n"
		"1e-10|      AAAAAAAAAA\n"
		"     +0-----8k queries\n");
	assert_area(&f, false, 3, 12, "|. . . alpha\n|AAAAAAAAAAA\n+0--------8k\n");
	assert_area(&f, true, 2, 8, "│▄▄▄▄▄▄▄\n└0────8k\n");
	assert_area(&f, true, 2, 7, "\n\n");
	assert_area(&f, true, 1, 80, "\n");
}

static void assert_dots(const struct frame *f, int rows, int cols, const char *expected)
{
	struct canvas c;
	struct str s = { 0 };

	canvas_init(&c, rows, cols);
	plot_area(f, glyphs_wished(true, PLOT_BRAILLE), &c);
	canvas_print(&c, &s);
	assert_string_equal(str_text(&s), expected);
	str_done(&s);
	canvas_done(&c);
}

/* In dots: a letter at the end of each curve and every 16 columns, those of B between those of A. */
static void test_braille(void **state)
{
	struct frame f = story(2);

	(void)state;
	assert_dots(&f, 8, 48,
		" 1e+00│                        ⣀⣀⡠⠤⠒⠒⠊⠉B⠉⠉⠉⠉⠉⠉⠉B\n"
		"      │                B⣀⣀⠤⠔⠒⠒⠉\n"
		"      │. . . . .⣀⣀⡠⠔⠒⠒⠉⠁ . . . . . . alpha 1e-04\n"
		" 1e-05│  ⢀⣀⠤⠤⠔⠊⠉\n"
		"      │***⠒⠒⠤⠤⠤A⣀⣀⣀⡀\n"
		"      │            ⠈⠉⠉⠉⠑⠒⠒⠒⠢⠤⠤⠤A⣀⣀⣀\n"
		" 1e-10│                            ⠉⠉⠉⠑⠒⠒⠒⠢⠤⠤⠤⣀A\n"
		"      └0──────────────────────────────8k queries\n");
}

/* By hand: a straight line from the upper left to the lower right corner of 3 x 7 cells, 12 x 14 dots. Alone it needs no
 * letter. */
static void test_dots(void **state)
{
	struct frame f = story(1);

	(void)state;
	for (int i = 0; i < POINTS; i++)
		y_a[i] = 1 - i / (POINTS - 1.);
	f.curve_log = false;
	f.curve_line = NAN;
	assert_dots(&f, 4, 8,
		"│⠑⢦⡀\n"
		"│  ⠉⠢⣀\n"
		"│    ⠈⠳⢄\n"
		"└0────8k\n");
}

/* Trainers by their colour, also when B is alone; where they meet it is neither's. */
static void test_styles(void **state)
{
	struct frame f = story(2);
	struct canvas c;

	(void)state;
	canvas_init(&c, 13, 72);
	plot_area(&f, glyphs_of(false), &c);
	assert_int_equal(canvas_rune(&c, 7, 7), '*');
	assert_int_equal(c.at[7 * 72 + 7].style, STYLE_PLAIN);
	assert_int_equal(c.at[7 * 72 + 9].style, STYLE_A);
	assert_int_equal(c.at[6 * 72 + 9].style, STYLE_B);
	assert_int_equal(c.at[4 * 72 + 7].style, STYLE_ALPHA);
	assert_int_equal(c.at[4 * 72 + 70].style, STYLE_ALPHA);
	assert_int_equal(c.at[4 * 72 + 6].style, STYLE_RULE);
	assert_int_equal(c.at[12 * 72 + 30].style, STYLE_RULE);
	assert_int_equal(c.at[12 * 72 + 70].style, STYLE_PLAIN);
	assert_int_equal(c.at[0 * 72 + 1].style, STYLE_PLAIN);
	canvas_clear(&c);
	f.curve = &curves[1];
	f.ncurve = 1;
	plot_area(&f, glyphs_of(true), &c);
	assert_int_equal(canvas_rune(&c, 0, 71), 0x2580);
	assert_int_equal(c.at[71].style, STYLE_B);
	canvas_done(&c);
}

/* As many points as a session keeps: one of them that is different is still seen, from top to bottom. */
static void test_many_points(void **state)
{
	enum { MANY = 65536 };
	static double x[MANY], y[MANY];
	const struct series many = { 0, MANY, x, y };
	struct frame f = story(1);

	(void)state;
	for (int i = 0; i < MANY; i++) {
		x[i] = i;
		y[i] = 1e-4;
	}
	y[MANY / 4 + 1] = 1;
	y[MANY / 2] = NAN;
	f.curve = &many;
	f.curve_line = NAN;
	assert_area(&f, false, 6, 47,
		" 1e+00|          A\n"
		"      |          A\n"
		" 1e-02|          A\n"
		"      |          A\n"
		" 1e-04|AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"
		"      +0-------------------------65,535 queries\n");
}

/* A gap stays one, a jump is joined, updates are the other x axis. */
static void test_gaps_linear(void **state)
{
	struct frame f = story(1);

	(void)state;
	for (int i = 0; i < POINTS; i++) {
		x_a[i] = i;
		y_a[i] = i < 8 ? .8 : i < 16 ? .2 : i < 24 ? NAN : .5;
	}
	f.curve_log = false;
	f.curve_by_update = true;
	assert_plot(&f, false, 9, 48,
		"likelihood[5] against updates                  A\n"
		"     1|\n"
		"      |AAAAAAAAAA\n"
		"      |          A\n"
		"   0.5|          A                   AAAAAAAAAAA\n"
		"      |          A\n"
		"      |          AAAAAAAAAA\n"
		"     0|. . . . . . . . . . . . . . . alpha 1e-04\n"
		"      +0------------------------------32 updates\n");
}

/* A likelihood that is 0 as a double lies below the support line, not on it. */
static void test_too_small(void **state)
{
	struct frame f = story(1);

	(void)state;
	for (int i = 0; i < POINTS; i++)
		y_a[i] = 0;
	assert_plot(&f, false, 9, 48,
		"likelihood[5] against reward queries, log scale\n"
		" 1e+00|\n"
		"      |\n"
		" 1e-02|\n"
		"      |\n"
		"      |\n"
		"      |. . . . . . . . . . . . . . . alpha 1e-04\n"
		" 1e-05|AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"
		"      +0------------------------------8k queries\n");
}

/* A metric that is no likelihood has its own range and no line. */
static void test_other_metric(void **state)
{
	struct frame f = story(1);

	(void)state;
	for (int i = 0; i < POINTS; i++)
		y_a[i] = 40 - i;
	f.curve_name = "rewarded";
	f.curve_log = false;
	f.curve_line = NAN;
	assert_plot(&f, false, 8, 40,
		"rewarded against reward queries        A\n"
		"    40|AAAA\n"
		"      |    AAAAAAAA\n"
		"      |            AAAAAAAA\n"
		"    20|                    AAAAAAAA\n"
		"      |                            AAAAA\n"
		"     0|\n"
		"      +0----------------------8k queries\n");
}

/* The form of the number does not change from update to update: k and M only for round numbers. */
static void test_right_end(void **state)
{
	static const struct { double x; const char *text; } of[] = {
		{ 640, "-640 queries\n" }, { 8000, "-8k queries\n" }, { 10048, "-10,048 queries\n" },
		{ 25000, "-25k queries\n" }, { 250000, "-250k queries\n" }, { 256000, "-256,000 queries\n" },
		{ 2432000, "-2,432,000 queries\n" }, { 2e6, "-2M queries\n" }, { 12e6, "-12M queries\n" },
		{ 123e6, "-123,000,000 queries\n" } };
	struct frame f = story(1);

	(void)state;
	for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
		struct canvas c;
		struct str s = { 0 };
		for (int p = 0; p < POINTS; p++)
			x_a[p] = of[i].x * p / (POINTS - 1);
		canvas_init(&c, 4, 60);
		plot_area(&f, glyphs_of(false), &c);
		canvas_print(&c, &s);
		assert_non_null(strstr(str_text(&s), of[i].text));
		str_done(&s);
		canvas_done(&c);
	}
}

static void test_no_values(void **state)
{
	struct frame f = story(1);

	(void)state;
	for (int i = 0; i < POINTS; i++)
		y_a[i] = NAN;
	curves[0].n = 1;
	x_a[0] = 0;
	assert_plot(&f, false, 7, 40,
		"likelihood[5] against reward queries, lo\n"
		" 1e+00|\n"
		"      |\n"
		" 1e-02|  no values yet\n"
		"      |\n"
		" 1e-04|. . . . . . . . . . . alpha 1e-04\n"
		"      +0-----------------------0 queries\n");
	curves[0].n = POINTS;
}

/* Zeros on a logarithmic axis lie on its floor, that of a likelihood a decade below the line, and what is on the axis
 * touches the curve: the first and last columns hold the first and last values. */
static void test_axis_ends(void **state)
{
	struct frame f = story(1);
	struct canvas c;

	(void)state;
	for (int i = 0; i < POINTS; i++)
		y_a[i] = i == 0 ? .5 : 0;
	canvas_init(&c, 12, 60);
	plot_draw(&f, glyphs_of(false), &c);
	assert_int_equal(canvas_rune(&c, 1, 1), '1');
	assert_int_equal(canvas_rune(&c, 1, 5), '0');
	assert_int_equal(canvas_rune(&c, 10, 5), '5'); /* a 0 is drawn below the line, 1e-04 */
	assert_int_equal(canvas_rune(&c, 2, 7), 'A');
	assert_int_equal(canvas_rune(&c, 10, 59), 'A');
	canvas_done(&c);
}

/* Values so near to each other, or so large, that no step lies between two ticks. */
static void test_degenerate_ranges(void **state)
{
	static const double tiny[] = { 5e-324, 1e-310, 3e-308, 1e-306, 0 }, huge[] = { 1e300, 1.7e308, -1.7e308 };
	struct frame f = story(1);
	double all[16];
	int n = 0;

	(void)state;
	f.curve_log = false;
	f.curve_line = NAN;
	for (int i = 0; i < 5; i++)
		all[n++] = tiny[i], all[n++] = -tiny[i];
	for (int i = 0; i < 3; i++)
		all[n++] = huge[i], all[n++] = -huge[i];
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++) {
			struct canvas c;
			for (int k = 0; k < POINTS; k++)
				y_a[k] = k % 2 ? all[i] : all[j];
			canvas_init(&c, 14, 80);
			plot_draw(&f, glyphs_of(false), &c); /* comes to an end */
			canvas_done(&c);
		}
	for (int k = 0; k < POINTS; k++)
		y_a[k] = 5e-324;
	f.curve_name = "lr";
	assert_plot(&f, false, 8, 40,
		"lr against reward queries              A\n"
		"     1|\n"
		"      |\n"
		"      |\n"
		"   0.5|\n"
		"      |\n"
		"     0|AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"
		"      +0----------------------8k queries\n");
}

static void test_hostile_sizes(void **state)
{
	static const double wild[] = { NAN, INFINITY, -INFINITY, 0, -1, 1e300, 1e-300, .5 };
	struct frame f = story(2);
	int size[] = { 0, 1, 2, 3, 4, 5, 6, 7, 24, 31, 32, 33, 200 };

	(void)state;
	for (int i = 0; i < POINTS; i++) {
		y_a[i] = wild[i % 8];
		y_b[i] = 1e-12;
	}
	for (int how = 0; how < 64; how++)
		for (int r = 0; r < 13; r++)
			for (int k = 0; k < 13; k++) {
				struct canvas c;
				f.curve_log = how & 8;
				f.ncurve = how & 2 ? 2 : how & 16 ? 0 : 1;
				f.curve_line = how & 4 ? NAN : log(1e-4);
				canvas_init(&c, size[r], size[k]);
				plot_draw(&f, glyphs_wished(how & 1 || how & 32, how & 32 ? PLOT_BRAILLE : PLOT_BLOCK), &c);
				assert_int_equal(c.rows, size[r]);
				canvas_done(&c);
			}
	f.curve = NULL;
	f.ncurve = 0;
	f.curve_name = NULL;
	assert_plot(&f, false, 1, 12, "nothing agai\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_letters),
		cmocka_unit_test(test_blocks),
		cmocka_unit_test(test_area), cmocka_unit_test(test_line_at_a_tick),
		cmocka_unit_test(test_line_beside_a_curve),
		cmocka_unit_test(test_braille),
		cmocka_unit_test(test_dots),
		cmocka_unit_test(test_styles),
		cmocka_unit_test(test_many_points),
		cmocka_unit_test(test_gaps_linear),
		cmocka_unit_test(test_too_small),
		cmocka_unit_test(test_other_metric),
		cmocka_unit_test(test_right_end),
		cmocka_unit_test(test_no_values),
		cmocka_unit_test(test_axis_ends),
		cmocka_unit_test(test_degenerate_ranges),
		cmocka_unit_test(test_hostile_sizes),
	};

	return cmocka_run_group_tests_name("plot", tests, NULL, NULL);
}
