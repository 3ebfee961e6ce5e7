/* The likelihood quantile: the prompts on an axis, where LQ(eps) lies among them, and what one hit costs there. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/least.h"
#include "base/num.h"
#include "base/utf8.h"
#include "panel/ruler.h"
#include "panel/scene.h"
#include "panel/width.h"

enum { MARK = 2, NAME = 8, GAP = 2, COST = 9, DRAWS = 7, TOKEN = 7, AXIS_ROWS = 4, NAMES_MOST = 128 };
enum { MOVED_MOST = 12 }; /* columns that a name may stand beside its place */
static const double cost_long = 9999999.5, draws_long = 9999.5; /* from there on in two digits */

/* ---- the axis */

/* "base", "A now" */
static const char *side_name(const struct frame *f, bool base, char to[NUM_TEXT])
{
	snprintf(to, NUM_TEXT, "%c now", 'A' + f->who);
	if (base)
		strcpy(to, "base");
	return to;
}

static enum style side_style(const struct frame *f, bool base)
{
	return style_of_model(base, f->who);
}

static const struct frame_quantiles *side_of(const struct frame *f, bool base)
{
	return base ? &f->base_quantiles : &f->now_quantiles;
}

static double least_of_side(const struct frame *f, bool base)
{
	const struct frame_quantiles *q = side_of(f, base);

	return f->ncrowd > 0 ? q->lp[q->order[0]] : 0.0;
}

/* Each prompt's name where it stands or, among many, as near to there as others let it. False: not near enough. */
static bool place_names(const struct frame *f, const struct frame_quantiles *q, const struct ruler *r,
			int col[NAMES_MOST])
{
	int end = r->col, n = f->ncrowd;

	if (f->crowd_drawn || n > NAMES_MOST)
		return false;
	for (int i = 0; i < n; i++) {
		col[i] = most_of(ruler_column(r, q->lp[q->order[i]]), end);
		end = col[i] + snprintf(NULL, 0, "x%d", (int)q->order[i]);
	}
	end = r->col + r->cols;
	for (int i = n - 1; i >= 0; i--) {
		int width = snprintf(NULL, 0, "x%d", (int)q->order[i]), right = ruler_column(r, q->lp[q->order[i]]);
		col[i] = least_of(col[i], end - width);
		end = col[i];
		if (col[i] < r->col || col[i] - right > MOVED_MOST || right - col[i] > MOVED_MOST)
			return false;
	}
	return true;
}

static void draw_names(const struct frame *f, const struct frame_quantiles *q, const int col[NAMES_MOST], int row,
		       enum style style, struct canvas *to)
{
	char name[NUM_TEXT];

	for (int i = 0; i < f->ncrowd; i++) {
		int prompt = (int)q->order[i];
		snprintf(name, sizeof name, "x%d", prompt);
		canvas_text(to, row, col[i], name, prompt == f->prompt ? STYLE_SELECTED : style);
	}
}

static void draw_counts(const struct frame *f, const struct frame_quantiles *q, const struct ruler *r, int row,
			enum style style, struct canvas *to)
{
	int count[RULER_COLS_MOST] = { 0 };

	for (int i = 0; i < f->ncrowd; i++)
		ruler_count(r, q->lp[i], count);
	ruler_draw_counts(r, row, count, style, to);
}

/* ':' where alpha lies, if it does. */
static void draw_alpha(const struct frame *f, const struct ruler *r, int row, struct canvas *to)
{
	if (ruler_holds(r, f->log_alpha))
		canvas_put(to, row, ruler_column(r, f->log_alpha), ':', STYLE_ALPHA);
}

static const struct frame_quantile *marked(const struct frame *f, bool base)
{
	for (int i = 0; i < f->neps; i++)
		if (side_of(f, base)->q[i].set)
			return &side_of(f, base)->q[i];
	return &side_of(f, base)->q[0];
}

/* `LQ(0.1)  o          A`: of the setting eps, with alpha by name where there is room behind it. */
static void draw_marks(const struct frame *f, const struct ruler *r, int row, struct canvas *to)
{
	int base = ruler_column(r, marked(f, true)->lq), now = ruler_column(r, marked(f, false)->lq);
	int alpha = ruler_column(r, f->log_alpha), end;
	char text[NUM_TEXT], number[NUM_TEXT];

	draw_alpha(f, r, row, to);
	snprintf(text, sizeof text, "alpha %s", num_line(number, f->log_alpha));
	end = alpha + 1 + (int)strlen(text);
	if (ruler_holds(r, f->log_alpha) && end <= r->col + r->cols && (base <= alpha || base >= end) &&
	    (now <= alpha || now >= end))
		canvas_text(to, row, alpha + 1, text, STYLE_ALPHA);
	snprintf(text, sizeof text, "LQ(%s)", num_short(number, marked(f, true)->eps));
	canvas_cell(to, row, MARK, r->col - MARK, text, STYLE_HEAD);
	canvas_put(to, row, base, 'o', STYLE_BASE);
	canvas_put(to, row, now, base == now ? '*' : (uint32_t)('A' + f->who), side_style(f, false));
}

