/* The correct response, token by token: a row a position, base and now, and where the support ends. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "base/utf8.h"
#include "panel/position.h"
#include "panel/strip.h"
#include "panel/width.h"

enum { NUMBER_COLS = 8, RUNNING_COLS = 10, NOTE_COLS = 23, BAR_LEAST = 6, BAR_MOST = 24, BOTH_BARS = 2 * 20 };
enum { STRIP_FROM = 7 }; /* rows from which on a strip is worth some of them */

/* Where columns begin; those of bars: -1 for none. */
struct table {
	int pos, pos_cols, token, token_cols, base, now, bar, base_bar, bar_cols, running, note;
	int first, n; /* positions in sight */
	int strip;    /* rows of the strip over all positions, where they are not all in sight */
	int head;     /* rows of heads, the strip's included                                   */
	int leaves, rarest;  /* -1: nowhere */
};

/* Notes first, then a bar, then one for either model. */
static void choose_columns(const struct scene *s, int cols, struct table *to)
{
	int tokens = token_cols(s->frame), digits = snprintf(NULL, 0, "t%d", s->frame->N), spare;

	to->pos = 2;
	to->pos_cols = digits > 3 ? digits : 3;
	to->token = to->pos + to->pos_cols + 2;
	to->token_cols = tokens > 2 ? tokens : 2;
	to->base = to->token + to->token_cols + 1;
	to->now = to->base + NUMBER_COLS + 1;
	to->running = to->now + NUMBER_COLS + 1;
	to->bar = to->base_bar = -1;
	spare = cols - to->running - RUNNING_COLS - 2 - NOTE_COLS - 3;
	if (spare >= BAR_LEAST) {
		to->bar = to->running + 1;
		to->bar_cols = spare < BAR_MOST ? spare : BAR_MOST;
		to->running = to->bar + to->bar_cols + 2;
	}
	if (spare >= BOTH_BARS + 2) {
		to->bar_cols = spare / 2 - 1 < BAR_MOST ? spare / 2 - 1 : BAR_MOST;
		to->base_bar = to->bar;
		to->bar += to->bar_cols + 2;
		to->running = to->bar + to->bar_cols + 2;
	}
	to->note = to->running + RUNNING_COLS + 2;
}

static void choose_rows(const struct scene *s, int rows, struct table *to)
{
	to->head = rows > 1;
	to->strip = rows - to->head < s->frame->N && rows >= STRIP_FROM ? STRIP_ROWS : 0;
	to->head += to->strip;
	to->n = rows - to->head < s->frame->N ? rows - to->head : s->frame->N;
	to->first = position_first(s, to->n);
}

/* Above the notes: which positions are in sight, if not all are, and the line that rare tokens lie below. */
static void note_head(const struct frame *f, const struct table *l, int cols, char *to, size_t size)
{
	int first = l->first + 1, last = l->first + l->n;
	char line[NUM_TEXT];

	num_line(line, f->log_token_line);
	if (l->n == f->N) {
		if (snprintf(to, size, "where support ends; token line %s", line) > cols)
			snprintf(to, size, "token line %s", line);
		return;
	}
	if (snprintf(to, size, "t%d-t%d of %d; token line %s", first, last, f->N, line) > cols &&
	    snprintf(to, size, "t%d-%d/%d, line %s", first, last, f->N, line) > cols)
		snprintf(to, size, "t%d-%d/%d", first, last, f->N);
}

static void draw_head(const struct scene *s, const struct table *l, struct canvas *to)
{
	char text[4 * NUM_TEXT];

	note_head(s->frame, l, to->cols - l->note, text, sizeof text);
	canvas_right(to, l->strip, l->pos, l->pos_cols, "pos", STYLE_HEAD);
	canvas_right(to, l->strip, l->token, l->token_cols, "y*", STYLE_HEAD);
	canvas_right(to, l->strip, l->base, NUMBER_COLS, "base", STYLE_HEAD);
	canvas_right(to, l->strip, l->now, NUMBER_COLS, "now", STYLE_HEAD);
	if (l->base_bar >= 0)
		canvas_cell(to, l->strip, l->base_bar, l->bar_cols, "base bar", STYLE_HEAD);
	if (l->bar >= 0)
		canvas_cell(to, l->strip, l->bar, l->bar_cols, s->base && l->base_bar < 0 ? "base bar" : "now bar",
			    STYLE_HEAD);
	canvas_right(to, l->strip, l->running, RUNNING_COLS, "running p0", STYLE_HEAD);
	canvas_cell(to, l->strip, l->note, to->cols - l->note, text, STYLE_HEAD);
}

/* With another digit where it would read like the line that it lies below. */
static const char *rarest_number(char to[NUM_TEXT], double lp, double line)
{
	char other[NUM_TEXT];

	num_token(to, lp);
	return strcmp(to, num_token(other, line)) == 0 ? num_line(to, lp) : to;
}

/* All that is to be said of a position, in few words where there is little room. */
static void note(const struct frame *f, const struct table *l, int t, int cols, struct str *to)
{
	double base = position_correct(f, t, true);
	bool leaves = t == l->leaves, rarest = t == l->rarest, rare = base < f->log_token_line;
	char number[NUM_TEXT];

	if (leaves)
		str_add(to, "<== below alpha here");
	if (rarest)
		str_addf(to, "%srarest token (%s)", leaves ? ", " : "",
			 rarest_number(number, base, f->log_token_line));
	if (rare)
		str_addf(to, "%s< token line", leaves || rarest ? ", " : "");
	if (utf8_width(str_text(to)) <= cols)
		return;
	str_clear(to);
	if (leaves)
		str_addf(to, "<== below alpha%s", rarest ? ", rarest" : rare ? ", < token line" : "");
	else if (rarest && rare)
		str_addf(to, "rarest %s < line", rarest_number(number, base, f->log_token_line));
	else
		str_add(to, rarest ? "rarest" : "< token line");
}

