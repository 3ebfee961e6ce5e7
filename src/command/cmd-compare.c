/* compare: base beside now, or A beside B at the largest number of queries that both have reached. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/given.h"
#include "base/xalloc.h"
#include "command/cmd.h"
#include "command/say.h"
#include "run/frame.h"
#include "run/metric.h"
#include "run/prompts.h"

enum { ROWS_MOST = 40 };

/* What stands side by side: two rows of traces. With one trainer, its first row (the base model) and its last. */
struct pair {
	int who[2];
	size_t row[2];
	bool trainers;
	double queries;
};

static struct pair pair_of(const struct session *s, int who)
{
	const struct trace *t = &s->run[who].trace, *a = &s->run[0].trace, *b = &s->run[1].trace;
	struct pair p = { .who = { who, who }, .row = { 0, t->rows - 1 } };

	if (!run_exists(&s->run[1]))
		return p;
	p.queries = fmin(trace_scalar(a, a->rows - 1, TRACE_QUERIES), trace_scalar(b, b->rows - 1, TRACE_QUERIES));
	p.trainers = true;
	p.who[0] = 0;
	p.who[1] = 1;
	p.row[0] = trace_find(a, TRACE_QUERIES, p.queries);
	p.row[1] = trace_find(b, TRACE_QUERIES, p.queries);
	return p;
}

static void print_head(struct session *s, const struct pair *p)
{
	char queries[NUM_TEXT], update[NUM_TEXT], at[64], name[2][32], done[2][NUM_TEXT];

	if (!p->trainers) {
		const struct trace *t = &s->run[p->who[1]].trace;
		say(s, "base model beside trainer %s at update %s", session_trainer_name(s, p->who[1], name[0]),
		    num_amount(update, trace_scalar(t, p->row[1], TRACE_UPDATE)));
		say_row(s, "%-28s %14s %14s", "", "base", "now");
		return;
	}
	for (int i = 0; i < 2; i++)
		num_amount(done[i], trace_scalar(&s->run[i].trace, p->row[i], TRACE_UPDATE));
	snprintf(at, sizeof at, "at %s queries", num_amount(queries, p->queries));
	say(s, "%s: A at update %s, B at update %s (the last at or below it)", at, done[0], done[1]);
	say_row(s, "%-28s %14s %14s  better", "", session_trainer_name(s, 0, name[0]), session_trainer_name(s, 1, name[1]));
}

/* 1: more is better, -1: less is, 0: neither. */
static int better_way(const struct metric *m)
{
	if (strcmp(m->name, "likelihood") == 0 || strcmp(m->name, "hits") == 0 || strcmp(m->name, "rewarded") == 0)
		return 1;
	return strcmp(m->name, "err") == 0 ? -1 : 0;
}

static const char *better_of(const struct pair *p, const struct metric *m, const double v[2])
{
	double lead = (v[0] - v[1]) * better_way(m);

	if (!p->trainers || !(fabs(lead) > 0.0))
		return "";
	return lead > 0.0 ? "A" : "B";
}

static void print_values(struct session *s, const struct pair *p, const struct metric_ref *m, const char *label)
{
	double v[2];
	char text[2][40];

	for (int i = 0; i < 2; i++) {
		v[i] = metric_past(s, m, p->who[i], p->row[i]);
		metric_print(m, v[i], text[i]);
	}
	say_row(s, "%-28s %14s %14s  %s", label, text[0], text[1], better_of(p, m->metric, v));
}

/* The first row at which prompt i was learned, false: at none. */
static bool learned_at(const struct session *s, int who, int i, double *queries)
{
	const struct trace *t = &s->run[who].trace;

	for (size_t row = 0; row < t->rows; row++)
		if (frame_is_learned(trace_lp(t, row, i))) {
			*queries = trace_scalar(t, row, TRACE_QUERIES);
			return true;
		}
	*queries = trace_scalar(t, t->rows - 1, TRACE_QUERIES);
	return false;
}

/* "7.8x fewer" */
static void say_ratio(char to[64], const double q[2])
{
	double less = fmin(q[0], q[1]), more = fmax(q[0], q[1]);

	if (less > 0.0 && more > less)
		snprintf(to, 64, "%s   %.1fx fewer", q[0] < q[1] ? "A" : "B", more / less);
	else
		snprintf(to, 64, "%s", q[0] < q[1] ? "A" : q[1] < q[0] ? "B" : "");
}

