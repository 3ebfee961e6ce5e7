/* The tracked prompts, a row each: what the base model gives them, what the trainer gives them now, and how often it
 * was rewarded. The columns that there is room for are chosen from the numbers of all prompts, so that nothing moves
 * sideways while the list scrolls. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/least.h"
#include "base/num.h"
#include "base/utf8.h"
#include "panel/scene.h"
#include "panel/width.h"

enum column { COL_ID, COL_TEXT, COL_TARGET, COL_BASE, COL_WORST, COL_NOW, COL_BAR, COL_HITS, COL_FIRST, COL_OFF,
	      COL_SUPPORT, COLUMNS };
enum { MARK = 2 }; /* the selection sign and a blank */
enum { TARGET_LEAST = 4, TARGET_GOOD = 8, TARGET_LONG = 16, TARGET_MOST = 39 };
enum { TEXT_GOOD = 16, TEXT_MOST = 39 };
enum { HITS = 4, HITS_GOOD = 6, HITS_LONG = 7, FIRST = 9, OFF = 6, SUPPORT = 4, SUPPORT_BADGE = 8, WORST_LONG = 9 };
enum { BAR = 5, BAR_LONG = 12, BAR_MOST = 24 };
enum { HEAD_LEAST = 2 }; /* rows from which on one is spent on the names of the columns */

static const char arrow[] = " ->"; /* behind the text of a prompt: its target is next */
static const double likely_line = .5; /* more likely than not: worth a word on prompts outside the support */

struct table {
	const struct frame *frame;
	const struct glyphs *glyphs;
	int width[COLUMNS]; /* 0: left out */
	int gap;
	int worst, at; /* columns of the number in COL_WORST, and of its position */
};

static int table_cols(const struct table *t)
{
	int cols = MARK - t->gap;

	for (int c = 0; c < COLUMNS; c++)
		if (t->width[c])
			cols += t->width[c] + t->gap;
	return cols;
}

static int digits(int n)
{
	return n < 10 ? 1 : 1 + digits(n / 10);
}

/* A likelihood as this page has them. */
static char *number(char to[NUM_TEXT], const struct frame *f, double lp)
{
	return f->present ? num_prob2(to, lp) : num_prob(to, lp);
}

/* What any likelihood of the task may take, and more for one that takes more nevertheless. */
static int number_cols(const struct frame *f, double least)
{
	char text[NUM_TEXT];
	int width = least < 0 ? (int)strlen(number(text, f, least)) : 0;

	return most_of(width, prob_cols(f) - 2 * f->present);
}

/* The least of the finite ones, 0 without any. */
static double least_finite(double a, double b)
{
	return isfinite(b) && b < a ? b : a;
}

/* As the frame cuts them; no narrower than the column's name. Behind prompts with a text, no wider than they are. */
static int target_cols(const struct frame *f, bool said)
{
	int width = response_cols(f), widest = (int)strlen("y*");

	for (int i = 0; i < f->ntracked && said; i++)
		widest = most_of(widest, utf8_width(f->prompts[i].target));
	if (said)
		return widest;
	return width < (int)strlen("target") ? (int)strlen("target") : least_of(width, TARGET_MOST);
}

/* Of the widest prompt that has a text, 0 when none has; no narrower than the column's name. */
static int text_cols(const struct frame *f)
{
	int widest = 0;

	for (int i = 0; i < f->ntracked && f->prompts[i].text && widest < TEXT_MOST; i++)
		widest = most_of(widest, utf8_width(f->prompts[i].text) + (int)strlen(arrow));
	return widest > 0 ? clamp(widest, (int)strlen("prompt"), TEXT_MOST) : 0;
}

/* Up to `want` columns, as there is room; a new column whole or not at all. */
static void grow(struct table *t, int cols, enum column c, int want)
{
	int room = cols - table_cols(t) - (t->width[c] ? 0 : t->gap);

	if (want <= t->width[c] || (t->width[c] == 0 && room < want))
		return;
	t->width[c] = least_of(want, t->width[c] + (room > 0 ? room : 0));
}

static void spread(struct table *t, int cols)
{
	t->gap = 2;
	if (table_cols(t) > cols)
		t->gap = 1;
}

/* For the back of a room: fewer columns, with more room. */
static void grow_few(struct table *t, int cols, int target)
{
	int spaced = target == t->frame->N ? 2 * target - 1 : target; /* letters, with a blank between them */

	grow(t, cols, COL_BAR, BAR);
	if (table_cols(t) - t->width[COL_TARGET] + spaced <= cols)
		grow(t, cols, COL_TARGET, spaced);
	grow(t, cols, COL_HITS, HITS_GOOD);
	spread(t, cols);
	grow(t, cols, COL_BAR, BAR_MOST);
}

