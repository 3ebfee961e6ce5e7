/* What is dearest comes first; the order of the columns is another. */
#include "panel/prompts-table.h"

#include <math.h>
#include <string.h>

#include "base/least.h"
#include "base/utf8.h"
#include "panel/width.h"

enum { TARGET_LEAST = 4, TARGET_GOOD = 8, TARGET_LONG = 16, TARGET_MOST = 39 };
enum { TEXT_GOOD = 16, TEXT_MOST = 39 };
enum { HITS = 4, HITS_GOOD = 6, HITS_LONG = 7, OFF = 6, SUPPORT = 4, WORST_LONG = 9 };
enum { BAR = 5, BAR_LONG = 12, BAR_MOST = 24 };

static int table_cols(const struct prompts_table *t)
{
	int cols = PROMPTS_MARK - t->gap;

	for (int c = 0; c < COLUMNS; c++)
		if (t->width[c])
			cols += t->width[c] + t->gap;
	return cols;
}

static int digits(int n)
{
	return n < 10 ? 1 : 1 + digits(n / 10);
}

char *prompts_number(char to[NUM_TEXT], const struct frame *f, double lp)
{
	return f->present ? num_prob2(to, lp) : num_prob(to, lp);
}

/* What any likelihood of the task may take, and more for one that takes more nevertheless. */
static int number_cols(const struct frame *f, double least)
{
	char text[NUM_TEXT];
	int width = least < 0 ? (int)strlen(prompts_number(text, f, least)) : 0;

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
		widest = most_of(widest, utf8_width(f->prompts[i].text) + (int)strlen(PROMPTS_ARROW));
	return widest > 0 ? clamp(widest, (int)strlen("prompt"), TEXT_MOST) : 0;
}

/* Of all numbers that the columns of likelihoods show. */
static double least_shown(const struct frame_prompt *p, double least)
{
	least = least_finite(least_finite(least, p->lp0), p->lp);
	return least_finite(least_finite(least, p->lp_of[0]), p->lp_of[1]);
}

/* Up to `want` columns, as there is room; a new column whole or not at all. */
static void grow(struct prompts_table *t, int cols, enum prompts_column c, int want)
{
	int room = cols - table_cols(t) - (t->width[c] ? 0 : t->gap);

	if (want <= t->width[c] || (t->width[c] == 0 && room < want))
		return;
	t->width[c] = least_of(want, t->width[c] + (room > 0 ? room : 0));
}

static void spread(struct prompts_table *t, int cols)
{
	t->gap = 2;
	if (table_cols(t) > cols)
		t->gap = 1;
}

/* For the back of a room: letters, with a blank between them. */
static int spaced_cols(const struct prompts_table *t, int target)
{
	return t->frame->present && target == t->frame->N ? 2 * target - 1 : target;
}

/* Likewise: fewer columns, with more room. */
static void grow_few(struct prompts_table *t, int cols, int target)
{
	int spaced = spaced_cols(t, target);

	grow(t, cols, COL_BAR, BAR);
	if (table_cols(t) - t->width[COL_TARGET] + spaced <= cols)
		grow(t, cols, COL_TARGET, spaced);
	grow(t, cols, COL_HITS, HITS_GOOD);
	spread(t, cols);
	grow(t, cols, COL_BAR, BAR_MOST);
}

/* Counts are those of the trainer in focus: `B hits` says so, or they stay away. */
static void grow_both(struct prompts_table *t, int cols, int target)
{
	grow(t, cols, COL_HITS, HITS_GOOD);
	if (!t->frame->present)
		grow(t, cols, COL_WORST, t->worst + t->at);
	if (table_cols(t) - t->width[COL_TARGET] + spaced_cols(t, target) <= cols)
		grow(t, cols, COL_TARGET, spaced_cols(t, target));
	spread(t, cols);
	grow(t, cols, COL_TARGET, target);
}

static void grow_all(struct prompts_table *t, int cols, int target)
{
	grow(t, cols, COL_BAR, BAR);
	grow(t, cols, COL_WORST, t->worst + t->at);
	grow(t, cols, COL_SUPPORT, PROMPTS_BADGE);
	if (t->width[COL_SUPPORT] < PROMPTS_BADGE)
		t->width[COL_SUPPORT] = SUPPORT;
	grow(t, cols, COL_HITS, HITS_GOOD);
	grow(t, cols, COL_FIRST, PROMPTS_FIRST);
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
void prompts_choose(const struct scene *s, int cols, struct prompts_table *t)
{
	const struct frame *f = s->frame;
	bool both = f->split && !s->paired;
	double least = 0, worst = 0;
	int said = text_cols(f), target = target_cols(f, said), worst_cols, number;
	char text[NUM_TEXT];

	for (int i = 0; i < f->ntracked; i++) {
		least = least_shown(&f->prompts[i], least);
		worst = least_finite(worst, f->prompts[i].worst);
	}
	worst_cols = most_of((int)strlen(num_token(text, worst)), 4);
	number = number_cols(f, least);
	*t = (struct prompts_table){ .frame = f, .glyphs = s->glyphs, .gap = 1, .both = both, .worst = worst_cols,
			     .at = (int)strlen(" t") + digits(f->N), .width = {
		[COL_ID] = 1 + digits(f->ntracked - 1), [COL_BASE] = number, [COL_NOW] = both ? 0 : number,
		[COL_A] = both ? number : 0, [COL_B] = both ? number : 0,
		[COL_HITS] = said || f->present || both ? 0 : HITS, [COL_SUPPORT] = SUPPORT,
		[COL_TARGET] = said ? 0 : least_of(target, TARGET_LEAST) } };
	if (table_cols(t) > cols)
		t->width[COL_HITS] = 0;
	if (both && table_cols(t) > cols)
		t->width[COL_TARGET] = 0;
	grow(t, cols, COL_TEXT, least_of(said, TEXT_GOOD));
	grow(t, cols, COL_TARGET, least_of(target, TARGET_GOOD));
	if (said) {
		grow(t, cols, COL_HITS, both ? 0 : HITS);
		grow(t, cols, COL_TARGET, target);
		grow(t, cols, COL_TEXT, said);
	}
	if (both)
		grow_both(t, cols, target);
	else if (f->present)
		grow_few(t, cols, target);
	else
		grow_all(t, cols, target);
}

const char *prompts_head(const struct prompts_table *t, enum prompts_column c)
{
	static const char *const brief[COLUMNS] = { "x", "prompt", "target", "base", "worst", "now", "A", "B", "",
						    "hits", "first hit", "off", "sup" };
	static const char *const full[COLUMNS] = { "x", "prompt", "target", "base p0", "worst tok", "now p", "A p", "B p", "",
						   "hits", "first hit", "off", "support" };

	if (c == COL_TARGET && t->width[COL_TEXT])
		return "y*";
	if (c == COL_HITS && t->both)
		return t->frame->who ? "B hits" : "A hits";
	return t->gap > 1 && utf8_width(full[c]) <= t->width[c] ? full[c] : brief[c];
}

bool prompts_is_left(enum prompts_column c)
{
	return c == COL_ID || c == COL_TEXT || c == COL_TARGET || c == COL_SUPPORT;
}

int prompts_column_at(const struct prompts_table *t, enum prompts_column c)
{
	int col = PROMPTS_MARK;

	for (int before = 0; before < (int)c; before++)
		if (t->width[before])
			col += t->width[before] + t->gap;
	return col;
}
