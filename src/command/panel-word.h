/* The screen's panels as people name them: by number, by name, or by how a word of it begins. The screen lends them (struct
 * stage). */
#ifndef OUTPOST_COMMAND_PANEL_WORD_H
#define OUTPOST_COMMAND_PANEL_WORD_H

#include "base/str.h"
#include "run/stage.h"

struct panel {
	int at;                  /* among the stage's, from 0 */
	int number;              /* in its title, 0: none     */
	const char *name, *help; /* lent                      */
};

/* False when there is none of this name, or several: the error lists all. */
bool panel_find(const struct stage *stage, const char *word, struct panel *to, struct err *e);
/* `1 prompts, 2 likelihood, ..`. False: there is no screen that has any. */
bool panel_list(const struct stage *stage, struct str *to, struct err *e);

#endif
