/* A task: the prompts, and each one's single correct response. */
#ifndef OUTPOST_CORE_TASK_H
#define OUTPOST_CORE_TASK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "core/coin.h"

enum {
	TASK_TOKENS_MOST = 255,
	TASK_LENGTH_MOST = 4096,
	TASK_CONTEXT_MOST = 4096,
	TASK_PROMPTS_MOST = 4096, /* of settings; a file may list TASK_LISTED_MOST */
	TASK_LISTED_MOST = 1 << 17,
	TASK_STATES_MOST = 65535,
	TASK_NAME_MOST = 16, /* bytes of a token's name, with its end */
};

/* One listed or drawn prompt. Its memory belongs to the task or to the batch it was drawn into.
 *
 * Greedy decoding over finitely many states runs into a cycle, so y* is given by its first lead + period tokens:
 * ystar[i + period] == ystar[i], and likewise the states, from i = lead on. lead = N, period = 0: no cycle known. */
struct prompt {
	double *x;      /* (d) context                                                       */
	uint8_t *ystar; /* (N) the correct response, all N tokens written out                */
	int lead, period;
	const char *text; /* what a person reads, of a prompt from a file; else NULL        */
	double weight; /* of a listed prompt; they sum to 1                                 */
	int track;     /* tracked prompt whose counters this one moves (a mixture: its centre), -1: none; its
			* index in a finite task, whose map `lock` reads it                          */
};

/* Steps of y* that are different from all before them: lead + period, at most N. */
static inline int prompt_steps(const struct prompt *p)
{
	return p->lead + p->period;
}

/* How often step j < prompt_steps() occurs among the first `right` positions of y*. */
static inline int prompt_visits(const struct prompt *p, int j, int right)
{
	if (j >= right)
		return 0;
	return j < p->lead ? 1 : 1 + (right - 1 - j) / p->period;
}

struct task_config {
	int k, N, d;              /* tokens, response length, context dimension               */
	int prompts;              /* table, lock, repeat: listed prompts; mixture: centres    */
	double sigma;             /* mixture: noise                                           */
	uint64_t seed;            /* of truth, contexts, pre-training, test prompts           */
	const uint8_t *responses; /* (prompts, N) pinned y*, or NULL: greedy under W*         */
	const double *x;          /* (prompts, d) contexts read from a file, or NULL          */
	const double *truth;      /* W* in the layout of the weights, or NULL: normals        */
	const struct features_type *features; /* NULL: the task's own                           */
	int track;                /* tracked prompts of a generator without centres           */
	const struct listing *listing; /* file: what it brings, with k, N and prompts; else NULL */
};

struct task_type;
struct features_type;
struct listing;

struct task {
	const struct task_type *type;
	const struct features_type *features;
	int k, N, d;
	uint64_t seed;
	int nlisted;  /* prompts of a finite task, 0 for a generator                            */
	int ntracked; /* x0, x1, .. on the screen: all listed ones, or the centres              */
	struct prompt *tracked; /* (ntracked) owned, constant                                   */
	double *x;              /* (ntracked, d) their contexts                                 */
	uint8_t *ystar;         /* (ntracked, N) their responses                                */
	double *truth;          /* W* in the layout of the weights; NULL when responses are pinned */
	char (*token_name)[TASK_NAME_MOST]; /* (k) owned, of a prompt file; NULL: letters       */
	char *texts;            /* owned, of a prompt file: those of its prompts; else NULL      */
	bool *skip;             /* (nlisted) owned, of a prompt file: kept out of pre-training; else NULL */
	double *share;          /* (nlisted) running sums of the weights; NULL: all are equal    */
	double sigma;
	/* Set once per task from the feature map: */
	int nstate;
	size_t nparam;
	void *map;      /* what the feature map keeps, its own; NULL: nothing               */
	uint16_t *next; /* (nstate, k) the state after a token                                  */
};

struct task_type {
	const char *name, *help;
	const struct features_type *features; /* that it has unless another is asked for */
	bool listed; /* has the configuration's `prompts`, and nlisted says so before build() */
	/* Makes what a feature map keeps, before it is asked for its sizes; NULL: nothing to do. */
	bool (*prepare)(struct task *t, const struct task_config *c, struct err *e);
	bool (*build)(struct task *t, const struct task_config *c, struct err *e);
	/* The prompt at an address, into storage that the caller gave to->x (d) and to->ystar (N). Listed tasks
	 * lend their own rows instead. No allocation. */
	void (*draw)(const struct task *t, uint64_t seed, enum purpose purpose, struct address at, struct prompt *to);
};

extern const struct task_type *const task_types[]; /* NULL at the end */
extern const struct task_type task_table, task_mixture;
extern const struct task_type task_hypercube, task_lock, task_repeat;
extern const struct task_type task_file;

/* Copies what the configuration points to; task_free() it. Ends with NULL and a reason when it makes no task. */
struct task *task_new(const struct task_type *type, const struct task_config *c, struct err *e);
void task_free(struct task *t);
/* Storage for the tracked prompts: contexts zero, y* zero, track 0.., equal weights. For build functions. */
void task_alloc_tracked(struct task *t, int n);
/* The same for the nlisted prompts of the configuration, with their contexts: those given, else one-hot. False when d does
 * not fit or a given response has a token that there is not. */
bool task_alloc_listed(struct task *t, const struct task_config *c, struct err *e);
/* W* = normals at COIN_TRUTH, or a copy of `given`. For build functions. */
void task_draw_truth(struct task *t, const double *given);
/* Draws one of the listed prompts, all equally likely, and lends it: struct task_type.draw. */
void task_draw_listed(const struct task *t, uint64_t seed, enum purpose purpose, struct address at, struct prompt *to);
/* Whether tracked prompts are points around which others lie (a mixture's centres) rather than prompts of their own. */
static inline bool task_has_centres(const struct task *t)
{
	return t->type == &task_mixture;
}
static inline bool task_is_finite(const struct task *t)
{
	return t->nlisted > 0;
}

#endif
