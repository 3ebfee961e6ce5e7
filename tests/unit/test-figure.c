/* Figures: the script and the data of one made by hand, what is left out of them, and what is done to a picture's bytes. */
#include "run/figure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "run/drawn.h"
#include "run/figure-run.h"
#include "run/tables.h"
#include "small-session.h"
#include "unit.h"

/* A panel with a line, a series of three points and texts that are not easy. */
static struct figure *simple(void)
{
	struct figure *f = figure_new(1, 8, 6);
	struct figure_panel *p = figure_add_panel(f);
	struct figure_series *s;

	str_add(&f->stamp, "outpost 1 preset=it's `odd`\n");
	figure_label(&p->x, "updates");
	figure_label(&p->y, "a_b^c {it's} 4^{N} \\ @&~");
	p->y.log = true;
	s = figure_add_series(p, FIGURE_LINE, 1, "B \"process\"");
	figure_add_point(p, s, 0, 1e-6);
	figure_add_point(p, s, 1, 0);
	figure_add_point(p, s, 2, NAN);
	figure_add_point(p, s, 3, .1);
	figure_add_point(p, s, INFINITY, .1);
	figure_set_line(p, 1e-4, "alpha");
	p->key = FIGURE_KEY_TOP_LEFT;
	return f;
}

static void assert_has(const char *text, const char *what)
{
	if (!strstr(text, what))
		fail_msg("\"%s\" is not in:\n%s", what, text);
}

/* 0 has no place on a logarithmic axis, NaN and infinity nowhere; comments are plain. */
static void test_data(void **state)
{
	struct figure *f = simple();
	struct str text = { 0 };

	(void)state;
	figure_data(f, &text);
	assert_string_equal(str_text(&text), "# outpost 1 preset=it's ?odd??\n"
			    "# panel 1: a_b^c {it's} 4^{N} ? @&~ against updates: B \"process\"\n"
			    "0,1e-06\n3,0.1\n"
			    "\n\n"
			    "# panel 1: a_b^c {it's} 4^{N} ? @&~ against updates: B \"process\", markers\n"
			    "3,0.1\n");
	str_done(&text);
	figure_free(f);
}

static void test_empty_series(void **state)
{
	struct figure *f = figure_new(1, 8, 6);
	struct str text = { 0 };

	(void)state;
	figure_add_series(figure_add_panel(f), FIGURE_LINE, 0, "A");
	figure_data(f, &text);
	assert_has(str_text(&text), "\nNaN,NaN\n");
	str_clear(&text);
	figure_script(f, FIGURE_SVG, NULL, NULL, &text);
	assert_has(str_text(&text), "set label 3 'no value'");
	str_done(&text);
	figure_free(f);
}

/* The whole script: change it on purpose only. */
static void test_script(void **state)
{
	struct figure *f = simple();
	struct str text = { 0 };

	(void)state;
	figure_script(f, FIGURE_PDF, "it's.dat", "it's.pdf", &text);
	assert_string_equal(str_text(&text),
		"# outpost 1 preset=it's ?odd??\n"
		"set encoding utf8\n"
		"set terminal pdfcairo enhanced color size 8cm,6cm font 'Helvetica,7' fontscale 0.75 linewidth 1.3 background rgb 'white'\n"
		"marker = .45\n"
		"set output 'it''s.pdf'\n"
		"set datafile separator ','\n"
		"set decimalsign '.'\n"
		"set border 3 lw .6 lc rgb '#303030'\n"
		"set tics out nomirror scale .6,.3\n"
		"set grid lc rgb '#e0e0e0' lw .5 dt solid\n"
		"set style textbox opaque fillcolor rgb 'white' noborder margins .5,.5\n"
		"set clip two\n"
		"set multiplot\n"
		"\n"
		"# panel 1\n"
		"unset arrow\n"
		"unset label\n"
		"set lmargin at screen 0.2000\n"
		"set rmargin at screen 0.9688\n"
		"set bmargin at screen 0.1667\n"
		"set tmargin at screen 0.9250\n"
		"set xlabel 'updates' offset 0,.3\n"
		"set xtics autofreq\n"
		"set format x '%g'\n"
		"unset logscale x\n"
		"set xtics 1\n"
		"set xrange [0:3]\n"
		"set ylabel 'a\\_b\\^c \\{it''s\\} 4^{N} \\\\ \\@\\&\\~' offset 0,0\n"
		"set ytics autofreq\n"
		"set format y '%g'\n"
		"unset logscale y\n"
		"set logscale y\n"
		"set yrange [9.99999e-07:0.1000001]\n"
		"set ytics ('10^{-6}' 1e-6, '10^{-5}' 1e-5, '10^{-4}' 1e-4, '10^{-3}' 1e-3, '10^{-2}' 1e-2, '10^{-1}' 1e-1)\n"
		"set arrow 1 from graph 0, first 0.0001 to graph 1, first 0.0001 nohead lc rgb '#808080' lw .7 dt (3,3) back\n"
		"set label 2 'alpha' at graph .98, first 0.0001 right offset 0,.6 tc rgb '#505050' boxed front\n"
		"set key left top Left reverse samplen 3 spacing 1.1 width -1 maxrows 4 enhanced noopaque nobox\n"
		"plot 'it''s.dat' index 0 using ($1/1):($2/1) with linespoints pi 1000000 lc rgb '#005faf' lw 1.4 dt (9,4) pt 9 ps marker"
		" title 'B \"process\"', \\\n"
		"     'it''s.dat' index 1 using ($1/1):($2/1) with points lc rgb '#005faf' lw 1.4 dt (9,4) pt 9 ps marker notitle\n"
		"unset multiplot\n");
	str_done(&text);
	figure_free(f);
}

