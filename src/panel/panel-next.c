/* All next tokens at the selected position, in as many columns as fit; and below them, how often reward was paid there. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "base/utf8.h"
#include "panel/position.h"
#include "panel/width.h"

enum { WORDS_FROM = 3 }; /* rows from which on the last says what was paid */
enum { TOKENS_MOST = 255, GAP = 2, BAR_LEAST = 3, BAR_MOST = 40, PREFIX_MOST = 16 };

/* Either number is seen in every cell, in as many columns as there are: a bar takes what they leave. */
struct grid {
	bool brief;              /* .000 for 1.3e-05                                                       */
	int rows, across, cols;  /* cells in a column, columns, columns of the canvas that a cell may take */
	int token_cols, number_cols, bar_cols;
	int n;                   /* tokens in sight ..                                                     */
	uint8_t token[TOKENS_MOST];
	bool rest;               /* .. and behind them, what the others come to                            */
};

/* `  a* 1.5e-04   (.028)`, without a bar. */
static int cell_cols(const struct grid *g)
{
	return GAP + g->token_cols + 2 + g->number_cols + 1 + g->number_cols + 2;
}

/* Short numbers where long ones would hide tokens. */
static void choose_cells(const struct frame *f, int rows, int cols, struct grid *to)
{
	int needed = (f->k + rows - 1) / rows, bar;

	to->rows = rows;
	to->token_cols = token_cols(f);
	to->number_cols = 7;
	to->brief = needed * cell_cols(to) > cols;
	if (to->brief)
		to->number_cols = 4;
	to->across = cols / cell_cols(to) > 1 ? cols / cell_cols(to) : 1;
	to->across = to->across < needed ? to->across : needed;
	to->cols = cols / to->across;
	bar = to->cols - cell_cols(to) - 1;
	to->bar_cols = bar < BAR_LEAST ? 0 : bar < BAR_MOST ? bar : BAR_MOST;
}

static void choose_tokens(const struct scene *s, struct grid *to)
{
	int cells = to->rows * to->across;

	to->rest = cells < s->frame->k && cells > 1;
	to->n = cells < s->frame->k ? cells - to->rest : s->frame->k;
	position_tokens(s->frame, position_selected(s), position_selected(s), 1, to->n, to->token);
}

/* Cells fill column after column. */
static void place(const struct grid *g, int i, int *row, int *col)
{
	*row = i % g->rows;
	*col = i / g->rows * g->cols + GAP;
}

static char *number(char to[NUM_TEXT], const struct grid *g, double lp)
{
	return g->brief ? num_prob4(to, exp(lp)) : num_token(to, lp);
}

static void draw_token(const struct scene *s, const struct grid *g, int i, struct canvas *to)
{
	const struct frame *f = s->frame;
	int t = position_selected(s), y = g->token[i], row, col;
	double lp = position_law(f, t, s->base)[y], other = position_law(f, t, !s->base)[y];
	bool correct = y == f->ystar[t];
	char text[NUM_TEXT], inner[NUM_TEXT];

	place(g, i, &row, &col);
	canvas_right(to, row, col, g->token_cols, f->token[y], correct ? STYLE_CORRECT : STYLE_PLAIN);
	col += g->token_cols;
	if (correct)
		canvas_put(to, row, col, '*', STYLE_CORRECT);
	col += 2;
	canvas_right(to, row, col, g->number_cols, number(text, g, lp), correct ? STYLE_CORRECT : position_shade(lp));
	col += g->number_cols + 1;
	snprintf(text, sizeof text, "(%.9s)", number(inner, g, other));
	canvas_right(to, row, col, g->number_cols + 2, text, s->base ? STYLE_PLAIN : STYLE_BASE);
	col += g->number_cols + 3;
	bar_draw(to, row, col, g->bar_cols, exp(lp), s->glyphs,
		 style_of_model(s->base, f->who));
}

static void draw_rest(const struct scene *s, const struct grid *g, struct canvas *to)
{
	const double *law = position_law(s->frame, position_selected(s), s->base);
	char text[NUM_TEXT + 16], all[NUM_TEXT];
	double sum = 0.0;
	int row, col;

	for (int y = 0; y < s->frame->k; y++)
		if (!memchr(g->token, y, (size_t)g->n))
			sum += exp(law[y]);
	place(g, g->n, &row, &col);
	snprintf(text, sizeof text, "%d more: %s", s->frame->k - g->n, num_token(all, log(sum)));
	if ((int)strlen(text) > g->cols - GAP)
		snprintf(text, sizeof text, "%d more", s->frame->k - g->n);
	canvas_cell(to, row, col, g->cols - GAP, text, STYLE_HEAD);
}

