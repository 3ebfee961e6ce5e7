/* Tables of rewards as people write them: a line `TOKEN REWARD`, or `POSITION TOKEN REWARD`, each; `#` comments. */
#ifndef OUTPOST_RUN_REWARDFILE_H
#define OUTPOST_RUN_REWARDFILE_H

#include "run/session.h"

struct rewardfile {
	double *table; /* (rows, k) owned                                             */
	int rows;      /* N when a line names a position, else 1                      */
};

/* Reads a whole file, for the session's task. What no line names has reward 0; a line without a position is for all of
 * them; later lines prevail. Errors name file, line, column, what was found and what is allowed; nothing is then kept. */
bool rewardfile_read(struct rewardfile *r, const struct session *s, const char *path, struct err *e);
void rewardfile_done(struct rewardfile *r);

#endif
