/* The words around the line, the same on the screen and in text mode. */
#ifndef OUTPOST_FRONT_GREETING_H
#define OUTPOST_FRONT_GREETING_H

#include "command/interp.h"

/* What runs, on what, and what to type first (`hint`). */
void greeting_print(struct session *s, const char *hint);
/* Where a session that was resumed goes on. */
void greeting_resumed(const struct session *s, struct out *out);
/* The prompt. `again`: an empty line runs a command again, and it says which. */
void prompt_print(const struct interp *p, bool again, struct str *to);

#endif
