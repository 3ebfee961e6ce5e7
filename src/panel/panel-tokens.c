/* The laws of the next token along y* as a table: a row a token, a column a position. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "base/utf8.h"
#include "panel/position.h"
#include "panel/strip.h"
#include "panel/width.h"

enum { PRODUCT_COLS = 10, PITCH_MOST = 10, TARGET_MOST = 24, MORE_COLS = 3, TOKENS_MOST = 255 };
enum { STRIP_FROM = 8 }; /* rows from which on a strip is worth some of them */

static const char base_name[] = "base*", now_name[] = "now*"; /* * marks the correct token, as elsewhere */

/* A position takes `pitch` columns: a bracket, `digits` characters of a number, a bracket, and what is left of them. */
struct table {
	int lead;       /* columns of the names, a blank included   */
	int pitch, digits;
	int first, n;   /* the positions in sight                   */
	bool product;
	int product_col;
	int m;          /* the tokens in sight ..                   */
	uint8_t token[TOKENS_MOST];
	bool other;     /* the last row: y* under the other model   */
	bool present;   /* for a projector                          */
};

/* Columns that a position needs with so many digits: at least those of its name behind a sign, and a blank. */
static int pitch_of(int digits, int N)
{
	int name = snprintf(NULL, 0, ">t%d ", N);

	return digits + 3 > name ? digits + 3 : name;
}

/* Two digits only when they let all positions be seen; the product goes when that is not enough. */
static void choose_columns(const struct scene *s, int cols, struct table *to)
{
	static const struct { int digits; bool product; } way[] = {
		{ 4, true }, { 3, true }, { 4, false }, { 3, false } };
	int N = s->frame->N, names = token_cols(s->frame) + 1, room;

	to->lead = (names > 5 ? names : 5) + 1;
	to->present = s->frame->present;
	for (size_t i = 0; i < sizeof way / sizeof *way; i++) {
		room = cols - to->lead - (way[i].product ? PRODUCT_COLS : 0);
		to->digits = s->frame->present ? 3 : way[i].digits;
		to->product = way[i].product;
		to->pitch = pitch_of(to->digits, N);
		/* the last position needs no blank behind it */
		if (room + 1 < N * to->pitch)
			continue;
		if ((to->digits == 4 || s->frame->present) && room / N > to->pitch)
			to->pitch = room / N < PITCH_MOST ? room / N : PITCH_MOST;
		to->n = N;
		to->product_col = to->lead + N * to->pitch;
		return;
	}
	to->digits = 4;
	to->pitch = pitch_of(to->digits, N);
	to->product = cols - to->lead - PRODUCT_COLS - MORE_COLS >= 3 * to->pitch;
	room = cols - to->lead - MORE_COLS - (to->product ? PRODUCT_COLS : 0);
	to->n = room > to->pitch ? room / to->pitch : 1;
	to->n = to->n < N ? to->n : N;
	to->first = position_first(s, to->n);
	to->product_col = to->lead + to->n * to->pitch + MORE_COLS;
}

static void choose_rows(const struct scene *s, int rows, struct table *to)
{
	to->other = rows >= 3;
	to->m = rows - 1 - to->other;
	to->m = to->m < 0 ? 0 : to->m < s->frame->k ? to->m : s->frame->k;
	position_tokens(s->frame, position_selected(s), to->first, to->n, to->m, to->token);
}

static int column_of(const struct table *l, int i)
{
	return l->lead + i * l->pitch;
}

static void draw_number(const struct table *l, int row, int i, double lp, bool correct, enum style style,
			struct canvas *to)
{
	int col = column_of(l, i);
	char text[NUM_TEXT];

	if (l->digits == 3)
		num_prob3(text, exp(l->present ? num_uncertain(lp) : lp));
	else
		num_prob4(text, exp(lp));
	canvas_right(to, row, col + 1, l->digits, text, style);
	if (correct) {
		canvas_put(to, row, col, '[', style);
		canvas_put(to, row, col + 1 + l->digits, ']', style);
	}
}

/* What stands in the column of the product: one column to the left where the last position left its blank out. */
static void draw_aside(const struct table *l, int row, const char *text, enum style style, struct canvas *to)
{
	int most = to->cols - PRODUCT_COLS;

	if (l->product)
		canvas_right(to, row, l->product_col < most ? l->product_col : most, PRODUCT_COLS, text, style);
}

static void draw_head(const struct scene *s, const struct table *l, struct canvas *to)
{
	char text[NUM_TEXT];

	for (int i = 0; i < l->n; i++) {
		bool selected = l->first + i == position_selected(s);
		snprintf(text, sizeof text, "%st%d", selected ? ">" : " ", l->first + i + 1);
		canvas_text(to, 0, column_of(l, i), text, selected ? STYLE_SELECTED : STYLE_HEAD);
	}
	if (l->first > 0)
		canvas_text(to, 0, l->lead - 2, "..", STYLE_HEAD);
	if (l->first + l->n < s->frame->N)
		canvas_text(to, 0, column_of(l, l->n), "..", STYLE_HEAD);
	draw_aside(l, 0, "product", STYLE_HEAD, to);
}

