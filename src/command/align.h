/* What tilt, bon and frontier share: one prompt's chain, the reward that it is aligned to, and how that is said. */
#ifndef OUTPOST_COMMAND_ALIGN_H
#define OUTPOST_COMMAND_ALIGN_H

#include "command/model.h"
#include "core/levels.h"
#include "core/tilt.h"
#include "run/rewardfile.h"

struct align {
	const struct session *s;
	struct model model;
	int prompt;
	struct chain chain, judge; /* judge: of the base model                    */
	struct payoff payoff;
	struct rewardfile file;
	struct str reward;         /* "1 if y = y*": what it is, for the reader   */
};

/* Reads PROMPT, reward=, from= and @a; `base`: without from= it is the base model that is looked at, else the trainer. False
 * with a reason, and nothing is kept. `sweeps`: of how many tilts the command is made at a time, about; a task on which that
 * takes long is refused. The struct stays where it is until align_done(). */
bool align_begin(struct align *al, struct session *s, const struct args *a, bool base, int sweeps, struct err *e);
void align_done(struct align *al);
/* Whether so many tilts are a matter of a second or two at most. */
bool align_affordable(const struct align *al, int sweeps);
/* The law of the reward; false with a reason where it has too many values. */
bool align_levels(struct align *al, struct levels *to, struct err *e);
/* The tilt that is as far from the policy as the best of n, `b` of the levels: at the ends the policy, or its responses
 * of highest reward. */
void align_match(struct align *al, const struct levels *l, double n, const struct bon *b, struct tilt *to);
/* `x5 under trainer A outcome, reward 1 if y = y*: ` */
void align_title(const struct align *al, struct str *to);
/* An expected reward with up to 4 digits; of outcome that is p(y*|x), whose logarithm is `lp`. */
char *align_reward(const struct align *al, char to[NUM_TEXT], double reward, double lp);
/* A number of responses, which need not be whole. */
char *align_count(char to[NUM_TEXT], double n);
/* A divergence in nats, 3 digits. */
char *align_kl(char to[NUM_TEXT], double kl);
/* beta of a strength: 0 of infinity, inf of 0. */
char *align_beta(char to[NUM_TEXT], double a);

/* How many tilts it takes to find the one with a given KL, about. */
enum { ALIGN_SEARCH = 60 };

#endif
