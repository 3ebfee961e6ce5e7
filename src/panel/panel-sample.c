/* One response of the last update, token by token: what either model thought of it, what it earned, and what the update
 * made of its log p. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/least.h"
#include "base/num.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "panel/position.h"
#include "panel/strip.h"
#include "panel/width.h"

enum column { COL_BASE, COL_DRAWN, COL_RUNNING, COL_REWARD, COL_ADVANTAGE, COL_WEIGHT, COL_CHANGE, COLUMNS };
enum { NOTE_COLS = 10, NOTE_GOOD = 26, BAR_LEAST = 11, BAR_MOST = 41 };
enum { STRIP_FROM = 8, SUM_FROM = 4 }; /* rows from which on they are worth some of them */

static const struct { const char *name; int cols; } columns[COLUMNS] = {
	[COL_BASE] = { "base", 8 }, [COL_DRAWN] = { "drawn", 8 }, [COL_RUNNING] = { "running p0", 10 },
	[COL_REWARD] = { "reward", 6 }, [COL_ADVANTAGE] = { "advantage", 9 }, [COL_WEIGHT] = { "weight", 6 },
	[COL_CHANGE] = { "change", 9 },
};

/* Where columns begin, -1: left out. */
struct table {
	int pos, pos_cols, token, token_cols, at[COLUMNS], bar, bar_cols, note;
	int strip, head, sum;   /* rows of each                */
	int first, n, selected; /* tokens in sight             */
	double most;            /* the largest |change|: a bar's full half */
};

/* Columns that a choice of them takes. */
static int place(struct table *t, const bool *shown)
{
	int col = t->token + t->token_cols;

	for (int c = 0; c < COLUMNS; c++) {
		t->at[c] = shown[c] ? col + 1 : -1;
		col += shown[c] ? 1 + columns[c].cols : 0;
	}
	return col;
}

/* What is dearest stays; then notes, then a bar. */
static void choose_columns(const struct frame *f, int cols, struct table *t)
{
	static const enum column order[] = { COL_RUNNING, COL_BASE, COL_DRAWN, COL_WEIGHT };
	bool shown[COLUMNS] = { true, true, true, true, true, f->path.weighed, true };
	int digits = snprintf(NULL, 0, "t%d", f->N), spare;

	t->pos = 2;
	t->pos_cols = most_of(digits, 3);
	t->token = t->pos + t->pos_cols + 2;
	t->token_cols = most_of(token_cols(f), (int)strlen("token"));
	t->note = place(t, shown) + 1;
	for (size_t i = 0; i < sizeof order / sizeof *order && t->note + NOTE_COLS > cols; i++) {
		shown[order[i]] = false;
		t->note = place(t, shown) + 1;
	}
	t->bar = -1;
	spare = cols - t->note - 3 - NOTE_GOOD;
	if (spare < BAR_LEAST)
		return;
	t->bar = t->note + 1;
	t->bar_cols = least_of(spare, BAR_MOST) - (least_of(spare, BAR_MOST) % 2 == 0); /* zero has a column */
	t->note = t->bar + t->bar_cols + 2;
}

static void choose_rows(const struct scene *s, int rows, struct table *t)
{
	const struct frame_path *p = &s->frame->path;
	int room;

	t->head = rows > 1;
	t->sum = rows >= SUM_FROM;
	room = rows - t->head - t->sum;
	t->strip = room < p->length && rows >= STRIP_FROM ? STRIP_ROWS : 0;
	t->head += t->strip;
	t->n = least_of(room - t->strip, p->length);
	t->selected = least_of(position_selected(s), p->length - 1);
	t->first = position_scroll(t->selected, p->length, t->n);
	for (int i = 0; i < p->length; i++)
		t->most = fmax(t->most, fabs(p->token[i].change));
}

static void put(const struct table *t, int row, enum column c, const char *text, enum style style, struct canvas *to)
{
	if (t->at[c] >= 0)
		canvas_right(to, row, t->at[c], columns[c].cols, text, style);
}

static void draw_head(const struct scene *s, const struct table *t, struct canvas *to)
{
	const struct frame_path *p = &s->frame->path;
	int row = t->strip;
	char text[NUM_TEXT];

	canvas_right(to, row, t->pos, t->pos_cols, "pos", STYLE_HEAD);
	canvas_cell(to, row, t->token, t->token_cols, "token", STYLE_HEAD);
	for (int c = 0; c < COLUMNS; c++)
		put(t, row, (enum column)c, columns[c].name, STYLE_HEAD, to);
	if (t->bar >= 0)
		canvas_cell(to, row, t->bar, t->bar_cols,
			    t->bar_cols < 30 ? "change of log p" : "change of log p by the update", STYLE_HEAD);
	snprintf(text, sizeof text, "%s", t->bar < 0 ? "of log p" : "");
	if (t->n < p->length &&
	    snprintf(text, sizeof text, "t%d-%d/%d", t->first + 1, t->first + t->n, p->length) > to->cols - t->note)
		snprintf(text, sizeof text, "t%d-%d", t->first + 1, t->first + t->n);
	canvas_cell(to, row, t->note, to->cols - t->note, text, STYLE_HEAD);
}

