/* Drawing a figure into a file, by gnuplot: a job, so that keys are heard meanwhile and Ctrl-C ends it. */
#ifndef OUTPOST_RUN_DRAWING_H
#define OUTPOST_RUN_DRAWING_H

#include "run/figure.h"
#include "run/session.h"

/* What the ending of a file says: .svg .pdf .png. False: none of them. */
bool drawing_format(const char *path, enum figure_format *format);
/* Sets the goal that draws the figure (taken, whatever happens) into the file at `path`, which is replaced whole or not at
 * all. keep: what gnuplot read is kept beside it, as .gp and .dat. Where gnuplot cannot be started these two are written, and
 * the reply says how they make the picture; that is no error. False: nothing can be written there. */
bool drawing_begin(struct session *s, struct figure *f, const char *path, bool keep, struct err *e);
/* Appends the path that a picture of this name is drawn to; false where it, or what keep leaves beside it, cannot be written:
 * to be asked before long work. */
bool drawing_place(const struct session *s, const char *name, bool keep, struct str *path, struct err *e);

#endif
