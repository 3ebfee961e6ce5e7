/* The folders of a user: configuration, and what a program keeps from one session to the next. */
#ifndef OUTPOST_BASE_HOME_H
#define OUTPOST_BASE_HOME_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"

/* Appends the folder of configuration: $OUTPOST_HOME, else $XDG_CONFIG_HOME/outpost, else ~/.config/outpost. False: none
 * of these variables is set. The folder may not be there. */
bool home_config(struct str *to);
/* The folder of state: $OUTPOST_HOME, else $XDG_STATE_HOME/outpost, else ~/.local/state/outpost. */
bool home_state(struct str *to);
/* Makes the folder, and those it lies in, where they are not there yet: for the user alone (0700). */
bool home_make(const char *folder, struct err *e);

#endif
