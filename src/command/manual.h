/* The generated part of the manual: COMMANDS, SETTINGS and METRICS from their tables, in man(7) macros. */
#ifndef OUTPOST_COMMAND_MANUAL_H
#define OUTPOST_COMMAND_MANUAL_H

#include "base/str.h"

void manual_print(struct str *to);

#endif
