/* The responses of the last update on the selected prompt, newest first: how far they were right, what the base model
 * thinks of them, and where they left its support. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/least.h"
#include "base/num.h"
#include "base/utf8.h"
#include "panel/position.h"
#include "panel/width.h"

enum { SIGN = 2 };      /* the sign and a blank */
enum { TEXT_LEAST = 8, TEXT_GOOD = 24 }; /* of a long response, with few words and with many behind it */
enum { MARK = 2 };      /* of a list: the sign of the selected one and a blank */
enum { BETWEEN = 2 };   /* blanks between two samples in a row */
enum { WIDE = 120 };    /* from here on one sample a row, in more words, is better than two .. */
enum { HIGH = 8 };      /* .. and so from here on */
enum { NAME_MOST = 16 }; /* columns of a prompt's name with its text, in front of a sample */
enum { NEWEST = 64 };   /* by which the columns are measured: more are never seen */

/* The words around the numbers of a sample, `gap` apart. */
struct wording {
	/* `right` behind "all N " when all_N; stuck: no right token was found to go on with; tries, drawn NULL: left out. */
	const char *right, *wrong, *stuck, *tries, *base, *drawn, *left;
	bool all_N;
	int text, gap; /* room for the response, if it is that long */
};

/* From few words to many. */
static const struct wording wordings[] = {
	{ "all", "", "", NULL, "", NULL, "OUT!", false, TEXT_LEAST, 1 },
	{ "correct", "wrong ", "stuck ", "tries ", "", NULL, "OUT! at ", false, TEXT_LEAST, 1 },
	{ "correct", "wrong ", "stuck ", "tries ", "base ", NULL, "OUT! at ", false, TEXT_LEAST, 1 },
	{ "correct", "wrong at ", "stuck at ", "tries ", "base ", NULL, "OUT! at ", true, TEXT_GOOD, 2 },
	{ "correct", "first wrong ", "stuck at ", "tries ", "base ", "drawn ", "OUT! at ", true, TEXT_GOOD, 3 },
};
enum { FEWEST, FEW, MOST = sizeof wordings / sizeof *wordings - 1 };

/* The widths of a sample's parts. */
struct parts {
	const struct wording *w;
	int text, verdict, tries, base, drawn, left; /* tries, drawn 0: left out */
};

static const char *verdict(char to[NUM_TEXT], const struct wording *w, int right, bool stuck, int N)
{
	if (right < N)
		snprintf(to, NUM_TEXT, "%st%d", stuck ? w->stuck : w->wrong, right + 1);
	else if (w->all_N)
		snprintf(to, NUM_TEXT, "all %d %s", N, w->right);
	else
		snprintf(to, NUM_TEXT, "%s", w->right);
	return to;
}

/* Without a position where there is no room for one. */
static const char *support(char to[NUM_TEXT], const struct wording *w, int left)
{
	if (left < 0)
		return "in";
	if (w == &wordings[FEWEST])
		return w->left;
	snprintf(to, NUM_TEXT, "%st%d", w->left, left + 1);
	return to;
}

static int parts_cols(const struct parts *p)
{
	int gaps = 3 + (p->tries > 0) + (p->drawn > 0);

	return SIGN + p->text + p->verdict + p->tries + p->base + p->drawn + p->left + gaps * p->w->gap;
}

/* The same for all samples, so that the columns stay where they are. */
static struct parts parts_of(const struct frame *f, const struct wording *w)
{
	char text[NUM_TEXT];
	struct parts p = { .w = w, .text = least_of(w->text, response_cols(f)) };
	int prob = prob_cols(f), tries = 0;

	for (int i = 0; i < f->nsample && i < NEWEST; i++) {
		const struct frame_sample *y = &f->sample[i];
		p.verdict = most_of(p.verdict, (int)strlen(verdict(text, w, y->right, y->stuck, f->N)));
		if (y->asked > 0)
			tries = most_of(tries, (int)strlen(num_count(text, (uint64_t)y->asked)));
		prob = most_of(prob, (int)strlen(num_prob(text, y->lq0)));
		prob = most_of(prob, (int)strlen(num_prob(text, y->lp)));
	}
	p.verdict = most_of(p.verdict, (int)strlen(verdict(text, w, f->N - 1, false, f->N)));
	p.verdict = most_of(p.verdict, (int)strlen(verdict(text, w, f->N, false, f->N)));
	p.tries = tries > 0 && w->tries ? tries + (int)strlen(w->tries) : 0;
	p.base = prob + (int)strlen(w->base);
	p.drawn = w->drawn ? prob + (int)strlen(w->drawn) : 0;
	p.left = (int)strlen(support(text, w, f->N - 1));
	return p;
}

