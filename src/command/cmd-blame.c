/* blame: whose responses moved a likelihood in the last update. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/given.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "command/cmd.h"
#include "command/inquiry.h"
#include "command/say.h"
#include "core/features.h"

enum { PROMPTS_SHOWN = 8, TRANSITIONS_SHOWN = 3, PLACES_SHOWN = 4, POSITIONS_SHOWN = 6,
       TRANSITIONS_COLUMNS = 46 };

/* ---- What is asked */

static bool read_metric(const struct session *s, const char *text, struct metric_ref *m, struct err *e)
{
	size_t n = metric_parse(s, text, m, e);
	char got[GIVEN_TEXT];
	const char *name;

	if (n == 0)
		return false;
	name = m->metric->name;
	if (text[n])
		return err_set(e, "blame takes one metric, got \"%s\"", given(got, text));
	if (strcmp(name, "likelihood") != 0 && strcmp(name, "token") != 0)
		return err_set(e, "blame takes likelihood[i] or token[i,t], got \"%s\"", given(got, text));
	if (m->set != SET_ONE)
		return err_set(e, "blame takes one prompt, got \"%s\". try: blame likelihood[0]", given(got, text));
	return true;
}

/* ---- Words */

static void add_who(int track, struct str *to)
{
	if (track < 0)
		str_add(to, "fresh");
	else
		str_addf(to, "x%d", track);
}

/* `(t4, t7)` */
static void add_positions(const struct inquiry *q, const struct place *p, struct str *to)
{
	const struct task *t = q->deeds.task;
	const uint8_t *y = t->tracked[q->prompt].ystar;
	int state = 0, n = 0;

	for (int i = 0; i < t->N && n <= POSITIONS_SHOWN; i++) {
		if (q->by[i] != 0.0 && state == p->state && y[i] == p->token && n++ < POSITIONS_SHOWN)
			str_addf(to, "%st%d", n > 1 ? ", " : "(", i + 1);
		state = t->next[state * t->k + y[i]];
	}
	str_add(to, p->n > POSITIONS_SHOWN ? ", ..)" : ")");
}

/* `"a" after "b" (t4, t7)` */
static void add_place(const struct session *s, const struct inquiry *q, const struct place *p, struct str *to)
{
	const struct recall r = s->task->features->recall(s->task, p->state);
	uint8_t y[2] = { (uint8_t)r.second, (uint8_t)r.last };
	char name[16];

	str_addf(to, "\"%s\" ", session_token(s, p->token, name));
	if (r.last >= 0) {
		str_add(to, "after \"");
		session_tokens(s, r.second >= 0 ? y : y + 1, r.second >= 0 ? 2 : 1, false, to);
		str_add(to, "\" ");
	}
	add_positions(q, p, to);
}

/* Descending. */
static int by_size(const void *a, const void *b)
{
	double x = fabs(((const struct blame_part *)a)->part), y = fabs(((const struct blame_part *)b)->part);

	return (x < y) - (x > y);
}

/* `x1 (b->c)`: a prompt with its largest transition; the parts are sorted by value. */
static void add_culprit(const struct session *s, const struct blame_parts *parts, int track, struct str *to)
{
	size_t i = 0;

	while (i < parts->n && parts->list[i].track != track)
		i++;
	add_who(track, to);
	if (i == parts->n)
		return;
	str_add(to, " (");
	session_transition(s, parts->list[i].state, parts->list[i].token, to);
	str_add(to, ")");
}

/* The prompt with the largest part, and the next one when it has at least a third of that. */
static void add_culprits(const struct session *s, const struct blame_parts *parts, struct str *to)
{
	int n = s->task->ntracked, first = 0, second = -1;
	double *by_prompt = xcalloc((size_t)n + 1, sizeof *by_prompt);

	blame_by_prompt(s->task, parts, by_prompt);
	for (int i = 1; i <= n; i++)
		if (by_prompt[i] > by_prompt[first]) {
			second = first;
			first = i;
		} else if (second < 0 || by_prompt[i] > by_prompt[second]) {
			second = i;
		}
	add_culprit(s, parts, first < n ? first : -1, to);
	if (second >= 0 && 3.0 * by_prompt[second] > by_prompt[first]) {
		str_add(to, " and ");
		add_culprit(s, parts, second < n ? second : -1, to);
	}
	free(by_prompt);
}

/* `x1 (b->c) and x2 (b->d) raised the rivals of "a" after "b" (t4, t7)` */
static void say_sentence(struct session *s, const struct inquiry *q)
{
	const struct place *p = inquiry_main_place(q);
	double way = q->first < 0.0 ? -1.0 : 1.0;
	struct blame_parts parts = { 0 };
	struct str line = { 0 };

	inquiry_parts(s, q, p, way, &parts);
	add_culprits(s, &parts, &line);
	str_add(&line, way < 0.0 ? " raised the rivals of " : " raised ");
	add_place(s, q, p, &line);
	say(s, "%s", str_text(&line));
	str_done(&line);
	blame_done(&parts);
}

/* The largest transitions of one prompt's responses, as many as the line has room for; the parts are sorted by size. */
static void add_transitions(const struct session *s, const struct blame_parts *parts, int track, struct str *to)
{
	struct str next = { 0 };
	char part[NUM_TEXT];
	int n = 0;

	for (size_t i = 0; i < parts->n; i++) {
		const struct blame_part *one = &parts->list[i];
		if (one->track != track || one->part == 0.0)
			continue;
		str_clear(&next);
		session_transition(s, one->state, one->token, &next);
		str_addf(&next, " %s", num_signed(part, one->part));
		if (n++ == TRANSITIONS_SHOWN ||
		    utf8_width(str_text(to)) + utf8_width(str_text(&next)) > TRANSITIONS_COLUMNS) {
			str_add(to, n > 1 ? ", .." : "..");
			break;
		}
		str_addf(to, "%s%s", n > 1 ? ", " : "", str_text(&next));
	}
	str_done(&next);
}