/* From its middle to the right for what rose, to the left for what fell. */
static void draw_bar(const struct scene *s, const struct table *t, int row, double change, struct canvas *to)
{
	int half = t->bar_cols / 2, middle = t->bar + half, left;
	enum style style = style_of_trainer(s->frame->who);
	double share = t->most > 0.0 ? fabs(change) / t->most : 0.0;

	if (t->bar < 0)
		return;
	canvas_restyle(to, row, t->bar - 1, t->bar_cols + 2, STYLE_PLAIN);
	bar_draw(to, row, t->bar, half, 0.0, s->glyphs, style);
	bar_draw(to, row, middle + 1, half, change > 0.0 ? share : 0.0, s->glyphs, style);
	left = change < 0.0 ? (int)lround(share * half) : 0;
	canvas_fill(to, row, middle - left, left, s->glyphs->full, style);
	canvas_put(to, row, middle, s->glyphs->down, STYLE_RULE);
}

/* `<== below alpha, wrong, y* has d`, in as many words as there is room for. */
static void note(const struct frame *f, int i, int cols, struct str *to)
{
	static const struct { const char *left, *joint, *correct; bool verdict; } wording[] = {
		{ "<== below alpha", ", ", ", y* has ", true }, { "< alpha", ", ", ", y* ", true }, { "OUT!", " ", "y* ", false },
	};
	const struct frame_path *p = &f->path;
	const char *right = i == p->right && p->correct >= 0 ? f->token[p->correct] : NULL;

	for (size_t w = 0; w < sizeof wording / sizeof wording[0]; w++) {
		str_clear(to);
		if (i == p->left)
			str_addf(to, "%s%s", wording[w].left, right ? wording[w].joint : "");
		if (right)
			str_addf(to, "%s%s%s", !wording[w].verdict ? "" : p->stuck ? "stuck" : "wrong", wording[w].correct, right);
		if (utf8_width(str_text(to)) <= cols)
			return;
	}
}

static void draw_note(const struct frame *f, const struct table *t, int row, int i, struct canvas *to)
{
	struct str words = { 0 };

	note(f, i, to->cols - t->note, &words);
	canvas_cell(to, row, t->note, to->cols - t->note, str_text(&words), i == f->path.left ? STYLE_ALPHA : STYLE_PLAIN);
	str_done(&words);
}

static void draw_token(const struct scene *s, const struct table *t, int row, int i, double running, struct canvas *to)
{
	const struct frame *f = s->frame;
	const struct frame_token *y = &f->path.token[i];
	enum style style = i < f->path.right ? STYLE_CORRECT : STYLE_PLAIN;
	char text[NUM_TEXT];

	snprintf(text, sizeof text, "t%d", i + 1);
	canvas_right(to, row, t->pos, t->pos_cols, text, STYLE_PLAIN);
	canvas_cell(to, row, t->token, t->token_cols, f->token[y->y], style);
	put(t, row, COL_BASE, num_token(text, y->lq0), STYLE_BASE, to);
	put(t, row, COL_DRAWN, num_token(text, y->lp), position_shade(y->lp), to);
	put(t, row, COL_RUNNING, num_prob(text, running), STYLE_BASE, to);
	snprintf(text, sizeof text, "%g", y->reward);
	put(t, row, COL_REWARD, isnan(y->reward) ? "" : text, y->reward > 0.0 ? STYLE_REWARDED : STYLE_PLAIN, to);
	put(t, row, COL_ADVANTAGE, num_signed(text, y->advantage), STYLE_PLAIN, to);
	snprintf(text, sizeof text, "%.3g", y->weight);
	put(t, row, COL_WEIGHT, text, STYLE_PLAIN, to);
	put(t, row, COL_CHANGE, num_signed(text, y->change), STYLE_PLAIN, to);
	draw_note(f, t, row, i, to);
	if (i == t->selected) {
		canvas_put(to, row, 0, '>', STYLE_SELECTED);
		canvas_restyle(to, row, 0, to->cols, STYLE_SELECTED);
	}
	draw_bar(s, t, row, y->change, to);
}

/* What the whole response comes to. */
static void sums(const struct frame_path *p, double *lq0, double *lp)
{
	*lq0 = *lp = 0.0;
	for (int i = 0; i < p->length; i++) {
		*lq0 += p->token[i].lq0;
		*lp += p->token[i].lp;
	}
}