static void draw_axis(const struct frame *f, struct canvas *to)
{
	int col[NAMES_MOST];
	char name[NUM_TEXT];
	struct ruler r;
	double least = ruler_reach(fmin(least_of_side(f, true), least_of_side(f, false)), f->log_alpha);

	ruler_choose(&r, least, NAN, MARK + NAME, to->cols - MARK - NAME - 1);
	ruler_draw(&r, 0, to);
	for (int side = 0; side < 2; side++) {
		bool base = side == 0;
		const struct frame_quantiles *q = side_of(f, base);
		canvas_cell(to, 1 + side, MARK, NAME, base ? "o base" : side_name(f, base, name), side_style(f, base));
		draw_alpha(f, &r, 1 + side, to);
		if (place_names(f, q, &r, col))
			draw_names(f, q, col, 1 + side, side_style(f, base), to);
		else
			draw_counts(f, q, &r, 1 + side, side_style(f, base), to);
	}
	draw_marks(f, &r, AXIS_ROWS - 1, to);
}

/* ---- the table */

/* Columns of a quantile with its prompt, of its cost, of the token-level one and its cost; 0: left out. */
struct table {
	bool wide;        /* base and now side by side          */
	int eps, name;    /* name: of the side, where it is not wide */
	int lq, cost, token, draws;
};

static int side_cols(const struct table *t)
{
	return t->lq + t->cost + t->token + t->draws + GAP * (2 + (t->cost > 0) + (t->draws > 0));
}

static int table_cols(const struct table *t)
{
	return MARK + t->eps + t->name + side_cols(t) * (t->wide ? 2 : 1);
}

/* Side by side where both fit; else one below the other, and what costs can be read off goes first. */
static struct table table_of(const struct frame *f, int cols)
{
	int id = f->crowd_drawn ? 0 : 1 + snprintf(NULL, 0, "x%d", f->ncrowd - 1);
	int at = f->crowd_drawn ? 0 : id + snprintf(NULL, 0, " t%d", f->N);
	struct table t = { .wide = true, .eps = 5, .lq = prob_cols(f) + id, .cost = COST, .token = TOKEN + at,
			   .draws = DRAWS };

	t.token = most_of(t.token, (int)strlen("token LQ"));
	if (table_cols(&t) <= cols)
		return t;
	t.wide = false;
	t.name = NAME;
	if (table_cols(&t) > cols)
		t.draws = 0;
	if (table_cols(&t) > cols)
		t.cost = 0;
	return t;
}

static const char *cost(char to[NUM_TEXT], double l, double most)
{
	return l < log(most) ? num_times(to, l) : num_prob(to, l);
}

/* `2.1e-06 x5`; the names below each other whatever the number. */
static int put_value(const struct frame *f, int row, int col, int cols, const char *number, int number_cols,
		     const char *at, enum style style, struct canvas *to)
{
	canvas_right(to, row, col, number_cols, number, style);
	if (!f->crowd_drawn)
		canvas_cell(to, row, col + number_cols + 1, cols - number_cols - 1, at, style);
	return col + cols + GAP;
}

static void draw_side(const struct frame *f, const struct table *t, const struct frame_quantile *q, int row, int col,
		      enum style style, struct canvas *to)
{
	char number[NUM_TEXT], at[NUM_TEXT] = "-";

	if (q->at >= 0)
		snprintf(at, sizeof at, "x%d", q->at);
	col = put_value(f, row, col, t->lq, num_prob(number, q->lq), prob_cols(f), at, style, to);
	if (t->cost) {
		canvas_right(to, row, col, t->cost, cost(number, -q->lq, cost_long), style);
		col += t->cost + GAP;
	}
	strcpy(at, "-");
	if (q->token_at >= 0)
		snprintf(at, sizeof at, "x%d t%d", q->token_at, q->position + 1);
	col = put_value(f, row, col, t->token, num_token(number, q->tlq), TOKEN, at, style, to);
	if (t->draws)
		canvas_right(to, row, col, t->draws, cost(number, -q->tlq, draws_long), style);
}

