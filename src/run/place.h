/* Where a file goes that a user has named: whoever writes one asks here. */
#ifndef OUTPOST_RUN_PLACE_H
#define OUTPOST_RUN_PLACE_H

#include "run/session.h"

/* The folder of --class, in the one where the program was started. */
#define PLACE_WORK "outpost-work"

/* Appends the path to write to: the name as it is. In a session that may write below its folder `work` only, the name in
 * that folder, which is made if need be; false where that is no file there, whatever links and `..` stand on the way. */
bool place_find(const struct session *s, const char *name, struct str *path, struct err *e);

#endif
