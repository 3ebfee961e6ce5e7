/* Lessons: files NAME.lesson in the user's folder of lessons, then in the program's, and among its examples. */
#ifndef OUTPOST_COMMAND_LESSON_FIND_H
#define OUTPOST_COMMAND_LESSON_FIND_H

#include "run/lesson.h"
#include "run/session.h"

struct lessons {
	struct lesson_entry {
		int number, pages, minutes;
		char *path, *title;
	} *list; /* (n) by number, one of each; owned */
	int n;
};
/* What cannot be read is said as a note (NULL: it is not), and left out. */
void lessons_find(const struct session *s, struct out *notes, struct lessons *to);
void lessons_done(struct lessons *l);
/* Appends the path of a file of one: relative names are looked for here, then among the program's examples. */
void lesson_path(const struct session *s, const char *name, struct str *to);
/* NULL with the numbers there are. */
const struct lesson_entry *lessons_get(const struct lessons *l, int number, struct err *e);
/* `03-support` of FOLDER/03-support.lesson: what progress is kept under. */
void lesson_name(const char *path, struct str *to);

#endif
