/* The support ladder: every prompt a rung by its base likelihood, those outside the support below the others; training
 * moves its sign along the axis from k^-N to 1. The order is the base model's, so that rungs stay where they are. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/least.h"
#include "base/num.h"
#include "base/utf8.h"
#include "panel/ladder.h"
#include "panel/ruler.h"
#include "panel/scene.h"
#include "panel/width.h"

enum { MARK = 2, GAP = 1, BADGE = 4, RULER_LEAST = 24, FOOT_FROM = 8, COUNTS_FROM = 7, COUNTS = 2 };

/* Where its parts lie. */
struct ladder {
	const struct frame *f;
	const struct glyphs *g;
	struct ruler ruler;
	int name;           /* columns of a prompt's                             */
	int base, now;      /* where the numbers begin, 0: left out              */
	int badge, numbers; /* columns of a number                               */
	int out;            /* rungs outside the support, the last ones          */
	int line;           /* the line above them among the rungs, -1: no such  */
};

static double now_of(const struct frame *f, int prompt, int who)
{
	return f->prompts[prompt].lp_of[who];
}

/* ---- order */

static int rung_of(const struct frame *f, int prompt)
{
	int i = 0;

	while (i < f->ntracked - 1 && f->ladder[i] != prompt)
		i++;
	return i;
}

int ladder_next(const struct frame *f, int prompt, int by)
{
	return f->ladder[clamp(rung_of(f, prompt) + by, 0, f->ntracked - 1)];
}

static int count_out(const struct frame *f)
{
	int n = 0;

	for (int i = 0; i < f->ntracked; i++)
		n += f->prompts[i].out;
	return n;
}

/* ---- where things lie */

static double least(const struct frame *f)
{
	double l = 0.0;

	for (int i = 0; i < f->ntracked; i++) {
		l = fmin(l, isfinite(f->prompts[i].lp0) ? f->prompts[i].lp0 : 0.0);
		for (int who = 0; who < 2; who++)
			l = fmin(l, isfinite(now_of(f, i, who)) ? now_of(f, i, who) : 0.0);
	}
	return ruler_reach(l, f->log_alpha);
}

static void choose(const struct scene *s, int cols, struct ladder *to)
{
	const struct frame *f = s->frame;
	int end = cols - BADGE, start;

	*to = (struct ladder){ .f = f, .g = s->glyphs, .name = snprintf(NULL, 0, "x%d", f->ntracked - 1), .badge = end,
			       .numbers = prob_cols(f), .out = count_out(f), .line = -1 };
	start = MARK + to->name + GAP;
	if (end - 2 * (to->numbers + GAP) - GAP - start >= RULER_LEAST) {
		to->now = end - GAP - to->numbers;
		to->base = to->now - GAP - to->numbers;
		end = to->base;
	}
	ruler_choose(&to->ruler, least(f), f->log_uniform, start, end - GAP - start);
	if (to->out > 0 && to->out < f->ntracked)
		to->line = f->ntracked - to->out;
}

/* ---- drawing */

/* The lines across all rungs. */
static void draw_guides(const struct ladder *l, int row, struct canvas *to)
{
	canvas_put(to, row, ruler_column(&l->ruler, l->f->log_uniform), l->g->down, STYLE_RULE);
	if (ruler_holds(&l->ruler, l->f->log_alpha))
		canvas_put(to, row, ruler_column(&l->ruler, l->f->log_alpha), ':', STYLE_ALPHA);
	canvas_put(to, row, l->ruler.col + l->ruler.cols - 1, l->g->down, STYLE_RULE);
}

/* The lines that it crosses stay in sight. */
static void draw_between(const struct ladder *l, int row, int base, int now, struct canvas *to)
{
	for (int col = least_of(base, now); col <= most_of(base, now); col++)
		if (canvas_rune(to, row, col) == ' ')
			canvas_put(to, row, col, l->g->across, STYLE_RULE);
}

/* From where it started to where it is now. */
static void draw_way(const struct ladder *l, int row, int prompt, struct canvas *to)
{
	const struct frame_prompt *p = &l->f->prompts[prompt];
	int base = ruler_column(&l->ruler, p->lp0);

	for (int who = 0; who < 2; who++) {
		int at = ruler_column(&l->ruler, now_of(l->f, prompt, who));
		if (!isnan(now_of(l->f, prompt, who)))
			draw_between(l, row, base, at, to);
	}
	canvas_put(to, row, base, 'o', STYLE_BASE);
	for (int who = 0; who < 2; who++) {
		int at = ruler_column(&l->ruler, now_of(l->f, prompt, who));
		uint32_t there = canvas_rune(to, row, at);
		if (isnan(now_of(l->f, prompt, who)))
			continue;
		canvas_put(to, row, at, there == 'o' || there == 'A' || there == '*' ? '*' : (uint32_t)('A' + who),
			   style_of_trainer(who));
	}
}

static void draw_rung(const struct ladder *l, int row, int prompt, struct canvas *to)
{
	const struct frame_prompt *p = &l->f->prompts[prompt];
	bool selected = prompt == l->f->prompt;
	enum style style = selected ? STYLE_SELECTED : STYLE_PLAIN;
	char text[NUM_TEXT];

	if (selected)
		canvas_put(to, row, 0, '>', STYLE_SELECTED);
	snprintf(text, sizeof text, "x%d", prompt);
	canvas_cell(to, row, MARK, l->name, text, style);
	draw_guides(l, row, to);
	draw_way(l, row, prompt, to);
	if (l->base) {
		canvas_right(to, row, l->base, l->numbers, num_prob(text, p->lp0), STYLE_BASE);
		canvas_right(to, row, l->now, l->numbers, num_prob(text, p->lp), style_of_trainer(l->f->who));
	}
	canvas_cell(to, row, l->badge, BADGE, p->out ? "OUT!" : "in", p->out ? STYLE_OUT : STYLE_PLAIN);
}

