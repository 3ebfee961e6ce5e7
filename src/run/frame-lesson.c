/* The page of the lesson, for panels. */
#include "run/frame-lesson.h"

#include "run/lesson-state.h"

void frame_lesson_done(struct lesson_room *room)
{
	lesson_lines_done(&room->lines);
}

void frame_lesson(struct session *s, bool lines, struct lesson_room *room, struct frame *f)
{
	const struct lesson_state *st = s->lesson;
	bool open;

	lesson_lines_done(&room->lines);
	if (!st)
		return;
	open = !st->playing && !lesson_record(st)->done && st->page == st->reached;
	if (lines)
		lesson_lines(s, &room->lines);
	room->head = (struct frame_lesson){
		.number = st->lesson->number, .page = st->page + 1, .pages = st->lesson->npages, .title = st->lesson->title,
		.state = st->playing ? "play" : lesson_type_names[lesson_page(st)->type], .locked = lesson_is_locked(s),
		.asks_why = open && lesson_page(st)->type == LESSON_WHY,
		.hints = open && lesson_record(st)->hints < lesson_page(st)->part[LESSON_HINTS].n,
		.back = !st->playing && st->page > 0, .line = room->lines.list, .nlines = room->lines.n,
	};
	f->lesson = &room->head;
}
