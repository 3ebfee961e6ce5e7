/* What was paid for what: the queries of the trainers, and those of the selected prompt. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "panel/scene.h"

enum { LABEL_LEAST = 12, LABEL_MOST = 16, VALUE = 12, BETWEEN = 4 };

static const char *count(char to[NUM_TEXT], uint64_t n)
{
	if (n < 1000000000)
		return num_count(to, n);
	snprintf(to, NUM_TEXT, "%.2e", (double)n); /* too long for its column, with a blank before it */
	return to;
}

static const char *ratio(char to[NUM_TEXT], uint64_t queries, uint64_t hits)
{
	if (hits == 0)
		return "no hit yet";
	snprintf(to, NUM_TEXT, queries < 100 * hits ? "%.1f" : "%.0f", (double)queries / (double)hits);
	return to;
}

static const char *total(char to[NUM_TEXT], const struct frame *f, int who)
{
	return count(to, f->trainer[who].run.queries);
}

static const char *this_update(char to[NUM_TEXT], const struct frame *f, int who)
{
	return count(to, f->trainer[who].last.queries);
}

static const char *per_hit(char to[NUM_TEXT], const struct frame *f, int who)
{
	return ratio(to, f->trainer[who].run.queries, f->trainer[who].run.hits);
}

static const char *left(char to[NUM_TEXT], const struct frame *f, int who)
{
	uint64_t spent = f->trainer[who].run.queries;

	return f->budget == 0 ? "no budget" : count(to, f->budget > spent ? f->budget - spent : 0);
}

static const char *hits(char to[NUM_TEXT], const struct frame *f, int who)
{
	return count(to, f->trainer[who].run.hits);
}

static const char *off(char to[NUM_TEXT], const struct frame *f, int who)
{
	return f->trainer[who].run.off_known ? count(to, f->trainer[who].run.off) : "-";
}

/* The frame has a prompt's counts of one trainer, its own: the other's stay blank. */
static const char *prompt_queries(char to[NUM_TEXT], const struct frame *f, int who)
{
	return who == f->who ? count(to, f->prompts[f->prompt].queries) : "";
}

static const char *prompt_hits(char to[NUM_TEXT], const struct frame *f, int who)
{
	return who == f->who ? count(to, f->prompts[f->prompt].hits) : "";
}

static const char *prompt_per_hit(char to[NUM_TEXT], const struct frame *f, int who)
{
	const struct frame_prompt *p = &f->prompts[f->prompt];

	return who == f->who ? ratio(to, p->queries, p->hits) : "";
}

static const char *prompt_first_hit(char to[NUM_TEXT], const struct frame *f, int who)
{
	uint64_t first = f->prompts[f->prompt].first_hit;

	return who != f->who ? "" : first ? count(to, first) : "never";
}

/* A count that may be larger than any double, from its logarithm. */
static const char *huge_count(char to[NUM_TEXT], double l)
{
	return l < log(1e18) ? count(to, (uint64_t)(exp(l) + .5)) : num_times(to, l);
}

static const char *base_scale(char to[NUM_TEXT], const struct frame *f, int who)
{
	return who == f->who ? huge_count(to, -f->log_lq) : "";
}

static const char *scale(char to[NUM_TEXT], const struct frame *f, int who)
{
	double l = f->trainer[who].log_scale;

	return isnan(l) ? "-" : huge_count(to, l);
}

/* "0.31x" */
static const char *spent(char to[NUM_TEXT], const struct frame *f, int who)
{
	double l = log((double)f->trainer[who].run.queries) - f->trainer[who].log_scale;

	return isnan(l) ? "-" : strcat(num_ratio(to, l), "x");
}

/* What matters most first. */
static const struct item {
	const char *label;
	enum { OF_TRAINER, OF_PROMPT, OF_THEORY } of; /* OF_PROMPT: its name goes before the label */
	const char *(*value)(char to[NUM_TEXT], const struct frame *f, int who);
} items[] = {
	{ "total", OF_TRAINER, total },
	{ "this update", OF_TRAINER, this_update },
	{ "per hit", OF_TRAINER, per_hit },
	{ "budget left", OF_TRAINER, left },
	{ "query scale", OF_THEORY, scale },
	{ "spent of it", OF_THEORY, spent },
	{ "hits", OF_TRAINER, hits },
	{ "off support", OF_TRAINER, off },
	{ "queries", OF_PROMPT, prompt_queries },
	{ "hits", OF_PROMPT, prompt_hits },
	{ "per hit", OF_PROMPT, prompt_per_hit },
	{ "first hit", OF_PROMPT, prompt_first_hit },
	{ "1/LQ", OF_THEORY, base_scale },
};
enum { ITEMS = sizeof items / sizeof *items };