/* Where to look for what a note would say, above (by -1) or below (by 1) the positions in sight. */
static void elsewhere(const struct table *l, int by, int cols, struct str *to)
{
	int last = l->first + l->n - 1;
	bool leaves = l->leaves >= 0 && (by < 0 ? l->leaves < l->first : l->leaves > last);
	bool rare = l->rarest >= 0 && (by < 0 ? l->rarest < l->first : l->rarest > last);

	for (int words = 1; words >= 0; words--) {
		str_clear(to);
		if (leaves)
			str_addf(to, "%c %sends t%d", by < 0 ? '^' : 'v', words ? "support " : "", l->leaves + 1);
		if (rare)
			str_addf(to, "%srarest t%d", leaves ? ", " : by < 0 ? "^ " : "v ", l->rarest + 1);
		if (utf8_width(str_text(to)) <= cols)
			return;
	}
}

static void draw_note(const struct frame *f, const struct table *l, int row, int t, struct canvas *to)
{
	int cols = to->cols - l->note;
	enum style style = t == l->leaves ? STYLE_ALPHA : STYLE_PLAIN;
	struct str words = { 0 };

	note(f, l, t, cols, &words);
	if (words.len == 0 && (t == l->first || t == l->first + l->n - 1)) {
		style = STYLE_HEAD;
		elsewhere(l, t == l->first ? -1 : 1, cols, &words);
	}
	canvas_cell(to, row, l->note, cols, str_text(&words), style);
	str_done(&words);
}

/* On the window's own background, with a blank at either side, whatever the row's: a full bar on a reversed row would
 * be lost. */
static void draw_bar(const struct scene *s, const struct table *l, int row, int col, int t, bool base,
		     struct canvas *to)
{
	enum style style = style_of_model(base, s->frame->who);

	canvas_restyle(to, row, col - 1, l->bar_cols + 2, STYLE_PLAIN);
	bar_draw(to, row, col, l->bar_cols, exp(position_correct(s->frame, t, base)), s->glyphs, style);
}

static void draw_bars(const struct scene *s, const struct table *l, int row, int t, struct canvas *to)
{
	if (l->base_bar >= 0)
		draw_bar(s, l, row, l->base_bar, t, true, to);
	if (l->bar >= 0)
		draw_bar(s, l, row, l->bar, t, s->base && l->base_bar < 0, to);
}

/* The selected row is reversed but for its bars. */
static void draw_position(const struct scene *s, const struct table *l, int row, int t, double running,
			  struct canvas *to)
{
	const struct frame *f = s->frame;
	double base = position_correct(f, t, true), now = position_correct(f, t, false);
	char text[NUM_TEXT];

	snprintf(text, sizeof text, "t%d", t + 1);
	canvas_right(to, row, l->pos, l->pos_cols, text, STYLE_PLAIN);
	canvas_right(to, row, l->token, l->token_cols, f->token[f->ystar[t]], STYLE_CORRECT);
	canvas_right(to, row, l->base, NUMBER_COLS, num_token(text, base), STYLE_BASE);
	canvas_right(to, row, l->now, NUMBER_COLS, num_token(text, now), position_shade(now));
	canvas_right(to, row, l->running, RUNNING_COLS, num_prob(text, running), STYLE_BASE);
	draw_note(f, l, row, t, to);
	if (t == position_selected(s)) {
		canvas_put(to, row, 0, '>', STYLE_SELECTED);
		canvas_restyle(to, row, 0, to->cols, STYLE_SELECTED);
	}
	draw_bars(s, l, row, t, to);
}

static void draw(const struct scene *s, struct canvas *to)
{
	struct table l = { 0 };
	double running = 0.0;

	if (s->frame->k == 0 || to->rows == 0)
		return;
	choose_columns(s, to->cols, &l);
	choose_rows(s, to->rows, &l);
	l.leaves = s->frame->leaves_at;
	l.rarest = s->frame->rarest_at;
	if (l.strip)
		strip_draw_correct(s, to);
	if (l.head)
		draw_head(s, &l, to);
	for (int t = 0; t < l.first + l.n; t++) {
		running += position_correct(s->frame, t, true);
		if (t >= l.first)
			draw_position(s, &l, l.head + t - l.first, t, running, to);
	}
}

static int position_at(const struct scene *s, int rows, int cols, int row, int col)
{
	struct table l = { 0 };

	choose_rows(s, rows, &l);
	if (row < l.strip)
		return strip_at_correct(s, cols, col);
	return row >= l.head && row - l.head < l.n ? l.first + row - l.head : -1;
}

static void title(const struct scene *s, struct str *left, struct str *right)
{
	const struct frame *f = s->frame;
	int leaves, rarest;

	if (f->k == 0)
		return;
	leaves = f->leaves_at;
	rarest = f->rarest_at;
	str_add(left, " : p0 base -> p now, given the correct prefix");
	if (leaves >= 0)
		str_addf(right, "support ends t%d", leaves + 1);
	if (rarest >= 0)
		str_addf(right, "%srarest t%d", leaves >= 0 ? ", " : "", rarest + 1);
}

const struct panel_type panel_positions = {
	.name = "token by token",
	.help = "The correct response, a row for each token: how likely it is behind the correct "
		"prefix, under the base model and now. running p0: of the response up to there, under "
		"the base model; below alpha (<==) the support ends. rarest: the least likely token. "
		"< token line: rare on its own.\n"
		"As text: inspect 5",
	.need = FRAME_PROMPTS | FRAME_TOKENS, .min_rows = 2, .min_cols = 40,
	.title = title, .draw = draw, .position_at = position_at,
};
