/* Commands taken back and done again: what they did to settings, breaks and watches. Time and weights are not its business,
 * and what starts over (trainer, seed, new, preset) is none of its commands. */
#ifndef OUTPOST_RUN_UNDO_H
#define OUTPOST_RUN_UNDO_H

#include "run/kept.h"

/* How things were before a command. */
struct undo_before {
	struct kept settings;
	struct stop *stop; /* (nstops) copies */
	int nstops;
};
void undo_look(const struct session *s, struct undo_before *b);
/* When the command is over. Keeps what it changed under its text, the last hundred of them; NULL: it failed. Nothing is
 * kept while a preset loads. */
void undo_note(struct session *s, struct undo_before *b, const char *text);

/* Takes the newest command back / does the one taken back last again, all of it or nothing; but a setting that has another
 * value by now is left alone, this time and on the way back. `said`: `set lr .1 (lr 0.1 -> 0.5)`. False: there is none, or
 * its settings fit no more. */
bool undo_back(struct session *s, struct str *said, struct err *e);
bool undo_forth(struct session *s, struct str *said, struct err *e);
void undo_clear(struct session *s);

#endif