static void draw_tokens(const struct scene *s, struct canvas *to)
{
	struct grid g = { 0 };

	choose_cells(s->frame, to->rows, to->cols, &g);
	choose_tokens(s, &g);
	for (int i = 0; i < g.n; i++)
		draw_token(s, &g, i, to);
	if (g.rest)
		draw_rest(s, &g, to);
}

/* ---- what was paid */

/* Of the last update: "reached by 3 of 11, reward paid 0 times here: no signal"; false: there was none, or it is gone. */
static bool say_update(const struct frame *f, int t, bool brief, struct str *to)
{
	const struct frame_place *p;

	if (f->trainer[f->who].update == 0)
		return false;
	if (!f->samples_kept || f->nsample == 0) {
		str_add(to, f->samples_kept ? "no response to it in the last update"
					    : "the responses of the last update are gone");
		return f->samples_kept;
	}
	p = &f->place[t];
	if (brief)
		str_addf(to, "%d of %d came here, paid %d%s", p->reached, f->nsample, p->paid,
			 p->signal ? "" : ": no signal");
	else
		str_addf(to, "reached by %d of %d, reward paid %d time%s here%s", p->reached, f->nsample, p->paid,
			 p->paid == 1 ? "" : "s", p->signal ? "" : ": no signal");
	return true;
}

/* Of the run, as far as its counters know. */
static void say_run(const struct frame *f, int t, struct str *to)
{
	const struct frame_prompt *p = &f->prompts[f->prompt];
	char hits[NUM_TEXT], all[NUM_TEXT];

	if (!f->pays_tokens)
		str_addf(to, "in the run %s hit%s in %s", num_count(hits, p->hits), p->hits == 1 ? "" : "s",
			 num_count(all, p->responses));
	else
		str_add(to, p->reach > (uint64_t)t ? "the run has been paid here" : "the run was never paid here");
}

/* In one row, or in two where they are free. Returns how many it takes. */
static int draw_paid(const struct scene *s, int rows, struct canvas *to)
{
	const struct frame *f = s->frame;
	int t = position_selected(s), taken = 1, room = to->cols - GAP;
	struct str words = { 0 }, run = { 0 };
	bool more = say_update(f, t, false, &words);

	if (words.len == 0)
		return 0;
	if (utf8_width(str_text(&words)) > room && more) {
		str_clear(&words);
		say_update(f, t, true, &words);
	}
	if (more)
		say_run(f, t, &run);
	if (run.len && utf8_width(str_text(&words)) + 2 + utf8_width(str_text(&run)) <= room)
		str_addf(&words, "; %s", str_text(&run));
	else if (run.len && to->rows > rows + 1)
		canvas_cell(to, to->rows - taken++, GAP, room, str_text(&run), STYLE_HEAD);
	canvas_cell(to, to->rows - taken, GAP, room, str_text(&words), STYLE_PLAIN);
	str_done(&words);
	str_done(&run);
	return taken;
}

/* Rows that all tokens take. */
static int rows_needed(const struct frame *f, int cols)
{
	struct grid g = { 0 };

	choose_cells(f, f->k, cols, &g);
	g.across = cols / cell_cols(&g) > 1 ? cols / cell_cols(&g) : 1;
	return (f->k + g.across - 1) / g.across;
}

static void draw(const struct scene *s, struct canvas *to)
{
	struct canvas tokens = *to;

	if (s->frame->k == 0 || to->rows == 0)
		return;
	if (to->rows >= WORDS_FROM)
		tokens.rows -= draw_paid(s, rows_needed(s->frame, to->cols), to);
	draw_tokens(s, &tokens);
}

/* The end of the correct prefix of t tokens, at most PREFIX_MOST columns of it. */
static void add_prefix(const struct frame *f, int t, struct str *to)
{
	bool spaced = token_cols(f) > 1;
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
	.name = "next token",
	.help = "All tokens at the selected position, behind the correct prefix: how likely each is "
		"now and, in brackets, under the base model; o turns that round. * is the correct "
		"one. Process rewards teach it here, outcome rewards only where all the others are "
		"right too.\n"
		"As text: probs 5 4",
	.need = FRAME_PROMPTS | FRAME_TOKENS | FRAME_SAMPLES | FRAME_STATUS, .min_rows = 1, .min_cols = 30,
	.title = title, .draw = draw,
};
