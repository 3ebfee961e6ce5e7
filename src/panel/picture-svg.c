/* Every word stands on its column, so that no font can shift it, and lines, bars and dots are drawn, not written: they join
 * and end where a terminal's do. Looks are attributes, not a style sheet, which many programs pass over. */
#include "panel/picture.h"

#include "base/utf8.h"
#include "base/xml.h"

/* In pixels. A monospaced character is 0.6 of its size wide, in nearly all fonts. */
enum { WIDE = 9, HIGH = 18, SIZE = 15, MARGIN = 9, BASELINE = 14, UNDERLINE = 16 };
enum { LEFT = 1, RIGHT = 2, UP = 4, DOWN = 8, ACROSS = LEFT | RIGHT };

/* A row that is being drawn. */
struct brush {
	const struct picture *p;
	int row;
	struct str *to;
};

static int x_of(int col)
{
	return MARGIN + WIDE * col;
}

static int y_of(const struct brush *b)
{
	return MARGIN + HIGH * b->row;
}

/* ---- What is drawn */

/* Where the lines of a rune go from the middle of its cell; 0: it is none. */
static unsigned arms_of(uint32_t rune)
{
	static const struct {
		uint32_t rune;
		unsigned arms;
	} lines[] = {
		{ 0x2500, ACROSS },            { 0x2502, UP | DOWN },           { 0x250c, RIGHT | DOWN },
		{ 0x2510, LEFT | DOWN },       { 0x2514, RIGHT | UP },          { 0x2518, LEFT | UP },
		{ 0x251c, UP | DOWN | RIGHT }, { 0x2524, UP | DOWN | LEFT },    { 0x252c, ACROSS | DOWN },
		{ 0x2534, ACROSS | UP },       { 0x253c, ACROSS | UP | DOWN },
	};

	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
		if (lines[i].rune == rune)
			return lines[i].arms;
	return 0;
}

static bool is_block(uint32_t rune)
{
	return rune >= 0x2581 && rune <= 0x258f;
}

static bool is_braille(uint32_t rune)
{
	return rune >= 0x2800 && rune <= 0x28ff;
}

static bool is_drawn(uint32_t rune)
{
	return arms_of(rune) || is_block(rune) || is_braille(rune);
}

/* A rule across is one line, however many cells it has; lines are a pixel wide, and lie on pixels. */
static void add_lines(const struct brush *b, int col, int end, struct str *path)
{
	const struct canvas *c = b->p->canvas;
	int top = y_of(b), middle = top + HIGH / 2;

	for (int next; col < end; col = next) {
		unsigned arms = arms_of(canvas_rune(c, b->row, col));
		int from = arms & LEFT ? x_of(col) : x_of(col) + WIDE / 2, to;
		next = col + 1;
		while (arms == ACROSS && next < end && arms_of(canvas_rune(c, b->row, next)) == ACROSS)
			next++;
		to = arms & RIGHT ? x_of(next) : x_of(col) + WIDE / 2 + 1;
		if (arms & ACROSS)
			str_addf(path, "M%d %d.5h%d", from, middle, to - from);
		if (arms & UP)
			str_addf(path, "M%d.5 %dv%d", x_of(col) + WIDE / 2, top, HIGH / 2 + 1);
		if (arms & DOWN)
			str_addf(path, "M%d.5 %dv%d", x_of(col) + WIDE / 2, middle, HIGH - HIGH / 2);
	}
}

static void add_box(double x, double y, double wide, double high, struct str *path)
{
	str_addf(path, "M%g %gh%gv%gh%gz", x, y, wide, high, -wide);
}

/* Eighths of a cell: 0x2581 is the lowest of them, 0x2588 all, 0x258f the one at the left. A pixel is left free above and
 * below, so that bars of rows that follow each other can be told apart. */
static void add_blocks(const struct brush *b, int col, int end, struct str *path)
{
	enum { FULL = 0x2588, TALL = HIGH - 2 };
	const struct canvas *c = b->p->canvas;

	for (int next; col < end; col = next) {
		uint32_t rune = canvas_rune(c, b->row, col);
		double high = rune < FULL ? TALL * (rune - 0x2580) / 8.0 : TALL;
		double wide = rune > FULL ? WIDE * (0x2590 - rune) / 8.0 : WIDE;
		next = col + 1;
		while (rune == FULL && next < end && canvas_rune(c, b->row, next) == FULL)
			next++;
		if (is_block(rune))
			add_box(x_of(col), y_of(b) + 1 + TALL - high, wide + WIDE * (next - col - 1), high, path);
	}
}