static void grow_all(struct table *t, int cols, int target)
{
	grow(t, cols, COL_BAR, BAR);
	grow(t, cols, COL_WORST, t->worst + t->at);
	grow(t, cols, COL_SUPPORT, SUPPORT_BADGE);
	if (t->width[COL_SUPPORT] < SUPPORT_BADGE)
		t->width[COL_SUPPORT] = SUPPORT;
	grow(t, cols, COL_HITS, HITS_GOOD);
	grow(t, cols, COL_FIRST, FIRST);
	spread(t, cols);
	grow(t, cols, COL_TARGET, least_of(target, TARGET_LONG));
	grow(t, cols, COL_BAR, BAR_LONG);
	if (t->width[COL_WORST])
		grow(t, cols, COL_WORST, WORST_LONG);
	grow(t, cols, COL_OFF, OFF);
	grow(t, cols, COL_HITS, HITS_LONG);
	grow(t, cols, COL_TARGET, target);
	grow(t, cols, COL_BAR, BAR_MOST);
}

/* What is dearest first; of prompts that have a text, that comes even before what they are to be answered with. */
static void choose_columns(const struct scene *s, int cols, struct table *t)
{
	const struct frame *f = s->frame;
	double least = 0, worst = 0;
	int said = text_cols(f), target = target_cols(f, said), worst_cols;
	char text[NUM_TEXT];

	for (int i = 0; i < f->ntracked; i++) {
		least = least_finite(least_finite(least, f->prompts[i].lp0), f->prompts[i].lp);
		worst = least_finite(worst, f->prompts[i].worst);
	}
	worst_cols = most_of((int)strlen(num_token(text, worst)), 4);
	*t = (struct table){ .frame = f, .glyphs = s->glyphs, .gap = 1, .worst = worst_cols,
			     .at = (int)strlen(" t") + digits(f->N), .width = {
		[COL_ID] = 1 + digits(f->ntracked - 1), [COL_BASE] = number_cols(f, least),
		[COL_NOW] = number_cols(f, least),
		[COL_HITS] = said || f->present ? 0 : HITS, [COL_SUPPORT] = SUPPORT,
		[COL_TARGET] = said ? 0 : least_of(target, TARGET_LEAST) } };
	if (table_cols(t) > cols)
		t->width[COL_HITS] = 0;
	grow(t, cols, COL_TEXT, least_of(said, TEXT_GOOD));
	grow(t, cols, COL_TARGET, least_of(target, TARGET_GOOD));
	if (said) {
		grow(t, cols, COL_HITS, HITS);
		grow(t, cols, COL_TARGET, target);
		grow(t, cols, COL_TEXT, said);
	}
	if (f->present)
		grow_few(t, cols, target);
	else
		grow_all(t, cols, target);
}

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
	return p->first_hit < 10000000 ? num_count(to, p->first_hit) : short_count(to, p->first_hit, FIRST);
}

static const char *head(const struct table *t, enum column c)
{
	static const char *const brief[COLUMNS] = { "x", "prompt", "target", "base", "worst", "now", "", "hits",
						    "first hit", "off", "sup" };
	static const char *const full[COLUMNS] = { "x", "prompt", "target", "base p0", "worst tok", "now p", "", "hits",
						   "first hit", "off", "support" };

	if (c == COL_TARGET && t->width[COL_TEXT])
		return "y*";
	return t->gap > 1 && utf8_width(full[c]) <= t->width[c] ? full[c] : brief[c];
}

static bool is_left(enum column c)
{
	return c == COL_ID || c == COL_TEXT || c == COL_TARGET || c == COL_SUPPORT;
}

static int column_at(const struct table *t, enum column c)
{
	int col = MARK;

	for (int before = 0; before < (int)c; before++)
		if (t->width[before])
			col += t->width[before] + t->gap;
	return col;
}

static void put(const struct table *t, int row, enum column c, const char *text, enum style style, struct canvas *to)
{
	if (is_left(c))
		canvas_cell(to, row, column_at(t, c), t->width[c], text, style);
	else
		canvas_right(to, row, column_at(t, c), t->width[c], text, style);
}

/* Letters with a blank between them where there is room for that. */
static void put_target(const struct table *t, int row, const char *target, enum style style, struct canvas *to)
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
static void put_text(const struct table *t, int row, const char *text, enum style style, struct canvas *to)
{
	const char *behind = t->width[COL_TARGET] ? arrow : "";
	int width = t->width[COL_TEXT] - (int)strlen(behind), used;

	if (width <= 0 || !text)
		return;
	used = least_of(utf8_width(text), width);
	canvas_cell(to, row, column_at(t, COL_TEXT), used, text, style);
	canvas_text(to, row, column_at(t, COL_TEXT) + used, behind, style);
}

/* `.028 t4`, with the numbers below each other whatever their position. */
static void put_worst(const struct table *t, int row, const struct frame_prompt *p, enum style style,
		      struct canvas *to)
{
	int col = column_at(t, COL_WORST) + t->width[COL_WORST] - t->worst - t->at;
	char text[NUM_TEXT];

	if (t->width[COL_WORST] == 0)
		return;
	canvas_right(to, row, col, t->worst, num_token(text, p->worst), style);
	snprintf(text, sizeof text, " t%d", p->worst_at + 1);
	canvas_cell(to, row, col + t->worst, t->at, text, style);
}

