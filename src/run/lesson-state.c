/* The state of a lesson, and what its conditions say of the session. */
#include "run/lesson-state.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/num.h"
#include "base/xalloc.h"
#include "run/expr.h"

/* An estimate that is no further off was a good one. */
static const double good_factor = 1.5;

static char *whole_path(const char *path)
{
	char *found = realpath(path, NULL);
	char *copy = xstrdup(found ? found : path);

	free(found);
	return copy;
}

struct lesson_state *lesson_state_new(struct lesson *l, uint64_t seed)
{
	struct lesson_state *st = xcalloc(1, sizeof *st);

	st->lesson = l;
	st->file = whole_path(l->path);
	st->seed = seed;
	st->on = xcalloc((size_t)l->npages, sizeof *st->on);
	for (int i = 0; i < l->npages; i++)
		st->on[i].answer = xcalloc((size_t)l->page[i].nquestions, sizeof *st->on[i].answer);
	return st;
}

void lesson_drop_place(struct lesson_state *st)
{
	if (st->place)
		unlink(st->place);
	if (st->place_folder)
		rmdir(st->place_folder);
	free(st->place);
	free(st->place_folder);
	st->place = st->place_folder = NULL;
}

void lesson_state_free(struct lesson_state *st)
{
	if (!st)
		return;
	for (int i = 0; i < st->lesson->npages; i++) {
		for (int q = 0; q < st->lesson->page[i].nquestions; q++) {
			free(st->on[i].answer[q].you);
			free(st->on[i].answer[q].happened);
		}
		free(st->on[i].answer);
		free(st->on[i].why);
	}
	free(st->on);
	free(st->place);
	free(st->place_folder);
	free(st->file);
	lesson_free(st->lesson);
	free(st);
}

struct lesson_record *lesson_answers(const struct lesson_state *st, const struct lesson_page **asks)
{
	int i = lesson_predict_of(st->lesson, st->page);

	if (i < 0)
		return NULL;
	*asks = &st->lesson->page[i];
	return &st->on[i];
}

bool lesson_is_locked(const struct session *s)
{
	const struct lesson_state *st = s->lesson;

	return st && !st->playing && lesson_page(st)->type == LESSON_PREDICT && !lesson_record(st)->done;
}

/* ---- Conditions */

static bool holds_for(struct session *s, const char *condition, int who)
{
	struct expr *x = session_ready(s) ? expr_parse(s, condition, NULL) : NULL;
	bool holds = x && expr_true(s, x, who);

	expr_free(x);
	return holds;
}

bool lesson_holds(struct session *s, const char *condition)
{
	return holds_for(s, condition, s->view.who);
}

bool lesson_is_there(struct session *s, const char *command)
{
	static const char head[] = "continue until ";
	char *condition, *of;
	bool holds;

	if (strncmp(command, head, strlen(head)) != 0)
		return false;
	condition = xstrdup(command + strlen(head));
	if ((of = strstr(condition, " @")))
		*of++ = '\0';
	holds = !of ? lesson_holds(s, condition)
		    : (!strchr(of, 'a') || holds_for(s, condition, 0)) && (!strchr(of, 'b') || holds_for(s, condition, 1));
	free(condition);
	return holds;
}

static bool all_hold(struct session *s, const struct lesson_texts *conditions)
{
	for (int i = 0; i < conditions->n; i++)
		if (!lesson_holds(s, conditions->list[i].text))
			return false;
	return true;
}

bool lesson_goals_hold(struct session *s, const struct lesson_page *p)
{
	return p->part[LESSON_GOALS].n > 0 && all_hold(s, &p->part[LESSON_GOALS]);
}

bool lesson_is_as_told(struct session *s, const struct lesson_page *p)
{
	const struct lesson *l = s->lesson->lesson;
	bool checked = false;

	for (int i = 0; i < l->nseeds; i++)
		checked = checked || l->seed[i] == s->lesson->seed;
	return !checked || all_hold(s, &p->part[LESSON_EXPECTS]);
}

