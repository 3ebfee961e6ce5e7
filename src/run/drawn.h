/* A picture as bytes: whether it is whole, and the stamp within it. */
#ifndef OUTPOST_RUN_DRAWN_H
#define OUTPOST_RUN_DRAWN_H

#include <stdbool.h>

#include "base/str.h"
#include "run/figure.h"

/* Whether these are the bytes of such a picture, from its first to its last. */
bool drawn_is_whole(const struct str *bytes, enum figure_format format);
/* Puts the stamp where readers of the format skip it: a comment of SVG in front of the drawing, a comment of PDF in front of its
 * last lines, a text chunk "Comment" of PNG, with the resolution that makes it as large on paper as it should be. Not of a
 * picture that is not whole. */
void drawn_stamp(struct str *bytes, enum figure_format format, const char *stamp);

#endif
