/* Comparing sessions. */
#include "alike.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "run/recipe.h"
#include "run/stops.h"

static bool same_number(double a, double b)
{
	return a == b || (a != a && b != b);
}

/* ---- States */

/* A generator's err is that of the latest test update, or of the moment in which its iterate was chosen: who travels there
 * knows nothing of that moment. */
static void compare_measures(const struct run *a, const struct run *b, bool finite, int who, struct str *unlike)
{
	size_t n = (size_t)a->trace.ntracked;

	if (a->iterate != b->iterate)
		str_addf(unlike, "%c: iterate %d, %d\n", 'A' + who, a->iterate, b->iterate);
	if (memcmp(a->lp, b->lp, n * sizeof *a->lp) != 0)
		str_addf(unlike, "%c: likelihoods differ\n", 'A' + who);
	if (memcmp(a->hits, b->hits, n * sizeof *a->hits) != 0)
		str_addf(unlike, "%c: hits differ\n", 'A' + who);
	if (finite && !same_number(a->err, b->err))
		str_addf(unlike, "%c: err %g, %g\n", 'A' + who, a->err, b->err);
}

void alike_states(const struct session *a, const struct session *b, struct str *unlike)
{
	for (int who = 0; who < TRAINERS; who++) {
		const struct run *x = &a->run[who], *y = &b->run[who];
		if (run_exists(x) != run_exists(y))
			str_addf(unlike, "%c is there in one only\n", 'A' + who);
		if (!run_exists(x) || !run_exists(y))
			continue;
		if (run_update(x) != run_update(y))
			str_addf(unlike, "%c: update %" PRIu64 ", %" PRIu64 "\n", 'A' + who, run_update(x), run_update(y));
		if (state_hash(run_state(x)) != state_hash(run_state(y)))
			str_addf(unlike, "%c: hash %016" PRIx64 ", %016" PRIx64 "\n", 'A' + who, state_hash(run_state(x)),
				 state_hash(run_state(y)));
		compare_measures(x, y, task_is_finite(a->task), who, unlike);
	}
}

/* ---- Settings */

static void compare_setting(const struct config *a, const struct config *b, const struct setting *key, int who,
			    const char *where, struct str *unlike)
{
	struct str x = { 0 }, y = { 0 };

	recipe_value(key, a, who, &x);
	recipe_value(key, b, who, &y);
	if (strcmp(str_text(&x), str_text(&y)) != 0)
		str_addf(unlike, "%s%s @%c: %s, %s\n", where, key->name, 'a' + who, str_text(&x), str_text(&y));
	str_done(&x);
	str_done(&y);
}

void alike_settings(const struct session *a, const struct session *b, struct str *unlike)
{
	for (int i = 0; i < setting_count; i++)
		for (int who = 0; who < (setting_table[i].per_trainer ? TRAINERS : 1); who++)
			if (!session_is_habit(&setting_table[i]))
				compare_setting(&a->config, &b->config, &setting_table[i], who, "", unlike);
}

/* ---- Breaks and watches */

static void print_stops(const struct session *s, struct str *to)
{
	for (int i = 0; i < s->stops.n; i++) {
		const struct stop *b = &s->stops.list[i];
		str_addf(to, "%s %s of %u%s%s, ignore %" PRIu64 ", do %s\n", b->kind == STOP_BREAK ? "break" : "watch", stop_text(b),
			 b->who, b->once ? ", once" : "", b->enabled ? "" : ", disabled", b->ignore, b->commands ? b->commands : "-");
	}
}

void alike_stops(const struct session *a, const struct session *b, struct str *unlike)
{
	struct str x = { 0 }, y = { 0 };

	print_stops(a, &x);
	print_stops(b, &y);
	if (strcmp(str_text(&x), str_text(&y)) != 0)
		str_addf(unlike, "breaks and watches:\n%sand:\n%s", str_text(&x), str_text(&y));
	str_done(&x);
	str_done(&y);
}

/* ---- Marks */

static void compare_place(const struct mark *m, const struct session *b, int who, struct str *unlike)
{
	const struct mark *other = marks_find(&b->marks, m->name);
	const struct marked *x = &m->place[who], *y = other ? &other->place[who] : NULL;

	if (!x->line)
		return;
	if (!y || !y->line)
		str_addf(unlike, "mark %s @%c is not there\n", m->name, 'a' + who);
	else if (x->update != y->update)
		str_addf(unlike, "mark %s @%c: update %" PRIu64 ", %" PRIu64 "\n", m->name, 'a' + who, x->update, y->update);
	else if (x->queries != y->queries)
		str_addf(unlike, "mark %s @%c: %" PRIu64 " queries, %" PRIu64 "\n", m->name, 'a' + who, x->queries, y->queries);
}

void alike_own_marks(const struct session *a, const struct session *b, struct str *unlike)
{
	for (int i = 0; i < a->marks.n; i++)
		for (int who = 0; who < TRAINERS; who++) {
			const struct marked *at = &a->marks.list[i].place[who];
			if (at->line && run_exists(&a->run[who]) && timeline_agree(at->line, a->run[who].line, at->update))
				compare_place(&a->marks.list[i], b, who, unlike);
		}
}

/* ---- Lines */

