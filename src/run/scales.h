/* The scales of the paper for the present task and base model, and what the present run has measured beside them. */
#ifndef OUTPOST_RUN_SCALES_H
#define OUTPOST_RUN_SCALES_H

#include "core/bound.h"
#include "run/session.h"

struct scales {
	struct bound_terms terms; /* log_gamma NaN: not known. By the margin's lower bound           */
	double eps;
	int n;                    /* prompts that the quantiles are over                             */
	int who;
	const struct train_config *config; /* of trainer `who`, with all that the run has measured: */
	double rounds, queries;       /* prompts met and queries so far                              */
	double rounds_at, queries_at; /* the same when err was first seen at eps or below, NaN: not yet */
	double hits, first_hit;       /* rewarded responses; queries at the first of them, NaN: none */
	double err;                   /* latest, NaN: none                                           */
	double pretrain_rounds;       /* of the base model; NaN: it came from a file                 */
	double mistakes;              /* expected, of the last `online`; NaN: none on this base model */
};

/* eps above 0 and below 1. Looks at all prompts. */
void scales_collect(const struct session *s, int who, double eps, struct scales *to);
/* log LQ(eps) and log token-level LQ(eps) of the base model, over n prompts. */
void scales_quantiles(const struct session *s, double eps, struct bound_terms *to, int *n);
/* log gamma of what is remembered, NaN: not known, or not separable. */
double scales_log_gamma(const struct session *s);

enum scale_of { SCALE_ROUNDS, SCALE_QUERIES, SCALE_MISTAKES, SCALE_PRETRAIN };

struct scale {
	const char *name;
	enum scale_of of;                      /* what it counts                                   */
	bool least;                            /* a lower bound                                    */
	double (*log_scale)(const struct bound_terms *b);
	bool (*concerns)(const struct train_config *c); /* NULL: no trainer of post-training       */
};

extern const struct scale scale_table[];
extern const int scale_count;

/* What the run has measured of what the scale counts; NaN: nothing. With at_eps: when err was first at eps or below. */
double scale_measured(const struct scale *row, const struct scales *s, bool at_eps);
/* The scale (of rounds or of queries) that speaks of this trainer; NULL: the paper has none. */
const struct scale *scale_of_trainer(const struct train_config *c, enum scale_of of);

#endif