static void draw_sum(const struct frame *f, const struct table *t, int row, struct canvas *to)
{
	const struct frame_path *p = &f->path;
	char text[NUM_TEXT], after[NUM_TEXT], change[2 * NUM_TEXT];
	double lq0, lp;

	sums(p, &lq0, &lp);
	canvas_cell(to, row, t->pos, t->token + t->token_cols - t->pos, "in all", STYLE_HEAD);
	put(t, row, COL_BASE, num_prob(text, lq0), STYLE_BASE, to);
	put(t, row, COL_DRAWN, num_prob(text, lp), STYLE_PLAIN, to);
	put(t, row, COL_CHANGE, num_signed(text, p->change), STYLE_PLAIN, to);
	snprintf(change, sizeof change, "p %s -> %s", num_prob(text, lp), num_prob(after, lp + p->change));
	if (t->bar >= 0)
		canvas_cell(to, row, t->bar, to->cols - t->bar, change, STYLE_HEAD);
}

/* All tokens, also those that are not in sight; `lp` has room for them. */
static struct strip strip_of(const struct scene *s, const struct table *t, double *lp)
{
	const struct frame_path *p = &s->frame->path;

	for (int i = 0; i < p->length; i++)
		lp[i] = s->base ? p->token[i].lq0 : p->token[i].lp;
	return (struct strip){ s->base ? "base" : "drawn", p->length, lp, t->selected, p->left, p->rarest };
}

static void draw_strip(const struct scene *s, const struct table *t, struct canvas *to)
{
	double *lp = xcalloc((size_t)s->frame->path.length, sizeof *lp);
	struct strip strip = strip_of(s, t, lp);

	strip_draw(&strip, s->glyphs, to);
	free(lp);
}

static int strip_position(const struct scene *s, const struct table *t, int cols, int col)
{
	double *lp = xcalloc((size_t)s->frame->path.length, sizeof *lp);
	struct strip strip = strip_of(s, t, lp);
	int at = strip_at(&strip, cols, col);

	free(lp);
	return at;
}

static void draw(const struct scene *s, struct canvas *to)
{
	const struct frame_path *p = &s->frame->path;
	struct table t = { 0 };
	double running = 0.0;

	if (s->frame->k == 0 || to->rows == 0 || p->length == 0)
		return;
	choose_columns(s->frame, to->cols, &t);
	choose_rows(s, to->rows, &t);
	if (t.strip)
		draw_strip(s, &t, to);
	if (t.head)
		draw_head(s, &t, to);
	for (int i = 0; i < t.first + t.n; i++) {
		running += p->token[i].lq0;
		if (i >= t.first)
			draw_token(s, &t, t.head + i - t.first, i, running, to);
	}
	if (t.sum)
		draw_sum(s->frame, &t, t.head + t.n, to);
}

static int position_at(const struct scene *s, int rows, int cols, int row, int col)
{
	struct table t = { 0 };

	if (s->frame->path.length == 0)
		return -1;
	choose_rows(s, rows, &t);
	if (row < t.strip)
		return strip_position(s, &t, cols, col);
	return row >= t.head && row - t.head < t.n ? t.first + row - t.head : -1;
}

/* "sample 3 of 11 on x5, B: wrong at t1 | log p +0.0945" */
static void title(const struct scene *s, struct str *left, struct str *right)
{
	const struct frame *f = s->frame;
	const struct frame_path *p = &f->path;
	char change[NUM_TEXT], update[NUM_TEXT];

	if (f->k == 0 || p->length == 0)
		return;
	str_addf(left, " %d of %d on x%d", p->sample + 1, most_of(f->nsample, p->sample + 1), f->prompt);
	if (f->trainer[1].exists)
		str_addf(left, ", %c", 'A' + f->who);
	if (p->right < f->N)
		str_addf(left, " : %s at t%d", p->stuck ? "stuck" : "wrong", p->right + 1);
	else
		str_add(left, " : right");
	str_addf(right, "update %s: log p %s", num_count(update, f->trainer[f->who].update), num_signed(change, p->change));
}

const struct panel_type panel_sample = {
	.name = "sample",
	.help = "One response of the last update, token by token: its probability under the base model and "
		"when it was drawn, the reward paid for the token and the advantage that the update took for it. change: "
		"what the update made of its log p; other responses have their part in that.\n"
		"As text: inspect 5 sample=1",
	.need = FRAME_SAMPLES | FRAME_PATH | FRAME_STATUS, .min_rows = 2, .min_cols = 40,
	.title = title, .draw = draw, .position_at = position_at,
};
