/* A part of frame.c: the page of the lesson. */
#ifndef OUTPOST_RUN_FRAME_LESSON_H
#define OUTPOST_RUN_FRAME_LESSON_H

#include "run/frame.h"
#include "run/lesson-lines.h"

/* Zeroed memory is an empty one. */
struct lesson_room {
	struct frame_lesson head;
	struct lesson_lines lines;
};
/* `lines`: the page too, not only which it is. */
void frame_lesson(struct session *s, bool lines, struct lesson_room *room, struct frame *f);
void frame_lesson_done(struct lesson_room *room);

#endif