int lesson_facts_hold(struct session *s, const struct lesson_question *q)
{
	int n = 0;

	for (int i = 0; i < q->facts.n; i++)
		n += lesson_holds(s, q->facts.list[i].text);
	return n;
}

/* As watch prints it, to four digits, for texts that are read: 4,128 and 0.5379. */
static void print_metric(const struct metric_ref *m, double v, char to[40])
{
	size_t digits = 0;

	metric_print(m, v, to);
	for (const char *c = to; *c; c++)
		digits += *c >= '0' && *c <= '9';
	if (digits <= 4 || !strchr(to, '.') || strchr(to, 'e'))
		return;
	if (fabs(v) >= 1000.0)
		num_amount(to, rint(v));
	else
		snprintf(to, 40, "%.*f", 3 - (int)floor(log10(fabs(v))), v);
}

/* The first fact that holds. */
static void observe_choice(struct session *s, const struct lesson_question *q, struct lesson_answer *a)
{
	for (int i = 0; i < q->facts.n && !a->happened; i++)
		if (lesson_holds(s, q->facts.list[i].text))
			a->happened = xstrdup(q->facts.list[i].more);
	a->right = a->happened && a->you && strcmp(a->happened, a->you) == 0;
}

static void observe_number(struct session *s, const struct lesson_question *q, struct lesson_answer *a)
{
	struct metric_ref m;
	char text[40];
	double you;

	if (!session_ready(s) || metric_parse(s, q->number.list[0].text, &m, NULL) == 0)
		return;
	a->value = metric_now(s, &m, s->view.who);
	if (isnan(a->value))
		return;
	print_metric(&m, a->value, text);
	a->happened = xstrdup(text);
	a->right = a->you && num_parse(a->you, &you) &&
		   (you == a->value || (you * a->value > 0.0 && fabs(log(you / a->value)) <= log(good_factor)));
}

void lesson_observe(struct session *s, const struct lesson_page *asks, struct lesson_record *r)
{
	for (int i = 0; i < asks->nquestions; i++) {
		free(r->answer[i].happened);
		r->answer[i].happened = NULL;
		if (asks->question[i].number.n > 0)
			observe_number(s, &asks->question[i], &r->answer[i]);
		else
			observe_choice(s, &asks->question[i], &r->answer[i]);
	}
}

/* ---- Texts */

void lesson_fill_seed(const char *text, uint64_t seed, struct str *to)
{
	static const char word[] = "{seed}";
	const char *at;

	for (; (at = strstr(text, word)); text = at + strlen(word)) {
		str_add_bytes(to, text, (size_t)(at - text));
		str_addf(to, "%llu", (unsigned long long)seed);
	}
	str_add(to, text);
}

/* The metric between braces, `n` bytes. */
static bool fill_metric(struct session *s, const char *text, size_t n, struct str *to, struct err *e)
{
	char *word = xstrndup(text, n), value[40];
	struct metric_ref m;
	size_t taken = session_ready(s) ? metric_parse(s, word, &m, e) : 0;
	bool good = taken == n && m.set != SET_EACH;

	if (good) {
		print_metric(&m, metric_now(s, &m, s->view.who), value);
		str_add(to, *value ? value : "-");
	} else {
		str_addf(to, "{%s}", word);
		if (taken > 0)
			err_set(e, "{%s} is no metric", word);
	}
	free(word);
	return good;
}

bool lesson_fill(struct session *s, const char *text, struct str *to, struct err *e)
{
	bool good = true;

	while (*text) {
		size_t plain = strcspn(text, "{"), n;
		str_add_bytes(to, text, plain);
		text += plain;
		if (*text == '\0')
			break;
		n = strcspn(text, "}");
		if (text[1] == '{') {
			str_add(to, "{");
			text += 2;
		} else if (text[n] == '\0') { /* the reader has refused it */
			str_add(to, text);
			break;
		} else {
			good = fill_metric(s, text + 1, n - 1, to, good ? e : NULL) && good;
			text += n + 1;
		}
	}
	return good;
}
