/* What a saved run is, by the ending of its file's name. */
#ifndef OUTPOST_COMMAND_SAVED_H
#define OUTPOST_COMMAND_SAVED_H

#include "base/err.h"

/* OTHER with the reason: `verb` takes none else. */
enum saved_as { SAVED_OTHER, SAVED_SCRIPT, SAVED_RUN };
enum saved_as saved_as(const char *verb, const char *path, struct err *e);

#endif
