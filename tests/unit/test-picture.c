/* Pictures: what stands where in each kind, and that what a user named cannot break them. */
#include "panel/picture.h"

#include <string.h>

#include "base/xml.h"

#include "unit.h"

static struct canvas canvas;
static struct str printed;

static int start(void **state)
{
	(void)state;
	canvas_init(&canvas, 2, 12);
	return 0;
}

static int end(void **state)
{
	(void)state;
	canvas_done(&canvas);
	str_done(&printed);
	return 0;
}

/* Lent until the next one. */
static const char *print(const char *file, enum theme theme, const char *title, const char *stamp)
{
	const struct picture_type *type = picture_named(file, NULL);
	const struct picture p = { &canvas, theme, title, stamp };

	assert_non_null(type);
	str_clear(&printed);
	type->print(&p, &printed);
	return str_text(&printed);
}

static const char *dark(const char *file)
{
	return print(file, THEME_DARK, "outpost", "stamp");
}

static void assert_has(const char *text, const char *what)
{
	if (!strstr(text, what))
		fail_msg("%s\nis not in\n%s", what, text);
}

static void assert_lacks(const char *text, const char *what)
{
	if (strstr(text, what))
		fail_msg("%s\nis in\n%s", what, text);
}

static int count(const char *text, const char *what)
{
	int n = 0;

	for (; (text = strstr(text, what)); text += strlen(what))
		n++;
	return n;
}

static void test_kinds(void **state)
{
	static const char *const others[] = { "x", "x.png", "svg", "a.svg/x", "x.SVG", ".svg/", "" };
	struct err e;

	(void)state;
	assert_non_null(picture_named("a.b/c.txt", &e));
	assert_true(picture_named("x.ansi", &e) != picture_named("x.txt", &e));
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
		assert_null(picture_named(others[i], &e));
	picture_named("a.png", &e);
	assert_string_equal(e.text, "shot writes .txt, .ansi, .html and .svg files, got \"a.png\". try shot screen.svg");
}

static void test_text(void **state)
{
	(void)state;
	canvas_text(&canvas, 0, 1, "a <b> & \"c\"", STYLE_OUT);
	assert_string_equal(dark("x.txt"), " a <b> & \"c\"\n\n");
}

static void test_ansi(void **state)
{
	(void)state;
	canvas_text(&canvas, 0, 0, "ab", STYLE_PLAIN);
	canvas_text(&canvas, 0, 2, "cd", STYLE_A);
	canvas_text(&canvas, 0, 4, "e", STYLE_PLAIN);
	canvas_text(&canvas, 1, 1, "  ", STYLE_OUT); /* a background is seen without a letter */
	assert_string_equal(dark("x.ansi"), "ab\033[0;38;5;214mcd\033[0me\n"
					    " \033[0;7;38;5;209m  \033[0m\n"
					    "\033[0;38;5;248m# stamp\033[0m\n");
	assert_string_equal(print("x.ansi", THEME_MONO, "", "stamp"), "abcde\n \033[0;7m  \033[0m\n\033[0m# stamp\033[0m\n");
}

/* A theme with a background of its own has it everywhere. */
static void test_ansi_background(void **state)
{
	(void)state;
	canvas_text(&canvas, 0, 0, "ab", STYLE_PLAIN);
	assert_has(print("x.ansi", THEME_PROJECTOR, "", ""), "\033[0;1;38;5;231;48;5;16mab          \033[0m\n");
}

static void test_html(void **state)
{
	const char *text;

	(void)state;
	canvas_text(&canvas, 0, 0, "a<b", STYLE_PLAIN);
	canvas_text(&canvas, 0, 3, "&>", STYLE_A);
	canvas_text(&canvas, 1, 0, "x  ", STYLE_PLAIN);
	text = dark("x.html");
	assert_has(text, "<pre>\na&lt;b<span class=\"a\">&amp;&gt;</span>\nx\n</pre>");
	assert_has(text, "\n.a { color: #ffaf00; }\n");
	assert_has(text, "body { margin: 0; color: #e4e4e4; background: #000000; }");
	assert_lacks(text, ".out"); /* only what is used */
	assert_lacks(text, "http");
	assert_has(print("x.html", THEME_LIGHT, "", ""), "background: #ffffff");
}

/* It takes two columns whatever the font says, and the character behind it stands on its own. */
static void test_wide(void **state)
{
	(void)state;
	canvas_text(&canvas, 0, 0, "a\xe6\xbc\xa2" "b", STYLE_PLAIN);
	assert_has(dark("x.html"), "\na<i>\xe6\xbc\xa2</i>b\n");
	assert_has(dark("x.svg"), "<text y=\"23\"><tspan x=\"9\">a</tspan><tspan x=\"18\">\xe6\xbc\xa2</tspan>"
				  "<tspan x=\"36\">b</tspan></text>");
	assert_has(dark("x.ansi"), "a\xe6\xbc\xa2" "b\n");
}

