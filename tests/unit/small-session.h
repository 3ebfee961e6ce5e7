/* A session small enough for closed forms: k = 2, N = 3, four one-hot prompts, support line .05, budget 100. Transitions
 * weigh nothing, so every position of a prompt has the same law under the base model:
 *
 *        y*   p(y*_i | ..)   q0(y*|x)
 *     x0 aaa  .75            27/64 = .421875   in
 *     x1 bbb  .5              1/8  = .125      in
 *     x2 aba  .5              1/8  = .125      in
 *     x3 aaa  .25             1/64 = .015625   OUT */
#ifndef OUTPOST_TESTS_SMALL_SESSION_H
#define OUTPOST_TESTS_SMALL_SESSION_H

#include "run/session.h"

/* At update 0, trainer A only. Its words are collected and dropped. */
struct session *small_session(void);
/* A small generator instead: centres with noise, its err measured every 7 updates. */
struct session *small_mixture(void);
void small_session_free(struct session *s);
/* `n` updates of the trainers in `who`. */
void small_session_step(struct session *s, unsigned who, uint64_t n);
/* Stores a setting and gives it to the trainers. */
void small_session_set(struct session *s, const char *name, const char *value);

#endif
