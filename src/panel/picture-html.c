/* One page that needs nothing from elsewhere. Classes have the names of styles, so a style sheet may change them. */
#include "panel/picture.h"

#include <stdio.h>

#include "base/utf8.h"
#include "base/xml.h"

static void name_style(enum style style, char to[16])
{
	static const char *const names[STYLE_SHADE] = {
		[STYLE_PLAIN] = "plain",       [STYLE_RULE] = "rule",         [STYLE_TITLE] = "title",
		[STYLE_FOCUS] = "focus",       [STYLE_STATUS] = "status",     [STYLE_STATE] = "state",
		[STYLE_FLASH] = "flash",       [STYLE_A] = "a",               [STYLE_B] = "b",
		[STYLE_BASE] = "base",         [STYLE_OUT] = "out",           [STYLE_REWARDED] = "rewarded",
		[STYLE_CORRECT] = "correct",   [STYLE_SELECTED] = "selected", [STYLE_CHANGED] = "changed",
		[STYLE_ALPHA] = "alpha",       [STYLE_HEAD] = "head",         [STYLE_ECHO] = "echo",
		[STYLE_STOP] = "stop",         [STYLE_NOTE] = "note",         [STYLE_ERROR] = "error",
		[STYLE_KEY] = "key",
	};

	if (style < STYLE_SHADE)
		snprintf(to, 16, "%s", names[style]);
	else
		snprintf(to, 16, "shade%d", (int)(style - STYLE_SHADE));
}

/* What a style changes of the plain one: "color: #ffaf00; font-weight: bold". */
static void add_rules(struct ink ink, struct ink plain, struct str *to)
{
	if (ink.text != plain.text)
		str_addf(to, " color: #%06x;", ink.text);
	if (ink.paper != plain.paper)
		str_addf(to, " background: #%06x;", ink.paper);
	if (ink.bold)
		str_add(to, " font-weight: bold;");
	if (ink.underline)
		str_add(to, " text-decoration: underline;");
}

/* Of the styles that the canvas has. */
static void add_classes(const struct picture *p, struct str *to)
{
	struct ink plain = theme_ink(p->theme, STYLE_PLAIN);
	const struct canvas *c = p->canvas;
	bool used[STYLES] = { false };
	char name[16];

	for (int row = 0; row < c->rows; row++)
		for (int col = 0; col < c->cols; col++)
			used[canvas_style(c, row, col)] = true;
	for (enum style style = STYLE_PLAIN + 1; style < STYLES; style++)
		if (used[style]) {
			name_style(style, name);
			str_addf(to, ".%s {", name);
			add_rules(theme_ink(p->theme, style), plain, to);
			str_add(to, " }\n");
		}
}

/* Lines as high as those of a terminal, so that rules join. A wide character is as wide as two others in any font. */
static void add_head(const struct picture *p, struct str *to)
{
	struct ink plain = theme_ink(p->theme, STYLE_PLAIN);

	str_add(to, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		    "<meta name=\"generator\" content=\"outpost " PACKAGE_VERSION "\">\n"
		    "<meta name=\"description\" content=\"");
	xml_text(to, p->stamp);
	str_add(to, "\">\n<title>");
	xml_text(to, p->title);
	str_addf(to, "</title>\n<style>\nbody { margin: 0; color: #%06x; background: #%06x; }\n", plain.text, plain.paper);
	str_add(to, "pre { margin: 1em; font: 15px/1.17 'DejaVu Sans Mono', 'Liberation Mono', Menlo, 'Courier New', monospace;\n"
		    "\tprint-color-adjust: exact; -webkit-print-color-adjust: exact; }\n"
		    "i { display: inline-block; width: 2ch; font-style: normal; }\n");
	add_classes(p, to);
	str_add(to, "</style>\n</head>\n<body>\n");
}

static void add_cells(const struct canvas *c, int row, int col, int end, struct str *to)
{
	for (; col < end; col++) {
		uint32_t rune = canvas_rune(c, row, col);
		bool wide = rune && utf8_rune_width(rune) == 2;
		if (!rune)
			continue;
		str_add(to, wide ? "<i>" : "");
		xml_rune(to, rune);
		str_add(to, wide ? "</i>" : "");
	}
}

static void add_row(const struct picture *p, int row, struct str *to)
{
	int end = picture_end(p, row);
	char name[16];

	for (int col = 0, next; col < end; col = next) {
		enum style style = canvas_style(p->canvas, row, col);
		next = picture_run(p->canvas, row, col, end);
		name_style(style, name);
		if (style != STYLE_PLAIN)
			str_addf(to, "<span class=\"%s\">", name);
		add_cells(p->canvas, row, col, next, to);
		str_add(to, style != STYLE_PLAIN ? "</span>" : "");
	}
	str_add(to, "\n");
}

void picture_html(const struct picture *p, struct str *to)
{
	add_head(p, to);
	str_add(to, "<pre>\n");
	for (int row = 0; row < p->canvas->rows; row++)
		add_row(p, row, to);
	str_add(to, "</pre>\n</body>\n</html>\n");
}
