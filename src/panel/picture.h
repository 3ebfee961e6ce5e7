/* A canvas as a file: the screen to be shown where there is no terminal. */
#ifndef OUTPOST_PANEL_PICTURE_H
#define OUTPOST_PANEL_PICTURE_H

#include "base/err.h"
#include "panel/canvas.h"
#include "panel/theme.h"

struct picture {
	const struct canvas *canvas;
	enum theme theme;
	const char *title; /* a few words                                            */
	const char *stamp; /* where it is from; stands in all but text without looks */
};

struct picture_type {
	const char *ending;
	void (*print)(const struct picture *p, struct str *to);
};

/* By the file's ending; NULL with those there are. */
const struct picture_type *picture_named(const char *file, struct err *e);

/* The kinds. */
void picture_ansi(const struct picture *p, struct str *to);
void picture_html(const struct picture *p, struct str *to);
void picture_svg(const struct picture *p, struct str *to);

/* Columns of a row up to which there is something to be seen. */
int picture_end(const struct picture *p, int row);
/* Where the cells of one style end that begin at a column. */
int picture_run(const struct canvas *c, int row, int col, int end);

#endif
