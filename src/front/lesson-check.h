/* --check-lesson: lessons played with their own solutions. */
#ifndef OUTPOST_FRONT_LESSON_CHECK_H
#define OUTPOST_FRONT_LESSON_CHECK_H

#include "front/text.h"

/* Plays each file with each of its seeds and says, a line of TAP each, whether solutions reach their goals, exactly one fact of
 * each question holds, and what pages state is so. Returns the exit code; `t` is fresh, with .tap, and is done with. `none`
 * (taken): a session without a task, whose folders those of the lessons have. */
int lesson_check_files(struct text *t, const char *const *file, int n, struct session *none);

#endif
