/* The block's layout. */
#include "core/state.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "base/xalloc.h"
#include "core/logs.h"
#include "core/vector.h"

_Static_assert(sizeof(struct tally) % sizeof(double) == 0, "tallies stand among doubles");
_Static_assert(offsetof(struct state, mem) == sizeof(struct state), "no padding before mem");

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

const double *state_opt_of(const struct state *s)
{
	return s->mem + s->nparam;
}

static double *w_sum(struct state *s)
{
	return s->mem + s->nparam + s->nopt;
}

const double *state_w_sum_of(const struct state *s)
{
	return s->mem + s->nparam + s->nopt;
}

static double *log_p_sum(struct state *s)
{
	return w_sum(s) + s->nparam;
}

static const double *log_p_sum_of(const struct state *s)
{
	return state_w_sum_of(s) + s->nparam;
}

struct tally *state_tally(struct state *s)
{
	return (struct tally *)(log_p_sum(s) + s->ntracked);
}

const struct tally *state_tally_of(const struct state *s)
{
	return (const struct tally *)(log_p_sum_of(s) + s->ntracked);
}

struct state *state_new(size_t nparam, size_t nopt, size_t ntracked)
{
	size_t doubles = 2 * nparam + nopt + ntracked;
	size_t bytes = sizeof(struct state) + doubles * sizeof(double) + ntracked * sizeof(struct tally);
	struct state *s = xcalloc(1, bytes);

	*s = (struct state){ .bytes = bytes, .nparam = nparam, .nopt = nopt, .ntracked = ntracked };
	return s;
}

void state_reset(struct state *s, const double *w)
{
	memset(&s->update, 0, s->bytes - offsetof(struct state, update));
	memcpy(state_w(s), w, s->nparam * sizeof *w);
	for (size_t i = 0; i < s->ntracked; i++)
		log_p_sum(s)[i] = -INFINITY;
}

struct state *state_copy(const struct state *s)
{
	return xmemdup(s, s->bytes);
}

void state_add_iterate(struct state *s, const double *lp)
{
	double *sum = log_p_sum(s);

	vector_add(w_sum(s), 1.0, state_w(s), s->nparam);
	for (size_t i = 0; i < s->ntracked; i++)
		sum[i] = log_add(sum[i], lp[i]);
}

void state_mean_weights(const struct state *s, double *mean)
{
	memcpy(mean, s->update > 0 ? state_w_sum_of(s) : state_w_of(s), s->nparam * sizeof *mean);
	for (size_t i = 0; s->update > 0 && i < s->nparam; i++)
		mean[i] /= (double)s->update;
}

void state_mean_logliks(const struct state *s, double *lp)
{
	for (size_t i = 0; i < s->ntracked; i++)
		lp[i] = log_p_sum_of(s)[i] - log((double)s->update);
}

uint64_t state_hash(const struct state *s)
{
	return hash_bytes(s, s->bytes);
}
