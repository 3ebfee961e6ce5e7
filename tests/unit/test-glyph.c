/* The two sets of characters, and bars of both. */
#include "panel/glyph.h"

#include <math.h>
#include <string.h>

#include "unit.h"

static const char *bar(int cols, double share, bool utf8)
{
	static struct str text;
	struct canvas c;

	str_clear(&text);
	canvas_init(&c, 1, 8);
	bar_draw(&c, 0, 0, cols, share, glyphs_of(utf8), STYLE_PLAIN);
	canvas_print(&c, &text);
	canvas_done(&c);
	return str_text(&text);
}

static void test_ascii_bars(void **state)
{
	(void)state;
	assert_string_equal(bar(5, 0, false), ".....\n");
	assert_string_equal(bar(5, .4, false), "##...\n");
	assert_string_equal(bar(5, 1, false), "#####\n");
	/* rounded: the number beside it tells .9999 from 1 */
	assert_string_equal(bar(5, 1e-9, false), ".....\n");
	assert_string_equal(bar(5, .12, false), "#....\n");
	assert_string_equal(bar(5, .9999, false), "#####\n");
	assert_string_equal(bar(5, -1, false), ".....\n");
	assert_string_equal(bar(5, 7, false), "#####\n");
	assert_string_equal(bar(5, NAN, false), "\n");
	assert_string_equal(bar(0, .5, false), "\n");
	assert_string_equal(bar(-3, .5, false), "\n");
}

/* U+2588 is a full cell, U+258F an eighth from the left, U+2589 seven; U+00B7 the empty one. */
static void test_fine_bars(void **state)
{
	(void)state;
	assert_string_equal(bar(2, .5, true), "\xe2\x96\x88\xc2\xb7\n");
	assert_string_equal(bar(2, 1e-9, true), "\xc2\xb7\xc2\xb7\n");
	assert_string_equal(bar(2, 1. / 16, true), "\xe2\x96\x8f\xc2\xb7\n");
	assert_string_equal(bar(2, .9999, true), "\xe2\x96\x88\xe2\x96\x88\n");
	assert_string_equal(bar(2, 1, true), "\xe2\x96\x88\xe2\x96\x88\n");
	assert_string_equal(bar(1, 4. / 8, true), "\xe2\x96\x8c\n");
}

static void test_ascii_is_ascii(void **state)
{
	const struct glyphs *g = glyphs_of(false);
	const uint32_t all[] = { g->across, g->down, g->corner, g->tee_down, g->tee_up, g->cross, g->tee_left,
				 g->tee_right, g->box[0], g->box[1], g->box[2], g->box[3], g->full, g->empty };

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
		assert_in_range(all[i], '!', '~');
	assert_true(g->ascii);
	assert_false(glyphs_of(true)->ascii);
	assert_int_equal(g->part[0], 0);
}

static void test_wished(void **state)
{
	(void)state;
	assert_ptr_equal(glyphs_wished(true, PLOT_BLOCK), glyphs_of(true));
	assert_ptr_equal(glyphs_wished(true, PLOT_ASCII), glyphs_of(false));
	/* dots are for curves; bars and lines stay as they are */
	assert_true(glyphs_wished(true, PLOT_BRAILLE)->braille);
	assert_false(glyphs_of(true)->braille);
	assert_int_equal(glyphs_wished(true, PLOT_BRAILLE)->across, glyphs_of(true)->across);
	assert_int_equal(glyphs_wished(true, PLOT_BRAILLE)->part[6], glyphs_of(true)->part[6]);
	/* without UTF-8 there is nothing to wish for */
	for (enum plot_chars wish = PLOT_BLOCK; wish <= PLOT_ASCII; wish++)
		assert_ptr_equal(glyphs_wished(false, wish), glyphs_of(false));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ascii_bars),
		cmocka_unit_test(test_fine_bars),
		cmocka_unit_test(test_ascii_is_ascii),
		cmocka_unit_test(test_wished),
	};

	return cmocka_run_group_tests_name("glyph", tests, NULL, NULL);
}
