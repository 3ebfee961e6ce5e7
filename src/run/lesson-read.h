/* What the files that read lessons share. */
#ifndef OUTPOST_RUN_LESSON_READ_H
#define OUTPOST_RUN_LESSON_READ_H

#include "run/lesson.h"

struct lesson_reading {
	struct lesson *to;
	const char *next, *end;  /* what is left                                       */
	const char *at;          /* the present line ..                                */
	size_t n;                /* .. and its bytes, without the blanks at its end    */
	int line;
	const char *value;       /* of a field or a choice                             */
	size_t bytes;
	bool failed;             /* the line cannot be read at all                     */
	bool joins, gap;         /* text here goes on with a paragraph; or an empty line stood before it */
	struct err *e;
};

static inline struct lesson_page *lesson_page_of(const struct lesson_reading *r)
{
	return &r->to->page[r->to->npages - 1];
}

/* Sets the error, as FILE:LINE: ..; always false. */
bool lesson_wrong(const struct lesson_reading *r, int line, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* A field of the present page, whose key is the first n bytes of the line. */
bool lesson_read_field(struct lesson_reading *r, size_t n);
/* `a) CHOICE` where a question stands before it. */
bool lesson_is_choice(const struct lesson_reading *r);
bool lesson_read_choice(struct lesson_reading *r);
/* When a page ends: whether it has what its type needs. And the pages among each other. */
bool lesson_check_page(const struct lesson_reading *r);
bool lesson_check_order(const struct lesson_reading *r);

#endif
