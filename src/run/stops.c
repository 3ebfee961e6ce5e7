/* The list of breaks and watches. */
#include "run/stops.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/given.h"
#include "base/xalloc.h"

/* ---- One */

/* A metric and nothing behind it. */
static bool is_metric(const struct session *s, const char *text, struct metric_ref *to)
{
	size_t n = session_ready(s) ? metric_parse(s, text, to, NULL) : 0;

	return n > 0 && text[n + strspn(text + n, " \t")] == '\0' && to->set != SET_EACH;
}

static bool is_one(unsigned who)
{
	return who == WHO_A || who == WHO_B;
}

bool stop_parse(const struct session *s, enum stop_kind kind, const char *text, struct stop *to, struct err *e)
{
	*to = (struct stop){ .kind = kind, .enabled = true };
	if (kind == STOP_WATCH && is_metric(s, text, &to->metric))
		return true;
	to->expr = expr_parse(s, text, e);
	if (to->expr && kind == STOP_BREAK && is_one(expr_trainers(to->expr)))
		to->who = expr_trainers(to->expr);
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

static int count(const struct session *s, enum stop_kind kind)
{
	int n = 0;

	for (int i = 0; i < s->stops.n; i++)
		n += s->stops.list[i].kind == kind;
	return n;
}

/* `breaks 1 2 4` */
static void list_numbers(const struct session *s, enum stop_kind kind, struct str *to)
{
	const char *word = kind == STOP_BREAK ? "break" : "watch", *many = kind == STOP_BREAK ? "s" : "es";
	int n = count(s, kind);

	str_addf(to, "%s%s%s", n == 0 ? "no " : "", word, n == 1 ? "" : many);
	for (int i = 0; i < s->stops.n; i++)
		if (s->stops.list[i].kind == kind)
			str_addf(to, " %d", s->stops.list[i].number);
}

static bool no_such(const struct session *s, int number, bool watches, struct err *e)
{
	int n = count(s, STOP_BREAK) + (watches ? count(s, STOP_WATCH) : 0);
	const char *what = watches ? "break or watch" : "break";
	struct str list = { 0 };

	list_numbers(s, STOP_BREAK, &list);
	if (watches) {
		str_add(&list, " and ");
		list_numbers(s, STOP_WATCH, &list);
	}
	if (n == 0)
		err_set(e, "there is no %s %d: %s are set", what, number, str_text(&list));
	else
		err_set(e, "there is no %s %d. there %s: %s", what, number, n == 1 ? "is" : "are", str_text(&list));
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
