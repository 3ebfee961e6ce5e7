/* The tracked prompts, a row each: what the base model gives them, what the trainer gives them now, and how often it
 * was rewarded. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/least.h"
#include "base/num.h"
#include "base/utf8.h"
#include "panel/prompts-table.h"

enum { HEAD_LEAST = 2 }; /* rows from which on one is spent on the names of the columns */

static const double likely_line = .5; /* more likely than not: worth a word on prompts outside the support */

/* 62,996; 1727 where the comma is too much; 10k, 1.2M: what fits. */
static const char *short_count(char to[NUM_TEXT], uint64_t n, int cols)
{
	double v = (double)n;
	int taken = (int)strlen(num_count(to, n));

	if (taken > cols && n < 10000)
		taken = snprintf(to, NUM_TEXT, "%" PRIu64, n);
	if (taken <= cols)
		return to;
	for (const char *unit = "kMGTPE"; *unit && (taken > cols || v >= 1000); unit++) {
		v /= 1000;
		taken = snprintf(to, NUM_TEXT, "%.1f%c", v, *unit);
		if (taken > cols)
			taken = snprintf(to, NUM_TEXT, "%.0f%c", v, *unit);
	}
	return to;
}

static const char *first_hit(char to[NUM_TEXT], const struct frame_prompt *p)
{
	if (p->first_hit == 0)
		return "never";
	return p->first_hit < 10000000 ? num_count(to, p->first_hit) : short_count(to, p->first_hit, PROMPTS_FIRST);
}

static void put(const struct prompts_table *t, int row, enum prompts_column c, const char *text, enum style style,
		struct canvas *to)
{
	if (prompts_is_left(c))
		canvas_cell(to, row, prompts_column_at(t, c), t->width[c], text, style);
	else
		canvas_right(to, row, prompts_column_at(t, c), t->width[c], text, style);
}

/* Letters with a blank between them where there is room for that. */
static void put_target(const struct prompts_table *t, int row, const char *target, enum style style, struct canvas *to)
{
	char spaced[2 * sizeof t->frame->prompts->target];
	size_t n = 0;

	if (!t->frame->present || utf8_width(target) != t->frame->N || t->width[COL_TARGET] < 2 * t->frame->N - 1) {
		put(t, row, COL_TARGET, target, style, to);
		return;
	}
	for (const char *at = target; *at; at++) {
		if (n > 0 && (*at & 0xc0) != 0x80)
			spaced[n++] = ' ';
		spaced[n++] = *at;
	}
	spaced[n] = '\0';
	put(t, row, COL_TARGET, spaced, style, to);
}

/* `27+38 ->`, the arrow where the target is there. */
static void put_text(const struct prompts_table *t, int row, const char *text, enum style style, struct canvas *to)
{
	const char *behind = t->width[COL_TARGET] ? PROMPTS_ARROW : "";
	int width = t->width[COL_TEXT] - (int)strlen(behind), used;

	if (width <= 0 || !text)
		return;
	used = least_of(utf8_width(text), width);
	canvas_cell(to, row, prompts_column_at(t, COL_TEXT), used, text, style);
	canvas_text(to, row, prompts_column_at(t, COL_TEXT) + used, behind, style);
}

/* `.028 t4`, with the numbers below each other whatever their position. */
static void put_worst(const struct prompts_table *t, int row, const struct frame_prompt *p, enum style style,
		      struct canvas *to)
{
	int col = prompts_column_at(t, COL_WORST) + t->width[COL_WORST] - t->worst - t->at;
	char text[NUM_TEXT];

	if (t->width[COL_WORST] == 0)
		return;
	canvas_right(to, row, col, t->worst, num_token(text, p->worst), style);
	snprintf(text, sizeof text, " t%d", p->worst_at + 1);
	canvas_cell(to, row, col + t->worst, t->at, text, style);
}

/* On the window's own background, with a blank at either side, whatever the row's: a full bar on a reversed row would
 * be lost. */
static void put_bar(const struct prompts_table *t, int row, double lp, struct canvas *to)
{
	int col = prompts_column_at(t, COL_BAR), cols = t->width[COL_BAR];

	if (cols == 0)
		return;
	canvas_restyle(to, row, col - 1, cols + 2, STYLE_PLAIN);
	bar_draw(to, row, col, cols, exp(lp), t->glyphs, style_of_trainer(t->frame->who));
}

