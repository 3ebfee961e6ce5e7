/* The page of a lesson as lines of words: the same for the screen and for text mode. */
#ifndef OUTPOST_RUN_LESSON_LINES_H
#define OUTPOST_RUN_LESSON_LINES_H

#include "run/frame.h"

/* Zeroed memory has none. */
struct lesson_lines {
	struct frame_line *list; /* (n), texts owned */
	int n;
};
/* Of the page that is shown now, with the numbers of now. */
void lesson_lines(struct session *s, struct lesson_lines *to);
void lesson_lines_done(struct lesson_lines *l);

#endif
