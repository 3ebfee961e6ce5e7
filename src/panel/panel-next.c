/* All next tokens at the selected position, in as many columns as fit. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "base/utf8.h"
#include "panel/position.h"

enum { TOKENS_MOST = 255, GAP = 2, NUMBER_COLS = 7, SHORT_COLS = 4, OTHER_COLS = NUMBER_COLS + 3, BAR_LEAST = 6,
       BAR_MOST = 40, PREFIX_MOST = 16, FEW = 4 };

/* What is said of a token, from much to little: the other model's number and a bar; a bar; neither. */
enum detail { DETAIL_OTHER, DETAIL_BAR, DETAIL_SHORT };

struct grid {
	enum detail detail;
	int rows, across, cols;  /* cells in a column, columns, columns of the canvas that a cell may take */
	int token_cols, bar_cols;
	int n;                   /* tokens in sight ..                                                     */
	uint8_t token[TOKENS_MOST];
	bool rest;               /* .. and behind them, what the others come to                            */
};

static int cell_cols(int token_cols, enum detail detail)
{
	static const int more[] = { [DETAIL_OTHER] = NUMBER_COLS + OTHER_COLS + 1 + BAR_LEAST,
				    [DETAIL_BAR] = NUMBER_COLS + 1 + BAR_LEAST, [DETAIL_SHORT] = SHORT_COLS };

	return GAP + token_cols + 2 + more[detail];
}

/* As much detail as lets all tokens be seen; where nothing does, bars for the largest, if there is room for a few. */
static void choose_cells(const struct frame *f, int rows, int cols, struct grid *to)
{
	int needed = (f->k + rows - 1) / rows, least;

	to->rows = rows;
	to->token_cols = position_token_cols(f);
	to->detail = DETAIL_OTHER;
	while (to->detail < DETAIL_SHORT && needed * cell_cols(to->token_cols, to->detail) > cols)
		to->detail++;
	if (needed * cell_cols(to->token_cols, to->detail) > cols &&
	    cols / cell_cols(to->token_cols, DETAIL_BAR) * rows >= FEW)
		to->detail = DETAIL_BAR;
	least = cell_cols(to->token_cols, to->detail);
	to->across = cols / least > 1 ? cols / least : 1;
	to->across = to->across < needed ? to->across : needed;
	to->cols = cols / to->across;
	to->bar_cols = to->detail == DETAIL_SHORT ? 0 : BAR_LEAST + to->cols - least;
	to->bar_cols = to->bar_cols < BAR_MOST ? to->bar_cols : BAR_MOST;
}

static void choose_tokens(const struct scene *s, struct grid *to)
{
	const struct frame *f = s->frame;
	int t = position_selected(s), cells = to->rows * to->across;

	if (cells >= f->k) {
		to->n = f->k;
		for (int y = 0; y < f->k; y++)
			to->token[y] = (uint8_t)y;
		return;
	}
	to->rest = cells > 1;
	to->n = cells - to->rest;
	position_largest(f, position_law(f, t, s->base), f->ystar[t], to->n, to->token);
}

/* Cells fill column after column. */
static void place(const struct grid *g, int i, int *row, int *col)
{
	*row = i % g->rows;
	*col = i / g->rows * g->cols + GAP;
}

static void draw_token(const struct scene *s, const struct grid *g, int i, struct canvas *to)
{
	const struct frame *f = s->frame;
	int t = position_selected(s), y = g->token[i], row, col;
	double lp = position_law(f, t, s->base)[y], other = position_law(f, t, !s->base)[y];
	bool correct = y == f->ystar[t];
	enum style number_style = correct ? STYLE_CORRECT : position_shade(lp);
	char text[NUM_TEXT], number[NUM_TEXT];

	place(g, i, &row, &col);
	canvas_right(to, row, col, g->token_cols, f->token[y], correct ? STYLE_CORRECT : STYLE_PLAIN);
	col += g->token_cols;
	if (correct)
		canvas_put(to, row, col, '*', STYLE_CORRECT);
	col += 2;
	if (g->detail == DETAIL_SHORT) {
		canvas_right(to, row, col, SHORT_COLS, num_prob4(text, exp(lp)), number_style);
		return;
	}
	canvas_right(to, row, col, NUMBER_COLS, num_token(text, lp), number_style);
	col += NUMBER_COLS + 1;
	if (g->detail == DETAIL_OTHER) {
		snprintf(text, sizeof text, "(%.9s)", num_token(number, other));
		canvas_right(to, row, col, OTHER_COLS - 1, text, s->base ? STYLE_PLAIN : STYLE_BASE);
		col += OTHER_COLS;
	}
	bar_draw(to, row, col, g->bar_cols, exp(lp), s->glyphs,
		 s->base ? STYLE_BASE : f->who ? STYLE_B : STYLE_A);
}

static void draw_rest(const struct scene *s, const struct grid *g, struct canvas *to)
{
	const double *law = position_law(s->frame, position_selected(s), s->base);
	char text[NUM_TEXT + 16], number[NUM_TEXT];
	double sum = 0.0;
	int row, col;

	for (int y = 0; y < s->frame->k; y++)
		if (!memchr(g->token, y, (size_t)g->n))
			sum += exp(law[y]);
	place(g, g->n, &row, &col);
	snprintf(text, sizeof text, "%d more: %s", s->frame->k - g->n, num_token(number, log(sum)));
	canvas_cell(to, row, col, g->cols - GAP, text, STYLE_HEAD);
}

static void draw(const struct scene *s, struct canvas *to)
{
	struct grid g = { 0 };

	if (s->frame->k == 0 || to->rows == 0)
		return;
	choose_cells(s->frame, to->rows, to->cols, &g);
	choose_tokens(s, &g);
	for (int i = 0; i < g.n; i++)
		draw_token(s, &g, i, to);
	if (g.rest)
		draw_rest(s, &g, to);
}

/* The end of the correct prefix of t tokens, at most PREFIX_MOST columns of it. */
static void add_prefix(const struct frame *f, int t, struct str *to)
{
	bool spaced = position_token_cols(f) > 1;
	int from = t, cols = 0;

	while (from > 0) {
		cols += utf8_width(f->token[f->ystar[from - 1]]) + spaced;
		if (cols > PREFIX_MOST && from < t)
			break;
		from--;
	}
	if (from > 0)
		str_add(to, spaced ? ".. " : "..");
	for (int i = from; i < t; i++)
		str_addf(to, "%s%s", spaced && i > from ? " " : "", f->token[f->ystar[i]]);
}

static void title(const struct scene *s, struct str *left, struct str *right)
{
	const struct frame *f = s->frame;
	int t;

	if (f->k == 0)
		return;
	t = position_selected(s);
	str_addf(left, " : x%d t%d", f->prompt, t + 1);
	if (t > 0) {
		str_add(left, " after \"");
		add_prefix(f, t, left);
		str_add(left, "\"");
	}
	str_add(right, s->base ? "base (now)" : "now (base)");
}

const struct panel_type panel_next = {
	.name = "next token", .need = FRAME_PROMPTS | FRAME_TOKENS, .min_rows = 1, .min_cols = 30,
	.title = title, .draw = draw,
};
