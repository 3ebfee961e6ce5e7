/* Rows on demand. */
#include "core/desk.h"

#include <stdlib.h>

#include "base/xalloc.h"
#include "core/vector.h"

static void sheet_init(struct sheet *s, const struct task *t, bool for_drawing)
{
	size_t n = (size_t)t->nstate, k = (size_t)t->k;

	s->open = xcalloc(n, sizeof *s->open);
	s->ready = xcalloc(n, sizeof *s->ready);
	s->row = xcalloc(n, sizeof *s->row);
	s->weight = xcalloc(n * k, sizeof *s->weight);
	s->cum = for_drawing ? xcalloc(n * k, sizeof *s->cum) : NULL;
	s->guess = xcalloc(n, sizeof *s->guess);
	for (size_t i = 0; i < n; i++) {
		s->row[i].weight = s->weight + i * k;
		s->row[i].cum = for_drawing ? s->cum + i * k : NULL;
	}
}

static void sheet_done(struct sheet *s)
{
	free(s->open);
	free(s->ready);
	free(s->row);
	free(s->weight);
	free(s->cum);
	free(s->guess);
}

void desk_init(struct desk *d, const struct task *t)
{
	size_t k = (size_t)t->k;

	*d = (struct desk){ 0 };
	sheet_init(&d->draw, t, true);
	sheet_init(&d->second, t, true);
	sheet_init(&d->plain, t, false);
	d->coins = xcalloc((size_t)t->N, sizeof *d->coins);
	d->tries = xcalloc(DESK_TRIES, sizeof *d->tries);
	d->alive = xcalloc(DESK_TRIES, sizeof *d->alive);
	d->path = xcalloc((size_t)t->N, sizeof *d->path);
	d->count = xcalloc((size_t)t->nstate * k, sizeof *d->count);
	d->v = xcalloc(CHUNK * k, sizeof *d->v);
	d->q0a = xcalloc(CHUNK * k, sizeof *d->q0a);
	d->q0e1 = xcalloc(CHUNK * k, sizeof *d->q0e1);
	d->other_a = xcalloc(CHUNK * k, sizeof *d->other_a);
	d->other_e1 = xcalloc(CHUNK * k, sizeof *d->other_e1);
	d->other_most = xcalloc(CHUNK, sizeof *d->other_most);
}

void desk_done(struct desk *d)
{
	sheet_done(&d->draw);
	sheet_done(&d->second);
	sheet_done(&d->plain);
	free(d->coins);
	free(d->tries);
	free(d->alive);
	free(d->path);
	free(d->count);
	free(d->v);
	free(d->q0a);
	free(d->q0e1);
	free(d->other_a);
	free(d->other_e1);
	free(d->other_most);
	*d = (struct desk){ 0 };
}

bool desk_go_on(struct desk *d)
{
	if (!d->stop)
		return true;
	if (d->patience && !d->patience->go_on(d->patience->self))
		atomic_store_explicit(d->stop, true, memory_order_relaxed);
	return !atomic_load_explicit(d->stop, memory_order_relaxed);
}

bool desk_spend(struct desk *d, int n)
{
	enum { CANDIDATES_A_QUESTION = 8192 };

	d->candidates += n;
	if (d->candidates < CANDIDATES_A_QUESTION)
		return true;
	d->candidates = 0;
	return desk_go_on(d);
}

void sheet_clear(struct sheet *s)
{
	for (int i = 0; i < s->nopen; i++)
		s->ready[s->open[i]] = false;
	s->nopen = 0;
}

/* weight / sum becomes (1 - mix) weight / sum + mix / k. */
static void blend(struct row *row, double mix, int k)
{
	double even = mix * row->sum / k;

	for (int y = 0; y < k; y++)
		row->weight[y] = (1.0 - mix) * row->weight[y] + even;
	row->sum = vector_cumulate(row->weight, k, row->cum);
}

void sheet_open(struct sheet *s, const struct rows *r, const struct subject *p, int state)
{
	s->open[s->nopen++] = state;
	s->ready[state] = true;
	rows_at(r, p, state, &s->row[state]);
	if (s->mix > 0.0)
		blend(&s->row[state], s->mix, r->task->k);
	s->guess[state] = (struct interval){ 0 };
}
