/* A task out of a file, as `task load` reads it. */
#ifndef OUTPOST_COMMAND_TASKFILE_H
#define OUTPOST_COMMAND_TASKFILE_H

#include "base/str.h"
#include "command/args.h"

/* Where a file is that is named so: here, beside the script that names it, or among the program's examples. */
void taskfile_find(const struct session *s, const struct args *a, const char *name, struct str *path);
/* Settings and a task as the file has them, with the templates that templates= names. False with a reason: then settings
 * may have changed. */
bool taskfile_load(struct session *s, const struct args *a, const char *path, struct err *e);

#endif
