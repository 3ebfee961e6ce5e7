/* How wide tokens, responses, likelihoods and counts are on a panel, whichever of them are there now: so that nothing
 * moves while a run goes on. */
#ifndef OUTPOST_PANEL_WIDTH_H
#define OUTPOST_PANEL_WIDTH_H

#include "run/frame.h"

/* Columns of the longest name of a token. */
int token_cols(const struct frame *f);
/* Columns of a whole response: longer names than a letter have a blank between them. */
int response_cols(const struct frame *f);
/* Columns that likelihoods of this task may come to take: 0.798, 2.0e-06, 2.2e-193. */
int prob_cols(const struct frame *f);
/* Columns that a trainer's queries may come to take before the budget is spent, and its updates. */
int queries_cols(const struct frame *f, const struct frame_trainer *t);
int updates_cols(const struct frame_trainer *t);

#endif
