/* A is behind where B has asked more, or made more updates. */
#include "run/sync.h"

bool sync_holds(const struct session *s)
{
	return session_split(s) && s->config.sync != SYNC_OFF;
}

/* What they are to have the same of. */
static uint64_t amount(const struct session *s, int who)
{
	const struct state *st = run_state(&s->run[who]);

	return s->config.sync == SYNC_UPDATES ? st->update : st->all.queries;
}

/* It was trained, and that cost nothing. */
static bool asked_nothing(const struct session *s, int who)
{
	const struct run *r = &s->run[who];

	return s->config.sync == SYNC_QUERIES && run_state(r)->update > 0 && r->last.now.queries == 0;
}

int sync_turn(const struct session *s, int last)
{
	if (!sync_holds(s) || asked_nothing(s, 0) || asked_nothing(s, 1))
		return !last;
	return amount(s, 1) < amount(s, 0);
}

void sync_round(struct session *s)
{
	uint64_t a = amount(s, 0), b = amount(s, 1);

	s->goal.aim = a > b ? a : b;
	s->goal.who = a == b ? WHO_AB : a < b ? WHO_A : WHO_B;
	s->goal.turn = s->goal.who & WHO_A ? 0 : 1;
}

bool sync_caught_up(const struct session *s, int who)
{
	return amount(s, who) >= s->goal.aim || asked_nothing(s, who);
}

/* ---- back */

/* Rounds from the beginning on, through what the traces hold: rows of A and of B. Of a long run they hold every second update,
 * or fewer, and a round is no shorter than from one row to the next. */
struct walk {
	const struct session *s;
	size_t row[TRAINERS];
};

static double at(const struct walk *w, int who, size_t row)
{
	return trace_scalar(&w->s->run[who].trace, row, TRACE_QUERIES);
}

static size_t last_row(const struct walk *w, int who)
{
	return w->s->run[who].trace.rows - 1;
}

/* As sync_round() and sync_caught_up() would have it. False: one of them has not come so far. */
static bool walk_on(struct walk *w)
{
	double count[TRAINERS] = { at(w, 0, w->row[0]), at(w, 1, w->row[1]) };
	double aim = count[count[1] > count[0]];

	for (int i = 0; i < TRAINERS; i++) {
		bool goes = count[0] == count[1] || count[i] < aim;
		while (goes) {
			if (w->row[i]++ == last_row(w, i))
				return false;
			goes = at(w, i, w->row[i]) < aim && at(w, i, w->row[i]) > at(w, i, w->row[i] - 1);
		}
	}
	return true;
}

static bool is_here(const struct walk *w)
{
	return w->row[0] == last_row(w, 0) && w->row[1] == last_row(w, 1);
}

/* Rounds of updates need no trace: they are the updates that both have made, and from between two one to there. */
static void back_by_updates(const struct session *s, uint64_t n, uint64_t target[TRAINERS])
{
	uint64_t a = amount(s, 0), b = amount(s, 1), both = a < b ? a : b;

	n -= a != b;
	target[0] = target[1] = both > n ? both - n : 0;
}

static void back_by_queries(const struct session *s, uint64_t n, uint64_t target[TRAINERS])
{
	struct walk there = { .s = s }, w = there;
	uint64_t rounds = 0, most;

	while (walk_on(&w)) {
		there = w;
		rounds++;
	}
	most = rounds + !is_here(&there); /* from between two rounds the first step leads to the one before */
	w = (struct walk){ .s = s };
	for (uint64_t left = most > n ? most - n : 0; left > 0; left--)
		walk_on(&w);
	for (int i = 0; i < TRAINERS; i++)
		target[i] = (uint64_t)trace_scalar(&s->run[i].trace, w.row[i], TRACE_UPDATE);
}

void sync_back(const struct session *s, uint64_t n, uint64_t target[TRAINERS])
{
	if (s->config.sync == SYNC_UPDATES)
		back_by_updates(s, n, target);
	else
		back_by_queries(s, n, target);
}
