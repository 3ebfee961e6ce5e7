/* Whose .outpostrc may be run without being asked for: commands in a folder that came from elsewhere are not the user's. */
#ifndef OUTPOST_COMMAND_TRUST_H
#define OUTPOST_COMMAND_TRUST_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"

#define TRUST_RC ".outpostrc"

/* The file `trusted` in the user's folder of configuration: a folder a line, by its real path. False: there is no such
 * folder. */
bool trust_file(struct str *path);
/* What it says, "" when it is not there. */
bool trust_read(struct str *to, struct err *e);
/* Adds a folder. False with the reason: it is none, or its .outpostrc could be somebody else's. */
bool trust_add(const char *folder, struct str *real, struct err *e);
/* Whether nobody but the user can have written the .outpostrc of this folder; false with the reason. Trust changes nothing
 * about that. */
bool trust_is_own(const char *folder, struct err *e);
/* Whether the .outpostrc of this folder (a real path) may be run; false with the reason. */
bool trust_allows(const char *folder, struct err *e);

#endif
