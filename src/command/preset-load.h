/* A preset in mid-way. The experiment before is held aside, and what the preset's commands say is not shown: only what
 * failed or was stopped. */
#ifndef OUTPOST_COMMAND_PRESET_LOAD_H
#define OUTPOST_COMMAND_PRESET_LOAD_H

#include "command/hush.h"
#include "run/session.h"
#include "run/tables.h"

/* Settings that win over what the script says, their values checked before. Zeroed memory is an empty list. */
struct overrides {
	struct override {
		const struct setting *key;
		char *value;
	} *list;
	int n;
};
void overrides_add(struct overrides *o, const struct setting *key, const char *value);
/* NULL: this one has none. */
const char *overrides_find(const struct overrides *o, const struct setting *key);
void overrides_done(struct overrides *o);

struct preset_load {
	struct hush hush;
	bool preset;      /* its settings are the preset's; else they are the user's, and a preset may come within */
	bool apart;       /* what no experiment has is put aside too ..                                           */
	struct fits fits; /* .. : these                                                                           */
	struct tables tables;
	int expected, unmet;
	uint32_t looks;
	const struct stage *stage;
};
/* o NULL: no preset, but commands that the user once gave. */
void preset_load_begin(struct preset_load *l, struct session *s, const struct overrides *o);
/* For one that is never kept: only preset_load_undo() ends it. Points and counters of the session begin anew, tables go into
 * l->tables and not into files, nobody is told of updates, and of what its commands say only errors are shown, and what they
 * expected in vain. */
void preset_load_apart(struct preset_load *l, struct session *s);
/* Returns to the experiment before. */
void preset_load_undo(struct preset_load *l, struct session *s);
/* Keeps the new experiment, by the name of the script's file, and says what it is. Not without a task. `o`: as it began. */
void preset_load_keep(struct preset_load *l, struct session *s, const char *path, const struct overrides *o);

/* Keeps the new experiment, without a word. */
void preset_load_end(struct preset_load *l, struct session *s);

#endif