/* A label and a value for each trainer shown. */
struct block {
	int label, n, who[2];
};

static int block_cols(const struct block *b)
{
	return b->label + b->n * VALUE;
}

/* The trainer in focus, and the other one where there is room. */
static struct block block_of(const struct frame *f, int cols)
{
	struct block b = { .n = 1, .who = { f->who } };

	if (f->trainer[!f->who].exists && cols >= LABEL_LEAST + 2 * VALUE)
		b = (struct block){ .n = 2, .who = { 0, 1 } };
	b.label = cols - b.n * VALUE;
	if (b.label > LABEL_MOST)
		b.label = LABEL_MOST;
	return b;
}

static void draw_item(const struct frame *f, const struct block *b, const struct item *item, struct canvas *to)
{
	char text[NUM_TEXT];

	snprintf(text, sizeof text, "x%d ", f->prompt);
	if (item->of != OF_PROMPT)
		text[0] = '\0';
	strcat(text, item->label);
	canvas_cell(to, 0, 0, b->label, text, STYLE_PLAIN);
	for (int i = 0; i < b->n; i++)
		canvas_right(to, 0, b->label + i * VALUE, VALUE, item->value(text, f, b->who[i]), STYLE_PLAIN);
}

/* Only where two trainers have to be told from each other. */
static void draw_head(const struct frame *f, const struct block *b, struct canvas *to)
{
	char text[NUM_TEXT];

	for (int i = 0; i < b->n; i++) {
		const char *reward = f->trainer[b->who[i]].reward;
		snprintf(text, sizeof text, "%c %.20s", 'A' + b->who[i], reward ? reward : "");
		canvas_right(to, 0, b->label + i * VALUE + 1, VALUE - 1, text, style_of_trainer(b->who[i]));
	}
}

/* In as many blocks side by side as it takes, and as fit; a blank column before them. */
static void queries_draw(const struct scene *s, struct canvas *to)
{
	const struct frame *f = s->frame;
	struct canvas inner = canvas_part(to, 0, 1, to->rows, to->cols - 1);
	struct block b = block_of(f, inner.cols);
	int top = b.n > 1 ? 1 : 0, rows = inner.rows - top;

	if (f->k == 0 || rows <= 0)
		return;
	for (int i = 0, at = 0; i < ITEMS; i++) {
		int col = at / rows * (block_cols(&b) + BETWEEN);
		struct canvas cell = canvas_part(&inner, top + at % rows, col, 1, block_cols(&b));
		struct canvas head = canvas_part(&inner, 0, col, 1, block_cols(&b));
		if (items[i].of == OF_THEORY && !f->scales)
			continue;
		if (at > 0 && col + block_cols(&b) > inner.cols)
			break;
		if (top && at % rows == 0)
			draw_head(f, &b, &head);
		draw_item(f, &b, &items[i], &cell);
		at++;
	}
}

void queries_brief(const struct frame *f, struct str *to)
{
	const struct frame_trainer *t = &f->trainer[f->who];
	char all[NUM_TEXT], last[NUM_TEXT], hit[NUM_TEXT], rest[NUM_TEXT];

	if (f->k == 0)
		return;
	if (f->trainer[!f->who].exists)
		str_addf(to, "%c: ", 'A' + f->who);
	str_addf(to, "%s queries", total(all, f, f->who));
	if (t->last.queries)
		str_addf(to, ", +%s", this_update(last, f, f->who));
	if (t->run.hits)
		str_addf(to, ", %s per hit", per_hit(hit, f, f->who));
	if (f->budget)
		str_addf(to, ", %s left", left(rest, f, f->who));
}

const struct panel_type panel_queries = {
	.number = 9, .name = "queries",
	.help = "What training has cost. A query asks for one reward; per hit: how many of them a "
		"rewarded response took. budget left: until continue stops. off support: responses "
		"that the base model gives less than alpha. x5 ..: of the selected prompt alone. "
		"query scale, 1/LQ: what theory says it takes.\n"
		"As text: info, bound",
	.need = FRAME_PROMPTS | FRAME_STATUS | FRAME_SCALES,
	.min_rows = 4, .min_cols = 24, .draw = queries_draw,
};
