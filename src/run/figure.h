/* A figure: panels side by side, in each of them series of points between two axes. What it is stands here alone: its numbers
 * are written by figure-data.c, the words that make gnuplot draw them by figure-script.c, and nobody else knows either.
 *
 * Texts are read literally, but for ^{..}, which is raised: 4^{N}. */
#ifndef OUTPOST_RUN_FIGURE_H
#define OUTPOST_RUN_FIGURE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct figure_axis {
	char *label;      /* owned: what it is, and in what unit             */
	bool log;
	double low, high; /* of what is shown, NaN: as far as the points go  */
};

struct figure_series {
	char *name;                 /* owned, "": not in the legend              */
	enum figure_style {
		FIGURE_LINE,        /* a line, with a marker here and there      */
		FIGURE_STEPS,       /* .. that holds until the next point; none */
		FIGURE_POINTS,
		FIGURE_PLAIN,       /* a thin grey line: what is compared with   */
	} style;
	int look;                   /* which colour, dash and marker; 0 and 1 are trainers A and B */
	double shade;               /* where the panel has a scale of shades: its place on it      */
	double *x, *y;              /* (n) owned                                 */
	int n, room;
};

enum figure_key { FIGURE_KEY_NONE, FIGURE_KEY_TOP_LEFT, FIGURE_KEY_TOP_RIGHT, FIGURE_KEY_BOTTOM_LEFT, FIGURE_KEY_BOTTOM_RIGHT,
		  FIGURE_KEY_LEFT, FIGURE_KEY_RIGHT };

struct figure_panel {
	struct figure_axis x, y;
	struct figure_axis shades;  /* label NULL: series have the colour of their look .. */
	bool has_scale;             /* .. else of their shade, which is explained here */
	enum figure_key key;        /* where the legend lies, within               */
	struct figure_series *series; /* (n) owned                                */
	int n;
	double line;                /* across at this y, NaN: none                 */
	char *line_name;            /* owned: what stands on it ..                 */
	bool name_left;             /* .. and at which end                         */
};

struct figure {
	struct str stamp;             /* what its numbers depend on                 */
	struct figure_panel *panel;   /* (n) owned, row by row                      */
	int n, cols;
	double width, height;         /* centimetres, of a panel with its labels    */
};

enum { FIGURE_PANELS_MOST = 12, FIGURE_LOOKS = 6 };

struct figure *figure_new(int cols, double width, double height);
void figure_free(struct figure *f);
/* Both return what they have added, which moves with the next one. Panels begin with linear axes and no legend. */
struct figure_panel *figure_add_panel(struct figure *f);
struct figure_series *figure_add_series(struct figure_panel *p, enum figure_style style, int look, const char *name);
/* A point that is no number, or has no place on the panel's axes (0 on a logarithmic one), is left out. */
void figure_add_point(const struct figure_panel *p, struct figure_series *s, double x, double y);
void figure_label(struct figure_axis *a, const char *label);
void figure_set_line(struct figure_panel *p, double at, const char *name);
/* How far along its axis a value lies: itself, or its logarithm to the base 10. */
double figure_along(const struct figure_axis *a, double v);
/* What the points of a panel lie between, along one axis. False: there are none. */
bool figure_extent(const struct figure_panel *p, bool along_x, double *low, double *high);
/* The name of the line goes to its emptier end, and then the legend to the emptiest place at a side. */
void figure_place_words(struct figure_panel *p);
/* A long legend has two columns. */
int figure_key_rows(const struct figure_panel *p);
int figure_key_columns(const struct figure_panel *p);
/* Leaves out of each series what no eye would miss: of the points that share one of 1,000 columns the first and the last
 * stay, the lowest and the highest. To be called when all points are there. */
void figure_thin(struct figure *f);
/* Points of all panels. */
size_t figure_points(const struct figure *f);

/* The numbers as a file that both gnuplot and people read: the stamp and what the series are as comments, then x,y; a series
 * with no point has one without numbers. Series are separated by two empty lines; behind one with markers their places
 * follow as another. */
void figure_data(const struct figure *f, struct str *to);
/* Whether the line has markers beside it: not where it stands for one of many, or is only compared with. */
bool figure_has_markers(const struct figure_panel *p, const struct figure_series *s);

enum figure_format { FIGURE_SVG, FIGURE_PDF, FIGURE_PNG };
/* What makes gnuplot draw it. data: the file of the numbers, NULL: they stand in the script itself. picture: the file that is
 * drawn, NULL: standard output. */
void figure_script(const struct figure *f, enum figure_format format, const char *data, const char *picture, struct str *to);

#endif
