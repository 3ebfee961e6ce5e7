/* Completion from the tables: commands, settings and their values, presets, prompts, metrics, files. No readline types. */
#ifndef OUTPOST_COMMAND_COMPLETE_H
#define OUTPOST_COMMAND_COMPLETE_H

#include "run/session.h"

struct candidates {
	char **word;   /* (n) whole replacements of the word at the cursor, sorted, no duplicates */
	int n;
	int from;      /* byte offset in the line where that word starts                          */
	bool keep_open; /* no blank behind a single candidate (key=, a folder)                     */
};

/* What could stand at byte `cursor` of `line`. */
void complete_line(const struct session *s, const char *line, int cursor, struct candidates *to);
void candidates_done(struct candidates *c);

#endif
