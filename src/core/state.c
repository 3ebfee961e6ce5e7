/* The block's layout. */
#include "core/state.h"

#include "base/hash.h"
#include "base/xalloc.h"

_Static_assert(sizeof(struct tally) % sizeof(double) == 0, "tallies stand among doubles");
_Static_assert(offsetof(struct state, mem) == sizeof(struct state), "no padding before mem");

struct state *state_new(size_t nparam, size_t nopt, size_t ntracked)
{
	size_t doubles = 2 * nparam + nopt + ntracked;
	size_t bytes = sizeof(struct state) + doubles * sizeof(double) + ntracked * sizeof(struct tally);
	struct state *s = xcalloc(1, bytes);

	*s = (struct state){ .bytes = bytes, .nparam = nparam, .nopt = nopt, .ntracked = ntracked };
	return s;
}

struct state *state_copy(const struct state *s)
{
	return xmemdup(s, s->bytes);
}

double *state_w(struct state *s)
{
	return s->mem;
}

const double *state_w_of(const struct state *s)
{
	return s->mem;
}

double *state_opt(struct state *s)
{
	return s->mem + s->nparam;
}

double *state_w_sum(struct state *s)
{
	return s->mem + s->nparam + s->nopt;
}

const double *state_w_sum_of(const struct state *s)
{
	return s->mem + s->nparam + s->nopt;
}

double *state_p_sum(struct state *s)
{
	return state_w_sum(s) + s->nparam;
}

const double *state_p_sum_of(const struct state *s)
{
	return state_w_sum_of(s) + s->nparam;
}

struct tally *state_tally(struct state *s)
{
	return (struct tally *)(state_p_sum(s) + s->ntracked);
}

const struct tally *state_tally_of(const struct state *s)
{
	return (const struct tally *)(state_p_sum_of(s) + s->ntracked);
}

uint64_t state_hash(const struct state *s)
{
	return hash_bytes(s, s->bytes);
}
