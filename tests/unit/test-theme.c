/* Themes: contrast, A against B for four kinds of eyes, nothing by colour alone. Formulas: WCAG 2 (relative luminance,
 * contrast), CIE 1976 (L*a*b*, Delta E), Machado, Oliveira and Fernandes 2009 (matrices of severity 1, linear RGB). */
#include "panel/theme.h"

#include <math.h>

#include "unit.h"

struct rgb {
	double c[3]; /* linear, 0..1 */
};

static double linear(int level)
{
	double v = level / 255.0;

	return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static struct rgb rgb_levels(int r, int g, int b)
{
	return (struct rgb){ { linear(r), linear(g), linear(b) } };
}

/* The first 16 are the user's own, or one of these: xterm's, and those of the text mode of PCs. */
enum palette { XTERM, VGA, PALETTES };
static struct rgb rgb_of_16(enum palette palette, int color)
{
	static const int level[PALETTES][16][3] = {
		{ { 0, 0, 0 }, { 205, 0, 0 }, { 0, 205, 0 }, { 205, 205, 0 }, { 0, 0, 238 }, { 205, 0, 205 },
		  { 0, 205, 205 }, { 229, 229, 229 }, { 127, 127, 127 }, { 255, 0, 0 }, { 0, 255, 0 }, { 255, 255, 0 },
		  { 92, 92, 255 }, { 255, 0, 255 }, { 0, 255, 255 }, { 255, 255, 255 } },
		{ { 0, 0, 0 }, { 170, 0, 0 }, { 0, 170, 0 }, { 170, 85, 0 }, { 0, 0, 170 }, { 170, 0, 170 },
		  { 0, 170, 170 }, { 170, 170, 170 }, { 85, 85, 85 }, { 255, 85, 85 }, { 85, 255, 85 }, { 255, 255, 85 },
		  { 85, 85, 255 }, { 255, 85, 255 }, { 85, 255, 255 }, { 255, 255, 255 } },
	};
	const int *of = level[palette][color];

	return rgb_levels(of[0], of[1], of[2]);
}

/* xterm's palette from 16 on: a cube of 6 x 6 x 6, then 24 greys. */
static struct rgb rgb_of(int color)
{
	static const int level[6] = { 0, 95, 135, 175, 215, 255 };
	int grey = 8 + 10 * (color - 232), at = color - 16;

	assert_in_range(color, 16, 255);
	if (color >= 232)
		return rgb_levels(grey, grey, grey);
	return rgb_levels(level[at / 36], level[at / 6 % 6], level[at % 6]);
}

static double luminance(struct rgb v)
{
	return 0.2126 * v.c[0] + 0.7152 * v.c[1] + 0.0722 * v.c[2];
}

static double ratio(double one, double other)
{
	return (fmax(one, other) + 0.05) / (fmin(one, other) + 0.05);
}

/* Of a colour and the background that the theme is made for, whichever of them the text takes. */
static double contrast(enum theme theme, int color)
{
	return ratio(luminance(rgb_of(color)), theme == THEME_LIGHT ? 1 : 0);
}

static struct look at_256(enum theme theme, enum style style)
{
	return theme_look(theme, 256, style);
}

static void assert_look(struct look is, int color, unsigned attributes)
{
	assert_int_equal(is.color, color);
	assert_int_equal(is.attributes, attributes);
}

static void test_contrast(void **state)
{
	(void)state;
	for (enum theme theme = THEME_DARK; theme <= THEME_LIGHT; theme++)
		for (enum style style = 0; style < STYLES; style++) {
			struct look look = at_256(theme, style);
			/* the terminal's own text and background are the user's choice */
			if (look.color >= 0 && contrast(theme, look.color) < 4.5)
				fail_msg("theme %d, style %d: %.2f", (int)theme, (int)style, contrast(theme, look.color));
			/* dimmed by an amount that nobody can compute */
			assert_int_equal(look.attributes & LOOK_DIM, 0);
		}
}

static struct rgb rgb_in(unsigned ink)
{
	return rgb_levels((int)(ink >> 16 & 0xff), (int)(ink >> 8 & 0xff), (int)(ink & 0xff));
}

/* In a picture also the plain text and the background are ours. */
static void test_ink(void **state)
{
	struct ink out = theme_ink(THEME_LIGHT, STYLE_OUT), a = theme_ink(THEME_DARK, STYLE_A);

	(void)state;
	for (enum theme theme = THEME_DARK; theme <= THEME_PROJECTOR; theme++)
		for (enum style style = 0; style < STYLES; style++) {
			struct ink ink = theme_ink(theme, style);
			double c = ratio(luminance(rgb_in(ink.text)), luminance(rgb_in(ink.paper)));
			if (c < (theme == THEME_PROJECTOR ? 7 : 4.5))
				fail_msg("theme %d, style %d: %.2f", (int)theme, (int)style, c);
		}
	assert_int_equal(out.text, 0xffffff);
	assert_int_equal(out.paper, 0xaf0000);
	assert_int_equal(a.text, 0xffaf00);
	assert_int_equal(a.paper, 0);
	assert_true(theme_ink(THEME_PROJECTOR, STYLE_PLAIN).bold);
	assert_int_equal(theme_ink(THEME_DARK, STYLE_RULE).text, 0x808080);
}

/* The figures that the palette was chosen by. */
static void test_palette(void **state)
{
	static const struct {
		enum style style;
		double dark, light;
	} known[] = { { STYLE_A, 11.4, 4.7 }, { STYLE_B, 8.6, 6.4 }, { STYLE_BASE, 8.8, 7.1 }, { STYLE_OUT, 8.9, 7.4 } };

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
		double dark = contrast(THEME_DARK, at_256(THEME_DARK, known[i].style).color);
		double light = contrast(THEME_LIGHT, at_256(THEME_LIGHT, known[i].style).color);
		assert_true(fabs(dark - known[i].dark) <= 0.05);
		assert_true(fabs(light - known[i].light) <= 0.05);
	}
	assert_look(at_256(THEME_DARK, STYLE_A), 214, 0);
	assert_look(at_256(THEME_LIGHT, STYLE_A), 130, LOOK_BOLD);
	assert_look(at_256(THEME_DARK, STYLE_OUT), 209, LOOK_REVERSE);
	assert_look(at_256(THEME_LIGHT, STYLE_OUT), 124, LOOK_REVERSE);
}

