/* Conditions over metrics (ux grammar): term { && || } term, !, ( ), METRIC OP NUMBER, METRIC OP alpha, METRIC changed, or an
 * event alone. A comparison with no value is false. && binds tighter than ||. */
#ifndef OUTPOST_RUN_EXPR_H
#define OUTPOST_RUN_EXPR_H

#include "run/metric.h"

struct expr;

/* NULL with a reason that says where: `expected a number after ">=", got "ten"`. Checked against the session: ranges of
 * prompts, positions, values that can never be. */
struct expr *expr_parse(const struct session *s, const char *text, struct err *e);
void expr_free(struct expr *x);
struct expr *expr_copy(const struct expr *x);
/* `who`: the trainer for metrics that name none. */
bool expr_true(struct session *s, const struct expr *x, int who);
/* The same when trainer `who` has just made an update: where each value says whose it is, an event of the other trainer is none
 * of this update. */
bool expr_true_after(struct session *s, const struct expr *x, int who);
/* What that was after the update of a row of the trainer's trace, of a condition that is kept: that the trace alone can
 * say. */
bool expr_true_at(const struct session *s, const struct expr *x, int who, size_t row);
bool expr_kept(const struct session *s, const struct expr *x, int who);
/* `METRIC changed` is true when the value now differs from that after the update before: one of trainer `who`, whose values
 * then were noted by this call. So whoever checks a condition update by update calls it when he begins, and after each
 * check. Without a note of that very update it is false. */
void expr_note(struct session *s, struct expr *x, int who);
/* Whether `changed` stands in it. */
bool expr_has_change(const struct expr *x);
/* Adds one sentence on a part of it that training will not make true as things are set, and what to set: `end never comes
 * without a budget: set budget 10000`. False: there is no such part. */
bool expr_warning(const struct session *s, const struct expr *x, struct str *to);
const char *expr_text(const struct expr *x);
/* Whether it names what happens in an update (offsupport, discovery[5]), rather than only what lasts. */
bool expr_names_event(const struct expr *x);
/* The trainers (enum who_mask) that its metrics name, where each of them names one; else 0. */
unsigned expr_trainers(const struct expr *x);
/* The values behind it, for a stop or a failed expectation: `likelihood[5] 3.6e-10, queries 10,048`. Of an event without
 * a prompt also the first prompts that it happened to: `offsupport 3: x1 x4`. */
void expr_values(struct session *s, const struct expr *x, int who, struct str *to);

#endif
