/* The list of breaks and watches, and when a break fires. */
#include "run/stops.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/given.h"
#include "base/num.h"
#include "base/xalloc.h"

/* ---- One */

/* A metric and nothing behind it. */
static bool is_metric(const struct session *s, const char *text, struct metric_ref *to)
{
	size_t n = session_ready(s) ? metric_parse(s, text, to, NULL) : 0;

	return n > 0 && text[n + strspn(text + n, " \t")] == '\0' && to->set != SET_EACH;
}

bool stop_parse(const struct session *s, enum stop_kind kind, const char *text, struct stop *to, struct err *e)
{
	*to = (struct stop){ .kind = kind, .enabled = true };
	if (kind == STOP_WATCH && is_metric(s, text, &to->metric))
		return true;
	to->expr = expr_parse(s, text, e);
	return to->expr != NULL;
}

const char *stop_text(const struct stop *b)
{
	return b->expr ? expr_text(b->expr) : b->metric.text;
}

void stop_done(struct stop *b)
{
	expr_free(b->expr);
	free(b->commands);
}

struct stop stop_copy(const struct stop *b)
{
	struct stop copy = *b;

	copy.expr = b->expr ? expr_copy(b->expr) : NULL;
	copy.commands = b->commands ? xstrdup(b->commands) : NULL;
	return copy;
}

/* ---- The list */

static int index_of(const struct session *s, int number)
{
	for (int i = 0; i < s->stops.n; i++)
		if (s->stops.list[i].number == number)
			return i;
	return -1;
}

/* Room at the place of this number, which is not there yet. */
static struct stop *make_room(struct stops *l, int number)
{
	int i = l->n;

	l->list = xresize(l->list, (size_t)++l->n, sizeof *l->list);
	for (; i > 0 && l->list[i - 1].number > number; i--)
		l->list[i] = l->list[i - 1];
	return &l->list[i];
}

struct stop *stops_add(struct session *s, const struct stop *b)
{
	int number = ++s->stops.last;
	struct stop *to = make_room(&s->stops, number);

	*to = *b;
	to->number = number;
	return to;
}

struct stop *stops_get(const struct session *s, int number)
{
	int i = index_of(s, number);

	return i >= 0 ? &s->stops.list[i] : NULL;
}

/* `breaks 1 2 4` */
static void list_numbers(const struct session *s, enum stop_kind kind, struct str *to)
{
	const char *word = kind == STOP_BREAK ? "break" : "watch", *many = kind == STOP_BREAK ? "s" : "es";
	int n = 0;

	for (int i = 0; i < s->stops.n; i++)
		n += s->stops.list[i].kind == kind;
	str_addf(to, "%s%s%s", n == 0 ? "no " : "", word, n == 1 ? "" : many);
	for (int i = 0; i < s->stops.n; i++)
		if (s->stops.list[i].kind == kind)
			str_addf(to, " %d", s->stops.list[i].number);
}

static bool no_such(const struct session *s, int number, bool watches, struct err *e)
{
	struct str list = { 0 };

	list_numbers(s, STOP_BREAK, &list);
	if (watches) {
		str_add(&list, " and ");
		list_numbers(s, STOP_WATCH, &list);
	}
	err_set(e, "there is no %s %d. there %s: %s", watches ? "break or watch" : "break", number,
		s->stops.n == 1 ? "is" : "are", str_text(&list));
	str_done(&list);
	return false;
}

struct stop *stops_find(const struct session *s, int number, struct err *e)
{
	struct stop *b = stops_get(s, number);

	if (!b)
		no_such(s, number, true, e);
	return b;
}

struct stop *stops_find_break(const struct session *s, int number, struct err *e)
{
	struct stop *b = stops_get(s, number);
	char got[GIVEN_TEXT];

	if (b && b->kind == STOP_BREAK)
		return b;
	if (b)
		err_set(e, "%d is a watch, %s: it stops nothing", number, given(got, stop_text(b)));
	else
		no_such(s, number, false, e);
	return NULL;
}

const struct stop *stops_find_goal(const struct session *s, int number, unsigned who, struct err *e)
{
	const struct stop *b = stops_find_break(s, number, e);

	if (b && !b->enabled)
		err_set(e, "break %d is disabled. first: enable %d", number, number);
	else if (b && b->who && !(b->who & who))
		err_set(e, "break %d is for trainer %c: continue %d @%c", number, b->who & WHO_A ? 'A' : 'B', number,
			b->who & WHO_A ? 'a' : 'b');
	else
		return b;
	return NULL;
}

/* Blanks make no difference between texts of conditions: they stand between words only where operators do. */
static bool same_words(const char *a, const char *b)
{
	for (;; a++, b++) {
		while (ascii_is_space(*a))
			a++;
		while (ascii_is_space(*b))
			b++;
		if (*a != *b || *a == '\0')
			return *a == *b;
	}
}

const struct stop *stops_find_same(const struct session *s, const struct stop *b)
{
	for (int i = 0; i < s->stops.n; i++) {
		const struct stop *other = &s->stops.list[i];
		if (other->kind == b->kind && other->who == b->who && same_words(stop_text(other), stop_text(b)))
			return other;
	}
	return NULL;
}

