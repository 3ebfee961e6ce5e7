/* Counting queries in the order in which they are asked. */
#include "core/meter.h"

#include <string.h>

/* What one response cost and earned. */
struct earned {
	uint64_t queries, at; /* its own, and those of the run with them */
	uint64_t reach;
	bool paid, off, found;
};

static void add(struct tally *to, const struct earned *r, uint64_t update)
{
	to->queries += r->queries;
	to->responses++;
	to->rewarded += r->paid;
	to->off += r->off;
	to->discovered += r->found;
	if (r->paid && to->first_hit == 0)
		to->first_hit = r->at;
	if (r->paid)
		to->last_paid = update + 1;
	if (to->reach < r->reach)
		to->reach = r->reach;
}

/* Behind an update: `now` are its counts. */
static void add_dry(struct tally *to, const struct tally *now)
{
	if (now->queries > 0)
		to->dry = now->rewarded > 0 ? 0 : to->dry + 1;
}

uint64_t meter_queries(const struct batch *b, const struct metering *how, int i)
{
	if (b->asked[i] >= 0)
		return (uint64_t)b->asked[i];
	return (uint64_t)how->reward->queries(b->right[i], b->N, how->query_count);
}

/* Of response i; `before`: the run's queries so far. A right response is the last that is asked about. */
static struct earned earned_by(const struct batch *b, const struct metering *how, int i, uint64_t before)
{
	uint64_t queries = meter_queries(b, how, i);
	bool asked = queries > 0, right = b->right[i] == b->N;

	return (struct earned){
		.queries = queries,
		.at = before + queries,
		.reach = asked && (right || how->by_prefix) ? (uint64_t)b->right[i] : 0,
		.paid = asked && right,
		.off = how->count_off && b->left[i] >= 0,
		.found = asked && right && b->lq0[i] < how->log_alpha,
	};
}

void meter_count(const struct batch *b, const struct metering *how, struct state *s, struct tally *now,
		 struct report *report)
{
	struct tally *tracked = state_tally(s);

	memset(now, 0, s->ntracked * sizeof *now);
	*report = (struct report){ 0 };
	for (int i = 0; i < b->B; i++) {
		const struct earned r = earned_by(b, how, i, s->all.queries);
		int track = b->prompt[i].track;
		add(&s->all, &r, s->update);
		add(&report->now, &r, s->update);
		if (track >= 0) {
			add(&tracked[track], &r, s->update);
			add(&now[track], &r, s->update);
		}
	}
	add_dry(&s->all, &report->now);
	for (uint64_t i = 0; i < s->ntracked; i++) {
		add_dry(&tracked[i], &now[i]);
		report->allwrong += now[i].queries > 0 && now[i].rewarded == 0;
		report->allright += now[i].responses > 0 && now[i].rewarded == now[i].responses;
	}
}