/* The weights that a frozen behaviour reads lie elsewhere in each session. */
static bool same_config(const struct train_config *a, const struct train_config *b, size_t nparam)
{
	struct train_config x = *a, y = *b;

	if (!x.frozen != !y.frozen || (x.frozen && memcmp(x.frozen, y.frozen, nparam * sizeof *x.frozen) != 0))
		return false;
	x.frozen = y.frozen = NULL;
	return memcmp(&x, &y, sizeof x) == 0;
}

static void add_spans(const struct timeline *t, struct str *to)
{
	for (int i = 0; i < t->nspan; i++)
		str_addf(to, " %" PRIu64, t->span[i].from);
}

static void compare_spans(const struct timeline *a, const struct timeline *b, size_t nparam, int who, const char *name,
			  struct str *unlike)
{
	if (a->nspan != b->nspan) {
		str_addf(unlike, "%sspans from", name);
		add_spans(a, unlike);
		str_add(unlike, " and");
		add_spans(b, unlike);
		str_add(unlike, "\n");
	}
	for (int i = 0; i < a->nspan && i < b->nspan; i++) {
		const struct span *x = &a->span[i], *y = &b->span[i];
		if (x->from != y->from || x->test_every != y->test_every || !same_config(&x->config, &y->config, nparam))
			str_addf(unlike, "%sspan %d from %" PRIu64 ", %" PRIu64 " differs\n", name, i, x->from, y->from);
		for (int k = 0; k < setting_count; k++)
			if (setting_table[k].when == SETTING_LIVE && !session_is_habit(&setting_table[k]))
				compare_setting(&x->settings, &y->settings, &setting_table[k], who, name, unlike);
	}
}

/* `measured`: also what depends on the iterate. */
static void compare_rows(const struct trace *a, const struct trace *b, bool measured, const char *name, struct str *unlike)
{
	size_t n = a->rows + a->ahead, tracked = (size_t)a->ntracked;

	if (n != b->rows + b->ahead || a->rows != b->rows || a->stride != b->stride) {
		str_addf(unlike, "%s%zu + %zu rows, %zu + %zu\n", name, a->rows, a->ahead, b->rows, b->ahead);
		return;
	}
	for (size_t row = 0; row < n; row++) {
		const double *x = a->scalar + trace_row(a, row) * TRACE_COLUMNS,
			     *y = b->scalar + trace_row(b, row) * TRACE_COLUMNS;
		size_t i = trace_row(a, row) * tracked, j = trace_row(b, row) * tracked;
		for (int c = 0; c < TRACE_COLUMNS; c++)
			if ((measured || c != TRACE_ERR) && !same_number(x[c], y[c]))
				str_addf(unlike, "%srow of update %g, column %d: %g, %g\n", name, x[TRACE_UPDATE], c, x[c], y[c]);
		if (measured && memcmp(a->lp + i, b->lp + j, tracked * sizeof *a->lp) != 0)
			str_addf(unlike, "%srow of update %g: likelihoods differ\n", name, x[TRACE_UPDATE]);
		if (memcmp(a->hits + i, b->hits + j, tracked * sizeof *a->hits) != 0)
			str_addf(unlike, "%srow of update %g: hits differ\n", name, x[TRACE_UPDATE]);
	}
}

static void compare_line(const struct timeline *a, const struct timeline *b, size_t nparam, int who, const char *name,
			 struct str *unlike)
{
	if (a->id != b->id || a->seed != b->seed)
		str_addf(unlike, "%sline %u, %u\n", name, a->id, b->id);
	if (a->end != b->end || a->queries != b->queries)
		str_addf(unlike, "%send %" PRIu64 ", %" PRIu64 "; queries %" PRIu64 ", %" PRIu64 "\n", name, a->end, b->end, a->queries,
			 b->queries);
	compare_spans(a, b, nparam, who, name, unlike);
}

static bool is_present(const struct session *s, const struct timeline *line)
{
	return line == s->run[0].line || line == s->run[1].line;
}

static void compare_marked(const struct session *a, const struct session *b, const struct mark *m, int who, bool measured,
			   struct str *unlike)
{
	const struct mark *other = marks_find(&b->marks, m->name);
	const struct timeline *x = m->place[who].line, *y = other ? other->place[who].line : NULL;
	struct str name = { 0 };

	compare_place(m, b, who, unlike);
	if (!x || !y)
		return;
	str_addf(&name, "mark %s @%c: ", m->name, 'a' + who);
	compare_line(x, y, a->task->nparam, who, str_text(&name), unlike);
	if (is_present(a, x) != is_present(b, y))
		str_addf(unlike, "%sone is on its line\n", str_text(&name));
	else if (!is_present(a, x))
		compare_rows(&x->trace, &y->trace, measured, str_text(&name), unlike);
	str_done(&name);
}

void alike_lines(const struct session *a, const struct session *b, bool measured, struct str *unlike)
{
	static const char *const names[] = { "A: ", "B: " };

	for (int who = 0; who < TRAINERS; who++) {
		if (!run_exists(&a->run[who]) || !run_exists(&b->run[who]))
			continue;
		compare_line(a->run[who].line, b->run[who].line, a->task->nparam, who, names[who], unlike);
		compare_rows(&a->run[who].trace, &b->run[who].trace, measured, names[who], unlike);
	}
	if (a->marks.n != b->marks.n)
		str_addf(unlike, "%d marks, %d\n", a->marks.n, b->marks.n);
	for (int i = 0; i < a->marks.n; i++)
		for (int who = 0; who < TRAINERS; who++)
			compare_marked(a, b, &a->marks.list[i], who, measured, unlike);
}