/* Two columns of four dots; the lowest two have the highest bits. */
static void add_dots(const struct brush *b, int col, int end, struct str *path)
{
	for (; col < end; col++) {
		uint32_t rune = canvas_rune(b->p->canvas, b->row, col);
		for (int bit = 0; is_braille(rune) && bit < 8; bit++) {
			int across = bit < 6 ? bit / 3 : bit - 6, down = bit < 6 ? bit % 3 : 3;
			if (rune >> bit & 1)
				add_box(x_of(col) + WIDE / 2.0 * (across + .5) - 1, y_of(b) + HIGH / 4.0 * (down + .5) - 1, 2, 2,
					path);
		}
	}
}

static void add_path(const struct brush *b, const char *how, unsigned color, const struct str *path)
{
	if (path->len > 0)
		str_addf(b->to, "<path %s=\"#%06x\" d=\"%s\"/>\n", how, color, str_text(path));
}

/* All of a run but its words. */
static void draw_run(const struct brush *b, int col, int end, struct ink ink)
{
	struct str lines = { 0 }, areas = { 0 };

	if (ink.paper != theme_ink(b->p->theme, STYLE_PLAIN).paper)
		str_addf(b->to, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#%06x\"/>\n", x_of(col), y_of(b),
			 WIDE * (end - col), HIGH, ink.paper);
	add_lines(b, col, end, &lines);
	if (ink.underline)
		str_addf(&lines, "M%d %d.5h%d", x_of(col), y_of(b) + UNDERLINE, WIDE * (end - col));
	add_blocks(b, col, end, &areas);
	add_dots(b, col, end, &areas);
	add_path(b, "stroke", ink.text, &lines);
	add_path(b, "fill", ink.text, &areas);
	str_done(&lines);
	str_done(&areas);
}

/* ---- What is written */

static bool is_written(uint32_t rune)
{
	return rune != ' ' && rune != 0 && !is_drawn(rune);
}

/* Behind the last cell of the word that begins there; a wide character is a word of its own. */
static int word_end(const struct canvas *c, int row, int col, int end)
{
	if (utf8_rune_width(canvas_rune(c, row, col)) == 2)
		return col + 2 < end ? col + 2 : end;
	while (col < end && is_written(canvas_rune(c, row, col)) && utf8_rune_width(canvas_rune(c, row, col)) != 2)
		col++;
	return col;
}

static void add_word(const struct brush *b, int col, int end, struct ink ink, struct str *words)
{
	str_addf(words, "<tspan x=\"%d\"", x_of(col));
	if (ink.text != theme_ink(b->p->theme, STYLE_PLAIN).text)
		str_addf(words, " fill=\"#%06x\"", ink.text);
	str_add(words, ink.bold ? " font-weight=\"bold\">" : ">");
	for (; col < end; col++) {
		uint32_t rune = canvas_rune(b->p->canvas, b->row, col);
		if (rune)
			xml_rune(words, rune);
	}
	str_add(words, "</tspan>");
}

static void write_run(const struct brush *b, int col, int end, struct ink ink, struct str *words)
{
	const struct canvas *c = b->p->canvas;

	for (int next; col < end; col = next) {
		next = col + 1;
		if (!is_written(canvas_rune(c, b->row, col)))
			continue;
		next = word_end(c, b->row, col, end);
		add_word(b, col, next, ink, words);
	}
}

/* ---- All of it */

/* Words come last: over the backgrounds of the whole row. */
static void add_row(const struct brush *b)
{
	int end = picture_end(b->p, b->row);
	struct str words = { 0 };

	for (int col = 0, next; col < end; col = next) {
		struct ink ink = theme_ink(b->p->theme, canvas_style(b->p->canvas, b->row, col));
		next = picture_run(b->p->canvas, b->row, col, end);
		draw_run(b, col, next, ink);
		write_run(b, col, next, ink, &words);
	}
	if (words.len > 0)
		str_addf(b->to, "<text y=\"%d\">%s</text>\n", y_of(b) + BASELINE, str_text(&words));
	str_done(&words);
}

static void add_head(const struct picture *p, struct str *to)
{
	int wide = 2 * MARGIN + WIDE * p->canvas->cols, high = 2 * MARGIN + HIGH * p->canvas->rows;
	struct ink plain = theme_ink(p->theme, STYLE_PLAIN);

	str_addf(to, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n<title>",
		 wide, high, wide, high);
	xml_text(to, p->title);
	str_add(to, "</title>\n<desc>");
	xml_text(to, p->stamp);
	str_addf(to, "</desc>\n<rect width=\"%d\" height=\"%d\" fill=\"#%06x\"/>\n", wide, high, plain.paper);
	str_addf(to, "<g font-family=\"'DejaVu Sans Mono', 'Liberation Mono', Menlo, 'Courier New', monospace\" "
		     "font-size=\"%d\" fill=\"#%06x\">\n", SIZE, plain.text);
}

void picture_svg(const struct picture *p, struct str *to)
{
	struct brush b = { .p = p, .to = to };

	add_head(p, to);
	for (b.row = 0; b.row < p->canvas->rows; b.row++)
		add_row(&b);
	str_add(to, "</g>\n</svg>\n");
}
