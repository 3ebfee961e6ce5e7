/* The state block: everything an update changes, in one allocation without pointers or padding, so that a keyframe is a
 * memcpy and the hash is over the bytes. */
#ifndef OUTPOST_CORE_STATE_H
#define OUTPOST_CORE_STATE_H

#include <stddef.h>
#include <stdint.h>

/* The meter: of a whole run, or of one tracked prompt. */
struct tally {
	uint64_t queries, responses, rewarded;
	uint64_t off;       /* sampled responses outside the base model's support                   */
	uint64_t discovered; /* rewarded responses outside it                                       */
	uint64_t first_hit; /* queries of the run at the first rewarded response, 0: none yet       */
	uint64_t last_paid; /* 1 + the last update that rewarded a response, 0: none yet            */
};

struct state {
	uint64_t bytes, nparam, nopt, ntracked;
	uint64_t update; /* updates done */
	struct tally all;
	double tests, test_sum; /* measures of err so far, and their sum */
	double mem[]; /* w (nparam), optimizer (nopt), sum of w_0 .. w_{T-1} (nparam), sums of p(y*|x) (ntracked), tallies */
};

/* Zeroed; free() it, and a copy. */
struct state *state_new(size_t nparam, size_t nopt, size_t ntracked);
struct state *state_copy(const struct state *s);
double *state_w(struct state *s);
const double *state_w_of(const struct state *s);
double *state_opt(struct state *s);
/* Sum of the weights before each update so far (nparam), and of the tracked prompts' p(y*|x) at them (ntracked): what
 * `iterate average` and `iterate random` speak of, divided by `update`. */
double *state_w_sum(struct state *s);
const double *state_w_sum_of(const struct state *s);
double *state_p_sum(struct state *s);
const double *state_p_sum_of(const struct state *s);
struct tally *state_tally(struct state *s);
const struct tally *state_tally_of(const struct state *s);
uint64_t state_hash(const struct state *s);

#endif