/* Large counts are in thousands, and less than three powers of ten get numbers of their own. */
static void test_axes(void **state)
{
	struct figure *f = figure_new(1, 8, 6);
	struct figure_panel *p = figure_add_panel(f);
	struct figure_series *s = figure_add_series(p, FIGURE_POINTS, 0, "");
	struct str text = { 0 };

	(void)state;
	figure_label(&p->x, "reward queries");
	p->y.log = true;
	figure_add_point(p, s, 0, .04);
	figure_add_point(p, s, 250000, .6);
	figure_script(f, FIGURE_SVG, NULL, NULL, &text);
	assert_has(str_text(&text), "set xlabel 'reward queries / 10^{3}'");
	assert_has(str_text(&text), "set xtics 100\nset xrange [0:250]\n");
	assert_has(str_text(&text), "index 0 using ($1/1000):($2/1) with points");
	assert_has(str_text(&text), "set ytics ('0.05' 0.05, '0.1' 0.1, '0.2' 0.2, '0.5' 0.5)");
	assert_has(str_text(&text), "$numbers << END_OF_NUMBERS\n# ");
	str_done(&text);
	figure_free(f);
}

/* 100,000 points become a few thousand; the lowest and the highest of all stay. */
static void test_thinning(void **state)
{
	struct figure *f = figure_new(1, 8, 6);
	struct figure_panel *p = figure_add_panel(f);
	struct figure_series *s = figure_add_series(p, FIGURE_LINE, 0, "");
	double low, high;

	(void)state;
	for (int i = 0; i < 100000; i++)
		figure_add_point(p, s, i, i == 33333 ? -5 : i == 77777 ? 7 : i % 3);
	figure_thin(f);
	assert_in_range(s->n, 1000, 4004);
	assert_true(s->x[0] == 0 && s->x[s->n - 1] == 99999);
	for (int i = 1; i < s->n; i++)
		assert_true(s->x[i] > s->x[i - 1]);
	assert_true(figure_extent(p, false, &low, &high) && low == -5 && high == 7);
	figure_free(f);
}

static void test_of_run(void **state)
{
	struct session *s = small_session();
	struct metric_ref m;
	struct figure *f;
	struct err e;

	(void)state;
	assert_null(figure_of_run(s, NULL, 0, false, FIGURE_SCALE_OWN, &e));
	assert_string_equal(e.text, "there is nothing to draw yet: a curve takes two updates with a value. step trains");
	small_session_step(s, WHO_A, 3);
	f = figure_of_run(s, NULL, 0, true, FIGURE_SCALE_OWN, &e);
	assert_non_null(f);
	assert_int_equal(f->n, 2); /* likelihood and hits of A */
	assert_int_equal(f->panel[0].n, 4);
	assert_true(f->panel[0].y.log && !f->panel[1].y.log);
	assert_int_equal(f->panel[0].series[3].n, 4);
	assert_true(f->panel[0].series[3].y[3] == exp(trace_lp(&s->run[0].trace, 3, 3)));
	assert_string_equal(f->panel[0].x.label, "updates");
	assert_has(str_text(&f->stamp), "outpost " PACKAGE_VERSION " preset=none seed=1 task.seed=1 alpha=");
	figure_free(f);
	metric_parse(s, "token[3,2]", &m, NULL);
	assert_null(figure_of_run(s, &m, 1, true, FIGURE_SCALE_OWN, &e));
	assert_has(e.text, "token[3,2] is not kept for every update");
	small_session_free(s);
}

static void test_picture(void **state)
{
	struct str b = { 0 };

	(void)state;
	str_add(&b, "<?xml version=\"1.0\"?>\n<svg>\n<g/>\n</svg>\n\n");
	assert_true(drawn_is_whole(&b, FIGURE_SVG));
	assert_false(drawn_is_whole(&b, FIGURE_PDF));
	assert_false(drawn_is_whole(&b, FIGURE_PNG));
	drawn_stamp(&b, FIGURE_SVG, "a--b-->");
	assert_string_equal(str_text(&b), "<?xml version=\"1.0\"?>\n<!-- a-?b-?> -->\n<svg>\n<g/>\n</svg>\n\n");
	b.len -= 4;
	assert_false(drawn_is_whole(&b, FIGURE_SVG));
	str_clear(&b);
	assert_false(drawn_is_whole(&b, FIGURE_SVG));
	str_add(&b, "%PDF-1.5\ntrailer\nstartxref\n9\n%%EOF\n");
	assert_true(drawn_is_whole(&b, FIGURE_PDF));
	drawn_stamp(&b, FIGURE_PDF, "seed=1");
	assert_string_equal(str_text(&b), "%PDF-1.5\ntrailer\n% seed=1\nstartxref\n9\n%%EOF\n");
	str_done(&b);
}

static void test_columns(void **state)
{
	static const char *const names[] = { "lq", "eps" }, *const missing[] = { "l" };
	struct str text = { 0 };
	struct columns c;

	(void)state;
	str_add(&text, "# stamp\nmodel,eps,lq\nbase,0,1e-5\nbase,.5,\n");
	assert_true(columns_read(&text, names, 2, &c));
	assert_int_equal(c.rows, 2);
	assert_true(c.v[0] == 1e-5 && c.v[1] == 0 && isnan(c.v[2]) && c.v[3] == .5);
	free(c.v);
	assert_false(columns_read(&text, missing, 1, &c));
	str_done(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_data),	 cmocka_unit_test(test_empty_series), cmocka_unit_test(test_script),
		cmocka_unit_test(test_axes),	 cmocka_unit_test(test_thinning),     cmocka_unit_test(test_of_run),
		cmocka_unit_test(test_picture),	 cmocka_unit_test(test_columns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
