/* What the files that write a figure for gnuplot share. */
#ifndef OUTPOST_RUN_FIGURE_OWN_H
#define OUTPOST_RUN_FIGURE_OWN_H

#include "run/figure.h"

/* `# text`, a line. Names come from people and files: what is no plain character, or means something to gnuplot in a comment
 * too, becomes a ?. */
void figure_comment(const char *text, struct str *to);
/* Literally but for ^{..}; in single quotes, where a quote is doubled. */
void figure_script_text(const char *text, struct str *to);
/* All words of one axis of a panel, 'x' or 'y'. Returns the unit that its numbers are to be divided by. */
double figure_script_axis(const struct figure_panel *p, const struct figure_axis *a, char axis, struct str *to);

#endif