static void multiply(double to[3], const double by[3][3], const double v[3])
{
	for (int i = 0; i < 3; i++)
		to[i] = by[i][0] * v[0] + by[i][1] * v[1] + by[i][2] * v[2];
}

static void lab(double to[3], struct rgb v)
{
	/* sRGB to XYZ, and its white, D65 */
	static const double xyz[3][3] = { { 0.4124564, 0.3575761, 0.1804375 },
					  { 0.2126729, 0.7151522, 0.0721750 },
					  { 0.0193339, 0.1191920, 0.9503041 } };
	static const double white[3] = { 0.95047, 1, 1.08883 };
	double f[3];

	multiply(f, xyz, v.c);
	for (int i = 0; i < 3; i++) {
		double t = f[i] / white[i];
		f[i] = t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116;
	}
	to[0] = 116 * f[1] - 16;
	to[1] = 500 * (f[0] - f[1]);
	to[2] = 200 * (f[1] - f[2]);
}

static double difference(int one, int other, const double eyes[3][3])
{
	struct rgb seen[2];
	double at[2][3];

	for (int i = 0; i < 2; i++) {
		struct rgb full = rgb_of(i ? other : one);
		multiply(seen[i].c, eyes, full.c);
		for (int c = 0; c < 3; c++)
			seen[i].c[c] = fmin(fmax(seen[i].c[c], 0), 1);
		lab(at[i], seen[i]);
	}
	return sqrt(pow(at[0][0] - at[1][0], 2) + pow(at[0][1] - at[1][1], 2) + pow(at[0][2] - at[1][2], 2));
}

static const double all_cones[3][3] = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } };
static const double protanopia[3][3] = { { 0.152286, 1.052583, -0.204868 },
					 { 0.114503, 0.786281, 0.099216 },
					 { -0.003882, -0.048116, 1.051998 } };
static const double deuteranopia[3][3] = { { 0.367322, 0.860646, -0.227968 },
					   { 0.280085, 0.672501, 0.047413 },
					   { -0.011820, 0.042940, 0.968881 } };
static const double tritanopia[3][3] = { { 1.255528, -0.076749, -0.178779 },
					 { -0.078411, 0.930809, 0.147602 },
					 { 0.004733, 0.691367, 0.303900 } };

