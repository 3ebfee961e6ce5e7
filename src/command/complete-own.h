/* What the two files of completion share, and nobody else. Each adds what begins with what was typed. */
#ifndef OUTPOST_COMMAND_COMPLETE_OWN_H
#define OUTPOST_COMMAND_COMPLETE_OWN_H

#include "command/command.h"
#include "command/complete.h"

/* Words up to a NULL; `list` may be NULL itself. */
void complete_list(struct candidates *to, const char *typed, const char *const *list);
void complete_commands(const struct session *s, struct candidates *to, const char *typed);
/* `key=` and, behind one, its values. */
void complete_keys(struct candidates *to, const struct command *c, const char *typed);
/* What the command takes at a position; `before`: the positional argument in front, for its values. */
void complete_at(const struct session *s, struct candidates *to, const struct command *c, int position,
		 const char *before, const char *typed);

#endif
