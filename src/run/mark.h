/* Marks: names for places in time. What a trainer has left is kept by one too, so that nothing that was trained is lost. */
#ifndef OUTPOST_RUN_MARK_H
#define OUTPOST_RUN_MARK_H

#include "run/timeline.h"

enum { MARK_NAME = 48, MARKS_MOST = 200 };

/* Where a trainer was, and with which settings it would have gone on. line NULL: nowhere. */
struct marked {
	struct timeline *line; /* held */
	uint64_t update, queries;
	struct trainer_config settings;
};
struct mark {
	char name[MARK_NAME];
	struct marked place[TRAINERS];
};
/* Zeroed memory has none. In the order in which they were made. */
struct marks {
	struct mark *list;
	int n;
	unsigned changes; /* so far */
};

void marks_done(struct marks *m);
/* Letters, digits, - _ and . behind a letter, and none of the words of goto. False with what is allowed. */
bool mark_name_check(const char *name, struct err *e);
/* NULL: there is none. */
const struct mark *marks_find(const struct marks *m, const char *name);
/* The nearest name, for a suggestion; NULL: none is near. */
const char *marks_near(const struct marks *m, const char *name);
/* Makes `name`, or moves it. The place's line is held once more. False: there are MARKS_MOST already. */
bool marks_put(struct marks *m, const char *name, int who, const struct marked *at);
void marks_forget(struct marks *m, const char *name);
/* Whether it is a name of those that are given to runs. */
bool mark_is_run(const char *name);
/* "run1", "run2", ..: the first that is free. */
void marks_free_name(const struct marks *m, char to[MARK_NAME]);

#endif