/* Where the support was left: `OUT!`, and with room how likely the prompt has become nevertheless. */
static void put_support(const struct prompts_table *t, int row, const struct frame_prompt *p, enum style style,
			struct canvas *to)
{
	char text[NUM_TEXT + 8], number[NUM_TEXT];

	if (!p->out) {
		put(t, row, COL_SUPPORT, "in", style, to);
	} else if (t->width[COL_SUPPORT] >= PROMPTS_BADGE && p->lp >= log(likely_line)) {
		snprintf(text, sizeof text, "OUT! %s", num_prob3(number, exp(p->lp)));
		put(t, row, COL_SUPPORT, text, STYLE_OUT, to);
	} else {
		put(t, row, COL_SUPPORT, "OUT!", STYLE_OUT, to);
	}
}

static void put_counts(const struct prompts_table *t, int row, const struct frame_prompt *p, enum style style,
		       struct canvas *to)
{
	bool known = t->frame->trainer[t->frame->who].run.off_known;
	char text[NUM_TEXT];

	put(t, row, COL_HITS, short_count(text, p->hits, t->width[COL_HITS]), style, to);
	put(t, row, COL_FIRST, first_hit(text, p), style, to);
	put(t, row, COL_OFF, known ? short_count(text, p->off, t->width[COL_OFF]) : "-", style, to);
}

/* The selected row is reversed but for its bar and its badge. */
static void draw_row(const struct prompts_table *t, int row, int prompt, struct canvas *to)
{
	const struct frame_prompt *p = &t->frame->prompts[prompt];
	bool selected = prompt == t->frame->prompt;
	enum style style = selected ? STYLE_SELECTED : STYLE_PLAIN, base = selected ? STYLE_SELECTED : STYLE_BASE;
	char text[NUM_TEXT];

	if (selected) {
		canvas_restyle(to, row, 0, to->cols, STYLE_SELECTED);
		canvas_put(to, row, 0, '>', STYLE_SELECTED);
	}
	snprintf(text, sizeof text, "x%d", prompt);
	put(t, row, COL_ID, text, style, to);
	put_text(t, row, p->text, style, to);
	put_target(t, row, p->target, style, to);
	put(t, row, COL_BASE, prompts_number(text, t->frame, p->lp0), base, to);
	put_worst(t, row, p, base, to);
	put(t, row, COL_NOW, prompts_number(text, t->frame, p->lp), style, to);
	for (int who = 0; who < 2; who++)
		put(t, row, who ? COL_B : COL_A, prompts_number(text, t->frame, p->lp_of[who]),
		    selected ? style : style_of_trainer(who), to);
	put_bar(t, row, p->lp, to);
	put_counts(t, row, p, style, to);
	put_support(t, row, p, style, to);
}

/* "x7-x12 of 32" or, shorter, "x7-12/32". */
static void range_text(char *to, size_t size, int first, int shown, int n, int cols)
{
	int last = first + shown - 1;

	if (snprintf(to, size, "x%d-x%d of %d", first, last, n) > cols &&
	    snprintf(to, size, "x%d-%d/%d", first, last, n) > cols)
		snprintf(to, size, "x%d-%d", first, last);
}

/* A list that does not fit says in the place of two names, and of what the next leaves free, which part this is. */
static void draw_head(const struct prompts_table *t, int first, int shown, struct canvas *to)
{
	int n = t->frame->ntracked, base = prompts_column_at(t, COL_BASE);
	int room = base + t->width[COL_BASE] - utf8_width(prompts_head(t, COL_BASE)) - 1 - PROMPTS_MARK;
	char range[3 * NUM_TEXT];

	for (int c = 0; c < COLUMNS; c++)
		put(t, 0, (enum prompts_column)c, prompts_head(t, (enum prompts_column)c), STYLE_HEAD, to);
	if (shown >= n)
		return;
	range_text(range, sizeof range, first, shown, n, room);
	canvas_fill(to, 0, PROMPTS_MARK, base - PROMPTS_MARK, ' ', STYLE_HEAD);
	canvas_cell(to, 0, PROMPTS_MARK, room, range, STYLE_HEAD);
}

/* The selected prompt in the middle, but for the ends of the list. */
static int first_shown(const struct frame *f, int shown)
{
	int first = f->prompt - shown / 2;

	return first < 0 || shown >= f->ntracked ? 0 : least_of(first, f->ntracked - shown);
}

