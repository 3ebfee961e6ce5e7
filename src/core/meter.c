/* Counting queries in the order in which they are asked. */
#include "core/meter.h"

#include <string.h>

static void add(struct tally *to, uint64_t queries, bool paid, bool off, bool found, uint64_t at_query, uint64_t update)
{
	to->queries += queries;
	to->responses++;
	to->rewarded += paid;
	to->off += off;
	to->discovered += found;
	if (paid && to->first_hit == 0)
		to->first_hit = at_query;
	if (paid)
		to->last_paid = update + 1;
}

uint64_t meter_queries(const struct batch *b, const struct metering *how, int i)
{
	if (b->asked[i] >= 0)
		return (uint64_t)b->asked[i];
	return (uint64_t)how->reward->queries(b->right[i], b->N, how->query_count);
}

void meter_count(const struct batch *b, const struct metering *how, struct state *s, struct tally *now,
		 struct report *report)
{
	struct tally *tracked = state_tally(s);

	memset(now, 0, s->ntracked * sizeof *now);
	*report = (struct report){ 0 };
	for (int i = 0; i < b->B; i++) {
		uint64_t queries = meter_queries(b, how, i);
		uint64_t at = s->all.queries + queries; /* a right response is the last that is asked about */
		bool paid = queries > 0 && b->right[i] == b->N, off = how->count_off && b->left[i] >= 0;
		bool found = paid && b->lq0[i] < how->log_alpha;
		add(&s->all, queries, paid, off, found, at, s->update);
		add(&report->now, queries, paid, off, found, at, s->update);
		if (b->prompt[i].track >= 0) {
			add(&tracked[b->prompt[i].track], queries, paid, off, found, at, s->update);
			add(&now[b->prompt[i].track], queries, paid, off, found, at, s->update);
		}
	}
	for (uint64_t i = 0; i < s->ntracked; i++) {
		report->allwrong += now[i].queries > 0 && now[i].rewarded == 0;
		report->allright += now[i].responses > 0 && now[i].rewarded == now[i].responses;
	}
}
