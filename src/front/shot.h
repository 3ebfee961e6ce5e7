/* Pages of a session: the numbers that a page of a size shows, and the page in a file. */
#ifndef OUTPOST_FRONT_SHOT_H
#define OUTPOST_FRONT_SHOT_H

#include <stdbool.h>

#include "panel/page.h"
#include "panel/theme.h"
#include "run/session.h"
#include "run/stage.h"

/* The scene's frame, lent until the next one of the session is built. */
void shot_frame(struct scene *scene, struct session *s, int rows, int cols);
/* Rows and columns are known. */
bool shot_write(const struct scene *scene, struct session *s, const struct shot_order *order, struct err *e);
/* What the screen looks like now. */
enum theme shot_theme(const struct session *s);

#endif