static void test_trainers_differ(void **state)
{
	/* the differences that the palette was chosen by */
	static const struct {
		const double (*eyes)[3];
		double apart[2];
	} known[] = { { all_cones, { 113, 108 } },
		      { deuteranopia, { 110, 111 } },
		      { protanopia, { 100, 97 } },
		      { tritanopia, { 81, 78 } } };

	(void)state;
	for (enum theme theme = THEME_DARK; theme <= THEME_LIGHT; theme++)
		for (int i = 0; i < 4; i++) {
			double d = difference(at_256(theme, STYLE_A).color, at_256(theme, STYLE_B).color, known[i].eyes);
			assert_true(d >= 60);
			assert_true(fabs(d - known[i].apart[theme]) <= 0.5);
		}
	/* the formulas see what they should: pure green and pure red, 170.57 apart for all cones by the literature's Lab
	 * values (87.73, -86.18, 83.18) and (53.24, 80.09, 67.20), come close without the cones for green */
	assert_true(fabs(difference(46, 196, all_cones) - 170.57) < 0.1);
	assert_true(difference(28, 124, deuteranopia) < 0.4 * difference(28, 124, all_cones));
}

/* White and the two trainers' colours on black that is set, bold: 7:1 at least, and the trainers as far apart as in dark. */
static void test_projector(void **state)
{
	(void)state;
	assert_int_equal(theme_background(THEME_PROJECTOR, 256), 16);
	for (enum style style = 0; style < STYLES; style++) {
		struct look look = at_256(THEME_PROJECTOR, style);
		assert_int_equal(look.color, style == STYLE_A ? 214 : style == STYLE_B ? 74 : 231);
		assert_int_equal(look.attributes & (LOOK_BOLD | LOOK_DIM), LOOK_BOLD);
		assert_true(ratio(luminance(rgb_of(look.color)), luminance(rgb_of(16))) >= 7);
	}
	assert_look(at_256(THEME_PROJECTOR, STYLE_OUT), 231, LOOK_BOLD | LOOK_REVERSE);
	assert_look(at_256(THEME_PROJECTOR, STYLE_CHANGED), 231, LOOK_BOLD | LOOK_UNDERLINE);
	assert_look(theme_look(THEME_PROJECTOR, 16, STYLE_A), 11, LOOK_BOLD);
	assert_look(theme_look(THEME_PROJECTOR, 16, STYLE_B), 14, LOOK_BOLD);
	assert_look(theme_look(THEME_PROJECTOR, 16, STYLE_RULE), 15, LOOK_BOLD);
	assert_look(theme_look(THEME_PROJECTOR, 8, STYLE_A), 3, LOOK_BOLD);
	assert_look(theme_look(THEME_PROJECTOR, 8, STYLE_BASE), 7, LOOK_BOLD);
	assert_look(theme_look(THEME_PROJECTOR, 0, STYLE_BASE), -1, LOOK_BOLD);
	assert_int_equal(theme_background(THEME_PROJECTOR, 8), 0);
	/* without colours there is no black to be had; other themes stand on what is there */
	assert_int_equal(theme_background(THEME_PROJECTOR, 0), -1);
	for (enum theme theme = THEME_DARK; theme <= THEME_MONO; theme++)
		assert_int_equal(theme_background(theme, 256), -1);
}

/* Each step of the shade is farther from the background than the one before. */
static void test_shade_rises(void **state)
{
	(void)state;
	for (enum theme theme = THEME_DARK; theme <= THEME_LIGHT; theme++)
		for (enum style style = STYLE_SHADE; style < STYLE_SHADE_LAST; style++)
			assert_true(contrast(theme, at_256(theme, style + 1).color) >
				    1.1 * contrast(theme, at_256(theme, style).color));
	for (enum style style = STYLE_SHADE; style <= STYLE_SHADE_LAST; style++) {
		assert_look(theme_look(THEME_DARK, 8, style), -1, 0);
		assert_look(theme_look(THEME_MONO, 256, style), -1, 0);
	}
}

