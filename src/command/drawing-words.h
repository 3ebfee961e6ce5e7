/* The words that say how a picture is drawn: shared by export, plot and figure. */
#ifndef OUTPOST_COMMAND_DRAWING_WORDS_H
#define OUTPOST_COMMAND_DRAWING_WORDS_H

#include "command/args.h"
#include "run/drawing.h"
#include "run/figure-run.h"

/* x=queries|update and keep=yes|no of a command that lists them so; without: queries, no. */
struct drawing_words {
	bool by_update, keep;
};
bool drawing_words(const struct args *a, struct drawing_words *to, struct err *e);
/* Positional arguments from .. end - 1 as metrics; false with a reason. */
bool drawing_metrics(const struct session *s, const struct args *a, int from, int end, struct metric_ref *m,
		     struct err *e);
/* What of it makes a picture: .svg .pdf .png. */
bool drawing_is(const char *path);

#endif