/* How many samples stand in a row, and in which words, behind `lead` columns each. A high panel shows enough of them one by
 * one. */
static int choose_words(const struct frame *f, int rows, int cols, int lead, struct parts *p)
{
	int few, most, across, cell;

	*p = parts_of(f, &wordings[FEW]);
	few = lead + parts_cols(p) - p->text + least_of(TEXT_GOOD, response_cols(f));
	*p = parts_of(f, &wordings[MOST]);
	most = lead + parts_cols(p);
	across = cols >= 2 * most + BETWEEN || (rows < HIGH && cols < WIDE && cols >= 2 * few + BETWEEN) ? 2 : 1;
	cell = (cols - (across - 1) * BETWEEN) / across - lead;
	for (int i = MOST - 1; i >= 0 && parts_cols(p) > cell; i--)
		*p = parts_of(f, &wordings[i]);
	p->text = most_of(0, least_of(response_cols(f), p->text + cell - parts_cols(p)));
	return across;
}

/* From its head on, cut with ~; the correct prefix stands out. Multi-letter names have a blank between them. */
static void draw_response(const struct frame *f, const struct frame_sample *y, struct canvas *to)
{
	bool spaced = response_cols(f) > f->N;
	int col = 0;

	for (int t = 0; t < y->length && col < to->cols; t++) {
		enum style style = t < y->right ? STYLE_CORRECT : STYLE_PLAIN;
		if (spaced && t > 0)
			col++;
		col = canvas_text(to, 0, col, f->token[y->y[t]], style);
		if (col > to->cols || (col == to->cols && t + 1 < y->length))
			canvas_put(to, 0, to->cols - 1, '~', STYLE_PLAIN);
	}
}

static void draw_sample(const struct frame *f, const struct parts *p, const struct frame_sample *y, struct canvas *to)
{
	bool rewarded = y->right == f->N;
	enum style style = rewarded ? STYLE_REWARDED : STYLE_PLAIN;
	struct canvas response = canvas_part(to, 0, SIGN, 1, p->text);
	char number[NUM_TEXT], text[2 * NUM_TEXT];
	int col = SIGN + p->text + p->w->gap;

	canvas_put(to, 0, 0, rewarded ? '+' : '-', style);
	draw_response(f, y, &response);
	canvas_cell(to, 0, col, p->verdict, verdict(text, p->w, y->right, y->stuck, f->N), style);
	col += p->verdict + p->w->gap;
	if (p->tries > 0) {
		snprintf(text, sizeof text, "%s%s", p->w->tries, num_count(number, (uint64_t)y->asked));
		canvas_cell(to, 0, col, p->tries, text, STYLE_PLAIN);
		col += p->tries + p->w->gap;
	}
	snprintf(text, sizeof text, "%s%s", p->w->base, num_prob(number, y->lq0));
	canvas_cell(to, 0, col, p->base, text, STYLE_BASE);
	col += p->base + p->w->gap;
	if (p->w->drawn) {
		snprintf(text, sizeof text, "%s%s", p->w->drawn, num_prob(number, y->lp));
		canvas_cell(to, 0, col, p->drawn, text, STYLE_PLAIN);
		col += p->drawn + p->w->gap;
	}
	canvas_cell(to, 0, col, p->left, support(text, p->w, y->left), y->left < 0 ? STYLE_PLAIN : STYLE_OUT);
}

static void say_none(const struct frame *f, struct canvas *to)
{
	const struct frame_trainer *t = &f->trainer[f->who];
	char text[100];

	if (t->update == 0)
		snprintf(text, sizeof text, "no samples yet: s");
	else if (!f->samples_kept)
		snprintf(text, sizeof text, "the samples of the last update are gone: s");
	else
		snprintf(text, sizeof text, "none of the %" PRIu64 " samples of this update was on x%d",
			 t->last.responses, f->prompt);
	canvas_cell(to, 0, 0, to->cols, text, STYLE_PLAIN);
}

/* A row each, by number, the selected one marked: what j and k move through. */
static void draw_list(const struct scene *s, struct canvas *to)
{
	const struct frame *f = s->frame;
	int selected = sample_number(s) - 1, first = position_scroll(selected, f->nsample, to->rows);
	int digits = snprintf(NULL, 0, "%d", f->nsample), lead = MARK + digits + 1;
	struct parts p;
	char number[NUM_TEXT];

	choose_words(f, HIGH, least_of(to->cols - lead, WIDE), 0, &p);
	for (int row = 0; row < to->rows && first + row < f->nsample; row++) {
		struct canvas part = canvas_part(to, row, lead, 1, to->cols - lead);
		snprintf(number, sizeof number, "%d", first + row + 1);
		canvas_right(to, row, MARK, digits, number, STYLE_HEAD);
		draw_sample(f, &p, &f->sample[first + row], &part);
		if (first + row != selected)
			continue;
		canvas_put(to, row, 0, '>', STYLE_SELECTED);
		canvas_restyle(to, row, 0, to->cols, STYLE_SELECTED);
	}
}