/* On the window's own background, with a blank at either side, whatever the row's: a full bar on a reversed row would
 * be lost. */
static void put_bar(const struct table *t, int row, double lp, struct canvas *to)
{
	int col = column_at(t, COL_BAR), cols = t->width[COL_BAR];

	if (cols == 0)
		return;
	canvas_restyle(to, row, col - 1, cols + 2, STYLE_PLAIN);
	bar_draw(to, row, col, cols, exp(lp), t->glyphs, t->frame->who ? STYLE_B : STYLE_A);
}

/* Where the support was left: `OUT!`, and with room how likely the prompt has become nevertheless. */
static void put_support(const struct table *t, int row, const struct frame_prompt *p, enum style style,
			struct canvas *to)
{
	char text[NUM_TEXT + 8], number[NUM_TEXT];

	if (!p->out) {
		put(t, row, COL_SUPPORT, "in", style, to);
	} else if (t->width[COL_SUPPORT] >= SUPPORT_BADGE && p->lp >= log(likely_line)) {
		snprintf(text, sizeof text, "OUT! %s", num_prob3(number, exp(p->lp)));
		put(t, row, COL_SUPPORT, text, STYLE_OUT, to);
	} else {
		put(t, row, COL_SUPPORT, "OUT!", STYLE_OUT, to);
	}
}

static void put_counts(const struct table *t, int row, const struct frame_prompt *p, enum style style,
		       struct canvas *to)
{
	bool known = t->frame->trainer[t->frame->who].run.off_known;
	char text[NUM_TEXT];

	put(t, row, COL_HITS, short_count(text, p->hits, t->width[COL_HITS]), style, to);
	put(t, row, COL_FIRST, first_hit(text, p), style, to);
	put(t, row, COL_OFF, known ? short_count(text, p->off, t->width[COL_OFF]) : "-", style, to);
}

/* The selected row is reversed but for its bar and its badge. */
static void draw_row(const struct table *t, int row, int prompt, struct canvas *to)
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
	put(t, row, COL_BASE, number(text, t->frame, p->lp0), base, to);
	put_worst(t, row, p, base, to);
	put(t, row, COL_NOW, number(text, t->frame, p->lp), style, to);
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
static void draw_head(const struct table *t, int first, int shown, struct canvas *to)
{
	int n = t->frame->ntracked;
	int room = column_at(t, COL_BASE) + t->width[COL_BASE] - utf8_width(head(t, COL_BASE)) - 1 - MARK;
	char range[3 * NUM_TEXT];

	for (int c = 0; c < COLUMNS; c++)
		put(t, 0, (enum column)c, head(t, (enum column)c), STYLE_HEAD, to);
	if (shown >= n)
		return;
	range_text(range, sizeof range, first, shown, n, room);
	canvas_fill(to, 0, MARK, column_at(t, COL_BASE) - MARK, ' ', STYLE_HEAD);
	canvas_cell(to, 0, MARK, room, range, STYLE_HEAD);
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
	char text[4][2 * NUM_TEXT + 16], a[NUM_TEXT], b[NUM_TEXT], off[2 * NUM_TEXT];
	int col = 1, all = (int)strlen(num_count(b, t->last.responses));

	snprintf(text[0], sizeof text[0], "update %-*s", updates_cols(t), num_count(a, t->update));
	snprintf(text[1], sizeof text[1], "queries %-*s", queries_cols(f, t), num_count(a, t->run.queries));
	snprintf(off, sizeof off, "%s/%s", t->last.off_known ? num_count(a, t->last.off) : "-", b);
	snprintf(text[2], sizeof text[2], "off %-*s", 2 * all + 1, off);
	snprintf(text[3], sizeof text[3], "off-total %s/%s", t->run.off_known ? num_count(a, t->run.off) : "-",
		 num_count(b, t->run.responses));
	for (int i = 0; i < 4 && col + (int)strlen(text[i]) <= to->cols; i++)
		col = canvas_text(to, 0, col, text[i], f->who ? STYLE_B : STYLE_A) + 2;
}

static void draw_list(const struct scene *s, struct canvas *to)
{
	const struct frame *f = s->frame;
	int top = head_rows(to->rows), shown = least_of(to->rows - top, f->ntracked), first;
	struct table t;

	if (f->k == 0 || to->rows == 0)
		return;
	first = first_shown(f, shown);
	choose_columns(s, to->cols, &t);
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
}

const struct panel_type panel_prompts = {
	.number = 1, .name = "prompts",
	.help = "A row for each prompt: how likely its correct response, the target, is. base p0: "
		"under the base model. worst: its rarest token there, and where. now p, bar: under "
		"the policy now. hits: rewarded responses. OUT!: p0 is below alpha, the support line. "
		"> is the selected prompt.\n"
		"As text: prompts",
	.need = FRAME_PROMPTS | FRAME_STATUS, .min_rows = 3, .min_cols = 36,
	.title = prompts_title, .draw = prompts_draw, .prompt_at = prompt_at,
};