/* What there is where `colors` are few: no dark blue, no colour out of reach. */
static void test_few_colors(void **state)
{
	(void)state;
	for (enum theme theme = THEME_DARK; theme <= THEME_PROJECTOR; theme++)
		for (enum style style = 0; style < STYLES; style++) {
			struct look mono = theme_look(THEME_MONO, 256, style);
			assert_int_equal(mono.color, -1);
			for (int none = -1; none <= 0 && theme != THEME_PROJECTOR; none++)
				assert_look(theme_look(theme, none, style), -1, mono.attributes);
			for (int colors = 8; colors <= 256; colors *= 2) {
				struct look look = theme_look(theme, colors, style);
				assert_true(look.color != 4 && look.color != 12);
				assert_true(look.color >= -1 && look.color < colors);
			}
		}
	assert_look(theme_look(THEME_DARK, 8, STYLE_A), 3, 0);
	assert_look(theme_look(THEME_DARK, 8, STYLE_B), 6, 0);
	assert_look(theme_look(THEME_DARK, 8, STYLE_BASE), 7, 0);
	assert_look(theme_look(THEME_DARK, 8, STYLE_OUT), 1, LOOK_REVERSE);
	assert_look(theme_look(THEME_DARK, 16, STYLE_A), 3, 0);
	assert_look(theme_look(THEME_DARK, 16, STYLE_B), 6, 0);
	assert_look(theme_look(THEME_DARK, 16, STYLE_BASE), 7, 0);
	assert_look(theme_look(THEME_DARK, 16, STYLE_OUT), 9, LOOK_REVERSE);
	/* these three cannot be read on white */
	for (enum style style = 0; style < STYLES; style++)
		for (int colors = 8; colors <= 16; colors *= 2)
			assert_true(theme_look(THEME_LIGHT, colors, style).color < 3);
}

/* Of sixteen, in both palettes: on black 4:1, which is what the brown has that PCs show for yellow; and what is bright is
 * not lost on white either, in case the background is. Black and grey, which many set as they like, are left alone. */
static void test_sixteen_colors(void **state)
{
	(void)state;
	for (enum palette palette = XTERM; palette < PALETTES; palette++) {
		for (enum style style = 0; style < STYLES; style++) {
			int color = theme_look(THEME_DARK, 16, style).color;
			double own = color < 0 ? 0 : luminance(rgb_of_16(palette, color));
			if (color < 0)
				continue;
			assert_true(color != 0 && color != 8);
			if (ratio(own, 0) < 4 || (color > 8 && ratio(own, 1) < 3))
				fail_msg("palette %d, style %d: %.2f, %.2f", (int)palette, (int)style, ratio(own, 0),
					 ratio(own, 1));
		}
		for (enum style style = 0; style < STYLES; style++)
			assert_true(ratio(luminance(rgb_of_16(palette, theme_look(THEME_PROJECTOR, 16, style).color)), 0) >= 7);
	}
	/* plain red would be */
	assert_true(ratio(luminance(rgb_of_16(VGA, 1)), 0) < 3);
}

/* Meanings that attributes alone tell from plain text, and from each other, whatever the colours. */
static void test_without_color(void **state)
{
	static const enum style marked[] = { STYLE_OUT,   STYLE_REWARDED, STYLE_CORRECT, STYLE_SELECTED, STYLE_CHANGED,
					     STYLE_ERROR, STYLE_FOCUS,    STYLE_STATE,   STYLE_FLASH };
	static const int colors[] = { 0, 8, 256 };

	(void)state;
	for (int c = 0; c < 3; c++)
		for (enum theme theme = THEME_DARK; theme <= THEME_PROJECTOR; theme++) {
			for (size_t i = 0; i < sizeof marked / sizeof marked[0]; i++)
				assert_int_not_equal(theme_look(theme, colors[c], marked[i]).attributes, 0);
			assert_int_not_equal(theme_look(theme, colors[c], STYLE_FOCUS).attributes,
					     theme_look(theme, colors[c], STYLE_TITLE).attributes);
			assert_int_not_equal(theme_look(theme, colors[c], STYLE_STATE).attributes,
					     theme_look(theme, colors[c], STYLE_STATUS).attributes);
			assert_int_not_equal(theme_look(theme, colors[c], STYLE_FLASH).attributes,
					     theme_look(theme, colors[c], STYLE_STATE).attributes);
		}
	assert_look(theme_look(THEME_MONO, 0, STYLE_A), -1, 0);
	assert_look(theme_look(THEME_MONO, 0, STYLE_B), -1, LOOK_BOLD);
	assert_look(theme_look(THEME_MONO, 0, STYLE_BASE), -1, LOOK_DIM);
	assert_look(theme_look(THEME_MONO, 0, STYLE_CHANGED), -1, LOOK_UNDERLINE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_contrast),
		cmocka_unit_test(test_ink),
		cmocka_unit_test(test_palette),
		cmocka_unit_test(test_trainers_differ),
		cmocka_unit_test(test_projector),
		cmocka_unit_test(test_shade_rises),
		cmocka_unit_test(test_few_colors),
		cmocka_unit_test(test_sixteen_colors),
		cmocka_unit_test(test_without_color),
	};

	return cmocka_run_group_tests_name("theme", tests, NULL, NULL);
}
