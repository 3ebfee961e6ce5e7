/* Names of the user's own for commands. */
#ifndef OUTPOST_COMMAND_ALIAS_H
#define OUTPOST_COMMAND_ALIAS_H

#include <stdbool.h>

#include "base/err.h"

/* Zeroed memory is an empty list. */
struct aliases {
	struct alias {
		char *name, *text; /* the text may be several commands, with ; between them */
	} *list;                   /* (n) sorted by name                                     */
	int n;
};

/* By its exact name; NULL: there is none, or no list. Lent until the list changes. */
const char *alias_find(const struct aliases *a, const char *name);
/* A new name, or another text for one. False with the reason when it is no name, or the name of a command. */
bool alias_set(struct aliases *a, const char *name, const char *text, struct err *e);
/* False: there was none. */
bool alias_remove(struct aliases *a, const char *name);
void aliases_done(struct aliases *a);

#endif
