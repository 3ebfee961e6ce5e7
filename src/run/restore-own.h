/* What the parts of restoring share. */
#ifndef OUTPOST_RUN_RESTORE_OWN_H
#define OUTPOST_RUN_RESTORE_OWN_H

#include "run/restore.h"
#include "run/runfile.h"

/* A row of setting: `at.line` 0 where the setting is the session's own, with `lr@a` as its key. */
struct said {
	struct runfile_at at;
	char *key, *value; /* owned */
};
/* A line, and the timeline that has become of it. */
struct found {
	struct runfile_line row;
	bool wanted;           /* a trainer or a mark is on it, or on one that left it */
	struct timeline *line; /* one user                                            */
};
struct named {
	char name[MARK_NAME];
	struct runfile_at at;
	char *settings;            /* owned: `KEY VALUE` lines */
	struct trainer_config own; /* what they come to */
};

struct restore {
	struct runfile *from;
	char *path;
	struct str recipe, stops, rest, version, build, base, view, lesson, note; /* note: to be said when it is done */
	struct said *said;         /* (nsaid)  */
	struct found *found;       /* (nfound) */
	struct named *named;       /* (nnamed) */
	struct runfile_keyframe *key; /* (nkey)   */
	int nsaid, nfound, nnamed, nkey;
	struct runfile_progress at[TRAINERS];
	bool there[TRAINERS];
	struct config made, saved; /* settings as the recipe left them, and as they were when it was saved */
	struct config agreed[TRAINERS]; /* those of no trainer, when the trainer came to where it is     */
	uint64_t readings;         /* of files that behaviours are frozen from: no two alike         */
};

/* ---- Lines (restore-lines.c) */

/* NULL: there is none. */
struct found *restore_line(struct restore *x, int64_t id);
/* All lines that a trainer or a mark is on, and those that they have left: in the order of their numbers, so that one that
 * has left another finds it made. */
bool restore_lines(struct session *s, struct restore *x, struct err *e);
/* Reads a value of the file into a config. */
bool restore_store(struct restore *x, const char *name, const char *value, int who, struct config *to, struct err *e);

#endif
