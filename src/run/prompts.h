/* Sets of prompts as people write them: 5, x5, 0-4, 0,3,5, in, out, all, worst. */
#ifndef OUTPOST_RUN_PROMPTS_H
#define OUTPOST_RUN_PROMPTS_H

#include "run/session.h"

/* Marks the prompts of `text` in member (ntracked) and returns how many, or -1 with a reason that names the range.
 * `worst` is the prompt with the lowest p(y*|x) now under trainer `who`. `out` and `in` may be empty sets. */
int prompts_parse(const struct session *s, const char *text, int who, bool *member, struct err *e);
/* Whether the set that `text` names may be another one after an update. */
bool prompts_move(const char *text);
/* Exactly one prompt: its number, or -1 with a reason. */
int prompts_parse_one(const struct session *s, const char *text, int who, struct err *e);

#endif
