/* Pages of a session: the numbers that a page of a size shows, and the page as text in a file. */
#ifndef OUTPOST_FRONT_SHOT_H
#define OUTPOST_FRONT_SHOT_H

#include <stdbool.h>

#include "panel/page.h"
#include "run/session.h"

/* The scene's frame, lent until the next one of the session is built. */
void shot_frame(struct scene *scene, struct session *s, int rows, int cols);
bool shot_write(const struct scene *scene, struct session *s, const char *file, int rows, int cols, struct err *e);

#endif
