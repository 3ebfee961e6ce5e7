/* When breaks fire, and what is to be done then. */
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "run/stops.h"

static bool is_for(const struct stop *b, int who)
{
	return b->kind == STOP_BREAK && b->enabled && (b->who == 0 || b->who & 1u << who);
}

static bool is_meant(const struct stop *b, int only)
{
	return only == 0 || b->number == only;
}

/* That it holds stops where it did not hold before, or where that is an event each time. */
static bool is_news(const struct stop *b, bool was)
{
	return !was || expr_names_event(b->expr);
}

static bool fires(struct session *s, const struct stop *b, int who)
{
	return is_for(b, who) && expr_true_after(s, b->expr, who) && is_news(b, b->was[who]);
}

static bool fired(const struct session *s, const struct stop *b, int who, size_t row)
{
	return is_for(b, who) && expr_true_at(s, b->expr, who, row) &&
	       is_news(b, expr_true_at(s, b->expr, who, row - 1));
}

void stops_note(struct session *s, int who)
{
	for (int i = 0; i < s->stops.n; i++) {
		struct stop *b = &s->stops.list[i];
		if (b->kind != STOP_BREAK)
			continue;
		b->was[who] = expr_true(s, b->expr, who);
		expr_note(s, b->expr, who);
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

void stops_stand(struct session *s, int number, int who)
{
	s->stops.at = number;
	s->stops.at_who = who;
	for (int i = 0; i < TRAINERS; i++)
		s->stops.at_update[i] = run_exists(&s->run[i]) ? run_state(&s->run[i])->update : 0;
}

int stops_check(struct session *s, int who)
{
	int first = -1;

	for (int i = 0; i < s->stops.n; i++) {
		struct stop *b = &s->stops.list[i];
		b->stopped = is_meant(b, s->goal.only) && fires(s, b, who) && count_hit(b);
		if (b->stopped && first < 0)
			first = i;
	}
	note_all(s);
	if (first >= 0)
		stops_stand(s, s->stops.list[first].number, who);
	return first;
}

int stops_would_fire(struct session *s, int who, int only)
{
	for (int i = 0; i < s->stops.n; i++)
		if (is_meant(&s->stops.list[i], only) && fires(s, &s->stops.list[i], who))
			return s->stops.list[i].number;
	return 0;
}

int stops_fired(const struct session *s, int who, int only, size_t row)
{
	for (int i = 0; i < s->stops.n; i++)
		if (is_meant(&s->stops.list[i], only) && fired(s, &s->stops.list[i], who, row))
			return s->stops.list[i].number;
	return 0;
}

bool stops_kept(const struct session *s, int who, int only)
{
	for (int i = 0; i < s->stops.n; i++) {
		const struct stop *b = &s->stops.list[i];
		if (is_meant(b, only) && is_for(b, who) && !expr_kept(s, b->expr, who))
			return false;
	}
	return true;
}

bool stops_may_stop(struct session *s, unsigned who)
{
	for (int i = 0; i < TRAINERS; i++)
		for (int j = 0; who & 1u << i && j < s->stops.n; j++) {
			const struct stop *b = &s->stops.list[j];
			if (is_for(b, i) && (expr_names_event(b->expr) || !expr_true(s, b->expr, i)))
				return true;
		}
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
