/* The margin of a set of prompts [MHE26, Assumption 2.1].
 *
 *     gamma = max over |w| = 1 of min over prompts x, positions i, tokens y != y*_i of <w, z>,
 *     z = (phi(x, y*_{1:i-1}, y*_i) - phi(x, y*_{1:i-1}, y)) / R,
 *
 * R^2 = features_radius2(): features are scaled so that the largest has norm 1. By duality gamma is the distance of 0
 * from the convex hull of the z, and what is found comes with a proof: any w gives the lower bound min <w, z> / |w|,
 * any convex weights lambda the upper bound |sum lambda z|. The set is not separable when 0 lies in that hull. */
#ifndef OUTPOST_CORE_MARGIN_H
#define OUTPOST_CORE_MARGIN_H

#include <stdbool.h>
#include <stdint.h>

#include "core/task.h"

/* An upper bound below this means not separable. With norms of at most 1 a combination that is 0 comes out as 1e-13 or
 * less, by rounding; and a set with so small a margin is out of reach in any case: 1 / gamma^2 is 1e18 rounds. */
#define MARGIN_NONE_BELOW 1e-9

struct margin_report {
	enum margin_verdict {
		MARGIN_OPEN,  /* still at work: the bounds so far                          */
		MARGIN_FOUND, /* the bounds are as close as was asked for                  */
		MARGIN_NONE,  /* not separable                                             */
		MARGIN_TIRED, /* the bounds do not come closer, by rounding or by size     */
	} verdict;
	double lower, upper; /* lower -inf before the first pass; at most 0 proves nothing */
	double radius;       /* R                                                          */
	int prompts;
	int64_t constraints; /* distinct (prompt, state along y*, wrong token)             */
};

/* One inequality <w, z> > 0 of those that cannot all hold. */
struct margin_block {
	int prompt, position; /* position: the first at which y* comes by this state, from 0 */
	int right, wrong;     /* tokens                                                      */
	double share;         /* its convex weight                                           */
};

struct margin;

/* The n prompts are borrowed. within: .01 ends the work when upper <= 1.01 lower. columns: how many inequalities the
 * exact method may hold at once. Beyond that only the slow one is left. */
enum { MARGIN_COLUMNS = 4096 }; /* 64 MiB */
struct margin *margin_new(const struct task *t, const struct prompt *p, int n, double within, int columns);
void margin_free(struct margin *m);
/* A few milliseconds of work. False: there is no more to do. The same calls give the same numbers on any machine. */
bool margin_work(struct margin *m);
struct margin_report margin_report(const struct margin *m);
/* The w (nparam) that has the lower bound as its min <w, z> / |w|, lent, in the layout of the weights; not scaled. All
 * zero before the first look. */
const double *margin_weights(const struct margin *m);
/* After MARGIN_NONE: the inequalities that exclude each other, the heaviest first, at most `most`. Returns how many
 * there are in all. They are few, and without any one of them the rest can hold. */
int margin_blocking(const struct margin *m, struct margin_block *to, int most);

#endif
