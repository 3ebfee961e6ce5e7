/* Sessions as people make them, by chance: the same number gives the same commands. What a session does not allow is an
 * error there, and changes nothing. */
#ifndef OUTPOST_TESTS_WALK_H
#define OUTPOST_TESTS_WALK_H

#include "play.h"

enum { WALK_STARTS = 14 }; /* tasks and base models; walk n begins with n mod that many */

/* Types the commands of walk `n`, a line each, which are appended to `typed`. At most some 300 updates. */
void walk(struct play *p, unsigned n, struct str *typed);
/* Fails the test with all of this, which is more than cmocka prints. */
void walk_failed(const char *typed, const char *then, const char *why);

#endif