/* What has happened to it, which nobody takes back. */
static void keep_counts(struct stop *to, const struct stop *from)
{
	to->hits = from->hits;
	to->stopped = from->stopped;
	memcpy(to->was, from->was, sizeof to->was);
	memcpy(to->shown, from->shown, sizeof to->shown);
	memcpy(to->was_shown, from->was_shown, sizeof to->was_shown);
}

void stops_put(struct session *s, const struct stop *b)
{
	struct stop copy = stop_copy(b), *at = stops_get(s, b->number);

	if (at) {
		keep_counts(&copy, at);
		stop_done(at);
	} else {
		at = make_room(&s->stops, b->number);
	}
	*at = copy;
}

void stops_remove(struct session *s, int number)
{
	struct stops *l = &s->stops;
	int i = index_of(s, number);

	stop_done(&l->list[i]);
	l->n--;
	memmove(&l->list[i], &l->list[i + 1], (size_t)(l->n - i) * sizeof *l->list);
}

void stops_clear(struct session *s)
{
	for (int i = 0; i < s->stops.n; i++)
		stop_done(&s->stops.list[i]);
	free(s->stops.list);
	stops_drop_due(s);
	s->stops = (struct stops){ 0 };
}

/* ---- Firing */

static bool is_for(const struct stop *b, int who)
{
	return b->kind == STOP_BREAK && b->enabled && (b->who == 0 || b->who & 1u << who);
}

static bool fires(struct session *s, const struct stop *b, int who)
{
	return is_for(b, who) && expr_true(s, b->expr, who) && (!b->was[who] || expr_names_event(b->expr));
}

void stops_note(struct session *s, int who)
{
	for (int i = 0; i < s->stops.n; i++) {
		struct stop *b = &s->stops.list[i];
		if (b->kind == STOP_BREAK)
			b->was[who] = expr_true(s, b->expr, who);
	}
}

/* A condition may name the other trainer: what has become true for both fires once. */
static void note_all(struct session *s)
{
	for (int who = 0; who < TRAINERS; who++)
		if (run_exists(&s->run[who]))
			stops_note(s, who);
}

void stops_begin(struct session *s)
{
	s->stops.at = 0;
	note_all(s);
}

/* Whether it stops, now that it fires. */
static bool count_hit(struct stop *b)
{
	b->hits++;
	if (b->ignore == 0)
		return true;
	b->ignore--;
	return false;
}

static void stand_at(struct session *s, const struct stop *b, int who)
{
	s->stops.at = b->number;
	s->stops.at_who = who;
	for (int i = 0; i < TRAINERS; i++)
		s->stops.at_update[i] = run_exists(&s->run[i]) ? run_state(&s->run[i])->update : 0;
}

int stops_check(struct session *s, int who)
{
	int first = -1;

	for (int i = 0; i < s->stops.n; i++) {
		struct stop *b = &s->stops.list[i];
		bool heeded = s->goal.only == 0 || s->goal.only == b->number;
		b->stopped = heeded && fires(s, b, who) && count_hit(b);
		if (b->stopped && first < 0)
			first = i;
	}
	note_all(s);
	if (first >= 0)
		stand_at(s, &s->stops.list[first], who);
	return first;
}

bool stops_would_fire(struct session *s, int who, const int *only)
{
	for (int i = 0; i < s->stops.n; i++)
		if ((!only || s->stops.list[i].number == *only) && fires(s, &s->stops.list[i], who))
			return true;
	return false;
}

bool stops_may_stop(const struct session *s, unsigned who)
{
	for (int i = 0; i < TRAINERS; i++)
		for (int j = 0; who & 1u << i && j < s->stops.n; j++)
			if (is_for(&s->stops.list[j], i))
				return true;
	return false;
}

int stops_stands_at(const struct session *s)
{
	for (int i = 0; i < TRAINERS; i++)
		if (run_exists(&s->run[i]) && run_state(&s->run[i])->update != s->stops.at_update[i])
			return 0;
	return s->stops.at;
}

/* ---- What is to be done at a break */

static void make_due(struct stops *l, const struct stop *b)
{
	l->due = xresize(l->due, (size_t)l->ndue + 1, sizeof *l->due);
	l->due[l->ndue++] = (struct due){ b->number, xstrdup(b->commands) };
}

void stops_finish(struct session *s)
{
	for (int i = 0; s->stops.at && i < s->stops.n; i++) {
		const struct stop *b = &s->stops.list[i];
		if (b->stopped && b->commands)
			make_due(&s->stops, b);
		if (!b->stopped || !b->once)
			continue;
		out_line(s->out, OUT_STOP, "break %d is gone: it was for once", b->number);
		stops_remove(s, b->number);
		i--;
	}
}

char *stops_take_due(struct session *s, int *number)
{
	struct stops *l = &s->stops;
	char *text;

	if (l->ndue == 0)
		return NULL;
	*number = l->due[0].number;
	text = l->due[0].text;
	memmove(l->due, l->due + 1, (size_t)--l->ndue * sizeof *l->due);
	return text;
}

void stops_drop_due(struct session *s)
{
	for (int i = 0; i < s->stops.ndue; i++)
		free(s->stops.due[i].text);
	free(s->stops.due);
	s->stops.due = NULL;
	s->stops.ndue = 0;
}