static void test_svg_words(void **state)
{
	const char *text;

	(void)state;
	canvas_text(&canvas, 0, 0, "ab c", STYLE_PLAIN);
	canvas_text(&canvas, 0, 5, "<&>", STYLE_TITLE);
	canvas_text(&canvas, 1, 0, "OUT!", STYLE_OUT);
	text = dark("x.svg");
	assert_has(text, "width=\"126\" height=\"54\" viewBox=\"0 0 126 54\"");
	assert_has(text, "<text y=\"23\"><tspan x=\"9\">ab</tspan><tspan x=\"36\">c</tspan>"
			 "<tspan x=\"54\" font-weight=\"bold\">&lt;&amp;&gt;</tspan></text>\n");
	assert_has(text, "<rect x=\"9\" y=\"27\" width=\"36\" height=\"18\" fill=\"#ff875f\"/>\n"
			 "<text y=\"41\"><tspan x=\"9\" fill=\"#000000\">OUT!</tspan></text>\n");
}

static void test_svg_lines(void **state)
{
	const char *text;

	(void)state;
	/* ──┬─ above └ */
	canvas_text(&canvas, 0, 0, "\xe2\x94\x80\xe2\x94\x80\xe2\x94\xac\xe2\x94\x80", STYLE_RULE);
	canvas_put(&canvas, 1, 2, 0x2514, STYLE_RULE);
	text = dark("x.svg");
	assert_has(text, "<path stroke=\"#808080\" d=\"M9 18.5h18M27 18.5h9M31.5 18v9M36 18.5h9\"/>\n");
	assert_has(text, "<path stroke=\"#808080\" d=\"M31 36.5h5M31.5 27v10\"/>\n");
	assert_lacks(text, "<text");
}

static void test_svg_blocks(void **state)
{
	(void)state;
	/* two full cells and a half one: one box, and one beside it; then an eighth from below, and a dot */
	canvas_text(&canvas, 0, 0, "\xe2\x96\x88\xe2\x96\x88\xe2\x96\x8c", STYLE_B);
	assert_has(dark("x.svg"), "<path fill=\"#5fafd7\" d=\"M9 10h18v16h-18zM27 10h4.5v16h-4.5z\"/>\n");
	canvas_text(&canvas, 0, 0, "\xe2\x96\x82\xe2\xa0\x81 ", STYLE_B);
	assert_has(dark("x.svg"), "<path fill=\"#5fafd7\" d=\"M9 22h9v4h-9zM19.25 10.25h2v2h-2z\"/>\n");
}

static void test_underline(void **state)
{
	(void)state;
	canvas_text(&canvas, 0, 2, "ab", STYLE_CHANGED);
	assert_has(dark("x.svg"), "<path stroke=\"#e4e4e4\" d=\"M27 25.5h18\"/>");
	assert_has(dark("x.html"), ".changed { text-decoration: underline; }");
}

/* A preset's name is the name of a file, and that may be anything. */
static void test_hostile(void **state)
{
	static const char name[] = "a\"><script>\033[2J\xff</desc>";
	static const char *const files[] = { "x.html", "x.svg" };

	(void)state;
	for (int i = 0; i < 2; i++) {
		const char *text = print(files[i], THEME_DARK, name, name);
		assert_int_equal(count(text, "a&quot;&gt;&lt;script&gt;\xef\xbf\xbd[2J\xef\xbf\xbd&lt;/desc&gt;"), 2);
		assert_lacks(text, "<script");
		assert_lacks(text, "\033");
	}
}

static void test_xml(void **state)
{
	struct str s = { 0 };

	(void)state;
	xml_text(&s, "<a & \"b\">\t'\xe6\xbc\xa2");
	assert_string_equal(str_text(&s), "&lt;a &amp; &quot;b&quot;&gt;\xef\xbf\xbd'\xe6\xbc\xa2");
	str_clear(&s);
	xml_rune(&s, 0xffff);
	xml_rune(&s, 0xfffe);
	xml_rune(&s, 0x1f642);
	assert_string_equal(str_text(&s), "\xef\xbf\xbd\xef\xbf\xbd\xf0\x9f\x99\x82");
	str_done(&s);
}

static void test_no_cells(void **state)
{
	static const char *const files[] = { "x.txt", "x.ansi", "x.html", "x.svg" };

	(void)state;
	canvas_done(&canvas);
	canvas_init(&canvas, 0, 0);
	for (int i = 0; i < 4; i++)
		assert_lacks(dark(files[i]), "<text");
	assert_has(dark("x.svg"), "viewBox=\"0 0 18 18\"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds),
		cmocka_unit_test_setup_teardown(test_text, start, end),
		cmocka_unit_test_setup_teardown(test_ansi, start, end),
		cmocka_unit_test_setup_teardown(test_ansi_background, start, end),
		cmocka_unit_test_setup_teardown(test_html, start, end),
		cmocka_unit_test_setup_teardown(test_wide, start, end),
		cmocka_unit_test_setup_teardown(test_svg_words, start, end),
		cmocka_unit_test_setup_teardown(test_svg_lines, start, end),
		cmocka_unit_test_setup_teardown(test_svg_blocks, start, end),
		cmocka_unit_test_setup_teardown(test_underline, start, end),
		cmocka_unit_test_setup_teardown(test_hostile, start, end),
		cmocka_unit_test(test_xml),
		cmocka_unit_test_setup_teardown(test_no_cells, start, end),
	};

	return cmocka_run_group_tests_name("picture", tests, NULL, NULL);
}