/* Whose sample it is, of those of any prompt: `x118 51+96`, and a prompt that was drawn anew has no number. */
static void name_prompt(const struct frame_sample *y, bool text, struct str *to)
{
	if (y->prompt < 0)
		str_add(to, "new");
	else
		str_addf(to, "x%d", y->prompt);
	if (text && y->text)
		str_addf(to, " %s", y->text);
}

/* Columns of the widest such name and a blank. */
static int name_cols(const struct frame *f, bool text)
{
	struct str name = { 0 };
	int widest = 0;

	for (int i = 0; i < f->nsample; i++) {
		str_clear(&name);
		name_prompt(&f->sample[i], text, &name);
		widest = most_of(widest, utf8_width(str_text(&name)));
	}
	str_done(&name);
	return widest + 1;
}

/* As many as there is room for, across before down. */
static void draw_cells(const struct frame *f, int lead, bool text, struct canvas *to)
{
	struct parts p;
	int across = choose_words(f, to->rows, to->cols, lead, &p), cell = (to->cols + BETWEEN) / across;
	struct str name = { 0 };

	for (int i = 0; i < f->nsample && i / across < to->rows; i++) {
		int col = i % across * cell;
		struct canvas part = canvas_part(to, i / across, col + lead, 1, cell - BETWEEN - lead);
		str_clear(&name);
		name_prompt(&f->sample[i], text, &name);
		canvas_cell(to, i / across, col, most_of(lead - 1, 0), str_text(&name), STYLE_HEAD);
		draw_sample(f, &p, &f->sample[i], &part);
	}
	str_done(&name);
}

static bool shows_any(const struct scene *s)
{
	return s->frame->nsample == 0 && s->frame->nany > 0 && s->view->depth == VIEW_ALL;
}

static void draw_any(const struct frame *f, struct canvas *to)
{
	struct frame any = *f;
	bool text;

	any.sample = f->any;
	any.nsample = f->nany;
	text = name_cols(&any, true) <= NAME_MOST;
	draw_cells(&any, name_cols(&any, text), text, to);
}

static void samples_draw(const struct scene *s, struct canvas *to)
{
	const struct frame *f = s->frame;

	if (f->k == 0)
		return;
	if (shows_any(s))
		draw_any(f, to);
	else if (f->nsample == 0)
		say_none(f, to);
	else if (s->view->depth == VIEW_SAMPLE)
		draw_list(s, to);
	else
		draw_cells(f, 0, false, to);
}

/* "4 newest samples on x5 of B by alg2: 9 of 64, 0 right"; "4 newest samples on any prompt: 0 of 64 on x21" */
static void samples_title(const struct scene *s, struct str *left, struct str *right)
{
	const struct frame *f = s->frame;
	bool any = shows_any(s);
	char here[NUM_TEXT], all[NUM_TEXT];
	int correct = 0;

	if (f->k == 0)
		return;
	if (any)
		str_add(left, " on any prompt");
	else
		str_addf(left, " on x%d", f->prompt);
	if (f->trainer[1].exists)
		str_addf(left, " of %c", 'A' + f->who);
	if ((any || f->nsample > 0) && f->trainer[f->who].drawn_by)
		str_addf(left, " by %s", f->trainer[f->who].drawn_by);
	if (!any && f->nsample == 0)
		return;
	for (int i = 0; i < f->nsample; i++)
		correct += f->sample[i].right == f->N;
	str_addf(left, ": %s of %s", num_count(here, (uint64_t)f->nsample), num_count(all, f->trainer[f->who].last.responses));
	if (any)
		str_addf(left, " on x%d", f->prompt);
	else
		str_addf(left, ", %d right", correct);
	str_add(right, "+ correct  - wrong");
}

const struct panel_type panel_samples = {
	.number = 4, .name = "newest samples",
	.help = "Responses of the last update to the selected prompt. If none: to any, their prompt in "
		"front. + correct, - wrong, and at which token first. base: how likely it is under the "
		"base model; drawn: under the policy that it was drawn from, before the update. OUT! at "
		"t7: there its running p0 falls below alpha; in: it never does.\n"
		"More of them, for no query: sample 5",
	.need = FRAME_SAMPLES | FRAME_STATUS, .min_rows = 1, .min_cols = 30,
	.title = samples_title, .draw = samples_draw,
};