/* `. . . 1 below alpha 1e-04 . . .` */
static void draw_line(const struct ladder *l, int row, struct canvas *to)
{
	char text[2 * NUM_TEXT], number[NUM_TEXT];
	int width;

	for (int i = 0; i < l->ruler.cols; i += 2)
		canvas_put(to, row, l->ruler.col + i, '.', STYLE_ALPHA);
	snprintf(text, sizeof text, " %d below alpha %s ", l->out, num_line(number, l->f->log_alpha));
	width = (int)strlen(text);
	if (width <= l->ruler.cols)
		canvas_text(to, row, l->ruler.col + (l->ruler.cols - width) / 2, text, STYLE_ALPHA);
}

/* The lower line's name ends above it, the other's begins there, or ends where it would not fit. */
static void draw_names(const struct ladder *l, struct canvas *to)
{
	const struct ruler *r = &l->ruler;
	static const char *const name[] = { "k^-N", "alpha" };
	static const enum style style[] = { STYLE_HEAD, STYLE_ALPHA };
	int at[2] = { ruler_column(r, l->f->log_uniform), ruler_column(r, l->f->log_alpha) };
	int low = at[0] <= at[1] ? 0 : 1, high = !low, width = (int)strlen(name[high]);

	if (!ruler_holds(r, l->f->log_alpha)) {
		canvas_text(to, 0, at[0], name[0], style[0]);
		return;
	}
	canvas_text(to, 0, at[low] + 1 - (int)strlen(name[low]), name[low], style[low]);
	if (at[high] + width < r->col + r->cols - 1)
		canvas_text(to, 0, at[high] + (at[low] == at[high]), name[high], style[high]);
	else if (at[high] - width > at[low])
		canvas_text(to, 0, at[high] + 1 - width, name[high], style[high]);
}

static void draw_head(const struct ladder *l, struct canvas *to)
{
	draw_names(l, to);
	canvas_text(to, 0, l->ruler.col + l->ruler.cols - 1, "1", STYLE_HEAD);
	if (l->base) {
		canvas_right(to, 0, l->base, l->numbers, "base", STYLE_HEAD);
		canvas_right(to, 0, l->now, l->numbers, l->f->who ? "B now" : "A now", STYLE_HEAD);
	}
}

/* How many prompts stand in each column. */
static void draw_counts(const struct ladder *l, int row, bool base, struct canvas *to)
{
	const struct frame *f = l->f;
	int count[RULER_COLS_MOST] = { 0 };

	canvas_text(to, row, MARK, base ? "o" : f->who ? "B" : "A", style_of_model(base, f->who));
	draw_guides(l, row, to);
	for (int i = 0; i < f->ntracked; i++)
		ruler_count(&l->ruler, base ? f->prompts[i].lp0 : f->prompts[i].lp, count);
	ruler_draw_counts(&l->ruler, row, count, style_of_model(base, f->who), to);
	if (l->base)
		canvas_cell(to, row, l->base, to->cols - l->base, base ? "all, counted" : "", STYLE_HEAD);
}

/* Rungs and the line among them; the selected one in the middle where not all fit. */
static void draw_rungs(const struct ladder *l, int rows, struct canvas *to)
{
	const struct frame *f = l->f;
	int n = f->ntracked + (l->line >= 0), at = rung_of(f, f->prompt), first;

	at += l->line >= 0 && at >= l->line;
	first = clamp(at - rows / 2, 0, most_of(n - rows, 0));
	for (int i = 0; i < rows && first + i < n; i++) {
		int rung = first + i - (l->line >= 0 && first + i > l->line);
		if (first + i == l->line)
			draw_line(l, 1 + i, to);
		else
			draw_rung(l, 1 + i, f->ladder[rung], to);
	}
}

static void ladder_draw(const struct scene *s, struct canvas *to)
{
	const struct frame *f = s->frame;
	int rows = to->rows - 1, lines;
	bool foot, counts;
	struct ladder l;

	if (f->k == 0 || to->rows < 2)
		return;
	choose(s, to->cols, &l);
	lines = f->ntracked + (l.line >= 0);
	counts = lines > rows && rows >= COUNTS_FROM;
	rows -= counts ? COUNTS : 0;
	foot = rows >= FOOT_FROM;
	rows = least_of(rows - foot, lines);
	draw_head(&l, to);
	draw_rungs(&l, rows, to);
	for (int i = 0; counts && i < COUNTS; i++)
		draw_counts(&l, 1 + rows + i, i == 0, to);
	if (foot)
		ruler_draw(&l.ruler, 1 + rows + (counts ? COUNTS : 0), to);
}

static void ladder_title(const struct scene *s, struct str *left, struct str *right)
{
	const struct frame *f = s->frame;

	if (f->k == 0)
		return;
	str_addf(left, ": %d of %d below alpha", count_out(f), f->ntracked);
	str_addf(right, "o base  %s now", f->trainer[1].exists ? "A B" : "A");
}

const struct panel_type panel_ladder = {
	.help = "Each prompt on the ladder of likelihoods, from k^-N (a response drawn blindly) to 1: o under the base "
		"model, A or B now. Those left of the line alpha are outside the support.\n"
		"As text: prompts sort=p0",
	.number = 10, .name = "support ladder", .need = FRAME_PROMPTS | FRAME_STATUS | FRAME_LADDER, .min_rows = 3,
	.min_cols = 36, .title = ladder_title, .draw = ladder_draw,
};