static void draw_side_head(const struct frame *f, const struct table *t, int col, const char *name, struct canvas *to)
{
	char text[NUM_TEXT];

	snprintf(text, sizeof text, "%s%sLQ", name, *name ? " " : "");
	canvas_right(to, 0, col, prob_cols(f), text, STYLE_HEAD);
	col += t->lq + GAP;
	if (t->cost) {
		canvas_right(to, 0, col, t->cost, "queries", STYLE_HEAD);
		col += t->cost + GAP;
	}
	canvas_right(to, 0, col, most_of(TOKEN, (int)strlen("token LQ")), "token LQ", STYLE_HEAD);
	col += t->token + GAP;
	if (t->draws)
		canvas_right(to, 0, col, t->draws, "draws", STYLE_HEAD);
}

static void draw_head(const struct frame *f, const struct table *t, struct canvas *to)
{
	int col = MARK + t->eps + t->name + (t->wide ? GAP : 0);

	canvas_cell(to, 0, MARK, t->eps, "eps", STYLE_HEAD);
	if (t->wide) {
		draw_side_head(f, t, col, "base", to);
		draw_side_head(f, t, col + side_cols(t), f->who ? "B" : "A", to);
	} else {
		draw_side_head(f, t, col, "", to);
	}
}

/* The row of eps i; the setting is marked. */
static void draw_eps(const struct frame *f, const struct table *t, int i, int row, struct canvas *to)
{
	int col = MARK + t->eps + t->name + (t->wide ? GAP : 0);
	const struct frame_quantile *q = &f->base_quantiles.q[i];
	char text[NUM_TEXT];

	if (q->set)
		canvas_put(to, row, 0, '>', STYLE_SELECTED);
	canvas_cell(to, row, MARK, t->eps, num_short(text, q->eps), q->set ? STYLE_SELECTED : STYLE_PLAIN);
	for (int side = 0; side < 2; side++) {
		bool base = side == 0;
		int at = row + (t->wide ? 0 : side), right = t->wide ? side * side_cols(t) : 0;
		if (!t->wide)
			canvas_cell(to, at, MARK + t->eps, t->name, side_name(f, base, text), side_style(f, base));
		draw_side(f, t, &side_of(f, base)->q[i], at, col + right, side_style(f, base), to);
	}
}

/* Which of the shares are in sight: the setting always, the others from the first on. */
static bool is_shown(const struct frame *f, int i, int room)
{
	int before = 0;

	if (f->base_quantiles.q[i].set)
		return true;
	for (int j = 0; j < i; j++)
		before += !f->base_quantiles.q[j].set;
	return before < room - 1;
}

static void draw_table(const struct frame *f, const struct table *t, struct canvas *to)
{
	int each = t->wide ? 1 : 2, room = (to->rows - 1) / each, row = 1;

	draw_head(f, t, to);
	for (int i = 0; i < f->neps; i++) {
		if (!is_shown(f, i, room))
			continue;
		draw_eps(f, t, i, row, to);
		row += each;
	}
}

/* The axis from where one share has room below it. */
static void quantile_draw(const struct scene *s, struct canvas *to)
{
	const struct frame *f = s->frame;
	struct canvas below = *to;
	struct table t;

	if (f->k == 0 || f->ncrowd == 0)
		return;
	t = table_of(f, to->cols);
	if (to->rows >= AXIS_ROWS + (t.wide ? 2 : 3)) {
		draw_axis(f, to);
		below = canvas_part(to, AXIS_ROWS, 0, to->rows - AXIS_ROWS, to->cols);
	}
	draw_table(f, &t, &below);
}

static void quantile_title(const struct scene *s, struct str *left, struct str *right)
{
	const struct frame *f = s->frame;
	char number[NUM_TEXT];

	if (f->k == 0)
		return;
	if (f->crowd_drawn)
		str_addf(left, " of %s test prompts", num_count(number, (uint64_t)f->ncrowd));
	if (f->crowd_drawn && f->crowd_update != f->trainer[f->who].update)
		str_addf(left, ", update %s", num_count(number, f->crowd_update));
	if (f->trainer[f->who].iterate)
		str_add(left, ", last weights");
	str_addf(right, "%seps %s", !scene_is_typing(s) && s->focus == PANEL_QUANTILE ? "< > " : "", num_short(number, f->eps));
}

const struct panel_type panel_quantile = {
	.help = "The prompts by likelihood, o under the base model and A, B now. LQ(eps) is the likelihood below "
		"which a share eps of the prompts lies: 1/LQ outcome queries for a hit there; "
		"token LQ: the same of the rarest token, in draws of a token.\n"
		"As text: lq",
	.number = 7, .name = "likelihood quantile", .need = FRAME_QUANTILES | FRAME_STATUS, .min_rows = 3, .min_cols = 44,
	.title = quantile_title, .draw = quantile_draw,
};
