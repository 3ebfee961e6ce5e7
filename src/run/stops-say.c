/* What is said of breaks and watches while time moves. */
#include <stdio.h>
#include <string.h>

#include "run/journal.h"
#include "run/stops.h"

/* `; break 3 holds too`: the others that stopped at the same update. */
static void add_others(const struct session *s, struct str *to)
{
	int n = 0;

	for (int i = 0; i < s->stops.n; i++)
		n += s->stops.list[i].stopped && s->stops.list[i].number != s->stops.at;
	if (n == 0)
		return;
	str_addf(to, "; break%s", n == 1 ? "" : "s");
	for (int i = 0; i < s->stops.n; i++)
		if (s->stops.list[i].stopped && s->stops.list[i].number != s->stops.at)
			str_addf(to, " %d", s->stops.list[i].number);
	str_add(to, n == 1 ? " holds too" : " hold too");
}

void stops_say(struct session *s)
{
	const struct stop *b = stops_get(s, s->stops.at);
	struct str values = { 0 }, others = { 0 };
	char name[32];

	if (run_exists(&s->run[1]))
		str_addf(&values, "%s: ", session_trainer_name(s, s->stops.at_who, name));
	expr_values(s, b->expr, s->stops.at_who, &values);
	add_others(s, &others);
	out_line(s->out, OUT_STOP, "stop: break %d, %s (%s)%s.", b->number, stop_text(b), str_text(&values),
		 str_text(&others));
	journal_event(s, s->stops.at_who, "break", -1, stop_text(b));
	str_done(&values);
	str_done(&others);
}

void stops_say_gone(struct session *s, int n)
{
	if (n > 0)
		out_line(s->out, OUT_NOTE, "%d break%s or watch%s gone with the task before", n, n == 1 ? "" : "s",
			 n == 1 ? " is" : "es are");
}

/* ---- Watches */

static double value_of(struct session *s, const struct stop *w, int who)
{
	return w->expr ? (double)expr_true(s, w->expr, who) : metric_now(s, &w->metric, who);
}

static void print_value(const struct stop *w, double v, char to[40])
{
	if (w->expr)
		snprintf(to, 40, "%s", v > 0.0 ? "true" : "false");
	else
		metric_print(&w->metric, v, to);
}

/* A metric that names its trainer has one value. */
unsigned stops_shown_for(const struct session *s, const struct stop *b)
{
	unsigned there = run_exists(&s->run[1]) ? WHO_AB : WHO_A;

	if (!b->expr && b->metric.who >= 0)
		return 1u << b->metric.who;
	return b->who ? b->who & there : there;
}

void stops_print_value(struct session *s, const struct stop *b, int who, struct str *to)
{
	char now[40];

	if (b->kind == STOP_BREAK) {
		expr_values(s, b->expr, who, to);
		return;
	}
	print_value(b, value_of(s, b, who), now);
	str_add(to, now);
}

void stops_print_then(struct session *s, const struct stop *w, int who, struct str *to)
{
	bool runs = session_working(s);
	char then[40], now[40];

	if (!(runs ? w->was_shown : w->was_before)[who])
		return;
	print_value(w, (runs ? w->shown : w->before)[who], then);
	print_value(w, value_of(s, w, who), now);
	if (strcmp(then, now) != 0)
		str_add(to, then);
}

/* `A 3.6e-10 -> 2.9e-10 *, B 0.85`; without letters while there is only A. What reads the same has not changed. */
static void add_values(struct session *s, const struct stop *w, bool compared, struct str *to)
{
	unsigned who = stops_shown_for(s, w);
	char then[40], now[40];
	const char *between = "";

	for (int i = 0; i < TRAINERS; i++) {
		if (!(who & 1u << i))
			continue;
		print_value(w, w->shown[i], then);
		print_value(w, value_of(s, w, i), now);
		str_add(to, between);
		between = ", ";
		if (run_exists(&s->run[1]))
			str_addf(to, "%c ", 'A' + i);
		if (compared && w->was_shown[i] && strcmp(then, now) != 0)
			str_addf(to, "%s -> %s *", then, now);
		else
			str_add(to, now);
	}
}

void stops_print_watch(struct session *s, const struct stop *w, struct str *to)
{
	add_values(s, w, false, to);
}

void stops_show_watch(struct session *s, struct stop *w)
{
	struct str line = { 0 };

	add_values(s, w, true, &line);
	out_line(s->out, OUT_REPLY, "watch %d %s: %s", w->number, stop_text(w), str_text(&line));
	str_done(&line);
	for (int i = 0; i < TRAINERS; i++) {
		w->before[i] = w->shown[i];
		w->was_before[i] = w->was_shown[i];
		w->shown[i] = value_of(s, w, i);
		w->was_shown[i] = run_exists(&s->run[i]);
	}
}

void stops_show_watches(struct session *s)
{
	for (int i = 0; i < s->stops.n; i++) {
		struct stop *w = &s->stops.list[i];
		if (w->kind == STOP_WATCH && w->enabled)
			stops_show_watch(s, w);
	}
}