/* Tokens that are not in sight are counted in the last row of those that are, or above the names. */
static void draw_hidden(const struct scene *s, const struct table *l, struct canvas *to)
{
	int hidden = s->frame->k - l->m;
	char text[NUM_TEXT];

	if (hidden == 0 || l->m == 0)
		return;
	if (l->product && l->m > 1) {
		snprintf(text, sizeof text, "+%d more", hidden);
		draw_aside(l, l->m, text, STYLE_HEAD, to);
	} else {
		snprintf(text, sizeof text, "+%d", hidden);
		canvas_cell(to, 0, 0, l->lead - 2, text, STYLE_HEAD);
	}
}

static void draw_token(const struct scene *s, const struct table *l, int row, int y, struct canvas *to)
{
	const struct frame *f = s->frame;

	canvas_right(to, row, 0, l->lead - 2, f->token[y], STYLE_PLAIN);
	for (int i = 0; i < l->n; i++) {
		int t = l->first + i;
		double lp = position_law(f, t, s->base)[y];
		bool correct = f->ystar[t] == y;
		draw_number(l, row, i, lp, correct,
			    correct ? STYLE_CORRECT : s->base ? STYLE_BASE : position_shade(lp), to);
	}
}

/* The probability of y* under one of the models: of the weights whose tokens are shown, whatever iterate the likelihood
 * speaks of. */
static void draw_whole(const struct scene *s, const struct table *l, int row, bool base, struct canvas *to)
{
	double lp = 0.0;
	char text[NUM_TEXT];

	for (int t = 0; t < s->frame->N; t++)
		lp += position_correct(s->frame, t, base);
	draw_aside(l, row, l->present ? num_prob2(text, lp) : num_prob(text, lp), base ? STYLE_BASE : STYLE_PLAIN, to);
}

static void draw_other(const struct scene *s, const struct table *l, struct canvas *to)
{
	bool base = !s->base;
	int row = l->m + 1;

	canvas_right(to, row, 0, l->lead - 1, base ? base_name : now_name, base ? STYLE_BASE : STYLE_PLAIN);
	for (int i = 0; i < l->n; i++) {
		double lp = position_correct(s->frame, l->first + i, base);
		draw_number(l, row, i, lp, false, base ? STYLE_BASE : position_shade(lp), to);
	}
	draw_whole(s, l, row, base, to);
}

static void draw_table(const struct scene *s, const struct table *l, struct canvas *to)
{
	draw_head(s, l, to);
	draw_hidden(s, l, to);
	for (int i = 0; i < l->m; i++)
		draw_token(s, l, i + 1, l->token[i], to);
	if (l->m > 0)
		draw_whole(s, l, 1, s->base, to);
	if (l->other)
		draw_other(s, l, to);
}

/* Of a strip over all positions, where they are not all in sight. */
static int strip_rows(const struct scene *s, const struct table *l, int rows)
{
	return l->n < s->frame->N && rows >= STRIP_FROM ? STRIP_ROWS : 0;
}

static void draw(const struct scene *s, struct canvas *to)
{
	struct table l = { 0 };
	struct canvas below;
	int strip;

	if (s->frame->k == 0 || to->rows == 0)
		return;
	choose_columns(s, to->cols, &l);
	strip = strip_rows(s, &l, to->rows);
	choose_rows(s, to->rows - strip, &l);
	below = canvas_part(to, strip, 0, to->rows - strip, to->cols);
	draw_table(s, &l, &below);
	if (strip)
		strip_draw_correct(s, to);
}

static int position_at(const struct scene *s, int rows, int cols, int row, int col)
{
	struct table l = { 0 };
	int i;

	choose_columns(s, cols, &l);
	if (row < strip_rows(s, &l, rows))
		return strip_at_correct(s, cols, col);
	i = (col - l.lead) / l.pitch;
	return col >= l.lead && i < l.n ? l.first + i : -1;
}

static void title(const struct scene *s, struct str *left, struct str *right)
{
	const struct frame *f = s->frame;
	char target[4 * TARGET_MOST], text[4 * TARGET_MOST];
	const struct frame_prompt *p;

	if (f->k == 0)
		return;
	p = &f->prompts[f->prompt];
	utf8_cut(target, sizeof target, p->target, TARGET_MOST);
	utf8_cut(text, sizeof text, p->text ? p->text : "", TARGET_MOST);
	str_addf(left, " of x%d", f->prompt);
	if (f->trainer[1].exists)
		str_addf(left, ", %c", 'A' + f->who);
	str_addf(left, ": %sp(token | correct prefix)", s->base ? "base model's " : "");
	str_addf(right, "%s%s%s", text, p->text ? " -> " : "y*=", target);
}

const struct panel_type panel_tokens = {
	.number = 3, .name = "tokens",
	.help = "p(token | correct prefix): a column for each position, a row for each token, "
		"brighter where likelier. [.25] is the correct one. product: of all those, the "
		"likelihood of the whole response. base*: the same under the base model; o shows all "
		"of that model. > is the selected position.\n"
		"As text: probs 5, or probs 5 4 for one position",
	.need = FRAME_PROMPTS | FRAME_TOKENS, .min_rows = 3, .min_cols = 40,
	.title = title, .draw = draw, .position_at = position_at,
};
