/* Presets: scripts NAME.op in the user's folder, then in the program's. */
#ifndef OUTPOST_COMMAND_PRESET_H
#define OUTPOST_COMMAND_PRESET_H

#include "base/err.h"
#include "base/str.h"
#include "run/session.h"

struct preset {
	char *name;
	char *about; /* the script's first comment line, "" without one             */
	char *story; /* what the comment lines right below it say, "" without any */
};

struct presets {
	struct preset *list; /* (n) sorted by name, one of each */
	int n;
};

void presets_find(const struct session *s, struct presets *to);
void presets_done(struct presets *p);
/* The file of preset `name`. False: there is none, or this is no name. */
bool preset_path(const struct session *s, const char *name, struct str *path);

#endif
