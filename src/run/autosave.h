/* Autosaves: files run-0007.db in one folder, each held by the outpost that writes it. Held means that run-0007.lock beside it
 * is locked (flock), which the system ends with the process, however that ended: so two outposts never write one file, and
 * that of a killed one is free at once. Nobody's clock is asked: a larger number was begun later. */
#ifndef OUTPOST_RUN_AUTOSAVE_H
#define OUTPOST_RUN_AUTOSAVE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

enum { AUTOSAVES_KEPT = 30 };

/* One that this process holds. */
struct autosave {
	char *path; /* of the run file, owned, NULL: none is held */
	int number, lock;
};

/* Holds the next number, in a folder that is made when it is not there. The file itself is not made: runfile_new(). */
bool autosave_take(struct autosave *to, const char *folder, struct err *e);
/* Holds one that is there. False: another outpost is using it. */
bool autosave_take_over(struct autosave *to, const char *folder, int number, struct err *e);
/* Lets go of it; the file stays, and the lock goes where there is no file. Close the run file before. */
void autosave_release(struct autosave *a);

/* Where the trainers are: written with every update in place of a row of the run file, at a tenth of its cost. It stands in
 * the lock file and outlives the process, however that ends; after a power cut the run file alone counts. */
struct autosave_note {
	int64_t line[2]; /* 0: no such trainer */
	uint64_t update[2], queries[2];
};
/* What cannot be written is not: the run file has an older place. */
void autosave_note(const struct autosave *a, const struct autosave_note *note);
/* What was noted last of a file that is held. False: nothing whole. */
bool autosave_noted(const struct autosave *a, struct autosave_note *note);

struct autosaves {
	struct saved {
		char *path; /* owned */
		int number;
		int64_t written; /* when last, in ns: to be compared, and shown */
		bool held;       /* by an outpost, maybe this one               */
	} *list; /* (n) those written last come first */
	int n;
};
/* Those with something in them. A folder that is not there has none. */
void autosaves_find(struct autosaves *to, const char *folder);
void autosaves_done(struct autosaves *a);
/* Deletes all but the newest AUTOSAVES_KEPT that nobody holds, and locks of the dead without a file. */
void autosaves_tidy(const char *folder);

#endif