/* `x2 queries to .9             2,688        20,840    A   7.8x fewer` */
static void print_learned(struct session *s, const struct pair *p, int i)
{
	char text[2][64], number[NUM_TEXT], label[64], better[64] = "";
	double q[2];
	bool got[2];

	for (int j = 0; j < 2; j++) {
		got[j] = learned_at(s, p->who[j], i, &q[j]);
		snprintf(text[j], sizeof text[j], "%s%s", got[j] ? "" : "not by ", num_amount(number, q[j]));
	}
	snprintf(label, sizeof label, "x%d queries to .9", i);
	if (!p->trainers)
		say_row(s, "%-28s %14s %14s", label, "", text[1]);
	else if (got[0] && got[1])
		say_ratio(better, q);
	else if (got[0] || got[1])
		snprintf(better, sizeof better, "%s", got[0] ? "A" : "B");
	if (p->trainers)
		say_row(s, "%-28s %14s %14s  %s", label, text[0], text[1], better);
}

static bool not_kept(const struct metric_ref *m, struct err *e)
{
	return err_set(e, "%s is known for now only, not at earlier updates: compare likelihood", m->metric->name);
}

/* Prompts `first` .. `last` under a metric that has one value a prompt. */
static bool print_prompts(struct session *s, const struct pair *p, const char *metric, int first, int last,
			  struct err *e)
{
	char text[96], label[160];
	struct metric_ref m;

	for (int i = first; i <= last; i++) {
		snprintf(text, sizeof text, "%.60s[%d]", metric, i);
		if (!metric_parse(s, text, &m, e))
			return false;
		if (!metric_kept(&m))
			return not_kept(&m, e);
		if (i == first)
			print_head(s, p);
		snprintf(label, sizeof label, "x%d (%s) %s", i, say_support(s, i), m.metric->name);
		print_values(s, p, &m, label);
	}
	return true;
}

static bool print_plain(struct session *s, const struct pair *p, const char *metric, struct err *e)
{
	struct metric_ref m;
	size_t n = metric_parse(s, metric, &m, e);
	char got[GIVEN_TEXT];

	if (n == 0)
		return false;
	if (metric[n])
		return err_set(e, "compare takes one metric, got \"%s\"", given(got, metric));
	if (m.set == SET_EACH)
		return err_set(e, "compare sets two values side by side: name one prompt, or a set such as [out]");
	if (p->trainers && m.who >= 0)
		return err_set(e, "compare sets A beside B: name %s without @%c", m.metric->name, 'a' + m.who);
	if (!metric_kept(&m))
		return not_kept(&m, e);
	print_head(s, p);
	print_values(s, p, &m, metric);
	return true;
}

/* Whether that metric has a value for each prompt. */
static bool is_by_prompt(const char *name)
{
	const struct metric *m = metric_named(name);

	return m && m->index == METRIC_PROMPT;
}

static bool is_prompt_word(const char *word)
{
	return ascii_is_digit(word[word[0] == 'x']);
}

static bool compare_run(struct session *s, const struct args *a, struct err *e)
{
	const char *metric = a->n > 0 && !is_prompt_word(a->word[0]) ? a->word[0] : "likelihood";
	const char *prompt = a->n > 1 ? a->word[1] : a->n > 0 && is_prompt_word(a->word[0]) ? a->word[0] : NULL;
	int who, last = s->task->ntracked - 1, first = 0;
	char got[GIVEN_TEXT];
	struct pair p;

	if (!args_one(a, s, &who, e))
		return false;
	p = pair_of(s, who);
	if (!is_by_prompt(metric) && prompt)
		return err_set(e, "%s takes no prompt behind it: compare %s", given(got, metric), got);
	if (!is_by_prompt(metric))
		return print_plain(s, &p, metric, e);
	if (prompt && (first = last = prompts_parse_one(s, prompt, who, e)) < 0)
		return false;
	if (last - first >= ROWS_MOST)
		last = first + ROWS_MOST - 1;
	if (!print_prompts(s, &p, metric, first, last, e))
		return false;
	print_learned(s, &p, prompt ? first : s->view.prompt);
	if (!prompt && last < s->task->ntracked - 1)
		say(s, "and %d more: compare %s PROMPT", s->task->ntracked - 1 - last, metric);
	return true;
}

const struct command cmd_compare = {
	.name = "compare", .synopsis = "compare [METRIC] [PROMPT] [@a|@b]",
	.summary = "set base beside now, or trainer A beside B at equal queries",
	.help = "With one trainer its base model stands beside it. With two, both are taken at\n"
		"the largest number of queries that both have reached. Default: likelihood of\n"
		"every prompt.",
	.example = { "compare", "compare likelihood 5" },
	.group = GROUP_MEASURE, .max = 2, .needs_task = true, .takes_who = true,
	.complete = { COMPLETE_METRIC, COMPLETE_PROMPT }, .run = compare_run,
};
