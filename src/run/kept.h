/* All settings as they were, to return to. */
#ifndef OUTPOST_RUN_KEPT_H
#define OUTPOST_RUN_KEPT_H

#include "run/session.h"

struct kept {
	struct config config;
	uint8_t *origin; /* owned */
};
void settings_keep(const struct session *s, struct kept *k);
/* Puts them back when something failed (`good` false); forgets them. Returns `good`. */
bool settings_settle(struct session *s, struct kept *k, bool good);

#endif