static int head_rows(int rows)
{
	return rows >= HEAD_LEAST ? 1 : 0;
}

static int prompt_at(const struct scene *s, int rows, int cols, int row, int col)
{
	const struct frame *f = s->frame;
	int top = head_rows(rows - s->paired), shown = least_of(rows - s->paired - top, f->ntracked);

	(void)cols, (void)col;
	row -= s->paired; /* the trainer's own row */
	return row >= top && row - top < shown ? first_shown(f, shown) + row - top : -1;
}

/* `update 157  queries 10,048  off 0/64   off-total 11/10,048`, as far as there is room: the status line has no room for
 * both trainers. Where a number grows, nothing moves. */
static void draw_trainer(const struct frame *f, struct canvas *to)
{
	const struct frame_trainer *t = &f->trainer[f->who];
	struct str text[4] = { { 0 } };
	char off[NUM_TEXT], all[NUM_TEXT];
	int col = 1;

	status_progress(f, f->who, &text[0], &text[1], &text[2]);
	str_addf(&text[3], "off-total %s/%s", t->run.off_known ? num_count(off, t->run.off) : "-",
		 num_count(all, t->run.responses));
	for (int i = 0; i < 4 && col + utf8_width(str_text(&text[i])) <= to->cols; i++)
		col = canvas_text(to, 0, col, str_text(&text[i]), style_of_trainer(f->who)) + 2;
	for (int i = 0; i < 4; i++)
		str_done(&text[i]);
}

static void draw_list(const struct scene *s, struct canvas *to)
{
	const struct frame *f = s->frame;
	int top = head_rows(to->rows), shown = least_of(to->rows - top, f->ntracked), first;
	struct prompts_table t;

	if (f->k == 0 || to->rows == 0)
		return;
	first = first_shown(f, shown);
	prompts_choose(s, to->cols, &t);
	if (top)
		draw_head(&t, first, shown, to);
	for (int i = 0; i < shown; i++)
		draw_row(&t, top + i, first + i, to);
}

static void prompts_draw(const struct scene *s, struct canvas *to)
{
	struct canvas list = canvas_part(to, s->paired, 0, to->rows - s->paired, to->cols);

	if (s->paired && s->frame->k > 0)
		draw_trainer(s->frame, to);
	draw_list(s, &list);
}

/* `1 A outcome: 1 query per response`: of a pair, whose it is and what it pays. */
static void name_trainer(const struct frame *f, struct str *to)
{
	const struct frame_trainer *t = &f->trainer[f->who];

	str_clear(to);
	str_addf(to, "%d %c %s", panel_prompts.number, 'A' + f->who, t->reward ? t->reward : "");
	if (t->behavior)
		str_addf(to, "/%s", t->behavior);
	if (t->price)
		str_addf(to, ": %s", t->price);
}

/* In a split: what else is not the same. */
static void add_differences(const struct frame *f, struct str *to)
{
	const struct frame_trainer *t = &f->trainer[f->who];

	if (f->split && t->differs[0])
		str_addf(to, "%s%s", to->len ? ", " : "", t->differs);
}

static void prompts_title(const struct scene *s, struct str *left, struct str *right)
{
	const struct frame *f = s->frame;
	const char *reward = f->trainer[f->who].reward;

	if (f->k == 0)
		return;
	if (s->paired)
		name_trainer(f, left);
	else if (f->trainer[1].exists)
		str_addf(right, "%c%s%s", 'A' + f->who, reward ? " " : "", reward ? reward : "");
	else
		str_addf(right, "k=%d N=%d", f->k, f->N);
	add_differences(f, right);
}

const struct panel_type panel_prompts = {
	.number = 1, .name = "prompts",
	.help = "A row for each prompt: how likely its correct response, the target, is. base p0: "
		"under the base model. worst: its rarest token there, and where. now p, bar: under "
		"the policy now; A, B: of a split. hits: rewarded responses. OUT!: p0 is below alpha, "
		"the support line. > is the selected prompt.\n"
		"As text: prompts",
	.need = FRAME_PROMPTS | FRAME_STATUS, .min_rows = 3, .min_cols = 36,
	.title = prompts_title, .draw = prompts_draw, .prompt_at = prompt_at,
};
