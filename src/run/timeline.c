/* Spans and keyframes. */
#include "run/timeline.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

/* At least four keyframes are kept, however large. */
enum { KEY_BYTES_MOST = 24 << 20, KEYS_LEAST = 4, REST_STRIDE = 256 };

/* ---- life */

struct timeline *timeline_new(unsigned id, uint64_t seed, const struct span *first)
{
	struct timeline *t = xcalloc(1, sizeof *t);

	*t = (struct timeline){ .users = 1, .id = id, .seed = seed, .stride = TIMELINE_STRIDE, .nspan = 1 };
	t->span = xmemdup(first, sizeof *first);
	t->span[0].from = 0;
	return t;
}

static struct keyframe *hold_key(struct keyframe *k)
{
	k->users++;
	return k;
}

static void drop_key(struct keyframe *k)
{
	if (--k->users > 0)
		return;
	free(k->state);
	free(k);
}

static int keys_to(const struct timeline *t, uint64_t update)
{
	int n = t->nkey;

	while (n > 0 && t->key[n - 1]->update > update)
		n--;
	return n;
}

struct timeline *timeline_fork(const struct timeline *t, unsigned id, uint64_t at)
{
	struct timeline *to = timeline_new(id, t->seed, &t->span[0]);

	to->parent = t->id;
	to->forked_at = to->end = at;
	to->stride = t->stride;
	to->nspan = timeline_span(t, at) + 1;
	to->span = xresize(to->span, (size_t)to->nspan, sizeof *to->span);
	memcpy(to->span, t->span, (size_t)to->nspan * sizeof *to->span);
	to->nkey = keys_to(t, at);
	to->key = xcalloc((size_t)to->nkey, sizeof(struct keyframe *));
	for (int i = 0; i < to->nkey; i++)
		to->key[i] = hold_key(t->key[i]);
	return to;
}

struct timeline *timeline_hold(struct timeline *t)
{
	t->users++;
	return t;
}

void timeline_drop(struct timeline *t)
{
	if (!t || --t->users > 0)
		return;
	for (int i = 0; i < t->nkey; i++)
		drop_key(t->key[i]);
	free(t->key);
	free(t->span);
	trace_done(&t->trace);
	free(t);
}

void timeline_reach(struct timeline *t, const struct state *s)
{
	if (s->update < t->end)
		return;
	t->end = s->update;
	t->queries = s->all.queries;
}

/* ---- spans */

int timeline_span(const struct timeline *t, uint64_t update)
{
	int i = t->nspan - 1;

	while (i > 0 && t->span[i].from > update)
		i--;
	return i;
}

void timeline_set(struct timeline *t, const struct span *span)
{
	while (t->nspan > 0 && t->span[t->nspan - 1].from >= span->from)
		t->nspan--;
	if (t->nspan > 0 && span_same(&t->span[t->nspan - 1], span) && t->span[t->nspan - 1].texts == span->texts)
		return;
	t->span = xresize(t->span, (size_t)t->nspan + 1, sizeof *t->span);
	t->span[t->nspan++] = *span;
}

bool span_same(const struct span *a, const struct span *b)
{
	return a->test_every == b->test_every && memcmp(&a->config, &b->config, sizeof a->config) == 0;
}

/* Where span i ends, at `most` at the latest. */
static uint64_t end_of(const struct timeline *t, int i, uint64_t most)
{
	return i + 1 < t->nspan && t->span[i + 1].from < most ? t->span[i + 1].from : most;
}

/* Spans may be cut at other places and still say the same: looked at wherever one of either begins. */
bool timeline_agree(const struct timeline *a, const struct timeline *b, uint64_t update)
{
	int i = 0, j = 0;

	if (a == b)
		return update <= a->end;
	if (a->seed != b->seed || update > a->end || update > b->end)
		return false;
	for (uint64_t at = 0; at < update;) {
		uint64_t end_a = end_of(a, i, update), end_b = end_of(b, j, update);
		if (!span_same(&a->span[i], &b->span[j]))
			return false;
		at = end_a < end_b ? end_a : end_b;
		i += end_a == at;
		j += end_b == at;
	}
	return true;
}

/* ---- keyframes */

/* Those at multiples of a larger stride stay. */
static void thin(struct timeline *t, uint64_t stride)
{
	int to = 0;

	t->stride = stride;
	for (int i = 0; i < t->nkey; i++) {
		if (t->key[i]->update % stride == 0)
			t->key[to++] = t->key[i];
		else
			drop_key(t->key[i]);
	}
	t->nkey = to;
}

void timeline_put(struct timeline *t, struct state *s, double err, int iterate)
{
	int at = keys_to(t, s->update);
	struct keyframe *k = xcalloc(1, sizeof *k);

	*k = (struct keyframe){ .users = 1, .update = s->update, .err = err, .iterate = iterate, .state = s };
	t->key = xresize(t->key, (size_t)t->nkey + 1, sizeof(struct keyframe *));
	memmove(t->key + at + 1, t->key + at, (size_t)(t->nkey - at) * sizeof(struct keyframe *));
	t->key[at] = k;
	t->nkey++;
}

void timeline_keep(struct timeline *t, const struct state *s, double err, int iterate)
{
	const struct keyframe *last = timeline_key(t, s->update);
	size_t most = KEY_BYTES_MOST / s->bytes;

	if (s->update % t->stride != 0 || (last && last->update == s->update))
		return;
	timeline_put(t, state_copy(s), err, iterate);
	if ((size_t)t->nkey > (most > KEYS_LEAST ? most : KEYS_LEAST))
		thin(t, 2 * t->stride);
}

const struct keyframe *timeline_key(const struct timeline *t, uint64_t update)
{
	int n = keys_to(t, update);

	return n > 0 ? t->key[n - 1] : NULL;
}

/* Who returns makes the others again where he stays. */
void timeline_rest(struct timeline *t)
{
	uint64_t stride = t->stride;

	if (stride >= REST_STRIDE)
		return;
	thin(t, REST_STRIDE);
	t->stride = stride;
}