static void print_prompt(struct session *s, const struct inquiry *q, int track, double part)
{
	double percent = 100.0 * part / q->first;
	struct str who = { 0 }, transitions = { 0 };
	char text[NUM_TEXT], share[NUM_TEXT] = "-";

	add_who(track, &who);
	add_transitions(s, &q->parts, track, &transitions);
	if (q->first != 0.0)
		snprintf(share, sizeof share, fabs(percent) < 99.5 ? "%.2g%%" : "%.0f%%", percent);
	say_row(s, "  %-7s %9s %7s  %s", str_text(&who), num_signed(text, part), share, str_text(&transitions));
	str_done(&who);
	str_done(&transitions);
}

static void print_prompts(struct session *s, struct inquiry *q)
{
	int ntracked = s->task->ntracked, n = 0;
	struct blame_part *row = xcalloc((size_t)ntracked + 1, sizeof *row);

	for (int i = 0; i <= ntracked; i++)
		if (q->by_prompt[i] != 0.0)
			row[n++] = (struct blame_part){ .track = i < ntracked ? i : -1, .part = q->by_prompt[i] };
	qsort(row, (size_t)n, sizeof *row, by_size);
	qsort(q->parts.list, q->parts.n, sizeof *q->parts.list, by_size);
	say_row(s, "  %-7s %9s %7s  %s", "from", "log p", "share", "by transition");
	for (int i = 0; i < n && i < PROMPTS_SHOWN; i++)
		print_prompt(s, q, row[i].track, row[i].part);
	if (n > PROMPTS_SHOWN)
		say_row(s, "  .. and %d more", n - PROMPTS_SHOWN);
	free(row);
}

static int place_by_size(const void *a, const void *b)
{
	double x = fabs(((const struct place *)a)->part), y = fabs(((const struct place *)b)->part);

	return (x < y) - (x > y);
}

/* Where along y* the change lies. */
static void print_places(struct session *s, struct inquiry *q)
{
	struct str line = { 0 };
	char part[NUM_TEXT];

	qsort(q->place, (size_t)q->nplace, sizeof *q->place, place_by_size);
	for (int i = 0; i < q->nplace && i < PLACES_SHOWN && q->place[i].part != 0.0; i++) {
		str_add(&line, i > 0 ? ", " : "");
		session_transition(s, q->place[i].state, q->place[i].token, &line);
		str_add(&line, " ");
		add_positions(q, &q->place[i], &line);
		str_addf(&line, " %s", num_signed(part, q->place[i].part));
	}
	say(s, "  along y*: %s%s", str_text(&line), q->nplace > PLACES_SHOWN ? ", .." : "");
	str_done(&line);
}

static void print_total(struct session *s, const struct inquiry *q)
{
	char first[NUM_TEXT], rest[NUM_TEXT], all[NUM_TEXT], before[NUM_TEXT], after[NUM_TEXT];
	double change = q->after - q->before;

	say(s, "first order %s, remainder %s, in all %s: %s -> %s", num_signed(first, q->first),
	    num_signed(rest, change - q->first), num_signed(all, change), num_prob(before, q->before),
	    num_prob(after, q->after));
}

static void report(struct session *s, struct inquiry *q)
{
	const char *iterate = session_iterate(s, q->who);

	if (q->parts.n == 0)
		say(s, "No token of the last update had an advantage: nothing was moved.");
	else if (!inquiry_moved(q))
		say(s, "Nothing that the last update reinforced shares a feature with it: it stayed.");
	else {
		say_sentence(s, q);
		print_prompts(s, q);
		if (q->nplace > 1)
			print_places(s, q);
	}
	print_total(s, q);
	if (iterate)
		say(s, "This is of the last weights; likelihood speaks of iterate %s.", iterate);
}

static bool blame_run(struct session *s, const struct args *a, struct err *e)
{
	struct inquiry q = { .who = -1 };

	if (!args_one(a, s, &q.who, e) || !read_metric(s, a->word[0], &q.metric, e))
		return false;
	if (q.metric.who >= 0)
		q.who = q.metric.who;
	q.prompt = q.metric.prompt;
	if (!inquiry_begin(s, &q, e))
		return false;
	inquiry_make(s, &q);
	report(s, &q);
	inquiry_done(&q);
	return true;
}

static const char *const blame_words[] = { "likelihood[", "token[", NULL };

const struct command cmd_blame = {
	.name = "blame", .synopsis = "blame METRIC [@a|@b]",
	.summary = "whose responses moved likelihood[i] or token[i,t] in the last update",
	.help = "Splits the change of log p of a correct response, or of one of its tokens,\n"
		"among the tokens that the last update drew, by prompt and transition: exact to\n"
		"first order, for scores are linear in the weights; the remainder is printed.\n"
		"With baseline mean advantages are taken as they were, baseline included.",
	.example = { "step; blame likelihood[5]", "step; blame token[5,4]" },
	.group = GROUP_LOOK, .min = 1, .max = 1, .needs_task = true, .takes_who = true,
	.complete = { COMPLETE_WORDS, COMPLETE_NONE }, .words = blame_words, .run = blame_run,
};
