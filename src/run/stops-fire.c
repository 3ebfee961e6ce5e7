/* When breaks fire, and what is to be done then. */
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "run/stops.h"

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
		bool heeded = s->goal.only == 0 || s->goal.only == b->number;
		b->stopped = heeded && fires(s, b, who) && count_hit(b);
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
		if ((!only || s->stops.list[i].number == only) && fires(s, &s->stops.list[i], who))
			return s->stops.list[i].number;
	return 0;
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
