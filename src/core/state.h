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
	uint64_t reach;     /* tokens of the longest prefix that an oracle call said to be right    */
	uint64_t dry;       /* updates in a row that asked about some response and rewarded none    */
};

/* Which of the weights w_0 .. w_T so far `likelihood` and `err` speak of, in the order of the setting. */
enum iterate {
	ITERATE_LAST,    /* w_T: the present weights                                                         */
	ITERATE_RANDOM,  /* w_tau, tau uniform on 0 .. T-1: the exact mean of the measure [MHE26, sec. 3.1]  */
	ITERATE_AVERAGE, /* (w_0 + .. + w_{T-1}) / T: the measure at the mean weights, not the theory's      */
};

struct state {
	uint64_t bytes, nparam, nopt, ntracked;
	uint64_t update; /* updates done */
	struct tally all;
	double tests, test_sum; /* measures of err on a generator's test prompts so far, and their sum */
	double mem[]; /* w (nparam), optimizer (nopt), sum of w_0 .. w_{T-1} (nparam), log sums of p (ntracked), tallies */
};

/* Room for a state, all zero. free() it, and a copy. */
struct state *state_new(size_t nparam, size_t nopt, size_t ntracked);
/* Nothing done yet, at weights w (nparam). The sums are zero, so that the log sums are -inf. */
void state_reset(struct state *s, const double *w);
struct state *state_copy(const struct state *s);
double *state_w(struct state *s);
const double *state_w_of(const struct state *s);
double *state_opt(struct state *s);
const double *state_opt_of(const struct state *s);
/* Sum of the weights before each update so far (nparam). */
const double *state_w_sum_of(const struct state *s);
/* Adds the present weights to that sum, and p(y*|x) of the tracked prompts at them (lp, ntracked: logarithms) to theirs:
 * what `iterate average` and `iterate random` speak of, divided by `update`. */
void state_add_iterate(struct state *s, const double *lp);
/* mean (nparam) = the mean of the weights before each update; the present ones before the first. */
void state_mean_weights(const struct state *s, double *mean);
/* lp (ntracked) = log of the mean of p(y*|x) over the weights before each update. Not before the first. */
void state_mean_logliks(const struct state *s, double *lp);
struct tally *state_tally(struct state *s);
const struct tally *state_tally_of(const struct state *s);
uint64_t state_hash(const struct state *s);

#endif
